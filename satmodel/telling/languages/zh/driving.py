"""驱动分析的句子。"""

SENTENCES = {
    "drivers.fit": (
        "各分项合起来解释“{outcome:name}”变异的{r2:percent}，{level:percent0}置信区间为{r2_low r2_high:percents}；"
        "依据{n:integer}名各题都有回答的受访者，另有{lost:integer}人因缺答未用。"
    ),
    "drivers.fit.zero lost": (
        "各分项合起来解释“{outcome:name}”变异的{r2:percent}，{level:percent0}置信区间为{r2_low r2_high:percents}；"
        "依据全部{n:integer}名受访者。"
    ),
    "drivers.first": (
        "份额最大的是{item:name}，占可解释部分的{share:percent}，{level:percent0}置信区间为{low high:percents}。"
    ),
    "drivers.order.established": (
        "{first:name}的份额比{second:name}高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（重抽样结果中前者更高的占{probability:percent}），两项的先后可以确认。"
    ),
    "drivers.order.not established": (
        "{first:name}的份额比{second:name}高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（重抽样结果中前者更高的占{probability:percent}），两项的先后不能确认，宜称“并列”；"
        "按现有样本，份额相差{detectable:pp}个百分点才可以确认。"
    ),
    "drivers.item": "{item:name}占可解释部分的{share:percent}，区间为{low high:percents}。",
    "drivers.sign_flip": (
        "{item:name}与总体评价的相关系数为{correlation:number}，而各分项同时进入回归时系数为{coefficient:number}，方向相反："
        "各分项彼此相关，这一系数不能单独解读。"
    ),
    "drivers.collinear": "{items:names}可由其他分项完全推出，没有单独的回归系数。",
    "drivers.constant": "{items:names}的回答全部相同，不能参加分析。",
    "drivers.lonely_strata": "有{count:integer}层只有一个抽样群，重抽样不反映这些层的误差，区间可能偏窄。",
    "drivers.not_causal": (
        "以上是分项与总体评价的统计关联，按可解释的差异分摊；它不说明改进某一项就会使总体评价提高，不是因果效果。"
    ),
}

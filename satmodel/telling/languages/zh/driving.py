"""关于驱动分析的全部文字。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "drivers.fit": (
        "各分项合起来解释“{outcome:name}”变异的{r2:percent}，{level:percent0}置信区间为{r2_low r2_high:percents}。"
    ),
    "drivers.fit.held": (
        "在控制变量之外，各分项解释“{outcome:name}”变异的{r2:percent}，{level:percent0}置信区间为{r2_low r2_high:percents}。"
    ),
    "drivers.fit.latent": (
        "各分项合起来解释“{outcome:name}”背后连续态度变异的{r2:percent}，{level:percent0}置信区间为{r2_low r2_high:percents}。"
    ),
    "drivers.fit.held.latent": (
        "在控制变量之外，各分项解释“{outcome:name}”背后连续态度变异的{r2:percent}，"
        "{level:percent0}置信区间为{r2_low r2_high:percents}。"
    ),
    "drivers.fit+who": (
        "依据{n:integer}名各题都有回答的受访者；另有{lost:integer}人因缺答未用，其中{lost_outcome:integer}人没有回答"
        "“{outcome:name}”，{lost_items:integer}人缺其他题。"
    ),
    "drivers.fit+who.missing=pairwise": "每对题目依据两题都有回答的受访者，共{n:integer}人。",
    "drivers.fit+who.missing=imputed": "缺答已作多重插补，共{n:integer}名受访者参加分析。",
    "drivers.fit+who.zero lost": "依据全部{n:integer}名受访者。",
    "drivers.fit+who.no lost": "依据{n:integer}名各题都有回答的受访者。",
    "drivers.fit+who.no lost_outcome": "依据{n:integer}名各题都有回答的受访者；另有{lost:integer}人因缺答未用。",
    "drivers.controls": (
        "仅控制变量（{names:names}）解释{r2_controls:percent}，加上各分项共解释{total:percent}；计入分项的只是其增加的部分。"
    ),
    "drivers.first": (
        "份额最大的是{item:name}，占可解释部分的{share:percent}，{level:percent0}置信区间为{low high:percents}。"
    ),
    "drivers.first.not sharing": (
        "标准化系数平方最大的是{item:name}，为{share:number}，{level:percent0}置信区间为{low high:numbers}；"
        "系数平方不是可解释部分的份额。"
    ),
    "drivers.order.established": (
        "{first:name}的份额比{second:name}高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两项的先后可以确认。"
    ),
    "drivers.order.not established": (
        "{first:name}的份额比{second:name}高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两项的先后不能确认，宜称“并列”；"
        "按现有样本，份额相差{detectable:pp}个百分点才可以确认。"
    ),
    "drivers.order.not established.no detectable": (
        "{first:name}与{second:name}的重要性完全相同（样本和每次重抽样中都相同），任何样本都不能分出先后，应称“并列”。"
    ),
    "drivers.order.established.not sharing": (
        "{first:name}的系数平方比{second:name}高{gap:number}，{level:percent0}置信区间为{low high:numbers}"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两项的先后可以确认。"
    ),
    "drivers.order.not established.not sharing": (
        "{first:name}的系数平方比{second:name}高{gap:number}，{level:percent0}置信区间为{low high:numbers}"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两项的先后不能确认，宜称“并列”；"
        "按现有样本，相差{detectable:number}才可以确认。"
    ),
    "drivers.ranks": (
        "{names:names}都可能是最重要的分项；{pairs:integer}对分项一并比较，其中{resolved:integer}对的先后可以确认。"
    ),
    "drivers.ranks.one pairs": "{names:names}都可能是较重要的分项。",
    "drivers.ranks.alone.one pairs": "{names:names}较重要，可以确认。",
    "drivers.ranks.alone": (
        "只有{names:names}可能是最重要的分项；{pairs:integer}对分项一并比较，其中{resolved:integer}对的先后可以确认。"
    ),
    "drivers.item": (
        "{item:name}占可解释部分的{share:percent}，区间为{low high:percents}，可能的位次为第{rank_low rank_high:rank_span}位。"
    ),
    "drivers.item.single": (
        "{item:name}占可解释部分的{share:percent}，区间为{low high:percents}，位次为第{rank_low:integer}位，可以确认。"
    ),
    "drivers.item.not sharing": (
        "{item:name}的系数平方为{share:number}，区间为{low high:numbers}，可能的位次为第{rank_low rank_high:rank_span}位。"
    ),
    "drivers.item.single.not sharing": (
        "{item:name}的系数平方为{share:number}，区间为{low high:numbers}，位次为第{rank_low:integer}位，可以确认。"
    ),
    "drivers.group_first": (
        "按组看，份额最大的是{item:name}，占可解释部分的{share:percent}，{level:percent0}置信区间为{low high:percents}；"
        "分项较多的组，可用来解释的内容也较多。"
    ),
    "drivers.group_order.established": (
        "{first:name}组的份额比{second:name}组高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两组的先后可以确认。"
    ),
    "drivers.group_order.not established": (
        "{first:name}组的份额比{second:name}组高{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
        "（单看这一对，重抽样结果中前者更高的占{probability:percent}），两组的先后不能确认，宜称“并列”；"
        "按现有样本，份额相差{detectable:pp}个百分点才可以确认。"
    ),
    "drivers.group_order.not established.no detectable": (
        "{first:name}组与{second:name}组的重要性完全相同（样本和每次重抽样中都相同），任何样本都不能分出先后，应称“并列”。"
    ),
    "drivers.group_ranks": (
        "{names:names}都可能是最重要的组；{pairs:integer}对组一并比较，其中{resolved:integer}对的先后可以确认。"
    ),
    "drivers.group_ranks.one pairs": "{names:names}都可能是较重要的组。",
    "drivers.group_ranks.alone.one pairs": "{names:names}较重要，可以确认。",
    "drivers.group_ranks.alone": (
        "只有{names:names}可能是最重要的组；{pairs:integer}对组一并比较，其中{resolved:integer}对的先后可以确认。"
    ),
    "drivers.group": (
        "{item:name}组占可解释部分的{share:percent}，区间为{low high:percents}，"
        "可能的位次为第{rank_low rank_high:rank_span}位。"
    ),
    "drivers.group.single": (
        "{item:name}组占可解释部分的{share:percent}，区间为{low high:percents}，位次为第{rank_low:integer}位，可以确认。"
    ),
    "drivers.sign_flip.established": (
        "{item:name}与{outcome:name}的相关系数为{correlation:number}，而各分项同时进入回归时系数为{coefficient:number}"
        "（{level:percent0}置信区间{low high:numbers}），方向相反可以确认：各分项彼此相关，这一系数不能单独解读。"
    ),
    "drivers.sign_flip.not established": (
        "{item:name}与{outcome:name}的相关系数为{correlation:number}，而各分项同时进入回归时系数为{coefficient:number}"
        "（{level:percent0}置信区间{low high:numbers}），方向相反不能确认，按现有样本，系数达到{detectable:number}才可以确认；"
        "这一系数不能单独解读。"
    ),
    "drivers.sign_flip.not established.only_correlation_open": (
        "{item:name}与{outcome:name}的相关系数为{correlation:number}（{level:percent0}置信区间"
        "{correlation_low correlation_high:numbers}），而各分项同时进入回归时系数为{coefficient:number}"
        "（{level:percent0}置信区间{low high:numbers}）。系数的方向可以确认，相关系数的方向不能确认，按现有样本，相关系数达到"
        "{detectable:number}才可以确认；这一系数不能单独解读。"
    ),
    "drivers.collinear": "{items:names}可由其他分项或控制变量完全推出，没有单独的回归系数。",
    "drivers.constant": "{items:names}的回答全部相同，不能用来分析{outcome:name}。",
    "drivers.vif": (
        "各分项几乎可以互相推出：{item:name}的系数方差是单独时的{vif:ratio}倍，最大条件指数为{condition:ratio}，"
        "单个系数几乎无法确定。"
    ),
    "drivers.vif.held": (
        "各分项与控制变量几乎可以互相推出：{item:name}的系数方差是单独时的{vif:ratio}倍，分项之间最大条件指数为"
        "{condition:ratio}，单个系数几乎无法确定。"
    ),
    "drivers.vif.no item": (
        "各分项可以互相推出：除去完全可以推出的部分，最大条件指数仍为{condition:ratio}，单个系数几乎无法确定。"
    ),
    "drivers.halo": (
        "各分项的第一主成分占其变异的{first_share:percent}（平均相关系数{mean_correlation:number}，"
        "α系数{alpha:number}，ω系数{omega:number}）。"
    ),
    "drivers.halo.no omega": (
        "各分项的第一主成分占其变异的{first_share:percent}（平均相关系数{mean_correlation:number}，α系数{alpha:number}）。"
    ),
    "drivers.halo+one.one": "各分项主要反映同一个整体印象，单个分项的重要性难以分清。",
    "drivers.sampled": (
        "分项有{count:integer}个，重要性按随机抽取的{orders:integer}种进入次序平均，由此增加的标准误最大为{largest:p_value}（以R²计）。"
    ),
    "drivers.few_clusters": "抽样群之间的自由度只有{df:integer}，少于{fewest:integer}，区间和位次只能作大致参考。",
    "drivers.lonely_strata": "有{count:integer}层只有一个抽样群，重抽样不反映这些层的误差，区间可能偏窄。",
    "drivers.not_causal": (
        "以上是分项与{outcome:name}的统计关联，按可解释的差异分摊；它不说明改进某一项就会使{outcome:name}提高，不是因果效果。"
    ),
    "drivers.not_causal.outcome=overall": (
        "以上是分项与总体评价的统计关联，按可解释的差异分摊；它不说明改进某一项就会使总体评价提高，不是因果效果。"
    ),
}

HEADS = {
    "item_count": "分项数",
    "correlation_se": "相关系数标准误",
    "sampling_se": "抽取次序的标准误",
    "r2": "R²",
}

PICTURES = {
    "importance.axis.not sharing": "标准化系数的平方（横线为{level:percent0}置信区间）",
    "importance.ranks": "可能位次",
    "importance.first": "实心：可能最重要；空心：可以确认并非最重要。",
    "importance.groups": "斜线、菱形：组（组间位次）；圆点：分项（分项间位次）。",
    "importance.value.not sharing": "系数平方与区间",
    "importance.alt.not sharing": (
        "{count:integer}个分项的标准化系数平方及其区间；最大的是{highest:name}（{highest_value:number}）。"
    ),
}

_OUTCOME = "以单独提问的{outcome:name}为结果，以各分项为解释变量。"
RESAMPLED = "区间由{replicates:integer}次按抽样设计的重抽样得到（Rao-Wu法，随机种子{seed:text}）"

MEASURED = (
    Line(
        _OUTCOME + "各分项的重要性是它在所有可能的分项组合里平均带来的R²（Shapley值，即LMG）：",
        when=("method=shapley", "not item_groups"),
        formula="shapley",
    ),
    Line(
        _OUTCOME + "各分项的重要性是它在不拆散各组的进入次序里平均带来的R²（Owen值），组的重要性为组内分项之和：",
        when=("method=shapley", "item_groups"),
        formula="owen",
    ),
    Line(
        _OUTCOME + "各分项的重要性为Genizi与Johnson的相对权重（两者数值相同）：",
        when=("method=johnson",),
        formula="relative_weight",
    ),
    Line(
        _OUTCOME + "各分项的重要性为Genizi与Johnson的相对权重（两者数值相同）：",
        when=("method=genizi",),
        formula="relative_weight",
    ),
    Line(
        _OUTCOME + "各分项的重要性为CAR得分的平方，即各分项同时去除彼此相关之后与结果的相关：",
        when=("method=car",),
        formula="car",
    ),
    Line(
        _OUTCOME + "各分项以标准化回归系数的平方衡量，这些平方不是可解释部分的份额：",
        when=("method=coefficients",),
        formula="squared_coefficient",
    ),
    Line(
        "结果只有几个等级，按其背后的连续态度分析（比例优势模型，McKelvey与Zavoina的R²）。"
        "各分项的重要性是它在所有可能的分项组合里平均带来的R²（Shapley值）：",
        when=("method=ordinal", "not item_groups"),
        formula="shapley",
    ),
    Line(
        "结果只有几个等级，按其背后的连续态度分析（比例优势模型，McKelvey与Zavoina的R²）。"
        "各分项的重要性是它在不拆散各组的进入次序里平均带来的R²（Owen值），组的重要性为组内分项之和：",
        when=("method=ordinal", "item_groups"),
        formula="owen",
    ),
    Line("控制变量先进入；分项的重要性是其在此之外增加的部分，以总R²计。", when=("controls",)),
    Line(
        "分项超过25个，按随机抽取的{orders:integer}种次序平均（随机种子{seed:text}）。",
        when=("orders",),
    ),
)

METHODS = {
    "drivers": (
        *MEASURED,
        Line(
            "只用全部作答者：依据各题都作了评价的{n:integer}名受访者。" + RESAMPLED + "，抽样群少时区间相应放宽。",
            when=("missing=complete",),
        ),
        Line("逐对取用：每对题目依据两题都作了评价的受访者。" + RESAMPLED + "。", when=("missing=pairwise",)),
        Line(
            "多重插补：{n:integer}名受访者的缺答用链式方程插补{imputations:integer}次。" + RESAMPLED + "。",
            when=("missing=imputed",),
        ),
        Line(
            "所有分项两两一并比较：差异超过各项相等时最大的标准化差异（按重抽样的协方差模拟），才称可以确认；"
            "分项的可能位次由可以确认的差异得出。"
        ),
    ),
}

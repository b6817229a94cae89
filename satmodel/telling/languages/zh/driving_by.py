"""关于分类驱动分析的全部文字。"""

from satmodel.telling.languages.zh.driving import MEASURED, RESAMPLED
from satmodel.telling.lines import Line

SENTENCES = {
    "drivers_by.level": (
        "{name:name}：各分项解释变异的{r2:percent}（{n:integer}人），份额最大的是{item:name}，占{share:percent}，"
        "{level:percent0}置信区间为{low high:percents}。"
    ),
    "drivers_by.level.not sharing": (
        "{name:name}：各分项解释变异的{r2:percent}（{n:integer}人），标准化系数平方最大的是{item:name}，为{share:number}，"
        "{level:percent0}置信区间为{low high:numbers}。"
    ),
    "drivers_by.level+first": "在该处，{names:names}都可能是最重要的分项。",
    "drivers_by.level+first.alone": "它在该处最重要，可以确认。",
    "drivers_by.level+lost": "另有{lost:integer}人因缺答未用。",
    "drivers_by.level+lost.zero lost": "",
    "drivers_by.level+lost.no lost": "",
    "drivers_by.firsts.same": "按“{by:name}”分成{count:integer}类，各类排在首位的都是{names:names}。",
    "drivers_by.firsts.not same": "按“{by:name}”分成{count:integer}类，各类排在首位的不尽相同：{names:names}。",
    "drivers_by.held": "各类都先控制{names:names}；各分项解释的变异和份额，都只计其在此之外增加的部分。",
    "drivers_by.latent": "所解释的是“{outcome:name}”背后连续态度的变异，不是分数的变异。",
    "drivers_by.few_clusters": (
        "{names:names}的抽样群自由度少于{fewest:integer}（最少的只有{df:integer}），区间只能作大致参考。"
    ),
    "drivers_by.rough": "{names:names}平均每个分项不足{fewest:integer}名受访者，R²的区间包含真值的机会低于所标的置信水平。",
    "drivers_by.lonely_strata": "{names:names}有的层只有一个抽样群，重抽样不反映这些层的误差，区间可能偏窄。",
    "drivers_by.apart": "{name:name}单独列出（各题都有回答的{n:integer}人）：{reason:reason}。",
    "drivers_by.without_level": "有{count:integer}名受访者的“{by:name}”空白，未参加分析。",
    "drivers_by.not_compared": (
        "各类分别分析，这里不判断“{by:name}”各类之间是否不同。以上是与{outcome:name}的统计关联，不是因果效果。"
    ),
}

TERMS = {"name.unit": "单位"}

CAPTIONS = {"drivers_by": "各分项的相对重要性（分类）"}

TITLES = {"drivers_by": "总体评价与各分项的关联（分类）"}

REASONS = {
    "few_answers": "各题都有回答的不足30人，或抽样群相对分项太少",
    "nothing_explained": "各分项在该处（在控制变量之外）不解释任何变异",
    "same_outcome": "该处对结果的回答全部相同",
    "fitted": "该处由各分项即可推出结果（完全一致，或只差四舍五入），回归只会得到既定权重",
    "not_measurable": "该处无法衡量重要性：多数重抽样中回答没有差异，或结果的各等级可被完全区分，或有的分项没有单独的回归系数",
}

PICTURES = {
    "importance_by.axis": "占可解释部分的份额（横线为{level:percent0}置信区间）",
    "importance_by.axis.not sharing": "标准化系数的平方（横线为{level:percent0}置信区间）",
    "importance_by.alt": (
        "{count:integer}个分项在{levels:integer}类中的相对重要性；份额最大的是{part:name}的{highest:name}（{highest_value:percent}）。"
    ),
    "importance_by.alt.not sharing": (
        "{count:integer}个分项在{levels:integer}类中的系数平方；最大的是{part:name}的{highest:name}（{highest_value:number}）。"
    ),
}

_BY = "按“{by:name}”各类分别分析各分项与{outcome:name}的关联，各题都有回答的不足30人的类单独列出。" + RESAMPLED + "。"

METHODS = {"drivers_by": (Line(_BY), *MEASURED)}

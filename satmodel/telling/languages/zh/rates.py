"""比率及其区间、得分背后的答案，以及结果对计分办法的依赖。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_LEAD = "差距最小之处是“{cut:name}”及以上的比例，相差{gap:pp}个百分点"

SENTENCES = {
    "intervals.range": (
        "共{count:integer}个比例，{level:percent0}置信区间（{method:name}法）的半宽为{half_low half_high:pp_span}个百分点。"
    ),
    "intervals.none": (
        "{name:name}的{n:integer}名受访者中无一人计入；在{level:percent0}置信水平下，该比例至多为{bound:percent}。"
    ),
    "intervals.all": (
        "{name:name}的{n:integer}名受访者全部计入；在{level:percent0}置信水平下，该比例至少为{bound:percent}。"
    ),
    "answers.top": "分值最高的答案“{answer:name}”占计分答案的{share:percent}。",
    "answers.no_opinion": (
        "无意见的回答占全部回答的{share:percent}；最多的是{name:name}，占该处受访者的{name_share:percent}。"
    ),
    "answers.no_opinion.zero share": "没有无意见的回答。",
    "recoded.first": (
        "按原计分办法居首位的是{names:names}；在{codings:integer}种其他赋分中，改变首位的有：{changed:names}。"
    ),
    "recoded.first.no changed": ("按原计分办法居首位的是{names:names}，在{codings:integer}种其他赋分下首位不变。"),
    "recoded.moved": (
        "{count:integer}个单位中有{moved:integer}个的名次随赋分变动；变动最多的是{name:name}，"
        "原计分办法下第{rank:integer}位，各种赋分下为{rank_low rank_high:places}。"
    ),
    "recoded.moved.zero moved": "在{codings:integer}种其他赋分下，各单位名次都不变。",
    "recoded.tau": "与原名次的肯德尔等级相关系数，最低的是{name:name}，为{tau:number}。",
    "recoded.linear": "{names:names}与原分值呈线性关系；线性的赋分不改变任何名次。",
    "recoded.apart": "{name:name}没有列入：{reason:reason}。",
    "stochastic_dominance.pairs": (
        "在{pairs:integer}对单位中，样本里有{dominated:integer}对的先后在任何单调的计分办法下都不变，"
        "其中{established:integer}对可以确认（{adjust:term}，{level:percent0}置信水平）。"
    ),
    "stochastic_dominance.pair.established": (
        "在任何单调的计分办法下，{a:name}都高于{b:name}，可以确认（p {p_adjusted:p}）；" + _LEAD + "。"
    ),
    "stochastic_dominance.pair.not established": (
        "在样本中，任何单调的计分办法下{a:name}都高于{b:name}，但不能确认（p {p_adjusted:p}）；"
        + _LEAD
        + "，按现有样本，达到{detectable:pp}个百分点才可以确认。"
    ),
    "stochastic_dominance.pair.not established.not dominates": (
        "按原计分办法{a:name}高于{b:name}，但换一种单调的计分办法，样本中两者的先后可能颠倒，任何办法下的先后不能确认；"
        "“{cut:name}”及以上的比例相差{gap:pp}个百分点，按现有样本，达到{detectable:pp}个百分点才可以确认。"
    ),
    "stochastic_dominance.apart": "{name:name}不参加比较：{reason:reason}。",
    "no_opinion.share": (
        "无意见回答的占比，最低的是{least:name}（{least_share:percent}），最高的是{name:name}（{share:percent}）。"
    ),
    "no_opinion.ranks": (
        "这些回答按{treatments:integer}种办法处理，{count:integer}个单位中有{moved:integer}个的名次随之变动：{names:names}。"
    ),
    "no_opinion.ranks.zero moved": "这些回答按{treatments:integer}种办法处理，{count:integer}个单位的名次都不变。",
    "no_opinion.bounds": (
        "无论这些人的意见如何，{name:name}的综合得分在{lowest:points}分与{highest:points}分之间"
        "（不计分时为{apart:points}分），是各单位中范围最宽的；仍可能居首位的有{first:names}。"
    ),
}

HEADS = {
    "measure": "指标",
    "method": "方法",
    "bound": "单侧界限",
    "coding": "赋分",
    "apart": "不计分",
    "lowest": "按最低分计",
    "zero": "按0分计",
    "middle": "按中间分计",
    "highest": "按最高分计",
    "rank_best": "最好名次",
    "rank_worst": "最差名次",
    "bound_best": "可能的最好名次",
    "bound_worst": "可能的最差名次",
    "dominates": "任何计分下都在前",
    "cut": "差距最小处",
    "estimate as share": "比例",
    "gap as share": "差值（百分点）",
    "change as share": "变化（百分点）",
    "contribution as share": "贡献（百分点）",
    "detectable as share": "可确认的最小差距（百分点）",
}

TERMS = {
    "name.": "未答",
    "name.satisfied": "满意率",
    "name.very_satisfied": "很满意率",
    "name.dissatisfied": "不满意率",
    "name.aware": "知晓率",
    "name.net": "净满意度",
    "name.no_opinion": "无意见",
    "name.wilson": "Wilson",
    "name.clopper-pearson": "Clopper-Pearson",
    "name.korn-graubard": "Korn-Graubard",
    "name.jeffreys": "Jeffreys",
    "name.normal": "正态近似",
    "name.as scored": "原计分办法",
    "name.no_opinion_lowest": "无意见按最低分计",
    "name.no_opinion_zero": "无意见按0分计",
    "name.no_opinion_middle": "无意见按中间分计",
    "name.no_opinion_highest": "无意见按最高分计",
    "name.lowest": "最低分",
    "name.zero": "零分",
    "name.middle": "中间分",
    "name.highest": "最高分",
}

CAPTIONS = {
    "rates": "比率与区间",
    "net": "净满意度与区间",
    "answers": "得分背后的答案",
    "intervals": "比例的区间",
    "recoded": "不同赋分下的得分与名次",
    "stochastic_dominance": "任何单调计分办法下的先后",
    "no_opinion": "无意见回答的处理与界限",
}

PICTURES = {
    "intervals.axis.measure=share": "比例（横线为{level:percent0}置信区间）",
    "intervals.axis.measure=share.no level": "比例（横线为区间）",
    "intervals.alt.measure=share": (
        "{count:integer}个比例及其区间，每行一点一线；最高为{highest:name}（{highest_value:percent}），"
        "最低为{lowest:name}（{lowest_value:percent}）。"
    ),
    "heatmap.alt.measure=share": (
        "{rows:integer}行{columns:integer}列的比例矩阵，颜色越深比例越高；最高为{highest:name}（{highest_value:percent}），"
        "最低为{lowest:name}（{lowest_value:percent}）。"
    ),
    "ranks.score.measure=share": "比例",
    "change.axis.measure=share": "比例（空心为上轮，实心为本轮）",
    "waterfall.axis.measure=share": "比例（细线为贡献的区间）",
}

TITLES = {
    "rates": "比率",
    "net": "净满意度",
    "answers": "得分背后的答案",
    "intervals": "比例的区间",
    "recoded": "其他计分办法",
    "stochastic_dominance": "任何计分办法下的先后",
    "no_opinion": "无意见的回答",
}

METHODS = {
    "rates": (
        Line("比率是答案属于某一组的受访者（按权重）所占的比例，各组为：{groups:text}：", formula="rate"),
        Line("空白和无意见的回答不计入分母。", when=("no_opinion=apart",)),
        Line("无意见的回答计入分母，空白不计入。", when=("no_opinion=in",)),
        Line("同样不计入分母的还有：{apart:names}。", when=("apart",)),
        Line("标准误和全部比率的协方差按抽样设计，与得分用同样的线性化方法。比率为0或1时没有标准误，单独列出。"),
    ),
    "net": (
        Line("净满意度是正面答案的比例减去负面答案的比例，各组为：{groups:text}：", formula="net"),
        Line("空白和无意见的回答不计入分母。", when=("no_opinion=apart",)),
        Line("无意见的回答计入分母，空白不计入。", when=("no_opinion=in",)),
    ),
    "answers": (
        Line("件数是受访者人数；比例是按权重计的全部受访者（含空白）的比例。", when=("weighted",)),
        Line("件数是受访者人数；比例是全部受访者（含空白）的比例。", when=("not weighted",)),
        Line("旁边的得分只是计分答案的分值平均。"),
    ),
    "intervals": (
        Line("区间用Wilson法，在0和1附近也成立：", when=("interval=wilson",), formula="wilson"),
        Line(
            "区间用Clopper-Pearson法，回答相互独立时，覆盖率不低于置信水平（B为贝塔分布的分位数）：",
            when=("interval=clopper-pearson",),
            formula="clopper",
        ),
        Line(
            "区间用Korn-Graubard法，即以有效样本量计算的Clopper-Pearson区间：",
            when=("interval=korn-graubard",),
            formula="clopper",
        ),
        Line("区间用Jeffreys法：", when=("interval=jeffreys",), formula="jeffreys"),
        Line("区间为估计值±t乘以标准误；在0和1附近偏窄。", when=("interval=normal",)),
        Line(
            "n*是逐个抽取时能得到同样标准误的人数：",
            when=("designed", "not korn"),
            formula="n_effective",
        ),
        Line("其中n*为", when=("interval=korn-graubard",), formula="n_korn"),
        Line("n*是受访者人数。", when=("not designed", "not korn")),
        Line("无一人计入时给出精确的单侧界限，全部计入时取其对称值：", when=("bounds",), formula="zero_bound"),
    ),
    "recoded": (
        Line(
            "用同样的答案按{count:integer}种其他赋分重新计算综合得分；这些赋分都是单调的，较好的答案分值不低于较差的答案。"
            "名次是样本中的名次。"
        ),
        Line("无意见的回答另按几种固定分值计入。", when=("no_opinion",)),
        Line("线性的赋分（{linear:names}）不改变任何名次，用作核对。", when=("linear",)),
    ),
    "stochastic_dominance": (
        Line(
            "一个单位在每个答案“及以上”的比例都不低于另一个单位时，任何单调的计分办法都把它排在前面：",
            formula="cumulative",
        ),
        Line("有多个分项时，比较各分项分布的平均。", when=("several",)),
        Line(
            "在{cuts:names}及以上的每一处，差距都通过检验，才判为可以确认"
            "（交并检验，{family:integer}对，{adjust:term}，{level:percent0}置信水平）。"
        ),
    ),
    "no_opinion": (
        Line(
            "无意见的回答（{answers:names}）分别不计分，或按固定分值计入（{treated:text}），重新计算综合得分。"
            "无论这些人的意见如何，综合得分都在按最低分计与按最高分计的结果之间。",
            when=("answers",),
        ),
        Line("没有人给出无意见的回答，各种处理的结果相同。", when=("not answers",)),
        Line("可能的名次：把本单位和其他单位的无意见回答取作对本单位最有利（或最不利）的分值时所得的名次。"),
        Line("无意见的占比是对受访者的平均，区间用Wilson法（{level:percent0}）。"),
    ),
}

WORDS = {
    "unit of points": "分",
    "unit of shares": "个百分点",
    "verb of points": "得",
    "verb of shares": "为",
}

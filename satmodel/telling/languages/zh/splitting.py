"""贡献分解与单位间差异的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_TOTAL = (
    "由{before:points}分变为{after:points}分，变化{total:signed}分，{level:percent0}置信区间为{low high:interval}分，"
)
_MINUS = "（{before:points}分）之差为{total:signed}分，{level:percent0}置信区间为{low high:interval}分，"
_GAP = "{name:name}（{after:points}分）与{against:name}" + _MINUS
_AVERAGE = "{name:name}（{after:points}分）与其他单位平均" + _MINUS
_ITEM = "{item:name}的算术贡献为{contribution:signed}分（占{share:percent}），区间为{low high:interval}分，"
_ITEM_ALONE = "{item:name}的算术贡献为{contribution:signed}分，区间为{low high:interval}分，"
_PART = "{part:kind}带来{contribution:signed}分，{level:percent0}置信区间为{low high:interval}分，"
_MOVED = "{item:name}的得分变化贡献{contribution:signed}分，区间为{low high:interval}分，"
_SHIFTED = (
    "{item:name}的权重由{weight_before:percent}调整为{weight_after:percent}，仅此一项贡献{contribution:signed}分，"
    "区间为{low high:interval}分，"
)
_COULD = "贡献不能确认；按现有样本，贡献达到{detectable:points}分才可以确认。"
_LARGEST = "算术贡献最大的是{item:name}，为{contribution:signed}分"
_SD = "{units:integer}个单位的综合得分之间，观测标准差为{sd_raw:points}分，扣除抽样误差后为{sd:points}分，"
_NO_SD = "{units:integer}个单位的综合得分之间，观测标准差为{sd_raw:points}分，没有超出抽样误差本身所能造成的程度，"
_NOT_LEFT = (
    "单位之间存在差异不能确认（{level:percent0}置信水平）；按现有样本，标准差达到{detectable:points}分才可以确认。"
    "各单位差在哪里，无从说明。"
)
_LEAD = (
    "{first:name}的份额比{second:name}多{gap:pp}个百分点，{level:percent0}置信区间为{low high:pps}个百分点"
    "（在{pairs:integer}对分项中判断，{adjust:term}），"
)
_LEAD_ALONE = (
    "{first:name}的份额比{second:name}多{gap:pp}个百分点，区间没有端点（在{pairs:integer}对分项中按"
    "{level:percent0}置信水平判断，{adjust:term}），"
)
_LEAD_COULD = "差别不能确认；按现有样本，相差达到{detectable:pp}个百分点才可以确认。"

SENTENCES = {
    "contributions.total.established": "{name:name}" + _TOTAL + "变化可以确认。",
    "contributions.total.established.no name": "综合得分" + _TOTAL + "变化可以确认。",
    "contributions.total.not established": (
        "{name:name}" + _TOTAL + "变化不能确认；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "contributions.total.not established.no name": (
        "综合得分" + _TOTAL + "变化不能确认；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "contributions.gap.established": _GAP + "差距可以确认。",
    "contributions.gap.not established": _GAP + "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。",
    "contributions.average.established": _AVERAGE + "差距可以确认。",
    "contributions.average.not established": (
        _AVERAGE + "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"
    ),
    "contributions.part.established": "{name:name}：其中" + _PART + "可以确认。",
    "contributions.part.established.no name": "其中" + _PART + "可以确认。",
    "contributions.part.not established": (
        "{name:name}：其中" + _PART + "不能确认；按现有样本，达到{detectable:points}分才可以确认。"
    ),
    "contributions.part.not established.no name": (
        "其中" + _PART + "不能确认；按现有样本，达到{detectable:points}分才可以确认。"
    ),
    "contributions.item": _ITEM + "贡献{verdict:verdict}。",
    "contributions.item.no share": _ITEM_ALONE + "贡献{verdict:verdict}。",
    "contributions.item.not established": _ITEM + _COULD,
    "contributions.item.not established.no share": _ITEM_ALONE + _COULD,
    "contributions.item.not established.no detectable": _ITEM + "贡献不能确认。",
    "contributions.item.not established.no detectable.no share": _ITEM_ALONE + "贡献不能确认。",
    "contributions.moved.established": _MOVED + "贡献可以确认。",
    "contributions.moved.not established": _MOVED + _COULD,
    "contributions.shifted.established": _SHIFTED + "贡献可以确认。",
    "contributions.shifted.not established": _SHIFTED + _COULD,
    "contributions.largest": _LARGEST + "，占{share:percent}。",
    "contributions.largest.no share": _LARGEST + "。",
    "contributions.largest.several": "{name:name}：" + _LARGEST + "，占{share:percent}。",
    "contributions.largest.several.no share": "{name:name}：" + _LARGEST + "。",
    "contributions.share_unstable": "整体变化（差距）的区间包含0，各项占比不稳定，宜看分值，不宜引用占比。",
    "contributions.others": (
        "平均数为其他{others:integer}个单位得分的简单平均，不含该单位自身；低于平均不等于不合格。"
    ),
    "contributions.others.weighted": (
        "平均数为其他{others:integer}个单位得分按给定权重的加权平均，不含该单位自身；低于平均不等于不合格。"
    ),
    "contributions.picked": (
        "综合得分最高的是{leader:name}，其次是{second:name}。二者由数据挑出，因此综合得分之差在全部{pairs:integer}对单位中判断"
        "{family:adjusted}，各分项也按从这么多对中挑出一对的标准判断。"
    ),
    "contributions.picked.best=low": (
        "综合得分以低为好，最低的是{leader:name}，其次是{second:name}。二者由数据挑出，因此综合得分之差在全部{pairs:integer}对单位中判断"
        "{family:adjusted}，各分项也按从这么多对中挑出一对的标准判断。"
    ),
    "contributions.picked+small": "{small:names}的样本太少，不作为首位。",
    "contributions.picked+small.no small": "",
    "contributions.families": (
        "共有{splits:integer}组分解：各组的综合得分一起判断，每组的分项自成一组判断（Holm 校正，{level:percent0}置信水平）。"
    ),
    "contributions.families+up": "整体可以确认为正的有{up:names}。",
    "contributions.families+up.no up": "",
    "contributions.families+down": "整体可以确认为负的有{down:names}。",
    "contributions.families+down.no down": "",
    "contributions.families+open": (
        "不能确认的有{open:names}；按现有样本，达到{smallest_detectable largest_detectable:span}分才可以确认。"
    ),
    "contributions.families+open.no open": "",
    "contributions.apart": "{name:name}不能分解：{reason:reason}。",
    "contributions.reweighted": (
        "得分变化按原权重计算，权重变化按原得分计算；交互项只在两者同时变化时才有。调整权重是计分办法的决定，不是群众评价的变化。"
    ),
    "contributions.reweighted.folds=2": (
        "得分变化按两轮权重的平均计算，权重变化按两轮得分的平均计算。调整权重是计分办法的决定，不是群众评价的变化。"
    ),
    "contributions.arithmetic": (
        "贡献是按权重计算的结果：权重乘以该项的变化，各项之和恰为总变化；它不等于某项工作的因果效果。"
    ),
    "contributions.arithmetic.gap": (
        "贡献是按权重计算的结果：权重乘以该项的差距，各项之和恰为总差距；它不等于某项工作的因果效果。"
    ),
    "contributions.arithmetic.by_part": "各项贡献都是计算的结果，相加恰为总变化；它不等于某项工作的因果效果。",
    "spread.total.established": _SD + "单位之间存在差异可以确认（{level:percent0}置信水平）。",
    "spread.total.not established": _SD + _NOT_LEFT,
    "spread.total.not established.no sd": _NO_SD + _NOT_LEFT,
    "spread.item": (
        "单位之间的差异中，{item:name}占{share:percent}，{level:percent0}置信区间为{share_low share_high:percents}；"
        "未扣除抽样误差时占{share_raw:percent}。"
    ),
    "spread.lead.established": _LEAD + "差别可以确认。",
    "spread.lead.established.no low": _LEAD_ALONE + "差别可以确认。",
    "spread.lead.not established": _LEAD + _LEAD_COULD,
    "spread.lead.not established.no low": _LEAD_ALONE + _LEAD_COULD,
    "spread.negative": (
        "在{names:names}上，单位之间的差异小于抽样误差本身所能造成的程度，扣除后的方差为负数，按计算结果保留，不改为零。"
    ),
    "spread.apart": "{name:name}没有计入单位间的差异：{reason:reason}。",
    "spread.arithmetic": (
        "这里说的是各单位差在哪里，是计算的结果：各单位都一样的分项，无论多么重要，都没有份额；份额不等于某项工作的因果效果。"
    ),
}

HEADS = {
    "own_score": "本单位得分",
    "part": "部分",
    "weight_before": "原权重",
    "weight_after": "新权重",
    "variance": "单位间方差（扣除抽样误差）",
    "covariance_raw": "与综合得分的协方差",
    "covariance": "协方差（扣除抽样误差）",
    "covariance_se": "标准误（协方差）",
    "share_raw": "份额（含抽样误差）",
}

TERMS = {
    "kind.scores": "得分变化",
    "kind.weights": "权重变化",
    "kind.interaction": "两者的交互项",
}

CAPTIONS = {
    "spread": "各单位差在哪里",
}

PICTURES = {
    "waterfall.start.no start_name.against=average": "其他单位平均",
    "waterfall.axis.scored": "得分（无斜线为得分变化，有斜线或点为权重变化；细线为区间）",
    "waterfall.shifted.no label": "权重变化",
    "waterfall.interaction": "交互项",
    "waterfall.item": "{label:name}",
    "waterfall.shifted": "{label:name}（权重）",
    "waterfall.alt.scored": (
        "由{start:points}分到{end:points}分的瀑布图：先由各分项的得分变化到{turn:points}分，再由权重变化和两者的交互项到终点；"
        "最大的一步是{largest:name}（{largest_value:signed}分）。"
    ),
    "intervals.axis.of=spread": "在单位间差异中的份额（横线为{level:percent0}置信区间）",
    "intervals.alt.of=spread": (
        "{count:integer}个分项在单位间差异中的份额及其区间，每项一点一线；最高为{highest:name}（{highest_value:percent}），"
        "最低为{lowest:name}（{lowest_value:percent}）。"
    ),
}

TITLES = {
    "spread": "各单位差在哪里",
}

METHODS = {
    "contributions": (
        Line(
            "两轮的调查口径本不可比（{overridden:kinds}不同），仍作比较，理由是：{override:text}。",
            when=("override",),
        ),
        Line(
            "综合得分由分项按已知权重相加得到，它的变化（或差距）可以准确地拆成各分项的贡献，不需要回归：",
            when=("not folds",),
            formula="contribution",
        ),
        Line(
            "两轮的权重不同，综合得分的变化准确地拆成三部分：得分变化（按原权重）、权重变化（按原得分）和两者的交互项：",
            when=("folds=3",),
            formula="threefold",
        ),
        Line(
            "两轮的权重不同，综合得分的变化准确地拆成两部分：得分变化（按平均权重）和权重变化（按平均得分）：",
            when=("folds=2",),
            formula="twofold",
        ),
        Line("各单位与其他单位的简单平均相比，不含该单位自身。", when=("between=average", "not weighted")),
        Line("各单位与其他单位的加权平均相比，不含该单位自身。", when=("between=average", "weighted")),
        Line(
            "首位由数据挑出：综合得分之差在全部{pairs:integer}对单位中判断（{family:term}），分项按1 − α/{pairs:integer}的水平判断。",
            when=("between=first",),
        ),
        Line(
            "综合得分和分项得分靠近量表一端、由少数回答决定的，计算方差时在两端各加半个回答（a、b为到两端的距离）：",
            when=("half_answers",),
            formula="half_answers",
        ),
        Line("标准误由得分的全部协方差计算；同一分解的各分项作为一组，按Holm法判断。"),
    ),
    "spread": (
        Line(
            "把{units:integer}个单位综合得分之间的方差按分项拆开：各分项的权重乘以它与综合得分的协方差，"
            "即和的方差的Shapley值；再扣除抽样误差平均带来的部分：",
            formula="spread",
        ),
        Line(
            "区间由与两个二次型不矛盾的所有份额组成（Fieller），二次型的协方差按正态抽样误差准确计算。区间针对这些单位本身，不把它们看作从更多单位中抽出的样本。",
            when=("estimable",),
        ),
        Line("扣除抽样误差后的方差大于零不能确认，因此没有份额可言。", when=("not estimable",)),
    ),
}

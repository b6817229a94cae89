"""变化与件数的句子，以及方法部分关于变化的说明。"""

from satmodel.telling.lines import Line

_CHANGE = (
    "{name:name}由{before:points}分变为{after:points}分，变化{change:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，"
)
_COUNT = (
    "{name:name}由{before:integer}件变为{after:integer}件，比值为{ratio:ratio}，"
    "{level:percent0}置信区间为{low high:ratios}（p {p:p}），"
)

_ADJUSTED = "（校正后p {p_adjusted:p}）"
_YES = "变化可以确认"
_YES_BEYOND = "变化超过{margin:points}分可以确认"
_NO = "变化不能确认"
_NO_BEYOND = "变化超过{margin:points}分不能确认"
_COULD = "；按现有样本，变化达到{detectable:points}分才可以确认。"

_FROM_NONE = "{name:name}由0件变为{after:integer}件（比值没有上限，{level:percent0}下限为{low:ratio}，p {p:p}），"

SENTENCES = {
    "change.one.established": _CHANGE + _YES_BEYOND + _ADJUSTED + "。",
    "change.one.established.zero margin": _CHANGE + _YES + _ADJUSTED + "。",
    "change.one.established.no p_adjusted": _CHANGE + _YES_BEYOND + "。",
    "change.one.established.no p_adjusted.zero margin": _CHANGE + _YES + "。",
    "change.one.not established": _CHANGE + _NO_BEYOND + _ADJUSTED + _COULD,
    "change.one.not established.zero margin": _CHANGE + _NO + _ADJUSTED + _COULD,
    "change.one.not established.no p_adjusted": _CHANGE + _NO_BEYOND + _COULD,
    "change.one.not established.no p_adjusted.zero margin": _CHANGE + _NO + _COULD,
    "change.one+within": "",
    "change.one+within.within=established": "变化不超过{margin:points}分，可以确认。",
    "change.one+within.within=not established": (
        "变化不超过{margin:points}分，也不能确认；按现有样本，界限放宽到{least_margin:points}分才可以确认。"
    ),
    "change.one+within.within=not established.established": "",
    "change.one.not comparable": "{name:name}的两轮得分无法比较。",
    "change.family": "共比较{count:integer}个得分的两轮变化（{adjust:term}，{level:percent0}置信水平）。",
    "change.family+fdr": "",
    "change.family+fdr.adjust=bh": (
        "这一校正控制的是错误发现率：判为可以确认的变化中，平均至少有{level:percent0}确有变化；并不保证全部判断同时成立。"
    ),
    "change.family+margin": "变化超过{margin:points}分可以确认的，才算上升或下降。",
    "change.family+margin.zero margin": "",
    "change.family+margin.no margin": "",
    "change.family+risen": "上升可以确认的有{risen:names}。",
    "change.family+risen.all_risen": "全部{count:integer}个的上升可以确认。",
    "change.family+risen.no risen": "没有一个的上升可以确认。",
    "change.family+fallen": "下降可以确认的有{fallen:names}。",
    "change.family+fallen.all_risen": "",
    "change.family+fallen.no fallen": "没有一个的下降可以确认。",
    "change.family+unsettled": (
        "变化不能确认的有{unsettled:names}；按现有样本，变化达到{smallest_detectable largest_detectable:span}分才可以确认。"
    ),
    "change.family+unsettled.no unsettled": "",
    "change.family+within": "变化不超过{margin:points}分可以确认的有{within:names}。",
    "change.family+within.no within": "",
    "change.near_end": (
        "有{count:integer}个得分在某一轮靠近量表一端（{names:names}）；两轮有相同的样本单元，计算离散程度时没有另加回答，"
        "两轮样本量不同时，置信区间的实际把握低于所标的把握。"
    ),
    "change.near_end.more": (
        "有{count:integer}个得分在某一轮靠近量表一端（如{names:names}）；两轮有相同的样本单元，计算离散程度时没有另加回答，"
        "两轮样本量不同时，置信区间的实际把握低于所标的把握。"
    ),
    "change.schemes": (
        "两轮的加权办法不同（上轮方案{before:names}，本轮方案{after:names}），变化中可能含有加权办法不同的影响。"
    ),
    "change.schemes.no before": (
        "上轮没有按总体加权，本轮按总体加权（方案{after:names}），变化中可能含有加权办法不同的影响。"
    ),
    "change.schemes.no after": (
        "上轮按总体加权（方案{before:names}），本轮没有按总体加权，变化中可能含有加权办法不同的影响。"
    ),
    "change.apart": "{name:name}没有可比较的变化：{reason:reason}。",
    "count_change.one.established": _COUNT + "变化可以确认。",
    "count_change.one.established.endless ratio": _FROM_NONE + "变化可以确认。",
    "count_change.one.not established": _COUNT
    + "变化不能确认；增至{first_rise:integer}件以上或减至{first_fall:integer}件以下才可以确认。",
    "count_change.one.not established.no first_fall": _COUNT
    + "变化不能确认；增至{first_rise:integer}件以上才可以确认。",
    "count_change.one.not established.no first_fall.endless ratio": _FROM_NONE
    + "变化不能确认；增至{first_rise:integer}件以上才可以确认。",
    "count_change.one.not comparable": "{name:name}的两次件数无法比较。",
}

REASONS = {"no_change_variance": "相同的受访者或村居变化完全一致，误差无从估计"}

TITLES = {"change": "与上轮比较"}

METHODS = {
    "change": (
        Line(
            "两轮的调查口径本不可比（{overridden:kinds}不同），仍作比较，理由是：{override:text}。",
            when=("override",),
        ),
        Line("两轮的受访者不同，误差相互独立，变化及其方差为", when=("independent",), formula="change"),
        Line(
            "两轮有相同的样本单元，误差彼此相关；变化及其方差（C为两轮的协方差）为",
            when=("not independent",),
            formula="change_overlap",
        ),
        Line(
            "共比较{count:integer}项，按Holm法校正，全部判断以{level:percent0}的把握同时成立；各区间的置信水平取Holm法相应步骤的水平。",
            when=("adjust=holm",),
        ),
        Line(
            "共比较{count:integer}项，按Bonferroni法校正，全部判断和区间以{level:percent0}的把握同时成立。",
            when=("adjust=bonferroni",),
        ),
        Line(
            "共比较{count:integer}项，按Benjamini–Hochberg法校正，控制错误发现率：判为可以确认的变化中，平均至少有{level:percent0}确有变化。"
            "这R项变化的区间取下式的置信水平，其中没有包含真值的区间所占比例同样得到控制。",
            when=("adjust=bh",),
            formula="false_coverage",
        ),
        Line("各项的区间各自以{level:percent0}的把握成立，没有作多重比较校正。", when=("adjust=none",)),
        Line("实质变化的界限是{margin:points}分。", when=("margin",)),
        Line(
            "变化不超过这一界限，用两个单侧检验判断，校正方法相同：",
            when=("margin",),
            formula="within_change",
        ),
        Line(
            "得分靠近量表一端的，计算离散程度时在两端各加半个回答（a、b为得分到两端的距离）：",
            when=("widened",),
            formula="half_answers",
        ),
    ),
}

"""三轮及以上得分的全部文字：各步变化、走势、轮次波动、季节、下一轮。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_SLOPE = "{rounds:integer}轮得分{per:term}变化{slope:signed}分"
_NET = "（已扣除季节）"
_ENDS = "，{level:percent0}置信区间为{low high:interval}分（校正后p {p_adjusted:p}），"
_YES = "走势可以确认。"
_NO = "走势不能确认；按现有样本，{per:term}变化达到{detectable:points}分才可以确认。"
_NAMED = "{name:name}："
_OPEN = "；按现有样本，一步变化达到{smallest_detectable largest_detectable:span}分才可以确认"
_TAU = (
    "除抽样误差外，各轮得分围绕走势线的波动标准差为{extra:points}分"
    "（{level:percent0}置信区间为{low high:interval}分，p {p:p}）"
)
_PHI = "各轮人数围绕走势线的波动为二项方差的{extra:ratio}倍（{level:percent0}置信区间为{low high:ratios}，p {p:p}）"
_FEW = "；{rounds:integer}轮只剩{df:integer}个自由度，各轮自身的波动看不清楚，因此判断走势时把误差乘以t值{critical:ratio}。"
_NEXT = (
    "若走势不变、样本量与最近一轮相同，下一轮得分预计为{estimate:points}分，"
    "{level:percent0}预测区间为{low high:interval}分（已含下一轮自身的抽样误差和波动）。"
)
_NEXT_SHARE = (
    "若走势不变、样本量与最近一轮相同，下一轮比例预计为{estimate:percent}，"
    "{level:percent0}预测区间为{low high:percents}（已含下一轮自身的抽样误差和波动）。"
)
_LATER = "若走势不变，往后第{ahead:integer}轮得分预计为{estimate:points}分，{level:percent0}预测区间为{low high:interval}分。"
_LATER_SHARE = (
    "若走势不变，往后第{ahead:integer}轮比例预计为{estimate:percent}，{level:percent0}预测区间为{low high:percents}。"
)
_SEASON = "季节“{season:name}”与各季节平均相差{effect:signed}分，{level:percent0}置信区间为{low high:interval}分。"
_SMOOTH = "各轮得分离走势线之近，超出了这样大小的样本所能有的程度（p {p:p}）；可能是标准误取得过大，也可能各轮不是各自独立的样本。"
_MOVED = "{rounds:integer}轮之间得分有变化"
_NOT_MOVED = "不能确认（p {p:p}）；按现有样本，一步变化达到{detectable:points}分才可以确认。"
_UNTESTED = (
    "误差的自由度少于变化的步数，{rounds:integer}轮之间得分有没有变化无法检验；"
    "按现有样本，一步变化达到{detectable:points}分才可以确认。"
)
_RUN_UP = "从样本看，{steps:integer}步变化每一步都上升。"
_RUN_DOWN = "从样本看，{steps:integer}步变化每一步都下降。"
_RUN_MIXED = "从样本看，{steps:integer}步变化中{rose:integer}步上升、{fell:integer}步下降。"

SENTENCES = {
    "trend.slope.established": _NAMED + _SLOPE + _ENDS + _YES,
    "trend.slope.established.seasonal": _NAMED + _SLOPE + _NET + _ENDS + _YES,
    "trend.slope.not established": _NAMED + _SLOPE + _ENDS + _NO,
    "trend.slope.not established.seasonal": _NAMED + _SLOPE + _NET + _ENDS + _NO,
    "trend.slope.established.no name": _SLOPE + _ENDS + _YES,
    "trend.slope.established.seasonal.no name": _SLOPE + _NET + _ENDS + _YES,
    "trend.slope.not established.no name": _SLOPE + _ENDS + _NO,
    "trend.slope.not established.seasonal.no name": _SLOPE + _NET + _ENDS + _NO,
    "trend.slope.not comparable": "各轮得分无法比较。",
    "trend.slope+odds": "按对数优势计，{per:term}变化{log_odds:number}。",
    "trend.slope+odds.no log_odds": "",
    "trend.run.direction=up": _NAMED + _RUN_UP,
    "trend.run.direction=down": _NAMED + _RUN_DOWN,
    "trend.run.direction=mixed": _NAMED + _RUN_MIXED,
    "trend.run.direction=up.no name": _RUN_UP,
    "trend.run.direction=down.no name": _RUN_DOWN,
    "trend.run.direction=mixed.no name": _RUN_MIXED,
    "trend.run+up": "比上一轮上升可以确认的有{risen:names}。",
    "trend.run+up.no risen": "",
    "trend.run+up.all_settled.direction=up": "每一步上升都可以确认，可以说得分逐轮上升。",
    "trend.run+down": "比上一轮下降可以确认的有{fallen:names}。",
    "trend.run+down.no fallen": "",
    "trend.run+down.all_settled.direction=down": "每一步下降都可以确认，可以说得分逐轮下降。",
    "trend.run+open": "{unsettled:names}比上一轮的变化不能确认{adjust:adjusted}" + _OPEN + "。",
    "trend.run+open.many_open": (
        "{steps:integer}步变化中有{open_count:integer}步不能确认{adjust:adjusted}" + _OPEN + "。"
    ),
    "trend.run+open.no unsettled": "",
    "trend.run+open.none_settled.not only_slope": "没有一步的变化可以确认{adjust:adjusted}" + _OPEN + "。",
    "trend.run+open.none_settled.only_slope": (
        "可以确认的只是各轮合起来的走势，没有一步的变化可以单独确认{adjust:adjusted}" + _OPEN + "。"
    ),
    "trend.moved.established": _NAMED + _MOVED + "可以确认（p {p:p}）。",
    "trend.moved.established.no name": _MOVED + "可以确认（p {p:p}）。",
    "trend.moved.not established": _NAMED + _MOVED + _NOT_MOVED,
    "trend.moved.not established.no name": _MOVED + _NOT_MOVED,
    "trend.moved.not established.no p": _NAMED + _UNTESTED,
    "trend.moved.not established.no p.no name": _UNTESTED,
    "trend.scatter.not counted": _NAMED + _TAU + "。",
    "trend.scatter.counted": _NAMED + _PHI + "。",
    "trend.scatter.not counted.few": _NAMED + _TAU + _FEW,
    "trend.scatter.counted.few": _NAMED + _PHI + _FEW,
    "trend.scatter.not counted.no name": _TAU + "。",
    "trend.scatter.counted.no name": _PHI + "。",
    "trend.scatter.not counted.few.no name": _TAU + _FEW,
    "trend.scatter.counted.few.no name": _PHI + _FEW,
    "trend.smooth": _NAMED + _SMOOTH,
    "trend.smooth.no name": _SMOOTH,
    "trend.season": _NAMED + _SEASON,
    "trend.season.no name": _SEASON,
    "trend.forecast": _NAMED + _LATER,
    "trend.forecast.no name": _LATER,
    "trend.forecast.measure=share": _NAMED + _LATER_SHARE,
    "trend.forecast.measure=share.no name": _LATER_SHARE,
    "trend.forecast.one ahead": _NAMED + _NEXT,
    "trend.forecast.one ahead.no name": _NEXT,
    "trend.forecast.one ahead.measure=share": _NAMED + _NEXT_SHARE,
    "trend.forecast.one ahead.measure=share.no name": _NEXT_SHARE,
    "trend.missing": "{name:name}缺{missing:names}的得分，走势线不含该轮。",
    "trend.missing.no name": "缺{missing:names}的得分，走势线不含该轮。",
    "trend.family": (
        "共判断{count:integer}条走势和{steps:integer}步变化，各作为一组（{adjust:term}，{level:percent0}置信水平）。"
    ),
    "trend.family+risen": "上升走势可以确认的有{risen:names}。",
    "trend.family+risen.no risen": "没有一个的上升走势可以确认。",
    "trend.family+fallen": "下降走势可以确认的有{fallen:names}。",
    "trend.family+fallen.no fallen": "没有一个的下降走势可以确认。",
    "trend.family+unsettled": (
        "走势不能确认的有{unsettled:names}；按现有样本，{per:term}变化达到"
        "{smallest_detectable largest_detectable:span}分才可以确认。"
    ),
    "trend.family+unsettled.no unsettled": "",
    "trend.places": (
        "若走势不变，最近一轮居首位的{leader:name}下一轮在{count:integer}个中可能居{rank_low rank_high:places}"
        "（{level:percent0}置信水平，各名次一起判断）。"
    ),
    "trend.places.keeps": (
        "若走势不变，最近一轮居首位的{leader:name}下一轮在{count:integer}个中仍居首位（{level:percent0}置信水平，各名次一起判断）。"
    ),
    "trend.places+others": "下一轮还可能居首位的有{others:names}。",
    "trend.places+others.no others": "",
    "trend.uneven": "{rounds:integer}轮之间的间隔不等，走势按{per:term}的变化计算。",
    "trend.no_forecast": "{rounds:integer}轮的季节没有按固定次序轮换，因此不预测下一轮。",
    "trend.apart": "{name:name}没有列入走势：{reason:reason}。",
    "trend.reading": "走势只说明得分怎样变化，不说明变化的原因。",
    "trend.reading.seasonal": (
        "各步变化未扣除季节；走势已扣除季节，预测按该轮所在季节计算。走势只说明得分怎样变化，不说明变化的原因。"
    ),
}

HEADS = {
    "time": "时间",
    "season": "季节",
    "fitted": "走势线",
    "fitted as share": "走势线",
    "slope": "走势",
    "slope as share": "走势（百分点）",
    "tau": "轮次间标准差",
    "tau as share": "轮次间标准差（百分点）",
    "dispersion": "二项方差的倍数",
    "rises": "确认上升步数",
    "falls": "确认下降步数",
    "ahead": "往后第几轮",
    "effect": "与各季节平均之差",
    "effect as share": "与各季节平均之差（百分点）",
}

REASONS = {
    "fewer_than_three_rounds": "有得分的不足三轮",
    "error_of_zero": "某一轮得分或两轮之差的误差为零",
    "too_few_rounds": "轮次不多于走势线的系数个数",
    "season_is_time": "现有轮次分不开季节与走势",
    "no_line_of_odds": "有的轮次全部计入或无一计入，对数优势的走势线没有端点",
}

TERMS = {
    "per_round": "每轮",
    "per_year": "每年",
    "per_time": "每单位时间",
}

CAPTIONS = {
    "trend": "多轮得分、各步变化与走势",
    "trend_slopes": "各走势",
    "trend_forecasts": "若走势不变，后续各轮的预测（附预测区间）",
    "trend_seasons": "季节",
}

PICTURES = {
    "trend.axis": "圆点为得分及{level:percent0}置信区间，直线及浅色带为走势，空心方块为后续各轮的预测及预测区间",
    "trend.axis.one ahead": "圆点为得分及{level:percent0}置信区间，直线及浅色带为走势，空心方块为下一轮的预测及预测区间",
    "trend.axis.no ahead": "圆点为得分及{level:percent0}置信区间，直线及浅色带为走势",
    "trend.cut": "到达图边的区间在图外还有延伸",
    "trend.next": "下一轮",
    "trend.later": "+{ahead:integer}轮",
    "trend.alt": "{rounds:integer}轮得分及其区间和走势线：由{first:points}分到{last:points}分。",
    "trend.alt.several": (
        "{count:integer}个序列的{rounds:integer}轮得分，每个一小图，有区间和走势线；得分在{first:points}分到{last:points}分之间。"
    ),
    "trend.alt.measure=share": "{rounds:integer}轮比例及其区间和走势线：由{first:percent}到{last:percent}。",
    "trend.alt.several.measure=share": (
        "{count:integer}个序列的{rounds:integer}轮比例，每个一小图，有区间和走势线；比例在{first:percent}到{last:percent}之间。"
    ),
}

TITLES = {"trend": "多轮走势"}

METHODS = {
    "trend": (
        Line(
            "相邻轮次的调查口径本不可比（{overridden:kinds}不同），仍放在一起，理由是：{override:text}。",
            when=("override",),
        ),
        Line(
            "{rounds:integer}轮得分各由走势线、该轮自身的波动（情绪、组织方、天气等）和协方差已知的抽样误差构成；"
            "走势线用广义最小二乘法拟合，轮次之间的方差按Paule和Mandel的方法估计：",
            when=("model=points",),
            formula="trend",
        ),
        Line(
            "{rounds:integer}轮人数用对数优势的走势线拟合，方差为二项方差的φ倍（拟似然）；"
            "走势按各轮μ(1 − μ)的平均换算为百分点：",
            when=("model=counts",),
            formula="trend_counts",
        ),
        Line("走势线含{seasons:integer}个季节的效应。", when=("seasons",)),
        Line(
            "走势的区间取两种算法中较长的一个：按各轮围绕走势线的波动（t分布，自由度为轮数减系数个数，Hartung和Knapp法），"
            "以及只按抽样误差。因此，三轮碰巧排成直线，也不能说明样本本身看不清的变化。",
        ),
        Line(
            "一步变化是相邻两轮得分之差，包含该轮的波动，只按抽样误差判断；{steps:integer}步作为一组（{adjust:term}，"
            "{level:percent0}置信水平）。"
        ),
        Line("{series:integer}条走势另作一组。", when=("several",)),
        Line(
            "预测区间包含走势线的误差、下一轮自身的波动，以及与最近一轮同样大的样本的抽样误差。",
            when=("ahead",),
        ),
    ),
}

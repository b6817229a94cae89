"""回归均值与变化最大的名单的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_ONE = (
    "{name:name}由{before:points}分变为{after:points}分，变化{change:signed}分；收缩后为{shrunk:signed}分"
    "（{level:percent0}区间为{low high:interval}分），而仅由抽样误差应有{expected_change:signed}分的变化。"
)
_NOT = "不能确认：实测领先{lead:points}分，按现有样本，领先{detectable:points}分才可以确认"
_BEYOND = "可以确认（实测领先{lead:points}分）"
_LIKELY = "；其概率为{probability:percent}。"
_NEXT = "如不采取措施，下轮得分预计为{estimate:points}分（{level:percent0}区间为{lowest:points}至{highest:points}分）。"
_SOON = (
    "如不采取措施，下轮预计为{estimate:points}分（{level:percent0}区间为{lowest:points}至{highest:points}分），即因回归均值"
    "变动{fall_back:signed}分。"
)
_MEAN = (
    "，平均变化{change:signed}分；收缩后平均为{shrunk:signed}分，即这类名单的实测变化平均高估{overstated:points}分。"
)
_RIGHT = "这{picked:integer}个单位中，预计有{right:ratio}个真正{there}（若凭抽签则为{by_luck:ratio}个）。"
_AFTER = "如不采取措施，下轮得分预计平均变动{fall_back:signed}分。"
_ALONE = "，变化{change:signed}分；收缩后为{shrunk:signed}分，即实测变化高估{overstated:points}分。"
_OPEN = "；按现有样本，领先{smallest_detectable largest_detectable:span}分才可以确认。"


def _list(what: str, there: str) -> str:
    return "{count:integer}个单位中，" + what + "是{names:names}" + _MEAN + _RIGHT.replace("{there}", there) + _AFTER


def _many(what: str, there: str) -> str:
    return (
        "{count:integer}个单位中，" + what + "有{picked:integer}个" + _MEAN + _RIGHT.replace("{there}", there) + _AFTER
    )


_UP, _DOWN = "属于进步最大的{top:integer}个", "属于退步最大的{top:integer}个"
_FIRST, _LAST = "进步最大", "退步最大"

SENTENCES = {
    "movers.spread": (
        "{count:integer}个单位真实变化的标准差最可能为{tau:points}分（{level:percent0}区间为{low high:interval}分），单个单位"
        "实测变化的误差为{error:points}分；两个单位的实测变化之差，预计有{keeps:percent}是真实的。"
    ),
    "movers.spread.zero tau": (
        "最可能的情形是{count:integer}个单位的变化彼此没有差别（真实变化标准差的{level:percent0}区间为{low high:interval}分），"
        "单个单位实测变化的误差为{error:points}分；两个单位的实测变化之差，预计有{keeps:percent}是真实的。"
    ),
    "movers.slope": (
        "回归均值：变化对上轮得分的斜率为{slope:ratio}（相关系数{correlation:ratio}）；如果各单位之间没有真实的相对变化，"
        "仅由抽样误差预计斜率为{noise_slope:ratio}。"
    ),
    "movers.slope.no correlation": (
        "回归均值：各单位变化相同，变化不随上轮得分而不同；仅由抽样误差预计斜率为{noise_slope:ratio}。"
    ),
    "movers.slope.no correlation.no slope": "回归均值：各单位上轮得分相同，变化与上轮得分的关系无从计算。",
    "movers.list.side=improved": _list("实测进步最大的", _UP),
    "movers.list.side=improved.one top.one picked": "{count:integer}个单位中，实测进步最大的是{names:names}" + _ALONE,
    "movers.list.side=improved.no names": _many("实测进步最大的", _UP),
    "movers.list.side=declined": _list("实测退步最大的", _DOWN),
    "movers.list.side=declined.one top.one picked": "{count:integer}个单位中，实测退步最大的是{names:names}" + _ALONE,
    "movers.list.side=declined.no names": _many("实测退步最大的", _DOWN),
    "movers.list+sure.all_sure.one top.one picked": "",
    "movers.list+sure.no sure.one top.one picked": "",
    "movers.list+sure": "可以确认在该名单上的有{sure:names}。",
    "movers.list+sure.all_sure": "全部单位在该名单上，可以确认。",
    "movers.list+sure.no sure": "其中任何一个在该名单上，都不能确认" + _OPEN,
    "movers.one.established.side=improved": _ONE + "它真正" + _UP + "，" + _BEYOND + _LIKELY + _NEXT,
    "movers.one.established.side=improved.one top": _ONE + "它真正" + _FIRST + "，" + _BEYOND + _LIKELY + _NEXT,
    "movers.one.established.side=declined": _ONE + "它真正" + _DOWN + "，" + _BEYOND + _LIKELY + _NEXT,
    "movers.one.established.side=declined.one top": _ONE + "它真正" + _LAST + "，" + _BEYOND + _LIKELY + _NEXT,
    "movers.one.not established.side=improved": _ONE + "它真正" + _UP + "，" + _NOT + _LIKELY + _NEXT,
    "movers.one.not established.side=improved.one top": _ONE + "它真正" + _FIRST + "，" + _NOT + _LIKELY + _NEXT,
    "movers.one.not established.side=declined": _ONE + "它真正" + _DOWN + "，" + _NOT + _LIKELY + _NEXT,
    "movers.one.not established.side=declined.one top": _ONE + "它真正" + _LAST + "，" + _NOT + _LIKELY + _NEXT,
    "movers.end.side=first": "{name:name}本轮得分最好，为{after:points}分；" + _SOON,
    "movers.end.side=last": "{name:name}本轮得分最差，为{after:points}分；" + _SOON,
    "movers.knife_edge": (
        "{names:names}是否可能（或可以确认）在名单上，处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能改变"
        "结果。"
    ),
    "movers.rough": "计算时把标准误当作已知，而其自由度最少只有{df:text}，收缩后的变化和概率只是粗略的。",
    "movers.note": "概率不是判断，能否确认以名次集合为准；变化无论是否收缩，都不说明其原因。",
    "movers.apart": "{name:name}没有可比较的变化：{reason:reason}。",
}

HEADS = {
    "expected_change": "仅由误差应有的变化",
    "net_change": "扣除后的变化",
    "p_improved": "属于进步最大的概率",
    "p_declined": "属于退步最大的概率",
    "improved": "属于进步最大的",
    "declined": "属于退步最大的",
    "next": "下轮预计得分",
    "next_low": "下轮得分下限",
    "next_high": "下轮得分上限",
    "next_interval": "下轮得分的区间",
    "fall_back": "下轮预计变动",
}

CAPTIONS = {"movers": "扣除回归均值后的变化"}

PICTURES = {
    "movers.axis": "上轮得分（虚线与灰带：仅由抽样误差应有的变化，{level:percent0}的单位在带内）",
    "movers.axis.measure=share": "上轮比例（虚线与灰带：仅由抽样误差应有的变化，{level:percent0}的单位在带内）",
    "movers.height": "变化（空心为实测，实心为收缩后）",
    "movers.height.measure=share": "变化，百分点（空心为实测，实心为收缩后）",
    "movers.alt": (
        "{count:integer}个单位的变化与上轮得分，箭头由实测变化指向收缩后的变化；仅由抽样误差的直线斜率为{slope:ratio}，"
        "带外有{outside:integer}个单位。"
    ),
}

TITLES = {"movers": "回归均值与变化最大的单位"}

METHODS = {
    "movers": (
        Line(
            "两轮的调查口径本不可比（{overridden:kinds}不同），仍作比较，理由是：{override:text}。",
            when=("override",),
        ),
        Line("设各单位两轮的真实得分服从同一个二维正态分布，则在数据给定时，真实变化为", formula="movers"),
        Line(
            "T不当作已知：各项结果按约束似然与先验对T的可能取值取平均；先验为变化与水平的信度、二者的相关系数各在其范围内均匀"
            "分布。T最可能的取值给出上轮标准差{sd_before:number}、本轮标准差{sd_after:number}。"
        ),
        Line("两轮的误差相关，按完整的协方差计入。", when=("not independent",)),
        Line("如果各单位之间没有真实的相对变化，由上轮得分应预计的变化为", formula="regression_to_mean"),
        Line(
            "属于前{top:integer}个的概率由{draws:integer}次模拟得到（随机种子{seed:text}）；能否确认属于名单，由实测变化的名次"
            "集合判断，两张名单以{level:percent0}的把握同时成立。"
        ),
        Line("下轮预计得分假定真实得分保持不变、误差与本轮相同；各单位共同的升降不在预计之内。"),
    ),
}

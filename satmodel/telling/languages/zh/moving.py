"""变化、贡献与件数的句子。"""

_CHANGE = (
    "{name:name}由{before:points}分变为{after:points}分，变化{change:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，"
)
_COUNT = (
    "{name:name}由{before:integer}件变为{after:integer}件，比值为{ratio:ratio}，"
    "{level:percent0}置信区间为{low high:ratios}（p {p:p}），"
)

_FROM_NONE = "{name:name}由0件变为{after:integer}件（比值没有上限，{level:percent0}下限为{low:ratio}，p {p:p}），"

SENTENCES = {
    "change.one.established": _CHANGE + "变化可以确认（校正后p {p_adjusted:p}）。",
    "change.one.established.no p_adjusted": _CHANGE + "变化可以确认。",
    "change.one.not established": (
        _CHANGE + "变化不能确认（校正后p {p_adjusted:p}）；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "change.one.not established.no p_adjusted": (
        _CHANGE + "变化不能确认；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "change.one.not comparable": "{name:name}的两轮得分无法比较。",
    "change.family": "共比较{count:integer}个得分的两轮变化（{adjust:term}，{level:percent0}置信水平）。",
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

"""变化、贡献与件数的句子。"""

_CHANGE = (
    "{name:name}由{before:points}分变为{after:points}分，变化{change:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，"
)
_TOTAL = (
    "由{before:points}分变为{after:points}分，变化{total:signed}分，{level:percent0}置信区间为{low high:interval}分，"
)
_GAP = (
    "{name:name}（{after:points}分）与{against:name}（{before:points}分）之差为{total:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，"
)
_ITEM = "{item:name}的算术贡献为{contribution:signed}分（占{share:percent}），区间为{low high:interval}分，"
_ITEM_ALONE = "{item:name}的算术贡献为{contribution:signed}分，区间为{low high:interval}分，"
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
    "contributions.total.established": "{name:name}" + _TOTAL + "变化可以确认。",
    "contributions.total.established.no name": "综合得分" + _TOTAL + "变化可以确认。",
    "contributions.total.not established": (
        "{name:name}" + _TOTAL + "变化不能确认；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "contributions.total.not established.no name": (
        "综合得分" + _TOTAL + "变化不能确认；按现有样本，变化达到{detectable:points}分才可以确认。"
    ),
    "contributions.gap.established": _GAP + "差距可以确认。",
    "contributions.gap.not established": (_GAP + "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"),
    "contributions.item": _ITEM + "贡献{verdict:verdict}。",
    "contributions.item.no share": _ITEM_ALONE + "贡献{verdict:verdict}。",
    "contributions.item.not established": (
        _ITEM + "贡献不能确认；按现有样本，贡献达到{detectable:points}分才可以确认。"
    ),
    "contributions.item.not established.no share": (
        _ITEM_ALONE + "贡献不能确认；按现有样本，贡献达到{detectable:points}分才可以确认。"
    ),
    "contributions.item.not established.no detectable": _ITEM + "贡献不能确认。",
    "contributions.item.not established.no detectable.no share": _ITEM_ALONE + "贡献不能确认。",
    "contributions.largest": "算术贡献最大的是{item:name}，为{contribution:signed}分，占{share:percent}。",
    "contributions.largest.no share": "算术贡献最大的是{item:name}，为{contribution:signed}分。",
    "contributions.share_unstable": "总变化的区间包含0，各项占比不稳定，宜看分值，不宜引用占比。",
    "contributions.arithmetic": (
        "贡献是按权重计算的结果：权重乘以该项的变化，各项之和恰为总变化；它不等于某项工作的因果效果。"
    ),
    "contributions.apart": "{name:name}不能分解：{reason:reason}。",
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

"""Sentences about change, contributions and counts."""

_CHANGE = (
    "{name:name} went from {before:points} to {after:points} points, a change of {change:signed} "
    "({level:percent0} interval {low high:interval}"
)
_TOTAL = (
    " went from {before:points} to {after:points} points, a change of {total:signed} "
    "({level:percent0} interval {low high:interval})"
)
_GAP = (
    "{name:name} ({after:points}) minus {against:name} ({before:points}) is {total:signed} points "
    "({level:percent0} interval {low high:interval})"
)
_ITEM = (
    "The arithmetic contribution of {item:name} is {contribution:signed} points, {share:percent} of the whole "
    "(interval {low high:interval})"
)
_ITEM_ALONE = (
    "The arithmetic contribution of {item:name} is {contribution:signed} points (interval {low high:interval})"
)
_COUNT = (
    "{name:name} went from {before:integer} to {after:integer}, a ratio of {ratio:ratio} "
    "({level:percent0} interval {low high:ratios}, p {p:p})"
)
_COULD = "; this sample could have established {detectable:points} points."

_FROM_NONE = "{name:name} went from 0 to {after:integer}, a ratio without an upper limit ({level:percent0} lower limit {low:ratio}, p {p:p})"

SENTENCES = {
    "change.one.established": _CHANGE + ", adjusted p {p_adjusted:p}): the change is established.",
    "change.one.established.no p_adjusted": _CHANGE + "): the change is established.",
    "change.one.not established": _CHANGE + ", adjusted p {p_adjusted:p}): the change is not established" + _COULD,
    "change.one.not established.no p_adjusted": _CHANGE + "): the change is not established" + _COULD,
    "change.one.not comparable": "The two rounds of {name:name} are not comparable.",
    "change.family": "{count:count change|changes} compared ({adjust:term}, {level:percent0} level).",
    "change.family+risen": "A rise is established for {risen:names}.",
    "change.family+risen.all_risen": "A rise is established for all {count:integer} of them.",
    "change.family+risen.no risen": "No rise is established.",
    "change.family+fallen": "A fall is established for {fallen:names}.",
    "change.family+fallen.all_risen": "",
    "change.family+fallen.no fallen": "No fall is established.",
    "change.family+unsettled": (
        "The change is not established for {unsettled:names}; this sample could have established "
        "{smallest_detectable largest_detectable:span} points."
    ),
    "change.family+unsettled.no unsettled": "",
    "change.apart": "{name:name} has no change that can be compared: {reason:reason}.",
    "contributions.total.established": "{name:name}" + _TOTAL + ": the change is established.",
    "contributions.total.established.no name": "The composite" + _TOTAL + ": the change is established.",
    "contributions.total.not established": "{name:name}" + _TOTAL + ": the change is not established" + _COULD,
    "contributions.total.not established.no name": (
        "The composite" + _TOTAL + ": the change is not established" + _COULD
    ),
    "contributions.gap.established": _GAP + ": the difference is established.",
    "contributions.gap.not established": (_GAP + ": the difference is not established" + _COULD),
    "contributions.item": _ITEM + ": {verdict:verdict}.",
    "contributions.item.no share": _ITEM_ALONE + ": {verdict:verdict}.",
    "contributions.item.not established": _ITEM + ": not established" + _COULD,
    "contributions.item.not established.no share": _ITEM_ALONE + ": not established" + _COULD,
    "contributions.item.not established.no detectable": _ITEM + ": not established.",
    "contributions.item.not established.no detectable.no share": _ITEM_ALONE + ": not established.",
    "contributions.largest": (
        "The largest arithmetic contribution is that of {item:name}, {contribution:signed} points, "
        "{share:percent} of the whole."
    ),
    "contributions.largest.no share": (
        "The largest arithmetic contribution is that of {item:name}, {contribution:signed} points."
    ),
    "contributions.share_unstable": (
        "The interval of the whole change includes zero, so the shares are unstable: read the points, not the shares."
    ),
    "contributions.arithmetic": (
        "A contribution is arithmetic, the weight times the item's change, and all of them add up to the whole change; "
        "it is not the causal effect of any work done."
    ),
    "contributions.apart": "{name:name} cannot be split: {reason:reason}.",
    "count_change.one.established": _COUNT + ": the change is established.",
    "count_change.one.established.endless ratio": _FROM_NONE + ": the change is established.",
    "count_change.one.not established": (
        _COUNT + ": the change is not established; it would be from {first_rise:integer} upwards or from "
        "{first_fall:integer} downwards."
    ),
    "count_change.one.not established.no first_fall": (
        _COUNT + ": the change is not established; it would be from {first_rise:integer} upwards."
    ),
    "count_change.one.not established.no first_fall.endless ratio": (
        _FROM_NONE + ": the change is not established; it would be from {first_rise:integer} upwards."
    ),
    "count_change.one.not comparable": "The two counts of {name:name} are not comparable.",
}

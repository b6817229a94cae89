"""Sentences about change, contributions and counts."""

_CHANGE = (
    "{name:name} went from {before:points} to {after:points} points, a change of {change:signed} "
    "({level:percent0} interval {low high:interval}"
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

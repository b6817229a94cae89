"""Sentences about change and counts, and what the methods section says of change."""

from satmodel.telling.lines import Line

_CHANGE = (
    "{name:name} went from {before:points} to {after:points} points, a change of {change:signed} points "
    "({level:percent0} interval {low high:interval}"
)
_COUNT = (
    "{name:name} went from {before:integer} to {after:integer}, a ratio of {ratio:ratio} "
    "({level:percent0} interval {low high:ratios}, p {p:p})"
)
_ADJUSTED = ", adjusted p {p_adjusted:p})"
# the verdict: without a margin, and with one
_YES = ": the change is established."
_YES_BEYOND = ": that the change exceeds {margin:points} points is established."
_NO = ": the change is not established; this sample could have established {detectable:points} points."
_NO_BEYOND = (
    ": that the change exceeds {margin:points} points is not established; this sample could have established it of "
    "{detectable:points} points."
)

_FROM_NONE = "{name:name} went from 0 to {after:integer}, a ratio without an upper limit ({level:percent0} lower limit {low:ratio}, p {p:p})"

SENTENCES = {
    "change.one.established": _CHANGE + _ADJUSTED + _YES_BEYOND,
    "change.one.established.zero margin": _CHANGE + _ADJUSTED + _YES,
    "change.one.established.no p_adjusted": _CHANGE + ")" + _YES_BEYOND,
    "change.one.established.no p_adjusted.zero margin": _CHANGE + ")" + _YES,
    "change.one.not established": _CHANGE + _ADJUSTED + _NO_BEYOND,
    "change.one.not established.zero margin": _CHANGE + _ADJUSTED + _NO,
    "change.one.not established.no p_adjusted": _CHANGE + ")" + _NO_BEYOND,
    "change.one.not established.no p_adjusted.zero margin": _CHANGE + ")" + _NO,
    "change.one+within": "",
    "change.one+within.within=established": "That it is no larger than {margin:points} points is established.",
    "change.one+within.within=not established": (
        "That it is no larger than {margin:points} points is not established either; this sample could have established "
        "{least_margin:points} points."
    ),
    "change.one+within.within=not established.established": "",
    "change.one.not comparable": "The two rounds of {name:name} are not comparable.",
    "change.family": "{count:count change|changes} compared ({adjust:term}, {level:percent0} level).",
    "change.family+fdr": "",
    "change.family+fdr.adjust=bh": (
        "This holds down the rate of false discoveries: of the changes called established, at least {level:percent0} are "
        "changes on average; the verdicts need not all hold together."
    ),
    "change.family+margin": "Only a change established to exceed {margin:points} points counts as a rise or a fall.",
    "change.family+margin.zero margin": "",
    "change.family+margin.no margin": "",
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
    "change.family+within": "That the change is no larger than {margin:points} points is established for {within:names}.",
    "change.family+within.no within": "",
    "change.near_end": (
        "{count:count score lies|scores lie} near an end of the scale in one of the rounds ({names:names}); since the rounds "
        "share sampling units, nothing was added to their spread, and where the samples differ in size their intervals hold "
        "less often than they say."
    ),
    "change.near_end.more": (
        "{count:count score lies|scores lie} near an end of the scale in one of the rounds (the first: {names:names}); since "
        "the rounds share sampling units, nothing was added to their spread, and where the samples differ in size their "
        "intervals hold less often than they say."
    ),
    "change.schemes": (
        "The two rounds were weighted in different ways (scheme {before:names} before, scheme {after:names} after): part of "
        "a change may come from that."
    ),
    "change.schemes.no before": (
        "The earlier round was not weighted to the population and the later one was (scheme {after:names}): part of a "
        "change may come from that."
    ),
    "change.schemes.no after": (
        "The earlier round was weighted to the population (scheme {before:names}) and the later one was not: part of a "
        "change may come from that."
    ),
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

REASONS = {
    "no_change_variance": "what all the same people or villages answered moved alike, which leaves the error unknown"
}

TITLES = {"change": "Comparison with the previous round"}

METHODS = {
    "change": (
        Line(
            "The two rounds were made with instruments that are not comparable ({overridden:kinds}); they are compared all "
            "the same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "The two rounds have different respondents and independent errors; a change and its variance are",
            when=("independent",),
            formula="change",
        ),
        Line(
            "The two rounds share sampling units, so that their errors go together; a change and its variance, with C the "
            "covariance of the two rounds, are",
            when=("not independent",),
            formula="change_overlap",
        ),
        Line(
            "The {count:integer} changes are adjusted by Holm's method; all verdicts hold together with {level:percent0} "
            "confidence, and each interval is at the level of its own step.",
            when=("adjust=holm",),
        ),
        Line(
            "The {count:integer} changes are adjusted by Bonferroni's method; all verdicts and intervals hold together with "
            "{level:percent0} confidence.",
            when=("adjust=bonferroni",),
        ),
        Line(
            "The {count:integer} changes are adjusted by Benjamini and Hochberg's method, which holds down the rate of false "
            "discoveries: of the changes called established, at least {level:percent0} are changes on average. The "
            "intervals of those R changes have the level below, at which the share of them that miss is held down alike.",
            when=("adjust=bh",),
            formula="false_coverage",
        ),
        Line(
            "Each interval holds on its own with {level:percent0} confidence; no adjustment is made for their number.",
            when=("adjust=none",),
        ),
        Line("The smallest change that matters is {margin:points} points.", when=("margin",)),
        Line(
            "That a change is no larger than this is judged by two one-sided tests with the same adjustment:",
            when=("margin",),
            formula="within_change",
        ),
        Line(
            "Where a score lies near an end of its scale, half an answer at each end is added when its spread is measured (a "
            "and b are its distances from the ends):",
            when=("widened",),
            formula="half_answers",
        ),
    ),
}

"""Dominance of items, and drivers of two rounds or groups compared: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_ANSWERED = "from {n:count respondent|respondents} who answered every question"
_AGAIN = " (found again in {reproducibility:percent} of the replicates)"
_LEAST = "the least sure lead is {least:pp} percentage points of R², "
_SEEN = "; this sample could have established {detectable:pp} percentage points there."
_BESIDE = "beside {beside:names}"
_ALONE = "where no other item is beside them"
_OPEN = "that it does so completely is not established" + _SEEN
_COMPLETE = "{item:name} dominates {against:name} completely, and this is established" + _AGAIN + ": " + _LEAST
_IN_SAMPLE = "In this sample {item:name} dominates {against:name} completely" + _AGAIN + "; " + _LEAST
_SIZES = (
    "In this sample {item:name} dominates {against:name} conditionally, not completely" + _AGAIN + ": it adds more on "
    "average beside every number of other items, but {deficit:pp} percentage points less "
)
_AVERAGE = (
    "In this sample {item:name} dominates {against:name} generally, neither conditionally nor completely"
    + _AGAIN
    + ": "
    "it adds more on average, but {deficit:pp} percentage points less "
)
_GAP = (
    "On average {item:name} adds {gap:pp} percentage points of R² more ({level:percent0} interval, all pairs together, "
    "{low high:pps}): general dominance is "
)
_HOW = "; its complete dominance is not established" + _SEEN

_FIRST = "{before:percent} of the variance of {outcome:name} for {first:name} ({n_before:count respondent|respondents})"
_SECOND = "{after:percent} for {second:name} ({n_after:count respondent|respondents})"
_EARLIER = (
    "{before:percent} of the variance of {outcome:name} in the first round ({n_before:count respondent|respondents})"
)
_LATER = "{after:percent} in the second ({n_after:count respondent|respondents})"
_NAMED = "The items explain " + _FIRST + " and " + _SECOND
_UNNAMED = "The items explain " + _EARLIER + " and " + _LATER
_LEFT = ", a difference of {gap:pp_signed} percentage points ({level:percent0} interval {low high:pps}): "
_NOT = "not established; this sample could have established {detectable:pp} percentage points."
_ITEM = (
    "{item:name} stands for {before:percent} of the variance in the first and {after:percent} in the second, a difference of "
    "{gap:pp_signed} percentage points ({level:percent0} interval, all items together, {low high:pps}): "
)
_SLOPE = (
    "Its coefficient is {coefficient_before:number} and {coefficient_after:number} (interval of the difference "
    "{coefficient_low coefficient_high:numbers}): "
)
_COULD_SHARE = "{detectable_least detectable_most:pp_span} percentage points"
_COULD_SLOPE = "{coefficient_detectable_least:number} to {coefficient_detectable_most:number}"
_COULD_ONE = "{coefficient_detectable_least:number}"

_FLATTERED = (
    "Chance alone adds about {excess:pp} percentage points to R² {of} ({n:count respondent|respondents}) and "
    "{other_excess:pp} {beside} ({n_other:count respondent|respondents}): a sample of few beside one of many looks better "
    "explained than it is, and its items more important. The differences are not corrected for this."
)

SENTENCES = {
    "dominance.fit": (
        "Together the items explain {r2:percent} of the variance of {outcome:name}, "
        + _ANSWERED
        + "; {lost:integer} more were left out for a missing answer."
    ),
    "dominance.fit.zero lost": "Together the items explain {r2:percent} of the variance of {outcome:name}, "
    + _ANSWERED
    + ".",
    "dominance.pairs": (
        "Of {pairs:count pair|pairs} of items, {completely_in_sample:integer} have in this sample one item that adds more to "
        "R² than the other beside every subset of the remaining items (complete dominance), {conditionally_in_sample:integer} one that adds "
        "more on average beside every number of items (conditional dominance, complete included), and "
        "{generally_in_sample:integer} one that adds more on average (general dominance, both included). At the "
        "{level:percent0} level, all pairs together, complete dominance is established for "
        "{completely_established:integer}, conditional for {conditionally_established:integer} and general for "
        "{generally_established:integer}."
    ),
    "dominance.pair.sample=completely.established": _COMPLETE + _BESIDE + ".",
    "dominance.pair.sample=completely.established.no beside": _COMPLETE + _ALONE + ".",
    "dominance.pair.sample=completely": _IN_SAMPLE + _BESIDE + ", and " + _OPEN,
    "dominance.pair.sample=completely.no beside": _IN_SAMPLE + _ALONE + ", and " + _OPEN,
    "dominance.pair.sample=conditionally": _SIZES + _BESIDE + _HOW,
    "dominance.pair.sample=conditionally.no beside": _SIZES + _ALONE + _HOW,
    "dominance.pair.sample=generally": _AVERAGE + _BESIDE + _HOW,
    "dominance.pair.sample=generally.no beside": _AVERAGE + _ALONE + _HOW,
    "dominance.pair.sample=tied": (
        "{item:name} and {against:name} add the same to R² on average: neither dominates, they tie" + _AGAIN + "."
    ),
    "dominance.pair+sizes": "",
    "dominance.pair+sizes.verdict_conditional=established": (
        "On average beside every number of other items its lead is established (conditional dominance)."
    ),
    "dominance.pair+sizes.verdict_conditional=established.established": "",
    "dominance.pair+average": (
        _GAP + "not established; this sample could have established {detectable_general:pp} percentage points."
    ),
    "dominance.pair+average.verdict_general=established": _GAP + "established.",
    "dominance.pair+average.sample=tied": "",
    "compare_drivers.whole": _UNNAMED + _LEFT + _NOT,
    "compare_drivers.whole.established": _UNNAMED + _LEFT + "established.",
    "compare_drivers.whole.named": _NAMED + _LEFT + _NOT,
    "compare_drivers.whole.named.established": _NAMED + _LEFT + "established.",
    "compare_drivers.whole+lost": (
        "{lost_before:integer} and {lost_after:integer} more respondents were left out for a missing answer."
    ),
    "compare_drivers.whole+lost.zero lost": "",
    "compare_drivers.flattered.named": _FLATTERED.replace("{of}", "for {name:name}").replace(
        "{beside}", "for {other:name}"
    ),
    "compare_drivers.flattered.side=before": _FLATTERED.replace("{of}", "in the first round").replace(
        "{beside}", "in the second"
    ),
    "compare_drivers.flattered.side=after": _FLATTERED.replace("{of}", "in the second round").replace(
        "{beside}", "in the first"
    ),
    "compare_drivers.item.established": _ITEM + "established.",
    "compare_drivers.item.not established": _ITEM + _NOT,
    "compare_drivers.item+coefficient": (
        _SLOPE + "not established; this sample could have established {coefficient_detectable:number}."
    ),
    "compare_drivers.item+coefficient.coefficient_verdict=established": _SLOPE + "established.",
    "compare_drivers.item+coefficient.no coefficient_gap": "",
    "compare_drivers.both": (
        "For {items:names} both are established to differ: the importance, and the coefficient, which does not depend on how "
        "widely the answers to the item vary."
    ),
    "compare_drivers.importance": (
        "For {items:names} the importance is established to differ and the coefficient is not (this sample could have "
        "established "
        + _COULD_SLOPE
        + "): how widely the answers vary may have changed, not what a point of the item goes with."
    ),
    "compare_drivers.importance.no coefficient_detectable_least": (
        "For {items:names} the importance is established to differ; coefficients cannot be compared."
    ),
    "compare_drivers.importance.one count": (
        "For {items:names} the importance is established to differ and the coefficient is not (this sample could have "
        "established "
        + _COULD_ONE
        + "): how widely the answers vary may have changed, not what a point of the item goes with."
    ),
    "compare_drivers.coefficient": (
        "For {items:names} the coefficient is established to differ and the importance is not (this sample could have "
        "established "
        + _COULD_SHARE
        + "): a point of the item goes with another difference in the overall rating, while its part "
        "of the variance may be the same."
    ),
    "compare_drivers.neither": (
        "For {items:names} neither is established to differ, importance or coefficient; this sample could have established "
        + _COULD_SHARE
        + " of importance and differences of coefficients of "
        + _COULD_SLOPE
        + "."
    ),
    "compare_drivers.neither.no coefficient_detectable_least": (
        "For {items:names} the importance is not established to differ; this sample could have established "
        + _COULD_SHARE
        + ". Coefficients cannot be compared."
    ),
    "compare_drivers.neither.one count": (
        "For {items:names} neither is established to differ, importance or coefficient; this sample could have established "
        + _COULD_SHARE
        + " of importance and a difference of coefficients of "
        + _COULD_ONE
        + "."
    ),
    "compare_drivers.outside": (
        "{count:count respondent belongs|respondents belong} to neither {first:name} nor {second:name} and took no part."
    ),
    "compare_drivers.no_coefficient.one count": (
        "In one of the two, {items:names} follows from other items or does not vary, so it has no coefficient of its own; "
        "its coefficients are not comparable."
    ),
    "compare_drivers.no_coefficient": (
        "In one of the two, {items:names} follow from other items or do not vary, so they have no coefficient of their own; "
        "their coefficients are not comparable."
    ),
}

HEADS = {
    "dominance": "Dominates",
    "dominance_established": "Established",
    "least": "Least sure lead",
    "least as share": "Least sure lead (percentage points)",
    "detectable_general": "Smallest detectable, on average",
    "verdict_conditional": "Conditional, verdict",
    "verdict_general": "General, verdict",
    "reproducibility": "Found again",
    "p_one": "Dominates, share",
    "p_half": "Neither, share",
    "p_zero": "Dominated, share",
    "share_gap as share": "Difference of shares",
    "share_verdict as share": "Share, verdict",
    "share_detectable as share": "Share, smallest detectable",
    "coefficient_before": "Coefficient before",
    "coefficient_after": "Coefficient after",
    "coefficient_gap": "Coefficient, difference",
    "coefficient_low": "Coefficient, low end",
    "coefficient_high": "Coefficient, high end",
    "coefficient_interval": "Coefficient, interval of the difference",
    "coefficient_verdict": "Coefficient, verdict",
    "coefficient_detectable": "Coefficient, smallest detectable",
    "sd_before": "SD before",
    "sd_after": "SD after",
    "moved": "What moved",
    "first_group": "First group",
    "second_group": "Second group",
    "share_first": "Share, first group",
    "share_second": "Share, second group",
    "coefficient_first": "Coefficient, first group",
    "coefficient_second": "Coefficient, second group",
    "sd_first": "SD, first group",
    "sd_second": "SD, second group",
    "share_change_low": "Difference of shares, low end",
    "share_change_high": "Difference of shares, high end",
    "share_change_interval": "Difference of shares, interval",
}

TERMS = {
    "kind.completely": "completely",
    "kind.conditionally": "conditionally",
    "kind.generally": "generally",
    "kind.tied": "a tie",
    "kind.both": "importance and coefficient",
    "kind.importance": "importance",
    "kind.coefficient": "coefficient",
    "kind.neither": "neither established",
}

CAPTIONS = {
    "dominance": "Which item goes with the overall rating more, whatever else is asked",
    "compare_drivers": "Importance of the items in two rounds or groups",
}

PICTURES = {
    "dominance.completely": "completely",
    "dominance.conditionally": "conditionally",
    "dominance.generally": "generally",
    "dominance.tied": "tie",
    "dominance.axis": (
        "Above: how the row's item dominates the column's\nin this sample; filled, or filled within: {yes:verdict}"
    ),
    "dominance.below": "Below: share of replicates in which complete dominance\nwas found as in this sample",
    "dominance.alt": (
        "{count:integer} items in the order of their importance, {highest:name} first, and their {pairs:count pair|pairs}: "
        "complete dominance in {completely:integer}, conditional in {conditionally:integer}, general only in "
        "{generally:integer}, ties {tied:integer}. At best complete dominance is {yes:verdict} in {completely_established:integer}, "
        "conditional in {conditionally_established:integer}, general in {generally_established:integer}."
    ),
    "change.axis.of=drivers": "Importance: part of the variance (hollow: first round, filled: second)",
    "change.axis.of=drivers.named": "Importance: part of the variance (hollow: {first:name}, filled: {second:name})",
    "change.value.of=drivers": "Percentage points, interval",
    "change.note.of=drivers": "solid line: difference {yes:verdict}, dashed: {no:verdict}",
    "change.alt.of=drivers": (
        "The importance of {count:count item|items} twice, a hollow dot for the first and a filled one for the second; "
        "{risen:integer} higher and {fallen:integer} lower in the second ({yes:verdict}), {unsettled:integer} {no:verdict}."
    ),
}

TITLES = {
    "dominance": "Dominance of items",
    "compare_drivers": "Comparing drivers",
}

METHODS = {
    "dominance": (
        Line(
            "One item completely dominates another if it adds more to R² beside every subset of the other items; conditionally, "
            "if it does so on average beside every number of them; generally, if it does on average over these numbers "
            "(which is its Shapley value or LMG):",
            formula="dominance",
        ),
        Line(
            "Complete dominance is established when the lead passes its test beside every subset (an intersection-union test), "
            "with the lead by number and on average among them; {family:count pair|pairs} by Holm's steps, {level:percent0} "
            "level. Standard errors and the share of replicates in which a result was found again come from "
            "{replicates:integer} resamples that follow the sampling design (Rao-Wu, seed {seed:text})."
        ),
        Line(
            "Only the {n:integer} respondents who rated every question are used; {lost:integer} left at least one without a "
            "rating."
        ),
    ),
    "compare_drivers": (
        Line(
            "The instruments of the two rounds are not comparable ({overridden:kinds} differ); they are compared all the "
            "same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "An item's importance is the R² it adds on average over all subsets of the other items (Shapley value, or LMG), "
            "in each of the two:",
            when=("method=shapley",),
            formula="shapley",
        ),
        Line("The two rounds have different respondents and were resampled independently.", when=("between=rounds",)),
        Line(
            "The two groups come from one sample and may share clusters; both were computed from the same resamples, so "
            "that what they share is counted.",
            when=("between=groups",),
        ),
        Line(
            "Intervals are t intervals with the error of {replicates:integer} resamples that follow the sampling design "
            "(Rao-Wu, seed {seed:text}) and the degrees of freedom of the side that has fewer; "
            "importance, shares and coefficients are each one family (Holm, {level:percent0} level)."
        ),
        Line(
            "An item explains more of the variance where its answers vary more, at the same coefficient. So the regression "
            "coefficients, which do not depend on this, are compared beside it."
        ),
        Line(
            "Only respondents who rated every question are used: {n_before:integer} and {n_after:integer}; "
            "{lost_before:integer} and {lost_after:integer} left at least one without a rating."
        ),
    ),
}

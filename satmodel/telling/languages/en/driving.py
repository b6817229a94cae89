"""Sentences about drivers."""

SENTENCES = {
    "drivers.fit": (
        "Together the items explain {r2:percent} of the variance of {outcome:name} "
        "({level:percent0} interval {r2_low r2_high:percents}), from {n:count respondent|respondents} who answered every "
        "question; {lost:integer} more were left out for a missing answer."
    ),
    "drivers.fit.zero lost": (
        "Together the items explain {r2:percent} of the variance of {outcome:name} "
        "({level:percent0} interval {r2_low r2_high:percents}), from all {n:count respondent|respondents}."
    ),
    "drivers.first": (
        "The largest share is that of {item:name}, {share:percent} of what is explained "
        "({level:percent0} interval {low high:percents})."
    ),
    "drivers.order.established": (
        "The share of {first:name} is {gap:pp} percentage points above that of {second:name} ({level:percent0} interval "
        "{low high:pps}; above it in {probability:percent} of the replicates): their order is established."
    ),
    "drivers.order.not established": (
        "The share of {first:name} is {gap:pp} percentage points above that of {second:name} ({level:percent0} interval "
        "{low high:pps}; above it in {probability:percent} of the replicates): their order is not established and should "
        "be called a tie; this sample could have established {detectable:pp} percentage points."
    ),
    "drivers.item": "The share of {item:name} is {share:percent} of what is explained (interval {low high:percents}).",
    "drivers.sign_flip": (
        "{item:name} has a correlation of {correlation:number} with the overall rating and a coefficient of "
        "{coefficient:number} beside the other items: the items go together, and this coefficient cannot be read alone."
    ),
    "drivers.collinear": "{items:names} follow entirely from the other items and have no coefficient of their own.",
    "drivers.constant": "All answers to {items:names} are alike; they can tell nothing about the overall rating.",
    "drivers.lonely_strata": (
        "{count:count stratum has|strata have} a single cluster; the replicates do not vary there, and the intervals may "
        "be too narrow."
    ),
    "drivers.not_causal": (
        "These are associations with the overall rating, a division of the variance explained; they do not say that "
        "improving an item would raise the rating, and are not causal effects."
    ),
}

"""Everything that is said about drivers."""

from satmodel.telling.lines import Line

SENTENCES = {
    "drivers.fit": (
        "Together the items explain {r2:percent} of the variance of {outcome:name} "
        "({level:percent0} interval {r2_low r2_high:percents})."
    ),
    "drivers.fit.held": (
        "Beyond the columns that are held, the items explain {r2:percent} of the variance of {outcome:name} "
        "({level:percent0} interval {r2_low r2_high:percents})."
    ),
    "drivers.fit.latent": (
        "Together the items explain {r2:percent} of the variance of the scale behind {outcome:name} "
        "({level:percent0} interval {r2_low r2_high:percents})."
    ),
    "drivers.fit.held.latent": (
        "Beyond the columns that are held, the items explain {r2:percent} of the variance of the scale behind "
        "{outcome:name} ({level:percent0} interval {r2_low r2_high:percents})."
    ),
    "drivers.fit+who": (
        "This rests on {n:count respondent|respondents} who answered every question; {lost:integer} more were left out: "
        "{lost_outcome:integer} did not answer {outcome:name}, {lost_items:integer} lacked another answer."
    ),
    "drivers.fit+who.missing=pairwise": (
        "Each pair of questions rests on those who answered both, {n:count respondent|respondents} in all."
    ),
    "drivers.fit+who.missing=imputed": (
        "Missing answers were filled in several times; {n:count respondent takes|respondents take} part."
    ),
    "drivers.fit+who.zero lost": "This rests on all {n:count respondent|respondents}.",
    "drivers.fit+who.no lost": "This rests on {n:count respondent|respondents} who answered every question.",
    "drivers.fit+who.no lost_outcome": (
        "This rests on {n:count respondent|respondents} who answered every question; {lost:integer} more were left out "
        "for a missing answer."
    ),
    "drivers.controls": (
        "{names:names} alone explain {r2_controls:percent}, together with the items {total:percent}; what the items are "
        "credited with is what they add."
    ),
    "drivers.first": (
        "The largest share is that of {item:name}, {share:percent} of what the items explain "
        "({level:percent0} interval {low high:percents})."
    ),
    "drivers.first.not sharing": (
        "The largest squared standardised coefficient is that of {item:name}, {share:number} ({level:percent0} interval "
        "{low high:numbers}); squared coefficients do not divide what is explained."
    ),
    "drivers.order.established": (
        "The share of {first:name} is {gap:pp} percentage points above that of {second:name} ({level:percent0} interval "
        "{low high:pps}; above it in {probability:percent} of the replicates, taken alone): their order is established."
    ),
    "drivers.order.not established": (
        "The share of {first:name} is {gap:pp} percentage points above that of {second:name} ({level:percent0} interval "
        "{low high:pps}; above it in {probability:percent} of the replicates, taken alone): their order is not established and should "
        "be called a tie; this sample could have established {detectable:pp} percentage points."
    ),
    "drivers.order.not established.no detectable": (
        "{first:name} and {second:name} are exactly as important as each other, in the sample and in every replicate: no "
        "sample can order them, and they share their place."
    ),
    "drivers.order.established.not sharing": (
        "The squared coefficient of {first:name} is {gap:number} above that of {second:name} ({level:percent0} interval "
        "{low high:numbers}; above it in {probability:percent} of the replicates, taken alone): their order is established."
    ),
    "drivers.order.not established.not sharing": (
        "The squared coefficient of {first:name} is {gap:number} above that of {second:name} ({level:percent0} interval "
        "{low high:numbers}; above it in {probability:percent} of the replicates, taken alone): their order is not established and "
        "should be called a tie; this sample could have established {detectable:number}."
    ),
    "drivers.ranks": (
        "{names:names} could each be the most important item; of the {pairs:count pair|pairs} of items, compared together, "
        "{resolved:count order is|orders are} established."
    ),
    "drivers.ranks.one pairs": "{names:names} could each be the more important item.",
    "drivers.ranks.alone.one pairs": "That {names:names} is the more important item is established.",
    "drivers.ranks.alone": (
        "Only {names:names} could be the most important item; of the {pairs:count pair|pairs} of items, compared together, "
        "{resolved:count order is|orders are} established."
    ),
    "drivers.item": (
        "The share of {item:name} is {share:percent} of what is explained (interval {low high:percents}); it could hold "
        "the places {rank_low rank_high:rank_span}."
    ),
    "drivers.item.single": (
        "The share of {item:name} is {share:percent} of what is explained (interval {low high:percents}); its place, "
        "{rank_low:integer}, is established."
    ),
    "drivers.item.not sharing": (
        "The squared coefficient of {item:name} is {share:number} (interval {low high:numbers}); it could hold the places "
        "{rank_low rank_high:rank_span}."
    ),
    "drivers.item.single.not sharing": (
        "The squared coefficient of {item:name} is {share:number} (interval {low high:numbers}); its place, "
        "{rank_low:integer}, is established."
    ),
    "drivers.group_first": (
        "Among the groups the largest share is that of {item:name}, {share:percent} of what the items explain "
        "({level:percent0} interval {low high:percents}); a group of more items has more to explain with."
    ),
    "drivers.group_order.established": (
        "The share of the group {first:name} is {gap:pp} percentage points above that of {second:name} "
        "({level:percent0} interval {low high:pps}; above it in {probability:percent} of the replicates, taken alone): their order is "
        "established."
    ),
    "drivers.group_order.not established": (
        "The share of the group {first:name} is {gap:pp} percentage points above that of {second:name} "
        "({level:percent0} interval {low high:pps}; above it in {probability:percent} of the replicates, taken alone): their order is "
        "not established and should be called a tie; this sample could have established {detectable:pp} percentage points."
    ),
    "drivers.group_order.not established.no detectable": (
        "The groups {first:name} and {second:name} are exactly as important as each other, in the sample and in every "
        "replicate: no sample can order them, and they share their place."
    ),
    "drivers.group_ranks": (
        "{names:names} could each be the most important group; of the {pairs:count pair|pairs} of groups, compared "
        "together, {resolved:count order is|orders are} established."
    ),
    "drivers.group_ranks.one pairs": "{names:names} could each be the more important group.",
    "drivers.group_ranks.alone.one pairs": "That {names:names} is the more important group is established.",
    "drivers.group_ranks.alone": (
        "Only {names:names} could be the most important group; of the {pairs:count pair|pairs} of groups, compared "
        "together, {resolved:count order is|orders are} established."
    ),
    "drivers.group": (
        "The share of the group {item:name} is {share:percent} of what is explained (interval {low high:percents}); it "
        "could hold the places {rank_low rank_high:rank_span}."
    ),
    "drivers.group.single": (
        "The share of the group {item:name} is {share:percent} of what is explained (interval {low high:percents}); its "
        "place, {rank_low:integer}, is established."
    ),
    "drivers.sign_flip.established": (
        "{item:name} has a correlation of {correlation:number} with {outcome:name} and a coefficient of "
        "{coefficient:number} ({level:percent0} interval {low high:numbers}) beside the other items. That the sign turns is "
        "established: the items go together, and this coefficient cannot be read alone."
    ),
    "drivers.sign_flip.not established": (
        "{item:name} has a correlation of {correlation:number} with {outcome:name} and a coefficient of "
        "{coefficient:number} ({level:percent0} interval {low high:numbers}) beside the other items. That the sign turns is "
        "not established; this sample could have established a coefficient of {detectable:number}. The coefficient cannot "
        "be read alone."
    ),
    "drivers.sign_flip.not established.only_correlation_open": (
        "{item:name} has a correlation of {correlation:number} with {outcome:name} ({level:percent0} interval "
        "{correlation_low correlation_high:numbers}) and a coefficient of {coefficient:number} ({level:percent0} interval "
        "{low high:numbers}) beside the other items. The sign of the coefficient is established, that of the correlation is "
        "not: this sample could have established a correlation of {detectable:number}. The coefficient cannot "
        "be read alone."
    ),
    "drivers.collinear": (
        "{items:names} follow entirely from the other items or from what is held, and have no coefficient of their own."
    ),
    "drivers.constant": "All answers to {items:names} are alike; they can tell nothing about {outcome:name}.",
    "drivers.vif": (
        "The items nearly give each other: the variance of the coefficient of {item:name} is {vif:ratio} times what it would "
        "be alone, and the largest condition index is {condition:ratio}. Single coefficients are hardly determined."
    ),
    "drivers.vif.held": (
        "The items and the columns that are held nearly give each other: the variance of the coefficient of {item:name} is "
        "{vif:ratio} times what it would be alone, and the largest condition index among the items is {condition:ratio}. Single "
        "coefficients are hardly determined."
    ),
    "drivers.vif.no item": (
        "The items give each other: even without what follows entirely, the largest condition index is {condition:ratio}. "
        "Single coefficients are hardly determined."
    ),
    "drivers.halo": (
        "The first component of the items holds {first_share:percent} of their variance (mean correlation "
        "{mean_correlation:number}, alpha {alpha:number}, omega {omega:number})."
    ),
    "drivers.halo.no omega": (
        "The first component of the items holds {first_share:percent} of their variance (mean correlation "
        "{mean_correlation:number}, alpha {alpha:number})."
    ),
    "drivers.halo+one.one": (
        "The items mostly measure one general mood, so the importance of single items cannot be told apart well."
    ),
    "drivers.sampled": (
        "With {count:integer} items the importance is averaged over {orders:integer} orders drawn at random; the largest "
        "standard error that the drawing adds is {largest:p_value} points of R²."
    ),
    "drivers.few_clusters": (
        "There are {df:integer} degrees of freedom between clusters, fewer than {fewest:integer}: intervals and places are "
        "rough."
    ),
    "drivers.lonely_strata": (
        "{count:count stratum has|strata have} a single cluster; the replicates do not vary there, and the intervals may "
        "be too narrow."
    ),
    "drivers.not_causal": (
        "These are associations with {outcome:name}, a division of the variance explained; they do not say that improving an "
        "item would change it, and are not causal effects."
    ),
    "drivers.not_causal.outcome=overall": (
        "These are associations with the overall rating, a division of the variance explained; they do not say that "
        "improving an item would raise the rating, and are not causal effects."
    ),
}

HEADS = {
    "item_count": "Items",
    "correlation_se": "Correlation SE",
    "sampling_se": "Sampling SE",
    "r2": "R²",
}

PICTURES = {
    "importance.axis.not sharing": "Squared standardised coefficient (line: {level:percent0} interval)",
    "importance.ranks": "Places",
    "importance.first": "Filled: could be the most important; hollow: established not to be.",
    "importance.groups": "Hatched, diamond: a group among the groups; dot: an item among all items.",
    "importance.value.not sharing": "Coefficient², interval",
    "importance.alt.not sharing": (
        "The squared standardised coefficients of {count:count item|items} with intervals; the largest is that of "
        "{highest:name} ({highest_value:number})."
    ),
}

_OUTCOME = "The outcome is {outcome:name}, asked as a question of its own, and the items explain it. "

MEASURED = (
    Line(
        _OUTCOME
        + "An item's importance is the R² it adds on average over all subsets of the other items (Shapley value, or LMG):",
        when=("method=shapley", "not item_groups"),
        formula="shapley",
    ),
    Line(
        _OUTCOME
        + "An item's importance is the R² it adds, averaged over the orders of entry in which no group of items is torn apart "
        "(Owen value); a group's is the sum over its items:",
        when=("method=shapley", "item_groups"),
        formula="owen",
    ),
    Line(
        _OUTCOME + "An item's importance is its relative weight by Genizi and by Johnson, which are the same numbers:",
        when=("method=johnson",),
        formula="relative_weight",
    ),
    Line(
        _OUTCOME + "An item's importance is its relative weight by Genizi and by Johnson, which are the same numbers:",
        when=("method=genizi",),
        formula="relative_weight",
    ),
    Line(
        _OUTCOME
        + "An item's importance is its squared CAR score, its correlation after all items are made uncorrelated at once:",
        when=("method=car",),
        formula="car",
    ),
    Line(
        _OUTCOME
        + "An item is measured by its squared standardised regression coefficient beside the others; these squares do not divide what "
        "is explained:",
        when=("method=coefficients",),
        formula="squared_coefficient",
    ),
    Line(
        "The outcome has few levels; it is taken by the scale behind them (proportional odds), with McKelvey and Zavoina's "
        "R². An item's importance is the R² it adds on average over all subsets of the other items (Shapley value):",
        when=("method=ordinal", "not item_groups"),
        formula="shapley",
    ),
    Line(
        "The outcome has few levels; it is taken by the scale behind them (proportional odds), with McKelvey and Zavoina's "
        "R². An item's importance is the R² it adds, averaged over the orders of entry in which no group of items is torn "
        "apart (Owen value); a group's is the sum over its items:",
        when=("method=ordinal", "item_groups"),
        formula="owen",
    ),
    Line(
        "The columns that are held enter first; importance is what items add beyond them, in points of the total R².",
        when=("controls",),
    ),
    Line(
        "With more than 25 items the average is taken over {orders:integer} orders drawn at random (seed {seed:text}).",
        when=("orders",),
    ),
)

METHODS = {
    "drivers": (
        *MEASURED,
        Line(
            "Complete cases: only the {n:integer} respondents who rated every question are used. Intervals come from "
            "{replicates:integer} resamples that follow the sampling design (Rao-Wu, seed {seed:text}); with few clusters their "
            "tails are wider.",
            when=("missing=complete",),
        ),
        Line(
            "Pairs of answers: each pair of questions rests on the respondents who rated both. Intervals come from "
            "{replicates:integer} resamples that follow the sampling design (Rao-Wu, seed {seed:text}).",
            when=("missing=pairwise",),
        ),
        Line(
            "Answers filled in: the missing ratings of the {n:integer} respondents were filled in {imputations:integer} times by "
            "chained equations. Intervals come from {replicates:integer} resamples that follow the sampling design (Rao-Wu, "
            "seed {seed:text}).",
            when=("missing=imputed",),
        ),
        Line(
            "All pairs of items are compared together: a difference is established where it exceeds the largest studentised "
            "difference that equal items would show, drawn from the covariance of the resamples. An item's places follow from "
            "its established differences."
        ),
    ),
}

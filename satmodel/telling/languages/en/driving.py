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
        "{low high:pps}; above it in {probability:percent} of the replicates): their order is established."
    ),
    "drivers.order.not established": (
        "The share of {first:name} is {gap:pp} percentage points above that of {second:name} ({level:percent0} interval "
        "{low high:pps}; above it in {probability:percent} of the replicates): their order is not established and should "
        "be called a tie; this sample could have established {detectable:pp} percentage points."
    ),
    "drivers.order.established.not sharing": (
        "The squared coefficient of {first:name} is {gap:number} above that of {second:name} ({level:percent0} interval "
        "{low high:numbers}; above it in {probability:percent} of the replicates): their order is established."
    ),
    "drivers.order.not established.not sharing": (
        "The squared coefficient of {first:name} is {gap:number} above that of {second:name} ({level:percent0} interval "
        "{low high:numbers}; above it in {probability:percent} of the replicates): their order is not established and "
        "should be called a tie; this sample could have established {detectable:number}."
    ),
    "drivers.ranks": (
        "{names:names} could each be the most important item; of the {pairs:count pair|pairs} of items, compared together, "
        "{resolved:count order is|orders are} established."
    ),
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
        "({level:percent0} interval {low high:pps}; above it in {probability:percent} of the replicates): their order is "
        "established."
    ),
    "drivers.group_order.not established": (
        "The share of the group {first:name} is {gap:pp} percentage points above that of {second:name} "
        "({level:percent0} interval {low high:pps}; above it in {probability:percent} of the replicates): their order is "
        "not established and should be called a tie; this sample could have established {detectable:pp} percentage points."
    ),
    "drivers.group_ranks": (
        "{names:names} could each be the most important group; of the {pairs:count pair|pairs} of groups, compared "
        "together, {resolved:count order is|orders are} established."
    ),
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
        "{item:name} has a correlation of {correlation:number} with the overall rating and a coefficient of "
        "{coefficient:number} ({level:percent0} interval {low high:numbers}) beside the other items. That the sign turns is "
        "established: the items go together, and this coefficient cannot be read alone."
    ),
    "drivers.sign_flip.not established": (
        "{item:name} has a correlation of {correlation:number} with the overall rating and a coefficient of "
        "{coefficient:number} ({level:percent0} interval {low high:numbers}) beside the other items. That the sign turns is "
        "not established; this sample could have established a coefficient of {detectable:number}. The coefficient cannot "
        "be read alone."
    ),
    "drivers.collinear": (
        "{items:names} follow entirely from the other items or from what is held, and have no coefficient of their own."
    ),
    "drivers.constant": "All answers to {items:names} are alike; they can tell nothing about the overall rating.",
    "drivers.vif": (
        "The items nearly give each other: the variance of the coefficient of {item:name} is {vif:ratio} times what it would "
        "be alone, and the largest condition index is {condition:ratio}. Single coefficients are hardly determined."
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
        "With {count:integer} items the importance is averaged over {orders:integer} orders drawn at random; the drawing "
        "adds a standard error of {largest:number} points of R² at most."
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
        "These are associations with the overall rating, a division of the variance explained; they do not say that "
        "improving an item would raise the rating, and are not causal effects."
    ),
    "drivers_by.level": (
        "{name:name}: the items explain {r2:percent} ({n:count respondent|respondents}); the largest share is that of "
        "{item:name}, {share:percent} ({level:percent0} interval {low high:percents})."
    ),
    "drivers_by.level.not sharing": (
        "{name:name}: the items explain {r2:percent} ({n:count respondent|respondents}); the largest squared standardised "
        "coefficient is that of {item:name}, {share:number} ({level:percent0} interval {low high:numbers})."
    ),
    "drivers_by.level+first": "{names:names} could each be the most important item there.",
    "drivers_by.level+first.alone": "That it is the most important item there is established.",
    "drivers_by.firsts.same": "In all {count:integer} levels of {by:name} the first item is {names:names}.",
    "drivers_by.firsts.not same": (
        "In the {count:integer} levels of {by:name} the first item is not always the same: {names:names}."
    ),
    "drivers_by.apart": "{name:name} is left apart ({n:count complete answer|complete answers}): {reason:reason}.",
    "drivers_by.without_level": "{count:count respondent has|respondents have} nothing in {by:name} and take no part.",
    "drivers_by.not_compared": (
        "Each level stands for itself: whether the levels of {by:name} differ is not judged here. These are associations "
        "with the overall rating, not causal effects."
    ),
}

CAPTIONS = {"drivers_by": "Relative importance of the items by level"}

TITLES = {"drivers_by": "How the items go with the overall rating, by level"}

REASONS = {
    "few_answers": (
        "fewer than 30 respondents answered every question, or there are too few clusters for so many items, or the answers "
        "do not vary"
    ),
    "nothing_explained": "the items explain nothing there",
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
    "importance.value.not sharing": "Coefficient², interval",
    "importance_by.axis": "Share of what is explained (line: {level:percent0} interval)",
    "importance_by.axis.not sharing": "Squared standardised coefficient (line: {level:percent0} interval)",
    "importance_by.alt": (
        "The relative importance of {count:count item|items} in {levels:count level|levels}; the largest share is that of "
        "{highest:name} in {part:name} ({highest_value:percent})."
    ),
    "importance_by.alt.not sharing": (
        "The squared coefficients of {count:count item|items} in {levels:count level|levels}; the largest is that of "
        "{highest:name} in {part:name} ({highest_value:number})."
    ),
    "importance.alt.not sharing": (
        "The squared standardised coefficients of {count:count item|items} with intervals; the largest is that of "
        "{highest:name} ({highest_value:number})."
    ),
}

_OUTCOME = "The outcome is the overall rating, asked as a question of its own, and the items explain it. "
_BY = (
    "How the items go with the overall rating was found for each level of {by:name} on its own; levels with fewer than 30 "
    "complete answers are left apart. Intervals come from {replicates:integer} resamples that follow the sampling design "
    "(Rao-Wu, seed {seed:text})."
)

METHODS = {
    "drivers": (
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
            when=("item_groups",),
            formula="owen",
        ),
        Line(
            _OUTCOME
            + "An item's importance is its relative weight by Genizi and by Johnson, which are the same numbers:",
            when=("method=johnson",),
            formula="relative_weight",
        ),
        Line(
            _OUTCOME
            + "An item's importance is its relative weight by Genizi and by Johnson, which are the same numbers:",
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
            "The columns that are held enter first; importance is what items add beyond them, in points of the total R².",
            when=("controls",),
        ),
        Line(
            "With more than 25 items the average is taken over {orders:integer} orders drawn at random (seed {seed:text}).",
            when=("orders",),
        ),
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
    "drivers_by": (
        Line(_BY, when=("method=shapley",), formula="shapley"),
        Line(_BY, when=("not_shapley",)),
    ),
}

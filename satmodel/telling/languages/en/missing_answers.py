"""Drivers under several treatments of missing answers: every text of it."""

from __future__ import annotations

from satmodel.telling.lines import Line

_R2 = "the items explain {r2:percent} of the variance ({level:percent0} interval {low high:percents})"

SENTENCES = {
    "missing_drivers.none": (
        "All {respondents:count respondent|respondents} answered every item and {outcome:name}, so that there is nothing "
        "to treat: the treatments differ by their resamples alone."
    ),
    "missing_drivers.lost": (
        "Of {respondents:count respondent|respondents}, {complete:integer} answered every item and {outcome:name}; "
        "{with_no_opinion:integer} had no opinion on at least one of them, and {with_blank_only:integer} more left at "
        "least one blank."
    ),
    "missing_drivers.lost.zero with_blank_only": (
        "Of {respondents:count respondent|respondents}, {complete:integer} answered every item and {outcome:name}; "
        "{with_no_opinion:integer} had no opinion on at least one of them, and no question was left blank."
    ),
    "missing_drivers.most": (
        "Most answers are missing from {item:name}: {no_opinion:integer} without an opinion, {blank:integer} blank."
    ),
    "missing_drivers.fit.treatment=complete": (
        "Complete cases (the default): " + _R2 + ", from {n:count respondent|respondents}."
    ),
    "missing_drivers.fit.treatment=pairwise": (
        "Pairs of answers: " + _R2 + ", from {pair_least:integer} to {pair_most:integer} respondents a pair."
    ),
    "missing_drivers.fit.treatment=imputed": (
        "Missing answers filled in {imputations:integer} times: " + _R2 + ", from {n:count respondent|respondents}, "
        "{filled:integer} of whose answers were filled in each time."
    ),
    "missing_drivers.order": (
        "The items stand in the same order under every treatment; {first:name} has the largest share."
    ),
    "missing_drivers.order.same_first": (
        "The order depends on the treatment: {items:names} change places; {first:name} has the largest share under every "
        "treatment."
    ),
    "missing_drivers.order.same_first.zero moved": (
        "The items stand in the same order under every treatment; {first:name} has the largest share."
    ),
    "missing_drivers.order.not same_first": (
        "The order depends on the treatment, and so does which item has the largest share: {items:names} change places."
    ),
    "missing_drivers.reversed": (
        "{count:count order|orders} of two items that one treatment establishes another one turns round."
    ),
    "missing_drivers.reversed.zero count": (
        "No order of two items that is established under one treatment is turned round under another."
    ),
    "missing_drivers.reversed.zero count.zero settled": "No order of two items is established under any treatment.",
    "missing_drivers.largest.within": (
        "The share that moves most is that of {item:name}, from {before:percent} by {base:term} to {share:percent} by "
        "{treatment:term}: within the {level:percent0} interval by {base:term} ({low high:percents})."
    ),
    "missing_drivers.largest.not within": (
        "The share that moves most is that of {item:name}, from {before:percent} by {base:term} to {share:percent} by "
        "{treatment:term}: outside the {level:percent0} interval by {base:term} ({low high:percents})."
    ),
    "missing_drivers.mended": (
        "The pairs of {count:count replicate|replicates} of {replicates:integer} contradicted each other and were replaced "
        "by the nearest correlation matrix."
    ),
    "missing_drivers.refused.treatment=complete": (
        "Too few respondents answered everything, or there is nothing to explain among those; complete cases are left out."
    ),
    "missing_drivers.refused.treatment=pairwise": (
        "The pairs of answers are too few, contradict each other or leave nothing to explain; this treatment is left out."
    ),
    "missing_drivers.refused.treatment=imputed": "Missing answers could not be filled in; this treatment is left out.",
    "missing_drivers.unknown": (
        "No treatment can tell how respondents without an opinion would have judged; answers filled in are no answers."
    ),
}

HEADS = {
    "treatment": "Missing answers",
    "no_opinion_count": "Without an opinion",
    "blank_count": "Blank",
}

TERMS = {
    "complete": "complete cases",
    "pairwise": "pairs of answers",
    "imputed": "answers filled in",
    "kind.complete": "complete cases",
    "kind.pairwise": "pairs of answers",
    "kind.imputed": "answers filled in",
    "kind.stratum": "stratum",
    "kind.weight": "weight",
}

CAPTIONS = {
    "missing_drivers": "Importance of the items by treatment of missing answers",
}

PICTURES = {
    "treatments.axis": "Share of the explained variance ({level:percent0} intervals)",
    "treatments.alt": (
        "The shares of {count:count item|items} under {treatments:integer} treatments of missing answers; the largest is "
        "{highest:name} with {highest_value:percent}."
    ),
}

TITLES = {
    "missing_drivers": "Missing answers and the drivers",
}

METHODS = {
    "missing_drivers": (
        Line(
            "Importance is computed from complete cases; from pairs of answers (each correlation from the respondents who "
            "answered both questions); and with missing answers filled in."
        ),
        Line(
            "Missing answers, those without an opinion among them, are filled in 20 times by chained equations with "
            "predictive mean matching (5 donors, 10 cycles) from all other answers.",
            when=("imputed",),
        ),
        Line("What is known of the respondents beside their answers takes part: {beside:kinds}.", when=("beside",)),
        Line("Unit, stratum and weight take no part in it.", when=("imputed", "not beside")),
        Line(
            "The bootstrap replicates of all completed tables are pooled ({replicates:integer} in all).",
            when=("imputed",),
        ),
        Line(
            "Correlations that no data could give are replaced by the nearest correlation matrix (Higham's alternating "
            "projections).",
            when=("mended",),
        ),
        Line(
            "Complete cases and pairs assume that answers are missing completely at random, imputation that they are missing at random."
        ),
    ),
}

"""Rates, their intervals, the answers behind a score, and what hangs on the scoring rule."""

from __future__ import annotations

from satmodel.telling.lines import Line

_LEAD = "the least lead is at “{cut:name}” or better, {gap:pp} percentage points"

SENTENCES = {
    "intervals.range": (
        "Half the width of the {level:percent0} intervals of {count:count share|shares} ({method:name}) is "
        "{half_low half_high:pp_span} percentage points."
    ),
    "intervals.none": (
        "Nobody among the {n:count respondent|respondents} behind {name:name} is counted; at the {level:percent0} level the share "
        "is at most {bound:percent}."
    ),
    "intervals.all": (
        "All of the {n:count respondent|respondents} behind {name:name} are counted; at the {level:percent0} level the share "
        "is at least {bound:percent}."
    ),
    "answers.top": "The answer with the most points, “{answer:name}”, is {share:percent} of the scored answers.",
    "answers.no_opinion": (
        "Answers without an opinion are {share:percent} of the answers given; most of them are in {name:name}, "
        "{name_share:percent} of the respondents there."
    ),
    "answers.no_opinion.zero share": "No answer is without an opinion.",
    "recoded.first": (
        "First as scored: {names:names}; of {codings:count other coding|other codings}, another unit comes first under "
        "{changed:names}."
    ),
    "recoded.first.no changed": (
        "First as scored: {names:names}; also first under {codings:count other coding|other codings}."
    ),
    "recoded.moved": (
        "Under some coding {moved:count unit changes|units change} rank, of {count:integer}; the furthest is {name:name}, "
        "rank {rank:integer} as scored and {rank_low rank_high:places} over the codings."
    ),
    "recoded.moved.zero moved": "No unit changes rank under any of {codings:count coding|codings}.",
    "recoded.tau": ("Kendall's rank correlation with the order as scored is lowest for {name:name}, {tau:number}."),
    "recoded.linear": ("{names:names}: linear in the points as scored; a linear coding never changes a rank."),
    "recoded.apart": "{name:name} is left out: {reason:reason}.",
    "stochastic_dominance.pairs": (
        "Of {pairs:count pair|pairs} of units, {dominated:integer} keep their order in this sample under every monotone "
        "scoring rule; for {established:integer} of them this is established ({adjust:term}, {level:percent0} level)."
    ),
    "stochastic_dominance.pair.established": (
        "That {a:name} stands above {b:name} under every monotone scoring rule is established (p {p_adjusted:p}); "
        + _LEAD
        + "."
    ),
    "stochastic_dominance.pair.not established": (
        "{a:name} stands above {b:name} under every monotone scoring rule in this sample, but this is not established "
        "(p {p_adjusted:p}); " + _LEAD + ", and this sample could have established {detectable:pp}."
    ),
    "stochastic_dominance.pair.not established.not dominates": (
        "{a:name} scores higher than {b:name} as scored, but another monotone scoring rule could reverse the two in this "
        "sample; an order under every rule is not established. At “{cut:name}” or better the lead is {gap:pp} percentage "
        "points, and this sample could have established {detectable:pp}."
    ),
    "stochastic_dominance.apart": "{name:name} is not compared: {reason:reason}.",
    "no_opinion.share": (
        "The share of answers without an opinion is lowest in {least:name} ({least_share:percent}) and highest in "
        "{name:name} ({share:percent})."
    ),
    "no_opinion.ranks": (
        "Between {treatments:integer} treatments of these answers {moved:count unit changes|units change} rank, of "
        "{count:integer}: {names:names}."
    ),
    "no_opinion.ranks.zero moved": (
        "No rank of the {count:count unit|units} changes between {treatments:integer} treatments of these answers."
    ),
    "no_opinion.bounds": (
        "Whatever the opinions were, the composite of {name:name} lies between {lowest:points} and {highest:points} points "
        "({apart:points} points with these answers apart), the widest range of all; rank 1 remains possible for {first:names}."
    ),
}

HEADS = {
    "measure": "Measure",
    "method": "Method",
    "bound": "One-sided bound",
    "coding": "Coding",
    "apart": "Not scored",
    "lowest": "At the lowest points",
    "zero": "At zero points",
    "middle": "At the middle points",
    "highest": "At the highest points",
    "rank_best": "Best rank",
    "rank_worst": "Worst rank",
    "bound_best": "Best rank possible",
    "bound_worst": "Worst rank possible",
    "dominates": "Above under every rule",
    "cut": "Least lead at",
    "estimate as share": "Share",
    "gap as share": "Difference (percentage points)",
    "change as share": "Change (percentage points)",
    "contribution as share": "Contribution (percentage points)",
    "detectable as share": "Smallest detectable (percentage points)",
}

TERMS = {
    "name.": "no answer",
    "name.satisfied": "satisfied rate",
    "name.very_satisfied": "very satisfied rate",
    "name.dissatisfied": "dissatisfied rate",
    "name.aware": "aware rate",
    "name.net": "net score",
    "name.no_opinion": "no opinion",
    "name.wilson": "Wilson",
    "name.clopper-pearson": "Clopper-Pearson",
    "name.korn-graubard": "Korn-Graubard",
    "name.jeffreys": "Jeffreys",
    "name.normal": "normal",
    "name.as scored": "as scored",
    "name.no_opinion_lowest": "no opinion at the lowest points",
    "name.no_opinion_zero": "no opinion at zero points",
    "name.no_opinion_middle": "no opinion at the middle points",
    "name.no_opinion_highest": "no opinion at the highest points",
    "name.lowest": "the lowest points",
    "name.zero": "zero",
    "name.middle": "the middle points",
    "name.highest": "the highest points",
}

CAPTIONS = {
    "rates": "Rates with intervals",
    "net": "Net scores with intervals",
    "answers": "Answers behind the scores",
    "intervals": "Intervals of the shares",
    "recoded": "Scores and ranks under other codings",
    "stochastic_dominance": "Order under every monotone scoring rule",
    "no_opinion": "Answers without an opinion: treatments and bounds",
}

PICTURES = {
    "intervals.axis.measure=share": "Share (line: {level:percent0} interval)",
    "intervals.axis.measure=share.no level": "Share (line: interval)",
    "intervals.alt.measure=share": (
        "{count:count share|shares}, one a row, a dot with its interval as a line; the highest is {highest:name} "
        "({highest_value:percent}), the lowest {lowest:name} ({lowest_value:percent})."
    ),
    "heatmap.alt.measure=share": (
        "A matrix of shares with {rows:count row|rows} and {columns:count column|columns}, darker for higher shares; the "
        "highest is {highest:name} ({highest_value:percent}), the lowest {lowest:name} ({lowest_value:percent})."
    ),
    "ranks.score.measure=share": "Share",
    "change.axis.measure=share": "Share (hollow: before, filled: after)",
    "waterfall.axis.measure=share": "Share (thin line: interval of the contribution)",
}

TITLES = {
    "rates": "Rates",
    "net": "Net scores",
    "answers": "The answers behind a score",
    "intervals": "Intervals of shares",
    "recoded": "Other scoring rules",
    "stochastic_dominance": "Order under every scoring rule",
    "no_opinion": "Answers without an opinion",
}

METHODS = {
    "rates": (
        Line(
            "A rate is the share of respondents, by weight, whose answer belongs to a group: {groups:text}:",
            formula="rate",
        ),
        Line("Blanks and answers without an opinion are outside the denominator.", when=("no_opinion=apart",)),
        Line("Answers without an opinion are in the denominator; blanks are not.", when=("no_opinion=in",)),
        Line("Outside the denominator as well: {apart:names}.", when=("apart",)),
        Line(
            "Standard errors and the covariance of all rates follow the sampling design by the same linearisation as for "
            "scores. A rate of 0 or 1 has no standard error and is listed apart."
        ),
    ),
    "net": (
        Line(
            "A net score is the share of positive answers minus the share of negative ones: {groups:text}:",
            formula="net",
        ),
        Line("Blanks and answers without an opinion are outside the denominator.", when=("no_opinion=apart",)),
        Line("Answers without an opinion are in the denominator; blanks are not.", when=("no_opinion=in",)),
    ),
    "answers": (
        Line(
            "Counts are of respondents; shares are of all respondents by weight, blanks included.", when=("weighted",)
        ),
        Line("Counts are of respondents; shares are of all respondents, blanks included.", when=("not weighted",)),
        Line("The score beside them is the mean of the points of the scored answers only."),
    ),
    "intervals": (
        Line("Intervals are Wilson's, which hold near 0 and 1 too:", when=("interval=wilson",), formula="wilson"),
        Line(
            "Intervals are Clopper and Pearson's, which are never below their level with independent answers (B is a quantile "
            "of the beta distribution):",
            when=("interval=clopper-pearson",),
            formula="clopper",
        ),
        Line(
            "Intervals are Korn and Graubard's: those of Clopper and Pearson with the effective number of respondents:",
            when=("interval=korn-graubard",),
            formula="clopper",
        ),
        Line("Intervals are Jeffreys':", when=("interval=jeffreys",), formula="jeffreys"),
        Line(
            "Intervals are the estimate ± t times the standard error; near 0 and 1 they are too short.",
            when=("interval=normal",),
        ),
        Line(
            "n* is the number of respondents drawn one by one that would give the same standard error:",
            when=("designed", "not korn"),
            formula="n_effective",
        ),
        Line("n* is", when=("interval=korn-graubard",), formula="n_korn"),
        Line("n* is the number of respondents.", when=("not designed", "not korn")),
        Line(
            "Where nobody is counted the one-sided exact bound is given, and its mirror image where everybody is:",
            when=("bounds",),
            formula="zero_bound",
        ),
    ),
    "recoded": (
        Line(
            "Every composite was computed again under {count:count other coding|other codings} of the same answers, all of "
            "them monotone: a better answer never has fewer points. The ranks are those of the sample."
        ),
        Line(
            "Answers without an opinion were also counted at several fixed points.",
            when=("no_opinion",),
        ),
        Line("Linear codings ({linear:names}) never change a rank and serve as a check.", when=("linear",)),
    ),
    "stochastic_dominance": (
        Line(
            "One unit stands above another under every monotone scoring rule when its share is at least as high at every "
            "answer or better:",
            formula="cumulative",
        ),
        Line("For several items the average of their distributions is compared.", when=("several",)),
        Line(
            "It is established when the lead passes its test at each of these answers or better: {cuts:names} (an "
            "intersection-union test, {adjust:term}, {family:count pair|pairs}, {level:percent0} level)."
        ),
    ),
    "no_opinion": (
        Line(
            "The composite was computed with answers without an opinion ({answers:names}) apart, and counted at fixed points "
            "({treated:text}). Whatever the opinions were, it lies between the composites at the lowest and at the highest "
            "points.",
            when=("answers",),
        ),
        Line("Nobody gave an answer without an opinion, so every treatment gives the same.", when=("not answers",)),
        Line(
            "A rank remains possible for a unit if it is reached when its own answers without an opinion and those of the others are "
            "given the points that are best, or worst, for it."
        ),
        Line("The share without an opinion is a mean over respondents; its interval is Wilson's ({level:percent0})."),
    ),
}

WORDS = {
    "unit of points": " points",
    "unit of shares": " percentage points",
    "verb of points": "",
    "verb of shares": "",
}

"""Scores into assessment points: every text of it."""

from __future__ import annotations

from satmodel.telling.lines import Line

_UNIT = (
    "gives {points:points} assessment points ({level:percent0} interval {low high:interval}); assessment rank "
    "{rank:integer}, {rank_low rank_high:places} left open together with all others"
)
_MOVED = "; with a probability of {p_moved:percent} the true scores give it another rank."
_SCORE, _RATE = "{name:name}: a score of {score:points} points ", "{name:name}: a rate of {score:points}% "
_WORTH = "is worth {worth_low worth_high:span} assessment points here; the {level:percent0} interval of a "
_OPEN = "Above or below is not established for {open:names}; this sample could have established "
_MOST = (
    "would hold another assessment rank; {name:name} would move most, from {points:points} assessment points and rank "
    "{rank:integer} to {points_average:points} and rank {rank_average:integer}."
)
_INSTEAD = "With the average of all units ({average:points}{sign}) instead of its own {what}"
_ALL = _INSTEAD + ", each by itself, {moved:count unit|units} of {count:integer} "

SENTENCES = {
    "convert.rule": (
        "{count:count unit is|units are} converted by the rule “{rule:text}”, into {lowest highest:span} assessment points."
    ),
    "convert.rule.no rule": "{count:count unit is|units are} converted, into {lowest highest:span} assessment points.",
    "convert.worth": (
        "One point of score "
        + _WORTH
        + "score, ±{half_low half_high:span} points, comes to ±{reach_low reach_high:span} assessment points."
    ),
    "convert.worth.rates": (
        "One percentage point "
        + _WORTH
        + "rate, ±{half_low half_high:span} percentage points, comes to ±{reach_low reach_high:span} assessment points."
    ),
    "convert.worth+answer": "",
    "convert.worth+answer.rates": (
        "At {name:name}, with {n:count answer|answers}, one answer against it takes {per_answer:points} of the points of a "
        "full rate."
    ),
    "convert.unit": _SCORE + _UNIT + _MOVED,
    "convert.unit.no p_moved": _SCORE + _UNIT + ".",
    "convert.unit.rates": _RATE + _UNIT + _MOVED,
    "convert.unit.rates.no p_moved": _RATE + _UNIT + ".",
    "convert.unit+total": "With its base it has {total:points} points.",
    "convert.unit+total.no total": "",
    "convert.threshold": "At the threshold of {threshold:points} ({threshold_kind:kind}) all units and thresholds are judged together ({level:percent0} level).",
    "convert.threshold.rates": (
        "At the threshold of {threshold:points}% ({threshold_kind:kind}) all units and thresholds are judged together ({level:percent0} level)."
    ),
    "convert.threshold+above": "Established to lie above it: {above:names}.",
    "convert.threshold+above.all_above": "All {count:integer} are established to lie above it.",
    "convert.threshold+above.no above": "No unit is established to lie above it.",
    "convert.threshold+below": "Established to lie below it: {below:names}.",
    "convert.threshold+below.no below": "No unit is established to lie below it.",
    "convert.threshold+below.all_above": "",
    "convert.threshold+open": _OPEN + "{smallest_detectable largest_detectable:span} points to either side.",
    "convert.threshold+open.rates": (
        _OPEN + "{smallest_detectable largest_detectable:span} percentage points to either side."
    ),
    "convert.threshold+open.rates.endless smallest_detectable": (
        "Above or below is not established for {open:names}; with so few answers no distance could have been."
    ),
    "convert.threshold+open.rates.endless largest_detectable": (
        _OPEN + "{smallest_detectable:points} percentage points at best, and for the fewest answers no distance at all."
    ),
    "convert.threshold+open.no open": "",
    "convert.threshold+open.rates.no open": "",
    "convert.average": _ALL.replace("{sign}", " points").replace("{what}", "score") + _MOST,
    "convert.average.zero moved": (
        _INSTEAD.replace("{sign}", " points").replace("{what}", "score")
        + ", each by itself, no unit would hold another assessment rank."
    ),
    "convert.average.rates": _ALL.replace("{sign}", "%").replace("{what}", "rate") + _MOST,
    "convert.average.rates.zero moved": (
        _INSTEAD.replace("{sign}", "%").replace("{what}", "rate")
        + ", each by itself, no unit would hold another assessment rank."
    ),
    "convert.noise": (
        "Sampling alone would make {share:percent} of the spread (variance) of the assessment points between the units."
    ),
    "convert.model": (
        "The probabilities are those of the true scores, given this sample and the spread of all units; they are no "
        "verdicts."
    ),
    "convert.unknown.why=few": (
        "No probabilities are given: with fewer than four units their spread, from which these come, cannot be told."
    ),
    "convert.unknown.why=bonus": (
        "No probability of another rank is given: the rule rewards improvement, and that needs the spread of both rounds "
        "together."
    ),
    "convert.unknown.why=flat": (
        "No probabilities are given: some scores are known exactly, or all answers are alike, so the spread of the units "
        "cannot be told."
    ),
    "convert.apart": "{name:name} has no assessment points: {reason:reason}.",
}

REASONS = {"vetoed": "its score lies below the veto of the rule"}

TERMS = {
    "kind.rule coefficient": "a coefficient on the base",
    "kind.rule points": "points in proportion to the score",
    "kind.rule tiered": "points falling below a threshold",
    "kind.rule pieces": "points between fixed scores",
    "kind.rule bands": "points by bands",
    "kind.rule rank": "points by rank",
    "kind.rule veto": "a veto",
    "kind.rule bonus": "a bonus for improvement",
    "kind.full": "full points",
    "kind.floor": "the floor",
    "kind.band": "a band",
    "kind.veto": "a veto",
    "kind.named": "named in the rule",
    "kind.above": "established above",
    "kind.below": "established below",
    "kind.open": "not established",
}

HEADS = {
    "base": "Base",
    "gain": "Improvement",
    "points_low": "Points, low end",
    "points_high": "Points, high end",
    "points_interval": "Interval of the points",
    "points_se": "Points, standard deviation over samples",
    "points_expected": "Points expected of the true score",
    "per_point": "Worth of one point",
    "per_answer": "Worth of one answer",
    "p_moved": "Probability of another rank",
    "threshold": "Threshold",
    "threshold_kind": "What it is",
    "side": "Side",
    "p_reached": "Probability of reaching it",
    "score_average": "Average of all",
    "points_average": "Points with the average",
    "rank_average": "Rank with the average",
    "points_at_low": "Points at the low end",
    "points_at_high": "Points at the high end",
    "rank_at_low": "Rank at the low end",
    "rank_at_high": "Rank at the high end",
}

CAPTIONS = {"convert": "Scores as assessment points"}

PICTURES = {
    "conversion.axis": "Assessment points (line: {level:percent0} interval; dashed: points at the rule's thresholds, their score above)",
    "conversion.axis.zero lines": "Assessment points (line: {level:percent0} interval)",
    "conversion.points": "Points",
    "conversion.score": "Score",
    "conversion.alt": (
        "The assessment points of {count:count unit|units}, a dot with its interval as a line, the most points first: from "
        "{highest_points:points} ({name:name}) to {lowest_points:points}; the points at {lines:count threshold|thresholds} "
        "are dashed."
    ),
    "conversion.alt.zero lines": (
        "The assessment points of {count:count unit|units}, a dot with its interval as a line, the most points first: from "
        "{highest_points:points} ({name:name}) to {lowest_points:points}."
    ),
}

TITLES = {"rule": "The rule of conversion", "convert": "Scores as assessment points"}

PROBLEMS: dict[str, str] = {}

TERMS |= {
    "kind.wanted text": "text",
    "kind.wanted number": "a finite number",
    "kind.wanted positive": "a number above 0",
    "kind.wanted not negative": "a number, 0 or more",
    "kind.wanted per": "a number above 0, or “average” for the average of all units",
    "kind.wanted whole": "a whole number from 0 to 9",
    "kind.wanted numbers": "a list of finite numbers",
    "kind.wanted flag": "true or false",
    "kind.wanted names": "a list of names",
    "kind.wanted falling": "a list of numbers, the first rank's first, none larger than the one before",
    "kind.wanted pairs": "a list of [score, points] pairs of numbers, one or more",
    "kind.wanted knots": "a list of two or more [score, points] pairs with rising scores",
    "kind.wanted bands": "a list of [score, points] pairs, no score twice",
    "kind.wanted parts": "one [[parts]] table a part, one or more",
    "kind.wanted choice": "one of the words that are known for it",
}

METHODS = {
    "rule": (
        Line("The rule “{name:text}” was published as: {published:text}.", when=("name", "published")),
        Line("The rule is “{name:text}”.", when=("name", "not published")),
        Line("Its parts: {kinds:kinds}."),
        Line(
            "Scores are rounded to {score_decimals:integer} decimals before they are converted.",
            when=("score_rounding=half_up",),
        ),
        Line("Points are rounded to {decimals:integer} decimals, halves upwards.", when=("rounding=half_up",)),
        Line("Points are cut after {decimals:integer} decimals.", when=("rounding=truncate",)),
    ),
    "convert": (
        Line(
            "The points of a unit whose rule depends on its own score alone are those at its score; their {level:percent0} "
            "interval holds every value of the rule f over the interval of the score from l to u, and their standard "
            "deviation over samples follows in closed form, piece by piece (c and d: value and slope over a piece with "
            "normal ends a, b and probability P):",
            when=("single",),
            formula="conversion",
        ),
        Line(
            "The intervals are quantiles over {draws:integer} draws of all scores together (seed {seed:text}), with their "
            "full covariance.",
            when=("quantiles",),
        ),
        Line(
            "Points by rank lie between those of the best and of the worst rank that the simultaneous rank sets leave open; "
            "other parts of the rule share the level with them.",
            when=("ranked",),
        ),
        Line("Improvement is the difference between two independent rounds.", when=("bonus",)),
        Line("Intervals of rates and verdicts on them are exact, by the binomial distribution.", when=("rates",)),
        Line("What a coefficient multiplies is taken as known exactly.", when=("multiplied",)),
        Line("The points are added to a base that is taken as known exactly.", when=("added",)),
        Line(
            "Totals are straight lines in the scores; their ranks are compared pair by pair, step by step, with "
            "{level:percent0} confidence for all together.",
            when=("pairs",),
        ),
        Line(
            "Two units' totals are told apart where the ranges that hold for all units together, with {level:percent0} "
            "confidence, do not meet.",
            when=("not pairs",),
        ),
        Line(
            "Thresholds are judged for all units and thresholds together (Holm).",
            when=("thresholds",),
        ),
        Line(
            "Probabilities are those of the true scores given the sample, their spread over the units taken as normal and "
            "estimated by Paule and Mandel's moments, with the error of that estimate added.",
            when=("believed", "not rates"),
        ),
        Line(
            "Probabilities are those of the true rates given the sample, their spread over the units taken as a beta "
            "distribution, over all that its mean and its spread may be by the likelihood of the counts.",
            when=("believed", "rates"),
        ),
        Line(
            "How likely another rank is comes from {draws:integer} draws of the true scores (seed {seed:text}).",
            when=("moved",),
        ),
        Line(
            "Where an estimate lies near an end of its scale, half an answer at each end is added when its spread is measured.",
            when=("widened",),
        ),
    ),
}

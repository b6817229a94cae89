"""Tiers and the reliability of a ranking: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_WHOLE = (
    "The ranking of the {count:count unit|units} has a reliability of {reliability:ratio} ({level:percent0} interval "
    "{low high:ratios}), the correlation to expect with the scores of a second sample of the same sizes; "
)
_NEEDED = "with so many units {detectable:ratio} would have had to be found"
_TIERS = " Use tiers rather than single ranks."
_I2 = (
    "{i2:percent} of the variation of the scores is more than sampling error (I², {level:percent0} interval "
    "{low high:percents}); that the units differ at all is "
)
_Q = " (Q = {q:ratio}, {df:integer} degrees of freedom, p {p:p})"
_TOGETHER = "at the {level:percent0} level for all pairs together"
_OPEN = (
    "for these this sample could have established {smallest_detectable largest_detectable:span} points, depending on the "
    "pair"
)

SENTENCES = {
    "tiers.count.method=posterior": (
        "The {count:count unit|units} are put into {tiers:count tier|tiers}, right and wrong orders being weighed over all "
        "pairs; a pair by itself is set apart from a probability of {certainty:percent0} on."
    ),
    "tiers.count.method=posterior.one tiers": (
        "The {count:count unit|units} stay in one tier: no cut between them is worth its risk of a wrong order (a pair by "
        "itself is set apart from a probability of {certainty:percent0} on)."
    ),
    "tiers.count.method=clusters": (
        "The {count:count unit|units} are in {tiers:count tier|tiers}: every unit of a higher tier is established to be "
        "better than every unit of a lower one, " + _TOGETHER + "."
    ),
    "tiers.count.method=clusters.one tiers": (
        "The {count:count unit|units} stay in one tier: there is no place in the ranking at which all units before it are "
        "established to be better than all units after it, " + _TOGETHER + "."
    ),
    "tiers.count.method=clusters.one tiers.one count": "The only unit is a tier of its own.",
    "tiers.count.method=letters": (
        "The {count:count unit|units} have {tiers:count letter|letters}: two units without a letter in common are "
        "established to differ, "
        + _TOGETHER
        + "; a letter in common says that this is not established, not that the two "
        "are equal."
    ),
    "tiers.count.method=letters.one tiers.one count": "The only unit has a letter of its own.",
    "tiers.tier": "Tier {tier:integer} ({count:count unit|units}): {names:names}.",
    "tiers.tier.more": "Tier {tier:integer} ({count:count unit|units}) begins with {names:names}.",
    "tiers.letter": "Letter {letter:text} ({count:count unit|units}): {names:names}.",
    "tiers.letter.more": "Letter {letter:text} ({count:count unit|units}) begins with {names:names}.",
    "tiers.order": (
        "{separated:integer} of {pairs:count pair|pairs} stand in different tiers; of these {reversed:ratio} "
        "({reversed_share:percent}) are expected to stand in the wrong order, {discordance:percent} of all pairs "
        "(discordance rate). The expected correlation of the tiers with the true order is {kendall:ratio} (Kendall's tau)."
    ),
    "tiers.decision": (
        "These tiers are a decision under the stated weighing, not a finding: they do not establish that a unit just above a "
        "cut is better than one just below it; what is established is said by the rank intervals."
    ),
    "tiers.clusters": (
        "The order of {separated:integer} of {pairs:count pair|pairs} is established, that of the others, all within a "
        "tier, is not; " + _OPEN + ". Units of one tier are not thereby equal."
    ),
    "tiers.clusters.no smallest_detectable": "The order of every pair is established.",
    "tiers.letters": (
        "{separated:integer} of {pairs:count pair|pairs} are established to differ, the others are not; " + _OPEN + "."
    ),
    "tiers.letters.no smallest_detectable": "Every pair is established to differ.",
    "tiers.knife_edge": (
        "For {names:names} the order against some other unit is on a knife edge: a difference all but equals its critical value, and other random "
        "numbers or one more decimal could move a cut or a letter."
    ),
    "tiers.rough": (
        "The standard errors are taken as known, and rest on as few as {df:text} degrees of freedom; the probabilities "
        "behind the tiers are rough."
    ),
    "tiers.apart": "{name:name} is in no tier: {reason:reason}.",
    "reliability.whole.established": _WHOLE + "that it reaches the {wanted:ratio} wanted is established.",
    "reliability.whole.not established": (
        _WHOLE + "that it reaches the {wanted:ratio} wanted is not established: " + _NEEDED + "." + _TIERS
    ),
    "reliability.whole.not established.below": (
        _WHOLE
        + "that it reaches the {wanted:ratio} wanted is not established ("
        + _NEEDED
        + "), and that it stays below is established."
        + _TIERS
    ),
    "reliability.spread": (
        "The true scores are spread with a standard deviation of {tau:points} points ({level:percent0} interval "
        "{low high:interval})."
    ),
    "reliability.spread.zero tau": (
        "Beyond sampling error no spread of the true scores was found ({level:percent0} interval of their standard "
        "deviation {low high:interval} points)."
    ),
    "reliability.differ.established": _I2 + "established" + _Q + ".",
    "reliability.differ.not established": (
        _I2
        + "not established"
        + _Q
        + "; with true scores spread by a standard deviation of {detectable:points} points it would have been, on average."
    ),
    "reliability.order": (
        "With the true ranking this one is expected to correlate by {spearman:ratio} (Spearman; Kendall's tau "
        "{kendall:ratio}); a unit is typically {places:ratio} places off."
    ),
    "reliability.pairs": (
        "The order of {resolved:integer} of {pairs:count pair|pairs} ({share:percent}) is established, "
        + _TOGETHER
        + "; that of the others is not."
    ),
    "reliability.rough": (
        "The standard errors are taken as known, and rest on as few as {df:text} degrees of freedom; the interval of the "
        "reliability is too short."
    ),
    "reliability.apart": "{name:name} has no part in the reliability: {reason:reason}.",
}

HEADS = {
    "tier": "Tier",
    "letters": "Letters",
    "reliability_low": "Reliability, low end",
    "reliability_high": "Reliability, high end",
    "reliability_interval": "Interval of the reliability",
}

CAPTIONS = {
    "tiers": "Tiers",
    "reliability": "Reliability of the ranking",
}

PICTURES = {
    "tiers.axis": "Score (line: {level:percent0} interval)",
    "tiers.axis.method=posterior": "Dot and line: shrunk score, {level:percent0} interval; ring: direct score",
    "tiers.letters": "Letters",
    "tiers.tier": "Tier {tier:integer}",
    "tiers.alt": (
        "{count:count unit|units} in order of score in {tiers:count tier|tiers}, marked by bands; the first tier holds "
        "{first:count unit|units}, the last {last:integer}."
    ),
    "tiers.alt.one tiers": "{count:count unit|units} in order of score, all in one tier.",
    "tiers.alt.one tiers.method=letters": "{count:count unit|units} in order of score, all with the same letter.",
    "tiers.alt.method=letters": (
        "{count:count unit|units} in order of score with their letters, {tiers:integer} in all; units that share a letter "
        "are not established to differ."
    ),
    "reliability.axis": (
        "Reliability, {level:percent0} interval (dashed: {wanted:ratio} wanted, filled: established; dotted: whole ranking)"
    ),
    "reliability.alt": (
        "The reliability of the score of {count:count unit|units}, a dot with its interval as a line; {reached:integer} lie "
        "at or above {wanted:ratio}, and that of the whole ranking is {whole:ratio}."
    ),
}

TITLES = {
    "tiers": "Putting units into tiers",
    "reliability": "Reliability of the ranking",
}

METHODS = {
    "tiers": (
        Line(
            "Tiers follow the order of the shrunk scores m and are cut where the loss is smallest, p being the probability "
            "that one unit is truly above another (empirical-Bayes posterior, spread by Paule and Mandel's moments):",
            when=("method=posterior",),
            formula="tiers",
        ),
        Line(
            "Here c is {certainty:percent0}; the sum is over the pairs of which i is in the higher tier. The best cuts are "
            "found exactly, by dynamic programming.",
            when=("method=posterior",),
        ),
        Line(
            "A grouping in any other order could have a smaller loss, by at most {slack:percent} of that smaller loss.",
            when=("method=posterior", "slack"),
        ),
        Line(
            "The spread of the true scores is taken as known; where it rests on few units the expected share of wrong orders "
            "is too low.",
            when=("method=posterior",),
        ),
        Line(
            "The ranking is cut where every unit before is established to be better than every unit after, by the pairs that the "
            "rank intervals rest on, which hold together with {level:percent0} confidence.",
            when=("method=clusters",),
        ),
        Line(
            "Letters are made by inserting and absorbing, from the pairs that the rank intervals rest on, which hold together "
            "with {level:percent0} confidence.",
            when=("method=letters",),
        ),
        Line(
            "The critical values come from {draws:integer} draws (seed {seed:text}), step by step for the pairs not yet "
            "told apart.",
            when=("drawn",),
        ),
        Line(
            "Units with fewer than {fewest:integer} respondents ({too_few:integer}) are listed and take no part.",
            when=("too_few",),
        ),
        Line(
            "Where an estimate lies near an end of its scale, half an answer at each end is added when its spread is measured.",
            when=("widened",),
        ),
    ),
    "reliability": (
        Line(
            "The variance τ² of the true scores is where Q equals its expectation k − 1 (Paule and Mandel), its interval "
            "where Q passes the quantiles of χ² (Q-profile):",
            formula="q_spread",
        ),
        Line("The ranking's reliability, and with v of one unit the unit's own, is", formula="reliability"),
        Line(
            "The errors of the scores are correlated; Q uses their full covariance, and v is the part of an error that moves "
            "a unit against the others.",
            when=("not independent",),
        ),
        Line(
            "By convention a reliability of .7 is asked for to compare groups, .8 where something hangs on it, .9 to decide "
            "on a single unit."
        ),
        Line(
            "Units with fewer than {fewest:integer} respondents ({too_few:integer}) are listed and take no part.",
            when=("too_few",),
        ),
        Line(
            "Where an estimate lies near an end of its scale, half an answer at each end is added when its spread is measured.",
            when=("widened",),
        ),
    ),
}

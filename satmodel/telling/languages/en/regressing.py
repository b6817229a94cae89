"""Regression, case mix and shrinkage: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_LOST = "{n:count respondent|respondents} with every column; {lost:integer} more lack one"
_ALL = "all {n:count respondent|respondents}"
_COEFFICIENT = (
    "{term:name} has the coefficient {coefficient:number} ({level:percent0} interval {low high:numbers}, p {p:p}, "
    "{df:text} degrees of freedom), the other terms held"
)
_ODDS = (
    "{term:name} has the coefficient {coefficient:number} ({level:percent0} interval {low high:numbers}, p {p:p}, "
    "{df:text} degrees of freedom), the other terms held: one unit more goes with {odds:ratio} times the odds"
)
_COULD = "; this sample could have established {detectable:number}."

SENTENCES = {
    "regress.fit": "The terms account for {fitted:percent} of the variance of {outcome:name} (R²), from " + _LOST + ".",
    "regress.fit.zero lost": "The terms account for {fitted:percent} of the variance of {outcome:name} (R²), from "
    + _ALL
    + ".",
    "regress.fit.family=logit": "The odds of {answers:names} to {outcome:name} are described by the terms (McFadden's "
    "pseudo-R² {fitted:number}), from " + _LOST + ".",
    "regress.fit.family=logit.zero lost": "The odds of {answers:names} to {outcome:name} are described by the terms "
    "(McFadden's pseudo-R² {fitted:number}), from " + _ALL + ".",
    "regress.fit.family=ordinal": "The odds of a higher answer to {outcome:name} are described by the terms (McFadden's "
    "pseudo-R² {fitted:number}), from " + _LOST + ".",
    "regress.fit.family=ordinal.zero lost": "The odds of a higher answer to {outcome:name} are described by the terms "
    "(McFadden's pseudo-R² {fitted:number}), from " + _ALL + ".",
    "regress.fit.family=probit": "The answer to {outcome:name}, as levels of a normal scale, is described by the terms "
    "(McFadden's pseudo-R² {fitted:number}), from " + _LOST + ".",
    "regress.fit.family=probit.zero lost": "The answer to {outcome:name}, as levels of a normal scale, is described by "
    "the terms (McFadden's pseudo-R² {fitted:number}), from " + _ALL + ".",
    "regress.lost": (
        "{count:count respondent is|respondents are} left out for a missing value, most in {most_column:name} "
        "({most:integer})."
    ),
    "regress.term.established": _COEFFICIENT + ": the association is established.",
    "regress.term.not established": _COEFFICIENT + ": an association is not established" + _COULD,
    "regress.term.established.family=logit": _ODDS + " of these answers; the association is established.",
    "regress.term.not established.family=logit": (
        _ODDS + " of these answers; an association is not established" + _COULD
    ),
    "regress.term.established.family=ordinal": _ODDS + " of a higher answer; the association is established.",
    "regress.term.not established.family=ordinal": (
        _ODDS + " of a higher answer; an association is not established" + _COULD
    ),
    "regress.apart": "{term:name} has no coefficient of its own: {reason:reason}.",
    "regress.few": (
        "The fewest degrees of freedom of a coefficient are {df:text}; below four its interval and p are only rough."
    ),
    "regress.not_causal": (
        "These are associations with {outcome:name}, each with the other terms held; they do not say that changing a "
        "term would change the outcome."
    ),
    "case_mix.fit": (
        "{count:count score|scores} adjusted for {covariates:names}: what each unit would score if all had the "
        "respondents of the whole ({n:count respondent|respondents})."
    ),
    "case_mix.lost": (
        "{count:count respondent lacks a covariate and is|respondents lack a covariate and are} left out of both "
        "scores, the highest share in {name:name} ({share:percent})."
    ),
    "case_mix.largest": (
        "The adjustment moves {name:name} most, from {raw:points} to {adjusted:points} points, by {gap:signed} "
        "({level:percent0} interval {low high:interval})."
    ),
    "case_mix.ranks": "{changed:integer} of {count:integer} ranks change by the adjustment: {names:names}.",
    "case_mix.ranks.zero changed": "The adjustment changes no rank, of {count:integer}.",
    "case_mix.apart": "{name:name} has no adjusted score: {reason:reason}.",
    "shrink.spread": (
        "Beyond what is known by {covariates:names}, the true scores of the {count:integer} units are spread with a "
        "standard deviation of {tau:points} points ({level:percent0} interval {low high:interval})."
    ),
    "shrink.spread.no covariates": (
        "The true scores of the {count:integer} units are spread with a standard deviation of {tau:points} points "
        "({level:percent0} interval {low high:interval})."
    ),
    "shrink.spread.zero tau": (
        "Beyond sampling error and what is known by {covariates:names}, no spread of the {count:integer} true scores was "
        "found ({level:percent0} interval of their standard deviation {low high:interval} points)."
    ),
    "shrink.spread.zero tau.no covariates": (
        "Beyond sampling error no spread of the {count:integer} units' true scores was found ({level:percent0} interval "
        "of their standard deviation {low high:interval} points); the shrunk scores are all alike."
    ),
    "shrink.reliability": (
        "The ranking repeats with reliability {reliability:ratio} ({level:percent0} interval {low high:ratios}): the "
        "correlation to expect with the scores of a second sample of the same sizes."
    ),
    "shrink.moved": (
        "{name:name} is moved most, from {estimate:points} (rank {rank:integer}) to {shrunk:points} points (rank "
        "{rank_shrunk:integer}); the reliability of its own score is {reliability:ratio}."
    ),
    "shrink.rough": (
        "The standard errors are taken as known, and rest on as few as {df:text} degrees of freedom; where they are few, "
        "a score is shrunk by a rough amount."
    ),
    "shrink.planning": (
        "Shrunk scores are for planning and for estimating; ranks and verdicts are made from the direct scores."
    ),
    "shrink.apart": "{name:name} is not shrunk: {reason:reason}.",
    "shrink_rates.spread": (
        "The true rates of the {count:integer} units lie around {mean:percent} with a standard deviation of {spread:pp} "
        "percentage points ({level:percent0} interval {low high:pps})."
    ),
    "shrink_rates.spread.zero spread": (
        "The rates of the {count:integer} units differ no more than chance alone would make them; the shrunk rates are "
        "all {mean:percent} (standard deviation of the true rates, {level:percent0} interval: {low high:pps} percentage "
        "points, estimated {spread:pp})."
    ),
    "shrink_rates.reliability": (
        "The ranking repeats with reliability {reliability:ratio} ({level:percent0} interval {low high:ratios}): the "
        "correlation to expect with the rates of a second sample of the same sizes."
    ),
    "shrink_rates.moved": (
        "{name:name} is moved most, from {direct_rate:percent} of {n:integer} (rank {rank:integer}) to "
        "{shrunk_rate:percent} (rank {rank_shrunk:integer}); the reliability of its own rate is {reliability:ratio}."
    ),
    "shrink_rates.planning": (
        "Shrunk rates are for planning and for estimating; ranks and verdicts are made from the direct rates."
    ),
    "shrink_rates.apart": "{name:name} is not shrunk: {reason:reason}.",
}

HEADS = {
    "term": "Term",
    "raw": "Raw score",
    "raw_se": "Raw score, SE",
    "adjusted": "Adjusted score",
    "adjusted_se": "Adjusted score, SE",
    "rank_adjusted": "Adjusted rank",
    "shrunk": "Shrunk score",
    "shrunk_se": "Shrunk score, SE",
    "reliability": "Reliability",
    "rank_shrunk": "Shrunk rank",
    "direct_rate": "Direct rate",
    "shrunk_rate": "Shrunk rate",
    "shrunk_rate_se": "Shrunk rate, SE",
}

REASONS = {
    "term_constant": "it is the same for everyone who has every column",
    "term_collinear": "it follows from the terms before it",
    "level_lost": "nobody with this level has every column",
}

TERMS = {
    "name.constant": "constant",
    "name.raw": "raw",
    "name.adjusted": "adjusted",
}

CAPTIONS = {
    "adjusted": "Scores adjusted for case mix, with intervals",
    "case_mix": "Raw and adjusted scores",
    "regress": "Coefficients of the regression",
    "shrink": "Direct and shrunk scores",
    "shrink_rates": "Direct and shrunk rates",
}

PICTURES = {
    "intervals.axis.of=coefficient": "Coefficient (the line is its {level:percent0} interval)",
    "intervals.axis.of=shrunk": "Shrunk score (the line is its {level:percent0} interval)",
    "intervals.axis.of=shrunk_rate": "Shrunk rate, % (the line is its {level:percent0} interval)",
    "intervals.alt.of=coefficient": (
        "{count:integer} coefficients with their intervals, a dot and a line each; the highest is {highest:name} "
        "({highest_value:number}), the lowest {lowest:name} ({lowest_value:number})."
    ),
    "intervals.alt.of=shrunk": (
        "{count:integer} shrunk scores with their intervals, a dot and a line each; the highest is {highest:name} "
        "({highest_value:points}), the lowest {lowest:name} ({lowest_value:points})."
    ),
    "intervals.alt.of=shrunk_rate": (
        "{count:integer} shrunk rates in percent with their intervals, a dot and a line each; the highest is "
        "{highest:name} ({highest_value:points}), the lowest {lowest:name} ({lowest_value:points})."
    ),
    "change.axis.of=adjusted": "Score: hollow is raw, filled is adjusted",
    "change.value.of=adjusted": "Adjustment and interval",
    "change.note.of=adjusted": "A solid line: the adjustment is {yes:verdict}; a dashed one: {no:verdict}",
    "change.alt.of=adjusted": (
        "{count:integer} raw and adjusted scores, a hollow dot raw and a filled one adjusted; {risen:integer} moved up "
        "({yes:verdict}), {fallen:integer} moved down ({yes:verdict}), {unsettled:integer} {no:verdict}."
    ),
}

TITLES = {
    "adjusted": "Adjusting for case mix",
    "case_mix": "Raw and adjusted scores",
    "regress": "Regression",
    "shrink": "Shrinking the scores of small units",
    "shrink_rates": "Shrinking the rates of small units",
}

METHODS = {
    "adjusted": (
        Line(
            "Adjusted scores say what each unit would score if all had the respondents of the whole. The slopes b of the "
            "covariates come from a regression with an effect for every unit; the unit's mean is then taken to the mix "
            "of all:",
            formula="adjusted",
        ),
        Line(
            "{lost:integer} respondents without a covariate are left out of it, and are counted by unit.",
            when=("lost",),
        ),
        Line(
            "Standard errors follow the sampling design; the errors of the slopes and of the mix are part of them. A "
            "covariate is taken to go with the score in the same way in every unit."
        ),
    ),
    "case_mix": (
        Line(
            "Raw and adjusted scores rest on the same respondents, so that they differ by the adjustment alone; the "
            "interval of the difference holds on its own with {level:percent0} confidence."
        ),
    ),
    "regress": (
        Line("The coefficients for {outcome:name} are those of a weighted linear regression.", when=("family=linear",)),
        Line(
            "The coefficients for {outcome:name} are those of a weighted logistic regression.", when=("family=logit",)
        ),
        Line(
            "The coefficients for {outcome:name} are those of a weighted ordered logistic regression.",
            when=("family=ordinal",),
        ),
        Line(
            "The coefficients for {outcome:name} are those of a weighted ordered probit regression.",
            when=("family=probit",),
        ),
        Line(
            "Standard errors follow the sampling design, from the respondents' scores s added up within clusters:",
            when=("covariance=design",),
            formula="estimating",
        ),
        Line(
            "Standard errors allow for {clusters:integer} clusters, corrected for their small number (CR2), with "
            "Satterthwaite's degrees of freedom for each coefficient; strata play no part in them:",
            when=("covariance=cr2",),
            formula="cr2",
        ),
        Line(
            "For {outcome:name}, {n:integer} respondents have every column; {lost:integer} more lack one and are left "
            "out.",
            when=("lost",),
        ),
        Line("For {outcome:name}, all {n:integer} respondents have every column.", when=("not lost",)),
    ),
    "shrink": (
        Line(
            "A score that rests on few answers is drawn towards the mean of all units:",
            when=("not covariates",),
            formula="shrunk",
        ),
        Line(
            "A score that rests on few answers is drawn towards what the covariates of the units say:",
            when=("covariates",),
            formula="shrunk",
        ),
        Line(
            "The variance τ² of the true scores is estimated by Paule and Mandel's moments, its interval by the "
            "Q-profile.",
            when=("method=normal",),
        ),
        Line(
            "The variance τ² of the true scores is estimated by restricted likelihood (Fay and Herriot's model), its "
            "interval by the Q-profile.",
            when=("method=fay_herriot",),
        ),
        Line(
            "The scores are correlated; their full covariance takes the place of the variances v.",
            when=("not independent",),
        ),
        Line(
            "The shrunk scores' errors hold those of b and of τ². The ranking's reliability is", formula="reliability"
        ),
        Line("Shrunk scores are used for planning and estimating only; ranks and verdicts come from direct scores."),
    ),
    "shrink_rates": (
        Line(
            "A rate that rests on few answers is drawn towards the rate of all units, the true rates being spread like a "
            "beta distribution fitted by maximum likelihood:",
            formula="shrunk_rate",
        ),
        Line(
            "The counts are those of the effective number of answers, by which the sampling design enters.",
            when=("effective",),
        ),
        Line("Shrunk rates are used for planning and estimating only; ranks and verdicts come from direct rates."),
    ),
}

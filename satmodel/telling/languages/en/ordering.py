"""Outcomes of few levels: the latent scale and the test of parallel lines; every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_LEVELS = "{outcome:name} is taken as {count:integer} levels in their order, cut from a latent scale whose error is "
_EXPLAINED = (
    "; how far the levels lie apart plays no part, and what is explained is the variance of that scale (McKelvey and "
    "Zavoina's R²), not of the points. The rarest level, {rarest:points} points, was given by "
    "{rarest_n:count respondent|respondents} of {n:integer}."
)
_TEST = "(F {f:ratio} with {q:integer} and {rest:text} degrees of freedom, p {p:p})"
_OVERALL = (
    "The slopes of {term:name} differ by {gap:number} between cut points of {outcome:name}, the most of all terms for "
    "their standard error; all slopes are tested together " + _TEST + ": "
)
_MOST = (
    "The slopes of {term:name} differ by {gap:number} between cut points of {outcome:name}, the most of all terms for "
    "their standard error; "
)
_EXACT = (
    "The slopes of {term:name} differ by {gap:number} between cut points of {outcome:name}; every cluster of the "
    "population is in the sample, so no error of sampling is left: "
)
_SINGULAR = (
    _MOST + "some of the {q:integer} differences of slopes vary together without error from cluster to cluster: "
)
_ALONE = (
    "The slope of {term:name} is {smallest:number} at {smallest_at:text} and {largest:number} at {largest_at:text}, "
    "{gap:number} apart; "
)
_TERM = (
    "The slope of {term:name} is {smallest:number} at {smallest_at:text} and {largest:number} at {largest_at:text}, "
    "{gap:number} apart (F {f:ratio} with {q:integer} and {rest:text} degrees of freedom, adjusted p {p:p}): "
)

SENTENCES = {
    "ordinal.levels": _LEVELS + "logistic (proportional odds)" + _EXPLAINED,
    "ordinal.levels.link=probit": _LEVELS + "normal (probit)" + _EXPLAINED,
    "ordinal.fewer": (
        "In {count:integer} of {replicates:integer} replicates nobody gave one of the levels of {outcome:name}; they were "
        "fitted with the levels that were left."
    ),
    "ordinal.separated": (
        "In {count:integer} of {replicates:integer} replicates the terms told the levels of {outcome:name} apart without "
        "error; they are left out, so the upper ends of the intervals may be too low."
    ),
    "ordinal.lines": (
        "Whether the slopes are the same at every cut point of {outcome:name} could not be tested: at some cut point the "
        "terms tell the answers apart without error, or there are too few respondents or clusters."
    ),
    "parallel_lines.overall.established": (
        _OVERALL
        + "that slopes differ is established, and parallel lines are contradicted. Read the slopes at each cut "
        "point beside the common ones."
    ),
    "parallel_lines.overall.not established": (
        _OVERALL
        + "that slopes differ is not established, and parallel lines are not contradicted; this sample could have "
        "established {detectable:number} here."
    ),
    "parallel_lines.overall.not comparable": (
        "The slopes of {term:name} differ by {gap:number} between cut points of {outcome:name}, the most of all terms for "
        "their standard error; {df:text} degrees of freedom are too few to test {q:integer} differences of slopes together: whether all "
        "lines are parallel is not comparable."
    ),
    "parallel_lines.overall.not comparable.cause=exact": _EXACT
    + "whether all lines are parallel is not comparable by a test.",
    "parallel_lines.overall.not comparable.cause=singular": _SINGULAR
    + "whether all lines are parallel is not comparable.",
    "parallel_lines.term.established": (
        _TERM + "that it differs between cut points is established; parallel lines are contradicted for it."
    ),
    "parallel_lines.term.not established": (
        _TERM + "that it differs between cut points is not established; this sample could have established "
        "{detectable:number}."
    ),
    "parallel_lines.term.not comparable": (
        "The slope of {term:name} is {smallest:number} at {smallest_at:text} and {largest:number} at {largest_at:text}, "
        "{gap:number} apart; there are too few degrees of freedom to test its {q:integer} differences: whether it differs "
        "between cut points is not comparable."
    ),
    "parallel_lines.term.not comparable.cause=exact": _ALONE
    + "every cluster of the population is in the sample, so no error of sampling is left: whether it differs between "
    "cut points is not comparable by a test.",
    "parallel_lines.term.not comparable.cause=singular": _ALONE
    + "its slopes vary together without error from cluster to cluster: whether it differs between cut points is not "
    "comparable.",
    "parallel_lines.apart": "{term:name} has no slope of its own: {reason:reason}.",
    "parallel_lines.lost": (
        "The lines rest on {n:count respondent|respondents} with every column; {lost:integer} more lack one and are left "
        "out."
    ),
}

HEADS = {
    "smallest": "Smallest slope",
    "smallest_at": "At cut point",
    "largest": "Largest slope",
    "largest_at": "At the cut point",
    "slope_gap": "Difference of slopes",
    "slope_gap_se": "Difference, SE",
    "slope_detectable": "Detectable difference",
    "f": "F",
    "q": "Differences tested",
    "rest_df": "Denominator df",
    "cut_point": "Cut point",
}

CAPTIONS = {
    "parallel_lines": "Slopes at each cut point",
}

TITLES = {
    "ordinal": "An outcome of few levels",
    "parallel_lines": "Parallel lines",
}

METHODS = {
    "ordinal": (
        Line(
            "The {count:integer} levels of {outcome:name} are taken in their order, as cut from a latent scale y* that "
            "nobody sees; how many points each is given plays no part. A weighted ordered logistic regression gives the "
            "slopes b, and R² is the part of the variance of y* that they explain:",
            when=("link=logit",),
            formula="latent",
        ),
        Line(
            "The {count:integer} levels of {outcome:name} are taken in their order, as cut from a latent scale y* that "
            "nobody sees; how many points each is given plays no part. A weighted ordered probit regression gives the "
            "slopes b, and R² is the part of the variance of y* that they explain:",
            when=("link=probit",),
            formula="latent",
        ),
        Line(
            "The R² of some of the items is that of the best prediction of y* from them, so that all have one scale. The "
            "whole regression is fitted again in each of the {replicates:integer} replicates."
        ),
        Line(
            "In {replicates_fewer_levels:integer} replicates a level was not drawn; they are fitted with those left.",
            when=("replicates_fewer_levels",),
        ),
        Line(
            "{replicates_separated:integer} replicates in which the terms tell the levels apart are left out.",
            when=("replicates_separated",),
        ),
    ),
    "parallel_lines": (
        Line(
            "An ordered regression takes each term's slope as the same at every cut point of {outcome:name}. At each cut "
            "point a logistic regression of the levels above it was fitted, and the differences d of the slopes were "
            "tested with the sampling design's covariance of all slopes together:",
            formula="parallel_lines",
        ),
        Line(
            "The degrees of freedom ν are those of the clusters and strata less the coefficients ({df:text}); of single "
            "terms p is adjusted for their number (Holm). Slopes that are not established to differ need not be the same."
        ),
        Line(
            "For {outcome:name}, {n:integer} respondents have every column; {lost:integer} more lack one and are left "
            "out.",
            when=("lost",),
        ),
    ),
}

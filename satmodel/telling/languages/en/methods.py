"""The sentences of the methods section: several for each method, chosen by its settings."""

from __future__ import annotations

from satmodel.telling.lines import Line

TITLES = {
    "read": "Reading and scoring",
    "means": "Scores and standard errors",
    "published": "Standard errors where only published figures are known",
    "average": "The composite",
    "combine": "Linear combinations",
    "ranks": "Rank intervals",
    "gaps": "Judging a gap",
    "contributions": "Contributions",
    "drivers": "How the items go with the overall rating",
    "count_change": "Comparing two counts",
}

METHODS = {
    "read": (
        Line(
            "Answers become points by the scoring table. Answers without an opinion and blanks are not zero points and "
            "do not enter the mean; their share is listed apart."
        ),
        Line(
            "Title rows, notes, totals and void interviews were recognised by row and are listed below; they take no "
            "part in the computation and nothing was deleted."
        ),
    ),
    "means": (
        Line("A score is the weighted mean of the respondents' points:", when=("weighted",), formula="mean"),
        Line(
            "A score is the mean of the respondents' points, all weights equal:", when=("not weighted",), formula="mean"
        ),
        Line(
            "Standard errors follow the sampling design by Taylor linearisation: each respondent's influence is",
            formula="influence",
        ),
        Line(
            "which is added up to T within {clusters:integer} clusters in {strata:integer} strata; the differences between "
            "clusters give the covariance of all scores:",
            when=("clustered", "stratified"),
            formula="taylor",
        ),
        Line(
            "which is added up to T within {clusters:integer} clusters; the differences between clusters give the "
            "covariance of all scores:",
            when=("clustered", "not stratified"),
            formula="taylor",
        ),
        Line(
            "and, each respondent being a cluster of one within {strata:integer} strata, the covariance of all scores is",
            when=("not clustered", "stratified"),
            formula="taylor",
        ),
        Line(
            "and, each respondent being a cluster of one, the covariance of all scores is",
            when=("not clustered", "not stratified"),
            formula="taylor",
        ),
        Line(
            "The sampling fraction f uses the numbers of clusters in the population that were given.", when=("finite",)
        ),
        Line(
            "The numbers of clusters in the population were not given; f is taken as 0, which makes the standard errors a "
            "little too large.",
            when=("not finite",),
        ),
        Line(
            "{lonely_strata:integer} strata have a single cluster, which counts with its squared distance from the mean of "
            "all clusters.",
            when=("lonely_strata",),
        ),
        Line(
            "The same people answered all items, so the items' errors are correlated; the standard errors of composites, "
            "gaps and changes all come from this one covariance."
        ),
        Line(
            "The degrees of freedom are the clusters minus the strata in which a unit has respondents; independent parts "
            "are joined by",
            formula="satterthwaite",
        ),
    ),
    "published": (
        Line("From a standard deviation, the standard error is", when=("basis=sd",), formula="sd"),
        Line(
            "The source gives no standard deviations. The standard error is the largest that a scoring range of "
            "{limits:text} points allows for a sample of people drawn one by one (M and L are its upper and lower ends):",
            when=("basis=limits",),
            formula="bound",
        ),
        Line(
            "The source gives some standard deviations only; where one is missing, the largest that a scoring range of "
            "{limits:text} points allows is taken:",
            when=("basis=both",),
            formula="bound",
        ),
        Line("The standard deviation of {sd:text} points is an assumption, not a published figure.", when=("sd",)),
        Line(
            "The sample size of {n:integer} behind each score is an assumption, not a published figure.",
            when=("n_assumed",),
        ),
        Line(
            "The correlation of {correlation:ratio} between the item scores of a unit is an assumption.",
            when=("correlation",),
        ),
    ),
    "average": (
        Line("The composite is the mean of the item scores:", when=("over=item", "equal"), formula="composite"),
        Line(
            "The composite is the weighted mean of the item scores, with weights {weights:text}:",
            when=("over=item", "not equal"),
            formula="composite",
        ),
        Line("The overall score is the mean of the units' scores.", when=("over=unit", "equal")),
        Line(
            "The overall score is the weighted mean of the units' scores, with weights {weights:text}.",
            when=("over=unit", "not equal"),
        ),
    ),
    "combine": (Line("The weights of the linear combination are {weights:text}."),),
    "ranks": (
        Line(
            "Ranks come from scores, scores carry sampling error, and so ranks have intervals. A unit's rank interval "
            "counts the units established to be above it and below it:",
            when=("not joint",),
            formula="rank_set",
        ),
        Line(
            "Ranks come from scores, scores carry sampling error, and so ranks have intervals. A unit's rank interval "
            "counts the units whose own interval lies wholly above its interval, and wholly below it:",
            when=("joint",),
            formula="joint_rank_set",
        ),
        Line(
            "Here c = {critical:number} widens the intervals of all {count:integer} scores until they hold together with at "
            "least {level:percent0} confidence, and the rank intervals with them; pairs are separated more strictly than if "
            "their differences were looked at.",
            when=("joint",),
        ),
        Line(
            "With few degrees of freedom each score's interval uses its own t distribution instead of c.",
            when=("joint", "df"),
        ),
        Line(
            "Here c is the critical value {critical:number}, at which the intervals of all {count:integer} units hold "
            "together with {level:percent0} confidence; it comes from {draws:integer} draws (seed {seed:text}) and is "
            "tightened step by step for pairs not yet told apart.",
            when=("kind=simultaneous", "method=stepdown"),
        ),
        Line(
            "Here c = {critical:number} comes from the studentised range, at which the intervals of all {count:integer} "
            "units hold together with {level:percent0} confidence.",
            when=("kind=simultaneous", "method=tukey"),
        ),
        Line(
            "Here c = {critical:number} is Bonferroni's bound, tightened step by step for pairs not yet told apart, at which "
            "the intervals of all {count:integer} units hold together with at least {level:percent0} confidence; the "
            "covariance rests on too few degrees of freedom to draw from.",
            when=("kind=simultaneous", "method=bonferroni"),
        ),
        Line(
            "Each unit's rank interval holds on its own with {level:percent0} confidence; two units' intervals must not be "
            "read together.",
            when=("kind=marginal",),
        ),
        Line(
            "The critical values, {critical:number} at most, are computed by quadrature, without random numbers, and are "
            "tightened step by step for pairs not yet told apart.",
            when=("kind=marginal", "method=stepdown", "not draws"),
        ),
        Line(
            "The critical values, {critical:number} at most, come from {draws:integer} draws (seed {seed:text}), since the "
            "scores are correlated, and are tightened step by step for pairs not yet told apart.",
            when=("kind=marginal", "method=stepdown", "draws"),
        ),
        Line(
            "The critical values, {critical:number} at most, are Bonferroni's bounds, tightened step by step for pairs not "
            "yet told apart; the covariance rests on too few degrees of freedom to draw from.",
            when=("kind=marginal", "method=bonferroni"),
        ),
        Line(
            "Where the degrees of freedom are finite, each pair's statistic is brought to the normal scale by its own "
            "degrees of freedom before it is compared with the critical value.",
            when=("df",),
        ),
        Line("Only gaps established to exceed {margin:points} points count as above or below.", when=("margin",)),
        Line(
            "Units with fewer than {fewest:integer} respondents ({too_few:integer}) are listed and not ranked.",
            when=("too_few",),
        ),
        Line(
            "Where an estimate lies near an end of its scale, half an answer at each end is added when its spread is "
            "measured (a and b are its distances from the ends):",
            when=("widened",),
            formula="half_answers",
        ),
    ),
    "count_change": (
        Line(
            "The ratio of two counts and its interval are as follows; the verdict uses the exact binomial test given the "
            "sum of the counts.",
            formula="ratio",
        ),
    ),
}

"""Weighting to margins, trimming and replicate weights: sentences, heads, reasons, the methods section."""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "weighting.range": (
        "The weights of {respondents:integer} respondents run from {smallest:number} to {largest:number}, "
        "{times:ratio} times as much; their inequality multiplies the variance of a mean by about {deff:ratio}, as if "
        "there were {effective_n:integer} respondents with equal weights."
    ),
    "weighting.shift": (
        "The share that moved most is that of {category:name} ({variable:name}) in {unit:name}, from "
        "{base_share:percent} to {weighted_share:percent}."
    ),
    "weighting.shift.no unit": (
        "The share that moved most is that of {category:name} ({variable:name}), from {base_share:percent} to "
        "{weighted_share:percent}."
    ),
    "weighting.trimmed": (
        "{trimmed:count weight was|weights were} moved to the ends of the range allowed, {low:number} and {high:number}."
    ),
    "weighting.trimmed.no low": "{trimmed:count weight was|weights were} cut to the largest allowed, {high:number}.",
    "weighting.trimmed.no high": "{trimmed:count weight was|weights were} raised to the smallest allowed, {low:number}.",
}

HEADS = {
    "variable": "Variable",
    "base_share": "Share before weighting",
    "population_share": "Share in the population",
    "weighted_share": "Share after weighting",
}

REASONS = {
    "fixed_by_weights": "the weighting has fixed it, so that it carries no sampling error",
    "empty_replicate": "in some replicates nobody is left of it",
}

TERMS = {
    "role.people": "people",
    "role.margin variable": "variable of the margins",
    "role.margin category": "category of the margins",
    "role.replicate": "replicate weight",
}

CAPTIONS = {
    "rake": "Rows read, weighted by raking",
    "post_stratify": "Rows read, weighted by post-stratification",
    "trim": "Rows read, weights trimmed",
    "weighting": "Weighting: margins before and after",
    "replicate_means": "Scores and intervals from replicate weights",
}

TITLES = {
    "rake": "Weighting by raking",
    "post_stratify": "Weighting by post-stratification",
    "trim": "Trimming of weights",
    "replicates": "Replicate weights",
    "replicate_means": "Standard errors from replicate weights",
}

_WITHIN = (
    Line("Every unit was fitted to its own margins.", when=("within=unit",)),
    Line("The margins are those of all units together.", when=("not within",)),
)
_BASE = (
    Line("The weights of the file are the base weights.", when=("base_weighted",)),
    Line("Before, all respondents had equal weights.", when=("not base_weighted",)),
)
_RANGE = (
    Line(
        "The weights sum to {population:integer} people and run from {smallest:number} to {largest:number}; their "
        "inequality multiplies the variance of a mean by about {weight_deff:ratio} (Kish):",
        formula="kish",
    ),
    Line(
        "Scores are those of the population if, within each category, those who answered are like those who did not. The "
        "standard errors know that the margins are fixed: what they explain of a respondent's influence u, by regression "
        "with the base weights d, is taken away before it is added up,",
        formula="calibrated",
    ),
    Line("Scheme of weighting: {scheme:text}."),
)

METHODS = {
    "rake": (
        Line(
            "The weights were fitted to the population's margins of {variables:names} by raking: multiplied variable by "
            "variable so that each margin is met, until all are met to a relative {tolerance:text} "
            "({passes:count pass|passes}):",
            formula="raking",
        ),
        *_WITHIN,
        *_BASE,
        *_RANGE,
    ),
    "post_stratify": (
        Line(
            "The weights were fitted to the population's numbers by {variables:names} (post-stratification):",
            formula="raking",
        ),
        *_WITHIN,
        *_BASE,
        *_RANGE,
    ),
    "trim": (
        Line("No weight is below {low:number}.", when=("low", "not ratio")),
        Line("No weight is above {high:number}.", when=("high", "not ratio")),
        Line(
            "Weights were kept between {low:number} and {high:number}: the median weight divided by {ratio:text} and "
            "multiplied by it.",
            when=("ratio",),
        ),
        Line(
            "{trimmed:count weight was|weights were} moved to an end of that range; trimming and fitting to the margins were "
            "repeated in turn until both held. The standard errors are those of fitted weights, computed with the trimmed "
            "ones.",
            when=("fitted",),
        ),
        Line(
            "{trimmed:count weight was|weights were} moved to an end of that range; what was cut off was given in equal parts "
            "to the others. The standard errors take the trimmed weights as given.",
            when=("not fitted",),
        ),
        Line("A bias that trimming brings is in no standard error. Scheme of weighting: {scheme:text}."),
    ),
    "replicates": (
        Line(
            "{count:integer} sets of replicate weights came with the file ({kind:text}).",
            when=("supplied",),
        ),
        Line(
            "{count:integer} sets of replicate weights were made from {clusters:integer} clusters in "
            "{strata:integer} strata.",
            when=("not supplied",),
        ),
        Line("Each cluster was left out in turn, the others standing for it.", when=("kind=jk1", "not supplied")),
        Line(
            "Each cluster was left out in turn, the others of its stratum standing for it.",
            when=("kind=jkn", "not supplied"),
        ),
        Line(
            "In each, one of the two clusters of every stratum counts twice and the other not at all, in full balance.",
            when=("kind=brr", "not supplied"),
        ),
        Line(
            "In each, one of the two clusters of every stratum counts more and the other {rho:ratio} of its weight, in full "
            "balance (Fay).",
            when=("kind=fay", "not supplied"),
        ),
        Line(
            "In each, the clusters of every stratum, one fewer than there are, were drawn again with replacement and their "
            "weights rescaled (bootstrap of Rao and Wu; seed {seed:text}).",
            when=("kind=bootstrap", "not supplied"),
        ),
        Line("Every replicate was fitted to the population's margins again.", when=("refitted",)),
        Line("The population sizes given enter the scales.", when=("finite",)),
        Line(
            "Half samples take no account of the population sizes given, which makes the standard errors a little too large.",
            when=("finite_dropped",),
        ),
    ),
    "replicate_means": (
        Line(
            "All scores were computed under each set of weights; their distances from the mean of all sets give the "
            "covariance:",
            when=("centre=replicates",),
            formula="replicate",
        ),
        Line(
            "All scores were computed under each set of weights; their distances from the full sample's scores give the "
            "covariance:",
            when=("centre=estimate",),
            formula="replicate",
        ),
        Line(
            "The same people answered all items, so the items' errors are correlated; the standard errors of composites, "
            "gaps and changes all come from this one covariance."
        ),
        Line(
            "The degrees of freedom are the clusters minus the strata in which a unit has respondents; independent parts "
            "are joined by",
            when=("not supplied",),
            formula="satterthwaite",
        ),
        Line(
            "The degrees of freedom are the rank of a unit's replicate weights less one; independent parts are joined by",
            when=("supplied",),
            formula="satterthwaite",
        ),
    ),
}

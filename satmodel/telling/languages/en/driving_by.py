"""What is said of drivers level by level."""

from satmodel.telling.languages.en.driving import MEASURED
from satmodel.telling.lines import Line

SENTENCES = {
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
    "drivers_by.level+lost": "{lost:count respondent was|respondents were} left out there for a missing answer.",
    "drivers_by.level+lost.zero lost": "",
    "drivers_by.level+lost.no lost": "",
    "drivers_by.firsts.same": "In all {count:integer} levels of {by:name} the first item is {names:names}.",
    "drivers_by.firsts.not same": (
        "In the {count:integer} levels of {by:name} the first item is not always the same: {names:names}."
    ),
    "drivers_by.held": (
        "Held in every level: {names:names}. What the items explain, and are credited with, is what they add beyond them."
    ),
    "drivers_by.latent": "What is explained is the variance of the scale behind {outcome:name}, not of its points.",
    "drivers_by.few_clusters": (
        "In {names:names} there are fewer than {fewest:integer} degrees of freedom between clusters (at the least "
        "{df:integer}): intervals are rough there."
    ),
    "drivers_by.rough": (
        "In {names:names} there are fewer than {fewest:integer} respondents for each item: the interval of R² holds less "
        "often there than it says."
    ),
    "drivers_by.lonely_strata": (
        "In {names:names} a stratum has a single cluster, which the replicates do not vary: the intervals may be too narrow "
        "there."
    ),
    "drivers_by.apart": "{name:name} is left apart ({n:count complete answer|complete answers}): {reason:reason}.",
    "drivers_by.without_level": "{count:count respondent has|respondents have} nothing in {by:name} and take no part.",
    "drivers_by.not_compared": (
        "Each level stands for itself: whether the levels of {by:name} differ is not judged here. These are associations "
        "with {outcome:name}, not causal effects."
    ),
}

TERMS = {"name.unit": "unit"}

CAPTIONS = {"drivers_by": "Relative importance of the items by level"}

TITLES = {"drivers_by": "How the items go with the overall rating, by level"}

REASONS = {
    "few_answers": (
        "fewer than 30 respondents answered every question, or there are too few clusters for so many items"
    ),
    "nothing_explained": "the items explain nothing there, or nothing beyond what is held",
    "same_outcome": "everyone there gave the outcome the same answer",
    "fitted": "there the items give the outcome exactly, or up to rounding, so that a regression would only return the weights",
    "not_measurable": (
        "importance cannot be measured there: the answers vary in too few resamples, or the levels of the outcome can be told "
        "apart without error, or an item has no coefficient of its own"
    ),
}

PICTURES = {
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
}

_BY = (
    "How the items go with {outcome:name} was found for each level of {by:name} on its own; levels with fewer than 30 "
    "complete answers are left apart. Intervals come from {replicates:integer} resamples that follow the sampling design "
    "(Rao-Wu, seed {seed:text})."
)

METHODS = {"drivers_by": (Line(_BY), *MEASURED)}

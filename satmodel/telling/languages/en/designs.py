"""Sampling designs and what rests on them: two stages, totals, ratios, design effects, averages, large files."""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "estimates.range.of=totals": (
        "Of {count:integer} totals the largest is that of {highest:name} with {highest_estimate:points}, the smallest that "
        "of {lowest:name} with {lowest_estimate:points}; the {level:percent0} intervals reach {half_low half_high:span} to "
        "either side."
    ),
    "estimates.range.of=totals.one count": (
        "The total of {highest:name} is {highest_estimate:points}; "
        "the {level:percent0} interval reaches {half_low:points} to either side."
    ),
    "estimates.range.of=ratio": (
        "Of {count:integer} ratios the largest is {highest:name} with {highest_estimate:number}, the smallest {lowest:name} "
        "with {lowest_estimate:number}; the {level:percent0} intervals reach {half_low:number} to {half_high:number} to "
        "either side."
    ),
    "estimates.range.of=ratio.one count": (
        "The ratio {highest:name} is {highest_estimate:number}; "
        "the {level:percent0} interval reaches {half_low:number} to either side."
    ),
    "design_effect.range": (
        "Against a simple random sample of as many respondents the variance of {count:integer} means is multiplied by "
        "{deff_low:ratio} ({lowest:name}) to {deff_high:ratio} ({highest:name}); the {n:integer} respondents of "
        "{highest:name} are worth {n_effective:integer}."
    ),
    "design_effect.range.one count": (
        "Against a simple random sample of as many respondents the variance of {highest:name} is multiplied by "
        "{deff_high:ratio}; its {n:integer} respondents are worth {n_effective:integer}."
    ),
    "design_effect.df": (
        "The fewest degrees of freedom are {df_low:integer}, those of {fewest:name}, from {clusters:integer} clusters in "
        "{strata:count stratum|strata}; the most are {df_high:integer}."
    ),
    "design_effect.df.not clustered": (
        "Respondents were drawn one by one; the fewest degrees of freedom are {df_low:integer}, those of {fewest:name}, "
        "the most {df_high:integer}."
    ),
    "design_effect.weights": "Unequal weights alone multiply the variance by up to {largest:ratio}.",
    "design_effect.apart": "{name:name} is listed apart: {reason:reason}.",
    "averages.micro": (
        "Over all {n:integer} respondents together (micro average) the score is {estimate:points} points "
        "({level:percent0} interval {low high:interval}); units with more respondents, or with more weight, count more."
    ),
    "averages.macro": (
        "The plain mean of the {units:integer} units (macro average) is {estimate:points} points ({level:percent0} "
        "interval {low high:interval}); every unit counts alike."
    ),
    "averages.by_population": (
        "The mean of the {units:integer} units weighted by their populations is {estimate:points} points "
        "({level:percent0} interval {low high:interval})."
    ),
    "averages.gap": (
        "The {a:kind} average is {gap:size} points above the {b:kind} one ({level:percent0} interval, Holm adjustment, "
        "{low high:interval}): {verdict:verdict}; a difference of {detectable:points} would have been."
    ),
    "averages.gap.negative gap": (
        "The {a:kind} average is {gap:size} points below the {b:kind} one ({level:percent0} interval, Holm adjustment, "
        "{low high:interval}): {verdict:verdict}; a difference of {detectable:points} would have been."
    ),
    "averages.gap.zero gap": "The {a:kind} and the {b:kind} average are the same number.",
    "averages.name": "A report names the average that it prints, and compares rounds by the same one.",
    "estimates.small": (
        "Fewer than {fewest:integer} answers stand behind {count:count estimate|estimates} ({names:names}); their intervals "
        "hold less often than they say."
    ),
    "estimates.small.more": (
        "Fewer than {fewest:integer} answers stand behind {count:count estimate|estimates} (the first: {names:names}); their "
        "intervals hold less often than they say."
    ),
    "estimates.few_clusters": (
        "Fewer than {fewest:integer} degrees of freedom, from few clusters, stand behind {count:count estimate|estimates} "
        "({names:names}); where the clusters differ in size, their intervals hold less often than they say."
    ),
    "estimates.few_clusters.more": (
        "Fewer than {fewest:integer} degrees of freedom, from few clusters, stand behind {count:count estimate|estimates} "
        "(the first: {names:names}); where the clusters differ in size, their intervals hold less often than they say."
    ),
    "estimates.ceiling": (
        "{count:count estimate lies|estimates lie} so near an end of the scale, for the number of answers, that the interval "
        "holds less often than it says ({names:names})."
    ),
    "estimates.ceiling.more": (
        "{count:count estimate lies|estimates lie} so near an end of the scale, for the number of answers, that the interval "
        "holds less often than it says (the first: {names:names})."
    ),
}

HEADS = {
    "deff": "Design effect",
    "n_effective": "Effective n",
    "weight_effect": "Effect of weights",
    "clusters": "Clusters",
    "strata": "Strata",
    "average": "Average",
}

CAPTIONS = {
    "totals": "Totals with intervals",
    "ratio": "Ratios with intervals",
    "design_effect": "Design effects and effective sample sizes",
    "averages": "The score of all units together",
}

REASONS = {
    "no_denominator": "the denominator adds up to zero or less",
}

TERMS = {
    "role.second": "second-stage cluster",
    "role.second_population": "second-stage population",
    "kind.micro": "micro",
    "kind.macro": "macro",
    "kind.by_population": "population-weighted",
}

TITLES = {
    "tally": "Adding up the files",
    "design": "Rules of the design",
    "totals": "Totals",
    "ratio": "Ratios",
    "design_effect": "Design effects",
    "averages": "Averages over units",
}

METHODS = {
    "tally": (
        Line(
            "The answers were added up by unit, stratum and cluster from {files:count file|files} by the engine "
            "{engine:text}; every row is a respondent and was read once.",
            when=("files",),
        ),
        Line(
            "The answers were added up by unit, stratum and cluster from a frame; every row is a respondent.",
            when=("not files",),
        ),
        Line("Answers became points by the scoring table; blanks do not enter the mean.", when=("points",)),
    ),
    "design": (
        Line(
            "Within the clusters {second_clusters:integer} second-stage clusters were drawn; their variance adds to that of "
            "the first stage, multiplied by the sampled share of it:",
            when=("second_clusters",),
            formula="two_stages",
        ),
        Line("The sampled share of the second stage uses the numbers given.", when=("second_finite",)),
        Line(
            "The numbers of second-stage clusters were not given; their sampled share is taken as 0.",
            when=("second_clusters", "not second_finite"),
        ),
        Line(
            "{lonely_left:integer} strata have a single cluster and are given the average variance of the others.",
            when=("lonely_left", "lonely=average"),
        ),
        Line(
            "{lonely_left:integer} strata have a single cluster and add nothing to the variance; the standard errors are "
            "too small where these clusters were a sample.",
            when=("lonely_left", "lonely=remove"),
        ),
        Line(
            "{lonely_left:integer} strata have a single cluster, taken as certain to be in the sample; they add nothing to "
            "the variance.",
            when=("lonely_left", "lonely=certainty"),
        ),
    ),
    "totals": (
        Line("A total is the sum of weight times value over the respondents:", formula="total"),
        Line("Its standard error comes from the totals of the clusters, as that of a mean does."),
    ),
    "ratio": (
        Line("A ratio divides two totals over the respondents who have both:", formula="ratio_of_totals"),
        Line("Its standard error is that of the total of the linearised differences."),
    ),
    "design_effect": (
        Line(
            "The design effect divides the variance of a mean by that of a simple random sample of as many respondents drawn "
            "with replacement; the effective sample size is n divided by it:",
            when=("replace",),
            formula="design_effect",
        ),
        Line(
            "The design effect divides the variance of a mean by that of a simple random sample of as many respondents drawn "
            "without replacement from the population that the weights add up to; the effective sample size is n divided by "
            "it:",
            when=("not replace",),
            formula="design_effect",
        ),
        Line("The effect of unequal weights alone is Kish's:", when=("weighted",), formula="kish"),
    ),
    "averages": (
        Line(
            "The micro average is the mean over all respondents; the macro average is the plain mean of the {units:integer} "
            "units:",
            formula="averages",
        ),
        Line("The third average weights the units by their populations, as given.", when=("populations",)),
        Line("All come from one covariance, so that their differences have standard errors of their own."),
    ),
}

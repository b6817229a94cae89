"""Means of several rounds in one design: what the rounds share."""

from satmodel.telling.lines import Line

SENTENCES = {
    "round_means.overlap": "The rounds are taken as independent.",
    "round_means.overlap.overlap=none.overlap_found.clustered": (
        "No cluster has the same label in two rounds, so the rounds are taken as independent."
    ),
    "round_means.overlap.overlap=none.overlap_found.not clustered": (
        "The rounds have no clusters and no interview numbers in common, so they are taken as independent."
    ),
    "round_means.overlap.overlap=clusters": (
        "Of {in_all:count cluster|clusters} in all, {shared:integer} were sampled in more than one round; the standard errors "
        "of changes count what these rounds have in common."
    ),
    "round_means.overlap.overlap=clusters.overlap_found": (
        "Of {in_all:count cluster|clusters} in all, {shared:integer} have the same label in more than one round and are taken "
        "as the same clusters; the standard errors of changes count what these rounds have in common."
    ),
    "round_means.overlap.overlap=respondents": (
        "Of {in_all:count respondent|respondents} in all, {shared:integer} answered in more than one round; the standard "
        "errors of changes count what these rounds have in common."
    ),
}

REASONS = {"not_in_round": "it is not in this round"}

CAPTIONS = {"round_means": "Scores in several rounds"}

TITLES = {"round_means": "Scores in several rounds"}

METHODS = {
    "round_means": (
        Line(
            "A score is the weighted mean of the respondents' points in its round:", when=("weighted",), formula="mean"
        ),
        Line(
            "A score is the mean of the respondents' points in its round, all weights equal:",
            when=("not weighted",),
            formula="mean",
        ),
        Line(
            "The respondents of all rounds stand in one sample. Each respondent's influence on a score is",
            formula="influence",
        ),
        Line(
            "which is added up to T within {clusters:integer} clusters; a cluster that is in several rounds counts once, with "
            "what it adds to each of them:",
            when=("overlap=clusters",),
            formula="taylor",
        ),
        Line(
            "which is added up to T for each person; a person who answered in several rounds counts once, with what he or "
            "she adds to each of them:",
            when=("overlap=respondents",),
            formula="taylor",
        ),
        Line(
            "which is added up to T within clusters, each round's clusters being others; so the rounds' errors are "
            "independent:",
            when=("overlap=none", "clustered"),
            formula="taylor",
        ),
        Line(
            "and, each respondent being a cluster of one, the covariance of all scores, with the rounds independent, is",
            when=("overlap=none", "not clustered"),
            formula="taylor",
        ),
        Line(
            "{shared:integer} of {in_all:integer} clusters are in more than one round, by their labels.",
            when=("overlap=clusters",),
        ),
        Line(
            "{shared:integer} of {in_all:integer} respondents are in more than one round, by their interview numbers.",
            when=("overlap=respondents",),
        ),
        Line("A stratum in which nothing was sampled twice is one of each round.", when=("shared", "stratified")),
        Line("The sampling fraction f uses the given number of clusters in the population.", when=("finite",)),
        Line(
            "The number of clusters in the population was not given; f is taken as 0, which makes standard errors a little "
            "too large.",
            when=("not finite",),
        ),
        Line(
            "{lonely_strata:integer} strata with a single cluster add the square of its distance from the mean of all clusters.",
            when=("lonely_strata",),
        ),
    ),
}

"""Verdicts, reasons, names of settings, and how numbers and lists are written."""

VERDICTS = {
    "established": "established",
    "not established": "not established",
    "not comparable": "not comparable",
}

REASONS = {
    "single_cluster": "the sample comes from a single cluster, which leaves its error unknown",
    "part_not_estimable": "one of its parts cannot be estimated",
    "no_answers": "there is no answer that can be scored",
    "only_before": "there are data of the earlier round only",
    "only_after": "there are data of the later round only",
    "single_respondent": "there is a single respondent, which leaves the error unknown",
    "no_variance": "all answers are alike, which leaves the error unknown",
}

TERMS = {
    "none": "no adjustment",
    "bonferroni": "Bonferroni adjustment",
    "holm": "Holm adjustment",
    "sidak": "Šidák adjustment",
    "tukey": "Tukey adjustment",
    "dunnett": "Dunnett adjustment",
    "max_t": "max-t adjustment",
    "fdr": "false discovery rate adjustment",
    "marginal": "marginal",
    "simultaneous": "simultaneous",
    "unit": "unit",
    "item": "item",
    "overall": "overall rating",
    "weight": "weight",
    "stratum": "stratum",
    "cluster": "cluster",
    "population": "population",
    "id": "interview number",
    "void": "mark of void interviews",
    "points": "points",
    "score": "score",
    "n": "sample size",
    "sd": "standard deviation",
    "name": "name",
    "now": "this round",
    "before": "previous round",
}

WORDS = {
    "space": " ",
    "comma": ", ",
    "and": " and ",
    "joint": " · ",
    "to": "–",
    "minus": " − ",
    "place": "rank #",
    "places": "ranks #",
    "thousands": ",",
    "endless": "no sample size",
    "unbounded": "no upper limit",
    "unbounded below": "no lower limit",
    "in all": " and others, {count:integer} in all",
    "missing": "—",
    "yes": "✓",
    "more": "{rows:count more row|more rows} not shown.",
    "verdicts": "Verdicts: {names:names}.",
}

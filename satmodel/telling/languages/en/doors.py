"""Sentences and words for reading files of every kind."""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "survey.sources": (
        "The data were put together from {files:count file|files} and {sheets:count table|tables}; {left:integer} more "
        "had none of the headers and were not read."
    ),
    "survey.sources.zero left": (
        "The data were put together from {files:count file|files} and {sheets:count table|tables}."
    ),
    "selected.most": (
        "{column:name} allows several choices, of which there are {choices:integer}; of the {n:count person|people} who "
        "answered most chose {most:name}, {share:percent} ({level:percent0} interval {low high:percents}); "
        "{blank:integer} more did not answer."
    ),
    "selected.most.zero blank": (
        "{column:name} allows several choices, of which there are {choices:integer}; of all {n:count person|people} most "
        "chose {most:name}, {share:percent} ({level:percent0} interval {low high:percents})."
    ),
}

CAPTIONS = {
    "selected": "Shares of the choices",
}

TERMS = {
    "role.option": "ticked column",
    "role.code": "code",
    "role.variable": "variable",
    "role.label": "label",
    "kind.left": "not read",
}

TITLES = {
    "selected": "Questions with several choices",
}

METHODS = {
    "selected": (
        Line(
            "Shares of the choices are of those who chose anything; {level:percent0} intervals are Wilson's:",
            formula="wilson_choice",
        ),
    ),
}

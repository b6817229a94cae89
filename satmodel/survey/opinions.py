"""What the respondents answered to any column, and which answers of a scale speak well of the service."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

import numpy as np

from satmodel.errors import SettingError
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.text import Cells, compact, label, labels


@cache
def _words() -> dict[str, frozenset[str]]:
    text = resources.files("satmodel.survey").joinpath("opinions.toml").read_text(encoding="utf-8")
    return {kind: frozenset(found["answers"]) for kind, found in tomllib.loads(text).items()}


def responses(survey: Survey, column: str) -> Cells:
    """The respondents' answers to one column, as labels; an empty one is no answer.

    Args:
        survey: the respondents.
        column: an item, the overall question, or the header of any other column, or the part of it that means one only.

    Returns:
        (r,) labels; of a survey that holds points, the points as text.

    Raises:
        SettingError: no column, or several, may be meant.
    """
    if column in survey.scores.columns and survey.scale is None:
        return labels(survey.scores[column].to_numpy(dtype=object))
    settings = survey.reading.settings
    header = {**(settings.get("items") or {}), **(settings.get("overall") or {})}.get(column, column)
    headers = [str(name) for name in survey.frame.columns]
    found = [headers.index(header)] if header in headers else meant(header, [compact(name) for name in headers])
    if len(found) != 1:
        several = [headers[i] for i in found]
        advice = f"it may mean any of {several}; write more of the header" if several else f"there are {headers}"
        raise SettingError(f"no column named {column!r}: {advice}")
    return labels(survey.frame.iloc[:, found[0]].to_numpy(dtype=object))


def scale_of(survey: Survey) -> Scale:
    """The survey's scale; where the file holds points, one answer a number of points, as text.

    Raises:
        SettingError: the survey holds points and no item has any.
    """
    if survey.scale is not None:
        return survey.scale
    values = survey.scores[list(survey.items)].to_numpy().ravel()
    levels = np.unique(values[~np.isnan(values)])[::-1]
    if not len(levels):
        raise SettingError("no item has an answer that can be scored")
    return Scale({label(float(points)): float(points) for points in levels})


def opinions(scale: Scale | None) -> dict[str, tuple[str, ...]]:
    """The positive and the negative answers of a scale, read from its words.

    Returns:
        ``very_satisfied`` (the answer with the most points), ``satisfied`` and ``dissatisfied``.

    Raises:
        SettingError: there is no scale, or the words of an answer say neither; the analyst must then state the groups.

    Examples:
        >>> opinions(Scale({"very satisfied": 5, "satisfied": 4, "neither": 3, "dissatisfied": 1}))["satisfied"]
        ('very satisfied', 'satisfied')
    """
    advice = 'state the groups of answers, such as rates={"satisfied": [...], "dissatisfied": [...]}'
    if scale is None:
        raise SettingError(f"the survey holds points and no answers; {advice}")
    known = _words()
    kinds = {
        answer: next((kind for kind, words in known.items() if answer.casefold() in words), "")
        for answer in scale.points
    }
    unknown = [answer for answer, kind in kinds.items() if not kind]
    if unknown:
        raise SettingError(f"the words of {unknown} do not say whether they are satisfied answers; {advice}")
    order = sorted(scale.points, key=lambda answer: -scale.points[answer])
    best = scale.limits[1]
    return {
        "very_satisfied": tuple(answer for answer in order if scale.points[answer] == best),
        "satisfied": tuple(answer for answer in order if kinds[answer] == "positive"),
        "dissatisfied": tuple(answer for answer in order if kinds[answer] == "negative"),
    }


def plain_groups(groups: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Groups of answers as labels.

    Raises:
        SettingError: no group, a group without answers, or a text where a list of answers belongs.
    """
    if not isinstance(groups, Mapping) or not groups:
        raise SettingError('rates must name groups of answers, such as {"satisfied": ["very good", "good"]}')
    texts = [name for name, answers in groups.items() if isinstance(answers, str) or not len(answers)]
    if texts:
        raise SettingError(f"the answers of {texts} must be a list of at least one answer")
    return {str(name): tuple(dict.fromkeys(label(answer) for answer in answers)) for name, answers in groups.items()}

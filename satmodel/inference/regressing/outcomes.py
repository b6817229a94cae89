"""The outcome of a regression: a scored column, some of the answers to a question, or its answers in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import column_of
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import label, labels, numbers

Array = NDArray[np.float64]

Asked = str | Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What is explained.

    Attributes:
        name: the column's name.
        values: (r,) points; one and zero; or the place of the answer in the order, from 0. ``nan`` where there is none.
        answers: the answers that count as one, or all answers in their order; empty for points.
        ordered: whether the answers are those of an order.
    """

    name: str
    values: Array
    answers: tuple[str, ...]
    ordered: bool = False


def points_of(survey: Survey, asked: Asked) -> Outcome:
    """The points of a scored column, or the numbers of another one.

    Raises:
        SettingError: answers are given, or the column is not there or holds text.
    """
    if not isinstance(asked, str):
        raise SettingError("family='linear' explains the points of one column: outcome='q1'")
    return Outcome(asked, _numbers(survey, asked), ())


def chosen_of(survey: Survey, asked: Asked) -> Outcome:
    """One for the answers that were chosen, zero for the other answers.

    Raises:
        SettingError: the answers cannot be found, or a column without chosen answers holds more than zeros and ones.
    """
    if isinstance(asked, str):
        values = _numbers(survey, asked)
        if not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
            raise SettingError(
                f"{asked!r} holds more than 0 and 1; say which answers count, such as outcome={{{asked!r}: [100, 75]}}"
            )
        return Outcome(asked, values, ("1",))
    name, answers = _one(asked)
    place = _places(survey, name, answers)
    return Outcome(name, np.where(np.isnan(place), np.nan, (place >= 0).astype(float)), tuple(map(label, answers)))


def ordered_of(survey: Survey, asked: Asked) -> Outcome:
    """The place of each answer in the order given, or in the order of the points of a scored column.

    Raises:
        SettingError: the answers cannot be found, or fewer than two are given.
    """
    if isinstance(asked, str):
        values = _numbers(survey, asked)
        asked = {asked: sorted({float(value) for value in values[~np.isnan(values)]})}
    name, answers = _one(asked)
    if len(answers) < 2:
        raise SettingError(f"an order of {name!r} needs two answers or more, the lowest first, not {list(answers)}")
    place = _places(survey, name, answers)
    return Outcome(name, np.where(place < 0, np.nan, place), tuple(map(label, answers)), ordered=True)


def _one(asked: Mapping[str, Sequence[Any]]) -> tuple[str, Sequence[Any]]:
    if len(asked) != 1:
        raise SettingError(f"outcome must be one column, or one column with its answers, not {len(asked)} columns")
    ((name, answers),) = asked.items()
    if isinstance(answers, str) or not answers or len(set(map(label, answers))) < len(answers):
        raise SettingError(f"the answers of {name!r} must be a list in which each stands once")
    return name, answers


def _numbers(survey: Survey, name: str) -> Array:
    if name in survey.scores.columns:
        return survey.scores[name].to_numpy(dtype=float)
    found, wrong = numbers(column_of(survey, name).to_numpy(dtype=object))
    if wrong.any():
        raise SettingError(f"the column {name!r} holds text; name its answers, such as outcome={{{name!r}: [...]}}")
    return found


def _places(survey: Survey, name: str, answers: Sequence[Any]) -> Array:
    """(r,) the place of each answer in the list; -1 for another answer, ``nan`` for none.

    Numbers are looked for among the points of a scored column, text among its cells. An answer without an opinion is
    none, unless such an answer is in the list.
    """
    if name in survey.scores.columns and all(isinstance(answer, Real) for answer in answers):
        points = survey.scores[name].to_numpy(dtype=float)
        plain = np.array(["" if np.isnan(value) else label(float(value)) for value in points], dtype=object)
    else:
        plain = labels(column_of(survey, name).to_numpy(dtype=object))
    wanted = [label(float(answer)) if isinstance(answer, Real) else label(answer) for answer in answers]
    missing = [answer for answer in wanted if answer not in set(plain)]
    if missing:
        raise SettingError(f"nobody answered {quoted(missing)} to {name!r}; there are {quoted(sorted(set(plain)))}")
    place = np.array([wanted.index(cell) if cell in wanted else -1 for cell in plain], dtype=float)
    apart = () if survey.scale is None else survey.scale.no_opinion
    if not set(wanted) & set(apart):
        place[np.isin(plain, list(apart))] = np.nan
    return np.where(plain == "", np.nan, place)

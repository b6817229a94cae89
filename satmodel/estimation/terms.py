"""Columns of a survey as the terms of a regression: scored items, numbers, and text as one column a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.estimation.labels import quoted
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_terms import numbers_and_text
from satmodel.survey.sheets.text import compact, label, labels, numbers, text_of

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# A term of which less than this share of the weighted sum of squares is its own is a combination of those before it.
_OWN = 1e-10
# A column whose values differ by less than this share of their size differs by rounding only.
_SAME = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The columns of a regression.

    Attributes:
        values: (r, k) one column a term, ``nan`` where the respondent has no value.
        names: (k,) the terms' names; a level of a text column is ``"column=level"``.
        source: (k,) the column each term comes from.
        baselines: the level that each text column's terms are compared with.
        missing: how many respondents have no value, by column.
    """

    values: Array
    names: tuple[str, ...]
    source: tuple[str, ...]
    baselines: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, int], ...]


def terms_of(
    survey: Survey, columns: Sequence[str], baseline: Mapping[str, Any] | None = None, rows: Flags | None = None
) -> Terms:
    """Turn columns of a survey into the terms of a regression.

    Args:
        survey: the respondents.
        columns: scored columns, or columns of the file by their headers. A column of numbers is one term; a column of
            text, or one named in ``baseline``, is one term for each level but the baseline.
        baseline: the level that the others are compared with, by column; the first in order of appearance by default.
        rows: (r,) flags of the respondents among whom the first level must be found; all by default.

    Returns:
        The terms. A blank cell has no value; for a scored column neither has an answer without an opinion.

    Raises:
        SettingError: no columns, a column that is not there or is named twice, or a baseline that nobody has.
        DataProblems: every cell of text in a column of numbers.
    """
    given = {compact(name): value for name, value in (baseline or {}).items()}
    if isinstance(columns, str) or not columns or len(set(columns)) < len(columns):
        raise SettingError("name one column or more, each once, such as ['age', 'gender']")
    unused = [name for name in baseline or {} if compact(name) not in {compact(column) for column in columns}]
    if unused:
        raise SettingError(f"baseline names {quoted(unused)}, which are not among the columns {quoted(columns)}")
    plain = [name for name in columns if name not in survey.scores.columns and compact(name) not in given]
    mixed = [fault for name in plain for fault in _mixed(survey, column_of(survey, name))]
    if mixed:
        raise DataProblems(mixed)
    seen = np.ones(len(survey), dtype=bool) if rows is None else rows
    parts = [_term(survey, name, given.get(compact(name)), seen) for name in columns]
    return Terms(
        np.column_stack([part[0] for part in parts]),
        tuple(name for part in parts for name in part[1]),
        tuple(column for column, part in zip(columns, parts, strict=True) for _ in part[1]),
        tuple((column, part[2]) for column, part in zip(columns, parts, strict=True) if part[2] is not None),
        tuple(
            (column, int(np.isnan(part[0][:, 0]).sum()) if part[0].shape[1] else 0)
            for column, part in zip(columns, parts, strict=True)
        ),
    )


def column_of(survey: Survey, name: str) -> pd.Series:
    """A column of the survey's file by an item's name or by its header.

    Raises:
        SettingError: there is no such column; the message lists those there are.
    """
    asked = {**survey.reading.settings["items"], **survey.reading.settings["overall"]}
    wanted = compact(asked.get(name, name))
    found = [column for column in survey.frame.columns if compact(column) == wanted]
    if not found:
        known = quoted([*survey.scores.columns, *survey.frame.columns])
        raise SettingError(f"there is no column {name!r}; there are {known}")
    return survey.frame[found[0]]


def centred(values: Array, weight: Array) -> Array:
    """Columns less their weighted means; zeros for a column that is the same for everyone."""
    moved = values - np.average(values, axis=0, weights=weight)
    moved[:, np.ptp(values, axis=0) <= _SAME * np.abs(values).max(axis=0)] = 0.0
    return moved


def own_terms(values: Array, weight: Array) -> Flags:
    """(k,) which columns are no combination of those before them, all columns being weighted, centred and complete.

    Formula:
        Gram-Schmidt, twice over: what is left of a column beside its length decides.
    """
    scaled = values * np.sqrt(weight)[:, None]
    kept: list[Array] = []
    own = np.zeros(values.shape[1], dtype=bool)
    for i, column in enumerate(scaled.T):
        length = column @ column
        left = column
        for _ in range(2):
            for other in kept:
                left = left - (other @ left) * other
        own[i] = length > 0 and left @ left > _OWN * length
        if own[i]:
            kept.append(left / np.sqrt(left @ left))
    return own


def _mixed(survey: Survey, column: pd.Series) -> list[Problem]:
    """The cells of text in a column of numbers; none where the column holds text only."""
    cells = column.to_numpy(dtype=object)
    found, wrong = numbers(cells)
    if not wrong.any() or np.isnan(found).all():
        return []
    noted = survey.step.settings
    return [
        numbers_and_text(
            Place(noted["file"], noted["sheet"], int(column.index[i]), header=str(column.name)), text_of(cells[i])
        )
        for i in np.flatnonzero(wrong)
    ]


def _term(survey: Survey, name: str, base: Any, seen: Flags) -> tuple[Array, list[str], str | None]:
    """The columns of one term, their names, and the baseline where it is a text column."""
    if name in survey.scores.columns and base is None:
        return survey.scores[name].to_numpy(dtype=float)[:, None], [name], None
    cells = column_of(survey, name).to_numpy(dtype=object)
    found, wrong = numbers(cells)
    if base is None and not wrong.any():
        return found[:, None], [name], None
    plain = labels(cells)
    levels = [level for level in dict.fromkeys(plain) if level != ""]
    present = set(plain[seen])
    first = next((level for level in levels if level in present), levels[0]) if base is None else label(base)
    if first not in levels:
        raise SettingError(f"nobody has the baseline {first!r} of {name!r}; there are {quoted(levels)}")
    others = [level for level in levels if level != first]
    if not others:
        raise SettingError(f"everyone has {first!r} in {name!r}; leave this column out")
    blank = np.where(plain == "", np.nan, 0.0)
    columns = np.column_stack([(plain == level) + blank for level in others])
    return columns, [f"{name}={level}" for level in others], first

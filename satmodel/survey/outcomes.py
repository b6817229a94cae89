"""How calls ended: the door for tables of call outcomes, and for one row a call."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults, faults_counts, sums
from satmodel.survey.sheets.text import compact, label, number
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet, recognise, report, row_counts

Array = NDArray[np.float64]

GROUPS = ("I", "P", "R", "NC", "O", "UH", "UO", "NE")
UNIT, TOTAL, OUTCOME = ("unit", "unit"), ("total", "total"), ("outcome", "outcome")

_ROWS = ("title", "header", "note", "total", "blank", "row")


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """How many calls of each unit ended how.

    Attributes:
        counts: one row a unit, a column an outcome as the source names it.
        category: the category of each outcome, in the order of the columns.
        group: the AAPOR group of each outcome, likewise.
        recognised: the outcomes whose category was told by their name rather than by the analyst.
        unused: headers of columns that are no outcomes.
        report: one row a kind of row: file, sheet, kind, rows, where.
        file: the file's fingerprint.
    """

    counts: pd.DataFrame
    category: Mapping[str, str]
    group: Mapping[str, str]
    recognised: tuple[str, ...]
    unused: tuple[str, ...]
    report: pd.DataFrame
    file: Step


@cache
def _book() -> dict[str, dict[str, str]]:
    text = resources.files("satmodel.survey.sheets").joinpath("outcomes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _book()["outcomes"].items()}


def category_of(name: str) -> str | None:
    """The category of an outcome by its name, None where it is not known.

    Examples:
        >>> category_of("No answer"), category_of("refused"), category_of("whatever")
        ('no_answer', 'refusal', None)
    """
    return next((found for found, pattern in _patterns().items() if pattern.fullmatch(compact(name))), None)


def group_of(category: str) -> str | None:
    """The AAPOR group of a category, or of a group itself; None where it is neither."""
    return category if category in GROUPS else _book()["groups"].get(category)


def categories() -> tuple[str, ...]:
    """The categories that an outcome may be given, the AAPOR groups themselves last."""
    return (*_book()["groups"], *GROUPS)


def outcome_table(
    source: str | Path | pd.DataFrame,
    *,
    unit: str,
    total: str | None,
    outcomes: Mapping[str, str | None] | None,
    sheet: str | None,
) -> Outcomes:
    """Read a table with a row a unit and a column an outcome, its sums checked.

    Args:
        source: a workbook, a text file or a frame.
        unit, total: the columns of units and of all numbers called.
        outcomes: the category of an outcome's column, None for a column that is no outcome; every other column of
            whole numbers is told by its header.
        sheet: the sheet's name.

    Raises:
        DataProblems: every fault of the table.
        SettingError: a category that there is not.
    """
    named = _checked(outcomes)
    wanted: dict[Key, str] = {UNIT: unit} | ({TOTAL: total} if total is not None else {})
    wanted |= {("outcome", header): header for header, category in named.items() if category is not None}
    found = recognise(source, wanted, key=UNIT, sheet=sheet)
    problems = list(found.problems)
    rows = found.rows("data")
    if found.columns and not len(rows):
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    if problems:
        raise DataProblems(faults.in_order(problems))
    columns, category, problems = _found_by_name(found, rows, named)
    groups = {header: group_of(category[header]) or "" for header in columns}
    if "I" not in groups.values():
        problems.append(faults_counts.complete_missing(found.grid.place(), [name for name in found.names if name]))
    counts, more = _table_counts(found, columns, rows, total)
    problems += more
    if problems:
        raise DataProblems(faults.in_order(problems))
    kinds = np.where(found.kinds == "data", "row", found.kinds)
    recognised = tuple(header for header in columns if header not in named)
    used = {*columns.values(), *found.columns.values()}
    unused = tuple(name for j, name in enumerate(found.names) if j not in used and found.holds(j))
    told = report(found, kinds, listed=_ROWS)
    return Outcomes(counts, category, groups, recognised, unused, told, found.grid.step)


def outcome_rows(
    source: str | Path | pd.DataFrame,
    *,
    unit: str | None,
    outcome: str,
    outcomes: Mapping[str, str | None] | None,
    sheet: str | None,
) -> Outcomes:
    """Read a table with a row a call (or a number called) and a column that says how it ended.

    Args:
        source, sheet: as in :func:`outcome_table`.
        unit: the column of units; one unit ``"all"`` where there is none.
        outcome: the column that says how the call ended.
        outcomes: the category of each outcome; those not named are told by their name.

    Raises:
        DataProblems: every fault of the table. SettingError: a category that there is not.
    """
    named = _checked(outcomes)
    wanted: dict[Key, str] = {OUTCOME: outcome} | ({UNIT: unit} if unit is not None else {})
    found = recognise(source, wanted, key=UNIT if unit is not None else OUTCOME, sheet=sheet)
    problems = list(found.problems)
    rows = found.rows("data")
    if found.columns and not len(rows):
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    if problems:
        raise DataProblems(faults.in_order(problems))
    said = found.labels(OUTCOME, rows)
    units = found.labels(UNIT, rows) if unit is not None else np.full(len(rows), "all", dtype=object)
    problems += [faults.unit_blank(found.place(UNIT, row)) for row in rows[units == ""]]
    problems += [faults.label_blank(found.place(OUTCOME, row), "outcome") for row in rows[said == ""]]
    category: dict[str, str] = {}
    for name in dict.fromkeys(name for name in said if name):
        found_category = named.get(name) or category_of(name)
        if found_category is None:
            places = [found.place(OUTCOME, row) for row in rows[said == name]]
            problems += [faults_counts.outcome_unknown(place, name, categories()) for place in places]
        else:
            category[name] = found_category
    groups = {name: group_of(one) or "" for name, one in category.items()}
    if "I" not in groups.values():
        problems.append(faults_counts.complete_missing(found.place(OUTCOME), list(dict.fromkeys(said))))
    if problems:
        raise DataProblems(faults.in_order(problems))
    counts = pd.crosstab(units, said).reindex(index=list(dict.fromkeys(units)), columns=list(category))
    counts = counts.rename_axis(index="unit", columns=None)
    recognised = tuple(name for name in category if name not in named)
    told = report(found, np.where(found.kinds == "data", "row", found.kinds), listed=_ROWS)
    return Outcomes(counts, category, groups, recognised, (), told, found.grid.step)


def _checked(outcomes: Mapping[str, str | None] | None) -> dict[str, str | None]:
    named = {label(name): category for name, category in (outcomes or {}).items()}
    strange = sorted({category for category in named.values() if category is not None and group_of(category) is None})
    if strange:
        raise SettingError(f"outcomes= names categories that there are not: {strange}; there are {list(categories())}")
    return named


def _found_by_name(
    found: Sheet, rows: Rows, named: Mapping[str, str | None]
) -> tuple[dict[str, int], dict[str, str], list[Problem]]:
    """The columns of outcomes and their categories; a column of whole numbers that is none is a fault."""
    asked = {j: key[1] for key, j in found.columns.items() if key[0] == "outcome"}
    taken = set(found.columns.values()) - set(asked)
    columns: dict[str, int] = {}
    categories_: dict[str, str] = {}
    problems = []
    for j, name in enumerate(found.names):
        header = asked.get(j, label(name))
        if j in taken or not found.holds(j) or (header in named and named[header] is None):
            continue
        category = named.get(header) or category_of(name)
        if category is not None:
            columns[header], categories_[header] = j, category
        elif all(_is_count(text) for text in found.grid.texts[rows, j]):
            place = found.grid.place(None, j, name)
            problems.append(faults_counts.outcome_unknown(place, name, categories()))
    return columns, categories_, problems


def _is_count(text: Any) -> bool:
    value = number(text)
    return value is not None and value == value and float(value).is_integer() and "%" not in str(text)


def _table_counts(
    found: Sheet, columns: Mapping[str, int], rows: Rows, total: str | None
) -> tuple[pd.DataFrame, list[Problem]]:
    keys: dict[Key, int] = {("outcome", header): j for header, j in columns.items()}
    whole = Sheet(found.grid, found.names, {**found.columns, **keys}, found.kinds, found.problems)
    unit = whole.labels(UNIT, rows)
    problems = [faults.unit_blank(whole.place(UNIT, row)) for row in rows[unit == ""]]
    first: dict[str, int] = {}
    for row, name in zip(rows, unit, strict=True):
        if name in first:
            earlier = whole.grid.number_of(first[name])
            problems.append(faults_counts.counted_twice(whole.place(UNIT, row), [name], earlier))
        elif name:
            first[name] = row
    added: dict[Key, Array] = {}
    for key in keys:
        added[key], more = sums.whole(whole, key, rows)
        problems += more
    parts = np.column_stack(list(added.values())) if added else np.empty((len(rows), 0))
    if total is not None:
        problems += sums.row_sums(whole, TOTAL, rows, parts)
        added[TOTAL] = parts.sum(axis=1)
    problems += sums.column_sums(whole, added, item=None, items=unit)
    if problems:
        return pd.DataFrame(), problems
    index = pd.Index(unit, name="unit")
    return pd.DataFrame(parts.astype(int), index=index, columns=list(columns)), problems

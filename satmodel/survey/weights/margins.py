"""The door for population margins: how many people of each kind there are, in each unit or in all."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults
from satmodel.survey.sheets import faults_weighting as wrong
from satmodel.survey.sheets.cells import fingerprint
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.text import label, number
from satmodel.survey.sheets.workbooks import Key, Sheet, recognise

Groups = Mapping[str, Mapping[str, str] | Sequence[str]]
Plain = Mapping[str, Mapping[str, float]] | Mapping[str, Mapping[str, Mapping[str, float]]]

_UNIT, _TOTAL = ("unit", "unit"), ("total", "total")
_LONG = {"variable": "margin variable", "category": "margin category", "count": "people"}
_VARIABLE, _CATEGORY, _PEOPLE = ((role, role) for role in _LONG.values())
_SAME = 1e-6  # relative: what two sums of whole people may differ by when they were written with decimals


class Count(NamedTuple):
    """One count of people: whose, of which variable and category, under which header, and where it stands."""

    unit: str | None
    variable: str
    category: str
    header: str
    people: float
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """The number of people in each category of some variables, in each unit or in the whole population.

    Attributes:
        counts: every count of people, in the order read.
        units: the units, in the order read; empty where the counts are those of the whole population.
        step: how they were read.
    """

    counts: tuple[Count, ...]
    units: tuple[str, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a count: unit, variable, category, count (people)."""
        rows = [(one.unit, one.variable, one.category, one.people) for one in self.counts]
        return pd.DataFrame(rows, columns=["unit", "variable", "category", "count"])

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables, in the order read."""
        return tuple(dict.fromkeys(one.variable for one in self.counts))

    def categories(self, variable: str) -> dict[str, str]:
        """The categories of a variable, each with the header or label under which it was read.

        Raises:
            SettingError: there is no such variable.
        """
        found = {one.category: one.header for one in self.counts if one.variable == variable}
        if not found:
            raise SettingError(f"the margins have no variable {variable!r}; there are {list(self.variables)}")
        return found

    def take(self, units: Collection[str]) -> Margins:
        """The margins of some units, such as those that were surveyed.

        Raises:
            SettingError: a unit is not there.
        """
        wanted = tuple(map(label, units))
        missing = [unit for unit in wanted if unit not in self.units]
        if missing:
            raise SettingError(f"the margins have no unit {missing}; there are {list(self.units)}")
        kept = tuple(one for one in self.counts if one.unit in wanted)
        units = tuple(unit for unit in self.units if unit in wanted)
        return Margins(kept, units, Step("margins", {**self.step.settings, "units": len(units)}, self.step.sources))


def margins(
    source: str | Path | pd.DataFrame | Plain,
    *,
    unit: str | None = None,
    groups: Groups | None = None,
    total: str | None = None,
    long: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Margins:
    """Read the population's margins from a wide table, a long one, or plain counts.

    Args:
        source: a workbook, a text file or a frame; or ``{variable: {category: people}}`` for the whole population;
            or ``{unit: {variable: {category: people}}}``.
        unit: the column of the unit; needed for a wide table.
        groups: for a wide table (a row a unit, a column a category) the columns of each variable:
            ``{"urban": {"town": "城镇", "rural": "农村"}, "age": ["18-34", "35-49", "50-65"]}``, either each category's
            column, or a list of columns that give the categories their names.
        total: for a wide table, the column of all people of the unit.
        long: for a long table (a row a category) the columns ``{"variable": …, "category": …, "count": …}``.
        sheet: the sheet's name; by default the one sheet that has the headers asked for.
        encoding: a text file's encoding, as for ``read``.

    Returns:
        The margins. A count of zero stays: nobody of that unit is in the category. Rows that sum the others up are
        recognised and left out.

    Raises:
        DataProblems: a cell that is no number or below zero, a unit or a category that stands twice, categories that
            do not sum to the total (or, without ``total``, two variables with different sums), all at once.
        SettingError: a setting that cannot be used.

    Examples:
        >>> frame = pd.DataFrame({"town": ["A", "B"], "all": [900, 800], "18-34": [500, 300], "35+": [400, 500]})
        >>> read = margins(frame, unit="town", groups={"age": ["18-34", "35+"]}, total="all")
        >>> read.table["count"].tolist(), read.units
        ([500.0, 400.0, 300.0, 500.0], ('A', 'B'))
        >>> margins({"sex": {"men": 480, "women": 520}}).categories("sex")
        {'men': 'men', 'women': 'women'}
    """
    if isinstance(source, Mapping):
        counts, problems, step = _given(source)
        totals: dict[str | None, tuple[float, Place]] = {}
    else:
        wanted = _wanted(unit, groups, total, long)
        found = recognise(source, wanted, key=_UNIT if unit else _CATEGORY, sheet=sheet, encoding=encoding)
        if found.problems or len(found.columns) < len(wanted):
            raise DataProblems(found.problems)
        counts, totals, problems = _wide(found) if groups is not None else _long(found)
        step = found.grid.step
    problems += [*_negative(counts), *_incomplete(counts)]
    if not problems:
        problems = _unequal(counts, totals)
    if problems:
        raise DataProblems(faults.in_order(problems))
    units = tuple(dict.fromkeys(one.unit for one in counts if one.unit is not None))
    settings = {"variables": tuple(dict.fromkeys(one.variable for one in counts)), "units": len(units)}
    return Margins(tuple(counts), units, Step("margins", settings, (step,)))


def _wanted(
    unit: str | None, groups: Groups | None, total: str | None, long: Mapping[str, str] | None
) -> dict[Key, str]:
    if (groups is None) == (long is None):
        raise SettingError("give groups= for a wide table (a column a category) or long= for a long one, not both")
    named = {} if unit is None else {_UNIT: unit}
    if long is not None:
        if set(long) != set(_LONG) or total is not None:
            raise SettingError("long= names three columns: variable, category and count; total= is for a wide table")
        return named | {(role, role): long[name] for name, role in _LONG.items()}
    if unit is None or not groups:
        raise SettingError("a wide table needs unit= and at least one variable in groups=")
    if total is not None:
        named[_TOTAL] = total
    for variable, listed in groups.items():
        pairs = listed if isinstance(listed, Mapping) else {name: name for name in listed}
        if isinstance(listed, str) or len(pairs) < 2:
            raise SettingError(f"the variable {variable!r} needs two categories or more, each with its column")
        named |= {(variable, name): header for name, header in pairs.items()}
    return named


def _wide(found: Sheet) -> tuple[list[Count], dict[str | None, tuple[float, Place]], list[Problem]]:
    rows, problems = found.rows("data"), []
    units = found.labels(_UNIT, rows)
    problems += _blank_and_twice(found, _UNIT, rows, units)
    counts: list[Count] = []
    totals: dict[str | None, tuple[float, Place]] = {}
    for row, unit in zip(rows, units, strict=True):
        for key in found.columns:
            if key == _UNIT:
                continue
            value, fault = _people(found, key, row)
            problems += fault
            if key == _TOTAL:
                totals[unit] = (value, found.place(key, row))
            else:
                header = label(found.header(key))
                counts.append(Count(unit, key[0], key[1], header, value, found.place(key, row)))
    return counts, totals, problems


def _long(found: Sheet) -> tuple[list[Count], dict[str | None, tuple[float, Place]], list[Problem]]:
    rows = found.rows("data")
    variable, category = found.labels(_VARIABLE, rows), found.labels(_CATEGORY, rows)
    units = found.labels(_UNIT, rows) if _UNIT in found.columns else np.full(len(rows), None, dtype=object)
    problems = [
        faults.label_blank(found.place(key, row), key[0])
        for key, cells in ((_VARIABLE, variable), (_CATEGORY, category))
        for row in rows[cells == ""]
    ]
    problems += [faults.unit_blank(found.place(_UNIT, row)) for row in rows[units == ""]]
    counts: list[Count] = []
    first: dict[tuple[str | None, str, str], int] = {}
    for row, *names in zip(rows, units, variable, category, strict=True):
        key = tuple(names)
        value, fault = _people(found, _PEOPLE, row)
        problems += fault
        if key in first:
            place = found.place(_CATEGORY, row)
            problems.append(wrong.margin_twice(place, names[2], found.grid.number_of(first[key])))
        first.setdefault(key, row)
        counts.append(Count(*names, names[2], value, found.place(_PEOPLE, row)))
    return counts, {}, problems


def _given(source: Plain) -> tuple[list[Count], list[Problem], Step]:
    deep = any(isinstance(inner, Mapping) for outer in source.values() for inner in outer.values())
    by_unit = source if deep else {None: source}
    counts, problems = [], []
    for unit, variables in by_unit.items():
        for variable, categories in variables.items():
            for category, people in categories.items():
                place = Place(header=" · ".join(str(part) for part in (unit, variable, category) if part is not None))
                value = number(people)
                if value is None or math.isnan(value):
                    problems.append(faults.number_expected(place, "people", str(people)))
                name = label(category)
                counts.append(
                    Count(None if unit is None else label(unit), str(variable), name, name, value or 0.0, place)
                )
    if not counts:
        raise SettingError("there are no counts; give {variable: {category: people}}")
    text = json.dumps([one[:5] for one in counts], ensure_ascii=False)
    return counts, problems, Step("given", {"sha256": fingerprint(text.encode("utf-8")), "rows": len(counts)})


def _people(found: Sheet, key: Key, row: int) -> tuple[float, list[Problem]]:
    value = number(found.values(key, np.array([row]))[0])
    if value is None or math.isnan(value):
        return 0.0, [faults.number_expected(found.place(key, row), "people", found.text(key, row))]
    return value, []


def _blank_and_twice(found: Sheet, key: Key, rows: np.ndarray, names: np.ndarray) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row, name in zip(rows, names, strict=True):
        if name == "":
            problems.append(faults.unit_blank(found.place(key, row)))
        elif name in first:
            problems.append(wrong.margin_twice(found.place(key, row), name, found.grid.number_of(first[name])))
        first.setdefault(name, row)
    if not len(rows):
        problems.append(faults.label_blank(found.place(key), key[0]))
    return problems


def _negative(counts: Sequence[Count]) -> list[Problem]:
    return [wrong.margin_negative(one.place, f"{one.people:g}") for one in counts if one.people < 0]


def _incomplete(counts: Sequence[Count]) -> list[Problem]:
    variables = dict.fromkeys(one.variable for one in counts)
    there = {(one.unit, one.variable): one.place for one in counts}
    return [
        wrong.margin_incomplete(next(place for key, place in there.items() if key[0] == unit), str(unit), variable)
        for unit in dict.fromkeys(one.unit for one in counts)
        for variable in variables
        if (unit, variable) not in there
    ]


def _unequal(counts: Sequence[Count], totals: Mapping[str | None, tuple[float, Place]]) -> list[Problem]:
    """Each variable whose categories do not sum to the unit's total, or to the sum of its first variable."""
    sums: dict[tuple[str | None, str], tuple[float, Place]] = {}
    for one in counts:
        people, place = sums.get((one.unit, one.variable), (0.0, one.place))
        sums[one.unit, one.variable] = (people + one.people, place)
    problems = []
    wanted = dict(totals)
    for (unit, variable), (people, place) in sums.items():
        total, where = wanted.setdefault(unit, (people, place))
        if abs(people - total) > _SAME * max(abs(total), 1.0):
            at = where if unit in totals else place
            problems.append(wrong.margin_total_differs(at, unit, variable, people, total))
    return problems

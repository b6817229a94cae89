"""Respondents into the categories of population margins, with everything that does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets import faults
from satmodel.survey.sheets import faults_weighting as wrong
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.text import compact, label, text_of
from satmodel.survey.weights.classes import classify
from satmodel.survey.weights.margins import Count, Margins

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Column = str | Mapping[str, Mapping[str, str]]

UNIT = "unit"


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """One variable's groups: the categories, or the categories within every unit.

    Attributes:
        column: the survey's column. group: (r,) each respondent's group; meaningless where there are problems.
        target: (g,) the people in each group. labels: (g,) unit (None for all together) and category of each.
        problems: the respondents and the categories that do not fit.
    """

    column: str
    group: Codes
    target: Array
    labels: tuple[tuple[str | None, str], ...]
    problems: tuple[Problem, ...]


def column_of(survey: Survey, role: str, wanted: str) -> str:
    """The name of the one column of the survey's file that a header means.

    Raises:
        DataProblems: there is none, or there are several.
    """
    headers = [str(name) for name in survey.frame.columns]
    matched = [compact(name) for name in headers]
    found = meant(wanted, matched)
    if len(found) == 1:
        return headers[found[0]]
    place = place_of(survey)
    if found:
        names = [headers[j] for j in found]
        raise DataProblems([faults.header_ambiguous(place, role, wanted, names, [""] * len(names))])
    raise DataProblems([faults.header_missing(place, role, wanted, matched, shown=headers, encoding=None)])


def place_of(survey: Survey, row: int | None = None, header: str = "") -> Place:
    """Where a respondent's cell stands in the file that was read."""
    read = survey.reading.settings
    return Place(read["file"], read["sheet"], row, survey.positions.get(header), header or None)


def grouped(survey: Survey, margins: Margins, variable: str, column: Column, *, within: str | None) -> Grouped:
    """Put every respondent into a category of one variable of the margins.

    Args:
        survey: the respondents. margins: the population.
        variable: the variable's name in the margins; ``"unit"`` for the units themselves.
        column: the survey's column, or ``{column: {label: category}}``.
        within: ``"unit"`` for categories within every unit, None for all units together.

    Raises:
        DataProblems: the column is not there. SettingError: the variable is not there.
    """
    if variable == UNIT and UNIT not in margins.variables:
        return _units(survey, margins, within)
    known = margins.categories(variable)
    header, also = (column, {}) if isinstance(column, str) else _recoded(column)
    name = column_of(survey, variable, header)
    cells = survey.frame[name].to_numpy(dtype=object)
    codes = classify(cells, list(known), also={shown: key for key, shown in known.items()} | also)
    problems = [
        wrong.class_unknown(place_of(survey, row, name), variable, text_of(cell), list(known))
        for row, cell, code in zip(survey.frame.index, cells, codes, strict=True)
        if code < 0
    ]
    counts = [one for one in margins.counts if one.variable == variable]
    units: Sequence[str | None] = [None]
    unit = np.zeros(len(codes), dtype=np.intp)
    if within == UNIT:
        units = margins.units
        unit = pd.Categorical(survey.design.unit, categories=list(units)).codes.astype(np.intp)
        problems += _strange_units(survey, unit, margins)
    target = _targets(counts, units, list(known))
    group = np.where((codes < 0) | (unit < 0), -1, unit * len(known) + codes)
    labels = tuple((one, category) for one in units for category in known)
    problems += _unfit(survey, name, variable, group=group, target=target, labels=labels)
    problems += _not_sampled(counts, variable, group=group, target=target, labels=labels)
    return Grouped(name, group, target.ravel(), labels, tuple(problems))


def _recoded(column: Mapping[str, Mapping[str, str]]) -> tuple[str, Mapping[str, str]]:
    if len(column) != 1:
        raise SettingError(f"give one column, as in {{'column': {{'label': 'category'}}}}, not {list(column)}")
    return next(iter(column.items()))


def _units(survey: Survey, margins: Margins, within: str | None) -> Grouped:
    if within is not None or not margins.units:
        raise SettingError("the variable 'unit' needs margins by unit, and within=None")
    first = margins.variables[0]
    people_of = pd.Series([one.people for one in margins.counts if one.variable == first])
    known = people_of.groupby([one.unit for one in margins.counts if one.variable == first], sort=False).sum().to_dict()
    counts = [Count(None, UNIT, unit, unit, people, _place(margins, unit)) for unit, people in known.items()]
    group = pd.Categorical(survey.design.unit, categories=list(known)).codes.astype(np.intp)
    target = np.array(list(known.values()))
    labels = tuple((None, unit) for unit in known)
    problems = _strange_units(survey, group, margins)
    problems += _unfit(survey, UNIT, UNIT, group=group, target=target, labels=labels)
    problems += _not_sampled(counts, UNIT, group=group, target=target, labels=labels)
    return Grouped(UNIT, group, target, labels, tuple(problems))


def _place(margins: Margins, unit: str) -> Place:
    place = next(one.place for one in margins.counts if one.unit == unit)
    return Place(place.file, place.sheet, place.row, None, unit)


def _targets(counts: Sequence[Count], units: Sequence[str | None], categories: Sequence[str]) -> Array:
    position = {category: j for j, category in enumerate(categories)}
    row = {unit: i for i, unit in enumerate(units)}
    target = np.zeros((len(units), len(categories)))
    for one in counts:
        target[row.get(one.unit, 0), position[one.category]] += one.people
    return target.ravel()


def _strange_units(survey: Survey, unit: Codes, margins: Margins) -> list[Problem]:
    strange = survey.design.unit[unit < 0]
    header = survey.reading.settings["unit"]
    return [
        wrong.unit_without_margins(place_of(survey, rows.index[0], header), str(name), margins.units, len(rows))
        for name, rows in strange.groupby(strange, sort=False)
    ]


def _said(names: tuple[str | None, str]) -> str:
    return " · ".join(part for part in names if part is not None)


def _unfit(
    survey: Survey,
    column: str,
    variable: str,
    *,
    group: Codes,
    target: Array,
    labels: Sequence[tuple[str | None, str]],
) -> list[Problem]:
    """Respondents of a group in which the population has nobody."""
    empty = (group >= 0) & (target[group] <= 0)
    cells = survey.design.unit if column == UNIT else survey.frame[column]
    return [
        wrong.class_without_people(
            place_of(survey, survey.frame.index[i], column), variable, label(cells.iloc[i]), _said(labels[group[i]])
        )
        for i in np.flatnonzero(empty)
    ]


def _not_sampled(
    counts: Sequence[Count],
    variable: str,
    *,
    group: Codes,
    target: Array,
    labels: Sequence[tuple[str | None, str]],
) -> list[Problem]:
    """Groups with people in the population and nobody in the sample; a unit without anybody is named once."""
    there = np.bincount(group[group >= 0], minlength=len(target)) > 0
    place = {(one.unit, one.category): one.place for one in counts}
    seen = {unit for (unit, _), any_there in zip(labels, there, strict=True) if any_there}
    problems, named = [], set()
    for g in np.flatnonzero(~there & (target > 0)):
        unit, category = labels[g]
        where = place.get((unit, category)) or next(one.place for one in counts if one.category == category)
        if unit is None or unit in seen:
            problems.append(wrong.class_not_sampled(where, variable, _said(labels[g]), float(target[g])))
        elif unit not in named:
            people = float(sum(target[h] for h, pair in enumerate(labels) if pair[0] == unit))
            problems.append(wrong.class_not_sampled(where, variable, unit, people))
            named.add(unit)
    return problems

"""The fieldwork's columns of a survey: who called whom, when, and for how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem
from satmodel.survey.quality.clock import DAY, day_of, seconds_of, time_of_day, words
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_quality import clock_unreadable
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.personal import bare_header
from satmodel.survey.sheets.text import compact, labels, text_of

ROLES = ("interviewer", "duration", "start", "date", "number", "phone")
_READERS: Mapping[str, Callable[[object], Any]] = {"duration": seconds_of, "start": time_of_day, "date": day_of}


@dataclass(frozen=True, slots=True, eq=False)
class Fieldwork:
    """The fieldwork's columns, one entry a respondent.

    Attributes:
        cells: (r rows) the columns that there are: interviewer, number and phone as labels (empty where not filled
            in), duration and start in seconds (``nan`` where empty or not readable), date as a day; and unit.
        headers: the header of each column found, by its role.
        problems: the cells that could not be read as a time, a duration or a date.
    """

    cells: pd.DataFrame
    headers: Mapping[str, str]
    problems: tuple[Problem, ...]

    def unread(self, role: str) -> int:
        """How many cells of a column could not be read."""
        return sum(problem.values["role"] == role for problem in self.problems)


def fieldwork(survey: Survey, asked: Mapping[str, str | None]) -> Fieldwork:
    """Find and read the fieldwork's columns.

    Args:
        survey: the respondents.
        asked: the header of a role, such as ``{"duration": "seconds"}``; a role without one is looked for under its
            usual headers.

    Raises:
        DataProblems: a header that was asked for is not there, or may be any of several columns.
    """
    columns = [text_of(name) for name in survey.frame.columns]
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for role in ROLES:
        wanted = asked.get(role)
        positions = _usual(role, columns) if wanted is None else meant(wanted, [compact(name) for name in columns])
        if len(positions) == 1:
            found[role] = positions[0]
        elif wanted is not None:
            problems.append(_lost(survey, role, wanted, [columns[j] for j in positions], columns))
    if problems:
        raise DataProblems(problems)
    cells = {"unit": survey.design.unit.to_numpy()}
    for role, j in found.items():
        cells[role], wrong = _read(survey, role, columns[j], survey.frame.iloc[:, j])
        problems += wrong
    return Fieldwork(
        pd.DataFrame(cells, index=survey.frame.index),
        {role: columns[j] for role, j in found.items()},
        tuple(faults.in_order(problems)),
    )


def demographic_columns(survey: Survey) -> tuple[str, ...]:
    """The columns of the respondents' own features, by their usual headers."""
    columns = [text_of(name) for name in survey.frame.columns]
    return tuple(columns[j] for j in _usual("demographic", columns))


def answers_of(survey: Survey, *, overall: bool = False) -> pd.DataFrame:
    """The (r, p) answers to the items as labels, empty where there is none; with the overall question last if wanted.

    Where the answers' own column is not kept in the frame, the points stand for them.
    """
    headers = dict(survey.reading.settings["items"])
    if overall and survey.overall is not None:
        headers |= dict(survey.reading.settings["overall"])
    columns = {}
    for name, header in headers.items():
        cells = survey.frame[header] if header in survey.frame.columns else survey.scores[name]
        columns[name] = labels(cells.to_numpy(dtype=object))
    return pd.DataFrame(columns, index=survey.frame.index)


def _usual(role: str, columns: list[str]) -> list[int]:
    pattern = re.compile(words()["headers"][role], re.IGNORECASE)
    return [j for j, name in enumerate(columns) if pattern.fullmatch(bare_header(name))]


def _lost(survey: Survey, role: str, wanted: str, candidates: list[str], columns: list[str]) -> Problem:
    place = _place(survey, None, None)
    if candidates:
        return faults.header_ambiguous(place, role, wanted, candidates, [""] * len(candidates))
    compacted = [compact(name) for name in columns]
    return faults.header_missing(place, role, wanted, compacted, shown=columns, encoding=None)


def _place(survey: Survey, row: int | None, header: str | None) -> Place:
    settings = survey.step.settings
    return Place(settings.get("file"), settings.get("sheet"), row, None, header)


def _read(survey: Survey, role: str, header: str, column: pd.Series) -> tuple[Any, list[Problem]]:
    if role not in _READERS:
        return labels(column.to_numpy(dtype=object)), []
    known: dict[str, Any] = {}
    values = []
    for cell in column.tolist():
        key = f"{type(cell).__name__}:{cell}"
        if key not in known:
            known[key] = _READERS[role](cell)
        values.append(known[key])
    wrong = [
        clock_unreadable(_place(survey, int(row), header), role, text_of(cell))
        for row, cell, value in zip(column.index, column.tolist(), values, strict=True)
        if value is None
    ]
    if role == "date":
        return [None if value is None or value != value else value for value in values], wrong
    numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
    if role == "duration" and np.nanmax(numbers, initial=0.0) < 1:
        numbers = numbers * DAY  # a spreadsheet's durations: parts of a day
    return numbers, wrong

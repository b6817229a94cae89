"""The door for ballots: raters who mark every unit, as in a review meeting, with those who have no opinion."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.sheets import checks, faults
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.text import compact, label, labels, number, numbers, text_of, words
from satmodel.survey.sheets.usual import usual_headers
from satmodel.survey.sheets.words import door_words
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet, recognise, report, row_counts

_RATER, _GROUP = ("id", "id"), ("group", "group")


@dataclass(frozen=True, slots=True, eq=False)
class Ballots(Result):
    """The marks of r raters for u units.

    Attributes:
        frame: (r, u) marks; ``nan`` where a rater gave none.
        no_opinion: (r, u) whether a rater said to have no opinion, which is not the same as an empty cell.
        group: (r,) the raters' groups, None where there are none.
        printed: one row a unit and printed average: unit, row, printed (a number or a formula), computed, agrees.
        report: what the file's rows are.
        step: how the file was read.
    """

    frame: pd.DataFrame
    no_opinion: pd.DataFrame
    group: pd.Series | None
    printed: pd.DataFrame
    report: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit: marks, without_opinion and empty_cells (counts), lowest_mark and highest_mark."""
        columns = {
            "marks": self.frame.notna().sum(),
            "without_opinion": self.no_opinion.sum(),
            "empty_cells": (self.frame.isna() & ~self.no_opinion).sum(),
            "lowest_mark": self.frame.min(),
            "highest_mark": self.frame.max(),
        }
        return pd.DataFrame(columns).rename_axis("unit")

    @property
    def findings(self) -> tuple[Finding, ...]:
        table, cells = self.table, self.frame.size
        fewest = table["marks"].idxmin()
        values = {
            "raters": len(self.frame),
            "units": len(table),
            "groups": 0 if self.group is None else int(self.group.nunique()),
            "marks": int(table["marks"].sum()),
            "without_opinion": int(table["without_opinion"].sum()),
            "share": float(table["without_opinion"].sum() / cells),
            "empty_cells": int(table["empty_cells"].sum()),
            "fewest": fewest,
            "fewest_marks": int(table["marks"].min()),
        }
        found = [Finding("ballots.marks", values)]
        if len(self.printed):
            wrong = tuple(self.printed.loc[~self.printed["agrees"], "unit"])
            found.append(Finding("ballots.printed", {"count": len(self.printed), "differing": wrong}))
        return tuple(found)


def ballots(
    source: str | Path | pd.DataFrame,
    *,
    rater: str | None = None,
    group: str | None = None,
    units: Sequence[str] | None = None,
    no_opinion: Collection[str] | None = None,
    limits: tuple[float, float] = (0.0, 100.0),
    sheet: str | None = None,
    encoding: str | None = None,
) -> Ballots:
    """Read ballots: one row a rater, one column a unit, marks in the cells.

    Args:
        source: a workbook, a text file or a frame.
        rater: the column of the ballots' numbers, each of which may stand once; usual headers are recognised.
        group: the column of the raters' groups; usual headers are recognised.
        units: the units' columns; by default every other column that holds marks.
        no_opinion: words for no opinion; by default the usual ones.
        limits: the lowest and the highest mark.
        sheet: the sheet's name; by default the one that has the headers.
        encoding: a text file's encoding.

    Returns:
        The ballots. Rows that sum the ballots up (averages, also as formulas) are recognised, left out and compared
        with the marks in ``printed``. An empty cell is not a word for no opinion, and neither is ever a zero.

    Raises:
        DataProblems: every fault of the sheet, all at once.
        SettingError: limits that are not two numbers in order.

    Examples:
        >>> frame = pd.DataFrame({"ballot": [1, 2, "average"], "North": [90, "can't say", 90], "South": [80, 70, 75]})
        >>> read = ballots(frame, rater="ballot", no_opinion=["can't say"])
        >>> read.table[["marks", "without_opinion"]].to_numpy().tolist(), read.printed["agrees"].all()
        ([[1, 1], [2, 0]], np.True_)
    """
    low, high = limits
    if not low < high:
        raise SettingError(f"limits must be the lowest and the highest mark, such as (0, 100), not {limits}")
    found, wanted = _recognised(source, {"rater": rater, "group": group}, units, sheet, encoding)
    apart = {label(word) for word in (words()["no_opinion"]["answers"] if no_opinion is None else no_opinion)}
    rows = found.rows("data")
    columns, beside = _units(found, rows, wanted, apart)
    problems = [*found.problems, *_repeated(found, columns), *checks.identities(found, rows)]
    marks, silent = {}, {}
    for name, column in columns.items():
        marks[name], silent[name], wrong = _marks(found, column, rows, apart, (low, high))
        problems += wrong
    groups = None
    if _GROUP in found.columns:
        groups, wrong = checks.names(found, _GROUP, rows)
        problems += wrong
    if not len(rows) or not columns:
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    if problems:
        raise DataProblems(faults.in_order(problems))
    index = pd.Index(labels(found.grid.texts[rows, found.columns[_RATER]]), name="rater")
    frame = pd.DataFrame(marks, index=index)
    kinds = np.where(found.kinds == "data", "row", found.kinds)
    settings = {
        "raters": len(rows),
        "units": tuple(columns),
        "group": found.header(_GROUP),
        "columns_apart": beside,
        "no_opinion": tuple(sorted(apart)),
        "limits": (float(low), float(high)),
    }
    return Ballots(
        frame,
        pd.DataFrame(silent, index=index),
        None if groups is None else groups.set_axis(index),
        _printed(found, columns, rows, frame),
        report(found, kinds, listed=("title", "header", "note", "total", "blank", "row")),
        Step("ballots", settings, (found.grid.step,)),
    )


def _recognised(
    source: str | Path | pd.DataFrame,
    roles: dict[str, str | None],
    units: Sequence[str] | None,
    sheet: str | None,
    encoding: str | None,
) -> tuple[Sheet, dict[Key, str]]:
    usual_words = {role: door_words()["ballots"][role] for role in roles}
    given = {role: header for role, header in roles.items() if header is not None}
    usual = usual_headers(source, usual_words, given=given, sheet=sheet, encoding=encoding)
    if "rater" not in usual.headers:
        raise DataProblems([doors.header_guessed(usual.place, "rater", usual_words["rater"], usual.shown)])
    wanted: dict[Key, str] = {_RATER: usual.headers["rater"]}
    if "group" in usual.headers:
        wanted[_GROUP] = usual.headers["group"]
    marked: dict[Key, str] = {("mark", text_of(name)): text_of(name) for name in units or ()}
    found = recognise(source, wanted | marked, key=_RATER, sheet=sheet or usual.sheet, encoding=encoding)
    if any(problem.rule.startswith("header") for problem in found.problems):
        raise DataProblems(found.problems)
    found = _with_empty_ballots(found)
    kinds = found.kinds.copy()
    summary = {compact(word).lower() for word in door_words()["ballots"]["summary"]}
    for row in found.rows("data"):
        filled = [text for text in found.grid.texts[row, list(found.columns.values())[:2]] if text.strip()]
        if filled and compact(filled[0]).lower() in summary:
            kinds[row] = "total"
    return replace(found, kinds=kinds), marked


def _with_empty_ballots(sheet: Sheet) -> Sheet:
    """A row with a ballot's number and nothing more is a ballot that was handed in empty."""
    column = sheet.columns[_RATER]
    empty = [
        int(row) for row in sheet.rows("unclear") if re.fullmatch(r"[A-Za-z]*\d+", label(sheet.grid.texts[row, column]))
    ]
    numbers_of = {sheet.grid.number_of(row) for row in empty}
    kinds = sheet.kinds.copy()
    kinds[empty] = "data"
    problems = tuple(one for one in sheet.problems if one.rule != "row_unclear" or one.row not in numbers_of)
    return replace(sheet, kinds=kinds, problems=problems)


def _units(sheet: Sheet, rows: Rows, wanted: dict[Key, str], apart: set[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The column of each unit, and the columns that are no units."""
    if wanted:
        return {name: sheet.columns[role, name] for role, name in wanted}, ()
    total = re.compile(words()["rows"]["total"], re.IGNORECASE)
    known = {sheet.columns[key] for key in (_RATER, _GROUP) if key in sheet.columns}
    roles = door_words()["ballots"]
    others = {compact(word).lower() for role in ("rater", "group", "summary") for word in roles[role]}
    columns, beside = {}, []
    for column, name in enumerate(sheet.names):
        if column in known or not sheet.holds(column):
            continue
        cells = sheet.grid.texts[rows, column]
        values, wrong = numbers(sheet.grid.values[rows, column])
        silent = {label(text) for text in cells[wrong]} <= apart
        plain = compact(name)
        marked = (~np.isnan(values)).any() or (silent and wrong.any())
        if total.fullmatch(plain) or plain.lower() in others or not marked:
            beside.append(name)
        else:
            columns[label(name)] = column
    return columns, tuple(beside)


def _repeated(sheet: Sheet, columns: dict[str, int]) -> list[Problem]:
    top = np.flatnonzero(np.isin(sheet.kinds.astype(str), ["header", "columns"]))[0]
    heads = {name: compact(sheet.grid.texts[top, column]) for name, column in columns.items()}
    problems = []
    for head in dict.fromkeys(heads.values()):
        same = [columns[name] for name in heads if heads[name] == head]
        if len(same) > 1:
            letters = [faults.letter(column) for column in same]
            problems.append(doors.column_repeated(sheet.grid.place(int(top), same[1], head), head, letters))
    return problems


def _marks(
    sheet: Sheet, column: int, rows: Rows, apart: set[str], limits: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray, list[Problem]]:
    """The (r,) marks of one unit, who has no opinion, and the faults of the cells."""
    values, wrong = numbers(sheet.grid.values[rows, column])
    plain = labels(sheet.grid.texts[rows, column])
    silent = np.array([text in apart for text in plain], dtype=bool)
    problems = []
    for row in rows[wrong & ~silent]:
        place = sheet.grid.place(row, column, sheet.names[column])
        problems.append(doors.mark_unclear(place, str(sheet.grid.texts[row, column]), sorted(apart)))
    for row in rows[(values < limits[0]) | (values > limits[1])]:
        place = sheet.grid.place(row, column, sheet.names[column])
        problems.append(doors.mark_outside(place, str(sheet.grid.texts[row, column]), *limits))
    return np.where(silent, np.nan, values), silent, problems


def _printed(sheet: Sheet, columns: dict[str, int], rows: Rows, frame: pd.DataFrame) -> pd.DataFrame:
    """The averages that the sheet prints below the ballots, beside those of the marks."""
    total = re.compile(words()["rows"]["total"], re.IGNORECASE)
    found: list[dict[str, Any]] = []
    for row in sheet.rows("total"):
        if not any(total.fullmatch(compact(text)) for text in sheet.grid.texts[row]):
            continue
        for name, column in columns.items():
            text = str(sheet.grid.texts[row, column])
            if text.strip():
                computed = float(frame[name].mean())
                agrees = _agrees(text, computed, column, [sheet.grid.number_of(one) for one in rows])
                place = sheet.grid.number_of(row)
                found.append({"unit": name, "row": place, "printed": text, "computed": computed, "agrees": agrees})
    return pd.DataFrame(found, columns=["unit", "row", "printed", "computed", "agrees"]).astype({"agrees": bool})


def _agrees(text: str, computed: float, column: int, rows: list[int]) -> bool:
    """Whether a printed average is that of the marks, to its last digit; a formula, whether it covers every ballot."""
    formula = re.fullmatch(door_words()["ballots"]["average"], text.replace(" ", "").upper())
    if formula is not None:
        letter = faults.letter(column)
        inside = int(formula[2]) <= rows[0] and rows[-1] <= int(formula[4])
        return formula[1] == formula[3] == letter and inside
    value = number(text)
    if value is None or np.isnan(value) or np.isnan(computed):
        return False
    decimals = len(text.partition(".")[2]) if "." in text else 0
    # half a unit of the last printed digit, and the rounding of a floating-point mean
    return bool(abs(value - computed) <= 0.5 * 10.0**-decimals + 1e-9)

"""Void interviews: the rows that the verification set aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import Problem, SettingError
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.text import label, labels, words
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet


@dataclass(frozen=True, slots=True, eq=False)
class Voids:
    """Which data rows are void, and by which words.

    Attributes:
        rows: positions of the void rows.
        words: the words that mark a void interview, by the column's header, with the rows that each sets aside.
        recognised: whether the columns were found by their words rather than named by the analyst.
    """

    rows: Rows
    words: Mapping[str, Mapping[str, int]]
    recognised: bool


def void_keys(void: Mapping[str, Collection[str]] | None) -> dict[Key, str]:
    """The headers to look for where the analyst names the verification columns.

    Raises:
        SettingError: the words of a column are not a collection of words.
    """
    for header, marks in (void or {}).items():
        if isinstance(marks, str) or not marks:
            raise SettingError(f"void must give words for each column, such as {{{header!r}: ['void']}}")
    return {("void", header): header for header in void or {}}


def find_voids(sheet: Sheet, void: Mapping[str, Collection[str]] | None) -> tuple[Voids, list[Problem]]:
    """Set the void interviews apart.

    Args:
        sheet: the recognised sheet.
        void: the words that mark a void interview, by the header given; None to look for a column that holds nothing
            but words of verification.
    """
    rows = sheet.rows("data")
    if void is not None:
        marks = {
            sheet.columns[key]: {label(word) for word in void[key[1]]} for key in sheet.columns if key[0] == "void"
        }
        return _voids(sheet, rows, marks, recognised=False), _unlisted(sheet, rows, marks)
    marks, problems = _recognised(sheet, rows)
    return _voids(sheet, rows, marks, recognised=True), problems


def _unlisted(sheet: Sheet, rows: Rows, marks: Mapping[int, set[str]]) -> list[Problem]:
    """Words that plainly mark a void interview and stand in a named column, but not in its list."""
    plainly = set(words()["verification"]["plainly_void"])
    problems = []
    for j, listed in sorted(marks.items()):
        left = ({label(text) for text in pd.unique(sheet.grid.texts[rows, j])} & plainly) - listed
        if left:
            problems.append(faults.void_unclear(sheet.grid.place(None, j, sheet.names[j]), sorted(left)))
    return problems


def _recognised(sheet: Sheet, rows: Rows) -> tuple[dict[int, set[str]], list[Problem]]:
    known = words()["verification"]
    void, plainly = set(known["void"]), set(known["plainly_void"])
    every = void | set(known["valid"])
    marks: dict[int, set[str]] = {}
    problems = []
    for j in set(range(len(sheet.names))) - set(sheet.columns.values()):
        found = {label(text) for text in pd.unique(sheet.grid.texts[rows, j])} - {""}
        if found and found <= every:
            marks[j] = found & void
        elif found & plainly:
            place = sheet.grid.place(None, j, sheet.names[j])
            problems.append(faults.void_unclear(place, sorted(found & void)))
    return marks, problems


def _voids(sheet: Sheet, rows: Rows, marks: Mapping[int, set[str]], *, recognised: bool) -> Voids:
    apart: NDArray[np.bool_] = np.zeros(len(rows), dtype=bool)
    counts = {}
    for j, listed in sorted(marks.items()):
        cells = labels(sheet.grid.texts[rows, j])
        apart |= np.isin(cells.astype(str), sorted(listed)) if listed else False
        counts[sheet.names[j]] = {word: int((cells == word).sum()) for word in sorted(listed)}
    return Voids(rows[apart], counts, recognised and bool(marks))

"""A codebook: what each code of each variable means, and how many points it is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.reading.questions import Questions
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.joined import with_cells
from satmodel.survey.sheets.text import compact, label, number
from satmodel.survey.sheets.usual import usual_headers
from satmodel.survey.sheets.words import door_words
from satmodel.survey.sheets.workbooks import Sheet, recognise

_ROLES = ("variable", "code", "label", "points")
_NEEDED = ("variable", "code", "label")


@dataclass(frozen=True, slots=True)
class Code:
    """One code's answer, its points, and whether it is kept apart as no opinion."""

    answer: str
    points: float | None
    apart: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """What each code means.

    Attributes:
        variables: the codes of each variable.
        alike: which further variables the analyst says are coded like one of these.
        step: the file's fingerprint.
    """

    variables: Mapping[str, Mapping[str, Code]]
    step: Step
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def codes(self, header: str, *, whole: bool = False) -> Mapping[str, Code] | None:
        """The codes of the variable that a column's header means, None where the codebook says nothing of it.

        Args:
            header: the column's header.
            whole: whether the header must be the variable's name and nothing more.
        """
        names = {name: name for name in self.variables}
        names |= {further: name for name, others in self.alike.items() for further in others}
        plain = compact(header)
        found = {own for name, own in names.items() if compact(name) == plain}
        if not found and not whole:
            found = {own for name, own in names.items() if meant(name, [plain])}
        return self.variables[found.pop()] if len(found) == 1 else None

    def scale(self, codes: Mapping[str, Code]) -> Scale | None:
        """The scale that some codes make, None where none of them has points."""
        points = {code.answer: code.points for code in codes.values() if code.points is not None}
        apart = {code.answer for code in codes.values() if code.apart}
        return Scale(points, apart) if points else None


def codebook(
    source: str | Path | pd.DataFrame,
    *,
    alike: Mapping[str, Sequence[str]] | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Codebook:
    """Read a codebook: one row a code, with its variable, its answer and its points.

    The variable may be left empty under the first row of its codes; ``Q1-Q7`` and ``Q1, Q3`` name several variables.

    Args:
        source: a workbook, a text file or a frame.
        alike: variables that are coded like one in the book, such as ``{"Q1": ["Q2", "Q3"]}``; never assumed.
        columns: the headers of ``variable``, ``code``, ``label`` and ``points``; usual ones are recognised.
        sheet: the sheet's name; by default the first with the headers.
        encoding: a text file's encoding.

    Returns:
        The codebook. A code whose points are a word for "not scored" is no opinion; an empty code is an empty cell.

    Raises:
        DataProblems: every fault of the book, all at once.
        SettingError: ``alike`` or ``columns`` name something that is not there.

    Examples:
        >>> frame = pd.DataFrame(
        ...     {"variable": "Q1", "code": [1, 2, 9], "label": ["good", "bad", "can't say"], "points": [100, 0, "na"]}
        ... )
        >>> book = codebook(frame, alike={"Q1": ["Q2"]})
        >>> book.scale(book.codes("Q2")).points
        {'good': 100.0, 'bad': 0.0}
    """
    strangers = sorted(set(columns or {}) - set(_ROLES))
    if strangers:
        raise SettingError(f"columns= names {strangers}; a codebook has {list(_ROLES)}")
    headers = _headers(source, columns or {}, sheet, encoding)
    wanted = {(role, role): header for role, header in headers.items()}
    found = recognise(source, wanted, key=("variable", "variable"), sheet=sheet, encoding=encoding)
    problems = [problem for problem in found.problems if problem.rule != "row_unclear"]
    if problems:
        raise DataProblems(problems)
    variables, problems = _variables(found)
    if problems:
        raise DataProblems(faults.in_order(problems))
    same = {label(name): tuple(map(label, others)) for name, others in (alike or {}).items()}
    missing = [name for name in same if name not in variables]
    if missing:
        raise SettingError(f"alike= names {missing}, which the codebook does not list; it has {list(variables)}")
    return Codebook(variables, found.grid.step, same)


def _headers(
    source: str | Path | pd.DataFrame, given: Mapping[str, str], sheet: str | None, encoding: str | None
) -> Mapping[str, str]:
    words = {role: door_words()["codebook"][role] for role in _ROLES}
    found = usual_headers(source, words, given=given, sheet=sheet, encoding=encoding)
    lacking = [role for role in _NEEDED if role not in found.headers]
    if lacking:
        raise DataProblems([doors.codebook_header(found.place, role, words[role], found.shown) for role in lacking])
    return found.headers


def _variables(sheet: Sheet) -> tuple[dict[str, dict[str, Code]], list[Problem]]:
    rows = sheet.rows("data")
    unscored = {compact(word).lower() for word in door_words()["codebook"]["unscored"]}
    names = pd.Series(sheet.labels(("variable", "variable"), rows)).replace("", np.nan).ffill()
    variables: dict[str, dict[str, Code]] = {}
    seen: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    scored = _scored(sheet, rows, names)
    for row, name in zip(rows, names, strict=True):
        if not isinstance(name, str):
            problems.append(faults.label_blank(sheet.place(("variable", "variable"), row), "variable"))
            continue
        code = label(sheet.text(("code", "code"), row))
        points, apart, wrong = _points(sheet, int(row), unscored, needed=name in scored)
        problems += wrong
        answer = label(sheet.text(("label", "label"), row)) or code
        for variable in _named(name):
            if (variable, code) in seen:
                place = sheet.place(("code", "code"), row)
                problems.append(doors.code_repeated(place, variable, code, seen[variable, code]))
            seen.setdefault((variable, code), sheet.grid.number_of(row))
            if code:
                variables.setdefault(variable, {})[code] = Code(answer, points, apart)
    return variables, problems + _differing(sheet, variables)


def _scored(sheet: Sheet, rows: Any, names: pd.Series) -> set[str]:
    """The variables of which a code has points."""
    if ("points", "points") not in sheet.columns:
        return set()
    filled = sheet.labels(("points", "points"), rows) != ""
    return set(names[filled].dropna())


def _points(sheet: Sheet, row: int, unscored: set[str], *, needed: bool) -> tuple[float | None, bool, list[Problem]]:
    """A code's points, whether it is no opinion, and what is wrong with the cell."""
    key = ("points", "points")
    if not needed:
        return None, False, []
    text = sheet.text(key, row)
    plain = compact(text).lower()
    empty = not label(sheet.text(("code", "code"), row))
    if plain in unscored or (empty and not plain):
        return None, True, []
    value = number(text)
    if value is None or np.isnan(value) or empty:
        return None, False, [doors.code_points(sheet.place(key, row), text, door_words()["codebook"]["unscored"])]
    return value, False, []


def _named(text: str) -> list[str]:
    """The variables that one cell names: one, several, or a range."""
    names = []
    for part in re.split(r"[,;、，；]\s*", text):
        found = re.fullmatch(door_words()["codebook"]["range"], part.strip())
        if found and found[3] in ("", found[1]) and int(found[2]) < int(found[4]):
            names += [f"{found[1]}{i}" for i in range(int(found[2]), int(found[4]) + 1)]
        elif part.strip():
            names.append(part.strip())
    return names


def _differing(sheet: Sheet, variables: Mapping[str, Mapping[str, Code]]) -> list[Problem]:
    problems = []
    for codes in variables.values():
        frame = pd.DataFrame([(code.answer, code.points) for code in codes.values()], columns=["answer", "points"])
        for answer, found in frame.groupby("answer")["points"]:
            if found.nunique(dropna=False) > 1:
                place = sheet.place(("points", "points"))
                problems.append(doors.code_points_differ(place, str(answer), [str(one) for one in found.unique()]))
    return problems


def decode(
    sheet: Sheet, book: Codebook, asked: Questions, known: Mapping[str, Scale | None]
) -> tuple[Sheet, dict[str, Scale | None], list[tuple[int, Problem]]]:
    """Write the answers in place of the codes, in the questions and in every other column that the codebook names.

    A code without an entry is a fault in a column that was asked for, and stays as it is in one that was not (an age of
    which only the codes for no answer are listed).

    Args:
        sheet: the sheet with codes.
        book: the codebook.
        asked: the questions; each must be in the codebook unless it has a scale of its own.
        known: the scale of each question, None where the codebook is to make it.

    Returns:
        The sheet with answers, the scales, and the faults with the position of their row (-1 for a whole column).
    """
    scales = dict(known)
    problems: list[tuple[int, Problem]] = []
    done: dict[int, Mapping[str, Code]] = {}
    questioned = {sheet.columns[key] for key in asked.keys if key in sheet.columns}
    for key in [key for key in asked.keys if key in sheet.columns and key not in asked.ticks]:
        column = sheet.columns[key]
        codes = book.codes(sheet.names[column]) or book.codes(asked.wanted[key]) or book.codes(key[1], whole=True)
        if codes is not None:
            done[column] = codes
            scales[key[1]] = scales[key[1]] or book.scale(codes)
        elif scales[key[1]] is None:
            silent = doors.codebook_silent(sheet.place(key), asked.wanted[key], list(book.variables))
            problems.append((-1, silent))
    for column, name in enumerate(sheet.names):
        codes = book.codes(name, whole=True)
        if column not in done and codes is not None:
            done[column] = codes
    for column, codes in done.items():
        sheet, wrong = _decoded(sheet, column, codes, question=column in questioned)
        problems += wrong if column in sheet.columns.values() else []
    return sheet, scales, problems


def _decoded(
    sheet: Sheet, column: int, codes: Mapping[str, Code], *, question: bool
) -> tuple[Sheet, list[tuple[int, Problem]]]:
    """One column with answers in place of codes; an unknown code is a fault, and left out of a question's answers."""
    rows = sheet.rows("data")
    places, different = pd.factorize(np.array([label(text) for text in sheet.grid.texts[rows, column]], dtype=object))
    answers = {code.answer for code in codes.values()}
    meaning = [codes[code].answer if code in codes else code if code in answers else "" for code in different]
    strange = np.array([code != "" and not text for code, text in zip(different, meaning, strict=True)], dtype=bool)
    if not question:
        meaning = [text or code for code, text in zip(different, meaning, strict=True)]
    cells = np.array(meaning, dtype=object)[places] if len(different) else np.empty(0, dtype=object)
    problems = []
    for row in rows[strange[places]] if len(different) else ():
        place = sheet.grid.place(row, column, sheet.names[column])
        problems.append((int(row), doors.code_unknown(place, str(sheet.grid.texts[row, column]), list(codes))))
    return with_cells(sheet, column, rows, cells), problems

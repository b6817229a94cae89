"""The questions: which columns they are read from, ticked columns made answers, and the scale of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from satmodel.errors import Problem, SettingError
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import checks
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.joined import with_cells, with_column
from satmodel.survey.sheets.text import Cells, compact, text_of
from satmodel.survey.sheets.words import door_words
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet

OVERALL = "overall"
Columns = str | Mapping[str, str]  # a header, or the ticked column of each answer
Scales = Scale | str | Mapping[str, Scale | str]

_PREFIX = re.compile(r"[A-Za-z0-9]{1,2}\s*[.、:)]\s*")


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions asked for.

    Attributes:
        wanted: the header of every column needed for them.
        keys: the questions, items first.
        ticks: for a question with a column for each answer, the key of each answer's column.
    """

    wanted: Mapping[Key, str]
    keys: tuple[Key, ...]
    ticks: Mapping[Key, Mapping[str, Key]]

    @property
    def items(self) -> tuple[str, ...]:
        """The items' names."""
        return tuple(name for role, name in self.keys if role == "item")

    @property
    def overall(self) -> str | None:
        """The overall question's name."""
        return next((name for role, name in self.keys if role == "overall"), None)


def questions(items: Sequence[str] | Mapping[str, Columns], overall: str | Mapping[str, Columns] | None) -> Questions:
    """The questions as the analyst names them.

    Raises:
        SettingError: no items, an item named twice, or an overall question that is also an item.
    """
    if isinstance(items, str) or not items:
        raise SettingError("items must be a list of columns, such as ['Q1', 'Q2'], or columns by their short names")
    pairs = items.items() if isinstance(items, Mapping) else zip(items, items, strict=True)
    named = {text_of(name): header for name, header in pairs}
    if len(named) < len(items):
        raise SettingError(f"an item is listed twice: {list(items)}")
    whole = {OVERALL: overall} if isinstance(overall, str) else dict(overall or {})
    if len(whole) > 1 or (overall is not None and not whole):
        raise SettingError(f"overall must name one column, not {len(whole)}")
    if set(whole) & set(named):
        raise SettingError(f"{set(whole) & set(named)} is an item and the overall question; rename one of them")
    asked: dict[Key, Columns] = {("item", name): header for name, header in named.items()}
    asked |= {("overall", name): header for name, header in whole.items()}
    wanted: dict[Key, str] = {}
    ticks: dict[Key, dict[str, Key]] = {}
    for key, header in asked.items():
        if isinstance(header, Mapping):
            ticks[key] = {text_of(answer): ("option", f"{key[1]}: {answer}") for answer in header}
            wanted |= dict(zip(ticks[key].values(), map(text_of, header.values()), strict=True))
        else:
            wanted[key] = text_of(header)
    return Questions(wanted, tuple(asked), ticks)


def scales(given: Scales | None, asked: Questions) -> dict[str, Scale | None]:
    """The scale of each question, None where it holds points.

    Raises:
        SettingError: something that is no scale, or a scale for a question that is not there.
    """
    names = [name for _, name in asked.keys]
    if isinstance(given, Mapping):
        strangers = [name for name in given if name not in names]
        if strangers:
            raise SettingError(
                f"scale= names {strangers}, which are no items (those are {names}); points of answers are given as "
                "Scale({answer: points}), one for all or one for each item"
            )
        return {name: _scale(given[name]) if name in given else None for name in names}
    return dict.fromkeys(names, _scale(given))


def _scale(given: Scale | str | None) -> Scale | None:
    known = Scale.preset(given) if isinstance(given, str) else given
    if known is not None and not isinstance(known, Scale):
        raise SettingError("scale must be a Scale or a preset's name, such as Scale({'satisfied': 100}) or '100/75/55'")
    return known


def one_scale(scales: Mapping[str, Scale | None]) -> Scale | None:
    """The scale that all questions share, None where they differ or hold points."""
    different = list(scales.values())
    return different[0] if all(scale == different[0] for scale in different) else None


def answered(sheet: Sheet, asked: Questions) -> tuple[Sheet, list[tuple[int, Problem]]]:
    """Make one column of answers out of the ticked columns of each question.

    Returns:
        The sheet with a column for each such question, and the faults with the position of their row.
    """
    problems: list[tuple[int, Problem]] = []
    for key, options in asked.ticks.items():
        found = {answer: option for answer, option in options.items() if option in sheet.columns}
        if len(found) < len(options):
            continue
        rows = sheet.rows("data")
        ticked, wrong = _ticked(sheet, list(found.values()), rows)
        problems += wrong
        answers = list(found)
        cells = np.full(len(sheet.kinds), "", dtype=object)
        for position, row in enumerate(rows):
            marks = np.flatnonzero(ticked[position])
            if len(marks) == 1:
                cells[row] = answers[marks[0]]
            elif len(marks) > 1:
                place = sheet.place(found[answers[marks[1]]], row)
                problems.append((int(row), doors.tick_twice(place, [answers[mark] for mark in marks])))
        first = sheet.columns[next(iter(found.values()))]
        sheet = with_column(sheet, key, key[1], cells, origin=first)
    return sheet, problems


def _ticked(sheet: Sheet, options: list[Key], rows: Rows) -> tuple[np.ndarray, list[tuple[int, Problem]]]:
    """(r, answers) whether each is ticked, and the cells that are neither ticked nor empty."""
    words = door_words()["ticks"]
    problems = []
    ticked = np.zeros((len(rows), len(options)), dtype=bool)
    for j, option in enumerate(options):
        cells = sheet.labels(option, rows)
        ticked[:, j] = np.isin(cells.astype(str), words["yes"])
        strange = ~ticked[:, j] & ~np.isin(cells.astype(str), [*words["no"], ""])
        problems += [
            (int(row), doors.tick_unclear(sheet.place(option, row), sheet.text(option, row), words["yes"]))
            for row in rows[strange]
        ]
    return ticked, problems


def plain_answers(sheet: Sheet, asked: Questions, known: Mapping[str, Scale | None]) -> tuple[Sheet, dict[str, int]]:
    """Answers as the scale knows them: without the letter before them, and the platform's words for empty as empty.

    A letter or number before an answer (``"A.satisfied"``) is left out only where the scale knows the rest and does not
    know the whole.

    Returns:
        The sheet, and how many cells were changed in each question.
    """
    words = door_words()["platform"]
    headers = {compact(name) for name in sheet.names}
    platform = bool(headers & set(words["submitted"])) and bool(headers & set(words["number"]))
    empty = set(words["empty"]) | (set(words["empty_codes"]) if platform else set())
    rows, changed = sheet.rows("data"), {}
    for key in asked.keys:
        scale = known[key[1]]
        if key not in sheet.columns or (scale is None and not platform):
            continue
        cells = sheet.labels(key, rows)
        plain = _plain(cells, scale, empty)
        different = plain != cells
        if different.any():
            sheet = with_cells(sheet, sheet.columns[key], rows[different], plain[different])
            changed[key[1]] = int(different.sum())
    return sheet, changed


def _plain(cells: Cells, scale: Scale | None, empty: set[str]) -> Cells:
    codes, different = pd.factorize(cells)
    plain = []
    for answer in different:
        rest = _PREFIX.sub("", answer, count=1) if _PREFIX.match(answer) else answer
        if scale is not None and scale.knows(answer):
            plain.append(answer)
        elif answer in empty or rest in empty:
            plain.append("")
        else:
            plain.append(rest if scale is not None and scale.knows(rest) else answer)
    return np.array(plain, dtype=object)[codes] if len(plain) else cells


def scored(
    sheet: Sheet, rows: Rows, asked: Questions, known: Mapping[str, Scale | None]
) -> tuple[pd.DataFrame, dict[str, Cells], list[Problem]]:
    """The points of every question, its answers as labels, and the faults of their cells."""
    columns, cells = {}, {}
    problems: list[Problem] = []
    for key in [key for key in asked.keys if key in sheet.columns]:
        columns[key[1]], wrong = checks.points(sheet, key, rows, known[key[1]])
        cells[key[1]] = sheet.labels(key, rows)
        problems += wrong
    return pd.DataFrame(columns, index=sheet.index(rows), dtype=float), cells, problems


def declared_missing(
    sheet: Sheet, asked: Questions, known: Mapping[str, Scale | None], told: str | None
) -> tuple[Sheet, dict[str, Scale | None], dict[str, dict[str, int]]]:
    """Answers that the file itself declares as missing (SPSS): no answer or no opinion, as the analyst tells.

    Args:
        sheet: the sheet.
        asked: the questions.
        known: their scales.
        told: ``"no_answer"``, ``"no_opinion"``, or None to treat them like every other answer.

    Returns:
        The sheet, the scales, and how often each such answer stands in each question.

    Raises:
        SettingError: ``told`` is something else, or is not said where such answers would count as points.
    """
    if told not in (None, "no_answer", "no_opinion"):
        raise SettingError(f"user_missing must be 'no_answer' or 'no_opinion', not {told!r}")
    rows, counts = sheet.rows("data"), {}
    for key in [key for key in asked.keys if key in sheet.columns]:
        declared = sheet.grid.missing.get(sheet.names[sheet.columns[key]], ())
        cells = sheet.labels(key, rows)
        found = {answer: int((cells == answer).sum()) for answer in declared if (cells == answer).any()}
        if not found:
            continue
        counts[key[1]] = found
        pointed = known[key[1]] is None
        if pointed and told is None:
            raise SettingError(
                f"the file declares {list(found)} of {key[1]!r} as missing and they would count as points: say "
                "user_missing='no_answer' or 'no_opinion'"
            )
        if told == "no_answer" or pointed:
            gone = np.isin(cells.astype(str), list(found))
            sheet = with_cells(sheet, sheet.columns[key], rows[gone], np.full(int(gone.sum()), "", dtype=object))
    more = list(dict.fromkeys(answer for found in counts.values() for answer in found))
    adapted = {name: _with_apart(scale, more if told == "no_opinion" else []) for name, scale in known.items()}
    return sheet, adapted, counts


def _with_apart(scale: Scale | None, answers: list[str]) -> Scale | None:
    """The scale with further answers kept apart as no opinion."""
    more = [] if scale is None else [answer for answer in answers if not scale.knows(answer)]
    return scale if scale is None or not more else replace(scale, no_opinion=(*scale.no_opinion, *more))

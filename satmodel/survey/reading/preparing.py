"""From what was read to what can be checked: codes become answers, ticks too, void interviews are set aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from satmodel.errors import Problem, SettingError
from satmodel.step import Step
from satmodel.survey.reading.codebook import Codebook, codebook, decode
from satmodel.survey.reading.gathering import Gathered
from satmodel.survey.reading.questions import Questions, answered, declared_missing, plain_answers
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.platform import recognised
from satmodel.survey.sheets.voids import Voids, find_voids
from satmodel.survey.sheets.workbooks import Rows, Sheet


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A sheet whose answers are answers, and its rows.

    Attributes:
        sheet: the sheet.
        rows: the positions of the respondents.
        voids: the void interviews.
        scales: the scale of each question, None where it holds points.
        problems: what is wrong so far.
        notes: what was recognised and changed, for the step.
        steps: the files behind it.
    """

    sheet: Sheet
    rows: Rows
    voids: Voids
    scales: Mapping[str, Scale | None]
    problems: tuple[Problem, ...]
    notes: Mapping[str, Any]
    steps: tuple[Step, ...]


def prepare(
    read: Gathered,
    asked: Questions,
    scales: Mapping[str, Scale | None],
    *,
    book: Codebook | str | Path | None = None,
    void: Mapping[str, Collection[str]] | None = None,
    user_missing: str | None = None,
) -> Prepared:
    """Make the sheet ready for the checks.

    Args:
        read: everything that was read.
        asked: the questions.
        scales: the scale of each question as the analyst gives it.
        book: the codebook, or its file.
        void: the words that mark a void interview, by column.
        user_missing: what answers are that the file itself declares as missing.

    Raises:
        DataProblems: the codebook has faults.
        SettingError: ``user_missing`` or the codebook cannot be used.
    """
    sheet, located = answered(read.sheet, asked)
    steps = [sheet.grid.step]
    if book is not None:
        known = _book(book)
        sheet, scales, wrong = decode(sheet, known, asked, scales)
        located += wrong
        steps.append(known.step)
    sheet, scales, declared = declared_missing(sheet, asked, scales, user_missing)
    sheet, changed = plain_answers(sheet, asked, scales)
    voids, problems = find_voids(sheet, void)
    rows = np.setdiff1d(sheet.rows("data"), voids.rows)
    kept = {-1, *rows.tolist()}
    problems += [*sheet.problems, *(problem for row, problem in located if row in kept)]
    notes = {
        "files": read.files,
        "sheets": len(read.parts),
        "left": tuple((one["file"], one["sheet"]) for one in read.left),
        "codebook": None if book is None else steps[-1].settings.get("name", "frame"),
        "ticked": tuple(name for _, name in asked.ticks),
        "letters_removed": changed,
        "user_missing": declared,
        "user_missing_as": user_missing if declared else None,
        "platform": recognised(sheet.names),
    }
    return Prepared(sheet, rows, voids, scales, tuple(problems), notes, tuple(steps))


def _book(given: Codebook | str | Path) -> Codebook:
    if isinstance(given, Codebook):
        return given
    if not isinstance(given, str | Path):
        raise SettingError("codebook must be a file, or what sat.codebook(file) gives")
    return codebook(given)

"""What is read: one file, several, a folder or a pattern; one sheet, some or all; put together before any check."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, SettingError
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.cells import candidates
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.headers import Wanted
from satmodel.survey.sheets.joined import join, with_column
from satmodel.survey.sheets.workbooks import Key, Sheet, recognise

Source = str | Path | pd.DataFrame
Sources = Source | Sequence[Source]

SHEET, FILE = "[sheet]", "[file]"
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".tsv", ".sav", ".parquet")


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Everything that was read, put together.

    Attributes:
        sheet: all rows under one header.
        parts: the sheets they come from.
        left: file, sheet and filled rows of each sheet and file that has none of the headers and was left out.
    """

    sheet: Sheet
    parts: tuple[Sheet, ...]
    left: tuple[Mapping[str, Any], ...]

    @property
    def files(self) -> int:
        """How many files there are."""
        return len({part.grid.file for part in self.parts})


def gather(
    source: Sources,
    wanted: Wanted,
    *,
    key: Key,
    sheet: str | Sequence[str] | None = None,
    encoding: str | None = None,
) -> Gathered:
    """Read every file and sheet that is meant and put them together.

    Args:
        source: a path, a frame, a folder, a pattern such as ``"2026/*.xlsx"``, or a list of paths and frames.
        wanted: the header of each wanted column; ``"[sheet]"`` and ``"[file]"`` stand for the sheet's and the file's
            name.
        key: the column whose words tell a total from data.
        sheet: the sheet's name, a list of names, or ``"*"`` for every sheet that has the headers; by default the one
            sheet that has them.
        encoding: a text file's encoding.

    Raises:
        DataProblems: a file or sheet that cannot be read at all, or the same file given twice.
        SettingError: no source at all.
    """
    markers = {name: header for name, header in wanted.items() if header in (SHEET, FILE)}
    headers = {name: header for name, header in wanted.items() if name not in markers}
    sources, left = resolve(source)
    found: list[Sheet] = []
    for number, one in enumerate(sources, 1):
        for read in _sheets(one, headers, key=key, sheet=sheet, encoding=encoding):
            named = _named(read, number) if isinstance(one, pd.DataFrame) and len(sources) > 1 else read
            if sheet == "*" and not read.columns:
                left.append(_left(named))
            else:
                found.append(named)
    if not any(read.columns for read in found):
        problems = [problem for read in found for problem in read.problems]
        raise DataProblems(problems or [doors.headers_nowhere(Place(left[0]["file"]), list(headers.values()))])
    problems = _repeated(found)
    if problems:
        raise DataProblems(problems)
    parts = tuple(_marked(read, markers) for read in found)
    return Gathered(join(parts), parts, tuple(left))


def resolve(source: Sources) -> tuple[list[Source], list[Mapping[str, Any]]]:
    """The sources one by one, and the files of a folder that are of no kind that can be read."""
    if isinstance(source, pd.DataFrame):
        return [source], []
    if not isinstance(source, str | Path):
        if not isinstance(source, Sequence) or not source:
            raise SettingError("source must be a path, a folder, a pattern, a DataFrame, or a list of paths and frames")
        return list(source), []
    path = Path(source)
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~$")))
        kept = [one for one in files if one.suffix.lower() in _SUFFIXES]
        if not kept:
            raise DataProblems([doors.files_none(Place(path.name), str(source))])
        others = [one for one in files if one not in kept]
        return list(kept), [{"file": one.name, "sheet": None, "rows": 0} for one in others]
    if any(mark in str(source) for mark in "*?[") and not path.exists():
        found = [Path(one) for one in sorted(glob.glob(str(source), recursive=True))]
        files = [one for one in found if one.is_file() and not one.name.startswith("~$")]
        if not files:
            raise DataProblems([doors.files_none(Place(path.name), str(source))])
        return list(files), []
    return [source], []


def _sheets(
    source: Source, wanted: Wanted, *, key: Key, sheet: str | Sequence[str] | None, encoding: str | None
) -> list[Sheet]:
    if sheet is None or (isinstance(sheet, str) and sheet != "*"):
        return [recognise(source, wanted, key=key, sheet=sheet, encoding=encoding)]
    names = list(sheet)
    if sheet == "*":
        names = [way.sheet for way in candidates(source, encoding=encoding) if way.sheet is not None]
        if not names:
            return [recognise(source, wanted, key=key, encoding=encoding)]
    return [recognise(source, wanted, key=key, sheet=name, encoding=encoding) for name in names]


def _named(sheet: Sheet, number: int) -> Sheet:
    """A frame among several is called by its number."""
    return replace(sheet, grid=replace(sheet.grid, file=f"[{number}]"))


def _left(sheet: Sheet) -> dict[str, Any]:
    filled = int((~sheet.grid.blank).any(axis=1).sum()) if sheet.grid.values.size else 0
    return {"file": sheet.grid.file, "sheet": sheet.grid.sheet, "rows": filled}


def _repeated(sheets: Sequence[Sheet]) -> list[Any]:
    """Sheets with the same content as one before, which would count every respondent twice."""
    first: dict[tuple[Any, Any], Sheet] = {}
    problems = []
    for sheet in sheets:
        settings = sheet.grid.step.settings
        mark = (settings["sha256"], settings.get("sheet"))
        if mark in first:
            earlier = first[mark].grid
            problems.append(doors.file_repeated(Place(sheet.grid.file, sheet.grid.sheet), earlier.file or ""))
        first.setdefault(mark, sheet)
    return problems


def _marked(sheet: Sheet, markers: Mapping[Key, str]) -> Sheet:
    """The sheet with a column of its own name, or its file's, for each role that asks for it."""
    for name, marker in markers.items():
        file = Path(sheet.grid.file).stem if sheet.grid.file else None
        said = sheet.grid.sheet if marker == SHEET else file
        if said is None:
            raise SettingError(f"{name[0]}={marker!r} needs {'a workbook' if marker == SHEET else 'files'}")
        if marker in sheet.names:
            sheet = replace(sheet, columns={**sheet.columns, name: sheet.names.index(marker)})
        else:
            sheet = with_column(sheet, name, marker, np.full(len(sheet.kinds), said, dtype=object))
    return sheet

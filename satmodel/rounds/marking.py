"""Faults for the person who mends them: one table in both languages, and copies of the files with the cells marked."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from satmodel.errors import DataProblems, Problem
from satmodel.rounds.ledger import write_files
from satmodel.survey.sheets.cells import candidates
from satmodel.telling.formats.archive import repack
from satmodel.telling.language import codes
from satmodel.telling.language import language as find_language
from satmodel.telling.words import problem_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_PLACE = ("file", "sheet", "row", "column", "header", "value", "rule")
_WIDTHS = {"file": 24, "sheet": 14, "row": 7, "column": 7, "header": 24, "value": 20, "rule": 20}
_MARK = "FFFF00"  # yellow, the colour of a marker pen
_LIST = "faults"
_CORE = "docProps/core.xml"
_HOUR = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def fault_table(error: DataProblems) -> pd.DataFrame:
    """Every fault in one table, with its place and its message and remedy in every language.

    Args:
        error: the faults.

    Returns:
        One row a fault: file, sheet, row (as the spreadsheet program numbers it), column (its letter), header, value,
        rule, and ``message_zh``, ``remedy_zh``, ``message_en``, ``remedy_en``.

    Examples:
        >>> fault = Problem("unit_blank", "The unit is not filled in.", "Fill in the unit.", "a.xlsx", "Sheet1", 7, "C")
        >>> fault_table(DataProblems([fault]))[["row", "column", "message_en"]].values.tolist()
        [[7, 'C', 'The unit is not filled in.']]
    """
    rows = []
    for problem in error.problems:
        said = [text for code in reversed(codes()) for text in problem_text(problem, code)]
        rows.append([*(getattr(problem, name) for name in _PLACE), *said])
    heads = [f"{part}_{code}" for code in reversed(codes()) for part in ("message", "remedy")]
    table = pd.DataFrame(rows, columns=[*_PLACE, *heads])
    return table.astype({"row": "Int64"})


def mark_faults(error: DataProblems, *, folder: str | Path, into: str | Path) -> tuple[Path, ...]:
    """Write the table of all faults, and a copy of each file that has some with the cells marked.

    Args:
        error: the faults, as ``read`` and the other doors raise them.
        folder: where the files with the faults are.
        into: the folder to write into; the files themselves are never touched.

    Returns:
        The files written: ``faults.xlsx``, and ``<name>.marked.xlsx`` for each workbook or text file. A marked cell is
        yellow and carries the message and the remedy as a note.

    Examples:
        >>> import tempfile
        >>> fault = Problem("unit_blank", "The unit is not filled in.", "Fill in the unit.", "a.csv", None, 2, "A")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "a.csv").write_text("unit,q1\\n,100\\n")
        ...     [path.name for path in mark_faults(DataProblems([fault]), folder=folder, into=Path(folder, "check"))]
        ['faults.xlsx', 'a.csv.marked.xlsx']
    """
    outputs = {"faults.xlsx": _listed(error)}
    by_file: dict[str, list[Problem]] = {}
    for problem in error.problems:
        if problem.file is not None and problem.row is not None:
            by_file.setdefault(problem.file, []).append(problem)
    for name, problems in by_file.items():
        path = _found(Path(folder), name)
        if path is not None and path.suffix.lower() not in (".toml", ".yaml", ".yml", ".json"):
            outputs[f"{name.replace('/', '-')}.marked.xlsx"] = _marked(path, problems)
    return tuple(write_files(Path(into), outputs))


def _found(folder: Path, name: str) -> Path | None:
    direct = folder / name
    return direct if direct.is_file() else next(iter(sorted(folder.rglob(Path(name).name))), None)


def _listed(error: DataProblems) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _LIST
    _fill(sheet, fault_table(error))
    return _bytes(book)


def _marked(path: Path, problems: Sequence[Problem]) -> bytes:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        book = _copy(path)
    table = fault_table(DataProblems(problems))
    for problem in problems:
        sheet = book[problem.sheet] if problem.sheet in book.sheetnames else book.worksheets[0]
        _mark(sheet, problem)
    listing = book.create_sheet(_unused(_LIST, book.sheetnames), 0)
    lost = [f"not copied: {warning.message}" for warning in said]
    _fill(listing, table, notes=lost)
    book.active = 0
    return _bytes(book)


def _copy(path: Path) -> Workbook:
    """The workbook itself where it is an xlsx; for other files the cells as they were read."""
    from openpyxl import Workbook, load_workbook

    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return load_workbook(path, data_only=False)
    book = Workbook()
    book.remove(book.active)
    for way in _readings(path):
        grid = way.load(None)
        sheet = book.create_sheet(way.sheet or path.stem[:31])
        for row in grid.texts.tolist():
            sheet.append(row)
    return book


def _readings(path: Path) -> Sequence[Any]:
    """Every sheet of a workbook; of a text file the reading with the most columns."""
    ways = candidates(path)
    if ways[0].sheet is not None:
        return ways
    return [max(ways, key=lambda way: way.load(None).texts.shape[1])]


def _mark(sheet: Worksheet, problem: Problem) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet[f"{problem.column or 'A'}{problem.row}"]
    if isinstance(cell, MergedCell):
        held = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(held.min_row, held.min_col)
    said = "\n".join(" ".join(problem_text(problem, code)) for code in reversed(codes()))
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    cell.comment = Comment(before + said, "satmodel", width=360, height=120)
    cell.fill = PatternFill("solid", start_color=_MARK, end_color=_MARK)


def _fill(sheet: Worksheet, table: pd.DataFrame, notes: Sequence[str] = ()) -> None:
    from openpyxl.styles import Alignment, Font

    heads = [_head(column) for column in table.columns]
    sheet.append(heads)
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False, name=None):
        sheet.append([None if cell is None else cell if isinstance(cell, int) else _plain(cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # never a formula
    for note in notes:
        sheet.append([note])
    for number, column in enumerate(table.columns, 1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(column, 48)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _head(column: str) -> str:
    name, _, code = column.partition("_")
    if code in codes():
        return f"{find_language(code).heads[name]} ({code})"
    return " ".join(find_language(code).heads[column] for code in reversed(codes()))


def _plain(value: object) -> str:
    """Text that a workbook can hold."""
    return "".join(letter for letter in str(value) if letter >= " " or letter in "\n\t")[:32_000]


def _unused(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _bytes(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as parts:
        core = parts.read(_CORE)
    # the library writes the hour; nothing that is written here holds a clock
    return repack(made.getvalue(), replaced={_CORE: _HOUR.sub(rb"\g<1>1980-01-01T00:00:00Z", core)})

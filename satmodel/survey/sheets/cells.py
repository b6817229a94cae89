"""Raw grids of cells, just as they stand in a workbook, a text file or a frame."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.cell_errors import uncomputed
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.text import Cells, texts

DELIMITERS = (",", "\t", ";")

_WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LADDER = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The cells of one sheet.

    Attributes:
        values: (rows, columns) cells as read: text, numbers, dates; an empty cell is ``""``.
        texts: (rows, columns) the same cells as text.
        first_row: the number of the first row in the spreadsheet program; 0 for a frame, whose columns are row 0.
        merged: merged cells as positions (top, left, bottom, right), ends included.
        file, sheet: the file's name and the sheet's; None for a frame.
        guessed: the encoding that was found by trying, None where the file itself or the analyst says it.
        step: the file's (or the frame's) fingerprint.
    """

    values: Cells
    texts: Cells
    first_row: int
    merged: tuple[tuple[int, int, int, int], ...]
    file: str | None
    sheet: str | None
    guessed: str | None
    step: Step

    @property
    def framed(self) -> bool:
        """Whether the cells come from a frame."""
        return self.first_row == 0

    @property
    def typed(self) -> bool:
        """Whether numbers and text are told apart, as they are in a workbook and a frame and not in a text file."""
        return self.framed or self.sheet is not None

    @property
    def blank(self) -> NDArray[np.bool_]:
        """(rows, columns) whether each cell is empty or holds white space only."""
        flat = [text == "" or text.isspace() for text in self.texts.ravel().tolist()]
        return np.array(flat, dtype=bool).reshape(self.texts.shape)

    def number_of(self, position: int) -> int:
        """The row's number in the spreadsheet program."""
        return int(position) + self.first_row

    def place(self, position: int | None = None, column: int | None = None, header: str | None = None) -> Place:
        """Where a cell stands; a frame's columns have no letters."""
        row = None if position is None else self.number_of(position)
        return Place(self.file, self.sheet, row, None if self.framed else column, header)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to read a source: one of a workbook's sheets, or one delimiter of a text file.

    Attributes:
        sheet: the sheet's name, None where there are no sheets.
        load: reads the grid, all of it or only so many rows from the top.
    """

    sheet: str | None
    load: Callable[[int | None], Grid] = field(repr=False)


def candidates(
    source: str | Path | pd.DataFrame, *, sheet: str | None = None, encoding: str | None = None
) -> tuple[Candidate, ...]:
    """The ways to read a source.

    Args:
        source: a workbook (xlsx, xlsm, xls, xlsb, ods), a text file (csv) or a frame.
        sheet: the one sheet wanted; every sheet by default.
        encoding: a text file's encoding; by default its byte order mark, else strict UTF-8, else strict GB18030.

    Returns:
        The sheets in the workbook's order, or one candidate for each delimiter.

    Raises:
        DataProblems: file_missing, file_unreadable, encoding_unknown or sheet_missing.
        SettingError: an encoding or a kind of source that is not known.
    """
    if isinstance(source, pd.DataFrame):
        grid = _grid_of_frame(source)
        if sheet is not None:
            raise SettingError("a DataFrame has no sheets; leave out sheet=")
        return (Candidate(None, lambda rows: grid),)
    if not isinstance(source, str | Path):
        raise SettingError(f"source must be a path or a DataFrame, not {type(source).__name__}")
    path = Path(source)
    data = _bytes(path)
    if data.startswith(_WORKBOOK_SIGNATURES):
        return _sheets(path.name, data, sheet)
    if sheet is not None:
        _stop(faults.sheet_missing(Place(path.name, sheet), ()))
    return _readings(path.name, data, encoding)


def _stop(problem: Problem) -> None:
    raise DataProblems([problem])


def _bytes(path: Path) -> bytes:
    place = Place(path.name)
    if path.is_dir():
        _stop(faults.file_unreadable(place, "folder", "it is a folder"))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        others = sorted(other.name for other in path.parent.iterdir()) if path.parent.is_dir() else []
        raise DataProblems([faults.file_missing(place, str(path), others)]) from None
    except OSError as error:
        raise DataProblems([faults.file_unreadable(place, "refused", error.strerror or str(error))]) from error
    if not data.strip():
        _stop(faults.file_unreadable(place, "empty", "it is empty"))
    return data


def fingerprint(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _sheets(name: str, data: bytes, sheet: str | None) -> tuple[Candidate, ...]:
    try:
        book = load_workbook(io.BytesIO(data))
    except PasswordError:
        raise DataProblems([faults.file_unreadable(Place(name), "password", "it has a password")]) from None
    except CalamineError as error:
        raise DataProblems([faults.file_unreadable(Place(name), "damaged", str(error))]) from None
    names = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    if not names:
        _stop(faults.file_unreadable(Place(name), "empty", "it has no sheet of cells"))
    if sheet is not None and sheet not in names:
        _stop(faults.sheet_missing(Place(name, sheet), names))
    wanted = names if sheet is None else [sheet]
    return tuple(Candidate(one, _sheet_loader(book, name, one, data)) for one in wanted)


def _sheet_loader(book: CalamineWorkbook, name: str, sheet: str, data: bytes) -> Callable[[int | None], Grid]:
    def load(rows: int | None) -> Grid:
        try:
            found = book.get_sheet_by_name(sheet)
            cells = found.to_python(skip_empty_area=False, nrows=rows)
        except CalamineError as error:
            raise DataProblems([faults.file_unreadable(Place(name, sheet), "damaged", str(error))]) from None
        merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in found.merged_cell_ranges or ())
        values = _array(cells)
        if rows is None:
            values = _with_uncomputed(values, uncomputed(data, sheet))
        step = Step("file", {"name": name, "sha256": fingerprint(data), "sheet": sheet})
        return Grid(values, texts(values), 1, merged, name, sheet, None, step)

    return load


def _with_uncomputed(values: Cells, found: dict[tuple[int, int], str]) -> Cells:
    if not found:
        return values
    height, width = np.maximum(values.shape, np.max(list(found), axis=0) + 1)
    whole = np.full((height, width), "", dtype=object)
    whole[: values.shape[0], : values.shape[1]] = values
    for place, text in found.items():
        if whole[place] == "":
            whole[place] = text
    return whole


def _readings(name: str, data: bytes, encoding: str | None) -> tuple[Candidate, ...]:
    text, used = _decode(name, data, encoding)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml", "<meta", "<head")):
        _stop(faults.file_unreadable(Place(name), "web_page", "it is a web page"))
    step = Step("file", {"name": name, "sha256": fingerprint(data), "sheet": None, "encoding": used})
    guessed = used if used == "gb18030" and encoding is None else None

    def loader(delimiter: str) -> Callable[[int | None], Grid]:
        def load(rows: int | None) -> Grid:
            values = _array(_split(name, text, delimiter, rows))
            return Grid(values, values, 1, (), name, None, guessed, step)

        return load

    return tuple(Candidate(None, loader(delimiter)) for delimiter in DELIMITERS)


def _decode(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    marked = next((known for mark, known in _MARKS if data.startswith(mark)), None)
    ladder = (encoding,) if encoding else (marked,) if marked else _LADDER
    for known in ladder:
        try:
            text = data.decode(known)
        except UnicodeError:
            continue
        except LookupError:
            raise SettingError(f"no encoding {known!r}; usual ones are 'utf-8', 'gb18030' and 'big5'") from None
        if "\x00" not in text:
            return text.removeprefix("\ufeff"), known
    raise DataProblems([faults.encoding_unknown(Place(name), ladder)])


def _split(name: str, text: str, delimiter: str, rows: int | None) -> list[list[str]]:
    found = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(row)
            if len(found) == rows:
                break
    except csv.Error as error:
        raise DataProblems([faults.file_unreadable(Place(name), "damaged", str(error))]) from None
    return found


def _array(rows: Sequence[Sequence[object]]) -> Cells:
    width = max(map(len, rows), default=0)
    values = np.full((len(rows), width), "", dtype=object)
    for i, row in enumerate(rows):
        values[i, : len(row)] = row
    return values


def _grid_of_frame(frame: pd.DataFrame) -> Grid:
    if isinstance(frame.columns, pd.MultiIndex):
        raise SettingError("the frame's columns have several levels; give it one header a column")
    values = np.empty((len(frame) + 1, frame.shape[1]), dtype=object)
    values[0] = list(frame.columns)
    for j in range(frame.shape[1]):
        values[1:, j] = frame.iloc[:, j].astype(object)
    shown = texts(values)
    values[shown == ""] = ""
    text = "\x1e".join("\x1f".join(row) for row in shown.tolist())
    step = Step("frame", {"sha256": fingerprint(text.encode("utf-8")), "rows": len(frame)})
    return Grid(values, shown, 0, (), None, None, None, step)


def read_text(path: Path, encoding: str | None = None) -> str:
    """A text file's content, with the faults of a file that is missing or cannot be read."""
    return _decode(path.name, _bytes(path), encoding)[0]

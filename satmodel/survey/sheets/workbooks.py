"""Recognising what each row of a sheet is: title, header, note, total, blank or data. Nothing is dropped unseen."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults, faults_tables, headers
from satmodel.survey.sheets.cells import Candidate, Grid, candidates
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.headers import Wanted
from satmodel.survey.sheets.rows import mark, ranges
from satmodel.survey.sheets.shares import as_shares
from satmodel.survey.sheets.shares import shares as shares_of
from satmodel.survey.sheets.text import Cells, compact, labels, numbers, text_of

Key = tuple[str, str]  # a role and a name, such as ("item", "safety")
Rows = NDArray[np.intp]

_PLAIN_NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14})(\.\d{1,12})?")

KINDS = ("title", "header", "note", "total", "blank", "void", "respondent")


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet whose header and rows are recognised.

    Attributes:
        grid: the cells, with cells merged downwards written into every row they cover.
        names: a different name for every column.
        columns: the position of each wanted column that was found.
        kinds: (rows,) what each row is: title, header, note, total, blank, unclear or data.
        problems: what is wrong with the header and with rows that are none of these.
    """

    grid: Grid
    names: tuple[str, ...]
    columns: Mapping[Key, int]
    kinds: Cells
    problems: tuple[Problem, ...]

    def rows(self, kind: str) -> Rows:
        """The positions of the rows of one kind."""
        return np.flatnonzero(self.kinds == kind)

    def values(self, key: Key, rows: Rows) -> Cells:
        """A wanted column's cells as read."""
        return self.grid.values[rows, self.columns[key]]

    def labels(self, key: Key, rows: Rows) -> Cells:
        """A wanted column's cells as labels."""
        return labels(self.grid.texts[rows, self.columns[key]])

    def text(self, key: Key, row: int) -> str:
        """One cell as text."""
        return str(self.grid.texts[row, self.columns[key]])

    def place(self, key: Key, row: int | None = None) -> Place:
        """Where a wanted column's cell stands."""
        column = self.columns[key]
        return self.grid.place(row, column, self.names[column])

    def header(self, key: Key) -> str | None:
        """The header of a wanted column, None where it was not asked for or not found."""
        return self.names[self.columns[key]] if key in self.columns else None

    def index(self, rows: Rows) -> pd.Index:
        """The rows' numbers in the spreadsheet program."""
        return self.grid.index(rows)

    def holds(self, column: int) -> bool:
        """Whether a column has a header or any cell that is filled in."""
        return not self.names[column].startswith("[") or not self.grid.blank[:, column].all()

    def frame(self, rows: Rows) -> pd.DataFrame:
        """Whole rows under their headers; a column of plain numbers is numeric, every other is left as it stands."""
        index = self.index(rows)
        data = {
            name: _column(self.grid.values[rows, j], typed=self.grid.typed)
            for j, name in enumerate(self.names)
            if self.holds(j)
        }
        return pd.DataFrame({name: pd.Series(cells, index=index) for name, cells in data.items()}, index=index)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The data rows of a sheet under the names asked for.

    Attributes:
        frame: one row a data row, columns as asked for; the index is the row's number in the spreadsheet program.
        totals: the rows that sum the others up, likewise.
        report: one row a kind of row: file, sheet, kind, rows, where.
        step: the file's fingerprint.
        file, sheet: the file's name and the sheet's.
        columns: where each column stands.
        forms: what the bare numbers of each column of shares were taken for: ``"share"`` or ``"percent"``.
        whole: the sheet with all its columns, those not asked for too.
    """

    frame: pd.DataFrame
    totals: pd.DataFrame
    report: pd.DataFrame
    step: Step
    file: str | None
    sheet: str | None
    columns: Mapping[str, Place] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    whole: Sheet | None = None

    def place(self, name: str, row: int) -> Place:
        """Where a cell stands, by the column's name and the row's number in the spreadsheet program."""
        return replace(self.columns[name], row=int(row))


def recognise(
    source: str | Path | pd.DataFrame,
    wanted: Wanted,
    *,
    key: Key,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Sheet:
    """Find the sheet, the header row and the columns, and say what every row is.

    Args:
        source: a workbook, a text file or a frame.
        wanted: the header of each wanted column.
        key: the column whose words tell a total from data.
        sheet: the sheet's name; by default the one sheet whose header row has the headers asked for.
        encoding: a text file's encoding; found by trying by default.

    Raises:
        DataProblems: the file or the sheet cannot be read at all; other faults are listed in the result.
        SettingError: a wanted header is empty.
    """
    wanted = {name: text_of(header) for name, header in wanted.items()}
    empty = [name[1] for name, header in wanted.items() if not compact(header)]
    if empty:
        raise SettingError(f"an empty header was asked for: {empty}; give a column's header")
    grid, top = _choose(candidates(source, sheet=sheet, encoding=encoding), wanted)
    found, problems = headers.columns(grid, top, wanted)
    names = headers.names(grid, top)
    kinds = np.full(len(grid.values), "blank", dtype=object)
    if top is not None:
        below = headers.header_rows(grid, top)
        grid = headers.merged_down(grid, below[-1])
        mark(grid, kinds, below, found.get(key))
    unclear = np.flatnonzero(kinds == "unclear") if found else ()
    for row in unclear:
        column = int(np.argmin(grid.blank[row]))
        problems.append(faults.row_unclear(grid.place(row, column), str(grid.texts[row, column])))
    return Sheet(grid, names, found, kinds, tuple(problems))


def _choose(ways: Sequence[Candidate], wanted: Wanted) -> tuple[Grid, int | None]:
    if len(ways) == 1:
        grid = ways[0].load(None)
        return grid, headers.best_row(grid, wanted)[0]
    fits = [headers.best_row(way.load(headers.SEARCHED_ROWS), wanted)[1] for way in ways]
    best = max(fits, default=(0, 0))
    equal = [way for way, fit in zip(ways, fits, strict=True) if fit[0] == best[0]]
    if best[0] and len(equal) > 1 and equal[0].sheet is not None:
        grid = equal[0].load(1)
        raise DataProblems([faults.sheet_ambiguous(Place(grid.file), [way.sheet or "" for way in equal])])
    grid = ways[fits.index(best)].load(None)
    return grid, headers.best_row(grid, wanted)[0]


def _column(cells: Cells, *, typed: bool) -> Cells | NDArray[np.float64]:
    """A column of plain numbers as numbers; every other as it stands, with None for an empty cell."""
    filled = [cell for cell in cells.tolist() if cell != ""]
    kinds = set(map(type, filled))
    plain = bool(filled) and kinds <= {int, float}
    if kinds == {str} and not typed:
        plain = all(_PLAIN_NUMBER.fullmatch(text) for text in set(filled))
    if plain:
        return np.array([np.nan if cell == "" else float(cell) for cell in cells.tolist()])
    return np.array([None if cell == "" else cell for cell in cells.tolist()], dtype=object)


def report(sheet: Sheet, kinds: Cells, *, listed: Sequence[str] = KINDS) -> pd.DataFrame:
    """How many rows are of each kind, and which: one row a kind."""
    rows = [np.flatnonzero(kinds == kind) for kind in listed]
    columns = {
        "file": [sheet.grid.file] * len(listed),
        "sheet": [sheet.grid.sheet] * len(listed),
        "kind": list(listed),
        "rows": [len(found) for found in rows],
        "where": [ranges([sheet.grid.number_of(row) for row in found]) for found in rows],
    }
    return pd.DataFrame(columns)


def table(
    source: str | Path | pd.DataFrame,
    headers: Mapping[str, str | None],
    *,
    numbers: Collection[str] = (),
    shares: Collection[str] | Mapping[str, str] = (),
    optional: Collection[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
) -> Table:
    """Read named columns of a published table, without its title, note, total and blank rows.

    Args:
        source: a workbook, a text file or a frame, one row a unit (or a unit and item).
        headers: the header of each column by its name; the first one names the unit. A header over several rows is
            given by its levels joined with ``/``, by the last or the first of them, by its beginning or a part, if only
            one column is meant. A name whose header is None is left out.
        numbers: names of columns of numbers; a unit of number in the cell (``95.74%``) is left out.
        shares: names of columns of shares, read as numbers between 0 and 1 from ``.9574``, ``95.74`` or ``95.74%``;
            where a column's bare numbers could be either, say which by ``{name: "share"}`` or ``{name: "percent"}``.
        optional: names of columns that may have empty cells.
        sheet: the sheet's name; by default the one sheet that has the headers asked for.
        encoding: a text file's encoding; by default its byte order mark, else strict UTF-8, else strict GB18030.

    Returns:
        The columns, numbers as numbers and everything else as labels; rows that sum the others up apart.

    Raises:
        DataProblems: every fault of the table, all at once.
        SettingError: no header at all, or a name in ``numbers``, ``shares`` or ``optional`` that is not among the
            headers.

    Examples:
        >>> frame = pd.DataFrame({"unit": ["A", "B", "average"], "score (points)": ["85.74%", "90", "87.87"]})
        >>> read = table(frame, {"unit": "unit", "score": "score"}, numbers=["score"])
        >>> read.frame["score"].tolist(), read.totals["score"].tolist()
        ([85.74, 90.0], [87.87])
        >>> read = table(frame, {"unit": "unit", "score": "score"}, shares=["score"])
        >>> read.frame["score"].round(4).tolist(), read.forms
        ([0.8574, 0.9], {'score': 'percent'})
    """
    wanted = {(name, name): header for name, header in headers.items() if header is not None}
    strangers = [name for name in (*numbers, *shares, *optional) if name not in headers]
    if not wanted or strangers:
        raise SettingError(f"no header is given for {strangers}" if strangers else "name at least one column's header")
    found = recognise(source, wanted, key=next(iter(wanted)), sheet=sheet, encoding=encoding)
    problems = list(found.problems)
    numeric = {*numbers, *shares}
    if found.columns:
        problems += _table_faults(found, numeric, optional)
    forms, unclear = _forms(found, shares, known=not problems)
    problems += unclear
    if problems:
        raise DataProblems(faults.in_order(problems))
    kinds = np.where(found.kinds == "data", "row", found.kinds)
    return Table(
        _named(found, found.rows("data"), numeric, forms),
        _named(found, found.rows("total"), numeric, forms),
        report(found, kinds, listed=("title", "header", "note", "total", "blank", "row")),
        found.grid.step,
        found.grid.file,
        found.grid.sheet,
        {key[0]: found.place(key) for key in found.columns},
        forms,
        found,
    )


def _forms(
    found: Sheet, wanted: Collection[str] | Mapping[str, str], *, known: bool
) -> tuple[dict[str, str], list[Problem]]:
    """What the bare numbers of each column of shares are, and the cells that may be read in two ways."""
    said = wanted if isinstance(wanted, Mapping) else {}
    rows = found.rows("data")
    forms, problems = {}, []
    for key in (key for key in found.columns if key[0] in wanted and known):
        read = shares_of(found.values(key, rows), said.get(key[0]))
        forms[key[0]] = read.form
        other = int(rows[read.witness or 0])
        shown = found.text(key, other), faults_tables.cell_name(found.place(key, other))
        problems += [
            faults_tables.percent_mixed(found.place(key, row), key[0], found.text(key, row), *shown)
            for row in rows[read.unclear]
        ]
        outside = rows[read.outside & ~read.unclear.any()]
        problems += [
            faults_tables.share_outside(found.place(key, row), key[0], found.text(key, row)) for row in outside
        ]
    return forms, problems


def _table_faults(found: Sheet, numeric: Collection[str], optional: Collection[str]) -> list[Problem]:
    rows = found.rows("data")
    problems = []
    if not len(rows):
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    for i, key in enumerate(found.columns):
        if key[0] in numeric:
            checked = np.sort(np.concatenate([rows, found.rows("total")]))
            values, wrong = numbers(found.values(key, checked))
            wrong |= np.isnan(values) & (key[0] not in optional) & (found.kinds[checked] == "data")
            problems += [
                faults.number_expected(found.place(key, row), key[0], found.text(key, row)) for row in checked[wrong]
            ]
        elif key[0] not in optional:
            blank = rows[found.labels(key, rows) == ""]
            places = [found.place(key, row) for row in blank]
            problems += [faults.label_blank(place, key[0]) if i else faults.unit_blank(place) for place in places]
    return problems


def row_counts(kinds: Cells) -> dict[str, int]:
    """How many rows there are of each kind that is no data."""
    return {kind: int((kinds == kind).sum()) for kind in ("title", "header", "note", "total", "blank", "void")}


def _named(found: Sheet, rows: Rows, numeric: Collection[str], forms: Mapping[str, str]) -> pd.DataFrame:
    columns = {}
    for key in found.columns:
        if key[0] in forms:
            columns[key[0]] = as_shares(found.values(key, rows), forms[key[0]])
        elif key[0] in numeric:
            columns[key[0]] = numbers(found.values(key, rows))[0]
        else:
            columns[key[0]] = found.labels(key, rows)
    index = found.index(rows)
    return pd.DataFrame({name: pd.Series(cells, index=index) for name, cells in columns.items()}, index=index)

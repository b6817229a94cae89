"""What a row of a sheet is: title, header, note, total, blank, or data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.survey.sheets.cells import Grid
from satmodel.survey.sheets.text import Cells, compact, labels, words


def mark(grid: Grid, kinds: Cells, header: tuple[int, ...], key: int | None) -> None:
    """Write into ``kinds`` what each row is.

    A note is a row with one filled cell that begins with a note's word or that follows a note, or with two of which
    the first is that word alone. A total is a row whose first filled cell, or whose unit, is a word for a sum or an
    average. A row with one filled cell that is neither is unclear, unless the cell is a unit that other rows have too.

    Args:
        grid: the cells.
        kinds: (rows,) filled in here.
        header: the positions of the header's rows.
        key: the unit's column, where it was found.
    """
    blank = grid.blank
    filled = (~blank).sum(axis=1)
    first = np.argmin(blank, axis=1)
    leading = labels(grid.texts[np.arange(len(first)), first])
    unit = leading if key is None else labels(grid.texts[:, key])
    kinds[filled > 0] = "data"
    kinds[: header[0]][filled[: header[0]] > 0] = "title"
    kinds[list(header)] = "columns" if grid.framed else "header"
    data = (np.arange(len(kinds)) > header[-1]) & (filled > 0)
    if key is not None:
        titles = {compact(text) for text in grid.texts[list(header), key]} - {""}
        kinds[data & _each(unit, lambda text: compact(text) in titles)] = "header"
    _mark_repeated(grid, kinds, header)
    kinds[data & (_each(leading, _is_total) | _each(unit, _is_total))] = "total"
    known = set(unit[data & (filled > 1)]) if key is not None else set()
    for row in np.flatnonzero((kinds == "data") & (filled <= 2)):
        alone = filled[row] == 1
        if alone and first[row] == key and unit[row] in known:
            continue
        if _is_note(leading[row], alone=alone) or (alone and kinds[row - 1] == "note"):
            kinds[row] = "note"
        elif alone and grid.texts.shape[1] > 2:
            kinds[row] = "unclear"


def _mark_repeated(grid: Grid, kinds: Cells, header: tuple[int, ...]) -> None:
    """The further levels of a header that is repeated on the next page."""
    for row in np.flatnonzero(kinds[header[-1] + 1 :] == "header") + header[-1] + 1:
        for below, level in enumerate(header[1:], 1):
            again = row + below < len(kinds) and compact_row(grid, row + below) == compact_row(grid, level)
            if again:
                kinds[row + below] = "header"


def compact_row(grid: Grid, position: int) -> list[str]:
    """One row's cells as headers are matched."""
    return [compact(text) for text in grid.texts[position]]


def _each(cells: Cells, test: Callable[[str], bool]) -> NDArray[np.bool_]:
    codes, different = pd.factorize(cells)
    return np.array([test(text) for text in different], dtype=bool)[codes]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()["rows"][name], re.IGNORECASE | re.DOTALL)


def _is_total(text: str) -> bool:
    return bool(_pattern("total").fullmatch(compact(text)))


def _is_note(text: str, *, alone: bool) -> bool:
    return bool(_pattern("note" if alone else "note_mark").fullmatch(compact(text)))


def ranges(rows: Iterable[int]) -> str:
    """Row numbers in one short text.

    Examples:
        >>> ranges([1, 2, 5, 7, 8, 9])
        '1-2, 5, 7-9'
    """
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)

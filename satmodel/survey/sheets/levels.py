"""Headers over several rows: how far down a header reaches, and every column's path through its levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from satmodel.survey.sheets.cells import Grid
from satmodel.survey.sheets.text import compact, number

JOINT = "/"

_DEEPEST = 4  # rows of a header


@dataclass(frozen=True, eq=False)
class Levels:
    """A header's rows, from the top one down.

    Attributes:
        grid: the cells.
        top: the position of the first row.
        bottom: the position of the last row.
        cells: (rows, columns) the compact text of each cell.
        owners: (rows, columns) the column in which the cell stands that holds here, itself or one to its left of
            which it is a part; -1 where there is none.
        merged: (rows, columns) whether that is so because the cells are merged.
    """

    grid: Grid
    top: int
    bottom: int
    cells: tuple[tuple[str, ...], ...]
    owners: tuple[tuple[int, ...], ...]
    merged: tuple[tuple[bool, ...], ...]

    @cached_property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """Each column's compact header, level by level."""
        return tuple(self._path(j, self.cells) for j in range(len(self.cells[0])))

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Each column's header as it stands, its levels joined."""
        rows = self.grid.texts[self.top : self.bottom + 1]
        texts = tuple(tuple(" ".join(text.split()) for text in row) for row in rows)
        return tuple(JOINT.join(self._path(j, texts)) for j in range(len(self.cells[0])))

    @property
    def joined(self) -> list[str]:
        """Each column's compact header, its levels joined."""
        return [JOINT.join(path) for path in self.paths]

    def alone(self, text: str) -> list[int]:
        """The columns in which a cell with this text stands that the file could have merged with others and did not."""
        if not any(upper <= self.bottom and lower >= self.top for upper, _, lower, _ in self.grid.merged):
            return []
        rows = zip(self.cells, self.merged, strict=True)
        return [j for row, merged in rows for j, cell in enumerate(row) if cell == text and not merged[j]]

    def _path(self, column: int, texts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        path: list[str] = []
        wide = True
        for row, owners in zip(texts, self.owners, strict=True):
            owner = owners[column]
            repeated = bool(path) and not wide and path[-1] == row[owner]
            if owner >= 0 and not repeated:
                path.append(row[owner])
                wide = owners.count(owner) > 1
        return tuple(path)


def levels(grid: Grid, top: int) -> Levels:
    """The header that begins in a row.

    A row belongs to the header above it when it has words and years only and each of them stands under a header that
    reaches over several columns, or under none, or is also a part of such a header; at least one column must have its
    header above and nothing below, unless the cells above are merged. A header reaches over the columns with which it
    is merged, or, where the file does not say, over the empty cells to its right that have something below them.

    Args:
        grid: the cells.
        top: the position of the header's first row.
    """
    rows = [_row(grid, top)]
    spans = [_spans(grid, top, [0] * len(rows[0]), rows[0])]
    bottom = top
    while not grid.framed and len(rows) < _DEEPEST:
        owners = spans[-1][0]
        merged = any(any(one) for _, one in spans)
        below = top + len(rows)
        if sum(text != "" for text in rows[0]) < 2 or below >= len(grid.texts):
            break
        under = _row(grid, below)
        reached = _reaches(grid, top, below - 1) >= below
        if not reached and not _continues(rows, owners, under, merged=merged):
            break
        rows.append(under)
        spans.append(_spans(grid, below, owners, under))
        bottom = below
    owners = [list(owners) for owners, _ in spans]
    _trim(rows, owners)
    return Levels(
        grid,
        top,
        bottom,
        tuple(map(tuple, rows)),
        tuple(map(tuple, owners)),
        tuple(tuple(merged) for _, merged in spans),
    )


def _row(grid: Grid, position: int) -> list[str]:
    return [compact(text) for text in grid.texts[position]]


def _reaches(grid: Grid, top: int, bottom: int) -> int:
    """The last row into which a cell of the header is merged downwards."""
    return max([bottom, *(lower for upper, _, lower, _ in grid.merged if top <= upper <= bottom)])


def _spans(grid: Grid, position: int, parents: list[int], row: list[str]) -> tuple[list[int], list[bool]]:
    """The column whose cell holds in each column of a row, and whether a merged cell says so."""
    owners = [j if text else -1 for j, text in enumerate(row)]
    merged = [False] * len(row)
    for upper, left, _, right in grid.merged:
        if position == upper and right > left:
            for j in range(left, min(right + 1, len(row))):
                owners[j], merged[j] = (left if row[left] else -1), True
    for j in range(1, len(row)):
        alike = row[j] == "" or row[j] == row[j - 1]
        if not merged[j] and not merged[j - 1] and alike and owners[j - 1] >= 0 and parents[j] == parents[j - 1]:
            owners[j] = owners[j - 1]
    return owners, merged


def _continues(rows: list[list[str]], owners: list[int], under: list[str], *, merged: bool) -> bool:
    """Whether a row is a further level of the header above it."""
    above = rows[-1]
    filled = [j for j, text in enumerate(under) if text]
    if not filled or any(_figure(under[j]) for j in filled):
        return False
    wide = {owner for owner in owners if owner >= 0 and owners.count(owner) > 1 and under[owner]}
    names = [(owners[j], under[j]) for j in filled if owners[j] in wide]
    parts = {text for _, text in names}
    for j in filled:
        headless = not any(row[j] for row in rows) and owners[j] < 0
        if owners[j] not in wide and not headless and under[j] != above[j] and under[j] not in parts:
            return False
    most = max((sum(one == owner for one, _ in names) for owner in wide), default=0)
    if most < 2 or len(set(names)) < 2 or _repeated(names):
        return False
    return merged or any(
        owners[j] in (-1, j) and owners.count(j) < 2 and any(row[j] for row in rows) and under[j] in ("", above[j])
        for j in range(len(above))
    )


def _figure(text: str) -> bool:
    """Whether a cell holds a number that is no year."""
    value = number(text)
    return value is not None and not (text.isdigit() and 1900 <= value <= 2100)


def _repeated(names: list[tuple[int, str]]) -> bool:
    """Whether a name stands twice, but not side by side, under one header."""
    shortened = [pair for i, pair in enumerate(names) if i == 0 or pair != names[i - 1]]
    return len(set(shortened)) < len(shortened)


def _trim(rows: list[list[str]], owners: list[list[int]]) -> None:
    """Let a header reach only over columns that have something below it; merged or not, an empty column is nobody's."""
    filled = np.array([[text != "" for text in row] for row in rows])
    for i, row in enumerate(owners):
        for j, owner in enumerate(row):
            if owner not in (-1, j) and not filled[i + 1 :, j].any():
                row[j] = j if rows[i][j] else -1

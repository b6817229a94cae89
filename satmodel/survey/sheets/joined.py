"""Several recognised sheets put together as one, and columns added to a sheet; every cell keeps its own place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from satmodel.step import Step
from satmodel.survey.sheets.cells import Part
from satmodel.survey.sheets.text import Cells, texts
from satmodel.survey.sheets.workbooks import KINDS, Key, Rows, Sheet, report


def join(sheets: Sequence[Sheet]) -> Sheet:
    """Put sheets under one another; a wanted column is one column whatever its header, the others go by their headers.

    Args:
        sheets: one or more recognised sheets, their columns in any order.

    Returns:
        The sheet itself where there is one; otherwise one sheet whose cells know their own file, sheet, row and column.
    """
    if len(sheets) == 1:
        return sheets[0]
    names: list[str] = []
    columns: dict[Key, int] = {}
    maps = [_positions(sheet, names, columns) for sheet in sheets]
    height = sum(len(sheet.grid.values) for sheet in sheets)
    values = np.full((height, len(names)), "", dtype=object)
    shown = np.full((height, len(names)), "", dtype=object)
    parts, top = [], 0
    for sheet, found in zip(sheets, maps, strict=True):
        below = top + len(sheet.grid.values)
        into, out = list(found), list(found.values())
        values[top:below, into] = sheet.grid.values[:, out]
        shown[top:below, into] = sheet.grid.texts[:, out]
        piece = sheet.grid.pieces[0]
        own = tuple(piece.columns[found[j]] if j in found else -1 for j in range(len(names)))
        heads = tuple(sheet.names[found[j]] if j in found else "" for j in range(len(names)))
        parts.append(Part(top, piece.first_row, piece.file, piece.sheet, own, heads))
        top = below
    files = list(dict.fromkeys(part.file or "" for part in parts))
    missing = {name: answers for sheet in sheets for name, answers in sheet.grid.missing.items()}
    step = Step("join", {"files": len(files), "sheets": len(parts)}, tuple(sheet.grid.step for sheet in sheets))
    grid = replace(
        sheets[0].grid,
        values=values,
        texts=shown,
        merged=(),
        file=", ".join(files[:3]) + (" …" if len(files) > 3 else ""),
        sheet=None,
        guessed=None,
        step=step,
        parts=tuple(parts),
        missing=missing,
    )
    kinds = np.concatenate([sheet.kinds for sheet in sheets])
    problems = tuple(problem for sheet in sheets for problem in sheet.problems)
    return Sheet(grid, tuple(names), columns, kinds, problems)


def _positions(sheet: Sheet, names: list[str], columns: dict[Key, int]) -> dict[int, int]:
    """The sheet's column that goes into each joined column; new ones are added to ``names`` and ``columns``."""
    known = {name: j for j, name in enumerate(names)}
    found: dict[int, int] = {}
    for key, own in sheet.columns.items():
        if key in columns:
            found[columns[key]] = own
    used = set(found.values())
    for own, name in enumerate(sheet.names):
        if own in used or not (sheet.holds(own) or own in sheet.columns.values()):
            continue
        if name not in known or known[name] in found:
            known[name] = len(names)
            names.append(name)
        found[known[name]] = own
    into = {own: j for j, own in found.items()}
    for key, own in sheet.columns.items():
        columns.setdefault(key, into[own])
    return found


def with_column(sheet: Sheet, key: Key, name: str, cells: Cells, *, origin: int = -1) -> Sheet:
    """The sheet with one more column.

    Args:
        sheet: a recognised sheet.
        key: the wanted column that this is.
        name: its header.
        cells: (rows,) its cells.
        origin: the column of the sheet whose place its cells have; -1 for none.
    """
    grid = sheet.grid
    parts = tuple(
        replace(
            part,
            columns=(*part.columns, part.columns[origin] if origin >= 0 else -1),
            headers=(*part.headers, part.headers[origin] if origin >= 0 else name) if part.headers else (),
        )
        for part in grid.pieces
    )
    wider = replace(
        grid,
        values=np.column_stack([grid.values, cells]),
        texts=np.column_stack([grid.texts, texts(cells)]),
        parts=parts,
    )
    return replace(sheet, grid=wider, names=(*sheet.names, name), columns={**sheet.columns, key: grid.values.shape[1]})


def with_cells(sheet: Sheet, column: int, rows: Rows, cells: Cells) -> Sheet:
    """The sheet with other cells in some rows of one column."""
    values, shown = sheet.grid.values.copy(), sheet.grid.texts.copy()
    values[rows, column] = cells
    shown[rows, column] = texts(cells)
    return replace(sheet, grid=replace(sheet.grid, values=values, texts=shown))


def reports(
    sheets: Sequence[Sheet],
    kinds: Cells,
    left: Sequence[Mapping[str, object]] = (),
    *,
    listed: Sequence[str] = KINDS,
) -> pd.DataFrame:
    """How many rows are of each kind in each sheet, and which; the sheets and files that were left out last.

    Args:
        sheets: the sheets that were put together.
        kinds: (rows,) what each row of them all is.
        left: file, sheet and number of filled rows of what was left out.
        listed: the kinds of rows to report.
    """
    ends = np.cumsum([len(sheet.kinds) for sheet in sheets])
    pieces = np.split(kinds, ends[:-1])
    frames = [report(sheet, piece, listed=listed) for sheet, piece in zip(sheets, pieces, strict=True)]
    if left:
        frames.append(pd.DataFrame([{**one, "kind": "left", "where": ""} for one in left]))
    columns = ["file", "sheet", "kind", "rows", "where"]
    return pd.concat([frame[columns] for frame in frames], ignore_index=True) if len(frames) > 1 else frames[0]

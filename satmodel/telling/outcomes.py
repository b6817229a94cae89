"""One result as blocks of a document: its sentences, its table, its figure."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from satmodel.result import Result
from satmodel.telling.context import Context
from satmodel.telling.figures import render
from satmodel.telling.formats.document import Block, Column, FigureBlock, Items, TableBlock, Value
from satmodel.telling.tables import ShownTable, shown

_WORDS = ("text", "verdict", "reason")
_FORMATS = {
    "text": "General",
    "verdict": "General",
    "reason": "General",
    "mark": "General",
    "percent": "0.0%",
    "number": "0.000",
    "ratio": "0.00",
    "p_value": "0.000",
    "integer": "#,##0",
    "df": "0.0",
}
LONG = 20  # rows beyond which a table with two levels is folded to one row a label of the first


def outcome(result: Result, key: str, context: Context) -> list[Block]:
    """The blocks of one result.

    Args:
        result: what was computed.
        key: the name by which references find its table and figure.
        context: how it is told.
    """
    blocks: list[Block] = [Items([context.say(finding) for finding in result.findings])] if result.findings else []
    caption = context.caption(result)
    frame = result.table if context.workbook else _folded(result.table)
    if len(frame):
        table = shown(frame, language=context.language, decimals=context.decimals, labels=context.labels)
        blocks.append(table_block(table, f"table-{key}", caption, context))
    if result.chart is not None and not context.workbook:
        blocks.append(figure_block(result, f"figure-{key}", caption, context))
    return blocks


def table_block(table: ShownTable, key: str, caption: str, context: Context) -> TableBlock:
    """A shown table as a block: as it is printed, or with every number in a column of its own for a workbook."""
    if not context.workbook:
        columns = [
            Column(head, align=align, kind="number" if align == "right" or kind in ("ranks", "mark") else "text")
            for head, align, kind in zip(table.heads, table.alignments, table.kinds, strict=True)
        ]
        return TableBlock(key, caption, columns, table.rows, notes=_simulated(context))
    columns = [
        Column(
            head,
            align="left" if kind in _WORDS else "right",
            number_format=_FORMATS.get(kind, "0." + "0" * context.decimals if context.decimals else "0"),
        )
        for head, kind in zip(table.raw_heads, table.raw_kinds, strict=True)
    ]
    rows = [[None if cell is None else str(cell) for cell in row] for row in table.raw_rows]
    values = [[_finite(cell) for cell in row] for row in table.raw_rows]
    return TableBlock(key, caption, columns, rows, values, _simulated(context))


def figure_block(result: Result, key: str, caption: str, context: Context) -> FigureBlock:
    """A result's chart as a block."""
    drawn = render(
        result,
        language=context.language.code,
        decimals=context.decimals,
        labels=context.labels,
        note=context.word("simulated") if context.simulated else None,
    )
    return FigureBlock(
        key, caption, drawn.png, drawn.svg, drawn.alt, width_cm=drawn.width_cm, notes=_simulated(context)
    )


def _finite(cell: Any) -> Value:
    """A cell as a workbook can hold it: an infinite number is text there."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return "∞" if cell > 0 else "−∞"
    return cell


def _simulated(context: Context) -> tuple[str, ...]:
    return (context.word("simulated"),) if context.simulated else ()


def _folded(frame: pd.DataFrame) -> pd.DataFrame:
    """A long table with two levels as one row a label of the first, its leading number a column a label of the second."""
    if frame.index.nlevels != 2 or len(frame) <= LONG:
        return frame
    leading = next(column for column in ("estimate", "change", "contribution") if column in frame.columns)
    wide = frame[leading].unstack(sort=False)
    return wide.rename_axis(columns=None)

"""The difference of every pair with its interval, or a matrix of verdicts where there are too many pairs for rows.

Many pairs of neighbours in a ranking are a chain: each difference stands between the names of its two units.

Roles: ``label`` and ``against`` (the two of the pair), ``value``, ``low``, ``high``; ``verdict`` if there is one.
Marks: ``margin`` and ``zero``.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Chart, Verdict
from satmodel.telling.figures import _pairs
from satmodel.telling.figures._canvas import (
    INK,
    MOST_NAMED,
    PAGE,
    PALE,
    SOFT,
    TALL,
    Canvas,
    Plan,
    column,
    established,
    parts,
    reach,
    row_plan,
)
from satmodel.telling.writer import Writer

MOST_ROWS = 60
_WIDE = 26  # half-width characters of a pair after which its second name has a line of its own


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a pair, for the chain, or for the matrix."""
    if _crowded(chart):
        return _pairs.plan(chart, writer)
    if not _chain(chart):
        return row_plan(chart, _names(chart, writer))
    columns = 2 if len(chart.data) <= 100 else 3
    size = math.ceil(len(chart.data) / columns)
    row = min(0.15, (TALL - 0.75) / (size + 1))
    linked = replace(chart, marks={**chart.marks, "chain": True})
    return Plan(PAGE, 0.75 + (size + 1) * row, 6.5 if columns == 2 else 6, parts(linked, size))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    if _crowded(chart):
        _pairs.paint(chart, canvas)
        return
    chain = chart.marks.get("chain", False) or _chain(chart)
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    shift = 0.5 if chain else 0.0
    rows = np.arange(len(value)) + shift
    sure = np.array(established(chart))
    margin = float(chart.marks.get("margin", 0.0))
    canvas.rows(_links(chart, canvas.writer) if chain else _names(chart, canvas.writer))
    if margin > 0:
        canvas.ax.axvspan(-margin, margin, facecolor=PALE, edgecolor=SOFT, hatch="////", linewidth=0, zorder=0)
    canvas.ax.axvline(0.0, color=SOFT, linewidth=1)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.2)
    size = min(5.5, canvas.font / 1.6)
    canvas.ax.plot(value[sure], rows[sure], "o", color=INK, markersize=size)
    canvas.ax.plot(value[~sure], rows[~sure], "o", color=INK, markerfacecolor="white", markersize=size)
    canvas.ticks(canvas.worth)
    axis = canvas.picture("gaps.axis", {"margin": margin})
    canvas.axis(f"{axis}\n{canvas.picture('gaps.chain')}" if chain else axis)
    writer = canvas.writer
    if canvas.narrow:
        canvas.notes([writer.points(one) for one in value], writer.head("gap"), short=True, below=shift)
        return
    texts = [f"{writer.points(one)} {writer.interval((a, b))}" for one, a, b in zip(value, low, high, strict=True)]
    canvas.notes(texts, canvas.picture("gaps.value"), below=shift)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure = sum(established(chart))
    values: dict[str, Any] = {"count": len(chart.data), "established": sure, "open": len(chart.data) - sure}
    values |= {"yes": Verdict.ESTABLISHED, "no": Verdict.NOT_ESTABLISHED}
    return values | _pairs.facts(chart) if _crowded(chart) else values


def _crowded(chart: Chart) -> bool:
    """Whether there are more pairs than rows fit on a page, and most units stand in several of them."""
    if "against" not in chart.columns or len(chart.data) <= MOST_ROWS or _linked(chart):
        return False
    units = pd.concat([column(chart, "label"), column(chart, "against")]).nunique()
    return len(chart.data) >= 2 * units


def _chain(chart: Chart) -> bool:
    """Whether there are more pairs than one column holds, each beginning where the one before ends."""
    return MOST_ROWS < len(chart.data) < 3 * MOST_NAMED and _linked(chart)


def _linked(chart: Chart) -> bool:
    if "against" not in chart.columns:
        return False
    label, against = column(chart, "label").tolist(), column(chart, "against").tolist()
    return label[1:] == against[:-1]


def _links(chart: Chart, writer: Writer) -> list[str]:
    label, against = column(chart, "label").tolist(), column(chart, "against").tolist()
    return [writer.name(name) for name in (label[0], *against)]


def _names(chart: Chart, writer: Writer) -> list[str]:
    label = column(chart, "label")
    if "against" not in chart.columns:
        return [writer.name(name) for name in label]
    return [_pair(a, b, writer, len(label)) for a, b in zip(label, column(chart, "against"), strict=True)]


def _pair(a: Any, b: Any, writer: Writer, rows: int) -> str:
    """The two names of a pair; in two lines where they are long and there is room."""
    text = writer.fill(writer.language.pictures["gaps.pair"], {"a": a, "b": b})
    second = writer.name(b)
    if rows > 20 or reach(text) <= _WIDE or not text.endswith(second):
        return text
    return f"{text.removesuffix(second).rstrip()}\n{second}"

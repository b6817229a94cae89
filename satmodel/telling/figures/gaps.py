"""The difference of every pair with its interval, or a matrix of verdicts where there are too many pairs for rows.

Roles: ``label`` and ``against`` (the two of the pair), ``value``, ``low``, ``high``; ``verdict`` if there is one.
Marks: ``margin`` and ``zero``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Chart, Verdict
from satmodel.telling.figures import _pairs
from satmodel.telling.figures._canvas import INK, PALE, SOFT, Canvas, Plan, column, established, row_plan
from satmodel.telling.writer import Writer

MOST_ROWS = 60


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a pair, or for the matrix."""
    if _crowded(chart):
        return _pairs.plan(chart, writer)
    return row_plan(chart, _names(chart, writer))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    if _crowded(chart):
        _pairs.paint(chart, canvas)
        return
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(value))
    sure = np.array(established(chart))
    margin = float(chart.marks.get("margin", 0.0))
    canvas.rows(_names(chart, canvas.writer))
    if margin > 0:
        canvas.ax.axvspan(-margin, margin, facecolor=PALE, edgecolor=SOFT, hatch="////", linewidth=0, zorder=0)
    canvas.ax.axvline(0.0, color=SOFT, linewidth=1)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.2)
    size = min(5.5, canvas.font / 1.6)
    canvas.ax.plot(value[sure], rows[sure], "o", color=INK, markersize=size)
    canvas.ax.plot(value[~sure], rows[~sure], "o", color=INK, markerfacecolor="white", markersize=size)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("gaps.axis", {"margin": margin}))
    writer = canvas.writer
    texts = [f"{writer.points(one)} {writer.interval((a, b))}" for one, a, b in zip(value, low, high, strict=True)]
    canvas.notes(texts, canvas.picture("gaps.value"))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure = sum(established(chart))
    values: dict[str, Any] = {"count": len(chart.data), "established": sure, "open": len(chart.data) - sure}
    values |= {"yes": Verdict.ESTABLISHED, "no": Verdict.NOT_ESTABLISHED}
    return values | _pairs.facts(chart) if _crowded(chart) else values


def _crowded(chart: Chart) -> bool:
    """Whether there are more pairs than rows fit on a page, and most units stand in several of them."""
    if "against" not in chart.columns or len(chart.data) <= MOST_ROWS:
        return False
    units = pd.concat([column(chart, "label"), column(chart, "against")]).nunique()
    return len(chart.data) >= 2 * units


def _names(chart: Chart, writer: Writer) -> list[str]:
    label = column(chart, "label")
    if "against" not in chart.columns:
        return [writer.name(name) for name in label]
    template = writer.language.pictures["gaps.pair"]
    return [writer.fill(template, {"a": a, "b": b}) for a, b in zip(label, column(chart, "against"), strict=True)]

"""The leader's lead over every other unit, with its interval.

Roles: ``leader`` (the same unit in every row), ``label`` (the other unit), ``value``, ``low``, ``high``; ``verdict`` if
there is one. Marks: ``margin``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, PALE, SOFT, Canvas, Plan, column, established, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows, sure = np.arange(len(value)), np.array(established(chart))
    writer, margin = canvas.writer, float(chart.marks.get("margin", 0.0))
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    if margin > 0:
        canvas.ax.axvspan(-margin, margin, facecolor=PALE, edgecolor=SOFT, hatch="////", linewidth=0, zorder=0)
    canvas.ax.axvline(0.0, color=SOFT, linewidth=1)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.2)
    size = min(5.5, canvas.font / 1.6)
    canvas.ax.plot(value[sure], rows[sure], "o", color=INK, markersize=size)
    canvas.ax.plot(value[~sure], rows[~sure], "o", color=INK, markerfacecolor="white", markersize=size)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("lead.axis", {"margin": margin, "leader": column(chart, "leader").iloc[0]}))
    texts = [f"{writer.points(one)} {writer.interval((a, b))}" for one, a, b in zip(value, low, high, strict=True)]
    canvas.notes(texts, canvas.picture("lead.value"))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure = sum(established(chart))
    values: dict[str, Any] = {"count": len(chart.data), "established": sure, "open": len(chart.data) - sure}
    values |= {"leader": column(chart, "leader").iloc[0], "yes": Verdict.ESTABLISHED, "no": Verdict.NOT_ESTABLISHED}
    return values

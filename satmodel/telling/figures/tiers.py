"""Units in order of score with their tiers as bands, or with their letters.

Roles: ``label``, ``value``, ``low``, ``high``; ``tier`` (a whole number) or ``letters``; ``direct`` (the direct score,
where ``value`` is a shrunk one). Marks: ``level``, ``method``, ``tiers`` (how many tiers or letters).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PALE, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(value))
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    size = min(5.0, canvas.font / 1.8)
    if "direct" in chart.columns:
        direct = column(chart, "direct").to_numpy(dtype=float)
        canvas.ax.plot(direct, rows, "o", color=FAINT, markerfacecolor="white", markersize=size, markeredgewidth=0.8)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.4)
    canvas.ax.plot(value, rows, "o", color=INK, markersize=size)
    canvas.ticks(canvas.worth)
    marks = {"level": chart.marks.get("level"), "method": chart.marks.get("method")}
    canvas.axis(canvas.picture("tiers.axis", marks))
    if "letters" in chart.columns:
        canvas.notes([str(one) for one in column(chart, "letters")], canvas.picture("tiers.letters"))
    else:
        _bands(canvas, column(chart, "tier").astype(int).tolist())


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    told = {"count": len(chart.data), "tiers": chart.marks["tiers"], "method": chart.marks.get("method")}
    if "letters" in chart.columns:
        return told | {"first": 0, "last": 0}
    tier = column(chart, "tier")
    return told | {"first": int((tier == tier.min()).sum()), "last": int((tier == tier.max()).sum())}


def _bands(canvas: Canvas, tiers: list[int]) -> None:
    """Every second tier on a grey ground, a line at each cut, and the tier's name right of the axes."""
    start = 0
    for tier, group in groupby(tiers):
        end = start + len(list(group))
        if tier % 2 == 0:
            canvas.ax.axhspan(start - 0.5, end - 0.5, color=PALE, linewidth=0, zorder=0)
        if start:
            canvas.ax.axhline(start - 0.5, color=SOFT, linewidth=0.8, zorder=0.5)
        canvas.write(1.02, (start + end - 1) / 2, canvas.picture("tiers.tier", {"tier": tier}), beside=True)
        start = end

"""The rank interval of every unit, rank 1 at the top and on the left.

Roles: ``label``, ``value`` (the rank), ``low`` and ``high`` (the ends of the rank interval); ``estimate`` (the score,
printed beside) if there is one.
Marks: ``level``, ``count`` (of units; the longest rank by default).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    ordered = _ordered(chart)
    return row_plan(ordered, [writer.name(name) for name in column(ordered, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    chart = _ordered(chart)
    rank, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(rank))
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    canvas.ax.hlines(rows, low, high, color=SOFT, linewidth=min(5.0, canvas.font / 1.7), capstyle="round")
    single = low == high
    size = min(5.5, canvas.font / 1.6)
    canvas.ax.plot(rank[~single], rows[~single], "o", color=INK, markersize=size)
    canvas.ax.plot(rank[single], rows[single], "D", color=INK, markersize=size * 0.95)
    last = float(chart.marks["count"])
    room = max(0.6, 0.03 * last)
    canvas.ax.set_xlim(1 - room, last + room)
    _whole_ticks(canvas, int(last))
    canvas.axis(canvas.picture("ranks.axis", {"level": chart.marks.get("level")}))
    if "estimate" in chart.columns:
        canvas.notes([canvas.writer.points(one) for one in column(chart, "estimate")], canvas.picture("ranks.score"))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    chart = _ordered(chart)
    low, high = column(chart, "low"), column(chart, "high")
    return {
        "count": len(low),
        "first": column(chart, "label").iloc[0],
        "rank_low": float(low.iloc[0]),
        "rank_high": float(high.iloc[0]),
        "single": int((low == high).sum()),
    }


def _ordered(chart: Chart) -> Chart:
    data = chart.data.sort_values(chart.columns["value"], kind="stable", ignore_index=True)
    count = chart.marks.get("count", float(column(chart, "high").max()))
    return replace(chart, data=data, marks={**chart.marks, "count": count})


def _whole_ticks(canvas: Canvas, last: int) -> None:
    from matplotlib.ticker import FixedLocator

    canvas.ticks(canvas.number)
    step = next(
        step for step in (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, last) if last / step <= (8 if canvas.narrow else 15)
    )
    canvas.ax.xaxis.set_major_locator(FixedLocator([1, *range(step if step > 1 else 2, last + 1, step)]))

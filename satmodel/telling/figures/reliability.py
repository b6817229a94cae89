"""The reliability of every unit's score, beside the one that is wanted and that of the whole ranking.

Roles: ``label``, ``value``, ``low``, ``high``. Marks: ``wanted``, ``whole``, ``level``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(value))
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    canvas.ax.axvline(chart.marks["wanted"], color=FAINT, linestyle="--", linewidth=1.1)
    canvas.ax.axvline(chart.marks["whole"], color=FAINT, linestyle=":", linewidth=1.4)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.4)
    size = min(5.0, canvas.font / 1.8)
    # filled where the whole interval lies at or above what is wanted
    reached = low >= chart.marks["wanted"]
    canvas.ax.plot(value[reached], rows[reached], "o", color=INK, markersize=size)
    canvas.ax.plot(value[~reached], rows[~reached], "o", color=INK, markerfacecolor="white", markersize=size)
    canvas.ax.set_xlim(-0.02, 1.02)
    canvas.ticks(canvas.number)
    canvas.axis(canvas.picture("reliability.axis", {"level": chart.marks["level"], "wanted": chart.marks["wanted"]}))
    canvas.notes([canvas.writer.ratio(one) for one in value], canvas.writer.head(chart.columns["value"]))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value = column(chart, "value")
    wanted = chart.marks["wanted"]
    reached = int((value >= wanted).sum())
    return {"count": len(value), "reached": reached, "wanted": wanted, "whole": chart.marks["whole"]}

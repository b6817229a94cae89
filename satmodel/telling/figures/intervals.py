"""A dot and a line for every estimate and its interval, or a matrix of estimates where they have two labels.

More than twenty scores stand in their own order, the highest first, unless they are those of rounds.

Roles: ``label``, ``value``, ``low``, ``high``; with ``panel`` (a second label) the matrix. Marks: ``level``, and ``of``
where it shows something else than scores (``"response"``, ``"spread"``, ``"coefficient"``, ``"item_total"``,
``"shrunk"``, ``"shrunk_rate"``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures import _heatmap
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an estimate, or for the matrix."""
    if "panel" in chart.columns:
        return _heatmap.plan(chart, writer)
    chart = _ordered(chart)
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    if "panel" in chart.columns:
        _heatmap.paint(chart, canvas)
        return
    chart = _ordered(chart)
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(value))
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.4)
    canvas.ax.plot(value, rows, "o", color=INK, markersize=min(5.0, canvas.font / 1.8))
    of = chart.marks.get("of", "score")
    if of == "spread":
        canvas.ax.axvline(0, color=SOFT, linewidth=0.9)
    canvas.ticks(
        canvas.writer.percent0 if of in ("response", "spread") else canvas.worth if of == "score" else canvas.number
    )
    canvas.axis(canvas.picture("intervals.axis", {"level": chart.marks.get("level"), "of": of}))
    writer = canvas.writer
    write = {"response": writer.percent, "spread": writer.percent, "coefficient": writer.number}
    write["item_total"] = writer.ratio
    head = writer.head("estimate") if of == "score" else writer.head(chart.columns["value"])
    canvas.notes([write.get(of, writer.points)(one) for one in value], head, short=True)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    if "panel" in chart.columns:
        return _heatmap.facts(chart)
    value = column(chart, "value")
    label = column(chart, "label")
    top, bottom = int(np.argmax(value)), int(np.argmin(value))
    return {
        "count": len(value),
        "of": chart.marks.get("of", "score"),
        "highest": label.iloc[top],
        "highest_value": float(value.iloc[top]),
        "lowest": label.iloc[bottom],
        "lowest_value": float(value.iloc[bottom]),
    }


def _ordered(chart: Chart) -> Chart:
    scores = chart.marks.get("of", "score") in ("score", "shrunk", "shrunk_rate")
    if len(chart.data) <= 20 or not scores or chart.columns["label"] == "round":
        return chart
    data = chart.data.sort_values(chart.columns["value"], ascending=False, kind="stable", ignore_index=True)
    return replace(chart, data=data)

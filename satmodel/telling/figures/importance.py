"""The share of every item in what is explained, a bar from zero with its interval.

Roles: ``label``, ``value`` (the share), ``low``, ``high``, or neither. Marks: ``level``; without intervals ``of``, what
the value is.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, PALE, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")])


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    known = "low" in chart.columns
    value, low, high = (
        column(chart, role).to_numpy(dtype=float) for role in (("value", "low", "high") if known else ("value",) * 3)
    )
    rows = np.arange(len(value))
    writer = canvas.writer
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    canvas.ax.barh(rows, value, height=0.62, color=PALE, edgecolor=SOFT, linewidth=0.8)
    if known:
        canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.4)
        canvas.ax.plot(value, rows, "o", color=INK, markersize=min(5.0, canvas.font / 1.8))
    canvas.ax.set_xlim(min(0.0, low.min() * 1.05), max(high.max(), value.max()) * 1.05)
    canvas.ticks(writer.percent0)
    of = {} if known else {"of": chart.marks["of"]}
    canvas.axis(canvas.picture("importance.axis", {"level": chart.marks.get("level")} | of))
    texts = [writer.percent(one) for one in value]
    if known:
        ends = zip(low, high, strict=True)
        texts = [f"{text} {writer.percents(pair)}" for text, pair in zip(texts, ends, strict=True)]
    canvas.notes(texts, canvas.picture("importance.value", of))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value = column(chart, "value").to_numpy(dtype=float)
    highest = int(np.argmax(value))
    return {
        "count": len(value),
        "of": chart.marks.get("of"),
        "highest": column(chart, "label").iloc[highest],
        "highest_value": float(value[highest]),
    }

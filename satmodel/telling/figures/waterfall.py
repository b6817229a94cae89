"""From one composite to another by the items' contributions, added up one below the other.

Roles: ``label``, ``value`` (the contribution), ``low``, ``high``. Marks: ``start`` and ``end`` (the two composites),
``start_name`` and ``end_name`` (whose they are; the earlier and the later round by default).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item and one for each composite."""
    found = row_plan(chart, ["", *(writer.name(name) for name in column(chart, "label")), ""])
    return replace(found, height=0.75 + 0.15 * (len(chart.data) + 2), parts=(chart,)) if len(found.parts) > 1 else found


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax, writer = canvas.ax, canvas.writer
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    start, end = float(chart.marks["start"]), float(chart.marks["end"])
    below = start + np.concatenate([[0.0], np.cumsum(value)[:-1]])
    rows = np.arange(1, len(value) + 1)
    names = [writer.name(name) for name in column(chart, "label")]
    canvas.rows([canvas.picture("waterfall.start", chart.marks), *names, canvas.picture("waterfall.end", chart.marks)])
    rising = value >= 0
    ax.barh(rows[rising], value[rising], left=below[rising], height=0.62, color=SOFT, edgecolor=INK, linewidth=0.8)
    ax.barh(
        rows[~rising],
        value[~rising],
        left=below[~rising],
        height=0.62,
        color="white",
        edgecolor=INK,
        linewidth=0.8,
        hatch="////",
    )
    ax.hlines(rows, below + low, below + high, color=INK, linewidth=1.1)
    level = np.concatenate([[start], below + value])
    ax.vlines(level, np.arange(len(level)), np.arange(len(level)) + 1, color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    ax.plot([start, end], [0, len(value) + 1], "D", color=INK, markersize=min(6.5, canvas.font / 1.4))
    reached = np.concatenate([[start, end], below + np.minimum(low, 0), below + np.maximum(high, 0)])
    room = 0.04 * (reached.max() - reached.min())
    ax.set_xlim(reached.min() - room, reached.max() + room)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("waterfall.axis"))
    texts = [f"{writer.signed(one)} {writer.interval((a, b))}" for one, a, b in zip(value, low, high, strict=True)]
    canvas.notes([writer.points(start), *texts, writer.points(end)], canvas.picture("waterfall.value"))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value = column(chart, "value").to_numpy(dtype=float)
    largest = int(np.argmax(np.abs(value)))
    return {
        "start": float(chart.marks["start"]),
        "end": float(chart.marks["end"]),
        "largest": column(chart, "label").iloc[largest],
        "largest_value": float(value[largest]),
    }

"""From one composite to another by the items' contributions, added up one below the other.

Roles: ``label``, ``value`` (the contribution), ``low``, ``high``; with ``part`` (``"scores"``, ``"weights"`` or
``"interaction"``) plain bars are changed scores, hatched ones changed weights and dotted ones the interaction. Marks:
``start`` and ``end`` (the two composites), ``start_name`` and ``end_name`` (whose they are; the earlier and the later
round by default), ``against`` (``"average"``), ``scored`` (where the changed scores end).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer

_HATCHES = {"scores": "", "weights": "////", "interaction": "...."}


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item and one for each composite."""
    found = row_plan(chart, ["", *(writer.name(name) for name in column(chart, "label").dropna()), ""])
    return replace(found, height=0.75 + 0.15 * (len(chart.data) + 2), parts=(chart,)) if len(found.parts) > 1 else found


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax, writer = canvas.ax, canvas.writer
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    start, end = float(chart.marks["start"]), float(chart.marks["end"])
    below = start + np.concatenate([[0.0], np.cumsum(value)[:-1]])
    rows = np.arange(1, len(value) + 1)
    names, reweighted = _names(chart, canvas), "part" in chart.columns
    canvas.rows([canvas.picture("waterfall.start", chart.marks), *names, canvas.picture("waterfall.end", chart.marks)])
    hatches = (
        [_HATCHES[part] for part in column(chart, "part")] if reweighted else ["" if v >= 0 else "////" for v in value]
    )
    for row, one, left, hatch in zip(rows, value, below, hatches, strict=True):
        face = SOFT if one >= 0 else "white"
        ax.barh(row, one, left=left, height=0.62, color=face, edgecolor=INK, linewidth=0.8, hatch=hatch)
    ax.hlines(rows, below + low, below + high, color=INK, linewidth=1.1)
    level = np.concatenate([[start], below + value])
    ax.vlines(level, np.arange(len(level)), np.arange(len(level)) + 1, color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    ax.plot([start, end], [0, len(value) + 1], "D", color=INK, markersize=min(6.5, canvas.font / 1.4))
    reached = np.concatenate([[start, end], below + np.minimum(low, 0), below + np.maximum(high, 0)])
    room = 0.04 * (reached.max() - reached.min()) or 0.5  # nothing moved, and no errors either
    ax.set_xlim(reached.min() - room, reached.max() + room)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("waterfall.axis", {"scored": reweighted}))
    if reweighted:
        last = np.count_nonzero(column(chart, "part") == "scores")
        ax.plot(float(chart.marks["scored"]), last + 0.5, "D", color=INK, markerfacecolor="white", markersize=4)
    texts = [f"{writer.signed(one)} {writer.interval((a, b))}" for one, a, b in zip(value, low, high, strict=True)]
    canvas.notes([writer.points(start), *texts, writer.points(end)], canvas.picture("waterfall.value"))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value = column(chart, "value").to_numpy(dtype=float)
    label = column(chart, "label")
    largest = int(np.argmax(np.where(label.notna(), np.abs(value), -1.0)))
    return {
        "scored": "part" in chart.columns,
        "turn": float(chart.marks.get("scored", chart.marks["end"])),
        "start": float(chart.marks["start"]),
        "end": float(chart.marks["end"]),
        "largest": label.iloc[largest],
        "largest_value": float(value[largest]),
    }


def _names(chart: Chart, canvas: Canvas) -> list[str]:
    """The rows' names: the items, those of changed weights marked as such, and the interaction."""
    label = column(chart, "label")
    if "part" not in chart.columns:
        return [canvas.writer.name(name) for name in label]
    keys = {"scores": "waterfall.item", "weights": "waterfall.shifted", "interaction": "waterfall.interaction"}
    return [
        canvas.picture(keys[part], {"label": name}) for name, part in zip(label, column(chart, "part"), strict=True)
    ]

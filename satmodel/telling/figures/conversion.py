"""The assessment points of every unit with their interval, the most points first, and the thresholds of the rule.

Roles: ``label``, ``value`` (points), ``low``, ``high``, ``score`` (printed beside). Marks: ``level``; ``lines``: pairs
of the points and the score of a threshold; ``rates``: whether scores are per cent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")], extra=0.95)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    writer, rows = canvas.writer, np.arange(len(value))
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    _lines(chart, canvas)
    canvas.ax.hlines(rows, low, high, color=INK, linewidth=1.4)
    # an interval without length is a bar across, so that no one takes it for a missing one
    exact = low == high
    canvas.ax.plot(value[exact], rows[exact], "|", color=INK, markersize=canvas.font)
    canvas.ax.plot(value, rows, "o", color=INK, markersize=min(5.0, canvas.font / 1.8))
    room = 0.04 * max(float(high.max() - low.min()), 1e-9)
    canvas.ax.set_xlim(float(low.min()) - room, float(high.max()) + room)
    canvas.ticks(canvas.number)
    canvas.ax.spines["bottom"].set_color(SOFT)
    canvas.axis(canvas.picture("conversion.axis", {"level": chart.marks["level"], "lines": len(chart.marks["lines"])}))
    scores = [_score(chart, writer.points(one)) for one in column(chart, "score")]
    reached = canvas.notes([writer.points(one) for one in value], canvas.picture("conversion.points"), short=True)
    canvas.notes(scores, canvas.picture("conversion.score"), shift=reached)


def _lines(chart: Chart, canvas: Canvas) -> None:
    """The points at the thresholds as dashed lines, with their scores above."""
    told: dict[float, list[str]] = {}
    for points, score in chart.marks["lines"]:
        told.setdefault(points, []).append(_score(chart, canvas.number(score)))
    left, right = (float(column(chart, role).agg(end)) for role, end in (("low", "min"), ("high", "max")))
    free = -np.inf
    for points in sorted(told):
        canvas.ax.axvline(points, color=FAINT, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
        text = canvas.writer.language.words["comma"].join(told[points])
        if points < free:  # no room beside the one before
            continue
        free = points + 0.013 * (len(text) + 2) * (right - left)
        canvas.ax.annotate(
            text,
            (points, 1),
            xycoords=canvas.ax.get_xaxis_transform(),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=FAINT,
            fontsize=canvas.font,
            fontfamily=canvas.family,
        )


def _score(chart: Chart, text: str) -> str:
    return f"{text}%" if chart.marks["rates"] else text


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value, label = column(chart, "value"), column(chart, "label")
    return {
        "count": len(value),
        "lines": len(chart.marks["lines"]),
        "name": label.iloc[int(np.argmax(value))],
        "highest_points": float(value.max()),
        "lowest_points": float(value.min()),
    }

"""Changes and their parts, a row each: from composition, at equal composition, from groups that cannot be matched.

Roles: ``label``, ``value`` (the change), ``low``, ``high``, ``composition``, ``equal``, ``unmatched``. The parts begin
at zero and add up to the change one after the other; the change is a diamond with its interval. Marks: ``level``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, TEXT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer

_LOOK = {"composition": ("white", "////"), "equal": (SOFT, ""), "unmatched": ("white", "....")}
_PARTS = tuple(_LOOK)


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a change."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")], extra=1.0)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax, writer = canvas.ax, canvas.writer
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    rows = np.arange(len(value))
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    ax.axvline(0.0, color=SOFT, linewidth=1)
    start = np.zeros(len(value))
    parts = [part for part in _PARTS if part != "unmatched" or np.any(np.abs(column(chart, part)) > 1e-9)]
    for i, part in enumerate(parts):
        size = column(chart, part).to_numpy(dtype=float)
        face, hatch = _LOOK[part]
        height = 0.56 / len(parts)
        place = rows - 0.28 + height * (i + 0.5)
        label = canvas.picture(f"composition.{part}")
        ax.barh(place, size, height, start, color=face, edgecolor=INK, linewidth=0.8, hatch=hatch, label=label)
        start = start + size
    below = rows + 0.36
    ax.hlines(below, low, high, color=INK, linewidth=1.1)
    ax.plot(
        value, below, "D", color=INK, markersize=min(4.5, canvas.font / 2), label=canvas.picture("composition.change")
    )
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("composition.axis", {"level": chart.marks["level"]}))
    _legend(canvas, len(parts) + 1)
    sums = [" ".join(writer.signed(one) for one in row) for row in column_values(chart, parts)]
    texts = [f"{writer.signed(whole)} = {text}" for whole, text in zip(value, sums, strict=True)]
    canvas.notes(texts, canvas.picture("composition.value", {"unmatched": len(parts) == len(_PARTS)}))


def column_values(chart: Chart, parts: list[str]) -> np.ndarray[Any, Any]:
    """(k, p) the parts of every row."""
    return np.column_stack([column(chart, part).to_numpy(dtype=float) for part in parts])


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    return {
        "count": len(chart.data),
        "change": float(column(chart, "value").iloc[0]),
        "composition": float(column(chart, "composition").iloc[0]),
    }


def _legend(canvas: Canvas, columns: int) -> None:
    from matplotlib.font_manager import FontProperties

    if canvas.narrow:
        return
    canvas.ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        borderaxespad=4.6,  # heights of a line: below the ticks and what is said of them
        ncols=columns,
        frameon=False,
        handlelength=1.6,
        columnspacing=1.0,
        labelcolor=TEXT,
        prop=FontProperties(family=list(canvas.family), size=canvas.font - 1.0),
    )

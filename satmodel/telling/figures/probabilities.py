"""The probability of every rank: a row a unit, a column a rank, darker for a likelier one, the observed rank marked.

Few ranks have their probability printed and a frame around the observed one. Of many ranks none is likely, so that each
row is shaded by itself, its likeliest rank the darkest, and a ring marks the observed one.

Roles: ``label``, ``panel`` (the rank), ``value`` (its probability); one row for every unit and rank.
Marks: ``top`` and ``end`` (the places asked for, set apart by a line), ``count`` (of units).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, PAGE, TALL, TEXT, Canvas, Plan, column, parts
from satmodel.telling.writer import Writer

PRINTED = 15  # ranks up to which the probabilities are printed in per cent
LEAST = 0.005  # what would be printed as 0
DEEPEST = 0.8  # of black, for the likeliest of many ranks
EVEN = 3.0  # times what each rank would have by chance: rows that are no more than even stay pale
DARK = 0.5  # of the darkest: above it the numbers are white


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for the matrix: one page up to 150 units, above 60 side by side."""
    rows = column(chart, "label").nunique()
    if rows <= 20:
        return Plan(PAGE, 0.9 + max(rows, 2) * 0.32, 9 if rows <= 13 else 8, (_marked(chart),))
    if rows <= 60:
        return Plan(PAGE, min(TALL, 0.9 + rows * max(0.145, (TALL - 1) / rows)), 7, (_marked(chart),))
    columns = 2 if rows <= 100 else 3
    size = math.ceil(rows / columns)
    return Plan(PAGE, 0.9 + size * 0.15, 6, parts(_marked(chart), size))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    matrix, ax = _matrix(chart), canvas.ax
    shown, last = matrix.to_numpy(), int(chart.marks["count"])
    few, most = last <= PRINTED, float(chart.marks.get("most", _most(chart)))
    start = int(chart.marks.get("part", 0)) * int(chart.marks.get("size", 0))
    shade = shown / most if few else DEEPEST * shown / np.maximum(shown.max(axis=1, keepdims=True), EVEN / last)
    ax.imshow(shade, cmap="Greys", vmin=0.0, vmax=1.0, aspect="auto", interpolation="nearest")
    canvas.rows([canvas.writer.name(name) for name in matrix.index])
    ax.grid(False)
    ax.set_xlim(-0.5, last - 0.5)
    ax.set_ylim(len(matrix) - 0.5, -0.5)
    _ticks(canvas, last)
    _observed(canvas, start + np.arange(len(matrix)), few=few)
    top = int(chart.marks["top"])
    place = top - 0.5 if chart.marks["end"] == "top" else last - top - 0.5
    ax.axvline(place, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
    if few:
        _numbers(canvas, shown, most)
    canvas.axis(canvas.picture("probabilities.axis", {"printed": few}))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    label = column(chart, "label")
    return {"count": label.nunique(), "first": label.iloc[0], "probability": float(column(chart, "value").iloc[0])}


def _marked(chart: Chart) -> Chart:
    rows = column(chart, "label").nunique()
    columns = 1 if rows <= 60 else 2 if rows <= 100 else 3
    marks = {**chart.marks, "most": _most(chart), "size": math.ceil(rows / columns)}
    return Chart(chart.kind, chart.data, chart.columns, marks)


def _most(chart: Chart) -> float:
    """The probability that is drawn black."""
    return max(float(column(chart, "value").max()), 0.5)


def _matrix(chart: Chart) -> pd.DataFrame:
    label, panel, value = (column(chart, role) for role in ("label", "panel", "value"))
    wide = pd.DataFrame({"label": label, "panel": panel, "value": value}).pivot(
        index="label", columns="panel", values="value"
    )
    return wide.reindex(index=label.unique())


def _observed(canvas: Canvas, places: NDArray[np.intp], *, few: bool) -> None:
    """The observed rank of every unit, as a frame or as a ring."""
    from matplotlib.patches import Rectangle

    rows = np.arange(len(places))
    if not few:
        size = 3.2 if not canvas.narrow else 2.2
        canvas.ax.plot(places, rows, "o", color="white", markeredgecolor=INK, markeredgewidth=0.7, markersize=size)
        return
    for row, place in zip(rows, places, strict=True):
        canvas.ax.add_patch(Rectangle((place - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=1.0))


def _numbers(canvas: Canvas, shown: NDArray[np.float64], most: float) -> None:
    for row, values in enumerate(shown):
        for place, value in enumerate(values):
            if value >= LEAST:
                color = "white" if value > DARK * most else TEXT
                canvas.write(place, row, f"{100 * value:.0f}", side="center", color=color)


def _ticks(canvas: Canvas, last: int) -> None:
    most = 8 if canvas.narrow else PRINTED
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, last) if last / step <= most)
    places = [1, *range(step if step > 1 else 2, last + 1, step)]
    canvas.ax.set_xticks([place - 1 for place in places], [canvas.writer.integer(place) for place in places])

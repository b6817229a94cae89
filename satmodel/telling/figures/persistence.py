"""The rank of every unit in every round: a row a unit, a column a round, darker for a later place.

Up to 60 units have their rank printed, with a frame around it where the unit is among the last; more have a dot there.

Roles: ``label``, ``panel`` (the round), ``value`` (the rank), ``named``. Marks: ``count``, ``rounds``, ``bottom``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, PAGE, TALL, Canvas, Plan, broken, column, parts
from satmodel.telling.writer import Writer

PRINTED = 60  # units up to which ranks are printed
DEEPEST = 0.55  # of black, for the last place: numbers stay readable on it
LEVEL = 14  # rounds whose names stand level
HALF = 0.5


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for the matrix: one page up to 150 units, above 60 side by side."""
    rows = column(chart, "label").nunique()
    if rows <= 20:
        return Plan(PAGE, 1.0 + max(rows, 2) * 0.3, 9, (chart,))
    if rows <= PRINTED:
        return Plan(PAGE, min(TALL, 1.0 + rows * max(0.145, min(0.24, (TALL - 1) / rows))), 7.5, (chart,))
    columns = 2 if rows <= 100 else 3
    size = math.ceil(rows / columns)
    return Plan(PAGE, min(TALL, 1.0 + size * 0.15), 6, parts(chart, size))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    from matplotlib.patches import Rectangle

    rank, named, ax = _matrix(chart, "value"), _matrix(chart, "named").to_numpy(dtype=bool), canvas.ax
    shown = rank.to_numpy(dtype=float)
    shade = DEEPEST * (shown - 1) / max(float(chart.marks["count"]) - 1, 1.0)
    ax.imshow(shade, cmap="Greys", vmin=0.0, vmax=1.0, aspect="auto", interpolation="nearest")
    canvas.rows([canvas.writer.name(name) for name in rank.index])
    ax.grid(False)
    ax.set_xlim(-HALF, shown.shape[1] - HALF)
    ax.set_ylim(len(shown) - HALF, -HALF)
    if canvas.narrow:
        row, place = np.nonzero(named)
        ax.plot(place, row, "o", color=INK, markersize=2.4)
    else:
        for (row, place), value in np.ndenumerate(shown):
            low = bool(named[row, place])
            text = canvas.writer.integer(value)
            canvas.write(place, row, text, side="center")
            if low:
                corner = (place - 0.47, row - 0.44)
                ax.add_patch(Rectangle(corner, 0.94, 0.88, fill=False, edgecolor=INK, linewidth=1.3))
    _rounds(canvas, [canvas.writer.name(name) for name in rank.columns])
    canvas.axis(canvas.picture("persistence.axis", {**chart.marks, "narrow": canvas.narrow}))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    named = _matrix(chart, "named").to_numpy(dtype=bool)
    always, ever = int(named.all(axis=1).sum()), int(named.any(axis=1).sum())
    return {
        **{name: chart.marks[name] for name in ("count", "rounds", "bottom")},
        "always": always,
        "once": ever - always,
    }


def _rounds(canvas: Canvas, names: list[str]) -> None:
    """The rounds' names above the matrix, upright where there are many."""
    ax, upright = canvas.ax, canvas.narrow or len(names) > LEVEL
    ax.xaxis.tick_top()
    texts = names if upright else [broken(name, max(4, int(80 / len(names)))) for name in names]
    ax.set_xticks(range(len(names)), texts, rotation=90 if upright else 0)
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)


def _matrix(chart: Chart, role: str) -> pd.DataFrame:
    label, panel, value = (column(chart, part) for part in ("label", "panel", role))
    wide = pd.DataFrame({"label": label, "panel": panel, "value": value}).pivot(
        index="label", columns="panel", values="value"
    )
    return wide.reindex(index=label.unique(), columns=panel.unique())

"""The share of every item in each level of a column: a mark of its own a level, or a matrix where there are many.

Roles: ``label``, ``part`` (the level), ``value`` (the share), ``low``, ``high``. Marks: ``level``, ``sharing`` (False
where the values are no shares).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures import _heatmap
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, SOFT, TALL, Canvas, Plan, broken, column
from satmodel.telling.writer import Writer

_SIGNS = (("o", INK, "-"), ("s", FAINT, "--"), ("^", SOFT, ":"), ("D", INK, "-."))
_BESIDE = len(_SIGNS)  # levels that are drawn beside each other; more become a matrix


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item, as high as its levels need, or for the matrix."""
    levels = column(chart, "part").nunique()
    if levels > _BESIDE:
        return _heatmap.plan(_matrix(chart), writer)
    names = [writer.name(name) for name in column(chart, "label").unique()]
    lines = max((broken(name).count("\n") + 1 for name in names), default=1)
    few = len(names) <= 16
    row = max(0.06 + 0.15 * lines, 0.1 + 0.12 * levels) if few else 0.29
    return Plan(PAGE, min(TALL, 1.0 + max(len(names), 2) * row), 9 if few else 7.5, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    if "panel" in chart.columns or column(chart, "part").nunique() > _BESIDE:
        _heatmap.paint(chart if "panel" in chart.columns else _matrix(chart), canvas)
        return
    items, levels = (list(column(chart, role).unique()) for role in ("label", "part"))
    place = column(chart, "label").map({item: i for i, item in enumerate(items)}).to_numpy(dtype=float)
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    canvas.rows([canvas.writer.name(item) for item in items])
    ax, step = canvas.ax, 0.7 / max(len(levels), 1)
    for i, level in enumerate(levels):
        mine = (column(chart, "part") == level).to_numpy()
        rows = place[mine] + step * (i - (len(levels) - 1) / 2)
        sign, ink, line = _SIGNS[i]
        ax.hlines(rows, low[mine], high[mine], color=ink, linewidth=1.2, linestyle=line)
        name = canvas.writer.name(level)
        ax.plot(value[mine], rows, sign, color=ink, markersize=min(4.6, canvas.font / 2), label=name)
    ax.set_xlim(min(0.0, low.min() * 1.05), max(high.max(), value.max()) * 1.05)
    sharing = bool(chart.marks.get("sharing", True))
    canvas.ticks(canvas.writer.percent0 if sharing else canvas.number)
    canvas.axis(canvas.picture("importance_by.axis", {"level": chart.marks.get("level"), "sharing": sharing}))
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(levels),
        frameon=False,
        prop={"family": list(canvas.family), "size": canvas.font},
        handletextpad=0.3,
        columnspacing=1.4,
    )


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value = column(chart, "value").to_numpy(dtype=float)
    highest = int(np.argmax(value))
    return {
        "count": column(chart, "label").nunique(),
        "levels": column(chart, "part").nunique(),
        "highest": column(chart, "label").iloc[highest],
        "part": column(chart, "part").iloc[highest],
        "highest_value": float(value[highest]),
        "sharing": bool(chart.marks.get("sharing", True)),
    }


def _matrix(chart: Chart) -> Chart:
    """A row a level, a column an item, the value printed in each cell."""
    columns = {"label": chart.columns["part"], "panel": chart.columns["label"], "value": chart.columns["value"]}
    of = "explained" if chart.marks.get("sharing", True) else "squared"
    return replace(chart, columns={**chart.columns, **columns}, marks={**chart.marks, "of": of})

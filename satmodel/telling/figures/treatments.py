"""The share of every item under several treatments, a mark of its own for each, with its interval.

Roles: ``label``, ``part`` (the treatment), ``value`` (the share), ``low``, ``high``. Marks: ``level``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, SOFT, TALL, Canvas, Plan, broken, column
from satmodel.telling.writer import Writer

_SIGNS = (("o", INK, "-"), ("s", FAINT, "--"), ("^", SOFT, ":"))


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item, as high as its treatments need, and for what the marks mean."""
    names = [writer.name(name) for name in column(chart, "label").unique()]
    lines = max((broken(name).count("\n") + 1 for name in names), default=1)
    treatments = column(chart, "part").nunique()
    few = len(names) <= 16
    row = max(0.06 + 0.15 * lines, 0.08 + 0.12 * treatments) if few else 0.29
    height = min(TALL, 1.0 + max(len(names), 2) * row)
    return Plan(PAGE, height, 9 if few else 7.5, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    items = list(column(chart, "label").unique())
    parts = list(column(chart, "part").unique())
    place = column(chart, "label").map({item: i for i, item in enumerate(items)}).to_numpy(dtype=float)
    value, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    canvas.rows([canvas.writer.name(item) for item in items])
    ax, step = canvas.ax, 0.66 / max(len(parts), 1)
    for i, part in enumerate(parts):
        mine = (column(chart, "part") == part).to_numpy()
        rows = place[mine] + step * (i - (len(parts) - 1) / 2)
        sign, ink, line = _SIGNS[i % len(_SIGNS)]
        ax.hlines(rows, low[mine], high[mine], color=ink, linewidth=1.2, linestyle=line)
        ax.plot(value[mine], rows, sign, color=ink, markersize=min(4.6, canvas.font / 2), label=_named(canvas, part))
    ax.set_xlim(min(0.0, low.min() * 1.05), max(high.max(), value.max()) * 1.05)
    canvas.ticks(canvas.writer.percent0)
    canvas.axis(canvas.picture("treatments.axis", {"level": chart.marks.get("level")}))
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(parts),
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
        "treatments": column(chart, "part").nunique(),
        "highest": column(chart, "label").iloc[highest],
        "highest_value": float(value[highest]),
    }


def _named(canvas: Canvas, part: str) -> str:
    return canvas.writer.kind(part)

"""The ranks of every unit over many specifications, and under how many of them its lead over the next is established.

A dot stands at each rank that the unit has under some specification, larger for more of them; the filled diamond is the
rank as scored. The bar beside and below a unit says of its lead over the next one under which share of the
specifications it is established.

Roles: ``label``, ``part`` (a rank it has), ``value`` (under how many), ``rank`` (as scored), and, the same in every row
of a unit, ``yes``, ``no``, ``turned``, ``reversed``, ``unjudged`` (specifications, of the lead over the next unit; 0
for the last).
Marks: ``count`` (of specifications), ``units``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PALE, SOFT, TEXT, Canvas, Plan, broken, column, row_plan
from satmodel.telling.writer import Writer

# kinds of verdicts, in the order of the bar: face, edge, hatch
_BARS = {
    "yes": (INK, INK, ""),
    "no": ("white", SOFT, ""),
    "turned": ("white", FAINT, "////"),
    "reversed": ("#777777", INK, "xxxx"),
    "unjudged": (PALE, SOFT, ".."),
}


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label").unique()], extra=1.15)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    label = column(chart, "label")
    names, ax = list(label.unique()), canvas.ax
    row = label.map({name: i for i, name in enumerate(names)}).to_numpy()
    rank, value = (column(chart, role).to_numpy(dtype=float) for role in ("part", "value"))
    own = column(chart, "rank").to_numpy(dtype=float)
    canvas.rows([canvas.writer.name(name) for name in names])
    for i in range(len(names)):
        here = rank[row == i]
        ax.hlines(i, here.min(), here.max(), color=SOFT, linewidth=1.2, zorder=1)
    largest = min(11.0, canvas.font * 1.25)
    size = (3 + (largest - 3) * np.sqrt(value / chart.marks["count"])) ** 2
    other = rank != own
    ax.scatter(rank[other], row[other], s=size[other], facecolor="white", edgecolor=INK, linewidth=1.1, zorder=3)
    ax.scatter(rank[~other], row[~other], s=largest**2 * 0.8, marker="D", color=INK, zorder=4)
    units = int(chart.marks["units"])
    ax.set_xlim(0.3, units + 0.7 + (0.0 if canvas.narrow else 0.45 * max(units, 4)))
    step = 1 if units <= 15 else 5 if units <= 60 else 20
    ax.set_xticks([place for place in range(1, units + 1) if place == 1 or place % step == 0])
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)
    canvas.axis(f"\n{canvas.picture('specifications.axis')}")
    if not canvas.narrow:
        _bars(chart, canvas, names)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    held = column(chart, "label").value_counts()
    return {"count": int(chart.marks["count"]), "still": int((held == 1).sum())}


def _bars(chart: Chart, canvas: Canvas, names: list[Any]) -> None:
    """What the specifications say of each unit's lead over the next, right of the ranks."""
    from matplotlib.patches import Patch

    units, ax = int(chart.marks["units"]), canvas.ax
    start, wide = units + 0.5 + 0.1 * max(units, 4), 0.35 * max(units, 4)
    first = ~column(chart, "label").duplicated().to_numpy()
    left = np.full(len(names), start)
    handles = []
    for kind, (face, edge, hatch) in _BARS.items():
        share = wide * column(chart, kind).to_numpy(dtype=float)[first] / chart.marks["count"]
        style: dict[str, Any] = {"facecolor": face, "edgecolor": edge, "hatch": hatch, "linewidth": 0.7}
        shown = share > 0
        ax.barh(np.flatnonzero(shown) + 0.5, share[shown], left=left[shown], height=0.5, zorder=3, **style)
        left += share
        if shown.any():
            handles.append(Patch(label=canvas.picture(f"specifications.{kind}"), **style))
    text: dict[str, Any] = {"fontsize": canvas.font, "fontfamily": canvas.family, "color": FAINT}
    head = broken(canvas.picture("specifications.side"), 24)
    ax.annotate(head, (start, 1), xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", **text)
    if handles:
        ax.legend(
            handles=handles,
            loc="upper center",
            bbox_to_anchor=(0.5, 0.0),
            ncol=min(len(handles), 3),
            frameon=False,
            prop={"family": canvas.family, "size": canvas.font},
            labelcolor=TEXT,
            borderaxespad=0.2,
        )

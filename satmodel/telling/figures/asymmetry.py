"""The penalty of every item to the left of zero and its reward to the right, bars with their intervals.

Bars are filled where the difference of the two is established, and hollow where it is not.

Roles: ``label``, ``penalty``, ``penalty_low``, ``penalty_high``, ``reward``, ``reward_low``, ``reward_high``, ``gap``,
``low``, ``high``, ``verdict``, ``kano``. Marks: ``level``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, established, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item, and for two lines below."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label")], extra=1.0)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax, writer = canvas.ax, canvas.writer
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    settled = np.array(established(chart))
    rows = np.arange(len(settled))
    ends = []
    for side, sign in (("penalty", -1.0), ("reward", 1.0)):
        value, low, high = (sign * column(chart, f"{side}{end}").to_numpy(dtype=float) for end in ("", "_low", "_high"))
        for there, color in ((settled, SOFT), (~settled, "white")):
            ax.barh(rows[there], value[there], height=0.6, color=color, edgecolor=INK, linewidth=0.8)
        ax.hlines(rows, low, high, color=INK, linewidth=1.3)
        ends += [*low, *high]
    ax.axvline(0, color=INK, linewidth=1.0)
    room = 0.04 * (max(ends) - min(ends))
    ax.set_xlim(min(*ends, 0.0) - room, max(*ends, 0.0) + room)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("asymmetry.axis", {"level": chart.marks.get("level")}))
    gap, low, high = (column(chart, role) for role in ("gap", "low", "high"))
    texts = [f"{writer.signed(one)} {writer.interval((a, b))}" for one, a, b in zip(gap, low, high, strict=True)]
    shift = canvas.notes(texts, canvas.picture("asymmetry.value"))
    classes = column(chart, "kano")
    if (classes != Verdict.NOT_ESTABLISHED.value).any():
        told = ["" if one == Verdict.NOT_ESTABLISHED.value else writer.kind(one) for one in classes]
        canvas.notes(told, writer.head("kano"), shift=shift)
    _legend(canvas, settled)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    settled = np.array(established(chart))
    gap = column(chart, "gap").to_numpy(dtype=float)
    return {
        "count": len(gap),
        "penalty": int((settled & (gap < 0)).sum()),
        "reward": int((settled & (gap > 0)).sum()),
        "open": int((~settled).sum()),
        "yes": Verdict.ESTABLISHED,
        "no": Verdict.NOT_ESTABLISHED,
    }


def _legend(canvas: Canvas, settled: Any) -> None:
    """What filled and hollow bars say, above the rows."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import Patch

    kinds = [(True, "asymmetry.yes", SOFT), (False, "asymmetry.no", "white")]
    shown = [
        Patch(facecolor=color, edgecolor=INK, linewidth=0.8, label=canvas.picture(key))
        for kind, key, color in kinds
        if (settled == kind).any()
    ]
    canvas.ax.legend(
        handles=shown,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        frameon=False,
        borderpad=0.1,
        borderaxespad=0.1,
        prop=FontProperties(family=list(canvas.family), size=canvas.font - 0.5),
    )

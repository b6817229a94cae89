"""Two rounds: a hollow dot before, a filled dot after, the change and its interval printed beside.

Roles: ``label``, ``before``, ``after``, ``value`` (the change), ``low``, ``high``; ``verdict`` if there is one. With
``panel`` (a second label) a row for every pair of labels. The mark ``of="adjusted"``: not rounds, but scores before and
after an adjustment; ``of="drivers"``: importance in the two rounds or groups ``first`` and ``second``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, Canvas, Plan, column, established, row_plan
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a change."""
    return row_plan(chart, _names(chart, writer))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    before, after = (column(chart, role).to_numpy(dtype=float) for role in ("before", "after"))
    rows = np.arange(len(before))
    sure = np.array(established(chart))
    canvas.rows(_names(chart, canvas.writer))
    canvas.ax.hlines(rows[sure], before[sure], after[sure], color=INK, linewidth=2)
    canvas.ax.hlines(rows[~sure], before[~sure], after[~sure], color=INK, linewidth=1, linestyle=(0, (2, 1.5)))
    size = min(5.5, canvas.font / 1.6)
    canvas.ax.plot(before, rows, "o", color=INK, markerfacecolor="white", markersize=size)
    canvas.ax.plot(after, rows, "o", color=INK, markersize=size)
    canvas.ticks(canvas.worth)
    shown = {"of": chart.marks.get("of", "rounds"), **{name: chart.marks.get(name) for name in ("first", "second")}}
    shown["named"] = shown["first"] is not None
    canvas.axis(f"{canvas.picture('change.axis', shown)}\n{canvas.picture('change.note', shown)}")
    writer = canvas.writer
    ends = (column(chart, role) for role in ("value", "low", "high"))
    # a difference of two parts of a variance is one of percentage points, not a rise by so many per cent
    signed, span = (
        (writer.pp_signed, writer.pps) if chart.marks.get("of") == "drivers" else (writer.signed, writer.interval)
    )
    texts = [f"{signed(one)} {span((low, high))}" for one, low, high in zip(*ends, strict=True)]
    canvas.notes(texts, canvas.picture("change.value", shown))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure = np.array(established(chart))
    moved = column(chart, "value").to_numpy(dtype=float)
    return {
        "count": len(moved),
        "of": chart.marks.get("of", "rounds"),
        "risen": int((sure & (moved > 0)).sum()),
        "fallen": int((sure & (moved < 0)).sum()),
        "unsettled": int((~sure).sum()),
        "yes": Verdict.ESTABLISHED,
        "no": Verdict.NOT_ESTABLISHED,
    }


def _names(chart: Chart, writer: Writer) -> list[str]:
    roles = [role for role in ("label", "panel") if role in chart.columns]
    parts = [column(chart, role) for role in roles]
    return [writer.name(label if len(label) > 1 else label[0]) for label in zip(*parts, strict=True)]

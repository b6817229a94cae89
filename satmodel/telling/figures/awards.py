"""How likely each unit truly belongs to the places it was put on: a bar a unit in order, the cut a line across.

Full bars are named, hollow ones are not; a diamond stands where it is established. Of more than 40 units those nearest
to a cut are shown, and how many are left out is said.

Roles: ``label``, ``value`` (the probability), ``group`` (0 is named), ``sure``, ``estimate``.
Marks: ``end``, ``top``, ``count``, ``groups``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer

MOST = 40  # units up to which all are shown
NEAR = 13  # units shown on either side of a cut


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit that is shown."""
    shown = _shown(chart)
    extra = 0.92 + 0.17 * (shown.marks["left"] > 0)
    return row_plan(shown, [writer.name(name) for name in column(shown, "label")], extra=extra)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    chart = _shown(chart)
    value, group = column(chart, "value").to_numpy(dtype=float), column(chart, "group").to_numpy(dtype=int)
    sure, place = column(chart, "sure").to_numpy(dtype=bool), column(chart, "row").to_numpy(dtype=int)
    rows, ax = np.arange(len(value)), canvas.ax
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    named = np.ones(len(value), dtype=bool) if chart.marks["end"] == "tiers" else group == 0
    style: dict[str, Any] = {"height": 0.6, "edgecolor": INK, "linewidth": 0.9}
    ax.barh(rows[named], value[named], color=INK, **style)
    ax.barh(rows[~named], value[~named], color="white", **style)
    size = min(5.5, canvas.font / 1.6)
    ax.plot(value[sure], rows[sure], "D", color="white", markeredgecolor=INK, markersize=size, clip_on=False, zorder=4)
    for row in np.flatnonzero(np.diff(group)):
        ax.axhline(row + 0.5, color=INK, linewidth=1.3, linestyle=(0, (5, 2)))
    for row in np.flatnonzero((np.diff(place) > 1) & (np.diff(group) == 0)):
        ax.axhline(row + 0.5, color=SOFT, linewidth=1.1, linestyle=":")
    ax.set_xlim(0, 1.04)
    canvas.ticks(canvas.writer.percent0)
    said = [canvas.picture(key, chart.marks) for key in ("awards.axis", "awards.marks")]
    said += [canvas.picture("awards.left", chart.marks)] if chart.marks["left"] else []
    canvas.axis("\n".join(said))
    _beside(chart, canvas, value)


def _beside(chart: Chart, canvas: Canvas, value: NDArray[np.float64]) -> None:
    """The probability and the score in numbers."""
    written = [canvas.writer.percent(one) for one in value]
    reached = canvas.notes(written, canvas.picture("awards.value"), short=True)
    scores = [canvas.writer.points(one) for one in column(chart, "estimate")]
    if not canvas.narrow:
        canvas.notes(scores, canvas.picture("awards.score"), shift=reached)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    shown = _shown(chart)
    first = {"first": column(shown, "label").iloc[0], "probability": float(column(shown, "value").iloc[0])}
    return {"shown": len(shown.data), **first, **{name: chart.marks[name] for name in ("end", "top", "count")}}


def _shown(chart: Chart) -> Chart:
    """All units, or those nearest to a cut; which row of the whole each is, and how many are left out."""
    if "row" in chart.columns:
        return chart
    group = column(chart, "group").to_numpy(dtype=int)
    rows = np.arange(len(group))
    keep = np.ones(len(group), dtype=bool)
    if len(group) > MOST:
        cuts = np.flatnonzero(np.diff(group)) + 0.5
        keep = np.abs(rows[:, None] - cuts[None, :]).min(axis=1, initial=np.inf) < NEAR
    data = chart.data.assign(row=rows)[keep].reset_index(drop=True)
    marks = {**chart.marks, "left": int((~keep).sum())}
    return replace(chart, data=data, columns={**chart.columns, "row": "row"}, marks=marks)

"""The rank interval of every unit, rank 1 at the top and on the left.

Roles: ``label``, ``value`` (the rank), ``low`` and ``high`` (the ends of the rank interval); if there are any,
``tied`` (the last rank that a tie shares), ``edge`` (whether an end would move if the critical value did by little) and
``estimate`` (the score, printed beside).
Marks: ``level``, ``count`` (of units; the longest rank by default), ``apart`` (the names of those without a rank).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, SOFT, Canvas, Plan, broken, column, row_plan
from satmodel.telling.writer import Writer

_LISTED = 6  # more units without a rank than this are counted, not named


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit."""
    ordered = _ordered(chart)
    lines = 0.16 * len(_remarks(ordered, writer))
    return row_plan(ordered, [writer.name(name) for name in column(ordered, "label")], extra=0.75 + lines)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    chart = _ordered(chart)
    rank, low, high = (column(chart, role).to_numpy(dtype=float) for role in ("value", "low", "high"))
    tied = column(chart, "tied").to_numpy(dtype=float) if "tied" in chart.columns else rank
    rows = np.arange(len(rank))
    canvas.rows([canvas.writer.name(name) for name in column(chart, "label")])
    canvas.ax.hlines(rows, low, high, color=SOFT, linewidth=min(5.0, canvas.font / 1.7), capstyle="round")
    single = low == high
    size = min(5.5, canvas.font / 1.6)
    shared = tied > rank
    # a rectangle, since short lines with round ends are left out by the renderer
    canvas.ax.barh(rows[shared], (tied - rank)[shared], 0.2, rank[shared], color=INK, zorder=2)
    canvas.ax.plot(rank[~single], rows[~single], "o", color=INK, markersize=size)
    canvas.ax.plot(tied[shared], rows[shared], "o", color=INK, markersize=size)
    canvas.ax.plot(rank[single], rows[single], "D", color=INK, markersize=size * 0.95)
    last = float(chart.marks["count"])
    room = max(0.6, (0.06 if canvas.narrow else 0.03) * last)
    canvas.ax.set_xlim(1 - room, last + room)
    _whole_ticks(canvas, int(last))
    axis = canvas.picture("ranks.axis", {"level": chart.marks.get("level")})
    canvas.axis("\n".join([axis, *_remarks(chart, canvas.writer)]))
    _beside(chart, canvas)


def _beside(chart: Chart, canvas: Canvas) -> None:
    """Rank, rank interval and score in words; the rank alone where three charts stand side by side."""
    writer, rank = canvas.writer, column(chart, "value")
    tied = column(chart, "tied") if "tied" in chart.columns else rank
    stars = ["*" if edge else "" for edge in column(chart, "edge")] if "edge" in chart.columns else [""] * len(rank)
    ranks = [writer.rank_span(ends) for ends in zip(rank, tied, strict=True)]
    if canvas.narrow and canvas.font < 6.5:
        canvas.notes([a + b for a, b in zip(ranks, stars, strict=True)], writer.head("rank"), short=True)
        return
    sets = [writer.rank_span(ends) for ends in zip(column(chart, "low"), column(chart, "high"), strict=True)]
    texts = [f"{a} [{b}]{c}" for a, b, c in zip(ranks, sets, stars, strict=True)]
    reached = canvas.notes(texts, canvas.picture("ranks.value"), short=True)
    if "estimate" in chart.columns:
        scores = [writer.points(score) for score in column(chart, "estimate")]
        canvas.notes(scores, canvas.picture("ranks.score"), shift=reached)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    chart = _ordered(chart)
    low, high = column(chart, "low"), column(chart, "high")
    return {
        "count": len(low),
        "first": column(chart, "label").iloc[0],
        "rank_low": float(low.iloc[0]),
        "rank_high": float(high.iloc[0]),
        "single": int((low == high).sum()),
    }


def _ordered(chart: Chart) -> Chart:
    data = chart.data.sort_values(chart.columns["value"], kind="stable", ignore_index=True)
    count = chart.marks.get("count", float(column(chart, "high").max()))
    edges = bool(data[chart.columns["edge"]].any()) if "edge" in chart.columns else False
    return replace(chart, data=data, marks={"edges": edges, **chart.marks, "count": count})


def _remarks(chart: Chart, writer: Writer) -> list[str]:
    """The lines below the axis: what the star means, and which units have no rank."""
    pictures = writer.language.pictures
    lines = [pictures["ranks.edge"]] if chart.marks["edges"] else []
    apart = tuple(chart.marks.get("apart", ()))
    if apart:
        told = "ranks.apart" if len(apart) <= _LISTED else "ranks.apart.many"
        lines.append(writer.fill(pictures[told], {"names": apart, "count": len(apart)}))
    return [part for line in lines for part in broken(line, 90).split("\n")]


def _whole_ticks(canvas: Canvas, last: int) -> None:
    from matplotlib.ticker import FixedLocator

    canvas.ticks(canvas.number)
    most = 15
    if canvas.narrow:
        # as many numbers as stand apart in the third of a page, beside the names
        most = 3 if last > 99 else 4
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, last) if last / step <= most)
    canvas.ax.xaxis.set_major_locator(FixedLocator([1, *range(step if step > 1 else 2, last + 1, step)]))

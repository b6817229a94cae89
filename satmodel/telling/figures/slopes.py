"""Ranks in two rounds: a line from each unit's place before to its place after, thick where the change is established.

Left and right of the lines stand the rank intervals, a bar a unit with a dot at its place, in the order of the places.

Roles: ``label``; ``rank_before`` and ``rank_after``, each with its ``_low`` and ``_high``; ``verdict`` (of the change
of place); ``value``, ``low``, ``high`` and ``score`` (the change of the score, its interval and verdict).
Marks: ``level``, ``first`` and ``second`` (the names of the rounds).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, PAGE, SOFT, TALL, Canvas, Plan, column
from satmodel.telling.writer import Writer

Index = NDArray[np.intp]

_BARS = 1.0  # how much room the bars of one round take, the lines between the rounds taking 1
_NAMED = 100  # more units than this have no names


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a unit, always in one piece."""
    rows = len(chart.data)
    height, font = (0.29, 9.0) if rows <= 15 else (0.24, 8.0) if rows <= 30 else (0.15, 6.5)
    return Plan(PAGE, min(TALL, 1.15 + max(rows, 3) * height), font if rows <= 55 else 5.0, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    before, after = _place(chart, "before"), _place(chart, "after")
    sure = _yes(chart, "verdict")
    ax, rows = canvas.ax, len(before)
    size = min(5.0, canvas.font / 1.8)
    thick: dict[str, Any] = {"linewidth": 2.4, "color": INK, "zorder": 3}
    thin: dict[str, Any] = {"linewidth": 0.8, "color": SOFT}
    for old, new, yes in zip(before, after, sure, strict=True):
        ax.plot([0, 1], [old, new], **(thick if yes else thin))
    dots: dict[str, Any] = {"color": INK, "markersize": size, "zorder": 4}
    for x, place in ((0.0, before), (1.0, after)):
        ax.plot(np.full(rows, x)[~sure], place[~sure], "o", markerfacecolor="white", **dots)
        ax.plot(np.full(rows, x)[sure], place[sure], "o", **dots)
    _bars(chart, canvas, "before", before, -1)
    _bars(chart, canvas, "after", after, 1)
    _names(chart, canvas, before, after)
    ax.grid(visible=False)
    ax.set_xlim(-0.06 - _BARS, 1.06 + _BARS)
    marks = {"first": chart.marks.get("first"), "second": chart.marks.get("second")}
    marks["named"] = marks["first"] is not None
    ax.set_xticks([0, 1], [canvas.picture("slopes.before", marks), canvas.picture("slopes.after", marks)])
    canvas.axis(canvas.picture("slopes.axis", {"level": chart.marks.get("level")}))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure = _yes(chart, "verdict")
    up = column(chart, "rank_before").to_numpy() > column(chart, "rank_after").to_numpy()
    return {
        "count": len(sure),
        "risen": int((sure & up).sum()),
        "fallen": int((sure & ~up).sum()),
        "unsettled": int((~sure).sum()),
        "yes": Verdict.ESTABLISHED,
        "no": Verdict.NOT_ESTABLISHED,
    }


def _place(chart: Chart, when: str) -> Index:
    """(k,) the row of each unit: its rank less one; units of one rank stand below each other."""
    other = "after" if when == "before" else "before"
    ranks = pd.DataFrame({"own": column(chart, f"rank_{when}"), "other": column(chart, f"rank_{other}")})
    place = np.empty(len(ranks), dtype=np.intp)
    place[ranks.sort_values(["own", "other"], kind="stable").index] = np.arange(len(ranks))
    return place


def _yes(chart: Chart, role: str) -> NDArray[np.bool_]:
    return np.array([verdict == Verdict.ESTABLISHED for verdict in column(chart, role)], dtype=bool)


def _bars(chart: Chart, canvas: Canvas, when: str, place: Index, side: int) -> None:
    """The rank intervals, those of the first places farthest from the lines, each on a line of its own."""
    low, high = (column(chart, f"rank_{when}_{end}").to_numpy(dtype=float) - 1 for end in ("low", "high"))
    count = len(place)
    start = 0.0 if side < 0 else 1.0
    x = start + side * (0.16 + (_BARS - 0.16) * (count - 1 - place) / max(count - 1, 1))
    sure = _yes(chart, "verdict")
    width = min(2.5, 16.0 / count)
    # flat ends, so that a bar ends at the ranks that it holds
    canvas.ax.vlines(x[~sure], low[~sure] - 0.2, high[~sure] + 0.2, color=SOFT, linewidth=width)
    canvas.ax.vlines(x[sure], low[sure] - 0.2, high[sure] + 0.2, color=INK, linewidth=1.4 * width)
    canvas.ax.plot(x, place, "o", color=INK, markersize=max(1.6, min(3.5, 36.0 / count)))


def _names(chart: Chart, canvas: Canvas, before: Index, after: Index) -> None:
    """Rank, rank interval and name on both sides, and the change of the score on the right."""
    writer, names = canvas.writer, column(chart, "label")

    def ranked(i: int, when: str) -> str:
        rank = int(column(chart, f"rank_{when}").iloc[i])
        ends = tuple(int(column(chart, f"rank_{when}_{end}").iloc[i]) for end in ("low", "high"))
        return f"{writer.rank_span((rank, rank))} [{writer.rank_span(ends)}]"

    left, right = np.argsort(before), np.argsort(after)
    if len(names) > _NAMED:
        canvas.rows([""] * len(names))
        return
    canvas.rows([f"{writer.name(names.iloc[i])}  {ranked(i, 'before')}" for i in left])
    reached = canvas.notes([f"{ranked(i, 'after')}  {writer.name(names.iloc[i])}" for i in right], "", short=True)
    moved, own = column(chart, "value"), _yes(chart, "score")
    scores = [writer.signed(moved.iloc[i]) + ("*" if own[i] else "") for i in right]
    canvas.notes(scores, canvas.picture("slopes.score"), shift=reached)

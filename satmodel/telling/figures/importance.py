"""The share of every item in what is explained, a bar from zero with its interval; the squared coefficients alike.

Roles: ``label``, ``value`` (the share), ``low`` and ``high``, or neither; if there are any, ``rank_low`` and
``rank_high`` (the places it could hold, printed beside; those that could be first have a filled mark) and ``part``
(``"group"`` for the row of a group, under which its items stand).
Marks: ``level``, ``sharing`` (False where the values are no shares); without intervals ``of``, what the value is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PALE, SOFT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row an item."""
    return row_plan(
        chart,
        [writer.name(name) for name in column(chart, "label")],
        extra=(0.95 if "rank_low" in chart.columns else 0.75) + (0.2 if _grouped(chart).any() else 0.0),
    )


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    known = "low" in chart.columns
    value, low, high = (
        column(chart, role).to_numpy(dtype=float) for role in (("value", "low", "high") if known else ("value",) * 3)
    )
    rows, ax, writer = np.arange(len(value)), canvas.ax, canvas.writer
    canvas.rows([writer.name(name) for name in column(chart, "label")])
    group, first = _grouped(chart), _first(chart)
    ax.barh(rows[~group], value[~group], height=0.62, color=PALE, edgecolor=SOFT, linewidth=0.8)
    if group.any():
        ax.barh(rows[group], value[group], height=0.74, color="white", edgecolor=FAINT, linewidth=0.9, hatch="////")
    if known:
        # a white line below keeps the interval apart from hatches and bars
        ax.hlines(rows, low, high, color="white", linewidth=3.6)
        ax.hlines(rows, low, high, color=INK, linewidth=1.4)
        _marks(canvas, value, group, first)
    ax.set_xlim(min(0.0, low.min() * 1.05), max(high.max(), value.max()) * 1.05)
    sharing = bool(chart.marks.get("sharing", True))
    canvas.ticks(canvas.number if _plain(chart) else writer.percent0)
    told = {"level": chart.marks.get("level"), "sharing": sharing} | ({} if known else {"of": chart.marks["of"]})
    axis = canvas.picture("importance.axis", told)
    lines = [axis] if first.all() else [axis, canvas.picture("importance.first")]
    if group.any() and "rank_low" in chart.columns:
        lines.append(canvas.picture("importance.groups"))
    canvas.axis("\n".join(lines))
    _beside(chart, canvas, told, (value, low, high) if known else (value,))


def _marks(canvas: Canvas, value: Array, group: Flags, first: Flags) -> None:
    """A dot an item and a diamond a group, filled where it could be the most important."""
    size, rows = min(5.0, canvas.font / 1.8), np.arange(len(value))
    for sign, which in (("o", ~group), ("D", group)):
        for filled in (True, False):
            at, ink = which & (first == filled), INK if filled else "white"
            canvas.ax.plot(value[at], rows[at], sign, color=INK, markersize=size, markerfacecolor=ink)


def _beside(chart: Chart, canvas: Canvas, told: dict[str, Any], numbers: tuple[Array, ...]) -> None:
    """The value with its interval and, where they are charted, the places the item could hold."""
    writer = canvas.writer
    one, two = (writer.number, writer.numbers) if _plain(chart) else (writer.percent, writer.percents)
    texts = [one(value) for value in numbers[0]]
    if len(numbers) > 1:
        texts = [f"{text} {two(ends)}" for text, ends in zip(texts, zip(*numbers[1:], strict=True), strict=True)]
    reached = canvas.notes(texts, canvas.picture("importance.value", told))
    if "rank_low" in chart.columns:
        places = zip(column(chart, "rank_low"), column(chart, "rank_high"), strict=True)
        canvas.notes([writer.rank_span(pair) for pair in places], canvas.picture("importance.ranks"), shift=reached)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    items = ~_grouped(chart)
    if not items.any():
        items[:] = True
    value = column(chart, "value").to_numpy(dtype=float)
    highest = int(np.argmax(np.where(items, value, -np.inf)))
    return {
        "count": int(items.sum()),
        "of": chart.marks.get("of"),
        "highest": column(chart, "label").iloc[highest],
        "highest_value": float(value[highest]),
        "sharing": bool(chart.marks.get("sharing", True)),
    }


def _plain(chart: Chart) -> bool:
    """Whether the values are plain numbers: squared coefficients, which are no parts of anything."""
    return not chart.marks.get("sharing", True) or chart.marks.get("of") == "coefficient"


def _grouped(chart: Chart) -> Flags:
    """Which rows are those of groups that have items below them."""
    if "part" not in chart.columns:
        return np.zeros(len(chart.data), dtype=bool)
    return column(chart, "part").to_numpy() == "group"


def _first(chart: Chart) -> Flags:
    """Which rows could be the most important; all where no places are charted."""
    if "rank_low" not in chart.columns:
        return np.ones(len(chart.data), dtype=bool)
    return column(chart, "rank_low").to_numpy() == 1

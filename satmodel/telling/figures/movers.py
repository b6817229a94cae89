"""The change against the score before: hollow as observed, an arrow to the filled shrunk change, the line of noise.

The dashed line is the change that noise alone makes of each score before, the grey band where such changes lie. The
units on the lists are named.

Roles: ``label``, ``before`` (across), ``value`` (the observed change, up), ``shrunk``. Marks: ``noise``, (4, m): scores
before, the line, the lower and the upper end of the band; ``named``: the labels with a name; ``level``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._beside import name_points
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, PALE, SOFT, TEXT, Canvas, Plan, column
from satmodel.telling.writer import Writer

Array = NDArray[Any]

_MANY = 25  # units above which the picture is higher and its marks smaller
_SEGMENTS = 12  # pieces of the line of noise that names keep clear of


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for one picture, higher for many units."""
    many = len(chart.data) > _MANY
    return Plan(PAGE, 5.8 if many else 4.6, 8 if many else 9, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax = canvas.ax
    x, y, shrunk = (column(chart, role).to_numpy(dtype=float) for role in ("before", "value", "shrunk"))
    line = np.array(chart.marks["noise"], dtype=float)
    named = np.isin(column(chart, "label").to_numpy(dtype=object), np.array(chart.marks["named"], dtype=object))
    ax.fill_between(line[0], line[2], line[3], color=PALE, linewidth=0, zorder=1)
    ax.plot(line[0], line[1], color=FAINT, linewidth=1.2, linestyle=(0, (5, 3)), zorder=2)
    size = canvas.font / (2.6 if len(x) > _MANY else 1.9)
    for at, start, end, told in zip(x, y, shrunk, named, strict=True):
        style = {"arrowstyle": "-|>,head_length=0.35,head_width=0.16", "linewidth": 1.2 if told else 0.7}
        style |= {"color": INK if told else SOFT, "shrinkA": size / 2, "shrinkB": size / 2.4}
        ax.annotate("", xy=(at, end), xytext=(at, start), arrowprops=style, zorder=3)
    for told, color in ((False, SOFT), (True, INK)):
        here = named == told
        edge = {"markeredgecolor": color, "markersize": size, "zorder": 4, "linestyle": "none"}
        ax.plot(x[here], y[here], "o", markerfacecolor="white", **edge)
        ax.plot(x[here], shrunk[here], "o", markerfacecolor=color, **(edge | {"markersize": size * 0.8}))
    _limits(canvas, x, np.concatenate([y, shrunk, line[1]]))
    _axes(chart, canvas)
    texts = [canvas.writer.name(name) for name in column(chart, "label")[named]]
    room = (PAGE - 0.8, plan(chart, canvas.writer).height - 1.1)
    arms = np.column_stack([x, np.minimum(y, shrunk), x, np.maximum(y, shrunk)])
    name_points(canvas, np.column_stack([x, y])[named], texts, room, lines=np.vstack([arms, _pieces(line)]), kept=[])


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    x, y = (column(chart, role).to_numpy(dtype=float) for role in ("before", "value"))
    line = np.array(chart.marks["noise"], dtype=float)
    low, high = (np.interp(x, line[0], end) for end in line[2:])
    width = line[0, -1] - line[0, 0]
    return {
        "count": len(x),
        "slope": float((line[1, -1] - line[1, 0]) / width) if width > 0 else 0.0,
        "outside": int(((y < low) | (y > high)).sum()),
        "level": chart.marks["level"],
    }


def _pieces(line: Array) -> Array:
    """The line of noise in short pieces, each as left, lower, right and upper end."""
    at = np.linspace(line[0, 0], line[0, -1], _SEGMENTS + 1)
    up = np.interp(at, line[0], line[1])
    return np.column_stack([at[:-1], np.minimum(up[:-1], up[1:]), at[1:], np.maximum(up[:-1], up[1:])])


def _limits(canvas: Canvas, x: Array, y: Array) -> None:
    for values, turn, share in ((x, canvas.ax.set_xlim, 0.06), (y, canvas.ax.set_ylim, 0.1)):
        low, high = float(values.min()), float(values.max())
        room = share * ((high - low) or 1.0)
        turn(low - room, high + room)


def _axes(chart: Chart, canvas: Canvas) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    ax, writer = canvas.ax, canvas.writer
    canvas.plain()
    ax.spines["left"].set_visible(True)
    ax.spines["left"].set_color(SOFT)
    low, high = ax.get_ylim()
    ticks = MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ax.yaxis.set_major_locator(FixedLocator([one for one in ticks if low <= one <= high]))
    worth = 100 if writer.measure == "share" else 1
    ax.yaxis.set_major_formatter(FuncFormatter(lambda one, _: canvas.number(worth * one)))
    if low < 0 < high:
        ax.axhline(0, color=SOFT, linewidth=0.7, zorder=1.5)
    canvas.ticks(canvas.worth)
    canvas.axis(canvas.picture("movers.axis", {"level": chart.marks["level"]}))
    ax.set_ylabel(canvas.picture("movers.height"), fontsize=canvas.font, fontfamily=canvas.family, color=TEXT)

"""Own against official scores: left the two against each other, right their difference against their mean.

Roles: ``label``, ``own``, ``official``, ``value`` (own minus official), ``low``, ``high``. Marks, where three points or
more are there: ``mean`` (the house effect), ``slope`` and ``intercept`` (of the forecast), ``lower`` and ``upper``
(limits of agreement), ``kind`` (``"shift"`` or ``"slope"``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._beside import name_points
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, SOFT, TEXT, Canvas, Plan, column
from satmodel.telling.writer import Writer

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]

_TALL = 3.9  # inches
_NAMED = 15  # points that have their names written beside them
_WIDE, _HIGH = 2.45, 2.75  # inches of either half, about
_LEFT, _RIGHT, _BELOW, _ABOVE = (
    (0.07, 0.42),
    (0.575, 0.42),
    0.2,
    0.78,
)  # shares of the axes: start and width, start and height


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for two squares side by side, whatever the number of points."""
    return Plan(PAGE, _TALL, 8.5 if len(chart.data) <= _NAMED else 8, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    canvas.ax.set_axis_off()
    canvas.ax.set_xticks([])
    canvas.ax.set_yticks([])
    _scores(chart, canvas, _half(canvas, *_LEFT))
    _differences(chart, canvas, _half(canvas, *_RIGHT))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    known = {name: chart.marks.get(name) for name in ("mean", "lower", "upper", "kind")}
    return {"count": len(chart.data), **known}


def _half(canvas: Canvas, start: float, width: float) -> Axes:
    ax = canvas.ax.inset_axes((start, _BELOW, width, _ABOVE))
    for side in ("right", "top"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(SOFT)
    ax.tick_params(labelsize=canvas.font, labelfontfamily=canvas.family, labelcolor=TEXT, color=SOFT)
    return ax


def _scores(chart: Chart, canvas: Canvas, ax: Axes) -> None:
    own, official = (column(chart, role).to_numpy(dtype=float) for role in ("own", "official"))
    both = np.concatenate([own, official])
    room = 0.08 * np.ptp(both) or 1.0
    ends = np.array([both.min() - room, both.max() + room])
    lines = [_pieces(ends, ends)]
    ax.plot(ends, ends, color=FAINT, linewidth=1.0, linestyle=(0, (5, 2.5)), label=canvas.picture("house_effect.equal"))
    if "slope" in chart.marks:
        across = np.array([own.min(), own.max()]) + np.array([-0.3, 0.3]) * room
        height = float(chart.marks["intercept"]) + float(chart.marks["slope"]) * across
        ax.plot(across, height, color=INK, linewidth=1.3, label=canvas.picture("house_effect.line"))
        lines.append(_pieces(across, height))
    ax.plot(own, official, "o", color=INK, markersize=4.5, zorder=4)
    ax.set_xlim(*ends)
    ax.set_ylim(*ends)
    _finish(canvas, ax, "house_effect.own", "house_effect.official")
    _name(chart, canvas, ax, np.column_stack([own, official]), lines)


def _pieces(across: Array, up: Array) -> Array:
    """(m, 4) a slanted line in pieces, which names keep clear of one by one."""
    x, y = (np.linspace(ends[0], ends[1], 41) for ends in (across, up))
    return np.column_stack([x[:-1], np.minimum(y[:-1], y[1:]), x[1:], np.maximum(y[:-1], y[1:])])


def _differences(chart: Chart, canvas: Canvas, ax: Axes) -> None:
    own, official, value, low, high = (
        column(chart, role).to_numpy(dtype=float) for role in ("own", "official", "value", "low", "high")
    )
    mean, marks = (own + official) / 2, chart.marks
    ax.axhline(0.0, color=FAINT, linewidth=1.0, linestyle=(0, (5, 2.5)))
    reached = [0.0, low.min(), high.max()]
    lines = []
    if "mean" in marks:
        ax.axhline(marks["mean"], color=INK, linewidth=1.3, label=canvas.picture("house_effect.effect"))
        name = canvas.picture("house_effect.limits")
        for end, label in (("lower", name), ("upper", None)):
            ax.axhline(marks[end], color=INK, linewidth=1.0, linestyle=(0, (1, 1.6)), label=label)
        reached += [marks["lower"], marks["upper"]]
    ax.vlines(mean, low, high, color=SOFT, linewidth=1.0)
    ax.plot(mean, value, "o", color=INK, markersize=4.5, zorder=4)
    room = 0.12 * np.ptp(mean) or 1.0
    ax.set_xlim(mean.min() - room, mean.max() + room)
    ax.set_ylim(min(reached) - 0.05 * np.ptp(reached), max(reached) + 0.05 * np.ptp(reached))
    level = [0.0, *(float(marks[name]) for name in ("mean", "lower", "upper") if name in marks)]
    ends = ax.get_xlim()
    lines = [np.array([[ends[0], one, ends[1], one] for one in level]), np.column_stack([mean, low, mean, high])]
    _finish(canvas, ax, "house_effect.mean", "house_effect.offset")
    _name(chart, canvas, ax, np.column_stack([mean, value]), lines)


def _finish(canvas: Canvas, ax: Axes, across: str, up: str) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        ticks = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        axis.set_major_locator(FixedLocator([one for one in ticks if low <= one <= high]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: canvas.worth(value)))
    style: dict[str, Any] = {"fontsize": canvas.font, "fontfamily": canvas.family, "color": TEXT}
    ax.set_xlabel(canvas.picture(across), **style)
    ax.set_ylabel(canvas.picture(up), **style)
    handles, _ = ax.get_legend_handles_labels()
    if handles:
        ax.legend(
            loc="upper center",
            bbox_to_anchor=(0.5, -0.17),
            ncols=2,
            frameon=False,
            handlelength=2.2,
            columnspacing=1.2,
            labelcolor=TEXT,
            prop=FontProperties(family=list(canvas.family), size=canvas.font - 0.5),
        )


def _name(chart: Chart, canvas: Canvas, ax: Axes, points: Array, lines: list[Array]) -> None:
    """Names beside the points, where there are few enough to be read."""
    names = [canvas.writer.name(label) for label in column(chart, "label")]
    if len(names) > _NAMED:
        return
    half = Canvas(ax, canvas.writer, canvas.family, canvas.font - 1.0)
    name_points(half, points, names, (_WIDE, _HIGH), lines=np.vstack(lines), kept=[])

"""A funnel: every unit by its size and score, the target, and the limits of what is expected of a unit of that size.

Roles: ``label``, ``size``, ``value`` (the score), ``band``, ``z`` (which decides whose name is written first).
Marks: ``target``; ``limits`` (a frame with ``size``, ``low``, ``high``, ``low_far``, ``high_far`` and the same with
``_od``); ``sized`` (whether a size is a number of respondents); ``overdispersed``; ``against``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, SOFT, TEXT, Canvas, Plan, column, reach
from satmodel.telling.writer import Writer

Array = NDArray[Any]
Box = tuple[float, float, float, float]

TALL_ENOUGH = 4.9  # inches
_WIDE, _TALL = PAGE - 0.85, TALL_ENOUGH - 1.75  # inches of the axes, about
MOST_NAMED = 20  # units up to which those inside the limits are named as well
_BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
# the marker of each band and whether it is filled: told apart without colour
MARKERS = {
    "much_better": ("^", INK),
    "better": ("^", "white"),
    "about_the_same": ("o", "white"),
    "worse": ("v", "white"),
    "much_worse": ("v", INK),
}


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for one picture, whatever the number of units."""
    return Plan(PAGE, TALL_ENOUGH, 9 if len(chart.data) <= MOST_NAMED else 8, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    size, value = (column(chart, role).to_numpy(dtype=float) for role in ("size", "value"))
    band = column(chart, "band").to_numpy()
    _limits(chart, canvas)
    shown = [name for name in MARKERS if name == "about_the_same" or np.any(band == name)]
    for name in shown:
        marker, inside = MARKERS[name]
        here = band == name
        kept = {"markerfacecolor": inside, "markeredgecolor": INK, "zorder": 4}
        canvas.ax.plot(
            size[here],
            value[here],
            marker,
            markersize=canvas.font / (2.2 if name == "about_the_same" else 1.5),
            label=canvas.picture(f"funnel.{name}"),
            **kept,
        )
    _axes(chart, canvas, size, value)
    _legend(canvas)
    _names(chart, canvas, size, value, band)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    band = column(chart, "band")
    counted = {name: int((band == name).sum()) for name in MARKERS}
    return {"count": len(band), "target": float(chart.marks["target"]), **counted}


def _limits(chart: Chart, canvas: Canvas) -> None:
    limits, over = chart.marks["limits"], bool(chart.marks["overdispersed"])
    canvas.ax.axhline(chart.marks["target"], color=FAINT, linewidth=1.1, label=canvas.picture("funnel.target"))
    sets = [("", SOFT if over else INK, 0.8 if over else 1.2)] + ([("_od", INK, 1.2)] if over else [])
    for behind, color, width in reversed(sets):
        for far, dashes in (("_far", (None, None)), ("", (5, 2.5))):
            text = canvas.picture(f"funnel.limit{far}{behind}")
            for end, label in (("low", text), ("high", None)):
                style = {"color": color, "linewidth": width, "label": label, "zorder": 2 if behind else 1}
                line = canvas.ax.plot(limits["size"], limits[f"{end}{far}{behind}"], **style)[0]
                line.set_dashes(dashes if dashes[0] else ())
                if over and not behind:
                    line.set_dashes((1, 1.5) if far else (1, 3))


def _axes(chart: Chart, canvas: Canvas, size: Array, value: Array) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator

    ax, limits = canvas.ax, chart.marks["limits"]
    canvas.plain()
    ax.spines["left"].set_visible(True)
    ax.spines["left"].set_color(SOFT)
    behind = "_od" if chart.marks["overdispersed"] else ""
    # the mouth of the funnel is cut where few units stand, so that it does not press all others together
    mouth = limits.iloc[int(np.searchsorted(limits["size"], np.quantile(size, 0.2)))]
    low, high = min(value.min(), mouth[f"low_far{behind}"]), max(value.max(), mouth[f"high_far{behind}"])
    room = 0.06 * (high - low) or 1.0
    ax.set_ylim(low - room, high + room)
    ax.set_xlim(limits["size"].min(), limits["size"].max())
    ticks = MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10]).tick_values(*ax.get_ylim())
    ax.yaxis.set_major_locator(FixedLocator([one for one in ticks if ax.get_ylim()[0] <= one <= ax.get_ylim()[1]]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda one, _: canvas.worth(one)))
    canvas.ticks(canvas.writer.integer if chart.marks["sized"] else canvas.number)
    if size.max() > 20 * size.min():
        ax.set_xscale("log")
        steps = np.array([1.0, 2.0, 5.0])
        ticks = (10.0 ** np.arange(-9, 10)[:, None] * steps).ravel()
        ax.xaxis.set_major_locator(FixedLocator(ticks))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.xaxis.set_major_formatter(
            FuncFormatter(lambda one, _: canvas.writer.integer(one) if chart.marks["sized"] else canvas.number(one))
        )
    sized = {"sized": bool(chart.marks["sized"])}
    canvas.axis(canvas.picture("funnel.axis", sized))
    height = canvas.picture("funnel.height", {"against": chart.marks["against"]})
    ax.set_ylabel(height, fontsize=canvas.font, fontfamily=canvas.family, color=TEXT)


def _legend(canvas: Canvas) -> None:
    from matplotlib.font_manager import FontProperties

    canvas.ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.14),
        ncols=2,
        frameon=False,
        handlelength=2.6,
        labelcolor=TEXT,
        prop=FontProperties(family=list(canvas.family), size=canvas.font - 0.5),
    )


def _names(chart: Chart, canvas: Canvas, size: Array, value: Array, band: Array) -> None:
    """Write the names of units beyond the limits, then of others where there is room; none on top of another."""
    from matplotlib.patheffects import withStroke

    labels = list(column(chart, "label"))
    far = np.argsort(-np.abs(column(chart, "z").to_numpy(dtype=float)), kind="stable")
    spots, dot = _spots(canvas, size, value), canvas.font / 72 * 0.4
    taken = [(x - dot, y - dot, x + dot, y + dot) for x, y in spots]
    for i in far[(band[far] != "about_the_same") | (len(labels) <= MOST_NAMED)]:
        text = canvas.writer.name(labels[i])
        found = _room(spots[i], dot, text, canvas.font, taken[:i] + taken[i + 1 :])
        if found is None:
            continue
        taken.append(found)
        middle = np.array([found[0] + found[2], found[1] + found[3]]) / 2
        canvas.ax.annotate(
            text,
            xy=(size[i], value[i]),
            xytext=tuple(72 * (middle - spots[i])),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=canvas.font,
            fontfamily=canvas.family,
            color=TEXT,
            zorder=5,
            path_effects=[withStroke(linewidth=2, foreground="white")],
        )


def _spots(canvas: Canvas, size: Array, value: Array) -> Array:
    """(k, 2) where the units stand, in inches from the lower left corner of the axes."""
    ax = canvas.ax
    low, high = ax.transScale.transform(np.column_stack([ax.get_xlim(), ax.get_ylim()]))
    return (ax.transScale.transform(np.column_stack([size, value])) - low) / (high - low) * [_WIDE, _TALL]


def _room(spot: Array, dot: float, text: str, font: float, taken: list[Box]) -> Box | None:
    """A place beside a unit where its name stands inside the axes and on top of nothing."""
    wide, tall = reach(text) * font / 72 * 0.55, font / 72 * 1.25
    for across, up in _BESIDE:
        x, y = spot + np.array([across * (dot * 1.5 + wide / 2), up * (dot * 1.2 + tall / 2)])
        box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        inside = box[0] >= 0 and box[2] <= _WIDE and box[1] >= 0 and box[3] <= _TALL
        if inside and not any(_overlap(box, other) for other in taken):
            return box
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

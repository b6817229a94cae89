"""The detectable difference against the number of interviews, a line a question, n on a logarithmic axis.

Roles: ``label`` (the question), ``n``, ``value`` (the difference). Marks: ``power`` (None where the difference is one
that is established when observed), ``units``, ``sd``, ``n`` (planned numbers, a dot each) and ``gaps`` (differences
asked about, a thin line and a dot each).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, PALE, SOFT, TEXT, Canvas, Plan, column
from satmodel.telling.writer import Writer

Array = NDArray[np.float64]

LINES = ("-", (0, (5, 2)), (0, (5, 1.5, 1, 1.5)), (0, (1, 1.5)))
DOTS = ("o", "s", "^", "D")
STEPS = (1, 2, 3, 5, 7)
HEIGHT = 3.7  # inches
CLOSE = 1.18  # two planned numbers nearer than this are not both named


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for one picture, whatever the number of units."""
    return Plan(PAGE, HEIGHT, 9, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax, marks = canvas.ax, chart.marks
    ax.set_xscale("log")
    planned = np.array([float(n) for n in marks["n"]])
    for i, (what, part) in enumerate(_curves(chart)):
        n, gap = part["n"].to_numpy(dtype=float), part["value"].to_numpy(dtype=float)
        label = canvas.picture("planning.line", {"what": what, "units": marks["units"]})
        at = np.concatenate([planned, np.interp(marks["gaps"], gap[::-1], n[::-1])])
        n, gap = _with(n, gap, at)
        dotted = [int(one) for one in np.flatnonzero(np.isin(n, at))]
        style: dict[str, Any] = {"color": INK, "linestyle": LINES[i % 4], "linewidth": 1.4, "label": label}
        ax.plot(n, gap, **style, marker=DOTS[i % 4], markersize=4.5, markevery=dotted)
    n = column(chart, "n").to_numpy(dtype=float)
    ax.set_xlim(n.min() / 1.05, n.max() * 1.05)
    ax.set_ylim(0, float(column(chart, "value").max()) * 1.08)
    for gap in marks["gaps"]:
        ax.axhline(float(gap), color=FAINT, linewidth=0.9, zorder=1.5)
    _axes(canvas, list(planned) or _round(n.min(), n.max()))
    what = {"power": marks["power"], "sd": marks["sd"]}
    canvas.axis(canvas.picture("planning.axis", what))
    ax.set_ylabel(canvas.picture("planning.value", what), fontsize=canvas.font, fontfamily=canvas.family, color=TEXT)
    font = {"family": list(canvas.family), "size": canvas.font}
    # the highest curve first
    ax.legend(loc="upper right", frameon=False, prop=font, handlelength=4.0, reverse=True)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    what, part = _curves(chart)[0]
    n = column(chart, "n")
    return {
        "what": what,
        "power": chart.marks["power"],
        "n_low": float(n.min()),
        "n_high": float(n.max()),
        "largest": float(part["value"].max()),
        "smallest": float(part["value"].min()),
    }


def _curves(chart: Chart) -> list[tuple[str, pd.DataFrame]]:
    """Each question and its points, in the order of the data."""
    parts = {name: column(chart, name).to_numpy() for name in ("label", "n", "value")}
    return [(str(what), part) for what, part in pd.DataFrame(parts).groupby("label", sort=False)]


def _with(n: Array, gap: Array, more: Array) -> tuple[Array, Array]:
    """The curve with some numbers of interviews among its points."""
    every = np.union1d(n, more)
    return every, np.interp(np.log(every), np.log(n), gap)


def _round(low: float, high: float) -> list[float]:
    """Round numbers between two ends: 10, 20, 30, 50, 70, 100 and so on."""
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    return [one for power in powers for one in (step * 10.0**power for step in STEPS) if low <= one <= high]


def _axes(canvas: Canvas, named: list[float]) -> None:
    """Name the planned numbers along the lower axis, and light lines across."""
    from matplotlib.ticker import MaxNLocator, NullLocator

    ax = canvas.ax
    canvas.plain()
    ax.spines["left"].set_visible(True)
    ax.spines["left"].set_color(SOFT)
    kept: list[float] = []
    for one in named:
        if not kept or one > kept[-1] * CLOSE:
            kept.append(one)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(kept, [canvas.writer.integer(one) for one in kept])
    top = ax.get_ylim()[1]
    heights = [one for one in MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10]).tick_values(0, top) if 0 <= one <= top]
    ax.set_yticks(heights, [_height(canvas, one) for one in heights])
    ax.grid(axis="y", color=PALE, linewidth=0.7)
    ax.set_axisbelow(True)
    ax.tick_params(axis="both", labelcolor=TEXT, color=FAINT)


def _height(canvas: Canvas, value: float) -> str:
    return canvas.number(100 * value if canvas.writer.measure == "share" else value)

"""Rounds in time: a dot with its interval for each, the line with its band, open squares for the rounds to come.

One series stands on the axes themselves; several stand in small panels, each as wide as the others and on one scale.

Roles: ``label`` (the round), ``x``, ``value``, ``low``, ``high``, ``fitted``, ``fitted_low``, ``fitted_high``,
``ahead`` (0 for a round, else how far ahead); ``panel`` where there are several series. Marks: ``level``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, PALE, SOFT, TALL, Canvas, Plan, broken, column, reach
from satmodel.telling.writer import Writer

Array = NDArray[np.float64]

_MOST = 1.2  # how far beyond the rounds a band or a forecast may stretch the scale, in heights of the rounds
_SIDE, _TOP, _LOW = 0.16, 0.2, 0.14  # parts of a panel that its scale, its name and its rounds take


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where a panel stands: its lower left corner and size, and what of the data lies along its sides."""

    left: float
    lower: float
    wide: float
    tall: float
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, x: Any) -> Any:
        return self.left + self.wide * (x - self.x[0]) / (self.x[1] - self.x[0])

    def up(self, y: Any) -> Any:
        return self.lower + self.tall * (y - self.y[0]) / (self.y[1] - self.y[0])


def plan(chart: Chart, writer: Writer) -> Plan:
    """One picture, or rows of panels."""
    count = len(_panels(chart))
    if count == 1:
        return Plan(PAGE, 3.4, 9, (chart,))
    across, down = _grid(count)
    return Plan(
        PAGE,
        min(0.55 + down * (2.1 if across < 3 else 1.6), TALL),
        9 if across < 3 else 7.5 if across < 5 else 6,
        (chart,),
    )


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    panels = _panels(chart)
    canvas.plain()
    if len(panels) == 1:
        _alone(chart, panels[0][1], canvas)
    else:
        _many(chart, panels, canvas)
    shown = {"level": chart.marks.get("level"), "ahead": int(column(chart, "ahead").max()) or None}
    told = canvas.picture("trend.axis", shown) + ("\n" + canvas.picture("trend.cut") if _cut(chart) else "")
    canvas.axis(broken(told, int(PAGE * 72 / canvas.font / 0.58)))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    panels = _panels(chart)
    rounds = chart.data[(column(chart, "ahead") == 0).to_numpy()]
    value = rounds[chart.columns["value"]]
    several = len(panels) > 1
    ends = (value.min(), value.max()) if several else (value.iloc[0], value.iloc[-1])
    count = rounds[chart.columns["label"]].nunique()
    return {"count": len(panels), "rounds": count, "several": several, "first": float(ends[0]), "last": float(ends[1])}


def _alone(chart: Chart, data: pd.DataFrame, canvas: Canvas) -> None:
    """One series on the axes themselves."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax, columns = canvas.ax, chart.columns
    x, y = _limits(data[columns["x"]]), _span(chart)
    ax.set_xlim(*x)
    ax.set_ylim(*y)
    _draw(chart, data, canvas, _Panel(x[0], y[0], x[1] - x[0], y[1] - y[0], x, y))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: canvas.worth(value)))
    ax.grid(axis="y", color=PALE, linewidth=0.7)
    ax.set_axisbelow(True)
    names = _names(chart, data, canvas)
    ax.set_xticks(
        *zip(*_kept(names, data[columns["x"]].to_numpy(dtype=float), x, PAGE - 0.8, canvas.font), strict=True)
    )
    ax.tick_params(axis="y", length=0)


def _many(chart: Chart, panels: list[tuple[Any, pd.DataFrame]], canvas: Canvas) -> None:
    """Several series in panels on one scale."""
    ax, columns = canvas.ax, chart.columns
    across, down = _grid(len(panels))
    ax.set_xlim(0, across)
    ax.set_ylim(0, down)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    x, y = _limits(column(chart, "x")), _span(chart)
    marks = _even(y)
    for i, (name, data) in enumerate(panels):
        lower = down - 1 - i // across + _LOW
        panel = _Panel(i % across + _SIDE, lower, 1 - _SIDE - 0.05, 1 - _LOW - _TOP, x, y)
        right, top = panel.left + panel.wide, panel.lower + panel.tall
        for mark in marks:
            ax.plot([panel.left, right], [panel.up(mark)] * 2, color=PALE, linewidth=0.7, zorder=0)
            canvas.write(panel.left - 0.02, panel.up(mark), canvas.worth(mark), side="right", color=FAINT)
        ax.plot([panel.left, right], [panel.lower] * 2, color=SOFT, linewidth=0.8)
        _draw(chart, data, canvas, panel)
        told = broken(canvas.writer.name(name), int(panel.wide * PAGE / across * 72 / canvas.font / 0.56))
        canvas.write((panel.left + right) / 2, top + 0.08, told.split("\n")[0], side="center")
        names = _names(chart, data, canvas)
        at = data[columns["x"]].to_numpy(dtype=float)
        inches = panel.wide * PAGE / across
        for spot, text in _kept(names, at, x, inches, canvas.font):
            canvas.write(float(panel.across(spot)), panel.lower - 0.07, text, side="center", color=FAINT)


def _draw(chart: Chart, data: pd.DataFrame, canvas: Canvas, panel: _Panel) -> None:
    """The band, the line, the rounds and the rounds to come of one series."""
    ax = canvas.ax
    ahead = data[chart.columns["ahead"]].to_numpy() > 0
    size = min(5.0, canvas.font / 1.8)

    def heights(rows: pd.DataFrame, *roles: str) -> list[Array]:
        return [panel.up(np.clip(rows[chart.columns[role]].to_numpy(dtype=float), *panel.y)) for role in roles]

    there, later = data[~ahead], data[ahead]
    x = panel.across(there[chart.columns["x"]].to_numpy(dtype=float))
    fitted, low, high = heights(there, "fitted", "fitted_low", "fitted_high")
    ax.fill_between(x, low, high, color=PALE, linewidth=0, zorder=1)
    ax.plot(x, fitted, color=FAINT, linewidth=1.3, zorder=2)
    value, low, high = heights(there, "value", "low", "high")
    ax.vlines(x, low, high, color=INK, linewidth=1.2, zorder=3)
    ax.plot(x, value, "o", color=INK, markersize=size, zorder=4)
    if not len(later):
        return
    x = panel.across(later[chart.columns["x"]].to_numpy(dtype=float))
    value, low, high = heights(later, "value", "low", "high")
    ax.vlines(x, low, high, color=INK, linewidth=1.2, linestyle=(0, (2, 1.5)), zorder=3)
    ax.plot(x, value, "s", color=INK, markerfacecolor="white", markersize=size * 1.15, zorder=4)


def _panels(chart: Chart) -> list[tuple[Any, pd.DataFrame]]:
    """The series with their rows, in order of appearance."""
    column(chart, "value")
    if "panel" not in chart.columns:
        return [(None, chart.data)]
    return list(chart.data.groupby(chart.columns["panel"], sort=False))


def _grid(count: int) -> tuple[int, int]:
    across = 2 if count <= 4 else 3 if count <= 15 else 5
    return across, math.ceil(count / across)


def _limits(x: pd.Series) -> tuple[float, float]:
    low, high = float(x.min()), float(x.max())
    room = 0.06 * (high - low)
    return low - room, high + room


def _span(chart: Chart) -> tuple[float, float]:
    """The scale of scores: all rounds, and of the band and the forecast what leaves the rounds readable."""
    low, high, inner = *_reaching(chart), _ends(chart, there=True, roles=("low", "high"))
    room = _MOST * (inner[1] - inner[0])
    low, high = max(low, inner[0] - room), min(high, inner[1] + room)
    margin = 0.05 * (high - low) or 1.0
    return low - margin, high + margin


def _cut(chart: Chart) -> bool:
    """Whether a band or a forecast goes on beyond the picture."""
    (low, high), (lower, upper) = _reaching(chart), _span(chart)
    return low < lower or high > upper


def _reaching(chart: Chart) -> tuple[float, float]:
    """How far all intervals, bands and forecasts reach."""
    band = _ends(chart, there=True, roles=("fitted_low", "fitted_high"))
    whole = _ends(chart, there=False, roles=("low", "high"))
    return min(band[0], whole[0]), max(band[1], whole[1])


def _ends(chart: Chart, *, there: bool, roles: tuple[str, str]) -> tuple[float, float]:
    kept = (column(chart, "ahead") == 0).to_numpy() | (not there)
    low, high = (column(chart, role)[kept].astype(float) for role in roles)
    return float(low.min()), float(high.max())


def _even(y: tuple[float, float]) -> Array:
    """Two to four round numbers within the scale."""
    from matplotlib.ticker import MaxNLocator

    marks = np.asarray(MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]).tick_values(*y))
    return marks[(marks >= y[0]) & (marks <= y[1])]


def _names(chart: Chart, data: pd.DataFrame, canvas: Canvas) -> list[str]:
    rows = zip(data[chart.columns["label"]], data[chart.columns["ahead"]], strict=True)
    return [canvas.writer.name(name) if ahead == 0 else _later(int(ahead), canvas) for name, ahead in rows]


def _later(ahead: int, canvas: Canvas) -> str:
    return canvas.picture("trend.next") if ahead == 1 else canvas.picture("trend.later", {"ahead": ahead})


def _kept(names: list[str], at: Array, x: tuple[float, float], inches: float, font: float) -> list[tuple[float, str]]:
    """The names of the rounds that stand free of each other: the first, the last, and those between that fit."""
    wide = np.array([reach(name) * font / 72 * 0.56 + 0.08 for name in names])
    spots = (at - x[0]) / (x[1] - x[0]) * inches
    order = np.argsort(at, kind="stable")
    kept: list[int] = [int(order[0])]
    last = int(order[-1])
    for i in map(int, order[1:-1]):
        free = spots[i] - spots[kept[-1]] > (wide[i] + wide[kept[-1]]) / 2
        if free and spots[last] - spots[i] > (wide[i] + wide[last]) / 2:
            kept.append(i)
    if spots[last] - spots[kept[-1]] > (wide[last] + wide[kept[-1]]) / 2:
        kept.append(last)
    return [(float(at[i]), names[i]) for i in kept]

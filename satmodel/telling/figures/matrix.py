"""Every unit against every other, both ways in the order of the ranking, with a sign for what is established.

Roles: ``label`` and ``against`` (the two of the pair), ``value``, ``low``, ``high``; ``verdict`` and ``within`` if
there are any. Marks: ``margin``. Above 60 units the signs become shades and only some of the names are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, PAGE, PALE, SOFT, TEXT, Canvas, Plan, broken, column, established
from satmodel.telling.writer import Writer

if TYPE_CHECKING:
    from matplotlib.artist import Artist

BEYOND, WITHIN, OPEN = 1, 2, 0
_SIGNS = 60  # units whose pairs have a sign each
_NAMES = 30  # names along each side of a larger matrix


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for the matrix: as wide as the page, less high for few units."""
    units = len(_order(chart))
    height = min(PAGE + 0.5, 2.2 + 0.36 * units)
    return Plan(
        PAGE, height, 8.5 if units <= 16 else max(5.0, min(8.0, 320 / units)) if units <= _SIGNS else 6.0, (chart,)
    )


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    order = _order(chart)
    cells, ahead = _cells(chart, order)
    ax, units = canvas.ax, len(order)
    if units <= _SIGNS:
        handles = _signs(cells, ahead, canvas)
        ax.set_xticks(np.arange(units + 1) - 0.5, minor=True)
        ax.set_yticks(np.arange(units + 1) - 0.5, minor=True)
        ax.grid(which="minor", color=PALE, linewidth=0.6)
    else:
        handles = _shades(cells, canvas)
    ax.set(xlim=(-0.5, units - 0.5), ylim=(units - 0.5, -0.5))
    _named(order, canvas)
    canvas.axis(canvas.picture("matrix.axis" if units <= _SIGNS else "matrix.numbered"))
    texts = [canvas.picture(f"matrix.{key}", {"margin": chart.marks.get("margin", 0.0)}) for key in handles]
    ax.legend(
        list(handles.values()),
        texts,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.06 if units > 16 else -0.5 / units),
        ncols=2,
        frameon=False,
        labelcolor=TEXT,
        prop={"family": list(canvas.family), "size": max(canvas.font, 7.0)},
    )


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    sure, inside = sum(established(chart)), int(_inside(chart).sum())
    return {
        "units": len(_order(chart)),
        "count": len(chart.data),
        "established": sure,
        "within": inside,
        "open": len(chart.data) - sure - inside,
        "margin": float(chart.marks.get("margin", 0.0)),
        "yes": Verdict.ESTABLISHED,
        "no": Verdict.NOT_ESTABLISHED,
    }


def _signs(cells: NDArray[np.int8], ahead: NDArray[np.bool_], canvas: Canvas) -> dict[str, Artist]:
    """A sign in every cell: a filled triangle up, a hollow one down, two lines for within the margin, a dot."""
    from matplotlib.path import Path

    lines = Path([(-1, 0.4), (1, 0.4), (-1, -0.4), (1, -0.4)], [Path.MOVETO, Path.LINETO] * 2)
    room = 72 * 0.72 * PAGE / len(cells)  # points a cell is wide
    size = min(9.0, 0.55 * room)
    other = ~np.eye(len(cells), dtype=bool)
    kinds = {
        "ahead": ((cells == BEYOND) & ahead, {"marker": "^", "color": INK, "markersize": size}),
        "behind": (
            (cells == BEYOND) & ~ahead,
            {"marker": "v", "color": INK, "markerfacecolor": "white", "markersize": size, "markeredgewidth": 0.7},
        ),
        "within": (cells == WITHIN, {"marker": lines, "color": INK, "markersize": 0.8 * size, "markeredgewidth": 1.0}),
        "open": ((cells == OPEN) & other, {"marker": ".", "color": SOFT, "markersize": max(1.5, 0.35 * size)}),
    }
    drawn: dict[str, Artist] = {}
    for key, (where, style) in kinds.items():
        row, place = np.nonzero(where)
        if len(row):
            drawn[key] = canvas.ax.plot(place, row, linestyle="none", **style)[0]
    canvas.ax.set_aspect("auto")
    return drawn


def _shades(cells: NDArray[np.int8], canvas: Canvas) -> dict[str, Artist]:
    """A raster of three shades: dark for an established order, middle for within the margin, pale for open."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    colors = {"open": PALE, "beyond": INK, "within": SOFT}
    shown = np.ma.masked_where(np.eye(len(cells), dtype=bool), cells)
    canvas.ax.imshow(
        shown, cmap=ListedColormap(list(colors.values())), vmin=0, vmax=2, interpolation="none", aspect="auto"
    )
    there = [key for code, key in ((BEYOND, "beyond"), (WITHIN, "within"), (OPEN, "open")) if (shown == code).any()]
    return {key: Patch(facecolor=colors[key], edgecolor=SOFT, linewidth=0.5) for key in there}


def _named(order: list[Any], canvas: Canvas) -> None:
    """Names along both sides; of many units every so-manieth, with its place."""
    ax, writer, units = canvas.ax, canvas.writer, len(order)
    if units <= _SIGNS:
        places = np.arange(units)
        rows = [writer.name(name) for name in order]
        columns = [broken(name) for name in rows] if units <= 16 else rows
    else:
        places = np.arange(0, units, -(-units // _NAMES))
        columns = [writer.integer(place + 1) for place in places]
        rows = [f"{number} {writer.name(order[place])}" for number, place in zip(columns, places, strict=True)]
    ax.set_yticks(places, rows)
    ax.set_xticks(places, columns, rotation=90)
    ax.xaxis.tick_top()
    canvas.plain()
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(which="both", length=0)


def _order(chart: Chart) -> list[Any]:
    """The units in the order of the ranking, by their mean lead over those they are compared with."""
    value = column(chart, "value").to_numpy()
    ahead = pd.Series(value, index=column(chart, "label").to_list())
    behind = pd.Series(-value, index=column(chart, "against").to_list())
    mean = pd.concat([ahead, behind]).groupby(level=0, sort=False).mean()
    return list(mean.sort_values(ascending=False, kind="stable").index)


def _inside(chart: Chart) -> NDArray[np.bool_]:
    """Which pairs are established to lie within the margin."""
    if "within" not in chart.data:
        return np.zeros(len(chart.data), dtype=bool)
    return np.array([value == Verdict.ESTABLISHED for value in chart.data["within"]], dtype=bool)


def _cells(chart: Chart, order: list[Any]) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """What is established of the row's and the column's unit, and whether the row's is ahead."""
    place = {name: i for i, name in enumerate(order)}
    row = column(chart, "label").map(place).to_numpy()
    other = column(chart, "against").map(place).to_numpy()
    code = np.where(established(chart), BEYOND, np.where(_inside(chart), WITHIN, OPEN)).astype(np.int8)
    cells = np.full((len(order),) * 2, OPEN, dtype=np.int8)
    ahead = np.zeros(cells.shape, dtype=bool)
    cells[row, other] = cells[other, row] = code
    lead = column(chart, "value").to_numpy() > 0
    ahead[row, other], ahead[other, row] = lead, ~lead
    return cells, ahead

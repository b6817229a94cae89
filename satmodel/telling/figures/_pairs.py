"""A matrix of pairs: dark where a difference is established, light where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Chart
from satmodel.telling.figures._canvas import INK, PAGE, PALE, Canvas, Plan, column, established
from satmodel.telling.writer import Writer

_NAMED = 60  # units that can be named along both sides of a page
_PRINTED = 16  # units whose differences can be printed in the cells


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for the matrix, a square as wide as the page."""
    units = len(_order(chart))
    font = 8.5 if units <= _PRINTED else max(4.5, min(8.0, 60 * 5 / units)) if units <= _NAMED else 8.0
    return Plan(PAGE, PAGE + 0.3, font, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    from matplotlib.colors import ListedColormap

    order = _order(chart)
    verdicts, gaps = _matrices(chart, order)
    ax = canvas.ax
    ax.imshow(verdicts, cmap=ListedColormap([PALE, INK]), vmin=0, vmax=1, interpolation="none", aspect="auto")
    units = len(order)
    if units <= _NAMED:
        names = [canvas.writer.name(name) for name in order]
        ax.set_xticks(range(units), names, rotation=90)
        ax.set_yticks(range(units), names)
        ax.set_xticks(np.arange(units + 1) - 0.5, minor=True)
        ax.set_yticks(np.arange(units + 1) - 0.5, minor=True)
        ax.grid(which="minor", color="white", linewidth=0.8)
    else:
        places = [0, *range(units // 8 // 5 * 5 - 1, units, units // 8 // 5 * 5)]
        ax.set_xticks(places, [canvas.writer.integer(place + 1) for place in places])
        ax.set_yticks(places, [canvas.writer.integer(place + 1) for place in places])
    ax.xaxis.tick_top()
    canvas.plain()
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(which="both", length=0)
    text = canvas.picture("pairs.axis")
    canvas.axis(text if units <= _NAMED else canvas.picture("pairs.order", {"axis": text}))
    if units <= _PRINTED:
        for i, j in zip(*np.nonzero(np.isfinite(gaps)), strict=True):
            canvas.write(
                j, i, canvas.writer.points(gaps[i, j]), side="center", color="white" if verdicts[i, j] else INK
            )


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    return {"picture": "pairs.alt", "units": len(_order(chart))}


def _order(chart: Chart) -> list[Any]:
    """The units from the highest to the lowest, by their mean difference from the units they are compared with."""
    value = column(chart, "value")
    ahead = pd.Series(value.to_numpy(), index=column(chart, "label").to_list())
    behind = pd.Series(-value.to_numpy(), index=column(chart, "against").to_list())
    mean = pd.concat([ahead, behind]).groupby(level=0, sort=False).mean()
    return list(mean.sort_values(ascending=False, kind="stable").index)


def _matrices(chart: Chart, order: list[Any]) -> tuple[np.ma.MaskedArray[Any, Any], NDArray[np.float64]]:
    """The verdict and the difference of each pair, in the row of the higher unit and the column of the lower."""
    place = {name: i for i, name in enumerate(order)}
    verdicts = np.full((len(order), len(order)), np.nan)
    gaps = np.full_like(verdicts, np.nan)
    pairs = zip(
        column(chart, "label"), column(chart, "against"), column(chart, "value"), established(chart), strict=True
    )
    for a, b, gap, sure in pairs:
        i, j = sorted((place[a], place[b]))
        verdicts[i, j] = sure
        gaps[i, j] = gap if place[a] < place[b] else -gap
    return np.ma.masked_invalid(verdicts), gaps

"""How the answers are distributed: a bar of 100 per cent for every row, in pieces by answer.

Roles: ``label``, ``part`` (the answer), ``value`` (its share); ``kind`` if there is one (``"scored"``, ``"no_opinion"``
or ``"blank"``).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, PAGE, TEXT, Canvas, Plan, column, reach, row_plan
from satmodel.telling.writer import Writer

_FITS = 0.06  # of the bar: what a printed percentage needs
_HATCHES = ("////", "xxxx", "\\\\\\\\", "----")


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a bar, and for the answers above."""
    return row_plan(chart, [writer.name(name) for name in column(chart, "label").unique()], extra=1.15)


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    wide = _wide(chart)
    ax, writer = canvas.ax, canvas.writer
    canvas.rows([writer.name(name) for name in wide.index])
    ax.grid(visible=False)
    left = np.zeros(len(wide))
    rows = np.arange(len(wide))
    for answer, (color, hatch) in _fills(chart).items():
        share = wide[answer].to_numpy()
        ax.barh(rows, share, left=left, height=0.74, color=color, hatch=hatch, edgecolor=FAINT, linewidth=0.5)
        for row in np.flatnonzero(share >= _FITS) if not canvas.narrow else ():
            _print(canvas, (float(left[row] + share[row] / 2), int(row)), writer.percent(share[row]), color, hatch)
        left += share
    ax.set_xlim(0, max(1.0, left.max()))
    canvas.ticks(writer.percent0)
    canvas.axis(canvas.picture("answers.axis"))
    if not chart.marks.get("part"):
        _legend(canvas, [writer.name(answer) if answer != "" else canvas.picture("answers.blank") for answer in wide])


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    wide = _wide(chart)
    return {"count": len(wide), "answers": tuple(answer for answer in wide.columns if answer != "")}


def _fills(chart: Chart) -> dict[Any, tuple[str, str]]:
    """Colour and hatch of every answer: scored ones from dark to light, no opinion hatched, no answer dotted."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    answers = list(_wide(chart).columns)
    kinds = dict(zip(column(chart, "part"), column(chart, "kind"), strict=True)) if "kind" in chart.columns else {}
    scored = [answer for answer in answers if kinds.get(answer, "scored") == "scored"]
    shades = LinearSegmentedColormap.from_list("answers", ["#1f3b57", "#7f9cb8", "#eef2f6"])
    fills = {answer: (to_hex(shades(i / max(len(scored) - 1, 1))), "") for i, answer in enumerate(scored)}
    apart = [answer for answer in answers if answer not in fills]
    for i, answer in enumerate(apart):
        fills[answer] = ("#ffffff", "...." if kinds[answer] == "blank" else _HATCHES[i % len(_HATCHES)])
    return {answer: fills[answer] for answer in answers}


def _print(canvas: Canvas, place: tuple[float, int], text: str, color: str, hatch: str) -> None:
    from matplotlib.colors import to_rgb

    dark = sum(to_rgb(color)) < 1.6
    written = canvas.ax.text(
        *place,
        text,
        ha="center",
        va="center",
        fontsize=canvas.font * 0.9,
        fontfamily=canvas.family,
        color="white" if dark else TEXT,
    )
    if hatch:
        written.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})


def _legend(canvas: Canvas, names: list[str]) -> None:
    """Name the pieces above the bars, in reading order, in as many columns as fit."""
    widest = (max(map(reach, names)) * 0.5 + 3.6) * canvas.font / 72
    columns = min(len(names), max(1, int(0.8 * PAGE / widest)))
    pieces: list[Any] = canvas.ax.containers
    order = [i for start in range(columns) for i in range(start, len(names), columns)]
    place = {"loc": "outside upper left"} if canvas.narrow else {"loc": "lower left", "bbox_to_anchor": (0, 1)}
    owner = canvas.ax.figure if canvas.narrow else canvas.ax
    owner.legend(
        [pieces[i] for i in order],
        [names[i] for i in order],
        **place,
        ncols=columns,
        frameon=False,
        borderaxespad=0.2,
        prop={"family": list(canvas.family), "size": canvas.font},
        handlelength=1.6,
        columnspacing=1.2,
    )


def _wide(chart: Chart) -> pd.DataFrame:
    """The shares by row and answer, in the order they first appear; no empty answer where all answered."""
    label, part, value = (column(chart, role) for role in ("label", "part", "value"))
    pairs = pd.DataFrame({"label": label, "part": part, "value": value.astype(float)})
    wide = pairs.pivot_table(index="label", columns="part", values="value", aggfunc="sum", sort=False)
    wide = wide.reindex(index=label.unique(), columns=part.unique()).fillna(0.0)
    return wide.drop(columns=[answer for answer in wide if answer == "" and not wide[answer].any()])

"""How the answers are distributed: a bar of 100 per cent for every row, in pieces by answer.

Roles: ``label``, ``answer``, ``share``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Chart
from satmodel.telling.figures._canvas import FAINT, INK, TEXT, Canvas, Plan, column, row_plan
from satmodel.telling.writer import Writer

# from dark to light, with a hatch from the fourth on, so that neighbours differ in black and white too
_FILLS = (
    ("#1f3b57", ""),
    ("#7f9cb8", ""),
    ("#dfe7ee", ""),
    ("#ffffff", "////"),
    ("#b9c4cf", "...."),
    ("#ffffff", "xxxx"),
    ("#8d8d8d", ""),
    ("#ffffff", "----"),
)
_FITS = 0.06  # of the bar: what a printed percentage needs


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row a bar, and for the answers above."""
    names = [writer.name(name) for name in column(chart, "label").unique()]
    found = row_plan(chart, names, extra=1.15)
    if len(found.parts) == 1:
        return found
    return Plan(found.width, 1.15 + 0.11 * len(names), 5.5, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    wide = _wide(chart)
    ax, writer = canvas.ax, canvas.writer
    canvas.rows([writer.name(name) for name in wide.index])
    ax.grid(visible=False)
    left = np.zeros(len(wide))
    for i, answer in enumerate(wide.columns):
        color, hatch = _FILLS[i % len(_FILLS)]
        share = wide[answer].to_numpy()
        ax.barh(
            np.arange(len(wide)),
            share,
            left=left,
            height=0.74,
            color=color,
            hatch=hatch,
            edgecolor=FAINT,
            linewidth=0.5,
            label=writer.name(answer),
        )
        for row in np.flatnonzero(share >= _FITS):
            _print(canvas, float(left[row] + share[row] / 2), int(row), writer.percent(share[row]), i)
        left += share
    ax.set_xlim(0, 1)
    canvas.ticks(writer.percent0)
    canvas.axis(canvas.picture("answers.axis"))
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=min(len(wide.columns), 4),
        frameon=False,
        borderaxespad=0.2,
        prop={"family": list(canvas.family), "size": canvas.font},
        handlelength=1.6,
        columnspacing=1.2,
    )


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    wide = _wide(chart)
    return {"count": len(wide), "answers": tuple(wide.columns)}


def _print(canvas: Canvas, x: float, y: int, text: str, piece: int) -> None:
    color, hatch = _FILLS[piece % len(_FILLS)]
    dark = color == INK or color == "#8d8d8d" or color == "#1f3b57"
    written = canvas.ax.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        fontsize=canvas.font * 0.9,
        fontfamily=canvas.family,
        color="white" if dark else TEXT,
    )
    if hatch:
        written.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})


def _wide(chart: Chart) -> pd.DataFrame:
    """The shares by row and answer, both in the order they first appear; an answer that a row lacks has none."""
    label, answer, share = (column(chart, role) for role in ("label", "answer", "share"))
    pairs = pd.DataFrame({"label": label, "answer": answer, "share": share.astype(float)})
    wide = pairs.pivot_table(index="label", columns="answer", values="share", aggfunc="sum", sort=False)
    return wide.reindex(index=label.unique(), columns=answer.unique()).fillna(0.0)

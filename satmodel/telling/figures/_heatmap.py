"""A matrix of estimates: a row a unit, a column an item, darker for higher scores, the number printed in each cell."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.result import Chart
from satmodel.telling.figures._canvas import PAGE, SOFT, TALL, TEXT, Canvas, Plan, broken, column, parts, reach
from satmodel.telling.writer import Writer


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for the matrix: one page up to 150 rows, above 60 side by side."""
    matrix = _matrix(chart)
    rows = len(matrix)
    value = column(chart, "value")
    marks = {**chart.marks, "lowest": float(value.min()), "highest": float(value.max())}
    scaled = replace(chart, marks=marks)
    if rows <= 60:
        row = 0.32 if rows <= 20 else max(0.145, (TALL - 1) / rows)
        return Plan(PAGE, 1 + rows * row, 9 if rows <= 20 else 7, (scaled,))
    columns = 2 if rows <= 100 else 3
    size = math.ceil(rows / columns)
    return Plan(PAGE, 1 + size * 0.15, 6, parts(scaled, size))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    import seaborn as sns

    matrix = _matrix(chart)
    writer, ax = canvas.writer, canvas.ax
    write = {"explained": writer.percent, "squared": writer.number}.get(str(chart.marks.get("of")), writer.points)
    texts = matrix.map(lambda value: "" if pd.isna(value) else write(value))
    printed = not canvas.narrow
    sns.heatmap(
        matrix.astype(float),
        ax=ax,
        annot=texts if printed else None,
        fmt="",
        annot_kws={"fontsize": canvas.font, "fontfamily": canvas.family},
        cmap="Blues",
        vmin=chart.marks.get("lowest"),
        vmax=chart.marks.get("highest"),
        cbar=False,
        xticklabels=False,
        yticklabels=False,
        linewidths=0.6,
        linecolor="white",
    )
    _absent(matrix, canvas)
    columns, upright = _columns([writer.name(name) for name in matrix.columns], canvas)
    ax.set_xticks([i + 0.5 for i in range(len(columns))], columns, rotation=90 if upright else 0)
    ax.set_yticks([i + 0.5 for i in range(len(matrix))], [writer.name(name) for name in matrix.index], rotation=0)
    ax.xaxis.tick_top()
    ax.set(xlabel="", ylabel="")
    canvas.plain()
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0)
    if not printed:
        canvas.axis(canvas.picture("heatmap.scale", chart.marks))


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    value, label, panel = column(chart, "value"), column(chart, "label"), column(chart, "panel")
    top, bottom = value.argmax(), value.argmin()
    matrix = _matrix(chart)
    return {
        "picture": "heatmap.alt",
        "rows": len(matrix),
        "columns": matrix.shape[1],
        "highest": (label.iloc[top], panel.iloc[top]),
        "highest_value": float(value.iloc[top]),
        "lowest": (label.iloc[bottom], panel.iloc[bottom]),
        "lowest_value": float(value.iloc[bottom]),
    }


def _columns(names: list[str], canvas: Canvas) -> tuple[list[str], bool]:
    """The columns' names in up to three lines, or upright where they would be too long."""
    width = int(0.8 * PAGE / len(names) / (0.55 * canvas.font / 72))
    level = [broken(name, width) for name in names]
    cut = any(reach(word) > width for name in names if " " in name for word in name.split())
    if canvas.narrow or cut or width < 4 or any(text.count("\n") > 2 for text in level):
        return [broken(name) for name in names], True
    return level, False


def _absent(matrix: pd.DataFrame, canvas: Canvas) -> None:
    """Mark what could not be estimated with a dash."""
    for i, j in zip(*matrix.isna().to_numpy().nonzero(), strict=True):
        canvas.ax.text(
            j + 0.5,
            i + 0.5,
            canvas.writer.language.words["missing"],
            ha="center",
            va="center",
            fontsize=canvas.font,
            fontfamily=canvas.family,
            color=TEXT if not canvas.narrow else SOFT,
        )


def _matrix(chart: Chart) -> pd.DataFrame:
    """The values by label and panel, both in the order they first appear."""
    label, panel, value = (column(chart, role) for role in ("label", "panel", "value"))
    pairs = pd.DataFrame({"label": label, "panel": panel, "value": value})
    if pairs.duplicated(["label", "panel"]).any():
        raise SettingError(
            "the estimates have more than two labels; take one label of each further level before drawing"
        )
    wide = pairs.pivot(index="label", columns="panel", values="value")
    return wide.reindex(index=label.unique(), columns=panel.unique())

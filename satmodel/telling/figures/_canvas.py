"""What the figures share: axes, texts in the figure's font, rows with their names, and the size of it all."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from satmodel.errors import SettingError
from satmodel.result import Chart, Verdict
from satmodel.telling.words import chosen
from satmodel.telling.writer import Writer

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1f3b57"
SOFT = "#8fa3b5"
PALE = "#e3e8ed"
TEXT = "#222222"
FAINT = "#5a6b7b"
PAGE = 6.3  # inches: the width of the text on an A4 page
TALL = 8.6  # inches: the height left on it for a figure with its caption
MOST_NAMED = 200  # rows of one column whose names can be read
_WIDE = 26  # half-width characters after which a row's name is broken into two lines


@dataclass(frozen=True, slots=True)
class Plan:
    """How much room a chart needs.

    Attributes:
        width, height: of the figure, in inches.
        font: size of its texts, in points.
        parts: the chart, or its parts to be drawn side by side where it has too many rows for one column.
    """

    width: float
    height: float
    font: float
    parts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Canvas:
    """Axes to draw on, with the language and the font of the texts.

    Attributes:
        ax: the axes.
        writer: writes numbers and names.
        family: the font families of every text.
        font: size of the texts, in points.
        narrow: whether the axes are one of several side by side, with no room for notes.
    """

    ax: Axes
    writer: Writer
    family: Sequence[str]
    font: float
    narrow: bool = False

    def picture(self, key: str, values: Mapping[str, Any] | None = None) -> str:
        """A text of the language's figures, filled."""
        filled: dict[str, Any] = {
            "yes": Verdict.ESTABLISHED,
            "no": Verdict.NOT_ESTABLISHED,
            "measure": self.writer.measure,
        }
        filled |= dict(values or {})
        texts = self.writer.language.pictures
        kind = ".".join(key.split(".")[:2])
        return self.writer.fill(chosen(texts, kind, filled)[""], filled)

    def write(
        self, x: float, y: float, text: str, *, side: str = "left", color: str = TEXT, beside: bool = False
    ) -> None:
        """Write at a point of the data, or beside the axes where ``x`` is a share of their width and may pass 1."""
        transform = self.ax.get_yaxis_transform() if beside else self.ax.transData
        self.ax.text(
            x,
            y,
            text,
            ha=side,
            va="center",
            color=color,
            fontsize=self.font,
            fontfamily=self.family,
            transform=transform,
        )

    def axis(self, text: str) -> None:
        """Say below the axes what is shown along them."""
        style: dict[str, Any] = {"fontsize": self.font, "fontfamily": self.family, "color": TEXT, "linespacing": 1.4}
        if self.narrow:
            self.ax.figure.supxlabel(text, **style)
        else:
            self.ax.set_xlabel(text, **style)

    def rows(self, names: Sequence[str]) -> None:
        """Name the rows, the first at the top, and take away what is not needed of the frame.

        More than 200 rows have no names: they are read from the table.
        """
        ax = self.ax
        if len(names) <= MOST_NAMED:
            ax.set_yticks(range(len(names)), [broken(name) for name in names] if len(names) <= 20 else list(names))
        else:
            ax.set_yticks([])
        ax.set_ylim(len(names) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        self.plain()
        ax.grid(axis="x", color=PALE, linewidth=0.7)
        ax.set_axisbelow(True)

    def plain(self) -> None:
        """Leave only the lower line of the frame, and set ticks in the figure's font."""
        for side in ("left", "right", "top"):
            self.ax.spines[side].set_visible(False)
        self.ax.spines["bottom"].set_color(SOFT)
        self.ax.tick_params(labelsize=self.font, labelfontfamily=self.family, labelcolor=TEXT, color=SOFT)

    def ticks(self, write: Any) -> None:
        """Write the numbers below the axes with one of the writer's methods."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        self.ax.xaxis.set_major_locator(MaxNLocator(nbins=4 if self.narrow else 7, steps=[1, 2, 2.5, 5, 10]))
        self.ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))

    def number(self, value: float) -> str:
        """A tick's number with no more decimals than it needs."""
        text = f"{value:.6g}"
        places = len(text.partition(".")[2]) if "e" not in text else 0
        return Writer(self.writer.language, places).points(value)

    def worth(self, value: float) -> str:
        """A tick's number of points, or its share as a percentage."""
        return self.writer.percent0(value) if self.writer.measure == "share" else self.number(value)

    def notes(
        self, texts: Sequence[str], head: str, *, shift: float = 0.0, short: bool = False, below: float = 0.0
    ) -> float:
        """A column of texts right of the axes, one a row, under a head; where next to it another one may begin.

        Args:
            texts: one a row.
            head: what they are.
            shift: how far right of the axes the column begins, in points.
            short: whether the texts are short enough to be printed where charts stand side by side as well.
            below: how far below its row each text stands, in rows.
        """
        if len(texts) > MOST_NAMED or (self.narrow and not short):
            return shift
        style: dict[str, Any] = {"fontsize": self.font, "fontfamily": self.family, "textcoords": "offset points"}
        gap = shift + (4 if self.narrow else 7)
        across = self.ax.get_yaxis_transform()
        for row, text in enumerate(texts):
            self.ax.annotate(text, (1, row + below), xycoords=across, xytext=(gap, 0), va="center", color=TEXT, **style)
        top = "axes fraction"
        self.ax.annotate(head, (1, 1), xycoords=top, xytext=(gap, 2), va="bottom", color=FAINT, **style)
        return gap + 0.56 * self.font * max(reach(text) for text in (*texts, head))


def column(chart: Chart, role: str) -> pd.Series:
    """The column of a role.

    Raises:
        SettingError: the chart does not name such a column.
    """
    if role not in chart.columns:
        raise SettingError(
            f"a chart of the kind {chart.kind!r} needs the role {role!r}; it has {', '.join(chart.columns)}"
        )
    return chart.data[chart.columns[role]]


def established(chart: Chart) -> list[bool]:
    """Whether each row's difference is established: by its verdict or, where none is charted, by its interval."""
    if "verdict" in chart.columns or "verdict" in chart.data:
        return [value == Verdict.ESTABLISHED for value in chart.data[chart.columns.get("verdict", "verdict")]]
    margin = float(chart.marks.get("margin", 0.0))
    return [
        bool(low > margin or high < -margin)
        for low, high in zip(column(chart, "low"), column(chart, "high"), strict=True)
    ]


def broken(name: str, width: int = _WIDE) -> str:
    """A long name in lines of so many half-width characters, broken at spaces where there are any."""
    lines, line = [], ""
    for sign in name:
        if sign == "\n":
            lines.append(line)
            line = ""
            continue
        line += sign
        if reach(line) > width:
            cut = line.rstrip().rfind(" ") + 1 or len(line) - 1
            lines.append(line[:cut].rstrip())
            line = line[cut:]
    return "\n".join([*lines, line] if line else lines)


def reach(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def row_plan(chart: Chart, names: Sequence[str], *, extra: float = 0.75) -> Plan:
    """Room for a chart with a row for each name: side by side above 60 of them, unnamed above 600.

    Args:
        chart: the chart.
        names: the rows' names as they are printed, each label of the chart once.
        extra: inches above and below the rows.
    """
    rows = len(names)
    if rows <= 20:
        lines = max((broken(name).count("\n") + 1 for name in names), default=1)
        return Plan(PAGE, extra + max(rows, 2) * max(0.29, 0.06 + 0.15 * lines), 9, (chart,))
    if rows <= 60:
        return Plan(PAGE, extra + rows * max(0.15, min(0.24, (TALL - extra) / rows)), 7.5, (chart,))
    if rows > 3 * MOST_NAMED:
        return Plan(PAGE, TALL, 8, (chart,))
    # names of two units leave too little room for three columns
    long = max(map(reach, names)) > _WIDE and rows <= 150
    columns = 2 if rows <= 100 or long else 3
    size = math.ceil(rows / columns)
    row = min(0.15, (TALL - extra) / size)
    return Plan(PAGE, extra + size * row, 5.5 if row < 0.13 else 6.5 if columns == 2 else 6, parts(chart, size))


def parts(chart: Chart, size: int) -> tuple[Chart, ...]:
    """The chart in parts of so many rows; where a label has several rows of data, of so many labels."""
    label = column(chart, "label")
    several = label.duplicated().any() and ("panel" in chart.columns or "part" in chart.columns)
    place = label.map({name: i for i, name in enumerate(label.unique())}) if several else np.arange(len(label))
    part = pd.Series(np.asarray(place) // size)
    return tuple(
        replace(chart, data=chart.data[(part == i).to_numpy()].reset_index(drop=True), marks={**chart.marks, "part": i})
        for i in range(part.max() + 1)
    )

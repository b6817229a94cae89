"""The map of importance and score: every item with both intervals, two lines, and the names of the four quadrants.

An item is filled where its quadrant is established and hollow where it is not; each quadrant has a marker of its own.

Roles: ``label``, ``share``, ``share_low``, ``share_high`` (across), ``score``, ``score_low``, ``score_high`` (up),
``quadrant``. Marks: ``level``, ``lines`` (``"mean"``, ``"median"``, ``"given"``), ``share_line``, ``score_line``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._beside import name_points
from satmodel.telling.figures._canvas import FAINT, INK, PAGE, SOFT, TEXT, Canvas, Plan, column, reach
from satmodel.telling.writer import Writer

Array = NDArray[Any]

# the quadrants by their corner (right, upper), and each one's marker
CORNERS = {"look_first": (1, 0), "keep_up": (1, 1), "look_later": (0, 0), "as_it_is": (0, 1)}
MARKERS = {"look_first": "D", "keep_up": "o", "look_later": "v", "as_it_is": "s"}
_MANY = 12  # items above which the texts are smaller
MOST = 60  # items above which only those with a quadrant are named


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for one picture, higher for many items."""
    many = len(chart.data) > _MANY
    return Plan(PAGE, 6.4 if many else 4.9, 7.5 if many else 9, (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    ax = canvas.ax
    parts = [f"{side}{end}" for side in ("share", "score") for end in ("", "_low", "_high")]
    x, left, right, y, low, high = (column(chart, role).to_numpy(dtype=float) for role in parts)
    ax.hlines(y, left, right, color=SOFT, linewidth=1.0, zorder=2)
    ax.vlines(x, low, high, color=SOFT, linewidth=1.0, zorder=2)
    named = column(chart, "quadrant").to_numpy()
    for name in (*MARKERS, "open"):
        there = named == name if name != "open" else ~np.isin(named, list(MARKERS))
        inside = "white" if name == "open" else INK
        style = {"markerfacecolor": inside, "markeredgecolor": INK, "markersize": canvas.font / 1.6, "zorder": 4}
        ax.plot(x[there], y[there], MARKERS.get(name, "o"), **style)
    lines = (float(chart.marks["share_line"]), float(chart.marks["score_line"]))
    ax.axvline(lines[0], color=FAINT, linewidth=1.0, linestyle=(0, (5, 3)), zorder=1)
    ax.axhline(lines[1], color=FAINT, linewidth=1.0, linestyle=(0, (5, 3)), zorder=1)
    _limits(ax, (left, right, low, high), lines)
    _axes(chart, canvas)
    names = [canvas.writer.name(name) for name in column(chart, "label")]
    shown = np.isin(named, list(MARKERS)) | (len(names) <= MOST)
    room = (PAGE - 0.8, plan(chart, canvas.writer).height - 1.25)
    across, up = ax.get_xlim(), ax.get_ylim()
    arms = [np.column_stack([left, y, right, y]), np.column_stack([x, low, x, high])]
    cross = [[across[0], lines[1], across[1], lines[1]], [lines[0], up[0], lines[0], up[1]]]
    texts = [name for name, one in zip(names, shown, strict=True) if one]
    kept = [_corner(canvas.picture(f"priorities.{name}"), *at, canvas.font, room) for name, at in CORNERS.items()]
    name_points(canvas, np.column_stack([x, y])[shown], texts, room, lines=np.vstack([*arms, cross]), kept=kept)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    named = column(chart, "quadrant")
    counted = {name: int((named == name).sum()) for name in CORNERS}
    lines: dict[str, Any] = {name: float(chart.marks[name]) for name in ("share_line", "score_line")}
    lines["no"] = Verdict.NOT_ESTABLISHED
    return {"count": len(named), **counted, "open": len(named) - sum(counted.values()), **lines}


def _corner(text: str, right: int, upper: int, font: float, room: tuple[float, float]) -> Array:
    """The box of a quadrant's name in its corner, in inches."""
    wide, tall = reach(text) * font / 72 * 0.56, font / 72 * 1.5
    x, y = right * (room[0] - wide), upper * (room[1] - tall)
    return np.array([x, y, x + wide, y + tall])


def _limits(ax: Any, ends: tuple[Array, Array, Array, Array], lines: tuple[float, float]) -> None:
    """Room for all intervals, both lines, and the quadrants' names above and below."""
    for low, high, line, turn, room in (
        (*ends[:2], lines[0], ax.set_xlim, 0.06),
        (*ends[2:], lines[1], ax.set_ylim, 0.12),
    ):
        first, last = min(low.min(), line), max(high.max(), line)
        width = (last - first) or max(abs(last), 1.0)
        turn(first - room * width, last + room * width)


def _axes(chart: Chart, canvas: Canvas) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    ax, level = canvas.ax, {"level": chart.marks["level"]}
    canvas.plain()
    ax.spines["left"].set_visible(True)
    ax.spines["left"].set_color(SOFT)
    low, high = ax.get_ylim()
    ticks = MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ax.yaxis.set_major_locator(FixedLocator([one for one in ticks if low <= one <= high]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda one, _: canvas.worth(one)))
    canvas.ticks(canvas.writer.percent0)
    below = [canvas.picture("priorities.lines", {"lines": chart.marks["lines"]}), canvas.picture("priorities.open")]
    gap = canvas.writer.language.words["space"] + "  "
    canvas.axis(canvas.picture("priorities.axis", level) + "\n" + gap.join(below))
    height = canvas.picture("priorities.height", level)
    ax.set_ylabel(height, fontsize=canvas.font, fontfamily=canvas.family, color=TEXT)
    for name, (right, upper) in CORNERS.items():
        ax.text(
            0.995 if right else 0.005,
            0.99 if upper else 0.01,
            canvas.picture(f"priorities.{name}"),
            ha="right" if right else "left",
            va="top" if upper else "bottom",
            transform=ax.transAxes,
            fontsize=canvas.font,
            fontfamily=canvas.family,
            fontstyle="normal",
            color=FAINT,
            zorder=5,
        )

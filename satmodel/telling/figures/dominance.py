"""Every item against every other: above the diagonal how it dominates, below how often that was found again.

The outer mark is the dominance in the sample (square: completely, diamond: conditionally, circle: generally, stroke: a
tie); what is filled is established: the whole mark, or a smaller mark of a weaker dominance within it.

Roles: ``label`` and ``panel`` (the two items of each pair), ``value`` (the share of replicates), ``kind`` (in the
sample), ``established``. Marks: ``order``, the items from the first row down.
"""

from __future__ import annotations

from typing import Any

from satmodel.result import Chart, Verdict
from satmodel.telling.figures._canvas import INK, PAGE, PALE, SOFT, TALL, TEXT, Canvas, Plan, broken, column, reach
from satmodel.telling.writer import Writer

MARKERS = {"completely": "s", "conditionally": "D", "generally": "o", "tied": "_"}
# circles and squares of one size look alike when the square is a little smaller
_SIZES = {"completely": 0.92, "conditionally": 0.82, "generally": 1.0, "tied": 1.0}
_NUMBERED = 20  # items up to which the shares have room below the diagonal


def plan(chart: Chart, writer: Writer) -> Plan:
    """Room for a row and a column an item."""
    count = len(chart.marks["order"])
    row = 0.4 if count <= 8 else min(0.33, (TALL - 2.1) / count)
    upright = _upright([writer.name(name) for name in chart.marks["order"]], _font(count))
    return Plan(PAGE, 1.6 + count * row + (0.8 if upright else 0.0), _font(count), (chart,))


def paint(chart: Chart, canvas: Canvas) -> None:
    """Draw it."""
    order = list(chart.marks["order"])
    count, ax, writer = len(order), canvas.ax, canvas.writer
    place = {item: i for i, item in enumerate(order)}
    for i in range(count + 1):
        ax.axhline(i - 0.5, color=PALE, linewidth=0.7)
        ax.axvline(i - 0.5, color=PALE, linewidth=0.7)
    for i in range(count):
        ax.fill_between([i - 0.5, i + 0.5], i - 0.5, i + 0.5, color=PALE, linewidth=0)
    roles = (column(chart, role) for role in ("label", "panel", "value", "kind", "established"))
    size = 11 if count <= 8 else 8.5 if count <= 20 else 5
    for item, against, value, kind, established in zip(*roles, strict=True):
        row, across = place[item], place[against]
        _mark(ax, (across, row), kind, size, filled=kind == established)
        if established in MARKERS and established != kind:
            _mark(ax, (across, row), established, size * 0.45, filled=True)
        if count <= _NUMBERED:
            canvas.write(row, across, writer.percent0(round(value, 2)), side="center")
    names = [writer.name(name) for name in order]
    upright = _upright(names, canvas.font)
    ax.set_yticks(range(count), [broken(name) for name in names])
    ax.set_xticks(range(count), names if upright else [broken(name, _width(count, canvas.font)) for name in names])
    ax.tick_params(axis="x", rotation=90 if upright else 0)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, count - 0.5)
    ax.set_ylim(count - 0.5, -0.5)
    canvas.plain()
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0)
    _legend(chart, canvas)


def facts(chart: Chart) -> dict[str, Any]:
    """What the picture shows, for its sentence."""
    kind, established = column(chart, "kind"), column(chart, "established")
    counted = {name: int((kind == name).sum()) for name in MARKERS}
    counted |= {f"{name}_established": int((established == name).sum()) for name in MARKERS if name != "tied"}
    first = chart.marks["order"][0]
    return {
        "count": len(chart.marks["order"]),
        "pairs": len(kind),
        "highest": first,
        "yes": Verdict.ESTABLISHED,
        **counted,
    }


def _mark(ax: Any, at: tuple[float, float], kind: str, size: float, *, filled: bool) -> None:
    style = {"markeredgecolor": INK if kind != "tied" else SOFT, "markerfacecolor": INK if filled else "white"}
    ax.plot(*at, MARKERS[kind], markersize=size * _SIZES[kind], markeredgewidth=1.3, zorder=3, **style)


def _legend(chart: Chart, canvas: Canvas) -> None:
    """What the marks mean, below: those that are there, and what filled means."""
    from matplotlib.lines import Line2D

    there = {*column(chart, "kind"), *column(chart, "established")}
    texts = [(name, canvas.picture(f"dominance.{name}"), "white") for name in MARKERS if name in there]
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=MARKERS[name],
            markersize=8,
            markerfacecolor=face,
            markeredgecolor=INK,
            label=text,
        )
        for name, text, face in texts
    ]
    canvas.ax.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        ncol=len(handles),
        frameon=False,
        handletextpad=0.2,
        columnspacing=1.2,
        prop={"family": canvas.family, "size": canvas.font},
        labelcolor=TEXT,
        borderaxespad=0.2,
    )
    canvas.axis(f"\n{canvas.picture('dominance.axis')}\n{canvas.picture('dominance.below')}")


def _font(count: int) -> float:
    return 9 if count <= 8 else 7.5 if count <= 20 else 5


def _width(count: int, font: float) -> int:
    """Half-width characters that fit above one column."""
    return int(0.78 * PAGE / (count + 1.5) / (0.55 * font / 72))


def _upright(names: list[str], font: float) -> bool:
    """Whether the names above the columns must stand upright."""
    width = _width(len(names), font)
    words = [word for name in names for word in name.split()]
    return any(broken(name, width).count("\n") > 1 for name in names) or any(reach(word) > width for word in words)

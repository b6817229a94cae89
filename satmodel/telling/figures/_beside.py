"""Names beside the points of a plane: on top of no point and no name, and of lines only where nothing else is free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.telling.figures._canvas import SOFT, TEXT, Canvas, reach

Array = NDArray[Any]

# to the upper right first, then around; at growing distances
_AROUND = np.pi / 4 + np.linspace(0, 2 * np.pi, 16, endpoint=False)
_FAR = (1.0, 1.8, 2.8, 4.0, 5.5, 7.5)
# what a place costs: a square inch on a point or a name, on a line, and a step away from the point
_ON_NAMES, _ON_LINES, _AWAY = 100.0, 10.0, 0.03
_THIN = 0.012  # inches: half the width of a line


def name_points(
    canvas: Canvas,
    points: Array,
    texts: Sequence[str],
    size: tuple[float, float],
    *,
    lines: Array,
    kept: Sequence[Array],
) -> None:
    """Write a name beside each point, joined to it by a thin line where it stands away from it.

    Args:
        canvas: the axes, with their limits set.
        points: (k, 2) the points, in data.
        texts: (k,) the names, one line each.
        size: width and height of the axes, in inches, about.
        lines: (m, 4) lines along the axes, in data: left, lower, right, upper end.
        kept: boxes in inches from the lower left corner of the axes that hold other texts.
    """
    from matplotlib.patheffects import withStroke

    spots, dot = _spots(canvas, points, size), canvas.font / 72 * 0.45
    taken = [*kept, *(np.array([a - dot, b - dot, a + dot, b + dot]) for a, b in spots)]
    thin = np.hstack([_spots(canvas, lines[:, :2], size) - _THIN, _spots(canvas, lines[:, 2:], size) + _THIN])
    crowd = [int((np.hypot(*(spots - spot).T) < 0.6).sum()) for spot in spots]
    for i in np.argsort(np.negative(crowd), kind="stable"):
        wide, tall = reach(texts[i]) * canvas.font / 72 * 0.56, canvas.font / 72 * 1.3
        box, away = _place(spots[i], dot, (wide, tall), (np.array(taken), thin), size)
        taken.append(box)
        middle = np.array([box[0] + box[2], box[1] + box[3]]) / 2
        canvas.ax.annotate(
            texts[i],
            xy=tuple(points[i]),
            xytext=tuple(72 * (middle - spots[i])),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=canvas.font,
            fontfamily=canvas.family,
            color=TEXT,
            zorder=6,
            arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2}
            if away
            else None,
            path_effects=[withStroke(linewidth=1.5, foreground="white")],
        )


def _spots(canvas: Canvas, points: Array, size: tuple[float, float]) -> Array:
    """(k, 2) where the points stand, in inches from the lower left corner of the axes."""
    low, high = np.column_stack([canvas.ax.get_xlim(), canvas.ax.get_ylim()])
    return (points - low) / (high - low) * size


def _place(
    spot: Array, dot: float, text: tuple[float, float], others: tuple[Array, Array], size: tuple[float, float]
) -> tuple[Array, bool]:
    """The cheapest box for a text, and whether it stands away from its point."""
    half = np.array(text) / 2
    best, least, away = np.zeros(4), np.inf, False
    for far in _FAR:
        for angle in _AROUND:
            towards = np.array([np.cos(angle), np.sin(angle)]).round(6)
            # beside its point the box touches it with a side, aslant with a corner
            side = np.where(np.abs(towards) > 0.3, np.sign(towards), towards)
            middle = spot + towards * far * 1.5 * dot + side * half
            middle = np.clip(middle, half, np.array(size) - half)
            box = np.concatenate([middle - half, middle + half])
            cost = _ON_NAMES * _common(box, others[0]) + _ON_LINES * _common(box, others[1]) + _AWAY * (far - 1)
            if cost < least - 1e-9:
                best, least, away = box, cost, far > 1.8
    return best, away


def _common(box: Array, others: Array) -> float:
    """The area that a box has in common with (m, 4) others."""
    sides = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])
    return float(np.prod(np.maximum(sides, 0), axis=1).sum())

"""The crosshair of an importance-performance map and what lies established beyond it: arrays only."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.result import Verdict

Array = NDArray[np.float64]

Lines = str | tuple[float, float]

# by whether importance and score lie above their lines
QUADRANTS = {
    (True, False): "look_first",
    (True, True): "keep_up",
    (False, False): "look_later",
    (False, True): "as_it_is",
}
OPEN = Verdict.NOT_ESTABLISHED.value
# a share closer to 0 or 1 has no finite place on the logistic scale
_EDGE = 1e-9


def check_lines(lines: Lines) -> None:
    """Raise SettingError unless the lines are the mean, the median, or a share of importance and a score."""
    if isinstance(lines, str):
        if lines in ("mean", "median"):
            return
    elif (
        isinstance(lines, Sequence | np.ndarray)
        and len(lines) == 2
        and all(isinstance(one, Real) for one in lines)
        and np.all(np.isfinite(lines))
        and 0 < lines[0] < 1
    ):
        return
    raise SettingError(
        "lines must be 'mean', 'median', or a share of importance between 0 and 1 with a score in points, such as "
        f"lines=(0.2, 80); it is {lines!r}"
    )


def line_of(values: Array, given: str | float) -> Array:
    """The line of (..., p) values of the items: their mean, their median, or a number that is given.

    Examples:
        >>> line_of(np.array([[0.5, 0.3, 0.2]]), "median").tolist(), line_of(np.array([0.6, 0.4]), 0.25).tolist()
        ([0.3], 0.25)
    """
    if given == "mean":
        return values.mean(axis=-1)
    if given == "median":
        return np.asarray(np.median(values, axis=-1))
    return np.full(values.shape[:-1], float(given))


def logit(shares: Array) -> Array:
    """log(s / (1 - s)) of shares, those within 1e-9 of an end being moved there.

    Examples:
        >>> logit(np.array([0.5, 0.0])).round(2).tolist()
        [0.0, -20.72]
    """
    inside = np.clip(shares, _EDGE, 1 - _EDGE)
    return np.log(inside / (1 - inside))


def quadrant(share_gap: float, share_verdict: str, score_gap: float, score_verdict: str) -> str:
    """The quadrant of an item, where both its differences from the lines are established.

    Examples:
        >>> quadrant(0.1, "established", -4.0, "established"), quadrant(0.1, "established", -4.0, "not established")
        ('look_first', 'not established')
    """
    if not share_verdict == score_verdict == Verdict.ESTABLISHED.value:
        return OPEN
    return QUADRANTS[(share_gap > 0, score_gap > 0)]

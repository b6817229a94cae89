"""Where the study of coverage shows that intervals of importance hold less or more often than they say."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.inference.driving.intervals import FEWEST_AN_ITEM
from satmodel.result import Finding


def roughness(names: Sequence[str], low: Sequence[float], *, n: int, level: float) -> tuple[Finding, ...]:
    """What must be said of the intervals of p importances.

    Args:
        names: the p items. low: (p,) the low ends of their intervals, in points of R².
        n: respondents. level: confidence level.

    Returns:
        ``drivers.rough`` where there are fewer than 25 respondents for each item, and ``drivers.near_zero`` for the
        items whose interval reaches zero.

    Examples:
        >>> [found.kind for found in roughness(["roads", "schools"], [0.1, 0.0], n=400, level=0.95)]
        ['drivers.near_zero']
    """
    found = []
    if n < FEWEST_AN_ITEM * len(names):
        values = {"n": n, "count": len(names), "each": n / len(names), "fewest": FEWEST_AN_ITEM}
        found.append(Finding("drivers.rough", values))
    near = tuple(name for name, end in zip(names, low, strict=True) if end <= 0)
    if near:
        found.append(Finding("drivers.near_zero", {"items": near, "count": len(near), "level": level}))
    return tuple(found)

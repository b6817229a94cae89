"""How far an estimate may be off because its counts were recovered from rounded shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def rounding_shift(low: Array, high: Array, people: Array, points: Array, value: Array) -> Array:
    """The largest distance between each mean and the means of all counts that are printed alike.

    Args:
        low, high: (k, c) the smallest and the largest counts, those of the scored answers first.
        people: (k,) people asked; all counts of a row add up to them.
        points: (s,) points of the s scored answers.
        value: (k,) the means.

    Formula:
        For each number n of scored answers that is possible the mean is largest when, beyond the smallest counts, as
        many as possible have the most points, and smallest the other way round.

    Examples:
        >>> low, high = np.array([[49.0, 49.0]]), np.array([[51.0, 51.0]])
        >>> rounding_shift(low, high, np.array([100.0]), np.array([100.0, 0.0]), np.array([50.0])).tolist()
        [1.0]
    """
    size = len(points)
    shift = np.zeros(len(value))
    for i in np.flatnonzero((high > low).any(axis=1)):
        least, most = low[i, :size], high[i, :size]
        first = max(least.sum(), people[i] - high[i, size:].sum(), 1.0)
        last = min(most.sum(), people[i] - low[i, size:].sum())
        for n in np.arange(first, last + 1):
            ends = [_filled(least, most, n, order) @ points / n for order in (np.argsort(points), np.argsort(-points))]
            shift[i] = max(shift[i], *(abs(end - value[i]) for end in ends))
    return shift


def _filled(least: Array, most: Array, total: float, order: NDArray[np.intp]) -> Array:
    """Counts that add up to the total, beyond the smallest ones filled up in the order given."""
    counts = least.copy()
    for answer in order:
        counts[answer] += min(total - counts.sum(), most[answer] - counts[answer])
    return counts

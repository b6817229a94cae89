"""Counts behind published percentages: the whole numbers that, rounded, give what is printed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_EXACT = 9  # decimals of a percentage beyond which a number is what computing left behind
_CLOSE = 1e-7  # respondents: rounding of the arithmetic, not of the table


def decimals(shares: Array) -> int:
    """The most decimals that any share (in per cent) is printed with.

    Examples:
        >>> decimals(np.array([46.0, 12.5, 33.25]))
        2
    """
    texts = [f"{round(share, _EXACT):.{_EXACT}f}".rstrip("0") for share in shares[~np.isnan(shares)].ravel()]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def possible(shares: Array, base: Array, half: float) -> tuple[Array, Array]:
    """The smallest and the largest whole count behind each share, alone.

    Args:
        shares: (r, c) in per cent.
        base: (r,) respondents.
        half: half a unit of the last decimal printed, in per cent.

    Returns:
        (r, c) each; the smallest lies above the largest where no whole number gives the share.
    """
    low = np.ceil(base[:, None] * (shares - half) / 100 - _CLOSE)
    high = np.floor(base[:, None] * (shares + half) / 100 + _CLOSE)
    return np.maximum(low, 0.0), np.minimum(high, base[:, None])


def added_up(low: Array, high: Array, base: Array) -> tuple[Array, Array]:
    """The same, narrowed by the whole row adding up to its base; they cross where it cannot."""
    others_high = high.sum(axis=1, keepdims=True) - high
    others_low = low.sum(axis=1, keepdims=True) - low
    return np.maximum(low, base[:, None] - others_high), np.minimum(high, base[:, None] - others_low)


def nearest(shares: Array, low: Array, high: Array, base: Array) -> Array:
    """(r, c) whole counts within their ends that add up to the base, by the largest remainders.

    Examples:
        >>> nearest(np.array([[33.3, 33.3, 33.3]]), np.array([[33.0] * 3]), np.array([[34.0] * 3]), np.array([100.0]))
        array([[34., 33., 33.]])
    """
    wanted = shares * base[:, None] / 100
    counts = np.clip(np.floor(wanted + _CLOSE), low, high)
    for row in range(len(counts)):
        left = int(base[row] - counts[row].sum())
        step = 1.0 if left > 0 else -1.0
        for _ in range(abs(left)):
            room = high[row] - counts[row] if left > 0 else counts[row] - low[row]
            gain = np.where(room > 0, step * (wanted[row] - counts[row]), -np.inf)
            counts[row, int(np.argmax(gain))] += step
    return counts

"""Wilson's interval of a share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]


def wilson(share: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Wilson's interval of (k,) shares of (k,) numbers, which need not be whole; ``nan`` where the number is zero.

    Args:
        share: (k,) shares from 0 to 1.
        n: (k,) numbers of respondents, effective ones where there is a design.
        level: confidence level.

    Formula:
        (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).

    Source:
        Wilson (1927), JASA 22, 209-212.

    Examples:
        >>> low, high = wilson(np.array([0.9]), np.array([10.0]), 0.95)
        >>> low.round(4).tolist(), high.round(4).tolist()
        ([0.5958], [0.9821])
    """
    z = stats.norm.isf((1 - level) / 2)
    base = np.where(n > 0, n, np.nan)
    centre = (share + z**2 / (2 * base)) / (1 + z**2 / base)
    half = z / (1 + z**2 / base) * np.sqrt(share * (1 - share) / base + z**2 / (4 * base**2))
    # at 0 and 1 the end is exact; the formula would leave rounding there
    low, high = np.where(share == 0, 0.0, centre - half), np.where(share == 1, 1.0, centre + half)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)

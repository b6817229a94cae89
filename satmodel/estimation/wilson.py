"""Wilson's interval of a share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]


def wilson(count: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Wilson's interval of (m,) shares from counts and numbers, ``nan`` where the number is zero.

    Examples:
        >>> low, high = wilson(np.array([9.0]), np.array([10.0]), 0.95)
        >>> low.round(4).tolist(), high.round(4).tolist()
        ([0.5958], [0.9821])
    """
    z = stats.norm.ppf(0.5 + level / 2)
    safe = np.where(n > 0, n, np.nan)
    middle = (count + z**2 / 2) / (safe + z**2)
    half = z * np.sqrt(count * (safe - count) / safe + z**2 / 4) / (safe + z**2)
    low, high = np.where(count == 0, 0.0, middle - half), np.where(count == n, 1.0, middle + half)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)

"""Intervals of single units, so long that two of them overlap about where their difference is not established."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from satmodel.errors import NotEstimable, SettingError

Array = NDArray[np.float64]


def overlap_level(se: Array, *, level: float = 0.95, comparisons: int = 1) -> float:
    """The level of each unit's interval at which "do not overlap" says about the same as "differ".

    Args:
        se: (k,) standard errors of the units; those of zero are left out.
        level: the level at which two units are to be compared.
        comparisons: how many comparisons a reader makes, k − 1 for one unit against all others.

    Returns:
        The confidence level of each single interval, a share.

    Assumptions:
        Uncorrelated estimates with known standard errors. It is right for a pair whose errors are in the average ratio:
        intervals of two very unequal errors overlap too often. Ranks and gaps judge each pair exactly.

    Raises:
        NotEstimable: fewer than two units have a standard error above zero.
        SettingError: comparisons is not one or more.

    Formula:
        1 − 2 Φ(−z / r) with z = Φ⁻¹((1 + level) / 2) and r the mean over all pairs of (s_j + s_k) / √(s_j² + s_k²);
        for m comparisons one minus the m-th part of its complement (Bonferroni).

    Source:
        Goldstein & Healy (1995), Journal of the Royal Statistical Society A 158, 175-177; Wright, Klein & Wieczorek
        (2019), The American Statistician 73, 165-178.

    Examples:
        >>> round(overlap_level(np.array([1.0, 1.0, 1.0])), 4)
        0.8342
    """
    if comparisons != int(comparisons) or comparisons < 1:
        raise SettingError("comparisons must be a whole number, one or more")
    varying = se[se > 0]
    if len(varying) < 2:
        raise NotEstimable("whether intervals overlap needs two units with a standard error above zero")
    first, second = np.triu_indices(len(varying), 1)
    ratio = float(np.mean((varying[first] + varying[second]) / np.hypot(varying[first], varying[second])))
    z = float(norm.isf((1 - level) / 2)) / ratio
    return 1 - math.erfc(z / math.sqrt(2)) / comparisons

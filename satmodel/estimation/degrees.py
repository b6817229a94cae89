"""Degrees of freedom of linear maps of estimates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]


def degrees_of_freedom(matrix: Array, cov: Array, df: Array) -> Array:
    """Degrees of freedom of each row of a linear map, by Satterthwaite's rule over independent blocks.

    Estimates that are correlated (the items of one unit) form a block, which counts with the smallest df in it;
    blocks that are independent of each other (units that are strata of their own, rounds) are joined by
    df = (Σ v_b)² / Σ (v_b² / df_b), where v_b is the block's part of the variance. For two independent
    estimates this is Welch's formula.

    Args:
        matrix: (m, k) the map. cov: (k, k). df: (k,).

    Returns:
        (m,) degrees of freedom.

    Source:
        Satterthwaite (1946), Biometrics Bulletin 2, 110-114; Welch (1947), Biometrika 34, 28-35.

    Examples:
        >>> float(degrees_of_freedom(np.array([[1.0, -1.0]]), np.eye(2), np.array([14.0, 14.0]))[0])
        28.0
    """
    if not len(df) or np.all(np.isinf(df)):
        return np.full(len(matrix), np.inf)
    count, block = connected_components(csr_array(cov != 0), directed=False)
    top = np.zeros(len(matrix))
    bottom = np.zeros(len(matrix))
    fewest = np.full(len(matrix), np.inf)
    for b in range(count):
        members = np.flatnonzero(block == b)
        part = matrix[:, members]
        variance = ((part @ cov[np.ix_(members, members)]) * part).sum(axis=1)
        least = np.where(part != 0, df[members], np.inf).min(axis=1)
        top += variance
        bottom += variance**2 / least
        fewest = np.minimum(fewest, least)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, np.maximum(top**2 / bottom, fewest), np.where(top > 0, np.inf, fewest))

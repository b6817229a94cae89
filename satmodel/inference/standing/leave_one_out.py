"""Each unit against others of which it may be a part: the linear maps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def against_others(weights: Array, group: Index) -> Array:
    """Each unit minus the weighted mean of the other units of its group.

    Args:
        weights: (k,) weights above zero, such as populations.
        group: (k,) the number of each unit's group; every group has two units or more.

    Returns:
        (k, k) the map A; its rows sum to zero.

    Formula:
        a_ii = 1, a_ij = -w_j / Σ_{l ≠ i} w_l for the others j of the group, so that Aθ is the difference to the mean of
        the whole group, the unit in it, divided by 1 - w_i / Σ_l w_l.

    Examples:
        >>> against_others(np.array([1.0, 1.0, 2.0]), np.array([0, 0, 0])).round(2).tolist()
        [[1.0, -0.33, -0.67], [-0.33, 1.0, -0.67], [-0.5, -0.5, 1.0]]
    """
    part = np.where(group[:, None] == group[None, :], weights[None, :], 0.0)
    np.fill_diagonal(part, 0.0)
    return np.eye(len(weights)) - part / part.sum(axis=1, keepdims=True)


def against_mean(weights: Array, group: Index) -> Array:
    """Each unit minus the weighted mean of its group, the unit in it.

    Args:
        weights: (k,) weights above zero. group: (k,) the number of each unit's group.

    Returns:
        (k, k) the map; the row of a group of one is zero.

    Examples:
        >>> against_mean(np.array([1.0, 3.0]), np.array([0, 0])).tolist()
        [[0.75, -0.75], [-0.25, 0.25]]
    """
    part = np.where(group[:, None] == group[None, :], weights[None, :], 0.0)
    return np.eye(len(weights)) - part / part.sum(axis=1, keepdims=True)

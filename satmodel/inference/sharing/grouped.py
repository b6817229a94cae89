"""The Owen value: the R² shared out among groups of items, and within each group among its items; arrays only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import comb

from satmodel.errors import SettingError
from satmodel.inference.sharing.importance import MOST_ITEMS, checked, shapley
from satmodel.inference.sharing.lattice import BLOCK, enter, packed, sizes_of

Array = NDArray[np.float64]


def owen_of(cov: ArrayLike, groups: Sequence[int]) -> Array:
    """The Owen value of each item: what it adds to R², averaged over the orders in which no group is torn apart.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes
            are separate problems.
        groups: (p,) the group of each item, by any whole numbers.

    Returns:
        (..., p) the importance of each item, in points of R²; the sum over a group is the group's own Shapley value, as
        if it were one player; all sum to the R² of all items. ``nan`` where the outcome has no variance.

    Assumptions:
        As for :func:`~satmodel.inference.sharing.importance.all_subset_r2`.

    Raises:
        SettingError: the matrices are not square, groups do not fit the items, or a group and the number of the other
            groups together are above 25.

    Formula:
        φ_i = Σ_K w_K Σ_S w_S [R²(K ∪ S ∪ i) - R²(K ∪ S)] over unions K of other groups and subsets S of i's own group
        without i; w_K = 1 / (G C(G-1, k)) for k of G - 1 groups, w_S = 1 / (m C(m-1, s)) for s of m - 1 items.

    Source:
        Owen (1977), Values of games with a priori unions; Lindeman, Merenda and Gold (1980).

    Examples:
        >>> owen_of([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]], [0, 0]).round(4).tolist()
        [0.2617, 0.1517]
    """
    matrices, items = checked(cov, most=10**4)
    names, group, size = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if group.shape != (items,):
        raise SettingError(f"groups must name a group for each of the {items} items; it has shape {group.shape}")
    widest = int(size.max()) + len(names) - 1
    if widest > MOST_ITEMS:
        raise SettingError(
            f"a group of {size.max()} items beside {len(names) - 1} other groups needs 2**{widest} regressions; "
            f"at most {MOST_ITEMS} together are offered: split the group, or join groups"
        )
    batch = matrices.reshape(-1, items + 1, items + 1)
    result = np.empty((len(batch), items))
    for own in range(len(names)):
        inside = np.flatnonzero(group == own)
        others = [np.flatnonzero(group == other) for other in range(len(names)) if other != own]
        order = np.concatenate([*others, inside, [items]]).astype(np.intp)
        sizes = [len(other) for other in others]
        step = max(1, BLOCK >> (len(sizes) + len(inside)))
        for start in range(0, len(batch), step):
            part = batch[start : start + step][:, order[:, None], order]
            result[start : start + step, inside] = _within(part, sizes, len(inside))
    # R² never falls when an item is added: what is below zero is rounding
    result = np.maximum(result, 0.0)
    result[~(batch[:, -1, -1] > 0)] = np.nan
    return result.reshape(*matrices.shape[:-2], items)


def _within(cov: Array, sizes: Sequence[int], inside: int) -> Array:
    """(b, m) the Owen value of the last m items, the groups of the given sizes coming before them."""
    weight = (1 / ((len(sizes) + 1) * comb(len(sizes), np.arange(len(sizes) + 1))))[sizes_of(len(sizes))]
    left = enter(packed(cov)[:, None, :], [*sizes, *[1] * inside])[0]
    explained = np.clip(1.0 - left, 0.0, 1.0).reshape(1 << inside, len(weight), -1)
    return shapley(np.einsum("skb,k->bs", explained, weight))

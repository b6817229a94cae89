"""The R² of every subset of items, and the Shapley value of each item: arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import comb

from satmodel.errors import SettingError
from satmodel.inference.sharing.lattice import TAIL, explained, sizes_of

Array = NDArray[np.float64]

# 2**25 subsets are touched in half a minute; each item more doubles it
MOST_ITEMS = 25


def all_subset_r2(cov: ArrayLike) -> Array:
    """The R² of the outcome on every subset of the items, each subset touched once.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes are separate
            problems, such as bootstrap replicates. At most 25 items.

    Returns:
        (..., 2**p) the R² of each subset; bit i of the position tells whether item i is in the subset. ``nan`` where
        the outcome has no variance.

    Assumptions:
        The matrices are symmetric and positive semidefinite. An item that is a combination of others adds nothing.

    Raises:
        SettingError: the matrices are not square, or there are more than 25 items.

    Formula:
        Items enter one at a time. The Schur complement S of each subset of the first k items splits in two: without
        item k+1 its row and column are dropped; with it, S - s s' / s_kk. What is left is the residual variance.

    Source:
        Beaton (1964), The use of special matrix operators in statistical calculus (the sweep operator).

    Examples:
        >>> all_subset_r2([[1.0, 0.0, 0.6], [0.0, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.0, 0.36, 0.25, 0.61]
    """
    matrices, items = checked(cov)
    batch = matrices.reshape(-1, items + 1, items + 1)
    result = np.empty((len(batch), 2**items))
    for part, first, r2 in explained(batch):
        if items <= TAIL:
            result[part] = r2.T
        else:
            result[part].reshape(len(r2), -1)[:, first] = r2
    result[~(batch[:, -1, -1] > 0)] = np.nan
    return result.reshape(*matrices.shape[:-2], 2**items)


def shapley(r2: ArrayLike) -> Array:
    """The Shapley value of each item: what it adds to R², averaged over all orders in which the items may enter.

    Args:
        r2: (..., 2**p) the R² of each subset, as :func:`all_subset_r2` gives it.

    Returns:
        (..., p) the importance of each item, in points of R²; the values sum to the R² of all items.

    Raises:
        SettingError: the number of subsets is not a power of two.

    Formula:
        φ_i = Σ_S∌i w_|S| (R²(S+i) - R²(S)) with w_s = 1 / (p C(p-1, s)), which equals
        Σ_S∋i (w_|S|-1 + w_|S|) R²(S) - Σ_S w_|S| R²(S), and the sums over half the subsets follow from one fold.

    Source:
        Shapley (1953), A value for n-person games; Lindeman, Merenda and Gold (1980), Introduction to bivariate and
        multivariate analysis; Kruskal (1987), The American Statistician 41, 6-10; Budescu (1993), Psychological
        Bulletin 114, 542-551.

    Examples:
        >>> shapley([0.0, 0.36, 0.25, 0.61]).round(4).tolist()
        [0.36, 0.25]
    """
    values = np.asarray(r2, dtype=float)
    subsets = values.shape[-1] if values.ndim else 0
    items = subsets.bit_length() - 1
    if items < 1 or subsets != 1 << items:
        raise SettingError(f"r2 must hold one value for each of the 2**p subsets; it holds {subsets}")
    before, joined = _weights(items)
    size = sizes_of(items)
    common = values @ before[size]
    folded = values * joined[size]
    result = np.empty((*values.shape[:-1], items))
    for item in reversed(range(items)):
        without, with_item = folded[..., : 1 << item], folded[..., 1 << item :]
        result[..., item] = with_item.sum(axis=-1) - common
        folded = without + with_item
    return result


def shapley_of(cov: ArrayLike) -> Array:
    """The Shapley values of R² straight from covariances, with memory for a few problems at a time only.

    Args:
        cov: (..., p+1, p+1) as in :func:`all_subset_r2`.

    Returns:
        (..., p) the importance of each item, in points of R².
    """
    matrices, items = checked(cov)
    batch = matrices.reshape(-1, items + 1, items + 1)
    result = np.zeros((len(batch), items))
    head = max(0, items - TAIL)
    folding = [_folding(items, items - head, size) for size in range(head + 1)]
    member = np.arange(1 << head)[:, None] >> np.arange(head) & 1
    for part, first, r2 in explained(batch):
        found = (folding[member[first[0]].sum()] @ r2).T
        if head:
            added = found[:, -1]
            result[part, :head] += added @ member[first] - found[:, -2].sum()
            result[part, head:] += found[:, :-2].sum(axis=0) - found[:, -2].sum()
        else:
            result[part] = found[:, :-2] - found[:, [-2]]
    # R² never falls when an item is added: what is below zero is rounding
    result = np.maximum(result, 0.0)
    result[~(batch[:, -1, -1] > 0)] = np.nan
    return result.reshape(*matrices.shape[:-2], items)


def checked(cov: ArrayLike, most: int = MOST_ITEMS) -> tuple[Array, int]:
    """Covariances as an array, and the number of items.

    Raises:
        SettingError: the matrices are not square, or there are too many items for all subsets.
    """
    matrices = np.asarray(cov, dtype=float)
    size = matrices.shape[-1] if matrices.ndim >= 2 else 0
    if size < 2 or matrices.shape[-2] != size:
        raise SettingError(f"cov must have shape (..., p+1, p+1) with the outcome last; it has {matrices.shape}")
    if size - 1 > most:
        raise SettingError(
            f"the exact importance of {size - 1} items needs 2**{size - 1} regressions; at most {most} items "
            "are offered: take Shapley values from sampled orders (sampled_shapley), choose items, or group them"
        )
    return matrices, size - 1


def _weights(items: int) -> tuple[Array, Array]:
    """The weight of a subset by its size, among those before an item, and with the item and before it together."""
    before = np.append(1 / (items * comb(items - 1, np.arange(items))), 0.0)
    return before, before + np.append(0.0, before[:-1])


def _folding(items: int, tail: int, first: int) -> Array:
    """What turns the R² of all subsets of the last items, with ``first`` of the others in, into parts of the shares.

    Returns:
        (tail + 2, 2**tail) for each of the last items the weights of the subsets that hold it; then the weights taken
        off every share; then the weights for each of the first items that is in.
    """
    before, joined = _weights(items)
    size = sizes_of(tail)
    member = np.arange(1 << tail) >> np.arange(tail)[:, None] & 1
    return np.vstack([member * joined[first + size], before[first + size], joined[first + size]])


def share_above(replicated: Array) -> Array:
    """How often each item is above each other one, ties counting half to each.

    Args:
        replicated: (b, p) importance of p items in b replicates.

    Returns:
        (p, p) share of replicates in which the row's item is above the column's; one half on the diagonal.
    """
    gap = replicated[:, :, None] - replicated[:, None, :]
    return (gap > 0).mean(axis=0) + (gap == 0).mean(axis=0) / 2

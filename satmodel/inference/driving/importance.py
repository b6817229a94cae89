"""The R² of every subset of items, and the Shapley value of each item: arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import comb

from satmodel.errors import SettingError

Array = NDArray[np.float64]

MOST_ITEMS = 20
# An item of which less than this share of the variance is its own counts as a combination of the others.
OWN_VARIANCE = 1e-10
_BLOCK = 2**16


def all_subset_r2(cov: ArrayLike) -> Array:
    """The R² of the outcome on every subset of the items, each subset touched once.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes are separate
            problems, such as bootstrap replicates. At most 20 items.

    Returns:
        (..., 2**p) the R² of each subset; bit i of the position tells whether item i is in the subset. ``nan`` where
        the outcome has no variance.

    Assumptions:
        The matrices are symmetric and positive semidefinite. An item that is a combination of others adds nothing.

    Raises:
        SettingError: the matrices are not square, or there are more than 20 items.

    Formula:
        Items enter one at a time. The Schur complement S of each subset of the first k items splits in two: without
        item k+1 its row and column are dropped; with it, S - s s' / s_kk. What is left is the residual variance.

    Source:
        Beaton (1964), The use of special matrix operators in statistical calculus (the sweep operator).

    Examples:
        >>> all_subset_r2([[1.0, 0.0, 0.6], [0.0, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.0, 0.36, 0.25, 0.61]
    """
    matrices = np.asarray(cov, dtype=float)
    size = matrices.shape[-1] if matrices.ndim >= 2 else 0
    if size < 2 or matrices.shape[-2] != size:
        raise SettingError(f"cov must have shape (..., p+1, p+1) with the outcome last; it has {matrices.shape}")
    items = size - 1
    if items > MOST_ITEMS:
        raise SettingError(
            f"the importance of {items} items needs 2**{items} regressions; at most {MOST_ITEMS} items are offered, "
            "since Shapley values by sampling are not offered yet: choose items, or join them into groups first"
        )
    batch = matrices.reshape(-1, size, size)
    result = np.empty((len(batch), 2**items))
    step = max(1, _BLOCK >> items)
    for start in range(0, len(batch), step):
        result[start : start + step] = _lattice(batch[start : start + step])
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
    before = np.append(1 / (items * comb(items - 1, np.arange(items))), 0.0)
    joined = before + np.append(0.0, before[:-1])
    size = np.zeros(1, dtype=np.intp)
    for _ in range(items):
        size = np.concatenate([size, size + 1])
    common = values @ before[size]
    folded = values * joined[size]
    result = np.empty((*values.shape[:-1], items))
    for item in reversed(range(items)):
        without, with_item = folded[..., : 1 << item], folded[..., 1 << item :]
        result[..., item] = with_item.sum(axis=-1) - common
        folded = without + with_item
    return result


def _lattice(cov: Array) -> Array:
    """The R² of every subset for one block of (b, p+1, p+1) covariances: (b, 2**p)."""
    items = cov.shape[-1] - 1
    total = cov[:, -1, -1]
    scale = np.sqrt(np.einsum("bii->bi", cov))
    scale = np.where(scale > 0, scale, 1.0)
    # The long axes (replicate, subset) come last, so that every operation runs over contiguous memory.
    left = np.moveaxis(cov / (scale[:, :, None] * scale[:, None, :]), 0, -1)[..., None]
    for _ in range(items):
        pivot, row = left[0, 0], left[0, 1:]
        usable = pivot > OWN_VARIANCE
        slope = np.divide(row, pivot, out=np.zeros_like(row), where=usable)
        without = left[1:, 1:]
        left = np.concatenate([without, without - slope[:, None] * row[None, :]], axis=-1)
    explained = np.clip(1.0 - left[0, 0], 0.0, 1.0)
    return np.where(total[:, None] > 0, explained, np.nan)


def shapley_of(cov: ArrayLike) -> Array:
    """The Shapley values of R² straight from covariances, with memory for a few problems at a time only.

    Args:
        cov: (..., p+1, p+1) as in :func:`all_subset_r2`.

    Returns:
        (..., p) the importance of each item, in points of R².
    """
    matrices = np.asarray(cov, dtype=float)
    batch = matrices.reshape(-1, *matrices.shape[-2:])
    items = matrices.shape[-1] - 1
    step = max(1, _BLOCK >> min(items, MOST_ITEMS))
    parts = [shapley(all_subset_r2(batch[start : start + step])) for start in range(0, len(batch), step)]
    return np.concatenate(parts).reshape(*matrices.shape[:-2], items)


def share_above(replicated: Array) -> Array:
    """How often each item is above each other one, ties counting half to each.

    Args:
        replicated: (b, p) importance of p items in b replicates.

    Returns:
        (p, p) share of replicates in which the row's item is above the column's; one half on the diagonal.
    """
    gap = replicated[:, :, None] - replicated[:, None, :]
    return (gap > 0).mean(axis=0) + (gap == 0).mean(axis=0) / 2

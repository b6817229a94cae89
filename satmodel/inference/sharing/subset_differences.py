"""What one item adds to R² against another, beside every subset of the others: arrays only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import comb

from satmodel.inference.sharing.importance import all_subset_r2
from satmodel.inference.sharing.lattice import sizes_of

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# Differences of R² below this are the rounding of items that say the same.
TIE = 1e-10
# Subsets x replicates worked on at once: 16 megabytes.
_BLOCK = 2**21


@dataclass(frozen=True, slots=True, eq=False)
class Dominances:
    """What p items add to R² and the m = p (p - 1) / 2 pairs of them, in a sample and in its b replicates.

    Attributes:
        one, other: (m,) the items of each pair, ``one`` before ``other``.
        by_size: (p, p) what each item (row) adds beside subsets of each size (column), on average.
        gap: (m, 2**(p-2)) what ``one`` adds less what ``other`` adds, beside each subset of the others: bit i of the
            place tells whether the i-th of the other items is in.
        gap_se: the replicates' standard error of it.
        size_gap, size_se: (m, p) the same, averaged by size of subset over all subsets without the item itself.
        general_gap, general_se: (m,) the same, averaged over the sizes.
        code: (m, 3) complete, conditional and general dominance: 1 where ``one`` dominates, 0 where ``other`` does,
            one half where neither does.
        codes: (b, m, 3) the same in each replicate.
    """

    one: Codes
    other: Codes
    by_size: Array
    gap: Array
    gap_se: Array
    size_gap: Array
    size_se: Array
    general_gap: Array
    general_se: Array
    code: Array
    codes: Array


def dominances(cov: Array, replicated: Array) -> Dominances:
    """Compare all pairs of items beside all subsets of the others, a block of replicates at a time.

    Args:
        cov: (p+1, p+1) covariance of two items or more and the outcome, the outcome last.
        replicated: (b, p+1, p+1) the same in b replicates, in each of which the outcome varies.

    Assumptions:
        Differences of R² below 1e-10 are ties.

    Formula:
        One item completely dominates another if R²(S+i) ≥ R²(S+j) for every subset S of the others and > for one;
        conditionally, if its average addition is so for every size of subset; generally, if the average over sizes is.

    Source:
        Azen and Budescu (2003), Psychological Methods 8, 129-148.

    Examples:
        >>> cov = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.5], [0.6, 0.5, 1.0]])
        >>> found = dominances(cov, np.stack([cov, cov[[1, 0, 2]][:, [1, 0, 2]]]))
        >>> found.gap.round(2).tolist(), found.codes[:, 0, 0].tolist()
        ([[0.11]], [1.0, 0.0])
    """
    items = cov.shape[-1] - 1
    one, other = np.triu_indices(items, 1)
    averaging = _averaging(items)
    r2 = np.ascontiguousarray(all_subset_r2(cov[None]).T)
    by_size = _by_size(averaging, r2)[:, :, 0]
    size_gap = by_size[one] - by_size[other]
    gap = np.stack([_gaps(r2, i, j)[:, 0] for i, j in zip(one, other, strict=True)])
    sums, squares = np.zeros_like(gap), np.zeros_like(gap)
    complete = np.empty((len(replicated), len(one)))
    sizes = np.empty((len(replicated), items, items))
    for part, drawn in _blocks(replicated):
        sizes[part] = np.moveaxis(_by_size(averaging, drawn), -1, 0)
        for pair, (i, j) in enumerate(zip(one, other, strict=True)):
            gaps = _gaps(drawn, i, j)
            complete[part, pair] = _code(gaps)
            gaps -= gap[pair][:, None]
            sums[pair] += gaps.sum(axis=-1)
            squares[pair] += np.einsum("sb,sb->s", gaps, gaps)
    count = len(replicated)
    gap_se = np.sqrt(np.maximum(squares - sums**2 / count, 0.0) / (count - 1))
    drawn_gap = sizes[:, one] - sizes[:, other]
    size_se, general_se = drawn_gap.std(axis=0, ddof=1), drawn_gap.mean(axis=-1).std(axis=0, ddof=1)
    code = _three(_code(gap.T), size_gap)
    codes = _three(complete, drawn_gap)
    parts = (gap, gap_se, size_gap, size_se, size_gap.mean(axis=-1), general_se)
    return Dominances(one, other, by_size, *parts, code, codes)


def members(place: int, one: int, other: int, items: int) -> tuple[int, ...]:
    """The items of the subset that stands at a place of ``gap`` for a pair."""
    others = [item for item in range(items) if item not in (one, other)]
    return tuple(item for bit, item in enumerate(others) if place >> bit & 1)


def _blocks(cov: Array) -> Iterator[tuple[slice, Array]]:
    """The (2**p, b) R² of a few replicates at a time; the long axis last, where memory is contiguous."""
    step = max(1, _BLOCK >> (cov.shape[-1] - 1))
    for start in range(0, len(cov), step):
        yield slice(start, start + step), np.ascontiguousarray(all_subset_r2(cov[start : start + step]).T)


def _gaps(r2: Array, one: int, other: int) -> Array:
    """(2**(p-2), b) R² of each subset with ``one`` less that with ``other``, one < other."""
    parted = r2.reshape(-1, 2, 1 << (other - one - 1), 2, 1 << one, r2.shape[-1])
    return (parted[:, 0, :, 1] - parted[:, 1, :, 0]).reshape(-1, r2.shape[-1])


def _averaging(items: int) -> sparse.csr_array:
    """(p p, 2**p) the weights that make what item i adds beside subsets of size k, row i p + k, out of all R²."""
    size, subsets = sizes_of(items), np.arange(1 << items)
    rows, columns, weights = [], [], []
    for item in range(items):
        inside = (subsets >> item & 1).astype(bool)
        beside = size - inside
        rows.append(item * items + beside)
        columns.append(subsets)
        weights.append(np.where(inside, 1.0, -1.0) / comb(items - 1, beside))
    shape = (items * items, 1 << items)
    return sparse.csr_array((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), shape=shape)


def _by_size(averaging: sparse.csr_array, r2: Array) -> Array:
    """(p, p, b) what each item adds beside subsets of each size."""
    items = len(r2).bit_length() - 1
    return (averaging @ r2).reshape(items, items, -1)


def _three(complete: Array, size_gap: Array) -> Array:
    """(..., m, 3) complete, conditional and general dominance from the first of them and the (..., m, p) gaps."""
    conditional, general = _code(np.moveaxis(size_gap, -1, 0)), _code(size_gap.mean(axis=-1)[None])
    return np.stack([complete, conditional, general], axis=-1)


def _code(gap: Array) -> Array:
    """1 where every gap along the first axis is zero or more and one is more, 0 where the reverse, else one half."""
    low, high = gap.min(axis=0), gap.max(axis=0)
    return np.where((low >= -TIE) & (high > TIE), 1.0, np.where((high <= TIE) & (low < -TIE), 0.0, 0.5))

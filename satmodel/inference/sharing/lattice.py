"""Residual variances of every subset of items, two halves at a time: arrays only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# An item of which less than this share of the variance is its own counts as a combination of the others.
OWN_VARIANCE = 1e-10
# Subsets x problems worked on at once: what stays near the processor.
BLOCK = 2**14
# The last items are entered for a few subsets of the first ones at a time, so that memory stays small.
TAIL = 11


def packed(cov: Array) -> Array:
    """Covariances (b, q, q) as correlations, upper triangle row by row, problems last: (q(q+1)/2, b).

    A column that does not vary keeps its zeros.
    """
    spread = np.sqrt(np.einsum("bii->bi", cov))
    scale = np.where(spread > 0, spread, 1.0)
    upper = np.triu_indices(cov.shape[-1])
    return np.ascontiguousarray((cov[:, upper[0], upper[1]] / (scale[:, upper[0]] * scale[:, upper[1]])).T)


def enter(left: Array, sizes: Sequence[int]) -> Array:
    """Let groups of items enter one after the other, keeping what is left without and with each.

    Args:
        left: (q(q+1)/2, s, b) upper triangles of the covariances left after each of s subsets, for b problems; the
            items that enter come first.
        sizes: how many items each group holds; a group enters as a whole.

    Returns:
        (r(r+1)/2, s 2**k, b) the upper triangles of the r = q - sum of sizes columns that are left after each subset of
        the k groups; bit i of the position, above the s given ones, tells whether group i is in.
    """
    columns = int((np.sqrt(8 * len(left) + 1) - 1) / 2 + 0.5)
    for size in sizes:
        without, inside = left, left
        for _ in range(size):
            # the first row is the item's own
            without, inside = without[columns:], pivoted(inside, columns)
            columns -= 1
        left = np.concatenate([without, inside], axis=1)
    return left


def pivoted(left: Array, columns: int) -> Array:
    """What is left of the other columns when the first one is held."""
    pivot, row = left[0], left[1:columns]
    share = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > OWN_VARIANCE)
    result = np.empty((len(left) - columns, *left.shape[1:]))
    start = 0
    for first in range(columns - 1):
        stop = start + columns - 1 - first
        np.multiply(row[first:], row[first] * share, out=result[start:stop])
        start = stop
    return np.subtract(left[columns:], result, out=result)


def explained(cov: Array) -> Iterator[tuple[slice, Codes, Array]]:
    """The R² of every subset, a part at a time.

    Args:
        cov: (b, p+1, p+1) covariances, the outcome last.

    Yields:
        The problems; the (t,) subsets of the first items, all of one size; and the (2**k, t or b) R² with each subset
        of the last k items: columns are subsets of the first items of one problem, or the problems.
    """
    items = cov.shape[-1] - 1
    if items <= TAIL:
        step = max(1, BLOCK >> items)
        for start in range(0, len(cov), step):
            part = slice(start, start + step)
            yield part, np.zeros(1, dtype=np.intp), _r2(packed(cov[part])[:, None, :], items)
        return
    size = sizes_of(items - TAIL)
    step = max(1, BLOCK >> TAIL)
    for problem in range(len(cov)):
        head = enter(packed(cov[problem : problem + 1])[:, None, :], [1] * (items - TAIL))
        for count in range(items - TAIL + 1):
            subsets = np.flatnonzero(size == count)
            for start in range(0, len(subsets), step):
                chosen = subsets[start : start + step]
                yield slice(problem, problem + 1), chosen, _r2(head[:, chosen, 0][:, None, :], TAIL)


def _r2(left: Array, items: int) -> Array:
    return np.clip(1.0 - enter(left, [1] * items)[0], 0.0, 1.0)


def sizes_of(items: int) -> Codes:
    """(2**p,) the number of items in each subset."""
    size = np.zeros(1, dtype=np.intp)
    for _ in range(items):
        size = np.concatenate([size, size + 1])
    return size

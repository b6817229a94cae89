"""Rows added up by cells: arrays only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


def row_sums(
    points: Array, answered: NDArray[np.bool_], weight: Array, cell_of: Codes, count: int
) -> tuple[Array, ...]:
    """Respondents, n, Σw, Σwy, Σwyy' and Σw² of each cell.

    Args:
        points: (r, p). answered: (r, p) which of them count. weight: (r,).
        cell_of: (r,) cell code of each row, from 0.
        count: c, how many cells.

    Returns:
        (c,), (c, p), (c, p), (c, p), (c, p, p), (c, p).
    """
    p = points.shape[1]
    adder = _adder(cell_of, count)
    given = answered.astype(float)
    values = np.where(answered, points, 0.0)
    weights = weight[:, None]
    first, second = np.triu_indices(p)
    products = adder @ (weights * values[:, first] * values[:, second])
    swyy = np.zeros((count, p, p))
    swyy[:, first, second] = products
    swyy[:, second, first] = products
    respondents = np.bincount(cell_of, minlength=count).astype(float)
    totals = (adder @ given, adder @ (weights * given), adder @ (weights * values))
    return respondents, *totals, swyy, adder @ (weights**2 * given)


def square_sums(points: Array, answered: NDArray[np.bool_], weight: Array, cell_of: Codes, count: int) -> list[Array]:
    """Σw² over respondents with both columns, Σw²y of the first, Σw²yy': each (c, p, p); arguments as above."""
    p = points.shape[1]
    adder = _adder(cell_of, count)
    given = answered.astype(float)
    values = np.where(answered, points, 0.0)
    squared = (weight**2)[:, None]
    pairs = ((given, given), (values, given), (values, values))
    return [np.stack([adder @ (squared * left[:, [q]] * right) for q in range(p)], axis=1) for left, right in pairs]


def ends_of(points: Array) -> Array:
    """(2, p) the smallest and the largest points of each column; ``nan`` where there are none."""
    empty = np.isnan(points)
    low = np.where(empty, np.inf, points).min(axis=0, initial=np.inf)
    high = np.where(empty, -np.inf, points).max(axis=0, initial=-np.inf)
    return np.where(np.isinf([low, high]), np.nan, [low, high])


def together(codes: Sequence[Codes]) -> tuple[Codes, Codes]:
    """The different combinations of several (r,) codes, in order of first appearance.

    Returns:
        (r,) the combination of each row, and (c,) the first row of each combination.

    Examples:
        >>> cell_of, first = together([np.array([0, 0, 1, 0]), np.array([5, 2, 5, 5])])
        >>> cell_of.tolist(), first.tolist()
        ([0, 1, 2, 0], [0, 1, 2])
    """
    joined = np.zeros(len(codes[0]), dtype=np.int64)
    for one in codes:
        joined = pd.factorize(joined * (int(one.max(initial=0)) + 1) + one)[0]
    first = np.zeros(int(joined.max(initial=-1)) + 1, dtype=np.intp)
    first[joined[::-1]] = np.arange(len(joined))[::-1]
    return joined, first


def _adder(cell_of: Codes, count: int) -> sparse.csr_matrix:
    rows = len(cell_of)
    return sparse.csr_matrix((np.ones(rows), (cell_of, np.arange(rows))), shape=(count, rows))

"""Shapley values from sampled orders, for more items than all subsets can be counted out for: arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError
from satmodel.inference.sharing.importance import checked
from satmodel.inference.sharing.lattice import BLOCK, packed, pivoted

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

ORDERS = 2000
_FEWEST_SQUARES = 4


def sampled_shapley(cov: ArrayLike, *, orders: int = ORDERS, seed: int = 1) -> tuple[Array, Array]:
    """The Shapley value of each item from some of the orders in which the items may enter, and how far it may be off.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes are separate
            problems. All take the same orders, so that replicates are compared on equal terms.
        orders: how many orders at least; they come in squares of 2p, of which there are four or more.
        seed: seed of the random numbers.

    Returns:
        (..., p) the importance of each item in points of R², and its standard error from the sampling of orders alone.
        The values sum to the R² of all items in any case. The order in which the items are given does not matter.
        ``nan`` where the outcome has no variance.

    Assumptions:
        As for :func:`~satmodel.inference.sharing.importance.all_subset_r2`.

    Raises:
        SettingError: the matrices are not square, or ``orders`` is not positive.

    Formula:
        A square holds p orders, item σ((k + c_j) mod p) at place j of order k, with random permutations σ and c, and
        the reverse of each: every item stands once at every place from either end. The value is the mean of what the
        item adds to R²; its standard error comes from the m squares, sd / √m.

    Source:
        Castro, Gómez and Tejada (2009), Computers & Operations Research 36, 1726-1730; Mitchell, Cooper, Frank and
        Holmes (2022), Journal of Machine Learning Research 23(43).

    Examples:
        >>> value, se = sampled_shapley([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]], orders=16)
        >>> value.round(4).tolist(), se.round(4).tolist()
        ([0.2617, 0.1517], [0.0, 0.0])
    """
    matrices, items = checked(cov, most=10**4)
    if orders < 1:
        raise SettingError(f"orders must be 1 or more; it is {orders}")
    batch = matrices.reshape(-1, items + 1, items + 1)
    count = squares_of(items, orders)
    walked = _orders(batch, count, seed)
    value, se = np.empty((2, len(batch), items))
    upper = packed(batch)
    for problem in range(len(batch)):
        squares = _added(upper[:, problem], walked).reshape(count, 2 * items, items).mean(axis=1)
        value[problem], se[problem] = squares.mean(axis=0), squares.std(axis=0, ddof=1) / np.sqrt(count)
    gone = ~(batch[:, -1, -1] > 0)
    value[gone] = se[gone] = np.nan
    shape = (*matrices.shape[:-2], items)
    return value.reshape(shape), se.reshape(shape)


def squares_of(items: int, orders: int = ORDERS) -> int:
    """How many squares of 2p orders are drawn where so many orders are asked for."""
    return max(_FEWEST_SQUARES, -(-orders // (2 * items)))


def _orders(batch: Array, count: int, seed: int) -> Codes:
    """(count 2p, p) the orders; the items are first put in an order that only their correlations decide."""
    items = batch.shape[-1] - 1
    total = np.zeros((items + 1, items + 1))
    total[np.triu_indices(items + 1)] = np.nansum(packed(batch), axis=1)
    total = total + np.triu(total, 1).T
    inside = np.sort(total[:-1, :-1], axis=1)
    # nine digits: what is left of the sums when they are added up in another order
    canonical = np.lexsort(np.column_stack([inside, total[:-1, -1]]).round(9).T)
    random = np.random.default_rng(seed)
    squares = []
    for _ in range(count):
        names, places = random.permutation(items), random.permutation(items)
        square = names[(np.arange(items)[:, None] + places) % items]
        squares += [square, square[:, ::-1]]
    return canonical[np.concatenate(squares)]


def _added(upper: Array, orders: Codes) -> Array:
    """(m, p) what each item adds to R² in each order, from one problem's packed correlations."""
    items = orders.shape[1]
    place = np.zeros((items + 1, items + 1), dtype=np.intp)
    row, column = np.triu_indices(items + 1)
    place[row, column] = place[column, row] = np.arange(len(upper))
    added = np.empty(orders.shape)
    step = max(1, 8 * BLOCK // len(upper))
    for start in range(0, len(orders), step):
        walked = orders[start : start + step]
        full = np.column_stack([walked, np.full(len(walked), items)])
        left = upper[place[full[:, row], full[:, column]]].T[:, :, None]
        for position in range(items):
            after = pivoted(left, items + 1 - position)
            np.put_along_axis(added[start : start + step], walked[:, [position]], left[-1] - after[-1], axis=1)
            left = after
    return added

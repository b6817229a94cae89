"""The order of items by importance: which places each could hold, and which pairs are established; arrays only."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.comparing import Comparison, compare_given
from satmodel.inference.judging.critical import Draws, Family, largest
from satmodel.inference.judging.pairs import Pairs, normal_equivalent, pairs_of, t_equivalent
from satmodel.inference.judging.units import places
from satmodel.inference.ranking.rank_sets import matrix_sets
from satmodel.inference.sampling.intervals import covariance_of
from satmodel.inference.sharing.importance import share_above
from satmodel.result import Verdict

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

DRAWS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The order of p items, the most important first.

    Attributes:
        above: (p, p) share of replicates in which the row's item is above the column's.
        one, other: (m,) the two items of each of the m = p (p - 1) / 2 pairs, the first item's pairs first.
        compared: the m differences, all judged together; None for a single item.
        rank, rank_low, rank_high: (p,) the place of each item, and the best and the worst that the data leave open.
    """

    above: Array
    one: Counts
    other: Counts
    compared: Comparison | None
    rank: Counts
    rank_low: Counts
    rank_high: Counts


def order_of(value: Array, replicated: Array, *, df: float, level: float, seed: int) -> Order:
    """Judge all pairs of items together and say which places each could hold.

    Args:
        value: (p,) importance or shares, descending. replicated: (b, p) the same in each replicate.
        df: degrees of freedom of the design. level: confidence level. seed: seed of the draws.

    Returns:
        The order. A pair is established where its interval excludes zero, and exactly then its items' sets of places do
        not allow the other order.

    Assumptions:
        Differences are close to normal with the replicates' covariance. With fewer than five degrees of freedom an item
        the critical value is Bonferroni's, since the covariance is too poorly known to draw from.

    Formula:
        |d_jk| > c se_jk with c the quantile of the largest studentised difference of all pairs, drawn from the
        covariance of the replicates; rank_low = 1 + #{established above}, rank_high = p - #{established below}.

    Source:
        Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518.
    """
    # twelve digits: an item that is another one again lies neither above nor below it
    share = share_above(replicated.round(12))
    one, other = np.triu_indices(len(value), 1)
    rank, _ = places(value)
    if len(value) < 2:
        return Order(share, one, other, None, rank, rank, rank)
    pairs = pairs_of(value, covariance_of(replicated), np.full(len(value), float(df)))
    gap, se = pairs.lead_of(one, other), pairs.se_of(one, other)
    freedom = np.broadcast_to(pairs.df_of(one, other), gap.shape)
    top = _largest(pairs, seed)
    critical = _critical(pairs, top, level)
    compared = compare_given(
        gap,
        se,
        freedom,
        critical=t_equivalent(critical, freedom),
        p_value=lambda t: _p_values(pairs, top, normal_equivalent(t, freedom)),
    )
    established = np.array([verdict is Verdict.ESTABLISHED for verdict in compared.verdict])
    above = np.zeros((1, len(value), len(value)), dtype=bool)
    above[0, other[established], one[established]] = True
    sets = matrix_sets(above, np.swapaxes(above, 1, 2), pairs=pairs, critical=np.full(len(value), critical))
    return Order(share, one, other, compared, rank, sets.low, sets.high)


def _largest(pairs: Pairs, seed: int) -> Array | None:
    """The largest studentised difference of all pairs in each draw, ascending; None where nothing can be drawn."""
    first, second = pairs.varying()
    if not pairs.drawable or not len(first):
        return None
    return np.sort(largest(Draws(pairs, DRAWS, seed), Family(first, second, np.ones((2, len(first)), dtype=bool))))


def _critical(pairs: Pairs, top: Array | None, level: float) -> float:
    """The critical value on the normal scale; Bonferroni's bound where nothing can be drawn."""
    if top is None:
        return float(stats.norm.isf((1 - level) / 2 / max(len(pairs.varying()[0]), 1)))
    return float(
        top[min(len(top), math.ceil(level * (len(top) + 1) - 1e-9)) - 1]
    )  # 1e-9: a whole number but for rounding


def _p_values(pairs: Pairs, top: Array | None, size: Array) -> Array:
    """The p-values, within the family of all pairs, of statistics on the normal scale."""
    if top is None:
        return np.minimum(1.0, 2 * max(len(pairs.varying()[0]), 1) * stats.norm.sf(size))
    return (1 + len(top) - np.searchsorted(top, size, side="left")) / (1 + len(top))

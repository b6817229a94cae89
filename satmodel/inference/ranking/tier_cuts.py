"""Where a ranking is cut into tiers: the best cuts by pairwise probabilities, and cuts that are established: arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

EQUAL = 1e-12  # relative: scores and losses closer than this are the same


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Units in tiers.

    Attributes:
        tier: (k,) the tier of each unit, 1 the best.
        loss: what the tiers cost, summed over the pairs of units in different tiers; zero for one tier.
        bound: what no grouping whatever, in any order, could fall below.
    """

    tier: Counts
    loss: float
    bound: float

    @property
    def slack(self) -> float:
        """By how much of its own loss any other grouping, in this order or not, could at most be better."""
        room = self.loss - self.bound
        return room / abs(self.bound) if room > EQUAL * max(abs(self.bound), 1.0) else 0.0


def best_tiers(score: Array, probability: Array, certainty: float) -> Cuts:
    """The tiers, contiguous in the order of the scores, whose loss is the smallest; of several, those of fewest tiers.

    Args:
        score: (k,) what the units are ordered by, the largest first; equal scores share a tier.
        probability: (k, k) that the row's unit truly lies above the column's, p_ij + p_ji = 1.
        certainty: c, how probable an order must be for one pair of units on its own to be set apart, from 0.5 to 1.

    Formula:
        Loss = Σ (1 - p_ij / c) over the pairs with i in a higher tier than j. With λ = (1 - c) / c a pair's loss is
        (1 - λ)(1 - p_ij) - λ(2 p_ij - 1): that of an order which may be wrong, less that of one which is right.
        Exact by dynamic programming: with s(a, b) the sum over the pairs within places a … b, the best of the first b
        places is the largest of best(a) + s(a, b) over the places a < b; O(k²) by sums over rectangles.

    Source:
        Kline, Rose & Walters (2024), American Economic Review 114, 2472-2525.

    Examples:
        >>> sure = np.array([[0.5, 0.6, 0.99], [0.4, 0.5, 0.95], [0.01, 0.05, 0.5]])
        >>> best_tiers(np.array([3.0, 2.0, 1.0]), sure, 0.8).tier.tolist()
        [1, 1, 2]
    """
    order = np.argsort(-score, kind="stable")
    ranked = score[order]
    open_to_cut = np.flatnonzero(ranked[:-1] - ranked[1:] > EQUAL * np.abs(score).max(initial=0.0)) + 1
    loss = np.triu(1 - probability[np.ix_(order, order)] / certainty, 1)
    ends = np.concatenate([[0], open_to_cut, [len(score)]])
    starts = _chosen(_rectangles(loss), ends)
    place = np.searchsorted(starts, np.arange(len(score)), side="right")
    tier = np.empty(len(score), dtype=np.intp)
    tier[order] = place
    apart = place[:, None] < place[None, :]
    surest = np.maximum(probability, probability.T)[np.triu_indices(len(score), 1)]
    return Cuts(tier, float(loss[apart].sum()), float(np.minimum(1 - surest / certainty, 0.0).sum()))


def established_tiers(score: Array, established: Flags) -> Counts:
    """(k,) tiers of which every unit is established above every unit of the tiers below; as many as there can be.

    Args:
        score: (k,) what the units are ordered by, the largest first.
        established: (k, k) whether the row's unit is established above the column's, for all pairs together.

    Examples:
        >>> established = np.array([[0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=bool)
        >>> established_tiers(np.array([3.0, 2.0, 1.0]), established).tolist()
        [1, 1, 2]
    """
    order = np.argsort(-score, kind="stable")
    missing = _rectangles((~established[np.ix_(order, order)]).astype(float))
    cut = np.arange(1, len(score))
    # the pairs across a cut: the rows before it and the columns from it on
    across = missing[cut, -1] - missing[cut, cut]
    tier = np.empty(len(score), dtype=np.intp)
    tier[order] = 1 + np.searchsorted(cut[across == 0], np.arange(len(score)), side="right")
    return tier


def _rectangles(matrix: Array) -> Array:
    """(k + 1, k + 1) sums of the matrix over its first rows and columns."""
    return np.pad(matrix.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _chosen(sums: Array, ends: Counts) -> Counts:
    """Where the tiers begin, among the places where one may."""
    slack = EQUAL * max(float(np.abs(sums).max()), 1.0)
    saved, tiers, last = np.zeros(len(ends)), np.zeros(len(ends), dtype=np.intp), np.zeros(len(ends), dtype=np.intp)
    for end in range(1, len(ends)):
        # what the pairs of one tier would have cost: the rows from its start on, the columns up to its end
        gained = saved[:end] + sums[ends[end], ends[end]] - sums[ends[:end], ends[end]]
        among = np.flatnonzero(gained >= gained.max() - slack)
        last[end] = among[np.argmin(tiers[among])]
        saved[end], tiers[end] = gained[last[end]], tiers[last[end]] + 1
    starts, end = [], len(ends) - 1
    while end > 0:
        end = int(last[end])
        starts.append(int(ends[end]))
    return np.array(starts[::-1], dtype=np.intp)

"""The largest drawn differences of correlated estimates, from the range of groups that move together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from satmodel.inference.judging.draws import Draws
from satmodel.inference.judging.pairs import Pairs
from satmodel.inference.judging.peaks import Peaks, joined, staircase

Array = NDArray[np.float64]
Index = NDArray[np.intp]

LARGEST = 1e300  # stands for an infinite standard error, so that its product with zero is zero
GROUP = 8  # units whose differences are ruled out together


def correlated_peaks(draws: Draws, *, level: float, margin: float, shift: float) -> Peaks:
    """Every drawn difference that a critical value of all ordered pairs can depend on.

    Args:
        draws, level, margin, shift: as for uncorrelated estimates.

    Formula:
        With units in groups G, H and deviations x, D_jk = (x_j − x_k) / s_jk > c for a j in G and a k in H only where
        max x_G − min x_H > c · min s_GH; then only for j with x_j − min x_H > c · min s_jH and k with
        max x_G − x_k > c · min s_Gk. The groups are of units whose differences have small standard errors. A first
        look at the units furthest out gives a floor under every critical value; the draws are then made again.
    """
    search = _search(draws, margin)
    ends = joined([search.outermost(start, drawn) for start, drawn in draws.blocks()])
    low = ends.floor(draws, level, shift)
    more = [search.between_groups(start, drawn, low) for start, drawn in draws.blocks()]
    found = joined([ends.above(low), *more])
    return found.above(found.floor(draws, level, shift, low))


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """Units by groups.

    Attributes:
        pairs: all pairs. margin: in points. order: (k,) the units, group by group; begin: (g,) where each group begins.
        nearest: (k, g) the smallest standard error of a difference between a unit, in that order, and a group.
        closest: (g, g) the smallest between two groups.
    """

    pairs: Pairs
    margin: float
    order: Index
    begin: Index
    nearest: Array
    closest: Array

    def outermost(self, start: int, drawn: Array) -> Peaks:
        """Differences between the two units furthest out on either side: in points, and by deviation."""
        scale = np.sqrt(np.maximum(self.pairs.variance, 0.0))[:, None]
        middle = drawn.mean(axis=0)
        relative = np.divide(drawn - middle, scale, out=np.zeros_like(drawn), where=scale > 0)
        ends = (drawn, relative)
        draw = np.arange(drawn.shape[1])
        parts = []
        for high in (np.argmax(end, axis=0) for end in ends):
            parts += [self._differences(start, drawn, draw, (high, np.argmin(end, axis=0)), 0.0) for end in ends]
        return joined(parts)

    def between_groups(self, start: int, drawn: Array, low: float) -> Peaks:
        """Differences above ``low``."""
        drawn = drawn[self.order]
        top, bottom = np.maximum.reduceat(drawn, self.begin), np.minimum.reduceat(drawn, self.begin)
        group, against, draw = np.nonzero(top[:, None] - bottom[None] > low * self.closest[:, :, None])
        size = np.diff(np.append(self.begin, len(self.order)))
        found = []
        # some hits at a time: each stands for a group's units at most twice
        for hits in np.array_split(np.arange(len(group)), math.ceil(len(group) * GROUP / 2**18) or 1):
            g, h, d = group[hits], against[hits], draw[hits]
            hit, high = _members(self.begin[g], size[g])
            far = drawn[high, d[hit]] - bottom[h[hit], d[hit]] > low * self.nearest[high, h[hit]]
            hit, high = hit[far], high[far]
            other, below = _members(self.begin[h], size[h])
            far = top[g[other], d[other]] - drawn[below, d[other]] > low * self.nearest[below, g[other]]
            other, below = other[far], below[far]
            partner = np.bincount(other, minlength=len(hits))
            which, place = _members((np.cumsum(partner) - partner)[hit], partner[hit])
            ends = (self.order[high[which]], self.order[below[place]])
            found.append(self._differences(start, drawn, d[hit[which]], ends, low, (high[which], below[place])))
        return joined(found)

    def _differences(
        self,
        start: int,
        drawn: Array,
        draw: Index,
        ends: tuple[Index, Index],
        low: float,
        rows: tuple[Index, Index] | None = None,
    ) -> Peaks:
        upper, lower = ends
        high, below = rows or ends
        apart = drawn[high, draw] - drawn[below, draw]
        scale = self.pairs.se_of(upper, lower)
        beyond = (apart > low * scale) & (scale > 0)
        upper, lower = upper[beyond], lower[beyond]
        statistic = self.pairs.statistic(upper, lower, self.margin)
        return staircase(start + draw[beyond], apart[beyond] / scale[beyond], statistic)


def _search(draws: Draws, margin: float) -> _Search:
    pairs = draws.pairs
    se = pairs.se
    order = leaves_list(linkage(squareform(se, checks=False), "average")) if len(se) > 1 else np.zeros(1, dtype=int)
    begin = np.arange(0, len(se), GROUP)
    se[se == 0] = LARGEST  # what has no variance is in no family
    nearest = np.minimum.reduceat(se[np.ix_(order, order)], begin, axis=1)
    return _Search(pairs, margin, order.astype(np.intp), begin, nearest, np.minimum.reduceat(nearest, begin, axis=0))


def _members(begin: Index, size: Index) -> tuple[Index, Index]:
    """For each of some runs, its number and its members, one after the other."""
    run = np.repeat(np.arange(len(size)), size)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(size) - size - begin, size)

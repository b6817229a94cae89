"""The largest drawn differences of uncorrelated estimates, from the tails of the draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from satmodel.inference.judging.draws import Draws, Tails
from satmodel.inference.judging.peaks import Peaks, joined, staircase
from satmodel.inference.judging.peaks_correlated import correlated_peaks

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]

ROWS = 256  # draws that are completed before their differences are thinned out


def independent_peaks(draws: Draws, *, level: float, margin: float, shift: float) -> Peaks:
    """Every drawn difference that a critical value of all ordered pairs can depend on.

    Args:
        draws: of uncorrelated estimates. level: confidence level. margin: in points.
        shift: how far below a critical value a statistic may lie and still separate; zero or less.

    Formula:
        With standardised deviations a, |D_jk| = |s_j a_j − s_k a_k| / √(s_j² + s_k²) ≤ √(a_j² + a_k²), and at most the
        larger of |a_j| and |a_k| where they have the same sign. So D_jk > c needs deviations of opposite sign with
        a_j² + a_k² > c², or one alone beyond c. The pairs with both ends in the tails give a floor under every critical
        value; then only draws with a_j² > floor² − bound² can have a pair that matters with one end outside the tails.
        Two ends outside the tails matter only where floor² < 2 bound², as where most units have no error at all; there
        every unit of every draw is looked at, by groups. What is left out lies below every critical value, so the
        result is that of all pairs of all draws.
    """
    search = _Search(draws, margin)
    chunks = list(draws.tails())
    ends = joined([search.outermost(tails) for tails in chunks])
    low = ends.floor(draws, level, shift)
    found = joined([ends, *(search.in_tails(tails, low) for tails in chunks)]).above(low)
    low = found.floor(draws, level, shift, low)
    if low**2 < 2 * draws.bound**2:
        return correlated_peaks(draws, level=level, margin=margin, shift=shift)
    more = [part for tails in chunks for part in search.completed(tails, low)]
    return joined([found.above(low), *more])


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    draws: Draws
    margin: float

    def outermost(self, tails: Tails) -> Peaks:
        """Differences between the two units furthest out on either side: by deviation, and in points."""
        points = tails.size * self.draws.pairs.root[tails.unit]
        found = []
        for high in (_outermost(tails, tails.size), _outermost(tails, points)):
            for low in (_outermost(tails, -tails.size), _outermost(tails, -points)):
                both = (high >= 0) & (low >= 0)
                found.append(self._differences(tails, high[both], low[both], 0.0))
        return joined(found)

    def in_tails(self, tails: Tails, low: float) -> Peaks:
        """Differences above ``low`` between two deviations of opposite sign in the tails."""
        up = tails.size > 0
        here, square = tails.draw - tails.start, tails.size**2
        furthest = np.zeros((2, tails.count))
        np.maximum.at(furthest, (up.astype(np.intp), here), square)
        far = square + furthest[(~up).astype(np.intp), here] > low**2
        high, below = _crossed(here, np.flatnonzero(far & up), np.flatnonzero(far & ~up), tails.count)
        near = square[high] + square[below] > low**2
        return self._differences(tails, high[near], below[near], low)

    def completed(self, tails: Tails, low: float) -> Iterator[Peaks]:
        """Differences above ``low`` with one end in the tails, far enough out, and the other end anywhere."""
        far = np.flatnonzero(tails.size**2 > low**2 - self.draws.bound**2)
        numbers, first = np.unique(tails.draw[far], return_index=True)
        rows = self.draws.inside(numbers.tolist())
        for start in range(0, len(numbers), ROWS):
            parts = []
            for i in range(start, min(start + ROWS, len(numbers))):
                ends = far[first[i] : first[i + 1] if i + 1 < len(first) else None]
                parts += self._of_one_draw(tails, int(numbers[i]), next(rows), ends, low)
            draw, upper, lower, size = (np.concatenate(part) for part in zip(*parts, strict=True))
            yield staircase(draw, size, self.draws.pairs.statistic(upper, lower, self.margin))

    def _of_one_draw(
        self, tails: Tails, draw: int, inside: Array, ends: Index, low: float
    ) -> Iterator[tuple[Index, Index, Index, Array]]:
        """The partners of some ends: within the bound; for an end that lies beyond ``low`` by itself, all of them."""
        root = self.draws.pairs.root
        here = slice(*np.searchsorted(tails.draw, [draw, draw + 1]))
        inside[tails.unit[here]] = np.nan  # neither below nor above any limit: they are known already
        whole: Array | None = None
        for end in ends:
            size, unit = tails.size[end], tails.unit[end]
            if abs(size) > low:
                if whole is None:
                    whole = ndtri(inside)
                    whole[tails.unit[here]] = tails.size[here]
                other = np.flatnonzero(np.arange(len(root)) != unit)
                partner = whole[other]
            else:
                limit = ndtr(-np.sqrt(low**2 - size**2))
                other = np.flatnonzero(inside < limit if size > 0 else inside > 1 - limit)
                partner = ndtri(inside[other])
            scale = np.sqrt(root[unit] ** 2 + root[other] ** 2)
            apart = np.sign(size) * (root[unit] * size - root[other] * partner)
            beyond = apart > low * scale
            other, one = other[beyond], np.full(np.count_nonzero(beyond), unit)
            upper, lower = (one, other) if size > 0 else (other, one)
            yield np.full(len(one), draw), upper, lower, apart[beyond] / scale[beyond]

    def _differences(self, tails: Tails, high: Index, below: Index, low: float) -> Peaks:
        pairs = self.draws.pairs
        upper, lower = tails.unit[high], tails.unit[below]
        apart = pairs.root[upper] * tails.size[high] - pairs.root[lower] * tails.size[below]
        scale = np.sqrt(pairs.variance[upper] + pairs.variance[lower])
        beyond = apart > low * scale
        upper, lower = upper[beyond], lower[beyond]
        statistic = pairs.statistic(upper, lower, self.margin)
        return staircase(tails.draw[high[beyond]], apart[beyond] / scale[beyond], statistic)


def _outermost(tails: Tails, size: Array) -> Index:
    """(count,) the place in the tails of each draw's largest number above zero, −1 where there is none."""
    here = tails.draw - tails.start
    top = np.zeros(tails.count)
    np.maximum.at(top, here, size)
    found = np.full(tails.count, -1)
    is_top = np.flatnonzero((size == top[here]) & (size > 0))
    found[here[is_top]] = is_top
    return found


def _crossed(group: Index, high: Index, below: Index, count: int) -> tuple[Index, Index]:
    """Every one of ``high`` with every one of ``below`` of the same group; both ascend by group."""
    size = np.bincount(group[below], minlength=count)
    begin = np.cumsum(size) - size
    times = size[group[high]]
    first = np.repeat(begin[group[high]], times)
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(high, times), below[first + step]

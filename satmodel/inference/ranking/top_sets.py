"""Who may be among the t best, and who is established to be: arrays only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.critical import Draws
from satmodel.inference.judging.pairs import Pairs
from satmodel.inference.ranking.rank_sets import SHIFTS, stepdown_sets

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]

DENSE = 60  # units up to which every difference of every draw is looked at
SLACK = 8.0  # how much more often than by Bonferroni's count a difference may exceed the floor


@dataclass(frozen=True, slots=True, eq=False)
class TopSets:
    """Which of k units may be among the t best.

    Attributes:
        may_be: (k,) whether the unit may be among them. established: (k,) whether it is established to be.
        knife_edge: (k,) whether either would change if the critical values were 0.05 standard errors larger or smaller.
        critical: how many standard errors, on the normal scale, a difference had to exceed at the last step.
    """

    may_be: Flags
    established: Flags
    knife_edge: Flags
    critical: float


def direct_sets(pairs: Pairs, *, top: int, level: float = 0.95, draws: int = 10_000, seed: int = 1) -> TopSets:
    """The set that holds every unit of rank t or better, by testing for each unit that it has such a rank.

    Args:
        pairs: all pairs of the estimates; a larger estimate has a smaller rank.
        top: t, from 1 to k - 1.
        level: confidence level of both statements together.
        draws, seed: how many draws, and where the random numbers start.

    Assumptions:
        As for ``rank_sets.stepdown_sets``. Units with equal true scores share the better rank; all of them are held.

    Formula:
        T_j is the t-th largest of (θ̂_k − θ̂_j) / se_jk over k. While I are the units not set aside, set aside those
        with T_j > c(I), the largest over K ⊂ I with t − 1 units of the quantile of max (Z_k − Z_j) / se_jk over j in I
        and k outside K. For t > 2 the largest over K is bounded from above: a draw counts as lost by leaving K out only
        where its maximum lies in K and no other unit exceeds c.
        Established: the t-th smallest of (θ̂_j − θ̂_k) / se_jk over the other k that may be among the t best exceeds
        the last c(I). Were the rank of j worse than t, then t units or more that are all held would be truly better,
        and one of the same differences Z_j − Z_k would exceed c; so both statements hold together.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518.
    """
    seeker = _Seeker(pairs, pairs.beyond(), Draws(pairs, draws, seed), top, level)
    runs = [seeker.run(shift) for shift in SHIFTS]
    found = np.array([[may_be, established] for may_be, established, _ in runs])
    return TopSets(found[0, 0], found[0, 1], np.any(found != found[0], axis=(0, 1)), runs[0][2])


def projected_sets(pairs: Pairs, *, top: int, level: float = 0.95, draws: int = 10_000, seed: int = 1) -> TopSets:
    """The same from simultaneous rank sets: those whose best rank is t or better; established where the worst one is.

    Args:
        pairs, top, level, draws, seed: as in :func:`direct_sets`.
    """
    sets = stepdown_sets(pairs, level=level, draws=draws, seed=seed)
    near = np.abs(np.stack([sets.low, sets.high], axis=1) - (top + 0.5)) < 1
    return TopSets(sets.low <= top, sets.high <= top, np.any(near & sets.knife_edge, axis=1), sets.critical)


@dataclass(frozen=True, slots=True, eq=False)
class _Seeker:
    """How the units are set aside, step by step; a critical value is drawn once for each set of units."""

    pairs: Pairs
    statistic: Array
    draws: Draws
    top: int
    level: float
    known: dict[bytes, float] = field(default_factory=dict)

    def run(self, shift: float) -> tuple[Flags, Flags, float]:
        """Who may be among the t best, who is established to be, and the last critical value."""
        ahead = self.statistic.copy()
        np.fill_diagonal(ahead, -np.inf)
        worst = -np.partition(-ahead, self.top - 1, axis=1)[:, self.top - 1]
        # setting aside by Bonferroni's bound first leads to the same set: its critical values are never smaller
        held, critical = self._steps(np.ones(len(worst), dtype=bool), worst, shift, self._bonferroni)
        if self.pairs.drawable:
            held, critical = self._steps(held, worst, shift, self._drawn)
        return held, self._established(held, max(critical + shift, 0.0)), critical

    def _steps(self, held: Flags, worst: Array, shift: float, find: Callable[[Flags], float]) -> tuple[Flags, float]:
        while True:
            critical = find(held)
            left = held & (worst <= max(critical + shift, 0.0))
            if np.array_equal(left, held):
                return held, critical
            held = left

    def _established(self, held: Flags, critical: float) -> Flags:
        lead = self.statistic.T[:, held].copy()  # how far each unit lies above those held
        units = np.flatnonzero(held)
        lead[units, np.arange(len(units))] = np.inf
        return held & (np.partition(lead, self.top - 1, axis=1)[:, self.top - 1] > critical)

    def _bonferroni(self, held: Flags) -> float:
        outside = len(held) - self.top + 1
        count = int(held.sum()) * outside - (int(held.sum()) - self.top + 1)
        return float(stats.norm.isf(min((1 - self.level) / max(count, 1), 0.5)))

    def _drawn(self, held: Flags) -> float:
        key = held.tobytes()
        if key not in self.known:
            self.known[key] = self._draw(np.flatnonzero(held))
        return self.known[key]

    def _draw(self, held: Index) -> float:
        """c(I): the smallest value that few enough draws exceed, whichever t − 1 units are left out."""
        if self.pairs.root.ndim == 1 and len(self.statistic) > DENSE:
            floor = float(stats.norm.isf(min(SLACK * (1 - self.level) / (len(held) * len(self.statistic)), 0.5)))
            critical = self._smallest(held, *_two_beyond(self.draws, held, floor))
            if critical > floor:
                return critical
        return self._smallest(held, *_two_largest(self.draws, held))

    def _smallest(self, held: Index, first: Array, second: Array, at: Index) -> float:
        beyond = self.draws.count - self.draws.place(self.level)
        values = np.unique(np.concatenate([first, second]) if self.top > 1 else first)
        low, high = 0, len(values) - 1
        while low < high:
            middle = (low + high) // 2
            over = first > values[middle]
            alone = np.bincount(at[over & (second <= values[middle])], minlength=len(self.statistic))[held]
            fewest = int(np.sort(alone)[: self.top - 1].sum())
            low, high = (low, middle) if int(over.sum()) - fewest <= beyond else (middle + 1, high)
        return float(values[low])


def _two_beyond(draws: Draws, held: Index, floor: float) -> tuple[Array, Array, Index]:
    """The same for uncorrelated estimates, zero where it is not above the floor; each draw at its own few units.

    (Z_k − Z_j) / se_jk is at most the root of a_k² + a_j², where a_k is how many standard errors Z_k lies above zero
    and a_j how many Z_j lies below.
    """
    root = draws.pairs.root
    scale = np.divide(1.0, root, out=np.zeros_like(root), where=root > 0)[:, None]
    first, second, at = np.zeros(draws.count), np.zeros(draws.count), np.zeros(draws.count, dtype=np.intp)
    for start, drawn in draws.blocks():
        away = drawn * scale
        up, down = np.maximum(away, 0.0) ** 2, np.maximum(-away[held], 0.0) ** 2
        upper, lower = up > floor**2 - down.max(axis=0), down > floor**2 - up.max(axis=0)
        for column in np.flatnonzero(upper.any(axis=0) & lower.any(axis=0)):
            k, j = np.flatnonzero(upper[:, column]), held[lower[:, column]]
            size = drawn[k, column][:, None] - drawn[j, column]
            size /= np.maximum(np.hypot(root[k][:, None], root[j]), 1e-300)
            best = size.max(axis=1)
            place = int(best.argmax())
            if best[place] > floor:
                first[start + column], at[start + column] = best[place], k[place]
                best[place] = 0.0
                second[start + column] = max(best.max(), 0.0)
    return first, second, at


def _two_largest(draws: Draws, held: Index) -> tuple[Array, Array, Index]:
    """In each draw the two largest over k of max (Z_k − Z_j) / se_jk over the j held, and the k of the largest.

    Returns:
        (count,) largest, second largest, both zero or more, and the unit k of the largest.
    """
    se = draws.pairs.se
    scale = np.divide(1.0, se, out=np.zeros_like(se), where=se > 0)  # no variance: never beyond zero
    first, second, at = np.zeros(draws.count), np.zeros(draws.count), np.zeros(draws.count, dtype=np.intp)
    for start, drawn in draws.blocks():
        here = slice(start, start + drawn.shape[1])
        size, room = np.zeros_like(drawn), np.empty_like(drawn)
        for j in held:
            np.subtract(drawn, drawn[j], out=room)
            room *= scale[j][:, None]
            np.maximum(size, room, out=size)
        columns = np.arange(drawn.shape[1])
        at[here] = size.argmax(axis=0)
        first[here] = size[at[here], columns]
        size[at[here], columns] = 0.0
        second[here] = size.max(axis=0)
    return first, second, at

"""Rank sets from all pairs of estimates: which differences are established, and what ranks remain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.counting import (
    Disjoint,
    Judge,
    counted,
    least_df,
    number_above,
    number_varying,
    scaled,
    separated,
)
from satmodel.inference.judging.critical import Excesses, Family, critical_value, excesses, tukey_critical
from satmodel.inference.judging.draws import Draws
from satmodel.inference.judging.pairs import Pairs, t_equivalent
from satmodel.inference.judging.peaks_correlated import correlated_peaks
from satmodel.inference.judging.peaks_independent import independent_peaks

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

EDGE = 0.05  # in standard errors: two seeds of 10,000 draws differ by less than this in the critical value
SHIFTS = (0.0, EDGE, -EDGE)
SLACK = 8.0  # how much more often than by Bonferroni's count a difference may exceed its floor
BATCH = 32  # families drawn at once: their excesses stay within some tens of megabytes


@dataclass(frozen=True, slots=True, eq=False)
class RankSets:
    """The ranks that k units could hold.

    Attributes:
        low, high: (k,) the best and the worst rank of each unit.
        knife_edge: (k, 2) whether the best, and the worst, rank would be another one if every critical value were
            0.05 standard errors larger or smaller.
        critical: the largest critical value of the first step, over the families.
        separated: how many pairs are separated, in the comparisons of both units.
        detectable: the smallest and the largest difference that the first step could have separated, over the pairs
            that are not, in points; None where all are.
        tables: makes ``above`` and ``below``, which take more room than all the rest.
        last: the critical value of the last step, on the normal scale, which every separated pair exceeds and no other;
            None where there is not one for all pairs.
    """

    low: Counts
    high: Counts
    knife_edge: Flags
    critical: float
    separated: int
    detectable: tuple[float, float] | None
    tables: Callable[[], tuple[Flags, Flags]]
    last: float | None = None

    @property
    def above(self) -> Flags:
        """(k, k) whether the column's unit is established above the row's, among the row's comparisons."""
        return self.tables()[0]

    @property
    def below(self) -> Flags:
        """(k, k) whether the column's unit is established below the row's, among the row's comparisons."""
        return self.tables()[1]

    def resolved(self) -> int:
        """How many pairs are separated in the comparisons of both units."""
        return self.separated


def stepdown_sets(
    pairs: Pairs,
    *,
    level: float = 0.95,
    simultaneous: bool = True,
    side: str = "both",
    stepdown: bool = True,
    margin: float = 0.0,
    draws: int = 10_000,
    seed: int = 1,
) -> RankSets:
    """Rank sets by the largest studentised difference, stepping down over the pairs not yet separated.

    Args:
        pairs: all pairs of the estimates; a larger estimate has a smaller rank.
        level: confidence level, for all units together or for each one.
        simultaneous: one family of all ordered pairs, or for each unit the family of its own pairs.
        side: which bound is wanted: ``"both"``, ``"lower"`` (best ranks) or ``"upper"`` (worst ranks). It makes a
            difference to the families of single units only, which then hold the pairs of that side.
        stepdown: whether to look again, with the critical value of the pairs left, until nothing more separates.
        margin: a unit counts as above another where the difference exceeds this, in points.
        draws, seed: how many draws, and where the random numbers start.

    Formula:
        For the hypotheses θ_k − θ_j ≤ margin over the ordered pairs (j, k) of the family, reject where
        (θ̂_k − θ̂_j − margin) / se_jk exceeds the quantile of the largest drawn difference over the pairs not yet
        rejected; repeat. Best rank of j: 1 + the number of k above it; worst rank: K − the number below it.
        Where the covariance is too poorly known to draw from, the quantile is Bonferroni's bound Φ⁻¹(1 − α / m) for
        the m pairs not yet rejected.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518;
        Romano & Wolf (2005), Journal of the American Statistical Association 100, 94-108.
    """
    drawing = Draws(pairs, draws, seed)
    if not simultaneous:
        return _each_alone(_Seeker(drawing, pairs.beyond(margin), level, stepdown), margin, side)
    critical_below = _drawn(drawing, level, margin) if pairs.drawable else _bonferroni(pairs, level, margin)
    first = critical_below(np.inf)
    last = [_last(critical_below, first, shift) if stepdown else first for shift in SHIFTS]
    shifted = np.maximum(np.array(last) + SHIFTS, 0.0)
    return replace(_counted_sets(pairs, scaled(pairs, shifted, first), margin, side, first), last=last[0])


def tukey_sets(pairs: Pairs, *, level: float = 0.95, margin: float = 0.0) -> RankSets:
    """Rank sets by one critical value for all pairs, that of the studentised range.

    Args:
        pairs, level, margin: as in :func:`stepdown_sets`.

    Assumptions:
        Uncorrelated estimates. Every pair is judged at the smallest degrees of freedom of any pair, which is
        strict where they differ.
    """
    least = least_df(pairs)
    count = len(pairs.place)
    critical = float(tukey_critical(level, count, np.array([least]))[0]) if count > 1 else 0.0
    shifted = np.maximum(critical + np.array(SHIFTS), 0.0)
    return _counted_sets(pairs, scaled(pairs, shifted, critical, normal=False), margin, "both", critical)


def joint_sets(pairs: Pairs, *, level: float = 0.95, margin: float = 0.0) -> RankSets:
    """Rank sets by the intervals of the single units, widened until all of them hold together.

    Args:
        pairs, level, margin: as in :func:`stepdown_sets`.

    Assumptions:
        None on how the estimates are correlated; uncorrelated ones need a little less.

    Formula:
        θ̂_j ± q_j s_j with the level 1 − (1 − level) / K for each unit (level^(1/K) for uncorrelated estimates), by its
        own t distribution. A unit is above another where the two intervals, less the margin, have no point in common.

    Source:
        Klein, Wright & Wieczorek (2020), Journal of the Royal Statistical Society C 69, 589-606.
    """
    count = len(pairs.place)
    tail = 1 - level ** (1 / count) if pairs.cov is None else (1 - level) / count
    critical = stats.t.isf(tail / 2, pairs.freedom)
    se = np.sqrt(np.maximum(pairs.variance, 0.0))
    half = np.maximum(critical + np.array(SHIFTS)[:, None], 0.0) * se
    return _counted_sets(pairs, Disjoint(half), margin, "both", float(stats.norm.isf(tail / 2)))


def matrix_sets(
    above: Flags, below: Flags, *, pairs: Pairs, critical: Array, margin: float = 0.0, side: str = "both"
) -> RankSets:
    """Rank sets where each unit has comparisons of its own.

    Args:
        above: (shifts, k, k) whether the column's unit is separated above the row's, in the row's comparisons, without
            a shift of the critical value and with each.
        below: (shifts, k, k) whether it is separated below the row's, in the row's comparisons.
        pairs, margin, side: as in :func:`stepdown_sets`. critical: (k,) each unit's critical value of the first step.
    """
    both = above[0] & below[0].T
    first, second = np.nonzero(np.triu(~(both | both.T), 1))
    # a pair is told apart only where both of its units' comparisons do
    stricter = np.maximum(critical[first], critical[second])
    reach = margin + t_equivalent(stricter, pairs.df_of(first, second)) * pairs.se_of(first, second)
    detectable = (float(reach.min()), float(reach.max())) if len(first) else None
    rest = (float(critical.max(initial=0.0)), int(np.count_nonzero(both)), detectable, lambda: (above[0], below[0]))
    return RankSets(*_bounds(above.sum(axis=2), below.sum(axis=2), side), *rest)


def _drawn(draws: Draws, level: float, margin: float) -> Callable[[float], float]:
    """The critical value of the hypotheses whose statistic is at most so large, by draws."""
    few = draws.beyond == 1  # every deviation is in the tails
    search = correlated_peaks if draws.pairs.cov is not None or few else independent_peaks
    found = search(draws, level=level, margin=margin, shift=min(SHIFTS))
    return lambda below: found.critical(draws, level, below)


def _bonferroni(pairs: Pairs, level: float, margin: float) -> Callable[[float], float]:
    """The same by Bonferroni's bound, where nothing can be drawn."""
    whole = 2 * number_varying(pairs)

    def critical(below: float) -> float:
        left = whole - (number_above(pairs, margin, below) if np.isfinite(below) else 0)
        return float(stats.norm.isf(min((1 - level) / left, 0.5))) if left else 0.0

    return critical


def _last(critical_below: Callable[[float], float], first: float, shift: float) -> float:
    """The critical value at which nothing more separates."""
    last, found = np.inf, first
    while found < last:
        last, found = found, critical_below(max(found + shift, 0.0))
    return last


def _counted_sets(pairs: Pairs, judge: Judge, margin: float, side: str, critical: float) -> RankSets:
    found = counted(pairs, judge, margin)

    def tables() -> tuple[Flags, Flags]:
        above = separated(pairs, judge, margin)
        return above, above.T

    return RankSets(*_bounds(found.above, found.below, side), critical, found.resolved, found.detectable, tables)


def _bounds(above: Counts, below: Counts, side: str) -> tuple[Counts, Counts, Flags]:
    """The ranks of the first shift; a bound is on a knife's edge where another shift gives another one."""
    count = above.shape[1]
    low = np.ones_like(above) if side == "upper" else 1 + above
    high = np.full_like(below, count) if side == "lower" else count - below
    bounds = np.stack([low, high], axis=2)
    return low[0], high[0], np.any(bounds != bounds[0], axis=0)


def _each_alone(seeker: _Seeker, margin: float, side: str) -> RankSets:
    pairs = seeker.draws.pairs
    exact = (pairs.se == 0) & np.isposinf(seeker.statistic)
    above, below = np.repeat(exact[None], len(SHIFTS), axis=0), np.repeat(exact.T[None], len(SHIFTS), axis=0)
    critical = []
    for family, found, first in seeker.separate(_own_pairs(pairs, side)):
        above[:, family.first, family.second] |= found[:, 0]
        below[:, family.first, family.second] |= found[:, 1]
        critical.append(first)
    return matrix_sets(above, below, pairs=pairs, margin=margin, side=side, critical=np.array(critical))


@dataclass(frozen=True, slots=True, eq=False)
class _Seeker:
    """How every family is judged."""

    draws: Draws
    statistic: Array
    level: float
    stepdown: bool

    def separate(self, families: list[Family]) -> Iterator[tuple[Family, Flags, float]]:
        """Each family, its separated (shift, 2, p) hypotheses and its first critical value."""
        for start in range(0, len(families), BATCH):
            batch = families[start : start + BATCH]
            sizes = [np.stack([self.statistic[f.first, f.second], self.statistic[f.second, f.first]]) for f in batch]
            floors = [self._floor(family, size) for family, size in zip(batch, sizes, strict=True)]
            bounded = [None] * len(batch)
            drawn = excesses(self.draws, batch, floors) if self.draws.pairs.drawable else bounded
            for family, size, found in zip(batch, sizes, drawn, strict=True):
                runs = [self._step_down(family, size, found, shift) for shift in SHIFTS]
                yield family, np.array([run[0] for run in runs]), runs[0][1]

    def _step_down(self, family: Family, size: Array, found: Excesses | None, shift: float) -> tuple[Flags, float]:
        remaining, first = family.wanted.copy(), 0.0
        while remaining.any():
            critical = self._critical(replace(family, wanted=remaining), found)
            first = max(first, critical)
            new = remaining & (size > max(critical + shift, 0.0))
            remaining &= ~new
            if not (self.stepdown and new.any()):
                break
        return family.wanted & ~remaining, first

    def _critical(self, remaining: Family, found: Excesses | None) -> float:
        """The critical value of the hypotheses that remain; by Bonferroni's bound where nothing could be drawn."""
        if found is None:
            return float(stats.norm.isf(min((1 - self.level) / np.count_nonzero(remaining.wanted), 0.5)))
        critical = found.critical(remaining.wanted, self.draws, self.level)
        return critical_value(self.draws, remaining, self.level) if critical is None else critical

    def _floor(self, family: Family, size: Array) -> Array:
        """A guess below the critical value at which each hypothesis is judged last.

        Hypotheses leave the family from the largest statistic down: while one remains, so do all with smaller ones.
        """
        inside = np.sort(size[family.wanted])
        left = np.maximum(np.searchsorted(inside, size, side="right"), 1)
        floor = stats.norm.isf(np.minimum(SLACK * (1 - self.level) / left, 0.5))
        return np.where(family.wanted, floor, np.inf)


def _own_pairs(pairs: Pairs, side: str) -> list[Family]:
    wanted = np.array([[side != "upper"], [side != "lower"]])
    families = []
    for unit, others in enumerate(pairs.se > 0):
        second = np.flatnonzero(others)
        families.append(Family(np.full_like(second, unit), second, np.repeat(wanted, len(second), axis=1)))
    return families

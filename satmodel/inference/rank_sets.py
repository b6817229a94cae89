"""Rank sets from all pairs of estimates: which differences are established, and what ranks remain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.critical import Draws, Excesses, Family, critical_value, excesses, tukey_critical
from satmodel.inference.pairs import Pairs

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

EDGE = 0.05  # in standard errors: two seeds of 10,000 draws differ by less than this in the critical value
SHIFTS = (0.0, EDGE, -EDGE)
SLACK = 8.0  # how much more often than by Bonferroni's count a difference may exceed its floor
BATCH = 32  # families drawn at once: their excesses stay within some tens of megabytes


@dataclass(frozen=True, slots=True, eq=False)
class RankSets:
    """The ranks that k units could hold.

    Attributes:
        above: (k, k) whether the column's unit is established above the row's, among the row's comparisons.
        below: (k, k) whether the column's unit is established below the row's, among the row's comparisons.
        low, high: (k,) the best and the worst rank of each unit.
        knife_edge: (k, 2) whether the best, and the worst, rank would be another one if every critical value were
            0.05 standard errors larger or smaller.
        critical: the largest critical value of the first step, over the families.
    """

    above: Flags
    below: Flags
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    knife_edge: Flags
    critical: float

    def resolved(self) -> int:
        """How many pairs are separated in the comparisons of both units."""
        return int(np.count_nonzero(self.above & self.below.T))


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
    seeker = _Seeker(Draws(pairs, draws, seed), pairs.beyond(margin), level, stepdown)
    exact = (pairs.se == 0) & np.isposinf(seeker.statistic)
    above = np.repeat(exact[None], len(SHIFTS), axis=0)
    # together, "k above j" and "j below k" are one statement, so below is a view; in families of their own they are two
    below = above.transpose(0, 2, 1) if simultaneous else np.repeat(exact.T[None], len(SHIFTS), axis=0)
    critical = [0.0]
    for family, separated, first in seeker.separate(_all_pairs(pairs) if simultaneous else _own_pairs(pairs, side)):
        above[:, family.first, family.second] |= separated[:, 0]
        below[:, family.first, family.second] |= separated[:, 1]
        critical.append(first)
    return _sets(above, below, side, max(critical))


def tukey_sets(pairs: Pairs, *, level: float = 0.95, margin: float = 0.0) -> RankSets:
    """Rank sets by one critical value for all pairs, that of the studentised range.

    Args:
        pairs, level, margin: as in :func:`stepdown_sets`.

    Assumptions:
        Uncorrelated estimates. Every pair is judged at the smallest degrees of freedom of any pair, which is
        strict where they differ.
    """
    count = len(pairs.place)
    least = pairs.df[np.triu(pairs.se > 0, 1)].min(initial=np.inf)
    critical = float(tukey_critical(level, count, np.array([least]))[0]) if count > 1 else 0.0
    statistic = pairs.studentised(margin)
    above = np.array([statistic > max(critical + shift, 0.0) for shift in SHIFTS])
    return _sets(above, above.transpose(0, 2, 1), "both", critical)


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


def _all_pairs(pairs: Pairs) -> list[Family]:
    first, second = pairs.varying()
    return [Family(first, second, np.ones((2, len(first)), dtype=bool))]


def _own_pairs(pairs: Pairs, side: str) -> list[Family]:
    wanted = np.array([[side != "upper"], [side != "lower"]])
    families = []
    for unit, others in enumerate(pairs.se > 0):
        second = np.flatnonzero(others)
        families.append(Family(np.full_like(second, unit), second, np.repeat(wanted, len(second), axis=1)))
    return families


def _sets(above: Flags, below: Flags, side: str, critical: float) -> RankSets:
    """The rank sets of the first shift; a bound is on a knife's edge where another shift gives another one."""
    low = 1 + np.count_nonzero(above, axis=2)
    high = above.shape[1] - np.count_nonzero(below, axis=2)
    if side == "lower":
        high = np.full_like(high, above.shape[1])
    if side == "upper":
        low = np.ones_like(low)
    bounds = np.stack([low, high], axis=2)
    return RankSets(above[0], below[0], low[0], high[0], np.any(bounds != bounds[0], axis=0), critical)

"""Rank sets that hold for each unit on its own, by quadrature: no random numbers where estimates are independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.dunnett import Against, critical_values, gathered, own_errors, tail
from satmodel.inference.judging.pairs import Pairs
from satmodel.inference.ranking.rank_sets import SHIFTS, RankSets, matrix_sets, stepdown_sets

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]

BLOCK = 2**20  # comparisons held at once


def marginal_sets(
    pairs: Pairs,
    *,
    level: float = 0.95,
    margin: float = 0.0,
    side: str = "both",
    stepdown: bool = True,
    draws: int = 10_000,
    seed: int = 1,
) -> RankSets:
    """Rank sets of which each holds on its own, by stepping down over the unit's own pairs.

    Args:
        pairs: all pairs of the estimates; a larger estimate has a smaller rank.
        level: confidence level for each unit. margin: a unit counts as above another where the difference exceeds this.
        side: which bound is wanted: ``"both"``, ``"lower"`` (best ranks) or ``"upper"`` (worst ranks).
        stepdown: whether to look again, with the critical value of the pairs left, until nothing more separates.
        draws, seed: used only where :func:`needs_draws` says so.

    Returns:
        The sets; their critical value is the largest over the units of the first step.

    Formula:
        For unit j the hypotheses are θ_k − θ_j ≤ margin and θ_j − θ_k ≤ margin for all k. Reject where a studentised
        difference exceeds c with P(largest > c) = α, the largest of the hypotheses not yet rejected; repeat. The
        probability is one integral over the unit's own error, and each round only takes factors out of its product.
        Correlated estimates whose differences are not those of independent ones are drawn, or, where their covariance
        is too poorly known, judged by Bonferroni's bound, as in ``rank_sets.stepdown_sets``.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518;
        Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121.

    Examples:
        >>> from satmodel.inference.judging.pairs import pairs_of
        >>> sets = marginal_sets(pairs_of(np.array([88.0, 83.0, 82.5]), np.eye(3), np.full(3, np.inf)))
        >>> sets.low.tolist(), sets.high.tolist(), round(sets.critical, 3)
        ([1, 2, 2], [1, 3, 3], 2.212)
    """
    own = own_errors(pairs)
    if own is None or not pairs.drawable:
        asked = {"level": level, "margin": margin, "side": side, "stepdown": stepdown}
        return stepdown_sets(pairs, simultaneous=False, draws=draws, seed=seed, **asked)
    seeker = _Seeker(own, *gathered(own), level, stepdown)
    statistic, exact, count = pairs.beyond(margin), pairs.se == 0, len(own)
    above, below = np.zeros((2, len(SHIFTS), count, count), dtype=bool)
    critical = np.zeros(count)
    for start in range(0, count, max(1, BLOCK // count)):
        here = slice(start, start + max(1, BLOCK // count))
        size = np.stack([statistic[here], statistic[:, here].T], axis=1)
        known = exact[here, None, :] & np.isposinf(size)
        wanted = ~exact[here, None, :] & np.array([[side != "upper"], [side != "lower"]])
        first = seeker.critical(here, wanted)
        critical[here] = first
        for at, shift in enumerate(SHIFTS):
            separated = known | seeker.step_down(here, size, wanted, first, shift)
            above[at, here], below[at, here] = separated[:, 0], separated[:, 1]
    return matrix_sets(above, below, pairs=pairs, margin=margin, side=side, critical=critical)


def needs_draws(pairs: Pairs) -> bool:
    """Whether marginal sets of these estimates take random numbers.

    Independent estimates do not, nor correlated ones whose differences vary as those of independent ones do
    (:func:`~satmodel.inference.judging.dunnett.own_errors`), nor those that are judged by Bonferroni's bound.
    """
    return pairs.drawable and own_errors(pairs) is None


@dataclass(frozen=True, slots=True, eq=False)
class _Seeker:
    """How the pairs of each unit are judged: (k,) own errors, (b,) others, (k, b) the weight of each at these."""

    own: Array
    others: Array
    share: Array
    level: float
    stepdown: bool

    def critical(self, rows: Counts | slice, remaining: Flags, start: Array | None = None) -> Array:
        """(m,) the critical value of the (m, 2, k) hypotheses that remain for each unit."""
        return critical_values(self._family(rows, remaining), self.level, start=start)

    def step_down(self, rows: slice, size: Array, wanted: Flags, first: Array, shift: float) -> Flags:
        """The (m, 2, k) hypotheses that are rejected when every critical value is moved by ``shift``."""
        remaining = wanted.copy()
        units, active, critical = np.arange(len(self.own))[rows], np.arange(len(first)), first
        while len(active):
            before = remaining[active].sum(axis=(1, 2))
            new = remaining[active] & (size[active] > np.maximum(critical + shift, 0.0)[:, None, None])
            remaining[active] &= ~new
            again = new.any(axis=(1, 2)) if self.stepdown else np.zeros(len(active), dtype=bool)
            active, critical, before = active[again], critical[again], before[again]
            # whether anything more separates is one integral; the critical value itself takes several
            left = remaining[active]
            largest = np.where(left, size[active], -np.inf).max(axis=(1, 2), initial=-np.inf)
            more = largest > 0
            more[more] = tail(self._family(units[active[more]], left[more]), (largest - shift)[more]) < 1 - self.level
            active, left = active[more], left[more]
            # the same comparisons, thinned out: a guess that is mostly right to 0.01
            share = (before[more] / left.sum(axis=(1, 2))).clip(1.0)
            guess = stats.norm.isf(stats.norm.sf(critical[more]) * share)
            critical = self.critical(units[active], left, guess)
        return wanted & ~remaining

    def _family(self, rows: Counts | slice, remaining: Flags) -> Against:
        up, down = remaining[:, 0], remaining[:, 1]
        parts = [flags.astype(float) @ self.share for flags in (up & ~down, down & ~up, up & down)]
        return Against(self.own[rows], self.others, *parts)

"""Multiple comparisons with the best: how far each unit lies from the best of the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable
from satmodel.inference.judging.critical import Draws
from satmodel.inference.judging.dunnett import Against, critical_values, gathered, own_errors
from satmodel.inference.judging.pairs import Pairs, t_equivalent
from satmodel.inference.ranking.rank_sets import SHIFTS

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class WithBest:
    """How far each of k units lies from the best of the others, all intervals holding together.

    Attributes:
        lead: (k,) the unit's estimate less the best of the other estimates, in points; positive is better.
        low, high: (k,) the interval of the same true difference. ``low`` is never above zero and ``high`` never below:
            a unit that is established to be the best has ``low`` = 0, one that is established not to be the best has
            ``high`` = 0.
        may_be_best: (k,) whether the unit may be the best: all others are established not to be.
        knife_edge: (k,) whether that would change if the critical value were 0.05 standard errors larger or smaller.
        critical: (k,) one-sided critical value of the unit against all others, on the normal scale.
        how: ``"quadrature"`` (no random numbers), ``"drawn"`` or ``"bonferroni"`` (the covariance is too poorly known
            to draw from).
    """

    lead: Array
    low: Array
    high: Array
    may_be_best: Flags
    knife_edge: Flags
    critical: Array
    how: str


def compare_with_best(
    pairs: Pairs, *, level: float = 0.95, best: str = "high", draws: int = 10_000, seed: int = 1
) -> WithBest:
    """Compare every unit with the best of the others.

    Args:
        pairs: all pairs of two or more estimates (``pairs_of(value, cov, df)``).
        level: confidence level for all intervals together.
        best: ``"high"`` or ``"low"``. Pairs that were made of estimates turned around, so that a larger one is
            better, are compared with ``"high"``.
        draws, seed: used only for correlated estimates whose differences are not those of independent ones.

    Returns:
        The intervals. The units with ``may_be_best`` are a confidence set for the best unit.

    Assumptions:
        The estimates are jointly normal with the covariance given; finite degrees of freedom are each difference's
        own, carried over by the tail probability.

    Raises:
        NotEstimable: there is one unit only.

    Formula:
        d_i is the one-sided critical value of unit i against all others (Dunnett). High end:
        max(0, min_{j≠i} θ̂_i − θ̂_j + d_i se_ij). G holds the units with a high end above zero. Low end:
        min(0, min_{j∈G, j≠i} θ̂_i − θ̂_j − d_j se_ij), 0 where G = {i}. The unit that is truly best needs its own d_i
        only, so that all intervals hold together without a further adjustment.

    Source:
        Hsu (1984), Annals of Statistics 12, 1136-1144; Hsu (1996), Multiple Comparisons, sections 4.1 and 4.2;
        Edwards & Hsu (1983), Journal of the American Statistical Association 78, 965-971.

    Examples:
        >>> from satmodel.inference.judging.pairs import pairs_of
        >>> pairs = pairs_of(np.array([88.0, 86.0, 80.0]), np.eye(3), np.full(3, np.inf))
        >>> found = compare_with_best(pairs)
        >>> found.may_be_best.tolist(), found.high.round(2).tolist()
        ([True, True, False], [4.71, 0.71, 0.0])
    """
    count = len(pairs.place)
    if count < 2:
        raise NotEstimable("one unit alone cannot be compared with the best of the others")
    critical, how = one_sided(pairs, level=level, draws=draws, seed=seed)
    # the column's lead over the row, and its statistic; for small estimates the row's over the column
    lead, above = (pairs.lead, pairs.beyond()) if best == "high" else (pairs.lead.T, pairs.beyond().T)
    above = np.where(np.eye(count, dtype=bool), -np.inf, above)
    rooms = [~np.any(above > np.maximum(critical + shift, 0.0)[:, None], axis=1) for shift in SHIFTS]
    low, high = _ends(-lead, t_equivalent(critical[:, None], pairs.df) * pairs.se, rooms[0])
    return WithBest(
        lead=np.where(np.eye(count, dtype=bool), np.inf, -lead).min(axis=1),
        low=low,
        high=high,
        may_be_best=rooms[0],
        knife_edge=(rooms[1] != rooms[0]) | (rooms[2] != rooms[0]),
        critical=critical,
        how=how,
    )


def one_sided(pairs: Pairs, *, level: float, draws: int = 10_000, seed: int = 1) -> tuple[Array, str]:
    """The one-sided critical value of each unit against all others, and how it was found.

    Args:
        pairs, level, draws, seed: as for :func:`compare_with_best`.

    Returns:
        (k,) critical values on the normal scale, and ``"quadrature"``, ``"drawn"`` or ``"bonferroni"``.
    """
    compared = pairs.se > 0
    own = own_errors(pairs)
    if not pairs.drawable:
        count = np.maximum(compared.sum(axis=1), 1)
        return np.asarray(stats.norm.isf(np.minimum((1 - level) / count, 0.5))), "bonferroni"
    if own is None:
        return _drawn(Draws(pairs, draws, seed), level), "drawn"
    others, share = gathered(own)
    up = compared @ share
    none = np.zeros_like(up)
    return critical_values(Against(own, others, up, none, none), level), "quadrature"


def _ends(ahead: Array, reach: Array, may_be_best: Flags) -> tuple[Array, Array]:
    """From how far (k, k) the row is ahead of the column, and how far the row's own interval reaches past that."""
    same = np.eye(len(ahead), dtype=bool)
    upper, lower = np.where(same, np.inf, ahead + reach), np.where(same, np.inf, ahead - reach.T)
    high = np.where(may_be_best, np.maximum(upper.min(axis=1), 0.0), 0.0)
    return np.minimum(lower[:, may_be_best].min(axis=1), 0.0), high


def _drawn(draws: Draws, level: float) -> Array:
    """The quantile of the largest of each unit's drawn differences."""
    se = draws.pairs.se
    inverse = np.where(se > 0, 1 / np.where(se > 0, se, 1.0), 0.0)
    top = np.zeros((len(se), draws.count))
    for start, drawn in draws.blocks():
        for unit in range(len(se)):
            largest = ((drawn - drawn[unit]) * inverse[unit][:, None]).max(axis=0)
            top[unit, start : start + drawn.shape[1]] = largest
    place = draws.place(level)
    return np.asarray(np.partition(top, place - 1, axis=1)[:, place - 1])

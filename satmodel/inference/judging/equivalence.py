"""Whether differences are established to be no larger than a margin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.comparing import in_family
from satmodel.result import Verdict

Array = NDArray[np.float64]
Judge = Callable[[Array, float], tuple[Array, Array]]


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """m differences against a margin that they may not exceed.

    Attributes:
        p: (m,) p-value of each on its own: the larger of the two one-sided ones.
        p_adjusted: (m,) the p-value within the family.
        least: (m,) the smallest margin within which each would have been established to lie, in points.
        verdict: (m,) whether it is established that the difference is no larger than the margin.
    """

    p: Array
    p_adjusted: Array
    least: Array
    verdict: tuple[Verdict, ...]

    def take(self, rows: NDArray[np.intp]) -> Within:
        """Some of the differences, each with what was found for it in the whole family."""
        verdict = tuple(self.verdict[i] for i in rows)
        return Within(self.p[rows], self.p_adjusted[rows], self.least[rows], verdict)


def within_alone(gap: Array, se: Array, df: Array, *, level: float, margin: float, adjust: str) -> Within:
    """Judge m differences by two one-sided tests each, alone (``"none"``) or within a family (``"holm"`` and the like).

    Formula:
        p = P(T > (margin − |gap|) / se), established where |gap| + t_{level; df} · se < margin, which is the interval
        of level 1 − 2α inside ±margin; least = |gap| + t · se.

    Source:
        Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples:
        >>> one = within_alone(*(np.array([x]) for x in (0.4, 0.5, np.inf)), level=0.95, margin=2.0, adjust="none")
        >>> one.p.round(4).tolist(), one.least.round(2).tolist(), one.verdict[0].value
        ([0.0007], [1.22], 'established')
    """
    p = stats.t.sf(_inside(gap, se, margin), df)
    alpha = 1 - level
    p_adjusted, tail = in_family(p, alpha, adjust)
    return _judged(gap, se, p, p_adjusted, stats.t.isf(tail, df), alpha)


def within_family(
    gap: Array, se: Array, df: Array, *, level: float, margin: float, judge: Judge, ranged: bool
) -> Within:
    """Judge m differences by the largest studentised difference of their family.

    Args:
        gap, se, df: (m,) as in :func:`satmodel.inference.judging.comparing.compare`. level, margin: of the question.
        judge: gives, from the (m,) statistics (margin − |gap|) / se and a level, the (m,) two-sided critical values of
            that level and the two-sided p-values within the family.
        ranged: whether the family is judged by the studentised range of all units.

    Formula:
        A difference is established to be no larger where its interval of the level lies inside ±margin. By the
        studentised range that is too strict, since at most about half of all pairs can differ by just the margin: the
        interval of level (1 − α)² (90.25 % for α = 5 %) is enough, p = 1 − √(1 − p₂) with p₂ the two-sided one. A
        drawn quantile leaves no such room: two precise units on opposite sides of a badly known one go wrong on
        opposite sides, and the shorter interval would err in up to 9.75 % of rounds.
    """
    t = _inside(gap, se, margin)
    p = stats.t.sf(t, df)
    alpha = 1 - level
    settled = np.isinf(t)
    critical, both = judge(np.where(settled, 0.0, t), level**2 if ranged else level)
    half = -np.expm1(np.log1p(-np.minimum(both, 1 - 1e-16)) / 2)
    one = np.where(t > 0, half if ranged else both, 1.0)
    p_adjusted = np.where(settled, (t < 0).astype(float), one)
    return _judged(gap, se, p, p_adjusted, critical, alpha)


def _inside(gap: Array, se: Array, margin: float) -> Array:
    """How many standard errors each difference lies inside the margin; ±inf where the standard error is zero."""
    room = margin - np.abs(gap)
    exact = np.where(room >= 0, np.inf, -np.inf)
    with np.errstate(over="ignore"):  # a vanishing standard error: infinitely many of them is the right answer
        return np.where(se > 0, room / np.where(se > 0, se, 1.0), exact)


def _judged(gap: Array, se: Array, p: Array, p_adjusted: Array, critical: Array, alpha: float) -> Within:
    verdict = tuple(Verdict.ESTABLISHED if yes else Verdict.NOT_ESTABLISHED for yes in p_adjusted < alpha)
    return Within(p, p_adjusted, np.abs(gap) + critical * se, verdict)

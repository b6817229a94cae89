"""Differences against an interval, a margin and a family: the arithmetic that gaps, changes and contributions share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.result import Verdict, judge

Array = NDArray[np.float64]

ADJUSTMENTS = ("none", "holm", "bonferroni", "bh")


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """m differences, each with its interval, p-value and verdict.

    Attributes:
        gap: (m,) differences, in points.
        se: (m,) their standard errors, in points.
        df: (m,) their degrees of freedom.
        critical: (m,) how many standard errors each interval reaches to either side.
        low, high: (m,) the interval's ends, in points.
        p: (m,) two-sided p-value of each difference on its own, against the margin.
        p_adjusted: (m,) the p-value within the family.
        verdict: (m,) what may be said; the interval and ``p_adjusted`` always say the same.
        detectable: (m,) the smallest difference that would have been established, in points.
        turn: (m,) the factor on the sample size at which the verdict would turn, at the same difference and spread;
            ``inf`` where no sample size would establish the difference.
    """

    gap: Array
    se: Array
    df: Array
    critical: Array
    low: Array
    high: Array
    p: Array
    p_adjusted: Array
    verdict: tuple[Verdict, ...]
    detectable: Array
    turn: Array

    def take(self, rows: NDArray[np.intp]) -> Comparison:
        """Some of the differences, each with what was found for it in the whole family."""
        parts = (self.gap, self.se, self.df, self.critical, self.low, self.high, self.p, self.p_adjusted)
        verdict = tuple(self.verdict[i] for i in rows)
        return Comparison(*(part[rows] for part in parts), verdict, self.detectable[rows], self.turn[rows])


def compare(
    gap: Array, se: Array, df: Array, *, level: float = 0.95, margin: float = 0.0, adjust: str = "none"
) -> Comparison:
    """Judge each of m differences, alone or as one family.

    Args:
        gap: (m,) differences, in points.
        se: (m,) their standard errors, in points, zero or more.
        df: (m,) their degrees of freedom; ``inf`` for a normal reference.
        level: confidence level of the intervals.
        margin: the smallest difference that matters, in points.
        adjust: ``"none"``, ``"holm"``, ``"bonferroni"`` or ``"bh"`` (false discovery rate).

    Returns:
        The comparison. With ``"holm"`` each interval has the level of its own Holm step: 1 − α/(m − j + 1) for the
        j-th smallest p-value up to the first that is not below α/(m − j + 1), and that step's level for it and all the
        rest; so intervals and adjusted p-values give the same verdicts. Equal p-values share the strictest step. With
        ``"bh"`` the intervals of the R established differences have the level 1 − Rα/m, at which the share of them that
        miss is α at most on average; the others are as long as they would have to be for their own difference to be
        established.

    Assumptions:
        Each difference is close to normal with the standard error given. Holm and Bonferroni need nothing about
        how the differences depend on each other; ``"bh"`` needs that they are independent or positively dependent.

    Raises:
        SettingError: an unknown adjustment, a level outside (0, 1), a negative margin, or numbers that are
            not finite or below zero where they may not be.

    Formula:
        p = 2 P(T > (|gap| − margin) / se), 1 where |gap| ≤ margin; detectable = margin + critical · se;
        turn = (critical · se / (|gap| − margin))².

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini & Hochberg (1995), Journal of the Royal
        Statistical Society B 57, 289-300; Benjamini & Yekutieli (2005), Journal of the American Statistical Association
        100, 71-81.

    Examples:
        >>> two = compare(np.array([3.15, 0.44]), np.array([0.75, 1.07]), np.array([np.inf, np.inf]), adjust="holm")
        >>> [verdict.value for verdict in two.verdict]
        ['established', 'not established']
    """
    check_level(level)
    gap, se, df = _checked(gap, se, df, margin)
    p = 2 * stats.t.sf(statistic(gap, se, margin), df)
    p = np.minimum(p, 1.0)
    p_adjusted, tail = in_family(p, 1 - level, adjust)
    return _judged(gap, se, df, stats.t.isf(tail / 2, df), margin, p, p_adjusted)


def compare_given(
    gap: Array, se: Array, df: Array, *, critical: ArrayLike, p_value: Callable[[Array], Array], margin: float = 0.0
) -> Comparison:
    """Judge m differences against a critical value that was found for their family.

    Args:
        gap, se, df, margin: as in :func:`compare`.
        critical: (m,) or one number: how many standard errors a difference must exceed.
        p_value: gives the (m,) p-values within the family from the (m,) statistics (|gap| − margin) / se.

    Returns:
        The comparison; ``p_value`` and ``critical`` must belong to the same level for the two to agree.

    Raises:
        SettingError: a negative margin, or numbers that are not finite or below zero where they may not be.

    Examples:
        >>> gap, se, df = np.array([3.0]), np.array([1.0]), np.array([np.inf])
        >>> far = compare_given(gap, se, df, critical=2.5, p_value=lambda t: 2 * stats.norm.sf(t))
        >>> float(far.low[0]), far.verdict[0].value
        (0.5, 'established')
    """
    gap, se, df = _checked(gap, se, df, margin)
    t = statistic(gap, se, margin)
    p = np.minimum(2 * stats.t.sf(t, df), 1.0)
    # an exact difference is settled whatever the family: 0 where it lies beyond the margin, 1 where it does not
    settled = np.isinf(t)
    p_family = np.minimum(p_value(np.where(settled, 0.0, t)), 1.0)
    p_adjusted = np.where(settled, (t < 0).astype(float), p_family)
    return _judged(gap, se, df, np.broadcast_to(np.asarray(critical, dtype=float), gap.shape), margin, p, p_adjusted)


def statistic(gap: Array, se: Array, margin: float = 0.0) -> Array:
    """How many standard errors each difference lies beyond the margin; ±inf where the standard error is zero."""
    beyond = np.abs(gap) - margin
    exact = np.where(beyond > 0, np.inf, -np.inf)
    with np.errstate(over="ignore"):  # a vanishing standard error: infinitely many of them is the right answer
        return np.where(se > 0, beyond / np.where(se > 0, se, 1.0), exact)


def check_level(level: float) -> None:
    """Raise SettingError unless the level is a probability strictly between 0 and 1."""
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")


def check_margin(margin: float) -> None:
    """Raise SettingError unless the margin is a number of points, zero or more."""
    if not (np.isfinite(margin) and margin >= 0):
        raise SettingError("margin must be a finite number of points, zero or more")


def _checked(gap: Array, se: Array, df: Array, margin: float) -> tuple[Array, Array, Array]:
    gap, se, df = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part, dtype=float)) for part in (gap, se, df)))
    if not np.all(np.isfinite(gap)) or not np.all(np.isfinite(se)) or np.any(se < 0):
        raise SettingError("every difference and standard error must be finite, and every standard error zero or more")
    if not np.all(df > 0):
        raise SettingError("every df must be more than zero")
    check_margin(margin)
    return gap, se, df


def in_family(p: Array, alpha: float, adjust: str) -> tuple[Array, Array]:
    """The adjusted p-values of a family, and the tail probability at which each one's own interval stands.

    Raises:
        SettingError: an adjustment that is not known.
    """
    if adjust not in ADJUSTMENTS:
        raise SettingError(f"adjust must be one of {', '.join(ADJUSTMENTS)}; it is {adjust!r}")
    if adjust in ("holm", "bh"):
        return (holm if adjust == "holm" else false_discovery)(p, alpha)
    count = len(p) if adjust == "bonferroni" else 1
    return np.minimum(count * p, 1.0), np.full(len(p), alpha / max(count, 1))


def false_discovery(p: Array, alpha: float) -> tuple[Array, Array]:
    """The p-values adjusted by Benjamini and Hochberg, and the tail probability of each difference's own interval.

    Formula:
        p_adjusted of the j-th smallest: min over k ≥ j of m p_(k) / k; the R with p_adjusted < α are established. The
        interval of i stands at the tail α r_i / m, r_i the largest r with at least r − 1 of the other p-values below
        α r / m: R for the established ones, and for the others the r at which p_i would be established.

    Source:
        Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300; Benjamini & Yekutieli
        (2005), Journal of the American Statistical Association 100, 71-81.

    Examples:
        >>> adjusted, tail = false_discovery(np.array([0.01, 0.04, 0.03, 0.6]), 0.05)
        >>> adjusted.round(4).tolist(), tail.round(4).tolist()
        ([0.04, 0.0533, 0.0533, 0.6], [0.0125, 0.0375, 0.025, 0.05])
    """
    count = len(p)
    order = np.argsort(p, kind="stable")
    places = np.arange(1, count + 1)
    stepped = np.minimum.accumulate((p[order] * count / places)[::-1])[::-1]
    adjusted = np.minimum(stepped, 1.0)[np.argsort(order, kind="stable")]
    cuts = alpha * places / max(count, 1)
    below = np.searchsorted(p[order], cuts, side="left")  # how many lie below each cut
    others = below[None, :] - (p[:, None] < cuts[None, :])
    reached = np.where(others >= places - 1, places, 1).max(axis=1, initial=1)
    return adjusted, alpha * reached / max(count, 1)


def holm(p: Array, alpha: float) -> tuple[Array, Array]:
    """Holm's adjusted p-values and the two-sided tail probability of each difference's own step."""
    count = len(p)
    if not count:
        return p, p
    order = np.argsort(p, kind="stable")
    ranked = p[order]
    step = np.searchsorted(ranked, ranked, side="left")  # equal p-values share the first, strictest step
    left = count - step
    adjusted = np.minimum(np.maximum.accumulate(left * ranked), 1.0)
    kept = np.flatnonzero(adjusted >= alpha)
    stop = step[kept[0]] if len(kept) else count - 1
    tail = alpha / np.maximum(left, count - stop)
    back = np.argsort(order, kind="stable")
    return adjusted[back], tail[back]


def _judged(
    gap: Array, se: Array, df: Array, critical: Array, margin: float, p: Array, p_adjusted: Array
) -> Comparison:
    reach = critical * se
    low, high = gap - reach, gap + reach
    verdict = tuple(judge(a, b, margin) for a, b in zip(low, high, strict=True))
    beyond = np.abs(gap) - margin
    with np.errstate(over="ignore"):  # a vanishing difference: no sample size is large enough
        turn = np.where(beyond > 0, (reach / np.where(beyond > 0, beyond, 1.0)) ** 2, np.inf)
    return Comparison(gap, se, df, critical, low, high, p, p_adjusted, verdict, margin + reach, turn)

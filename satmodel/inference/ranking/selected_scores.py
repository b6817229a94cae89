"""Scores of units that were picked for being among the best, corrected for the picking: arrays only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.optimize import brentq
from scipy.special import erfcx, ndtr

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]
Spans = list[tuple[float, float]]

PART = 0.1  # the share of the error probability that the hybrid interval spends on the projection interval
FAR = 1e6  # standard errors beyond which an end of a conditional interval counts as infinite
SURE = 1e9  # stands for infinite log odds
ALIKE = 1e-12  # relative: estimates whose difference does not move with the unit's own


@dataclass(frozen=True, slots=True, eq=False)
class SelectedScores:
    """Corrected scores of m selected units.

    Attributes:
        corrected, low, high: (m,) the hybrid estimate and interval.
        conditional, conditional_low, conditional_high: (m,) those given only that the unit was selected; ±∞ where a
            near tie leaves them without an end.
        projection_low, projection_high: (m,) an interval that holds whatever unit is selected.
        near_tie: (m,) whether the conditional estimate lies outside the projection interval, so that the hybrid one
            lies near its end and the projection interval is the one to report.
    """

    corrected: Array
    low: Array
    high: Array
    conditional: Array
    conditional_low: Array
    conditional_high: Array
    projection_low: Array
    projection_high: Array
    near_tie: Flags

    def turned(self) -> SelectedScores:
        """The same for estimates of the other sign."""
        ends = (-self.conditional, -self.conditional_high, -self.conditional_low)
        hybrid = (-self.corrected, -self.high, -self.low)
        return SelectedScores(*hybrid, *ends, -self.projection_high, -self.projection_low, self.near_tie)


def selected_scores(
    value: Array, cov: Array, df: Array, *, selected: Index, top: int, level: float = 0.95
) -> SelectedScores:
    """Estimates and intervals of units that are among the t largest estimates, given that they are.

    Args:
        value: (k,) estimates; large ones are selected. cov: (k, k). df: (k,) degrees of freedom.
        selected: (m,) the units. top: t. level: confidence level.

    Assumptions:
        Jointly normal estimates with known covariance. With finite degrees of freedom the standard error of the
        intervals is enlarged by the ratio of the t and the normal quantile.

    Formula:
        Given what is independent of y = θ̂_i, the unit is selected where y lies in a union of intervals S. The
        estimate is the μ at which P_μ(Y ≤ y | Y in S) = 1/2, the interval's ends those at which it is 1 − α/2 and α/2.
        Projection: y ± c_β s, 1 − β the level for all k together (Šidák). Hybrid: the same within
        S ∩ [μ − c_β s, μ + c_β s], β = α / 10, at (α − β) / (1 − β).

    Source:
        Andrews, Kitagawa & McCloskey (2024), Quarterly Journal of Economics 139, 305-358; Andrews, Bowen, Kitagawa &
        McCloskey (2022), AEA Papers and Proceedings 112, 635-642; Šidák (1967), Journal of the American Statistical
        Association 62, 626-633.
    """
    rows = np.array([_corrected(value, cov, df, int(i), top, level) for i in selected]).reshape(-1, 8)
    return SelectedScores(*rows.T, (rows[:, 3] < rows[:, 6]) | (rows[:, 3] > rows[:, 7]))


def _corrected(value: Array, cov: Array, df: Array, i: int, top: int, level: float) -> list[float]:
    y, sd = float(value[i]), float(np.sqrt(max(cov[i, i], 0.0)))
    if sd == 0:
        return [y] * 8
    spans = selection(value, cov, i, top)
    alpha = 1 - level
    beta = PART * alpha
    wider = sd * float(stats.t.isf(alpha / 2, df[i]) / stats.norm.isf(alpha / 2))
    c_beta, c_alpha = (_together(1 - tail, len(value), float(df[i])) for tail in (beta, alpha))
    hybrid = [
        _hybrid(y, deviation, spans, probability, c_beta * sd)
        for deviation, probability in _asked(sd, wider, (alpha - beta) / (1 - beta))
    ]
    conditional = [
        _conditional(y, deviation, spans, probability) for deviation, probability in _asked(sd, wider, alpha)
    ]
    return [*hybrid, *conditional, y - c_alpha * sd, y + c_alpha * sd]


def _asked(sd: float, wider: float, alpha: float) -> tuple[tuple[float, float], ...]:
    """The standard error and the probability for the estimate, the lower and the upper end."""
    return (sd, 0.5), (wider, 1 - alpha / 2), (wider, alpha / 2)


def selection(value: Array, cov: Array, i: int, top: int) -> Spans:
    """Where the estimate of unit i could lie for it to be among the t largest, given what is independent of it.

    Returns:
        Disjoint intervals in ascending order, of which one holds the estimate. Estimate k moves along with that of i
        by slope cov_ik / cov_ii; the two meet at one place.
    """
    slope = cov[:, i] / cov[i, i]
    apart = 1 - slope
    others = np.arange(len(value)) != i
    moving = others & (np.abs(apart) > ALIKE)
    meet = value[i] + (value[moving] - value[i]) / apart[moving]
    order = np.argsort(meet)
    meet, passed = meet[order], np.where(apart[moving][order] > 0, -1, 1)  # a slow one is passed, a fast one passes
    ahead = int(np.count_nonzero((value > value[i]) & others & ~moving)) + int(np.count_nonzero(passed < 0))
    ends = np.concatenate([[-np.inf], meet, [np.inf]])
    counts = ahead + np.concatenate([[0], np.cumsum(passed)])
    spans: Spans = []
    for low, high, above in zip(ends[:-1], ends[1:], counts, strict=True):
        if above >= top:
            continue
        if spans and spans[-1][1] == low:
            low = spans.pop()[0]
        spans.append((float(low), float(high)))
    return spans


def _together(level: float, count: int, df: float) -> float:
    """How many standard errors the intervals of all estimates reach, for all to hold together (Šidák)."""
    return float(stats.t.isf(-np.expm1(np.log(level) / count) / 2, df))


def _conditional(y: float, sd: float, spans: Spans, probability: float) -> float:
    """The μ at which the truncated distribution function at y has this value."""

    def off(mu: float) -> float:
        return _log_odds(y, mu, sd, spans) - float(np.log(probability / (1 - probability)))

    low, high, reach = y, y, sd
    while off(low) < 0:
        low, reach = low - reach, 2 * reach
        if reach > FAR * sd:
            return -np.inf
    reach = sd
    while off(high) > 0:
        high, reach = high + reach, 2 * reach
        if reach > FAR * sd:
            return np.inf
    return _root(off, low, high, sd)


def _hybrid(y: float, sd: float, spans: Spans, probability: float, reach: float) -> float:
    """The same for values that are also no further than ``reach`` from μ."""

    def off(mu: float) -> float:
        low, high = mu - reach, mu + reach
        within = [(max(a, low), min(b, high)) for a, b in spans if a < high and b > low]
        return _log_odds(y, mu, sd, within) - float(np.log(probability / (1 - probability)))

    return _root(off, y - reach, y + reach, sd)


def _root(off: Callable[[float], float], low: float, high: float, sd: float) -> float:
    if off(low) <= 0 or off(high) >= 0:
        return low if off(low) <= 0 else high
    return float(brentq(off, low, high, xtol=1e-12 * sd, rtol=1e-14))


def _log_odds(y: float, mu: float, sd: float, spans: Spans) -> float:
    """The log of the mass at or below y over the mass above it, of a normal distribution cut to the spans."""
    below = _log_mass(y, mu, sd, [(a, min(b, y)) for a, b in spans if a < y])
    above = _log_mass(y, mu, sd, [(max(a, y), b) for a, b in spans if b > y])
    if np.isneginf(below) or np.isneginf(above):
        return SURE if np.isneginf(above) and not np.isneginf(below) else -SURE
    return float(np.clip(below - above, -SURE, SURE))


def _log_mass(y: float, mu: float, sd: float, spans: Spans) -> float:
    """The log of the mass of the spans over exp(−u² / 2), u = (y − μ) / sd, which no distance of μ makes vanish."""
    parts = [_log_span(a, b, y, mu, sd) for a, b in spans if a < b]
    return float(np.logaddexp.reduce(parts)) if parts else -np.inf


def _log_span(a: float, b: float, y: float, mu: float, sd: float) -> float:
    if a >= mu:
        return _difference(_log_tail(a, y, mu, sd), _log_tail(b, y, mu, sd))
    if b <= mu:
        return _difference(_log_tail(2 * mu - b, 2 * mu - y, mu, sd), _log_tail(2 * mu - a, 2 * mu - y, mu, sd))
    inside = ndtr((b - mu) / sd) - ndtr((a - mu) / sd)
    return float(np.log(inside) + 0.5 * ((y - mu) / sd) ** 2) if inside > 0 else -np.inf


def _log_tail(x: float, y: float, mu: float, sd: float) -> float:
    """The log of the mass above x ≥ μ, over exp(−u² / 2)."""
    if np.isinf(x):
        return -np.inf
    z = (x - mu) / sd
    return float(np.log(erfcx(z / np.sqrt(2)) / 2) + (y - x) / sd * (x + y - 2 * mu) / sd / 2)


def _difference(larger: float, smaller: float) -> float:
    """log(exp(larger) − exp(smaller))."""
    gap = smaller - larger
    return larger + float(np.log(-np.expm1(gap))) if gap < 0 else -np.inf

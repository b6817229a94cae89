"""What the official survey would have found where only the own survey asked: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.moving.house_offset import Offset
from satmodel.inference.shrinking.between import cochran, known_exactly, own_errors, rotated

Array = NDArray[np.float64]

FEWEST_SLOPE = 10  # points from which on a slope is asked for


@dataclass(frozen=True, slots=True)
class Calibration:
    """How an own score becomes an official one.

    Attributes:
        slope: official points for one own point; 1 for a shift. intercept: the official score at an own score of 0.
        centre: the mean own score of the points that both have.
        kind: ``"shift"`` or ``"slope"``.
        why: why it is a shift: ``"few"`` (points), ``"alike"`` (the own scores' spread is not told from their errors),
            ``"one"`` (the slope's interval holds 1); ``""`` for a slope.
        estimate, low, high: the slope that the points give, with its interval; None where none was asked for.
        rest: variance of a true official score around the line. official: that of its sampling error.
        slope_variance: of the slope that is used. df: degrees of freedom of the forecasts.
    """

    slope: float
    intercept: float
    centre: float
    kind: str
    why: str
    estimate: float | None
    low: float | None
    high: float | None
    rest: float
    official: float
    slope_variance: float
    df: float


def calibrate(own: Array, official: Array, covs: tuple[Array, Array], found: Offset, *, level: float) -> Calibration:
    """Choose between a shift and a line with errors in both scores.

    Args:
        own, official: (k,) scores of the points that both have. covs: the (k, k) covariance of each set's errors.
        found: the mean difference of the two. level: of the slope's interval, which decides.

    Formula:
        b = S_xy / (S_xx - v̄_x), v̄_x the mean variance of the own scores' errors (that part which moves a score against
        the others); its standard error by leaving out a point at a time, k - 2 degrees of freedom. The line is taken
        where there are 10 points or more, the own scores differ by more than their errors (Cochran's Q) and the
        slope's interval does not hold 1; else b = 1.

    Source:
        Fuller (1987), Measurement Error Models, Wiley, section 2.2.
    """
    count = len(own)
    official_error = max(float(np.diag(covs[1]).mean()), 0.0)
    estimate = low = high = None
    why = _why(own, covs[0], level)
    if not why:
        estimate, error = _slope(own, official, covs[0])
        half = float(stats.t.isf((1 - level) / 2, count - 2)) * error
        low, high = estimate - half, estimate + half
        why = "one" if low <= 1 <= high else ""
    if why or estimate is None:
        intercept, rest = -found.mean, found.tau**2
        slope, variance, df = 1.0, 0.0, found.df
    else:
        slope, variance, df = estimate, error**2, float(count - 2)
        intercept = float(official.mean() - slope * own.mean())
        left = official - intercept - slope * own
        errors = float(own_errors(covs[1]).mean() + slope**2 * own_errors(covs[0]).mean())
        rest = max(float(left @ left) / (count - 2) - errors, 0.0)
    kind = "shift" if why else "slope"
    centre = float(own.mean())
    return Calibration(slope, intercept, centre, kind, why, estimate, low, high, rest, official_error, variance, df)


def forecasts(
    chosen: Calibration, own: Array, shared: NDArray[np.bool_], covs: tuple[Array, Array]
) -> tuple[Array, Array]:
    """The official scores that the own ones foretell, and the variances of what is published less the forecast.

    Args:
        chosen: how own scores become official ones.
        own: (k + m,) all own scores. shared: (k + m,) whether the official survey has the point.
        covs: the (k + m, k + m) covariance of the own scores' errors, the (k, k) one of the official scores'.

    Formula:
        ŷ = a + bx. Variance: τ²(1 + 1/k) + v̄_y + mean error of the k official scores + b² Var(x - x̄) + (x - x̄)² Var(b).
    """
    count, new = int(shared.sum()), np.flatnonzero(~shared)
    away = np.zeros((len(new), len(own)))
    away[np.arange(len(new)), new] = 1.0
    away[:, shared] = -1 / count
    ahead = ((away @ covs[0]) * away).sum(axis=1)
    variance = chosen.rest * (1 + 1 / count) + chosen.official + covs[1].sum() / count**2
    variance = variance + chosen.slope**2 * ahead + (own[new] - chosen.centre) ** 2 * chosen.slope_variance
    return chosen.intercept + chosen.slope * own[new], variance


def _why(own: Array, cov: Array, level: float) -> str:
    """Why no slope can be told; nothing where it can."""
    if len(own) < FEWEST_SLOPE:
        return "few"
    if np.ptp(own) == 0:
        return "alike"
    if known_exactly(cov):  # an own score without error: any spread is one of true scores
        cov = cov + np.eye(len(own)) * 1e-9 * max(float(np.diag(cov).max()), float(np.var(own)))
    q = cochran(rotated(own, cov, np.ones((len(own), 1))), 0.0)
    return "" if stats.chi2.sf(q, len(own) - 1) < 1 - level and _true_spread(own, cov) > 0 else "alike"


def _true_spread(own: Array, cov: Array) -> float:
    return float(np.var(own, ddof=1) - own_errors(cov).mean())


def _slope(own: Array, official: Array, cov: Array) -> tuple[float, float]:
    """The slope and its standard error, each point left out once."""
    count = len(own)
    errors = own_errors(cov)
    every = ~np.eye(count, dtype=bool)
    parts = []
    for kept in (np.ones(count, dtype=bool), *every):
        x, y = own[kept], official[kept]
        both = np.cov(x, y)
        parts.append(both[0, 1] / max(both[0, 0] - errors[kept].mean(), 1e-3 * both[0, 0]))
    left = np.array(parts[1:])
    return float(parts[0]), float(np.sqrt((count - 1) / count * ((left - left.mean()) ** 2).sum()))

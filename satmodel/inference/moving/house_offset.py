"""How far two surveys lie apart over the points that both have, and how much that differs: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.inference.shrinking.between import Rotated, cochran, known_exactly, q_profile, rotated
from satmodel.result import Verdict

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Offset:
    """The mean of k differences and how the differences lie around it.

    Attributes:
        mean: the plain mean of the differences, in points. se: its standard error. df: its degrees of freedom.
        sd: the standard deviation of the differences, as they are.
        own_error: the mean variance of a difference's error that moves it against the others.
        shared_error: the mean covariance of two errors: what moves all differences alike.
        tau: the standard deviation of the true differences between points. tau_low, tau_high: its interval.
        q: Cochran's Q of equal true differences. p: its p-value. verdict: whether they are established to differ.
        tau_detectable: the standard deviation from which on they would on average have been.
    """

    mean: float
    se: float
    df: float
    sd: float
    own_error: float
    shared_error: float
    tau: float
    tau_low: float
    tau_high: float
    q: float
    p: float
    verdict: Verdict
    tau_detectable: float


def offset(value: Array, cov: Array, df: Array, *, level: float) -> Offset:
    """The house effect and its spread.

    Args:
        value: (k,) differences, k at least 3. cov: (k, k) covariance of their errors. df: (k,) degrees of freedom.
        level: confidence level of the interval of tau and of the test of equal true differences.

    Formula:
        d̄ = Σd/k; τ² = max(0, S² - (v̄ - c̄)), S² the variance of the differences, v̄ the mean variance and c̄ the mean
        covariance of their errors; se² = max(S², v̄ - c̄)/k + c̄ = τ²/k + 1'V1/k² where τ² > 0, with t on
        min(k - 1, Satterthwaite's) degrees of freedom. Q and the interval of τ² come from the generalised sums of
        squares; detectable: E(Q) = k - 1 + τ² tr(P) reaches the quantile of χ².

    Source:
        Hartung and Knapp (2001), Statistics in Medicine 20, 3875-3889; Hedges (1983), Psychological Bulletin 93,
        388-395; Viechtbauer (2007), Statistics in Medicine 26, 37-52.

    Examples:
        >>> found = offset(np.array([6.0, 7.0, 8.0]), np.eye(3) * 0.25, np.full(3, np.inf), level=0.95)
        >>> found.mean, round(found.se, 4), round(found.tau, 4)
        (7.0, 0.5774, 0.866)
    """
    count = len(value)
    variance = float(np.diag(cov).mean())
    shared = float((cov.sum() - np.trace(cov)) / (count * (count - 1)))
    own, spread = variance - shared, float(np.var(value, ddof=1))
    data = _turned(value, cov, spread)
    q, crit = cochran(data, 0.0), float(stats.chi2.isf(1 - level, count - 1))
    low, high = np.sqrt(q_profile(data, level))
    tau = float(np.sqrt(max(spread - own, 0.0)))
    errors = degrees_of_freedom(np.full((1, count), 1 / count), cov, df)[0] if np.any(cov) else np.inf
    return Offset(
        mean=float(value.mean()),
        se=float(np.sqrt(max(max(spread, own) / count + shared, 0.0))),
        df=float(min(count - 1, errors)),
        sd=float(np.sqrt(spread)),
        own_error=own,
        shared_error=shared,
        tau=tau,
        tau_low=float(min(low, tau)),
        tau_high=float(max(high, tau)),
        q=q,
        p=float(stats.chi2.sf(q, count - 1)),
        verdict=Verdict.ESTABLISHED if q > crit else Verdict.NOT_ESTABLISHED,
        tau_detectable=float(np.sqrt((crit - (count - 1)) / data.traces(0.0)[0])),
    )


def _turned(value: Array, cov: Array, spread: float) -> Rotated:
    """The differences with independent errors; an exact one gets an error far below all that is printed."""
    count = len(value)
    if known_exactly(cov):
        largest = max(float(np.diag(cov).max()), spread)
        cov = cov + np.eye(count) * 1e-9 * (largest if largest > 0 else 1.0)
    return rotated(value, cov, np.ones((count, 1)))


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which two ends nearly all differences lie, each end with its interval.

    Attributes:
        lower, upper: the two ends, in points. lower_low, lower_high, upper_low, upper_high: their intervals.
    """

    lower: float
    upper: float
    lower_low: float
    lower_high: float
    upper_low: float
    upper_high: float


def raw_limits(found: Offset, count: int, *, level: float) -> Limits:
    """The limits of agreement of Bland and Altman: with the sampling errors of the two surveys in them.

    Formula:
        d̄ ± zS; each limit is a quantile of the differences, whose exact interval for normal differences is
        d̄ ± S t'(√k z, k - 1)/√k with t' the quantiles of the non-central t; widened by t²c̄ for what errors share.

    Source:
        Bland and Altman (1986), The Lancet 327, 307-310; Carkeet (2015), Optometry and Vision Science 92, e71-e80.
    """
    z, tail = float(stats.norm.isf((1 - level) / 2)), (1 - level) / 2
    centre, root = z * np.sqrt(count), found.sd / np.sqrt(count)
    near, far = (float(stats.nct.ppf(p, count - 1, centre)) for p in (tail, 1 - tail))
    common = float(stats.t.isf(tail, count - 1)) ** 2 * max(found.shared_error, 0.0)
    inner = np.sqrt(max(z * found.sd - near * root, 0.0) ** 2 + common)
    outer = np.sqrt((far * root - z * found.sd) ** 2 + common)
    return _limits(found.mean, z * found.sd, float(inner), float(outer))


def net_limits(found: Offset, *, level: float) -> Limits:
    """The limits of the true differences: net of the sampling errors of the two surveys.

    Formula:
        d̄ ± zτ. The outer end of a limit's interval lies √(h² + z²(τ_high - τ)²) beyond it, the inner one
        √(h² + z²(τ - τ_low)²) inside, h = t·se; h + zτ where τ_low is zero, since there the sum of squares falls short.

    Source:
        Zou (2013), Statistical Methods in Medical Research 22, 630-642.
    """
    z = float(stats.norm.isf((1 - level) / 2))
    half = float(stats.t.isf((1 - level) / 2, found.df)) * found.se
    outer = float(np.hypot(half, z * (found.tau_high - found.tau)))
    inner = half + z * found.tau if found.tau_low <= 0 else float(np.hypot(half, z * (found.tau - found.tau_low)))
    return _limits(found.mean, z * found.tau, inner, outer)


def _limits(mean: float, reach: float, inner: float, outer: float) -> Limits:
    lower, upper = mean - reach, mean + reach
    return Limits(lower, upper, lower - outer, lower + inner, upper - inner, upper + outer)

"""The beta-binomial distribution fitted to counts by maximum likelihood: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

Array = NDArray[np.float64]

# Correlations beyond these ends are no longer told from no correlation, or from all or none in every unit.
_SMALLEST, _LARGEST = 1e-9, 1 - 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Rates that are spread over the units as a beta distribution.

    Attributes:
        mean: the mean rate μ. correlation: ρ = 1/(α + β + 1), the correlation of two answers of one unit; zero where
            the units differ no more than by chance. low, high: its interval.
        rate: (k,) each unit's expected rate given its count. variance: (k,) its variance, with the error of the fit.
        kept: (k,) the weight of the unit's own rate.
    """

    mean: float
    correlation: float
    low: float
    high: float
    rate: Array
    variance: Array
    kept: Array


def likelihood(count: Array, n: Array, mean: float, correlation: float) -> float:
    """The log-likelihood of (k,) counts of (k,) n, without the binomial coefficients."""
    if correlation < _SMALLEST:
        return float((special.xlogy(count, mean) + special.xlogy(n - count, 1 - mean)).sum())
    size = (1 - correlation) / correlation
    a, b = mean * size, (1 - mean) * size
    return float((special.betaln(count + a, n - count + b) - special.betaln(a, b)).sum())


def fit_beta_binomial(count: Array, n: Array, level: float) -> Spread:
    """Fit the distribution and draw every rate towards its mean.

    Args:
        count: (k,) how many; n: (k,) of how many. Some but not all of all of them are counted.
        level: level of the interval of the correlation.

    Formula:
        rate = μ + B(x/n - μ), B = nρ/(nρ + 1 - ρ), which is (α + x)/(α + β + n). Its mean squared error:
        g1 + g2 + 2 g3, g1 = rate(1 - rate)/(α + β + n + 1) (zero without a correlation), g2 = (1 - B)² Var(μ),
        g3 = (∂B/∂ρ)² μ(1 - μ)[ρ + (1 - ρ)/n] Var(ρ), twice as ρ is estimated in g1 too. Var(μ) and Var(ρ) by the
        observed information; without a correlation μ(1 - μ)/Σn and 2/Σn(n - 1). Interval of ρ: where the profile
        likelihood is within half the quantile of χ² with one degree of freedom of the best.

    Source:
        Griffiths (1973), Biometrics 29, 637-648; Tarone (1979), Biometrika 66, 585-590; Prasad and Rao (1990), JASA 85,
        163-171 (the order of the terms).
    """
    mean, correlation, best = _best(count, n)
    low, high = _profile_interval(count, n, correlation, best, float(stats.chi2.ppf(level, 1)) / 2)
    if correlation == 0:
        rate, own = np.full(len(n), mean), np.zeros(len(n))
        errors = (mean * (1 - mean) / n.sum(), 2 / max(float((n * (n - 1)).sum()), 1.0))
    else:
        size = (1 - correlation) / correlation
        a, b = mean * size, (1 - mean) * size
        rate = (a + count) / (size + n)
        own = rate * (1 - rate) / (size + n + 1)
        cov = np.linalg.inv(_information(count, n, a, b))
        by_mean, by_correlation = np.array([b, -a]) / size**2, np.full(2, -1 / (size + 1) ** 2)
        errors = (float(by_mean @ cov @ by_mean), float(by_correlation @ cov @ by_correlation))
    whole = n * correlation + 1 - correlation
    kept = n * correlation / whole
    third = (n / whole**2) ** 2 * mean * (1 - mean) * (correlation + (1 - correlation) / n) * errors[1]
    return Spread(mean, correlation, low, high, rate, own + (1 - kept) ** 2 * errors[0] + 2 * third, kept)


def _best(count: Array, n: Array) -> tuple[float, float, float]:
    """The mean, the correlation and the log-likelihood where it is largest."""
    points = np.concatenate([[0.0], np.geomspace(1e-6, 0.9, 60)])
    values = [_profile(count, n, point)[1] for point in points]
    top = int(np.argmax(values))
    if top == 0 and not _overdispersed(count, n):
        mean, value = _profile(count, n, 0.0)
        return mean, 0.0, value
    ends = points[max(top - 1, 0)], points[min(top + 1, len(points) - 1)]
    low, high = max(ends[0], _SMALLEST), ends[1] if top + 1 < len(points) else _LARGEST
    found = optimize.minimize_scalar(
        lambda log: -_profile(count, n, float(np.exp(log)))[1], bounds=(np.log(low), np.log(high)), method="bounded"
    )
    mean, _ = _profile(count, n, float(np.exp(found.x)))
    size = np.exp(-found.x) - 1
    a, b = _polished(count, n, mean * size, (1 - mean) * size)
    correlation = 1 / (a + b + 1)
    return a / (a + b), correlation, likelihood(count, n, a / (a + b), correlation)


def _overdispersed(count: Array, n: Array) -> bool:
    """Whether the likelihood rises from no correlation at all."""
    mean = count.sum() / n.sum()
    rise = count * (count - 1) / mean + (n - count) * (n - count - 1) / (1 - mean) - n * (n - 1)
    return bool(rise.sum() > 0)


def _polished(count: Array, n: Array, a: float, b: float) -> tuple[float, float]:
    """The maximum by Newton's steps on the logarithms of α and β, from close by."""
    for _ in range(20):
        slope = _slope(count, n, a, b)
        scale = np.array([a, b])
        curve = _information(count, n, a, b) * np.outer(scale, scale) - np.diag(slope * scale)
        if np.linalg.eigvalsh(curve).min() <= 0:
            break
        step = np.clip(np.linalg.solve(curve, slope * scale), -0.5, 0.5)
        a, b = float(a * np.exp(step[0])), float(b * np.exp(step[1]))
        if np.abs(step).max() < 1e-12:
            break
    return a, b


def _slope(count: Array, n: Array, a: float, b: float) -> Array:
    both = (special.digamma(a + b) - special.digamma(n + a + b)).sum()
    first = (special.digamma(count + a) - special.digamma(a)).sum()
    second = (special.digamma(n - count + b) - special.digamma(b)).sum()
    return np.array([first + both, second + both])


def _information(count: Array, n: Array, a: float, b: float) -> Array:
    """The observed information of α and β."""
    both = (special.polygamma(1, a + b) - special.polygamma(1, n + a + b)).sum()
    first = (special.polygamma(1, a) - special.polygamma(1, count + a)).sum()
    second = (special.polygamma(1, b) - special.polygamma(1, n - count + b)).sum()
    return np.array([[first - both, -both], [-both, second - both]])


def _profile(count: Array, n: Array, correlation: float) -> tuple[float, float]:
    """The best mean for a correlation, and the log-likelihood there."""
    pooled = float(count.sum() / n.sum())
    if correlation < _SMALLEST:
        return pooled, likelihood(count, n, pooled, 0.0)
    size = (1 - correlation) / correlation

    def slope(mean: float) -> float:
        first, second = _slope(count, n, mean * size, (1 - mean) * size)
        return float(first - second)

    mean = float(optimize.brentq(slope, 1e-10, 1 - 1e-10, xtol=1e-14, rtol=1e-13))
    return mean, likelihood(count, n, mean, correlation)


def _profile_interval(count: Array, n: Array, correlation: float, best: float, drop: float) -> tuple[float, float]:
    def beyond(log: float) -> float:
        return _profile(count, n, float(np.exp(log)))[1] - best + drop

    start = np.log(max(correlation, 10 * _SMALLEST))
    low = 0.0
    if correlation > 0 and _profile(count, n, 0.0)[1] - best + drop < 0 and beyond(np.log(_SMALLEST * 2)) < 0:
        low = float(np.exp(optimize.brentq(beyond, np.log(_SMALLEST * 2), start)))
    top = np.log(_LARGEST)
    high = _LARGEST if beyond(top) > 0 else float(np.exp(optimize.brentq(beyond, start, top)))
    return low, high

"""Whether two surveys put the same units in the same order: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.shrinking.between import own_errors

Array = NDArray[np.float64]

_SPREADS, _FARTHEST = 16, 4.0  # standard deviations of the true scores that are tried, up to 4 observed ones
_CORRELATIONS = 20  # correlations of the true scores that are tried, beside -1 and 1
# how likely each of -1 and 1 is taken to be beforehand: two surveys of one thing may rank exactly alike, or need not
_ENDS = (0.1, 0.0)
_BLOCK = 400_000  # numbers of an array that are held at once
_PAIRED = 150  # units up to which all pairs are counted at once


@dataclass(frozen=True, slots=True)
class Agreement:
    """One measure of rank agreement.

    Attributes:
        observed: of the scores as they were measured; errors pull it towards zero.
        estimate: of the true scores (the median of the draws). low, high: its interval.
    """

    observed: float
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """The spreads and correlations that were tried, g of them, and how likely each is.

    Attributes:
        weight: (g,) probabilities for either prior.
        spread: three (g, 1), the variances and covariance of the true scores.
        mean: two (g,), the mean of all true scores. mean_cov: three (g,), its variances and covariance.
    """

    weight: tuple[Array, Array]
    spread: tuple[Array, Array, Array]
    mean: tuple[Array, Array]
    mean_cov: tuple[Array, Array, Array]


def rank_agreement(
    first: Array, second: Array, covs: tuple[Array, Array], *, level: float, draws: int, seed: int
) -> tuple[Agreement, Agreement]:
    """Kendall's tau-b and Spearman's rho of two sets of scores of the same k units, net of their sampling errors.

    Args:
        first, second: (k,) scores, k at least 3. covs: the (k, k) covariance of each set's errors.
        level: of the intervals. draws: how many pairs of orders are drawn. seed: of the draws.

    Returns:
        (tau, rho): as observed, and of the true scores with an interval.

    Formula:
        True scores (ξ, η) of the units from a bivariate normal with unknown mean, spreads and correlation, flat
        beforehand; drawn given the scores and their errors. Once with one tenth each on correlations of -1 and 1, once
        without; the interval goes from the lower to the upper of the two's quantiles of tau (rho) of the drawn orders.
        Errors common to all units move no rank and are left out.

    Examples:
        >>> score, errors = np.array([80.0, 84.0, 88.0, 92.0]), np.eye(4) * 0.01
        >>> tau, _ = rank_agreement(score, score - 7, (errors, errors), level=0.95, draws=500, seed=1)
        >>> tau.observed, tau.estimate
        (1.0, 1.0)
    """
    errors = [np.maximum(own_errors(cov), 0.0) for cov in covs]
    # in an order that does not depend on how the units stand, so that the draws do not either
    order = np.lexsort((errors[1], errors[0], second, first))
    x, y, vx, vy = (part[order] for part in (first, second, *errors))
    if np.ptp(x) == 0 or np.ptp(y) == 0:  # nothing is ranked by one of the two: any order may be true
        return Agreement(0.0, 0.0, -1.0, 1.0), Agreement(0.0, 0.0, -1.0, 1.0)
    observed = float(stats.kendalltau(x, y).statistic), float(stats.spearmanr(x, y).statistic)
    if not np.any(vx) and not np.any(vy):
        return Agreement(*(observed[0],) * 4), Agreement(*(observed[1],) * 4)
    scale = 1e-9 * (np.var(x) + np.var(y))  # an exact score keeps an error far below the distance of two units
    noise, rng = (vx + scale, vy + scale), np.random.default_rng(seed)
    grid = _grid(x, y, noise)
    at = np.concatenate([rng.choice(len(weight), size=draws, p=weight) for weight in grid.weight])
    rows = max(1, _BLOCK // len(x))
    true = [_drawn(grid, at[i : i + rows], (x, y), noise, rng) for i in range(0, len(at), rows)]
    samples = [np.concatenate([measure(*one) for one in true]) for measure in (_kendall, _spearman)]
    tail = (1 - level) / 2
    found = []
    for kind, sample in zip(observed, samples, strict=True):
        ends = np.quantile(sample.reshape(2, draws), [tail, 1 - tail], axis=1, method="inverted_cdf")
        middle = np.quantile(sample, 0.5, method="inverted_cdf")
        found.append(Agreement(kind, float(middle), float(ends[0].min()), float(ends[1].max())))
    return found[0], found[1]


def _grid(x: Array, y: Array, noise: tuple[Array, Array]) -> _Grid:
    nodes, share = np.polynomial.legendre.leggauss(_CORRELATIONS)
    r = np.concatenate([[-1.0], nodes, [1.0]])
    priors = [np.concatenate([[end], share / 2 * (1 - 2 * end), [end]]) for end in _ENDS]
    steps = (np.arange(_SPREADS) + 0.5) / _SPREADS * _FARTHEST
    a, b, c = (part.ravel() for part in np.meshgrid(steps * x.std(ddof=1), steps * y.std(ddof=1), r, indexing="ij"))
    before = [np.broadcast_to(prior, (_SPREADS, _SPREADS, len(r))).ravel() for prior in priors]
    spread = a * a, b * b, a * b * c
    rows = max(1, _BLOCK // len(x))
    found = [_fitted(tuple(part[i : i + rows, None] for part in spread), (x, y), noise) for i in range(0, len(a), rows)]
    log, m1, m2, c11, c22, c12 = (np.concatenate(parts) for parts in zip(*found, strict=True))
    likely = [np.where(prior > 0, np.exp(np.minimum(log - log[prior > 0].max(), 0.0)) * prior, 0.0) for prior in before]
    weight = [one / one.sum() for one in likely]
    whole = tuple(part[:, None] for part in spread)
    return _Grid((weight[0], weight[1]), (whole[0], whole[1], whole[2]), (m1, m2), (c11, c22, c12))


def _fitted(spread: tuple[Array, ...], scores: tuple[Array, Array], noise: tuple[Array, Array]) -> tuple[Array, ...]:
    """The log-likelihood of (g, 1) spreads, up to a constant; the mean of the true scores and its covariance."""
    x, y = scores
    p11, p22, p12, det = _precision(spread, noise)
    sums = p11.sum(axis=1), p22.sum(axis=1), p12.sum(axis=1)
    whole = sums[0] * sums[1] - sums[2] ** 2
    h1, h2 = p11 @ x + p12 @ y, p12 @ x + p22 @ y
    m1, m2 = (sums[1] * h1 - sums[2] * h2) / whole, (sums[0] * h2 - sums[2] * h1) / whole
    dx, dy = x - m1[:, None], y - m2[:, None]
    square = (p11 * dx * dx + 2 * p12 * dx * dy + p22 * dy * dy).sum(axis=1)
    log = -(np.log(det).sum(axis=1) + square + np.log(whole)) / 2
    return log, m1, m2, sums[1] / whole, sums[0] / whole, -sums[2] / whole


def _precision(spread: tuple[Array, ...], noise: tuple[Array, Array]) -> tuple[Array, Array, Array, Array]:
    """The inverse covariance of each unit's two scores, and the determinant of the covariance."""
    s11, s22 = spread[0] + noise[0], spread[1] + noise[1]
    det = s11 * s22 - spread[2] ** 2
    return s22 / det, s11 / det, -spread[2] / det, det


def _drawn(
    grid: _Grid,
    at: NDArray[np.intp],
    scores: tuple[Array, Array],
    noise: tuple[Array, Array],
    rng: np.random.Generator,
) -> tuple[Array, Array]:
    """(d, k) true scores of both surveys, for d points of the grid."""
    t11, t22, t12 = (part[at] for part in grid.spread)
    p11, p22, p12, _ = _precision((t11, t22, t12), noise)
    moved = _pair(*(part[at] for part in grid.mean_cov), rng)
    m1, m2 = ((mean[at] + part)[:, None] for mean, part in zip(grid.mean, moved, strict=True))
    dx, dy = scores[0] - m1, scores[1] - m2
    u1, u2 = p11 * dx + p12 * dy, p12 * dx + p22 * dy
    k11, k12 = t11 * p11 + t12 * p12, t11 * p12 + t12 * p22
    k21, k22 = t12 * p11 + t22 * p12, t12 * p12 + t22 * p22
    c11, c12, c22 = t11 - k11 * t11 - k12 * t12, t12 - k11 * t12 - k12 * t22, t22 - k21 * t12 - k22 * t22
    rest = _pair(c11, c22, c12, rng)
    return m1 + t11 * u1 + t12 * u2 + rest[0], m2 + t12 * u1 + t22 * u2 + rest[1]


def _pair(first: Array, second: Array, both: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Pairs of normal deviations with these variances and covariances."""
    z1, z2 = rng.standard_normal(first.shape), rng.standard_normal(first.shape)
    side = np.sqrt(np.maximum(first, 0.0))
    slope = np.divide(both, side, out=np.zeros_like(both), where=side > 0)
    return side * z1, slope * z1 + np.sqrt(np.maximum(second - slope**2, 0.0)) * z2


def _kendall(first: Array, second: Array) -> Array:
    """(d,) Kendall's tau of each row of two (d, k) sets."""
    draws, count = first.shape
    if count > _PAIRED:
        return np.array([stats.kendalltau(a, b).statistic for a, b in zip(first, second, strict=True)])
    i, j = np.triu_indices(count, 1)
    tau = np.empty(draws)
    rows = max(1, 10 * _BLOCK // len(i))
    for start in range(0, draws, rows):
        a, b = first[start : start + rows], second[start : start + rows]
        tau[start : start + rows] = np.sign((a[:, i] - a[:, j]) * (b[:, i] - b[:, j])).mean(axis=1)
    return tau


def _spearman(first: Array, second: Array) -> Array:
    """(d,) Spearman's rho of each row of two (d, k) sets without ties."""
    count = first.shape[1]
    ranks = [part.argsort(axis=1).argsort(axis=1) for part in (first, second)]
    apart = ((ranks[0] - ranks[1]) ** 2).sum(axis=1)
    return np.asarray(1 - 6 * apart / (count * (count**2 - 1)), dtype=float)

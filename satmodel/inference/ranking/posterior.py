"""How likely each unit holds each rank, given how far true values lie apart: arrays only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.posterior_order import above
from satmodel.inference.shrinking.between import known_exactly, paule_mandel, rotated

Array = NDArray[np.float64]

FEWEST = 4  # units from which their spread can be told, as for shrinking
MATRIX = 200  # units up to which the probability of every rank is worked out
STEP = 0.5  # of the smallest deviation: the sum over equal steps is then right to 1e-10
CROWD = 5.0  # root of the number of values from which the steps become finer
REACH = 8.5  # deviations to either side
MOST = 6000  # steps
SHIFTS = 9  # nodes for the common mean
BLOCK = 2**21  # numbers held at once while drawing


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What the k true values are taken to be, all together.

    Attributes:
        value: (k,) posterior means. own: (k,) deviations of independent errors; None where errors are correlated.
        shift: (k,) how far each moves when the common mean is off by one standard error.
        cov: (k, k) posterior covariance, with the error of the common mean. tau2: variance of the true values.
    """

    value: Array
    own: Array | None
    shift: Array
    cov: Array
    tau2: float

    def moved(self) -> Iterator[tuple[float, Array]]:
        """Weights and posterior means over what the common mean may be."""
        least = np.inf if self.own is None else float(self.own.min())
        if np.ptp(self.shift) <= 1e-9 * least:  # a shift alike for all leaves the ranks
            yield 1.0, self.value
            return
        node, weight = np.polynomial.hermite_e.hermegauss(SHIFTS)
        for one, share in zip(node, weight / weight.sum(), strict=True):
            yield float(share), self.value + one * self.shift


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """How likely k units are among the t wanted.

    Attributes:
        probability: (k,) of being among them. expected_rank: (k,) the mean rank, 1 the best.
        ranks: (k, k) probability of each rank, a unit's in a row, rank 1 first; None above 200 units.
        tau2: variance of the true values. drawn: whether random numbers were used.
    """

    probability: Array
    expected_rank: Array
    ranks: Array | None
    tau2: float
    drawn: bool


def chances_of(value: Array, cov: Array, *, top: int, turned: bool, draws: int, seed: int) -> Chances | None:
    """The chances of k units to be among the t largest; None where there are too few, or one of them, or
    a combination of them, is known exactly.

    Args:
        value: (k,) estimates. cov: (k, k) their covariance. top: t.
        turned: whether the largest one is the worst, so that ranks count from the other end.
        draws, seed: as for :func:`top_probabilities`.
    """
    if len(value) < FEWEST or known_exactly(cov):
        return None
    found = posterior_of(value, cov)
    probability, ranks = top_probabilities(found, top=top, draws=draws, seed=seed)
    expected = expected_ranks(found)
    if turned:
        expected = len(value) + 1 - expected
        ranks = None if ranks is None else ranks[:, ::-1]
    return Chances(probability, expected, ranks, found.tau2, uses_draws(found, top))


def posterior_of(value: Array, cov: Array) -> Posterior:
    """The true values given the estimates, drawn from one normal distribution whose mean and variance the data tell.

    Args:
        value: (k,) estimates. cov: (k, k) their covariance, positive definite.

    Formula:
        τ² by Paule and Mandel, taken as known; b = 1'Σ⁻¹y / 1'Σ⁻¹1, Σ = V + τ²I, with a flat prior:
        means b + τ²Σ⁻¹(y − b), covariance τ²Σ⁻¹V + gg' / 1'Σ⁻¹1, g = VΣ⁻¹1.

    Source:
        Efron & Morris (1975), Journal of the American Statistical Association 70, 311-319; Paule & Mandel (1982),
        Journal of Research of the National Bureau of Standards 87, 377-385; Laird & Louis (1989), Journal of
        Educational Statistics 14, 29-46.
    """
    ones = np.ones((len(value), 1))
    data = rotated(value, cov, ones)
    tau2 = paule_mandel(data)
    b, spread, rest = data.solved(tau2)
    keep = tau2 / (data.error + tau2)
    shift = data.axes @ ((1 - keep) * data.x[:, 0]) * np.sqrt(spread[0, 0])
    centre = b[0] + data.axes @ (keep * rest)
    inner = (data.axes * (keep * data.error)) @ data.axes.T
    independent = np.count_nonzero(cov - np.diag(np.diag(cov))) == 0
    own = np.sqrt(keep * data.error) if independent else None
    return Posterior(centre, own, shift, inner + np.outer(shift, shift), tau2)


def expected_ranks(found: Posterior) -> Array:
    """(k,) the mean rank of each unit, 1 the largest.

    Formula:
        E[rank_i] = 1 + Σ_{j≠i} Φ((m_j − m_i) / sd_ij).
    """
    return 0.5 + above(found.value, found.cov).sum(axis=0)  # a half of it is the unit against itself


def top_probabilities(found: Posterior, *, top: int, draws: int = 10_000, seed: int = 1) -> tuple[Array, Array | None]:
    """How likely each unit is among the t largest, and how likely it holds each rank.

    Args:
        found: the posterior. top: t.
        draws, seed: used where the errors are correlated, or for t > 1 and more than 200 units.

    Returns:
        (k,) probabilities that sum to t, and the (k, k) probabilities of every rank, those of a unit in a row; None
        above 200 units. Without random numbers where the errors are independent.
    """
    count = len(found.value)
    if found.tau2 == 0:
        return np.full(count, top / count), np.full((count, count), 1 / count) if count <= MATRIX else None
    if found.own is None:
        return _drawn(found, top, draws, seed)
    if count <= MATRIX:
        ranks = sum(share * rank_probabilities(means, found.own) for share, means in found.moved())
        return np.asarray(ranks)[:, :top].sum(axis=1), np.asarray(ranks)
    if top == 1:
        return np.asarray(sum(share * first_probabilities(means, found.own) for share, means in found.moved())), None
    return _drawn(found, top, draws, seed)


def uses_draws(found: Posterior, top: int) -> bool:
    """Whether the probabilities are drawn rather than integrated."""
    return found.tau2 > 0 and (found.own is None or (len(found.value) > MATRIX and top > 1))


def first_probabilities(mean: Array, deviation: Array) -> Array:
    """(k,) how likely each of k independent normal values is the largest.

    Formula:
        P_i = ∫ φ((t − m_i) / v_i) / v_i Π_{j≠i} Φ((t − m_j) / v_j) dt; the sum of log Φ is made once.
    """
    t, step, deviation = _steps(mean, deviation)
    found = np.zeros(len(mean))
    for here in np.array_split(t, max(1, len(t) * len(mean) // BLOCK)):
        z = (here - mean[:, None]) / deviation[:, None]
        below = log_ndtr(z)
        density = -0.5 * z**2 - np.log(deviation * np.sqrt(2 * np.pi))[:, None]
        found += step * np.exp(density + below.sum(axis=0) - below).sum(axis=1)
    return found


def rank_probabilities(mean: Array, deviation: Array) -> Array:
    """(k, k) how likely each of k independent normal values (a row) holds each rank, 1 the largest.

    Formula:
        P(rank_i = r) = ∫ φ_i(t) P(r − 1 of the others lie above t) dt. How many lie above t is a sum of independent
        zeros and ones; its distribution is made once for all units, and each unit's own term is taken out again, from
        the end where that is stable.
    """
    count = len(mean)
    t, step, deviation = _steps(mean, deviation)
    found = np.zeros((count, count))
    for here in np.array_split(t, max(1, len(t) * count // BLOCK)):
        z = (here - mean[:, None]) / deviation[:, None]
        above = ndtr(-z)
        weight = step * np.exp(-0.5 * z**2) / (deviation * np.sqrt(2 * np.pi))[:, None]
        _add_without_own(found, above, weight)
    return np.maximum(found, 0.0)


def _add_without_own(found: Array, above: Array, weight: Array) -> None:
    """Add, for every unit, the weighted distribution of how many of the others lie above."""
    count = len(above)
    total = np.zeros((count + 1, above.shape[1]))
    total[0] = 1.0
    for j, p in enumerate(above):
        total[1 : j + 2] = total[1 : j + 2] * (1 - p) + total[: j + 1] * p
        total[0] *= 1 - p
    seldom = above <= 0.5
    up, down = np.where(seldom, above, 0.5), np.where(seldom, 0.5, above)
    rest = np.zeros_like(above)
    for r in range(count):  # the few above: from none upwards
        rest = (total[r] - up * rest) / (1 - up)
        found[:, r] += np.where(seldom, weight * rest, 0.0).sum(axis=1)
    rest = np.zeros_like(above)
    for r in range(count, 0, -1):  # the many above: from all downwards
        rest = (total[r] - (1 - down) * rest) / down
        found[:, r - 1] += np.where(seldom, 0.0, weight * rest).sum(axis=1)


def _steps(mean: Array, deviation: Array) -> tuple[Array, float, Array]:
    """Equal steps over all that is likely, finer for many values, whose counts turn faster than each value does.

    A value known far better than the rest counts as known to two steps.
    """
    low, high = float((mean - REACH * deviation).min()), float((mean + REACH * deviation).max())
    fine = STEP * min(1.0, CROWD / float(np.sqrt(len(mean))))
    step = max(fine * float(deviation.min()), (high - low) / MOST)
    return np.arange(low, high + step, step), step, np.maximum(deviation, step / STEP)


def _drawn(found: Posterior, top: int, draws: int, seed: int) -> tuple[Array, Array | None]:
    """The same from draws, whose order depends on the posterior alone and not on the order of the units."""
    pairs = pairs_of(found.value, found.cov, np.full(len(found.value), np.inf))
    count, rng = len(found.value), np.random.default_rng(seed)
    held = np.zeros((count, count))
    width = max(1, BLOCK // count)
    for start in range(0, draws, width):
        normal = rng.standard_normal((min(width, draws - start), count))[:, pairs.place]
        ranked = np.argsort(-(found.value + normal @ pairs.root.T), axis=1)
        for r in range(count):
            held[:, r] += np.bincount(ranked[:, r], minlength=count)
    held /= draws
    return held[:, :top].sum(axis=1), held if count <= MATRIX else None

"""What moved beyond noise: shrunk changes, what noise alone would have done, chances and sets: arrays only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.pairs import Pairs, t_equivalent
from satmodel.inference.ranking.top_sets import TopSets, direct_sets
from satmodel.inference.shrinking.bivariate import CHANGE, cov_of_changes
from satmodel.inference.shrinking.bivariate_average import Averaged, quantile

Array = NDArray[np.float64]
Index = NDArray[np.intp]

AFTER = np.array([0.0, 1.0])
BLOCK = 2**21  # numbers held at once while drawing


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """The true changes of k units as the data leave them.

    Attributes:
        value, se, low, high: (k,) shrunk changes, their standard deviations and intervals.
        cov: (k, k) their covariance.
        following, following_low, following_high: (k,) the next round's scores if true scores stay where they are, and
            the intervals within which they are then expected, with the errors of that round.
        keeps: how much of a difference between two observed changes is expected to be true.
        tau_low, tau_high: interval of the standard deviation of the true changes.
    """

    value: Array
    se: Array
    low: Array
    high: Array
    cov: Array
    following: Array
    following_low: Array
    following_high: Array
    keeps: float
    tau_low: float
    tau_high: float

    def turned(self) -> Moved:
        """The same for values of the other sign."""
        return replace(
            self,
            value=-self.value,
            low=-self.high,
            high=-self.low,
            following=-self.following,
            following_low=-self.following_high,
            following_high=-self.following_low,
        )


def moved(over: Averaged, level: float) -> Moved:
    """Shrunk changes and next scores, averaged over what the spread of the true values may be.

    Formula:
        Mixtures of normal distributions over the covariances T; their means, variances and quantiles.
    """
    tails = ((1 - level) / 2, (1 + level) / 2)
    mean, deviation = over.along(CHANGE)
    value = over.weight @ mean
    cov = _cov(over, mean, value)
    low, high = (quantile(mean, deviation, over.weight, tail) for tail in tails)
    later, spread = over.along(AFTER)
    error = over.data.own[:, 1, 1]
    ahead = np.sqrt(spread**2 + error)
    ends = [quantile(later, ahead, over.weight, tail) for tail in tails]
    variance = np.einsum("a,nab,b->n", CHANGE, over.between, CHANGE)
    keeps = float(over.weight @ (variance / (variance + over.data.error_of_change)))
    following = over.weight @ later
    tau = over.deviation_of_change(tails)
    return Moved(value, np.sqrt(np.diag(cov)), low, high, cov, following, *ends, keeps, *tau)


def _cov(over: Averaged, mean: Array, value: Array) -> Array:
    """(k, k) the mean covariance under each T, and the covariance of the means."""
    found, weight = over.found, over.weight
    root = np.linalg.cholesky(found.centre_cov)
    moves = np.einsum("a,nkab,nbc->knc", CHANGE, found.shift, root) * np.sqrt(weight)[None, :, None]
    flat = moves.reshape(len(value), -1)
    away = (mean - value) * np.sqrt(weight)[:, None]
    cov = flat @ flat.T + away.T @ away
    if over.data.apart:
        return cov + np.diag(weight @ np.einsum("a,nkab,b->nk", CHANGE, found.own, CHANGE))
    return cov + sum(share * cov_of_changes(over.data, one) for share, one in zip(weight, over.between, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """What the changes would have been if no unit had truly moved against the others.

    Attributes:
        expected: (k,) the change to expect from the score before. slope: what a point of the score before is worth, for
            a unit with average errors. line: (4, 41) scores before, the change to expect at each, and the ends within
            which the changes would lie.
    """

    expected: Array
    slope: float
    line: Array

    def turned(self) -> Noise:
        """The same for values of the other sign."""
        x, middle, low, high = -self.line[:, ::-1]
        return replace(self, expected=-self.expected, line=np.stack([x, middle, high, low]))


def noise(over: Averaged, level: float) -> Noise:
    """The regression to the mean of units that did not move against each other.

    Formula:
        E(d | y₁) = m₂ - m₁ + b (y₁ - m₁), b = (v₁₂ - v₁₁) / (T₁₁ + v₁₁), with v the covariance of the unit's errors
        beyond what all units share; variance v₁₁ + v₂₂ - 2 v₁₂ - (v₁₁ - v₁₂)² / (T₁₁ + v₁₁), and that of m₁, m₂;
        averaged over T.

    Source:
        Galton (1886), Journal of the Anthropological Institute 15, 246-263; Davis (1976), American Journal of
        Epidemiology 104, 493-498.
    """
    errors, before = over.data.relative, over.data.value[:, 0]
    expected, _, _ = _regression(over, errors, before)
    usual = errors.mean(axis=0)[None]
    x = np.linspace(before.min(), before.max(), 41)
    middle, variance, slope = _regression(over, np.broadcast_to(usual, (len(x), 2, 2)), x)
    reach = stats.norm.ppf(0.5 + level / 2) * np.sqrt(variance)
    return Noise(expected, slope, np.stack([x, middle, middle - reach, middle + reach]))


def _regression(over: Averaged, errors: Array, before: Array) -> tuple[Array, Array, float]:
    """(k,) expected changes, (k,) their variances, and the mean slope."""
    centre, first = over.found.centre, over.between[:, 0, 0][:, None]
    pull = errors[:, 0, 1] - errors[:, 0, 0]
    slope = pull / np.maximum(first + errors[:, 0, 0], 1e-300)
    at = (centre[:, 1] - centre[:, 0])[:, None] + slope * (before - centre[:, :1])
    inner = errors[:, 0, 0] + errors[:, 1, 1] - 2 * errors[:, 0, 1] + slope * pull * -1.0
    by = np.stack([-1 - slope, np.ones_like(slope)], axis=-1)
    inner = inner + np.einsum("nka,nab,nkb->nk", by, over.found.centre_cov, by)
    expected = over.weight @ at
    variance = over.weight @ (inner + (at - expected) ** 2)
    return expected, np.maximum(variance, 0.0), float(over.weight @ slope.mean(axis=1))


def chances(over: Averaged, place: Index, *, top: int, draws: int, seed: int) -> Array:
    """(2, k) how likely each unit is among the t largest true changes, and among the t smallest.

    Args:
        over: the units over what T may be. place: (k,) their order in the draws, which does not depend on how they are
            listed. top: t. draws, seed: how many draws, and where the random numbers start.
    """
    count = len(place)
    held = np.zeros((2, count))
    for drawn in _draws(over, place, draws, np.random.default_rng(seed)):
        ordered = np.argsort(drawn, axis=1)
        held[0] += np.bincount(ordered[:, -top:].ravel(), minlength=count)
        held[1] += np.bincount(ordered[:, :top].ravel(), minlength=count)
    return held / draws


def _draws(over: Averaged, place: Index, draws: int, rng: np.random.Generator) -> Iterator[Array]:
    """True changes drawn in blocks; each T as often as its weight says, to one draw."""
    ends = np.round(np.cumsum(over.weight) * draws).astype(np.intp)
    which = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    found, count = over.found, len(place)
    mean, root = found.mean @ CHANGE, np.linalg.cholesky(found.centre_cov)
    moves = np.einsum("a,nkab,nbc->nkc", CHANGE, found.shift, root)
    own = np.sqrt(np.maximum(np.einsum("a,nkab,b->nk", CHANGE, found.own, CHANGE), 0.0))
    for n in np.array_split(which, max(1, len(which) * count // BLOCK)):
        centre = mean[n] + np.einsum("dkc,dc->dk", moves[n], rng.standard_normal((len(n), 2)))
        normal = rng.standard_normal((len(n), count))
        yield centre + (normal[:, place] * own[n] if over.data.apart else _together(over, n, normal, place))


def _together(over: Averaged, which: Index, normal: Array, place: Index) -> Array:
    """The drawn deviations of units whose errors are correlated."""
    order = np.argsort(place)
    found = np.empty_like(normal)
    for n in np.unique(which):
        cov = cov_of_changes(over.data, over.between[n])[np.ix_(order, order)]
        size, axes = np.linalg.eigh(cov)
        rows = np.flatnonzero(which == n)
        root = (axes * np.sqrt(np.maximum(size, 0.0))) @ axes.T
        found[np.ix_(rows, order)] = normal[rows] @ root
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Which units are established to be among the t with the largest true change.

    Attributes:
        sets: the sets. lead: (k,) how far each observed change lies above the t-th of the others, in points.
        needed: (k,) such a lead that would have been established, in points.
    """

    sets: TopSets
    lead: Array
    needed: Array


def listed(pairs: Pairs, *, top: int, level: float, draws: int, seed: int) -> Listed:
    """The set of the t largest true changes, and what a change would have to be to belong for certain.

    Args:
        pairs: all pairs of the observed changes. top: t. level, draws, seed: as for ``top_sets.direct_sets``.

    Formula:
        needed_j = lead_j + x_j, x_j the t-th largest over the other units k that may belong of c se_jk - (d_j - d_k):
        by as much the change of j alone would have had to be larger at the last critical value c, which can only become
        smaller by it.
    """
    sets = direct_sets(pairs, top=top, level=level, draws=draws, seed=seed)
    short = t_equivalent(sets.critical, pairs.df) * pairs.se - pairs.lead.T
    ahead = np.where(np.eye(len(short), dtype=bool), -np.inf, pairs.lead)  # row: how far the others lie above it
    lead = -np.partition(ahead, -top, axis=1)[:, -top]
    others = sets.may_be[None, :] & ~np.eye(len(short), dtype=bool)
    missing = np.partition(np.where(others, short, -np.inf), -top, axis=1)[:, -top]
    return Listed(sets, lead, np.maximum(lead + missing, 0.0))

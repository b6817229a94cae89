"""True changes averaged over what the data leave open about the spread of the true values: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import interpolate
from scipy.special import ndtr, ndtri

from satmodel.inference.shrinking.bivariate import Fits, TwoRounds, fits, likelihoods

Array = NDArray[np.float64]

NODES = 13  # to each of the three numbers
SCANNED = 15  # to each when it is looked where they have a say
SEEN = 1e-4  # of the largest: below that a node has no say
UNSEEN = 1e-6  # a node that counts less than this beside the largest is left out
PASSES = 12
WIDEST = (0.0, 30.0)  # of -log(1 - reliability)
STEEPEST = (-4.0, 4.0)  # of atanh of the correlation
NARROWED = 3  # times
ROUNDS = 60  # of Newton's, at most; it takes about six


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """k units over n covariances of the true values.

    Attributes:
        data: the values. between: (n, 2, 2) the covariances. weight: (n,) how likely each is, summing to one.
        found: the units under each of them. change_axis: ends, nodes and density of log(1 + s² / v), s the standard
            deviation of the true changes, v the variance of their errors.
    """

    data: TwoRounds
    between: Array
    weight: Array
    found: Fits
    change_axis: tuple[Array, Array, Array]

    def along(self, weights: Array) -> tuple[Array, Array]:
        """(n, k) means and (n, k) standard deviations of a'θ, such as the change with a = (-1, 1)."""
        variance = np.einsum("a,nkab,b->nk", weights, self.found.spread(), weights)
        return self.found.mean @ weights, np.sqrt(np.maximum(variance, 0.0))

    def deviation_of_change(self, wanted: tuple[float, float]) -> tuple[float, float]:
        """Two quantiles of the standard deviation of the true changes.

        Formula:
            A monotone cubic through the logs of the density of log(1 + s² / v) at its nodes, added up.
        """
        ends, nodes, density = self.change_axis
        x = np.linspace(*ends, 2001)
        fine = np.exp(interpolate.PchipInterpolator(nodes, np.log(np.maximum(density, 1e-12 * density.max())))(x))
        below = np.concatenate([[0.0], np.cumsum(fine[1:] + fine[:-1])])
        found = np.interp(wanted, below / below[-1], x)
        low, high = np.sqrt(self.data.error_of_change * np.expm1(found))
        return float(low), float(high)


def averaged(data: TwoRounds, *, nodes: int = NODES) -> Averaged:
    """The units over what T may be, each T as likely as data and prior make it.

    Formula:
        T by the standard deviations a of (θ₁ + θ₂) / 2 and s of θ₂ - θ₁ and their correlation r; prior: each of the
        reliabilities a² / (a² + v_a) and s² / (s² + v_s) as likely as any other from 0 to 1, r from -1 to 1, with v the
        error variances; times the restricted likelihood. Gauss-Legendre nodes over -log(1 - reliability), equal steps
        over atanh r.

    Source:
        Daniels (1999), Canadian Journal of Statistics 27, 567-578; Everson and Morris (2000), Journal of the Royal
        Statistical Society B 62, 399-412.
    """
    near = data if data.apart else _near(data)
    box = np.array([WIDEST, WIDEST])
    for _ in range(PASSES):
        axes = [np.linspace(low, high, SCANNED) for low, high in box]
        _, height = _inner(near, _plane(axes), SCANNED)
        alone = np.exp(height - height.max()).sum(axis=1).reshape(SCANNED, SCANNED)
        smaller = np.array([_where_seen(axes[i], alone.sum(axis=1 - i)) for i in range(2)])
        done = np.all(np.diff(smaller) > 0.85 * np.diff(box))
        box = smaller
        if done:
            break
    node, share = np.polynomial.legendre.leggauss(nodes)
    axes = [(low + high) / 2 + (high - low) / 2 * node for low, high in box]
    grid, height = _inner(near, _plane(axes), nodes)
    weight = np.exp(height - height.max()) * np.outer(share, share).reshape(-1, 1)
    seen = weight.ravel() > UNSEEN * weight.max()
    grid, weight = grid.reshape(-1, 3)[seen], weight.ravel()[seen]
    between = covariances(grid, data.error_of_middle, data.error_of_change)
    found = fits(data, between)
    if not data.apart:
        rest = found.likelihood - likelihoods(near, between)
        weight = weight * np.exp(rest - rest.max())
    weight = weight / weight.sum()
    which = np.flatnonzero(seen) // nodes % nodes
    density = np.bincount(which, weight, minlength=nodes) / (share * np.diff(box[1]))
    return Averaged(data, between, weight, found, (box[1], axes[1], density))


def _near(data: TwoRounds) -> TwoRounds:
    """The same values as if errors were uncorrelated, each as large as it moves its unit against the others."""
    count, units = len(data.value), np.arange(len(data.value))
    size, axes = np.linalg.eigh(data.relative)
    least = 1e-3 * data.error_of_middle
    cov = np.zeros((count, 2, count, 2))
    cov[units, :, units, :] = (axes * np.maximum(size, least)[:, None, :]) @ axes.swapaxes(1, 2)
    return TwoRounds(data.value, cov.reshape(2 * count, 2 * count), True)


def _plane(axes: list[Array]) -> Array:
    """(n, 2) every pair of two axes."""
    return np.stack([part.ravel() for part in np.meshgrid(*axes, indexing="ij")], axis=1)


def _inner(data: TwoRounds, plane: Array, nodes: int) -> tuple[Array, Array]:
    """(n, nodes, 3) nodes with those of the correlation where it has a say, (n, nodes) logs of what each counts.

    How well the correlation is told hangs on the reliabilities: hardly at all where one of them is near zero.
    """
    low, high = (np.full(len(plane), end) for end in STEEPEST)
    rows, prior = np.arange(len(plane)), -plane.sum(axis=1)
    for again in range(NARROWED, -1, -1):
        step = (high - low) / (nodes - 1)
        z = low[:, None] + step[:, None] * np.arange(nodes)
        grid = np.concatenate([np.repeat(plane[:, None], nodes, axis=1), z[:, :, None]], axis=2)
        between = covariances(grid.reshape(-1, 3), data.error_of_middle, data.error_of_change)
        height = likelihoods(data, between).reshape(z.shape) + prior[:, None] - 2 * np.log(np.cosh(z))
        if again:
            seen = height > height.max(axis=1, keepdims=True) + np.log(SEEN)
            first, last = seen.argmax(axis=1), nodes - 1 - seen[:, ::-1].argmax(axis=1)
            low, high = np.maximum(z[rows, first] - step, low), np.minimum(z[rows, last] + step, high)
    return grid, height + np.log(step)[:, None]


def covariances(grid: Array, middle: float, change: float) -> Array:
    """(n, 2, 2) T from -log(1 - reliability) of middle and change, and atanh of their correlation."""
    a, s, r = np.sqrt(middle * np.expm1(grid[:, 0])), np.sqrt(change * np.expm1(grid[:, 1])), np.tanh(grid[:, 2])
    cross, half = r * a * s, s**2 / 4
    first, second, both = a**2 + half - cross, a**2 + half + cross, a**2 - half
    return np.stack([np.stack([first, both], axis=1), np.stack([both, second], axis=1)], axis=1)


def _where_seen(axis: Array, weight: Array) -> tuple[float, float]:
    """Where a number has a say, with a step to either side."""
    seen = np.flatnonzero(weight > SEEN * weight.max())
    step = axis[1] - axis[0]
    return max(float(axis[seen[0]] - step), WIDEST[0]), min(float(axis[seen[-1]] + step), WIDEST[1])


def quantile(mean: Array, deviation: Array, weight: Array, wanted: float) -> Array:
    """(k,) quantiles of the mixtures of n normal distributions, (n, k), by Newton's steps kept within their bracket."""
    deviation = np.maximum(deviation, 1e-12 * (1 + np.abs(mean).max()))
    low, high = (mean - 10 * deviation).min(axis=0), (mean + 10 * deviation).max(axis=0)
    middle = weight @ mean
    x = middle + ndtri(wanted) * np.sqrt(weight @ (deviation**2 + (mean - middle) ** 2))
    for _ in range(ROUNDS):
        z = (x - mean) / deviation
        over = weight @ ndtr(z) - wanted
        low, high = np.where(over < 0, x, low), np.where(over < 0, high, x)
        density = weight @ (np.exp(-0.5 * z**2) / deviation) / np.sqrt(2 * np.pi)
        moved = x - over / np.maximum(density, 1e-300)
        new = np.where((moved > low) & (moved < high), moved, (low + high) / 2)
        if np.all(np.abs(new - x) <= 1e-11 * (high - low + np.abs(x))):
            return new
        x = new
    return x

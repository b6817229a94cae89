"""How far true values lie apart in two rounds, and how alike the rounds are, known with errors: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Array = NDArray[np.float64]

FEWEST = 4  # units from which three numbers, two spreads and one correlation, can be told
MIDDLE = np.array([0.5, 0.5])
CHANGE = np.array([-1.0, 1.0])


@dataclass(frozen=True, slots=True, eq=False)
class TwoRounds:
    """Values of k units in two rounds, y = (m₁, m₂) + θ + e, Var(θ) = T for every unit, Var(e) = V.

    Attributes:
        value: (k, 2) values, before and after.
        cov: (2k, 2k) covariance V of the errors, the two rounds of a unit beside each other.
        apart: whether the errors of different units are uncorrelated.
    """

    value: Array
    cov: Array
    apart: bool

    @property
    def own(self) -> Array:
        """(k, 2, 2) the covariance of each unit's two errors."""
        count = len(self.value)
        units = np.arange(count)
        return self.cov.reshape(count, 2, count, 2)[units, :, units, :]

    @property
    def relative(self) -> Array:
        """(k, 2, 2) the same for what moves a unit against the others: without what the errors of all units share.

        Formula:
            V_ii - s_i - s_i' + mean s, s_i the mean of V_ij over the other units j; V_ii where units are uncorrelated.
        """
        if self.apart:
            return self.own
        count = len(self.value)
        blocks = self.cov.reshape(count, 2, count, 2).swapaxes(1, 2)
        shared = (blocks.sum(axis=1) - self.own) / (count - 1)
        found = self.own - shared - shared.swapaxes(1, 2) + shared.mean(axis=0)
        units, side = np.arange(count)[:, None], np.arange(2)
        found[units, side, side] = np.maximum(found[units, side, side], 0.0)
        return found

    def error(self, weights: Array) -> float:
        """How far errors move the units against each other: the variance of a'e beyond what all units share.

        Formula:
            tr(C) / k less the mean covariance of two units, C the (k, k) covariance of a'e; the mean variance where
            units are uncorrelated.
        """
        count = len(self.value)
        cov = np.einsum("a,iajb,b->ij", weights, self.cov.reshape(count, 2, count, 2), weights)
        return float((count * np.trace(cov) - cov.sum()) / (count * (count - 1)))

    @property
    def error_of_change(self) -> float:
        """That of the errors of after - before."""
        return self.error(CHANGE)

    @property
    def error_of_middle(self) -> float:
        """That of the errors of the mean of the two rounds."""
        return self.error(MIDDLE)


def two_rounds(value: Array, cov: Array) -> TwoRounds:
    """Values of two rounds, (k, 2), with their errors' (2k, 2k) covariance, a unit's two rounds beside each other."""
    count = len(value)
    blocks = cov.reshape(count, 2, count, 2)
    outside = np.count_nonzero(cov) - np.count_nonzero(blocks[np.arange(count), :, np.arange(count), :])
    return TwoRounds(value, cov, outside == 0)


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """What k units are taken to be under each of n covariances T of the true values, the means by least squares.

    Attributes:
        likelihood: (n,) restricted log likelihood, up to a constant.
        centre: (n, 2) means of the rounds. centre_cov: (n, 2, 2) their covariance.
        mean: (n, k, 2) true values given the data. shift: (n, k, 2, 2) how they move with the means of the rounds.
        own: (n, k, 2, 2) covariance of each unit's two true values, the means known.
        slope: (n, 2, 2) derivative of the likelihood by T.
    """

    likelihood: Array
    centre: Array
    centre_cov: Array
    mean: Array
    shift: Array
    own: Array
    slope: Array

    def spread(self) -> Array:
        """(n, k, 2, 2) covariance of each unit's two true values, with what is not known of the rounds' means."""
        return self.own + self.shift @ self.centre_cov[:, None] @ self.shift.swapaxes(-1, -2)


def fits(data: TwoRounds, between: Array) -> Fits:
    """The units under each of n covariances T.

    Args:
        data: the values. between: (n, 2, 2) the covariances.

    Formula:
        Σ = V + I ⊗ T, m = (X'Σ⁻¹X)⁻¹X'Σ⁻¹y; true values Xm + (I ⊗ T)Σ⁻¹(y - Xm), their covariance with m known
        (I ⊗ T) - (I ⊗ T)Σ⁻¹(I ⊗ T), and they move with m by X - (I ⊗ T)Σ⁻¹X;
        log likelihood -½ [log |Σ| + log |X'Σ⁻¹X| + (y - Xm)'Σ⁻¹(y - Xm)].

    Source:
        Patterson and Thompson (1971), Biometrika 58, 545-554; Fay (1987), in Platek and others, Small Area Statistics.
    """
    if data.apart:
        return _separate(data, between)
    parts = [_together(data, one) for one in between]
    return Fits(*(np.stack([getattr(part, name) for part in parts]) for name in Fits.__slots__))


def likelihoods(data: TwoRounds, between: Array) -> Array:
    """(n,) the restricted log likelihoods of n covariances T alone, of units whose errors are uncorrelated."""
    own, y = data.own, data.value - data.value.mean(axis=0)
    first, both, second = (own[:, i, j] + between[:, i, j, None] for i, j in ((0, 0), (0, 1), (1, 1)))
    size = first * second - both**2
    p, q, r = second / size, -both / size, first / size
    total = p.sum(axis=1) * r.sum(axis=1) - q.sum(axis=1) ** 2
    one, two = p @ y[:, 0] + q @ y[:, 1], q @ y[:, 0] + r @ y[:, 1]
    fitted = (r.sum(axis=1) * one**2 - 2 * q.sum(axis=1) * one * two + p.sum(axis=1) * two**2) / total
    square = p @ y[:, 0] ** 2 + 2 * (q @ (y[:, 0] * y[:, 1])) + r @ y[:, 1] ** 2
    return np.asarray(-0.5 * (np.log(size).sum(axis=1) + np.log(total) + square - fitted))


def _separate(data: TwoRounds, between: Array) -> Fits:
    precision = np.linalg.inv(data.own[None] + between[:, None])
    total = precision.sum(axis=1)
    centre_cov = np.linalg.inv(total)
    weighted = np.einsum("nkab,kb->na", precision, data.value)
    centre = np.einsum("nab,nb->na", centre_cov, weighted)
    rest = data.value[None] - centre[:, None]
    pulled = np.einsum("nkab,nkb->nka", precision, rest)
    keep = between[:, None] @ precision
    likelihood = -0.5 * (
        -np.linalg.slogdet(precision)[1].sum(axis=1)
        + np.linalg.slogdet(total)[1]
        + np.einsum("nka,nka->n", rest, pulled)
    )
    seen = np.einsum("nkab,nbc,nkcd->nad", precision, centre_cov, precision)
    slope = -0.5 * (total - seen - np.einsum("nka,nkb->nab", pulled, pulled))
    return Fits(
        likelihood,
        centre,
        centre_cov,
        centre[:, None] + np.einsum("nkab,nkb->nka", keep, rest),
        np.eye(2) - keep,
        between[:, None] - keep @ between[:, None],
        slope,
    )


def _together(data: TwoRounds, between: Array) -> Fits:
    """One covariance, the errors of the units correlated; the arrays without their first axis."""
    count = len(data.value)
    precision = _precision(data, between)
    units = np.arange(count)
    own = precision.reshape(count, 2, count, 2)[units, :, units, :]
    seen = precision.reshape(2 * count, count, 2).sum(axis=1)
    each = seen.reshape(count, 2, 2)
    total = each.sum(axis=0)
    centre_cov = np.linalg.inv(total)
    centre = centre_cov @ (seen.T @ data.value.ravel())
    rest = (data.value - centre).ravel()
    pulled = (precision @ rest).reshape(count, 2)
    likelihood = -0.5 * (-np.linalg.slogdet(precision)[1] + np.linalg.slogdet(total)[1] + rest @ pulled.ravel())
    left = (own - each @ centre_cov @ each.swapaxes(1, 2)).sum(axis=0)
    return Fits(
        likelihood,
        centre,
        centre_cov,
        centre + pulled @ between,
        np.eye(2) - between @ each,
        between - between @ own @ between,
        -0.5 * (left - pulled.T @ pulled),
    )


def _precision(data: TwoRounds, between: Array) -> Array:
    """(2k, 2k) the inverse of V + I ⊗ T."""
    count, units = len(data.value), np.arange(len(data.value))
    whole = data.cov.copy().reshape(count, 2, count, 2)
    whole[units, :, units, :] += between
    return np.asarray(np.linalg.inv(whole.reshape(2 * count, 2 * count)))


def cov_of_changes(data: TwoRounds, between: Array) -> Array:
    """(k, k) covariance of the true changes under one covariance T, the means of the rounds known."""
    count, pull = len(data.value), between @ CHANGE
    blocks = _precision(data, between).reshape(count, 2, count, 2)
    found = np.eye(count) * (CHANGE @ pull) - np.einsum("a,iajb,b->ij", pull, blocks, pull)
    return np.asarray((found + found.T) / 2)


def moments(data: TwoRounds) -> Array:
    """(2, 2) the covariance of the values less the mean covariance of their errors, the nearest one that can be.

    Formula:
        S - mean V_ii, negative eigenvalues set to zero.
    """
    own = data.own.mean(axis=0)
    size, axes = np.linalg.eigh(np.cov(data.value.T) - own)
    return np.asarray((axes * np.maximum(size, 0.0)) @ axes.T)


def restricted_between(data: TwoRounds) -> Array:
    """(2, 2) the covariance T of the true values with the largest restricted likelihood among those that can be.

    The moments weigh every unit alike, whatever its error, and have to be cut off where they leave the covariances that
    can be; the likelihood weighs units by what they tell and stays inside.

    Formula:
        T = LL', L lower triangular; the highest of the peaks reached from the moments, and from both spreads alike.
    """
    scale = float(np.trace(np.cov(data.value.T))) / 2 + data.error_of_middle

    def lower(free: Array) -> Array:
        return np.sqrt(scale) * np.array([[free[0], 0.0], [free[1], free[2]]])

    def lost(free: Array) -> tuple[float, Array]:
        root = lower(free)
        found = fits(data, (root @ root.T)[None])
        by = -2 * np.sqrt(scale) * (found.slope[0] @ root)
        return -float(found.likelihood[0]), np.array([by[0, 0], by[1, 0], by[1, 1]])

    starts = [moments(data) / scale + 0.01 * np.eye(2), np.diag([0.3, 0.3]), np.array([[0.3, 0.28], [0.28, 0.3]])]
    best = min(
        (
            optimize.minimize(
                lost, np.linalg.cholesky(start)[[0, 1, 1], [0, 0, 1]], jac=True, method="BFGS", options={"gtol": 1e-9}
            )
            for start in starts
        ),
        key=lambda found: float(found.fun),
    )
    root = lower(best.x)
    return np.asarray(root @ root.T)

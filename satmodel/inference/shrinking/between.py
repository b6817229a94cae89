"""How far true values lie apart when each is known with an error of known size: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

Array = NDArray[np.float64]

_GRID = 80
ROUGH = 10  # below this many degrees of freedom a standard error is itself off by a fifth or more (1 / √(2 df))


@dataclass(frozen=True, slots=True, eq=False)
class Rotated:
    """Values whose errors are made independent by turning the axes: y = Xb + u + e, Var(u) = τ²I, Var(e) = diag(d).

    Attributes:
        value: (k,) turned values. x: (k, p) turned columns. error: (k,) variances d. axes: (k, k) the turn U, V = UDU'.
    """

    value: Array
    x: Array
    error: Array
    axes: Array

    @property
    def left(self) -> int:
        """k - p, how many values are left to tell the spread from."""
        return self.x.shape[0] - self.x.shape[1]

    def solved(self, tau2: float) -> tuple[Array, Array, Array]:
        """The coefficients by generalised least squares, their covariance, and what is left of the values."""
        precision = 1 / (self.error + tau2)
        cov = np.linalg.inv((self.x * precision[:, None]).T @ self.x)
        b = cov @ (self.x.T @ (precision * self.value))
        return b, cov, self.value - self.x @ b

    def traces(self, tau2: float) -> tuple[float, float]:
        """tr(P) and tr(PP) of P = Σ⁻¹ - Σ⁻¹X(X'Σ⁻¹X)⁻¹X'Σ⁻¹."""
        precision = 1 / (self.error + tau2)
        _, cov, _ = self.solved(tau2)
        second = cov @ ((self.x * (precision**2)[:, None]).T @ self.x)
        third = cov @ ((self.x * (precision**3)[:, None]).T @ self.x)
        single = precision.sum() - np.trace(second)
        double = (precision**2).sum() - 2 * np.trace(third) + np.trace(second @ second)
        return float(single), float(double)


def rotated(value: Array, cov: Array, x: Array) -> Rotated:
    """Turn the axes to those of the errors' (k, k) covariance."""
    if np.count_nonzero(cov - np.diag(np.diag(cov))) == 0:
        return Rotated(value, x, np.diag(cov).copy(), np.eye(len(value)))
    error, axes = np.linalg.eigh(cov)
    return Rotated(axes.T @ value, axes.T @ x, error, axes)


def cochran(data: Rotated, tau2: float) -> float:
    """Q(τ²), the weighted sum of squares around the fit; it falls as τ² rises."""
    _, _, rest = data.solved(tau2)
    return float((rest**2 / (data.error + tau2)).sum())


def paule_mandel(data: Rotated) -> float:
    """The τ² at which Q(τ²) = k - p, zero where Q is smaller already at zero.

    Source:
        Paule and Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385.
    """
    return _crossing(data, data.left)


def q_profile(data: Rotated, level: float) -> tuple[float, float]:
    """The interval of τ²: where Q(τ²) passes the quantiles of χ² with k - p degrees of freedom.

    Source:
        Viechtbauer (2007), Statistics in Medicine 26, 37-52.
    """
    tail = (1 - level) / 2
    return (
        _crossing(data, float(stats.chi2.isf(tail, data.left))),
        _crossing(data, float(stats.chi2.ppf(tail, data.left))),
    )


def restricted(data: Rotated) -> float:
    """The τ² of the largest restricted likelihood; the highest of several peaks.

    Source:
        Patterson and Thompson (1971), Biometrika 58, 545-554; Datta and Lahiri (2000), Statistica Sinica 10, 613-627.
    """

    def slope(tau2: float) -> float:
        _, _, rest = data.solved(tau2)
        return float((rest**2 / (data.error + tau2) ** 2).sum()) - data.traces(tau2)[0]

    def value(tau2: float) -> float:
        _, cov, rest = data.solved(tau2)
        total = data.error + tau2
        return float(-np.log(total).sum() + np.linalg.slogdet(cov)[1] - (rest**2 / total).sum())

    size = float(data.error.mean() + np.var(data.value))
    points = np.concatenate([[0.0], size * np.geomspace(1e-6, 1e3, _GRID)])
    best = int(np.argmax([value(point) for point in points]))
    low, high = points[max(best - 1, 0)], points[min(best + 1, len(points) - 1)]
    if not slope(low) > 0 > slope(high):
        return float(points[best])
    return float(optimize.brentq(slope, low, high, xtol=1e-14 * size, rtol=1e-14))


def _crossing(data: Rotated, wanted: float) -> float:
    if cochran(data, 0.0) <= wanted:
        return 0.0
    high = float(data.error.mean() + np.var(data.value))
    while cochran(data, high) > wanted:
        high *= 4
    return float(optimize.brentq(lambda tau2: cochran(data, tau2) - wanted, 0.0, high, xtol=1e-14 * high, rtol=1e-14))


def known_exactly(cov: Array) -> bool:
    """Whether an error, or a combination of the errors, has no variance."""
    return not np.linalg.eigvalsh(cov).min() > 1e-10 * np.diag(cov).max()


def own_errors(cov: Array) -> Array:
    """(k,) the part of each error variance that moves a value against the others: all of it for independent errors.

    What the errors have in common moves all values alike and no value against another; it is not in here.

    Formula:
        V_ii - 2 mean_j(V_ij) + m, m the mean covariance of two errors; their mean is half the mean variance of a
        difference between two errors. Below zero where an error moves against the others less than they do together.

    Examples:
        >>> own_errors(np.diag([1.0, 3.0])).tolist(), own_errors(np.array([[2.0, 0.5], [0.5, 2.0]])).tolist()
        ([1.0, 3.0], [1.5, 1.5])
    """
    variance, others = np.diag(cov), max(len(cov) - 1, 1)
    shared = (cov.sum(axis=1) - variance) / others
    return np.asarray(variance - 2 * shared + shared.mean())


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """What each true value is taken to be, and how far it may be off.

    Attributes:
        value: (k,) shrunk values. variance: (k,) their mean squared errors.
        coefficient: (p,) those of the columns, the constant first. se: (p,) their standard errors.
        fitted: (k,) what the columns alone say.
    """

    value: Array
    variance: Array
    coefficient: Array
    se: Array
    fitted: Array


def predict(data: Rotated, tau2: float, *, moment: bool) -> Predicted:
    """Shrink the values towards the fit.

    Args:
        data: the turned values.
        tau2: the variance of the true values.
        moment: whether ``tau2`` is the moment estimate of Paule and Mandel rather than the restricted likelihood's.

    Formula:
        θ̃ = Xb + B(y - Xb), B = τ²Σ⁻¹; mean squared error g1 + g2 + 2 g3 - bias(τ²) ∂g1/∂τ², with g1 = τ²I - τ⁴Σ⁻¹,
        g2 = (X - BX) Var(b) (X - BX)', g3 = (V Σ⁻¹) Σ⁻¹ (Σ⁻¹ V) Var(τ²). Var(τ²) = 2 / tr(PP), no bias (likelihood);
        2 (k - p) / tr(P)², bias 2 [(k - p) tr(PP) - tr(P)²] / tr(P)³ (moments). At least g1 + g2, the error with τ²
        known: with very unequal errors and τ² near zero the correction for the bias would take more than there is.

    Source:
        Prasad and Rao (1990), JASA 85, 163-171; Datta and Lahiri (2000), Statistica Sinica 10, 613-627; Datta, Rao and
        Smith (2005), Biometrika 92, 183-196.
    """
    b, cov, rest = data.solved(tau2)
    total, square = data.error + tau2, data.axes**2
    keep = tau2 / total
    off = data.axes @ (data.x * (1 - keep)[:, None])
    single, double = data.traces(tau2)
    spread, bias = 2 / double, 0.0
    if moment:
        spread = 2 * data.left / single**2
        bias = 2 * (data.left * double - single**2) / single**3
    first = square @ (keep * data.error)
    second = np.einsum("ij,jk,ik->i", off, cov, off)
    third = spread * (square @ (data.error**2 / total**3))
    fitted = data.axes @ (data.x @ b)
    known = first + second
    return Predicted(
        fitted + data.axes @ (keep * rest),
        np.maximum(known + 2 * third - bias * (square @ ((data.error / total) ** 2)), known),
        b,
        np.sqrt(np.diag(cov)),
        fitted,
    )

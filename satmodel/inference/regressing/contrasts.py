"""Penalties and rewards from arrays: two dummies an item, their regression, and a ratio with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.estimation.terms import centred, own_terms
from satmodel.inference.regressing.fitting import Fit, fit_linear

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# A direction of the dummies with less than this share of their variance does not vary; a dummy that takes part in one
# with more than a rounding of the directions has no coefficient of its own.
_STILL = 1e-10
_PART = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Contrasts:
    """The regression of an outcome on k dummies at once.

    Attributes:
        own: (k,) whether the dummy has a coefficient of its own.
        coefficient: (k,) the coefficients, zero where there is none.
        influence: (r, k) each respondent's influence on them, weight included.
        vif: (k,) how many times the others multiply the variance of the coefficient; ``nan`` where there is none.
        fitted: R².
        terms: how many coefficients were estimated, the constant among them.
    """

    own: Flags
    coefficient: Array
    influence: Array
    vif: Array
    fitted: float
    terms: int


def fit_contrasts(y: Array, dummies: Array, weight: Array) -> Contrasts:
    """Weighted least squares of (r,) y on a constant and the (r, k) dummies, some of which may follow from others.

    Formula:
        A dummy has a coefficient of its own where it takes part in no combination that does not vary; such coefficients
        are the same whichever of the others are left out. VIF_j = 1 / (1 - R_j²), R_j² that of dummy j on the others.
    """
    moved = centred(dummies, weight)
    spread = np.sqrt(np.average(moved**2, axis=0, weights=weight))
    scaled = moved / np.where(spread > 0, spread, 1.0)
    values, vectors = np.linalg.eigh((scaled * (weight / weight.sum())[:, None]).T @ scaled)
    moving = values > _STILL
    own = (spread > 0) & np.all(np.abs(vectors[:, ~moving]) < _PART, axis=1)
    inverse = (vectors[:, moving] / values[moving]) @ vectors[:, moving].T
    used = np.flatnonzero(own_terms(moved, weight))
    fit: Fit = fit_linear(y, np.column_stack([np.ones(len(y)), scaled[:, used]]), weight)
    coefficient, influence = np.zeros(len(spread)), np.zeros(dummies.shape)
    coefficient[used] = fit.coefficient[1:] / spread[used]
    influence[:, used] = fit.influence[:, 1:] / spread[used]
    vif = np.where(own, np.diag(inverse), np.nan)
    return Contrasts(own, np.where(own, coefficient, 0.0), influence, vif, fit.fitted, len(used) + 1)


def fieller(top: Array, bottom: Array, var_top: Array, var_bottom: Array, cov: Array, t: Array) -> tuple[Array, Array]:
    """The interval of the ratio of two estimates, where the second is established to be above zero.

    Args:
        top, bottom: (m,) the estimates. var_top, var_bottom, cov: (m,) their variances and covariance.
        t: (m,) how many standard errors belong to the level.

    Returns:
        (m,) low and high; ``nan`` where the interval of ``bottom`` reaches zero or below, since the ratio is then not
        bounded, or stands on a range that is upside down.

    Formula:
        All θ with (top - θ bottom)² ≤ t² (var_top - 2 θ cov + θ² var_bottom).

    Source:
        Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.

    Examples:
        >>> one = np.array([1.0])
        >>> low, high = fieller(one, 2 * one, 0 * one, 0.04 * one, 0 * one, 2 * one)
        >>> low.round(3).tolist(), high.round(3).tolist()
        ([0.417], [0.625])
    """
    square = t**2
    a = bottom**2 - square * var_bottom
    b = top * bottom - square * cov
    c = top**2 - square * var_top
    known = (bottom > 0) & (a > 0)
    safe = np.where(known, a, 1.0)
    # the estimate itself always satisfies the inequality, so the root is real up to rounding
    root = np.sqrt(np.maximum(b**2 - safe * c, 0.0))
    ends = ((b - root) / safe, (b + root) / safe)
    return np.where(known, ends[0], np.nan), np.where(known, ends[1], np.nan)

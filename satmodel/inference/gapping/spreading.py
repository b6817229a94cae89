"""How the between-unit variance of a composite splits by item, net of sampling error: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.estimation.degrees import degrees_of_freedom

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts that p items have in the variance of a weighted sum between K units.

    Attributes:
        observed: (p,) weight x covariance of the item with the composite between the units as observed, in squared
            points. error: (p,) what sampling error adds to it on average.
        cov: (p, p) estimated covariance of the corrected parts, from the sampling covariance.
        own: (p,) each item's corrected variance between the units, below zero where errors explain more than there is.
        df: (p,) degrees of freedom of the parts. total_df: those of their sum.
    """

    observed: Array
    error: Array
    cov: Array
    own: Array
    df: Array
    total_df: float

    @property
    def corrected(self) -> Array:
        """(p,) the parts net of sampling error, in squared points."""
        return self.observed - self.error


def parts_of(value: Array, cov: Array, weights: Array, df: Array) -> Parts:
    """Split the between-unit variance of a composite by item, and take off what sampling error adds.

    Args:
        value: (K, p) scores of K units and p items, in points.
        cov: (K p, K p) their sampling covariance, the items of a unit next to each other.
        weights: (p,) the items' weights. df: (K p,) degrees of freedom.

    Formula:
        With x_i = w_i (y_i - mean over units) and c = Σ x_i: part_i = x_i'c / (K - 1), less
        tr(Cov(x_i, c)) / (K - 1), which for independent units is the mean of their w_i Cov_u(y_i, composite) and for
        dependent ones the mean less that of two different units. Cov(part_i, part_j) is that of quadratic forms of
        normal errors, E_ij + L_ij: E_ij = [tr(Σ_ij Σ_cc) + tr(Σ_ic Σ_jc)] / (K - 1)² of the errors alone, and L_ij, the
        same forms with one error each, estimated by its plug-in less the 2 E_ij that errors add to it, with the
        eigenvalues below zero taken as zero.
    """
    units, items = value.shape
    share = units - 1
    apart = value - value.mean(axis=0)
    x = apart * weights
    c = x.sum(axis=1)
    # (K, p, K, p): the covariance of the scores less their means over the units
    centred = cov.reshape(units, items, units, items)
    centred = centred - centred.mean(axis=0, keepdims=True)
    centred = centred - centred.mean(axis=2, keepdims=True)
    weighted = centred * weights[:, None, None] * weights
    with_whole = weighted.sum(axis=3)  # (K, p, K): Cov(x_i, c)
    whole = with_whole.sum(axis=1)
    error = np.einsum("uiu->i", with_whole) / share
    alone = (np.einsum("uivj,vu->ij", weighted, whole) + np.einsum("uiv,vju->ij", with_whole, with_whole)) / share**2
    # (p, K, p): the gradient of x_i'c by every score
    slopes = x.T[:, :, None] * weights + np.eye(items)[:, None, :] * (c[:, None] * weights)
    slopes = slopes.reshape(items, units * items) / share
    plug = slopes @ cov @ slopes.T
    size, axes = np.linalg.eigh(plug - 2 * alone)
    lined = (axes * np.maximum(size, 0.0)) @ axes.T
    own = ((apart**2).sum(axis=0) - np.einsum("uiui->i", centred)) / share
    return Parts(
        c @ x / share,
        error,
        lined + alone,
        own,
        degrees_of_freedom(slopes, cov, df),
        float(degrees_of_freedom(slopes.sum(axis=0)[None], cov, df)[0]),
    )


def ratios(top: Array, variance: Array, shared: Array, whole: float, whole_variance: float, critical: Array) -> Array:
    """(m, 2) the intervals of m ratios to one whole: every ratio that the data do not contradict.

    Args:
        top: (m,) the numerators. variance: (m,) theirs. shared: (m,) their covariance with the whole.
        whole, whole_variance: the whole, which lies further from zero than its critical value.
        critical: (m,) how many standard errors an interval reaches.

    Formula:
        The s with (top - s whole)² ≤ c² (variance - 2 s shared + s² whole_variance).

    Source:
        Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.
    """
    c2 = critical**2
    a = whole**2 - c2 * whole_variance
    b = top * whole - c2 * shared
    d = top**2 - c2 * variance
    root = np.sqrt(np.maximum(b**2 - a * d, 0.0))
    return np.stack([(b - root) / a, (b + root) / a], axis=-1)


def t_critical(level: float, df: Array | float) -> Array:
    """How many standard errors a two-sided interval reaches."""
    return np.asarray(stats.t.ppf(0.5 + level / 2, df), dtype=float)

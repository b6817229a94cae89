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
    # (p, K, K p): each item's weighted score of each unit, less the mean over the units
    centre = np.eye(units) - 1 / units
    maps = np.zeros((items, units, units * items))
    for i in range(items):
        maps[i][:, i::items] = weights[i] * centre
    whole = maps.sum(axis=0)
    flat = value.ravel()
    x, c = maps @ flat, whole @ flat
    half = maps @ cov  # (p, K, K p)
    to_whole = half @ whole.T  # (p, K, K): Cov(x_i, c)
    cross = np.einsum("iak,jbk->ijab", half, maps)  # Cov(x_i, x_j)
    sum_cov = to_whole.sum(axis=0)
    error = np.trace(to_whole, axis1=1, axis2=2) / share
    alone = (np.einsum("ijab,ba->ij", cross, sum_cov) + np.einsum("iab,jba->ij", to_whole, to_whole)) / share**2
    # gradient of x_i'c is c'maps_i + x_i'whole
    slopes = (np.einsum("a,iak->ik", c, maps) + x @ whole) / share
    plug = slopes @ cov @ slopes.T
    size, axes = np.linalg.eigh(plug - 2 * alone)
    lined = (axes * np.maximum(size, 0.0)) @ axes.T
    apart = value - value.mean(axis=0)
    alike = np.stack([centre @ cov[i::items, i::items] for i in range(items)])
    own = ((apart**2).sum(axis=0) - np.trace(alike, axis1=1, axis2=2)) / share
    return Parts(
        x @ c / share,
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

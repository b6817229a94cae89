"""Weighted least squares from cluster totals: covariances, coefficients with design-based errors; arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.taylor import design_covariance
from satmodel.inference.sharing.lattice import OWN_VARIANCE
from satmodel.survey.moments import Moments

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# A variance below this share of the mean square is the rounding of numbers that are all alike.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class ClusterTotals:
    """Totals over the respondents of each cluster, of q columns that every one of them answered.

    Attributes:
        totals: (j, 1 + q + q(q+1)/2) sum of weights, of weight times points, and of weight times the product of two
            columns' points (upper triangle, row by row); the points are measured from the weighted means.
        stratum: (j,) stratum code of each cluster.
        population: (h,) clusters in the population of each stratum; None where the sample is a small part of it.
        columns: q, the number of columns.
        n: respondents.
    """

    totals: Array
    stratum: Codes
    population: Array | None
    columns: int
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """The weighted regression of one outcome on p items.

    Attributes:
        coefficient: (p,) points of the outcome for a point of the item, the others held; ``nan`` for an item that is a
            combination of others.
        se: (p,) their design-based standard errors.
        standardised: (p,) coefficients in standard deviations of outcome and item.
        correlation: (p,) correlation of each item with the outcome; ``nan`` for an item that does not vary.
    """

    coefficient: Array
    se: Array
    standardised: Array
    correlation: Array


def cluster_totals(sums: Moments) -> ClusterTotals:
    """The totals of each sampled cluster, with the points measured from the weighted means.

    Args:
        sums: sums over complete cases, so that every column has the same respondents.

    Raises:
        SettingError: each respondent is a cluster, and the sums hold several respondents in a cell.
    """
    if sums.squares is not None and not sums.clustered:
        raise SettingError("these moments hold no totals of single respondents; make them from a survey (sat.read)")
    clusters, q = int(sums.sampled.sum()), len(sums.columns)
    codes = sums.cells["cluster"].to_numpy()
    stratum = np.zeros(clusters, dtype=np.intp)
    stratum[codes] = sums.cells["stratum"].to_numpy()
    weight, first, second = sums.sw[:, 0], sums.swy, sums.swyy
    mean = first.sum(axis=0) / weight.sum()
    cross = first[:, :, None] * mean
    centred = second - cross - cross.transpose(0, 2, 1) + weight[:, None, None] * np.outer(mean, mean)
    varies = np.einsum("cii->i", centred) > _ROUNDING * np.einsum("cii->i", second)
    centred *= varies[:, None] & varies
    upper = np.triu_indices(q)
    parts = np.column_stack([weight, (first - weight[:, None] * mean) * varies, centred[:, upper[0], upper[1]]])
    totals = np.zeros((clusters, parts.shape[1]))
    np.add.at(totals, codes, parts)
    return ClusterTotals(totals, stratum, sums.population, q, int(sums.n[:, 0].sum()))


def covariance(totals: Array, columns: int) -> Array:
    """The weighted covariance of q columns from totals: (..., 1 + q + q(q+1)/2) to (..., q, q).

    A column whose variance is no more than rounding gets zeros; so do all where nobody has a weight, as in a replicate
    that drew only clusters without respondents.
    """
    upper = np.triu_indices(columns)
    weight = totals[..., :1]
    parts = np.divide(totals[..., 1:], weight, out=np.zeros_like(totals[..., 1:]), where=weight > 0)
    mean, products = parts[..., :columns], parts[..., columns:]
    cov = np.empty((*totals.shape[:-1], columns, columns))
    cov[..., upper[0], upper[1]] = products
    cov[..., upper[1], upper[0]] = products
    square = np.einsum("...ii->...i", cov).copy()
    cov -= mean[..., :, None] * mean[..., None, :]
    varies = np.einsum("...ii->...i", cov) > _ROUNDING * square
    return np.where(varies[..., :, None] & varies[..., None, :], cov, 0.0)


def r_squared(cov: Array) -> float:
    """The R² of the last column on all others, from their (q, q) covariance; the last one varies."""
    spread = np.sqrt(np.diag(cov))
    scale = np.where(spread > 0, spread, 1.0)
    inverse, _ = _inverse(cov[:-1, :-1], scale[:-1])
    return float(cov[-1, :-1] @ inverse @ cov[-1, :-1] / cov[-1, -1])


def regress(data: ClusterTotals) -> Regression:
    """Regress the last column on the others, with design-based standard errors.

    Args:
        data: totals of p items and the outcome, the outcome last; the outcome varies.

    Assumptions:
        Clusters are drawn independently within strata; a stratum with a single cluster adds its squared distance from
        the mean of all clusters.

    Formula:
        b = S_xx⁻¹ s_xy; V = S_xx⁻¹ [Σ_h (1 - f_h) n_h / (n_h - 1) Σ_j (z_hj - z̄_h)(z_hj - z̄_h)'] S_xx⁻¹ / W² with the
        clusters' scores z = Σ w (x - x̄) e.

    Source:
        Fuller (1975), Sankhya C 37, 117-132; Binder (1983), International Statistical Review 51, 279-292.
    """
    found = coefficients(data)
    variance = np.diag(design_covariance(found.influence, data.stratum, population=data.population))
    cov = covariance(data.totals.sum(axis=0), data.columns)
    spread = np.sqrt(np.diag(cov))
    scale = np.where(spread > 0, spread, 1.0)
    return Regression(
        found.value,
        np.where(found.known, np.sqrt(variance), np.nan),
        found.value * spread[:-1] / spread[-1],
        np.where(spread[:-1] > 0, cov[:-1, -1] / (scale[:-1] * spread[-1]), np.nan),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """The coefficients of p items for one outcome.

    Attributes:
        value: (p,) points of the outcome for a point of the item; ``nan`` where an item is a combination of others.
        influence: (j, p) each cluster's influence on them, zero on average.
        known: (p,) which items have a coefficient of their own.
    """

    value: Array
    influence: Array
    known: NDArray[np.bool_]


def coefficients(data: ClusterTotals) -> Coefficients:
    """The weighted regression of the last column on the others, with the influence of each cluster."""
    p = data.columns - 1
    total = data.totals.sum(axis=0)
    cov = covariance(total, data.columns)
    spread = np.sqrt(np.diag(cov))
    inverse, known = _inverse(cov[:p, :p], np.where(spread > 0, spread, 1.0)[:p])
    slope = inverse @ cov[:p, p]
    upper = np.triu_indices(data.columns)
    products = np.zeros((len(data.totals), data.columns, data.columns))
    products[:, upper[0], upper[1]] = products[:, upper[1], upper[0]] = data.totals[:, 1 + data.columns :]
    scores = products[:, :p, p] - products[:, :p, :p] @ slope
    return Coefficients(np.where(known, slope, np.nan), scores @ inverse / total[0], known)


def regress_replicated(cov: Array, replicated: Array) -> Regression:
    """The regression out of a (q, q) covariance and its (b, q, q) replicates, where no cluster totals give it.

    Formula:
        b = S_xx⁻¹ s_xy; its standard errors are the standard deviations of the replicates' coefficients.
    """
    spread = np.sqrt(np.diag(cov))
    scale = np.where(spread > 0, spread, 1.0)
    inverse, known = _inverse(cov[:-1, :-1], scale[:-1])
    spreads = np.sqrt(np.einsum("bii->bi", replicated))
    scales = np.where(spreads > 0, spreads, 1.0)
    corr = replicated / (scales[:, :, None] * scales[:, None, :])
    slopes = np.linalg.pinv(corr[:, :-1, :-1], rcond=OWN_VARIANCE, hermitian=True) @ corr[:, :-1, -1:]
    slopes = slopes[:, :, 0] * scales[:, -1:] / scales[:, :-1]
    slope = np.where(known, inverse @ cov[:-1, -1], np.nan)
    return Regression(
        slope,
        np.where(known, slopes.std(axis=0, ddof=1), np.nan),
        slope * spread[:-1] / spread[-1],
        np.where(spread[:-1] > 0, cov[:-1, -1] / (scale[:-1] * spread[-1]), np.nan),
    )


def _inverse(cov: Array, scale: Array) -> tuple[Array, NDArray[np.bool_]]:
    """The pseudo-inverse of the items' covariance, and which items have a coefficient of their own."""
    values, vectors = np.linalg.eigh(cov / np.outer(scale, scale))
    own = values > OWN_VARIANCE
    inverse = (vectors[:, own] / values[own]) @ vectors[:, own].T / np.outer(scale, scale)
    # an item has none where it takes part in a combination that does not vary (1e-6: rounding of the directions)
    return inverse, np.all(np.abs(vectors[:, ~own]) < 1e-6, axis=1)

"""Available-case covariances: each pair of columns from the respondents who answered both; arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import NotEstimable
from satmodel.inference.filling.nearest import nearest_correlation, smallest_of
from satmodel.inference.sampling.resampling import bootstrap_sums

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# A variance below this share of the mean square is the rounding of numbers that are all alike.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class PairTotals:
    """Totals of each cluster for every pair of q columns, over the respondents who answered both.

    Attributes:
        totals: (j, q(q+1) + 2q²) for each pair (upper triangle, row by row) the sum of weights and of weight times the
            product of both columns' points; then for each column beside each other one (q x q, row by row) the sum of
            weight times the column's points and of weight times their square. Points are measured from the columns'
            weighted means.
        stratum: (j,) stratum code of each cluster.
        population: (h,) clusters in the population of each stratum; None where the sample is a small part of it.
        n: (q, q) respondents who answered both columns.
        clusters: (q, q) clusters in which someone answered both.
    """

    totals: Array
    stratum: Codes
    population: Array | None
    n: Codes
    clusters: Codes

    @property
    def cov(self) -> Array:
        """(q, q) the covariances as they are, before any mending."""
        return pair_covariance(self.totals.sum(axis=0), len(self.n))

    def replicated(self, replicates: int, seed: int) -> Array:
        """(replicates, q, q) the same of each bootstrap replicate of the clusters."""
        drawn = bootstrap_sums(self.totals, self.stratum, population=self.population, replicates=replicates, seed=seed)
        return pair_covariance(drawn, len(self.n))


def pair_totals(
    points: Array, weight: Array, *, cluster: Codes, stratum: Codes, population: Array | None
) -> PairTotals:
    """Add up every pair of columns within each cluster.

    Args:
        points: (r, q) one row a respondent, ``nan`` for no answer.
        weight: (r,) weights.
        cluster: (r,) cluster codes from 0.
        stratum: (r,) stratum codes from 0.
        population: (h,) clusters in the population of each stratum, or None.
    """
    rows, q = points.shape
    answered = (~np.isnan(points)).astype(float)
    known = np.where(answered > 0, points, 0.0)
    weighted = answered * weight[:, None]
    moved = (known - (weight @ known) / weighted.sum(axis=0)) * answered
    one, other = np.triu_indices(q)
    left, right = np.repeat(np.arange(q), q), np.tile(np.arange(q), q)
    parts = [
        weighted[:, one] * answered[:, other],
        weight[:, None] * moved[:, one] * moved[:, other],
        weight[:, None] * moved[:, left] * answered[:, right],
        weight[:, None] * moved[:, left] ** 2 * answered[:, right],
    ]
    size = int(cluster.max()) + 1
    member = sparse.csr_array((np.ones(rows), (cluster, np.arange(rows))), shape=(size, rows))
    of_cluster = np.zeros(size, dtype=np.intp)
    of_cluster[cluster] = stratum
    both = member @ parts[0] > 0
    clusters = np.zeros((q, q), dtype=np.intp)
    clusters[one, other] = clusters[other, one] = both.sum(axis=0)
    n = (answered.T @ answered).astype(np.intp)
    return PairTotals(member @ np.hstack(parts), of_cluster, population, n, clusters)


def pair_covariance(totals: Array, columns: int) -> Array:
    """Covariances of q columns from the sums of their pairs: (..., q(q+1) + 2q²) to (..., q, q).

    Raises:
        NotEstimable: no respondent answered both columns of a pair.

    Formula:
        r_jk s_j s_k: the correlation of a pair with means and variances of the respondents who answered both, the
        standard deviation of a column from all who answered it. A column that does not vary gets zeros.

    Source:
        Little and Rubin (2019), Statistical analysis with missing data, 3rd edition, 3.4: available-case analysis.
    """
    shape, square = totals.shape[:-1], (columns, columns)
    one, other = np.triu_indices(columns)
    pairs = len(one)
    weight, product = np.empty((*shape, *square)), np.empty((*shape, *square))
    for full, part in ((weight, totals[..., :pairs]), (product, totals[..., pairs : 2 * pairs])):
        full[..., one, other] = full[..., other, one] = part
    if np.any(weight <= 0):
        raise NotEstimable(
            "some replicates hold nobody who answered both of two columns; leave out items with few answers (items=)"
        )
    first = totals[..., 2 * pairs : 2 * pairs + columns**2].reshape(*shape, *square) / weight
    second = totals[..., 2 * pairs + columns**2 :].reshape(*shape, *square) / weight
    variance = second - first**2
    swapped = np.swapaxes(variance, -1, -2)
    own = np.einsum("...ii->...i", variance)
    varies = (variance > _ROUNDING * np.einsum("...ii->...i", second)[..., :, None]) & (own > 0)[..., :, None]
    usable = varies & np.swapaxes(varies, -1, -2)
    length = np.sqrt(np.where(usable, variance * swapped, 1.0))
    corr = np.where(usable, (product / weight - first * np.swapaxes(first, -1, -2)) / length, 0.0)
    spread = np.sqrt(np.where(np.einsum("...ii->...i", usable), own, 0.0))
    return corr * spread[..., :, None] * spread[..., None, :]


def mended(cov: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Covariances whose correlations are those of some data: (b, q, q), and (b,) flags of those that were changed.

    Formula:
        The nearest correlation matrix (Higham 2002) with the same standard deviations.
    """
    corr, spread = _correlation(cov)
    near, changed = nearest_correlation(corr)
    return np.where(changed[:, None, None], near * spread[:, :, None] * spread[:, None, :], cov), changed


def smallest(cov: Array) -> float:
    """The smallest eigenvalue of the correlations of one (q, q) covariance; below zero no data could give it."""
    return float(smallest_of(_correlation(cov[None])[0])[0])


def _correlation(cov: Array) -> tuple[Array, Array]:
    """(b, q, q) correlations with ones on the diagonal, and (b, q) standard deviations."""
    spread = np.sqrt(np.einsum("bii->bi", cov))
    scale = np.where(spread > 0, spread, 1.0)
    corr = cov / (scale[:, :, None] * scale[:, None, :])
    corr[:, range(cov.shape[-1]), range(cov.shape[-1])] = 1.0
    return corr, spread

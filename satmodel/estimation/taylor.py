"""The design-based covariance of linearised totals, with strata, clusters and finite populations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import NotEstimable

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


def design_covariance(
    totals: sparse.csr_matrix,
    stratum: Codes,
    *,
    population: Array | None = None,
    lonely: str = "adjust",
) -> Array:
    """Covariance of m sums over clusters, from the clusters' totals.

    Args:
        totals: (j, m) each sampled cluster's total of the linearised variables, zero where it has no part in a sum.
        stratum: (j,) stratum code of each cluster, from 0.
        population: (h,) clusters in the population of each stratum; None for no finite population correction.
        lonely: what a stratum with a single cluster adds: ``"adjust"`` takes its squared distance from the mean of
            all clusters, ``"fail"`` raises NotEstimable.

    Returns:
        (m, m) covariance.

    Formula:
        V = Σ_h (1 - f_h) n_h / (n_h - 1) Σ_j (T_hj - T̄_h)(T_hj - T̄_h)', with f_h = n_h / N_h.

    Source:
        Binder (1983), International Statistical Review 51, 279-292; Wolter (2007), Introduction to Variance Estimation.
    """
    sizes = np.bincount(stratum).astype(float)
    single = sizes == 1
    if single.any() and lonely == "fail":
        raise NotEstimable(f"{int(single.sum())} strata have a single cluster; their variance cannot be estimated")
    kept = np.ones(len(sizes)) if population is None else 1 - sizes / population
    factor = kept * np.where(single, 1.0, sizes / np.maximum(sizes - 1, 1))
    centred = totals.toarray() if sparse.issparse(totals) else np.asarray(totals)
    membership = sparse.csr_matrix((np.ones(len(stratum)), (stratum, np.arange(len(stratum)))))
    centres = (membership @ centred) / sizes[:, None]
    centres[single] = centred.mean(axis=0)
    centred = centred - centres[stratum]
    return centred.T @ (factor[stratum][:, None] * centred)

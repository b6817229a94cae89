"""The design-based covariance of linearised totals: strata, clusters of one or two stages, finite populations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import NotEstimable, SettingError

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

LONELY = ("adjust", "remove", "average", "certainty", "fail")
# a group of which all but this share is in the sample is taken as sampled whole and adds nothing
_WHOLE = 1e-7
# filled entries beyond which a matrix is multiplied faster as a plain one
_DENSE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage of sampling: clusters drawn within groups (within strata, or within clusters of the stage before).

    Attributes:
        crossed: from (g,) factors to the (m, m) sum over groups of factor times Σ_j T_j T_j' over the group's clusters.
        totals: (g, m) total of each group.
        sizes: (g,) sampled clusters of each group.
        population: (g,) clusters in the population of each group; None where the sample is a small part of it.
        share: (g,) what a group's variance is multiplied with: the sampled share of the stage before; ones by default.
    """

    crossed: Callable[[Array], Array]
    totals: sparse.csr_matrix
    sizes: Array
    population: Array | None = None
    share: Array | None = None


def design_covariance(
    totals: sparse.csr_matrix | Array,
    stratum: Codes,
    *,
    population: Array | None = None,
    lonely: str = "adjust",
) -> Array:
    """Covariance of m sums over clusters of one stage, from the clusters' totals.

    Args:
        totals: (j, m) each sampled cluster's total of the linearised variables, zero where it has no part in a sum.
        stratum: (j,) stratum code of each cluster, from 0.
        population: (h,) clusters in the population of each stratum; None for no finite population correction.
        lonely: what a stratum with a single cluster adds; see :func:`stage_covariance`.

    Returns:
        (m, m) covariance.
    """
    return stage_covariance(stage_of(totals, stratum, population=population), lonely=lonely)


def stage_of(
    totals: sparse.csr_matrix | Array,
    group: Codes,
    *,
    population: Array | None = None,
    share: Array | None = None,
) -> Stage:
    """A stage from the (j, m) totals of its clusters and the (j,) codes of their groups."""
    sizes = np.bincount(group).astype(float)
    membership = sparse.csr_matrix((np.ones(len(group)), (group, np.arange(len(group)))))
    leaf = sparse.csr_matrix(totals)
    by_group = sparse.csr_matrix(membership @ leaf)
    return Stage(lambda factor: product(leaf, factor[group]), by_group, sizes, population, share)


def stage_covariance(stage: Stage, *, lonely: str = "adjust", within: str = "strata") -> Array:
    """What one stage of sampling adds to the covariance.

    Args:
        stage: the stage.
        lonely: what a group with a single sampled cluster adds: ``"adjust"`` its squared distance from the mean of all
            clusters; ``"remove"`` and ``"certainty"`` nothing; ``"average"`` the average of the other groups;
            ``"fail"`` raises NotEstimable. A group that is sampled whole never adds anything.
        within: what the groups are called in messages.

    Returns:
        (m, m) the part of the covariance.

    Raises:
        SettingError: a rule that is not known.
        NotEstimable: there is a group with a single cluster and the rule cannot be followed.

    Formula:
        V = Σ_h (1 - f_h) n_h / (n_h - 1) Σ_j (T_hj - T̄_h)(T_hj - T̄_h)', with f_h = n_h / N_h.

    Source:
        Binder (1983), International Statistical Review 51, 279-292; Wolter (2007), Introduction to Variance Estimation.
    """
    if lonely not in LONELY:
        raise SettingError(f"lonely must be one of {list(LONELY)}, not {lonely!r}")
    sizes = stage.sizes
    kept = np.ones(len(sizes)) if stage.population is None else 1 - sizes / stage.population
    kept = np.where(kept < _WHOLE, 0.0, kept)
    single = (sizes == 1) & (kept > 0)
    count = int(single.sum())
    if count and (lonely == "fail" or (lonely == "average" and count == len(sizes))):
        raise NotEstimable(f"{count} {within} have a single cluster; their variance cannot be estimated")
    share = kept if stage.share is None else kept * stage.share
    factor = np.where(sizes > 1, share * sizes / np.maximum(sizes - 1, 1), 0.0)
    cov = stage.crossed(factor) - product(stage.totals, factor / sizes)
    if count and lonely == "adjust":
        centre = np.asarray(stage.totals.sum(axis=0)) / sizes.sum()
        apart = stage.totals[np.flatnonzero(single)].toarray() - centre
        cov += apart.T @ (share[single][:, None] * apart)
    if count and lonely == "average":
        cov *= len(sizes) / (len(sizes) - count)
    return cov


def product(totals: sparse.csr_matrix, factor: Array) -> Array:
    """T' diag(factor) T for (j, m) totals, as a plain (m, m) matrix."""
    if totals.nnz > _DENSE * totals.shape[0] * totals.shape[1]:
        plain = totals.toarray()
        return plain.T @ (factor[:, None] * plain)
    return (totals.T @ sparse.csr_matrix(totals.multiply(factor[:, None]))).toarray()

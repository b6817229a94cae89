"""The bootstrap of a sampling design: whole clusters drawn again within their strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satmodel.estimation.bootstrap import drawn_times, rescaling, starts

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


def bootstrap_sums(
    totals: Array,
    stratum: Codes,
    *,
    population: Array | None = None,
    replicates: int,
    seed: int,
) -> Array:
    """Bootstrap replicates of m sums over clusters, from the clusters' totals: rows of data are not touched again.

    Args:
        totals: (j, m) each sampled cluster's totals.
        stratum: (j,) stratum code of each cluster, from 0.
        population: (h,) clusters in the population of each stratum; None for no finite population correction.
        replicates: how many.
        seed: seed of the random numbers.

    Returns:
        (replicates, m) the sums under each replicate's cluster weights. The order of clusters and strata does not
        matter: they are sorted by their totals before they are drawn.

    Assumptions:
        Clusters are drawn independently within strata. A stratum with a single cluster keeps it in every replicate.

    Formula:
        n_h - 1 of the n_h clusters are drawn with replacement; a cluster drawn r times gets the weight
        1 - a + a r n_h / (n_h - 1) with a = √(1 - f_h), f_h = n_h / N_h.

    Source:
        Rao and Wu (1988), JASA 83, 231-241; Rao, Wu and Yue (1992), Survey Methodology 18, 209-217.

    Examples:
        >>> bootstrap_sums(np.array([[1.0], [3.0]]), np.array([0, 0]), replicates=3, seed=1).ravel().tolist()
        [6.0, 6.0, 2.0]
    """
    order, strata = canonical(totals, stratum)
    ordered = totals[order]
    sizes = np.bincount(strata)
    known = None if population is None else population[stratum[order][starts(sizes)]]
    kept, added = rescaling(sizes, known)
    fixed = kept[strata] @ ordered
    drawn = added[strata][:, None] * ordered
    result = np.empty((replicates, totals.shape[1]))
    for first, times in drawn_times(sizes, replicates=replicates, seed=seed):
        result[first : first + len(times)] = fixed + times @ drawn
    return result


def canonical(totals: Array, stratum: Codes) -> tuple[Codes, Codes]:
    """Clusters sorted by their totals, strata by their first cluster: (order, stratum codes in that order)."""
    by_content = np.lexsort(totals.T[::-1])
    place = np.empty(len(totals), dtype=np.intp)
    place[by_content] = np.arange(len(totals))
    first = np.full(int(stratum.max()) + 1, len(totals), dtype=np.intp)
    np.minimum.at(first, stratum, place)
    order = np.lexsort((place, first[stratum]))
    return order, np.unique(first[stratum][order], return_inverse=True)[1]

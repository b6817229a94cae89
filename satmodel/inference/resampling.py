"""The bootstrap of a sampling design: whole clusters drawn again within their strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

_BLOCK = 2**21


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
    order, strata = _canonical(totals, stratum)
    ordered = totals[order]
    sizes = np.bincount(strata)
    kept = np.ones(len(sizes)) if population is None else 1 - sizes / population[stratum[order][_starts(sizes)]]
    share = np.where(sizes == 1, 0.0, np.sqrt(kept))
    fixed = (1 - share)[strata] @ ordered
    drawn = (share * sizes / np.maximum(sizes - 1, 1))[strata][:, None] * ordered
    drawn_from = np.repeat(np.arange(len(sizes)), sizes - 1)
    start, size = _starts(sizes)[drawn_from], sizes[drawn_from]
    clusters = len(ordered)
    rng = np.random.default_rng(seed)
    result = np.empty((replicates, totals.shape[1]))
    step = max(1, _BLOCK // max(clusters, 1))
    for first in range(0, replicates, step):
        rows = min(step, replicates - first)
        picked = start + (rng.random((rows, len(size))) * size).astype(np.intp)
        cells = (picked + clusters * np.arange(rows)[:, None]).ravel()
        times = np.bincount(cells, minlength=rows * clusters).reshape(rows, clusters)
        result[first : first + rows] = fixed + times.astype(float) @ drawn
    return result


def _starts(sizes: Codes) -> Codes:
    return np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)


def _canonical(totals: Array, stratum: Codes) -> tuple[Codes, Codes]:
    """Clusters sorted by their totals, strata by their first cluster: (order, stratum codes in that order)."""
    by_content = np.lexsort(totals.T[::-1])
    place = np.empty(len(totals), dtype=np.intp)
    place[by_content] = np.arange(len(totals))
    first = np.full(int(stratum.max()) + 1, len(totals), dtype=np.intp)
    np.minimum.at(first, stratum, place)
    order = np.lexsort((place, first[stratum]))
    return order, np.unique(first[stratum][order], return_inverse=True)[1]

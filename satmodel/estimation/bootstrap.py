"""Drawing clusters again within their strata, and the factors on weights that follow from it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

_BLOCK = 2**21


def drawn_times(sizes: Codes, *, replicates: int, seed: int) -> Iterator[tuple[int, Array]]:
    """How often each cluster is drawn when n_h - 1 of the n_h clusters of every stratum are drawn with replacement.

    Args:
        sizes: (h,) clusters of each stratum; the clusters stand stratum by stratum.
        replicates: how many.
        seed: seed of the random numbers.

    Yields:
        The number of the first replicate and the (b, j) times of b replicates, block by block.
    """
    clusters = int(sizes.sum())
    drawn_from = np.repeat(np.arange(len(sizes)), sizes - 1)
    start, size = starts(sizes)[drawn_from], sizes[drawn_from]
    rng = np.random.default_rng(seed)
    step = max(1, _BLOCK // max(clusters, 1))
    for first in range(0, replicates, step):
        rows = min(step, replicates - first)
        picked = start + (rng.random((rows, len(size))) * size).astype(np.intp)
        cells = (picked + clusters * np.arange(rows)[:, None]).ravel()
        times = np.bincount(cells, minlength=rows * clusters).reshape(rows, clusters)
        yield first, times.astype(float)


def rescaling(sizes: Codes, population: Array | None) -> tuple[Array, Array]:
    """(h,) What a cluster keeps of its weight, and what each time it is drawn adds.

    Formula:
        A cluster drawn r times gets the factor 1 - a + a r n_h / (n_h - 1) with a = √(1 - f_h), f_h = n_h / N_h; the
        only cluster of a stratum keeps its weight.

    Source:
        Rao and Wu (1988), JASA 83, 231-241; Rao, Wu and Yue (1992), Survey Methodology 18, 209-217.

    Examples:
        >>> kept, added = rescaling(np.array([2, 1]), None)
        >>> kept.tolist(), added.tolist()
        ([0.0, 1.0], [2.0, 0.0])
    """
    kept = np.ones(len(sizes)) if population is None else 1 - sizes / population
    share = np.where(sizes == 1, 0.0, np.sqrt(kept))
    return 1 - share, share * sizes / np.maximum(sizes - 1, 1)


def bootstrap_factors(sizes: Codes, population: Array | None, *, replicates: int, seed: int) -> Array:
    """(j, replicates) factors on the weights of the clusters, which stand stratum by stratum.

    Args:
        sizes: (h,) clusters of each stratum.
        population: (h,) clusters in the population of each stratum; None for no finite population correction.
        replicates: how many.
        seed: seed of the random numbers.

    Examples:
        >>> bootstrap_factors(np.array([2]), None, replicates=3, seed=1).T.tolist()
        [[0.0, 2.0], [0.0, 2.0], [2.0, 0.0]]
    """
    kept, added = (np.repeat(part, sizes) for part in rescaling(sizes, population))
    factors = np.empty((int(sizes.sum()), replicates))
    for first, times in drawn_times(sizes, replicates=replicates, seed=seed):
        factors[:, first : first + len(times)] = (kept + added * times).T
    return factors


def starts(sizes: Codes) -> Codes:
    """(h,) The position of the first cluster of each stratum."""
    return np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)

"""The intraclass correlation between raters or interviewers, with an exact interval for groups of any sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, stats

from satmodel.errors import NotEstimable, SettingError

Array = NDArray[np.float64]

# an eigenvalue below this part of the largest is zero: the groups and the blocks cannot be told apart along it
_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class Intraclass:
    """How alike the values of one group are.

    Attributes:
        icc: the intraclass correlation, the part of the variance that lies between groups; below zero where groups
            differ less than chance alone would make them.
        low, high: its interval.
        f: the F statistic of equal groups. df_between, df_within: its degrees of freedom.
        p: two-sided p-value of a correlation of zero; interval and p-value always say the same.
        detectable: the smallest estimate that would have been established as more than zero.
        size: how many values a group has, as the estimator counts them.
        load: the mean group size over values, Σm²/Σm.
        groups, n: how many groups and values there are.
    """

    icc: float
    low: float
    high: float
    f: float
    df_between: int
    df_within: int
    p: float
    detectable: float
    size: float
    load: float
    groups: int
    n: int

    @property
    def inflation(self) -> float:
        """By how much alikeness multiplies the variance of a mean: 1 + (load − 1) icc."""
        return self.inflated(self.icc)

    def inflated(self, icc: float) -> float:
        """The same for another correlation, such as an end of the interval."""
        return 1 + (self.load - 1) * icc


def intraclass(
    values: ArrayLike, groups: ArrayLike, *, blocks: ArrayLike | None = None, level: float = 0.95
) -> Intraclass:
    """The intraclass correlation of values in groups, within blocks where blocks are given.

    Args:
        values: (r,) values, in points; ``nan`` is left out.
        groups: (r,) labels of the groups, such as interviewers.
        blocks: (r,) labels of blocks that groups cross, such as units; their means are taken out first.
        level: confidence level of the interval.

    Returns:
        The correlation by the analysis of variance, with its interval.

    Assumptions:
        Groups were drawn at random from many and both parts of the error are normal; then the interval is exact,
        whatever the groups' sizes.

    Raises:
        SettingError: a level outside (0, 1), or lengths that differ.
        NotEstimable: fewer than two groups with anything to compare, groups that coincide with blocks, no group with
            two values, or values that are all alike.

    Formula:
        y = block + group + error; with M the projection that takes out blocks (or the mean), Z the groups,
        A = Z'MZ with r eigenvalues λ above zero and eigenvectors v, t = Z'My: SS_b = Σ (v't)²/λ,
        k = tr(A)/r, icc = (MS_b − MS_w)/(MS_b + (k − 1) MS_w). The interval holds the icc = θ/(1 + θ) for which
        Σ (v't)²/(λ(1 + θλ)) / (r MS_w) lies between the quantiles of F(r, n − blocks − r). With groups of equal size
        it is the F interval of ICC(1).

    Source:
        Wald (1940), Annals of Mathematical Statistics 11, 96-100; Seely and El-Bassiouni (1983), Annals of Statistics
        11, 197-201; Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428.

    Examples:
        >>> found = intraclass([9, 2, 5, 8, 6, 1, 3, 2], [1, 1, 1, 1, 2, 2, 2, 2])
        >>> round(found.icc, 4), round(found.low, 3), round(found.high, 3)
        (0.2667, -0.22, 0.998)
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    y, z, x = _codes(values, groups, blocks)
    between, sizes, total = _parts(y, z, x)
    rank = len(sizes)
    df_within = len(y) - (int(x.max()) + 1) - rank
    within = total - between.sum()
    if df_within < 1:
        raise NotEstimable("no group has two values in one block, so values cannot be compared within groups")
    # sums of squares carry rounding of 1e-13 of their size; below 1e-10 of it the values are alike
    if within <= 1e-10 * max(total, 1e-300) or total <= 0:
        raise NotEstimable("all values within groups are alike, so the correlation cannot be estimated")
    error = within / df_within
    size = sizes.sum() / rank

    def ratio(theta: float) -> float:
        return float((between / (1 + theta * sizes)).sum() / rank / error)

    f = ratio(0.0)
    alpha = 1 - level
    upper = float(stats.f.isf(alpha / 2, rank, df_within))
    low, high = (_solved(ratio, target, float(sizes.max())) for target in (upper, _lower(alpha, rank, df_within)))
    load = np.bincount(z).astype(float)
    tails = stats.f.sf(f, rank, df_within), stats.f.cdf(f, rank, df_within)
    return Intraclass(
        float((f - 1) / (f + size - 1)),
        low / (1 + low),
        high / (1 + high),
        f,
        rank,
        df_within,
        float(min(1.0, 2 * min(tails))),
        float((upper - 1) / (upper + size - 1)),
        float(size),
        float((load**2).sum() / load.sum()),
        len(load),
        len(y),
    )


def _codes(
    values: ArrayLike, groups: ArrayLike, blocks: ArrayLike | None
) -> tuple[Array, NDArray[np.intp], NDArray[np.intp]]:
    y = np.asarray(values, dtype=float)
    labels = [np.asarray(groups, dtype=object)] + ([] if blocks is None else [np.asarray(blocks, dtype=object)])
    if any(len(part) != len(y) for part in labels):
        raise SettingError("values, groups and blocks must have one entry a respondent each")
    kept = ~np.isnan(y) & ~np.any([pd.isna(part) for part in labels], axis=0)
    z, x = (pd.factorize(part[kept])[0] for part in (labels[0], labels[-1]))
    y = y[kept]
    if len(y) == 0 or z.max() < 1:
        raise NotEstimable("there are fewer than two groups with values")
    return y, z, x if blocks is not None else np.zeros(len(y), dtype=np.intp)


def _parts(y: Array, z: NDArray[np.intp], x: NDArray[np.intp]) -> tuple[Array, Array, float]:
    """The sums of squares between groups along each eigenvector, the eigenvalues, and the sum of squares in blocks."""
    counts = np.zeros((z.max() + 1, x.max() + 1))
    np.add.at(counts, (z, x), 1.0)
    block = counts.sum(axis=0)
    centred = y - (np.bincount(x, weights=y) / block)[x]
    matrix = np.diag(counts.sum(axis=1)) - (counts / block) @ counts.T
    sizes, vectors = np.linalg.eigh(matrix)
    kept = sizes > _SMALL * max(sizes.max(), 1.0)
    if not kept.any():
        raise NotEstimable("each block has one group only, so groups and blocks cannot be told apart")
    sums = vectors[:, kept].T @ np.bincount(z, weights=centred)
    return sums**2 / sizes[kept], sizes[kept], float((centred**2).sum())


def _lower(alpha: float, between: int, within: int) -> float:
    return float(stats.f.ppf(alpha / 2, between, within))


def _solved(ratio: Callable[[float], float], target: float, largest: float) -> float:
    """The θ at which the ratio, which falls in θ, is the target; −1 < θ, and 1 + θλ stays above zero."""
    bottom = max(-1 / largest, -1.0)
    bottom += 1e-9 * abs(bottom)
    if ratio(bottom) <= target:
        return bottom
    top = 1.0
    while ratio(top) > target and top < 1e12:
        top *= 4
    if ratio(top) > target:
        return top
    return float(optimize.brentq(lambda theta: ratio(theta) - target, bottom, top, xtol=1e-14, rtol=1e-12))

"""All pairs of k estimates: their differences, standard errors and degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ROUNDING = 1e-12  # relative: what is smaller than this is what adding and subtracting leaves behind
PER_UNIT = 5  # degrees of freedom for each estimate from which a covariance is known well enough to draw from


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Every difference between two of k estimates.

    Attributes:
        lead: (k, k) how far the column's estimate lies above the row's, in points; 0 where the two agree to rounding.
        se: (k, k) standard error of that difference, in points; 0 where the data leave it no variance.
        df: (k, k) its degrees of freedom.
        root: (k,) standard errors of uncorrelated estimates, or (k, k) a root of their covariance.
        place: (k,) the place of each estimate in the order of the draws, which depends on the estimates alone and
            not on the order they are listed in.
        drawable: whether the covariance is known well enough to draw the largest difference from it.
    """

    lead: Array
    se: Array
    df: Array
    root: Array
    place: Index
    drawable: bool

    def beyond(self, margin: float = 0.0) -> Array:
        """(k, k) how many standard errors the column lies more than ``margin`` above the row, on the normal scale.

        A difference with finite degrees of freedom is carried to the normal quantile of the same tail probability,
        z = Φ⁻¹(F_df(t)), so that differences with different degrees of freedom can be compared with each other.
        It is ±inf where the difference has no variance.
        """
        return normal_equivalent(self.studentised(margin), self.df)

    def studentised(self, margin: float = 0.0) -> Array:
        """(k, k) the same on the t scale, each with its own degrees of freedom."""
        past = self.lead - margin
        exact = np.where(self.lead > margin, np.inf, -np.inf)
        with np.errstate(over="ignore"):  # a vanishing standard error: infinitely many of them is the right answer
            return np.where(self.se > 0, past / np.where(self.se > 0, self.se, 1.0), exact)

    def varying(self) -> tuple[Index, Index]:
        """The pairs (first < second) whose difference has a variance."""
        first, second = np.nonzero(np.triu(self.se > 0, 1))
        return first, second


def pairs_of(value: Array, cov: Array, df: Array) -> Pairs:
    """Every difference between two of k estimates, with its standard error and degrees of freedom.

    Args:
        value: (k,) estimates, in points. cov: (k, k), in squared points. df: (k,).

    Formula:
        Uncorrelated estimates: Welch's df = (v_j + v_k)² / (v_j²/df_j + v_k²/df_k), at least the smaller of the two.
        Correlated ones, directly or through others: the smaller of the two.
        Three or more estimates that are correlated, with fewer than five degrees of freedom for each of them, are not
        drawable: in so poor an estimate of the covariance the differences hang together more than they do in truth,
        and their largest would be too small.

    Source:
        Welch (1947), Biometrika 34, 28-35.

    Examples:
        >>> pairs = pairs_of(np.array([83.0, 80.0]), np.diag([4.0, 12.0]), np.array([np.inf, np.inf]))
        >>> float(pairs.lead[1, 0]), float(pairs.se[1, 0]), pairs.beyond(1.0)[1].tolist()
        (3.0, 4.0, [0.5, -inf])
    """
    lead = value[None, :] - value[:, None]
    lead[np.abs(lead) <= ROUNDING * np.abs(value).max(initial=0.0)] = 0.0
    variance = np.diag(cov)
    both = variance[:, None] + variance[None, :]
    spread = both - 2 * cov
    spread[spread <= ROUNDING * both] = 0.0
    np.fill_diagonal(spread, 0.0)
    order = np.lexsort((variance, value))
    count, block = connected_components(cov != 0, directed=False)
    sizes = np.bincount(block, minlength=count)[block]
    drawable = not np.any((sizes > 2) & (df < PER_UNIT * sizes))
    return Pairs(lead, np.sqrt(spread), _degrees(cov, df, block), _root(cov, order), np.argsort(order), drawable)


def normal_equivalent(t: Array, df: Array) -> Array:
    """The normal quantile with the same tail probability as t with df degrees of freedom."""
    finite = np.isfinite(df) & np.isfinite(t)
    tail = stats.t.sf(np.where(finite, np.abs(t), 0.0), np.where(finite, df, 1.0))
    return np.where(finite, np.sign(t) * stats.norm.isf(tail), t)


def t_equivalent(z: Array | float, df: Array) -> Array:
    """The t quantile, with df degrees of freedom, with the same tail probability as z: the way back."""
    return np.asarray(stats.t.isf(stats.norm.sf(z), df), dtype=float)


def _degrees(cov: Array, df: Array, block: NDArray[np.int32]) -> Array:
    smaller = np.minimum(df[:, None], df[None, :])
    if np.all(np.isinf(df)):
        return smaller
    variance = np.diag(cov)
    inverse = np.where(np.isinf(df), 0.0, variance**2 / df)
    bottom = inverse[:, None] + inverse[None, :]
    top = (variance[:, None] + variance[None, :]) ** 2
    welch = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), np.where(top > 0, np.inf, smaller))
    return np.where(block[:, None] == block[None, :], smaller, np.maximum(welch, smaller))


def _root(cov: Array, order: Index) -> Array:
    if np.count_nonzero(cov - np.diag(np.diag(cov))) == 0:
        return np.sqrt(np.diag(cov))
    size, vectors = np.linalg.eigh(cov[np.ix_(order, order)])
    root = np.empty_like(cov)
    # rounding can leave a singular covariance with eigenvalues just below zero
    root[np.ix_(order, order)] = vectors * np.sqrt(np.maximum(size, 0.0))
    return root

"""All pairs of k estimates: their differences, standard errors and degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    """Every difference between two of k estimates, computed where it is asked for.

    Attributes:
        value: (k,) the estimates, in points. variance: (k,) their variances.
        cov: (k, k) their covariance, None where they are uncorrelated.
        freedom: (k,) their degrees of freedom.
        block: (k,) which estimates are correlated, directly or through others: those with the same number.
        root: (k,) standard errors of uncorrelated estimates, or (k, k) a root of their covariance.
        place: (k,) the place of each estimate in the order of the draws, which depends on the estimates alone and
            not on the order they are listed in.
        drawable: whether the covariance is known well enough to draw the largest difference from it.
    """

    value: Array
    variance: Array
    cov: Array | None
    freedom: Array
    block: Index
    root: Array
    place: Index
    drawable: bool

    @property
    def tolerance(self) -> float:
        """How far two estimates may lie apart and still agree to rounding, in points."""
        return float(ROUNDING * np.abs(self.value).max(initial=0.0))

    @property
    def lead(self) -> Array:
        """(k, k) how far the column's estimate lies above the row's, in points; 0 where the two agree to rounding."""
        return self.lead_of(*self._grid())

    @property
    def se(self) -> Array:
        """(k, k) standard error of that difference, in points; 0 where the data leave it no variance."""
        return self.se_of(*self._grid())

    @property
    def df(self) -> Array:
        """(k, k) its degrees of freedom."""
        return np.broadcast_to(self.df_of(*self._grid()), (len(self.place),) * 2)

    def lead_of(self, upper: Index, lower: Index) -> Array:
        """How far ``upper`` lies above ``lower``, for any shape of indices."""
        lead = self.value[upper] - self.value[lower]
        lead[np.abs(lead) <= self.tolerance] = 0.0
        return lead

    def se_of(self, upper: Index, lower: Index) -> Array:
        """The standard errors of those differences."""
        both = self.variance[upper] + self.variance[lower]
        if self.cov is None:
            return np.where(upper == lower, 0.0, np.sqrt(both))
        spread = both - 2 * self.cov[upper, lower]
        spread[spread <= ROUNDING * both] = 0.0
        return np.sqrt(spread)

    def df_of(self, upper: Index, lower: Index) -> Array:
        """Their degrees of freedom; one infinite number where all of them are infinite."""
        if np.all(np.isinf(self.freedom)):
            return np.array(np.inf)
        smaller = np.minimum(self.freedom[upper], self.freedom[lower])
        inverse = np.where(np.isinf(self.freedom), 0.0, self.variance**2 / self.freedom)
        bottom = inverse[upper] + inverse[lower]
        top = (self.variance[upper] + self.variance[lower]) ** 2
        welch = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), np.where(top > 0, np.inf, smaller))
        return np.where(self.block[upper] == self.block[lower], smaller, np.maximum(welch, smaller))

    def statistic(self, upper: Index, lower: Index, margin: float) -> Array:
        """How many standard errors ``upper`` lies more than ``margin`` above ``lower``, on the normal scale.

        A difference with finite degrees of freedom is carried to the normal quantile of the same tail probability,
        z = Φ⁻¹(F_df(t)), so that differences with different degrees of freedom can be compared with each other.
        It is ±inf where the difference has no variance.
        """
        t = studentised(self.lead_of(upper, lower), self.se_of(upper, lower), margin)
        return normal_equivalent(t, self.df_of(upper, lower))

    def beyond(self, margin: float = 0.0) -> Array:
        """(k, k) the statistic of every column above every row."""
        return self.statistic(*self._grid(), margin)

    def varying(self) -> tuple[Index, Index]:
        """The pairs (first < second) whose difference has a variance."""
        first, second = np.nonzero(np.triu(self.se > 0, 1))
        return first, second

    def sharing(self, df: float) -> Pairs:
        """The same pairs, all with one number of degrees of freedom, as if by one pooled variance."""
        count = len(self.place)
        return replace(self, freedom=np.full(count, df), block=np.zeros(count, dtype=np.intp))

    def _grid(self) -> tuple[Index, Index]:
        units = np.arange(len(self.place))
        upper, lower = np.broadcast_arrays(units[None, :], units[:, None])
        return upper, lower


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
    variance = np.diag(cov).copy()
    order = np.lexsort((variance, value))
    place = np.argsort(order)
    if np.count_nonzero(cov) == np.count_nonzero(variance):
        return Pairs(value, variance, None, df, np.arange(len(value)), np.sqrt(variance), place, drawable=True)
    count, block = connected_components(cov != 0, directed=False)
    sizes = np.bincount(block, minlength=count)[block]
    drawable = not np.any((sizes > 2) & (df < PER_UNIT * sizes))
    return Pairs(value, variance, cov, df, block.astype(np.intp), _root(cov, order), place, drawable)


def studentised(lead: Array, se: Array, margin: float) -> Array:
    """How many standard errors each difference lies beyond the margin; ±inf where it has no variance."""
    exact = np.where(lead > margin, np.inf, -np.inf)
    with np.errstate(over="ignore"):  # a vanishing standard error: infinitely many of them is the right answer
        return np.where(se > 0, (lead - margin) / np.where(se > 0, se, 1.0), exact)


def normal_equivalent(t: Array, df: Array) -> Array:
    """The normal quantile with the same tail probability as t with df degrees of freedom."""
    finite = np.isfinite(df) & np.isfinite(t)
    if not finite.any():
        return t
    tail = stats.t.sf(np.where(finite, np.abs(t), 0.0), np.where(finite, df, 1.0))
    return np.where(finite, np.sign(t) * stats.norm.isf(tail), t)


def t_equivalent(z: Array | float, df: Array | float) -> Array:
    """The t quantile, with df degrees of freedom, with the same tail probability as z: the way back."""
    return np.asarray(stats.t.isf(stats.norm.sf(z), df), dtype=float)


def _root(cov: Array, order: Index) -> Array:
    size, vectors = np.linalg.eigh(cov[np.ix_(order, order)])
    root = np.empty_like(cov)
    # rounding can leave a singular covariance with eigenvalues just below zero
    root[np.ix_(order, order)] = vectors * np.sqrt(np.maximum(size, 0.0))
    return root

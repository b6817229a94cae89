"""All pairs of k estimates, and the critical values of their largest studentised difference."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray
from scipy import stats
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq
from scipy.sparse.csgraph import connected_components

from satmodel.errors import SettingError

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ROUNDING = 1e-12  # relative: what is smaller than this is what adding and subtracting leaves behind
BLOCK = 2**17  # numbers held at once while drawing: 1 MB, which fits a processor's cache
NODES = 160  # points of the mean over the estimated spread: within 1e-7 of the probability from 2 df on
DEGREES = 32  # more different degrees of freedom than this are interpolated


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
    """

    lead: Array
    se: Array
    df: Array
    root: Array
    place: Index

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

    Source:
        Welch (1947), Biometrika 34, 28-35.

    Examples:
        >>> pairs = pairs_of(np.array([83.0, 80.0]), np.diag([4.0, 12.0]), np.array([np.inf, np.inf]))
        >>> float(pairs.lead[1, 0]), float(pairs.se[1, 0]), pairs.beyond(1.0)[1].tolist()
        (3.0, 4.0, [0.5, -inf])
    """
    variance = np.diag(cov)
    both = variance[:, None] + variance[None, :]
    spread = both - 2 * cov
    spread[spread <= ROUNDING * both] = 0.0
    np.fill_diagonal(spread, 0.0)
    lead = value[None, :] - value[:, None]
    lead[np.abs(lead) <= ROUNDING * np.abs(value).max(initial=0.0)] = 0.0
    order = np.lexsort((variance, value))
    return Pairs(lead, np.sqrt(spread), _degrees(cov, df), _root(cov, order), np.argsort(order))


def normal_equivalent(t: Array, df: Array) -> Array:
    """The normal quantile with the same tail probability as t with df degrees of freedom."""
    finite = np.isfinite(df) & np.isfinite(t)
    tail = stats.t.sf(np.where(finite, np.abs(t), 0.0), np.where(finite, df, 1.0))
    return np.where(finite, np.sign(t) * stats.norm.isf(tail), t)


def t_equivalent(z: Array | float, df: Array) -> Array:
    """The t quantile, with df degrees of freedom, with the same tail probability as z: the way back."""
    return np.asarray(stats.t.isf(stats.norm.sf(z), df), dtype=float)


def check_draws(draws: int, level: float) -> None:
    """Raise SettingError unless the draws are enough to find a quantile at this level."""
    if draws != int(draws) or draws * (1 - level) < 10:
        raise SettingError(f"draws must be a whole number of at least {math.ceil(10 / (1 - level))} at level {level}")


def quantile_place(level: float, draws: int) -> int:
    """The place, from 1, of the critical value among ``draws`` sorted draws: the smallest that keeps the level."""
    return min(draws, math.ceil(level * (draws + 1) - 1e-9))  # 1e-9: a product that is whole but for rounding


def largest(pairs: Pairs, first: Index, second: Index, *, draws: int, seed: int) -> Array:
    """Draw the largest absolute studentised difference among some pairs when all true differences are zero.

    Args:
        pairs: all pairs. first, second: (p,) the pairs wanted, each with a variance.
        draws, seed: how many draws, and where the random numbers start.

    Returns:
        (draws,) sorted from smallest to largest; zeros where there are no pairs.
    """
    top = np.zeros(draws)
    for start, _, block in _differences(pairs, first, second, draws, seed):
        part = top[start : start + block.shape[1]]
        np.maximum(part, np.abs(block).max(axis=0), out=part)
    return np.sort(top)


@dataclass(frozen=True, slots=True, eq=False)
class Excesses:
    """The drawn differences that exceed a floor: all that is needed to find any critical value above it.

    Attributes:
        row, column: (e,) the pair, its column being the higher one in this draw.
        draw: (e,) the number of the draw. size: (e,) the studentised difference. floor: what each size exceeds.
        draws: how many draws were made.
    """

    row: Index
    column: Index
    draw: Index
    size: Array
    floor: float
    draws: int

    def of(self, unit: int) -> Excesses:
        """Those of the pairs with one estimate in them."""
        mine = (self.row == unit) | (self.column == unit)
        return Excesses(self.row[mine], self.column[mine], self.draw[mine], self.size[mine], self.floor, self.draws)

    def critical(self, remaining: NDArray[np.bool_], level: float) -> float | None:
        """The critical value of the largest of the remaining (row, column) differences; None if below the floor."""
        left = remaining[self.row, self.column]
        top = np.zeros(self.draws)
        np.maximum.at(top, self.draw[left], self.size[left])
        place = quantile_place(level, self.draws) - 1
        found = float(np.partition(top, place)[place])
        return found if found > 0 or self.floor == 0 else None


def excesses(pairs: Pairs, floor: float, *, draws: int, seed: int) -> Excesses:
    """Draw all studentised differences when all true differences are zero, and keep those above a floor."""
    first, second = pairs.varying()
    kept: list[tuple[Index, Index, Index, Array]] = []
    for start, offset, block in _differences(pairs, first, second, draws, seed):
        pair, draw = np.nonzero(np.abs(block) > floor)
        size = block[pair, draw]
        low, high = first[offset + pair], second[offset + pair]
        up = size > 0
        kept.append((np.where(up, low, high), np.where(up, high, low), start + draw, np.abs(size)))
    if not kept:
        none = np.zeros(0, dtype=np.intp)
        return Excesses(none, none, none, np.zeros(0), floor, draws)
    row, column, draw, size = (np.concatenate(part) for part in zip(*kept, strict=True))
    return Excesses(row, column, draw, size, floor, draws)


def tukey_critical(level: float, count: int, df: Array) -> Array:
    """How many standard errors a difference must exceed when all pairs of ``count`` estimates are compared.

    Args:
        level: confidence level for all pairs together. count: how many estimates. df: (m,) degrees of freedom.

    Returns:
        (m,) the quantile of the studentised range divided by √2.

    Source:
        Tukey (1953); Kramer (1956), Biometrics 12, 307-310; with Welch's degrees of freedom
        Games & Howell (1976), Journal of Educational Statistics 1, 113-125.

    Examples:
        >>> round(float(tukey_critical(0.95, 12, np.array([np.inf]))[0]), 3)
        3.268
    """
    unique, back = np.unique(np.asarray(df, dtype=float), return_inverse=True)
    tail = _range_tail(count)

    def solve(inverse: Array) -> Array:
        with np.errstate(divide="ignore"):
            spreads = zip(*_spreads(1 / np.asarray(inverse)), strict=True)
        return np.array([_range_quantile(tail, 1 - level, scale, weight) for scale, weight in spreads])

    if len(unique) > DEGREES:
        # the log quantile is smooth in 1/df: 33 Chebyshev points carry it to 1e-7
        smooth = Chebyshev.interpolate(lambda x: np.log(solve(x)), DEGREES, domain=[1 / unique[-1], 1 / unique[0]])
        found = np.exp(smooth(1 / unique))
    else:
        found = solve(1 / unique)
    return found[back] / math.sqrt(2)


def tukey_p(t: Array, count: int, df: Array) -> Array:
    """The p-values of differences within all pairs of ``count`` estimates.

    Args:
        t: (m,) absolute studentised differences; below zero counts as zero. count: how many estimates. df: (m,).

    Returns:
        (m,) probabilities that the studentised range exceeds √2 t.

    Examples:
        >>> round(float(tukey_p(np.array([3.268]), 12, np.array([np.inf]))[0]), 3)
        0.05
    """
    tail = _range_tail(count)
    q = np.maximum(t, 0.0) * math.sqrt(2)
    degrees = np.broadcast_to(np.asarray(df, dtype=float), q.shape)
    p = np.empty(len(q))
    for start in range(0, len(q), BLOCK // NODES):
        here = slice(start, start + BLOCK // NODES)
        scale, weight = _spreads(degrees[here])
        p[here] = np.sum(weight * tail(q[here, None] * scale), axis=1)
    return p


def _degrees(cov: Array, df: Array) -> Array:
    smaller = np.minimum(df[:, None], df[None, :])
    if np.all(np.isinf(df)):
        return smaller
    variance = np.diag(cov)
    _, block = connected_components(cov != 0, directed=False)
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


def _differences(pairs: Pairs, first: Index, second: Index, draws: int, seed: int) -> Iterator[tuple[int, int, Array]]:
    """Blocks (first draw, first pair, (pairs, draws) studentised differences); never more than a block at once."""
    rng = np.random.default_rng(seed)
    count = len(pairs.place)
    width = max(1, min(draws, BLOCK // max(count, 32)))
    height = max(1, BLOCK // width)
    inverse = 1.0 / pairs.se[first, second][:, None]
    for start in range(0, draws if len(first) else 0, width):
        normal = rng.standard_normal((min(width, draws - start), count))[:, pairs.place].T
        drawn = pairs.root[:, None] * normal if pairs.root.ndim == 1 else pairs.root @ normal
        for offset in range(0, len(first), height):
            here = slice(offset, offset + height)
            yield start, offset, (drawn[second[here]] - drawn[first[here]]) * inverse[here]


def _range_tail(count: int) -> Callable[[Array], Array]:
    """P(range of ``count`` independent standard normals > q), as a spline that is exact to about 1e-9."""
    grid = np.linspace(0.0, 14.0, 1401)
    spline = CubicSpline(grid, np.clip(stats.studentized_range.sf(grid, count, np.inf), 0.0, 1.0))
    return lambda q: np.where(q < grid[-1], np.clip(spline(np.minimum(q, grid[-1])), 0.0, 1.0), 0.0)


def _spreads(df: Array) -> tuple[Array, Array]:
    """(m, NODES) nodes and weights for the mean over s = √(χ²_df / df), on the scale of log s."""
    finite = np.where(np.isinf(df), 1.0, df)[:, None]
    ends = np.log(stats.chi2.ppf([1e-13, 1 - 1e-13], finite) / finite) / 2
    node, weight = leggauss(NODES)
    log_s = ends.mean(axis=1, keepdims=True) + node * (ends[:, 1:] - ends[:, :1]) / 2
    chi2 = finite * np.exp(2 * log_s)
    density = weight * stats.chi2.pdf(chi2, finite) * chi2
    known = np.isinf(df)[:, None]
    return np.where(known, 1.0, np.exp(log_s)), np.where(known, 1 / NODES, density / density.sum(axis=1, keepdims=True))


def _range_quantile(tail: Callable[[Array], Array], alpha: float, scale: Array, weight: Array) -> float:
    def excess(q: float) -> float:
        return float(weight @ tail(q * scale)) - alpha

    high = 8.0
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, 0.0, high, xtol=1e-10))

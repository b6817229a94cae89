"""Critical values of the largest studentised difference: by draws from the covariance, or by the studentised range."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray
from scipy import stats
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq
from scipy.special import ndtr

from satmodel.errors import SettingError
from satmodel.inference.judging.draws import BLOCK
from satmodel.inference.judging.draws import Draws as Draws
from satmodel.inference.judging.pairs import Pairs

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]

NODES = 160  # points of a sum over a density that fades at both ends: within 1e-7 of a probability from 2 df on
DEGREES = 32  # more different degrees of freedom than this are interpolated


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Hypotheses that are judged together: "second is above first" and "first is above second" for p pairs.

    Attributes:
        first, second: (p,) the pairs; each difference has a variance.
        wanted: (2, p) which of the two hypotheses of each pair are in the family.
    """

    first: Index
    second: Index
    wanted: Flags

    def differences(self, pairs: Pairs, drawn: Array) -> Iterator[tuple[int, Array]]:
        """Blocks of (pairs, draws) studentised differences, with the number of their first pair."""
        inverse = 1.0 / pairs.se_of(self.first, self.second)[:, None]
        height = max(1, BLOCK // drawn.shape[1])
        for offset in range(0, len(self.first), height):
            here = slice(offset, offset + height)
            yield offset, (drawn[self.second[here]] - drawn[self.first[here]]) * inverse[here]


@dataclass(frozen=True, slots=True, eq=False)
class Excesses:
    """The drawn differences above a floor: all that is needed to find any critical value above it.

    Attributes:
        floor: (2, p) what the differences recorded for each hypothesis exceed.
        hypothesis: (e,) the place in the flattened ``floor``. draw: (e,) the draw's number. size: (e,) the difference.
    """

    floor: Array
    hypothesis: NDArray[np.int32]
    draw: NDArray[np.int32]
    size: Array

    def critical(self, remaining: Flags, draws: Draws, level: float) -> float | None:
        """The critical value of the largest of the remaining (2, p) differences; None if below a floor."""
        left = remaining.ravel()[self.hypothesis]
        top = np.zeros(draws.count)
        np.maximum.at(top, self.draw[left], self.size[left])
        found = draws.quantile(top, level)
        return found if found >= self.floor[remaining].max(initial=0.0) else None


def check_draws(draws: int, seed: int, level: float) -> None:
    """Raise SettingError unless the draws are enough to find a quantile at this level, and the seed can be used."""
    if draws != int(draws) or draws * (1 - level) < 10:
        raise SettingError(f"draws must be a whole number of at least {math.ceil(10 / (1 - level))} at level {level}")
    if seed != int(seed) or seed < 0:
        raise SettingError("seed must be a whole number, zero or more")


def largest(draws: Draws, family: Family) -> Array:
    """The largest studentised difference of a family in each draw, zero where none is above zero.

    Returns:
        (count,) in the order of the draws. Memory stays within a few blocks, whatever the number of pairs.
    """
    top = np.zeros(draws.count)
    both = bool(family.wanted.all())
    for start, drawn in draws.blocks():
        part = top[start : start + drawn.shape[1]]
        for offset, block in family.differences(draws.pairs, drawn):
            up, down = family.wanted[:, offset : offset + len(block), None]
            for signed in (np.abs(block),) if both else (np.where(up, block, 0.0), np.where(down, -block, 0.0)):
                np.maximum(part, signed.max(axis=0), out=part)
    return top


def critical_value(draws: Draws, family: Family, level: float) -> float:
    """The quantile of the largest studentised difference of a family."""
    return draws.quantile(largest(draws, family), level)


def excesses(draws: Draws, families: Sequence[Family], floors: Sequence[Array]) -> list[Excesses]:
    """Draw the studentised differences of some families once, and keep those above each hypothesis's floor."""
    kept: list[list[tuple[Index, Index, Array]]] = [[] for _ in families]
    for start, drawn in draws.blocks():
        for family, floor, found in zip(families, floors, kept, strict=True):
            lowest = floor.min(axis=0)[:, None]
            for offset, block in family.differences(draws.pairs, drawn):
                pair, draw = np.nonzero(np.abs(block) > lowest[offset : offset + len(block)])
                size = block[pair, draw]
                hypothesis = offset + pair + len(family.first) * (size < 0)
                above = np.abs(size) > floor.ravel()[hypothesis]
                found.append((hypothesis[above], start + draw[above], np.abs(size[above])))
    return [_joined(floor, found) for floor, found in zip(floors, kept, strict=True)]


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
            nodes = zip(*spreads(1 / np.asarray(inverse)), strict=True)
        return np.array([_range_quantile(tail, 1 - level, scale, weight) for scale, weight in nodes])

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
    p = tail(q)
    finite = np.flatnonzero(np.isfinite(degrees))
    for start in range(0, len(finite), BLOCK // NODES):
        here = finite[start : start + BLOCK // NODES]
        unique, back = np.unique(degrees[here], return_inverse=True)
        scale, weight = (part[back] for part in spreads(unique))
        p[here] = np.sum(weight * tail(q[here, None] * scale), axis=1)
    return p


def _joined(floor: Array, found: list[tuple[Index, Index, Array]]) -> Excesses:
    hypothesis = np.concatenate([part[0] for part in found] or [np.zeros(0)]).astype(np.int32)
    draw = np.concatenate([part[1] for part in found] or [np.zeros(0)]).astype(np.int32)
    return Excesses(floor, hypothesis, draw, np.concatenate([part[2] for part in found] or [np.zeros(0)]))


def _power(base: Array, exponent: int) -> Array:
    """A whole power by squaring, several times faster than by logarithms."""
    found = np.ones_like(base)
    while exponent:
        if exponent % 2:
            found *= base
        base = base * base
        exponent //= 2
    return found


@lru_cache(maxsize=8)
def _range_tail(count: int) -> Callable[[Array], Array]:
    """P(range of ``count`` independent standard normals > q), as a spline that is exact to about 1e-9.

    P(range ≤ q) = K ∫ φ(z) (Φ(z) − Φ(z − q))^(K − 1) dz, where z is the largest of the K.
    """
    grid = np.linspace(0.0, 14.0, 1401)
    z, step = np.linspace(-9.0, 9.0, NODES, retstep=True)
    within = count * step * (_power(ndtr(z) - ndtr(z - grid[:, None]), count - 1) @ stats.norm.pdf(z))
    spline = CubicSpline(grid, np.clip(1.0 - within, 0.0, 1.0))
    return lambda q: np.where(q < grid[-1], np.clip(spline(np.minimum(q, grid[-1])), 0.0, 1.0), 0.0)


def spreads(df: Array) -> tuple[Array, Array]:
    """(m, NODES) nodes and weights for the mean over s = √(χ²_df / df), on the scale of log s."""
    finite = np.where(np.isinf(df), 1.0, df)[:, None]
    ends = np.log(stats.chi2.ppf([1e-13, 1 - 1e-13], finite) / finite) / 2
    log_s = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * np.linspace(0.0, 1.0, NODES)
    chi2 = finite * np.exp(2 * log_s)
    density = stats.chi2.pdf(chi2, finite) * chi2
    known = np.isinf(df)[:, None]
    return np.where(known, 1.0, np.exp(log_s)), np.where(known, 1 / NODES, density / density.sum(axis=1, keepdims=True))


def _range_quantile(tail: Callable[[Array], Array], alpha: float, scale: Array, weight: Array) -> float:
    def excess(q: float) -> float:
        return float(weight @ tail(q * scale)) - alpha

    high = 8.0
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, 0.0, high, xtol=1e-10))

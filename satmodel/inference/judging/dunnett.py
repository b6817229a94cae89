"""The largest difference of one unit from independent others, by quadrature: Dunnett's constants and p-values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import ndtr

from satmodel.inference.judging.critical import spreads
from satmodel.inference.judging.pairs import Pairs

Array = NDArray[np.float64]
Index = NDArray[np.intp]

NODES, WEIGHTS = np.polynomial.legendre.leggauss(28)  # in each of four panels: within 1e-5 of a tail
FAR = 7.5  # own errors beyond this many standard errors have a probability below 1e-13
SHARP = 1e-3  # how close to its turn the integrand is looked at, in units of the unit's own error
SHARPEST = 1e-6  # others with smaller errors than this share of the unit's own count as known
BLOCK = 2**15  # numbers held at once: what fits a processor's nearest cache
TINY = 1e-300
STEPS = 60
ACCURACY = 1e-5  # of the last step of the secants, in standard errors: the value itself is then right to 1e-7
ROUNDED = 1e-9  # of the largest variance: what rounding leaves of a sum of two variances
FEW = 24  # different standard errors up to which each stands for itself
SPACING = 0.09  # of the knots between many, in log standard errors


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """m units, each compared with others whose errors are independent of its own.

    Attributes:
        own: (m,) standard error of each unit, in points. others: (b,) those of the others.
        up, down, both: (m, b) how many others of each standard error are compared: whether they lie above the unit,
            below it, or either. A count need not be whole.
    """

    own: Array
    others: Array
    up: Array
    down: Array
    both: Array

    def take(self, rows: Index | slice) -> Against:
        """The same for some of the units."""
        return Against(self.own[rows], self.others, self.up[rows], self.down[rows], self.both[rows])

    def hypotheses(self) -> Array:
        """(m,) how many one-sided statements each unit is judged by."""
        return np.asarray((self.up + self.down + 2 * self.both).sum(axis=1))


def against_others(own: float, others: Array, *, sided: str = "two") -> Against:
    """One unit compared with others.

    Args:
        own: its standard error, in points. others: (b,) theirs.
        sided: ``"two"``, or ``"one"``: only whether others lie above it; by symmetry also only below it.
    """
    se = np.asarray(others, dtype=float)
    ones, none = np.ones((1, len(se))), np.zeros((1, len(se)))
    return Against(np.array([float(own)]), se, ones if sided == "one" else none, none, none if sided == "one" else ones)


def tail(family: Against, critical: Array) -> Array:
    """The probability that the largest studentised difference of each unit exceeds its critical value.

    Args:
        family: the units and their others. critical: (m,) in standard errors of the differences.

    Returns:
        (m,) probabilities, if all true differences are zero.

    Formula:
        Given the unit's own error s z, differences are independent, so that
        P(largest > c) = 1 − ∫ φ(z) Π_j [Φ((c s_j' + s z) / s_j) − Φ((−c s_j' + s z) / s_j)] dz, s_j'² = s² + s_j²,
        with the second term only where the other could also lie below. The integrand turns near z = ±c, and sharply
        where others have small errors: four panels of Gauss-Legendre nodes meet there and at zero, dense at ±c by
        z = c + δ sinh(t).

    Source:
        Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121.
    """
    m, b = len(family.own), len(family.others)
    height = max(1, BLOCK // (2 * len(NODES) * max(b, 1)))
    parts = [slice(start, start + height) for start in range(0, m, height)]
    return np.concatenate([_tail(family.take(here), critical[here]) for here in parts] or [np.zeros(0)])


def critical_values(family: Against, level: float, *, start: Array | None = None) -> Array:
    """The critical value of the largest studentised difference of each unit.

    Args:
        family: the units and their others. level: confidence level for each unit.
        start: (m,) guesses.

    Returns:
        (m,) critical values, in standard errors of the differences; zero where nothing is compared.
    """
    count = family.hypotheses()
    found = np.zeros(len(count))
    rows = np.flatnonzero(count > 0)
    part, alpha = family.take(rows), 1 - level
    # between one comparison alone and Bonferroni's bound
    low = np.full(len(rows), stats.norm.isf(min(alpha, 0.5)))
    high = stats.norm.isf(np.minimum(alpha / count[rows], 0.5))

    def excess(critical: Array, at: Index) -> Array:
        return np.log(np.maximum(tail(part.take(at), critical), TINY)) - np.log(alpha)

    found[rows] = _root(excess, low, high, high if start is None else np.clip(start[rows], low, high))
    return found


def dunnett_critical(own: float, others: Array, *, level: float, sided: str = "two", df: float = np.inf) -> float:
    """Dunnett's constant: the critical value of the largest studentised difference of one unit from others.

    Args:
        own: standard error of the unit, in points. others: (b,) those of the others, independent of it.
        level: confidence level for all comparisons together. sided: ``"two"`` or ``"one"``.
        df: the degrees of freedom of one estimate of spread that all standard errors share, infinite where they are
            known. Where each difference has degrees of freedom of its own, carry the value for infinite ones to the t
            scale of each (``pairs.t_equivalent``).

    Source:
        Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121.

    Examples:
        >>> round(dunnett_critical(1.0, np.ones(3), level=0.95), 3)
        2.349
        >>> round(dunnett_critical(1.0, np.ones(3), level=0.95, sided="one", df=20), 2)
        2.19
    """
    return constant(against_others(own, others, sided=sided), level, df)


def constant(family: Against, level: float, df: float) -> float:
    """Dunnett's constant of one unit: zero where nothing is compared. ``df`` as for :func:`dunnett_critical`."""
    count = float(family.hypotheses()[0])
    if np.isinf(df) or not count:
        return float(critical_values(family, level)[0])
    scale, weight = spreads(np.array([df]))

    def excess(critical: Array, _: Index) -> Array:
        return np.log(np.maximum(_averaged(family, critical, scale, weight), TINY)) - np.log(1 - level)

    ends = np.maximum(stats.t.isf([[1 - level], [(1 - level) / count]], df), 0.0)
    return float(_root(excess, ends[0], ends[1], ends[1])[0])


def dunnett_p(t: Array, own: float, others: Array, *, sided: str = "two", df: float = np.inf) -> Array:
    """The p-values of differences of one unit from others, adjusted for looking at all of them.

    Args:
        t: (q,) studentised differences; for two sides their size. own, others, sided, df: as for the constants.

    Returns:
        (q,) probabilities that the largest of the differences exceeds t.

    Examples:
        >>> dunnett_p(np.array([2.349]), 1.0, np.ones(3)).round(3).tolist()
        [0.05]
    """
    family = against_others(own, others, sided=sided)
    scale, weight = spreads(np.full(len(t), df)) if np.isfinite(df) else (np.ones((len(t), 1)), np.ones((len(t), 1)))
    return np.clip(_averaged(family, np.asarray(t, dtype=float), scale, weight), 0.0, 1.0)


def gathered(se: Array) -> tuple[Array, Array]:
    """A short list of standard errors that stands for a long one in every tail.

    Args:
        se: (k,) standard errors, in points.

    Returns:
        (b,) standard errors, and (k, b) the weight that each of the k has at each of them.

    Formula:
        Few different ones stand for themselves. Of many, log of the factors of the integrand is interpolated by cubics
        in log s, whose knots are 0.09 apart: critical values move by less than 1e-5.
    """
    unique, back = np.unique(se, return_inverse=True)
    positive = unique[unique > 0]
    knots = int(np.ceil(np.log(positive[-1] / positive[0]) / SPACING)) + 4 if len(positive) else 0
    if len(unique) <= FEW or knots >= len(positive):
        return unique, np.eye(len(unique))[back]
    logs = np.log(positive[0]) + SPACING * (np.arange(knots) - 1)
    place = (np.log(np.where(se > 0, se, positive[0])) - logs[0]) / SPACING
    left = np.clip(np.floor(place).astype(int) - 1, 0, knots - 4)
    known = se == 0
    share = np.zeros((len(se), knots + 1))
    for i in range(4):
        others = [j for j in range(4) if j != i]
        weight = np.prod([(place - left - j) / (i - j) for j in others], axis=0)
        share[np.arange(len(se)), left + i] = weight
    if not known.any():
        return np.exp(logs), share[:, :-1]
    share[known], share[known, -1] = 0.0, 1.0
    return np.append(np.exp(logs), 0.0), share


def own_errors(pairs: Pairs) -> Array | None:
    """The standard errors of independent estimates whose differences vary as these do, None where there are none.

    Args:
        pairs: all pairs of k estimates.

    Returns:
        (k,) standard errors s with se_jk² = s_j² + s_k² for every pair, in points.

    Formula:
        Covariances of the form cov_jk = a_j + a_k cancel in differences: estimates that share one error, or from which
        their mean was taken, are compared as independent ones are. s_j² = (R_j − S) / (k − 2) with R_j = Σ_k se_jk²
        and S = Σ_j R_j / (2 k − 2).
    """
    if pairs.root.ndim == 1:
        return pairs.root
    square, count = pairs.se**2, len(pairs.se)
    if count < 3:
        return np.sqrt(square.sum(axis=1) / 2)
    rows = square.sum(axis=1)
    own = (rows - rows.sum() / (2 * count - 2)) / (count - 2)
    left = np.abs(own[:, None] + own - square)
    np.fill_diagonal(left, 0.0)
    if max(left.max(), -own.min()) > ROUNDED * square.max():
        return None
    return np.sqrt(np.maximum(own, 0.0))


def _tail(family: Against, critical: Array) -> Array:
    with np.errstate(divide="ignore", over="ignore"):
        ratio = np.minimum(family.own[:, None] / np.maximum(family.others, TINY), 1 / SHARPEST)
    far = np.clip(np.abs(critical) + 3.0, FAR, 35.0)
    centre = np.minimum(np.abs(critical), far - 1.0)
    delta = np.clip(1 / np.maximum(ratio.max(axis=1), 1.0), SHARP, 1.0)[:, None]
    first, last = np.arcsinh(-centre[:, None] / delta), np.arcsinh((far - centre)[:, None] / delta)
    part = (1 + NODES) / 2
    x = np.concatenate([first * part, last * part], axis=1)
    width = np.concatenate([-first * WEIGHTS, last * WEIGHTS], axis=1) / np.sqrt(8 * np.pi)
    z = centre[:, None] + delta * np.sinh(x)
    density = np.exp(-z * z / 2) * delta * np.cosh(x) * width
    reach, shift = (critical[:, None] * np.hypot(1.0, ratio))[:, None, :], z[:, :, None] * ratio[:, None, :]
    # the factor "not above" at z is the factor "not below" at −z
    nearer, farther = ndtr(reach - shift), ndtr(reach + shift)
    right, left = np.zeros_like(z), np.zeros_like(z)
    if family.both.any():
        # not nearer + farther − 1, of which rounding leaves nothing far out
        right += _logs(nearer - ndtr(-reach - shift), family.both)
        left += right
    if family.up.any() or family.down.any():
        right += _logs(farther, family.up) + _logs(nearer, family.down)
        left += _logs(nearer, family.up) + _logs(farther, family.down)
    return np.asarray(-(density * (np.expm1(right) + np.expm1(left))).sum(axis=1))


def _logs(factors: Array, counts: Array) -> Array:
    """(m, z) the log of the product of (m, z, b) factors, each as often as counted."""
    return np.asarray((np.log(np.maximum(factors, TINY)) @ counts[:, :, None])[:, :, 0])


def _averaged(family: Against, critical: Array, scale: Array, weight: Array) -> Array:
    """(m,) tails of one family at m critical values, averaged over (m, nodes) scales."""
    flat = (critical[:, None] * scale).ravel()
    every = family.take(np.zeros(len(flat), dtype=np.intp))
    return np.asarray((weight * tail(every, flat).reshape(scale.shape)).sum(axis=1))


def _root(excess: Callable[[Array, Index], Array], low: Array, high: Array, guess: Array) -> Array:
    """(m,) where decreasing functions cross zero between low and high: secants, held between the ends."""
    found, at = guess.copy(), np.arange(len(guess))
    before, height = guess, excess(guess, at)
    slope = -np.maximum(guess, 0.5)  # about that of the log of a normal tail
    low, high = low.copy(), high.copy()
    for _ in range(STEPS):
        now = found[at]
        ends = height > 0
        low[at] = np.where(ends, now, low[at])
        high[at] = np.where(ends, high[at], now)
        step = now - height / slope
        step = np.where((step > low[at]) & (step < high[at]), step, (low[at] + high[at]) / 2)
        moved = np.abs(step - now)
        found[at] = step
        left = moved > ACCURACY
        if not left.any():
            break
        at, before, old = at[left], now[left], height[left]
        height = excess(found[at], at)
        slope = np.minimum((height - old) / (found[at] - before), -1e-3)
    return found

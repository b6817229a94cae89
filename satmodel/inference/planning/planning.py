"""How large a difference must be and how many interviews it takes, from the spread of the answers: arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from satmodel.inference.judging.critical import tukey_critical
from satmodel.inference.judging.dunnett import Against, constant

Array = NDArray[np.float64]

QUESTIONS = ("one", "control", "first", "all")
DEGREES = 8  # more different degrees of freedom than this are interpolated: to 5e-6 from 2 on
FEWEST = 2.0  # interviews in a unit, below which there is no spread


@dataclass(frozen=True, slots=True)
class Design:
    """What is known before the interviews, the same for every unit.

    Attributes:
        variance: n times the variance of a unit's mean, in squared points, without the finite population: the variance
            between respondents times the design effect, less what two means share.
        level: confidence level of the verdicts. units: how many units are compared.
        population: of each unit, infinite where it is not counted.
        df: degrees of freedom of a difference: infinite for a normal reference, ``nan`` for 2(n − 1).
    """

    variance: float
    level: float
    units: int
    population: float = math.inf
    df: float = math.inf

    def degrees(self, n: ArrayLike) -> Array:
        """Degrees of freedom of a difference between two units of n interviews each."""
        size = np.asarray(n, dtype=float)
        return np.where(np.isnan(self.df), 2 * (size - 1), self.df)

    def se(self, n: ArrayLike) -> Array:
        """Standard error of a difference between two units of n interviews each, in points."""
        room = np.maximum(1 / np.asarray(n, dtype=float) - 1 / self.population, 0.0)
        return np.asarray(np.sqrt(2 * self.variance * room))


def critical(question: str, design: Design, n: ArrayLike) -> Array:
    """How many standard errors a difference must exceed.

    Args:
        question: ``"one"``: one pair named beforehand; ``"control"``: every unit against one named beforehand;
            ``"first"``: who is below the first, whoever that turns out to be; ``"all"``: any two units.
        design: what is known. n: (m,) interviews in each unit.

    Formula:
        z or t; Dunnett's constant, two-sided; the same, one-sided (Hsu's comparisons with the best); q / √2.
    """
    df = np.atleast_1d(design.degrees(n))
    if question == "one":
        return np.asarray(stats.t.isf((1 - design.level) / 2, df))
    if question == "all":
        return tukey_critical(design.level, design.units, df)
    unique, back = np.unique(df, return_inverse=True)
    family = _against_one(design.units, two_sided=question == "control")

    def solve(inverse: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.array([constant(family, design.level, 1 / one) for one in np.asarray(inverse)])

    if len(unique) <= DEGREES:
        return solve(1 / unique)[back]
    # the log of the constant is smooth in 1/df
    smooth = Chebyshev.interpolate(lambda x: np.log(solve(x)), DEGREES, domain=[1 / unique[-1], 1 / unique[0]])
    return np.asarray(np.exp(smooth(1 / unique)))[back]


def distance(reach: ArrayLike, df: ArrayLike, power: float | None) -> Array:
    """How many standard errors a true difference must be away from zero to be found with a probability.

    Args:
        reach: (m,) critical values. df: (m,) degrees of freedom. power: the probability, None for the critical value
            itself: the difference is then one that is observed.

    Formula:
        c + z_power; with t, the noncentrality δ for which P(T_df(δ) > c) = power. A difference found the wrong way
        round does not count.
    """
    c, degrees = np.broadcast_arrays(np.asarray(reach, dtype=float), np.asarray(df, dtype=float))
    if power is None:
        return np.array(c)
    z = stats.norm.ppf(power)
    found = [
        one + z if np.isinf(nu) else _shift(one, nu, power) for one, nu in zip(c.ravel(), degrees.ravel(), strict=True)
    ]
    return np.array(found).reshape(c.shape)


def detectable(question: str, design: Design, n: ArrayLike, power: float | None = None) -> Array:
    """(m,) the difference that n interviews in each unit establish when it is observed, or find with a probability.

    Args:
        question: as in :func:`critical`. design: what is known. n: (m,) interviews in each unit.
        power: the probability that a true difference of this size is established; None: it is one that is observed.

    Examples:
        >>> poll = Design(variance=400.0, level=0.95, units=13)
        >>> detectable("all", poll, [100, 300, 1000]).round(1).tolist()
        [9.4, 5.4, 3.0]
    """
    sizes = np.atleast_1d(np.asarray(n, dtype=float))
    return distance(critical(question, design, sizes), design.degrees(sizes), power) * design.se(sizes)


def interviews(question: str, design: Design, gap: float, power: float | None = None) -> float:
    """The interviews in each unit with which a difference is established; not rounded.

    Args:
        question, design, power: as in :func:`detectable`. gap: the difference, in points, above zero.

    Formula:
        n = n0 / (1 + n0 / N), n0 = 2 variance (c + z_power)² / gap²; with t, the root of detectable(n) = gap, at least
        2.

    Examples:
        >>> round(interviews("one", Design(variance=400.0, level=0.95, units=2), 3.15), 1)
        309.7
    """
    known = design if not np.isnan(design.df) else replace(design, df=math.inf)
    reach = distance(critical(question, known, FEWEST), known.degrees(FEWEST), power)
    # 1 / n0 + 1 / N, so that neither an endless population nor a vanishing gap needs a case of its own
    normal = float(1 / (gap**2 / (2 * known.variance * reach[0] ** 2) + 1 / known.population))
    return normal if not np.isnan(design.df) else _by_t(question, design, gap, power, normal)


def _against_one(units: int, *, two_sided: bool) -> Against:
    """One unit against all others, every mean equally exact."""
    others, none = np.full((1, 1), units - 1.0), np.zeros((1, 1))
    alone = np.ones(1)
    return Against(alone, alone, none if two_sided else others, none, others if two_sided else none)


def _by_t(question: str, design: Design, gap: float, power: float | None, normal: float) -> float:
    def excess(log_n: float) -> float:
        return float(detectable(question, design, math.exp(log_n), power)[0]) - gap

    low = math.log(FEWEST)
    if excess(low) <= 0:
        return FEWEST
    # a t quantile is above the normal one: more are needed, and with all of a population every difference is seen
    high = math.log(min(max(normal, FEWEST) * 2, design.population))
    while high < math.log(design.population) and excess(high) > 0:
        high = min(high + 1.0, math.log(design.population))
    return math.exp(brentq(excess, low, high, xtol=1e-12))


def _shift(reach: float, df: float, power: float) -> float:
    def excess(shift: float) -> float:
        return float(stats.nct.sf(reach, df, shift)) - power

    high = reach + 3.0
    while excess(high) < 0:
        high *= 2
    return float(brentq(excess, 0.0, high, xtol=1e-12))

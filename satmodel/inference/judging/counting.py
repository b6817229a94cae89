"""How many units lie above and below each one: all pairs counted in blocks, without a table of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.judging.pairs import Pairs, normal_equivalent, t_equivalent

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

BLOCK = 2**16  # pairs looked at together
GRID = 2_001  # points of 1/df between which the reach of a difference is interpolated
LARGEST = 1e300  # stands for an infinite reach, so that its product with zero is zero


class Judge(Protocol):
    """What decides whether a difference is separated, under each of some shifts of the critical value."""

    shifts: int

    def separated(self, past: Array, upper: Index, lower: Index) -> Flags:
        """(shifts, …) whether each lead past the margin is separated."""

    def reach(self, upper: Index, lower: Index) -> Array:
        """How far past the margin a difference must lead at the first step, in points."""

    def reach_within(self, upper: Index, lower: Index) -> tuple[Array, Array]:
        """Between which ends that lies, if this is quicker to say."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What all pairs of k units come to.

    Attributes:
        above, below: (shifts, k) how many units are separated above, and below, each one.
        resolved: how many pairs are separated without a shift.
        detectable: the smallest and the largest reach past zero over the other pairs; None where there are none.
    """

    above: Counts
    below: Counts
    resolved: int
    detectable: tuple[float, float] | None


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """A difference is separated where it exceeds a critical value of its own standard errors.

    Attributes:
        pairs: all pairs. critical: (shifts,) the last critical values, zero or more. first: that of the first step.
        reaches: (2, m) ascending 1/df, and the logarithm of the first critical value on the t scale of each; None where
            there is one scale only.
    """

    pairs: Pairs
    critical: Array
    first: float
    reaches: Array | None

    @property
    def shifts(self) -> int:
        """How many critical values there are."""
        return len(self.critical)

    def separated(self, past: Array, upper: Index, lower: Index) -> Flags:
        """(shifts, …) whether each lead past the margin is separated."""
        se = self.pairs.se_of(upper, lower)
        if self.reaches is None:
            return np.stack([past > critical * se for critical in self.critical])
        # no difference has fewer degrees of freedom than one of the estimates, so most are settled without their own
        farthest = np.minimum(t_equivalent(self.critical, self.pairs.freedom.min()), LARGEST)
        found = np.stack([past > critical * se for critical in farthest])
        close = (past > self.critical.min() * se) & ~found.all(axis=0)
        if close.any():
            above, below = (np.broadcast_to(index, past.shape)[close] for index in (upper, lower))
            statistic = normal_equivalent(past[close] / se[close], self.pairs.df_of(above, below))
            found[:, close] = statistic > self.critical[:, None]
        return found

    def reach(self, upper: Index, lower: Index) -> Array:
        """How far past the margin a difference must lead at the first step, in points; of many, to 1e-6 of itself."""
        se = self.pairs.se_of(upper, lower)
        if self.reaches is None:
            return self.first * se
        df = self.pairs.df_of(upper, lower)
        if df.size <= GRID:
            return t_equivalent(self.first, df) * se
        return np.asarray(np.exp(np.interp(1.0 / df, *self.reaches)) * se)

    def reach_within(self, upper: Index, lower: Index) -> tuple[Array, Array]:
        """Between which ends that lies, whatever the degrees of freedom."""
        least = self.first * self.pairs.se_of(upper, lower)
        if self.reaches is None:
            return least, least
        return least, math.exp(self.reaches[1, -1]) * self.pairs.se_of(upper, lower)


def scaled(pairs: Pairs, critical: Array, first: float, *, normal: bool = True) -> Scaled:
    """A judge by critical values on the normal scale, to which differences are carried by their df, or as they are."""
    least = pairs.freedom.min(initial=np.inf)
    if not normal or np.isinf(least):
        return Scaled(pairs, critical, first, None)
    inverse = np.linspace(0.0, 1.0 / least, GRID)
    with np.errstate(divide="ignore"):
        df = 1.0 / inverse
    reach = np.minimum(t_equivalent(first, df), LARGEST)
    return Scaled(pairs, critical, first, np.stack([inverse, np.log(np.maximum(reach, 1 / LARGEST))]))


@dataclass(frozen=True, slots=True, eq=False)
class Disjoint:
    """A difference is separated where two intervals have no point in common.

    Attributes:
        half: (shifts, k) how far each unit's interval reaches to either side.
    """

    half: Array

    @property
    def shifts(self) -> int:
        """How many widths there are."""
        return len(self.half)

    def separated(self, past: Array, upper: Index, lower: Index) -> Flags:
        """(shifts, …) whether each lead past the margin is separated."""
        return np.stack([past > half[upper] + half[lower] for half in self.half])

    def reach(self, upper: Index, lower: Index) -> Array:
        """How far past the margin a difference must lead, in points."""
        return np.asarray(self.half[0][upper] + self.half[0][lower])

    def reach_within(self, upper: Index, lower: Index) -> tuple[Array, Array]:
        """The same twice."""
        reach = self.reach(upper, lower)
        return reach, reach


def counted(pairs: Pairs, judge: Judge, margin: float) -> Counted:
    """Judge every pair once; only the larger estimate of the two can be separated above the other."""
    count = len(pairs.place)
    above, below = np.zeros((2, judge.shifts, count), dtype=np.intp)
    resolved, ends = 0, (np.inf, -np.inf)
    for upper, lower, past, pair in _blocks(pairs, margin):
        found = judge.separated(past, upper, lower) & pair
        below[:, upper[:, 0]] += np.count_nonzero(found, axis=2)
        above[:, lower[0]] += np.count_nonzero(found, axis=1)
        resolved += int(np.count_nonzero(found[0]))
        least, most = judge.reach_within(upper, lower)
        left = pair & ~found[0] & ((least < ends[0]) | (most > ends[1]))
        if left.any():
            reach = judge.reach(*(np.broadcast_to(index, left.shape)[left] for index in (upper, lower)))
            ends = min(ends[0], float(reach.min())), max(ends[1], float(reach.max()))
    return Counted(above, below, resolved, (margin + ends[0], margin + ends[1]) if ends[0] < np.inf else None)


def separated(pairs: Pairs, judge: Judge, margin: float) -> Flags:
    """(k, k) whether the column's unit is separated above the row's, without a shift."""
    table = np.zeros((len(pairs.place),) * 2, dtype=bool)
    for upper, lower, past, pair in _blocks(pairs, margin):
        table[lower, upper] = judge.separated(past, upper, lower)[0] & pair
    return table


def number_above(pairs: Pairs, margin: float, critical: float) -> int:
    """How many differences that have a variance exceed a critical value on the normal scale."""
    judge = scaled(pairs, np.array([critical]), critical)
    found = 0
    for upper, lower, past, pair in _blocks(pairs, margin):
        pair &= pairs.se_of(upper, lower) > 0
        found += int(np.count_nonzero(judge.separated(past, upper, lower)[0] & pair))
    return found


def number_varying(pairs: Pairs) -> int:
    """How many pairs have a difference with a variance."""
    return sum(int(np.count_nonzero(pair & (pairs.se_of(*ends) > 0))) for *ends, _, pair in _blocks(pairs, 0.0))


def least_df(pairs: Pairs) -> float:
    """The smallest degrees of freedom of a difference that has a variance."""
    least = np.inf
    for upper, lower, _, pair in _blocks(pairs, 0.0):
        varying = pair & (pairs.se_of(upper, lower) > 0)
        least = min(
            least, float(np.min(np.broadcast_to(pairs.df_of(upper, lower), pair.shape)[varying], initial=np.inf))
        )
    return least


def _blocks(pairs: Pairs, margin: float) -> Iterator[tuple[Index, Index, Array, Flags]]:
    """(r, 1) and (1, c) units with (r, c) leads past the margin, and which of these pairs come up here, each once."""
    order = np.argsort(-pairs.value, kind="stable")
    height = max(1, BLOCK // len(order))
    for start in range(0, len(order), height):
        upper, lower = order[start : start + height, None], order[None, start:]
        pair = np.arange(len(upper))[:, None] < np.arange(lower.shape[1])[None, :]
        yield upper, lower, pairs.lead_of(upper, lower) - margin, pair

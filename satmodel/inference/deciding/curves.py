"""Piecewise linear functions with jumps, and what they make of an interval and of a normal value: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A function of one score, linear between its breaks; at a break the right side holds.

    Attributes:
        at: (b,) breaks, rising, in points of score.
        height: (b + 1,) and slope: (b + 1,): on the j-th piece, from break j - 1 to break j, the function is
            height + slope · score.
    """

    at: Array
    height: Array
    slope: Array

    def __call__(self, score: Array) -> Array:
        """The function at (…) scores."""
        piece = np.searchsorted(self.at, score, side="right")
        return np.asarray(self.height[piece] + self.slope[piece] * score)

    @property
    def straight(self) -> bool:
        """Whether it is one straight line."""
        return len(self.at) == 0

    def times(self, weight: float) -> Curve:
        """The function times a number."""
        return Curve(self.at, weight * self.height, weight * self.slope)

    def plus(self, other: Curve) -> Curve:
        """The sum of two functions."""
        at = np.union1d(self.at, other.at)
        mine, its = self._on(at), other._on(at)
        return Curve(at, self.height[mine] + other.height[its], self.slope[mine] + other.slope[its])

    def zero_below(self, bound: float) -> Curve:
        """The same function from a bound on, and zero below it."""
        at = np.union1d(self.at, [bound])
        piece = self._on(at)
        keep = np.concatenate([[-np.inf], at]) >= bound
        return Curve(at, np.where(keep, self.height[piece], 0.0), np.where(keep, self.slope[piece], 0.0))

    def image(self, low: Array, high: Array) -> tuple[Array, Array]:
        """The smallest and the largest value over each of (k,) intervals, jumps seen from both sides."""
        ends = [self(low), self(high)]
        least, most = np.minimum(*ends), np.maximum(*ends)
        for j, bound in enumerate(self.at):
            left, right = (self.height[i] + self.slope[i] * bound for i in (j, j + 1))
            for value, inside in ((left, (low < bound) & (bound <= high)), (right, (low <= bound) & (bound <= high))):
                least = np.where(inside, np.minimum(least, value), least)
                most = np.where(inside, np.maximum(most, value), most)
        return least, most

    def moments(self, mean: Array, sd: Array) -> tuple[Array, Array]:
        """Mean and standard deviation of the function of (k,) normal scores.

        Formula:
            Over a piece with normal ends a, b and probability P = Φ(b) − Φ(a), the function being c + d z with
            z = (score − mean) / sd: ∫ = c P + d (φ(a) − φ(b)); ∫² = c² P + 2 c d (φ(a) − φ(b)) +
            d² (P + a φ(a) − b φ(b)). Both are summed over the pieces, measured from the value at the mean.
        """
        centre, exact = self(mean), sd <= 0
        scale = np.where(exact, 1.0, sd)
        first, second = np.zeros(len(mean)), np.zeros(len(mean))
        ends = np.concatenate([[-np.inf], self.at, [np.inf]])
        for j in range(len(self.height)):
            a, b = (ends[j] - mean) / scale, (ends[j + 1] - mean) / scale
            share = np.where(a > 0, stats.norm.sf(a) - stats.norm.sf(b), stats.norm.cdf(b) - stats.norm.cdf(a))
            turn = stats.norm.pdf(a) - stats.norm.pdf(b)
            bend = share + _edge(a) - _edge(b)
            c, d = self.height[j] + self.slope[j] * mean - centre, self.slope[j] * scale
            first += c * share + d * turn
            second += c**2 * share + 2 * c * d * turn + d**2 * bend
        spread = np.sqrt(np.maximum(second - first**2, 0.0))
        return np.where(exact, centre, centre + first), np.where(exact, 0.0, spread)

    def _on(self, at: Array) -> NDArray[np.intp]:
        """The piece of this function on each piece between finer breaks."""
        return np.searchsorted(self.at, np.concatenate([[-np.inf], at]), side="right")


def _edge(z: Array) -> Array:
    finite = np.isfinite(z)
    return np.where(finite, np.where(finite, z, 0.0) * stats.norm.pdf(z), 0.0)


def line(slope: float, height: float = 0.0) -> Curve:
    """A straight line."""
    return Curve(np.empty(0), np.array([height]), np.array([slope]))


def through(knots: Array) -> Curve:
    """Straight lines through (b, 2) knots of rising scores, flat beyond the first and the last."""
    x, y = np.asarray(knots, dtype=float).T
    slope = np.diff(y) / np.diff(x)
    height = y[:-1] - slope * x[:-1]
    return Curve(x, np.concatenate([y[:1], height, y[-1:]]), np.concatenate([[0.0], slope, [0.0]]))


def stairs(steps: Array, below: float) -> Curve:
    """The points of the highest of (b, 2) bounds that is reached, and those below all of them."""
    ordered = np.asarray(steps, dtype=float)[np.argsort([step[0] for step in steps])]
    return Curve(ordered[:, 0], np.concatenate([[below], ordered[:, 1]]), np.zeros(len(ordered) + 1))


def slanted(points: float, threshold: float, per_point: float, floor: float | None, cap: float | None) -> Curve:
    """Points, less so many for each point below a threshold; not below a floor, nor above a cap or the points."""
    most = points if cap is None else cap
    end = threshold + (most - points) / per_point
    if floor is None:
        return Curve(np.array([end]), np.array([points - per_point * threshold, most]), np.array([per_point, 0.0]))
    return through(np.array([[end - (most - floor) / per_point, floor], [end, most]]))


def rewarded(per_point: float, threshold: float, cap: float | None, *, whole: bool, falls: bool) -> Curve:
    """Points for an improvement: so many for each point beyond a threshold, or for each point once it is reached.

    Args:
        per_point: points for each point of improvement. threshold: the improvement from which there are any.
        cap: the most points, None for no end. whole: whether an improvement that reaches the threshold counts from
            zero on. falls: whether a fall costs what a rise of its size earns.
    """
    jump = per_point * threshold if whole else 0.0
    height = 0.0 if whole else -per_point * threshold
    at, pieces = [threshold], [(0.0, 0.0), (height, per_point)]
    if cap is not None:
        if jump >= cap:
            pieces[-1] = (cap, 0.0)
        else:
            at.append(threshold + (cap - jump) / per_point)
            pieces.append((cap, 0.0))
    if falls:
        mirrored = [(-h, s) for h, s in pieces[:0:-1]]
        at, pieces = [-x for x in at[::-1]] + at, mirrored + pieces
    heights, slopes = np.array(pieces, dtype=float).T
    return Curve(np.array(at, dtype=float), heights, slopes)

"""What a scale says about the spread of answers of which only a mean, or a mean and some shares, are known."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import NotEstimable

Array = NDArray[np.float64]

_GRID = 10**6  # parts of a point to which the levels of a scale are taken for whole numbers
_SUMS = 1000  # sums of answers that are looked at one by one; more of them differ by less than anything printed


def largest_sd(mean: ArrayLike, limits: tuple[float, float]) -> NDArray[np.float64]:
    """The largest standard deviation between respondents that a mean on a bounded scale can have.

    Args:
        mean: means, in points, within the limits.
        limits: the lowest and the highest points of the scale.

    Returns:
        The standard deviations, in points; reached when everybody gave one of the two ends.

    Formula:
        √((max - m)(m - min)).

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357.

    Examples:
        >>> largest_sd([88.95, 83.78, 76.79], (55, 100)).round(2).tolist()
        [19.37, 21.61, 22.49]
    """
    m = np.asarray(mean, dtype=float)
    return np.sqrt(np.clip((limits[1] - m) * (m - limits[0]), 0.0, None))


def smallest_sd(mean: ArrayLike, levels: ArrayLike) -> Array:
    """The smallest standard deviation between respondents that a mean of answers on some levels can have.

    Args:
        mean: means, in points, between the lowest and the highest level.
        levels: the points that an answer can have.

    Returns:
        The standard deviations, in points; reached when everybody gave one of the two levels next to the mean, and zero
        only where the mean is itself a level.

    Formula:
        √((b - m)(m - a)) with the levels a ≤ m ≤ b next to the mean.

    Examples:
        >>> smallest_sd([83.78, 75.0], [55, 75, 100]).round(2).tolist()
        [11.93, 0.0]
    """
    m = np.asarray(mean, dtype=float)
    steps = np.unique(np.asarray(levels, dtype=float))
    above = np.clip(np.searchsorted(steps, m, side="left"), 1, len(steps) - 1) if len(steps) > 1 else 0
    a, b = (steps[above - 1], steps[above]) if len(steps) > 1 else (steps[0], steps[0])
    return np.sqrt(np.clip((b - m) * (m - a), 0.0, None))


def rounded_bounds(mean: Array, levels: Array, half: float) -> tuple[Array, Array]:
    """The smallest and the largest standard deviation over all means that are printed alike.

    Args:
        mean: (k,) printed means, in points.
        levels: (l,) the points that an answer can have.
        half: half a unit of the last decimal printed, in points; zero for means that are not rounded.

    Formula:
        Both bounds are concave in m between two levels, so the smallest is reached at an end of m ± half or at a level
        between them, the largest at an end or at the middle of the scale.
    """
    low, high = float(levels.min()), float(levels.max())
    ends = np.clip(np.stack([mean - half, mean, mean + half]), low, high)
    least = smallest_sd(ends, levels).min(axis=0)
    holds = (np.abs(levels[None, :] - mean[:, None]) <= half).any(axis=1)
    most = largest_sd(ends, (low, high)).max(axis=0)
    middle = np.abs((low + high) / 2 - mean) <= half
    return np.where(holds, 0.0, least), np.where(middle, (high - low) / 2, most)


def with_shares(
    mean: float, levels: Array, half: float, *, sums: Array, low: Array, high: Array
) -> tuple[float, float]:
    """The smallest and the largest standard deviation where some shares of the answers are known as well.

    Args:
        mean: the printed mean, in points. half: half a unit of its last decimal.
        levels: (l,) points of each answer.
        sums: (s, l) which answers each known share adds up (1 or 0).
        low, high: (s,) between which each share lies.

    Returns:
        Bounds that hold for every distribution that is printed like this; they may lie outside the exact ones by no
        more than half² in the variance.

    Raises:
        NotEstimable: no distribution has this mean and these shares.

    Formula:
        Var = Σ p_a (y_a − m)² − (μ − m)² with |μ − m| ≤ half: the largest and the smallest of the sum by linear
        programming over p, the latter less half².
    """
    from scipy.optimize import linprog

    matrix = np.vstack([levels, -levels, sums, -sums])
    bound = np.concatenate([[mean + half, half - mean], high, -low])
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(
            sign * (levels - mean) ** 2, A_ub=matrix, b_ub=bound, A_eq=np.ones((1, len(levels))), b_eq=[1.0]
        )
        if not found.success:
            raise NotEstimable(f"no distribution of the answers has the mean {mean:g} and these shares")
        ends.append(sign * found.fun)
    return float(np.sqrt(max(ends[0] - half**2, 0.0))), float(np.sqrt(max(ends[1], 0.0)))


def with_n(mean: float, levels: Array, half: float, n: int) -> tuple[float, float]:
    """The smallest and the largest standard deviation (divisor n) that n answers with this mean can have, exactly.

    Args:
        mean: the printed mean, in points. half: half a unit of its last decimal.
        levels: (l,) the points that an answer can have, whole to the sixth decimal.
        n: respondents.

    Raises:
        NotEstimable: n answers on these levels have no such mean, or it is rounded so much that too many sums fit.

    Formula:
        For each sum S of n answers that is printed as this mean, the least and the largest Σ c_a y_a² over whole counts
        c with Σ c_a = n and Σ c_a y_a = S, by integer programming; Var = Σ c_a y_a² / n − (S / n)².
    """
    whole = np.round(np.asarray(levels, dtype=float) * _GRID).astype(np.int64)
    base = int(whole.min())
    step = int(np.gcd.reduce(whole - base)) or 1
    units = (whole - base) // step  # levels as 0, …, in steps that all of them share
    scaled = (n * np.array([mean - half, mean + half]) * _GRID - n * base) / step
    # 1e-7 of a step: rounding of the arithmetic
    first, last = int(np.ceil(scaled[0] - 1e-7)), int(np.floor(scaled[1] + 1e-7))
    if last - first >= _SUMS:
        raise NotEstimable(f"{last - first + 1} sums of {n} answers are printed as {mean:g}; leave out n=")
    found = [_whole_ends(units, n, total) for total in range(max(first, 0), min(last, n * int(units.max())) + 1)]
    ends = [pair for pair in found if pair is not None]
    if not ends:
        raise NotEstimable(f"{n} answers on the levels {[float(y) for y in levels]} cannot have the mean {mean:g}")
    size = step / _GRID
    return size * min(low for low, _ in ends) ** 0.5, size * max(high for _, high in ends) ** 0.5


def _whole_ends(units: NDArray[np.int64], n: int, total: int) -> tuple[float, float] | None:
    """The least and the largest variance, in squared steps, of n answers with this sum; None where there are none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    known = LinearConstraint(np.vstack([np.ones(len(units)), units]), [n, total], [n, total])
    ends = []
    for sign in (1.0, -1.0):
        found = milp(sign * units.astype(float) ** 2, constraints=known, integrality=1, bounds=Bounds(0, n))
        if not found.success:
            return None
        squares = int((np.round(found.x).astype(np.int64) * units**2).sum())
        ends.append(max(squares * n - total * total, 0) / n**2)
    return ends[0], ends[1]

"""Weights that are fitted to population margins: how, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How the r weights of a design were made out of its base weights.

    Attributes:
        base: (r,) the design's own weights, before any fitting; the variance is computed with them.
        variables: the v variables whose margins were fitted; none where weights were only trimmed.
        groups: v arrays (r,): the group of each respondent, a category or a category within a unit.
        targets: v arrays (g,): the people in each group.
        labels: v tuples (g,): unit (None for all units together) and category of each group.
        low, high: the ends within which the weights were kept; 0 and ``inf`` where they were not trimmed.
        tolerance: the largest relative distance of a margin from its target that was accepted.
        most: the most passes over all margins that were allowed.
        trimmed: the respondents whose weight was moved to one of the ends.
    """

    base: Array
    variables: tuple[str, ...]
    groups: tuple[Codes, ...]
    targets: tuple[Array, ...]
    labels: tuple[tuple[tuple[str | None, str], ...], ...]
    low: float = 0.0
    high: float = np.inf
    tolerance: float = 1e-10
    most: int = 1000
    trimmed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights fitted to margins, and how well.

    Attributes:
        weights: (r,) the weights. passes: how often all margins were gone through.
        miss: the largest relative distance of a margin from its target.
        worst: the variable's position, the group's position, the sum reached and the target of that margin.
    """

    weights: Array
    passes: int
    miss: float
    worst: tuple[int, int, float, float]


def fit(
    base: Array,
    groups: Sequence[Codes],
    targets: Sequence[Array],
    *,
    low: float = 0.0,
    high: float = np.inf,
    tolerance: float = 1e-10,
    most: int = 1000,
) -> Fit:
    """Fit weights to the margins of v variables by iterative proportional fitting, within bounds where there are any.

    Args:
        base: (r,) weights to begin with, zero for respondents without a part in it.
        groups: v arrays (r,) of group codes. targets: v arrays (g,) of people.
        low, high: the ends within which a weight above zero is kept.
        tolerance: the relative distance of every margin from its target at which to stop.
        most: the most passes.

    Returns:
        The weights and the margin that is farthest from its target; ``miss`` is above ``tolerance`` where the passes
        did not suffice.

    Formula:
        w_i ← w_i t_g / Σ_{j in g} w_j for the group g of each variable in turn; then w_i ← min(max(w_i, low), high).

    Source:
        Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; bounds: Deville and Särndal (1992),
        JASA 87, 376-382.

    Examples:
        >>> sex, age = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
        >>> found = fit(np.ones(4), [sex, age], [np.array([60.0, 40.0]), np.array([50.0, 50.0])])
        >>> found.weights.tolist(), found.passes
        ([30.0, 30.0, 20.0, 20.0], 1)
    """
    weights, bounded = base.astype(float), low > 0 or np.isfinite(high)
    passes, miss, worst = 0, np.inf, (0, 0, 0.0, 0.0)
    while passes < most and miss > tolerance:
        passes += 1
        for group, target in zip(groups, targets, strict=True):
            sums = np.bincount(group, weights, len(target))
            weights = weights * np.divide(target, sums, out=np.zeros_like(target), where=sums > 0)[group]
        if bounded:
            weights = np.where(weights > 0, np.clip(weights, low, high), 0.0)
        miss, worst = _farthest(weights, groups, targets)
    return Fit(weights, passes, miss, worst)


def _farthest(
    weights: Array, groups: Sequence[Codes], targets: Sequence[Array]
) -> tuple[float, tuple[int, int, float, float]]:
    miss, worst = -1.0, (0, 0, 0.0, 0.0)
    for v, (group, target) in enumerate(zip(groups, targets, strict=True)):
        sums = np.bincount(group, weights, len(target))
        distance = np.abs(sums - target) / np.where(target > 0, target, 1.0)
        g = int(np.argmax(distance))
        if distance[g] > miss:
            miss, worst = float(distance[g]), (v, g, float(sums[g]), float(target[g]))
    return miss, worst


def refit(calibration: Calibration, base: Array) -> Fit:
    """Fit other base weights, such as those of a replicate, to the same margins within the same bounds."""
    return fit(
        base,
        calibration.groups,
        calibration.targets,
        low=calibration.low,
        high=calibration.high,
        tolerance=calibration.tolerance,
        most=calibration.most,
    )


def trim_weights(weights: Array, low: float, high: float) -> Array:
    """Weights moved into bounds; what is taken away is given in equal parts to those within, until none lies outside.

    Formula:
        w_i ← min(max(w_i, low), high), and the sum of what was cut off divided equally among the weights that were
        not cut, repeated.

    Source:
        Potter (1990), Proceedings of the Section on Survey Research Methods, ASA, 225-230.

    Examples:
        >>> trim_weights(np.array([1.0, 1.0, 2.0, 8.0]), 0.0, 6.0).round(3).tolist()
        [1.667, 1.667, 2.667, 6.0]
    """
    free = np.ones(len(weights), dtype=bool)
    total = weights.sum()
    trimmed = weights.astype(float)
    while True:
        outside = free & ((trimmed < low) | (trimmed > high))
        if not outside.any():
            return trimmed
        trimmed[outside] = np.clip(trimmed[outside], low, high)
        free &= ~outside
        if not free.any():
            return trimmed
        trimmed[free] += (total - trimmed.sum()) / free.sum()
    # every pass fixes at least one weight, so this ends


def kish(weights: Array) -> float:
    """Kish's design effect of unequal weights, n Σw² / (Σw)².

    Source:
        Kish (1965), Survey Sampling; Kish (1992), Journal of Official Statistics 8, 183-200.

    Examples:
        >>> kish(np.array([1.0, 1.0])), round(kish(np.array([1.0, 3.0])), 3)
        (1.0, 1.25)
    """
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)

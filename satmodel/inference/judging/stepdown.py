"""Step-down judgement of many differences by their largest drawn one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.judging.critical import BLOCK, Draws, Family, critical_value

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]


def step_down(draws: Draws, first: Index, second: Index, size: Array, level: float) -> tuple[Array, Array]:
    """Judge m differences step by step, each step among those that are still open.

    Args:
        draws: how the differences are drawn as if every true one were zero.
        first, second: (m,) the two of each pair; every difference has a variance.
        size: (m,) how many standard errors each lies beyond what it is tested against, on the normal scale.
        level: confidence level for all of them together.

    Returns:
        (m,) the critical value of each: that of the step at which it was established, and of the last step for those
        that never are; and (m,) p-values: the largest, over the differences that are no smaller, of the share of draws
        in which a difference still open is as large. A difference exceeds its critical value if and only if its p-value
        is below 1 − level. Equal differences share a step.

    Source:
        Romano & Wolf (2005), Journal of the American Statistical Association 100, 94-108; Westfall & Young (1993),
        Resampling-Based Multiple Testing.
    """
    critical = np.empty(len(size))
    left: Flags = np.ones(len(size), dtype=bool)
    while left.any():
        here = np.flatnonzero(left)
        wanted = np.ones((2, len(here)), dtype=bool)
        critical[here] = critical_value(draws, Family(first[here], second[here], wanted), level)
        beyond = size[here] > critical[here[0]]
        if not beyond.any():
            break
        left[here[beyond]] = False
    return critical, _successive(draws, first, second, size)


def _successive(draws: Draws, first: Index, second: Index, size: Array) -> Array:
    """(m,) the step-down p-values, from the smallest difference to the largest in blocks."""
    order = np.argsort(size, kind="stable")
    ranked = size[order]
    inverse = 1.0 / draws.pairs.se[first[order], second[order]]
    reached = np.zeros(len(size), dtype=np.int64)
    for _, drawn in draws.blocks():
        top = np.zeros(drawn.shape[1])
        height = max(1, BLOCK // drawn.shape[1])
        for start in range(0, len(order), height):
            pick = order[start : start + height]
            block = np.abs(drawn[second[pick]] - drawn[first[pick]]) * inverse[start : start + height, None]
            np.maximum(block[0], top, out=block[0])
            np.maximum.accumulate(block, axis=0, out=block)
            reached[start : start + height] += np.count_nonzero(block >= ranked[start : start + height, None], axis=1)
            top = block[-1].copy()
    tied = np.searchsorted(ranked, ranked, side="right") - 1  # equal differences are judged among one another
    alone = (1 + reached[tied]) / (1 + draws.count)
    p = np.empty(len(size))
    p[order] = np.maximum.accumulate(alone[::-1])[::-1]
    return p

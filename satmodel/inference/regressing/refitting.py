"""Many weighted ordered regressions at once: the same rows under the weights of each replicate; arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

_ROUNDS = 25
# Newton's last step below this, in standard deviations of a column, leaves an error of its square.
_CLOSE = 1e-6
# A direction with less than this share of the information is one that the replicate says nothing about.
_SILENT = 1e-11
_BLOCK = 2**19
_NORMAL = 1 / np.sqrt(2 * np.pi)


@dataclass(frozen=True, slots=True, eq=False)
class Refits:
    """B ordered regressions.

    Attributes:
        slope: (B, k) the slopes.
        solved: (B,) whether Newton's steps came to an end.
        farthest: (B,) the largest |x'b| of any row.
    """

    slope: Array
    solved: Flags
    farthest: Array


def refit_ordered(x: Array, level: Codes, weights: Array, start: Array, *, probit: bool = False) -> Refits:
    """Fit P(level ≤ j) = F(cut_j - x'b) under each replicate's weights.

    Args:
        x: (u, k) the columns, of mean zero and standard deviation one or so, no constant among them.
        level: (u,) levels 0 … m - 1, sorted upwards; each holds some weight in every replicate.
        weights: (B, u) weights, zero or more.
        start: (k + m - 1,) slopes and cut points to start from, such as those of the whole sample.
        probit: F is the normal instead of the logistic distribution.

    Returns:
        The slopes. Where a replicate does not determine a slope, the shortest solution is taken, which leaves x'b as it
        is. A replicate whose terms tell the levels apart is not solved, or its rows lie far out.

    Formula:
        Newton's steps, halved where the slope of the likelihood along the step grows instead of shrinking.
    """
    slices = np.searchsorted(level, np.arange(int(level[-1]) + 2))
    first, second = np.triu_indices(x.shape[1])
    rows = _Rows(x, x[:, first] * x[:, second], slices, probit)
    solution = np.empty((len(weights), len(start)))
    solved = np.empty(len(weights), dtype=bool)
    farthest = np.empty(len(weights))
    step = max(1, _BLOCK // len(x))
    for begin in range(0, len(weights), step):
        here = slice(begin, begin + step)
        solution[here], solved[here] = _newton(rows, weights[here], start)
        farthest[here] = np.abs(solution[here, : x.shape[1]] @ x.T).max(axis=1)
    return Refits(solution[:, : x.shape[1]], solved, farthest)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The rows that all replicates share: columns, their products, and where each level begins."""

    x: Array
    products: Array
    slices: Codes
    probit: bool

    def slopes(self, solution: Array, weights: Array) -> tuple[Array, Array]:
        """The (b, q) slopes of b likelihoods and their (b, q, q) information, each under its own weights."""
        k, q, last = self.x.shape[1], solution.shape[1], len(self.slices) - 2
        at = solution[:, :k] @ self.x.T
        score, bent = np.empty_like(at), np.empty_like(at)
        slope, information = np.zeros((len(at), q)), np.zeros((len(at), q, q))
        curve = _normal if self.probit else _logistic
        for j in range(last + 1):
            rows = slice(self.slices[j], self.slices[j + 1])
            x, weight = self.x[rows], weights[:, rows]
            upper = None if j == last else solution[:, [k + j]] - at[:, rows]
            lower = None if j == 0 else solution[:, [k + j - 1]] - at[:, rows]
            up, down, up_up, down_down, up_down = curve(upper, lower)
            score[:, rows] = -weight * (up + down)
            bent[:, rows] = weight * (up_up + 2 * up_down + down_down)
            for cut, first, own in ((k + j, up, up_up), (k + j - 1, down, down_down)):
                if k <= cut < q:
                    slope[:, cut] += np.einsum("bi,bi->b", weight, np.broadcast_to(first, weight.shape))
                    information[:, cut, cut] += np.einsum("bi,bi->b", weight, np.broadcast_to(own, weight.shape))
                    information[:, :k, cut] -= (weight * (own + up_down)) @ x
            if 0 < j < last:
                information[:, k + j - 1, k + j] += (weight * up_down).sum(axis=1)
        slope[:, :k] = score @ self.x
        upper_left = np.triu_indices(k)
        information[:, upper_left[0], upper_left[1]] = bent @ self.products
        lower_half = np.tril_indices(q, -1)
        information[:, lower_half[0], lower_half[1]] = information[:, lower_half[1], lower_half[0]]
        return slope, information


Parts = tuple[Array | float, Array | float, Array | float, Array | float, Array | float]


def _logistic(upper: Array | None, lower: Array | None) -> Parts:
    """Slopes of log(F(upper) - F(lower)) by either end, and its second derivatives with the sign turned.

    Formula:
        log F(u) + log(1 - F(l)) + log(1 - exp(l - u)), so that nothing cancels.
    """
    above = 1.0 if upper is None else special.expit(upper)
    below = 0.0 if lower is None else special.expit(lower)
    up_bent, down_bent = above * (1 - above), below * (1 - below)
    if upper is None or lower is None:
        return 1 - above, -below, up_bent, down_bent, 0.0
    between = 1 / np.expm1(upper[:, :1] - lower[:, :1])
    joint = between * (1 + between)
    return 1 - above + between, -below - between, up_bent + joint, down_bent + joint, -joint


def _normal(upper: Array | None, lower: Array | None) -> Parts:
    """The same for the normal distribution."""
    if upper is None and lower is not None:
        below = _NORMAL * np.exp(-(lower**2) / 2 - special.log_ndtr(-lower))
        return 0.0, -below, 0.0, below * (below - lower), 0.0
    if lower is None and upper is not None:
        above = _NORMAL * np.exp(-(upper**2) / 2 - special.log_ndtr(upper))
        return above, 0.0, above * (above + upper), 0.0, 0.0
    high, low = np.asarray(upper), np.asarray(lower)
    # in the upper half the difference is taken from the other tail, which keeps its digits
    turn = np.where(low > 0, -1.0, 1.0)
    chance = np.maximum(turn * (special.ndtr(turn * high) - special.ndtr(turn * low)), 1e-300)
    above, below = (_NORMAL * np.exp(-(at**2) / 2) / chance for at in (high, low))
    return above, -below, above * (above + high), below * (below - low), -above * below


def _newton(rows: _Rows, weights: Array, start: Array) -> tuple[Array, Flags]:
    """The (b, q) solutions, and which of them were found."""
    found = np.tile(start, (len(weights), 1))
    done = np.zeros(len(weights), dtype=bool)
    active = np.arange(len(weights))
    slope, information = rows.slopes(found, weights)
    for _ in range(_ROUNDS):
        step = _step(slope, information)
        close = np.abs(step).max(axis=1) <= _CLOSE * (1 + np.abs(found[active]).max(axis=1))
        found[active[close]] += step[close]
        done[active[close]] = True
        if close.all():
            break
        left = ~close
        active, weights = (active, weights) if left.all() else (active[left], weights[left])
        found[active], slope, information = _advance(rows, weights, found[active], step=step[left], slope=slope[left])
    return found, done


def _step(slope: Array, information: Array) -> Array:
    """Newton's (b, q) steps; nothing is moved along directions that the data say nothing about."""
    scale = np.sqrt(np.maximum(np.einsum("bii->bi", information), 1e-300))
    even = information / (scale[:, :, None] * scale[:, None, :])
    values, vectors = np.linalg.eigh(even)
    along = np.einsum("bij,bi->bj", vectors, slope / scale)
    moved = np.where(values > _SILENT, along / np.maximum(values, _SILENT), 0.0)
    return np.einsum("bij,bj->bi", vectors, moved) / scale


def _advance(rows: _Rows, weights: Array, at: Array, *, step: Array, slope: Array) -> tuple[Array, Array, Array]:
    """Go along the steps, less far where they overshoot: the new (b, q) place, its slopes and information."""
    k = rows.x.shape[1]
    gap, change = np.diff(at[:, k:], axis=1), np.diff(step[:, k:], axis=1)
    reach = np.where(change < 0, -0.9 * gap / np.minimum(change, -1e-300), 1.0)
    step = step * np.minimum(reach.min(axis=1, initial=1.0), 1.0)[:, None]
    there = at + step
    after, information = rows.slopes(there, weights)
    for _ in range(_ROUNDS):
        over = np.abs(np.einsum("bq,bq->b", after, step)) > np.einsum("bq,bq->b", slope, step) + 1e-12
        if not over.any():
            break
        step[over] /= 2
        there[over] = at[over] + step[over]
        after[over], information[over] = rows.slopes(there[over], weights[over])
    return there, after, information

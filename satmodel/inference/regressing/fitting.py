"""Fitting weighted regressions: linear, logistic, and ordered with a logistic or normal error; arrays only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from satmodel.errors import NotEstimable

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

_ROUNDS = 100
_CLOSE = 1e-12
# A fitted value this far out on the logistic scale (a chance of one in three million) is looked at for separation.
_FAR = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A regression solved.

    Attributes:
        coefficient: (k,) the solution.
        influence: (r, k) each respondent's influence on it, weight included.
        fitted: how much of the outcome is accounted for: R², or McFadden's 1 - log L / log L of no terms.
    """

    coefficient: Array
    influence: Array
    fitted: float


@dataclass(frozen=True, slots=True, eq=False)
class Even:
    """Columns with mean zero and standard deviation one, so that no scale costs digits.

    Attributes:
        x: (r, k) the columns. back: the map from coefficients for these columns to those for the columns given.
    """

    x: Array
    back: Array


def evened(x: Array, weight: Array, *, cuts: int) -> Even:
    """Bring (r, k) columns to one scale: for a constant and k slopes, or for k slopes and that many cut points."""
    mean = np.average(x, axis=0, weights=weight)
    moved = x - mean
    spread = np.sqrt(np.average(moved**2, axis=0, weights=weight))
    slopes = np.diag(1 / spread)
    if not cuts:
        back = np.block([[np.ones((1, 1)), -(mean / spread)[None]], [np.zeros((len(mean), 1)), slopes]])
    else:
        shift = np.tile(mean / spread, (cuts, 1))
        back = np.block([[slopes, np.zeros((len(mean), cuts))], [shift, np.eye(cuts)]])
    return Even(moved / spread, back)


def fit_linear(y: Array, x: Array, weight: Array) -> Fit:
    """Weighted least squares of (r,) y on the (r, k) columns of x, the constant among them.

    Formula:
        b = (X'WX)⁻¹ X'Wy; influence w (y - x'b) (X'WX)⁻¹ x. The columns are brought to one length first.
    """
    scale = np.sqrt(weight @ x**2)
    columns = x / scale
    bread = np.linalg.inv((columns * weight[:, None]).T @ columns)
    slope = bread @ (columns.T @ (weight * y))
    slope += bread @ (columns.T @ (weight * (y - columns @ slope)))  # once more for the last digits
    rest = y - columns @ slope
    centred = y - np.average(y, weights=weight)
    influence = ((weight * rest)[:, None] * columns) @ bread
    return Fit(slope / scale, influence / scale, float(1 - weight @ rest**2 / (weight @ centred**2)))


def fit_logit(y: Array, x: Array, weight: Array, names: tuple[str, ...]) -> Fit:
    """The weighted logistic regression of (r,) zeros and ones on the (r, k) columns of x, the constant among them.

    Raises:
        NotEstimable: some combination of the terms tells the ones from the zeros, so that no finite solution exists.

    Formula:
        The root of Σ w (y - p) x with p = 1 / (1 + exp(-x'b)), by Newton's steps.
    """
    sign = 2 * y - 1

    def likelihood(b: Array) -> float:
        return float(weight @ special.log_expit(sign * (x @ b)))

    def slopes(b: Array) -> tuple[Array, Array]:
        chance = special.expit(x @ b)
        return (weight * (y - chance))[:, None] * x, (x * (weight * chance * (1 - chance))[:, None]).T @ x

    found = _newton(likelihood, slopes, np.zeros(x.shape[1]))
    if found is None or np.abs(x @ found).max() > _FAR:
        _refuse_separated(sign[:, None] * x, names)
    b = _solved(found)
    scores, information = slopes(b)
    share = np.average(y, weights=weight)
    none = weight.sum() * (special.xlogy(share, share) + special.xlogy(1 - share, 1 - share))
    return Fit(b, np.linalg.solve(information, scores.T).T, 1 - likelihood(b) / none)


def fit_ordered(y: Codes, x: Array, weight: Array, names: tuple[str, ...], *, probit: bool) -> Fit:
    """The weighted ordered regression of (r,) levels 0 … m - 1 on the (r, k) columns of x, no constant among them.

    Returns:
        The fit of k slopes and then m - 1 cut points.

    Raises:
        NotEstimable: some combination of the terms tells the levels apart, so that no finite solution exists.

    Formula:
        P(level ≤ j) = F(cut_j - x'b), F the logistic or normal distribution; Newton's steps on Σ w log P(level).

    Source:
        McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142.
    """
    levels = int(y.max()) + 1
    cuts = np.eye(levels - 1)
    nothing = np.zeros((1, levels - 1))
    upper = np.column_stack([-x, np.vstack([cuts, nothing])[y]])
    lower = np.column_stack([-x, np.vstack([nothing, cuts])[y]])
    curve = _Curve(upper, lower, y < levels - 1, y > 0, weight, probit)
    shares = np.bincount(y, weights=weight, minlength=levels) / weight.sum()
    quantile = stats.norm.ppf if probit else special.logit
    start = np.concatenate([np.zeros(x.shape[1]), quantile(np.cumsum(shares)[:-1])])
    found = _newton(curve.likelihood, curve.slopes, start)
    if found is None or np.abs(np.column_stack([upper @ found, lower @ found])).max() > _FAR:
        rows = [upper[curve.below], -lower[curve.above]]
        _refuse_separated(np.vstack(rows), names)
    b = _solved(found)
    scores, information = curve.slopes(b)
    none = weight.sum() * float(special.xlogy(shares, shares).sum())
    return Fit(b, np.linalg.solve(information, scores.T).T, 1 - curve.likelihood(b) / none)


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    """The likelihood of an ordered regression: each respondent between two cut points, or beyond one."""

    upper: Array
    lower: Array
    below: NDArray[np.bool_]
    above: NDArray[np.bool_]
    weight: Array
    probit: bool

    def likelihood(self, b: Array) -> float:
        chance = self._chances(b)
        return float(self.weight @ np.log(chance)) if np.all(chance > 0) else -np.inf

    def slopes(self, b: Array) -> tuple[Array, Array]:
        """(r, k) scores and the (k, k) information."""
        chance = self._chances(b)
        (high, high_slope), (low, low_slope) = self._density(self.upper @ b), self._density(self.lower @ b)
        high, high_slope = high * self.below, high_slope * self.below
        low, low_slope = low * self.above, low_slope * self.above
        score = (high[:, None] * self.upper - low[:, None] * self.lower) / chance[:, None]
        weight = self.weight[:, None]
        bent = (self.upper * (self.weight * high_slope / chance)[:, None]).T @ self.upper
        bent -= (self.lower * (self.weight * low_slope / chance)[:, None]).T @ self.lower
        return weight * score, (weight * score).T @ score - bent

    def _chances(self, b: Array) -> Array:
        high = np.where(self.below, self.upper @ b, np.inf)
        low = np.where(self.above, self.lower @ b, -np.inf)
        shape = special.ndtr if self.probit else special.expit
        # in the upper half the difference is taken from the other tail, which keeps its digits
        turn = low > 0
        return np.where(turn, shape(-low) - shape(-high), shape(high) - shape(low))

    def _density(self, at: Array) -> tuple[Array, Array]:
        """The density and its slope."""
        if self.probit:
            density = stats.norm.pdf(at)
            return density, -at * density
        chance = special.expit(at)
        density = chance * (1 - chance)
        return density, density * (1 - 2 * chance)


def _newton(
    likelihood: Callable[[Array], float], slopes: Callable[[Array], tuple[Array, Array]], start: Array
) -> Array | None:
    """The maximum of a concave likelihood by Newton's steps, halved where they overshoot; None where there is none."""
    b, value = start, likelihood(start)
    for _ in range(_ROUNDS):
        scores, information = slopes(b)
        try:
            step = np.linalg.solve(information, scores.sum(axis=0))
        except np.linalg.LinAlgError:
            return None
        if not np.all(np.isfinite(step)):
            return None
        if np.abs(step).max() <= _CLOSE * (1 + np.abs(b).max()):
            return b + step
        for _ in range(40):
            tried = likelihood(b + step)
            if tried >= value - 1e-10 * abs(value):
                break
            step = step / 2
        else:
            return None
        b, value = b + step, tried
    return None


def _refuse_separated(rows: Array, names: tuple[str, ...]) -> None:
    """Raise NotEstimable where a direction exists along which the likelihood never falls.

    Formula:
        Albert and Anderson's condition as a linear programme: maximise Σ rows·d with rows·d ≥ 0 and -1 ≤ d ≤ 1.

    Source:
        Albert and Anderson (1984), Biometrika 71, 1-10.
    """
    unique = np.unique(rows, axis=0)
    unique = unique / np.maximum(np.abs(unique).max(axis=0), 1e-300)
    found = optimize.linprog(-unique.sum(axis=0), A_ub=-unique, b_ub=np.zeros(len(unique)), bounds=(-1, 1))
    if found.x is not None and np.any(unique @ found.x > 1e-7):
        moved = [name for name, part in zip(names, found.x, strict=True) if abs(part) > 1e-7 and name != "constant"]
        raise NotEstimable(
            f"the terms {', '.join(map(repr, moved))} tell the answers apart without error (separation), so no finite "
            "coefficient exists: leave one out, or join levels that have few respondents"
        )


def _solved(found: Array | None) -> Array:
    if found is None:
        raise NotEstimable("the regression has no solution that could be found: use fewer terms, or join rare levels")
    return found

"""The importance of items beyond controls by any method, in the sample and in every replicate; arrays only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.driving.importance import MOST_ITEMS
from satmodel.inference.driving.intervals import importance_intervals
from satmodel.inference.driving.lattice import OWN_VARIANCE
from satmodel.inference.driving.measure import importance_of
from satmodel.inference.driving.relative_weights import car, correlations
from satmodel.inference.driving.sampled import sampled_shapley

Array = NDArray[np.float64]

# sharing methods divide R², so that the parts sum to it; the coefficients do not
SHARING = ("shapley", "johnson", "genizi", "car", "ordinal")
METHODS = (*SHARING, "coefficients")
# Shapley values of more than 25 items are sampled from so many orders; in a replicate fewer will do, since the
# bootstrap's own spread is a hundred times as large as theirs
ORDERS, ORDERS_REPLICATED = 2000, 200


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The importance of p items, in points of the outcome's total R².

    Attributes:
        value: (p,) importance. r2: what the items explain beyond the controls. held: what the controls explain.
        beta: (p,) the standardised coefficients, where they are what was asked for; else None.
        sampling_se: (p,) the standard error that comes from sampling orders; None where all subsets were taken.
    """

    value: Array
    r2: Array
    held: Array
    beta: Array | None
    sampling_se: Array | None


def measured(
    cov: Array, *, controls: int = 0, method: str = "shapley", groups: Sequence[int] | None = None, seed: int = 1
) -> Measured:
    """The importance of items beyond controls, for one covariance or a batch of replicates.

    Args:
        cov: (..., c+p+1, c+p+1) covariances of control terms, items and outcome.
        controls: c, how many control terms come first.
        method: one of ``METHODS``.
        groups: (p,) the group of each item; Shapley values become Owen values.
        seed: seed of the sampled orders beyond 25 items.

    Returns:
        The same with leading axes.

    Formula:
        The controls are swept out: S = C_rr - C_rz C_zz⁻ C_zr of items and outcome. The importance in S is a part of
        what the controls leave; times S_yy / C_yy it is a part of the total. Coefficients: β² of the regression on
        controls and items, β = b sd(x) / sd(y).
    """
    left, held = beyond(cov, controls)
    free = 1 - held
    items = left.shape[-1] - 1
    if method == "coefficients":
        beta = correlations(cov).rotated(-1.0)[..., controls:]
        return Measured(beta**2, car(left).sum(axis=-1) * free, held, beta, None)
    measure = "shapley" if method == "ordinal" else method
    if items > MOST_ITEMS and measure == "shapley" and groups is None:
        value, se = sampled_shapley(left, orders=ORDERS if left.ndim == 2 else ORDERS_REPLICATED, seed=seed)
        value, se = value * free[..., None], se * free[..., None]
        return Measured(value, value.sum(axis=-1), held, None, se)
    value = importance_of(left, measure, groups) * free[..., None]
    return Measured(value, value.sum(axis=-1), held, None, None)


def beyond(cov: Array, controls: int) -> tuple[Array, Array]:
    """What the first columns leave of the others, and the share of the last one's variance that they explain.

    Returns:
        (..., q-c, q-c) covariances and (...) shares. A column of which they leave nothing but rounding gets zeros.
    """
    cov = np.asarray(cov, dtype=float)
    if not controls:
        return cov, np.zeros(cov.shape[:-2])
    spread = np.sqrt(np.einsum("...ii->...i", cov))
    scale = np.where(spread > 0, spread, 1.0)
    scaled = cov / (scale[..., :, None] * scale[..., None, :])
    values, vectors = np.linalg.eigh(scaled[..., :controls, :controls])
    own = values > OWN_VARIANCE
    root = np.where(own, 1 / np.sqrt(np.where(own, values, 1.0)), 0.0)
    along = root[..., None] * (np.swapaxes(vectors, -1, -2) @ scaled[..., :controls, controls:])
    left = scaled[..., controls:, controls:] - np.swapaxes(along, -1, -2) @ along
    varies = np.einsum("...ii->...i", left) > OWN_VARIANCE
    left = np.where(varies[..., :, None] & varies[..., None, :], left, 0.0)
    held = np.clip(1 - left[..., -1, -1], 0.0, 1.0)
    rest = scale[..., controls:]
    return left * rest[..., :, None] * rest[..., None, :], held


def columns_of(value: Array, replicated: Array, *, df: float, level: float, share: bool) -> dict[str, Array]:
    """The columns of a table of importance: se and interval, and the same for the shares where R² is shared out."""
    ends = importance_intervals(value, replicated, df=df, level=level)
    found = {"estimate": value, "se": replicated.std(axis=0, ddof=1), "low": ends.low, "high": ends.high}
    if not share:
        return found
    return found | {"share": value / value.sum(), "share_low": ends.share_low, "share_high": ends.share_high}


def squared_interval(beta: Array, replicated: Array, *, df: float, level: float) -> tuple[Array, Array]:
    """The interval of β²: the squares of all β within β ± t se, so that it reaches 0 where β could be 0."""
    reach = float(stats.t.isf((1 - level) / 2, df)) * replicated.std(axis=0, ddof=1)
    low, high = beta - reach, beta + reach
    least = np.where((low < 0) & (high > 0), 0.0, np.minimum(low**2, high**2))
    return least, np.maximum(low**2, high**2)

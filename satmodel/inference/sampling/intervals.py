"""Intervals of importance, of its shares and of R² from bootstrap replicates, and comparisons of pairs: arrays only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from satmodel.errors import SettingError
from satmodel.inference.judging.comparing import Comparison, compare
from satmodel.inference.sampling.regression import ClusterTotals, covariance

Array = NDArray[np.float64]

KINDS = ("percentile", "bca", "t", "logit")
DEFAULT = "percentile"
# With fewer respondents for each item the interval of R² holds less often than it says (docs/coverage.md).
FEWEST_AN_ITEM = 25
# An R² fewer standard errors than this from zero has no symmetric error on the logistic scale.
_CLEAR = 2.0
# A share or an importance closer to 0 or 1 than this has no finite logit.
_EDGE = 1e-9
# What is no further below zero than this is zero up to the rounding of sums over subsets.
_BELOW = 1e-9
# The step of a derivative, as a share of the standard deviations of both columns: central, so its error is its square.
_STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """The intervals of the importance of p items.

    Attributes:
        low, high: (p,) of the importance, in points of R².
        share_low, share_high: (p,) of its share of the sum.
        near_zero: (p,) whether the importance is not told from zero: its interval reaches zero, and then holds more
            often than it says.
    """

    low: Array
    high: Array
    share_low: Array
    share_high: Array
    near_zero: NDArray[np.bool_]


def importance_intervals(value: Array, replicated: Array, *, df: float, level: float) -> Intervals:
    """The intervals of p importances and of their shares, by the rule that held in the study of coverage.

    Args:
        value: (p,) importance in points of R². replicated: (b, p) the same in each replicate, none with a sum of zero.
        df: degrees of freedom of the design. level: confidence level.

    Formula:
        Importance: the percentile interval with widened tails, its low end moved down by what the replicates lie above
        the value on average, and by no more than to zero where no replicate is below zero (but for rounding). Share:
        the same, both ends first moved away from the share by the factor of the replicates' mean sum to the sum.

        Why: chance adds to the importance of every item, in a sample as in its replicates, and most to one that has
        none; it adds alike to all, so that the replicates' shares vary too little around one another.

    Source:
        Hesterberg (2015), The American Statistician 69, 371-386; benchmarks/drivers_coverage.py for the rest.
    """
    low, high = intervals_of(value, replicated, df=df, level=level)
    sums = replicated.sum(axis=1)
    share, shares = value / value.sum(), replicated / sums[:, None]
    stretch = max(float(sums.mean() / value.sum()), 1.0)
    ends = intervals_of(share, shares, df=df, level=level)
    share_low, share_high = (share + (end - share) * stretch for end in ends)
    low, share_low = _lowered(low, value, replicated), _lowered(share_low, share, shares)
    signed = _signed(replicated)
    near_zero = (low < 0) & (high > 0) if signed else low <= 0
    return Intervals(low, high, share_low, share_high if signed else np.minimum(share_high, 1.0), near_zero)


def r2_interval(r2: float, replicated: Array, *, df: float, level: float) -> tuple[float, float]:
    """The interval of R², which every sample flatters, its replicates once more.

    Args:
        r2: the R² of the sample. replicated: (b,) that of each replicate.
        df: degrees of freedom of the design. level: confidence level.

    Formula:
        With e the mean of the replicates minus R²: t interval on the logistic scale around R² - e. Where that is
        fewer than two standard errors above zero: the percentile interval, its low end moved down by 2e (no further
        than to zero), its high end by e.
    """
    replicated = np.asarray(replicated, dtype=float)
    excess, se = max(float(replicated.mean() - r2), 0.0), float(replicated.std(ddof=1))
    centre = np.array([r2 - excess])
    if centre[0] > _CLEAR * se:
        reach = float(stats.t.isf((1 - level) / 2, df))
        low, high = _logistic(centre, np.array([se]), reach)
        return float(low[0]), float(high[0])
    low, high = intervals_of(centre, replicated[:, None], df=df, level=level)
    return max(float(low[0]) - 2 * excess, 0.0), max(float(high[0]) - excess, 0.0)


def intervals_of(
    value: Array,
    replicated: Array,
    *,
    df: float,
    level: float,
    kind: str = DEFAULT,
    jackknife: Array | None = None,
) -> tuple[Array, Array]:
    """The two ends of the interval of each of m values between 0 and 1.

    Args:
        value: (m,) importance in points of R², shares of R², or R² alone.
        replicated: (b, m) the same in each bootstrap replicate.
        df: degrees of freedom of the design, clusters - strata.
        level: confidence level.
        kind: ``"percentile"``, ``"bca"``, ``"t"`` or ``"logit"`` (t intervals on the logistic scale).
        jackknife: (j, m) the influence of each cluster (:func:`influence_of`); needed by ``"bca"``.

    Returns:
        (m,) low and (m,) high.

    Raises:
        SettingError: an unknown kind, or ``"bca"`` without influences.

    Formula:
        Percentile: the replicates' quantiles at Φ(-t) and Φ(t), t with df degrees of freedom. BCa: at
        Φ(z + (z ± t) / (1 - a (z ± t))), z = Φ⁻¹ of the share of replicates below the value, a = Σu³ / (6 (Σu²)^1.5)
        of the influences u. t: value ± t se. Logit: the same for log(value / (1 - value)), its error se / (value (1 -
        value)).

    Source:
        Efron (1987), JASA 82, 171-185; Hesterberg (2015), The American Statistician 69, 371-386 (the widened tails).
    """
    value, replicated = np.asarray(value, dtype=float), np.asarray(replicated, dtype=float)
    reach = float(stats.t.isf((1 - level) / 2, df))
    if kind == "percentile":
        tails = np.tile(stats.norm.cdf([-reach, reach])[:, None], len(value))
        return _quantiles(replicated, tails)
    if kind == "bca":
        if jackknife is None:
            raise SettingError("bca intervals need the influence of each cluster (jackknife=)")
        return _quantiles(replicated, _bca_tails(value, replicated, reach, jackknife))
    se = replicated.std(axis=0, ddof=1)
    if kind == "t":
        return value - reach * se, value + reach * se
    if kind == "logit":
        return _logistic(value, se, reach)
    raise SettingError(f"kind must be one of {', '.join(KINDS)}; it is {kind!r}")


def influence_of(data: ClusterTotals, measure: Callable[[Array], Array]) -> Array:
    """The influence of each cluster on a measure of the covariance: (j, m), zero on average within strata.

    Args:
        data: totals of each cluster.
        measure: gives (..., m) values of (..., q, q) covariances; smooth, and the same whatever the columns' scale.

    Formula:
        The derivative of the measure at the covariance S (central differences), along the cluster's own
        Σ w ((y - ȳ)(y - ȳ)' - S) / W: the infinitesimal jackknife.

    Source:
        Jaeckel (1972), The infinitesimal jackknife; Efron (1987), JASA 82, 171-185, (6.6).
    """
    total = data.totals.sum(axis=0)
    cov = covariance(total, data.columns)
    rows, columns = np.triu_indices(data.columns)
    spread = np.sqrt(np.diag(cov))
    step = _STEP * spread[rows] * spread[columns]
    moved = np.zeros((len(rows), data.columns, data.columns))
    place = np.arange(len(rows))
    moved[place, rows, columns] = moved[place, columns, rows] = step
    varies = step > 0
    up, down = measure(cov + moved[varies]), measure(cov - moved[varies])
    slope = np.zeros((len(rows), up.shape[-1]))
    slope[varies] = (up - down) / (2 * step[varies])[:, None]
    # points are measured from the weighted means, so that products are centred already
    products = data.totals[:, 1 + data.columns :] - data.totals[:, :1] * cov[rows, columns]
    influence = products @ slope / total[0]
    sizes = np.bincount(data.stratum)
    centre = np.zeros((len(sizes), influence.shape[1]))
    np.add.at(centre, data.stratum, influence)
    return influence - (centre / np.maximum(sizes, 1)[:, None])[data.stratum]


def pairs_of(
    value: Array, replicated: Array, *, df: float, level: float, adjust: str = "holm"
) -> tuple[Array, Array, Comparison]:
    """Whether one item matters more than another, for all pairs of m items.

    Args:
        value: (m,) importance or shares. replicated: (b, m) the same in each replicate.
        df: degrees of freedom of the design. level: confidence level.
        adjust: ``"none"`` for pairs that were named beforehand, ``"holm"`` or ``"bonferroni"`` for pairs picked by the
            data.

    Returns:
        (k,) the one item and (k,) the other of each of the k = m (m - 1) / 2 pairs, and their comparison: t intervals
        of value[one] - value[other] with the replicates' error.
    """
    one, other = np.triu_indices(len(value), 1)
    gap = value[one] - value[other]
    se = (replicated[:, one] - replicated[:, other]).std(axis=0, ddof=1)
    return one, other, compare(gap, se, np.full(len(gap), float(df)), level=level, adjust=adjust)


def covariance_of(replicated: Array) -> Array:
    """(m, m) the covariance of m values over (b, m) replicates, as rank sets need it."""
    return np.atleast_2d(np.cov(replicated, rowvar=False))


def _logistic(value: Array, se: Array, reach: float) -> tuple[Array, Array]:
    inside = np.clip(value, _EDGE, 1 - _EDGE)
    width = reach * se / (inside * (1 - inside))
    centre = special.logit(inside)
    return special.expit(centre - width), special.expit(centre + width)


def _lowered(low: Array, value: Array, replicated: Array) -> Array:
    """Low ends moved down by what the replicates lie above the value, to zero where nothing is below zero."""
    moved = low - np.maximum(replicated.mean(axis=0) - value, 0.0)
    return moved if _signed(replicated) else np.maximum(moved, 0.0)


def _signed(replicated: Array) -> bool:
    """Whether importances can be negative, as Pratt's can."""
    return bool((replicated < -_BELOW).any())


def _bca_tails(value: Array, replicated: Array, reach: float, influence: Array) -> Array:
    """(2, m) the tails of BCa intervals."""
    below = (replicated < value).mean(axis=0) + (replicated == value).mean(axis=0) / 2
    edge = 0.5 / len(replicated)
    shift = stats.norm.ppf(np.clip(below, edge, 1 - edge))
    square = (influence**2).sum(axis=0)
    known = square > 0
    skew = np.where(known, (influence**3).sum(axis=0) / (6 * np.where(known, square, 1.0) ** 1.5), 0.0)
    ends = shift + np.array([[-reach], [reach]])
    room = np.maximum(1 - skew * ends, 0.05)
    return stats.norm.cdf(shift + ends / room)


def _quantiles(replicated: Array, tails: Array) -> tuple[Array, Array]:
    """(m,) low and high: the quantiles of each column of (b, m) replicates at its own (2, m) tails."""
    ordered = np.sort(replicated, axis=0)
    place = np.clip(tails, 0.0, 1.0) * (len(ordered) - 1)
    first = np.floor(place).astype(np.intp)
    after = np.minimum(first + 1, len(ordered) - 1)
    part = place - first
    column = np.arange(replicated.shape[1])
    low, high = ordered[first, column] * (1 - part) + ordered[after, column] * part
    return low, high

"""Between which values a standard deviation lies that nobody published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError
from satmodel.estimation.bounds import rounded_bounds, with_n, with_shares
from satmodel.estimation.labels import quoted
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import label

Array = NDArray[np.float64]
Shares = Mapping[Any, ArrayLike]


@dataclass(frozen=True, slots=True, eq=False)
class SdBounds(Result):
    """Means with the smallest and the largest standard deviation between respondents that they can have.

    Attributes:
        mean: (k,) the published means, in points.
        low, high: (k,) the ends of the standard deviation, in points.
        names: (k,) what each mean is of.
        step: how they were made.
    """

    mean: Array
    low: Array
    high: Array
    names: pd.Index
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a mean: estimate, sd_low, sd_high."""
        return pd.DataFrame({"estimate": self.mean, "sd_low": self.low, "sd_high": self.high}, index=self.names)

    @property
    def findings(self) -> tuple[Finding, ...]:
        values = {
            "count": len(self.mean),
            "mean": float(self.mean[0]),
            "low": float(self.low.min()),
            "high": float(self.high.max()),
            "shares": self.step.settings["shares"] > 0,
        }
        return (Finding("sd_bounds.range", values),)


def sd_bounds(
    mean: ArrayLike,
    scale: Scale | str | Sequence[float],
    *,
    shares: Shares | None = None,
    n: int | None = None,
    decimals: int | None = None,
    share_decimals: int | None = None,
) -> SdBounds:
    """Find the smallest and the largest standard deviation that a mean, and shares of the answers, leave possible.

    Args:
        mean: one published mean or (k,) of them, in points; a Series keeps its names.
        scale: the scale, a preset's name, or the points that an answer can have.
        shares: published shares of the scored answers, between 0 and 1, by the answer or a tuple of answers (of points
            where no scale is given), such as ``{"satisfied": 0.46}`` or ``{("satisfied", "fairly"): 0.85}``; one number
            or (k,) of them each.
        n: respondents behind every mean: the bounds are then those of n whole answers, with n as divisor.
        decimals: decimals the means are printed with; by default they are taken as exact.
        share_decimals: decimals of the shares, in per cent; by default they are taken as exact.

    Returns:
        The bounds. With shares and rounding they hold for every distribution that is printed alike.

    Assumptions:
        The means are those of answers on this scale, all with the same weight: weights could make the spread any.

    Raises:
        SettingError: a mean outside the scale, an answer that the scale does not know, or n together with shares.
        NotEstimable: no answers on this scale have such a mean (with n) or such a mean and shares: one of the published
            numbers is wrong, or was weighted, or is of another scale.

    Formula:
        √((b − m)(m − a)) ≤ SD ≤ √((M − m)(m − L)), with the levels a ≤ m ≤ b next to the mean and the ends L and M;
        with shares by linear programming over the distribution of the answers, in which the variance is linear.

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357; Brown and Heathers (2017), Social
        Psychological and Personality Science 8, 363-369, for means that n whole answers cannot have.

    Examples:
        >>> sd_bounds(83.78, [55, 75, 100]).table.round(2).values.tolist()
        [[83.78, 11.93, 21.61]]
        >>> narrower = sd_bounds(83.78, [55, 75, 100], shares={100: 0.48}, share_decimals=0, decimals=2)
        >>> narrower.table.round(2).values.tolist()
        [[83.78, 16.78, 17.12]]
    """
    points = _points(scale)
    levels = np.array(sorted(set(points.values())), dtype=float)
    means = np.atleast_1d(np.asarray(mean, dtype=float))
    half = _half(decimals)
    outside = ~((means >= levels.min() - half) & (means <= levels.max() + half))
    if outside.any():
        ends = f"{levels.min():g} to {levels.max():g}"
        raise SettingError(f"means outside the scale's {ends}: {quoted([float(m) for m in means[outside]])}")
    if shares and n is not None:
        raise SettingError("give shares= or n=, not both")
    if n is not None and (n != int(n) or n < 1):
        raise SettingError(f"n must be a whole number above zero, not {n!r}")
    if shares:
        low, high = _by_shares(means, points, half, shares, _half(share_decimals) / 100)
    elif n is not None:
        ends = np.array([with_n(float(one), levels, half, int(n)) for one in means])
        low, high = ends[:, 0], ends[:, 1]
    else:
        low, high = rounded_bounds(means, levels, half)
    settings = {
        "levels": tuple(float(level) for level in levels),
        "limits": (float(levels[0]), float(levels[-1])),
        "shares": len(shares or ()),
        "n": None if n is None else int(n),
        "decimals": decimals,
        "share_decimals": share_decimals,
    }
    names = mean.index if isinstance(mean, pd.Series) else pd.RangeIndex(1, len(means) + 1)
    return SdBounds(means, low, high, names.rename(names.name or "name"), Step("sd_bounds", settings))


def _points(scale: Scale | str | Sequence[float]) -> Mapping[Any, float]:
    """The points of each answer; a level is its own answer where no scale is given."""
    if isinstance(scale, str):
        return Scale.preset(scale).points
    if isinstance(scale, Scale):
        return scale.points
    given = [float(level) for level in scale]
    if not given or not np.all(np.isfinite(given)):
        raise SettingError("scale must be a Scale, a preset's name, or the points that an answer can have")
    return {label(level): level for level in given}


def _half(decimals: int | None) -> float:
    if decimals is not None and (decimals != int(decimals) or decimals < 0):
        raise SettingError(f"decimals must be a whole number, zero or more, not {decimals!r}")
    return 0.0 if decimals is None else 0.5 * 10.0**-decimals


def _by_shares(
    means: Array, points: Mapping[Any, float], half: float, shares: Shares, share_half: float
) -> tuple[Array, Array]:
    sums = np.array([_which(answers, points) for answers in shares])
    given = np.array([np.broadcast_to(np.asarray(share, dtype=float), means.shape) for share in shares.values()])
    if np.any(~((given >= 0) & (given <= 1))):
        raise SettingError("every share must lie between 0 and 1")
    levels = np.array(list(points.values()))
    # 1e-12: rounding of exact numbers, so that the programme is not empty by it
    slack = max(share_half, 1e-12)
    ends = [
        with_shares(float(one), levels, max(half, 1e-12), sums=sums, low=given[:, i] - slack, high=given[:, i] + slack)
        for i, one in enumerate(means)
    ]
    low, high = np.array(ends).T
    return low, high


def _which(answers: Any, points: Mapping[Any, float]) -> list[float]:
    named = [label(answer) for answer in (answers if isinstance(answers, tuple) else (answers,))]
    strange = [answer for answer in named if answer not in points]
    if strange:
        raise SettingError(f"shares= names {quoted(strange)}; the answers are {quoted(list(points))}")
    return [float(answer in named) for answer in points]

"""The funnel: how far units lie from a target, the limits of what is expected of their size, and over-dispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.estimation.estimates import Estimates
from satmodel.inference.judging.pairs import ROUNDING, normal_equivalent
from satmodel.inference.standing.overdispersion import (
    CUTS,
    Dispersion,
    published_dispersion,
    robust_dispersion,
)

Array = NDArray[np.float64]

FEWEST = 5  # units, beyond one for each peer group but the first, from which over-dispersion can be told
_POINTS = 160  # of each curve


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """k units around their targets.

    Attributes:
        target: (k,) what is expected of each unit, in the units of the estimates.
        z: (k,) how many standard errors each unit lies above its target, on the normal scale.
        z_od: (k,) the same with over-dispersion.
        phi: the dispersion ratio. tau2: the over-dispersion, on the scale of ``scale``, squared.
        spread: its root in the units of the estimates: how far true values lie apart, around their mean (``"robust"``)
            or around the target (``"published"``).
        how: ``"robust"``, ``"published"``, ``"none"`` (not asked for) or ``"few"`` (too few units to tell).
        scale: ``"direct"``, or ``"arcsine"`` for shares (asin √p).
        size: (k,) effective respondents behind each unit, or 1 / variance where n is not known.
        sized: whether ``size`` is a number of respondents.
        unit_variance: the sampling variance of a size of one.
        single: whether all units have the same target.
    """

    target: Array
    z: Array
    z_od: Array
    phi: float
    tau2: float
    spread: float
    how: str
    scale: str
    size: Array
    sized: bool
    unit_variance: float
    single: bool

    def limits(self) -> pd.DataFrame:
        """The limits over the sizes: size, low, high (95%), low_far, high_far (99.8%), and the same with ``_od``.

        Around the target where there is one, else around zero (differences to each unit's own target).
        """
        near, far = self.size.min(), self.size.max()
        size = np.geomspace(near / 1.15, far * 1.1, _POINTS)
        centre = self.target[0] if self.single else 0.0
        columns = {"size": size}
        for behind, added in (("", 0.0), ("_od", self.tau2)):
            reach = np.sqrt(self.unit_variance / size + added)
            for name, cut in zip(("", "_far"), CUTS, strict=True):
                columns[f"low{name}{behind}"] = self._back(centre, -cut * reach)
                columns[f"high{name}{behind}"] = self._back(centre, cut * reach)
        return pd.DataFrame(columns)

    def _back(self, centre: float, step: Array) -> Array:
        if self.scale == "direct":
            return centre + step
        return np.sin(np.clip(np.arcsin(np.sqrt(centre)) + step, 0.0, np.pi / 2)) ** 2


def funnel(
    est: Estimates, rows: Array, target: float | None, *, single: bool, groups: int = 1, overdispersion: str = "robust"
) -> Funnel:
    """Every unit around its target.

    Args:
        est: k estimates with one level of labels.
        rows: (k, k) the map from the estimates to each unit minus the mean of its group, the unit in it.
        target: a fixed target for all, or None for that mean.
        single: whether all have the same target. groups: how many means the rows hold.
        overdispersion: ``"robust"``, ``"published"`` or ``"none"``.

    Assumptions:
        Shares (one target, all between 0 and 1, not net scores) are set against it on the scale asin √p with the
        standard error 1 / (2 √n*), where n* = p(1 - p) / variance is the number of respondents drawn one by one that
        would be as exact: the standard error is that under the target, and a design effect counts. A unit is part of
        the mean, and the variance of its difference knows it; ``"published"`` takes the target as known instead.

    Formula:
        z = d / √v carried to the normal scale by its t distribution, v the diagonal of A C A'; z_od = d / √(v + τ²).
        Robust τ² is taken from the differences to the mean, also for a fixed target: an aim that nobody reached is
        no over-dispersion; ``"published"`` takes it from the differences to the target.

    Raises:
        SettingError: a unit without a standard error, with ``"published"``.
    """
    if overdispersion == "published" and np.any(np.diag(est.cov) <= 0):
        raise SettingError("overdispersion='published' needs a standard error above zero for every unit; use True")
    at = _differences(est, rows, target, single=single, published=overdispersion == "published")
    enough = len(est) - groups + 1 >= FEWEST
    how = "few" if overdispersion == "robust" and not enough else overdispersion
    if how == "published":
        found = published_dispersion(at.difference / np.sqrt(at.variance), np.sqrt(at.variance))
    else:
        found = robust_dispersion(at.from_mean, at.around) if enough else Dispersion(np.nan, 0.0)
    tau2 = 0.0 if how == "none" else found.tau2
    # what a standard error that is itself poorly known is worth in respondents
    worth = 1 / (at.variance * (stats.t.isf(0.025, at.df) / CUTS[0]) ** 2)
    total = float(at.respondents.sum())
    sized = bool(np.isfinite(total) and total > 0)
    unit_variance = total / float(worth.sum()) if sized else 1.0
    return Funnel(
        target=at.centre,
        z=normal_equivalent(at.difference / np.sqrt(at.variance), at.df),
        z_od=normal_equivalent(at.difference / np.sqrt(at.variance + tau2), at.df * (1 + tau2 / at.variance) ** 2),
        phi=found.phi,
        tau2=tau2,
        spread=float(np.sqrt(tau2)) * at.slope,
        how=how,
        scale="arcsine" if at.arcsine else "direct",
        size=unit_variance * worth,
        sized=sized,
        unit_variance=unit_variance,
        single=single,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Differences:
    """Each unit minus its target and minus its mean, on the scale of the funnel, with the variances.

    ``slope`` turns a small difference on that scale into one of estimates; ``respondents`` stand behind each unit.
    """

    centre: Array
    difference: Array
    variance: Array
    df: Array
    from_mean: Array
    around: Array
    arcsine: bool
    slope: float
    respondents: Array


def _differences(est: Estimates, rows: Array, target: float | None, *, single: bool, published: bool) -> _Differences:
    mean = est.value - rows @ est.value
    centre = mean if target is None else np.full(len(est), float(target))
    arcsine = _as_rates(est, mean, single) and _as_rates(est, centre, single)
    value, cov = _on_arcsine(est) if arcsine else (est.value, est.cov)
    aim, middle = (np.arcsin(np.sqrt(centre)), np.arcsin(np.sqrt(mean))) if arcsine else (centre, mean)
    difference = value - aim
    difference[np.abs(difference) <= ROUNDING * np.abs(value).max()] = 0.0
    # the floor is what adding and subtracting leaves of a variance
    around = np.maximum(((rows @ cov) * rows).sum(axis=1), ROUNDING * (rows**2 @ np.diag(cov)))
    alone = published or target is not None
    return _Differences(
        centre,
        difference,
        np.diag(cov) if alone else around,
        np.full(len(est), np.inf) if published else est.df if alone else degrees_of_freedom(rows, est.cov, est.df),
        value - middle,
        around,
        arcsine,
        float(np.sin(2 * aim[0])) if arcsine else 1.0,
        0.25 / np.diag(cov) if arcsine else est.n,
    )


def _as_rates(est: Estimates, centre: Array, single: bool) -> bool:
    history = est.step.history()
    net = any(step.method == "net" or step.settings.get("what") == "net" for step in history)
    inside = (est.value > 0) & (est.value < 1) & (centre > 0) & (centre < 1)
    return est.step.measure == "share" and not net and single and bool(np.all(inside))


def _on_arcsine(est: Estimates) -> tuple[Array, Array]:
    """The shares as asin √p, and their covariance with the standard errors 1 / (2 √n*)."""
    slope = 1 / (2 * np.sqrt(est.value * (1 - est.value)))
    return np.arcsin(np.sqrt(est.value)), slope[:, None] * est.cov * slope[None, :]

"""Cumulative shares of the answers of every unit, averaged over items, with their full covariance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.indicators import estimated
from satmodel.estimation.labels import nothing_apart
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import Cells

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cumulative:
    """The shares of u units at c cut points.

    Attributes:
        units: the units. cuts: the answer of each cut point, the best first; a share is of it or better.
        step_up: (c,) how many points the scale rises at each cut point.
        share: (u, c) shares. cov: (u c, u c) their covariance, unit by unit. df: (u, c) degrees of freedom.
        apart: units that have no such shares, with the reason.
    """

    units: tuple[str, ...]
    cuts: tuple[str, ...]
    step_up: Array
    share: Array
    cov: Array
    df: Array
    apart: pd.DataFrame

    def score(self) -> Array:
        """(u,) the composites, up to a constant, under the survey's own scale."""
        return self.share @ self.step_up

    def at(self, cut: int) -> tuple[Array, Array, Array]:
        """The shares, their (u, u) covariance and degrees of freedom at one cut point."""
        rows = np.arange(len(self.units)) * len(self.cuts) + cut
        return self.share[:, cut], self.cov[np.ix_(rows, rows)], self.df[:, cut]


def cumulative(survey: Survey, given: Mapping[str, Cells], scale: Scale, weights: Mapping[str, float]) -> Cumulative:
    """The share of every unit at each answer or better, averaged over items.

    Args:
        survey: the respondents. given: their answers by item. scale: the order of the answers.
        weights: the weight of each item, summing to 1.

    Returns:
        The shares at every level of the scale but the lowest, without the cut points that nobody in the sample, or
        everybody, reaches. A share of 0 or 1 has the variance that it would have with one respondent more on the other
        side, (1/(n+1)) (1 − 1/(n+1)) / n.

    Raises:
        NotEstimable: no share can be estimated.
    """
    points = {item: np.array([scale.points.get(a, np.nan) for a in cells]) for item, cells in given.items()}
    every = np.concatenate(list(points.values()))
    levels = [x for x in scale.levels[:0:-1] if (every >= x).any() and (every[~np.isnan(every)] < x).any()]
    if not levels:
        raise NotEstimable("all answers are alike, so no unit's answers can be set above another's")
    names = {x: next(answer for answer, worth in scale.points.items() if worth == x) for x in levels}
    parts = {
        (item, names[x]): np.where(np.isnan(worth), np.nan, (worth >= x).astype(float))
        for item, worth in points.items()
        for x in levels
    }
    est = estimated(survey, parts, by="unit", level=0.95, lonely="adjust", step=("rates", {}))
    lost = est.apart[est.apart["reason"] != "no_variance"].drop_duplicates("unit")
    units = tuple(unit for unit in survey.units if unit not in set(lost["unit"]))
    share, cov, df = _averaged(est, units, tuple(names.values()), weights)
    apart = lost[["unit", "estimate", "n", "reason"]] if len(lost) else nothing_apart(["unit"])
    below = [max(x for x in scale.levels if x < level) for level in levels]
    rise = np.array(levels) - np.array(below)
    return Cumulative(units, tuple(names.values()), rise, share, cov, df, apart.reset_index(drop=True))


def _averaged(
    est: Estimates, units: tuple[str, ...], cuts: tuple[str, ...], weights: Mapping[str, float]
) -> tuple[Array, Array, Array]:
    """The weighted mean over items of every unit and cut point; shares without a variance get a floor."""
    row = {key: i for i, key in enumerate((unit, cut) for unit in units for cut in cuts)}
    matrix, value, floor = np.zeros((len(row), len(est))), np.zeros(len(row)), np.zeros(len(row))
    fewest = np.full(len(row), np.inf)
    for i, (unit, item, cut) in enumerate(est.labels):
        if unit in units:
            matrix[row[unit, cut], i] = weights[item]
    for unit, item, cut, share, n in est.apart[["unit", "item", "measure", "estimate", "n"]].itertuples(index=False):
        if unit in units:
            place, other = row[unit, cut], 1 / (n + 1)
            value[place] += weights[item] * round(share)
            floor[place] += weights[item] ** 2 * other * (1 - other) / n
            fewest[place] = min(fewest[place], max(n - 1, 1))
    cov = matrix @ est.cov @ matrix.T
    df = np.minimum(degrees_of_freedom(matrix, est.cov, est.df), fewest)
    df[~matrix.any(axis=1)] = fewest[~matrix.any(axis=1)]
    shape = (len(units), len(cuts))
    return (value + matrix @ est.value).reshape(shape), cov + np.diag(floor), df.reshape(shape)

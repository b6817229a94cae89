"""The additive sums from which means, composites and driver importance are computed, so that rows are touched once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import SettingError
from satmodel.step import Step
from satmodel.survey.design import Design
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Sums over respondents in c cells, a cell being a stratum x cluster x unit, for p columns.

    Attributes:
        cells: (c rows) codes ``stratum``, ``cluster`` (counted over the whole sample) and ``unit``.
        units: the units' labels, in the order of their codes.
        columns: the p columns' names.
        n: (c, p) respondents with an answer.
        sw: (c, p) sum of their weights.
        swy: (c, p) sum of weight times points.
        swyy: (c, p, p) sum of weight times the product of two columns' points, over respondents with both.
        sampled: (h,) clusters in the sample, by stratum code, whether or not anyone in them answered.
        population: (h,) clusters in the population, by stratum code; None where the sample is a small part of it.
        lost: respondents left out because they did not answer every column (complete cases only).
        clustered: whether there is a cluster column; without one each respondent is a cluster.
        stratified: whether there is a stratum column.
        step: how the sums were made.
    """

    cells: pd.DataFrame
    units: tuple[object, ...]
    columns: tuple[str, ...]
    n: Array
    sw: Array
    swy: Array
    swyy: Array
    sampled: Codes
    population: Array | None
    lost: int
    clustered: bool
    stratified: bool
    step: Step


def moments(survey: Survey, *, columns: Sequence[str] | None = None, complete: bool = False) -> Moments:
    """Add up a survey's answers, one cell a stratum, cluster and unit.

    Args:
        survey: the respondents.
        columns: columns of ``survey.scores``; the items by default.
        complete: count only respondents who answered every column.

    Returns:
        The sums, in points and squared points; the sums of two disjoint parts of a sample add up to those of the whole.

    Raises:
        SettingError: a column is not there, or the population sizes do not fit the sample.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": ["A", "A", "B"], "q1": [100, 75, 55]})
        >>> sums = moments(sat.read(frame, unit="town", items=["q1"]))
        >>> sums.n.sum(axis=0).tolist(), sums.swy.sum(axis=0).tolist()
        ([3.0], [230.0])
    """
    names = tuple(survey.items if columns is None else columns)
    missing = [name for name in names if name not in survey.scores.columns]
    if missing:
        raise SettingError(f"no scored column named {missing}; there are {list(survey.scores.columns)}")
    return add_up(survey.scores[list(names)], survey.design, survey.units, source=survey.step, complete=complete)


def add_up(
    points: pd.DataFrame, design: Design, units: Sequence[str], *, source: Step, complete: bool = False
) -> Moments:
    """Add up any numeric columns of the respondents: points of items, or ones and zeros for a rate.

    Args:
        points: (r, p) one column a quantity, ``nan`` where a respondent has no part in it.
        design: how the r respondents were chosen.
        units: the units' labels, in the order of their codes.
        source: the step that made the respondents.
        complete: count only respondents who have every column.
    """
    names = tuple(points.columns)
    values = points.to_numpy(dtype=float)
    answered = ~np.isnan(values)
    if complete:
        answered = np.broadcast_to(answered.all(axis=1)[:, None], answered.shape)
    stratum, cluster, unit = _codes(design, units)
    cell_of, cells = _cells(stratum, cluster, unit)
    n, sw, swy, swyy = _sums(values, answered, design.weight, cell_of, len(cells))
    sampled = np.bincount(_stratum_of_cluster(stratum, cluster))
    settings = {
        "columns": names,
        "complete": complete,
        "clusters": int(sampled.sum()),
        "strata": len(sampled),
        "clustered": design.cluster is not None,
        "stratified": design.stratum is not None,
        "weighted": design.weighted,
        "finite": design.population is not None,
    }
    return Moments(
        cells,
        tuple(units),
        names,
        n,
        sw,
        swy,
        swyy,
        sampled,
        _population(design, stratum, sampled),
        int((~answered.all(axis=1)).sum()) if complete else 0,
        design.cluster is not None,
        design.stratum is not None,
        Step("moments", settings, (source,)),
    )


def _codes(design: Design, units: Sequence[str]) -> tuple[Codes, Codes, Codes]:
    rows = len(design)
    unit = pd.Categorical(design.unit, categories=list(units)).codes.astype(np.intp)
    stratum = np.zeros(rows, dtype=np.intp) if design.stratum is None else pd.factorize(design.stratum)[0]
    if design.cluster is None:
        cluster = np.arange(rows)
    else:
        cluster = pd.factorize(pd.MultiIndex.from_arrays([stratum, design.cluster]))[0]
    return stratum, cluster, unit


def _cells(stratum: Codes, cluster: Codes, unit: Codes) -> tuple[Codes, pd.DataFrame]:
    keys = pd.MultiIndex.from_arrays([stratum, cluster, unit], names=["stratum", "cluster", "unit"])
    cell_of, cells = pd.factorize(keys)
    return cell_of, cells.set_names(keys.names).to_frame(index=False)


def _sums(points: Array, answered: NDArray[np.bool_], weight: Array, cell_of: Codes, count: int) -> tuple[Array, ...]:
    rows, p = points.shape
    adder = sparse.csr_matrix((np.ones(rows), (cell_of, np.arange(rows))), shape=(count, rows))
    given = answered.astype(float)
    values = np.where(answered, points, 0.0)
    first, second = np.triu_indices(p)
    products = adder @ (weight[:, None] * values[:, first] * values[:, second])
    swyy = np.zeros((count, p, p))
    swyy[:, first, second] = products
    swyy[:, second, first] = products
    return adder @ given, adder @ (weight[:, None] * given), adder @ (weight[:, None] * values), swyy


def _stratum_of_cluster(stratum: Codes, cluster: Codes) -> Codes:
    found = np.zeros(cluster.max() + 1 if len(cluster) else 0, dtype=np.intp)
    found[cluster] = stratum
    return found


def _population(design: Design, stratum: Codes, sampled: Codes) -> Array | None:
    if design.population is None:
        return None
    by_stratum = pd.Series(design.population).groupby(stratum)
    sizes = by_stratum.first().to_numpy(dtype=float)
    if np.any(by_stratum.nunique() > 1):
        raise SettingError("population must be one number in each stratum: the clusters there are in it")
    if np.any(sizes < sampled):
        raise SettingError("population is smaller than the number of clusters in the sample of a stratum")
    return sizes

"""The additive sums from which means, totals, ratios and driver importance are computed: rows are touched once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
class Squares:
    """Sums over the respondents of each cell of products that hold the weight twice, for p columns.

    They are there where a cell holds respondents who are each a cluster of their own, so that not every respondent
    needs a cell.

    Attributes:
        ww: (c, p, p) sum of squared weight over respondents with both columns.
        wwy: (c, p, p) sum of squared weight times the first column's points, over respondents with both.
        wwyy: (c, p, p) sum of squared weight times the product of both columns' points.
    """

    ww: Array
    wwy: Array
    wwyy: Array


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Sums over respondents in c cells, a cell being a stratum x cluster (x second stage) x unit, for p columns.

    Attributes:
        cells: (c rows) codes ``stratum``, ``cluster`` (counted over the whole sample), ``second`` (likewise; only in
            two-stage designs) and ``unit``.
        units: the units' labels, in the order of their codes.
        columns: the p columns' names.
        respondents: (c,) respondents, whether or not they answered.
        n: (c, p) respondents with an answer.
        sw: (c, p) sum of their weights.
        swy: (c, p) sum of weight times points.
        swyy: (c, p, p) sum of weight times the product of two columns' points, over respondents with both.
        sww: (c, p) sum of squared weights of respondents with an answer.
        sampled: (h,) clusters in the sample, by stratum code, whether or not anyone in them answered.
        population: (h,) clusters in the population, by stratum code; None where the sample is a small part of it.
        lost: respondents left out because they did not answer every column (complete cases only).
        clustered: whether there is a cluster column; without one each respondent is a cluster.
        stratified: whether there is a stratum column.
        step: how the sums were made.
        second_sampled: (j,) second-stage clusters in the sample, by cluster code; None in one-stage designs.
        second_population: (j,) second-stage clusters in the population, by cluster code; None where not given.
        squares: the sums with squared weights where a cell holds several respondents who are each a cluster of the
            last stage (sums made from files or frames); None where each cell lies in one cluster of the last stage.
            Where it is there and ``clustered`` is false, the code ``cluster`` is that of the cell.
    """

    cells: pd.DataFrame
    units: tuple[object, ...]
    columns: tuple[str, ...]
    respondents: Array
    n: Array
    sw: Array
    swy: Array
    swyy: Array
    sww: Array
    sampled: Codes
    population: Array | None
    lost: int
    clustered: bool
    stratified: bool
    step: Step
    second_sampled: Codes | None = None
    second_population: Array | None = None
    squares: Squares | None = None

    def take(self, columns: Sequence[str]) -> Moments:
        """The sums of some of the columns.

        Args:
            columns: names of columns, in the order wanted.

        Raises:
            SettingError: a column is not there.
        """
        names = tuple(columns)
        missing = [name for name in names if name not in self.columns]
        if missing or not names:
            raise SettingError(f"no sums of the columns {missing}; there are {list(self.columns)}")
        picked = [self.columns.index(name) for name in names]
        pairs = np.ix_(range(len(self.cells)), picked, picked)
        squares = self.squares
        if squares is not None:
            squares = Squares(squares.ww[pairs], squares.wwy[pairs], squares.wwyy[pairs])
        return replace(
            self,
            columns=names,
            n=self.n[:, picked],
            sw=self.sw[:, picked],
            swy=self.swy[:, picked],
            swyy=self.swyy[pairs],
            sww=self.sww[:, picked],
            squares=squares,
            step=Step(self.step.method, {**self.step.settings, "columns": names}, self.step.sources),
        )


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
    codes = _codes(design, units)
    cell_of, cells = _cells(codes)
    rows, n, sw, swy, swyy, sww = _sums(values, answered, design.weight, cell_of, len(cells))
    sampled, population, second_sampled, second_population = _stages(design, codes)
    lost = int((~answered.all(axis=1)).sum()) if complete else 0
    settings = {
        "columns": names,
        "complete": complete,
        "clusters": int(sampled.sum()),
        "strata": len(sampled),
        "clustered": design.cluster is not None,
        "stratified": design.stratum is not None,
        "weighted": design.weighted,
        "finite": design.population is not None,
        **second_settings(second_sampled, second_population),
    }
    return Moments(
        cells,
        tuple(units),
        names,
        *(rows, n, sw, swy, swyy, sww),
        sampled,
        population,
        lost,
        design.cluster is not None,
        design.stratum is not None,
        Step("moments", settings, (source,)),
        second_sampled,
        second_population,
    )


def _stages(design: Design, codes: dict[str, Codes]) -> tuple[Codes, Array | None, Codes | None, Array | None]:
    """Clusters in the sample and in the population, of the first stage by stratum and of the second by cluster."""
    stratum, cluster = codes["stratum"], codes["cluster"]
    sampled = np.bincount(_first(stratum, cluster))
    population = _sizes(design.population, stratum, sampled, ("population", "clusters", "stratum"))
    if "second" not in codes:
        return sampled, population, None, None
    second = np.bincount(_first(cluster, codes["second"]))
    words = ("second_population", "second-stage clusters", "cluster")
    return sampled, population, second, _sizes(design.second_population, cluster, second, words)


def second_settings(sampled: Codes | None, population: Array | None) -> dict[str, object]:
    """What the step notes of the second stage; nothing in a one-stage design."""
    if sampled is None:
        return {}
    return {"second_clusters": int(sampled.sum()), "second_finite": population is not None}


def _codes(design: Design, units: Sequence[str]) -> dict[str, Codes]:
    rows = len(design)
    stratum = np.zeros(rows, dtype=np.intp) if design.stratum is None else pd.factorize(design.stratum)[0]
    if design.cluster is None:
        cluster = np.arange(rows)
    else:
        cluster = pd.factorize(pd.MultiIndex.from_arrays([stratum, design.cluster]))[0]
    codes = {"stratum": stratum, "cluster": cluster}
    if design.stages > 1 and design.second is not None:
        codes["second"] = pd.factorize(pd.MultiIndex.from_arrays([cluster, design.second]))[0]
    elif design.stages > 1:
        codes["second"] = np.arange(rows)
    return codes | {"unit": pd.Categorical(design.unit, categories=list(units)).codes.astype(np.intp)}


def _cells(codes: dict[str, Codes]) -> tuple[Codes, pd.DataFrame]:
    keys = pd.MultiIndex.from_arrays(list(codes.values()), names=list(codes))
    cell_of, cells = pd.factorize(keys)
    return cell_of, cells.set_names(keys.names).to_frame(index=False)


def _sums(points: Array, answered: NDArray[np.bool_], weight: Array, cell_of: Codes, count: int) -> tuple[Array, ...]:
    rows, p = points.shape
    adder = sparse.csr_matrix((np.ones(rows), (cell_of, np.arange(rows))), shape=(count, rows))
    given = answered.astype(float)
    values = np.where(answered, points, 0.0)
    weights = weight[:, None]
    first, second = np.triu_indices(p)
    products = adder @ (weights * values[:, first] * values[:, second])
    swyy = np.zeros((count, p, p))
    swyy[:, first, second] = products
    swyy[:, second, first] = products
    respondents = np.bincount(cell_of, minlength=count).astype(float)
    return (
        respondents,
        adder @ given,
        adder @ (weights * given),
        adder @ (weights * values),
        swyy,
        adder @ (weights**2 * given),
    )


def _first(group: Codes, member: Codes) -> Codes:
    """The group of each member, by the members' codes."""
    found = np.zeros(member.max() + 1 if len(member) else 0, dtype=np.intp)
    found[member] = group
    return found


def _sizes(given: Array | None, group: Codes, sampled: Codes, words: tuple[str, str, str]) -> Array | None:
    if given is None:
        return None
    name, what, where = words
    by_group = pd.Series(given).groupby(group)
    sizes = by_group.first().to_numpy(dtype=float)
    if np.any(by_group.nunique() > 1):
        raise SettingError(f"{name} must be one number in each {where}: the {what} there are in it")
    if np.any(sizes < sampled):
        raise SettingError(f"{name} is smaller than the number of {what} in the sample of a {where}")
    return sizes

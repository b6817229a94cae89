"""The additive sums from which means, totals, ratios and driver importance are computed: rows are touched once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.step import Step
from satmodel.survey.adding.coding import cells_of, codes_of, design_settings, stages_of
from satmodel.survey.adding.sums import ends_of, row_sums
from satmodel.survey.design import Design
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.designs import Sizes
from satmodel.survey.weights.calibrated_sums import CalibratedSums, calibrated_sums

if TYPE_CHECKING:
    from satmodel.survey.adding.summed import Source

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
        ends: (2, p) the smallest and the largest points of any respondent; ``nan`` where nobody answered.
        calibrated: the sums by the groups to whose margins the weights were fitted; None where they were not.
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
    ends: Array | None = None
    calibrated: CalibratedSums | None = None

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
            calibrated=None if self.calibrated is None else self.calibrated.take(picked),
            ends=None if self.ends is None else self.ends[:, picked],
            step=Step(self.step.method, {**self.step.settings, "columns": names}, self.step.sources),
        )


def moments(  # noqa: PLR0913 -- the analyst's page: each column of the file by its role
    source: Survey | Source,
    *,
    unit: str | None = None,
    items: Sequence[str] | Mapping[str, str] | None = None,
    weight: str | None = None,
    stratum: str | None = None,
    cluster: str | None = None,
    population: Sizes = None,
    second: str | None = None,
    second_population: Sizes = None,
    scale: Scale | str | None = None,
    columns: Sequence[str] | None = None,
    complete: bool = False,
    engine: str = "pandas",
) -> Moments:
    """Add up answers, one cell a stratum, cluster and unit, so that no row is touched again.

    Of a survey only ``columns`` and ``complete`` are asked; the design was named in ``sat.read``. A frame or files are
    added up as they are: every row is a respondent, columns are named by their whole headers, and nothing is
    recognised or set aside.

    Args:
        source: a survey; a frame; or Parquet files or CSV files (commas, UTF-8): a path, a pattern such as
            ``"2026/*.parquet"``, or a list of these. Files may be larger than memory with ``engine="duckdb"``.
        unit: the column of the unit that is rated.
        items: the columns of the items, or their columns by their short names.
        weight: the column of weights, each above zero.
        stratum: the column of strata.
        cluster: the column of clusters; a cluster lies in one stratum.
        population: number of clusters (of people, without clusters) in the stratum: a column, a number by stratum, or
            one number where there are no strata.
        second: the column of second-stage clusters within a cluster; they count where population is given.
        second_population: number of second-stage clusters (of people, without ``second``) in the cluster: a column, a
            number by cluster, or one number.
        scale: points of the answers; not needed where the columns hold points.
        columns: of a survey, columns of ``survey.scores``; the items by default.
        complete: count only respondents who answered every column.
        engine: ``"pandas"`` in memory, or ``"duckdb"`` in one pass over files larger than memory
            (``pip install "satmodel[big]"``); both give the same numbers to the rounding of their sums.

    Returns:
        The sums, in points and squared points; the sums of two disjoint parts of a sample add up to those of the whole.
        Of a frame or files the units are sorted by name, and respondents who are each a cluster share a cell
        (:class:`Squares`).

    Raises:
        SettingError: a column is not there, the population sizes do not fit the sample, or a package is missing.
        DataProblems: every fault of a frame or of files: rows without a unit, stratum or cluster, weights that cannot
            be used, cells that hold no number.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": ["A", "A", "B"], "q1": [100, 75, 55]})
        >>> sums = moments(sat.read(frame, unit="town", items=["q1"]))
        >>> sums.n.sum(axis=0).tolist(), sums.swy.sum(axis=0).tolist()
        ([3.0], [230.0])
        >>> moments(frame, unit="town", items=["q1"]).swy.tolist()
        [[175.0], [55.0]]
    """
    asked = {"unit": unit, "weight": weight, "stratum": stratum, "cluster": cluster, "second": second}
    sizes = {"population": population, "second_population": second_population}
    if not isinstance(source, Survey):
        from satmodel.survey.adding.summed import asked_of, moments_of

        if columns is not None:
            raise SettingError("columns= picks columns of a survey; of a frame or of files name them with items=")
        wanted = asked_of(columns=asked, items=items, sizes=sizes, scale=scale, complete=complete)
        return moments_of(source, wanted, engine=engine)
    given = {name for name, value in (asked | sizes | {"items": items, "scale": scale}).items() if value is not None}
    if given or engine != "pandas":
        raise SettingError(f"the survey was read with its design; leave out {sorted(given) or ['engine']} here")
    names = tuple(source.items if columns is None else columns)
    missing = [name for name in names if name not in source.scores.columns]
    if missing:
        raise SettingError(f"no scored column named {missing}; there are {list(source.scores.columns)}")
    return add_up(source.scores[list(names)], source.design, source.units, source=source.step, complete=complete)


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
    codes = codes_of(design, units)
    cell_of, cells = cells_of(codes)
    rows, n, sw, swy, swyy, sww = row_sums(values, answered, design.weight, cell_of, len(cells))
    stages = stages_of(design, codes)
    lost = int((~answered.all(axis=1)).sum()) if complete else 0
    settings = design_settings(
        names,
        complete,
        weighted=design.weighted,
        stages=stages,
        columns=(design.cluster is not None, design.stratum is not None),
    )
    return Moments(
        cells,
        tuple(units),
        names,
        *(rows, n, sw, swy, swyy, sww),
        *stages[:2],
        lost,
        design.cluster is not None,
        design.stratum is not None,
        Step("moments", settings, (source,)),
        *stages[2:],
        calibrated=calibrated_sums(design.calibration, values, answered, cell_of=cell_of, weight=design.weight),
        ends=ends_of(values),
    )

"""How exact a composite is when its items are known and their correlation is not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.estimation.counted import counted
from satmodel.estimation.labels import plain_index
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.counts import Counts
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CompositeBounds(Result):
    """Composites with the smallest and the largest standard error that the items allow.

    Attributes:
        value: (k,) composites, in points.
        se_low, se_high: (k,) their standard errors with items uncorrelated and fully correlated, in points.
        n: (k,) the fewest scored answers behind any of the items.
        df: (k,) degrees of freedom.
        labels: a MultiIndex of length k, the units.
        level: confidence level of the intervals.
        apart: units of which an item cannot be estimated, as in ``Estimates``.
        step: how they were made.
    """

    value: Array
    se_low: Array
    se_high: Array
    n: Array
    df: Array
    labels: pd.MultiIndex
    level: float
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit: estimate, se_low, se_high, and the interval by the larger one."""
        half = stats.t.ppf(0.5 + self.level / 2, self.df) * self.se_high
        columns = {
            "estimate": self.value,
            "se_low": self.se_low,
            "se_high": self.se_high,
            "low": self.value - half,
            "high": self.value + half,
            "df": self.df,
            "n": self.n,
        }
        return pd.DataFrame(columns, index=plain_index(self.labels))

    @property
    def chart(self) -> Chart:
        columns = {"label": str(self.labels.names[0]), "value": "estimate", "low": "low", "high": "high"}
        return Chart("intervals", self.table.reset_index(), columns, {"level": self.level})

    @property
    def findings(self) -> tuple[Finding, ...]:
        values = {
            "count": len(self.value),
            "se_low": float(self.se_low.min()),
            "se_low_most": float(self.se_low.max()),
            "se_high": float(self.se_high.min()),
            "se_high_most": float(self.se_high.max()),
            "level": self.level,
        }
        apart = [
            Finding("composite_bounds.apart", {"name": row[0], "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return (*([Finding("composite_bounds.range", values)] if len(self.value) else []), *apart)


def composite_bounds(
    counts: Counts,
    *,
    scale: Scale | str | None = None,
    weights: Mapping[Hashable, float] | None = None,
    level: float = 0.95,
) -> CompositeBounds:
    """Give each unit's composite the standard errors that uncorrelated and fully correlated items would have.

    Args:
        counts: the counts of the answers, with items.
        scale: points of the answers; by default that of the counts.
        weights: the weight of each item, zero or more; equal by default. They are divided by their sum.
        level: confidence level of the intervals, which stand at the larger standard error.

    Returns:
        The composites with both standard errors.

    Assumptions:
        As in :func:`counted`. The correlation between the items lies between 0 and 1: those who like one service tend
        to like the others. Were some of it below zero, the smaller standard error could be smaller still; the larger
        one holds always.

    Raises:
        SettingError: counts without items, or as in :func:`counted` and ``Estimates.average``.

    Formula:
        √Σ a_q² s_q² ≤ SE(Σ a_q m_q) ≤ Σ a_q s_q.

    Source:
        Cochran (1977), Sampling Techniques, 3rd edition, section 2.9; the upper end by the Cauchy-Schwarz inequality.

    Examples:
        >>> from satmodel.survey.counts import counts as read_counts
        >>> frame = pd.DataFrame({"town": ["A", "A"], "item": ["x", "y"], "good": [60, 75], "bad": [40, 25]})
        >>> given = read_counts(frame, unit="town", item="item", answers=Scale({"good": 100, "bad": 0}))
        >>> composite_bounds(given).table[["estimate", "se_low", "se_high"]].round(2).values.tolist()
        [[67.5, 3.29, 4.64]]
    """
    if "item" not in counts.levels:
        raise SettingError("a composite needs items; these counts are about one question, so counted() says all of it")
    least = counted(counts, scale=scale, correlation=0.0, level=level).average("item", weights)
    most = counted(counts, scale=scale, correlation=1.0, level=level).average("item", weights)
    settings = {"weights": least.step.settings["weights"], "equal": weights is None, "level": level}
    step = Step("composite_bounds", settings, (counts.step,))
    parts = (least.value, least.se, most.se, least.n, most.df, least.labels)
    return CompositeBounds(*parts, level, least.apart, step)

"""Which items go with a separate overall question: shares of its explained variance, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.driving.importance import MOST_ITEMS, shapley_of, share_above
from satmodel.inference.driving.regression import regress
from satmodel.inference.driving.sample import FEWEST_REPLICATES, NOTHING, DriverSample, sample_of
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drivers(Result):
    """The importance of p items for one outcome, most important first.

    Attributes:
        rows: (p rows) the table, by item.
        above: (p, p) share of bootstrap replicates in which the row's item is more important than the column's.
        first: the first item against each other one in turn, in shares of R²; None where there is one item.
        outcome: the overall question's column.
        r2: R² of all items; r2_low, r2_high: its interval.
        step: how they were made.
    """

    rows: pd.DataFrame
    above: Array
    first: Comparison | None
    outcome: str
    r2: float
    r2_low: float
    r2_high: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, most important first.

        ``estimate``, ``se``, ``low`` and ``high`` are the importance in points of R²; ``share``, ``share_low`` and
        ``share_high`` its share of R²; ``coefficient``, ``coefficient_se`` and ``standardised`` the regression
        coefficient; ``correlation`` that with the outcome; ``n`` the respondents.
        """
        return self.rows.copy()

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a pair of items: the share of replicates in which ``item`` is more important than ``against``."""
        one, other = np.triu_indices(len(self.rows), 1)
        names = self.rows.index.to_numpy()
        columns = {"item": names[one], "against": names[other], "probability": self.above[one, other]}
        return pd.DataFrame(columns).set_index(["item", "against"])

    @property
    def chart(self) -> Chart:
        columns = {"label": "item", "value": "share", "low": "share_low", "high": "share_high"}
        return Chart(
            "importance", self.rows.reset_index(), columns, {"level": self.step.settings["level"], "r2": self.r2}
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self._fit(), *self._items(), *self._cautions())

    def _fit(self) -> list[Finding]:
        noted = self.step.settings
        values = {"outcome": self.outcome, "r2": self.r2, "r2_low": self.r2_low, "r2_high": self.r2_high}
        counts = {key: noted[key] for key in ("n", "lost", "lost_outcome", "lost_items", "level")}
        return [Finding("drivers.fit", values | counts)]

    def _items(self) -> list[Finding]:
        level = self.step.settings["level"]
        shares = [
            {"item": row.Index, "share": row.share, "low": row.share_low, "high": row.share_high, "level": level}
            for row in self.rows.itertuples()
        ]
        found = [Finding("drivers.first", shares[0])]
        if self.first is not None:
            order = {
                "first": shares[0]["item"],
                "second": shares[1]["item"],
                "probability": float(self.above[0, 1]),
                "gap": float(self.first.gap[0]),
                "low": float(self.first.low[0]),
                "high": float(self.first.high[0]),
                "level": level,
                "verdict": self.first.verdict[0],
                "detectable": float(self.first.detectable[0]),
            }
            found.append(Finding("drivers.order", order))
        return found + [Finding("drivers.item", values) for values in shares]

    def _cautions(self) -> list[Finding]:
        found = [
            Finding(
                "drivers.sign_flip",
                {
                    "item": row.Index,
                    "correlation": row.correlation,
                    "coefficient": row.coefficient,
                    "coefficient_se": row.coefficient_se,
                },
            )
            for row in self.rows.itertuples()
            if row.correlation * row.coefficient < 0
        ]
        constant = self.rows["correlation"].isna()
        collinear = self.rows["coefficient"].isna() & ~constant
        for kind, which in (("drivers.collinear", collinear), ("drivers.constant", constant)):
            if which.any():
                found.append(Finding(kind, {"items": tuple(self.rows.index[which]), "count": int(which.sum())}))
        if self.step.settings["lonely_strata"]:
            found.append(Finding("drivers.lonely_strata", {"count": self.step.settings["lonely_strata"]}))
        return [*found, Finding("drivers.not_causal", {"outcome": self.outcome})]


def drivers(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> Drivers:
    """Say how much of the explained variance of a separate overall question goes with each item.

    Args:
        survey: the respondents.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: the items; all of the survey's by default. At most 20.
        level: confidence level of the intervals.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap.

    Returns:
        The importance of each item in points of R², its share of R², its coefficient, and how sure the order is.
        Respondents who did not answer every item and the outcome are left out and counted.

    Assumptions:
        Association, not cause: an item may go with the overall rating because both follow a general mood.
        Clusters are drawn independently within strata, some twenty or more of them; a stratum with a single cluster is
        kept as it is and noted. Those who answered everything stand for the others.

    Raises:
        SettingError: the outcome is missing, is among the items, or is computed from them; or a setting that cannot be
            used.
        NotEstimable: the outcome does not vary, or there are fewer clusters than items + 2.

    Formula:
        The Shapley value of R² over all subsets of items (LMG, general dominance) from the weighted covariance.
        Rao-Wu bootstrap of clusters within strata. Importance and share: percentile intervals with tails Φ(-t), t with
        clusters - strata degrees of freedom. R², which every sample flatters: the same, after the replicates are moved
        down by twice their mean excess over the estimate. The first item against each of the p - 1 others: t intervals
        with the bootstrap error, adjusted by Bonferroni since the item was picked by the data. Coefficients: weighted
        least squares with Taylor-linearised standard errors.

    Source:
        Lindeman, Merenda and Gold (1980); Kruskal (1987), The American Statistician 41, 6-10; Grömping (2007), The
        American Statistician 61, 139-147; Rao and Wu (1988), JASA 83, 231-241; Hesterberg (2015), The American
        Statistician 69, 371-386 (the tails); Binder (1983), International Statistical Review 51, 279-292.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.3, 0.6] + 8)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> found = drivers(sat.read(frame, unit="town", items=["roads", "schools"], overall="all"))
        >>> found.table["share"].round(2).to_dict()
        {'schools': 0.8, 'roads': 0.2}
    """
    check_level(level)
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")
    if items is not None and len(items) > MOST_ITEMS:
        raise SettingError(
            f"at most {MOST_ITEMS} items are offered, since Shapley values by sampling are not offered yet"
        )
    sample = sample_of(survey, outcome=outcome, items=items)
    asked = {"method": "shapley", "level": level, "replicates": replicates, "seed": seed}
    return _result(sample, sample.settings | asked)


def _result(sample: DriverSample, settings: dict[str, Any]) -> Drivers:
    level, df = settings["level"], settings["df"]
    names = np.array(settings["items"], dtype=object)
    importance, replicated, lost = _importance(sample, settings)
    order = np.argsort(-importance, kind="stable")
    importance, replicated = importance[order], replicated[:, order]
    r2, r2_replicated = float(importance.sum()), replicated.sum(axis=1)
    shares = replicated / r2_replicated[:, None]
    # percentile tails widened for few clusters, as the t reference is wider than the normal
    tail = float(stats.norm.sf(stats.t.isf((1 - level) / 2, df)))
    low, high = _interval(replicated, tail)
    share_low, share_high = _interval(shares, tail)
    # a sample's R² is too high on average, and its replicates' by as much again
    r2_low, r2_high = np.clip(np.array(_interval(r2_replicated, tail)) - 2 * (r2_replicated.mean() - r2), 0.0, 1.0)
    fit = regress(sample.data)
    columns = {
        "estimate": importance,
        "se": replicated.std(axis=0, ddof=1),
        "low": low,
        "high": high,
        "share": importance / r2,
        "share_low": share_low,
        "share_high": share_high,
        "coefficient": fit.coefficient[order],
        "coefficient_se": fit.se[order],
        "standardised": fit.standardised[order],
        "correlation": fit.correlation[order],
        "n": sample.data.n,
    }
    rows = pd.DataFrame(columns, index=pd.Index(names[order], name="item"))
    above = share_above(replicated)
    step = Step("drivers", {**settings, "replicates_lost": lost}, sample.sources)
    first = _against_first(importance / r2, shares, df, level)
    return Drivers(rows, above, first, settings["outcome"], r2, float(r2_low), float(r2_high), step)


def _importance(sample: DriverSample, settings: dict[str, Any]) -> tuple[Array, Array, int]:
    """The importance of each item, its replicates, and the number of replicates in which nothing could be explained."""
    replicated = shapley_of(sample.replicated(settings["replicates"], settings["seed"]))
    usable = replicated.sum(axis=1) > NOTHING
    if usable.sum() < FEWEST_REPLICATES / 2:
        raise NotEstimable(
            f"{settings['outcome']!r} varies in too few bootstrap replicates: nearly everyone answered alike"
        )
    return shapley_of(sample.cov), replicated[usable], int((~usable).sum())


def _interval(replicated: Array, tail: float) -> tuple[Array, Array]:
    low, high = np.quantile(replicated, [tail, 1 - tail], axis=0)
    return low, high


def _against_first(share: Array, shares: Array, df: float, level: float) -> Comparison | None:
    if len(share) < 2:
        return None
    se = (shares[:, [0]] - shares[:, 1:]).std(axis=0, ddof=1)
    return compare(share[0] - share[1:], se, np.full(len(se), float(df)), level=level, adjust="bonferroni")

"""What adjusting for case mix changes: raw and adjusted scores and ranks side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.adjusted import both
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.inference.judging.units import told_apart
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class CaseMix(Result):
    """Raw and adjusted scores of k units (of k units and items).

    Attributes:
        raw, adjusted: the estimates, with the same labels and the same respondents.
        moved: adjusted minus raw, with interval and verdict.
        rank, rank_adjusted: (k,) ranks of the raw and of the adjusted scores within each item, 1 the highest.
        lost: one row a unit: respondents, lost (those without a covariate), share, rows (their row numbers).
        apart: what cannot be estimated, with the reason.
        step: how they were made.
    """

    raw: Estimates
    adjusted: Estimates
    moved: Comparison
    rank: Counts
    rank_adjusted: Counts
    lost: pd.DataFrame
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit (and item): raw, raw_se, adjusted, adjusted_se, gap, low, high, rank, rank_adjusted."""
        columns = {
            "raw": self.raw.value,
            "raw_se": self.raw.se,
            "adjusted": self.adjusted.value,
            "adjusted_se": self.adjusted.se,
            "gap": self.moved.gap,
            "low": self.moved.low,
            "high": self.moved.high,
            "rank": self.rank,
            "rank_adjusted": self.rank_adjusted,
        }
        return pd.DataFrame(columns, index=plain_index(self.adjusted.labels))

    @property
    def chart(self) -> Chart:
        """Raw and adjusted scores as two dots a row."""
        names = list(self.adjusted.labels.names)
        columns = {
            "label": names[0],
            "before": "raw",
            "after": "adjusted",
            "value": "gap",
            "low": "low",
            "high": "high",
        }
        if len(names) > 1:
            columns["panel"] = names[1]
        return Chart("change", self.table.reset_index(), columns, {"of": "adjusted"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        fit = {key: noted[key] for key in ("covariates", "n", "lost", "level")}
        found = [Finding("case_mix.fit", fit | {"count": len(self.adjusted)})]
        if noted["lost"]:
            most = self.lost["share"].idxmax()
            values = {"count": noted["lost"], "name": most, "share": float(self.lost.loc[most, "share"])}
            found.append(Finding("case_mix.lost", values))
        names = [name_of(label) for label in self.adjusted.labels]
        most = int(np.argmax(np.abs(self.moved.gap)))
        found.append(
            Finding(
                "case_mix.largest",
                {
                    "name": names[most],
                    "raw": float(self.raw.value[most]),
                    "adjusted": float(self.adjusted.value[most]),
                    "gap": float(self.moved.gap[most]),
                    "low": float(self.moved.low[most]),
                    "high": float(self.moved.high[most]),
                    "level": noted["level"],
                },
            )
        )
        changed = np.flatnonzero(self.rank != self.rank_adjusted)
        places = {"names": tuple(names[i] for i in changed), "count": len(names), "changed": len(changed)}
        return (*found, Finding("case_mix.ranks", places), *told_apart(self.apart, "case_mix"))


def case_mix(
    survey: Survey,
    *,
    covariates: Sequence[str],
    columns: Sequence[str] | None = None,
    composite: bool = False,
    baseline: Mapping[str, Any] | None = None,
    level: float = 0.95,
) -> CaseMix:
    """Compare every unit's score as it is with what it would be if all units had the respondents of the whole.

    Args:
        survey, covariates, columns, baseline, level: as in :func:`satmodel.adjusted`.
        composite: compare the mean of the items instead of each item.

    Returns:
        Raw and adjusted scores of the same respondents, their difference with its interval, and both ranks. The ranks
        are those of the point scores; ask ``ranks(adjusted(...))`` which of them are real.

    Assumptions:
        As :func:`satmodel.adjusted`. The interval of a difference is that of a single one.

    Raises:
        DataProblems: text in a column of numbers.
        SettingError: a column that is not there.
        NotEstimable: a covariate does not vary within units, or nothing can be estimated at all.

    Formula:
        adjusted - raw = -b'(x̄_u - x̄), with the covariance of both under the design.

    Source:
        Lane and Nelder (1982), Biometrics 38, 613-621.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAABBBB"), "age": [1, 1, 1, 2, 1, 2, 2, 2]})
        >>> frame["q1"] = frame["age"] * 10 + [70, 71, 69, 70, 60, 61, 59, 60]
        >>> found = case_mix(sat.read(frame, unit="town", items=["q1"]), covariates=["age"])
        >>> found.table[["raw", "adjusted"]].round(1).values.tolist()
        [[82.5, 85.0], [77.5, 75.0]]
    """
    check_level(level)
    joint = both(survey, covariates=covariates, columns=columns, baseline=baseline, level=level)
    noted = joint.step
    joint = joint.average("item") if composite else joint
    raw, moved = joint.take({"mix": "raw"}), joint.take({"mix": "adjusted"})
    shift = joint.combine({"raw": -1, "adjusted": 1}, over="mix")
    rows = dict(noted.settings["lost_by_unit"])
    counts = survey.design.unit.value_counts()
    lost = pd.DataFrame(
        {
            "respondents": [int(counts.get(unit, 0)) for unit in survey.units],
            "lost": [len(rows.get(unit, ())) for unit in survey.units],
            "rows": [rows.get(unit, ()) for unit in survey.units],
        },
        index=pd.Index(survey.units, name="unit"),
    )
    lost.insert(2, "share", lost["lost"] / lost["respondents"].clip(lower=1))
    return CaseMix(
        raw,
        moved,
        compare(shift.value, shift.se, shift.df, level=level),
        _places(raw),
        _places(moved),
        lost,
        moved.apart,
        Step("case_mix", {**noted.settings, "composite": composite}, (noted,)),
    )


def _places(est: Estimates) -> Counts:
    """(k,) rank of each estimate within its item, equal ones sharing the first."""
    items = est.labels.get_level_values("item") if "item" in est.labels.names else np.zeros(len(est))
    ranked = pd.Series(est.value).groupby(np.asarray(items)).rank(method="min", ascending=False)
    return ranked.to_numpy().astype(np.intp)

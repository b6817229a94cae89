"""The drivers of every level of a column: of units, of town and country, of age groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.small import FEWEST, FEWEST_DEGREES
from satmodel.estimation.terms import column_of
from satmodel.inference.driving.drivers_found import Asked, drivers_of
from satmodel.inference.driving.drivers_result import Drivers
from satmodel.inference.driving.replicated import beyond
from satmodel.inference.sampling.intervals import FEWEST_AN_ITEM
from satmodel.inference.sampling.regression import r_squared
from satmodel.inference.sampling.sample import (
    NOTHING,
    DriverSample,
    asked_of,
    fitted,
    in_one_order,
    sample_of,
    sample_of_sums,
)
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import labels

Flags = NDArray[np.bool_]

UNIT = "unit"


@dataclass(frozen=True, slots=True, eq=False)
class DriversBy(Result):
    """The drivers of each level of a column.

    Attributes:
        parts: the result of each level, in the order of the levels.
        by: the column. apart: one row a level without a result: n, reason.
        step: how they were made.
    """

    parts: dict[str, Drivers]
    by: str
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a level and item, the most important item of each level first; the columns of the single tables."""
        return pd.concat({level: part.table for level, part in self.parts.items()}, names=[self.by, "item"])

    @property
    def fits(self) -> pd.DataFrame:
        """One row a level: the R² of the items with its interval, and the respondents used and lost."""
        rows = [
            {"r2": part.r2, "r2_low": part.r2_low, "r2_high": part.r2_high, "n": part.step.settings["n"]}
            | {"lost": part.step.settings["lost"]}
            for part in self.parts.values()
        ]
        return pd.DataFrame(rows, index=pd.Index(list(self.parts), name=self.by))

    @property
    def sharing(self) -> bool:
        """Whether the method shares out R²; coefficients do not."""
        return next(iter(self.parts.values())).sharing

    @property
    def chart(self) -> Chart:
        """Every item's share in each level (its squared coefficient)."""
        names = ("share", "share_low", "share_high") if self.sharing else ("estimate", "low", "high")
        columns = dict(zip(("value", "low", "high"), names, strict=True))
        data = self.table.reset_index()
        # items stand in the order of their means over the levels, so that a row can be followed across
        place = data.groupby("item")[names[0]].mean().sort_values(ascending=False, kind="stable").index
        at = data["item"].map({item: i for i, item in enumerate(place)})
        data = data.assign(_place=at).sort_values("_place", kind="stable", ignore_index=True).drop(columns="_place")
        marks = {"level": self.step.settings["level"], "sharing": self.sharing, "apart": tuple(self.apart.index)}
        return Chart("importance_by", data, {"label": "item", "part": self.by, **columns}, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        for level, part in self.parts.items():
            row = part.table.reset_index().iloc[0]
            ends = ("share", "share_low", "share_high") if part.sharing else ("estimate", "low", "high")
            values = {"name": level, "item": row["item"], "r2": part.r2, "n": part.step.settings["n"]}
            values |= dict(zip(("share", "low", "high"), (float(row[end]) for end in ends), strict=True))
            could = tuple(part.table.index[part.table["rank_low"] == 1])
            values |= {"level": self.step.settings["level"], "sharing": part.sharing}
            values["lost"] = part.step.settings["lost"]
            found.append(Finding("drivers_by.level", values | {"names": could, "alone": len(could) == 1}))
        firsts = {part.table.index[0] for part in self.parts.values()}
        if len(self.parts) > 1:
            counts = {"count": len(self.parts), "firsts": len(firsts), "names": tuple(sorted(firsts, key=str))}
            found.append(Finding("drivers_by.firsts", counts | {"same": len(firsts) == 1, "by": self.by}))
        found += self._how()
        found += [
            Finding("drivers_by.apart", {"name": row.Index, "n": int(row.n), "reason": row.reason})
            for row in self.apart.itertuples()
        ]
        if self.step.settings["without_level"]:
            values = {"by": self.by, "count": self.step.settings["without_level"]}
            found.append(Finding("drivers_by.without_level", values))
        return (*found, Finding("drivers_by.not_compared", {"by": self.by, "outcome": self.step.settings["outcome"]}))

    def _how(self) -> list[Finding]:
        """What is held, what is explained, and in which levels the intervals are rough."""
        noted, told = self.step.settings, []
        if noted["controls"]:
            told.append(Finding("drivers_by.held", {"names": noted["controls"]}))
        if noted["method"] == "ordinal":
            told.append(Finding("drivers_by.latent", {"outcome": noted["outcome"]}))
        of = {level: part.step.settings for level, part in self.parts.items()}
        few = tuple(level for level, one in of.items() if one["df"] < FEWEST_DEGREES)
        if few:
            least = min(of[level]["df"] for level in few)
            told.append(Finding("drivers_by.few_clusters", {"names": few, "df": least, "fewest": FEWEST_DEGREES}))
        thin = tuple(level for level, one in of.items() if one["n"] < FEWEST_AN_ITEM * len(one["items"]))
        if thin:
            told.append(Finding("drivers_by.rough", {"names": thin, "fewest": FEWEST_AN_ITEM}))
        lonely = tuple(level for level, one in of.items() if one["lonely_strata"])
        return [*told, Finding("drivers_by.lonely_strata", {"names": lonely})] if lonely else told


def drivers_by(
    survey: Survey | Moments,
    by: str,
    asked: Asked,
    *,
    outcome: str | None,
    items: Sequence[str] | None,
    controls: Sequence[str],
) -> DriversBy:
    """The drivers of every level of a column.

    Args:
        survey: the respondents, or sums of complete cases (by ``"unit"`` only).
        by: a column of the survey or its file, or ``"unit"``.
        asked: how importance is measured.
        outcome, items, controls: as in :func:`satmodel.drivers`.

    Raises:
        SettingError: a column that is not there, is an item, or has a single level.
        NotEstimable: no level has enough respondents.
    """
    parts: dict[str, Drivers] = {}
    apart: list[dict[str, Any]] = []
    if isinstance(survey, Moments):
        samples = _of_sums(survey, by, outcome=outcome, items=items, controls=controls)
    else:
        samples = _of_survey(survey, by, outcome=outcome, items=items, controls=controls)
    for level, n, sample, part in samples:
        if sample is None:
            apart.append({by: level, "n": n, "reason": "few_answers"})
            continue
        reason = _unusable(sample)
        if reason is None:
            try:
                parts[level] = drivers_of(sample, asked, part)
            except NotEstimable:
                reason = "not_measurable"
        if reason is not None:
            apart.append({by: level, "n": n, "reason": reason})
    if not parts:
        raise NotEstimable(
            f"no level of {by!r} has enough respondents with every answer: each needs {FEWEST}, and as many clusters "
            "as items and two more"
        )
    lost = pd.DataFrame(apart, columns=[by, "n", "reason"]).set_index(by)
    noted = {**asked.settings, "by": by, "levels": tuple(parts), "apart": len(lost)}
    noted["without_level"] = _without(survey, by)
    one = next(iter(parts.values()))
    noted |= {"outcome": one.outcome, "controls": tuple(controls), "orders": one.step.settings.get("orders")}
    return DriversBy(parts, by, lost, Step("drivers_by", noted, one.step.sources))


def _unusable(sample: DriverSample) -> str | None:
    """Why there is nothing to share out in a level; None where there is."""
    cov = sample.cov
    if not cov[-1, -1] > 0:
        return "same_outcome"
    if fitted(r_squared(cov), sample.data):
        return "fitted"
    left, _ = beyond(cov, len(sample.controls))
    return None if left[-1, -1] > 0 and r_squared(left) > NOTHING else "nothing_explained"


Part = tuple[str, int, DriverSample | None, Survey | None]


def _of_survey(
    survey: Survey, by: str, *, outcome: str | None, items: Sequence[str] | None, controls: Sequence[str]
) -> Iterator[Part]:
    """Each level, its respondents with every answer, its sample, and the survey with the answers of that level only."""
    outcome, asked = asked_of(survey, outcome, items)
    names = in_one_order(survey, outcome, asked)
    levels = _levels(survey, by, (*names, outcome), controls)
    sample_of(survey, outcome=outcome, items=names)  # refuses an outcome that is computed from the items
    answered = survey.scores[[*names, outcome]].notna().all(axis=1).to_numpy()
    for level in [one for one in dict.fromkeys(levels) if one != ""]:
        rows = levels == level
        n = int((answered & rows).sum())
        sample = None
        if n >= FEWEST:
            with suppress(NotEstimable):
                sample = sample_of(survey, outcome=outcome, items=names, controls=controls, guard=False, rows=rows)
        only = replace(survey, scores=survey.scores.where(pd.Series(rows, index=survey.scores.index), axis=0))
        yield level, n, sample, only


def _of_sums(
    sums: Moments, by: str, *, outcome: str | None, items: Sequence[str] | None, controls: Sequence[str]
) -> Iterator[Part]:
    if by != UNIT:
        raise SettingError(f"sums know their units only; by='unit', or give the survey to split it by {by!r}")
    sample_of_sums(sums, outcome=outcome, items=items, controls=controls)
    for code, unit in enumerate(sums.units):
        n = int(sums.n[sums.cells["unit"].to_numpy() == code, 0].sum())
        sample = None
        if n >= FEWEST:
            with suppress(NotEstimable):
                sample = sample_of_sums(sums, outcome=outcome, items=items, controls=controls, unit=str(unit))
        yield str(unit), n, sample, None


def _without(survey: Survey | Moments, by: str) -> int:
    """How many respondents have no level."""
    if isinstance(survey, Moments) or by == UNIT:
        return 0
    return int((labels(column_of(survey, by).to_numpy(dtype=object)) == "").sum())


def _levels(survey: Survey, by: str, used: Sequence[str], controls: Sequence[str]) -> NDArray[np.object_]:
    """(r,) the level of each respondent; empty where there is none."""
    if by in (*used, *controls):
        raise SettingError(f"{by!r} is an item, the outcome or a control; by= needs another column")
    column = survey.design.unit if by == UNIT else column_of(survey, by)
    found = labels(column.to_numpy(dtype=object))
    if len(set(found) - {""}) < 2:
        raise SettingError(f"{by!r} has a single level: {quoted(sorted(set(found)))}; leave by= out")
    return found

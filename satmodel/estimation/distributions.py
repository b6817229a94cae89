"""The answers behind every score: how often each was given, those without an opinion and the empty ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.opinions import responses, scale_of
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]
Asked = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Answers(Result):
    """How often each answer was given, beside the score made of it.

    Attributes:
        counted: one row a unit, item and answer: kind (``"scored"``, ``"no_opinion"`` or ``"blank"``), count, share of
            all respondents by weight, the mean points (estimate) and how many answers were scored (n).
        best: the answer with the most points. top: its share of the scored answers, over all units and items.
        step: how it was made.
    """

    counted: pd.DataFrame
    best: str
    top: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, item and answer: kind, count, share, estimate, n; without the unit for the whole sample."""
        levels = [name for name in ("unit", "item", "answer") if name in self.counted]
        return self.counted.set_index(levels)

    @property
    def wide(self) -> pd.DataFrame:
        """One row a unit and item: the share of every answer, then the mean points and n."""
        levels = [name for name in ("unit", "item") if name in self.counted]
        shares = self.counted.pivot_table(index=levels, columns="answer", values="share", sort=False)
        beside = self.counted.groupby(levels, sort=False)[["estimate", "n"]].first()
        return shares.join(beside)

    @property
    def chart(self) -> Chart:
        """A bar for every unit and item."""
        columns = {"label": "item", "part": "answer", "value": "share", "kind": "kind"}
        data = self.counted
        if "unit" in data:
            single = data["item"].nunique() == 1
            names = data["unit"] if single else data["unit"].astype(str) + " · " + data["item"].astype(str)
            data, columns = data.assign(row=names), columns | {"label": "row"}
        return Chart("answers", data, columns)

    @property
    def findings(self) -> tuple[Finding, ...]:
        levels = [name for name in ("unit", "item") if name in self.counted]
        apart = self.counted[self.counted["kind"] == "no_opinion"]
        found = [Finding("answers.top", {"answer": self.best, "share": self.top})]
        if not len(apart):
            return (*found, Finding("answers.no_opinion", {"share": 0.0, "name": None, "name_share": 0.0}))
        by_row = apart.groupby(levels, sort=False)["share"].sum()
        place = by_row.idxmax()
        settings = self.step.settings
        values = {"share": settings["no_opinion_share"], "name": place, "name_share": float(by_row.max())}
        return (*found, Finding("answers.no_opinion", values))


def answers(survey: Survey, *, by: str | None = "unit", items: Sequence[str] | None = None) -> Answers:
    """Show the answers behind every score: the count and share of each, and the mean points they give.

    Args:
        survey: the respondents.
        by: ``"unit"`` for every unit, None for the whole sample.
        items: scored items; all by default.

    Returns:
        Every scored answer of the scale, the answers without an opinion that somebody gave, and blanks. Counts are of
        respondents; shares are of all respondents by weight, so that they add up to 1 for each unit and item.

    Raises:
        SettingError: an item that is not scored, or a setting that is not known.

    Formula:
        p_a = Σ_i w_i 1(answer a) / Σ_i w_i; the score is the mean of the points by weight over scored answers only.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAA"), "q1": ["good", "good", "bad", "?"]})
        >>> scale = sat.Scale({"good": 100, "bad": 0}, no_opinion=["?"])
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=scale)
        >>> sat.answers(survey).table["count"].tolist()
        [2, 1, 1, 0]
    """
    if by not in ("unit", None):
        raise SettingError(f"by must be 'unit' or None, not {by!r}")
    names = list(survey.items if items is None else items)
    missing = [name for name in names if name not in survey.scores.columns]
    if missing or not names:
        raise SettingError(f"no scored item named {missing}; there are {list(survey.scores.columns)}")
    scale = scale_of(survey)
    weight = survey.design.weight
    places = survey.units if by else ("all",)
    code = pd.Categorical(survey.design.unit, categories=list(places)).codes if by else np.zeros(len(survey), dtype=int)
    given = {name: responses(survey, name) for name in names}
    asked = _asked(scale, given)
    rows = [
        row
        for place, unit in enumerate(places)
        for name in names
        for row in _counted((unit, name), given[name][code == place], weight[code == place], scale, asked)
    ]
    columns = ["unit", "item", "answer", "kind", "count", "share", "estimate", "n"]
    counted = pd.DataFrame(rows, columns=columns)
    best = max(scale.points, key=lambda answer: scale.points[answer])
    scored = counted[counted["kind"] == "scored"]
    top = scored.loc[scored["answer"] == best, "count"].sum() / max(scored["count"].sum(), 1)
    told = counted[counted["kind"] != "blank"]
    apart = told.loc[told["kind"] == "no_opinion", "count"].sum() / max(told["count"].sum(), 1)
    settings = {
        "by": by,
        "items": tuple(names),
        "weighted": survey.design.weighted,
        "no_opinion_share": float(apart),
        "measure": "points",
    }
    step = Step("answers", settings, (survey.step,))
    return Answers(counted if by else counted.drop(columns="unit"), best, float(top), step)


def _asked(scale: Scale, given: dict[str, NDArray[np.object_]]) -> Asked:
    """The answers to list with their kinds: every scored one, and those without an opinion that somebody gave."""
    heard = set().union(*(set(cells) for cells in given.values()))
    order = sorted(scale.points, key=lambda answer: -scale.points[answer])
    apart = [(answer, "no_opinion") for answer in scale.no_opinion if answer in heard]
    return [*((answer, "scored") for answer in order), *apart, ("", "blank")]


def _counted(
    names: tuple[str, str], given: NDArray[np.object_], weight: Array, scale: Scale, asked: Asked
) -> list[tuple[object, ...]]:
    """One row an answer of one unit and item."""
    points = np.array([scale.points.get(answer, np.nan) for answer in given], dtype=float)
    scored = ~np.isnan(points)
    mean = float(np.average(points[scored], weights=weight[scored])) if scored.any() else np.nan
    rows = []
    for answer, kind in asked:
        those = given == answer
        share = float(weight[those].sum() / weight.sum())
        rows.append((*names, answer, kind, int(those.sum()), share, mean, int(scored.sum())))
    return rows

"""Whether interviews of one interviewer are alike: the intraclass correlation of the scores between interviewers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable
from satmodel.estimation.intraclass import Intraclass, intraclass
from satmodel.inference.judging.comparing import check_level
from satmodel.result import Finding, Result, Verdict, judge
from satmodel.step import Step
from satmodel.survey.quality.fieldwork import Fieldwork, fieldwork
from satmodel.survey.respondents import Survey

_COLUMNS = ("icc", "low", "high", "p", "verdict", "detectable", "inflation", "interviewers", "n")
COMPOSITE = "composite"


@dataclass(frozen=True, slots=True, eq=False)
class InterviewerEffect(Result):
    """How alike the scores are that one interviewer brings home. It says nothing of any single interviewer.

    Attributes:
        effects: one row for the composite and each item: item, icc, low, high, p, verdict, detectable (the smallest
            icc that would have been established), inflation (of the variance of a mean), interviewers, n.
        apart: the items that could not be estimated: item and why, in English.
        step: how it was made.
    """

    effects: pd.DataFrame
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row for the composite and each item."""
        return self.effects.set_index("item")

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        table = self.effects
        for row in table[table["item"] == COMPOSITE].to_dict("records"):
            values = {"level": self.step.settings["level"], "load": self.step.settings["load"]}
            found.append(Finding("interviewer_effect.composite", row | values))
        items = table[table["item"] != COMPOSITE]
        if len(items):
            named = tuple(items.loc[items["verdict"] == Verdict.ESTABLISHED, "item"])
            values = {"count": len(items), "named": named, "detectable": float(items["detectable"].max())}
            found.append(Finding("interviewer_effect.items", values))
        return tuple(found)


def interviewer_effect(
    survey: Survey, *, interviewer: str | None = None, level: float = 0.95, work: Fieldwork | None = None
) -> InterviewerEffect:
    """Say how alike the interviews of one interviewer are, within units where interviewers called in several.

    Args:
        survey: the respondents.
        interviewer: the column of the interviewers' numbers; by default the one with the usual header.
        level: confidence level of the composite's interval; the items together have this level.
        work: the fieldwork's columns, where they were read before.

    Returns:
        The intraclass correlation of the composite (the mean of the items, of interviews that scored all) and of each
        item, with its interval and by how much it multiplies the variance of a mean.

    Assumptions:
        Which interviewer reaches whom is left to chance within a unit. Interviewers who call at other hours, or other
        kinds of number, differ for that reason too.

    Raises:
        NotEstimable: there is no column of interviewers, or the composite and no item can be estimated.
        DataProblems: the header asked for is not there.

    Formula:
        as in :func:`satmodel.estimation.intraclass.intraclass`; items at level 1 − (1 − level)/p, inflation
        1 + (m − 1) icc with m = Σm²/Σm over interviewers.

    Source:
        Seely and El-Bassiouni (1983), Annals of Statistics 11, 197-201; Kish (1962), Journal of the American
        Statistical Association 57, 92-115.
    """
    check_level(level)
    found = fieldwork(survey, {"interviewer": interviewer}) if work is None else work
    if "interviewer" not in found.cells:
        raise NotEstimable("no column of interviewers was found; name it with interviewer=")
    groups = found.cells["interviewer"].where(found.cells["interviewer"] != "").to_numpy(dtype=object)
    blocks = survey.design.unit.to_numpy(dtype=object) if survey.design.unit.nunique() > 1 else None
    scores = survey.scores[list(survey.items)]
    columns = {COMPOSITE: scores.mean(axis=1, skipna=False), **{name: scores[name] for name in scores}}
    if len(survey.items) == 1:
        columns.pop(COMPOSITE)
    own = 1 - (1 - level) / len(survey.items)
    rows, apart, load = [], [], 0.0
    for name, values in columns.items():
        try:
            one = intraclass(values, groups, blocks=blocks, level=level if name == COMPOSITE else own)
        except NotEstimable as reason:
            apart.append([name, str(reason)])
            continue
        rows.append([name, *_row(one)])
        load = load or one.load
    if not rows:
        raise NotEstimable(f"the interviewer effect cannot be estimated: {apart[0][1]}")
    settings = {
        "level": level,
        "items": len(survey.items),
        "blocks": blocks is not None,
        "load": load,
        "column": found.headers["interviewer"],
    }
    return InterviewerEffect(
        pd.DataFrame(rows, columns=["item", *_COLUMNS]),
        pd.DataFrame(apart, columns=["item", "reason"]),
        Step("interviewer_effect", settings, (survey.step,)),
    )


def _row(one: Intraclass) -> tuple[object, ...]:
    # interviewers who differ less than chance would make them are no established effect
    verdict = judge(max(one.low, 0.0), np.inf)
    return one.icc, one.low, one.high, one.p, verdict, one.detectable, one.inflation, one.groups, one.n

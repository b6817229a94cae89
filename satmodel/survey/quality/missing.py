"""What was left unanswered, by item and unit, and how many interviews each step leaves."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.quality.fieldwork import answers_of
from satmodel.survey.respondents import Survey


@dataclass(frozen=True, slots=True, eq=False)
class Missing(Result):
    """How the answers to each item were: scored, without an opinion, or left empty.

    Attributes:
        shares: one row an item and unit, all units first: item, unit, n, and the shares scored, no_opinion and blank,
            which add up to one.
        step: how it was made.
    """

    shares: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The shares by item and unit."""
        return self.shares

    @property
    def findings(self) -> tuple[Finding, ...]:
        whole = self.shares[self.shares["unit"] == "all"].set_index("item")
        units = self.shares[self.shares["unit"] != "all"]
        top = units.loc[units["blank"].idxmax()]
        values = {
            "count": len(whole),
            "blank_item": whole["blank"].idxmax(),
            "blank": float(whole["blank"].max()),
            "opinion_item": whole["no_opinion"].idxmax(),
            "no_opinion": float(whole["no_opinion"].max()),
            "unit": top["unit"],
            "item": top["item"],
            "unit_blank": float(top["blank"]),
        }
        return (Finding("missing.items", values),)


@dataclass(frozen=True, slots=True, eq=False)
class Exclusions(Result):
    """From the rows of the file to the interviews with every answer, one step a row.

    Attributes:
        steps: one row a step: check (what it sets aside, or what is counted), lost (rows set aside by it) and left.
        step: how it was made.
    """

    steps: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a step."""
        return self.steps

    @property
    def findings(self) -> tuple[Finding, ...]:
        left = self.steps.set_index("check")["left"]
        values = {
            "rows": int(left["in_file"]),
            "respondents": int(left["respondent"]),
            "overall": int(left["no_overall"]) if "no_overall" in left else None,
            "complete": int(left["item_missing"]),
        }
        return (Finding("exclusions.steps", values),)


def missing(survey: Survey) -> Missing:
    """Count the answers that were scored, without an opinion and left empty.

    Args:
        survey: the respondents.
    """
    answers = answers_of(survey, overall=True)
    unit = survey.design.unit.to_numpy()
    rows = []
    for item in answers.columns:
        scored = survey.scores[item].notna().to_numpy()
        blank = (answers[item] == "").to_numpy() & ~scored
        for name in ("all", *survey.units):
            members = unit == name if name != "all" else slice(None)
            n = len(unit[members])
            parts = (scored[members].mean(), (~scored & ~blank)[members].mean(), blank[members].mean())
            rows.append([item, name, n, *map(float, parts)])
    shares = pd.DataFrame(rows, columns=["item", "unit", "n", "scored", "no_opinion", "blank"])
    return Missing(shares, Step("missing", {"items": tuple(answers.columns)}, (survey.step,)))


def exclusions(survey: Survey) -> Exclusions:
    """Follow the rows of the file down to the interviews that have every answer.

    Args:
        survey: the respondents.

    Returns:
        One step for every kind of row that is no respondent, for interviews without an answer that can be scored to
        the overall question (where there is one), and for those without one to an item.
    """
    count = survey.report.groupby("kind", sort=False)["rows"].sum()
    left = int(count.sum())
    rows = [["in_file", 0, left]]
    for kind in [kind for kind in count.index if count[kind] and kind != "respondent"]:
        left -= int(count[kind])
        rows.append([kind, int(count[kind]), left])
    left = len(survey)
    rows.append(["respondent", 0, left])
    kept = pd.Series(True, index=survey.scores.index)
    if survey.overall is not None:
        kept = survey.scores[survey.overall].notna()
        rows.append(["no_overall", left - int(kept.sum()), int(kept.sum())])
    complete = kept & survey.scores[list(survey.items)].notna().all(axis=1)
    rows.append(["item_missing", int(kept.sum() - complete.sum()), int(complete.sum())])
    steps = pd.DataFrame(rows, columns=["check", "lost", "left"])
    settings = {row[0]: row[1] for row in rows[1:]} | {"rows": int(rows[0][2])}
    return Exclusions(steps, Step("exclusions", settings, (survey.step,)))

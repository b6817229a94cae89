"""Shares of a kind of answer by unit and by round: without an opinion, in the middle, the same to all items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.estimation.homogeneity import Homogeneity, homogeneity
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.result import Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerShares(Result):
    """The share of one kind of answer in every unit, and which units differ from all the others.

    Attributes:
        answer: the kind: ``"no_opinion"``, ``"middle"`` or ``"straight"``.
        units: one row a unit: unit, n (interviews), share, others (the share in all other units), share_gap, low,
            high, p_adjusted, verdict, detectable.
        whole: the test that the share is the same in all units.
        step: how it was made.
    """

    answer: str
    units: pd.DataFrame
    whole: Homogeneity
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit."""
        return self.units.set_index("unit")

    @property
    def findings(self) -> tuple[Finding, ...]:
        table, common = self.units, {"answer": self.answer, "level": self.step.settings["level"]}
        low, high = table["share"].idxmin(), table["share"].idxmax()
        settled = self.whole.p < 1 - self.step.settings["level"]
        values = common | {
            "share": self.whole.overall,
            "p": self.whole.p,
            "count": len(table),
            "verdict": Verdict.ESTABLISHED if settled else Verdict.NOT_ESTABLISHED,
            "lowest": table.loc[low, "unit"],
            "highest": table.loc[high, "unit"],
            "lowest_share": float(table.loc[low, "share"]),
            "highest_share": float(table.loc[high, "share"]),
            "detectable": float(table["detectable"].min()),
        }
        found = [Finding("answer_shares.whole", values)]
        sure = table["verdict"] == Verdict.ESTABLISHED
        for kind, marks in (("low", sure & (table["share_gap"] < 0)), ("high", sure & (table["share_gap"] > 0))):
            if marks.any():
                named = tuple(table.loc[marks, "unit"])
                found.append(Finding(f"answer_shares.{kind}", common | {"units": named}))
        return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class AnswerChange(Result):
    """How the share of one kind of answer moved between two rounds, in all and in every unit.

    Attributes:
        answer: the kind: ``"no_opinion"``, ``"middle"`` or ``"straight"``.
        units: one row for all units and one a unit of both rounds: unit, share_before, share_after, share_gap, low,
            high, p_adjusted, verdict, detectable. The first row is judged alone, the units as one family.
        only_before, only_after: units of one round alone.
        step: how it was made.
    """

    answer: str
    units: pd.DataFrame
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row for all units and one a unit."""
        return self.units.set_index("unit")

    @property
    def findings(self) -> tuple[Finding, ...]:
        common = {"answer": self.answer, "level": self.step.settings["level"]}
        names = ("share_before", "share_after", "share_gap", "low", "high", "verdict", "detectable")
        first = self.units.iloc[0].to_dict()
        found = [Finding("answer_change.whole", common | {name: first[name] for name in names})]
        table = self.units.iloc[1:]
        sure = table["verdict"] == Verdict.ESTABLISHED
        for kind, marks in (("fallen", sure & (table["share_gap"] < 0)), ("risen", sure & (table["share_gap"] > 0))):
            if marks.any():
                found.append(Finding(f"answer_change.{kind}", common | {"units": tuple(table.loc[marks, "unit"])}))
        return tuple(found)


def answer_shares(survey: Survey, answer: str, values: Array, *, level: float = 0.95) -> AnswerShares:
    """Compare the share of one kind of answer between units.

    Args:
        survey: the respondents.
        answer: the kind's name.
        values: (r,) each respondent's share of such answers, 0 to 1; ``nan`` where the respondent has none to count.
        level: confidence level; all units together have it.

    Returns:
        The test that all units have one share, and each unit against all the others.

    Assumptions:
        Respondents (clusters, where there are any) answer independently; about five such answers or more are expected
        in each unit.

    Raises:
        NotEstimable: fewer than two units, or the same share for every respondent.

    Formula:
        as in :func:`satmodel.estimation.homogeneity.homogeneity`; each unit's share minus that of all others with
        SE² = s² d (1/n_u + 1/(n − n_u)), s² the variance over all units, d the mean design effect (one at least), Holm.
    """
    check_level(level)
    found = homogeneity(values, survey.design, survey.units, source=survey.step)
    rest = found.n.sum() - found.n
    others = (found.n.sum() * found.overall - found.n * found.share) / rest
    compared = compare(
        found.share - others,
        np.sqrt(found.variance * max(found.effect, 1.0) * (1 / found.n + 1 / rest)),
        np.full(len(rest), found.df),
        level=level,
        adjust="holm",
    )
    units = _columns(compared, {"unit": found.units, "n": found.counts, "share": found.share, "others": others})
    settings = {"answer": answer, "level": level, "effect": found.effect, "simple": found.simple, "units": len(units)}
    made = Step("answer_shares", settings, (survey.step,))
    return AnswerShares(answer, units, found, Step(f"{answer}_shares", {"level": level}, (made,)))


def answer_change(
    before: Survey, after: Survey, answer: str, values: tuple[Array, Array], *, level: float = 0.95
) -> AnswerChange:
    """Compare the share of one kind of answer between two rounds of other respondents.

    Args:
        before, after: the two rounds.
        answer: the kind's name.
        values: each round's (r,) shares by respondent, as in :func:`answer_shares`.
        level: confidence level; the units together have it, and so has the county as a whole.

    Raises:
        NotEstimable: no unit is in both rounds, or the same share for every respondent of a round.

    Formula:
        after − before with SE² = Σ s² d / n over the two rounds, s² and d as in :func:`answer_shares`; Holm over units.
    """
    check_level(level)
    old, new = (
        homogeneity(z, one.design, one.units, source=one.step) for z, one in zip(values, (before, after), strict=True)
    )
    shared = [name for name in new.units if name in old.units]
    if not shared:
        raise NotEstimable("no unit is in both rounds")
    a, b = ([one.units.index(name) for name in shared] for one in (old, new))
    spread = [one.variance * max(one.effect, 1.0) for one in (old, new)]
    se = np.sqrt(spread[0] / old.n[a] + spread[1] / new.n[b])
    df = float(min(old.df, new.df))
    units = compare(new.share[b] - old.share[a], se, np.full(len(shared), df), level=level, adjust="holm")
    total = np.sqrt(spread[0] / old.n.sum() + spread[1] / new.n.sum())
    whole = compare(np.array([new.overall - old.overall]), np.array([total]), np.array([df]), level=level)
    table = pd.concat(
        [
            _columns(whole, {"unit": ["all"], "share_before": [old.overall], "share_after": [new.overall]}),
            _columns(units, {"unit": shared, "share_before": old.share[a], "share_after": new.share[b]}),
        ],
        ignore_index=True,
    )
    lost, gained = (tuple(name for name in one.units if name not in shared) for one in (old, new))
    made = Step("answer_change", {"answer": answer, "level": level, "units": len(shared)}, (before.step, after.step))
    return AnswerChange(answer, table, lost, gained, Step(f"{answer}_change", {"level": level}, (made,)))


def _columns(compared: Comparison, first: dict[str, Any]) -> pd.DataFrame:
    judged = {
        "share_gap": compared.gap,
        "low": compared.low,
        "high": compared.high,
        "p_adjusted": compared.p_adjusted,
        "verdict": list(compared.verdict),
        "detectable": compared.detectable,
    }
    return pd.DataFrame(first | judged)

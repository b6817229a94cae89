"""What moved between two rounds, beyond sampling error."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.gapping.differences import difference
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Change(Result):
    """The changes of k quantities between two independent rounds.

    Attributes:
        before, after: (k,) the estimates of each round, in points.
        estimates: the k changes with their full covariance, to be compared with each other (``gaps``, ``ranks``); their
            ``apart`` lists what is estimated in one round only.
        compared: each change with its interval, p-value and verdict.
        margin: the smallest change that matters, in points.
        adjust: how the family of changes was adjusted.
        step: how they were made.
    """

    before: Array
    after: Array
    estimates: Estimates
    compared: Comparison
    margin: float
    adjust: str
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What has no change: estimated in one round only, or in neither; with the reason."""
        return self.estimates.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a quantity of both rounds.

        Columns before, after, change, se, low, high, df, p, p_adjusted, verdict, detectable; intervals, adjusted
        p-values and verdicts belong to the same family and always agree.
        """
        found = self.compared
        columns = {
            "before": self.before,
            "after": self.after,
            "change": found.gap,
            "se": found.se,
            "low": found.low,
            "high": found.high,
            "df": found.df,
            "p": found.p,
            "p_adjusted": found.p_adjusted,
            "verdict": found.verdict,
            "detectable": found.detectable,
        }
        return pd.DataFrame(columns, index=plain_index(self.estimates.labels))

    @property
    def chart(self) -> Chart:
        names = list(self.estimates.labels.names)
        columns = {
            "label": names[0] if len(names) > 1 else names[-1],
            "before": "before",
            "after": "after",
            "value": "change",
            "low": "low",
            "high": "high",
        }
        if len(names) > 1:
            columns["panel"] = names[1]
        return Chart("change", self.table.reset_index(), columns, {"zero": 0.0, "margin": self.margin})

    @property
    def findings(self) -> tuple[Finding, ...]:
        found, level = self.compared, self.estimates.level
        names = [name_of(label) for label in self.estimates.labels]
        ones = [
            Finding(
                "change.one",
                {
                    "name": names[i],
                    "before": float(self.before[i]),
                    "after": float(self.after[i]),
                    "change": float(found.gap[i]),
                    "low": float(found.low[i]),
                    "high": float(found.high[i]),
                    "level": level,
                    "verdict": found.verdict[i],
                    "detectable": float(found.detectable[i]),
                    "p_adjusted": float(found.p_adjusted[i]),
                    "margin": self.margin,
                },
            )
            for i in range(len(names))
        ]
        aparts = [
            Finding("change.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return (*ones, *self._family(names), *aparts)

    def _family(self, names: list[object]) -> list[Finding]:
        if len(names) < 2:
            return []
        settled = np.array(self.compared.verdict) == Verdict.ESTABLISHED
        up, down = settled & (self.compared.gap > 0), settled & (self.compared.gap < 0)
        values = {
            "count": len(names),
            "risen": tuple(names[i] for i in np.flatnonzero(up)),
            "all_risen": bool(up.all()),
            "fallen": tuple(names[i] for i in np.flatnonzero(down)),
            "unsettled": tuple(names[i] for i in np.flatnonzero(~settled)),
            "smallest_detectable": float(self.compared.detectable[~settled].min()) if not settled.all() else None,
            "largest_detectable": float(self.compared.detectable[~settled].max()) if not settled.all() else None,
            "adjust": self.adjust,
            "level": self.estimates.level,
            "margin": self.margin,
        }
        return [Finding("change.family", values)]


def change(
    before: Estimates,
    after: Estimates,
    *,
    level: float = 0.95,
    margin: float = 0.0,
    adjust: str = "holm",
    override: str | None = None,
) -> Change:
    """Say which quantities changed between two rounds, by how much, and which changes are established.

    Args:
        before, after: estimates of the two rounds with the same levels, in points; they are matched by their labels.
        level: confidence level of the intervals.
        margin: the smallest change that matters, in points.
        adjust: ``"holm"``, ``"bonferroni"`` or ``"none"``: the adjustment for asking about all of them at once.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The changes. What is estimated in one round only is listed in ``apart`` as ``only_before`` or ``only_after``;
        what neither round could estimate keeps the later round's reason.

    Assumptions:
        The rounds are independent samples, asked and scored alike. A change does not say what brought it about.

    Raises:
        SettingError: the two have different levels, or are the same object, or a setting that cannot be used.
        NotComparable: no quantity is estimated in both rounds, or the two were made with instruments that are not
            comparable (:func:`~satmodel.survey.comparable.comparable`) and there is no override.

    Formula:
        d = after - before with covariance Σ_before + Σ_after; Welch's degrees of freedom.

    Source:
        Welch (1947), Biometrika 34, 28-35; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples:
        >>> from satmodel import estimates
        >>> last = estimates([74.74, 72.86], se=[0.75, 0.75], names=["medical care", "officials"])
        >>> this = estimates([76.79, 79.92], se=[0.75, 0.75], names=["medical care", "officials"])
        >>> change(last, this).table[["change", "p_adjusted", "verdict"]].round(3).values.tolist()
        [[2.05, 0.053, 'not established'], [7.06, 0.0, 'established']]
    """
    check_level(level)
    overridden = require_comparable(before.step, after.step, override)
    moved, first, second = difference(before, after)
    compared = compare(moved.value, moved.se, moved.df, level=level, margin=margin, adjust=adjust)
    reasons = moved.apart["reason"].tolist()
    settings = {
        "level": level,
        "margin": margin,
        "adjust": adjust,
        "independent": True,
        **overridden,
        "count": len(moved),
        "only_before": reasons.count("only_before"),
        "only_after": reasons.count("only_after"),
    }
    step = Step("change", settings, (before.step, after.step))
    return Change(first, second, replace(moved, level=level, step=step), compared, margin, adjust, step)

"""What moved between two rounds, beyond sampling error."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.estimation.small import FEWEST, NAMED, told_overlap
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.inference.judging.equivalence import Within, within_alone
from satmodel.inference.judging.rankable import told_guard
from satmodel.inference.moving.two_rounds import Round, moved_between
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Change(Result):
    """The changes of k quantities between two rounds.

    Attributes:
        before, after: (k,) the estimates of each round, in points.
        estimates: the k changes with their full covariance, to be compared with each other (``gaps``, ``ranks``); their
            ``apart`` lists what is estimated in one round only.
        compared: each change with its interval, p-value and verdict.
        margin: the smallest change that matters, in points.
        adjust: how the family of changes was adjusted.
        step: how they were made.
        within: with a margin above zero, whether each change is established to be no larger; else None.
        rounds: the names of the two rounds; None where they have none.
    """

    before: Array
    after: Array
    estimates: Estimates
    compared: Comparison
    margin: float
    adjust: str
    step: Step
    within: Within | None = None
    rounds: tuple[Hashable, Hashable] | None = None

    @property
    def apart(self) -> pd.DataFrame:
        """What has no change: estimated in one round only, or in neither; with the reason."""
        return self.estimates.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a quantity of both rounds.

        Columns before, after, change, se, low, high, df, p, p_adjusted, verdict, detectable; intervals, adjusted
        p-values and verdicts belong to the same family and always agree. With a margin above zero there are ``within``
        (the verdict on whether the change is no larger than the margin), ``p_within`` and ``least_margin`` (for which
        it would have been established).
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
        if self.within is not None:
            inside = self.within
            columns |= {"within": inside.verdict, "p_within": inside.p_adjusted, "least_margin": inside.least}
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
        names = [name_of(label) for label in self.estimates.labels]
        ones = [Finding("change.one", self._one(i, name)) for i, name in enumerate(names)]
        aparts = [
            Finding("change.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return (*ones, *self._family(names), *self._cautions(names), *aparts)

    def _one(self, i: int, name: object) -> dict[str, object]:
        found, inside = self.compared, self.within
        return {
            "name": name,
            "before": float(self.before[i]),
            "after": float(self.after[i]),
            "change": float(found.gap[i]),
            "low": float(found.low[i]),
            "high": float(found.high[i]),
            "level": self.estimates.level,
            "verdict": found.verdict[i],
            "detectable": float(found.detectable[i]),
            "p_adjusted": float(found.p_adjusted[i]),
            "margin": self.margin,
            "within": None if inside is None else inside.verdict[i],
            "least_margin": None if inside is None else float(inside.least[i]),
        }

    def _cautions(self, names: list[object]) -> list[Finding]:
        """What the rounds share, small samples, scores near an end, and rounds weighted in different ways."""
        told = [finding for step in self.step.find("round_means") for finding in told_overlap(step)]
        few = self.estimates.n < FEWEST
        small = tuple(name for name, where in zip(names, few, strict=True) if where)
        settings = {"fewest": FEWEST, "small": small, "widened": self.step.settings["widened"]}
        told += told_guard(self.apart, settings)
        near = self.step.settings["near_end"]
        if near:
            told.append(
                Finding("change.near_end", {"names": near[:NAMED], "count": len(near), "more": len(near) > NAMED})
            )
        first, second = self.step.settings["schemes"] or ((), ())
        if first != second:
            told.append(Finding("change.schemes", {"before": first, "after": second}))
        return told

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
            "within": self._inside(names),
        }
        return [Finding("change.family", values)]

    def _inside(self, names: list[object]) -> tuple[object, ...]:
        verdicts = () if self.within is None else self.within.verdict
        return tuple(name for name, verdict in zip(names, verdicts, strict=False) if verdict == Verdict.ESTABLISHED)


def change(
    before: Round,
    after: Round | None = None,
    *,
    level: float = 0.95,
    margin: float = 0.0,
    adjust: str = "holm",
    overlap: str | None = None,
    by: str | None = "unit",
    override: str | None = None,
) -> Change:
    """Say which quantities changed between two rounds, by how much, and which changes are established.

    Args:
        before, after: the two rounds: estimates with the same levels, in points, of independent samples, matched by
            their labels; or the two surveys, whose covariance then sees the villages or people that both rounds share
            (:func:`round_means`); or, ``after`` left out, estimates with a level ``round`` of two rounds, such as
            ``round_means(...).average("item")`` for composites.
        level: confidence level of the intervals.
        margin: the smallest change that matters, in points. Above zero, it is also judged whether each change is
            established to be no larger.
        adjust: the adjustment for asking about all of them at once: ``"holm"`` or ``"bonferroni"`` (all verdicts hold
            together), ``"bh"`` (of the changes called established at most 1 − level are none, on average), ``"none"``.
        overlap, by: of surveys, what they share and whose means are compared, as for :func:`round_means`.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The changes. What is estimated in one round only is listed in ``apart`` as ``only_before`` or ``only_after``;
        what neither round could estimate keeps the later round's reason.

    Assumptions:
        The rounds were asked and scored alike. Two sets of estimates are independent samples. Near an end of the scale
        half an answer at each end is added to the spread of independent rounds, as in :func:`gaps`. A change does not
        say what brought it about.

    Raises:
        SettingError: the two have different levels, or are the same object, or a setting that cannot be used.
        NotComparable: no quantity is estimated in both rounds, or the two were made with instruments that are not
            comparable (:func:`~satmodel.survey.comparable.comparable`) and there is no override.

    Formula:
        d = after - before with covariance Σ_before + Σ_after - C - C', C the covariance between the rounds (zero where
        they share nothing); Welch's degrees of freedom, or the smaller of the two where the rounds covary.

    Source:
        Welch (1947), Biometrika 34, 28-35; Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini &
        Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300; Schuirmann (1987), Journal of
        Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples:
        >>> from satmodel import estimates
        >>> last = estimates([74.74, 72.86], se=[0.75, 0.75], names=["medical care", "officials"])
        >>> this = estimates([76.79, 79.92], se=[0.75, 0.75], names=["medical care", "officials"])
        >>> change(last, this).table[["change", "p_adjusted", "verdict"]].round(3).values.tolist()
        [[2.05, 0.053, 'not established'], [7.06, 0.0, 'established']]
    """
    check_level(level)
    found = moved_between(before, after, overlap=overlap, by=by, level=level, override=override)
    moved = found.estimates
    compared = compare(moved.value, moved.se, moved.df, level=level, margin=margin, adjust=adjust)
    inside = None
    if margin > 0:
        inside = within_alone(moved.value, moved.se, moved.df, level=level, margin=margin, adjust=adjust)
    reasons = moved.apart["reason"].tolist()
    settings = {
        "level": level,
        "margin": margin,
        "adjust": adjust,
        **found.settings,
        "count": len(moved),
        "only_before": reasons.count("only_before"),
        "only_after": reasons.count("only_after"),
    }
    step = Step("change", settings, found.sources)
    told = replace(moved, level=level, step=step)
    return Change(found.before, found.after, told, compared, margin, adjust, step, inside, found.rounds)

"""Which units changed their place between two rounds, and which moved only in their own score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.estimation.small import FEWEST
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.rankable import REASON, check_fewest, rankable, told_guard, too_few
from satmodel.inference.judging.units import check_one_level, told_apart
from satmodel.inference.moving.change import Change, change
from satmodel.inference.moving.two_rounds import two_sides
from satmodel.inference.ranking.ranks import Ranks, ranks
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class RankChange(Result):
    """The places of k units in two rounds.

    Attributes:
        labels: a MultiIndex of length k with one level, the units that are ranked in both rounds.
        before, after: their ranks with rank sets, each among the k units; all sets of both rounds hold together.
        score: the changes of their scores, as :class:`Change`.
        places: (k,) how many places each went up; below zero for down.
        verdict: whether the change of place is established: the two rank sets share no rank.
        detectable: (k,) how many places it would have had to move, in the direction it went, with rank sets as wide as
            these; ``nan`` where no place among the k units would have done.
        level: confidence level. best: ``"high"`` or ``"low"``.
        apart: what is not ranked in both rounds, with the reason.
        step: how it was made.
    """

    labels: pd.MultiIndex
    before: Ranks
    after: Ranks
    score: Change
    places: Counts
    verdict: tuple[Verdict, ...]
    detectable: Array
    level: float
    best: str
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, in the order of the later ranks.

        Columns rank_before, rank_before_low, rank_before_high, rank_after, rank_after_low, rank_after_high, places,
        verdict, places_detectable; and of the score before, after, change, low, high, score_verdict.
        """
        found, first, second = self.score.compared, self.before, self.after
        columns = {
            "rank_before": first.rank,
            "rank_before_low": first.rank_low,
            "rank_before_high": first.rank_high,
            "rank_after": second.rank,
            "rank_after_low": second.rank_low,
            "rank_after_high": second.rank_high,
            "places": self.places,
            "verdict": self.verdict,
            "places_detectable": self.detectable,
            "before": self.score.before,
            "after": self.score.after,
            "change": found.gap,
            "low": found.low,
            "high": found.high,
            "score_verdict": found.verdict,
        }
        return pd.DataFrame(columns, index=plain_index(self.labels)).iloc[self._order()]

    @property
    def chart(self) -> Chart:
        names = (
            "rank_before",
            "rank_before_low",
            "rank_before_high",
            "rank_after",
            "rank_after_low",
            "rank_after_high",
        )
        roles = {
            "label": str(self.labels.names[0]),
            **{name: name for name in names},
            "value": "change",
            "low": "low",
            "high": "high",
            "verdict": "verdict",
            "score": "score_verdict",
        }
        first, second = self.score.rounds or (None, None)
        return Chart("slopes", self.table.reset_index(), roles, {"level": self.level, "first": first, "second": second})

    @property
    def findings(self) -> tuple[Finding, ...]:
        names = [name_of(label) for label in self.labels]
        ones = [Finding("rank_change.one", self._one(i, names[i])) for i in self._order()]
        lost = self.apart[~too_few(self.apart)]
        guard = told_guard(self.apart, self.step.settings)
        cautions = tuple(finding for finding in self.score.findings if finding.kind in _PASSED_ON)
        return (*ones, *self._family(names), *guard, *cautions, *told_apart(lost, "rank_change"))

    def _order(self) -> Counts:
        return np.argsort(self.after.rank, kind="stable")

    def _one(self, i: int, name: object) -> dict[str, Any]:
        found = self.score.compared
        needed = self.detectable[i]
        return {
            "name": name,
            "rank_before": int(self.before.rank[i]),
            "before_low": int(self.before.rank_low[i]),
            "before_high": int(self.before.rank_high[i]),
            "rank_after": int(self.after.rank[i]),
            "after_low": int(self.after.rank_low[i]),
            "after_high": int(self.after.rank_high[i]),
            "places": int(self.places[i]),
            "verdict": self.verdict[i],
            "detectable": None if np.isnan(needed) else int(needed),
            "level": self.level,
            "change": float(found.gap[i]),
            "low": float(found.low[i]),
            "high": float(found.high[i]),
            "score_verdict": found.verdict[i],
            "score_detectable": float(found.detectable[i]),
        }

    def _family(self, names: list[object]) -> list[Finding]:
        if len(names) < 2:
            return []
        yes = np.array(self.verdict) == Verdict.ESTABLISHED
        better = self.score.compared.gap > 0 if self.best == "high" else self.score.compared.gap < 0
        own = np.array(self.score.compared.verdict) == Verdict.ESTABLISHED
        lists = {
            "risen": yes & (self.places > 0),
            "fallen": yes & (self.places < 0),
            "own_better": own & better & ~yes,
            "own_worse": own & ~better & ~yes,
        }
        told = {key: tuple(names[i] for i in np.flatnonzero(where)) for key, where in lists.items()}
        return [Finding("rank_change.family", {"count": len(names), "level": self.level, **told})]


# what is said of the changes of scores holds for those of ranks
_PASSED_ON = ("round_means.overlap", "change.schemes")


def rank_change(
    before: Estimates,
    after: Estimates | None = None,
    *,
    level: float = 0.95,
    best: str = "high",
    fewest: int = FEWEST,
    draws: int = 10_000,
    seed: int = 1,
    override: str | None = None,
) -> RankChange:
    """Say which units changed their place between two rounds, with the change of their own score beside it.

    Args:
        before, after: estimates of the two rounds with one level of labels, in points; or, ``after`` left out,
            estimates with a further level ``round`` of two rounds, as :func:`round_means` makes them.
        level: confidence level of all rank sets of both rounds together, and of all changes of scores together.
        best: whether the ``"high"`` or the ``"low"`` estimate has rank 1.
        fewest: respondents that a unit needs in each round to be ranked; 0: every unit.
        draws, seed: how many draws the rank sets take, and where the random numbers start.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The ranks of the units that are ranked in both rounds, among those units: a unit that comes or goes would move
        the places of all others. The others are listed in ``apart``.

    Assumptions:
        Those of :func:`ranks` in each round. The two rounds may depend on each other in any way.

    Raises:
        SettingError: labels with more than one level, or a setting that cannot be used.
        NotComparable: no unit is in both rounds, or the instruments are not comparable and there is no override.

    Formula:
        Each round's simultaneous rank sets at the level 1 − α/2, so that all of both rounds hold together with 1 − α
        (Bonferroni). A change of place is established where the two sets of a unit share no rank. Changes of scores:
        all together by Holm's method at 1 − α.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518.

    Examples:
        >>> from satmodel import estimates
        >>> last = estimates([88.0, 83.0, 75.0], se=0.7, names=["North", "East", "West"])
        >>> this = estimates([88.5, 80.0, 84.0], se=0.7, names=["North", "East", "West"])
        >>> rank_change(last, this).table[["rank_before", "rank_after", "verdict", "change"]].values.tolist()
        [[1, 1, 'not established', 0.5], [3, 2, 'established', 9.0], [2, 3, 'established', -3.0]]
    """
    check_level(level)
    check_fewest(fewest)
    sides = two_sides(before, after)
    check_one_level(sides[1])
    whole = change(before, after, level=level, override=override)
    unit = str(whole.estimates.labels.names[0])
    kept = _ranked_in_both(whole, sides, fewest)
    names = [label[0] for label in whole.estimates.labels[kept]]
    parts = [side.take({unit: names}) for side in sides]
    score = whole
    if not kept.all():
        joint = None if after is not None else before.take({unit: names})
        score = change(joint or parts[0], None if joint else parts[1], level=level, override=override)
    half = 1 - (1 - level) / 2
    first, second = (ranks(part, level=half, best=best, fewest=0, draws=draws, seed=seed) for part in parts)
    small = np.any([np.nan_to_num(part.n, nan=np.inf) < fewest for part in parts], axis=0)
    settings = {
        "level": level,
        "rank_level": half,
        "best": best,
        "count": len(names),
        "independent": score.step.settings["independent"],
        "fewest": int(fewest),
        "too_few": int((~kept).sum()),
        "small": tuple(name for name, few in zip(names, small, strict=True) if few),
        "widened": tuple(dict.fromkeys((*first.step.settings["widened"], *second.step.settings["widened"]))),
    }
    step = Step("rank_change", settings, (first.step, second.step, score.step))
    return _judged(first, second, score, _apart(whole, kept), step)


def _ranked_in_both(whole: Change, sides: tuple[Estimates, Estimates], fewest: int) -> NDArray[np.bool_]:
    """Which of the units of both rounds have enough respondents in both; all of them where fewer than two have."""
    enough = [set(rankable(side, fewest=fewest).labels) for side in sides]
    kept = np.array([all(label in seen for seen in enough) for label in whole.estimates.labels], dtype=bool)
    return kept if np.count_nonzero(kept) > 1 else np.ones(len(kept), dtype=bool)


def _apart(whole: Change, kept: NDArray[np.bool_]) -> pd.DataFrame:
    """What is not ranked: what has no change, and units with too few respondents in one of the rounds."""
    found = whole.estimates
    few = found.labels[~kept].to_frame(index=False)
    few = few.assign(estimate=whole.after[~kept], n=found.n[~kept], reason=REASON)
    parts = [part for part in (whole.apart, few) if len(part)]
    return pd.concat(parts or [whole.apart], ignore_index=True)[list(whole.apart.columns)]


def _judged(first: Ranks, second: Ranks, score: Change, apart: pd.DataFrame, step: Step) -> RankChange:
    places = first.rank - second.rank
    disjoint = (second.rank_high < first.rank_low) | (second.rank_low > first.rank_high)
    verdict = tuple(Verdict.ESTABLISHED if yes else Verdict.NOT_ESTABLISHED for yes in disjoint)
    # as far as both sets reach towards each other, and one place more
    up = (first.rank - first.rank_low) + (second.rank_high - second.rank) + 1.0
    down = (first.rank_high - first.rank) + (second.rank - second.rank_low) + 1.0
    up = np.where(first.rank - up >= 1, up, np.nan)
    down = np.where(first.rank + down <= len(places), down, np.nan)
    either = np.fmin(up, down)
    needed = np.where(places > 0, up, np.where(places < 0, down, either))
    level, best = step.settings["level"], step.settings["best"]
    return RankChange(second.labels, first, second, score, places, verdict, needed, level, best, apart, step)

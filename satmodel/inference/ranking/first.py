"""Who is first, or among the best: who may be, who is established to be, how likely, and with what score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.estimation.small import FEWEST as FEWEST_ASKED
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.judging.rankable import guarded, told_guard, too_few
from satmodel.inference.judging.units import places, told_apart
from satmodel.inference.ranking.first_parts import check_asked, cut_of, lead_over_best, noted
from satmodel.inference.ranking.posterior import FEWEST, Chances, chances_of
from satmodel.inference.ranking.selected_scores import SelectedScores, selected_scores
from satmodel.inference.ranking.top_sets import TopSets, direct_sets, projected_sets
from satmodel.inference.shrinking.between import ROUGH
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

NAMED = 20  # names that a sentence lists
_COLUMNS = {"top": ("p_first", "p_top"), "bottom": ("p_last", "p_bottom")}  # of one place, of several


@dataclass(frozen=True, slots=True, eq=False)
class First(Result):
    """Which of k units are first, or among the t best or the t worst.

    Attributes:
        direct: the estimates. rank: (k,) rank of each, 1 the best; equal estimates share their first rank.
        sets: who may belong, who is established to belong, whether that lies on a knife's edge.
        chances: probabilities and expected ranks; None where the units are too few to tell their spread.
        picked: (m,) the units observed among the t, in order. scores: their corrected scores, in points.
        with_best: (k, 2) interval of each unit's lead over the best of the others, in points; None unless the first
            place is asked for.
        cut: the pair that keeps the places open, one unit inside and one outside; None where they are tied.
        lead: how far the one lies ahead of the other, in points. detectable: the smallest such lead that could have
            been established.
        step: how they were made.
    """

    direct: Estimates
    rank: Counts
    sets: TopSets
    chances: Chances | None
    picked: Counts
    scores: SelectedScores
    with_best: Array | None
    cut: tuple[int, int] | None
    lead: float
    detectable: float
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What cannot be estimated, with the reason."""
        return self.direct.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the best first: estimate, se, n, rank, may_be, established, then the probability of belonging
        and expected_rank (where the spread can be told), best_low and best_high (for the first place)."""
        columns: dict[str, Any] = {
            "estimate": self.direct.value,
            "se": self.direct.se,
            "n": self.direct.n,
            "rank": self.rank,
            "may_be": self.sets.may_be,
            "established": self.sets.established,
        }
        if self.chances is not None:
            columns |= {self._column: self.chances.probability, "expected_rank": self.chances.expected_rank}
        if self.with_best is not None:
            columns |= {"best_low": self.with_best[:, 0], "best_high": self.with_best[:, 1]}
        frame = pd.DataFrame(columns, index=plain_index(self.direct.labels))
        return frame.iloc[np.argsort(self.rank, kind="stable")]

    @property
    def selected(self) -> pd.DataFrame:
        """One row a unit observed among the t: estimate, then corrected scores and their intervals.

        ``corrected``, ``low``, ``high`` (hybrid); ``conditional`` and its ends, given the selection alone;
        ``projection_low``, ``projection_high``, whatever is selected; ``near_tie``.
        """
        parts = self.scores
        columns = {
            "estimate": self.direct.value[self.picked],
            "corrected": parts.corrected,
            "low": parts.low,
            "high": parts.high,
            "conditional": parts.conditional,
            "conditional_low": parts.conditional_low,
            "conditional_high": parts.conditional_high,
            "projection_low": parts.projection_low,
            "projection_high": parts.projection_high,
            "near_tie": parts.near_tie,
        }
        return pd.DataFrame(columns, index=plain_index(self.direct.labels[self.picked]))

    @property
    def chart(self) -> Chart | None:
        """The probability of every rank, a row a unit; none above 200 units or where no spread can be told."""
        if self.chances is None or self.chances.ranks is None:
            return None
        order, label = np.argsort(self.rank, kind="stable"), str(self.direct.labels.names[0])
        count = len(order)
        data = {
            label: np.repeat(np.array([name_of(self.direct.labels[i]) for i in order], dtype=object), count),
            "rank": np.tile(np.arange(1, count + 1), count),
            "probability": self.chances.ranks[order].ravel(),
        }
        noted = self.step.settings
        marks = {"top": noted["top"], "end": noted["end"], "count": count}
        return Chart(
            "probabilities", pd.DataFrame(data), {"label": label, "panel": "rank", "value": "probability"}, marks
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [self._observed(), self._held(), self._settled(), *self._level(), self._likely()]
        found += [self._score(place) for place in range(len(self.picked) if len(self.picked) <= NAMED else 0)]
        edges = self._names(np.flatnonzero(self.sets.knife_edge))
        if edges:
            found.append(Finding("first.knife_edge", {"names": edges}))
        least = self.step.settings["df"]
        if least is not None and least < ROUGH:
            found.append(Finding("first.rough", {"df": round(least, 1)}))
        others = told_apart(self.apart[~too_few(self.apart)], "first")
        return (*found, *told_guard(self.apart, self.step.settings), *others)

    @property
    def _asked(self) -> dict[str, Any]:
        noted = self.step.settings
        return {name: noted[name] for name in ("top", "end", "level", "count", "best")}

    @property
    def _column(self) -> str:
        return _COLUMNS[self.step.settings["end"]][self.step.settings["top"] > 1]

    def _names(self, units: Counts) -> tuple[Any, ...]:
        order = units[np.argsort(self.rank[units], kind="stable")]
        return tuple(name_of(self.direct.labels[i]) for i in order)

    def _observed(self) -> Finding:
        names = tuple(name_of(self.direct.labels[i]) for i in self.picked)
        values = {"name": names[0], "names": names, "estimate": float(self.direct.value[self.picked[0]])}
        return Finding("first.observed", self._asked | values | {"tied": len(names) > self.step.settings["top"]})

    def _held(self) -> Finding:
        names = self._names(np.flatnonzero(self.sets.may_be))
        shown = names if len(names) <= NAMED else ()
        return Finding("first.held", self._asked | {"names": shown, "held": len(names)})

    def _settled(self) -> Finding:
        """Whether who belongs is established, and the smallest lead that could have been."""
        names = self._names(np.flatnonzero(self.sets.established))
        whole = len(names) == self.step.settings["top"]
        values = {
            "verdict": Verdict.ESTABLISHED if whole else Verdict.NOT_ESTABLISHED,
            "name": name_of(self.direct.labels[self.picked[0]]),
            "names": names,
            "inside": None if self.cut is None else name_of(self.direct.labels[self.cut[0]]),
            "outside": None if self.cut is None else name_of(self.direct.labels[self.cut[1]]),
            "lead": self.lead,
            "detectable": self.detectable,
            "tied": len(self.picked) > self.step.settings["top"],
        }
        return Finding("first.settled", self._asked | values)

    def _level(self) -> tuple[Finding, ...]:
        """That the leader is first at least together with others, where that is all that is established."""
        leader = self.picked[0]
        said = self.sets.established.any() or len(self.picked) > 1
        if self.with_best is None or said or self.with_best[leader, 0] < 0:
            return ()
        low, high = (float(end) for end in self.with_best[leader])
        return (Finding("first.level", self._asked | {"name": self._names(self.picked)[0], "low": low, "high": high}),)

    def _likely(self) -> Finding:
        chances = self.chances
        if chances is None:
            why = "few" if len(self.rank) < FEWEST else "exact"
            return Finding("first.no_chances", {"count": len(self.rank), "fewest": FEWEST, "why": why})
        if chances.tau2 == 0:
            return Finding("first.no_spread", self._asked | {"probability": float(chances.probability[0])})
        p = chances.probability
        leader = int(self.picked[np.argmax(p[self.picked])])
        most = int(np.argmax(p))
        values = {
            "name": name_of(self.direct.labels[leader]),
            "probability": float(p[leader]),
            "expected_rank": float(chances.expected_rank[leader]),
            "likelier": None if p[most] <= p[leader] else name_of(self.direct.labels[most]),
            "likelier_probability": float(p[most]),
            "right": float(p[self.picked].sum()),
            "picked": len(self.picked),
            "tau": float(np.sqrt(chances.tau2)),
        }
        return Finding("first.likely", self._asked | values)

    def _score(self, place: int) -> Finding:
        parts, unit = self.scores, self.picked[place]
        values = {
            "name": name_of(self.direct.labels[unit]),
            "before": float(self.direct.value[unit]),
            "after": float(parts.corrected[place]),
            "lowest": float((parts.projection_low if parts.near_tie[place] else parts.low)[place]),
            "highest": float((parts.projection_high if parts.near_tie[place] else parts.high)[place]),
            "near_tie": bool(parts.near_tie[place]),
        }
        return Finding("first.score", self._asked | values)


def first(  # noqa: PLR0913 -- which places, how sure and among whom, each by its name
    est: Estimates,
    *,
    top: int = 1,
    end: str = "top",
    level: float = 0.95,
    best: str = "high",
    method: str = "direct",
    fewest: int = FEWEST_ASKED,
    draws: int = 10_000,
    seed: int = 1,
) -> First:
    """Say who may truly be first (or among the t best, the t worst), who is established to be, and how likely it is.

    Args:
        est: estimates with one level of labels, in points.
        top: how many places are asked for: 1 for the first place, 3 for the three best.
        end: ``"top"``: the best; ``"bottom"``: the worst.
        level: confidence level of the sets (both statements together) and of the intervals.
        best: whether the ``"high"`` or the ``"low"`` estimate is the best.
        method: ``"direct"``: a test of each unit for the places asked for, the sharper one; ``"projection"``: read off
            from the simultaneous rank sets of :func:`ranks`.
        fewest: respondents that a unit needs to take part, where n is known; those with fewer are listed in ``apart``.
            0 for any number.
        draws, seed: how many draws, and where the random numbers start. The order of the units does not matter.

    Returns:
        The sets, the probabilities, and the corrected scores of the units observed at those places. A probability is
        no verdict: verdicts come from the sets. What cannot be estimated is listed in ``apart``.

    Assumptions:
        Sets: as for :func:`ranks`. Units with equal true scores share the better place, and all of them are held.
        Probabilities: true scores are spread normally around one mean; the uncertainty of that mean is part of them,
        that of the spread τ² is not. There are none for fewer than four units, or where a standard error is zero.
        Corrected scores: the standard errors are taken as known.

    Raises:
        SettingError: labels with more than one level, as many places as units, or a setting that cannot be used.
        NotEstimable: there is nothing to compare.

    Formula:
        Sets: ``top_sets.direct_sets``. P_i = ∫ φ((t − m_i) / v_i) / v_i Π_{j≠i} Φ((t − m_j) / v_j) dt on the posterior
        means m and deviations v given τ². Corrected scores: ``selected_scores.selected_scores``.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Hsu (1984), Annals of
        Statistics 12, 1136-1144; Andrews, Kitagawa & McCloskey (2024), Quarterly Journal of Economics 139, 305-358.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([88.0, 87.5, 82.5, 80.0], se=[0.8, 0.8, 0.8, 0.8], names=list("ABCD"))
        >>> first(towns).table[["may_be", "established"]].values.tolist()
        [[True, False], [True, False], [False, False], [False, False]]
    """
    est, guard = guarded(est, fewest=fewest)
    check_asked(est, top, end, level, best, method)
    check_draws(draws, seed, level)
    sign = 1.0 if (best == "high") == (end == "top") else -1.0
    pairs = pairs_of(sign * est.value, est.cov, est.df)
    place = places(pairs.value)[0]
    sets = (direct_sets if method == "direct" else projected_sets)(
        pairs, top=top, level=level, draws=int(draws), seed=int(seed)
    )
    chances = chances_of(sign * est.value, est.cov, top=top, turned=end == "bottom", draws=int(draws), seed=int(seed))
    picked = np.flatnonzero(place <= top)
    picked = picked[np.argsort(place[picked], kind="stable")]
    scores = selected_scores(sign * est.value, est.cov, est.df, selected=picked, top=top, level=level)
    cut, lead, detectable = cut_of(pairs, place, top, sets)
    settings = {
        "top": int(top),
        "end": end,
        "level": level,
        "best": best,
        "method": method,
        **noted(est, pairs, sets, chances, draws=int(draws), seed=int(seed)),
        **guard,
    }
    rank = place if end == "top" else places(-sign * est.value)[0]
    return First(
        est,
        rank,
        sets,
        chances,
        picked,
        scores if sign > 0 else scores.turned(),
        lead_over_best(pairs, level, settings) if top == 1 and end == "top" else None,
        cut,
        lead,
        detectable,
        Step("first", settings, (est.step,)),
    )

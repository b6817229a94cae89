"""Which units belong together: tiers by stated weighing, tiers that are established, or letters for a few units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.estimation.small import FEWEST as FEWEST_ASKED
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import Pairs, pairs_of
from satmodel.inference.judging.rankable import guarded, told_guard, too_few
from satmodel.inference.judging.units import check_one_level, fewest_degrees, places, told_apart
from satmodel.inference.ranking.letters import compact_letters, sign_of, spelled
from satmodel.inference.ranking.posterior import FEWEST, posterior_of
from satmodel.inference.ranking.posterior_order import above
from satmodel.inference.ranking.rank_sets import stepdown_sets
from satmodel.inference.ranking.tier_cuts import best_tiers, established_tiers
from satmodel.inference.shrinking.between import ROUGH, predict, rotated
from satmodel.inference.shrinking.shrink import check_errors
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

METHODS = ("posterior", "clusters", "letters")
DRAWS = 10_000  # as for ranks, so that the two agree
MOST_LETTERS = 15  # more units than this, and letters cannot be read
NAMED = 12  # units of a tier that are named
TOLD = 6  # more tiers than this are told by their number, not one by one


@dataclass(frozen=True, slots=True, eq=False)
class Tiers(Result):
    """k units in tiers.

    Attributes:
        labels: a MultiIndex of length k with one level. value: (k,) estimates, in points. se, n: (k,) as estimated.
        rank, rank_tied: (k,) first and last rank of each estimate, 1 the best; they differ where estimates are equal.
        score: (k,) what the units are ordered by, in points: the shrunk score for ``"posterior"``, else the estimate.
        low, high: (k,) the interval of ``score``.
        tier: (k,) the tier of each unit, 1 the best. For ``"letters"`` all are 1.
        letters: (k, m) which of m letters each unit has; m is 0 but for ``"letters"``.
        above: (k, k) for ``"posterior"`` the probability that the row's unit is truly better than the column's; else
            whether that is established, for all pairs together.
        method: how the tiers were made. best: ``"high"`` or ``"low"``.
        noted: the numbers that the sentences use: ``separated`` (pairs in different tiers, or established), ``pairs``;
            for ``"posterior"`` ``reversed`` (pairs of these expected to be in the wrong order), ``discordance``
            (the same as a share of all pairs), ``kendall`` (expected correlation of the tiers with the true order),
            ``loss``, ``slack`` (by how much of it any other grouping could at most be better), ``tau2``; else
            the smallest and the largest ``detectable`` difference and
            the units on a ``knife_edge``, as in :class:`Ranks`.
        apart: what cannot be estimated and is in no tier.
        step: how the tiers were made.
    """

    labels: pd.MultiIndex
    value: Array
    se: Array
    n: Array
    rank: Counts
    rank_tied: Counts
    score: Array
    low: Array
    high: Array
    tier: Counts
    letters: Flags
    above: NDArray[Any]
    method: str
    best: str
    apart: pd.DataFrame
    step: Step
    noted: dict[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many tiers there are; for ``"letters"`` how many letters."""
        return self.letters.shape[1] or int(self.tier.max())

    @property
    def members(self) -> tuple[tuple[Any, ...], ...]:
        """The names of each tier, or of each letter, the best first."""
        order, names = self._order(), [name_of(label) for label in self.labels]
        inside = self.letters if self.letters.size else self.tier[:, None] == np.arange(1, self.count + 1)
        return tuple(tuple(names[i] for i in order if row[i]) for row in inside.T)

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the best first: estimate, se, n, rank, rank_tied, shrunk, low, high, tier or letters."""
        columns: dict[str, Any] = {"estimate": self.value, "se": self.se, "n": self.n}
        columns |= {"rank": self.rank, "rank_tied": self.rank_tied}
        if self.method == "posterior":
            columns["shrunk"] = self.score
        columns |= {"low": self.low, "high": self.high}
        columns |= {"letters": list(spelled(self.letters))} if self.letters.size else {"tier": self.tier}
        return pd.DataFrame(columns, index=plain_index(self.labels)).iloc[self._order()]

    @property
    def chart(self) -> Chart:
        value = "shrunk" if self.method == "posterior" else "estimate"
        columns = {"label": str(self.labels.names[0]), "value": value, "low": "low", "high": "high"}
        columns |= {"letters": "letters"} if self.letters.size else {"tier": "tier"}
        if self.method == "posterior":
            columns["direct"] = "estimate"
        marks = {"level": self.step.settings["level"], "method": self.method, "tiers": self.count}
        return Chart("tiers", self.table.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        head = {key: noted[key] for key in ("method", "certainty", "level", "count")} | {"tiers": self.count}
        found = [Finding("tiers.count", head)]
        members = self.members
        if 1 < len(members) <= TOLD:
            found += [self._members(i, group) for i, group in enumerate(members)]
        if len(self.labels) > 1:
            found += self._told()
        if self.method == "posterior" and noted["df"] is not None and noted["df"] < ROUGH:
            found.append(Finding("tiers.rough", {"df": round(noted["df"], 1)}))
        lost = self.apart[~too_few(self.apart)]
        return (*found, *told_guard(self.apart, self.step.settings), *told_apart(lost, "tiers"))

    def _members(self, place: int, group: tuple[Any, ...]) -> Finding:
        shown = {"count": len(group), "names": group[:NAMED], "more": len(group) > NAMED}
        if self.letters.size:
            return Finding("tiers.letter", {"letter": sign_of(place), **shown})
        return Finding("tiers.tier", {"tier": place + 1, **shown})

    def _told(self) -> list[Finding]:
        if self.method == "posterior":
            order = [Finding("tiers.order", dict(self.noted))] if self.noted["separated"] else []
            return [*order, Finding("tiers.decision", {})]
        values = {key: self.noted[key] for key in ("pairs", "separated", "smallest_detectable", "largest_detectable")}
        values |= {"level": self.step.settings["level"], "tiers": self.count}
        found = [Finding(f"tiers.{self.method}", values)]
        return [*found, Finding("tiers.knife_edge", {"names": edges})] if (edges := self.noted["knife_edge"]) else found

    def _order(self) -> Counts:
        best_first = -self.score if self.best == "high" else self.score
        return np.lexsort((self.rank, best_first, self.tier))


def tiers(
    est: Estimates,
    *,
    method: str = "posterior",
    certainty: float = 0.8,
    level: float = 0.95,
    best: str = "high",
    fewest: int = FEWEST_ASKED,
    draws: int = DRAWS,
    seed: int = 1,
) -> Tiers:
    """Put units into tiers rather than on single ranks.

    Args:
        est: estimates with one level of labels, in points.
        method: ``"posterior"``: the tiers that weigh right orders against wrong ones best, a decision; ``"clusters"``:
            tiers of which every unit is established above every unit of the tiers below, a finding, and often just one
            tier; ``"letters"``: units that share a letter are not established to differ, for at most 15 units.
        certainty: for ``"posterior"``: how probable it must be that one unit is truly better than another before the
            two, taken by themselves, are set apart; from 0.5 (every unit its own tier) to below 1.
        level: confidence level, for all pairs together; for ``"posterior"`` of the intervals only.
        best: whether the ``"high"`` or the ``"low"`` estimate is the better one.
        fewest: respondents that a unit needs to take part, where n is known; those with fewer are listed in ``apart``.
        draws, seed: for ``"clusters"`` and ``"letters"``, as in :func:`ranks`: the same differences are established.

    Returns:
        The tiers. What cannot be estimated is listed in ``apart`` and is in no tier.

    Assumptions:
        The estimates are close to jointly normal with the covariance given. ``"posterior"``: true scores are spread
        normally around one mean, the standard errors are known, and the spread is taken as estimated. Tiers follow
        the order of the shrunk scores, and equal ones share a tier. Where standard errors are very unequal a grouping
        out of that order can have a smaller loss: by no more than ``noted["slack"]`` of it.

    Raises:
        SettingError: labels with more than one level, letters for more than 15 units, a standard error of zero
            (``"posterior"``), or a setting that cannot be used.
        NotEstimable: nothing to put into tiers, or fewer than four units (``"posterior"``).

    Formula:
        ``"posterior"``: the cuts with the smallest Σ (1 - p_ij / c) over the pairs in different tiers, where p_ij =
        P(θ_i > θ_j) under the empirical-Bayes posterior and c is ``certainty``; λ = (1 - c) / c in Kline, Rose and
        Walters. ``"clusters"``: a cut after place r where each of the first r is established above each of the rest.

    Source:
        Kline, Rose & Walters (2024), American Economic Review 114, 2472-2525; Paule & Mandel (1982); Mogstad, Romano,
        Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Piepho (2004), Journal of Computational and
        Graphical Statistics 13, 456-466.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([88.0, 87.6, 83.0, 82.5, 78.0], se=[0.8, 1.0, 0.8, 0.9, 1.2], names=list("ABCDE"))
        >>> tiers(towns).members
        (('A', 'B'), ('C', 'D'), ('E',))
        >>> tiers(towns, method="letters").table["letters"].tolist()
        ['a', 'a', 'b', 'b', 'c']
    """
    est, guard = guarded(est, fewest=fewest)
    _check(est, method, certainty, best)
    check_level(level)
    sign = 1.0 if best == "high" else -1.0
    pairs = pairs_of(sign * est.value, est.cov, est.df)
    rank, last = places(pairs.value)
    kept = {"labels": est.labels, "value": est.value, "se": est.se, "n": est.n, "rank": rank, "rank_tied": last}
    kept |= {"method": method, "best": best, "apart": est.apart}
    settings = {
        "method": method,
        "certainty": float(certainty) if method == "posterior" else None,
        "level": level,
        "best": best,
        "count": len(est),
        "apart": len(est.apart),
        "independent": pairs.root.ndim == 1,
        "df": fewest_degrees(est.df),
        **guard,
    }
    if method == "posterior":
        found, noted = _weighed(est, sign, certainty, level)
    else:
        check_draws(draws, seed, level)
        found, noted = _established(est, pairs, method=method, level=level, draws=int(draws), seed=int(seed))
        drawn = pairs.drawable
        settings |= {"draws": int(draws) if drawn else None, "seed": int(seed) if drawn else None, "drawn": drawn}
    settings |= {key: noted[key] for key in ("tau2", "slack") if key in noted}
    return Tiers(**kept, **found, noted=noted, step=Step("tiers", settings, (est.step,)))


def _check(est: Estimates, method: str, certainty: float, best: str) -> None:
    if method not in METHODS:
        raise SettingError(f"method must be one of {quoted(METHODS)}; it is {method!r}")
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if not 0.5 <= certainty < 1:
        raise SettingError("certainty must be at least 0.5 and below 1, such as 0.8")
    check_one_level(est)
    if not len(est):
        raise NotEstimable(
            f"there is nothing to put into tiers; not estimable: {quoted(est.apart.iloc[:, 0].tolist())}"
        )
    if method == "letters" and len(est) > MOST_LETTERS:
        raise SettingError(
            f"letters can be read for at most {MOST_LETTERS} units, and there are {len(est)}; use method='clusters', "
            "or choose some units with .take"
        )
    if method == "posterior":
        if len(est) < FEWEST:
            raise NotEstimable(
                f"{len(est)} units leave too little to tell their spread from; method='posterior' needs "
                f"{FEWEST} or more, method='clusters' does not"
            )
        check_errors(est)


def _weighed(est: Estimates, sign: float, certainty: float, level: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """The tiers of the smallest loss on the posterior, and what is noted of them."""
    found = posterior_of(sign * est.value, est.cov)
    probability = above(found.value, found.cov)
    cuts = best_tiers(found.value, probability, certainty)
    apart = cuts.tier[:, None] < cuts.tier[None, :]
    pairs, separated = len(est) * (len(est) - 1) // 2, int(np.count_nonzero(apart))
    wrong = float((1 - probability)[apart].sum())
    noted = {
        "pairs": pairs,
        "separated": separated,
        "reversed": wrong,
        "reversed_share": wrong / separated if separated else None,
        "discordance": wrong / pairs,
        "kendall": (separated - 2 * wrong) / pairs,
        "loss": cuts.loss,
        "slack": cuts.slack,
        "tau2": found.tau2,
    }
    # as for shrunk scores: with what is not known of the spread
    shrunk = predict(rotated(sign * est.value, est.cov, np.ones((len(est), 1))), found.tau2, moment=True)
    reach = stats.norm.ppf(0.5 + level / 2) * np.sqrt(shrunk.variance)
    score = sign * found.value
    parts = {"score": score, "low": score - reach, "high": score + reach, "tier": cuts.tier}
    return parts | {"letters": np.zeros((len(est), 0), dtype=bool), "above": probability}, noted


def _established(
    est: Estimates, pairs: Pairs, *, method: str, level: float, draws: int, seed: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tiers or letters by the pairs that are established together, and what is noted of them."""
    sets = stepdown_sets(pairs, level=level, draws=draws, seed=seed)
    known = sets.above.T & sets.below
    order = np.argsort(places(pairs.value)[0], kind="stable")
    either = known | known.T
    tier, letters = np.ones(len(est), dtype=np.intp), np.zeros((len(est), 0), dtype=bool)
    if method == "clusters":
        tier = established_tiers(-places(pairs.value)[0].astype(float), known)
    else:
        letters = compact_letters(either[np.ix_(order, order)])[np.argsort(order)]
    smallest, largest = sets.detectable or (None, None)
    noted = {
        "pairs": len(est) * (len(est) - 1) // 2,
        "separated": int(np.count_nonzero(known)),
        "smallest_detectable": smallest,
        "largest_detectable": largest,
        "knife_edge": tuple(name_of(est.labels[i]) for i in order if sets.knife_edge[i].any()),
    }
    reach = stats.t.ppf(0.5 + level / 2, est.df) * est.se
    found = {"score": est.value, "low": est.value - reach, "high": est.value + reach, "tier": tier}
    return found | {"letters": letters, "above": known}, noted

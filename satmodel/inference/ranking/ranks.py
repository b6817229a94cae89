"""Which places could each unit hold: ranks with confidence sets, for all units together or for each one alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.estimation.small import FEWEST
from satmodel.inference.judging.comparing import check_level, check_margin
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import Pairs, pairs_of
from satmodel.inference.judging.rankable import guarded, told_guard, too_few
from satmodel.inference.judging.units import check_one_level, fewest_degrees, places, told_apart
from satmodel.inference.ranking.marginal_sets import marginal_sets, needs_draws
from satmodel.inference.ranking.rank_sets import RankSets, joint_sets, stepdown_sets, tukey_sets
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ranks(Result):
    """The ranks of k units and the ranks each could hold.

    Attributes:
        labels: a MultiIndex of length k with one level, in the order of the estimates.
        value: (k,) estimates, in points. se: (k,) their standard errors. n: (k,) respondents behind each.
        rank: (k,) rank of each estimate, 1 the best; equal estimates share their first rank.
        rank_tied: (k,) the last rank that the estimate shares; ``rank`` where it shares none.
        rank_low, rank_high: (k,) the best and the worst rank that the data leave open.
        knife_edge: (k,) whether a bound would move if the critical value were 0.05 standard errors larger or smaller.
        critical: how many standard errors, on the normal scale for ``"stepdown"``, a difference had to exceed at the
            first step; the largest over the units for ``kind="marginal"``.
        resolved: how many pairs are separated. pairs: how many there are.
        detectable: the smallest and the largest difference that the first step could have established for a pair that
            is not separated, in points; None where all are.
        kind: ``"simultaneous"`` or ``"marginal"``. level: confidence level. best: ``"high"`` or ``"low"``.
        margin: how large a difference had to be to count, in points.
        apart: what cannot be estimated and has no rank, as in the estimates.
        step: how the ranks were made.
    """

    labels: pd.MultiIndex
    value: Array
    se: Array
    n: Array
    rank: Counts
    rank_tied: Counts
    rank_low: Counts
    rank_high: Counts
    knife_edge: Flags
    critical: float
    resolved: int
    pairs: int
    detectable: tuple[float, float] | None
    kind: str
    level: float
    best: str
    margin: float
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the best first: estimate, se, n, rank, rank_tied, rank_low, rank_high, knife_edge."""
        columns = {
            "estimate": self.value,
            "se": self.se,
            "n": self.n,
            "rank": self.rank,
            "rank_tied": self.rank_tied,
            "rank_low": self.rank_low,
            "rank_high": self.rank_high,
            "knife_edge": self.knife_edge,
        }
        return pd.DataFrame(columns, index=plain_index(self.labels)).iloc[self._order()]

    @property
    def chart(self) -> Chart:
        columns = {
            "label": str(self.labels.names[0]),
            "value": "rank",
            "low": "rank_low",
            "high": "rank_high",
            "estimate": "estimate",
            "tied": "rank_tied",
            "edge": "knife_edge",
        }
        apart = tuple(name_of(row[:-3]) for row in self.apart.itertuples(index=False, name=None))
        return Chart(
            "ranks", self.table.reset_index(), columns, {"level": self.level, "kind": self.kind, "apart": apart}
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        order = self._order()
        names = [name_of(self.labels[i]) for i in order]
        found = [*self._ends(order, names), *self._ties(order, names)]
        edges = tuple(name for i, name in zip(order, names, strict=True) if self.knife_edge[i])
        if edges:
            found.append(Finding("ranks.knife_edge", {"names": edges, "draws": self.step.settings["draws"]}))
        if self.kind == "marginal":
            found.append(Finding("ranks.marginal", {}))
        lost = self.apart[~too_few(self.apart)]
        return (*found, *told_guard(self.apart, self.step.settings), *told_apart(lost, "ranks"))

    def _order(self) -> Counts:
        return np.argsort(self.rank, kind="stable")

    def _ends(self, order: Counts, names: list[Any]) -> list[Finding]:
        count, top, bottom = len(order), order[0], order[-1]
        # where an exact tie or a weak leader puts others at the first place as well, they are named beside the leader
        others = tuple(name for i, name in zip(order[1:], names[1:], strict=True) if self.rank_low[i] == 1)
        leader = {
            "name": names[0],
            "estimate": float(self.value[top]),
            "rank_low": int(self.rank_low[top]),
            "rank_high": int(self.rank_high[top]),
            "count": count,
            "level": self.level,
            "alone": not others,
        }
        found = [Finding("ranks.leader", leader)]
        together = self.kind == "simultaneous"
        if others and together:
            found.append(Finding("ranks.also_first", {"names": others}))
        if count > 1 and together:
            pairs = {"resolved": self.resolved, "pairs": self.pairs, "level": self.level, "kind": self.kind}
            seen = self.detectable or (None, None)
            pairs |= {"smallest_detectable": seen[0], "largest_detectable": seen[1]}
            found.append(Finding("ranks.pairs", {**pairs, "margin": self.margin}))
        if count > 1:
            ends = {"rank_low": int(self.rank_low[bottom]), "rank_high": int(self.rank_high[bottom])}
            found.append(Finding("ranks.bottom", {"name": names[-1], **ends, "count": count}))
        return found

    def _ties(self, order: Counts, names: list[Any]) -> list[Finding]:
        ranks, found = self.rank[order], []
        for rank in np.unique(self.rank[self.rank_tied > self.rank]):
            tied = np.flatnonzero(ranks == rank)
            ends = {"rank": int(rank), "rank_tied": int(rank) + len(tied) - 1}
            found.append(Finding("ranks.tied", {"names": tuple(names[i] for i in tied), **ends}))
        return found


def ranks(  # noqa: PLR0913 -- the question (kind, best, margin), how sure (level, method, draws, seed), and whom
    est: Estimates,
    *,
    level: float = 0.95,
    kind: str = "simultaneous",
    method: str = "stepdown",
    best: str = "high",
    margin: float = 0.0,
    fewest: int = FEWEST,
    draws: int = 10_000,
    seed: int = 1,
) -> Ranks:
    """Rank units and say which ranks each of them could hold.

    Args:
        est: estimates with one level of labels, in points.
        level: confidence level.
        kind: ``"simultaneous"``: all rank sets hold together; ``"marginal"``: each holds on its own, for a reader of
            one unit. Marginal sets are not to be read side by side.
        method: ``"stepdown"``: drawn from the covariance, the sharper one; ``"tukey"``: one critical value of the
            studentised range, without random numbers, for simultaneous sets; ``"klein"``: by single intervals that
            hold together and do not overlap, without random numbers and the widest, for simultaneous sets.
        best: whether the ``"high"`` or the ``"low"`` estimate has rank 1.
        margin: a unit counts as better only where it is established to be better by more than this, in points.
        fewest: respondents that a unit needs to be ranked; those with fewer are listed in ``apart``. 0: every unit.
        draws, seed: how many draws, and where the random numbers start. The order of the units does not matter.
            Marginal sets of uncorrelated estimates are found by quadrature, without random numbers.

    Returns:
        The ranks. Equal estimates share a rank. What cannot be estimated is listed in ``apart`` and not ranked.

    Assumptions:
        The estimates are close to jointly normal with the covariance given (``"tukey"``: uncorrelated).
        With finite degrees of freedom each difference is referred to its own t distribution (Welch's degrees of
        freedom; for correlated estimates the smaller of the two), carried to the normal scale by its tail probability,
        and compared with the normal critical value. ``"tukey"`` uses the smallest degrees of freedom of any pair,
        ``"klein"`` those of each unit.
        Correlated estimates with fewer than five degrees of freedom for each are judged by Bonferroni's bound, step by
        step, since their covariance is too poorly known to draw from.

    Raises:
        SettingError: labels with more than one level, or a setting that cannot be used.
        NotEstimable: there is nothing to rank.

    Formula:
        rank_low_j = 1 + #{k established better than j}, rank_high_j = K − #{k established worse than j}, where k is
        established better than j when (θ̂_k − θ̂_j − margin) / se_jk exceeds the critical value of the largest such
        statistic over all ordered pairs not yet separated.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Klein, Wright & Wieczorek
        (2020), Journal of the Royal Statistical Society C 69, 589-606.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([88.0, 83.0, 82.5], se=[0.8, 0.8, 0.8], names=["North", "East", "West"])
        >>> ranks(towns).table[["rank", "rank_low", "rank_high"]].values.tolist()
        [[1, 1, 1], [2, 2, 3], [3, 2, 3]]
    """
    check_level(level)
    check_margin(margin)
    _check_choices(kind, method, best)
    check_one_level(est)
    if not len(est):
        raise NotEstimable(f"there is nothing to rank; not estimable: {quoted(est.apart.iloc[:, 0].tolist())}")
    est, guard = guarded(est, fewest=fewest)
    simultaneous = kind == "simultaneous"
    pairs = pairs_of(est.value if best == "high" else -est.value, est.cov, est.df)
    if method == "stepdown":
        check_draws(draws, seed, level)
        find = stepdown_sets if simultaneous else marginal_sets
        sets = find(pairs, level=level, margin=margin, draws=int(draws), seed=int(seed))
    else:
        sets = (tukey_sets if method == "tukey" else joint_sets)(pairs, level=level, margin=margin)
    drawn = method == "stepdown" and (pairs.drawable if simultaneous else needs_draws(pairs))
    settings = {
        "level": level,
        "kind": kind,
        "method": method if method != "stepdown" or pairs.drawable else "bonferroni",
        "joint": method == "klein",
        "best": best,
        "margin": float(margin),
        "draws": int(draws) if drawn else None,
        "seed": int(seed) if drawn else None,
        "critical": sets.critical,
        "pairs": len(est) * (len(est) - 1) // 2,
        "count": len(est),
        "apart": len(est.apart),
        "independent": pairs.root.ndim == 1,
        **guard,
    }
    return _ranked(est, pairs, sets, settings)


def _check_choices(kind: str, method: str, best: str) -> None:
    for name, given, allowed in (
        ("kind", kind, ("simultaneous", "marginal")),
        ("method", method, ("stepdown", "tukey", "klein")),
        ("best", best, ("high", "low")),
    ):
        if given not in allowed:
            raise SettingError(f"{name} must be one of {quoted(allowed)}; it is {given!r}")
    if method != "stepdown" and kind == "marginal":
        raise SettingError(f"method={method!r} holds for all units together; for kind='marginal' use method='stepdown'")


def _ranked(est: Estimates, pairs: Pairs, sets: RankSets, settings: dict[str, Any]) -> Ranks:
    rank, rank_tied = places(pairs.value)
    settings["df"] = fewest_degrees(est.df)
    return Ranks(
        labels=est.labels,
        value=est.value,
        se=est.se,
        n=est.n,
        rank=rank,
        rank_tied=rank_tied,
        rank_low=sets.low,
        rank_high=sets.high,
        knife_edge=sets.knife_edge.any(axis=1),
        critical=sets.critical,
        resolved=sets.resolved(),
        pairs=settings["pairs"],
        detectable=sets.detectable,
        kind=settings["kind"],
        level=settings["level"],
        best=settings["best"],
        margin=settings["margin"],
        apart=est.apart,
        step=Step("ranks", settings, (est.step,)),
    )

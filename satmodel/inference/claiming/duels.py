"""Two of a table against each other, and the place of one among all: what gaps give a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.inference.gapping.gaps import Gaps, gaps
from satmodel.inference.judging.pairs import ROUNDING, pairs_of, t_equivalent
from satmodel.inference.judging.rankable import guarded
from satmodel.inference.judging.units import places
from satmodel.inference.ranking.rank_sets import stepdown_sets

Array = NDArray[np.float64]
Pair = tuple[str, str]

POWER = 0.8  # with which the interviews that are named would find the difference


@dataclass(frozen=True, slots=True)
class Asked:
    """How claims are judged.

    Attributes:
        level: confidence level. draws, seed: how many draws, and where random numbers start.
        families: the pairs that claims of one family name, by their table and the family.
        known: what was judged already, so that several claims of one table are judged once.
    """

    level: float
    draws: int
    seed: int
    families: Mapping[tuple[str | None, str | None, str], tuple[Pair, ...]]
    known: dict[tuple[int, str, int | None], tuple[Estimates, Standing]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Every two of k estimates, each judged among all pairs.

    Attributes:
        names: (k,) the names. value: (k,) the estimates, turned so that more is better.
        low, gap, detectable: (k, k) how far the row lies above the column, the interval's lower end, and the smallest
            gap that would have been established. The upper end is that of the other direction, turned.
    """

    names: tuple[str, ...]
    value: Array
    low: Array
    gap: Array
    detectable: Array

    def place(self, name: str) -> int:
        """The position of a name."""
        return self.names.index(name)

    def printed(self, name: str) -> tuple[int, int]:
        """The first and the last rank that a name's estimate shares."""
        first, last = places(self.value)
        return int(first[self.place(name)]), int(last[self.place(name)])

    def ranks(self, name: str) -> tuple[int, int]:
        """The best and the worst rank that the data leave open."""
        i = self.place(name)
        better = int(np.count_nonzero(self.low[:, i] > 0))
        worse = int(np.count_nonzero(self.low[i] > 0))
        return 1 + better, len(self.names) - worse

    def nearest(self, name: str) -> tuple[str, dict[str, Any]]:
        """Who keeps a name from being first, or would: the other with the smallest lower end, and the lead over it."""
        i = self.place(name)
        others = np.array([j for j in range(len(self.names)) if j != i])
        j = int(others[np.lexsort((self.gap[i, others], self.low[i, others]))[0]])
        found = {"number": float(self.gap[i, j]), "low": float(self.low[i, j]), "high": float(-self.low[j, i])}
        return self.names[j], found | {"detectable": float(self.detectable[i, j])}

    def unresolved(self, name: str) -> float | None:
        """The smallest gap that could have been established between a name and one it is not told apart from."""
        i = self.place(name)
        open_ = (self.low[i] <= 0) & (self.low[:, i] <= 0)
        open_[i] = False
        return float(self.detectable[i][open_].min()) if open_.any() else None


def names_of(est: Estimates) -> list[str]:
    """The names of estimates, as claims write them."""
    return [str(name_of(label)) for label in est.labels]


def standing(est: Estimates, *, best: str, among: int | None, asked: Asked) -> Standing:
    """Every two of k estimates against each other, judged among all pairs (of ``among`` units where that is given).

    Those with fewer than thirty respondents take no part, as in any ranking. Without ``among`` two are told apart
    exactly where the rank sets of :func:`~satmodel.inference.ranking.ranks.ranks` are: the interval of a pair has the
    critical value of the first step where it exceeds that one, else that of the last.

    Raises:
        NotEstimable: fewer than two can be compared.
    """
    key = id(est), best, among
    if key not in asked.known:
        made = _among(est, best, among, asked) if among is not None else _among_all(est, best, asked)
        asked.known[key] = est, made
    return asked.known[key][1]


def _among_all(est: Estimates, best: str, asked: Asked) -> Standing:
    ready, _ = guarded(est)
    if len(ready) < 2:
        raise NotEstimable("a place in a ranking needs two units with enough respondents")
    pairs = pairs_of(ready.value if best == "high" else -ready.value, ready.cov, ready.df)
    sets = stepdown_sets(pairs, level=asked.level, draws=asked.draws, seed=asked.seed)
    last = sets.critical if sets.last is None else sets.last
    statistic = pairs.beyond()
    critical = np.where(np.maximum(statistic, statistic.T) > sets.critical, sets.critical, last)
    reach = t_equivalent(critical, pairs.df) * pairs.se
    lead = pairs.lead.T  # how far the row lies above the column
    return Standing(tuple(names_of(ready)), pairs.value, lead - reach.T, lead, reach)


def _among(est: Estimates, best: str, among: int, asked: Asked) -> Standing:
    """The same for some of more units, by the studentised range over all of them."""
    found = gaps(est, pairs="all", level=asked.level, among=among, best=best, seed=asked.seed)
    there = {str(a) for pair in found.labels for a in pair}
    names = tuple(name for name in names_of(est) if name in there)
    place = {name: i for i, name in enumerate(names)}
    low, gap, detectable = np.zeros((3, len(names), len(names)))
    one = np.array([place[str(a)] for a, _ in found.labels])
    two = np.array([place[str(b)] for _, b in found.labels])
    compared = found.compared
    gap[one, two], gap[two, one] = compared.gap, -compared.gap
    low[one, two], low[two, one] = compared.low, -compared.high
    detectable[one, two] = detectable[two, one] = compared.detectable
    value = dict(zip(names_of(est), est.value if best == "high" else -est.value, strict=True))
    return Standing(names, np.array([value[name] for name in names]), low, gap, detectable)


def duel(est: Estimates, pair: Pair, *, among: int | None, asked: Asked, family: Sequence[Pair]) -> dict[str, Any]:
    """How far the first of a pair lies above the second: number, low, high, detectable, needed.

    A pair that was picked from among more units is judged among all pairs of them; one of a family by Holm within it;
    one by itself at its own level.
    """
    named = {str(name_of(label)): name_of(label) for label in est.labels}
    pairs: Any = "all" if among is not None else [(named[a], named[b]) for a, b in _each_once(pair, family)]
    found = gaps(est, pairs=pairs, among=among, level=asked.level, fewest=0, seed=asked.seed)
    told = [tuple(map(str, label)) for label in found.labels]
    turned = pair not in told
    i = told.index(pair[::-1] if turned else pair)
    compared, sign = found.compared, -1.0 if turned else 1.0
    low, high = float(compared.low[i]), float(compared.high[i])
    return {
        "number": sign * float(compared.gap[i]),
        "low": -high if turned else low,
        "high": -low if turned else high,
        "detectable": float(compared.detectable[i]),
        "needed": _needed(found, i, asked.level),
    }


def _each_once(pair: Pair, family: Sequence[Pair]) -> list[Pair]:
    """The pairs of a family, each once, whichever way round it is named."""
    found: dict[frozenset[str], Pair] = {frozenset(pair): pair}
    for other in family:
        found.setdefault(frozenset(other), other)
    return list(found.values())


def _needed(found: Gaps, i: int, level: float) -> float | None:
    """The interviews on each side that would find a gap of this size between two units named beforehand."""
    gap, n = float(found.compared.gap[i]), float(found.n[i])
    if abs(gap) <= ROUNDING or not np.isfinite(n):
        return None
    reach = float(stats.norm.isf((1 - level) / 2) + stats.norm.ppf(POWER)) * float(found.compared.se[i])
    return float(np.ceil(n * (reach / gap) ** 2))

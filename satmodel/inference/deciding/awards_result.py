"""What a rule that names units by their place comes to: who is named, how likely rightly, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.deciding.awards_told import told
from satmodel.inference.deciding.belonging import Belonging, Struck
from satmodel.inference.deciding.cuts import Cut, Standing
from satmodel.inference.judging.rankable import told_guard, too_few
from satmodel.inference.judging.units import told_apart
from satmodel.inference.ranking.posterior import FEWEST
from satmodel.inference.ranking.reliability import Reliability
from satmodel.inference.shrinking.between import ROUGH
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

_COLUMNS = {"top": "p_top", "bottom": "p_bottom", "tiers": "p_tier"}


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The rule: which end, how many places each group has, and how sure one wants to be.

    Attributes:
        end: ``"top"``, ``"bottom"`` or ``"tiers"``. sizes: (b,) places of each group, from that end. names: (b,).
        The others are as the caller gave them.
    """

    end: str
    sizes: Counts
    names: tuple[Any, ...]
    ties: str
    strikes: int
    level: float
    wanted: float
    tolerable: float
    best: str
    draws: int
    seed: int

    @property
    def sign(self) -> float:
        """What turns values so that the largest one holds the first of the places asked for."""
        return 1.0 if (self.best == "high") == (self.end != "bottom") else -1.0

    def settings(self) -> dict[str, Any]:
        """The rule as the step keeps it."""
        sizes = tuple((str(name), int(size)) for name, size in zip(self.names, self.sizes, strict=True))
        whole = {name: int(getattr(self, name)) for name in ("strikes", "draws", "seed")}
        shares = {name: float(getattr(self, name)) for name in ("level", "wanted", "tolerable")}
        plain = {"end": self.end, "top": int(self.sizes[0]), "sizes": sizes, "ties": self.ties, "best": self.best}
        return {**plain, **shares, **whole, "of": float(self.sizes.sum() if self.end == "tiers" else self.sizes[0])}


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """(k,) who may belong to the first group, who is established in its own, and whether that is on a knife's edge."""

    may_be: Flags
    established: Flags
    knife_edge: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """(k,) what each unit is paid, and how much is expected to go astray; None without probabilities."""

    paid: Array
    astray: float | None

    @property
    def share(self) -> float:
        """The share of the money expected to go to units that would not get it by their true places."""
        return float("nan") if self.astray is None else self.astray / float(self.paid.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Fair:
    """The sample at which the rule would be wrong no more often than is tolerable.

    Attributes:
        factor, low, high: times the present sample, with the interval that comes from that of the units' spread;
            ``inf`` where no sample would do. n: the median sample of a unit now, None where not known.
        rows: what each multiple of the sample gives: times, wrong, wrong share, reliability, how many would be named
            if only those established were, and how many of those wrongly.
    """

    factor: float
    low: float
    high: float
    n: float | None
    rows: Array


@dataclass(frozen=True, slots=True, eq=False)
class Awards(Result):
    """A rule that names units by their place, judged.

    Attributes:
        est: the estimates of the units that take part. rank: (k,) rank of each, 1 the best.
        standing: on which places and in which group each unit stands, from the end asked for; group 0 is named.
        groups: (b,) what the groups are called. held: who is established where, who may belong among those named.
        cuts: the gap at each border of two groups. chances: probabilities; None where the spread cannot be told.
        money: what hangs on it; None without a prize. struck: what several strikes will do; None for one.
        stakes: the reliability of the scores; None for two units. fair: the sample that the rule would need; None where
            there is no spread. step: how they were made.
    """

    est: Estimates
    rank: Counts
    standing: Standing
    groups: tuple[Any, ...]
    held: Held
    cuts: tuple[Cut, ...]
    chances: Belonging | None
    money: Money | None
    struck: Struck | None
    stakes: Reliability | None
    fair: Fair | None
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What takes no part, with the reason."""
        return self.est.apart

    @property
    def named(self) -> tuple[Any, ...]:
        """The units named (in the first tier), in order."""
        return self.names(self.standing.group == 0)

    @property
    def own(self) -> Array | None:
        """(k,) probability of truly belonging to the group that the unit was put into."""
        if self.chances is None:
            return None
        return self.chances.probability[np.arange(len(self.est)), self.standing.group]

    @property
    def wrong(self) -> float:
        """How many of those named (with tiers: of all units) are expected not to belong there; nan if not known."""
        if self.own is None:
            return float("nan")
        counted = (self.standing.group == 0) | (self.step.settings["end"] == "tiers")
        return float((1 - self.own)[counted].sum())

    @property
    def swaps(self) -> float:
        """How many of those named (with tiers: of all units) a second survey is expected to put elsewhere."""
        if self.chances is None:
            return float("nan")
        counted = (self.standing.group == 0) | (self.step.settings["end"] == "tiers")
        again = self.chances.again[np.arange(len(self.est)), self.standing.group]
        return float((1 - again)[counted].sum())

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the best first.

        Columns estimate, se, n, rank; ``named`` (or ``award``, the tier); ``may_be`` among those named, ``established``
        where it stands; ``p_top`` or ``p_bottom`` of belonging to those named (``p_tier`` to its own tier), ``again``
        of being put in its own group by a second survey; ``paid``; ``p_struck``.
        """
        whole = self.step.settings["end"] == "tiers"
        columns: dict[str, Any] = {name: getattr(self.est, source) for name, source in _READ} | {"rank": self.rank}
        if whole:
            columns["award"] = np.array([str(self.groups[i]) for i in self.standing.group], dtype=object)
        else:
            columns |= {"named": self.standing.group == 0, "may_be": self.held.may_be}
        columns["established"] = self.held.established
        if self.chances is not None:
            first = self.own if whole else self.chances.probability[:, 0]
            again = self.chances.again[np.arange(len(self.est)), self.standing.group]
            columns |= {self._column: first, "again": again if whole else self.chances.again[:, 0]}
        if self.money is not None:
            columns["paid"] = self.money.paid
        if self.struck is not None:
            columns["p_struck"] = self.struck.struck
        frame = pd.DataFrame(columns, index=plain_index(self.est.labels))
        return frame.iloc[self._order]

    @property
    def tier_chances(self) -> pd.DataFrame:
        """One row a unit, the best first; the probability of truly belonging to each group of places."""
        if self.chances is None:
            return pd.DataFrame(index=plain_index(self.est.labels[self._order]))
        found = pd.DataFrame(self.chances.probability, index=plain_index(self.est.labels), columns=list(self.groups))
        return found.iloc[self._order]

    @property
    def plan(self) -> pd.DataFrame:
        """One row a multiple of the present sample, or as many rounds averaged.

        Columns n (of a unit, where known), ``wrong`` (expected), ``wrong_share``, ``reliability``; ``sure`` and
        ``sure_wrong``: how many would be named if only those established were, and how many of them wrongly.
        """
        names = ["times", "wrong", "wrong_share", "reliability", "sure", "sure_wrong"]
        rows = np.zeros((0, 6)) if self.fair is None else self.fair.rows
        frame = pd.DataFrame(rows, columns=names).astype({"times": int}).set_index("times")
        if self.fair is not None and self.fair.n is not None:
            frame.insert(0, "n", np.ceil(self.fair.n * frame.index.to_numpy()).astype(int))
        return frame

    @property
    def chart(self) -> Chart | None:
        """How likely each unit belongs to the group it was put into, in order, with the cut; none without chances."""
        if self.own is None or self.chances is None:
            return None
        noted, order = self.step.settings, self.standing.order
        whole = noted["end"] == "tiers"
        label = str(self.est.labels.names[0])
        data = pd.DataFrame(
            {
                label: np.array([name_of(self.est.labels[i]) for i in order], dtype=object),
                "place": self.standing.first[order],
                "probability": (self.own if whole else self.chances.probability[:, 0])[order],
                "group": self.standing.group[order],
                "established": self.held.established[order],
                "estimate": self.est.value[order],
            }
        )
        columns = {"label": label, "value": "probability", "group": "group", "sure": "established"}
        columns |= {"estimate": "estimate", "place": "place"}
        marks = {"end": noted["end"], "top": noted["top"], "count": len(order), "groups": self.groups}
        return Chart("awards", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        found = [*told(self)]
        edges = self.names(self.held.knife_edge)
        if edges:
            found.append(Finding("awards.knife_edge", {"names": edges}))
        if noted["df"] is not None and noted["df"] < ROUGH:
            found.append(Finding("awards.rough", {"df": round(noted["df"], 1)}))
        others = told_apart(self.apart[~too_few(self.apart)], "awards")
        return (*found, *told_guard(self.apart, noted), *others)

    @property
    def why(self) -> dict[str, Any]:
        """Why there are no probabilities."""
        few = len(self.est) < FEWEST
        return {"count": len(self.est), "fewest": FEWEST, "why": "few" if few else "exact"}

    @property
    def _column(self) -> str:
        return _COLUMNS[self.step.settings["end"]]

    @property
    def _order(self) -> Counts:
        from_best = self.step.settings["end"] != "bottom"
        return self.standing.order if from_best else self.standing.order[::-1]

    def names(self, where: Flags) -> tuple[Any, ...]:
        """The (k,) flagged units, in order from the end asked for."""
        return tuple(name_of(self.est.labels[i]) for i in self.standing.order if where[i])


_READ = (("estimate", "value"), ("se", "se"), ("n", "n"))

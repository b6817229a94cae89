"""What several rounds say of units that stay low."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.labels import name_of
from satmodel.inference.deciding.belonging import Belonging
from satmodel.inference.deciding.mean_squares import MeanSquares, spearman_brown
from satmodel.inference.deciding.rounds_given import Rounds
from satmodel.inference.deciding.strikes import Drawn, longest
from satmodel.inference.judging.rankable import told_guard, too_few
from satmodel.inference.judging.units import places, told_apart
from satmodel.inference.ranking.posterior import FEWEST
from satmodel.inference.ranking.reliability import Ranged
from satmodel.inference.shrinking.between import ROUGH
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

NAMED = 20  # names that a sentence lists


@dataclass(frozen=True, slots=True, eq=False)
class Persistence(Result):
    """k units in r rounds: what lasts, and who stays low.

    Attributes:
        rounds: the rounds side by side. squares: mean squares between and within units.
        named: (k, r) whether each was among the worst of each round; those level with the last of them are.
        mean_cov: (k, k) covariance of the rounds' mean around the lasting level.
        chances: probabilities of truly being among the worst; None where the spread cannot be told.
        chance, model: what to expect if no difference lasted, and under the model fitted. step: how they were made.
    """

    rounds: Rounds
    squares: MeanSquares
    named: Flags
    mean_cov: Array
    chances: Belonging | None
    chance: Drawn
    model: Drawn
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """Units that are not in every round, with the reason."""
        return self.rounds.apart

    @property
    def one(self) -> Ranged:
        """The reliability of one round, with its interval."""
        low, high = self.squares.ends(self.step.settings["level"])
        return Ranged(self.squares.one(), self.squares.one(low), self.squares.one(high))

    @property
    def mean(self) -> Ranged:
        """The reliability of the mean of all rounds, with its interval."""
        low, high = self.squares.ends(self.step.settings["level"])
        return Ranged(self.squares.mean(), self.squares.mean(low), self.squares.mean(high))

    @property
    def needed(self) -> Ranged:
        """How many independent rounds have to be averaged for the reliability wanted; ``inf`` for none."""
        wanted = self.step.settings["wanted"]
        one = self.one
        return Ranged(*(spearman_brown(part, wanted) for part in (one.value, one.high, one.low)))

    @property
    def struck(self) -> Flags:
        """(k,) whether each was among the worst in as many rounds running as the rule asks for."""
        return longest(self.named) >= self.step.settings["strikes"]

    @property
    def rank(self) -> Counts:
        """(k, r) the rank of each unit in each round, 1 the best; equal ones share their first."""
        sign = 1.0 if self.step.settings["best"] == "high" else -1.0
        value = sign * self.rounds.value
        return np.column_stack([places(value[:, j])[0] for j in range(value.shape[1])])

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, by the mean of the rounds, the best first.

        Columns estimate (that mean), se (around the lasting level), rank, ``rank_best`` and ``rank_worst`` over the
        rounds, ``in_bottom`` (rounds among the worst), ``longest`` (the longest run of them), ``struck``, and
        ``p_bottom``, the probability of truly being among the worst.
        """
        sign = 1.0 if self.step.settings["best"] == "high" else -1.0
        mean, rank = self.rounds.value.mean(axis=1), self.rank
        columns: dict[str, Any] = {
            "estimate": mean,
            "se": np.sqrt(np.diag(self.mean_cov)),
            "rank": places(sign * mean)[0],
            "rank_best": rank.min(axis=1),
            "rank_worst": rank.max(axis=1),
            "in_bottom": self.named.sum(axis=1),
            "longest": longest(self.named),
            "struck": self.struck,
        }
        if self.chances is not None:
            columns["p_bottom"] = self.chances.probability[:, 0]
        frame = pd.DataFrame(columns, index=pd.Index(list(self.rounds.units), name=self.rounds.level))
        return frame.iloc[self._order]

    @property
    def ranks(self) -> pd.DataFrame:
        """(k, r) the rank in each round, a unit a row, in the order of the table."""
        index = pd.Index(list(self.rounds.units), name=self.rounds.level)
        return pd.DataFrame(self.rank, index=index, columns=list(self.rounds.rounds)).iloc[self._order]

    @property
    def times(self) -> pd.DataFrame:
        """One row a number of rounds among the worst: how many units observed, by chance alone, and under the model."""
        rounds = self.named.shape[1]
        observed = np.bincount(self.named.sum(axis=1), minlength=rounds + 1)
        columns = {"units_observed": observed, "units_chance": self.chance.times, "units_model": self.model.times}
        return pd.DataFrame(columns, index=pd.RangeIndex(rounds + 1, name="in_bottom"))

    @property
    def chart(self) -> Chart:
        """The rank of every unit in every round, those among the worst marked."""
        order, rounds = self._order, len(self.rounds.rounds)
        names = [name_of((unit,)) for unit in self.rounds.units]
        data = pd.DataFrame(
            {
                self.rounds.level: np.repeat(np.array([names[i] for i in order], dtype=object), rounds),
                "round": np.tile(np.array([str(key) for key in self.rounds.rounds], dtype=object), len(order)),
                "rank": self.rank[order].ravel(),
                "named": self.named[order].ravel(),
            }
        )
        columns = {"label": self.rounds.level, "panel": "round", "value": "rank", "named": "named"}
        marks = {"count": len(order), "rounds": rounds, "bottom": self.step.settings["bottom"]}
        return Chart("persistence", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        found = [self._lasting(), self._reliable(), self._needed(), self._always(), self._strikes(), self._likely()]
        if noted["rounds"] == 2:
            found.append(Finding("persistence.two_rounds", {}))
        if not noted["independent"]:
            found.append(Finding("persistence.dependent", {}))
        if noted["df"] is not None and noted["df"] < ROUGH:
            found.append(Finding("persistence.rough", {"df": round(noted["df"], 1)}))
        others = told_apart(self.apart[~too_few(self.apart)], "persistence")
        return (*found, *told_guard(self.apart, noted), *others)

    @property
    def _order(self) -> Counts:
        sign = 1.0 if self.step.settings["best"] == "high" else -1.0
        return np.argsort(places(sign * self.rounds.value.mean(axis=1))[0], kind="stable")

    @property
    def _asked(self) -> dict[str, Any]:
        noted = self.step.settings
        return {name: noted[name] for name in ("bottom", "strikes", "count", "rounds", "level", "wanted")}

    def _names(self, where: Flags) -> tuple[Any, ...]:
        names = tuple(name_of((self.rounds.units[i],)) for i in self._order[::-1] if where[i])
        return names if len(names) <= NAMED else ()

    def _lasting(self) -> Finding:
        one, squares = self.one, self.squares
        whole = squares.lasting + squares.passing + squares.error
        parts = {"lasting": squares.lasting, "passing": squares.passing, "error": squares.error}
        shares = {f"{name}_share": part / whole for name, part in parts.items()}
        values = {"reliability": one.value, "low": one.low, "high": one.high, "sd": float(np.sqrt(squares.lasting))}
        return Finding("persistence.lasting", self._asked | values | shares)

    def _reliable(self) -> Finding:
        mean, wanted = self.mean, self.step.settings["wanted"]
        verdict = Verdict.ESTABLISHED if mean.low >= wanted else Verdict.NOT_ESTABLISHED
        values = {"reliability": mean.value, "low": mean.low, "high": mean.high, "verdict": verdict}
        values |= {"below": bool(mean.high < wanted)}
        values |= {"detectable": self.squares.needed(self.step.settings["level"], wanted)}
        return Finding("persistence.reliable", self._asked | values)

    def _needed(self) -> Finding:
        needed = self.needed
        parts = {"needed": needed.value, "fewest": needed.low, "most": needed.high}
        rounds = {name: max(float(np.ceil(part)), 1.0) for name, part in parts.items()}
        return Finding("persistence.needed", self._asked | rounds)

    def _always(self) -> Finding:
        always = self.named.all(axis=1)
        values = {"always": int(always.sum()), "names": self._names(always), "wrong": self._wrong(always)}
        values |= {"by_chance": float(self.chance.times[-1]), "by_model": float(self.model.times[-1])}
        return Finding("persistence.always", self._asked | values | {"many": self.chance.many})

    def _strikes(self) -> Finding:
        struck = self.struck
        values = {"struck": int(struck.sum()), "names": self._names(struck), "wrong": self._wrong(struck)}
        values |= {"by_chance": self.chance.struck, "by_model": self.model.struck}
        share = None if np.isnan(self.model.share) else self.model.share
        return Finding("persistence.strikes", self._asked | values | {"share": share})

    def _wrong(self, where: Flags) -> float | None:
        return None if self.chances is None else float((1 - self.chances.probability[where, 0]).sum())

    def _likely(self) -> Finding:
        if self.chances is None:
            few = len(self.rounds.units) < FEWEST
            values = {"count": len(self.rounds.units), "fewest": FEWEST, "why": "few" if few else "exact"}
            return Finding("persistence.no_chances", values)
        p = self.chances.probability[:, 0]
        if self.chances.found.tau2 == 0:
            return Finding("persistence.no_spread", self._asked | {"probability": float(p[0])})
        most = min(self._order[::-1], key=lambda i: -p[i])
        values = {"name": name_of((self.rounds.units[most],)), "probability": float(p[most])}
        values |= {"times": int(self.named[most].sum()), "certain": int((p >= LIKELY).sum()), "likely": LIKELY}
        return Finding("persistence.likely", self._asked | values)


LIKELY = 0.9  # a probability from which units are counted as likely among the worst

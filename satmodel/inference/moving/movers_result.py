"""The result of movers: changes drawn together by what noise does, and the lists of the units that moved most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.judging.units import places, told_apart
from satmodel.inference.moving.movers_found import Listed, Moved, Noise
from satmodel.inference.shrinking.between import ROUGH
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

NAMED = 20  # names that a sentence lists
_LISTS = ("improved", "declined")
_VERDICTS = np.array([Verdict.NOT_ESTABLISHED, Verdict.ESTABLISHED], dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Movers(Result):
    """The changes of k units between two rounds, drawn together by what noise does, and the lists of those that moved.

    Attributes:
        change: the observed changes, with what is apart. before, after: (k,) the scores of each round, in points.
        moved: shrunk changes, their intervals and covariance, the next round's expected scores.
        noise: the changes to expect from the score before if no unit had moved against the others.
        probability: (2, k) how likely each unit is truly among the t most improved, and among the t most declined.
        lists: who is established to be among the t most improved, and among the t most declined.
        rank, rank_shrunk: (k,) places of the observed and of the shrunk changes, 1 the most improved.
        between: (2, 2) the covariance of the true scores of both rounds with the largest restricted likelihood.
        step: how they were made.
    """

    change: Estimates
    before: Array
    after: Array
    moved: Moved
    noise: Noise
    probability: Array
    lists: tuple[Listed, Listed]
    rank: Counts
    rank_shrunk: Counts
    between: Array
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What is not estimated in both rounds, with the reason."""
        return self.change.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the most improved first.

        Columns before, after, change, se; shrunk with its se and ends low and high; expected_change (from noise alone)
        and net_change (the change net of it); p_improved and p_declined (the probability of truly being among the t),
        improved and declined (whether that is established); rank, rank_shrunk; next, next_low, next_high (the next
        round's score if nothing is done) and fall_back (next - after).
        """
        improved, declined = (one.sets.established for one in self.lists)
        columns: dict[str, Any] = {
            "before": self.before,
            "after": self.after,
            "change": self.change.value,
            "se": self.change.se,
            "shrunk": self.moved.value,
            "shrunk_se": self.moved.se,
            "low": self.moved.low,
            "high": self.moved.high,
            "expected_change": self.noise.expected,
            "net_change": self.change.value - self.noise.expected,
            "p_improved": self.probability[0],
            "p_declined": self.probability[1],
            "improved": _VERDICTS[improved.astype(int)],
            "declined": _VERDICTS[declined.astype(int)],
            "rank": self.rank,
            "rank_shrunk": self.rank_shrunk,
            "next": self.moved.following,
            "next_low": self.moved.following_low,
            "next_high": self.moved.following_high,
            "fall_back": self.moved.following - self.after,
        }
        frame = pd.DataFrame(columns, index=plain_index(self.change.labels))
        return frame.iloc[np.argsort(self.rank, kind="stable")]

    @property
    def chart(self) -> Chart:
        """The change against the score before, with the line and the band of pure noise."""
        data = self.table.reset_index()
        top = self.step.settings["top"]
        listed_units = [self.picked(side) for side in _LISTS]
        names = [name_of(label) for label in self.change.labels]
        named = {names[i] for units in listed_units for i in units}
        label = str(self.change.labels.names[0])
        columns = {"label": label, "before": "before", "value": "change", "shrunk": "shrunk"}
        marks = {
            "noise": tuple(tuple(float(x) for x in row) for row in self.noise.line),
            "named": tuple(name for name in data[label] if name in named),
            "top": top,
            "level": self.step.settings["level"],
        }
        return Chart("movers", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [self._spread(), self._slope()]
        for side in _LISTS:
            found.append(self._list(side))
            units = self.picked(side)
            found += [self._one(side, int(unit)) for unit in (units if len(units) <= NAMED else ())]
        found += self._ends()
        edges = np.any([one.sets.knife_edge for one in self.lists], axis=0)
        if edges.any() and int(edges.sum()) <= NAMED:
            found.append(Finding("movers.knife_edge", {"names": self._names(np.flatnonzero(edges))}))
        least = self.step.settings["df"]
        if least is not None and least < ROUGH:
            found.append(Finding("movers.rough", {"df": round(least, 1)}))
        found.append(Finding("movers.note", {}))
        return (*found, *told_apart(self.apart, "movers"))

    def picked(self, side: str) -> Counts:
        """Where the units observed among the t most ``"improved"`` or ``"declined"`` stand in ``change``, in order."""
        place = self.rank if side == "improved" else places(-self._towards * self.change.value)[0]
        order = np.argsort(place, kind="stable")
        return order[place[order] <= self.step.settings["top"]]

    @property
    def _towards(self) -> float:
        return 1.0 if self.step.settings["best"] == "high" else -1.0

    def _names(self, units: Counts) -> tuple[object, ...]:
        return tuple(name_of(self.change.labels[i]) for i in units)

    def _spread(self) -> Finding:
        noted = self.step.settings
        values = {
            "count": len(self.change),
            "tau": noted["tau"],
            "low": self.moved.tau_low,
            "high": self.moved.tau_high,
            "error": noted["error"],
            "keeps": self.moved.keeps,
            "level": noted["level"],
        }
        return Finding("movers.spread", values)

    def _slope(self) -> Finding:
        """How the change goes with the score before, beside what noise alone makes of it."""
        away, change = self.before - self.before.mean(), self.change.value - self.change.value.mean()
        square, both = float(away @ away), float(np.sqrt((away @ away) * (change @ change)))
        scale = float(np.abs(self.before).max()) ** 2 * len(away) * 1e-20
        values = {
            "slope": float(away @ change) / square if square > scale else None,
            "correlation": float(away @ change) / both if both > scale else None,
            "noise_slope": self.noise.slope,
            "count": len(away),
        }
        return Finding("movers.slope", values)

    def _ends(self) -> list[Finding]:
        """What the next round is expected to show of the best and of the worst score; none where it is tied."""
        found = []
        for side, towards in (("first", self._towards), ("last", -self._towards)):
            last = towards * self.after
            unit = int(last.argmax())
            if np.count_nonzero(last == last[unit]) == 1:
                values = {
                    "side": side,
                    "name": name_of(self.change.labels[unit]),
                    "after": float(self.after[unit]),
                    "fall_back": float(self.moved.following[unit] - self.after[unit]),
                    "estimate": float(self.moved.following[unit]),
                    "lowest": float(self.moved.following_low[unit]),
                    "highest": float(self.moved.following_high[unit]),
                    "level": self.step.settings["level"],
                }
                found.append(Finding("movers.end", values))
        return found

    def _list(self, side: str) -> Finding:
        units, row = self.picked(side), _LISTS.index(side)
        sets, gain = self.lists[row].sets, self.change.value[units]
        towards = self._towards * (1 if side == "improved" else -1)
        sure = [unit for unit in units if sets.established[unit]]
        open_ = self.lists[row].needed[[unit for unit in units if not sets.established[unit]]]
        known = {
            "side": side,
            "count": len(self.change),
            "top": self.step.settings["top"],
            "picked": len(units),
            "names": self._names(units) if len(units) <= NAMED else (),
            "right": float(self.probability[row, units].sum()),
            "by_luck": len(units) * self.step.settings["top"] / len(self.change),
            "change": float(gain.mean()),
            "shrunk": float(self.moved.value[units].mean()),
            "overstated": float(towards * (gain - self.moved.value[units]).mean()),
            "fall_back": float((self.moved.following - self.after)[units].mean()),
            "sure": self._names(np.array(sure, dtype=np.intp)) if len(sure) <= NAMED else (),
            "all_sure": len(sure) == len(units),
            "smallest_detectable": float(open_.min()) if len(open_) else None,
            "largest_detectable": float(open_.max()) if len(open_) else None,
            "level": self.step.settings["level"],
        }
        return Finding("movers.list", known)

    def _one(self, side: str, unit: int) -> Finding:
        row = _LISTS.index(side)
        found = self.lists[row]
        values = {
            "side": side,
            "name": name_of(self.change.labels[unit]),
            "top": self.step.settings["top"],
            "before": float(self.before[unit]),
            "after": float(self.after[unit]),
            "change": float(self.change.value[unit]),
            "shrunk": float(self.moved.value[unit]),
            "low": float(self.moved.low[unit]),
            "high": float(self.moved.high[unit]),
            "expected_change": float(self.noise.expected[unit]),
            "probability": float(self.probability[row, unit]),
            "verdict": _VERDICTS[int(found.sets.established[unit])],
            "lead": float(found.lead[unit]),
            "detectable": float(found.needed[unit]),
            "estimate": float(self.moved.following[unit]),
            "lowest": float(self.moved.following_low[unit]),
            "highest": float(self.moved.following_high[unit]),
            "level": self.step.settings["level"],
        }
        return Finding("movers.one", values)

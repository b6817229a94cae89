"""Converted scores as a result: the table, the chart and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.deciding.conversion import Conversion
from satmodel.inference.deciding.reach import Given
from satmodel.inference.deciding.rules import Rule
from satmodel.inference.judging.rankable import told_guard
from satmodel.inference.judging.units import told_apart
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Converted(Result):
    """The assessment points of k units.

    Attributes:
        given: the scores, bases and the round before, as the rule reads them; rates in per cent.
        found: the points with their intervals, ranks and probabilities.
        thresholds: one row a unit and threshold of the rule: threshold, threshold_kind (what it is), score, gap,
            p_adjusted, verdict, side (above, below, open), detectable, p_reached (probability that the true score is
            at least so high). Verdicts of all units and thresholds are one family.
        what_if: one row a unit: total points and rank with the average score of all units instead of its own, and with
            either end of its interval.
        rule: the rule.
        apart: what has no points: no score, no round before, or excluded by a veto; with the reason.
        step: how they were made.
    """

    given: Given
    found: Conversion
    thresholds: pd.DataFrame
    what_if: pd.DataFrame
    rule: Rule
    apart: pd.DataFrame
    step: Step

    @property
    def noise(self) -> float | None:
        """The part of the variance of the points between the units that sampling alone would make."""
        return self.found.noise

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the most points first.

        Columns score, score_low, score_high; gain with a round before; base; points, points_low, points_high; total
        where points are added to a base; points_se, points_expected, per_point, per_answer (rates); rank, rank_tied,
        rank_low, rank_high; p_moved. What cannot be told is left out.
        """
        scores, found, noted = self.given.scores, self.found, self.step.settings
        low, high = scores.interval(1 - noted["level"])
        columns: dict[str, Any] = {"score": scores.value, "score_low": low, "score_high": high}
        columns |= {"n": scores.n}
        gain = self.given.gain
        if gain is not None:
            columns["gain"] = gain
        if noted["multiplied"] or noted["added"]:
            columns["base"] = self.given.base if noted["multiplied"] else self.given.added
        columns |= {"points": found.points, "points_low": found.low, "points_high": found.high}
        if noted["added"]:
            columns["total"] = found.points + self.given.added
        columns["points_se"] = found.se
        columns |= {} if found.expected is None else {"points_expected": found.expected}
        columns["per_point"] = found.per_point
        columns |= {} if found.per_answer is None else {"per_answer": found.per_answer}
        columns |= {"rank": found.rank, "rank_tied": found.rank_tied}
        columns |= {"rank_low": found.rank_low, "rank_high": found.rank_high}
        columns |= {} if found.moved is None else {"p_moved": found.moved}
        return pd.DataFrame(columns, index=plain_index(scores.labels)).iloc[self._order()]

    @property
    def chart(self) -> Chart:
        columns = {
            "label": str(self.given.scores.labels.names[0]),
            "value": "points",
            "low": "points_low",
            "high": "points_high",
            "score": "score",
        }
        curve = self.rule.form.single and self.rule.form.multiplier is None
        least, most = float(self.found.low.min()), float(self.found.high.max())
        found = (
            (float(self.rule.points([bound])[0]), float(bound))
            for bound, of in self.rule.thresholds
            if curve and of != "veto"
        )
        # those beyond all intervals would only press these together
        lines = tuple((points, bound) for points, bound in found if least <= points <= most)
        marks = {"level": self.step.settings["level"], "lines": lines, "rates": self.step.settings["rates"]}
        return Chart("conversion", self.table.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        found = [self._whole(), self._worth()]
        order = self._order()
        found += [self._one(i) for i in order]
        found += [self._threshold(bound, of) for bound, of in reversed(self.rule.thresholds)]
        found += [*self._average(), *self._told()]
        return (*found, *told_guard(self.apart, noted), *told_apart(self.apart, "convert"))

    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.found.rank, kind="stable")

    def _name(self, i: int) -> Any:
        return name_of(self.given.scores.labels[i])

    def _whole(self) -> Finding:
        points = self.found.points
        values = {"rule": self.rule.name, "count": len(points), "lowest": float(points.min())}
        values |= {"highest": float(points.max()), "average": self.rule.form.anchored}
        return Finding("convert.rule", values)

    def _worth(self) -> Finding:
        """What one point of score, and the interval of a score, are worth in points."""
        low, high = self.given.scores.interval(1 - self.step.settings["level"])
        half, reach = (high - low) / 2, (self.found.high - self.found.low) / 2
        values = {"rates": self.step.settings["rates"], "level": self.step.settings["level"]}
        for name, part in (("worth", self.found.per_point), ("half", half), ("reach", reach)):
            values |= {f"{name}_low": float(part.min()), f"{name}_high": float(part.max())}
        if self.found.per_answer is not None:
            least = int(np.argmin(self.given.scores.n))
            values |= {"name": self._name(least), "n": float(self.given.scores.n[least])}
            values |= {"per_answer": float(self.found.per_answer[least])}
        return Finding("convert.worth", values)

    def _one(self, i: int) -> Finding:
        found, noted = self.found, self.step.settings
        values = {
            "name": self._name(i),
            "score": float(self.given.scores.value[i]),
            "points": float(found.points[i]),
            "low": float(found.low[i]),
            "high": float(found.high[i]),
            "total": float(found.points[i] + self.given.added[i]) if noted["added"] else None,
            "level": noted["level"],
            "rank": int(found.rank[i]),
            "rank_low": int(found.rank_low[i]),
            "rank_high": int(found.rank_high[i]),
            "p_moved": None if found.moved is None else float(found.moved[i]),
            "rates": noted["rates"],
        }
        return Finding("convert.unit", values)

    def _threshold(self, bound: float, of: str) -> Finding:
        rows = self.thresholds[self.thresholds["threshold"] == bound]
        sides = {side: tuple(rows.index[rows["side"] == side]) for side in ("above", "below", "open")}
        left = rows.loc[rows["side"] == "open", "detectable"]
        values: dict[str, Any] = {"threshold": bound, "threshold_kind": of, "count": len(rows), **sides}
        values |= {"rates": self.step.settings["rates"], "level": self.step.settings["level"]}
        values |= {"all_above": len(sides["above"]) == len(rows), "all_below": len(sides["below"]) == len(rows)}
        values |= {"smallest_detectable": float(left.min()) if len(left) else None}
        values |= {"largest_detectable": float(left.max()) if len(left) else None}
        return Finding("convert.threshold", values)

    def _average(self) -> list[Finding]:
        """What the average score would do, told of the unit that it would move most."""
        other = self.what_if
        if len(other) < 2:
            return []
        shift = (other["rank"] - other["rank_average"]).to_numpy()
        most = int(np.lexsort((np.arange(len(shift)), -np.abs(shift)))[0])
        row = other.iloc[most]
        values = {"average": float(row["score_average"]), "moved": int((shift != 0).sum()), "count": len(other)}
        values |= {"name": self._name(most), "rank": int(row["rank"]), "rank_average": int(row["rank_average"])}
        values |= {"points": float(row["points"]), "points_average": float(row["points_average"])}
        return [Finding("convert.average", values | {"rates": self.step.settings["rates"]})]

    def _told(self) -> list[Finding]:
        noted, found = self.step.settings, []
        if self.found.noise is not None:
            found.append(Finding("convert.noise", {"share": self.found.noise}))
        if self.found.moved is None:
            why = "bonus" if noted["bonus"] else "few" if noted["count"] < 4 else "flat"
            found.append(Finding("convert.unknown", {"why": why}))
        else:
            found.append(Finding("convert.model", {"rates": noted["rates"]}))
        return found

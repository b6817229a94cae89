"""What a split by composition says: its table, chart and findings."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from satmodel.estimation.estimates import Estimates
from satmodel.inference.judging.comparing import Comparison
from satmodel.inference.moving.composition_rows import Row
from satmodel.result import Chart, Finding, Result, judge
from satmodel.step import Step

_THIN = 30  # respondents below which a group is named with caution


@dataclass(frozen=True, slots=True, eq=False)
class Composition(Result):
    """Changes of k rows (all respondents and each unit, by item), each split by composition.

    Attributes:
        rows: the k rows.
        groups: one row a unit, item and group: ``n_before``, ``n_after``, ``share_before``, ``share_after``,
            ``mean_before``, ``mean_after``, its part of ``composition`` and at ``equal`` composition with standard
            errors, and whether it is ``matched``.
        estimates: all parts under one covariance, labelled (unit, item, part).
        compared: the k changes, and the k parts of each kind, judged.
        apart: what has no split: unit, item, reason.
        blank: respondents of both rounds who left a column of the groups blank; they are a group of their own.
        margin: the smallest change that matters, in points.
        step: how it was made.
    """

    rows: tuple[Row, ...]
    groups: pd.DataFrame
    estimates: Estimates
    compared: Mapping[str, Comparison]
    apart: pd.DataFrame
    blank: tuple[int, int]
    margin: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit and item: before, after, change, and its parts, each with interval and verdict.

        Columns before, after, change, low, high, p_adjusted, verdict, detectable; composition and equal with ``_low``,
        ``_high``, ``_verdict`` and ``_detectable``; unmatched; n_before, n_after.
        """
        whole = self.compared["change"]
        columns: dict[str, Any] = {
            "before": [row.before for row in self.rows],
            "after": [row.after for row in self.rows],
            "change": whole.gap,
            "low": whole.low,
            "high": whole.high,
            "p_adjusted": whole.p_adjusted,
            "verdict": whole.verdict,
            "detectable": whole.detectable,
        }
        for part in ("composition", "equal"):
            found = self.compared[part]
            columns |= {part: found.gap, f"{part}_low": found.low, f"{part}_high": found.high}
            columns |= {f"{part}_verdict": found.verdict, f"{part}_detectable": found.detectable}
        columns["unmatched"] = self.compared["unmatched"].gap
        columns |= {"n_before": [row.n[0] for row in self.rows], "n_after": [row.n[1] for row in self.rows]}
        labels = pd.MultiIndex.from_tuples([(row.unit, row.item) for row in self.rows], names=["unit", "item"])
        return pd.DataFrame(columns, index=labels)

    @property
    def chart(self) -> Chart:
        data = self.table.reset_index()
        items = data["item"].nunique()
        data["label"] = [
            unit if items == 1 else item if data["unit"].nunique() == 1 else (unit, item)
            for unit, item in zip(data["unit"], data["item"], strict=True)
        ]
        roles = ("composition", "equal", "unmatched", "low", "high", "before", "after")
        columns = {"label": "label", "value": "change"} | {role: role for role in roles}
        return Chart("composition", data, columns, {"level": self.estimates.level})

    @property
    def findings(self) -> tuple[Finding, ...]:
        first = self._main()
        others = [self._one(i) for i in range(len(self.rows)) if i != first]
        aparts = [
            Finding("composition.apart", {"name": _name(row.unit, row.item), "reason": row.reason})
            for row in self.apart.itertuples()
        ]
        return (*self._whole(first), *self._matching(first), *others, Finding("composition.arithmetic", {}), *aparts)

    def _main(self) -> int:
        """The row that is told first: all respondents, the mean of the items where there are several."""
        everyone = [i for i, row in enumerate(self.rows) if row.unit == "all"]
        return everyone[-1] if everyone else 0

    def _whole(self, at: int) -> list[Finding]:
        told = [Finding("composition.change", self._values("change", at))]
        mix = self._values("composition", at)
        told += [Finding("composition.mix", mix), Finding("composition.equal", self._values("equal", at))]
        if not self.rows[at].matched[self.rows[at].counts.any(axis=0)].all():
            told.append(Finding("composition.unmatched", self._values("unmatched", at)))
        if self.margin > 0 and abs(mix["part"]) > self.margin:
            verdict = judge(mix["low"], mix["high"], self.margin)
            told.append(Finding("composition.exceeds", mix | {"verdict": verdict}))
        return told

    def _values(self, part: str, at: int) -> dict[str, Any]:
        found, row = self.compared[part], self.rows[at]
        return {
            "name": _name(row.unit, row.item),
            "by": self.step.settings["by"],
            "before": row.before,
            "after": row.after,
            "part": float(found.gap[at]),
            "low": float(found.low[at]),
            "high": float(found.high[at]),
            "level": self.estimates.level,
            "verdict": found.verdict[at],
            "detectable": float(found.detectable[at]),
            "margin": self.margin,
        }

    def _one(self, at: int) -> Finding:
        values = self._values("equal", at)
        more = {part: float(self.compared[part].gap[at]) for part in ("change", "composition", "equal", "unmatched")}
        return Finding("composition.one", values | more)

    def _matching(self, at: int) -> list[Finding]:
        """What is to be known of the groups of the row that is told first."""
        row = self.rows[at]
        level = self.groups.index.get_level_values
        groups = self.groups[(level("unit") == row.unit) & (level("item") == row.item)]
        names: list[Hashable] = [label[2] for label in groups.index]
        once = (groups["n_before"] == 0) | (groups["n_after"] == 0)
        few = ~once & ~groups["matched"].astype(bool)
        thin = groups["matched"].astype(bool) & (groups[["n_before", "n_after"]].min(axis=1) < _THIN)
        values = {
            "by": self.step.settings["by"],
            "count": len(names),
            "once": tuple(name for name, flag in zip(names, once, strict=True) if flag),
            "few": tuple(name for name, flag in zip(names, few, strict=True) if flag),
            "thin": tuple(name for name, flag in zip(names, thin, strict=True) if flag),
            "fewest": _THIN,
            "blank_before": self.blank[0],
            "blank_after": self.blank[1],
            "blank": sum(self.blank) if sum(self.blank) else None,
        }
        return [Finding("composition.groups", values)]


def _name(unit: str, item: str) -> tuple[str, str]:
    return (unit, item)

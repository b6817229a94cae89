"""The exact split of a composite's difference, for one unit or several: table, chart and findings."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from satmodel.estimation.labels import group, name_of
from satmodel.estimation.small import FEWEST
from satmodel.inference.gapping.splitting import INTERACTION, SCORES, WEIGHTS
from satmodel.inference.judging.rankable import told_guard, too_few
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

CHARTED = 50  # more steps than this do not fit a page
TOLD = ("contribution", "share", "low", "high", "detectable")


@dataclass(frozen=True, slots=True, eq=False)
class Contributions(Result):
    """The split of a composite's difference by item, for one unit or several.

    Attributes:
        rows: the table: one row an item of each split, and of each part where the weights changed.
        totals: one row a split: before, after, gap (of the composite), se, low, high, df, p, p_adjusted, verdict,
            detectable; indexed by the levels other than the items', or by ``"all"`` where there are none. Against the
            first also ``against``: whom each is set against.
        parts: where the weights changed, one row a part of each split: ``"scores"``, ``"weights"`` and
            ``"interaction"``, each judged with the others; else None.
        apart: units whose composite cannot be split, with the reason.
        over: the level that is split, such as ``"item"``.
        unit, against: the two units whose gap is split; ``against`` may be ``"average"`` or ``"first"``, and ``unit``
            None where every unit is. None where two rounds are compared.
        step: how they were made.
    """

    rows: pd.DataFrame
    totals: pd.DataFrame
    parts: pd.DataFrame | None
    apart: pd.DataFrame
    over: str
    unit: Hashable | None
    against: Hashable | None
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item of each split.

        ``before`` and ``after`` are the item's points in the two rounds (of ``against`` and of ``unit``), ``gap`` their
        difference, ``weight`` the item's weight; ``contribution`` is weight x gap, with its se, low, high, df, p,
        p_adjusted, verdict and detectable; ``share`` is its part of the composite's gap, ``nan`` where that is zero.
        Where the weights changed an item has a row for each ``part``, with ``weight_before`` and ``weight_after``.
        """
        return self.rows.copy()

    @property
    def matrix(self) -> pd.DataFrame:
        """The contributions of several splits side by side: a row a split, a column an item, and their sum ``gap``."""
        levels = [level for level in self.rows.index.names if level not in (self.over, "part")]
        frame = self.rows["contribution"].reset_index()
        frame[self.over] = pd.Categorical(frame[self.over], frame[self.over].unique())
        wide = frame.assign(all="all").pivot_table(
            index=levels or ["all"], columns=self.over, values="contribution", aggfunc="sum", observed=True, sort=False
        )
        wide.columns = [*wide.columns]
        return wide.assign(gap=wide.sum(axis=1))

    @property
    def chart(self) -> Chart | None:
        """A waterfall from the one composite to the other; None where several units are split: take one of them."""
        if len(self.totals) != 1:
            return None
        whole = self.totals.iloc[0]
        marks: dict[str, Any] = {"start": float(whole["before"]), "end": float(whole["after"])}
        marks["total"] = float(whole["gap"])
        kind = self.step.settings["between"]
        if kind == "average":
            marks |= {"against": kind, "end_name": self.unit}
        elif kind != "rounds":
            marks |= {"start_name": whole.get("against", self.against), "end_name": self.unit}
        columns = {"label": self.over, "value": "contribution", "low": "low", "high": "high"}
        data = self.rows.reset_index().sort_values("contribution", ascending=False, kind="stable", ignore_index=True)
        if self.parts is not None:
            data, columns["part"] = self._steps(data, self.parts), "part"
            marks["scored"] = float(whole["before"]) + float(self.parts.loc[SCORES, "contribution"])
        return Chart("waterfall", data, columns, marks)

    def _steps(self, data: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
        """The scores item by item, then the weights (as one where they are many), then the interaction as one."""
        whole = parts.reset_index().assign(**{self.over: None})
        steps = {part: data[data["part"] == part] for part in (SCORES, WEIGHTS)}
        if sum(map(len, steps.values())) > CHARTED:
            steps[WEIGHTS] = whole[whole["part"] == WEIGHTS]
        steps[INTERACTION] = whole[whole["part"] == INTERACTION]
        wanted = [self.over, "part", "contribution", "low", "high"]
        return pd.concat([step[wanted].astype({self.over: object}) for step in steps.values()], ignore_index=True)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found: list[Finding] = []
        told = self.step.settings
        for i, label in enumerate(self.totals.index):
            found += self._split(i, None if self.totals.index.names == [None] else name_of(label))
        if told["between"] in ("average", "first"):
            found.append(Finding(f"contributions.{_NOTES[told['between']]}", dict(told)))
        if told["between"] == "first":
            guard = {"small": told["few"], "widened": told["widened"], "fewest": FEWEST}
            found += told_guard(self.apart[~too_few(self.apart)], guard)
        if len(self.totals) > 1:
            found.append(Finding("contributions.families", self._families()))
        found += [
            Finding("contributions.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        if self.parts is not None:
            found.append(Finding("contributions.reweighted", {"folds": told["folds"]}))
        kind = {"gap": told["between"] != "rounds", "by_part": self.parts is not None}
        return (*found, Finding("contributions.arithmetic", kind))

    def _families(self) -> dict[str, Any]:
        whole, names = self.totals, [name_of(label) for label in self.totals.index]
        settled = (whole["verdict"] == Verdict.ESTABLISHED).to_numpy()
        up, down = settled & (whole["gap"] > 0).to_numpy(), settled & (whole["gap"] < 0).to_numpy()
        kinds = {"up": up, "down": down, "open": ~settled}
        least = whole["detectable"][~settled]
        values: dict[str, Any] = {key: tuple(names[i] for i in np.flatnonzero(where)) for key, where in kinds.items()}
        values |= {"splits": len(whole), "level": self.step.settings["level"]}
        values["smallest_detectable"] = None if settled.all() else float(least.min())
        values["largest_detectable"] = None if settled.all() else float(least.max())
        return values

    def _split(self, i: int, name: Any) -> list[Finding]:
        whole, between = self.totals.iloc[i], self.step.settings["between"]
        total: dict[str, Any] = {key: float(whole[key]) for key in ("before", "after", "low", "high", "detectable")}
        total |= {"total": float(whole["gap"]), "verdict": Verdict(whole["verdict"])}
        total["level"] = self.step.settings["level"]
        if between == "rounds":
            found = [Finding("contributions.total", {"name": name, **total})]
        else:
            total |= {"name": self.unit if name is None else name, "against": whole.get("against", self.against)}
            found = [Finding(f"contributions.{'average' if between == 'average' else 'gap'}", total)]
        if self.parts is not None:
            found += self._parts(i, name, self.parts)
        return found + self._items(i, name, abs(total["total"]) <= total["high"] - total["total"])

    def _parts(self, i: int, name: Any, parts: pd.DataFrame) -> list[Finding]:
        count = len(parts) // len(self.totals)
        own = parts.reset_index().iloc[i * count : (i + 1) * count]
        return [
            Finding(
                "contributions.part",
                {"name": name, "part": row["part"], "level": self.step.settings["level"], **_told(row)},
            )
            for row in own.to_dict("records")
        ]

    def _items(self, i: int, name: Any, unstable: bool) -> list[Finding]:
        frame, several = self.rows.reset_index(), len(self.totals) > 1
        rest = [level for level in self.rows.index.names if level not in (self.over, "part")]
        own = frame.iloc[list(group(frame, rest).values())[i]]
        told = [{"name": name, "item": row[self.over], **_told(row), **_weights(row)} for row in own.to_dict("records")]
        if self.parts is not None:
            kinds = [_KINDS[part] for part in own["part"]]
            pairs = zip(kinds, told, strict=True)
            return [] if several else [Finding(f"contributions.{kind}", values) for kind, values in pairs if kind]
        largest = max(told, key=lambda values: abs(values["contribution"]))
        found = [] if several else [Finding("contributions.item", values) for values in told]
        wanted = ("name", "item", "contribution", "share")
        told_largest = {key: largest[key] for key in wanted} | {"several": several}
        if unstable and several:
            told_largest["share"] = None
        found.append(Finding("contributions.largest", told_largest))
        return [*found, Finding("contributions.share_unstable", {"name": name})] if unstable and not several else found


_KINDS = {SCORES: "moved", WEIGHTS: "shifted", INTERACTION: None}
_NOTES = {"average": "others", "first": "picked"}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {**{key: float(row[key]) for key in TOLD}, "verdict": Verdict(row["verdict"])}


def _weights(row: dict[str, Any]) -> dict[str, float]:
    return {key: float(row[key]) for key in ("weight_before", "weight_after") if key in row}

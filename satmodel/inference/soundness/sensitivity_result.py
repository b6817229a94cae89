"""What a specification table holds and says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from satmodel.estimation.labels import name_of
from satmodel.inference.judging.rankable import too_few
from satmodel.inference.soundness.sensitivity_verdicts import Judged
from satmodel.inference.soundness.specifying import BASE, CHOICES
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

_OWN = dict(zip(CHOICES, BASE, strict=True))
_COUNTS = ("count_established", "count_open", "count_turned", "count_reversed", "count_unjudged")
_ROLES = ("yes", "no", "turned", "reversed", "unjudged")  # the same, as the chart calls them
_TOLD = 3  # pairs that are told one by one


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity(Result):
    """The scores, ranks and verdicts of k units under s specifications, the survey's own first.

    Attributes:
        specifications: (s rows) coding, no_opinion, weights, items, respondents of each.
        judged: values, ranks and verdicts of every unit in each.
        level: confidence level of all pairs of a specification.
        step: how they were made.
    """

    specifications: pd.DataFrame
    judged: Judged
    level: float
    step: Step

    @property
    def units(self) -> tuple[str, ...]:
        """The units in the order as scored."""
        return self.judged.units

    @property
    def apart(self) -> pd.DataFrame:
        """The units without a score in some specification, or with too few respondents."""
        return self.judged.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the first as scored on top.

        Columns estimate and rank as scored; estimate_low and estimate_high over the specifications with the survey's
        own points; rank_best, rank_worst over all; held, the share of them in which it has the rank as scored; set_low
        and set_high, the ranks that it could hold in some specification.
        """
        found = self.judged
        own = found.value[(self.specifications["coding"] == _OWN["coding"]).to_numpy()]
        columns = {
            "estimate": found.value[0],
            "estimate_low": own.min(axis=0),
            "estimate_high": own.max(axis=0),
            "rank": found.rank[0],
            "rank_best": found.rank.min(axis=0),
            "rank_worst": found.rank.max(axis=0),
            "held": (found.rank == found.rank[0]).mean(axis=0),
            "set_low": found.rank_low.min(axis=0),
            "set_high": found.rank_high.max(axis=0),
        }
        return pd.DataFrame(columns, index=pd.Index(found.units, name="unit"))

    @property
    def by_pair(self) -> pd.DataFrame:
        """One row a pair of units, the higher as scored first.

        Columns gap, verdict and detectable as scored; then in how many specifications the lead is established, is not
        established, is turned without being established, is established the other way round, and cannot be judged.
        """
        found = self.judged
        a, b = np.triu_indices(len(found.units), 1)
        known = found.known[:, a] & found.known[:, b]
        gap, there, back = found.value[:, a] - found.value[:, b], found.better[:, a, b], found.better[:, b, a]
        open_ = known & ~there & ~back
        columns = {
            "gap": gap[0],
            "verdict": [Verdict.ESTABLISHED if one else Verdict.NOT_ESTABLISHED for one in there[0] | back[0]],
            "detectable": found.detectable[a, b],
            "count_established": there.sum(axis=0),
            "count_open": (open_ & (gap >= 0)).sum(axis=0),
            "count_turned": (open_ & (gap < 0)).sum(axis=0),
            "count_reversed": back.sum(axis=0),
            "count_unjudged": (~known).sum(axis=0),
        }
        names = [[found.units[i] for i in side] for side in (a, b)]
        return pd.DataFrame(columns, index=pd.MultiIndex.from_arrays(names, names=["unit", "against"]))

    @property
    def by_choice(self) -> pd.DataFrame:
        """One row a choice that differs from the survey's own, everything else as it is.

        Columns first, moved (units whose rank changes), largest_move (ranks), shift (the largest change of a score, in
        points; ``nan`` for another coding, whose points are others), turned (pairs whose verdict changes).
        """
        found, rows, names = self.judged, [], []
        for number, spec in enumerate(self.specifications.to_dict("records")):
            changed = [choice for choice in CHOICES if spec[choice] != _OWN[choice]]
            if len(changed) != 1:
                continue
            moves = np.abs(found.rank[number] - found.rank[0])
            shift = np.abs(found.value[number] - found.value[0]).max() if changed[0] != "coding" else np.nan
            first = " / ".join(found.units[i] for i in np.flatnonzero(found.rank[number] == 1))
            turned = int((found.better[number] != found.better[0]).sum())
            rows.append([first, int((moves > 0).sum()), int(moves.max(initial=0)), float(shift), turned])
            names.append((changed[0], spec[changed[0]]))
        columns = ["first", "moved", "largest_move", "shift", "turned"]
        index = pd.MultiIndex.from_tuples(names, names=["choice", "option"])
        return pd.DataFrame(rows, columns=columns, index=index)

    @property
    def long(self) -> pd.DataFrame:
        """One row a specification and unit: the choices, estimate, rank, rank_low, rank_high."""
        found, count = self.judged, len(self.units)
        frame = self.specifications.loc[self.specifications.index.repeat(count)].reset_index(names="specification")
        parts = {"estimate": found.value, "rank": found.rank, "rank_low": found.rank_low, "rank_high": found.rank_high}
        frame = frame.assign(unit=list(found.units) * len(self.specifications))
        return frame.assign(**{name: part.ravel() for name, part in parts.items()}).set_index(["specification", "unit"])

    @property
    def chart(self) -> Chart:
        """How many specifications give each unit each rank, and what they say of each two neighbours."""
        found, pairs = self.judged, self.by_pair
        rows = []
        for i, unit in enumerate(found.units):
            last = i + 1 == len(found.units)
            beside = (0,) * len(_COUNTS) if last else pairs.loc[(unit, found.units[i + 1]), list(_COUNTS)]
            ranks, counts = np.unique(found.rank[:, i], return_counts=True)
            told = {"rank": int(found.rank[0, i])} | dict(zip(_ROLES, map(int, beside), strict=True))
            rows += [
                {"unit": unit, "place": int(a), "count": int(b)} | told for a, b in zip(ranks, counts, strict=True)
            ]
        columns = {"label": "unit", "part": "place", "value": "count", "rank": "rank"} | {name: name for name in _ROLES}
        marks = {"count": len(self.specifications), "units": len(found.units)}
        return Chart("specifications", pd.DataFrame(rows), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        lost = self.apart[~too_few(self.apart)]
        few = self.apart[too_few(self.apart)]
        told = [Finding("sensitivity.tried", self._tried()), Finding("sensitivity.first", self._first())]
        told += [Finding("sensitivity.ranks", self._ranks()), *self._pairs(), *self._choices()]
        told += [
            Finding("sensitivity.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for part in (few, lost)
            for row in part.itertuples(index=False, name=None)
        ]
        return tuple(told)

    def _tried(self) -> dict[str, Any]:
        noted = self.step.settings
        tried = {choice: noted[f"{choice}_tried"] for choice in CHOICES}
        return {"count": noted["count"], "units": noted["units"], "alone": noted["alone"], **tried}

    def _first(self) -> dict[str, Any]:
        found = self.judged
        leaders = found.rank == 1
        same = (leaders == leaders[0]).all(axis=1)
        ever = tuple(found.units[i] for i in np.flatnonzero(leaders.any(axis=0)))
        names = tuple(found.units[i] for i in np.flatnonzero(leaders[0]))
        others = tuple(name for name in ever if name not in names)
        return {"names": names, "held": int(same.sum()), "count": len(leaders), "others": others}

    def _ranks(self) -> dict[str, Any]:
        table = self.table
        spread = table["rank_worst"] - table["rank_best"]
        far = int(np.argmax(spread.to_numpy()))
        row = table.iloc[far]
        wide = table["estimate_high"] - table["estimate_low"]
        most = int(np.argmax(wide.to_numpy()))
        return {
            "still": int((spread == 0).sum()),
            "count": len(table),
            "name": table.index[far],
            "rank": int(row["rank"]),
            "rank_best": int(row["rank_best"]),
            "rank_worst": int(row["rank_worst"]),
            "moved": int((spread > 0).sum()),
            "widest": table.index[most],
            "low": float(table["estimate_low"].iloc[most]),
            "high": float(table["estimate_high"].iloc[most]),
        }

    def _pairs(self) -> list[Finding]:
        table, count = self.by_pair, len(self.specifications)
        if not len(table):
            return []
        always, reversed_ = table["count_established"] == count, table["count_reversed"] > 0
        never = (table["count_established"] == 0) & ~reversed_
        least = table["detectable"][table["verdict"] != Verdict.ESTABLISHED].dropna()
        values = {
            "pairs": len(table),
            "always": int(always.sum()),
            "never": int(never.sum()),
            "some": int((~always & ~never).sum()),
            "reversed": int(reversed_.sum()),
            "smallest_detectable": float(least.min()) if len(least) else None,
            "largest_detectable": float(least.max()) if len(least) else None,
            "count": count,
            "level": self.level,
        }
        # first what contradicts the order as scored, then what is established as scored and hangs on a choice
        fragile = table[~always & ((table["verdict"] == Verdict.ESTABLISHED) | reversed_)]
        fragile = fragile.sort_values(["count_reversed", "count_established"], ascending=[False, True], kind="stable")
        rows = fragile.head(_TOLD)
        parts = [{name: int(row[name]) for name in _COUNTS} for row in rows.to_dict("records")]
        found = [Finding("sensitivity.pairs", values)]
        for (a, b), verdict, told in zip(rows.index, rows["verdict"], parts, strict=True):
            found.append(Finding("sensitivity.pair", {"a": a, "b": b, "verdict": verdict, "count": count, **told}))
        lost = ~self.judged.known
        if lost.any():
            names = tuple(name for name, gone in zip(self.units, lost.any(axis=0), strict=True) if gone)
            found.append(Finding("sensitivity.unjudged", {"names": names, "most": int(lost.sum(axis=0).max())}))
        if len(fragile) > _TOLD:
            found.append(Finding("sensitivity.more_pairs", {"more": len(fragile) - _TOLD}))
        return found

    def _choices(self) -> list[Finding]:
        """The choice that moves ranks most, and the one that turns most verdicts."""
        table = self.by_choice
        found = []
        for kind, order in (("choice", ["largest_move", "moved"]), ("turning", ["turned"])):
            if len(table):
                rows = table.sort_values(order, ascending=False, kind="stable")
                (choice, option), row = rows.index[0], rows.iloc[0]
                told = {name: int(row[name]) for name in ("moved", "largest_move", "turned")}
                found.append(Finding(f"sensitivity.{kind}", {"choice": f"{choice}_choice", "option": option, **told}))
        return found

"""Claims across two tables, which only instruments that measure alike allow; and claims of a cause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.inference.claiming.checked import Checked, of_direction, unchecked, with_amount
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.duels import Asked, names_of
from satmodel.inference.claiming.evidence import Evidence
from satmodel.inference.claiming.scored import told
from satmodel.inference.gapping.contributions import contributions
from satmodel.inference.gapping.contributions_result import Contributions
from satmodel.inference.judging.comparing import compare
from satmodel.result import Verdict
from satmodel.survey.comparable import Comparability, comparable
from satmodel.survey.instrument import Instrument


def across(claim: Claim, ev: Evidence, other: Evidence, asked: Asked) -> Checked:
    """One table's number set against another's: not comparable where their cards differ in what forbids it."""
    if not ev.cards or not other.cards:
        return unchecked(claim, "no_cards", {"name": (ev if not ev.cards else other).name})
    pairs = [_compared(a, b) for a in ev.cards for b in other.cards]
    forbidding = next((pair for pair in pairs if not pair.comparable), None)
    values: dict[str, Any] = {"name": claim.name, "other": claim.object, "up": claim.kind != "below"}
    values |= {"first": pairs[0].names[0] or ev.name, "second": pairs[0].names[1] or other.name}
    if forbidding is not None:
        values |= {"fields": forbidding.fields("differs"), "estimate": None, "reference": None}
        values |= {"first": forbidding.names[0] or ev.name, "second": forbidding.names[1] or other.name}
        return Checked(
            claim,
            "compare",
            Outcome.NOT_COMPARABLE,
            "cards",
            verdict=Verdict.NOT_COMPARABLE,
            values=values,
        )
    if claim.kind == "compare":
        return Checked(claim, "compare", Outcome.HOLDS, "alike", values=values | {"fields": ()})
    return _lead_across(claim, ev, other, asked, values)


def _compared(a: Any, b: Any) -> Comparability:
    return comparable(Instrument.from_step(a), Instrument.from_step(b))


def _gap(claim: Claim, ev: Evidence, other: Evidence) -> float | None:
    first, second = (ev.printed or {}).get(claim.name or ""), (other.printed or {}).get(claim.object or "")
    return None if first is None or second is None else first - second


def _lead_across(claim: Claim, ev: Evidence, other: Evidence, asked: Asked, values: dict[str, Any]) -> Checked:
    gap = _gap(claim, ev, other)
    if gap is None or claim.kind not in ("lead", "above", "below"):
        return unchecked(claim, "no_number", {"name": claim.name or claim.object or ev.name})
    up = claim.kind == "above" or (claim.kind == "lead" and ev.best == "high")
    sign = 1.0 if up else -1.0
    first, second = (ev.printed or {})[str(claim.name)], (other.printed or {})[str(claim.object)]
    values |= {"up": up, "estimate": first, "reference": second, "among": None}
    found: dict[str, Any] = {"number": sign * gap}
    if ev.scores is not None and other.scores is not None:
        i, j = names_of(ev.scores).index(str(claim.name)), names_of(other.scores).index(str(claim.object))
        se = np.hypot(ev.scores.se[[i]], other.scores.se[[j]])
        df = np.minimum(ev.scores.df[[i]], other.scores.df[[j]])
        found = told(compare(np.array([sign * gap]), se, df, level=asked.level), 0)
    return with_amount(of_direction(claim, "lead", found, values=values), abs(gap), 2, ev)


def cause(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """What brought a change about: these data cannot show it; the arithmetical share is given where there is one."""
    name = claim.name
    split = _split(ev, asked)
    values: dict[str, Any] = {"name": name, "share": None, "total": None}
    if name is None or split is None:
        return Checked(claim, "cause", Outcome.NOT_SHOWN, "cause", values=values)
    rows = split.table.reset_index()
    rows = rows[rows[split.over].astype(str) == name]
    if len(rows) != 1 or len(split.totals) != 1:
        return Checked(claim, "cause", Outcome.NOT_SHOWN, "cause", values=values)
    row, whole = rows.iloc[0], split.totals.iloc[0]
    share = float(row["share"])
    values |= {"share": share if np.isfinite(share) else None, "total": float(whole["gap"])}
    found = Checked(claim, "cause", Outcome.NOT_SHOWN, "cause", float(row["contribution"]), values=values)
    return replace(found, low=float(row["low"]), high=float(row["high"]), verdict=Verdict(row["verdict"]))


def _split(ev: Evidence, asked: Asked) -> Contributions | None:
    """The contributions of the context, or those of the plain mean of two rounds of items."""
    if ev.split is not None:
        return ev.split
    if ev.scores is None or ev.earlier is None or ev.scores.labels.nlevels != 1 or len(ev.scores) < 2:
        return None
    return contributions(ev.earlier, ev.scores, over=str(ev.scores.labels.names[0]), level=asked.level)

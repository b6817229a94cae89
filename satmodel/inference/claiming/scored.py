"""Claims about the scores of one round: a value, an average, a lead, above and below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from satmodel.estimation.estimates import Estimates
from satmodel.inference.claiming.checked import Checked, of_direction, unchecked, weakest, with_amount
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.duels import Asked, duel, names_of, standing
from satmodel.inference.claiming.evidence import Evidence
from satmodel.inference.judging.comparing import Comparison, compare
from satmodel.step import Step


def value(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """One number or several, as the table has them."""
    if ev.counts is not None:
        return _printed_value(claim, ev, ev.counts.name, float(ev.counts.after), 0, None)
    printed = ev.printed or {}
    names = claim.subject or (tuple(printed) if len(printed) == 1 else ())
    if not names:
        return unchecked(claim, "no_subject")
    missing = [name for name in names if name not in printed]
    if missing:
        return unchecked(claim, "no_number", {"name": missing[0]})
    parts = [_printed_value(claim, ev, name, printed[name], i, asked) for i, name in enumerate(names)]
    found = weakest(parts)
    return replace(found, values=dict(found.values) | {"names": names, "count": len(names)})


def _printed_value(claim: Claim, ev: Evidence, name: str, number: float, i: int, asked: Asked | None) -> Checked:
    counted = asked is None
    interval = {} if asked is None else _interval(ev.scores, name, asked.level)
    measure = "count" if counted else "points"
    values = {"name": name, "names": (name,), "count": 1}
    found = Checked(claim, "value", Outcome.HOLDS, "printed", number, measure=measure, values=values, **interval)
    return with_amount(found, number, 1, ev, place=min(i, len(claim.amount) - 1))


def _interval(est: Estimates | None, name: str, level: float) -> dict[str, float]:
    if est is None or name not in names_of(est):
        return {}
    row = replace(est, level=level).table.iloc[names_of(est).index(name)]
    return {"low": float(row["low"]), "high": float(row["high"])}


def average(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """The plain mean of the table's numbers, or of those named."""
    printed = ev.printed or {}
    names = claim.subject or tuple(printed)
    missing = [name for name in names if name not in printed]
    if missing or not names:
        return unchecked(claim, "no_number", {"name": missing[0] if missing else ev.name})
    mean = float(np.mean([printed[name] for name in names]))
    interval: dict[str, float] = {}
    if ev.scores is not None and set(names) <= set(names_of(ev.scores)):
        whole = _mean_of(ev.scores, names)
        row = replace(whole, level=asked.level).table.iloc[0]
        interval = {"low": float(row["low"]), "high": float(row["high"])}
    values = {"names": names, "count": len(names), "name": ev.name}
    found = Checked(claim, "average", Outcome.HOLDS, "printed", mean, values=values, **interval)
    # a mean of numbers rounded alike is off by no more than each of them
    return with_amount(found, mean, 1, ev)


def _mean_of(est: Estimates, names: tuple[str, ...]) -> Estimates:
    weights = np.array([[float(name in names) / len(names) for name in names_of(est)]])
    labels = pd.MultiIndex.from_arrays([["mean"]], names=[est.labels.names[0]])
    return est.linear(weights, labels, [float(np.min(est.n))], Step("average", {"equal": True}, (est.step,)))


def lead(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """One above another (or below it), or above all the others where none is named."""
    name = claim.name
    if name is None:
        return unchecked(claim, "no_subject")
    if claim.threshold is not None:
        return _against_number(claim, ev, asked, name)
    up = claim.kind == "above" or (claim.kind == "lead" and ev.best == "high")
    printed = ev.printed or {}
    if name not in printed:
        return unchecked(claim, "no_number", {"name": name})
    other = claim.object or _best_other(printed, name, ev.best)
    if other is None:
        return unchecked(claim, "alone", {"name": name})
    if other not in printed:
        return unchecked(claim, "no_number", {"name": other})
    sign = 1.0 if up else -1.0
    values: dict[str, Any] = {"name": name, "other": other, "up": up}
    values |= {"estimate": printed[name], "reference": printed[other], "among": claim.among or ev.among}
    if ev.scores is None or not {name, other} <= set(names_of(ev.scores)):
        found = of_direction(claim, "lead", {"number": sign * (printed[name] - printed[other])}, values=values)
        return with_amount(found, abs(printed[name] - printed[other]), 2, ev)
    pair = (name, other) if up else (other, name)
    if claim.object is None and (claim.among or ev.among) is None:
        table = standing(ev.scores, best="high" if up else "low", among=None, asked=asked)
        if not {name, other} <= set(table.names):
            return unchecked(claim, "too_few", {"name": name})
        other, told_of = table.nearest(name)
        values |= {"other": other, "reference": printed[other], "among": len(table.names)}
        found = _of_pair(claim, told_of, values)
    else:
        family = asked.families.get((claim.table, claim.of, claim.family or ""), ())
        among = claim.among or ev.among
        found = _of_pair(claim, duel(ev.scores, pair, among=among, asked=asked, family=family), values)
        found = replace(found, values=dict(found.values) | {"family": len(family) if len(family) > 1 else None})
    return with_amount(found, abs(printed[name] - printed[other]), 2, ev)


def _of_pair(claim: Claim, found: dict[str, Any], values: dict[str, Any]) -> Checked:
    return of_direction(claim, "lead", found, values=values)


def _best_other(printed: Any, name: str, best: str) -> str | None:
    others = {other: number for other, number in printed.items() if other != name}
    if not others:
        return None
    return str((max if best == "high" else min)(others, key=lambda other: others[other]))


def _against_number(claim: Claim, ev: Evidence, asked: Asked, name: str) -> Checked:
    """A score against a fixed number."""
    printed = ev.printed or {}
    if name not in printed:
        return unchecked(claim, "no_number", {"name": name})
    limit, sign = float(claim.threshold or 0.0) * ev.scale, -1.0 if claim.kind == "below" else 1.0
    number = sign * (printed[name] - limit)
    values = {"name": name, "reference": limit, "estimate": printed[name], "up": sign > 0}
    if ev.scores is None or name not in names_of(ev.scores):
        return of_direction(claim, "limit", {"number": number}, values=values)
    i = names_of(ev.scores).index(name)
    judged = compare(
        np.array([number]), ev.scores.se[[i]], ev.scores.df[[i]], level=asked.level, margin=0.0, adjust="none"
    )
    found = of_direction(claim, "limit", told(judged, 0), values=values)
    return with_amount(found, abs(printed[name] - limit), 1, ev)


def against_average(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """A unit against the plain mean of all in the table, itself among them."""
    name, printed = claim.name, ev.printed or {}
    if name is None or name not in printed:
        return unchecked(claim, "no_number", {"name": name or ev.name})
    if len(printed) < 2:
        return unchecked(claim, "alone", {"name": name})
    if (ev.among or 0) > len(printed):
        return unchecked(claim, "not_all", {"name": ev.name})
    up = claim.kind == "above_average"
    sign, mean = 1.0 if up else -1.0, float(np.mean(list(printed.values())))
    number = sign * (printed[name] - mean)
    values = {"name": name, "estimate": printed[name], "reference": mean, "up": up, "count": len(printed)}
    if ev.scores is None:
        found = of_direction(claim, "mean", {"number": number}, values=values)
        return with_amount(found, abs(printed[name] - mean), 2, ev)
    est, k = ev.scores, len(ev.scores)
    row = sign * (np.array([[float(one == name) for one in names_of(est)]]) - 1.0 / k)
    labels = pd.MultiIndex.from_arrays([[name]], names=[est.labels.names[0]])
    gap = est.linear(row, labels, [float(est.n[names_of(est).index(name)])], Step("combine", {}, (est.step,)))
    among = claim.among or 1
    judged = compare(gap.value, gap.se, gap.df, level=1 - (1 - asked.level) / among)
    found = of_direction(claim, "mean", told(judged, 0), values=values | {"among": among if among > 1 else None})
    return with_amount(found, abs(printed[name] - mean), 2, ev)


def told(judged: Comparison, i: int) -> dict[str, Any]:
    """One of several comparisons, as a claim's number with its interval."""
    parts = {"number": judged.gap, "low": judged.low, "high": judged.high, "detectable": judged.detectable}
    return {key: float(part[i]) for key, part in parts.items()}

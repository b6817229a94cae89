"""Claims about change: a rise, a fall, all of them, some of them; and counts that rose or fell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.inference.claiming.checked import Checked, of_direction, unchecked, weakest, with_amount
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.duels import Asked, names_of
from satmodel.inference.claiming.evidence import Evidence
from satmodel.inference.claiming.placed import changes_of
from satmodel.inference.claiming.scored import told
from satmodel.inference.claiming.words import Word
from satmodel.inference.judging.comparing import compare
from satmodel.inference.moving.count_change import CountChange, count_change
from satmodel.result import Verdict

_EVERY = {"all_rose": 1.0, "none_fell": 1.0, "all_fell": -1.0, "none_rose": -1.0}


def change_of(claim: Claim, ev: Evidence, asked: Asked, word: Word | None) -> Checked:
    """A rise or a fall of what the claim names, each judged by Holm among all changes of the table."""
    if ev.moved is None and ev.printed_before is None:
        return unchecked(claim, "one_round", {"name": ev.name})
    changes = changes_of(ev)
    names = claim.subject or (tuple(changes) if len(changes) == 1 else ())
    missing = [name for name in names if name not in changes]
    if missing or not names:
        return unchecked(claim, "no_number" if missing else "no_subject", {"name": missing[0] if missing else ev.name})
    sign = 1.0 if claim.kind == "rise" else -1.0
    margin = 0.0 if word is None else word.low * ev.scale
    judged = None
    if ev.moved is not None:
        moved = ev.moved
        judged = compare(sign * moved.value, moved.se, moved.df, level=asked.level, margin=margin, adjust="holm")
    parts = []
    for i, name in enumerate(names):
        found: dict[str, Any] = {"number": sign * changes[name]}
        if judged is not None and ev.moved is not None:
            found = told(judged, names_of(ev.moved).index(name))
        values = {"name": name, "up": sign > 0, "family": len(changes) if len(changes) > 1 else None, "margin": margin}
        values |= _rounds(ev, name) | {"word": None if word is None else word.word}
        part = of_direction(claim, "change", found, margin=margin, values=values)
        parts.append(with_amount(part, abs(changes[name]), 2, ev, place=min(i, len(claim.amount) - 1)))
    return weakest(parts)


def _rounds(ev: Evidence, name: str) -> dict[str, Any]:
    return {"before": (ev.printed_before or {}).get(name), "after": (ev.printed or {}).get(name)}


def every(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """All of them rose (or none of them fell): each interval by itself must lie on that side.

    A claim about all is established where the weakest of them is, each at its own level (an intersection-union test);
    it is the opposite that needs an adjustment: some of them fell where one of them did, by Holm.
    """
    found = _of_all(claim, ev)
    if isinstance(found, Checked):
        return found
    names, changes = found
    sign = _EVERY[claim.kind]
    numbers = sign * np.array([changes[name] for name in names])
    strict = claim.kind.startswith("all_")
    against = numbers <= 0 if strict else numbers < 0
    values: dict[str, Any] = {"count": len(names), "up": sign > 0, "strict": strict, "agreeing": int((~against).sum())}
    values["against_names"] = tuple(name for name, no in zip(names, against, strict=True) if no)
    i = int(np.argmin(numbers))
    if ev.moved is None:
        checked = of_direction(claim, "every", {"number": float(numbers[i])}, values=values | {"name": names[i]})
        return _level_is_not_a_fall(checked, strict)
    rows = [names_of(ev.moved).index(name) for name in names]
    alone = compare(numbers, ev.moved.se[rows], ev.moved.df[rows], level=asked.level)
    by_holm = compare(numbers, ev.moved.se[rows], ev.moved.df[rows], level=asked.level, adjust="holm")
    values["established"] = int((by_holm.low > 0).sum())
    opposite = np.flatnonzero(by_holm.high < 0)
    if len(opposite):
        i = int(opposite[np.argmin(by_holm.high[opposite])])
        return of_direction(claim, "every", told(by_holm, i), values=values | {"name": names[i]})
    # the weakest decides; where some lie on the other side, the one furthest there is told
    i = i if against.any() else int(np.argmin(alone.low))
    checked = of_direction(claim, "every", told(alone if not against.any() else by_holm, i), values=values)
    checked = _level_is_not_a_fall(checked, strict)
    return _named(checked, names[i])


def _named(found: Checked, name: str) -> Checked:
    return replace(found, values=dict(found.values) | {"name": name})


def _level_is_not_a_fall(found: Checked, strict: bool) -> Checked:
    if strict or found.number != 0.0 or found.reason != "opposite_seen":
        return found
    return replace(found, outcome=Outcome.NOT_SHOWN, reason="no_error" if found.low is None else "uncertain")


def some(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """At least one of them fell (or rose): the surest of them, judged by Holm among all."""
    found = _of_all(claim, ev)
    if isinstance(found, Checked):
        return found
    names, changes = found
    sign = 1.0 if claim.kind == "some_rose" else -1.0
    numbers = sign * np.array([changes[name] for name in names])
    values: dict[str, Any] = {"count": len(names), "up": sign > 0, "agreeing": int((numbers > 0).sum())}
    if ev.moved is None:
        i = int(np.argmax(numbers))
        return of_direction(claim, "some", {"number": float(numbers[i])}, values=values | {"name": names[i]})
    rows = [names_of(ev.moved).index(name) for name in names]
    judged = compare(numbers, ev.moved.se[rows], ev.moved.df[rows], level=asked.level, adjust="holm")
    surest = np.lexsort((numbers, judged.low))
    i = int(surest[-1])
    settled = tuple(names[j] for j in np.flatnonzero(judged.low > 0))
    if numbers.max() <= 0:  # none of them did: the opposite is established where every one of them did the other
        alone = compare(numbers, ev.moved.se[rows], ev.moved.df[rows], level=asked.level)
        i = int(np.argmax(alone.high))
        return of_direction(claim, "some", told(alone, i), values=values | {"name": names[i], "settled": ()})
    if not settled:
        # one that is told as a fall is one that the table shows as a fall
        i = int(max(np.flatnonzero(numbers > 0), key=lambda j: judged.low[j]))
    return of_direction(claim, "some", told(judged, i), values=values | {"name": names[i], "settled": settled})


def _of_all(claim: Claim, ev: Evidence) -> Checked | tuple[list[str], dict[str, float]]:
    if ev.moved is None and ev.printed_before is None:
        return unchecked(claim, "one_round", {"name": ev.name})
    changes = changes_of(ev)
    names = list(claim.subject) or list(changes)
    missing = [name for name in names if name not in changes]
    if missing or not names:
        return unchecked(claim, "no_number", {"name": missing[0] if missing else ev.name})
    apart = () if ev.moved is None else ev.moved.apart["reason"].tolist()
    if len(apart) and not claim.subject:
        return unchecked(claim, "not_all", {"name": ev.name})
    return names, changes


def counted(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """A count that rose or fell, by the ratio of the two rates."""
    found = _count_of(claim, ev, asked)
    if found is None:
        return unchecked(claim, "no_counts", {"name": claim.name or ev.name})
    up = claim.kind == "count_rise"
    seen = found.ratio > 1 if up else found.ratio < 1
    values: dict[str, Any] = {"name": found.name, "before": found.before, "after": found.after, "up": up, "p": found.p}
    needed = found.first_rise if up else found.first_fall
    shared: dict[str, Any] = {"number": found.ratio, "low": found.low, "high": found.high, "measure": "ratio"}
    shared |= {"needed": None if needed is None else float(needed), "verdict": found.verdict}
    if found.verdict is Verdict.ESTABLISHED:
        outcome, reason = (Outcome.HOLDS, "established") if seen else (Outcome.CONTRADICTED, "opposite")
    else:
        outcome, reason = (Outcome.NOT_SHOWN, "uncertain") if seen else (Outcome.CONTRADICTED, "opposite_seen")
    checked = Checked(claim, "count", outcome, reason, values=values, **shared)
    return with_amount(checked, float(abs(found.after - found.before)), 0, ev)


def _count_of(claim: Claim, ev: Evidence, asked: Asked) -> CountChange | None:
    """The change of the count that a claim is about: the table's one count, or one of its rows."""
    if ev.counts is not None:
        one = ev.counts
        exposures = {"before_exposure": one.before_exposure, "after_exposure": one.after_exposure}
        return count_change(one.before, one.after, level=asked.level, name=one.name, **exposures)
    after, before = ev.printed or {}, ev.printed_before or {}
    name = claim.name or (next(iter(after)) if len(after) == 1 else None)
    if ev.scores is not None or name not in after or name not in before:
        return None
    pair = before[name], after[name]
    if any(one < 0 or one != int(one) for one in pair) or sum(pair) == 0:
        return None
    return count_change(int(pair[0]), int(pair[1]), level=asked.level, name=str(name))

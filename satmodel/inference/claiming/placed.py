"""Claims about a place in a ranking: first, last, a rank, a part of the ranking; of scores or of changes."""

from __future__ import annotations

from typing import Any

from satmodel.errors import NotEstimable
from satmodel.estimation.estimates import Estimates
from satmodel.inference.claiming.checked import Checked, of_direction, unchecked, with_amount
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.duels import Asked, Standing, names_of, standing
from satmodel.inference.claiming.evidence import Evidence
from satmodel.inference.claiming.words import Word
from satmodel.result import Verdict

_OTHER_END = {"high": "low", "low": "high"}


def end_place(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """First or last, alone."""
    best = ev.best if claim.kind == "first" else _OTHER_END[ev.best]
    among = claim.among or ev.among
    return _extreme(claim, "place", ev.scores, ev.printed or {}, best=best, among=among, asked=asked)


def largest(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """The largest rise, or the largest fall, of all changes in the table."""
    if ev.moved is None and ev.printed_before is None:
        return unchecked(claim, "one_round", {"name": ev.name})
    best = "high" if claim.kind == "largest_rise" else "low"
    changes = changes_of(ev)
    found = _extreme(claim, "largest", ev.moved, changes, best=best, among=claim.among or ev.among, asked=asked)
    name = claim.name
    if found.outcome is Outcome.NOT_CHECKABLE or name is None:
        return found
    sign = 1.0 if best == "high" else -1.0
    if sign * changes[name] <= 0:  # the least fall of all is no rise
        found = of_direction(claim, "largest", {"number": sign * changes[name]}, values=found.values)
    return with_amount(found, abs(changes[name]), 2, ev)


def changes_of(ev: Evidence) -> dict[str, float]:
    """The changes of the printed numbers that stand in both rounds."""
    if ev.moved is not None:
        return dict(zip(names_of(ev.moved), map(float, ev.moved.value), strict=True))
    after, before = ev.printed or {}, ev.printed_before or {}
    return {name: after[name] - before[name] for name in after if name in before}


def _extreme(
    claim: Claim,
    how: str,
    est: Estimates | None,
    printed: dict[str, float] | Any,
    *,
    best: str,
    among: int | None,
    asked: Asked,
) -> Checked:
    """Whether one is the best alone: established above every other, each pair judged among all."""
    name = claim.name
    if name is None or name not in printed:
        return unchecked(claim, "no_number", {"name": name or claim.table or ""})
    if len(printed) < 2:
        return unchecked(claim, "alone", {"name": name})
    sign = 1.0 if best == "high" else -1.0
    others = {other: sign * (printed[name] - number) for other, number in printed.items() if other != name}
    nearest = min(others, key=lambda other: (others[other], other))
    values: dict[str, Any] = {"name": name, "other": nearest, "estimate": printed[name], "best": best}
    values |= {"reference": printed[nearest], "count": among or len(printed), "end": claim.kind}
    values |= {"up": best == "high", "among": among or len(printed)}
    if est is None:
        return _not_opposite_at_tie(of_direction(claim, how, {"number": others[nearest]}, values=values))
    table = _standing(est, best, among, asked)
    if table is None or name not in table.names:
        return unchecked(claim, "too_few", {"name": name})
    other, found = table.nearest(name)
    if table.printed(name)[0] > 1:  # set against the leader, who is what it would have to pass
        other = table.names[max(range(len(table.names)), key=lambda j: table.value[j])]
        found = _between(table, name, other)
    values |= {"other": other, "reference": printed[other]}
    low, high = table.ranks(name)
    values |= {"rank_low": low, "rank_high": high if among is None else None}
    return _not_opposite_at_tie(of_direction(claim, how, found, values=values))


def _not_opposite_at_tie(found: Checked) -> Checked:
    """Two that are printed level share the place: that is not the opposite of what was said, and not shown."""
    if found.number != 0.0 or found.reason != "opposite_seen":
        return found
    tied = Checked(found.claim, found.how, Outcome.NOT_SHOWN, "uncertain" if found.low is not None else "no_error")
    kept = {"number": found.number, "low": found.low, "high": found.high, "detectable": found.detectable}
    return Checked(tied.claim, tied.how, tied.outcome, tied.reason, **kept, verdict=found.verdict, values=found.values)


def _between(table: Standing, name: str, other: str) -> dict[str, float]:
    i, j = table.place(name), table.place(other)
    return {
        "number": float(table.gap[i, j]),
        "low": float(table.low[i, j]),
        "high": float(-table.low[j, i]),
        "detectable": float(table.detectable[i, j]),
    }


def _standing(est: Estimates, best: str, among: int | None, asked: Asked) -> Standing | None:
    try:
        return standing(est, best=best, among=among, asked=asked)
    except NotEstimable:
        return None  # fewer than two that can be compared


def rank(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """A named place, counted from the best."""
    found = _placed(claim, ev, asked)
    if isinstance(found, Checked):
        return found
    printed, held, count, detectable = found
    wanted = int(claim.rank or 0)
    values = {"name": claim.name, "wanted": wanted, "rank": printed[0], "rank_tied": printed[1], "count": count}
    shared = {"number": float(printed[0]), "measure": "rank", "detectable": detectable}
    if held is not None:
        values |= {"rank_low": held[0], "rank_high": held[1]}
        shared |= {"low": float(held[0]), "high": float(held[1])}
    inside = (printed[0] <= wanted <= printed[1], held is None or held[0] <= wanted <= held[1])
    settled = held == (wanted, wanted)
    return _settled(claim, "rank", inside, settled, values, shared)


def position(claim: Claim, ev: Evidence, asked: Asked, word: Word) -> Checked:
    """A part of the ranking that a vague word names, such as its middle.

    Formula:
        (rank − ½) / K from 0 (the best) to 1 (the last).
    """
    found = _placed(claim, ev, asked)
    if isinstance(found, Checked):
        return found
    printed, held, count, detectable = found
    middle = sum(printed) / 2
    at = (middle - 0.5) / count
    values: dict[str, Any] = {"name": claim.name, "rank": printed[0], "rank_tied": printed[1], "count": count}
    values |= {"word": word.word, "word_low": word.low, "word_high": word.high, "assumed": word.assumed}
    shared: dict[str, Any] = {"number": at, "measure": "place", "detectable": detectable}
    settled, overlap = False, True
    if held is not None:
        ends = (held[0] - 0.5) / count, (held[1] - 0.5) / count
        values |= {"rank_low": held[0], "rank_high": held[1]}
        shared |= {"low": ends[0], "high": ends[1]}
        settled = word.low <= ends[0] and ends[1] <= word.high
        overlap = ends[0] <= word.high and word.low <= ends[1]
    return _settled(claim, "position", (word.low <= at <= word.high, overlap), settled, values, shared)


def _placed(
    claim: Claim, ev: Evidence, asked: Asked
) -> Checked | tuple[tuple[int, int], tuple[int, int] | None, int, float | None]:
    """The printed rank of a claim's subject, the ranks it could hold, how many there are, and what could be seen."""
    name, printed = claim.name, ev.printed or {}
    if name is None or name not in printed:
        return unchecked(claim, "no_number", {"name": name or ev.name})
    if (claim.among or ev.among or 0) > len(printed) or len(printed) < 2:
        return unchecked(claim, "not_all", {"name": name})
    if ev.scores is None:
        sign = 1.0 if ev.best == "high" else -1.0
        better = sum(sign * number > sign * printed[name] for number in printed.values())
        level = sum(number == printed[name] for number in printed.values())
        return (better + 1, better + level), None, len(printed), None
    table = _standing(ev.scores, ev.best, None, asked)
    if table is None or name not in table.names:
        return unchecked(claim, "too_few", {"name": name})
    return table.printed(name), table.ranks(name), len(table.names), table.unresolved(name)


def _settled(
    claim: Claim, how: str, inside: tuple[bool, bool], settled: bool, values: dict[str, Any], shared: dict[str, Any]
) -> Checked:
    """A claim of a place: ``inside`` is whether the printed rank, and some rank it could hold, is the one named."""
    known = "low" in shared
    verdict = None
    if known:
        verdict = Verdict.ESTABLISHED if settled or not inside[1] else Verdict.NOT_ESTABLISHED
    if settled and inside[0]:
        outcome, reason = Outcome.HOLDS, "established"
    elif not inside[1]:
        outcome, reason = Outcome.CONTRADICTED, "opposite"
    elif not inside[0]:
        outcome, reason = Outcome.CONTRADICTED, "opposite_seen"
    else:
        outcome, reason = Outcome.NOT_SHOWN, "uncertain" if known else "no_error"
    return Checked(claim, how, outcome, reason, verdict=verdict, values=values, **shared)

"""Claims about parts of a whole: a share, a concentration, a vague word for how many or how much."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scipy import stats

from satmodel.inference.claiming.checked import Checked, unchecked, weakest
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.duels import Asked, duel, names_of
from satmodel.inference.claiming.evidence import Evidence
from satmodel.inference.claiming.placed import changes_of
from satmodel.inference.claiming.scored import told
from satmodel.inference.claiming.words import Word
from satmodel.inference.judging.comparing import compare
from satmodel.result import Verdict

_HALF = 0.5


def share(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """What part of a table's counts its named rows are, in per cent."""
    found = _counted(claim, ev)
    if isinstance(found, Checked):
        return found
    part, whole, _ = found
    low, high = exact_share(part, whole, asked.level)
    values = {"names": claim.subject, "part": part, "whole": whole, "level": asked.level}
    checked = Checked(claim, "share", Outcome.HOLDS, "printed", part / whole, low, high, measure="share", values=values)
    amount, decimals = claim.amount[0], claim.decimals[0]
    if abs(amount - 100 * part / whole) < 0.5 * 10.0**-decimals + 1e-9:
        return checked
    return Checked(
        claim,
        "share",
        Outcome.CONTRADICTED,
        "amount",
        part / whole,
        low,
        high,
        printed=part / whole,
        measure="share",
        values=values | {"amount": amount / 100},
    )


def concentration(claim: Claim, ev: Evidence, asked: Asked) -> Checked:
    """Whether the named rows hold most of a table's counts (or the share given), and are its largest.

    The data picked these rows, so that they are established to be the largest where each of them holds more than each
    of the others by the exact test of two counts of one total, every pair of rows adjusted for (Bonferroni).
    """
    found = _counted(claim, ev)
    if isinstance(found, Checked):
        return found
    part, whole, counts = found
    limit = claim.amount[0] / 100 if claim.amount else _HALF
    outside = {name: count for name, count in counts.items() if name not in claim.subject}
    smallest = min(claim.subject, key=lambda name: counts[name])
    largest = max(outside, key=lambda name: outside[name], default=None)
    low, high = exact_share(part, whole, asked.level)
    values: dict[str, Any] = {"names": claim.subject, "part": part, "whole": whole, "limit": limit}
    values |= {"level": asked.level, "other": largest, "name": smallest, "count": len(claim.subject)}
    shared = {"low": low, "high": high, "measure": "share", "detectable": limit + (part / whole - low)}
    apart = largest is None or _told_apart(claim, counts, outside, asked.level)
    if largest is not None and outside[largest] > counts[smallest]:
        outcome, reason, verdict = Outcome.CONTRADICTED, "not_largest", Verdict.NOT_ESTABLISHED
    elif high < limit:
        outcome, reason, verdict = Outcome.CONTRADICTED, "opposite", Verdict.ESTABLISHED
    elif part / whole <= limit:
        outcome, reason, verdict = Outcome.CONTRADICTED, "opposite_seen", Verdict.NOT_ESTABLISHED
    elif low > limit and apart:
        outcome, reason, verdict = Outcome.HOLDS, "established", Verdict.ESTABLISHED
    else:
        outcome, verdict = Outcome.NOT_SHOWN, Verdict.NOT_ESTABLISHED
        reason = "uncertain" if low <= limit else "not_apart"
    return Checked(claim, "concentration", outcome, reason, part / whole, **shared, verdict=verdict, values=values)


def _told_apart(claim: Claim, counts: dict[str, int], outside: dict[str, int], level: float) -> bool:
    """Whether every named row is established to hold more than every other."""
    pairs = [(counts[name], other) for name in claim.subject for other in outside.values()]
    tails = [stats.binom.sf(a - 1, a + b, 0.5) for a, b in pairs]
    family = len(counts) * (len(counts) - 1) // 2
    return bool(max(tails) * family < (1 - level) / 2)


def _counted(claim: Claim, ev: Evidence) -> Checked | tuple[int, int, dict[str, int]]:
    """The count of the named rows, that of all, and every row's."""
    printed = ev.printed
    if printed is None or ev.scores is not None or any(not _is_count(value) for value in printed.values()):
        return unchecked(claim, "no_counts", {"name": ev.name})
    counts = {name: int(value) for name, value in printed.items()}
    whole = counts.pop(claim.object) if claim.object in counts else sum(counts.values())
    missing = [name for name in claim.subject if name not in counts]
    part = sum(counts[name] for name in claim.subject if name in counts)
    if missing or not claim.subject:
        return unchecked(claim, "no_number" if missing else "no_subject", {"name": missing[0] if missing else ev.name})
    if whole <= 0 or part > whole:
        return unchecked(claim, "no_counts", {"name": ev.name})
    return part, whole, counts


def _is_count(value: float) -> bool:
    return value >= 0 and value == int(value)


def exact_share(part: int, whole: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share.

    Examples:
        >>> [round(end, 3) for end in exact_share(3, 63, 0.95)]
        [0.01, 0.133]
    """
    alpha = 1 - level
    low = float(stats.beta.ppf(alpha / 2, part, whole - part + 1)) if part else 0.0
    high = float(stats.beta.isf(alpha / 2, part + 1, whole - part)) if part < whole else 1.0
    return low, high


def quantifier(claim: Claim, ev: Evidence, asked: Asked, word: Word) -> Checked:
    """Whether a number lies where a vague word says: a share of all, or the size of a difference or a change."""
    if word.measure == "points" and len(claim.subject) > 1:  # each of them must be so large
        return weakest([quantifier(replace(claim, subject=(name,)), ev, asked, word) for name in claim.subject])
    found = _share_of(claim, ev, asked) if word.measure == "share" else _size_of(claim, ev, asked)
    if isinstance(found, Checked):
        return found
    scale = 1.0 if word.measure == "share" else ev.scale
    low_end, high_end = word.low * scale, word.high * scale
    number, low, high = found["number"], found.get("low"), found.get("high")
    values = {"word": word.word, "word_low": low_end, "word_high": high_end, "assumed": word.assumed}
    values |= {"name": claim.name or "", "names": claim.subject, "of": word.measure, "level": asked.level}
    seen = low_end <= number <= high_end
    shared = {key: found.get(key) for key in ("number", "low", "high", "detectable")}
    measure = "share" if word.measure == "share" else "points"
    if low is None or high is None:
        outcome, reason, verdict = (Outcome.NOT_SHOWN, "no_error", None)
        if not seen:
            outcome, reason = Outcome.CONTRADICTED, "opposite_seen"
    elif low_end <= low and high <= high_end:
        outcome, reason, verdict = Outcome.HOLDS, "established", Verdict.ESTABLISHED
    elif high < low_end or low > high_end:
        outcome, reason, verdict = Outcome.CONTRADICTED, "opposite", Verdict.ESTABLISHED
    else:
        verdict = Verdict.NOT_ESTABLISHED
        outcome, reason = (Outcome.NOT_SHOWN, "uncertain") if seen else (Outcome.CONTRADICTED, "opposite_seen")
    return Checked(claim, "word", outcome, reason, **shared, measure=measure, verdict=verdict, values=values)


def _share_of(claim: Claim, ev: Evidence, asked: Asked) -> Checked | dict[str, float]:
    """A share: counts of the table, or a rate that it estimates."""
    name = claim.name
    if ev.share and ev.scores is not None and name in names_of(ev.scores):
        i = names_of(ev.scores).index(name)
        one = compare(ev.scores.value[[i]], ev.scores.se[[i]], ev.scores.df[[i]], level=asked.level)
        return told(one, 0) | {"detectable": float(one.high[0] - one.gap[0])}
    found = _counted(claim, ev)
    if isinstance(found, Checked):
        return found
    part, whole, _ = found
    low, high = exact_share(part, whole, asked.level)
    return {
        "number": part / whole,
        "low": low,
        "high": high,
        "detectable": max(high - part / whole, part / whole - low),
    }


def _size_of(claim: Claim, ev: Evidence, asked: Asked) -> Checked | dict[str, float]:
    """The size of a difference to ``object``, or else of a change; an interval of either sign begins at zero."""
    name = claim.name
    printed = ev.printed or {}
    if name is None:
        return unchecked(claim, "no_subject")
    if claim.object is not None:
        if name not in printed or claim.object not in printed:
            return unchecked(claim, "no_number", {"name": name if name not in printed else claim.object})
        gap = printed[name] - printed[claim.object]
        if ev.scores is None:
            return {"number": abs(gap)}
        among = claim.among or ev.among
        return _size(duel(ev.scores, (name, claim.object), among=among, asked=asked, family=()))
    changes = changes_of(ev)
    if name not in changes:
        return unchecked(claim, "no_number", {"name": name})
    if ev.moved is None:
        return {"number": abs(changes[name])}
    moved = ev.moved
    judged = compare(moved.value, moved.se, moved.df, level=asked.level, adjust="holm")
    return _size(told(judged, names_of(moved).index(name)))


def _size(found: dict[str, Any]) -> dict[str, float]:
    low, high = found["low"], found["high"]
    least = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    reach = (high - low) / 2
    return {"number": abs(found["number"]), "low": least, "high": max(abs(low), abs(high)), "detectable": reach}

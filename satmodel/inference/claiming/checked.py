"""What was found of one claim, and how the parts of a finding are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.evidence import Evidence
from satmodel.result import Verdict

# the order in which parts of a claim spoil the whole of it
_ORDER = (
    *(Outcome.NOT_COMPARABLE, Outcome.CONTRADICTED, Outcome.NOT_CHECKABLE),
    *(Outcome.NOT_SHOWN, Outcome.HOLDS),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one claim.

    Attributes:
        claim: the claim. how: what sort of sentence tells it.
        outcome: what was found. reason: why, by a code.
        number: what the table gives, in the claim's own direction: above zero where it agrees with the claim.
        low, high: its interval; None where nothing says how precise it is.
        detectable: the smallest number that would have been established.
        needed: interviews on each side (or the count) from which on it would be.
        printed: what the printed numbers add up to, where the claim gives an amount that differs.
        measure: what the number is: ``"points"``, ``"share"``, ``"ratio"``, ``"rank"``, ``"place"`` or ``"count"``.
        verdict: the verdict of the comparison, None where none was made.
        against: the claim that contradicts it. values: whatever else its sentence needs.
    """

    claim: Claim
    how: str
    outcome: Outcome
    reason: str
    number: float | None = None
    low: float | None = None
    high: float | None = None
    detectable: float | None = None
    needed: float | None = None
    printed: float | None = None
    measure: str = "points"
    verdict: Verdict | None = None
    against: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def unchecked(claim: Claim, reason: str, values: Mapping[str, Any] | None = None) -> Checked:
    """A claim that cannot be checked, and why."""
    return Checked(claim, "none", Outcome.NOT_CHECKABLE, reason, values=values or {})


def with_amount(found: Checked, printed: float, terms: int, ev: Evidence, *, place: int = 0) -> Checked:
    """The same, contradicted where the amount that the claim gives is not what the printed numbers give.

    Args:
        found: what was found of the claim's direction. printed: what the printed numbers give, in the table's own unit.
        terms: how many printed numbers it is made of. place: which of the claim's amounts.
    """
    claim = found.claim
    if not claim.amount:
        return found
    amount, decimals = claim.amount[place], claim.decimals[place]
    if found.how not in ("value", "average"):  # a fall may be written as a number below zero
        amount = abs(amount)
    if agrees(amount, decimals, printed / ev.scale, ev.decimals, terms):
        return found
    values = dict(found.values) | {"amount": amount * ev.scale}
    return replace(found, outcome=Outcome.CONTRADICTED, reason="amount", printed=printed, values=values)


def agrees(amount: float, decimals: int, printed: float, places: int | None, terms: int) -> bool:
    """Whether an amount can be what printed numbers give, as far as their rounding goes.

    Args:
        amount, decimals: the amount and the decimals it is given with. printed: what the printed numbers give.
        places: the decimals that these are printed with, None for numbers that are not rounded.
        terms: how many of them it is made of.

    Formula:
        |amount − printed| < ½ 10^−decimals + terms · ½ 10^−places.

    Examples:
        >>> agrees(9.2, 1, 9.215, 3, 2), agrees(3.15, 2, 3.2, 2, 2), agrees(83.78, 2, 83.7833, None, 1)
        (True, False, True)
    """
    slack = 0.5 * 10.0**-decimals + (0.0 if places is None else terms * 0.5 * 10.0**-places)
    off = abs(amount - printed)
    return off < 1e-9 or off < slack - 1e-9  # a number half way off could not have been rounded to it


def weakest(parts: list[Checked]) -> Checked:
    """The part of a claim that decides what may be said of the whole: the first of the worst outcome."""
    return min(parts, key=lambda part: _ORDER.index(part.outcome))


def of_direction(
    claim: Claim, how: str, found: Mapping[str, Any], *, margin: float = 0.0, values: Mapping[str, Any] | None = None
) -> Checked:
    """What may be said of a number that a claim says is above zero, or above a margin.

    Args:
        claim, how: the claim, and what sort of sentence tells it.
        found: ``number`` in the claim's direction, and, where it has an error, ``low``, ``high`` and ``detectable``.
        margin: how far above zero the claim says it is.
        values: whatever else the sentence needs.

    Returns:
        Holds where the whole interval lies above the margin; contradicted where the number itself does not, or the
        interval lies below it; else not shown.
    """
    number, low, high = found["number"], found.get("low"), found.get("high")
    told = {key: found.get(key) for key in ("number", "low", "high", "detectable", "needed", "measure") if key in found}
    # at the margin itself a number does not say the opposite of "more than the margin"
    seen = number < margin or (number == margin == 0.0)
    if low is None:
        outcome, reason = (Outcome.CONTRADICTED, "opposite_seen") if seen else (Outcome.NOT_SHOWN, "no_error")
        return Checked(claim, how, outcome, reason, values=values or {}, **told)
    verdict = Verdict.ESTABLISHED if low > margin or high < margin else Verdict.NOT_ESTABLISHED
    if low > margin:
        outcome, reason = Outcome.HOLDS, "established"
    elif high < margin:
        outcome, reason = Outcome.CONTRADICTED, "opposite"
    else:
        outcome, reason = (Outcome.CONTRADICTED, "opposite_seen") if seen else (Outcome.NOT_SHOWN, "uncertain")
    return Checked(claim, how, outcome, reason, verdict=verdict, values=values or {}, **told)

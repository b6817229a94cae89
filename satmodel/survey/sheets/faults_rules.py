"""The faults of the rules by which scores are converted into points."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem

# what each key must be, by the code under which the languages say it
WANTED = {
    "text": "text",
    "number": "a finite number",
    "positive": "a number above 0",
    "not negative": "a number, 0 or more",
    "per": 'a number above 0, or "average" for the average of all units',
    "whole": "a whole number from 0 to 9",
    "numbers": "a list of finite numbers",
    "flag": "true or false",
    "names": "a list of names",
    "falling": "a list of numbers, the first rank's first, none larger than the one before",
    "pairs": "a list of [score, points] pairs of numbers, one or more",
    "knots": "a list of two or more [score, points] pairs of numbers with rising scores",
    "bands": "a list of [score, points] pairs of numbers, no score twice",
    "parts": "one [[parts]] table a part, one or more",
    "choice": "one of the words that are known for it",
}


def rule_unreadable(place: Place, said: str) -> Problem:
    """The rule is no file of keys and values."""
    remedy = "Write it as TOML, one 'key = value' a line, and save it as UTF-8."
    return problem("rule_unreadable", place, f"The rule cannot be read ({said}).", remedy, values={"said": said})


def rule_key_unknown(place: Place, key: str, known: Sequence[str]) -> Problem:
    """A key that this kind of rule does not have."""
    close = near(key, known)
    remedy = f"Near it there is: {listed(close)}." if close else f"The keys are: {listed(known, 30)}."
    values = {"key": key, "near": close, "known": tuple(known)}
    return problem("rule_key_unknown", place, f"There is no key {key!r} here.", remedy, value=key, values=values)


def rule_key_missing(place: Place, key: str, wanted: str) -> Problem:
    """A key without which the rule says nothing."""
    values = {"key": key, "wanted": f"wanted {wanted}"}
    remedy = f"Write {key} = …: {WANTED[wanted]}."
    return problem("rule_key_missing", place, f"The key {key!r} is missing.", remedy, values=values)


def rule_value(place: Place, key: str, value: str, wanted: str, known: Sequence[str] = ()) -> Problem:
    """A value of the wrong kind."""
    message = f"{key!r} must be {WANTED[wanted]}."
    remedy = f"Write one of: {listed(known)}." if known else "Correct the value."
    values = {"key": key, "wanted": f"wanted {wanted}", "known": tuple(known)}
    return problem("rule_value", place, message, remedy, value=value, values=values)


def rule_conflict(place: Place, why: str) -> Problem:
    """Two entries that cannot both hold; ``why`` is the code of the sentence."""
    told = {
        "kind and parts": (
            "A rule has a kind of its own or parts, not both.",
            "Put the rule's kind and its keys under [[parts]], or leave the parts out.",
        ),
        "nothing given": ("Only a veto is given, and nothing that earns points.", "Add a part that earns points."),
        "two coefficients": ("Two coefficients multiply the same base.", "Keep one of them."),
        "floor above": ("The floor lies above the most points.", "Correct 'floor', 'cap' or 'points'."),
        "order without ties": ("An order is given, and ties are not broken by it.", 'Write ties = "order".'),
        "ties without order": ("Ties are to be broken by an order that is not given.", "Write order = [names]."),
        "rest above": (
            "Further ranks would get more than the last rank that is named.",
            "Write rest = at most its points.",
        ),
        "rounding without decimals": (
            "A way of rounding is given, and not to how many decimals.",
            "Write decimals = 2, say, or leave out rounding.",
        ),
        "twice in order": ("A unit stands in the order more than once.", "Name each unit once."),
    }
    message, remedy = told[why]
    return problem("rule_conflict", place, message, remedy, values={"why": why})

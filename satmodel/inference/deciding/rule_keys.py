"""What the keys of a rule may hold, and the faults of those that do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_rules import rule_key_missing, rule_key_unknown, rule_value

AVERAGE = "average"
CHOICES = {
    "unit": ("points", "percent"),
    "rounding": ("half_up", "truncate"),
    "ties": ("min", "max", "mean", "share", "order"),
    "counts": ("beyond", "whole"),
    "then": ("zero", "exclude"),
}
# of the whole rule: what each key holds
WHOLE = {
    "name": "text",
    "source": "text",
    "note": "text",
    "unit": "choice",
    "decimals": "whole",
    "rounding": "choice",
    "score_decimals": "whole",
    "thresholds": "numbers",
    "base": "number",
    "parts": "parts",
}
# of each kind: what its keys hold; those without which it says nothing stand in NEEDED
KINDS: Mapping[str, Mapping[str, str]] = {
    "coefficient": {"per": "per", "weight": "positive", "name": "text"},
    "points": {"points": "number", "full": "positive", "weight": "positive", "name": "text"},
    "tiered": {
        "points": "number",
        "threshold": "number",
        "per_point": "positive",
        "floor": "number",
        "cap": "number",
        "weight": "positive",
        "name": "text",
    },
    "pieces": {"knots": "knots", "weight": "positive", "name": "text"},
    "bands": {"steps": "bands", "below": "number", "weight": "positive", "name": "text"},
    "rank": {
        "points": "falling",
        "rest": "number",
        "ties": "choice",
        "order": "names",
        "weight": "positive",
        "name": "text",
    },
    "bonus": {
        "per_point": "positive",
        "threshold": "not negative",
        "cap": "positive",
        "counts": "choice",
        "falls": "flag",
        "weight": "positive",
        "name": "text",
    },
    "veto": {"below": "number", "then": "choice", "name": "text"},
}
NEEDED = {
    "points": ("points", "full"),
    "tiered": ("points", "threshold", "per_point"),
    "pieces": ("knots",),
    "bands": ("steps",),
    "rank": ("points", "ties"),
    "bonus": ("per_point",),
    "veto": ("below", "then"),
}


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _numbers(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_number, value))


def _pairs(value: object, least: int) -> bool:
    whole = isinstance(value, list | tuple) and len(value) >= least
    return whole and all(_numbers(pair) and len(pair) == 2 for pair in value)  # type: ignore[union-attr]


def _rising(value: Any) -> bool:
    return _pairs(value, 2) and all(a[0] < b[0] for a, b in pairwise(value))


def _bands(value: Any) -> bool:
    return _pairs(value, 1) and len({float(pair[0]) for pair in value}) == len(value)


def _falling(value: Any) -> bool:
    return _numbers(value) and len(value) > 0 and all(a >= b for a, b in pairwise(value))


_HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and bool(value.strip()),
    "number": _number,
    "positive": lambda value: _number(value) and value > 0,
    "not negative": lambda value: _number(value) and value >= 0,
    "per": lambda value: value == AVERAGE or (_number(value) and value > 0),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9,
    "numbers": _numbers,
    "flag": lambda value: isinstance(value, bool),
    "names": lambda value: isinstance(value, list | tuple) and len(value) > 0,
    "falling": _falling,
    "knots": _rising,
    "bands": _bands,
    "parts": lambda value: (
        isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(part, Mapping) for part in value)
    ),
}


def faults_of_keys(
    given: Mapping[str, Any], known: Mapping[str, str], needed: tuple[str, ...], place: Callable[[str], Place]
) -> list[Problem]:
    """The faults of some keys: those not known, those with a wrong value, those missing.

    Args:
        given: the keys and their values. known: what each known key must hold. needed: the keys that must be there.
        place: where a key stands.
    """
    found = []
    for key, value in given.items():
        if key not in known:
            found.append(rule_key_unknown(place(key), key, tuple(known)))
        elif known[key] == "choice":
            if value not in CHOICES[key]:
                found.append(rule_value(place(key), key, repr(value), "choice", CHOICES[key]))
        elif not _HOLDS[known[key]](value):
            found.append(rule_value(place(key), key, repr(value), known[key]))
    found += [rule_key_missing(place(key), key, known[key]) for key in needed if key not in given]
    return found

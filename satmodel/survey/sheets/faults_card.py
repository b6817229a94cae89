"""The faults of instrument cards, crosswalks and names that are to be matched."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def card_unreadable(place: Place, said: str) -> Problem:
    """The card is no file of keys and values."""
    remedy = "Write one 'key: value' a line, such as 'organiser: city statistics office', and save it as UTF-8."
    return problem("card_unreadable", place, f"The card cannot be read ({said}).", remedy, values={"said": said})


def card_key_unknown(place: Place, known: Sequence[str]) -> Problem:
    """A key that no card has."""
    close = near(place.header or "", known)
    remedy = f"Near it there is: {listed(close)}." if close else f"The keys are: {listed(known, 30)}."
    message = f"A card has no key {place.header!r}."
    return problem("card_key_unknown", place, message, remedy, values={"near": close, "known": tuple(known)})


def card_value(place: Place, value: str, wanted: str) -> Problem:
    """A value of the wrong kind."""
    message = f"{place.header!r} must be {wanted}."
    return problem("card_value", place, message, "Correct the value.", value=value, values={"wanted": wanted})


def date_expected(place: Place, text: str) -> Problem:
    """A cell that should hold a date."""
    remedy = "Write a date such as 2025-07-01."
    return problem("date_expected", place, f"A date is expected here, not {text!r}.", remedy, value=text)


def split_unit(place: Place, old: str, new: Sequence[str]) -> Problem:
    """One unit that became several on the same day."""
    message = f"The unit {old!r} became several: {listed(new)}."
    remedy = "Respondents cannot be divided by name; give the new unit in the data, or leave this unit out."
    return problem("split_unit", place, message, remedy, value=old, values={"new": tuple(new)})


def circular_unit(place: Place, chain: Sequence[str]) -> Problem:
    """Renamings that lead back to where they began."""
    message = f"The renamings go in a circle: {listed(chain)}."
    return problem("circular_unit", place, message, "Correct the dates or the names.", values={"chain": tuple(chain)})


def name_unmatched(place: Place, kind: str, name: str, known: Collection[str]) -> Problem:
    """A name that matches none of those known."""
    close = near(name, known)
    remedy = f"Near it there is: {listed(close)}. " if close else f"The names are: {listed(known)}. "
    remedy += "Correct it, or name it as a synonym or in the crosswalk."
    values = {"kind": kind, "near": close, "known": tuple(known)}
    return problem("name_unmatched", place, f"No {kind} is called {name!r}.", remedy, value=name, values=values)

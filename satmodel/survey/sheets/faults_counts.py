"""The faults of tables of counts and of shares: one function a rule, as in ``faults``."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def count_invalid(place: Place, text: str) -> Problem:
    """A count that is negative or not whole."""
    message = f"A count must be a whole number, zero or more, not {text!r}."
    remedy = "Correct the cell; if the table holds percentages, give the number of respondents as base=."
    return problem("count_invalid", place, message, remedy, value=text)


def total_differs(place: Place, printed: float, found: float) -> Problem:
    """A row whose parts do not add up to its printed total."""
    message = f"The printed total is {printed:g}; the parts of this row add up to {found:g}."
    remedy = "Correct the part or the total that is wrong, or name the column that was left out."
    return problem("total_differs", place, message, remedy, values={"printed": printed, "found": found})


def total_row_differs(place: Place, printed: float, found: float) -> Problem:
    """A row of totals that is not the sum of the rows above it."""
    message = f"The row of totals has {printed:g} here; the rows add up to {found:g}."
    remedy = "Correct the total, or find the row that is missing or wrong."
    return problem("total_row_differs", place, message, remedy, values={"printed": printed, "found": found})


def counted_twice(place: Place, names: Sequence[str], first_row: int) -> Problem:
    """A unit, or a unit and item, that has a row already."""
    message = f"{listed(names)} stands in row {first_row} already."
    remedy = "Delete the row that was entered twice, or correct its name."
    return problem("counted_twice", place, message, remedy, values={"names": tuple(names), "first_row": first_row})


def item_uncounted(place: Place, unit: str, item: str) -> Problem:
    """A unit without a row for an item that other units have."""
    message = f"{unit!r} has no row for {item!r}, which other units have."
    remedy = "Add the row; if the item was not asked there, read the items that all units have."
    return problem("item_uncounted", place, message, remedy, values={"unit": unit, "item": item})


def share_invalid(place: Place, text: str) -> Problem:
    """A share outside 0 to 100 per cent."""
    message = f"A share must lie between 0 and 100 per cent, not {text!r}."
    return problem("share_invalid", place, message, "Correct the cell.", value=text)


def shares_differ(place: Place, found: float) -> Problem:
    """A row whose shares cannot add up to 100 per cent, rounding allowed for."""
    message = f"The shares of this row add up to {found:.6g} per cent; rounding does not explain it."
    remedy = "Correct the share that is wrong, or name the column that was left out."
    return problem("shares_differ", place, message, remedy, values={"found": found})


def share_impossible(place: Place, text: str, base: int) -> Problem:
    """A share that no whole number of the base gives, to the decimals printed."""
    message = f"No whole number of {base} respondents gives {text!r}, to the decimals printed."
    remedy = "Check the number of respondents and the share; the share may be weighted, or of another base."
    return problem("share_impossible", place, message, remedy, value=text, values={"base": base})


def outcome_unknown(place: Place, text: str, known: Sequence[str]) -> Problem:
    """An outcome of a call that is in no category."""
    close = near(text, known)
    message = f"It is not known what the outcome {text!r} means."
    remedy = f"Say so in outcomes=, such as outcomes={{{text!r}: 'refusal'}}; the categories are: {listed(known)}."
    return problem("outcome_unknown", place, message, remedy, value=text, values={"near": close, "known": tuple(known)})


def complete_missing(place: Place, headers: Sequence[str]) -> Problem:
    """No column of completed interviews."""
    message = "No column of completed interviews was recognised."
    remedy = f"Name it in outcomes=, with 'complete'; the headers are: {listed(headers)}."
    return problem("complete_missing", place, message, remedy, values={"headers": tuple(headers)})

"""The faults of published tables: percentages, ranks, repeated units, and lists of problems."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, letter, listed, near, problem


def cell_name(place: Place) -> str:
    """A cell's name, such as ``C7``; its header and row, such as ``score[7]``, in a frame, which has no letters.

    Examples:
        >>> cell_name(Place(row=7, column=2)), cell_name(Place(row=7, header="score"))
        ('C7', 'score[7]')
    """
    return f"{place.header}[{place.row}]" if place.column is None else f"{letter(place.column)}{place.row}"


def percent_mixed(place: Place, role: str, text: str, other: str, where: str) -> Problem:
    """A bare number of one or less among percentages: 0.5 may be 0.5 % or 50 %."""
    message = f"{text!r} ({role}) may be a share or a percentage; {where} holds {other!r}."
    remedy = (
        f"Write the sign in the cell, as in 95.74%, or say what bare numbers are: shares={{{role!r}: 'percent'}} or "
        "'share'."
    )
    return problem(
        "percent_mixed", place, message, remedy, value=text, values={"role": role, "other": other, "where": where}
    )


def share_outside(place: Place, role: str, text: str) -> Problem:
    """A share below nothing or above everything."""
    message = f"{text!r} ({role}) is not between 0 and 100%."
    return problem("share_outside", place, message, "Correct the cell.", value=text, values={"role": role})


def unit_repeated(place: Place, unit: str, first_row: int) -> Problem:
    """A unit (or a unit and item) that stands in an earlier row of the table too."""
    message = f"{unit!r} stands in row {first_row} already."
    remedy = "Delete the row that was entered twice, or correct its name."
    values = {"first_row": first_row}
    return problem("unit_repeated", place, message, remedy, value=unit, values=values)


def rank_contradicts(place: Place, item: str, printed: str, low: int, high: int) -> Problem:
    """A printed rank that the printed scores do not give, whatever is done with ties."""
    allowed = str(low) if low == high else f"{low} to {high}"
    message = f"The printed rank {printed!r} ({item}) does not follow from the scores, which give {allowed}."
    remedy = "Correct the score or the rank, or leave out ranks_printed= and see them listed by printed_table()."
    values = {"item": item, "low": low, "high": high}
    return problem("rank_contradicts", place, message, remedy, value=printed, values=values)


def score_outside(place: Place, item: str, text: str, limits: tuple[float, float]) -> Problem:
    """A mean that lies outside the ends of the scale."""
    low, high = limits
    message = f"{text!r} ({item}) lies outside the limits {low:g} to {high:g}."
    remedy = "Correct the cell, or the limits."
    return problem(
        "score_outside", place, message, remedy, value=text, values={"item": item, "lowest": low, "highest": high}
    )


def n_too_small(place: Place, text: str) -> Problem:
    """A number of respondents below two."""
    message = "The number of respondents must be 2 or more."
    return problem("n_too_small", place, message, "Correct the cell; it is the number behind the mean.", value=text)


def word_unknown(place: Place, role: str, text: str, known: Sequence[str]) -> Problem:
    """A status, an answer of yes or no, or an outcome that the vocabulary does not have."""
    close = near(text, known)
    message = f"The {role} {text!r} is not in the vocabulary."
    hint = f"Near it there is: {listed(close)}." if close else f"It has: {listed(known)}."
    remedy = f"{hint} Correct the cell, or give the word its meaning in vocabulary=."
    values = {"role": role, "near": close, "known": tuple(known)}
    return problem("word_unknown", place, message, remedy, value=text, values=values)


def count_expected(place: Place, role: str, text: str) -> Problem:
    """A count that is no whole number of zero or more."""
    message = f"{text!r} ({role}) is no count."
    return problem("count_expected", place, message, "Write a whole number.", value=text, values={"role": role})

"""The faults of population margins, and of respondents who do not fit them."""

from __future__ import annotations

from collections.abc import Collection

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def margin_total_differs(place: Place, unit: str | None, variable: str, found: float, total: float) -> Problem:
    """The categories of a variable do not sum to the total."""
    where = f" of {unit!r}" if unit is not None else ""
    message = f"The categories of {variable!r}{where} sum to {found:,.10g}, not to the total of {total:,.10g}."
    remedy = "Correct the counts or the total; both must speak of the same people."
    values = {"unit": unit, "variable": variable, "found": found, "total": total}
    return problem("margin_total_differs", place, message, remedy, values=values)


def margin_negative(place: Place, text: str) -> Problem:
    """A count of people below zero."""
    return problem("margin_negative", place, "A count of people cannot be below zero.", "Correct it.", value=text)


def margin_twice(place: Place, name: str, first_row: int | None) -> Problem:
    """A unit, or a category of a variable, that stands in two rows."""
    before = "already" if first_row is None else f"in row {first_row} already"
    remedy = "Keep one of the two rows."
    values = {"first_row": first_row}
    return problem("margin_twice", place, f"{name!r} stands {before}.", remedy, value=name, values=values)


def margin_incomplete(place: Place, unit: str, variable: str) -> Problem:
    """A unit without margins of a variable that the other units have."""
    message = f"{unit!r} has no counts of {variable!r}."
    remedy = "Add them, or leave the variable out."
    return problem("margin_incomplete", place, message, remedy, values={"unit": unit, "variable": variable})


def class_unknown(place: Place, variable: str, text: str, classes: Collection[str]) -> Problem:
    """A respondent who belongs to none of a variable's categories."""
    message = f"{text!r} is in none of the categories of {variable!r}." if text else f"{variable!r} is not filled in."
    remedy = (
        f"The categories are: {listed(classes)}. Correct the cell, or mark the interview as void if the respondent "
        "does not belong to the population."
    )
    values = {"variable": variable, "classes": tuple(classes)}
    return problem("class_unknown", place, message, remedy, value=text, values=values)


def class_without_people(place: Place, variable: str, text: str, group: str) -> Problem:
    """A respondent in a category of which the population has nobody."""
    message = f"The margins have nobody in {group} ({variable!r}), and here is a respondent of it."
    remedy = "Correct the cell or the margins, or weight on this variable over all units together."
    return problem(
        "class_without_people", place, message, remedy, value=text, values={"variable": variable, "group": group}
    )


def class_not_sampled(place: Place, variable: str, group: str, people: float) -> Problem:
    """A category with people and without respondents, which no weight can make up."""
    message = f"The population has {people:,.10g} people in {group} ({variable!r}), and the sample has nobody of them."
    remedy = "Merge the category with a neighbouring one, or leave out units that were not surveyed."
    values = {"variable": variable, "group": group, "people": people}
    return problem("class_not_sampled", place, message, remedy, values=values)


def unit_without_margins(place: Place, unit: str, known: Collection[str], respondents: int) -> Problem:
    """A unit with respondents that the margins do not have."""
    close = near(unit, known)
    message = f"The margins have no unit {unit!r}, which has {respondents} respondents."
    remedy = f"Near it there is: {listed(close)}." if close else f"The units of the margins are: {listed(known)}."
    values = {"respondents": respondents, "near": close, "units": tuple(known)}
    return problem("unit_without_margins", place, message, remedy, value=unit, values=values)


def replicate_negative(place: Place, text: str) -> Problem:
    """A replicate weight below zero."""
    remedy = "Correct the cell; a replicate leaves a respondent out with a weight of 0."
    return problem("replicate_negative", place, "A replicate weight cannot be below zero.", remedy, value=text)

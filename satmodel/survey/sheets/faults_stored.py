"""Faults of files with stored estimates."""

from __future__ import annotations

from collections.abc import Collection

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, problem

AGAIN = "Run that round again, or take the file from its out folder as it was written."


def stored_missing(place: Place, path: str) -> Problem:
    """No file with stored estimates."""
    remedy = "Name the folder of a round, and run that round first (satmodel run)."
    return problem("stored_missing", place, f"There are no stored estimates at {path}.", remedy, values={"path": path})


def stored_unreadable(place: Place, said: str) -> Problem:
    """No JSON."""
    return problem(
        "stored_unreadable", place, f"This is not a JSON file in UTF-8: {said}.", AGAIN, values={"said": said}
    )


def stored_other(place: Place) -> Problem:
    """JSON of another kind."""
    return problem("stored_other", place, "This file does not hold estimates that satmodel stored.", AGAIN)


def stored_newer(place: Place, version: object, known: int) -> Problem:
    """A form that this version does not know."""
    message = f"The file has form {version}; this satmodel reads forms up to {known}."
    values = {"version": version, "known": known}
    return problem("stored_newer", place, message, "Use the satmodel that wrote it, or a later one.", values=values)


def stored_part(place: Place, wanted: str) -> Problem:
    """A part that is missing, or that is something else."""
    message = f"{place.header} is missing or is not what it should be: {wanted}."
    return problem("stored_part", place, message, AGAIN, values={"wanted": wanted})


def stored_length(place: Place, count: int, expected: int) -> Problem:
    """A list of another length than the estimates."""
    message = f"{place.header} has {count} entries for {expected} estimates."
    return problem("stored_length", place, message, AGAIN, values={"count": count, "expected": expected})


def stored_covariance(place: Place) -> Problem:
    """Blocks that make no covariance."""
    message = (
        f"{place.header} is not a covariance: it leaves estimates out, or gives a combination a negative variance."
    )
    return problem("stored_covariance", place, message, AGAIN)


def stored_twice(place: Place, names: Collection[object]) -> Problem:
    """Labels that stand twice."""
    message = f"{place.header} names twice: {listed(names)}."
    return problem("stored_twice", place, message, AGAIN, values={"names": tuple(map(str, names))})


def stored_changed(place: Place) -> Problem:
    """A file that its manifest does not know."""
    message = "This file is not the one that the manifest beside it lists; it was changed after the run."
    return problem("stored_changed", place, message, AGAIN)


def stored_set(place: Place, wanted: str, known: Collection[str]) -> Problem:
    """A set of estimates that is not in the file."""
    message = f"There are no estimates named {wanted!r}; there are {listed(known)}."
    remedy = "Give the table of this round the same name as in that one (name = ...)."
    return problem("stored_set", place, message, remedy, value=wanted, values={"known": tuple(known)})

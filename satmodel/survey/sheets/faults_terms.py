"""Faults of columns that are used as the terms of a regression."""

from __future__ import annotations

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, problem


def numbers_and_text(place: Place, text: str) -> Problem:
    """A cell of text in a column of numbers."""
    message = f"This column holds numbers, but here {text!r}."
    remedy = (
        "Correct the cell, or leave it empty where nothing is known; if every value is to be a level of its own, name "
        "the column in baseline=."
    )
    return problem("numbers_and_text", place, message, remedy, value=text)

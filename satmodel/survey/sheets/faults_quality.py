"""The faults of the fieldwork's columns: each with what is wrong and what to do about it."""

from __future__ import annotations

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, problem
from satmodel.survey.sheets.personal import masked

_EXAMPLES = {
    "start": "20:51, 20:51:03 or 2015-06-05 20:51",
    "duration": "112, 112s or 1:52",
    "date": "2015-06-05 or 2015/6/5",
}


def clock_unreadable(place: Place, role: str, text: str) -> Problem:
    """A cell that should hold a time of day, a duration or a date and holds something else."""
    example = _EXAMPLES[role]
    shown = masked(text)
    message = f"This is no {role} that can be read: {shown!r}."
    remedy = f"Write it like {example}, or leave the cell empty; the interview is left out of this check only."
    values = {"role": role, "example": example}
    return problem("clock_unreadable", place, message, remedy, value=shown, values=values)

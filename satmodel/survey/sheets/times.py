"""Cells that hold a date and time, or a length of time."""

from __future__ import annotations

import datetime
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from satmodel.survey.sheets.text import Cells, label, text_of
from satmodel.survey.sheets.words import door_words

Moments = NDArray[np.datetime64]
_UNITS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(door_words()["times"][name])


def moment(value: object) -> np.datetime64 | None:
    """The date and time in one cell, None where there is none; an empty cell is no time (``NaT``).

    Examples:
        >>> str(moment("2024/2/29 9:05")), moment("soon"), str(moment(""))
        ('2024-02-29T09:05:00', None, 'NaT')
    """
    if isinstance(value, datetime.datetime | datetime.date):
        return np.datetime64(value, "s")
    text = label(value)
    if not text:
        return np.datetime64("NaT", "s")
    found = _pattern("moment").fullmatch(text)
    if found is None:
        return None
    parts = [int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return np.datetime64(datetime.datetime(*parts), "s")
    except ValueError:
        return None


def moments(values: Cells) -> tuple[Moments, NDArray[np.bool_]]:
    """Each cell's date and time (``NaT`` where there is none), and whether it holds something else."""
    found = [moment(value) for value in values.tolist()]
    wrong = np.array([one is None for one in found], dtype=bool)
    plain = [np.datetime64("NaT", "s") if one is None else one for one in found]
    return np.array(plain, dtype="datetime64[s]"), wrong


def seconds(value: object) -> float | None:
    """A length of time in seconds, None where there is none; an empty cell is ``nan``, a bare number is seconds.

    Examples:
        >>> seconds("112s"), seconds("2m5s"), seconds("1:02:05"), seconds(80), seconds("long")
        (112.0, 125.0, 3725.0, 80.0, None)
    """
    if isinstance(value, datetime.time):
        return value.hour * 3600.0 + value.minute * 60.0 + value.second
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    text = label(value)
    if not text:
        return float("nan")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    found = _pattern("clock").fullmatch(text) or _pattern("length").fullmatch(text.replace(" ", ""))
    return None if found is None else sum(float(found[name] or 0) * size for name, size in _UNITS.items())


def lengths(values: Cells) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Each cell's length of time in seconds (``nan`` where there is none), and whether it holds something else."""
    seen = {text: seconds(text) for text in {value if _timed(value) else text_of(value) for value in values.tolist()}}
    found = [seen[value if _timed(value) else text_of(value)] for value in values.tolist()]
    wrong = np.array([one is None for one in found], dtype=bool)
    return np.array([np.nan if one is None else one for one in found], dtype=float), wrong


def _timed(value: object) -> bool:
    return isinstance(value, datetime.time | datetime.timedelta)

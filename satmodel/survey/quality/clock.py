"""Times of day, durations and dates as people and programs write them."""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from functools import cache
from importlib import resources
from numbers import Real
from typing import Any

from satmodel.survey.sheets.text import compact, number

DAY = 86400
# day 0 of the spreadsheet programs, whose first of March 1900 is day 61
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = (20000, 80000)  # days between 1954 and 2119
_DATE = re.compile(r"(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")


@cache
def words() -> dict[str, dict[str, Any]]:
    """The words of the fieldwork's columns that are data."""
    text = resources.files("satmodel.survey.quality").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def time_of_day(value: object) -> float | None:
    """The seconds since midnight in a cell: nan for an empty cell, None for anything that is no time of day.

    Examples:
        >>> time_of_day("20:51") / 3600, time_of_day("2015-06-05 20:51:03"), time_of_day(0.5), time_of_day("8:05 pm")
        (20.85, 75063.0, 43200.0, 72300.0)
        >>> time_of_day("25:00") is None, time_of_day("soon") is None
        (True, True)
    """
    if isinstance(value, datetime.datetime | datetime.time):
        return float(value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, Real) and not isinstance(value, bool):
        return _fraction(float(value))
    # a day and a time stand apart by white space, so the day is taken away before white space is
    text = compact(_DATE.sub(" ", _spaced(value))).lower().removeprefix("t")
    if not text:
        return math.nan if not compact(value) else None
    late = _mark(text, "evening")
    early = _mark(text, "morning")
    bare = text.replace(late or early, "") if late or early else text
    seconds = _clocked(bare)
    if seconds is None:
        found = number(bare)
        return None if found is None or ":" in bare else _fraction(found)
    if late and seconds < DAY / 2:
        seconds += DAY / 2
    if early and DAY / 2 <= seconds < DAY / 2 + 3600:
        seconds -= DAY / 2
    return seconds if seconds < DAY else None


def seconds_of(value: object) -> float | None:
    """The seconds of a duration in a cell: nan for an empty cell, None for anything that is no duration.

    A bare number is seconds; ``1:52`` is minutes and seconds, ``0:01:52`` hours, minutes and seconds.

    Examples:
        >>> seconds_of(112), seconds_of("112s"), seconds_of("1min52s"), seconds_of("1:52"), seconds_of("00:01:52")
        (112.0, 112.0, 112.0, 112.0, 112.0)
    """
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, datetime.time):
        return time_of_day(value)
    if isinstance(value, datetime.datetime):
        return None
    text = compact(value).lower()
    if not text:
        return math.nan
    parts = _units(text)
    if parts is not None:
        return parts
    clock = re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.\d+)?", text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return float(3600 * hours + 60 * minutes + seconds) if seconds < 60 else None
    found = number(text)
    return found if found is not None and not math.isnan(found) and found >= 0 and ":" not in text else None


def day_of(value: object) -> datetime.date | float | None:
    """The day in a cell: nan for an empty cell, None for anything that is no date.

    Examples:
        >>> day_of("2015-06-05 20:51").isoformat(), day_of("2015/6/5").isoformat(), day_of(42160).isoformat()
        ('2015-06-05', '2015-06-05', '2015-06-05')
        >>> day_of("2015-02-30") is None, day_of(20150605).isoformat()
        (True, '2015-06-05')
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = compact(_spaced(value))
    if not text:
        return math.nan
    written = _DATE.match(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if written:
        try:
            return datetime.date(*(int(part) for part in written.groups()))
        except ValueError:
            return None
    serial = number(text)
    if serial is not None and _SERIALS[0] <= serial <= _SERIALS[1]:
        return _EPOCH + datetime.timedelta(days=int(serial))
    return None


def clock_text(seconds: float) -> str:
    """Seconds since midnight as they are told: ``20:51``, with seconds where there are any.

    Examples:
        >>> clock_text(75060), clock_text(75063)
        ('20:51', '20:51:03')
    """
    whole = round(seconds)
    text = f"{whole // 3600:02d}:{whole % 3600 // 60:02d}"
    return text + (f":{whole % 60:02d}" if whole % 60 else "")


def _spaced(value: object) -> object:
    return value.replace("T", " ") if isinstance(value, str) else value


def _fraction(value: float) -> float | None:
    """A spreadsheet's time: a part of a day, with or without the day before it."""
    if math.isnan(value):
        return math.nan
    if 0 <= value < 1 or (_SERIALS[0] <= value <= _SERIALS[1] and value % 1):
        return round(value % 1 * DAY) % DAY * 1.0
    return None


def _mark(text: str, half: str) -> str | None:
    return next((word for word in words()["clock"][half] if word in text), None)


def _clocked(text: str) -> float | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return _units(text, clock=True)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return float(3600 * hours + 60 * minutes + seconds) if minutes < 60 and seconds < 60 else None


def _units(text: str, *, clock: bool = False) -> float | None:
    """Hours, minutes and seconds with their words; a time of day names its hour, its last minutes may go without."""
    said = words()["clock"]
    names = ("hour" if clock else "hours", "minute", "second")
    hour, minute, second = (rf"(?:(\d+(?:\.\d+)?)(?:{said[name]}))" for name in names)
    if clock:
        found = re.fullmatch(rf"{hour}(?:(\d{{1,2}})(?:{said['minute']})?)?{second}?", text)
    else:
        found = re.fullmatch(rf"{hour}?{minute}?{second}?", text)
    if not found or not any(found.groups()):
        return None
    return sum(size * float(part or 0) for size, part in zip((3600, 60, 1), found.groups(), strict=True))

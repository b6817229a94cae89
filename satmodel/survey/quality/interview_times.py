"""How long the interviews took, and when they were held."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.result import Finding
from satmodel.step import Step
from satmodel.survey.quality.clock import clock_text, day_of, time_of_day
from satmodel.survey.quality.fieldwork import Fieldwork
from satmodel.survey.quality.flagged import Flagged, by_groups, listed_rows, span, whole
from satmodel.survey.respondents import Survey

PART_OF_MEDIAN = 0.4


def speeders(survey: Survey, work: Fieldwork, *, shortest: float | None = None) -> Flagged:
    """Find interviews that were too short for the questions to have been read out.

    Args:
        survey: the respondents.
        work: the fieldwork's columns, with durations.
        shortest: the seconds that an interview needs at least; by default 40 % of the median duration.

    Returns:
        The interviews shorter than that, and their share by unit and interviewer.

    Raises:
        NotEstimable: no duration can be read.
        SettingError: ``shortest`` is not a number above zero.
    """
    if shortest is not None and not (np.isfinite(shortest) and shortest > 0):
        raise SettingError("shortest must be a number of seconds above zero")
    seconds = work.cells["duration"].to_numpy(dtype=float)
    known = ~np.isnan(seconds)
    if not known.any():
        raise NotEstimable("no duration can be read")
    median = float(np.median(seconds[known]))
    limit = PART_OF_MEDIAN * median if shortest is None else float(shortest)
    flagged = known & (np.where(known, seconds, np.inf) < limit)
    groups = by_groups(work, known, flagged)
    rows = listed_rows(work, flagged)
    rows["duration"] = seconds[flagged]
    values = whole(groups) | {"shortest": limit, "median": median}
    values |= {"unread": work.unread("duration"), "empty": int((~known).sum()) - work.unread("duration")}
    settings = {
        "shortest": limit,
        "given": shortest is not None,
        "part": PART_OF_MEDIAN,
        "median": median,
        "column": work.headers["duration"],
    }
    found = Finding("speeders.share", values | span(groups, "by_interviewer"))
    return Flagged(groups, rows, (found,), Step("speeders", settings, (survey.step,)))


def call_hours(
    survey: Survey, work: Fieldwork, *, hours: tuple[str, str], dates: Sequence[str] | None = None
) -> Flagged:
    """Find calls that began outside the hours agreed, or outside the dates of the fieldwork.

    Args:
        survey: the respondents.
        work: the fieldwork's columns, with times or dates.
        hours: the first and the last time at which a call may begin, such as ``("18:00", "21:00")``.
        dates: the first and the last day of the fieldwork; None not to look at days.

    Returns:
        The calls outside, and their share by unit and interviewer.

    Raises:
        NotEstimable: no time or date can be read.
        SettingError: hours or dates that cannot be read, or in the wrong order.
    """
    first, last = _window(hours, time_of_day, "hours", ("18:00", "21:00"))
    known, outside, days = _outside_hours(work, first, last)
    days_given = None
    if dates is not None and "date" in work.cells:
        days_given = _window(dates, day_of, "dates", ("2026-06-08", "2026-06-19"))
        dated = work.cells["date"].notna().to_numpy()
        days = np.array(
            [isinstance(day, datetime.date) and not days_given[0] <= day <= days_given[1] for day in work.cells["date"]]
        )
        known |= dated
    if not known.any():
        raise NotEstimable("no time or date of a call can be read")
    flagged = outside | days
    groups = by_groups(work, known, flagged)
    rows = listed_rows(work, flagged)
    if "start" in work.cells:
        rows["start"] = [
            None if np.isnan(time) else clock_text(time) for time in work.cells.loc[flagged, "start"].to_numpy(float)
        ]
    if "date" in work.cells:
        rows["date"] = [None if pd.isna(day) else str(day) for day in work.cells.loc[flagged, "date"]]
    settings = {
        "first": clock_text(first),
        "last": clock_text(last),
        "first_day": None if days_given is None else str(days_given[0]),
        "last_day": None if days_given is None else str(days_given[1]),
        "headers": dict(work.headers),
    }
    values = whole(groups) | {"hours": int(outside.sum())}
    values |= {"days": int(days.sum()), "unread": work.unread("start") + work.unread("date")}
    values |= {name: settings[name] for name in ("first", "last", "first_day", "last_day")}
    return Flagged(groups, rows, (Finding("call_hours.outside", values),), Step("call_hours", settings, (survey.step,)))


def _outside_hours(work: Fieldwork, first: float, last: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    none = np.zeros(len(work.cells), dtype=bool)
    if "start" not in work.cells:
        return none.copy(), none.copy(), none.copy()
    start = work.cells["start"].to_numpy(dtype=float)
    known = ~np.isnan(start)
    time = np.where(known, start, first)
    return known, (time < first) | (time > last), none.copy()


def _window(
    given: Sequence[str], reader: Callable[[object], Any], name: str, example: tuple[str, str]
) -> tuple[Any, Any]:
    wanted = f"{name} must be a first and a last one in this order, such as {example}"
    if isinstance(given, str) or len(given) != 2:
        raise SettingError(wanted)
    first, last = (reader(end) for end in given)
    if any(end is None or end != end for end in (first, last)) or first > last:
        raise SettingError(f"{wanted}, not {tuple(given)}")
    return first, last

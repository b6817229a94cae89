"""When rounds were: their order, the distances between them, and their seasons."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.labels import group, quoted

Array = NDArray[np.float64]

_YEAR = re.compile(r"[12]\d{3}")


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The rounds in the order of time.

    Attributes:
        rounds: (r,) their names. times: (r,) when they were. per: what the slope is counted by: ``"round"``,
            ``"year"`` or ``"time"``.
        seasons: (r,) the season of each, None where none was given. kinds: the seasons, in order of appearance.
        ahead: (a,) the times of the rounds to come. ahead_seasons: (a,) their seasons; None where they are not known.
    """

    rounds: tuple[Hashable, ...]
    times: Array
    per: str
    seasons: tuple[Hashable, ...] | None
    kinds: tuple[Hashable, ...]
    ahead: Array
    ahead_seasons: tuple[Hashable, ...] | None

    @property
    def even(self) -> bool:
        """Whether all neighbouring rounds are equally far apart."""
        steps = np.diff(self.times)
        return bool(np.allclose(steps, steps[0], rtol=1e-9, atol=0))

    def columns(self, rows: NDArray[np.intp]) -> Array:
        """(k, p) the columns of the rounds at some positions: one, time from the middle, seasons that sum to zero."""
        return self._columns(self.times[rows], None if self.seasons is None else [self.seasons[i] for i in rows])

    @property
    def ahead_columns(self) -> Array:
        """(a, p) the columns of the rounds to come."""
        return self._columns(self.ahead, self.ahead_seasons)

    @property
    def season_rows(self) -> Array:
        """(s, p) how far each season lies from the mean of all, as rows of the coefficients."""
        coding = _coding(self.kinds)
        return np.column_stack([np.zeros((len(coding), 2)), coding])

    def _columns(self, times: Array, seasons: Sequence[Hashable] | None) -> Array:
        line = np.column_stack([np.ones(len(times)), times - self.times.mean()])
        if seasons is None or not self.kinds:
            return line
        place = {kind: i for i, kind in enumerate(self.kinds)}
        return np.column_stack([line, _coding(self.kinds)[[place[season] for season in seasons]]])


def calendar(
    found: tuple[Hashable, ...],
    times: Mapping[Hashable, float] | Sequence[float] | None,
    season: Mapping[Hashable, Hashable] | Sequence[Hashable] | None,
    ahead: int,
) -> Calendar:
    """The rounds with their times and seasons.

    Args:
        found: the rounds' names in the order in which they are given.
        times: when each was, by name or in that order; years where all names are years, else one apart.
        season: the season of each, by name or in that order.
        ahead: how many further rounds.
    """
    if len(found) < 3:
        raise SettingError(f"a trend needs three rounds or more; there are {len(found)}: for two use change()")
    years = named_by_years(found)
    per = "time" if times is not None else "year" if years else "round"
    when = (
        _by_round(times, found, "times")
        if times is not None
        else [float(str(name)) for name in found]
        if years
        else range(1, len(found) + 1)
    )
    at = np.array([_number(value) for value in when])
    if len(np.unique(at)) < len(at) or not np.all(np.isfinite(at)):
        raise SettingError("times must be finite numbers, another one for each round")
    order = np.argsort(at)
    rounds = tuple(found[i] for i in order)
    given = None if season is None else _by_round(season, found, "season")
    seasons = None if given is None else tuple(given[i] for i in order)
    kinds = () if seasons is None else tuple(dict.fromkeys(seasons))
    if seasons is not None and len(kinds) < 2:
        raise SettingError("season= names one season only; leave it out")
    if isinstance(ahead, bool) or not isinstance(ahead, int) or not 0 <= ahead <= len(rounds):
        raise SettingError(f"ahead must be a whole number from 0 to the number of rounds, {len(rounds)}")
    step = float(np.median(np.diff(at[order])))
    later = at[order][-1] + step * np.arange(1, ahead + 1)
    return Calendar(rounds, at[order], per, seasons, kinds, later, _to_come(seasons, kinds, at[order], ahead))


def named_by_years(rounds: tuple[Hashable, ...]) -> bool:
    """Whether all rounds are named by years, such as 2024 or ``"2024"``."""
    return all(_YEAR.fullmatch(str(name)) for name in rounds)


def order_of(labels: pd.MultiIndex, level: str) -> tuple[Hashable, ...]:
    """The rounds in the one order in which every unit lists those it has."""
    frame = labels.to_frame(index=False)
    rest = [name for name in labels.names if name != level]
    sorter: TopologicalSorter[Hashable] = TopologicalSorter(dict.fromkeys(frame[level], ()))
    for rows in group(frame, rest).values():
        for before, after in pairwise(frame[level].iloc[rows]):
            sorter.add(after, before)
    order: list[Hashable] = []
    try:
        sorter.prepare()
    except CycleError as fault:
        raise SettingError("the units list the rounds in different orders; give times={round: number}") from fault
    while sorter.is_active():
        ready = sorter.get_ready()
        if len(ready) > 1:
            raise SettingError(f"nothing says which round came first: {quoted(ready)}; give times={{round: number}}")
        order += ready
        sorter.done(*ready)
    return tuple(order)


def _by_round(
    given: Mapping[Hashable, object] | Sequence[object], rounds: tuple[Hashable, ...], name: str
) -> list[object]:
    if isinstance(given, Mapping):
        missing = [one for one in rounds if one not in given]
        unknown = [one for one in given if one not in rounds]
        if missing or unknown:
            raise SettingError(
                f"{name} must name every round once; without one: {quoted(missing)}; not there: {quoted(unknown)}"
            )
        return [given[one] for one in rounds]
    if isinstance(given, str) or len(given) != len(rounds):
        raise SettingError(f"{name} must be {{round: …}} or one entry for each of the {len(rounds)} rounds")
    return list(given)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise SettingError(f"times must be numbers, not {value!r}; a year and a quarter may be 2024.25")
    return float(value)


def _to_come(
    seasons: tuple[Hashable, ...] | None, kinds: tuple[Hashable, ...], times: Array, ahead: int
) -> tuple[Hashable, ...] | None:
    """The seasons of the rounds to come where they follow one another in a fixed turn."""
    if seasons is None:
        return None
    turn, steps = len(kinds), np.diff(times)
    even = np.allclose(steps, steps[0], rtol=1e-9, atol=0)
    if not even or any(seasons[i] != kinds[i % turn] for i in range(len(seasons))):
        return None
    return tuple(kinds[(len(seasons) + i) % turn] for i in range(ahead))


def _coding(kinds: tuple[Hashable, ...]) -> Array:
    """(s, s - 1) columns of seasons that sum to zero."""
    if not kinds:
        return np.zeros((0, 0))
    return np.vstack([np.eye(len(kinds) - 1), -np.ones(len(kinds) - 1)])

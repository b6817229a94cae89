"""What three or more rounds show: every step, the slope, the scatter between rounds, and the next round."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.inference.judging.comparing import check_level, compare
from satmodel.inference.moving.next_places import next_places
from satmodel.inference.moving.round_series import ROUND, Gathered, Series, gather, series_of
from satmodel.inference.moving.round_times import Calendar, calendar, named_by_years, order_of
from satmodel.inference.moving.tracing import Traced, judge_slopes, trace, untraceable
from satmodel.inference.moving.trend_result import Trend
from satmodel.step import Step

ADJUST = ("holm", "bonferroni", "none")


def trend(  # noqa: PLR0913 -- rounds come in three forms, and each setting has its own meaning
    rounds: Estimates | Mapping[Hashable, Estimates] | pd.DataFrame,
    *,
    counts: Mapping[str, str] | None = None,
    season: Mapping[Hashable, Hashable] | Sequence[Hashable] | str | None = None,
    times: Mapping[Hashable, float] | Sequence[float] | None = None,
    level: float = 0.95,
    adjust: str = "holm",
    ahead: int = 1,
    best: str = "high",
    override: str | None = None,
) -> Trend:
    """Say what three or more rounds show: each step, the slope, the scatter between rounds, and the next round.

    Args:
        rounds: estimates with a level ``round`` (one trend for each combination of the other labels); or independent
            estimates by round, in the order of time; or a frame of counts, one row a round (and unit).
        counts: the frame's columns by their meaning, ``{"round": …, "count": …, "total": …}`` and ``"unit"`` or
            ``"item"`` where there are several series; by default the columns ``round``, ``count`` and ``total``.
        season: the season of each round, ``{round: season}`` or a list in the order of the rounds; for counts also the
            name of a column.
        times: when each round was, ``{round: number}`` or a list; by default the year where all rounds are named by
            years, else the rounds stand one apart in the order given.
        level: confidence level of the intervals.
        adjust: ``"holm"``, ``"bonferroni"`` or ``"none"``: the adjustment of the steps of all series as one family, and
            of their slopes as another.
        ahead: how many rounds to forecast, 0 for none.
        best: whether a ``"high"`` or a ``"low"`` score comes first, for the places in the rounds to come.
        override: why rounds of instruments that are not comparable are put together all the same; printed.

    Returns:
        The rounds with their steps (``table``), the slopes and the scatter between rounds (``slope_table``), the rounds
        to come (``forecast_table``), the seasons (``season_table``) and what is left out (``apart``).

    Assumptions:
        All rounds asked and scored alike. A step is the change of the score itself and carries sampling error only. The
        slope and the forecast take each round to have a mood of its own (organiser, weather, news), independent from
        round to round and equally large in all. A trend does not say what brought it about.

    Raises:
        SettingError: fewer than three rounds, rounds whose order is not known, or a setting that cannot be used.
        NotComparable: neighbouring rounds were made with instruments that are not comparable and there is no override.
        NotEstimable: no series has rounds enough for its line.

    Formula:
        Points: y = a + bt + season + u + e, Var(e) = V known, Var(u) = τ² by Paule and Mandel, generalised least
        squares. Counts: logit μ = a + bt + season with Var = φ·binomial. The interval of the slope is the longer of the
        one from the scatter around the line (t with rounds less coefficients) and the one from sampling alone.

    Source:
        Hartung and Knapp (2001), Statistics in Medicine 20, 3875-3889; Paule and Mandel (1982), Journal of Research of
        the National Bureau of Standards 87, 377-385; Wedderburn (1974), Biometrika 61, 439-447.

    Examples:
        >>> from satmodel import estimates
        >>> given = {year: estimates([score], se=[0.7], names=["county"]) for year, score in
        ...          [("2022", 78.1), ("2023", 79.6), ("2024", 81.9), ("2025", 83.2)]}
        >>> found = trend(given)
        >>> found.slope_table[["slope", "low", "high", "verdict"]].round(2).values.tolist()
        [[1.76, 1.15, 2.37, 'established']]
        >>> found.table["verdict"].tolist()[1:]
        ['not established', 'not established', 'not established']
    """
    check_level(level)
    if adjust not in ADJUST:
        raise SettingError(f"adjust must be one of {', '.join(ADJUST)}; it is {adjust!r}")
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    data = gather(rounds, counts, season, override)
    when = _calendar(data, times, None if isinstance(season, str) else season, ahead)
    traced, apart = _traced(*series_of(data, when.rounds), when, level)
    steps = compare(
        *(np.concatenate([getattr(one, name) for one in traced]) for name in ("steps", "steps_se", "steps_df")),
        level=level,
        adjust=adjust,
    )
    levels = tuple(name for name in data.scores.labels.names if name != ROUND)
    settings = {
        "model": "points" if data.counts is None else "counts",
        "level": level,
        "adjust": adjust,
        "rounds": len(when.rounds),
        "series": len(traced),
        "several": len(traced) > 1,
        "seasons": len(when.kinds),
        "times": when.per,
        "ahead": len(when.ahead) if when.seasons is None or when.ahead_seasons is not None else 0,
        "steps": len(steps.gap),
        "best": best,
        **data.remembered,
        "measure": data.scores.step.measure,
    }
    step = Step("trend", settings, (data.scores.step,))
    slopes = judge_slopes(traced, level, adjust)
    places = next_places(traced, when, level, best) if len(traced) > 1 else None
    return Trend(tuple(traced), steps, slopes, when, places, best, levels, apart, level, adjust, step)


def _calendar(
    data: Gathered,
    times: Mapping[Hashable, float] | Sequence[float] | None,
    season: Mapping[Hashable, Hashable] | Sequence[Hashable] | None,
    ahead: int,
) -> Calendar:
    present = tuple(dict.fromkeys(data.scores.labels.get_level_values(ROUND)))
    if data.order is not None:
        present = tuple(name for name in data.order if name in set(present))
    elif len(present) > 2 and not isinstance(times, Mapping) and not named_by_years(present):
        present = order_of(data.scores.labels, ROUND)
    known = data.season if data.season is not None else season
    return calendar(present, times, known, ahead)


def _traced(
    series: list[Series], apart: pd.DataFrame, when: Calendar, level: float
) -> tuple[list[Traced], pd.DataFrame]:
    """The series with their lines, and those that can have none with the others that are left out."""
    found, lost = [], []
    for one in series:
        reason = untraceable(one, when)
        if not reason:
            try:
                found.append(trace(one, when, level))
                continue
            except NotEstimable:
                reason = "no_line_of_odds"
        lost += [
            [*one.label, when.rounds[at], value, n, reason]
            for at, value, n in zip(one.rounds, one.value, one.n, strict=True)
        ]
    if lost:
        more = pd.DataFrame(lost, columns=list(apart.columns))
        apart = pd.concat([more, apart], ignore_index=True) if len(apart) else more
    if not found:
        reasons = ", ".join(sorted(set(apart["reason"])))
        raise NotEstimable(
            f"no series can have a trend; the reasons: {reasons}. A line needs one round more than it has coefficients "
            "(two, and one for each season beyond the first), in each series"
        )
    return found, apart

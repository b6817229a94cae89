"""What a trend over rounds holds: its tables and its chart."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.estimation.labels import name_of
from satmodel.estimation.wilson import wilson
from satmodel.inference.judging.comparing import Comparison
from satmodel.inference.moving.round_times import Calendar
from satmodel.inference.moving.tracing import Traced
from satmodel.inference.moving.trend_findings import findings_of
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

MOST_PANELS = 30  # series beyond which the panels of a page cannot be read


@dataclass(frozen=True, slots=True, eq=False)
class Trend(Result):
    """Three or more rounds of s series, each with its steps, its line and its forecast.

    Attributes:
        traced: (s,) the series with their lines.
        steps: every step from round to round, one family over all series.
        slopes: the s slopes in points (or shares) per round, year or unit of time, another family.
        when: the rounds' times and seasons.
        places: (s, a) the highest and (s, a) the lowest place of each series in each round to come, the first by the
            ``best`` score; None for one series.
        levels: the names of the labels besides the round.
        apart: what has no trend, or lacks a round, with the reason.
        level: confidence level. adjust: how each family was adjusted.
        step: how it was made.
    """

    traced: tuple[Traced, ...]
    steps: Comparison
    slopes: Comparison
    when: Calendar
    places: tuple[NDArray[np.int64], NDArray[np.int64]] | None
    best: str
    levels: tuple[str, ...]
    apart: pd.DataFrame
    level: float
    adjust: str
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a round of a series, in the order of time.

        ``time``, ``season`` (where given), ``n``, ``estimate`` with its interval ``score_low``, ``score_high``;
        ``fitted``, the line; and from the round before: ``change``, ``se``, ``low``, ``high``, ``df``, ``p``,
        ``p_adjusted``, ``verdict``, ``detectable``, which the first round does not have.
        """
        return self._rounds(band=False).set_index(self._index)

    @property
    def slope_table(self) -> pd.DataFrame:
        """One row a series: ``slope``, ``se``, ``low``, ``high``, ``df``, ``p``, ``p_adjusted``, ``verdict``,
        ``detectable``; ``tau`` (the standard deviation between rounds beyond sampling, in points) with ``tau_low`` and
        ``tau_high``, or for counts ``dispersion`` with its interval and ``log_odds``; ``p_around`` (no scatter around
        the line but sampling), ``p_moved`` (all rounds equal) and ``rest_df``."""
        found = self.slopes
        columns: dict[str, Any] = {"slope": found.gap, "se": found.se, "low": found.low, "high": found.high}
        columns |= {"df": found.df, "p": found.p, "p_adjusted": found.p_adjusted, "verdict": found.verdict}
        columns |= {"detectable": found.detectable}
        fits = [one.fit for one in self.traced]
        ends = np.array([(fit.extra, fit.extra_low, fit.extra_high) for fit in fits]).T
        name, parts = ("dispersion", ends) if self.counted else ("tau", np.sqrt(ends))
        columns |= {name: parts[0], f"{name}_low": parts[1], f"{name}_high": parts[2]}
        if self.counted:
            columns["log_odds"] = [one.slope for one in self.traced]
        columns["p_around"] = [fit.departure for fit in fits]
        columns["p_moved"] = [one.moved for one in self.traced]
        columns["rest_df"] = [fit.df for fit in fits]
        return pd.DataFrame(columns, index=self._series_index())

    @property
    def forecast_table(self) -> pd.DataFrame:
        """One row a series and a round to come: ``ahead``, ``time``, ``estimate``, ``low``, ``high``.

        For several series also ``rank_low`` and ``rank_high``, the places that each could hold.
        """
        rows = [
            {
                **self._label(one),
                "ahead": i + 1,
                "time": float(self.when.ahead[i]),
                "estimate": value,
                "low": low,
                "high": high,
            }
            for one in self.traced
            for i, (value, low, high) in enumerate(zip(one.forecast, one.forecast_low, one.forecast_high, strict=True))
        ]
        columns = [*self.levels, "ahead", "time", "estimate", "low", "high"]
        found = pd.DataFrame(rows, columns=columns).set_index([*self.levels, "ahead"])
        if self.places is None:
            return found
        return found.assign(rank_low=self.places[0].ravel(), rank_high=self.places[1].ravel())

    @property
    def season_table(self) -> pd.DataFrame:
        """One row a series and season: ``effect`` (from the mean of the seasons), ``low``, ``high``."""
        rows = [
            {**self._label(one), "season": kind, "effect": value, "low": low, "high": high}
            for one in self.traced
            for kind, value, low, high in zip(
                self.when.kinds, one.effects, one.effects_low, one.effects_high, strict=True
            )
        ]
        columns = [*self.levels, "season", "effect", "low", "high"]
        return pd.DataFrame(rows, columns=columns).set_index([*self.levels, "season"])

    @property
    def further(self) -> dict[str, pd.DataFrame]:
        """What the sentences of many series would not hold: the slopes, the rounds to come, the seasons."""
        found = {}
        if len(self.traced) > 1:
            found["trend_slopes"] = self._slopes_told()
        if len(self.forecast_table) > 1:
            found["trend_forecasts"] = self.forecast_table.drop(columns="time")
        if self.when.kinds:
            found["trend_seasons"] = self.season_table
        return found

    def _slopes_told(self) -> pd.DataFrame:
        whole = self.slope_table[["slope", "low", "high", "p_adjusted", "verdict", "detectable"]]
        steps = np.split(np.arange(len(self.steps.gap)), np.cumsum([len(one.steps) for one in self.traced])[:-1])
        settled = np.array(self.steps.verdict) == Verdict.ESTABLISHED
        rises, falls = settled & (self.steps.gap > 0), settled & (self.steps.gap < 0)
        whole = whole.assign(rises=[int(rises[rows].sum()) for rows in steps])
        return whole.assign(falls=[int(falls[rows].sum()) for rows in steps])

    @property
    def counted(self) -> bool:
        """Whether the scores are shares of counts."""
        return self.traced[0].series.count is not None

    @property
    def chart(self) -> Chart | None:
        """Each round with its interval, the line with its band, and the forecast; None for more than 30 series."""
        if len(self.traced) > MOST_PANELS:
            return None
        data = self._rounds(band=True).assign(ahead=0)
        later = self.forecast_table.reset_index().rename(columns={"low": "score_low", "high": "score_high"})
        later = later.assign(round=None)
        if len(later):
            data = pd.concat([data, later.astype({"round": object})], ignore_index=True)
        columns = {"label": "round", "x": "time", "value": "estimate", "low": "score_low", "high": "score_high"}
        columns |= {"fitted": "fitted", "fitted_low": "fitted_low", "fitted_high": "fitted_high", "ahead": "ahead"}
        data["series"] = (
            list(zip(*(data[name] for name in self.levels), strict=True)) if self.levels else [()] * len(data)
        )
        data["series"] = data["series"].map(lambda label: name_of(label) if label else None)
        if self.levels:
            columns["panel"] = "series"
        marks = {"level": self.level, "per": self.when.per}
        return Chart("trend", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self)

    @property
    def _index(self) -> list[str]:
        return [*self.levels, "round"]

    def _label(self, one: Traced) -> dict[str, Hashable]:
        return dict(zip(self.levels, one.series.label, strict=True))

    def _series_index(self) -> pd.Index:
        if not self.levels:
            return pd.RangeIndex(1)
        labels = [one.series.label for one in self.traced]
        index = pd.MultiIndex.from_tuples(labels, names=list(self.levels))
        return index.get_level_values(0) if len(self.levels) == 1 else index

    def _rounds(self, *, band: bool) -> pd.DataFrame:
        parts, start = [], 0
        for one in self.traced:
            count = len(one.steps)
            parts.append(self._one(one, self.steps.take(np.arange(start, start + count)), band))
            start += count
        return pd.concat(parts, ignore_index=True)

    def _one(self, one: Traced, moved: Comparison, band: bool) -> pd.DataFrame:
        series = one.series
        if series.count is None:
            half = stats.t.isf((1 - self.level) / 2, series.df) * np.sqrt(np.diag(series.cov))
            ends = series.value - half, series.value + half
        else:
            ends = wilson(series.value, series.n, self.level)
        columns: dict[str, Any] = {name: [part] * len(series.rounds) for name, part in self._label(one).items()}
        columns |= {"round": [self.when.rounds[i] for i in series.rounds], "time": self.when.times[series.rounds]}
        if self.when.seasons is not None:
            columns["season"] = [self.when.seasons[i] for i in series.rounds]
        columns |= {"n": series.n, "estimate": series.value, "score_low": ends[0], "score_high": ends[1]}
        columns |= {"fitted": one.fitted}
        if band:
            columns |= {"fitted_low": one.fitted_low, "fitted_high": one.fitted_high}
        steps = {"change": moved.gap, "se": moved.se, "low": moved.low, "high": moved.high, "df": moved.df}
        steps |= {"p": moved.p, "p_adjusted": moved.p_adjusted}
        columns |= {name: np.concatenate([[np.nan], part]) for name, part in steps.items()}
        columns["verdict"] = [None, *moved.verdict]
        columns["detectable"] = np.concatenate([[np.nan], moved.detectable])
        return pd.DataFrame(columns)

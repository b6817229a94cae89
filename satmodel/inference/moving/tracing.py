"""One series of rounds with its line: slope, band, seasons, forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.inference.judging.comparing import Comparison, holm
from satmodel.inference.moving.lines import Errors, Fitted, fit_line, none_moved
from satmodel.inference.moving.round_series import Series
from satmodel.inference.moving.round_times import Calendar
from satmodel.inference.moving.share_lines import fit_shares, none_differs
from satmodel.result import judge

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A series with its line; points, or shares where its scores are counts.

    Attributes:
        series: the rounds. fit: the line, on the scale of log-odds for counts.
        factor: what turns a slope on that scale into one of points (or shares): the mean of μ(1 - μ) over the rounds.
        fitted, fitted_low, fitted_high: (k,) the line at the rounds, with its interval.
        slope: on the scale of the line. slope_errors: its errors.
        effects, effects_low, effects_high: (s,) the seasons, in points (or shares) from their mean.
        forecast, forecast_low, forecast_high: (a,) the rounds to come.
        moved: the p-value of all scores being equal, None where it cannot be known.
        steps, steps_se, steps_df: (k - 1,) from each round to the next.
    """

    series: Series
    fit: Fitted
    factor: float
    fitted: Array
    fitted_low: Array
    fitted_high: Array
    slope: float
    slope_errors: Errors
    effects: Array
    effects_low: Array
    effects_high: Array
    forecast: Array
    forecast_low: Array
    forecast_high: Array
    moved: float | None
    steps: Array
    steps_se: Array
    steps_df: Array


def untraceable(series: Series, when: Calendar) -> str:
    """Why a series can have no line, empty where it can."""
    x = when.columns(series.rounds)
    if len(x) <= x.shape[1]:
        return "too_few_rounds"
    return "" if np.linalg.matrix_rank(x) == x.shape[1] else "season_is_time"


def trace(series: Series, when: Calendar, level: float) -> Traced:
    """Put a line through a series.

    Raises:
        NotEstimable: counts of which no line through log-odds has an end.
    """
    x, tail = when.columns(series.rounds), 1 - level
    counted = series.count is not None
    if series.count is None:
        fit = fit_line(series.value, series.cov, series.df, x, level=level)
        moved = none_moved(series.value, series.cov, series.df)
    else:
        fit = fit_shares(series.count, series.n, x, level=level)
        moved = none_differs(series.count, series.n)
    line = special.expit if counted else np.asarray
    eta, reach = x @ fit.coefficient, fit.errors(x).reach(tail)
    fitted = line(eta)
    factor = float((fitted * (1 - fitted)).mean()) if counted else 1.0
    slope = np.zeros((1, x.shape[1]))
    slope[0, 1] = 1.0
    seasons = when.season_rows
    effects = factor * (seasons @ fit.coefficient)
    spread = factor * fit.errors(seasons).reach(tail) if len(seasons) else np.zeros(0)
    later = predicted(series, fit, when, tail)
    steps = np.diff(np.eye(len(x)), axis=0)
    return Traced(
        series, fit, factor, fitted, line(eta - reach), line(eta + reach), float(fit.coefficient[1]), fit.errors(slope),
        effects, effects - spread, effects + spread, later[0], later[1], later[2], moved,
        steps @ series.value,
        np.sqrt(np.maximum(((steps @ series.cov) * steps).sum(axis=1), 0.0)),
        degrees_of_freedom(steps, series.cov, series.df),
    )  # fmt: skip


def judge_slopes(traced: list[Traced], level: float, adjust: str) -> Comparison:
    """The slopes of all series as one family, in points (or shares); each passes both of its errors or neither."""
    alpha, count = 1 - level, len(traced)
    p = np.array([float(one.slope_errors.p(np.array([one.slope]))[0]) for one in traced])
    if adjust == "holm":
        p_adjusted, tail = holm(p, alpha)
    else:
        times = count if adjust == "bonferroni" else 1
        p_adjusted, tail = np.minimum(times * p, 1.0), np.full(count, alpha / times)
    reach = np.array([one.factor * float(one.slope_errors.reach(t)[0]) for one, t in zip(traced, tail, strict=True)])
    binding = [one.slope_errors.binding(t) for one, t in zip(traced, tail, strict=True)]
    se = np.array([one.factor * float(pair[0][0]) for one, pair in zip(traced, binding, strict=True)])
    df = np.array([float(pair[1][0]) for pair in binding])
    slope = np.array([one.factor * one.slope for one in traced])
    verdict = tuple(judge(low, high) for low, high in zip(slope - reach, slope + reach, strict=True))
    with np.errstate(divide="ignore", over="ignore"):
        turn = np.where(slope != 0, (reach / np.where(slope != 0, slope, 1.0)) ** 2, np.inf)
    critical = np.divide(reach, se, out=np.full(count, np.inf), where=se > 0)
    return Comparison(slope, se, df, critical, slope - reach, slope + reach, p, p_adjusted, verdict, reach, turn)


def predicted(series: Series, fit: Fitted, when: Calendar, tail: float) -> Array:
    """(3, a) the rounds to come and the ends of their intervals, in points (or shares)."""
    if when.seasons is not None and when.ahead_seasons is None:
        return np.zeros((3, 0))
    rows = when.ahead_columns
    eta = rows @ fit.coefficient
    if series.count is None:
        sampled = np.full(len(rows), series.cov[-1, -1])
        around, df = fit.scale * (fit.extra + sampled), float(series.df[-1])
    else:
        share = special.expit(eta)
        sampled = 1 / (series.n[-1] * share * (1 - share))
        around, df = fit.scale * sampled, float("inf")
    reach = fit.ahead(rows, around, sampled, df).reach(tail) if len(rows) else np.zeros(0)
    found = np.array([eta, eta - reach, eta + reach])
    return found if series.count is None else np.asarray(special.expit(found))

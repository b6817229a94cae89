"""Estimates from a published table: means and n, with the standard error bounded by the scale where no SD is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.bounds import largest_sd
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.estimation.printed_ranks import rank_faults
from satmodel.estimation.together import together
from satmodel.estimation.wide import Column, Figures, chosen, columns_of, figures, step_of
from satmodel.step import Step
from satmodel.survey.sheets import faults_tables
from satmodel.survey.sheets.faults import in_order

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def published(  # noqa: PLR0913 -- a table's columns and the assumptions that it leaves open, each by its name
    source: str | Path | pd.DataFrame,
    *,
    unit: str | None = None,
    item: str | None = None,
    score: str | Mapping[str, str] | None = None,
    n: str | float | Mapping[str, str] | None = None,
    sd: str | float | Mapping[str, str] | None = None,
    rounds: Mapping[str, Mapping[str, Any]] | None = None,
    ranks_printed: str | Mapping[str, str] | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    limits: tuple[float, float] | None = None,
    correlation: float | None = None,
    sheet: str | None = None,
    level: float = 0.95,
) -> Estimates:
    """Read means from a published table and give each the standard error that its n and SD, or its scale, allow.

    Args:
        source: a workbook, a csv file or a frame, one row a unit, an item, or a unit and item.
        unit, item: the columns that name the unit and the item; at least one of them.
        score: the column of means, in points; for a table with a column an item, ``{item: header}``.
        n: the column of respondents behind each mean, shared by all items or ``{item: header}``, or one number for
            all, taken as an assumption.
        sd: the column of standard deviations between respondents, or one number for all (an assumption), in points.
        rounds: for a table with columns for each round, ``{round: {"score": …, "n": …, "sd": …, "rank": …}}``; what a
            round does not give is taken from the arguments of the same name.
        ranks_printed: the column of printed ranks, or ``{item: header}``, which is checked against the scores: those of
            all rows, or else those of the rows chosen by ``where``.
        where: which rows to take, by a column's header and what it may hold; all by default.
        limits: the lowest and the highest points of the scale; needed where an SD is missing.
        correlation: the correlation between two items of one unit, between 0 and 1, since the same people answered
            both; needed when a unit has several items. 0 is the safe side for a gap between items, 1 for a composite.
        sheet: the sheet's name; by default the one sheet that has the columns.
        level: confidence level of the intervals in the table.

    Returns:
        Estimates in points with an infinite df. Where no SD is given the standard error is the largest that the scale
        allows, and the step says so: ``basis`` is ``"sd"``, ``"limits"`` or ``"both"``. A mean at an end of the scale
        is listed in ``apart``: its bound is zero, which no sample can promise; so is a cell that a wide table leaves
        empty (``not_published``). The levels are unit, item and round, as far as they are there.

    Assumptions:
        Respondents were drawn independently and n of them answered; units are independent, and so are rounds, each of
        which asked other people.

    Raises:
        SettingError: no limits where an SD is missing, a mean outside the limits, an n below 2, a correlation that is
            missing where it is needed or lies outside 0 to 1.
        DataProblems: the table cannot be read, a unit stands in it twice, or a printed rank contradicts the scores,
            listing every fault with its cell.

    Formula:
        SE = SD / √n, with SD ≤ √((max - m)(m - min)).

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357.

    Examples:
        >>> frame = pd.DataFrame({"unit": ["our city", "second"], "score": [83.78, 80.63]})
        >>> est = published(frame, unit="unit", score="score", n=450, limits=(55, 100))
        >>> est.se.round(3).tolist()
        [1.019, 1.05]
        >>> wide = pd.DataFrame({"unit": ["A", "B"], "2024": [81, 82.5], "2025": [84, "—"], "n": [400, 400]})
        >>> rounds = {"2024": {"score": "2024"}, "2025": {"score": "2025"}}
        >>> est = published(wide, unit="unit", rounds=rounds, n="n", limits=(55, 100))
        >>> est.table["estimate"].to_dict(), est.apart["reason"].tolist()
        ({('A', '2024'): 81.0, ('A', '2025'): 84.0, ('B', '2024'): 82.5}, ['not_published'])
    """
    columns = columns_of(score, n, sd, ranks_printed, rounds)
    labels = {name: header for name, header in (("unit", unit), ("item", item)) if header is not None}
    if not labels:
        raise SettingError("name the column of units (unit=) or of items (item=), or both")
    if item is not None and columns[0].item is not None:
        raise SettingError("the items are named either by a column (item=) or by score={item: header}, not by both")
    if any(column.n is None for column in columns):
        raise SettingError("give n=, the column of respondents behind each mean, or one number as an assumption")
    whole = figures(source, columns, labels=labels, where=where, sheet=sheet)
    found = chosen(whole, where)
    checked, wrong = rank_faults(whole)
    if wrong and where:
        checked, wrong = rank_faults(found)
    wrong += _outside(whole, limits) if len(columns) > 1 else []
    if wrong:
        raise DataProblems(in_order(wrong))
    return _estimated(found, step_of(found, where, checked), limits, correlation, level)


def _estimated(
    found: Figures, source: Step, limits: tuple[float, float] | None, correlation: float | None, level: float
) -> Estimates:
    frame, names = found.frame, found.names
    labels = pd.MultiIndex.from_frame(frame[names])
    mean, size = frame["score"].to_numpy(dtype=float), frame["n"].to_numpy(dtype=float)
    there = ~np.isnan(mean)
    _check_n(found, size, labels, there)
    spread, basis = _spread(mean, frame["sd"].to_numpy(dtype=float), limits, labels)
    cov = _covariance(spread / np.sqrt(size), frame, correlation)
    n, sd = (_assumed(found.columns, part) for part in ("n", "sd"))
    settings = {
        "basis": basis,
        "limits": None if limits is None else (float(limits[0]), float(limits[1])),
        # the largest SD that the limits allow needs no further caution
        "ends": (float(limits[0]), float(limits[1])) if limits is not None and basis == "sd" else None,
        "n": n,
        "n_assumed": n is not None,
        "sd": sd,
        "correlation": correlation,
        "level": level,
        "count": int(there.sum()),
    }
    step = Step("published", settings, (source,))
    df = np.full(len(mean), np.inf)
    whole = Estimates(mean, cov, size, df, labels, step, level, nothing_apart(names))
    variance = np.diag(cov)
    reasons = np.where(~there, "not_published", np.where(variance > 0, "", "no_variance"))
    return set_apart(whole, reasons.astype(object), names)


def _assumed(columns: Sequence[Column], part: str) -> float | None:
    """The one number that was given for all columns, None where a header was or where they differ."""
    given = {getattr(column, part) for column in columns}
    (only, *others) = given
    return float(only) if not others and isinstance(only, int | float) else None


def _outside(found: Figures, limits: tuple[float, float] | None) -> list[Problem]:
    if limits is None:
        return []
    score = found.frame["score"].to_numpy(dtype=float)
    outside = (score < limits[0]) | (score > limits[1])
    return [
        faults_tables.score_outside(
            found.place(row, "score"), found.told(row), found.written(row, "score"), (limits[0], limits[1])
        )
        for row in np.flatnonzero(outside)
    ]


def _check_n(found: Figures, size: Array, labels: pd.MultiIndex, there: Mask) -> None:
    low = ~(size >= 2) & there
    named = [row for row in np.flatnonzero(low) if isinstance(found.columns[found.frame["column"][row]].n, str)]
    if named:
        raise DataProblems(
            in_order([faults_tables.n_too_small(found.place(row, "n"), found.written(row, "n")) for row in named])
        )
    if low.any():
        raise SettingError(f"n must be 2 or more; it is not for {quoted(labels[low])}")


def _spread(mean: Array, sd: Array, limits: tuple[float, float] | None, labels: pd.MultiIndex) -> tuple[Array, str]:
    there = ~np.isnan(mean)
    missing = np.isnan(sd) & there
    if not missing.any():
        return sd, "sd"
    if limits is None:
        raise SettingError(
            f"no SD for {quoted(labels[missing])}: give sd=, or limits=(lowest, highest points of the scale) for the "
            "largest SD that the scale allows"
        )
    outside = (mean < limits[0]) | (mean > limits[1])
    if outside.any():
        raise SettingError(f"outside the limits {limits[0]:g} to {limits[1]:g}: {quoted(labels[outside])}")
    return np.where(missing, largest_sd(mean, limits), sd), "limits" if missing[there].all() else "both"


def _covariance(se: Array, frame: pd.DataFrame, correlation: float | None) -> Array:
    """The covariance of the means: the items of one unit in one round were answered by the same people."""
    if "item" not in frame:
        return np.diag(se**2)
    same = [name for name in ("unit", "round") if name in frame]
    people = frame.groupby(same, sort=False).ngroup().to_numpy() if same else np.zeros(len(frame))
    unknown = np.isnan(se)
    people = np.where(unknown, -1 - np.arange(len(frame)), people)  # what is not published goes with nothing
    return together(se, people, correlation)

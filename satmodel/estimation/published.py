"""Estimates from a published table: means and n, with the standard error bounded by the scale where no SD is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.bounds import largest_sd
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.estimation.together import together
from satmodel.step import Step
from satmodel.survey.sheets.workbooks import table

Array = NDArray[np.float64]


def published(  # noqa: PLR0913 -- a table's columns and the assumptions that it leaves open, each by its name
    source: str | Path | pd.DataFrame,
    *,
    unit: str | None = None,
    item: str | None = None,
    score: str,
    n: str | float,
    sd: str | float | None = None,
    limits: tuple[float, float] | None = None,
    correlation: float | None = None,
    sheet: str | None = None,
    level: float = 0.95,
) -> Estimates:
    """Read means from a published table and give each the standard error that its n and SD, or its scale, allow.

    Args:
        source: a workbook, a csv file or a frame, one row a mean.
        unit, item: the columns that name the unit and the item; at least one of them.
        score: the column of means, in points.
        n: the column of respondents behind each mean, or one number for all, taken as an assumption.
        sd: the column of standard deviations between respondents, or one number for all (an assumption), in points.
        limits: the lowest and the highest points of the scale; needed where an SD is missing.
        correlation: the correlation between two items of one unit, between 0 and 1, since the same people answered
            both; needed when a unit has several items. 0 is the safe side for a gap between items, 1 for a composite.
        sheet: the sheet's name; by default the one sheet that has the columns.
        level: confidence level of the intervals in the table.

    Returns:
        Estimates in points with an infinite df. Where no SD is given the standard error is the largest that the scale
        allows, and the step says so: ``basis`` is ``"sd"``, ``"limits"`` or ``"both"``. A mean at an end of the scale
        is listed in ``apart``: its bound is zero, which no sample can promise.

    Assumptions:
        Respondents were drawn independently and n of them answered; units are independent.

    Raises:
        SettingError: no limits where an SD is missing, a mean outside the limits, an n below 2, a correlation that is
            missing where it is needed or lies outside 0 to 1.
        DataProblems: the table cannot be read, listing every fault.

    Formula:
        SE = SD / √n, with SD ≤ √((max - m)(m - min)).

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357.

    Examples:
        >>> frame = pd.DataFrame({"unit": ["our city", "second"], "score": [83.78, 80.63]})
        >>> est = published(frame, unit="unit", score="score", n=450, limits=(55, 100))
        >>> est.se.round(3).tolist()
        [1.019, 1.05]
    """
    headers = {"unit": unit, "item": item, "score": score, "n": _header(n), "sd": _header(sd)}
    headers = {name: header for name, header in headers.items() if header is not None}
    names = [name for name in ("unit", "item") if name in headers]
    if not names:
        raise SettingError("name the column of units (unit=) or of items (item=), or both")
    numbers = [name for name in ("score", "n", "sd") if name in headers]
    read = table(source, headers, sheet=sheet, numbers=numbers, optional=[name for name in numbers if name == "sd"])
    frame = read.frame.reset_index(drop=True)
    labels = pd.MultiIndex.from_frame(frame[names])
    if labels.has_duplicates:
        raise SettingError(f"given more than once: {quoted(labels[labels.duplicated()].unique())}")
    mean = frame["score"].to_numpy(dtype=float)
    size = _numbers(frame, "n", n)
    _check_n(size, labels)
    spread, basis = _spread(mean, _numbers(frame, "sd", sd), limits, labels)
    unit_of = frame["unit"].to_numpy() if "unit" in frame else np.zeros(len(frame))
    se = spread / np.sqrt(size)
    cov = together(se, unit_of, correlation) if "item" in frame else np.diag(se**2)
    settings = {
        "basis": basis,
        "limits": None if limits is None else (float(limits[0]), float(limits[1])),
        "n": None if isinstance(n, str) else float(n),
        "n_assumed": not isinstance(n, str),
        "sd": float(sd) if isinstance(sd, int | float) else None,
        "correlation": correlation,
        "level": level,
        "count": len(mean),
    }
    step = Step("published", settings, (read.step,))
    df = np.full(len(mean), np.inf)
    whole = Estimates(mean, cov, size, df, labels, step, level, nothing_apart(names))
    return set_apart(whole, np.where(np.diag(cov) > 0, "", "no_variance").astype(object), names)


def _header(given: str | float | None) -> str | None:
    return given if isinstance(given, str) else None


def _numbers(frame: pd.DataFrame, name: str, given: Any) -> Array:
    if name in frame:
        return frame[name].to_numpy(dtype=float)
    return np.full(len(frame), np.nan if given is None else float(given))


def _check_n(size: Array, labels: pd.MultiIndex) -> None:
    low = ~(size >= 2)
    if low.any():
        raise SettingError(f"n must be 2 or more; it is not for {quoted(labels[low])}")


def _spread(mean: Array, sd: Array, limits: tuple[float, float] | None, labels: pd.MultiIndex) -> tuple[Array, str]:
    missing = np.isnan(sd)
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
    return np.where(missing, largest_sd(mean, limits), sd), "limits" if missing.all() else "both"

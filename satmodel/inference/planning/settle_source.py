"""What a published table says of its means, and between which ends everything lies that it does not say."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.bounds import largest_sd, smallest_sd
from satmodel.estimation.labels import quoted
from satmodel.step import Step
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.workbooks import table

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """k means and the ends of what is not known.

    Attributes:
        name: what the labels are, ``"unit"`` or ``"item"``. names: (k,) the labels.
        mean: (k,) in points.
        sd_low, sd_high: (k,) standard deviations between respondents, in points.
        n_low, n_high: (k,) respondents.
        r_low, r_high: the correlation of two items of one unit; zero for units.
        apart: the means at an end of the scale.
        settings: what was assumed. step: the file's fingerprint.
    """

    name: str
    names: tuple[Hashable, ...]
    mean: Array
    sd_low: Array
    sd_high: Array
    n_low: Array
    n_high: Array
    r_low: float
    r_high: float
    apart: pd.DataFrame
    settings: Mapping[str, Any]
    step: Step


def known(
    source: str | Path | pd.DataFrame,
    *,
    columns: Mapping[str, str | None],
    n: Any,
    sd: Any,
    limits: tuple[float, float] | None,
    scale: Scale | str | Sequence[float] | None,
    correlation: Any,
    sheet: str | None,
) -> Known:
    """Read the means and put the ends of everything else beside them.

    Args:
        source: the table.
        columns: the headers of unit, item and score.
        n, sd, limits, scale, correlation, sheet: as in :func:`satmodel.settle`.

    Raises:
        SettingError: a setting that cannot be used.
        NotEstimable: fewer than two means that have a spread.
    """
    name = _one_label(columns)
    headers = {name: columns[name], "score": columns["score"]} | ({"n": n} if isinstance(n, str) else {})
    read = table(source, headers, sheet=sheet, numbers=[key for key in headers if key != name])
    frame = read.frame.reset_index(drop=True)
    if frame[name].duplicated().any():
        raise SettingError(f"given more than once: {quoted(frame.loc[frame[name].duplicated(), name].unique())}")
    mean = frame["score"].to_numpy(dtype=float)
    low, high, ends = _spreads(mean, frame[name], sd, limits, scale)
    sizes = (frame["n"].to_numpy(dtype=float),) * 2 if isinstance(n, str) else _both(n, "n")
    n_low, n_high = (np.broadcast_to(size, mean.shape).astype(float) for size in sizes)
    if np.any(~(n_low >= 2)) or np.any(~np.isfinite(n_high)):
        raise SettingError("n must be 2 or more and finite: a column, one number, or (fewest, most)")
    r_low, r_high = _correlations(name, correlation)
    good = high > 0
    if good.sum() < 2:
        raise NotEstimable("a difference needs two means with a spread; all others lie at an end of the scale")
    settings = {
        "limits": ends,
        "sd": None if sd is None else _both(sd, "sd"),
        "levels": low is not None and sd is None and scale is not None,
        "n_low": float(n_low.min()),
        "n_high": float(n_high.max()),
        "n_given": isinstance(n, str),
        "one_n": float(n_low.min()) == float(n_high.max()),
        "items": name == "item",
        "correlation_low": r_low if name == "item" else None,
        "correlation_high": r_high if name == "item" else None,
        "count": len(mean),
    }
    lost = pd.DataFrame({name: frame.loc[~good, name], "estimate": mean[~good], "n": n_low[~good]})
    parts = (part[good] for part in (mean, low, high, n_low, n_high))
    names = tuple(frame.loc[good, name])
    apart = lost.assign(reason="no_variance").reset_index(drop=True)
    return Known(name, names, *parts, r_low, r_high, apart, settings, read.step)


def _one_label(columns: Mapping[str, str | None]) -> str:
    given = [name for name in ("unit", "item") if columns.get(name) is not None]
    if len(given) != 1:
        raise SettingError("name the column of units (unit=) or of the items of one unit (item=), one of them")
    return given[0]


def _both(given: Any, name: str) -> tuple[float, float]:
    """One number twice, or two in order."""
    ends = tuple(given) if isinstance(given, tuple | list) else (given, given)
    plain = all(isinstance(end, int | float | np.number) and not isinstance(end, bool) for end in ends)
    if len(ends) != 2 or not plain or not ends[0] <= ends[1]:
        raise SettingError(f"{name} must be one number or (lowest, highest), not {given!r}")
    return float(ends[0]), float(ends[1])


def _spreads(
    mean: Array, names: pd.Series, sd: Any, limits: tuple[float, float] | None, scale: Any
) -> tuple[Array, Array, tuple[float, float] | None]:
    """The smallest and the largest standard deviation of each mean, and the ends of the scale."""
    if sd is None and limits is None and scale is None:
        raise SettingError("give scale= or limits= for the standard deviations that the scale allows, or sd=")
    ends, levels = scale_ends(limits, scale)
    if ends is not None:
        outside = (mean < ends[0]) | (mean > ends[1])
        if outside.any():
            raise SettingError(f"outside the limits {ends[0]:g} to {ends[1]:g}: {quoted(names[outside])}")
    if sd is not None:
        low, high = _both(sd, "sd")
        if low < 0:
            raise SettingError("sd must be zero or more")
        return np.full_like(mean, low), np.full_like(mean, high), ends
    least = np.zeros_like(mean) if levels is None else smallest_sd(mean, levels)
    return least, largest_sd(mean, ends or (0.0, 0.0)), ends


def scale_ends(limits: tuple[float, float] | None, scale: Any) -> tuple[tuple[float, float] | None, Array | None]:
    """The ends of a scale and its levels, each None where it is not known.

    Raises:
        SettingError: both were given, or a scale with a single level.
    """
    if limits is not None and scale is not None:
        raise SettingError("give scale= or limits=, not both")
    if scale is None:
        return (None if limits is None else (float(limits[0]), float(limits[1]))), None
    used = Scale.preset(scale) if isinstance(scale, str) else scale
    levels = np.array(used.levels if isinstance(used, Scale) else sorted({float(level) for level in used}))
    if len(levels) < 2:
        raise SettingError("a scale needs at least two levels")
    return (float(levels[0]), float(levels[-1])), levels


def _correlations(name: str, correlation: Any) -> tuple[float, float]:
    if name == "unit":
        if correlation is not None:
            raise SettingError("units are independent samples; correlation= is for items of one unit (item=)")
        return 0.0, 0.0
    if correlation is None:
        raise SettingError(
            "the items of a unit were answered by the same people: give correlation=, one number or (lowest, highest); "
            "(0, 1) leaves it quite open"
        )
    low, high = _both(correlation, "correlation")
    if not 0 <= low <= high <= 1:
        raise SettingError("correlation must lie between 0 and 1")
    return low, high

"""Means of ones, zeros and minus ones over the respondents: the estimation behind rates and net scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import means
from satmodel.step import Step
from satmodel.survey.moments import Moments, moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
_OWN = ("columns", "complete")


def estimated(
    survey: Survey,
    parts: Mapping[tuple[str, str], Array],
    *,
    by: str | None,
    level: float,
    lonely: str,
    step: tuple[str, Mapping[str, Any]],
) -> Estimates:
    """Mean of every column of indicators for every unit, with one covariance over all of them.

    Args:
        survey: the respondents.
        parts: (r,) values by item and measure, ``nan`` where a respondent has no part.
        by, level, lonely: as in :func:`satmodel.means`.
        step: the method's key and its own settings.

    Returns:
        Estimates in shares, labelled (unit, item, measure), or (item, measure) for the whole sample. A share without
        any variance is listed in ``apart`` with its value.

    Raises:
        SettingError: a setting that is not known.
        NotEstimable: not one share has a standard error.
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    keys = {str(i): key for i, key in enumerate(parts)}
    scores = pd.DataFrame(dict(zip(keys, parts.values(), strict=True)), index=survey.scores.index)
    asked = {"by": by, "level": level, "lonely": lonely}
    return of_sums(moments(replace(survey, scores=scores), columns=list(keys)), keys, asked=asked, step=step)


def of_sums(
    sums: Moments, keys: Mapping[str, tuple[str, str]], *, asked: Mapping[str, Any], step: tuple[str, Mapping[str, Any]]
) -> Estimates:
    """Shares from the sums of indicators, as :func:`estimated` gives them.

    Args:
        sums: the sums. keys: the item and the measure of each of their columns.
        asked: ``by``, ``level`` and ``lonely``, as in :func:`satmodel.means`.
        step: the method's key and its own settings.
    """
    try:
        est = means(sums, by=asked["by"], level=asked["level"], lonely=asked["lonely"])
    except NotEstimable as fault:
        raise NotEstimable(
            f"{fault}; intervals() gives a bound from counts, as in intervals({{'A': (22, 22)}})"
        ) from None
    settings = {name: setting for name, setting in est.step.settings.items() if name not in _OWN}
    settings["near_end"] = tuple(_key(name, keys) for name in settings.get("near_end", ()))
    made = Step(step[0], {**settings, **step[1], "measure": "share"}, est.step.sources)
    labels = _named(est.labels.to_frame(index=False), keys)
    apart = _named(est.apart, keys)
    return Estimates(est.value, est.cov, est.n, est.df, pd.MultiIndex.from_frame(labels), made, asked["level"], apart)


def _key(name: str | tuple[str, str], keys: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The label of a column's number, or of a unit and a column's number."""
    return keys[name] if isinstance(name, str) else (name[0], *keys[name[1]])


def _named(frame: pd.DataFrame, keys: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The frame with the item and the measure of each column in the place of its number."""
    place = list(frame.columns).index("item")
    named = frame.assign(item=[keys[column][0] for column in frame["item"]])
    named.insert(place + 1, "measure", [keys[column][1] for column in frame["item"]])
    return named

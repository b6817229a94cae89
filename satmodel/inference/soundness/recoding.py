"""Composites of units under another coding of the same answers, and which codings are monotone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.labels import nothing_apart
from satmodel.survey.opinions import responses
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import Cells

Array = NDArray[np.float64]
Coding = Mapping[str, float]
Weights = Mapping[Hashable, float] | None


def answered(survey: Survey, items: Sequence[str] | None) -> dict[str, Cells]:
    """The answers to each scored item asked for, as labels, by the item's name.

    Raises:
        SettingError: an item that is not scored.
    """
    if isinstance(items, str):
        raise SettingError(f"items must be a list of items, such as [{items!r}]")
    names = list(survey.items if items is None else items)
    missing = [name for name in names if name not in survey.scores.columns]
    if missing or not names:
        raise SettingError(f"no scored item named {missing}; there are {list(survey.scores.columns)}")
    return {name: responses(survey, name) for name in names}


def composites(survey: Survey, given: Mapping[str, Cells], coding: Coding, weights: Weights) -> Array:
    """(u,) the composite of every unit when each answer has the points of a coding; others do not count.

    A unit in which nobody has a scored answer to some item has ``nan``.

    Raises:
        SettingError: the weights do not name every item once, are below zero or sum to zero.
    """
    shares = item_weights(list(given), weights)
    unit = pd.Categorical(survey.design.unit, categories=list(survey.units)).codes
    weight, count = survey.design.weight, len(survey.units)
    total = np.zeros(count)
    for item, cells in given.items():
        points = np.array([coding.get(answer, np.nan) for answer in cells])
        scored = ~np.isnan(points)
        size = np.bincount(unit[scored], weight[scored], count)
        summed = np.bincount(unit[scored], (weight * points)[scored], count)
        total += shares[item] * np.divide(summed, size, out=np.full(count, np.nan), where=size > 0)
    return total


def item_weights(items: Sequence[str], weights: Weights) -> dict[str, float]:
    """The weight of each item, summing to 1.

    Raises:
        SettingError: the weights do not name every item once, are below zero or sum to zero.
    """
    found = dict.fromkeys(items, 1.0) if weights is None else {str(name): float(w) for name, w in weights.items()}
    if set(found) != set(items):
        raise SettingError(f"weights must name every item once; the items are {list(items)}")
    if min(found.values()) < 0 or sum(found.values()) <= 0:
        raise SettingError("weights must be zero or more, and one of them more than zero")
    return {item: found[item] / sum(found.values()) for item in items}


def without_answers(survey: Survey, lost: NDArray[np.bool_]) -> pd.DataFrame:
    """The list of units in which some item has no answer that can be scored."""
    names = [unit for unit, gone in zip(survey.units, lost, strict=True) if gone]
    apart = nothing_apart(["unit"])
    return (
        apart
        if not names
        else pd.DataFrame(
            {"unit": names, "estimate": np.nan, "n": np.nan, "reason": "no_answers"}, columns=list(apart.columns)
        )
    )


def coding_of(name: str, given: Scale | Mapping[object, float], scale: Scale) -> dict[str, float]:
    """A coding as points by answer, checked against the scale.

    Args:
        name: the coding's name, for messages.
        given: a scale, or points by answer. It must name every scored answer, and may give points to answers without
            an opinion.
        scale: the survey's scale, which says the order of the answers.

    Raises:
        SettingError: an answer is missing or not known, all points are alike, or a worse answer gets more points than a
            better one.
    """
    points = dict((given if isinstance(given, Scale) else Scale(given)).points)
    missing = [answer for answer in scale.points if answer not in points]
    unknown = [answer for answer in points if not scale.knows(answer)]
    if missing or unknown:
        raise SettingError(
            f"the coding {name!r} must give points to every scored answer; without points: {missing}; "
            f"not answers of the scale: {unknown}"
        )
    wrong = [
        (worse, better)
        for better, high in scale.points.items()
        for worse, low in scale.points.items()
        if low < high and points[worse] > points[better]
    ]
    if wrong:
        worse, better = wrong[0]
        raise SettingError(
            f"the coding {name!r} is not monotone: it gives {worse!r} ({points[worse]:g}) more points than {better!r} "
            f"({points[better]:g}), which is the better answer"
        )
    if len({points[answer] for answer in scale.points}) == 1:
        raise SettingError(f"the coding {name!r} gives every answer the same points, so it cannot rank anything")
    return points


def linear_in(points: Coding, scale: Scale) -> bool:
    """Whether a coding is the scale's points times a number plus a number, and scores nothing else."""
    if set(points) != set(scale.points):
        return False
    base = np.array([scale.points[answer] for answer in scale.points])
    other = np.array([points[answer] for answer in scale.points])
    if np.ptp(base) == 0:
        return True
    top, bottom = int(np.argmax(base)), int(np.argmin(base))
    slope = (other[top] - other[bottom]) / (base[top] - base[bottom])
    expected = other[bottom] + slope * (base - base[bottom])
    # 1e-9 of the points: rounding of one multiplication
    return bool(np.allclose(other, expected, rtol=0, atol=1e-9 * max(1.0, np.abs(other).max())))


def rank_of(value: Array) -> NDArray[np.intp]:
    """The rank of each value, 1 the highest; values within a rounding of each other share the first rank."""
    # 1e-9 of a point: two composites that differ by less are sums of the same answers in another order
    ahead = value[None, :] - value[:, None] > 1e-9
    return 1 + ahead.sum(axis=1)


def treatments(scale: Scale, middle: float | None) -> dict[str, float]:
    """Points for answers without an opinion under each treatment.

    Args:
        scale: the survey's scale.
        middle: the points of the middle; halfway between the ends of the scale by default.

    Returns:
        ``lowest``, ``zero`` (where the lowest points are not zero), ``middle`` and ``highest``.

    Raises:
        SettingError: the middle does not lie within the scale.
    """
    low, high = scale.limits
    centre = (low + high) / 2 if middle is None else float(middle)
    if not low <= centre <= high:
        raise SettingError(f"middle must lie within the scale, from {low:g} to {high:g}; it is {centre:g}")
    zero = {} if low == 0 else {"zero": 0.0}
    return {"lowest": low, **zero, "middle": centre, "highest": high}

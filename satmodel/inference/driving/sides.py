"""Which answers to an item are its best and its worst, and which items have enough of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.influence import Sampled
from satmodel.estimation.labels import quoted
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import label

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

Answers = str | float | Sequence[Any] | None

# From fewer respondents or clusters with one of an item's three kinds of answers, an interval would be too short.
FEWEST_ANSWERS = 30
FEWEST_CLUSTERS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The answers to one item of r respondents, in three kinds.

    Attributes:
        item: its name.
        good, bad: (r,) whether the respondent gave one of the best, one of the worst answers.
        best, worst: the points of these answers, from the lowest.
        counts: respondents with a worst, a middle and a best answer.
        reason: why penalty and reward cannot be estimated, or empty.
    """

    item: str
    good: Flags
    bad: Flags
    best: tuple[float, ...]
    worst: tuple[float, ...]
    counts: tuple[int, int, int]
    reason: str


def sides_of(survey: Survey, item: str, *, good: Answers, bad: Answers, complete: Flags, sample: Sampled) -> Sides:
    """Sort the answers of the complete cases to one item.

    Raises:
        SettingError: the answers cannot be found, or do not lie at the two ends of the scale.
    """
    scale = survey.scales.get(item)
    points = survey.scores[item].to_numpy(dtype=float)
    levels = scale.levels if scale is not None else tuple(sorted({float(one) for one in points[complete]}))
    if (good is None or bad is None) and scale is None:
        raise SettingError(
            f"{item!r} holds points without a scale, so the best and the worst answers are not known: name them "
            "(good=[9, 10], bad=[1, 2, 3]), or read the survey with its scale"
        )
    best = levels[-1:] if good is None else _points(good, scale, levels, item, "good")
    worst = levels[:1] if bad is None else _points(bad, scale, levels, item, "bad")
    middle = [one for one in levels if one not in best and one not in worst]
    if max(worst) >= min(best) or any(not max(worst) < one < min(best) for one in middle):
        raise SettingError(
            f"good answers must be the highest and bad ones the lowest of {item!r}, whose answers are worth "
            f"{quoted(levels)} points; good are {quoted(best)}, bad {quoted(worst)}"
        )
    seen = points[complete]
    kinds = (np.isin(seen, worst), np.isin(seen, middle), np.isin(seen, best))
    counts = tuple(int(kind.sum()) for kind in kinds)
    return Sides(item, kinds[2], kinds[0], best, worst, counts, _reason(kinds, complete, sample))


def _points(asked: Answers, scale: Scale | None, levels: tuple[float, ...], item: str, name: str) -> tuple[float, ...]:
    """The points of the answers that were named, from the lowest."""
    named = [asked] if isinstance(asked, str | Real) else list(asked or ())
    if not named:
        raise SettingError(f"{name} must name one answer or more")
    known = {} if scale is None else dict(scale.points)
    found = [float(one) if isinstance(one, Real) else known.get(label(one)) for one in named]
    lost = [one for one, value in zip(named, found, strict=True) if value is None or (known and value not in levels)]
    if lost:
        there = [*known, *levels] if known else levels
        raise SettingError(f"{name} names {quoted(lost)}, which {item!r} does not have; there are {quoted(there)}")
    return tuple(sorted({value for value in found if value is not None}))


def _reason(kinds: tuple[Flags, Flags, Flags], complete: Flags, sample: Sampled) -> str:
    """Why one of the three kinds of answers cannot be used: nobody, too few respondents, too few clusters."""
    for name, kind in zip(("middle", "bad", "good"), (kinds[1], kinds[0], kinds[2]), strict=True):
        if not kind.any():
            return f"no_{name}"
        rows = np.zeros(len(complete), dtype=bool)
        rows[np.flatnonzero(complete)[kind]] = True
        if kind.sum() < FEWEST_ANSWERS:
            return f"few_{name}"
        if sample.counts(rows)[0] < FEWEST_CLUSTERS:
            return f"few_{name}_clusters"
    return ""

"""What a unit would get and where it would stand with another score than its own, all others keeping theirs."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.labels import plain_index
from satmodel.inference.deciding.conversion import Conversion
from satmodel.inference.deciding.form import Form
from satmodel.inference.deciding.reach import Given
from satmodel.inference.judging.units import places

Array = NDArray[np.float64]


def what_if(form: Form, given: Given, found: Conversion, level: float) -> pd.DataFrame:
    """The points and the rank of each unit with the average score, and with either end of its interval.

    Args:
        form: the rule. given: what it was applied to. found: the points. level: of the intervals.

    Returns:
        One row a unit: points and rank as they are; score_average (the mean of all scores), points_average,
        rank_average; score_low, points_at_low, rank_at_low; score_high, points_at_high, rank_at_high. Points are
        totals, with what is added to them.
    """
    value = given.scores.value
    low, high = given.scores.interval(1 - level)
    average = np.full(len(value), value.mean())
    columns = {"points": found.points + given.added, "rank": found.rank, "score_average": average}
    for name, other in (("average", average), ("at_low", low), ("at_high", high)):
        if name != "average":
            columns[f"score_{name[3:]}"] = other
        columns[f"points_{name}"], columns[f"rank_{name}"] = _with(form, given, other)
    return pd.DataFrame(columns, index=plain_index(given.scores.labels))


def _with(form: Form, given: Given, other: Array) -> tuple[Array, NDArray[np.intp]]:
    points, rank = np.empty(len(other)), np.empty(len(other), dtype=np.intp)
    for i, one in enumerate(other):
        score = given.scores.value.copy()
        score[i] = one
        gain = None if given.before is None else given.better(score, given.before.value)
        total = given.totals(form, score, gain)
        points[i], rank[i] = total[i], places(np.round(total, 9))[0][i]
    return points, rank

"""Where a rule cuts an order of units: who stands on which side, and whether the gap between the two is established."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.judging.critical import Draws, Family, critical_value, tukey_critical
from satmodel.inference.judging.pairs import Pairs, t_equivalent
from satmodel.result import Verdict, judge

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """On which places k units stand, counted from the end that is asked for.

    Attributes:
        first, last: (k,) the places that each unit shares with those level with it; the same where ties are broken.
        group: (k,) the group of places, from 0: that of the first place.
        order: (k,) the units in order. broken: whether a tie at a border of two groups was broken by name.
    """

    first: Counts
    last: Counts
    group: Counts
    order: Counts
    broken: bool


def standing_of(first: Counts, last: Counts, sizes: Counts, names: Sequence[object], *, ties: str) -> Standing:
    """Put units into groups of places.

    Args:
        first, last: (k,) the places that each unit shares. sizes: (b,) places of each group. names: (k,).
        ties: ``"all"``: those level with each other share the better group; ``"order"``: the order of their names
            breaks the tie.
    """
    group = np.repeat(np.arange(len(sizes)), sizes)
    by_name = np.argsort(np.argsort([str(name) for name in names], kind="stable"), kind="stable")
    order = np.lexsort((by_name, first))
    if ties == "all":
        return Standing(first, last, group[first - 1], order, broken=False)
    place = np.empty_like(first)
    place[order] = np.arange(1, len(first) + 1)
    return Standing(place, place, group[place - 1], order, broken=bool(np.any(group[first - 1] != group[last - 1])))


@dataclass(frozen=True, slots=True)
class Cut:
    """The gap between the last unit of a group and the first of the next one.

    Attributes:
        inside, outside: the two units. gap: how far the one lies ahead, in points. low, high: its interval.
        verdict: whether it is established. detectable: the smallest gap that would have been.
    """

    inside: int
    outside: int
    gap: float
    low: float
    high: float
    verdict: Verdict
    detectable: float


def cuts_of(pairs: Pairs, standing: Standing, *, level: float, draws: int, seed: int) -> tuple[Cut, ...]:
    """The gap at each border between two groups, judged among all pairs, since the data picked the two.

    Args:
        pairs: all pairs; a larger value stands before a smaller one. standing: who stands where.
        level, draws, seed: as for ``gaps(est, pairs="adjacent")``.

    Formula:
        Independent estimates: the studentised range; correlated ones: the largest of all drawn differences, or
        Bonferroni's bound where their covariance is known too poorly to be drawn from.
    """
    order = standing.order
    borders = np.flatnonzero(np.diff(standing.group[order]))
    inside, outside = order[borders], order[borders + 1]
    gap, se, df = pairs.lead[outside, inside], pairs.se[outside, inside], pairs.df[outside, inside]
    if not len(borders):
        return ()
    reach = _critical(pairs, df, level=level, draws=draws, seed=seed) * se
    return tuple(
        Cut(int(a), int(b), float(d), float(d - r), float(d + r), judge(float(d - r), float(d + r)), float(r))
        for a, b, d, r in zip(inside, outside, gap, reach, strict=True)
    )


def _critical(pairs: Pairs, df: Array, *, level: float, draws: int, seed: int) -> Array:
    count = len(pairs.value)
    if pairs.root.ndim == 1:
        return tukey_critical(level, count, df)
    if not pairs.drawable:
        return np.asarray(stats.t.isf((1 - level) / (count * (count - 1)), df))
    first, second = pairs.varying()
    family = Family(first, second, np.ones((2, len(first)), dtype=bool))
    return t_equivalent(critical_value(Draws(pairs, draws, seed), family, level), df)

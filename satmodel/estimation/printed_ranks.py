"""Whether the ranks that a table prints follow from the scores that it prints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import Problem
from satmodel.estimation.wide import Figures
from satmodel.survey.sheets import faults_tables

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One printed rank that the printed scores do not give.

    Attributes:
        position: the position of the mean in the figures.
        rank: the printed rank.
        low, high: the ranks that the scores allow.
    """

    position: int
    rank: float
    low: int
    high: int


def allowed_ranks(score: Array, *, lowest_first: bool = False) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The best and the worst rank that each of (k,) printed scores may have; they differ for ties only.

    Formula:
        low = 1 + #{better}, high = #{better or alike}.

    Examples:
        >>> low, high = allowed_ranks(np.array([90.1, 92.3, 90.1, 80.0]))
        >>> low.tolist(), high.tolist()
        ([2, 1, 2, 4], [3, 1, 3, 4])
    """
    values = -score if lowest_first else score
    better = (values[None, :] > values[:, None]).sum(axis=1)
    alike = (values[None, :] == values[:, None]).sum(axis=1)
    return better + 1, better + alike


def contradictions(found: Figures, *, lowest_first: bool = False) -> tuple[int, list[Contradiction]]:
    """How many printed ranks could be checked, and those that the scores of their column do not give.

    Ties may be printed in any order, with one shared rank, or with shared ranks and no gap after them (1, 2, 2, 3).
    """
    checked, wrong = 0, []
    frame = found.frame
    for _, part in frame.groupby("column", sort=False):
        part = part[part["rank"].notna() & part["score"].notna()]
        if part.empty:
            continue
        score, rank = part["score"].to_numpy(dtype=float), part["rank"].to_numpy(dtype=float)
        low, high = allowed_ranks(score, lowest_first=lowest_first)
        checked += len(part)
        better = np.unique(-score if not lowest_first else score)
        dense = 1 + np.searchsorted(better, -score if not lowest_first else score)
        if np.array_equal(dense, rank):
            continue
        outside = (rank < low) | (rank > high) | (rank != np.round(rank))
        wrong += [
            Contradiction(int(part.index[i]), float(rank[i]), int(low[i]), int(high[i]))
            for i in np.flatnonzero(outside)
        ]
    return checked, wrong


def rank_faults(found: Figures) -> tuple[int, list[Problem]]:
    """How many printed ranks were checked, and a fault for each that contradicts the scores."""
    checked, wrong = contradictions(found)
    return checked, [
        faults_tables.rank_contradicts(
            found.place(one.position, "rank"), found.told(one.position), f"{one.rank:g}", one.low, one.high
        )
        for one in wrong
    ]

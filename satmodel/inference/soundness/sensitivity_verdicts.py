"""Ranks and verdicts of the same units under many specifications."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart
from satmodel.inference.gapping.gaps import gaps
from satmodel.inference.judging.rankable import REASON, rankable
from satmodel.inference.soundness.recoding import rank_of
from satmodel.result import Verdict

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """k units in s specifications, the first as scored; the units in the order of the first.

    Attributes:
        units: their names. value: (s, k) composites. rank: (s, k) ranks, 1 the highest.
        better: (s, k, k) whether the row's unit is established above the column's, all pairs of a specification judged
            together. known: (s, k) whether a unit has a standard error.
        detectable: (k, k) the lead that would have been established as scored; ``nan`` where it cannot be judged.
        apart: the units that are left out, with the reason.
    """

    units: tuple[str, ...]
    value: Array
    rank: Counts
    better: Flags
    known: Flags
    detectable: Array
    apart: pd.DataFrame

    @property
    def rank_low(self) -> Counts:
        """(s, k) the best rank that each could hold; 1 where it has no standard error."""
        return np.asarray(1 + self.better.sum(axis=1))

    @property
    def rank_high(self) -> Counts:
        """(s, k) the worst rank that each could hold."""
        return np.asarray(len(self.units) - self.better.sum(axis=2))


def judged(value: Array, estimates: list[Estimates], *, units: tuple[str, ...], level: float, fewest: int) -> Judged:
    """Rank the units in every specification, and judge every two neighbours of the first.

    Args:
        value: (s, u) composites; ``nan`` where an item has no score.
        estimates: the estimates of each specification.
        units: (u,) names. level: of all pairs of a specification. fewest: respondents that a unit needs, as scored.
    """
    kept, apart = _kept(value, estimates[0], units, fewest)
    order = kept[np.argsort(-value[0, kept], kind="stable")]
    names = tuple(units[i] for i in order)
    value = value[:, order]
    rank = np.array([rank_of(row) for row in value]).reshape(len(value), len(names))
    better, known, detectable = _all_pairs(estimates, {name: i for i, name in enumerate(names)}, level)
    return Judged(names, value, rank, better, known, detectable, apart)


def _kept(value: Array, base: Estimates, units: tuple[str, ...], fewest: int) -> tuple[Counts, pd.DataFrame]:
    """The units that take part, and those that do not with the reason."""
    lost = np.isnan(value).any(axis=0)
    small = rankable(base, fewest=fewest).apart
    few = small[small["reason"] == REASON]
    rows = [[name, np.nan, np.nan, "no_answers"] for name, gone in zip(units, lost, strict=True) if gone]
    rows += few[~few["unit"].isin([row[0] for row in rows])].to_numpy(dtype=object).tolist()
    gone = {row[0] for row in rows}
    kept = np.array([i for i, name in enumerate(units) if name not in gone], dtype=np.intp)
    columns = ["unit", "estimate", "n", "reason"]
    return kept, pd.DataFrame(rows, columns=columns) if rows else nothing_apart(["unit"])


def _all_pairs(estimates: list[Estimates], place: dict[str, int], level: float) -> tuple[Flags, Flags, Array]:
    """``better``, ``known`` and ``detectable`` of :class:`Judged`."""
    count = len(place)
    better = np.zeros((len(estimates), count, count), dtype=bool)
    known = np.zeros((len(estimates), count), dtype=bool)
    detectable = np.full((count, count), np.nan)
    for number, est in enumerate(estimates):
        names = [name for name in est.labels.get_level_values(0) if name in place]
        known[number, [place[name] for name in names]] = True
        if len(names) < 2:
            continue
        table = gaps(est.take({"unit": names}), level=level, fewest=0).table
        one, other = (np.array([place[name] for name in table.index.get_level_values(side)]) for side in (0, 1))
        settled, lead = (table["verdict"] == Verdict.ESTABLISHED).to_numpy(), table["gap"].to_numpy() > 0
        better[number, np.where(lead, one, other)[settled], np.where(lead, other, one)[settled]] = True
        if number == 0:
            detectable[one, other] = detectable[other, one] = table["detectable"]
    return better, known, detectable

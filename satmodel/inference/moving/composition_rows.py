"""The rows of a split by composition: one item of one unit, or the mean of several items."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.inference.moving.composition_parts import Groups, Split
from satmodel.inference.moving.composition_sample import Pair

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

PARTS = ("change", "composition", "equal", "unmatched")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One item of one unit.

    Attributes:
        unit, item: what it is. before, after: the two means. n: respondents of both rounds.
        value, se, df: (4,) the change and its three parts.
        shares, means, counts: (2, g) of the groups in both rounds. parts: (2, g) each group's part of composition and
            at equal composition. parts_se: (2, g). matched: (g,).
        influence: for either round the (r, 4 + 2g) influences of all its respondents.
        flags: for either round the respondents that are in it.
    """

    unit: str
    item: str
    before: float
    after: float
    n: tuple[int, int]
    value: Array
    se: Array
    df: Array
    shares: Array
    means: Array
    counts: Array
    parts: Array
    parts_se: Array
    matched: Flags
    influence: tuple[Array, Array]
    flags: tuple[Flags, Flags]


def row_of(
    unit: str, item: str, sides: tuple[Groups, Groups], found: Split, flags: tuple[Flags, Flags], pair: Pair
) -> Row:
    """A split with its standard errors."""
    spread = []
    for i in range(2):
        whole = np.zeros((len(flags[i]), found.influence[i].shape[1]))
        whole[sides[i].rows] = found.influence[i]
        spread.append(whole)
    means = np.array([np.where(side.count > 0, side.mean, np.nan) for side in sides])
    return _row(
        (unit, item),
        (found.before, found.after),
        (found.value, np.array([found.composition, found.equal])),
        (np.array([side.share for side in sides]), means, np.array([side.count for side in sides])),
        found.matched,
        (spread[0], spread[1]),
        flags,
        pair,
    )


def averaged(rows: Sequence[Row], item: str, pair: Pair) -> Row:
    """The mean of several items of one unit; shares, means and counts of its groups are means over the items."""
    first = rows[0]
    mean = {
        name: np.mean([getattr(row, name) for row in rows], axis=0) for name in ("value", "shares", "means", "parts")
    }
    flags = [np.any([row.flags[i] for row in rows], axis=0) for i in range(2)]
    influence = [np.mean([row.influence[i] for row in rows], axis=0) for i in range(2)]
    return _row(
        (first.unit, item),
        (float(np.mean([row.before for row in rows])), float(np.mean([row.after for row in rows]))),
        (mean["value"], mean["parts"]),
        (mean["shares"], mean["means"], np.max([row.counts for row in rows], axis=0)),
        np.all([row.matched for row in rows], axis=0),
        (influence[0], influence[1]),
        (flags[0], flags[1]),
        pair,
    )


def _row(
    names: tuple[str, str],
    ends: tuple[float, float],
    values: tuple[Array, Array],
    groups: tuple[Array, Array, Array],
    matched: Flags,
    influence: tuple[Array, Array],
    flags: tuple[Flags, Flags],
    pair: Pair,
) -> Row:
    cov, variance = pair.covariance(*influence)
    se = np.sqrt(np.maximum(np.diag(cov), 0.0))
    # 1e-9 of a point: what weights fitted to the same margins hold fixed has an error of rounding only
    se = np.where(se < 1e-9, 0.0, se)
    df = pair.degrees(flags, variance)
    count = len(PARTS)
    return Row(
        *names,
        *ends,
        (int(flags[0].sum()), int(flags[1].sum())),
        values[0],
        se[:count],
        df[:count],
        *groups,
        values[1],
        se[count:].reshape(2, -1),
        matched,
        influence,
        flags,
    )


def frame_of(rows: Sequence[Row], names: Sequence[Hashable]) -> pd.DataFrame:
    """One row a unit, item and group that anybody is in: shares, means, and its part of either component."""
    keys, records = [], []
    for row in rows:
        for g, name in enumerate(names):
            if not row.counts[:, g].any():
                continue
            keys.append((row.unit, row.item, name))
            told = [row.counts[0, g], row.counts[1, g], *row.shares[:, g], *row.means[:, g]]
            records.append(
                [*told, row.parts[0, g], row.parts_se[0, g], row.parts[1, g], row.parts_se[1, g], row.matched[g]]
            )
    columns = ["n_before", "n_after", "share_before", "share_after", "mean_before", "mean_after"]
    columns += ["composition", "composition_se", "equal", "equal_se", "matched"]
    frame = pd.DataFrame(keys, columns=["unit", "item", "by"])
    index = pd.MultiIndex.from_arrays([frame[name] for name in frame], names=["unit", "item", "by"])
    return pd.DataFrame(records, columns=columns, index=index)

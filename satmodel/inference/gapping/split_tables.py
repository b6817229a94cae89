"""The tables of a split: a row an item (and part), a row a part, a row a split."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.inference.gapping import splitting
from satmodel.inference.gapping.split_sides import Split
from satmodel.inference.judging.comparing import Comparison, compare

Array = NDArray[np.float64]

_JUDGED = ("se", "low", "high", "df", "p", "p_adjusted", "verdict", "detectable")


def item_rows(split: Split, *, folds: int, level: float, pairs: int) -> pd.DataFrame:
    """One row an item of each split, and of each part where the weights changed; each split a family of its own.

    A part that the weights alone bring has a row for the items whose weight changed.
    """
    rows = split.rows
    old, new = rows.sides
    values, maps = _by_part(split, folds)
    there = np.flatnonzero(rows.before != rows.after)
    kept = {part: np.arange(len(old)) if part == splitting.SCORES else there for part in values}
    place = np.concatenate(list(kept.values()))
    value = np.concatenate([values[part][own] for part, own in kept.items()])
    matrix = np.concatenate([maps[part][own] for part, own in kept.items()])
    total = split_gaps(split)[rows.split[place]]
    weights = {"weight": rows.before} if folds == 1 else {"weight_before": rows.before, "weight_after": rows.after}
    columns = {"before": old, "after": new, **weights, "gap": new - old}
    frame = split.labels.iloc[place].reset_index(drop=True)
    index = list(frame.columns)
    if folds > 1:
        frame["part"] = np.repeat(list(kept), [len(own) for own in kept.values()])
        index.append("part")
    frame = frame.assign(**{name: column[place] for name, column in columns.items()})
    frame["contribution"], frame["share"] = value, _share(value, total)
    found = pd.DataFrame(index=frame.index, columns=list(_JUDGED), dtype=object)
    order = []
    for one in range(len(split.keys)):
        own = np.flatnonzero(rows.split[place] == one)
        judged = splitting.judged(value[own], matrix[own], rows, level=level, pairs=pairs)
        found.iloc[own] = pd.DataFrame(columns_of(judged)).to_numpy(dtype=object)
        order.append(own)
    plain = {name: float for name in _JUDGED if name != "verdict"}
    return frame.join(found.astype(plain)).iloc[np.concatenate(order)].set_index(index)


def part_rows(split: Split, *, folds: int, level: float) -> pd.DataFrame:
    """One row a part of each split: what the scores and the weights added; the parts of a split form one family."""
    values, maps = _by_part(split, folds)
    rows, frames = split.rows, []
    for one, key in enumerate(split.keys):
        own = rows.split == one
        value = np.array([part[own].sum() for part in values.values()])
        matrix = np.array([part[own].sum(axis=0) for part in maps.values()])
        judged = splitting.judged(value, matrix, rows, level=level, pairs=1)
        total = np.full(len(value), split_gaps(split)[one])
        columns = {"part": list(values), "contribution": value, "share": _share(value, total)}
        levels = dict(zip(split.rest, key, strict=True)) if split.rest else {}
        frames.append(pd.DataFrame(levels | columns | columns_of(judged)))
    return pd.concat(frames, ignore_index=True).set_index([*split.rest, "part"])


def totals(
    split: Split, *, level: float, margin: float, found: Comparison | None, against: list[object] | None
) -> pd.DataFrame:
    """One row a split: the composites and their difference; the splits form one family."""
    before, after = split.rows.composites()
    se, df = splitting.errors(split.rows.whole(), split.rows)
    if found is None:
        found = compare(after - before, se, df, level=level, margin=margin, adjust="holm")
    sides = {} if against is None else {"against": against}
    columns = sides | {"before": before, "after": after, "gap": after - before} | columns_of(found)
    return pd.DataFrame(columns, index=split.index)


def split_gaps(split: Split) -> Array:
    """(s,) the composites' differences."""
    before, after = split.rows.composites()
    return after - before


def columns_of(found: Comparison) -> dict[str, Array]:
    """The columns of differences that were judged."""
    return {name: np.asarray(getattr(found, name)) for name in _JUDGED}


def _by_part(split: Split, folds: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """(m,) the items' contributions by part, and the (m, k) maps behind them."""
    rows = split.rows
    old, new = (side[:, None] for side in rows.sides)
    values = splitting.by_part(new, old, rows, folds)
    return {part: one[:, 0] for part, one in values.items()}, splitting.by_part(rows.new, rows.old, rows, folds)


def _share(value: Array, total: Array) -> Array:
    return np.divide(value, total, out=np.full(len(total), np.nan), where=total != 0)

"""The tables of a split: a row an item (and part), a row a part, a row a split."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.inference.gapping import splitting
from satmodel.inference.gapping.split_sides import Split
from satmodel.inference.judging.comparing import Comparison, compare

Array = NDArray[np.float64]

# Sums of a few hundred products end within this share of the composites; differences below it are rounding.
_EQUAL = 1e-13

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
    total, size = (one[rows.split[place]] for one in (split_gaps(split), _sizes(split)))
    weights = {"weight": rows.before} if folds == 1 else {"weight_before": rows.before, "weight_after": rows.after}
    columns = {"before": old, "after": new, **weights, "gap": new - old}
    frame = split.labels.iloc[place].reset_index(drop=True)
    index = list(frame.columns)
    if folds > 1:
        frame["part"] = np.repeat(list(kept), [len(own) for own in kept.values()])
        index.append("part")
    frame = frame.assign(**{name: column[place] for name, column in columns.items()})
    frame["contribution"], frame["share"] = value, _share(value, total, size)
    se, df = splitting.errors(matrix, rows)
    order = [np.flatnonzero(rows.split[place] == one) for one in range(len(split.keys))]
    families = [splitting.judged(value[own], se[own], df[own], level=level, pairs=pairs) for own in order]
    return frame.iloc[np.concatenate(order)].assign(**_joined(families)).set_index(index)


def part_rows(split: Split, *, folds: int, level: float) -> pd.DataFrame:
    """One row a part of each split: what the scores and the weights added; the parts of a split form one family."""
    values, maps = _by_part(split, folds)
    rows, count = split.rows, len(values)
    # the parts of a split one below the other: (s parts,) and their (s parts, k) map
    value = np.stack([np.bincount(rows.split, part) for part in values.values()], axis=1).ravel()
    matrix = np.stack([splitting.summed(part, rows.split) for part in maps.values()], axis=1)
    se, df = splitting.errors(matrix.reshape(len(value), -1), rows)
    starts = range(0, len(value), count)
    own = [slice(start, start + count) for start in starts]
    families = [splitting.judged(value[part], se[part], df[part], level=level, pairs=1) for part in own]
    frame = pd.DataFrame([key for key in split.keys for _ in values], columns=split.rest or ["all"])[split.rest]
    total, size = (np.repeat(one, count) for one in (split_gaps(split), _sizes(split)))
    columns = {"part": list(values) * len(split.keys), "contribution": value, "share": _share(value, total, size)}
    return frame.assign(**columns, **_joined(families)).set_index([*split.rest, "part"])


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


def _sizes(split: Split) -> Array:
    """(s,) how large the scores are that the composites are made of."""
    old, new = (np.abs(side) for side in split.rows.sides)
    rows = split.rows
    return np.bincount(rows.split, rows.before * old) + np.bincount(rows.split, rows.after * new)


def _joined(families: list[Comparison]) -> dict[str, Array]:
    """The columns of families that were judged, one after the other."""
    each = [columns_of(found) for found in families]
    return {name: np.concatenate([part[name] for part in each]) for name in _JUDGED}


def columns_of(found: Comparison) -> dict[str, Array]:
    """The columns of differences that were judged."""
    return {name: np.asarray(getattr(found, name)) for name in _JUDGED}


def _by_part(split: Split, folds: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """(m,) the items' contributions by part, and the (m, k) maps behind them."""
    rows = split.rows
    old, new = (side[:, None] for side in rows.sides)
    values = splitting.by_part(new, old, rows, folds)
    return {part: one[:, 0] for part, one in values.items()}, splitting.by_part(rows.new, rows.old, rows, folds)


def _share(value: Array, total: Array, composite: Array) -> Array:
    """The parts of the totals; ``nan`` where the two composites are equal but for the rounding of their sums."""
    some = np.abs(total) > _EQUAL * composite
    return np.divide(value, total, out=np.full(len(total), np.nan), where=some)

"""The two sides of a split: two rounds, two units, a unit and the average of the others, a unit and the first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import group, keys, quoted
from satmodel.inference.gapping.differences import difference
from satmodel.inference.gapping.split_weights import Weights
from satmodel.inference.gapping.splitting import Rows

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Every item that both sides have, and the maps to its two scores.

    Attributes:
        value: (k,) the estimates, in points. cov: (k, k). df: (k,).
        new, old: (m, k) the maps. labels: the labels of the m items, with the level that is split last.
        apart: what has not both scores.
    """

    value: Array
    cov: Array
    df: Array
    new: Array
    old: Array
    labels: pd.DataFrame
    apart: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The items of every split that has all of them.

    Attributes:
        rows: the items, as arrays. labels: (m,) their labels. keys: (s,) the splits' labels on the levels ``rest``.
        apart: what cannot be split: none of the items that have no other level.
    """

    rows: Rows
    labels: pd.DataFrame
    keys: list[tuple[Hashable, ...]]
    rest: list[str]
    apart: pd.DataFrame

    @property
    def index(self) -> pd.Index:
        """The splits' labels as an index; ``"all"`` where there is one without a label."""
        return pd.MultiIndex.from_tuples(self.keys, names=self.rest) if self.rest else pd.Index(["all"])


def items_of(sources: Sequence[Estimates], over: str) -> list[Hashable]:
    """Every label of the level that is split, estimated or not, in the order of the last source."""
    listed = [label for part in reversed(sources) for label in (*part.labels.get_level_values(over), *part.apart[over])]
    return list(dict.fromkeys(listed))


def between_rounds(before: Estimates, after: Estimates, over: str) -> Sides:
    """Each item of the later round against the same of the earlier one.

    Raises:
        SettingError: different levels, or twice the same object.
        NotComparable: no label is estimated in both.
    """
    moved, _, _ = difference(before, after)
    names = list(moved.labels.names)
    earlier = before.labels.reorder_levels(names) if len(names) > 1 else before.labels
    early, late = len(before), len(after)
    cov = np.zeros((early + late,) * 2)
    cov[:early, :early], cov[early:, early:] = before.cov, after.cov
    new, old = np.zeros((2, len(moved), early + late))
    new[range(len(moved)), early + after.labels.get_indexer(moved.labels)] = 1
    old[range(len(moved)), earlier.get_indexer(moved.labels)] = 1
    value, df = (np.concatenate([getattr(before, part), getattr(after, part)]) for part in ("value", "df"))
    return Sides(value, cov, df, new, old, _last(moved.labels.to_frame(index=False), over), moved.apart)


def between_units(est: Estimates, unit: Hashable, against: Hashable, over: str) -> Sides:
    """Each item of one unit against the same of another.

    Raises:
        SettingError: levels other than the unit and the one that is split, or twice the same unit.
    """
    check_units(est, over)
    if unit == against:
        raise SettingError(f"unit and against are both {unit!r}; name two units")
    est.take({"unit": [unit, against]})
    frame = est.labels.to_frame(index=False)
    mine, other = (places(est, over, one) for one in (unit, against))
    shared = [item for item in mine if item in other]
    new, old = np.zeros((2, len(shared), len(est)))
    new[range(len(shared)), [mine[item] for item in shared]] = 1
    old[range(len(shared)), [other[item] for item in shared]] = 1
    lost = [item for item in dict.fromkeys([*frame[over], *est.apart[over]]) if item not in shared]
    apart = pd.DataFrame({over: lost, "estimate": np.nan, "n": np.nan, "reason": "part_not_estimable"})
    return Sides(est.value, est.cov, est.df, new, old, pd.DataFrame({over: shared}), apart)


def against_average(
    est: Estimates, unit: Hashable | None, parts: Weights, over: str, weights: Mapping[Hashable, float] | None
) -> Sides:
    """Each item of a unit, or of every unit, against the weighted mean of the other units that have every item.

    Raises:
        SettingError: fewer than two units that have every item, or a weight that cannot be used.
    """
    whole, items, place = complete(est, unit, parts, over)
    share = _unit_weights(list(whole), weights)
    wanted = list(whole) if unit is None else [unit]
    count = len(items)
    new, old = np.zeros((2, len(wanted) * count, len(est)))
    for i, one in enumerate(wanted):
        rows = range(i * count, (i + 1) * count)
        new[rows, place[whole[one]]] = 1
        others = [other for other in whole if other != one]
        total = sum(share[other] for other in others)
        for other in others:
            old[rows, place[whole[other]]] = share[other] / total
    return _of_units(est, wanted if unit is None else None, items, over, (new, old))


def against_units(
    est: Estimates, unit: Hashable | None, parts: Weights, over: str, rivals: Mapping[Hashable, Hashable]
) -> Sides:
    """Each item of a unit, or of every unit that has one, against the same of its rival."""
    whole, items, place = complete(est, unit, parts, over)
    wanted = [one for one in whole if one in rivals] if unit is None else [unit]
    count = len(items)
    new, old = np.zeros((2, len(wanted) * count, len(est)))
    for i, one in enumerate(wanted):
        rows = range(i * count, (i + 1) * count)
        new[rows, place[whole[one]]] = 1
        old[rows, place[whole[rivals[one]]]] = 1
    return _of_units(est, wanted if unit is None else None, items, over, (new, old))


def complete(
    est: Estimates, unit: Hashable | None, parts: Weights, over: str, *, fewest: int = 2
) -> tuple[dict[Hashable, int], list[Hashable], NDArray[np.intp]]:
    """The units that have every item, the items that all of them have, and where each item of each unit stands.

    Returns:
        ({unit: its row in the third}, items, (units, items) places among the estimates).

    Raises:
        SettingError: levels other than the unit and the one that is split, or a unit that is not there.
        NotComparable: the unit, or all but one, lack an item.
    """
    check_units(est, over)
    if unit is not None:
        est.take({"unit": [unit]})
    units = dict.fromkeys(est.labels.get_level_values("unit"))
    found = {one: places(est, over, one) for one in units}
    kept = [one for one in units if parts.needed <= found[one].keys()]
    lost = [item for item in parts.needed if unit is not None and item not in found.get(unit, {})]
    if lost:
        raise NotComparable(f"{unit!r} has no composite: not estimated: {quoted(lost)}; take() the items that it has")
    if len(kept) < fewest:
        raise NotComparable(
            f"two units with every {over} are needed, the unit and one to set it against; there is: {quoted(kept)}"
        )
    items = [item for item in parts.before if all(item in found[one] for one in kept)]
    place = np.array([[found[one][item] for item in items] for one in kept], dtype=np.intp)
    return {one: i for i, one in enumerate(kept)}, items, place


def composites(
    est: Estimates, whole: Mapping[Hashable, int], items: Sequence[Hashable], place: Array, parts: Weights
) -> Estimates:
    """The composites of the units that have every item, under their full covariance."""
    matrix = np.zeros((len(whole), len(est)))
    for i in range(len(whole)):
        matrix[i, place[i]] = [parts.after[item] for item in items]
    used = [j for j, item in enumerate(items) if parts.after[item] > 0]
    labels = pd.MultiIndex.from_arrays([list(whole)], names=["unit"])
    return est.linear(matrix, labels, est.n[place[:, used]].min(axis=1), est.step)


def split_of(sides: Sides, parts: Weights, over: str) -> Split:
    """Which items make up which split.

    Raises:
        NotComparable: no split has all its items.
    """
    rest = [name for name in sides.labels.columns if name != over]
    groups = group(sides.labels, rest)
    names = sides.labels[over]
    whole = {key: rows for key, rows in groups.items() if parts.needed <= set(names.iloc[rows])}
    if not whole:
        common = set.intersection(set(names), *(set(names.iloc[rows]) for rows in groups.values()))
        lost = [item for item in parts.before if item in parts.needed - common]
        raise NotComparable(
            f"no composite has every {over} on both sides; not in all: {quoted(lost)}; take() what both sides have"
        )
    order = np.concatenate([np.array(rows) for rows in whole.values()])
    split = np.repeat(np.arange(len(whole)), [len(rows) for rows in whole.values()])
    labels = sides.labels.iloc[order].reset_index(drop=True)
    before, after = (labels[over].map(one).to_numpy(dtype=float) for one in (parts.before, parts.after))
    rows = Rows(sides.value, sides.cov, sides.df, sides.new[order], sides.old[order], split, before, after)
    known = [*keys(sides.labels, rest), *keys(sides.apart, rest)] if rest else []
    lost_keys = [key for key in dict.fromkeys(known) if key not in whole]
    columns = [*rest, "estimate", "n", "reason"]
    apart = pd.DataFrame([[*key, np.nan, np.nan, "part_not_estimable"] for key in lost_keys], columns=columns)
    return Split(rows, labels, list(whole), rest, apart)


def check_units(est: Estimates, over: str) -> None:
    """Raise SettingError unless the estimates have the level of units and the one that is split, and no other."""
    if set(est.labels.names) != {"unit", over} or over == "unit":
        raise SettingError(
            f"two units are split over the levels 'unit' and {over!r}; there are {quoted(est.labels.names)}"
        )


def units_of(est: Estimates) -> list[Hashable]:
    """Every unit, estimated or not; none where the estimates have no such level."""
    if "unit" not in est.labels.names:
        return []
    return list(dict.fromkeys([*est.labels.get_level_values("unit"), *est.apart["unit"]]))


def places(est: Estimates, over: str, unit: Hashable) -> dict[Hashable, int]:
    """Where each item of a unit stands among the estimates."""
    own = np.flatnonzero(est.labels.get_level_values("unit") == unit)
    return dict(zip(est.labels.get_level_values(over)[own], own.tolist(), strict=True))


def _of_units(
    est: Estimates, units: list[Hashable] | None, items: list[Hashable], over: str, maps: tuple[Array, Array]
) -> Sides:
    frame = pd.DataFrame({over: items * (1 if units is None else len(units))})
    apart = pd.DataFrame(columns=[over, "estimate", "n", "reason"])
    if units is not None:
        frame.insert(0, "unit", np.repeat(np.array(units, dtype=object), len(items)))
        every = dict.fromkeys([*est.labels.get_level_values("unit"), *est.apart["unit"]])
        apart = pd.DataFrame({"unit": [one for one in every if one not in units]})
    return Sides(est.value, est.cov, est.df, *maps, frame, apart)


def _unit_weights(units: list[Hashable], weights: Mapping[Hashable, float] | None) -> dict[Hashable, float]:
    given = dict.fromkeys(units, 1.0) if weights is None else {one: weights.get(one) for one in units}
    wrong = [one for one, weight in given.items() if weight is None or not (np.isfinite(weight) and weight > 0)]
    if wrong:
        raise SettingError(f"unit_weights must give every unit a finite number above zero; not so: {quoted(wrong)}")
    return {one: float(weight) for one, weight in given.items()}  # type: ignore[arg-type]


def _last(frame: pd.DataFrame, over: str) -> pd.DataFrame:
    return frame[[*(name for name in frame if name != over), over]]

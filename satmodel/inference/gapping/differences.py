"""The differences of two independent sets of estimates, matched by their labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.step import Step

Array = NDArray[np.float64]


def difference(before: Estimates, after: Estimates) -> tuple[Estimates, Array, Array]:
    """The differences of two independent sets of estimates, matched by their labels, and the values of each.

    Args:
        before, after: estimates with the same levels, in any order.

    Returns:
        (the k differences after - before, in the order of ``after``; (k,) values before; (k,) values after).

    Raises:
        SettingError: different levels, or twice the same object.
        NotComparable: no label is estimated in both.
    """
    names = list(after.labels.names)
    if before is after:
        raise SettingError("before and after are the same estimates; give those of two rounds")
    if set(before.labels.names) != set(names):
        raise SettingError(
            f"the rounds have different levels: {quoted(before.labels.names)} and {quoted(names)}; "
            "average() or take() until they agree"
        )
    earlier = before.labels.reorder_levels(names) if len(names) > 1 else before.labels
    place = earlier.get_indexer(after.labels)
    shared = np.flatnonzero(place >= 0)
    if not len(shared):
        raise NotComparable(
            f"nothing is estimated in both rounds; before: {quoted(earlier)}; after: {quoted(after.labels)}"
        )
    old = place[shared]
    block = np.ix_(shared, shared)
    n = np.fmin(before.n[old], after.n[shared])
    moved = Estimates(
        after.value[shared] - before.value[old],
        after.cov[block] + before.cov[np.ix_(old, old)],
        n,
        _welch(before, after, old, shared),
        after.labels[shared],
        Step("difference", {}, (before.step, after.step)),
        after.level,
        _apart(before, after, earlier, shared, old),
    )
    return moved, before.value[old], after.value[shared]


def _welch(before: Estimates, after: Estimates, old: NDArray[np.intp], new: NDArray[np.intp]) -> Array:
    """Welch's degrees of freedom of each difference of two independent estimates."""
    first, second = np.diag(before.cov)[old], np.diag(after.cov)[new]
    top, bottom = (first + second) ** 2, first**2 / before.df[old] + second**2 / after.df[new]
    fewest = np.minimum(before.df[old], after.df[new])
    ratio = np.divide(top, bottom, out=np.full(len(top), np.inf), where=bottom > 0)
    return np.where(top > 0, np.maximum(ratio, fewest), fewest)


def _apart(
    before: Estimates, after: Estimates, earlier: pd.MultiIndex, shared: NDArray[np.intp], old: NDArray[np.intp]
) -> pd.DataFrame:
    """What is not estimated in both rounds, in the order of ``after`` and then of ``before``."""
    names = list(after.labels.names)
    columns = [*names, "estimate", "n", "reason"]
    lost = []
    for part, labels, kept, reason in (
        (after, after.labels, shared, "only_after"),
        (before, earlier, old, "only_before"),
    ):
        alone = np.setdiff1d(np.arange(len(part)), kept)
        lost += [[*labels[i], part.value[i], part.n[i], reason] for i in alone]
    width = len(names)
    known = {tuple(row[:width]) for row in lost}.union(after.labels[shared])
    for part in (after, before):
        for row in part.apart[columns].itertuples(index=False, name=None):
            if row[:width] not in known:
                known.add(row[:width])
                lost.append(list(row))
    return pd.DataFrame(lost, columns=columns) if lost else nothing_apart(names)

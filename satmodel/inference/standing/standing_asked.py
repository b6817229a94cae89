"""What units are set against: the mean of the others, a fixed target, or peers."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.inference.standing.leave_one_out import against_mean, against_others

Array = NDArray[np.float64]

Numbers = Mapping[Hashable, float] | pd.Series
Groups = Mapping[Hashable, Hashable] | pd.Series | pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The question.

    Attributes:
        est: the k units that can be set against something.
        rows: (k, k) the map from the estimates to the differences, before ``target`` is taken away.
        mean: (k, k) the map to each unit minus the mean of its group, the unit in it.
        against: ``"others"``, ``"value"`` or ``"peers"``. target: the fixed target, or None.
        group: (k,) each unit's peer group, or None. groups: how many groups there are.
        apart: what cannot be estimated, or has no peers.
    """

    est: Estimates
    rows: Array
    mean: Array
    against: str
    target: float | None
    group: tuple[Hashable, ...] | None
    groups: int
    apart: pd.DataFrame


def asked(est: Estimates, against: str | float | Groups, weights: Numbers | None) -> Asked:
    """Read what the units are set against.

    Args:
        est: estimates with one level of labels.
        against: ``"others"``, a number, each unit's peer group, or each group's units.
        weights: each unit's weight; equal by default. Units that are not in the estimates are passed over.

    Raises:
        SettingError: a unit without a weight or a group, a weight that is not above zero, or weights that nothing uses.
        NotEstimable: there is nothing to set the units against.
    """
    if isinstance(against, str) and against != "others":
        raise SettingError(f"against must be 'others', a number, or the peer group of each unit; it is {against!r}")
    if not len(est):
        raise NotEstimable(f"there is no unit to judge; not estimable: {quoted(est.apart.iloc[:, 0].tolist())}")
    if isinstance(against, Real):
        return _fixed(est, float(against), weights)
    if isinstance(against, str):
        if len(est) < 2:
            raise NotEstimable(f"{quoted(est.labels)} is the only unit; there are no others to set it against")
        size, one = _weights(est, weights), np.zeros(len(est), dtype=np.intp)
        return Asked(est, against_others(size, one), against_mean(size, one), "others", None, None, 1, est.apart)
    return _peers(est, against, weights)


def _fixed(est: Estimates, target: float, weights: Numbers | None) -> Asked:
    if not np.isfinite(target):
        raise SettingError("a fixed target must be a finite number of points")
    if weights is not None:
        raise SettingError("weights= say how the mean of other units is taken; with a fixed target leave them out")
    equal = against_mean(np.ones(len(est)), np.zeros(len(est), dtype=np.intp))
    return Asked(est, np.eye(len(est)), equal, "value", target, None, 1, est.apart)


def _peers(est: Estimates, against: Groups, weights: Numbers | None) -> Asked:
    given = pd.Series(_by_unit(est, _one_column(against), "against", "peer group"), dtype=object)
    alone = (given.map(given.value_counts()) == 1).to_numpy()
    if alone.all():
        raise NotEstimable("no unit has a peer: every peer group holds one unit")
    apart = est.apart
    if alone.any():
        kept = set_apart(est, np.where(alone, "no_peers", "").astype(object), list(est.labels.names))
        parts = [part for part in (est.apart, kept.apart) if len(part)]
        est, apart = kept, pd.concat(parts, ignore_index=True)
    names = tuple(given[~alone])
    code, found = pd.factorize(np.array(names, dtype=object))
    size = _weights(est, weights)
    rows, mean = against_others(size, code), against_mean(size, code)
    return Asked(est, rows, mean, "peers", None, names, len(found), apart)


def _one_column(against: Groups) -> Mapping[Hashable, Hashable] | pd.Series:
    if isinstance(against, Mapping) and against and all(isinstance(one, list | tuple) for one in against.values()):
        return _inverted(against)
    if not isinstance(against, pd.DataFrame):
        return against
    if len(against.columns) != 1:
        raise SettingError(f"a frame of peer groups must have one column; it has {quoted(against.columns)}")
    return against.iloc[:, 0]


def _inverted(members: Mapping[Hashable, Any]) -> pd.Series:
    """Each unit's group from each group's units; a unit in two groups is found by whoever reads the series."""
    pairs = [(unit, group) for group, units in members.items() for unit in units]
    return pd.Series([group for _, group in pairs], index=pd.Index([unit for unit, _ in pairs]), dtype=object)


def _weights(est: Estimates, weights: Numbers | None) -> Array:
    if weights is None:
        return np.ones(len(est))
    given = _by_unit(est, weights, "weights", "weight")
    units = [name_of(label) for label in est.labels]
    wrong = [
        unit
        for unit, one in zip(units, given, strict=True)
        if not isinstance(one, Real) or not (np.isfinite(one) and one > 0)
    ]
    if wrong:
        raise SettingError(f"every weight must be a finite number above zero; it is not for {quoted(wrong)}")
    return np.array(given, dtype=float)


def _by_unit(est: Estimates, given: Mapping[Hashable, Any] | pd.Series, what: str, one: str) -> list[Any]:
    """What is given for each unit, in the order of the estimates."""
    if isinstance(given, pd.Series) and given.index.has_duplicates:
        raise SettingError(f"{what} names a unit twice: {quoted(given.index[given.index.duplicated()].unique())}")
    if not isinstance(given, Mapping | pd.Series):
        raise SettingError(f"{what} must give each unit's {one}: a mapping or a series by unit; it is {given!r}")
    known = dict(given.items())
    units = [name_of(label) for label in est.labels]
    missing = [unit for unit in units if unit not in known or pd.isna(known[unit])]
    if missing:
        raise SettingError(f"{what} has no {one} for {quoted(missing)}; it names {quoted(list(known))}")
    return [known[unit] for unit in units]

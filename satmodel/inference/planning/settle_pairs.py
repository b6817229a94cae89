"""Which pairs of published means are judged, as one family, and between which ends their standard errors lie."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted
from satmodel.inference.planning.settle_source import Known

Array = NDArray[np.float64]
Index = NDArray[np.intp]

RULES = ("first", "adjacent", "all")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The family of pairs: the one and the other of each, which are shown, and how they are judged.

    ``units`` is the number of units that a studentised range spans, ``size`` the number of comparisons in the family.
    """

    unit: Index
    against: Index
    shown: Index
    adjust: str
    declared: bool
    units: int
    size: int


def asked(
    given: Known, pairs: str | Sequence[tuple[Hashable, Hashable]], among: int | None, best: str = "high"
) -> Asked:
    """The pairs that are asked for, judged as :func:`satmodel.gaps` judges them.

    Raises:
        SettingError: pairs that are not there, a number of units below those given, or a direction that is none.
    """
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    count = len(given.names)
    if among is not None and (among != int(among) or among < count or given.name == "item"):
        raise SettingError(f"among must be a whole number of units, at least the {count} given; it is {among}")
    declared = not isinstance(pairs, str)
    unit, against, shown = _declared(given, pairs) if not isinstance(pairs, str) else _picked(given, pairs, best)
    units = count if among is None else int(among)
    if declared and among is None:
        return Asked(unit, against, shown, "none" if len(unit) == 1 else "holm", True, units, len(unit))
    adjust = "holm" if given.name == "item" else "tukey"
    return Asked(unit, against, shown, adjust, False, units, units * (units - 1) // 2)


def _picked(given: Known, pairs: str, best: str) -> tuple[Index, Index, Index]:
    if pairs not in RULES:
        raise SettingError(f"pairs must be one of {quoted(RULES)}, or a list such as [('A', 'B')]; it is {pairs!r}")
    order = np.argsort(-given.mean if best == "high" else given.mean, kind="stable")
    upper, lower = np.triu_indices(len(order), 1)
    shown = {"all": lower > upper, "adjacent": lower == upper + 1, "first": upper + lower == 1}[pairs]
    return order[upper], order[lower], np.flatnonzero(shown)


def _declared(given: Known, pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[Index, Index, Index]:
    place = {name: i for i, name in enumerate(given.names)}
    named = [tuple(pair) if isinstance(pair, list | tuple) else (pair,) for pair in pairs]
    if not named or any(len(pair) != 2 or pair[0] == pair[1] for pair in named):
        raise SettingError("pairs must be a list of pairs of different names, such as [('A', 'B'), ('A', 'C')]")
    if len({frozenset(pair) for pair in named}) < len(named):
        raise SettingError("no pair may be named twice")
    missing = dict.fromkeys(name for pair in named for name in pair if name not in place)
    if missing:
        raise SettingError(
            f"pairs names what has no difference: {quoted(list(missing))}; there are {quoted(given.names)}"
        )
    unit, against = np.array([(place[a], place[b]) for a, b in named], dtype=np.intp).T
    return unit, against, np.arange(len(unit))


def gap_ses(given: Known, a: Index, b: Index) -> tuple[Array, Array]:
    """The smallest and the largest standard error that the difference of each pair can have.

    Args:
        given: what is known.
        a, b: (m,) the positions of the one and of the other.

    Returns:
        (m,) each. The variance s² + t² − 2rst is convex in the two standard errors s and t of the pair, so it is
        largest at a corner of what they can be; its smallest value lies at a corner too, or at s = rt or t = rs on an
        edge.
    """
    low = [part[a] / np.sqrt(given.n_high[a]) for part in (given.sd_low, given.sd_high)]
    low += [part[b] / np.sqrt(given.n_high[b]) for part in (given.sd_low, given.sd_high)]
    high = [part[a] / np.sqrt(given.n_low[a]) for part in (given.sd_low, given.sd_high)]
    high += [part[b] / np.sqrt(given.n_low[b]) for part in (given.sd_low, given.sd_high)]
    r, q = given.r_high, given.r_low
    least = [(s, np.clip(r * s, low[2], low[3])) for s in low[:2]]
    least += [(np.clip(r * t, low[0], low[1]), t) for t in low[2:]]
    smallest = np.min([s**2 + t**2 - 2 * r * s * t for s, t in least], axis=0)
    largest = np.max([s**2 + t**2 - 2 * q * s * t for s in high[:2] for t in high[2:]], axis=0)
    return np.sqrt(np.maximum(smallest, 0.0)), np.sqrt(largest)

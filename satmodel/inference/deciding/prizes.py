"""Money by place: who gets what, and how much of it goes to units that would not get it by their true places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

Prize = float | Sequence[float] | Mapping[Any, float]


def by_place(prize: Prize, sizes: Counts, names: Sequence[Any], *, tiers: bool, count: int) -> Array:
    """(k,) the amount of each place, from the first on.

    Args:
        prize: a total that those named share equally; amounts by place (by tier, for each of its units); or a mapping
            of them.
        sizes: (b,) places of each group. names: (b,) what the groups are called. tiers: whether they are tiers.
        count: how many units there are.

    Raises:
        SettingError: an amount below zero, no amount above zero, or amounts for what is not there.

    Examples:
        >>> by_place(9000, np.array([3, 2]), ("named", "others"), tiers=False, count=5).tolist()
        [3000.0, 3000.0, 3000.0, 0.0, 0.0]
        >>> by_place([500, 300, 200], np.array([3, 1]), ("named", "others"), tiers=False, count=4).tolist()
        [500.0, 300.0, 200.0, 0.0]
    """
    slots = len(sizes) if tiers else int(sizes[0])
    if isinstance(prize, np.ndarray):
        prize = prize.tolist()
    _check(prize)
    if isinstance(prize, Mapping):
        known = list(names) if tiers else list(range(1, slots + 1))
        unknown = [key for key in prize if key not in known]
        if unknown:
            raise SettingError(f"prize names {unknown}; there are {known}")
        amounts = [float(prize.get(key, 0.0)) for key in known]
    elif isinstance(prize, Sequence):
        if isinstance(prize, str) or len(prize) > slots:
            raise SettingError(f"prize gives {len(prize)} amounts for {slots} {'tiers' if tiers else 'places'}")
        amounts = [float(one) for one in prize] + [0.0] * (slots - len(prize))
    elif tiers:
        raise SettingError("with tiers= the prize is an amount for each unit of a tier: a list, or names with amounts")
    else:
        amounts = [float(prize) / slots] * slots
    paid = np.array(amounts)
    if not np.all(np.isfinite(paid)) or paid.min() < 0 or not paid.max() > 0:
        raise SettingError("every amount of the prize must be a number, zero or more, and one of them above zero")
    found = np.zeros(count)
    found[: int(sizes.sum()) if tiers else slots] = np.repeat(paid, sizes) if tiers else paid
    return found


def _check(prize: Prize) -> None:
    """Raise SettingError unless every amount is a number."""
    given: Any = prize
    if isinstance(prize, Mapping):
        given = list(prize.values())
    elif not isinstance(prize, Sequence):
        given = [prize]
    if isinstance(prize, str) or any(isinstance(one, bool) or not isinstance(one, Real) for one in given):
        raise SettingError(f"prize must be a total, a list of amounts, or a mapping of them; it is {prize!r}")


def paid_out(amounts: Array, first: Counts, last: Counts) -> Array:
    """(k,) what each unit gets: the amount of its place; those that share places share what these get.

    Args:
        amounts: (k,) by place. first, last: (k,) the places that each unit shares.
    """
    total = np.concatenate([[0.0], np.cumsum(amounts)])
    return np.asarray((total[last] - total[first - 1]) / (last - first + 1))


def misplaced(paid: Array, amounts: Array, places: Array) -> float:
    """How much money is expected to go to units that would not get it by their true places.

    Args:
        paid: (k,) what each unit gets. amounts: (k,) by place. places: (k, k) probability of each true place.

    Formula:
        Σ_i Σ_r P(place_i = r) max(a_i − A_r, 0).
    """
    return float((places * np.maximum(paid[:, None] - amounts[None, :], 0.0)).sum())

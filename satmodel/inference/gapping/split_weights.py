"""The weights of the items in a composite, the same on both sides or each side's own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted

Plain = Mapping[Hashable, float]
ByRound = Mapping[str, Plain] | tuple[Plain, Plain]


@dataclass(frozen=True, slots=True)
class Weights:
    """Each item's share in the composite of the old and of the new side.

    Attributes:
        before, after: the shares, which sum to 1. changed: whether they differ. equal: whether none were given.
    """

    before: dict[Hashable, float]
    after: dict[Hashable, float]
    changed: bool
    equal: bool

    @property
    def needed(self) -> set[Hashable]:
        """The items that have a part in either composite."""
        return {item for item in self.before if self.before[item] > 0 or self.after[item] > 0}


def weights_of(items: Sequence[Hashable], over: str, weights: Plain | ByRound | None, *, rounds: bool) -> Weights:
    """Read the weights of items.

    Args:
        items: every item there is. over: the level that they belong to.
        weights: one mapping; or two, ``{"before": …, "after": …}`` or ``(before, after)``; equal by default.
        rounds: whether two rounds are compared, each of which may have weights of its own.

    Raises:
        SettingError: an item without a weight, a label that is not there, a weight below zero, or no weight above it.
    """
    two = _two(weights)
    if two is None:
        one = _shares(items, over, weights, "weights")  # type: ignore[arg-type]
        return Weights(one, one, changed=False, equal=weights is None)
    if not rounds:
        raise SettingError("weights of two rounds need two rounds; two units of one round share one set of weights")
    before, after = (_shares(items, over, part, f"weights {name}") for name, part in zip(_NAMES, two, strict=True))
    # 1e-12: the same weights on another scale, such as 60 and 40 for 0.6 and 0.4
    changed = any(abs(before[item] - after[item]) > 1e-12 for item in before)
    return Weights(before, after if changed else before, changed=changed, equal=False)


_NAMES = ("before", "after")


def _two(weights: Any) -> tuple[Any, Any] | None:
    if isinstance(weights, tuple | list):
        if len(weights) != 2 or not all(isinstance(one, Mapping) for one in weights):
            raise SettingError("weights of two rounds are two mappings: weights=(before, after)")
        return weights[0], weights[1]
    if isinstance(weights, Mapping) and weights and all(isinstance(one, Mapping) for one in weights.values()):
        if set(weights) != set(_NAMES):
            raise SettingError(
                f"weights of two rounds are named 'before' and 'after'; these are {quoted(list(weights))}"
            )
        return weights["before"], weights["after"]
    return None


def _shares(items: Sequence[Hashable], over: str, weights: Plain | None, what: str) -> dict[Hashable, float]:
    given = dict.fromkeys(items, 1.0) if weights is None else dict(weights)
    unknown = [item for item in given if item not in items]
    missing = [item for item in items if item not in given]
    if unknown or missing:
        raise SettingError(
            f"{what} must name every {over} once; not there: {quoted(unknown)}; without a weight: {quoted(missing)}"
        )
    if not (min(given.values()) >= 0 and 0 < sum(given.values()) < np.inf):
        raise SettingError(f"{what} must be zero or more, and one of them more than zero")
    total = sum(given.values())
    return {item: float(given[item]) / total for item in items}

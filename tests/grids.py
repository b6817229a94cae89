"""Grids of cases for simulations: some cells are run each time, the others before a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pytest

from satmodel.telling.language import codes


def thinned(*axes: Sequence[object], every: int = 3) -> Iterator[object]:
    """Every combination of the axes: one in ``every`` is marked slow, the others thorough.

    Of ``every`` values on each axis the slow ones are a Latin square: each two values of two axes meet in one of them.
    """
    for places in product(*(range(len(axis)) for axis in axes)):
        values: Iterable[object] = (axis[place] for axis, place in zip(axes, places, strict=True))
        flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        mark = pytest.mark.slow if sum(places) % every == 0 else pytest.mark.thorough
        yield pytest.param(*flat, marks=mark)


def one_language_first() -> list[object]:
    """The languages: whole documents in Chinese are made each time, those in others with the slow tests."""
    return [code if code == "zh" else pytest.param(code, marks=pytest.mark.slow) for code in codes()]

"""Deviations of k estimates drawn at random: all of them, or first only those in the tails."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from satmodel.inference.judging.pairs import Pairs

Array = NDArray[np.float64]
Index = NDArray[np.intp]

BLOCK = 2**17  # numbers held at once while drawing: 1 MB, which fits a processor's cache
CHUNK = 1024  # draws whose tails are drawn together
IN_TAILS = 14  # how many units of a draw lie in its tails on average


@dataclass(frozen=True, slots=True, eq=False)
class Tails:
    """The standardised deviations beyond ±bound of some draws.

    Attributes:
        start: the number of the first draw. count: how many draws.
        draw: (e,) the draw's number, ascending. unit: (e,) the unit. size: (e,) its deviation, beyond the bound.
    """

    start: int
    count: int
    draw: Index
    unit: Index
    size: Array


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """How the differences are drawn as they would be if all true differences were zero.

    Uncorrelated deviations come in two parts. In which cells of the (draws, k) table one lies beyond ±bound is drawn by
    the gaps between such cells, and then its size from the tails of the normal distribution; the rest lies within
    the bound, in a stream of its own in which every cell has its place, so that it is read only where it matters.

    Attributes:
        pairs: all pairs of the estimates. count: how many draws. seed: where the random numbers start.
    """

    pairs: Pairs
    count: int
    seed: int

    @property
    def beyond(self) -> float:
        """The probability that a deviation lies beyond the bound."""
        return min(1.0, IN_TAILS / len(self.pairs.place))

    @property
    def bound(self) -> float:
        """Up to where a deviation is not in the tails, in standard errors."""
        return float(-ndtri(self.beyond / 2))

    def place(self, level: float) -> int:
        """The place, from 1, of the critical value among the sorted draws: the smallest that keeps the level."""
        whole = level * (self.count + 1) - 1e-9  # 1e-9: a product that is whole but for rounding
        return min(self.count, math.ceil(whole))

    def quantile(self, top: Array, level: float) -> float:
        """The critical value among the (count,) drawn numbers, which are zero or more."""
        positive = top[top > 0]
        place = self.place(level) - 1 - (len(top) - len(positive))
        return float(np.partition(positive, place)[place]) if place >= 0 else 0.0

    def blocks(self) -> Iterator[tuple[int, Array]]:
        """Blocks of (k, draws) deviations, with the number of their first draw; the same whatever the block's size."""
        root, place = self.pairs.root, self.pairs.place
        width = max(1, BLOCK // max(len(place), 32))
        if root.ndim == 1:
            for tails in self.tails():
                yield from self._filled(tails, width)
            return
        rng = np.random.default_rng(self.seed)
        for start in range(0, self.count, width):
            normal = rng.standard_normal((min(width, self.count - start), len(place)))
            yield start, root @ normal[:, place].T

    def tails(self) -> Iterator[Tails]:
        """The deviations beyond the bound, for uncorrelated estimates."""
        rng = np.random.default_rng(self._streams()[0])
        unit = np.argsort(self.pairs.place)
        for start in range(0, self.count, CHUNK):
            count = min(CHUNK, self.count - start)
            cell = _cells(rng, self.beyond, count * len(unit))
            uniform = np.maximum(rng.random(len(cell)), 2.0**-54)  # never exactly zero
            lower = uniform < 0.5
            size = ndtri(self.beyond * np.where(lower, uniform, 1.0 - uniform))
            draw, place = np.divmod(cell, len(unit))
            yield Tails(start, count, start + draw, unit[place], np.where(lower, size, -size))

    def inside(self, draws: Iterable[int]) -> Iterator[Array]:
        """For each of the draws, in ascending order, (k,) probabilities of the deviations within the bound."""
        bits = np.random.PCG64(self._streams()[1])
        at = 0
        for draw in draws:
            bits.advance((draw - at) * len(self.pairs.place))
            at = draw + 1
            yield self._within(bits, 1)[0]

    def _streams(self) -> list[np.random.SeedSequence]:
        return np.random.SeedSequence(self.seed).spawn(2)

    def _within(self, bits: np.random.PCG64, count: int) -> Array:
        place = self.pairs.place
        uniform = np.random.Generator(bits).random((count, len(place)))
        return self.beyond / 2 + (1.0 - self.beyond) * uniform[:, place]

    def _filled(self, tails: Tails, width: int) -> Iterator[tuple[int, Array]]:
        bits = np.random.PCG64(self._streams()[1])
        bits.advance(tails.start * len(self.pairs.place))
        for start in range(tails.start, tails.start + tails.count, width):
            stop = min(start + width, tails.start + tails.count)
            normal = ndtri(self._within(bits, stop - start))
            here = slice(*np.searchsorted(tails.draw, [start, stop]))
            normal[tails.draw[here] - start, tails.unit[here]] = tails.size[here]
            yield start, self.pairs.root[:, None] * normal.T


def _cells(rng: np.random.Generator, probability: float, count: int) -> Index:
    """Which of ``count`` cells are hit, each with the same probability on its own: by the gaps between the hits."""
    found, last = [], -1
    while last < count - 1:
        mean = (count - 1 - last) * probability
        gaps = rng.geometric(probability, math.ceil(mean + 5 * math.sqrt(mean) + 5))
        cells = last + np.cumsum(gaps)
        last = int(cells[-1])
        found.append(cells)
    cells = np.concatenate(found)
    return cells[cells < count].astype(np.intp)

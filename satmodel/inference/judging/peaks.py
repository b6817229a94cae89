"""The largest drawn differences over all ordered pairs, as far as a critical value can depend on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.judging.draws import Draws

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Drawn differences, of which a draw keeps only those that can be its largest one in some round.

    A hypothesis "upper lies above lower" stays in the family as long as its statistic is small. So a drawn difference
    never counts where the same draw has one as large with a statistic as small; what is left of a draw is a staircase.

    Attributes:
        draw: (e,) the draw's number. size: (e,) the drawn difference, studentised.
        statistic: (e,) what the data say of the same hypothesis, on the normal scale.
    """

    draw: Index
    size: Array
    statistic: Array

    def critical(self, draws: Draws, level: float, below: float = np.inf) -> float:
        """The critical value over the hypotheses whose statistic is at most ``below``."""
        left = self.statistic <= below
        top = np.zeros(draws.count)
        np.maximum.at(top, self.draw[left], self.size[left])
        return draws.quantile(top, level)

    def floor(self, draws: Draws, level: float, shift: float, start: float = 0.0) -> float:
        """A number that no critical value of the last round lies below, whatever else was drawn.

        Where a hypothesis separates, its statistic exceeds the critical value plus ``shift``. If the last one is at
        least c, then all hypotheses with statistics up to c + shift are in the last round, so it is at least the
        critical value over these, and that over those of them that are known. Begun at zero, or at a floor that is
        known, this climbs.
        """
        found = start
        while True:
            lowest, found = found, self.critical(draws, level, max(found + shift, 0.0))
            if found <= lowest:
                return lowest

    def above(self, floor: float) -> Peaks:
        """Those that reach the floor."""
        keep = self.size >= floor
        return Peaks(self.draw[keep], self.size[keep], self.statistic[keep])


def staircase(draw: Index, size: Array, statistic: Array) -> Peaks:
    """The drawn differences that no other one of the same draw makes idle."""
    rank = np.unique(size, return_inverse=True)[1]
    order = np.lexsort((-size, statistic, draw))
    # every draw's ranks lie above those of the draws before it, so the running maximum starts anew with each
    climb = rank[order] + np.cumsum(np.diff(draw[order], prepend=draw[order][:1]) != 0) * np.int64(len(size))
    before = np.concatenate([[-1], np.maximum.accumulate(climb)[:-1]]) if len(size) else climb
    kept = np.sort(order[climb > before])
    return Peaks(draw[kept], size[kept], statistic[kept])


def joined(parts: list[Peaks]) -> Peaks:
    """Several staircases as one."""
    draw = np.concatenate([part.draw for part in parts])
    size = np.concatenate([part.size for part in parts])
    return staircase(draw, size, np.concatenate([part.statistic for part in parts]))

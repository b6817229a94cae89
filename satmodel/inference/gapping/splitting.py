"""What each item adds to the difference of two weighted means: arrays only, exact sums."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.inference.judging.comparing import Comparison, compare
from satmodel.inference.judging.pairs import ROUNDING

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SCORES, WEIGHTS, INTERACTION = "scores", "weights", "interaction"


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """m items of s splits, each a linear map of k estimates under one covariance.

    Attributes:
        value: (k,) the estimates, in points. cov: (k, k). df: (k,).
        new, old: (m, k) the maps to each item's score on the two sides.
        split: (m,) the split that each row belongs to, ascending.
        before, after: (m,) each item's weight on the old and on the new side; those of a split sum to 1.
    """

    value: Array
    cov: Array
    df: Array
    new: Array
    old: Array
    split: Index
    before: Array
    after: Array

    @property
    def sides(self) -> tuple[Array, Array]:
        """(m,) the items' scores on the old and on the new side."""
        return self.old @ self.value, self.new @ self.value

    def composites(self) -> tuple[Array, Array]:
        """(s,) the composites of the old and of the new side."""
        old, new = self.sides
        return np.bincount(self.split, self.before * old), np.bincount(self.split, self.after * new)

    def whole(self) -> Array:
        """(s, k) the map to the composites' differences."""
        return summed(self.after[:, None] * self.new - self.before[:, None] * self.old, self.split)


def summed(rows: Array, split: Index) -> Array:
    """(s, c) the sums of the (m, c) rows of each split."""
    return np.add.reduceat(rows, np.searchsorted(split, np.arange(split[-1] + 1)), axis=0)


def by_part(new: Array, old: Array, rows: Rows, folds: int) -> dict[str, Array]:
    """Each item's contribution to w₁'y₁ - w₀'y₀, in one, two or three parts.

    Args:
        new, old: (m, c) scores of the two sides, or the maps to them.
        rows: whose splits and weights.
        folds: 1 where both sides have the same weights; 3 for scores, weights and their interaction; 2 for scores and
            weights, each at the mean of the other.

    Returns:
        (m, c) for each part; all of them sum to the composites' differences.

    Formula:
        Three: w₀ᵢ Δyᵢ; Δwᵢ (y₀ᵢ - w₀'y₀); Δwᵢ (Δyᵢ - w₀'Δy). Two: w̄ᵢ Δyᵢ; Δwᵢ (ȳᵢ - w̄'ȳ), with w̄ and ȳ the means of
        the two sides. The changes of the weights sum to zero, so that what is taken off within the brackets leaves the
        sums as they are; without it an item's part would depend on where the scale has its zero.
    """
    moved, split = new - old, rows.split
    if folds == 1:
        return {SCORES: rows.before[:, None] * moved}
    shifted = (rows.after - rows.before)[:, None]
    at = (rows.before if folds == 3 else (rows.before + rows.after) / 2)[:, None]
    level = old if folds == 3 else (old + new) / 2
    found = {SCORES: at * moved, WEIGHTS: shifted * (level - summed(at * level, split)[split])}
    if folds == 3:
        found[INTERACTION] = shifted * (moved - summed(at * moved, split)[split])
    return found


def errors(matrix: Array, rows: Rows) -> tuple[Array, Array]:
    """(m,) standard errors and degrees of freedom of an (m, k) map; 0 where rounding alone is left of the variance."""
    # the difference of two scores has two entries in a row, one to an average many
    few = np.count_nonzero(matrix) < matrix.size // 10
    variance = (((csr_array(matrix) if few else matrix) @ rows.cov) * matrix).sum(axis=1)
    scale = matrix**2 @ np.diag(rows.cov)
    variance = np.where(variance <= ROUNDING * scale, 0.0, variance)
    return np.sqrt(variance), degrees_of_freedom(matrix, rows.cov, rows.df)


def judged(value: Array, se: Array, df: Array, *, level: float, pairs: int) -> Comparison:
    """The (m,) contributions of one split as one family (Holm), for a pair that was picked from among ``pairs``.

    With pairs above one the family is judged at the level 1 - α / pairs, and its adjusted p-values are multiplied by
    their number: whichever pair the data pick, the family keeps α.
    """
    found = compare(value, se, df, level=1 - (1 - level) / pairs, adjust="holm")
    return found if pairs == 1 else replace(found, p_adjusted=np.minimum(pairs * found.p_adjusted, 1.0))

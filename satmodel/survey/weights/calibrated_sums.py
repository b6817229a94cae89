"""The sums that the variance of fitted weights needs beside the moments, by the groups of the margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from satmodel.survey.weights.calibration import Calibration

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class CalibratedSums:
    """Sums over the respondents of c cells by the g groups of all margins, for p columns.

    Attributes:
        weight: (c, g) sum of the fitted weights.
        base: p matrices (c, g): sum of the base weights over respondents with an answer to the column.
        points: p matrices (c, g): sum of base weight times points.
        crossed: (g, g) sum of the base weights over all respondents who are in both groups.
    """

    weight: sparse.csr_matrix
    base: tuple[sparse.csr_matrix, ...]
    points: tuple[sparse.csr_matrix, ...]
    crossed: sparse.csr_matrix

    def take(self, picked: Sequence[int]) -> CalibratedSums:
        """The sums of the columns at some positions."""
        base, points = tuple(self.base[q] for q in picked), tuple(self.points[q] for q in picked)
        return CalibratedSums(self.weight, base, points, self.crossed)


def calibrated_sums(
    calibration: Calibration | None, values: Array, answered: NDArray[np.bool_], *, cell_of: Codes, weight: Array
) -> CalibratedSums | None:
    """Add up by the groups of the margins; None where the weights were not fitted to any.

    Args:
        calibration: how the weights were made.
        values: (r, p) points. answered: (r, p) whether there are any.
        cell_of: (r,) the cell of each respondent. weight: (r,) the fitted weights.
    """
    if calibration is None or not calibration.groups:
        return None
    rows, count = len(values), int(cell_of.max()) + 1
    member = memberships(calibration)

    def added(amount: Array) -> sparse.csr_matrix:
        adder = sparse.csr_matrix((amount, (cell_of, np.arange(rows))), shape=(count, rows))
        return sparse.csr_matrix(adder @ member)

    base = calibration.base
    given = [np.where(answered[:, q], base, 0.0) for q in range(values.shape[1])]
    points = [part * np.where(answered[:, q], values[:, q], 0.0) for q, part in enumerate(given)]
    crossed = crossed_groups(calibration)
    return CalibratedSums(added(weight), tuple(map(added, given)), tuple(map(added, points)), crossed)


def memberships(calibration: Calibration) -> sparse.csr_matrix:
    """(r, g) one where a respondent is in a group, the groups of all margins side by side."""
    starts = np.cumsum([0, *(len(target) for target in calibration.targets)])
    columns = [group + start for group, start in zip(calibration.groups, starts[:-1], strict=True)]
    rows = len(calibration.base)
    at = np.tile(np.arange(rows), len(columns))
    return sparse.csr_matrix((np.ones(len(at)), (at, np.concatenate(columns))), shape=(rows, starts[-1]))


def crossed_groups(calibration: Calibration) -> sparse.csr_matrix:
    """(g, g) the sum of the base weights of all respondents who are in both groups."""
    member = memberships(calibration)
    return sparse.csr_matrix(member.T @ sparse.diags(calibration.base) @ member)

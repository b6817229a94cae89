"""Errors that go together: the items of a unit were answered by the same people, and a table does not say how much."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError

Array = NDArray[np.float64]


def together(se: Array, unit: ArrayLike, correlation: float | None) -> Array:
    """The covariance of estimates of which those of one unit have one stated correlation.

    Args:
        se: (k,) standard errors.
        unit: (k,) the unit of each; different units are independent.
        correlation: the correlation between two estimates of one unit, between 0 and 1; may be None where no unit has
            more than one estimate.

    Raises:
        SettingError: no correlation where one is needed, or one outside 0 to 1.

    Examples:
        >>> together(np.array([1.0, 2.0]), ["A", "A"], 0.5).tolist()
        [[1.0, 1.0], [1.0, 4.0]]
    """
    units = np.asarray(unit)
    same = (units[:, None] == units[None, :]) & ~np.eye(len(se), dtype=bool)
    cov = np.diag(se**2)
    if not same.any():
        return cov
    if correlation is None:
        raise SettingError(
            "the items of a unit were answered by the same people, so their errors go together: give correlation=, "
            "with 0 as the safe side for a gap between items and 1 as the safe side for a composite"
        )
    if not 0 <= correlation <= 1:
        raise SettingError("correlation must lie between 0 and 1")
    return cov + np.where(same, correlation * np.outer(se, se), 0.0)

"""Estimates from numbers that were computed anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.step import Step

Array = NDArray[np.float64]


def estimates(
    value: ArrayLike,
    *,
    se: ArrayLike | None = None,
    cov: ArrayLike | None = None,
    n: ArrayLike | None = None,
    df: ArrayLike = np.inf,
    names: Sequence[Any] | pd.MultiIndex | None = None,
    level: float = 0.95,
) -> Estimates:
    """Make estimates from numbers that were computed anywhere.

    Args:
        value: (k,) the estimates, in points.
        se: (k,) their standard errors, in points, when the estimates are independent.
        cov: (k, k) their covariance, in squared points, otherwise. Exactly one of ``se`` and ``cov`` is given.
        n: (k,) or one number: respondents behind each; not needed for inference.
        df: (k,) or one number: degrees of freedom of the standard errors; infinite by default.
        names: (k,) the units' names, or a MultiIndex with named levels; 1, 2, 3 … by default.
        level: confidence level of the intervals in the table.

    Assumptions:
        The estimates are close to jointly normal, with the covariance given.

    Raises:
        SettingError: shapes that do not agree, a value that is not finite, a covariance that is not symmetric and
            positive semidefinite, a standard error below zero, or a name given twice.

    Examples:
        >>> estimates([83.78, 80.63], se=[0.5, 0.5], names=["our city", "second"]).table["se"].tolist()
        [0.5, 0.5]
    """
    values = np.atleast_1d(np.asarray(value, dtype=float))
    k = len(values)
    if (se is None) == (cov is None):
        raise SettingError("give either se= or cov=, not both and not neither")
    if cov is None:
        errors = _one_each(se, k, "se")
        if np.any(~np.isfinite(errors)) or np.any(errors < 0):
            raise SettingError("every se must be a finite number, zero or more")
        matrix = np.diag(errors**2)
    else:
        matrix = _checked_cov(np.asarray(cov, dtype=float), k)
    if not np.all(np.isfinite(values)):
        raise SettingError("every value must be a finite number")
    degrees = _one_each(df, k, "df")
    if np.any(~(degrees > 0)):
        raise SettingError("every df must be more than zero")
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    labels = _labels(names, k)
    sizes = np.full(k, np.nan) if n is None else _one_each(n, k, "n")
    step = Step("estimates", {"count": k, "independent": cov is None})
    return Estimates(values, matrix, sizes, degrees, labels, step, level, nothing_apart(list(labels.names)))


def _one_each(given: ArrayLike | None, k: int, name: str) -> Array:
    array = np.asarray(given, dtype=float)
    if array.ndim > 1 or (array.ndim == 1 and len(array) != k):
        raise SettingError(f"{name} must be one number or {k} numbers, one for each value; it has shape {array.shape}")
    return np.broadcast_to(array, (k,)).astype(float)


def _checked_cov(matrix: Array, k: int) -> Array:
    if matrix.ndim == 1 and len(matrix) == k:
        raise SettingError("cov must be a (k, k) matrix; for independent estimates give their standard errors as se=")
    if matrix.shape != (k, k):
        raise SettingError(f"cov must have shape ({k}, {k}); it has {matrix.shape}")
    if not np.all(np.isfinite(matrix)):
        raise SettingError("every entry of cov must be a finite number")
    scale = max(float(np.abs(np.diag(matrix)).max()), 1e-300)
    if not np.allclose(matrix, matrix.T, rtol=0, atol=1e-10 * scale):
        raise SettingError("cov must be symmetric")
    # 1e-8 of the largest variance: rounding of a matrix that was printed, not a real negative variance
    if np.linalg.eigvalsh(matrix).min() < -1e-8 * scale:
        raise SettingError("cov must be positive semidefinite; it gives some combination a negative variance")
    return (matrix + matrix.T) / 2


def _labels(names: Sequence[Any] | pd.MultiIndex | None, k: int) -> pd.MultiIndex:
    if isinstance(names, pd.MultiIndex):
        labels = names
    else:
        given = list(range(1, k + 1)) if names is None else list(names)
        labels = pd.MultiIndex.from_arrays([given], names=["unit"])
    if len(labels) != k:
        raise SettingError(f"there are {k} values and {len(labels)} names")
    if labels.has_duplicates:
        raise SettingError(f"names given twice: {quoted(labels[labels.duplicated()].unique())}")
    return labels

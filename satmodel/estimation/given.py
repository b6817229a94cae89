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


def estimates(  # noqa: PLR0913 -- the one door for numbers in every form in which they are printed
    value: ArrayLike,
    *,
    se: ArrayLike | None = None,
    sd: ArrayLike | None = None,
    cov: ArrayLike | None = None,
    n: ArrayLike | None = None,
    df: ArrayLike | None = None,
    names: Sequence[Any] | pd.MultiIndex | None = None,
    level: float = 0.95,
    pooled: bool = False,
    limits: tuple[float, float] | None = None,
) -> Estimates:
    """Make estimates from numbers that were computed anywhere.

    Args:
        value: (k,) the estimates, in points.
        se: (k,) their standard errors, in points, when the estimates are independent.
        sd: (k,) or one number: the standard deviation of the answers behind each, in points, when the estimates are
            means of independent samples of ``n`` answers.
        cov: (k, k) their covariance, in squared points, otherwise. Exactly one of ``se``, ``sd`` and ``cov`` is given.
        n: (k,) or one number: respondents behind each; needed with ``sd`` only.
        df: (k,) or one number: degrees of freedom of the standard errors; infinite by default, n − 1 with ``sd``.
        names: (k,) the units' names, or a MultiIndex with named levels; 1, 2, 3 … by default.
        level: confidence level of the intervals in the table.
        pooled: with ``sd``: whether one standard deviation is common to all, as in an analysis of variance; it is
            pooled over them, with Σ(n − 1) degrees of freedom that they share.
        limits: the lowest and the highest points of the scale, where known: a mean near one of them is compared with
            more caution.

    Assumptions:
        The estimates are close to jointly normal, with the covariance given.

    Raises:
        SettingError: shapes that do not agree, a value that is not finite, a covariance that is not symmetric and
            positive semidefinite, a standard error below zero, fewer than two respondents behind a standard deviation,
            a value outside the limits, or a name given twice.

    Formula:
        With ``sd``: se = sd / √n; pooled: sd² = Σ(n_i − 1) sd_i² / Σ(n_i − 1).

    Examples:
        >>> estimates([83.78, 80.63], se=[0.5, 0.5], names=["our city", "second"]).table["se"].tolist()
        [0.5, 0.5]
        >>> estimates([83.78, 80.63], sd=11.3, n=[450, 400], names=["our city", "second"]).table["se"].round(3).tolist()
        [0.533, 0.565]
    """
    values = np.atleast_1d(np.asarray(value, dtype=float))
    k = len(values)
    if sum(given is not None for given in (se, sd, cov)) != 1:
        raise SettingError("give either se= or cov=, or sd= with n=, and only one of them")
    if pooled and sd is None:
        raise SettingError("pooled=True pools the standard deviations given as sd=")
    usual: ArrayLike = np.inf
    if cov is not None:
        matrix = _checked_cov(np.asarray(cov, dtype=float), k)
    elif sd is not None:
        errors, usual = _errors_of_means(sd, n, k, pooled)
        matrix = np.diag(errors**2)
    else:
        matrix = np.diag(_zero_or_more(se, k, "se") ** 2)
    _check_values(values, limits)
    degrees = _one_each(usual if df is None else df, k, "df")
    if np.any(~(degrees > 0)):
        raise SettingError("every df must be more than zero")
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    labels = _labels(names, k)
    sizes = np.full(k, np.nan) if n is None else _one_each(n, k, "n")
    if np.any(sizes <= 0) or np.any(np.isinf(sizes)):
        raise SettingError("every n must be a number of respondents above zero, or NaN where it is not known")
    known = {"pooled": True} if pooled else {}
    known |= {} if limits is None else {"ends": (float(limits[0]), float(limits[1]))}
    step = Step("estimates", {"count": k, "independent": cov is None} | known)
    return Estimates(values, matrix, sizes, degrees, labels, step, level, nothing_apart(list(labels.names)))


def _errors_of_means(sd: ArrayLike, n: ArrayLike | None, k: int, pooled: bool) -> tuple[Array, Array]:
    """(k,) standard errors and degrees of freedom of means with these standard deviations."""
    if n is None:
        raise SettingError("sd= needs n=, the respondents behind each mean; or give the standard errors as se=")
    spread, sizes = _zero_or_more(sd, k, "sd"), _one_each(n, k, "n")
    if np.any(~(sizes >= 2)):
        raise SettingError("every n must be 2 or more where sd= is given: one respondent has no standard deviation")
    free = sizes - 1
    if not pooled:
        return spread / np.sqrt(sizes), free
    common = np.sqrt(np.sum(free * spread**2) / np.sum(free))
    return common / np.sqrt(sizes), np.full(k, np.sum(free))


def _zero_or_more(given: ArrayLike | None, k: int, name: str) -> Array:
    array = _one_each(given, k, name)
    if np.any(~np.isfinite(array)) or np.any(array < 0):
        raise SettingError(f"every {name} must be a finite number, zero or more")
    return array


def _check_values(values: Array, limits: tuple[float, float] | None) -> None:
    if not np.all(np.isfinite(values)):
        raise SettingError("every value must be a finite number")
    if limits is None:
        return
    if len(limits) != 2 or not limits[0] < limits[1]:
        raise SettingError(f"limits must be the lowest and the highest points of the scale; they are {limits!r}")
    if np.any((values < limits[0]) | (values > limits[1])):
        raise SettingError(f"every value must lie within the limits {limits[0]} and {limits[1]}")


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

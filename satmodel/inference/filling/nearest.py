"""The nearest correlation matrix to one that pairs of columns with different respondents have made impossible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# An eigenvalue this far below zero is the rounding of a matrix whose smallest one is zero.
_ROUNDING = 1e-10
_CLOSE = 1e-9
_ROUNDS = 500


def smallest_of(corr: Array) -> Array:
    """(...) the smallest eigenvalue of each (..., q, q) matrix."""
    return np.linalg.eigvalsh(corr)[..., 0]


def nearest_correlation(corr: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Mend matrices that are no correlation matrices of any data.

    Args:
        corr: (b, q, q) symmetric matrices with ones on the diagonal.

    Returns:
        The matrices, those with an eigenvalue below zero replaced by the positive semidefinite matrix with ones on the
        diagonal that is nearest to it (sum of squared differences); and (b,) flags of those that were replaced.

    Formula:
        Alternating projections onto the positive semidefinite matrices and onto those with ones on the diagonal, with
        Dykstra's correction; at the end eigenvalues below zero are set to zero once more and the diagonal to one.

    Source:
        Higham (2002), Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22, 329-343.

    Examples:
        >>> corr = np.array([[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]])
        >>> mended, flags = nearest_correlation(corr)
        >>> mended[0, 0].round(3).tolist(), flags.tolist()
        ([1.0, 0.5, -0.5], [True])
    """
    broken = smallest_of(corr) < -_ROUNDING
    if not broken.any():
        return corr, broken
    result = corr.copy()
    result[broken] = _projected(corr[broken])
    return result, broken


def _projected(corr: Array) -> Array:
    q = corr.shape[-1]
    near, moved = corr, np.zeros_like(corr)
    for _ in range(_ROUNDS):
        aim = near - moved
        inside = _semidefinite(aim)
        moved = inside - aim
        near = inside.copy()
        near[:, range(q), range(q)] = 1.0
        if np.abs(near - inside).max() < _CLOSE:
            break
    near = _semidefinite(near)
    length = np.sqrt(np.einsum("bii->bi", near))
    return near / (length[:, :, None] * length[:, None, :])


def _semidefinite(matrices: Array) -> Array:
    """The nearest positive semidefinite matrices: eigenvalues below zero become zero."""
    values, vectors = np.linalg.eigh(matrices)
    return (vectors * np.maximum(values, 0.0)[:, None, :]) @ vectors.transpose(0, 2, 1)

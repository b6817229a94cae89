"""Closed forms of relative importance, from covariances: arrays only.

Every function takes (..., p+1, p+1) covariances of p items and the outcome, the outcome last, and gives (..., p) in
points of R²; ``nan`` where the outcome has no variance. An item that does not vary gets zero.

Where items are combinations of each other, ``genizi``, ``johnson``, ``car`` and ``pratt`` use the pseudo-inverse and
still sum to R²: equal items get equal parts. ``last`` is zero for an item that the others give. ``betasq`` and
``pratt`` then rest on the shortest of all coefficients that fit equally well; :func:`without_coefficient` says for
which items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError
from satmodel.inference.sharing.lattice import OWN_VARIANCE

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# an item is in a combination that does not vary where its part in it is above this: the rounding of its direction
_DIRECTION = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """Correlations of p items in their main directions.

    Attributes:
        with_outcome: (..., p) correlation of each item with the outcome; zero for an item that does not vary.
        values: (..., p) variances of the directions, ascending; zero where the items hold less than rounding.
        vectors: (..., p, p) the directions, one a column.
    """

    with_outcome: Array
    values: Array
    vectors: Array

    def power(self, exponent: float) -> Array:
        """(..., p, p) a power of the items' correlations, over the directions that vary."""
        return (self.vectors * _raised(self.values, exponent)[..., None, :]) @ np.swapaxes(self.vectors, -1, -2)

    def rotated(self, exponent: float) -> Array:
        """(..., p) that power times the correlations with the outcome."""
        along = np.einsum("...ik,...i->...k", self.vectors, self.with_outcome)
        return np.einsum("...ik,...k->...i", self.vectors, along * _raised(self.values, exponent))

    @property
    def free(self) -> Flags:
        """(..., p) whether an item takes part in a combination that does not vary."""
        return np.any((np.abs(self.vectors) > _DIRECTION) & (self.values == 0)[..., None, :], axis=-1)


def correlations(cov: ArrayLike) -> Correlations:
    """The items' correlations, taken apart.

    Raises:
        SettingError: the matrices are not square.
    """
    matrices = np.asarray(cov, dtype=float)
    size = matrices.shape[-1] if matrices.ndim >= 2 else 0
    if size < 2 or matrices.shape[-2] != size:
        raise SettingError(f"cov must have shape (..., p+1, p+1) with the outcome last; it has {matrices.shape}")
    spread = np.sqrt(np.einsum("...ii->...i", matrices))
    scale = np.where(spread > 0, spread, 1.0)
    scaled = matrices / (scale[..., :, None] * scale[..., None, :])
    values, vectors = np.linalg.eigh(scaled[..., :-1, :-1])
    outcome = np.where(spread[..., -1:] > 0, scaled[..., :-1, -1], np.nan)
    return Correlations(outcome, np.where(values > OWN_VARIANCE, values, 0.0), vectors)


def first(cov: ArrayLike) -> Array:
    """What each item explains alone: its squared correlation with the outcome. They do not sum to R².

    Examples:
        >>> first([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.36, 0.25]
    """
    return correlations(cov).with_outcome ** 2


def last(cov: ArrayLike) -> Array:
    """What each item adds to all others; zero for an item that the others give. They do not sum to R².

    Formula:
        b_i² / (R⁻¹)_ii with the standardised coefficients b = R⁻¹ r.

    Examples:
        >>> last([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.1633, 0.0533]
    """
    apart = correlations(cov)
    own = np.einsum("...ik,...k->...i", apart.vectors**2, _raised(apart.values, -1.0))
    added = np.divide(apart.rotated(-1.0) ** 2, own, out=np.zeros_like(own), where=own > 0)
    return np.where(np.isnan(apart.with_outcome), np.nan, np.where(apart.free, 0.0, added))


def betasq(cov: ArrayLike) -> Array:
    """The squared standardised coefficient of each item beside the others. They do not sum to R².

    Examples:
        >>> betasq([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.2178, 0.0711]
    """
    return correlations(cov).rotated(-1.0) ** 2


def pratt(cov: ArrayLike) -> Array:
    """The standardised coefficient times the correlation; sums to R², but single items can be negative.

    Source:
        Hoffman (1960), Psychological Bulletin 57, 116-131; Pratt (1987), Dividing the indivisible.

    Examples:
        >>> pratt([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.28, 0.1333]
    """
    apart = correlations(cov)
    return apart.rotated(-1.0) * apart.with_outcome


def car(cov: ArrayLike) -> Array:
    """The squared CAR scores: what each item explains after all are made uncorrelated at once; sums to R².

    Formula:
        (R^(-1/2) r)².

    Source:
        Zuber and Strimmer (2011), Statistical Applications in Genetics and Molecular Biology 10(1), 34.

    Examples:
        >>> car([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.2702, 0.1432]
    """
    return correlations(cov).rotated(-0.5) ** 2


def genizi(cov: ArrayLike) -> Array:
    """The CAR scores' squares handed back to the items in proportion to the squared loadings; sums to R².

    Formula:
        Σ_k (R^(1/2))_ik² (R^(-1/2) r)_k².

    Source:
        Genizi (1993), Statistica Sinica 3, 407-420.

    Examples:
        >>> genizi([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]).round(4).tolist()
        [0.2617, 0.1517]
    """
    apart = correlations(cov)
    return np.einsum("...ik,...k->...i", apart.power(0.5) ** 2, apart.rotated(-0.5) ** 2)


def johnson(cov: ArrayLike) -> Array:
    """Johnson's relative weights; the same numbers as :func:`genizi`, found a second time. They sum to R².

    Source:
        Johnson (2000), Multivariate Behavioral Research 35, 1-19.
    """
    return genizi(cov)


def without_coefficient(cov: ArrayLike) -> Flags:
    """(..., p) the items that have no coefficient of their own: combinations of others, or without variance."""
    return correlations(cov).free


def _raised(values: Array, exponent: float) -> Array:
    return np.power(values, exponent, out=np.zeros_like(values), where=values > 0)

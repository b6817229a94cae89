"""Whether items are one index: collinearity, one factor, alpha, omega and item-total correlations: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.sharing.lattice import OWN_VARIANCE

Array = NDArray[np.float64]

# Loadings have settled when no squared one moves by more; the sweeps that are done at most.
_CLOSE = 1e-12
_SWEEPS = 3000
# A loading beyond one by more than this is beyond it; less is where the sweeps stopped.
_BEYOND = 1e-6
# Three correlations with a product below this: one of them is zero, up to rounding.
_NO_PRODUCT = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class ItemStructure:
    """How p items hang together.

    Attributes:
        varies: (p,) whether the item varies; one that does not has ``nan`` below and counts in nothing.
        vif: (p,) how many times the other items inflate the variance of the item's coefficient; ``inf`` for an item
            that is a combination of others.
        eigenvalues: (k,) of the correlations of the k items that vary, largest first.
        condition: (k,) condition indices √(λ₁/λ); ``inf`` where nothing varies.
        proportions: (k, p) share of the variance of each item's coefficient that belongs to each condition index;
            ``nan`` where an item is a combination of others.
        correlation: the mean correlation of two items.
        first_share: λ₁/k, the share of the standardised items' variance along their first component.
        loadings: (p,) of one common factor of the standardised items; ``nan`` for fewer than three items, or where no
            such factor is found.
        factor_share: the share of the standardised items' variance that the factor accounts for.
        residual: (p, p) correlations that the factor leaves, zero on the diagonal.
        heywood: (p,) whether the item's own variance would be below zero, so that one factor does not fit.
        alpha: Cronbach's alpha of the sum of the items; ``nan`` for a single item.
        omega: McDonald's omega of it; ``nan`` for fewer than three items, or where an item is a Heywood case.
        alpha_without: (p,) alpha of the other items.
        item_total: (p,) correlation of each item with the sum of the others.
        n: respondents.
    """

    varies: NDArray[np.bool_]
    vif: Array
    eigenvalues: Array
    condition: Array
    proportions: Array
    correlation: float
    first_share: float
    loadings: Array
    factor_share: float
    residual: Array
    heywood: NDArray[np.bool_]
    alpha: float
    omega: float
    alpha_without: Array
    item_total: Array
    n: int


def structure_of(cov: ArrayLike, n: int) -> ItemStructure:
    """How p items hang together, from their covariance.

    Args:
        cov: (p, p) covariance of the items, without the outcome.
        n: respondents behind it.

    Raises:
        SettingError: the matrix is not square.
        NotEstimable: no item varies.

    Formula:
        VIF: the diagonal of R⁻¹. Condition indices and proportions of the correlations R = V diag(λ) V': √(λ₁/λ_j) and
        (V²_ij/λ_j) / Σ_j (V²_ij/λ_j). Loadings: the least squares of the correlations off the diagonal (minres).

    Source:
        Belsley, Kuh and Welsch (1980), Regression diagnostics; Cronbach (1951), Psychometrika 16, 297-334; Harman and
        Jones (1966), Psychometrika 31, 351-368; McDonald (1999), Test theory.

    Examples:
        >>> found = structure_of([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]], 100)
        >>> round(found.alpha, 3), found.vif.round(3).tolist()
        (0.75, [1.5, 1.5, 1.5])
    """
    given = np.asarray(cov, dtype=float)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or not given.size:
        raise SettingError(f"cov must have shape (p, p), items only; it has {given.shape}")
    varies = np.diag(given) > 0
    if not varies.any():
        raise NotEstimable("all answers to each item are alike; there is nothing that could hang together")
    full, kept = len(given), np.flatnonzero(varies)
    cov = given[np.ix_(kept, kept)]
    cor = correlations(cov)
    values, condition, vif, proportions = collinearity(cor)
    loadings = one_factor(cor)
    square = loadings**2
    left = _spread_out(residuals(cor, loadings), kept, full)
    return ItemStructure(
        varies,
        _spread_out(vif, kept, full),
        values,
        condition,
        _spread_out(proportions, kept, full),
        float(mean_correlation(cor)),
        float(values[0] / len(kept)),
        _spread_out(loadings, kept, full),
        float(square.mean()),
        _spread_out(left.T, kept, full),
        _spread_out(heywood_of(loadings), kept, full) == 1,
        float(alpha_of(cov)),
        np.nan if heywood_of(loadings).any() else float(omega_of(cov, loadings)),
        _spread_out(alpha_without(cov), kept, full),
        _spread_out(item_total(cov), kept, full),
        n,
    )


def correlations(cov: Array) -> Array:
    """(..., p, p) correlations of (..., p, p) covariances; zero for an item that does not vary."""
    spread = np.sqrt(np.einsum("...ii->...i", cov))
    scale = np.where(spread > 0, spread, 1.0)
    return cov / (scale[..., :, None] * scale[..., None, :])


def collinearity(cor: Array) -> tuple[Array, Array, Array, Array]:
    """Eigenvalues and condition indices (p,), variance inflation (p,) and variance proportions (p, p), index by item.

    An item that takes part in a combination that does not vary has ``inf`` and, since a proportion of it is none,
    ``nan``.
    """
    values, vectors = np.linalg.eigh(cor)
    values, vectors = values[::-1], vectors[:, ::-1]
    own = values > OWN_VARIANCE
    values = np.where(own, values, 0.0)
    condition = np.full(len(values), np.inf)
    condition[own] = np.sqrt(values[0] / values[own])
    parts = np.zeros_like(vectors)
    parts[:, own] = vectors[:, own] ** 2 / values[own]
    # 1e-6: rounding of the directions
    bound = np.any(np.abs(vectors[:, ~own]) > 1e-6, axis=1)
    total = parts.sum(axis=1)
    proportions = np.where(bound[:, None], np.nan, parts / total[:, None])
    return values, condition, np.where(bound, np.inf, total), proportions.T


def mean_correlation(cor: Array) -> Array:
    """(...) the mean of the correlations off the diagonal; ``nan`` for a single item."""
    p = cor.shape[-1]
    if p < 2:
        return np.full(cor.shape[:-2], np.nan)
    return (cor.sum(axis=(-2, -1)) - np.einsum("...ii->...", cor)) / (p * (p - 1))


def one_factor(cor: Array) -> Array:
    """The loadings of one common factor by least squares of the correlations off the diagonal.

    Args:
        cor: (..., p, p) correlations; leading axes are separate problems, such as bootstrap replicates.

    Returns:
        (..., p) the loadings, with a sum of zero or more; ``nan`` for fewer than three items, whose correlations do not
        determine them, and where there is no such factor: three correlations with a product of zero or less, or
        loadings that do not settle.

    Formula:
        min Σ_i≠j (r_ij - l_i l_j)², one loading after the other: l_i = Σ_j≠i r_ij l_j / Σ_j≠i l_j². Of three items
        l_i² = r_ij r_ik / r_jk.
    """
    p = cor.shape[-1]
    batch = cor.reshape(-1, p, p)
    if p < 3:
        return np.full(cor.shape[:-1], np.nan)
    loadings = _of_three(batch) if p == 3 else _settled(batch)
    sign = np.where(loadings.sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    return (loadings * sign).reshape(cor.shape[:-1])


def _of_three(batch: Array) -> Array:
    """The (b, 3) loadings that give three correlations exactly; ``nan`` where no real loadings do."""
    first, second, third = batch[:, 0, 1], batch[:, 0, 2], batch[:, 1, 2]
    product = first * second * third
    root = np.sqrt(np.where(product > _NO_PRODUCT, product, np.nan))
    # the loading of an item is what the root leaves beside the correlation of the two others, which gives its sign
    return np.column_stack([root / third, root / second, root / first])


def _settled(batch: Array) -> Array:
    """The (b, p) loadings by sweeps until they settle; ``nan`` where they do not."""
    off = batch * (1 - np.eye(batch.shape[-1]))
    loadings = _started(batch)
    left = np.arange(len(batch))
    for _ in range(_SWEEPS):
        before = loadings[left]
        loadings[left] = after = _swept(off[left], before)
        left = left[np.abs(after**2 - before**2).max(axis=1) > _CLOSE]
        if not len(left):
            break
    loadings[left] = np.nan
    return loadings


def residuals(cor: Array, loadings: Array) -> Array:
    """(..., p, p) the correlations that one factor leaves, zero on the diagonal."""
    left = cor - loadings[..., :, None] * loadings[..., None, :]
    return left * (1 - np.eye(cor.shape[-1]))


def heywood_of(loadings: Array) -> NDArray[np.bool_]:
    """(..., p) whether a loading would leave an item a variance of its own below zero."""
    return np.abs(loadings) > 1 + _BEYOND


def alpha_of(cov: Array) -> Array:
    """Cronbach's alpha of (..., p, p) covariances: p / (p - 1) (1 - Σ s_ii / Σ s_ij); ``nan`` for a single item."""
    p = cov.shape[-1]
    total = cov.sum(axis=(-2, -1))
    if p < 2:
        return np.full(total.shape, np.nan)
    own = np.einsum("...ii->...", cov)
    ratio = np.divide(own, total, out=np.full_like(total, np.nan), where=total > OWN_VARIANCE * own)
    return p / (p - 1) * (1 - ratio)


def omega_of(cov: Array, loadings: Array) -> Array:
    """McDonald's omega of (..., p, p) covariances and the (..., p) loadings of their correlations.

    Formula:
        (Σ s_i l_i)² / ((Σ s_i l_i)² + Σ s_i² (1 - l_i²)).
    """
    variance = np.einsum("...ii->...i", cov)
    common = (np.sqrt(variance) * loadings).sum(axis=-1) ** 2
    own = (variance * (1 - loadings**2)).sum(axis=-1)
    return np.asarray(common / (common + own))


def alpha_without(cov: Array) -> Array:
    """(..., p) alpha of the other items; ``nan`` for fewer than three items."""
    p = cov.shape[-1]
    if p < 3:
        return np.full(cov.shape[:-1], np.nan)
    others = [np.delete(np.arange(p), item) for item in range(p)]
    return np.stack([alpha_of(cov[..., rest[:, None], rest]) for rest in others], axis=-1)


def item_total(cov: Array) -> Array:
    """(..., p) the correlation of each item with the sum of the others; ``nan`` for a single item."""
    variance = np.einsum("...ii->...i", cov)
    sums = cov.sum(axis=-1)
    rest = cov.sum(axis=(-2, -1))[..., None] - 2 * sums + variance
    room = variance * np.maximum(rest, 0.0)
    usable = rest > OWN_VARIANCE * variance
    return np.divide(sums - variance, np.sqrt(room), out=np.full_like(room, np.nan), where=usable & (variance > 0))


def _started(cor: Array) -> Array:
    """The first eigenvector, its squares scaled down by what a factor leaves to the items."""
    values, vectors = np.linalg.eigh(cor)
    return vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:] - 0.5, 0.1))


def _swept(off: Array, before: Array) -> Array:
    """One sweep over the (b, p) loadings; correlations with zeros on the diagonal."""
    after = before.copy()
    for item in range(off.shape[-1]):
        square = (after**2).sum(axis=1) - after[:, item] ** 2
        drawn = np.einsum("bj,bj->b", off[:, item], after)
        after[:, item] = np.divide(drawn, square, out=np.zeros_like(drawn), where=square > 0)
    return after


def _spread_out(values: ArrayLike, kept: NDArray[np.intp], full: int) -> Array:
    """Values of the items that vary, along the last axis, among all p items; ``nan`` for the others."""
    given = np.asarray(values, dtype=float)
    result = np.full((*given.shape[:-1], full), np.nan)
    result[..., kept] = given
    return result

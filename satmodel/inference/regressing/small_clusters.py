"""Cluster-robust covariance for few clusters: CR2 with Satterthwaite degrees of freedom; arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# Eigenvalues below this are the zeros of a cluster that a term describes alone; their inverse is left out.
_ZERO = 1e-10


def cr2(x: Array, rest: Array, weight: Array, cluster: Codes, *, contrasts: Array | None = None) -> tuple[Array, Array]:
    """The bias-reduced cluster-robust covariance of weighted least squares, and its degrees of freedom.

    Args:
        x: (r, k) the columns, the constant among them. rest: (r,) residuals. weight: (r,) weights.
        cluster: (r,) the cluster's code.
        contrasts: (m, k) the combinations of coefficients that are wanted; each coefficient by default.

    Returns:
        (m, m) covariance and (m,) degrees of freedom.

    Assumptions:
        Clusters are independent. The working model, in which the adjustment is exact, has independent errors of one
        variance; where it is wrong the covariance still holds as the clusters become many.

    Formula:
        V = M [Σ_j X_j'W_j A_j e_j e_j' A_j W_j X_j] M, M = (X'WX)⁻¹, A_j = [(I - H)_j (I - H)_j']^(-1/2), H = X M X'W;
        df = (Σ_j p_j'p_j)² / Σ_ij (p_i'p_j)², p_j = (I - H)_j' A_j W_j X_j M c for the contrast c.

    Source:
        Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky and Tipton (2018), Journal of Business
        and Economic Statistics 36, 672-683.
    """
    k = x.shape[1]
    bread = np.linalg.inv((x * weight[:, None]).T @ x)
    square = (x * (weight**2)[:, None]).T @ x
    middle = bread @ square @ bread
    wanted = bread if contrasts is None else bread @ contrasts.T
    m = wanted.shape[1]
    order = np.argsort(cluster, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(cluster[order])) + 1)
    meat = np.zeros((k, k))
    left, right = (np.zeros((len(groups), k, m)) for _ in range(2))
    own = np.zeros((len(groups), m))
    for j, rows in enumerate(groups):
        columns, weights = x[rows], weight[rows]
        weighted = columns * weights[:, None]
        hat = columns @ bread @ weighted.T
        block = np.eye(len(rows)) - hat - hat.T + columns @ middle @ columns.T
        adjusted = _inverse_root(block) @ weighted
        score = adjusted.T @ rest[rows]
        meat += np.outer(score, score)
        pulled = adjusted @ wanted
        left[j], right[j] = columns.T @ pulled, weighted.T @ pulled
        own[j] = (pulled**2).sum(axis=0)
    df = np.array([_degrees(left[:, :, i], right[:, :, i], own[:, i], bread, middle) for i in range(m)])
    return wanted.T @ meat @ wanted, df


def _inverse_root(block: Array) -> Array:
    """The symmetric inverse square root of a positive semidefinite matrix, zero where the matrix is."""
    values, vectors = np.linalg.eigh(block)
    good = values > _ZERO
    return (vectors[:, good] / np.sqrt(values[good])) @ vectors[:, good].T


def _degrees(left: Array, right: Array, own: Array, bread: Array, middle: Array) -> float:
    """(Σ p_j'p_j)² / Σ (p_i'p_j)² from the parts of p_i'p_j, a diagonal and a matrix of rank 2k.

    p_i'p_j = δ_ij own_j - left_i M right_j - right_i M left_j + left_i (M X'W²X M) left_j.
    """
    sides = np.hstack([left, right])
    core = np.block([[middle, -bread], [-bread, np.zeros_like(bread)]])
    low = np.einsum("ja,ab,jb->j", sides, core, sides)
    inner = sides.T @ sides @ core
    total = float((own + low).sum())
    squares = float(own @ own + 2 * own @ low + np.trace(inner @ inner))
    return total**2 / squares if squares > 0 else 0.0

"""The order of true values as a posterior sees it: who lies above whom, and how well a ranking agrees: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


def above(mean: Array, cov: Array) -> Array:
    """(k, k) the probability that the row's true value lies above the column's; a half where nothing tells them apart.

    Formula:
        P(θ_i > θ_j) = Φ((m_i - m_j) / √(c_ii + c_jj - 2 c_ij)).
    """
    lead = mean[:, None] - mean[None, :]
    both = np.diag(cov)[:, None] + np.diag(cov)[None, :]
    variance = both - 2 * cov
    known = variance > 1e-12 * both  # below that a difference of large numbers is rounding
    same = 1e-12 * np.abs(mean).max(initial=0.0)
    sure = np.where(lead > same, np.inf, np.where(lead < -same, -np.inf, 0.0))
    return np.asarray(ndtr(np.where(known, lead / np.sqrt(np.where(known, variance, 1.0)), sure)), dtype=float)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a ranking is expected to agree with the true one.

    Attributes:
        kendall: expected rank correlation of Kendall (pairs in the right order less pairs in the wrong one, of all).
        spearman: expected rank correlation of Spearman.
        places: root mean square of the places by which a unit is expected to be off.
    """

    kendall: float
    spearman: float
    places: float


def agreement(rank: Counts, last: Counts, probability: Array) -> Agreement:
    """How well a ranking agrees with the true one, in expectation.

    Args:
        rank, last: (k,) first and last place of each unit, 1 the best; they differ where units share a place.
        probability: (k, k) that the row's unit truly lies above the column's.

    Formula:
        τ = Σ_{r_i < r_j} (2 p_ij - 1) / C(k, 2). With true ranks R, which have no ties, E(R_i) = 1 + Σ_{j ≠ i} p_ji and
        ρ = 12 Σ (r_i - r̄) E(R_i) / √((k³ - k) · 12 Σ (r_i - r̄)²), r the mid-ranks;
        places² = Σ E(r_i - R_i)² / k = [Σ (r_i - r̄)² + (k³ - k) / 12 - 2 Σ (r_i - r̄) E(R_i)] / k.

    Source:
        Kendall (1938), Biometrika 30, 81-93; Spearman (1904), American Journal of Psychology 15, 72-101.
    """
    count = len(rank)
    ordered = rank[:, None] < rank[None, :]
    kendall = float((2 * probability - 1)[ordered].sum() / (count * (count - 1) / 2))
    middle = (rank + last) / 2 - (count + 1) / 2
    expected = 1 + probability.sum(axis=0) - np.diag(probability)
    true, own, together = (count**3 - count) / 12, float(middle @ middle), float(middle @ expected)
    spearman = together / np.sqrt(true * own) if own > 0 else 0.0
    return Agreement(kendall, float(spearman), float(np.sqrt(max(own + true - 2 * together, 0.0) / count)))

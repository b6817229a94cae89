"""Estimates so near an end of their scale that the standard error says too little: half an answer more at each end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import SKEWED
from satmodel.step import Step

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

_KEEPING = ("average", "suppress")  # steps whose numbers lie between the ends that their source's lie between


def half_answers(est: Estimates) -> tuple[Estimates, Flags]:
    """Widen the standard errors of estimates that lie near an end of their scale.

    Few answers other than the best one decide such an estimate, and a sample that by chance has too few of them has a
    higher mean and a smaller standard error at once. Half an answer at each end of the scale, added to the sample when
    its spread is measured, keeps the standard error from vanishing; the estimate itself stays as it is.

    Args:
        est: k estimates. The ends of their scale stand in the step that made them (``ends``).

    Returns:
        The estimates, and (k,) which of them were widened: those with a known n that lie within 1 / 0.15 of their
        standard errors of an end. Where the ends are not known nothing is changed.

    Formula:
        V + (a² + b²) / (2 n²), with a and b the distances from the two ends; where min(a, b) < √V / 0.15.

    Source:
        Jeffreys (1946), Proceedings of the Royal Society A 186, 453-461, and Brown, Cai & DasGupta (2001), Statistical
        Science 16, 101-133, for half a success and half a failure added to a share.

    Examples:
        >>> from satmodel import estimates
        >>> two = estimates([99.0, 80.0], sd=[4.0, 20.0], n=[40, 400], limits=(0, 100))
        >>> wider, near = half_answers(two)
        >>> near.tolist(), two.se.round(2).tolist(), wider.se.round(2).tolist()
        ([True, False], [0.63, 1.0], [1.86, 1.0])
    """
    ends = ends_of(est.step)
    if ends is None:
        return est, np.zeros(len(est), dtype=bool)
    near, more = added_variance(est.value, est.se**2, est.n, ends)
    return (replace(est, cov=est.cov + np.diag(more)) if near.any() else est), near


def added_variance(value: Array, variance: Array, n: Array, ends: tuple[float, float]) -> tuple[Flags, Array]:
    """Which of (…) estimates lie near an end, and the variance that half an answer at each end adds to theirs."""
    below, above = np.maximum(value - ends[0], 0.0), np.maximum(ends[1] - value, 0.0)
    near = (variance > 0) & np.isfinite(n) & (np.minimum(below, above) < np.sqrt(variance) / SKEWED)
    return near, np.where(near, (below**2 + above**2) / (2 * np.where(near, n, 1.0) ** 2), 0.0)


def ends_of(step: Step) -> tuple[float, float] | None:
    """The lowest and the highest points (or shares) that the numbers of a step lie between; None where not known."""
    ends = step.settings.get("ends")
    if ends is not None:
        return float(ends[0]), float(ends[1])
    if step.method in _KEEPING and len(step.sources) == 1:
        return ends_of(step.sources[0])
    return None

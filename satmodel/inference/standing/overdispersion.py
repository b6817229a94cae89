"""Whether units differ more than sampling alone would make them, and the limits and bands that allow for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

Array = NDArray[np.float64]

TRIM = 0.1  # the share at each end that is drawn in before the spread is taken
CUTS = (float(stats.norm.ppf(0.975)), float(stats.norm.ppf(0.999)))  # 1.96 and 3.09: 95% and 99.8% limits
BANDS = ("much_worse", "worse", "about_the_same", "better", "much_better")


@dataclass(frozen=True, slots=True, eq=False)
class Dispersion:
    """How far units lie from their target beyond sampling error.

    Attributes:
        phi: the dispersion ratio, 1 where sampling alone makes the differences.
        tau2: the variance of the true values around the target, in squared units of the scale; zero where none is.
    """

    phi: float
    tau2: float


def winsorised(z: Array, trim: float = TRIM) -> Array:
    """The values with those beyond the ``trim`` and 1 - ``trim`` sample quantiles drawn in to them.

    Examples:
        >>> winsorised(np.array([-9.0, -1.0, 0.0, 1.0, 9.0]), 0.25).tolist()
        [-1.0, -1.0, 0.0, 1.0, 1.0]
    """
    low, high = np.quantile(z, [trim, 1 - trim])
    return np.clip(z, low, high)


def published_dispersion(z: Array, s: Array, trim: float = TRIM) -> Dispersion:
    """The dispersion as Spiegelhalter published it and the NHS uses it.

    Args:
        z: (k,) how many standard errors each unit lies from the target. s: (k,) those standard errors.
        trim: share winsorised at each end.

    Assumptions:
        The target is known. Winsorising makes the spread smaller than it is, also without any outlier, by a third where
        z is normal and ``trim`` 0.1; the published method leaves that as it is.

    Formula:
        φ = Σ z_w² / k; τ² = (kφ - (k - 1)) / (Σ s⁻² - Σ s⁻⁴ / Σ s⁻²), zero where that is below zero.

    Source:
        Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; DerSimonian and Laird (1986), Controlled Clinical
        Trials 7, 177-188.

    Examples:
        >>> found = published_dispersion(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), np.ones(5))
        >>> round(found.phi, 3), round(found.tau2, 3)
        (1.424, 0.78)
    """
    drawn_in, weight, k = winsorised(z, trim), s**-2.0, len(z)
    phi = float(np.mean(drawn_in**2))
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return Dispersion(phi, max(0.0, (k * phi - (k - 1)) / room) if room > 0 else 0.0)


def robust_dispersion(difference: Array, variance: Array, trim: float = TRIM) -> Dispersion:
    """The dispersion by moments of differences drawn in at normal quantiles, which a few outliers cannot raise much.

    Args:
        difference: (k,) each unit minus its target. variance: (k,) its sampling variance, above zero.
        trim: what share of normal values lies beyond the point to which values are drawn in, at each end.

    Formula:
        τ² is where mean ψ(d / √(v + τ²))² = E ψ(Z)², with ψ drawing values in to ±c, c = Φ⁻¹(1 - trim) and Z standard
        normal; zero where the left side is no larger than the right at τ² = 0. φ is where mean ψ(d / √(φv))² = E ψ(Z)².

    Source:
        Huber (1964), Annals of Mathematical Statistics 35, 73-101 (proposal 2); Paule and Mandel (1982), Journal of
        Research of the National Bureau of Standards 87, 377-385.

    Examples:
        >>> robust_dispersion(np.array([-3.0, -1.0, 0.0, 1.0, 3.0]), np.ones(5)).tau2 > 1
        True
    """
    cut = float(stats.norm.isf(trim))
    # the mean square of a standard normal value drawn in to ±cut
    expected = 1 - 2 * trim - 2 * cut * float(stats.norm.pdf(cut)) + 2 * trim * cut**2

    def excess(spread: Array) -> float:
        return float(np.mean(np.minimum(difference**2 / spread, cut**2))) - expected

    top = float(np.sum(difference**2 / variance)) / expected
    least = 1e-12 * top  # of the ratio; below it too many units lie on their targets for any dispersion
    apart = least > 0 and excess(least * variance) > 0
    phi = float(optimize.brentq(lambda one: excess(one * variance), least, top)) if apart else 0.0
    if phi <= 1:
        return Dispersion(phi, 0.0)
    top = float(np.sum(difference**2)) / expected
    tau2 = optimize.brentq(lambda one: excess(variance + one), 0.0, top, xtol=1e-14 * top, rtol=1e-12)
    return Dispersion(phi, float(tau2))


def banded(z: Array) -> tuple[str, ...]:
    """The band of each unit: beyond 1.96 better or worse than expected, beyond 3.09 much better or much worse.

    Args:
        z: (k,) how many standard deviations each unit lies on the better side of what is expected.

    Examples:
        >>> banded(np.array([-3.2, -2.0, 0.0, 1.97, 5.0]))
        ('much_worse', 'worse', 'about_the_same', 'better', 'much_better')
    """
    place = sum((z > cut).astype(int) - (z < -cut).astype(int) for cut in CUTS)
    return tuple(BANDS[2 + int(step)] for step in np.asarray(place))

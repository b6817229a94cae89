"""Lines through the shares of rounds on the logit scale, with more variance than binomial: arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from satmodel.errors import NotEstimable
from satmodel.inference.moving.lines import Fitted

Array = NDArray[np.float64]

_STEPS, _CLOSE = 60, 1e-12
_END = 1e-7  # a fitted share so near 0 or 1 that its logit runs away


def fit_shares(count: Array, total: Array, x: Array, *, level: float = 0.95) -> Fitted:
    """Fit a line through the log-odds of shares by quasi-likelihood.

    Args:
        count: (k,) those counted of ``total`` in k rounds. total: (k,) above zero.
        x: (k, p) the columns, of full rank, p < k.
        level: of the interval of the dispersion.

    Returns:
        The line on the scale of log-odds; ``extra`` is the dispersion X² / (k - p).

    Raises:
        NotEstimable: everybody or nobody is counted in so many rounds that the line has no end.

    Formula:
        logit(μ) = Xb, Var(count) = φ n μ(1 - μ), φ = Σ (count - nμ)² / (nμ(1 - μ)) / (k - p); the covariance of b is
        φ (X'WX)⁻¹, W = diag(nμ(1 - μ)), and by binomial sampling alone (X'WX)⁻¹.

    Source:
        Wedderburn (1974), Biometrika 61, 439-447; McCullagh and Nelder (1989), Generalized Linear Models, ch. 4 and 9.
    """
    share = count / total
    b, inverse = _solved(share, total, x)
    fitted = special.expit(x @ b)
    if fitted.min() < _END or fitted.max() > 1 - _END:
        raise NotEstimable(
            "in some rounds everybody or nobody is counted, and no line through log-odds has an end there"
        )
    left = len(share) - x.shape[1]
    squares = float((total * (share - fitted) ** 2 / (fitted * (1 - fitted))).sum())
    tail = (1 - level) / 2
    return Fitted(
        b,
        inverse * squares / left,
        left,
        np.eye(len(b)),
        inverse,
        np.full(len(b), np.inf),
        squares / left,
        squares / left,
        squares / float(stats.chi2.isf(tail, left)),
        squares / float(stats.chi2.ppf(tail, left)),
        float(stats.chi2.sf(squares, left)),
    )


def none_differs(count: Array, total: Array) -> float:
    """The p-value of all shares being equal: Pearson's chi-square.

    Source:
        Pearson (1900), Philosophical Magazine 50, 157-175.
    """
    share = count.sum() / total.sum()
    squares = ((count - total * share) ** 2 / (total * share * (1 - share))).sum()
    return float(stats.chi2.sf(squares, len(count) - 1))


def _solved(share: Array, total: Array, x: Array) -> tuple[Array, Array]:
    """The coefficients by iterated weighted least squares, and (X'WX)⁻¹."""
    # half an answer at each end starts the iteration where a share is 0 or 1
    eta = special.logit((share * total + 0.5) / (total + 1))
    deviance = np.inf
    for _ in range(_STEPS):
        fitted = np.clip(special.expit(eta), _END / 10, 1 - _END / 10)
        weight = total * fitted * (1 - fitted)
        inverse = np.linalg.inv((x * weight[:, None]).T @ x)
        b = inverse @ (x.T @ (weight * eta + total * (share - fitted)))
        eta = x @ b
        now = float(2 * (total * special.rel_entr(share, special.expit(eta))).sum())
        now += float(2 * (total * special.rel_entr(1 - share, special.expit(-eta))).sum())
        if abs(now - deviance) <= _CLOSE * (abs(now) + 0.1):
            break
        deviance = now
    fitted = np.clip(special.expit(eta), _END / 10, 1 - _END / 10)
    weight = total * fitted * (1 - fitted)
    return b, np.linalg.inv((x * weight[:, None]).T @ x)

"""Which scores are established to lie above or below the thresholds of a rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.estimation.labels import plain_index
from satmodel.inference.deciding.believed import Believed
from satmodel.inference.deciding.scored import Scores
from satmodel.inference.judging.comparing import compare, holm
from satmodel.result import Verdict

Array = NDArray[np.float64]
COLUMNS = ("threshold", "threshold_kind", "score", "gap", "p_adjusted", "verdict", "side", "detectable", "p_reached")


def crossings(
    scores: Scores, believed: Believed | None, thresholds: Sequence[tuple[float, str]], *, level: float
) -> pd.DataFrame:
    """Judge every score against every threshold, as one family.

    Args:
        scores: k scores. believed: what the true ones are taken to be; None where that cannot be told.
        thresholds: scores, each with what it is.
        level: confidence level of the family.

    Returns:
        One row a unit and threshold: threshold, what it is, score, gap, p_adjusted (Holm), verdict, side (``"above"``,
        ``"below"``, or ``"open"`` where not established), detectable (the smallest gap that would have been
        established), p_reached (probability that the true score is at least the threshold; left out where the
        units' spread cannot be told).

    Formula:
        Rates: 2 min(P(X ≤ x), P(X ≥ x)) with X binomial at the threshold, whose inversion is the exact interval; the
        detectable gap is that of the nearest whole count that would have been established.

    Source:
        Clopper & Pearson (1934), Biometrika 26, 404-413; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    count, bounds = len(scores), np.array([bound for bound, _ in thresholds])
    if not len(bounds):
        return pd.DataFrame(columns=[*COLUMNS], index=plain_index(scores.labels)[:0])
    gap = (scores.value[None, :] - bounds[:, None]).ravel()
    gap = np.round(gap, 9)
    if scores.shares is None:
        found = compare(
            gap, np.tile(scores.se, len(bounds)), np.tile(scores.df, len(bounds)), level=level, adjust="holm"
        )
        p_adjusted, detectable, verdict = found.p_adjusted, found.detectable, list(found.verdict)
    else:
        p_adjusted, detectable, verdict = _exact(scores, bounds, gap, level)
    settled = np.array([one == Verdict.ESTABLISHED for one in verdict])
    columns = {
        "threshold": np.repeat(bounds, count),
        "threshold_kind": np.repeat([of for _, of in thresholds], count),
        "score": np.tile(scores.value, len(bounds)),
        "gap": gap,
        "p_adjusted": p_adjusted,
        "verdict": verdict,
        "side": np.where(settled, np.where(gap > 0, "above", "below"), "open"),
        "detectable": detectable,
    }
    if believed is not None:
        columns["p_reached"] = np.concatenate([believed.reached(float(bound)) for bound in bounds])
    index = plain_index(scores.labels)
    return pd.DataFrame(columns, index=index.append([index] * (len(bounds) - 1)))


def _exact(scores: Scores, bounds: Array, gap: Array, level: float) -> tuple[Array, Array, list[Verdict]]:
    """Rates against thresholds by the exact test: adjusted p-values, detectable gaps and verdicts."""
    n = np.tile(np.asarray(scores.shares, dtype=float), len(bounds))
    hits = np.tile(scores.value / 100, len(bounds)) * n
    share = np.repeat(np.clip(bounds / 100, 0.0, 1.0), len(scores))
    none, every = hits <= 0, hits >= n
    # a beta distribution needs both numbers above zero; at 0 and n one of the tails is whole
    at_least = np.where(none, 1.0, stats.beta.cdf(share, np.where(none, 1.0, hits), n - hits + 1))
    at_most = np.where(every, 1.0, stats.beta.sf(share, hits + 1, np.where(every, 1.0, n - hits)))
    # no rate lies beyond 0 and 100 per cent, so a threshold there is settled
    beyond = np.repeat((bounds < 0) | (bounds > 100), len(scores))
    p_value = np.where(beyond, 0.0, np.minimum(2 * np.minimum(at_least, at_most), 1.0))
    p_adjusted, tail = holm(p_value, 1 - level)
    verdict = [Verdict.ESTABLISHED if p < 1 - level else Verdict.NOT_ESTABLISHED for p in p_adjusted]
    size = np.maximum(np.round(n), 1.0)
    below = stats.binom.ppf(tail / 2, size, share) - 1  # the largest count of which so few would be as rare
    below = np.where(stats.binom.cdf(below + 1, size, share) <= tail / 2, below + 1, below)
    above = stats.binom.isf(tail / 2, size, share) + 1
    down = np.where(below >= 0, share - below / size, np.inf)
    up = np.where(above <= size, above / size - share, np.inf)
    nearest = np.where(gap < 0, down, np.where(gap > 0, up, np.minimum(down, up)))
    return p_adjusted, 100 * nearest, verdict

"""The respondents who answered every item of an index, and what is measured of them and of their replicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.inference.driving.structure import (
    alpha_of,
    correlations,
    item_total,
    mean_correlation,
    omega_of,
    one_factor,
    residuals,
)
from satmodel.inference.judging.comparing import Comparison, compare
from satmodel.inference.sampling.intervals import intervals_of
from satmodel.inference.sampling.regression import ClusterTotals, cluster_totals
from satmodel.inference.sampling.sample import FEWEST_REPLICATES
from satmodel.step import Step
from satmodel.survey.moments import moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

_ROUNDING = 1e-9


def asked_items(survey: Survey, items: Sequence[str] | None) -> tuple[str, ...]:
    """The names of the items, checked; SettingError otherwise."""
    names = tuple(survey.items if items is None else items)
    unknown = [name for name in names if name not in survey.scores.columns]
    if unknown or len(set(names)) < len(names) or len(names) < 2:
        raise SettingError(
            f"items must be two or more, named once each, from {quoted(survey.items)}; not there: {quoted(unknown)}"
        )
    return names


def answered_items(survey: Survey, names: tuple[str, ...]) -> tuple[ClusterTotals, dict[str, Any], tuple[Step, ...]]:
    """The cluster totals of those who answered every item, and what the step notes of them."""
    sums = moments(survey, columns=names, complete=True)
    answered = sums.cells[sums.n[:, 0] > 0]
    clusters, strata = answered["cluster"].nunique(), answered["stratum"].nunique()
    if clusters < len(names) + 2 or clusters == strata:
        kind = "clusters" if sums.clustered else "respondents"
        raise NotEstimable(
            f"{clusters} {kind} in {strata} strata answered every item; {len(names)} items need {len(names) + 2} or "
            "more, and more than strata: leave out items with few answers (items=)"
        )
    data = cluster_totals(sums)
    settings = {
        **{key: sums.step.settings[key] for key in ("clustered", "stratified", "weighted", "finite")},
        "n": data.n,
        "lost": sums.lost,
        "clusters": clusters,
        "strata": strata,
        "df": clusters - strata,
        "lonely_strata": int((sums.sampled == 1).sum()),
    }
    return data, settings, sums.step.sources


def measured(cov: Array, sign: Array | None = None) -> tuple[Array, Array, Array, Array]:
    """Of (..., k, k) covariances: the five numbers of the whole, loadings, item-total correlations, what is left."""
    cor = correlations(cov)
    loadings = one_factor(cor)
    if sign is not None:
        loadings = loadings * np.where((loadings * sign).sum(axis=-1, keepdims=True) < 0, -1.0, 1.0)
    one, other = np.triu_indices(cov.shape[-1], 1)
    first = np.linalg.eigvalsh(cor)[..., -1] / cov.shape[-1]
    whole = (alpha_of(cov), omega_of(cov, loadings), mean_correlation(cor), first, (loadings**2).mean(axis=-1))
    return np.stack(whole, axis=-1), loadings, item_total(cov), residuals(cor, loadings)[..., one, other]


def interval(value: Array, replicated: Array, *, df: float, level: float) -> tuple[Array, Array]:
    """Percentile intervals over the replicates that have the number; ``nan`` where the value has none."""
    low, high = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    for i in np.flatnonzero(np.isfinite(value)):
        known = replicated[np.isfinite(replicated[:, i]), i]
        if len(known) >= FEWEST_REPLICATES / 2:
            ends = intervals_of(value[[i]], known[:, None], df=df, level=level)
            low[i], high[i] = ends[0][0], ends[1][0]
    return low, high


def check_sums(cov: Array, names: Sequence[str]) -> None:
    """Refuse items whose sum, or whose sum beside one of them, does not vary: they run exactly against each other."""
    if np.isnan(alpha_of(cov)):
        raise NotEstimable(
            f"the sum of {quoted(names)} does not vary, since they run exactly against each other; turn the scale of "
            "those that are coded the other way round"
        )
    still = [name for name, one in zip(names, item_total(cov), strict=True) if np.isnan(one)]
    if still:
        raise NotEstimable(
            f"the sum of the items beside {quoted(still)} does not vary, since they run exactly against each other; "
            "turn the scale of those that are coded the other way round, or leave them out"
        )


def without_number(whole: Array, wholes: Array, rests: Array) -> int:
    """In how many replicates some number that the sample has cannot be made."""
    known = np.isfinite(whole)
    return int((~np.isfinite(wholes[:, known]).all(axis=1) | ~np.isfinite(rests).all(axis=1)).sum())


def against_zero(value: Array, replicated: Array, *, df: float, level: float) -> Comparison:
    """(m,) values judged against zero as one family, with the error of the replicates that have them."""
    se = np.nanstd(replicated, axis=0, ddof=1)
    # what lies this close to zero is rounding: no correlation of answers is so small
    value, se = (np.where(np.abs(part) < _ROUNDING, 0.0, part) for part in (value, se))
    return compare(value, se, np.full(len(value), float(df)), level=level, adjust="holm")


def within_one(found: Comparison) -> Comparison:
    """Correlations with intervals that end at -1 and 1; verdicts stay as they are."""
    return replace(found, low=np.maximum(found.low, -1.0), high=np.minimum(found.high, 1.0))

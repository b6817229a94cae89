"""Mean points of every unit and item from replicate weights, with their full covariance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.calibrated import why_constant
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.linearised import Domains, degrees, divided, domains_of
from satmodel.estimation.replicates import Replicates
from satmodel.step import Step
from satmodel.survey.moments import Moments, moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

CENTRES = ("replicates", "estimate")


def replicate_means(
    survey: Survey,
    replicates: Replicates,
    *,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    level: float = 0.95,
    centre: str = "replicates",
) -> Estimates:
    """Estimate the mean points of every unit and item, with the covariance of their replicates.

    Args:
        survey: the respondents.
        replicates: their replicate weights, from :func:`replicates`.
        by: ``"unit"`` for the mean of every unit, None for the mean of the whole sample.
        columns: columns of ``survey.scores``; the items by default.
        level: confidence level of the intervals in the table.
        centre: from where the replicates' distances are taken: ``"replicates"`` (their mean, as R does by default) or
            ``"estimate"`` (the full sample's estimate, as most suppliers of replicate weights ask for).

    Returns:
        Estimates labelled (unit, item), or (item) when ``by`` is None, in points, as ``means`` gives them. Degrees of
        freedom are the clusters minus the strata in which the unit has respondents; of supplied weights the rank of the
        unit's replicate weights less one. A mean of which some replicate has no respondents is listed in ``apart``.

    Assumptions:
        The replicates were made for this very design. The half samples and the jackknives of few clusters are as
        unsure of the standard error as the degrees of freedom say.

    Raises:
        SettingError: a setting that is not known, or replicates of other respondents.
        NotEstimable: no mean can be estimated at all.

    Formula:
        V = scale Σ_r rscales_r (θ_r - c)(θ_r - c)', θ_r all means under the r-th weights.

    Source:
        Wolter (2007), Introduction to Variance Estimation; Rao, Wu and Yue (1992), Survey Methodology 18, 209-217.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAB"), "village": [1, 2, 3, 3], "q": [100, 75, 55, 75]})
        >>> survey = sat.read(frame, unit="town", items=["q"], cluster="village")
        >>> est = sat.replicate_means(survey, sat.replicates(survey, kind="jk1"))
        >>> est.table["se"].round(3).tolist(), est.apart["reason"].tolist()
        ([13.017], ['single_cluster'])
    """
    if centre not in CENTRES:
        raise SettingError(f"centre must be 'replicates' or 'estimate', not {centre!r}")
    if len(replicates.weights) != len(survey):
        raise SettingError(
            f"the replicates are those of {len(replicates.weights)} respondents, the survey has {len(survey)}"
        )
    sums = moments(survey, columns=columns)
    domains = domains_of(sums, by)
    value = np.where(domains.weight > 0, divided(domains.total, domains.weight), np.nan)
    points = survey.scores[list(sums.columns)].to_numpy(dtype=float)
    rows = pd.Categorical(survey.design.unit, categories=list(sums.units)).codes if by else np.zeros(len(points), int)
    theta, empty = _replicated(points, rows, replicates.weights, len(domains))
    middle = theta[:, replicates.rscales > 0].mean(axis=1) if centre == "replicates" else np.nan_to_num(value.ravel())
    away = (theta - middle[:, None]) * np.sqrt(replicates.rscales * replicates.scale)
    cov = away @ away.T
    reasons, df = _degrees(sums, domains, replicates, points=points, rows=rows)
    reasons = np.where((reasons == "") & empty, "empty_replicate", reasons)
    # 1e-9 of a point is rounding; weights that were fitted again are exact to their tolerance only
    rough = np.zeros(df.shape) if sums.calibrated is None else 1e-7 * np.nan_to_num(value)
    flat = np.diag(cov).reshape(df.shape) < np.maximum(1e-18, rough**2)
    reasons = np.where((reasons == "") & flat, why_constant(sums, domains.codes, len(domains)), reasons)
    labels = pd.MultiIndex.from_product([domains.names, sums.columns], names=["unit", "item"])
    settings = {"by": by, "columns": sums.columns, "level": level, "centre": centre, "kind": replicates.kind}
    settings |= {"supplied": replicates.supplied, "weighted": survey.design.weighted}
    step = Step("replicate_means", settings, (replicates.step,))
    whole = Estimates(value.ravel(), cov, domains.n.ravel(), df.ravel(), labels, step, level, pd.DataFrame())
    return set_apart(whole, reasons.ravel(), ["unit", "item"] if by else ["item"])


def _replicated(points: Array, rows: NDArray[np.intp], weights: Array, count: int) -> tuple[Array, NDArray[np.bool_]]:
    """(d p, R) the means under each replicate's weights, and (d, p) whether some replicate has nobody for one."""
    p = points.shape[1]
    theta = np.zeros((count, p, weights.shape[1]))
    empty = np.zeros((count, p), dtype=bool)
    for d in range(count):
        members = np.flatnonzero(rows == d)
        own, answered = weights[members], ~np.isnan(points[members])
        below = answered.T.astype(float) @ own
        above = np.where(answered, points[members], 0.0).T @ own
        empty[d] = (below <= 0).any(axis=1)
        theta[d] = divided(above, below)
    return theta.reshape(count * p, -1), empty


def _degrees(
    sums: Moments, domains: Domains, replicates: Replicates, *, points: Array, rows: NDArray[np.intp]
) -> tuple[NDArray[np.object_], Array]:
    reasons, df = degrees(sums, domains)
    if not replicates.supplied:
        return reasons, df
    reasons = np.where(domains.n > 0, "", "no_answers").astype(object)
    for d, q in np.ndindex(df.shape):
        members = (rows == d) & ~np.isnan(points[:, q])
        # R's tolerance for the rank of replicate weights
        df[d, q] = np.linalg.matrix_rank(replicates.weights[members], rtol=1e-5) - 1 if members.any() else 0
    return np.where((reasons == "") & (df < 1), "too_few_clusters", reasons), df

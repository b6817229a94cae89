"""Mean points of every unit and item, with their full covariance under the sampling design."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.apart import set_apart
from satmodel.estimation.calibrated import why_constant
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.linearised import (
    Domains,
    adding,
    covariance,
    degrees,
    divided,
    domains_of,
    mean_forms,
    step_of,
    sums_of,
)
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# skewness of a mean beyond which nominal 95 % intervals hold less often than 93.5 % (docs/coverage.md)
SKEWED = 0.15


def means(
    source: Survey | Moments,
    *,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate the mean points of every unit and item, with one covariance over all of them.

    Args:
        source: the respondents, or their sums (``sat.moments``); the rows are not touched again.
        by: ``"unit"`` for the mean of every unit, None for the mean of the whole sample.
        columns: columns of ``survey.scores`` or of the moments; the items by default (``["overall"]`` gives the overall
            question).
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds to the variance: ``"adjust"`` (its squared distance from the
            mean of all clusters), ``"average"`` (the average of the other strata), ``"remove"`` or ``"certainty"``
            (nothing) or ``"fail"`` (an error).

    Returns:
        Estimates labelled (unit, item), or (item) when ``by`` is None, in points. Answers without an opinion and blanks
        are not scored; a respondent who skipped one item still counts for the others. Degrees of freedom are the
        clusters minus the strata in which the unit has respondents. A mean that rests on a single cluster, or on
        answers that are all alike, has no estimable standard error and is listed in ``apart``.

    Assumptions:
        Clusters are drawn independently within strata, with replacement or with the population sizes given;
        the mean is close to normal (30 respondents or more, spread over several clusters).

    Raises:
        SettingError: a setting that is not known, or a column that is not there.
        NotEstimable: no mean can be estimated at all, or ``lonely="fail"`` and a stratum has a single cluster.

    Formula:
        Taylor linearisation: z_i = w_i 1(i in d) (y_i - ȳ_d) / W_d, zero outside the domain, and the covariance of
        the clusters' totals of z (``taylor.stage_covariance``); with two stages V = V_1 + Σ_j f_1h V_2hj.

    Source:
        Woodruff (1971), JASA 66, 411-414; Lumley (2004), Journal of Statistical Software 9(8).

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABBB"), "q1": [100, 75, 55, 100, 100, 75]})
        >>> est = sat.means(sat.read(frame, unit="town", items=["q1"]))
        >>> est.table["estimate"].round(2).tolist()
        [76.67, 91.67]
    """
    sums = sums_of(source, columns)
    domains = domains_of(sums, by)
    value, forms = mean_forms(domains)
    reasons, df = degrees(sums, domains)
    cov = covariance(sums, domains, forms, lonely=lonely)
    reasons = np.where(
        (reasons == "") & _constant(sums, domains, cov), why_constant(sums, domains.codes, len(domains)), reasons
    )
    labels = pd.MultiIndex.from_product([domains.names, sums.columns], names=["unit", "item"])
    near_end = labels[_near_end(sums, domains, cov).ravel() & (reasons == "").ravel()]
    settings = {
        "by": by,
        "level": level,
        "lonely": lonely,
        "near_end": tuple(near_end if by else near_end.get_level_values(1)),
        "ends": _ends(sums),
    }
    step = step_of(sums, "means", settings)
    whole = Estimates(value.ravel(), cov, domains.n.ravel(), df.ravel(), labels, step, level, pd.DataFrame())
    return set_apart(whole, reasons.ravel(), ["unit", "item"] if by else ["item"])


def _constant(sums: Moments, domains: Domains, cov: Array) -> Array:
    """(d, p) whether a variance is no more than rounding: the answers are all alike."""
    variance = np.diag(cov).reshape(domains.weight.shape)
    # 1e-9 of a point: below it a standard error is rounding
    if sums.squares is None:
        return variance < 1e-18
    # squares of points lose twice the digits: 1e-12 of the mean square
    own = np.einsum("cqq->cq", sums.squares.wwyy)
    return variance < 1e-18 + 1e-12 * divided(adding(domains.codes, len(domains)) @ own, domains.weight**2)


def _ends(sums: Moments) -> tuple[float, float] | None:
    """The smallest and the largest points that anybody gave; None where they are not known."""
    if sums.ends is None or np.isnan(sums.ends).all():
        return None
    return float(np.nanmin(sums.ends)), float(np.nanmax(sums.ends))


def _near_end(sums: Moments, domains: Domains, cov: Array) -> NDArray[np.bool_]:
    """(d, p) whether a mean lies so near an end of the answers, for its effective n, that it is far from normal.

    The answers are taken as the end itself and one other answer, which has the share p = d² / (s² + d²) where d is the
    distance of the mean from the end and s² the variance; their skewness over the root of the effective n is
    (1 - 2p) / √(n p (1 - p)).
    """
    if sums.ends is None:
        return np.zeros(domains.weight.shape, dtype=bool)
    mean = divided(domains.total, domains.weight)
    own = adding(domains.codes, len(domains)) @ np.einsum("cqq->cq", sums.swyy)
    spread = np.maximum(divided(own, domains.weight) - mean**2, 0.0)
    distance = np.minimum(np.abs(mean - sums.ends[0]), np.abs(sums.ends[1] - mean))
    share = divided(distance**2, spread + distance**2)
    effective = divided(spread, np.diag(cov).reshape(mean.shape))
    bound = (SKEWED**2) * effective * share * (1 - share)
    return (share < 0.5) & ((1 - 2 * share) ** 2 > bound)

"""Mean points of every unit and item, with their full covariance under the sampling design."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.taylor import design_covariance
from satmodel.step import Step
from satmodel.survey.moments import Moments, moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]


def means(
    survey: Survey,
    *,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate the mean points of every unit and item, with one covariance over all of them.

    Args:
        survey: the respondents.
        by: ``"unit"`` for the mean of every unit, None for the mean of the whole sample.
        columns: columns of ``survey.scores``; the items by default (``["overall"]`` gives the overall question).
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds to the variance: ``"adjust"`` (its squared distance from the
            mean of all clusters) or ``"fail"``.

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
        the clusters' totals of z (``taylor.design_covariance``).

    Source:
        Woodruff (1971), JASA 66, 411-414; Lumley (2004), Journal of Statistical Software 9(8).

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABBB"), "q1": [100, 75, 55, 100, 100, 75]})
        >>> est = sat.means(sat.read(frame, unit="town", items=["q1"]))
        >>> est.table["estimate"].round(2).tolist()
        [76.67, 91.67]
    """
    if by not in ("unit", None):
        raise SettingError(f"by must be 'unit' or None, not {by!r}")
    if lonely not in ("adjust", "fail"):
        raise SettingError(f"lonely must be 'adjust' or 'fail', not {lonely!r}")
    sums = moments(survey, columns=columns)
    domains = sums.cells["unit"].to_numpy() if by else np.zeros(len(sums.cells), dtype=np.intp)
    names = sums.units if by else ("all",)
    value, n, totals = _linearised(sums, domains, len(names))
    reasons, df = _degrees(sums, domains, len(names))
    cluster_stratum = _strata(sums)
    cov = design_covariance(totals, cluster_stratum, population=sums.population, lonely=lonely)
    labels = pd.MultiIndex.from_product([names, sums.columns], names=["unit", "item"])
    # 1e-9 of a point: below it a standard error is rounding, the answers are all alike
    reasons = np.where((reasons == "") & (np.sqrt(np.diag(cov)) < 1e-9), "no_variance", reasons)
    whole = Estimates(value, cov, n, df, labels, _step(sums, by, lonely, level), level, pd.DataFrame())
    return set_apart(whole, reasons, ["unit", "item"] if by else ["item"])


def _linearised(sums: Moments, domains: NDArray[np.intp], count: int) -> tuple[Array, Array, sparse.csr_matrix]:
    p = len(sums.columns)
    adder = sparse.csr_matrix((np.ones(len(domains)), (domains, np.arange(len(domains)))), shape=(count, len(domains)))
    weight, total, n = adder @ sums.sw, adder @ sums.swy, adder @ sums.n
    value = np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)
    share = np.divide(1.0, weight, out=np.zeros_like(weight), where=weight > 0)
    influence = (sums.swy - np.nan_to_num(value)[domains] * sums.sw) * share[domains]
    rows = np.repeat(sums.cells["cluster"].to_numpy(), p)
    columns = (domains[:, None] * p + np.arange(p)).ravel()
    shape = (int(sums.sampled.sum()), count * p)
    return value.ravel(), n.ravel(), sparse.csr_matrix((influence.ravel(), (rows, columns)), shape=shape)


def _degrees(sums: Moments, domains: NDArray[np.intp], count: int) -> tuple[NDArray[np.object_], Array]:
    p = len(sums.columns)
    reasons = np.full((count, p), "", dtype=object)
    df = np.zeros((count, p))
    for q in range(p):
        seen = sums.cells.assign(domain=domains)[sums.n[:, q] > 0]
        clusters = seen.drop_duplicates(["domain", "cluster"]).groupby("domain").size().reindex(range(count)).fillna(0)
        strata = seen.drop_duplicates(["domain", "stratum"]).groupby("domain").size().reindex(range(count)).fillna(0)
        df[:, q] = clusters - strata
        reasons[(df[:, q] < 1), q] = "too_few_clusters"
        reasons[(clusters == 1).to_numpy(), q] = "single_cluster" if sums.clustered else "single_respondent"
        reasons[(clusters == 0).to_numpy(), q] = "no_answers"
    return reasons.ravel(), df.ravel()


def _strata(sums: Moments) -> NDArray[np.intp]:
    stratum = np.zeros(int(sums.sampled.sum()), dtype=np.intp)
    stratum[sums.cells["cluster"].to_numpy()] = sums.cells["stratum"].to_numpy()
    return stratum


def _step(sums: Moments, by: str | None, lonely: str, level: float) -> Step:
    singles = int((sums.sampled == 1).sum())
    settings = {**sums.step.settings, "by": by, "level": level, "lonely": lonely, "lonely_strata": singles}
    return Step("means", settings, sums.step.sources)

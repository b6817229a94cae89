"""Weighted totals of every unit and column, with their full covariance under the sampling design."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.linearised import covariance, degrees, domains_of, step_of, sums_of, total_forms
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey


def totals(
    source: Survey | Moments,
    *,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate the total of every unit and column over the population that the weights stand for.

    Args:
        source: the respondents, or their sums (``sat.moments``).
        by: ``"unit"`` for the total of every unit, None for that of the whole sample.
        columns: columns of ``survey.scores`` or of the moments; the items by default.
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds; as in :func:`means`.

    Returns:
        Estimates labelled (unit, item), or (item) when ``by`` is None, in points times people. Blanks and answers
        without an opinion add nothing. Degrees of freedom, and what is listed in ``apart``, as in :func:`means`.

    Assumptions:
        Weights are numbers of people: each respondent stands for so many. Clusters are drawn independently in strata.

    Raises:
        SettingError: a setting that is not known, or a column that is not there.
        NotEstimable: no total can be estimated, or ``lonely="fail"`` and a stratum has a single cluster.

    Formula:
        z_i = w_i 1(i in d) y_i, and the covariance of the clusters' totals of z (``taylor.stage_covariance``). Under
        ``lonely="adjust"`` a single cluster counts with its distance from the mean of all clusters; R's svytotal takes
        the distance from zero.

    Source:
        Binder (1983), International Statistical Review 51, 279-292; Lumley (2010), Complex Surveys, Wiley.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABBB"), "calls": [1, 0, 1, 0, 0, 1], "people": [10.0] * 6})
        >>> est = sat.totals(sat.read(frame, unit="town", items=["calls"], weight="people"))
        >>> est.table["estimate"].tolist()
        [20.0, 10.0]
    """
    sums = sums_of(source, columns)
    domains = domains_of(sums, by)
    value, forms = total_forms(domains)
    reasons, df = degrees(sums, domains)
    cov = covariance(sums, domains, forms, lonely=lonely)
    # 1e-12 of the total: below it a standard error is rounding, all clusters have the same total
    constant = np.diag(cov).reshape(value.shape) <= (1e-12 * np.abs(value)) ** 2
    reasons = np.where((reasons == "") & constant, "no_variance", reasons)
    labels = pd.MultiIndex.from_product([domains.names, sums.columns], names=["unit", "item"])
    step = step_of(sums, "totals", {"by": by, "level": level, "lonely": lonely})
    whole = Estimates(value.ravel(), cov, domains.n.ravel(), df.ravel(), labels, step, level, pd.DataFrame())
    return set_apart(whole, reasons.ravel(), ["unit", "item"] if by else ["item"])

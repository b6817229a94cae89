"""Ratios of two totals in every unit, with their full covariance under the sampling design."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.linearised import Domains, Forms, covariance, degrees, divided, domains_of, step_of, sums_of
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey


def ratio(
    source: Survey | Moments,
    *,
    numerator: str | Sequence[str],
    denominator: str,
    by: str | None = "unit",
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate ratios of totals, such as problems solved over problems raised.

    Args:
        source: the respondents, or their sums over complete cases (``sat.moments(..., complete=True)``).
        numerator: one column, or several over the same denominator.
        denominator: the column to divide by.
        by: ``"unit"`` for the ratio of every unit, None for that of the whole sample.
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds; as in :func:`means`.

    Returns:
        Estimates labelled (unit, item), or (item) when ``by`` is None, the item being ``"numerator/denominator"``.
        Only respondents with all the columns count. Degrees of freedom as in :func:`means`; a ratio whose denominator
        adds up to zero or less is listed in ``apart``.

    Assumptions:
        As for :func:`means`; the denominator's total is far from zero measured in its own standard errors.

    Raises:
        SettingError: a column is not there, or the moments hold respondents without all the columns.
        NotEstimable: no ratio can be estimated, or ``lonely="fail"`` and a stratum has a single cluster.

    Formula:
        z_i = w_i 1(i in d) (y_i - R̂ x_i) / Σ_d w x, and the covariance of the clusters' totals of z.

    Source:
        Woodruff (1971), JASA 66, 411-414; Binder (1983), International Statistical Review 51, 279-292.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABBB"), "raised": [2, 1, 4, 3, 1, 2], "solved": [1, 1, 2, 3, 0, 1]})
        >>> survey = sat.read(frame, unit="town", items=["raised", "solved"])
        >>> sat.ratio(survey, numerator="solved", denominator="raised").table["estimate"].round(3).tolist()
        [0.571, 0.667]
    """
    tops = (numerator,) if isinstance(numerator, str) else tuple(numerator)
    if not tops or len(set(tops)) < len(tops) or denominator in tops:
        raise SettingError("numerator must name columns once each, other than the denominator")
    sums = sums_of(source, [*tops, denominator], complete=True)
    if not (sums.step.settings["complete"] or np.all(sums.n == sums.respondents[:, None])):
        raise SettingError(
            "some respondents lack one of the columns; make the moments of these columns with complete=True"
        )
    domains = domains_of(sums, by)
    value, forms = _forms(domains)
    reasons, df = degrees(sums, domains)
    reasons = np.where((reasons == "") & (domains.total[:, -1:] <= 0), "no_denominator", reasons)[:, :-1]
    cov = covariance(sums, domains, forms, lonely=lonely)
    # 1e-12 of the ratio: below it a standard error is rounding, every respondent has the same ratio
    constant = np.diag(cov).reshape(value.shape) <= (1e-12 * np.abs(np.nan_to_num(value))) ** 2
    reasons = np.where((reasons == "") & constant, "no_variance", reasons)
    items = [f"{top}/{denominator}" for top in tops]
    labels = pd.MultiIndex.from_product([domains.names, items], names=["unit", "item"])
    settings = {"by": by, "level": level, "lonely": lonely, "numerator": tops, "denominator": denominator}
    step = step_of(sums, "ratio", settings)
    n = domains.n[:, :-1].ravel()
    whole = Estimates(value.ravel(), cov, n, df[:, :-1].ravel(), labels, step, level, pd.DataFrame())
    return set_apart(whole, reasons.ravel(), ["unit", "item"] if by else ["item"])


def _forms(domains: Domains) -> tuple[np.ndarray, Forms]:
    """The (d, m) ratios, the last column being the denominator, and their influence (y - R x) / X."""
    count, p = domains.total.shape
    bottom = domains.total[:, -1:]
    share = divided(np.ones_like(bottom), bottom)
    value = domains.total[:, :-1] * share
    slope = np.zeros((count, p - 1, p))
    slope[:, np.arange(p - 1), np.arange(p - 1)] = share
    slope[:, :, -1] = -value * share
    return np.where(bottom > 0, value, np.nan), Forms(slope, np.zeros_like(slope))

"""Which items go with a separate overall question: the importance of each, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from satmodel.errors import SettingError
from satmodel.inference.driving.drivers_by import DriversBy, drivers_by
from satmodel.inference.driving.drivers_found import Asked, check_groups, drivers_of
from satmodel.inference.driving.drivers_result import Drivers as Drivers
from satmodel.inference.driving.replicated import METHODS
from satmodel.inference.filling.missing import TREATMENTS, treated
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.sampling.sample import (
    FEWEST_REPLICATES,
    asked_of,
    in_one_order,
    refuse_declared,
    sample_of_sums,
)
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey

# the methods that know groups: Owen values are Shapley values that tear no group apart
GROUPED = ("shapley", "ordinal")


def drivers(  # noqa: PLR0913 -- what is explained by what, how it is measured, for whom, and how sure
    survey: Survey | Moments,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    method: str = "shapley",
    controls: Sequence[str] = (),
    by: str | None = None,
    missing: str = "complete",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> Drivers | DriversBy:
    """Say how much of the variance of a separate overall question goes with each item.

    Args:
        survey: the respondents; or their sums, made once with ``moments(frame, ..., complete=True)`` in a design with
            clusters.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: the items; all of the survey's by default.
        groups: the items of each group, by the group's name; an item in no group stands for itself. Groups are judged
            beside their items, and no group is torn apart when items enter (Owen values).
        method: ``"shapley"``: what an item adds to R², averaged over all orders; ``"johnson"`` or ``"genizi"`` (the
            same numbers) and ``"car"``: closed forms close to it, for any number of items; ``"ordinal"``: Shapley
            values for the scale behind an outcome of few levels; ``"coefficients"``: squared standardised
            coefficients, which share out nothing.
        controls: columns of the survey or its file that are held: importance is what items add beyond them. Text gives
            one term a level.
        by: a column of the survey or its file, or ``"unit"``: one analysis a level, with one joint table.
        missing: ``"complete"``: those who answered everything; ``"pairwise"``: for each pair of columns those who
            answered both; ``"imputed"``: missing answers filled in several times.
        level: confidence level of the intervals.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap, of the drawn critical value and of sampled orders.

    Returns:
        The importance of each item in points of the total R², its share of what the items explain, the places it could
        hold, and its coefficient. Respondents without an answer are left out and counted. With ``by=`` one result a
        level; levels that are too small are listed in ``apart``.

    Assumptions:
        Association, not cause: an item may go with the overall rating because both follow a general mood.
        Clusters are drawn independently within strata, some twenty or more of them; a stratum with a single cluster is
        kept as it is and noted. Those who answered stand for the others.

    Raises:
        SettingError: the outcome is missing, is among the items, or is computed from them (by the data, or by what the
            instrument card says); or a setting that cannot be used.
        NotEstimable: the outcome does not vary, nothing is explained, or there are fewer clusters than items + 2.

    Formula:
        The Shapley value of R² over all subsets of items (LMG, general dominance) from the weighted covariance, after
        the controls are swept out of it; beyond 25 items from 2,000 sampled orders, with their standard error.
        Rao-Wu bootstrap of clusters within strata. Importance and share: percentile intervals with tails Φ(-t), t with
        clusters - strata degrees of freedom, the low end moved down by the replicates' mean excess, the ends of a share
        moved apart by the factor of their mean R² to R². Squared coefficients: the squares of β ± t se. R², which every
        sample flatters: t interval on the logistic scale around R² less that excess. All pairs of items are judged
        together by the quantile of the largest studentised difference of importance, drawn from the replicates'
        covariance. Coefficients: weighted least squares with Taylor-linearised standard errors.

    Source:
        Lindeman, Merenda and Gold (1980); Kruskal (1987), The American Statistician 41, 6-10; Grömping (2007), The
        American Statistician 61, 139-147; Owen (1977); Johnson (2000); Genizi (1993); Zuber and Strimmer (2011); Rao
        and Wu (1988), JASA 83, 231-241; Hesterberg (2015), The American Statistician 69, 371-386 (the tails); Mogstad,
        Romano, Shaikh and Wilhelm (2024); Binder (1983), International Statistical Review 51, 279-292.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.3, 0.6] + 8)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> found = drivers(sat.read(frame, unit="town", items=["roads", "schools"], overall="all"))
        >>> found.table["share"].round(2).to_dict()
        {'schools': 0.8, 'roads': 0.2}
    """
    check_level(level)
    _check(method, groups, missing, replicates, by)
    asked = Asked(method, groups, level, replicates, seed)
    columns: dict[str, Any] = {"outcome": outcome, "items": items, "controls": controls}
    if by is not None:
        return drivers_by(survey, by, asked, **columns)
    if not isinstance(survey, Moments):
        columns["outcome"], named = asked_of(survey, outcome, items)
        columns["items"] = in_one_order(survey, columns["outcome"], named)
        refuse_declared(survey.step, columns["outcome"])
        return drivers_of(treated(survey, missing=missing, seed=seed, **columns), asked, survey)
    if missing != "complete":
        raise SettingError("sums hold complete cases only; for another treatment of missing answers give the survey")
    return drivers_of(sample_of_sums(survey, **columns), asked, None)


def _check(
    method: str, groups: Mapping[str, Sequence[str]] | None, missing: str, replicates: int, by: str | None
) -> None:
    if method not in METHODS:
        raise SettingError(f"method must be one of {', '.join(METHODS)}; it is {method!r}")
    if groups is not None:
        check_groups(groups, None)
        if method not in GROUPED:
            raise SettingError(f"groups are offered with method='shapley' or 'ordinal' (Owen values), not {method!r}")
    if missing not in TREATMENTS:
        raise SettingError(f"missing must be one of {', '.join(TREATMENTS)}; it is {missing!r}")
    if by is not None and missing != "complete":
        raise SettingError("by= takes those who answered everything; leave missing= out")
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")

"""The rate of several units together, in the ways that reports mean it, each under its name."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from satmodel.estimation.rates import indicators
from satmodel.inference.standing.averages import Averages, averages
from satmodel.step import Step
from satmodel.survey.opinions import plain_groups
from satmodel.survey.respondents import Survey


def rate_averages(
    survey: Survey,
    answers: Collection[str],
    *,
    items: Sequence[str] | None = None,
    no_opinion: str = "apart",
    apart: Collection[str] = (),
    population: Mapping[Hashable, float] | None = None,
    weights: Mapping[str, float] | None = None,
    level: float = 0.95,
) -> Averages:
    """Average a rate over several units by respondents, by units and by their populations, and compare these.

    Args:
        survey: the respondents.
        answers: the group of answers that the rate counts, such as ``["satisfied", "fairly satisfied"]``.
        items, no_opinion, apart: as in :func:`satmodel.rates`; of several items the composite rate is averaged.
        population: people in each unit, for the average that weighs units by them.
        weights: the weight of each item in the composite; equal by default.
        level: confidence level of the intervals.

    Returns:
        The averages of :func:`satmodel.averages`, in shares: the micro average counts every respondent by weight, the
        macro average every unit the same.

    Assumptions:
        As for :func:`satmodel.rates`; the populations are known without error.

    Raises:
        SettingError: as :func:`satmodel.rates` and :func:`satmodel.averages`.
        NotEstimable: a unit has no answer that counts, or no standard error can be estimated.

    Formula:
        micro = Σ_i w_i y_i / Σ_i w_i; macro = Σ_u p_u / K; with one covariance over both.

    Source:
        Woodruff (1971), JASA 66, 411-414.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> said = ["good", "bad", "bad", "bad", "bad", "bad", "good", "bad"]
        >>> frame = pd.DataFrame({"town": list("AAAAAABB"), "q1": said})
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=sat.Scale({"good": 1, "bad": 0}))
        >>> sat.rate_averages(survey, ["good"]).table["estimate"].round(3).to_dict()
        {'micro': 0.25, 'macro': 0.333}
    """
    parts, settings = indicators(
        survey, plain_groups({"rate": answers}), items=items, no_opinion=no_opinion, apart=apart
    )
    scores = pd.DataFrame({item: values for (item, _), values in parts.items()}, index=survey.scores.index)
    rated = replace(survey, scores=scores)
    found = averages(rated, columns=list(scores), population=population, weights=weights, level=level)
    step = Step("averages", {**found.step.settings, **settings, "measure": "share"}, found.step.sources)
    return replace(found, estimates=replace(found.estimates, step=step), step=step)

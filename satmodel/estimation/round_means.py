"""Mean points of every unit and item in several rounds, with one covariance that knows what the rounds share."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart
from satmodel.estimation.linked import Linked, linked
from satmodel.estimation.means import means
from satmodel.estimation.stacking import Stacked, items_of, stacked
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable, schemes_of
from satmodel.survey.moments import add_up
from satmodel.survey.respondents import Survey


def round_means(
    surveys: Mapping[str, Survey],
    *,
    overlap: str | None = None,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    level: float = 0.95,
    lonely: str = "adjust",
    override: str | None = None,
) -> Estimates:
    """Estimate the mean points of every unit and item in two or more rounds, with one covariance over all of them.

    Args:
        surveys: the rounds' respondents by the names of the rounds, the earliest first.
        overlap: what the rounds share. ``"none"``: nothing, the rounds are independent; ``"clusters"``: clusters
            (villages) sampled again, known by their labels; ``"respondents"``: a panel, whose people are known by their
            interview numbers (``id``), those in one round only included. By default clusters whose labels stand in
            several rounds are taken as the same; the step, a finding and the methods section say so. Interview numbers
            in several rounds are asked about, since they are often given anew.
        by: ``"unit"`` for the mean of every unit, None for those of the whole samples.
        columns: columns of the surveys' scores; the items of all rounds by default.
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds to the variance, as for :func:`means`.
        override: why instruments that are not comparable stand side by side all the same; printed in the appendix.

    Returns:
        Estimates labelled (unit, item, round), or (item, round), in points. A unit or item that is not in a round is
        listed in ``apart`` for that round. ``average("item")`` makes composites, ``take`` picks, :func:`change`
        compares.

    Assumptions:
        Clusters that are in several rounds were drawn once and kept; the people in them were drawn anew, or are a
        panel. A stratum in which no cluster is in two rounds was drawn anew in each. Where only some are kept, the
        rounds are treated as parts of one sample of all clusters: a little too wide where the strata's means lie far
        apart.

    Raises:
        SettingError: fewer than two rounds, or a setting that cannot be used.
        NotComparable: two rounds were asked with instruments that are not comparable, and there is no override.
        NotEstimable: no mean can be estimated at all.

    Formula:
        z_i = w_i 1(i in unit d and round t) (y_i − ȳ_dt) / W_dt over the respondents of all rounds, and the covariance
        of the totals of z by sampling unit: a cluster in both rounds has both totals, whose products are the
        covariance.

    Source:
        Kish (1965), Survey Sampling, section 12.4; Binder (1983), International Statistical Review 51, 279-292;
        Berger (2004), Canadian Journal of Statistics 32, 451-467.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAA"), "village": list("vvww"), "q": [55, 75, 75, 100]})
        >>> last = sat.read(frame, unit="town", items=["q"], cluster="village")
        >>> this = sat.read(frame.assign(q=[75, 75, 75, 100]), unit="town", items=["q"], cluster="village")
        >>> est = round_means({"2025": last, "2026": this})
        >>> est.table["estimate"].tolist(), est.step.settings["shared"]
        ([76.25, 81.25], 2)
    """
    overridden = _checked(surveys, override)
    link = linked(surveys, overlap)
    whole = stacked(surveys, link, items_of(surveys, columns))
    source = Step("rounds", {}, tuple(survey.step for survey in surveys.values()))
    found = means(add_up(whole.points, whole.design, whole.units, source=source), by=by, level=level, lonely=lonely)
    return _labelled(found, surveys, link, whole, overridden)


def _checked(surveys: Mapping[str, Survey], override: str | None) -> dict[str, object]:
    if not isinstance(surveys, Mapping) or not all(isinstance(survey, Survey) for survey in surveys.values()):
        raise SettingError(
            "give the rounds' surveys by their names, such as {'2025': sat.read(...), '2026': sat.read(...)}"
        )
    parts = list(surveys.values())
    if len(parts) < 2 or len({id(survey) for survey in parts}) < len(parts):
        raise SettingError("give two or more rounds, each with a survey of its own")
    told = [require_comparable(one.step, other.step, override) for one, other in combinations(parts, 2)]
    return next((one for one in told if one["overridden"]), told[0])


def _labelled(
    found: Estimates, surveys: Mapping[str, Survey], link: Linked, whole: Stacked, overridden: Mapping[str, object]
) -> Estimates:
    """The means under the labels of items and rounds, with what the rounds share in their step."""
    units = "unit" in found.labels.names
    names = [*(["unit"] if units else []), "item", "round"]

    def label(key: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
        return (*key[:-1], *whole.columns[int(str(key[-1]))])

    people = link.kind == "respondents"
    lost = []
    for row in found.apart.itertuples(index=False, name=None):
        where = label(row[:-3])
        lost.append([*where, *row[-3:-1], _reason(row[-1], where, surveys, people)])
    settings: dict[str, Any] = dict(found.step.settings)
    near = [label(key if isinstance(key, tuple) else (key,)) for key in settings["near_end"]]
    settings |= {
        "columns": tuple(dict.fromkeys(item for item, _ in whole.columns)),
        "near_end": tuple(near),
        "rounds": tuple(surveys),
        "schemes": tuple(tuple(sorted(schemes_of(survey.step))) for survey in surveys.values()),
        **link.settings,
        "clustered": any(survey.design.cluster is not None for survey in surveys.values()),
        "stratified": any(survey.design.stratum is not None for survey in surveys.values()),
        **overridden,
    }
    below = found.step.sources[0]
    sources = below.sources if below.method == "rounds" else (replace(below, sources=below.sources[0].sources),)
    return replace(
        found,
        labels=pd.MultiIndex.from_tuples([label(key) for key in found.labels], names=names),
        apart=pd.DataFrame(lost, columns=[*names, "estimate", "n", "reason"]) if lost else nothing_apart(names),
        step=Step("round_means", settings, sources),
    )


def _reason(reason: str, where: tuple[Hashable, ...], surveys: Mapping[str, Survey], people: bool) -> str:
    """Why a mean cannot be estimated, where the round never asked, or people are the sampling units."""
    *unit, item, name = where
    survey = surveys[name]
    if reason == "no_answers" and (item not in survey.scores or (unit and unit[0] not in survey.units)):
        return "not_in_round"
    return "single_respondent" if people and reason == "single_cluster" else reason

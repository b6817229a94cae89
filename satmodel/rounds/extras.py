"""What is computed for a telephone round beyond scores, ranks and change, where its plan asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from satmodel.estimation.design_effect import design_effect
from satmodel.estimation.rates import rates
from satmodel.estimation.share_intervals import intervals
from satmodel.inference.shrinking.case_mix import case_mix
from satmodel.inference.soundness.no_opinion import no_opinion
from satmodel.inference.soundness.quality import quality
from satmodel.inference.soundness.recoded import recoded
from satmodel.inference.soundness.sensitivity import sensitivity
from satmodel.inference.soundness.stochastic_dominance import stochastic_dominance
from satmodel.inference.standing.averages import averages
from satmodel.result import Result
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.extras import QualityPlan, RatesPlan, ScoringPlan, SensitivityPlan, WeightingPlan
from satmodel.rounds.sections import CASE_MIX, DESIGN, QUALITY, RATES, SCORING, SENSITIVITY, Section
from satmodel.survey.respondents import Survey
from satmodel.survey.weights.margins import margins
from satmodel.survey.weights.weighting import post_stratify, rake, trim


def weighted(survey: Survey, part: WeightingPlan | None, folder: Path) -> Survey:
    """The survey with weights that fit the population, where the plan says so.

    Raises:
        DataProblems: the margins cannot be read, or respondents do not fit them.
    """
    if part is None:
        return survey
    known = margins(
        folder / part.file,
        unit=part.unit,
        groups=part.groups,
        total=part.total,
        long=part.long,
        sheet=part.sheet,
        encoding=part.encoding,
    )
    if part.method == "rake":
        found = rake(survey, known, variables=part.variables, within=part.within)
    else:
        found = post_stratify(survey, known, by=part.variables, within=part.within)
    if part.trim is None:
        return found
    return trim(found, low=part.trim.low, high=part.trim.high, ratio=part.trim.ratio)


def checked(given: tuple[Survey, ...], part: QualityPlan, level: float) -> Section:
    """How the data of this round came about, and the shares of answers beside those of the round before."""
    dates = None if part.dates is None else [day.isoformat() if isinstance(day, date) else day for day in part.dates]
    found = quality(
        given[0],
        interviewer=part.interviewer,
        duration=part.duration,
        start=part.start,
        date=part.date,
        hours=part.hours,
        dates=dates,
        shortest=part.shortest,
        id=part.id,
        phone=part.phone,
        same=part.same,
        middle=part.middle,
        before=given[1] if len(given) > 1 else None,
        level=level,
    )
    return Section(QUALITY, (found, *found.results))


def extras(now: Survey, plan: Plan) -> Iterator[Section]:
    """The sections that the plan asks for: rates, case mix, scoring rules, choices, the design's cost."""
    level = plan.analysis.level
    if plan.rates is not None:
        yield Section(RATES, tuple(_rates(now, plan.rates, level, plan.lonely)))
    if plan.case_mix is not None:
        mix = plan.case_mix
        found = case_mix(now, covariates=mix.covariates, composite=mix.composite, level=level)
        yield Section(CASE_MIX, (found,))
    if plan.scoring is not None:
        yield Section(SCORING, tuple(_scoring(now, plan.scoring, level)))
    if plan.sensitivity is not None:
        yield Section(SENSITIVITY, (_sensitive(now, plan.sensitivity, plan),))
    if plan.design is not None and plan.design.effects:
        effects = design_effect(now, lonely=plan.lonely)
        yield Section(DESIGN, (effects, averages(now, level=level, lonely=plan.lonely)))


def _rates(now: Survey, part: RatesPlan, level: float, lonely: str) -> Iterator[Result]:
    asked = {"rates": part.groups, "items": part.items, "no_opinion": part.no_opinion, "apart": part.apart}
    whole = rates(now, by=None, level=level, lonely=lonely, **asked)
    units = rates(now, level=level, lonely=lonely, **asked)
    for name in part.groups:
        yield whole.take({"measure": name})
        one = units.take({"measure": name})
        yield one
        yield intervals(one, level=level)


def _scoring(now: Survey, part: ScoringPlan, level: float) -> Iterator[Result]:
    if part.codings:
        yield recoded(now, part.codings)
    if part.stochastic_dominance:
        yield stochastic_dominance(now, level=level)
    if part.no_opinion:
        yield no_opinion(now, level=level)


def _sensitive(now: Survey, part: SensitivityPlan, plan: Plan) -> Result:
    """The specification table; a weight whose column is empty is no weight."""
    return sensitivity(
        now,
        codings=part.codings,
        no_opinion=part.no_opinion,
        weights={name: column or None for name, column in part.weights.items()},
        item_weights=part.item_weights,
        without=part.without,
        interviewer=part.interviewer,
        level=plan.analysis.level,
        **plan.fewest,
    )

"""What is computed of several rounds: change, ranks, who moved most, who answered, trends, the official survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from satmodel.errors import NotEstimable
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.round_means import round_means
from satmodel.inference.deciding.persistence import persistence
from satmodel.inference.gapping.contributions import contributions
from satmodel.inference.gapping.gaps import gaps
from satmodel.inference.moving.change import Change, change
from satmodel.inference.moving.composition import composition
from satmodel.inference.moving.house_effect import house_effect
from satmodel.inference.moving.movers import movers
from satmodel.inference.moving.rank_change import rank_change
from satmodel.inference.moving.trend import trend
from satmodel.result import Result
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.base import text_in
from satmodel.rounds.sections import OFFICIAL, Section
from satmodel.survey.respondents import Survey

Pair = tuple[Estimates, Estimates]
Surveys = tuple[Survey, Survey]
Given = Pair | tuple[Estimates]  # two independent rounds, or both under one covariance


def changes(items: Pair, units: Given, plan: Plan, both: Surveys | None) -> Iterator[Result]:
    """The changes of the items of the whole survey and of the units' composites, and what the items carried."""
    set_ = plan.analysis
    by_item = _change(with_overlap(items, plan, both, None), plan)
    yield contributions(*items, level=set_.level, override=override(plan))
    yield by_item
    yield gaps(by_item.estimates, pairs="first", level=set_.level, margin=set_.margin, seed=set_.seed, **plan.fewest)
    yield _change(units, plan)


def with_overlap(pair: Pair, plan: Plan, both: Surveys | None, by: str | None) -> Given:
    """The two rounds as independent estimates or, where the plan says what they share, under one covariance."""
    part = plan.change
    if both is None or part.overlap == "none":
        return pair
    rounds = {str(survey.step.settings["round"]): survey for survey in both}
    stacked = round_means(rounds, overlap=part.overlap, by=by, level=plan.analysis.level)
    return (stacked,) if by is None else (stacked.average("item"),)


def placed_again(units: Given, plan: Plan) -> Iterator[Result]:
    """Whether units changed their ranks, and who moved most net of regression to the mean: where it is asked."""
    set_ = plan.analysis
    shared = {"level": set_.level, "best": set_.best, "draws": set_.draws, "seed": set_.seed}
    if plan.rank_change is not None:
        yield rank_change(*units, override=override(plan), **shared, **plan.fewest)
    if plan.movers is not None:
        yield movers(*units, top=plan.movers.top, override=override(plan), **shared)


def composed(before: Survey, now: Survey, plan: Plan) -> Iterator[Result]:
    """Who answered, and how they answered: where it is asked."""
    part, set_ = plan.composition, plan.analysis
    if part is None:
        return
    yield composition(
        before,
        now,
        by=part.by,
        items=part.items,
        level=set_.level,
        margin=set_.margin,
        adjust=part.adjust,
        overlap=part.overlap,
        override=override(plan),
    )


def traced(rounds: Mapping[str, Estimates], plan: Plan) -> Iterator[Result]:
    """The trend of estimates over rounds: where it is asked."""
    part, set_ = plan.trend, plan.analysis
    if part is not None:
        yield trend(
            rounds,
            season=part.season,
            times=part.times,
            level=set_.level,
            adjust=part.adjust,
            ahead=part.ahead,
            override=override(plan),
        )


def lasting(rounds: Mapping[str, Estimates], plan: Plan) -> Iterator[Result]:
    """What of the units' places lasts over rounds: where it is asked."""
    part, set_ = plan.persistence, plan.analysis
    if part is not None:
        yield persistence(
            rounds,
            bottom=part.bottom,
            strikes=part.strikes,
            wanted=part.wanted,
            level=set_.level,
            best=set_.best,
            draws=set_.draws,
            seed=set_.seed,
            override=override(plan),
            **plan.fewest,
        )


def beside_official(sets: Mapping[str, Estimates], official: Estimates | None, plan: Plan) -> Iterator[Section]:
    """The round's own scores beside those of the official survey, matched by what they are of.

    Raises:
        NotEstimable: nothing in this round is of what the official scores are of.
    """
    if official is None:
        return
    set_ = plan.analysis
    kind = set(official.labels.names)
    own = next((est for est in sets.values() if set(est.labels.names) == kind), None)
    if own is None:
        raise NotEstimable(
            f"the official survey has scores by {', '.join(sorted(kind))}, and nothing in this round is by these"
        )
    found = house_effect(own, official, level=set_.level, margin=set_.margin, best=set_.best, seed=set_.seed)
    yield Section(OFFICIAL, (found,))


def moved_count(plan: Plan) -> int:
    """How many chapters a telephone round has on several rounds."""
    moved = plan.rank_change is not None or plan.movers is not None
    several = plan.trend is not None or plan.persistence is not None
    before = (plan.previous is not None) + moved + (plan.composition is not None)
    return int(before + several)


def override(plan: Plan) -> str | None:
    """Why rounds are compared although their cards are not comparable; printed."""
    return None if plan.previous is None else text_in(plan.previous.override, plan.language[0])


def _change(given: Given, plan: Plan) -> Change:
    set_ = plan.analysis
    shared = {"level": set_.level, "margin": set_.margin, "adjust": plan.change.adjust}
    return change(*given, override=override(plan), **shared)

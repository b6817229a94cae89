"""What is computed of a ranking: ranks and gaps, and what the plan asks beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from satmodel.estimation.estimates import Estimates
from satmodel.inference.deciding.rules import Rule
from satmodel.inference.gapping.gaps import gaps
from satmodel.inference.judging.rankable import rankable
from satmodel.inference.planning.precision import precision
from satmodel.inference.ranking.first import first
from satmodel.inference.ranking.ranks import ranks
from satmodel.inference.ranking.reliability import reliability
from satmodel.inference.ranking.tiers import tiers
from satmodel.inference.standing.standing import standing
from satmodel.result import Result
from satmodel.rounds.deciding import awarded, converted
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.ranking import PrecisionPlan, StandingPlan
from satmodel.rounds.sections import AGAINST, FIRST, PRECISION, TIERS, Section


def placed(est: Estimates, plan: Plan) -> tuple[Result, ...]:
    """The ranks of the units with enough respondents, and the gaps between them."""
    set_, rank, gap = plan.analysis, plan.ranks, plan.gaps
    margin = set_.margin if gap.margin is None else gap.margin
    shared = {"level": set_.level, "best": set_.best, "seed": set_.seed, **plan.fewest}
    return (
        ranks(est, kind=rank.kind, method=rank.method, margin=set_.margin, draws=set_.draws, **shared),
        gaps(est, pairs=gap.pairs, margin=margin, adjust=gap.adjust, **shared),
    )


def beside(est: Estimates, plan: Plan, rule: Rule | None) -> tuple[Result, ...]:
    """What the plan asks of a ranking beside ranks and gaps, all of it."""
    sections = (*chapters(est, plan), *converted(est, plan, rule))
    return tuple(result for section in sections for result in section.results)


def chapters(est: Estimates, plan: Plan) -> Iterator[Section]:
    """The same under headings of its own."""
    set_ = plan.analysis
    shared = {"level": set_.level, "best": set_.best}
    drawn = {"draws": set_.draws, "seed": set_.seed}
    if plan.first is not None:
        yield Section(FIRST, (first(est, top=plan.first.top, end=plan.first.end, **shared, **drawn, **plan.fewest),))
    grouped: list[Result] = []
    if plan.reliability is not None:
        grouped.append(reliability(est, wanted=plan.reliability.wanted, **shared, **drawn, **plan.fewest))
    if plan.tiers is not None:
        grouped.append(
            tiers(est, method=plan.tiers.method, certainty=plan.tiers.certainty, **shared, **drawn, **plan.fewest)
        )
    if grouped:
        yield Section(TIERS, tuple(grouped))
    if plan.standing is not None:
        yield Section(AGAINST, (_stands(est, plan.standing, shared),))
    yield from awarded(est, plan)
    if plan.precision is not None and plan.precision.sd is None:
        yield Section(PRECISION, _precise(rankable(est, **plan.fewest), plan.precision, set_.level))


def planned(plan: Plan) -> Iterator[Section]:
    """The planning table that rests on a stated standard deviation, and on no data."""
    if plan.precision is not None and plan.precision.sd is not None:
        yield Section(PRECISION, _precise(None, plan.precision, plan.analysis.level))


def chapter_count(plan: Plan) -> int:
    """How many chapters a telephone round's ranking has beside its own."""
    grouped = plan.reliability is not None or plan.tiers is not None
    asked = (plan.first, plan.standing, plan.awards, plan.precision)
    return grouped + sum(part is not None for part in asked)


def _stands(est: Estimates, part: StandingPlan, shared: dict[str, Any]) -> Result:
    given = part.against
    against = {unit: name for name, units in given.items() for unit in units} if isinstance(given, dict) else given
    return standing(
        est,
        against=against,
        weights=part.weights,
        adjust=part.adjust,
        overdispersion=part.overdispersion,
        **shared,
    )


def _precise(est: Estimates | None, part: PrecisionPlan, level: float) -> tuple[Result, ...]:
    """What n interviews establish, and what a difference needs, each with a table of its own."""
    given = part.model_dump(exclude_none=True)
    shared = {name: value for name, value in given.items() if name not in ("n", "gap")}
    asked = [{name: given[name]} for name in ("n", "gap") if name in given] or [{}]
    return tuple(precision(est, level=level, **one, **shared) for one in asked)

"""What is computed of the items: what they carry of the composite, and how they go with the overall rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from satmodel.estimation.estimates import Estimates
from satmodel.inference.driving.asymmetry import asymmetry
from satmodel.inference.driving.compare_drivers import compare_drivers
from satmodel.inference.driving.dominance import dominance
from satmodel.inference.driving.drivers import drivers
from satmodel.inference.driving.missing_drivers import missing_drivers
from satmodel.inference.driving.priorities import priorities
from satmodel.inference.gapping.contributions import contributions
from satmodel.inference.gapping.spread import spread
from satmodel.result import Result
from satmodel.rounds.plan import Plan
from satmodel.rounds.sections import ASYMMETRY, CARRIED, DOMINANCE, MISSING, OVERALL, PRIORITIES, Section
from satmodel.survey.respondents import Survey


def carried(cells: Estimates, plan: Plan) -> Iterator[Section]:
    """What the items carry of the gaps between units, by arithmetic: where the plan asks for it."""
    found: list[Result] = []
    level = plan.analysis.level
    if plan.contributions is not None:
        found.append(
            contributions(cells, unit=plan.contributions.unit, against=plan.contributions.against, level=level)
        )
    if plan.spread is not None:
        found.append(spread(cells, level=level))
    if found:
        yield Section(CARRIED, tuple(found))


def rated(now: Survey, before: Survey | None, plan: Plan, override: str | None = None) -> Iterator[Section]:
    """How the items go with the overall rating, where there is one."""
    if now.overall is None:
        return
    yield Section(OVERALL, _importance(now, before, plan, override))
    drawn = _drawn(plan)
    if plan.drivers.treatments:
        asked = {"method": plan.drivers.method, "controls": plan.drivers.controls, "items": plan.drivers.items}
        yield Section(MISSING, (missing_drivers(now, **asked, **drawn),))
    if plan.dominance is not None:
        yield Section(DOMINANCE, (dominance(now, items=plan.dominance.items, **drawn),))
    if plan.asymmetry is not None:
        part = plan.asymmetry
        found = asymmetry(now, items=part.items, good=part.good, bad=part.bad, level=plan.analysis.level)
        yield Section(ASYMMETRY, (found,))
    if plan.priorities is not None:
        given = plan.priorities
        yield Section(
            PRIORITIES, (priorities(now, items=given.items, method=given.method, lines=given.lines, **drawn),)
        )


def rated_count(plan: Plan) -> int:
    """How many chapters the items have."""
    carry = plan.contributions is not None or plan.spread is not None
    if plan.data is None or plan.data.overall is None:
        return int(carry)
    further = sum(part is not None for part in (plan.dominance, plan.asymmetry, plan.priorities))
    return 1 + carry + plan.drivers.treatments + further


def _importance(now: Survey, before: Survey | None, plan: Plan, override: str | None) -> tuple[Result, ...]:
    part = plan.drivers
    shared = {"items": part.items, "method": part.method} | _drawn(plan)
    more = {"controls": part.controls, "missing": part.missing, "groups": part.groups}
    found: list[Result] = [drivers(now, **shared, **more)]
    if part.by is not None:
        found.append(drivers(now, by=part.by, **shared, **more))
    if part.rounds and before is not None:
        found.append(compare_drivers(before, now, override=override, **shared))
    return tuple(found)


def _drawn(plan: Plan) -> dict[str, Any]:
    """Level, replicates and seed: those of [drivers], else those of the analysis."""
    part, set_ = plan.drivers, plan.analysis
    return {
        "level": set_.level if part.level is None else part.level,
        "replicates": set_.replicates if part.replicates is None else part.replicates,
        "seed": set_.seed if part.seed is None else part.seed,
    }

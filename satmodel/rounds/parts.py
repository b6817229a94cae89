"""What is computed for the files beside the respondents: counts, calls, ballots, tickets, problems, hidden bases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, singledispatch
from pathlib import Path

from satmodel.estimation.composite_bounds import composite_bounds
from satmodel.estimation.counted import counted
from satmodel.estimation.dispositions import dispositions
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.problem_list import problems
from satmodel.estimation.ratings import ratings
from satmodel.estimation.ticket_rates import ticket_rates
from satmodel.inference.deciding.rules import Rule
from satmodel.result import Result
from satmodel.rounds.places import source
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.base import text_in
from satmodel.rounds.plans.parts import (
    BallotsPlan,
    CallsPlan,
    CountsPlan,
    DenominatorsPlan,
    ProblemsPlan,
    SourcePlan,
    TicketsPlan,
)
from satmodel.rounds.ranking import beside, placed
from satmodel.rounds.sections import Section
from satmodel.survey.ballots import ballots
from satmodel.survey.counts import counts
from satmodel.survey.denominators import denominators
from satmodel.survey.tickets import tickets


def parts(folder: Path, plan: Plan, rule: Rule | None = None) -> list[Callable[[], Section]]:
    """The sections of the files beside the respondents, in the plan's order, each still to be computed."""
    return [partial(_section, part, folder, plan, rule) for part in plan.parts]


def ranking(est: Estimates, plan: Plan, rule: Rule | None) -> tuple[Result, ...]:
    """The ranks of some units and the gaps between them; where there are no respondents, whose composite is asked them,
    also the plan's further questions to a ranking."""
    return *placed(est, plan), *(() if plan.data is not None else beside(est, plan, rule))


def _section(part: SourcePlan, folder: Path, plan: Plan, rule: Rule | None) -> Section:
    found = _results(part, folder, plan)
    ranked = next((est for est in reversed(found) if isinstance(est, Estimates)), None)
    if not isinstance(part, CountsPlan | BallotsPlan) or ranked is None:
        return Section(part.title, found, part.note)
    kept = {text_in(part.title, plan.language[0]) or part.file: ranked}
    return Section(part.title, (*found, *ranking(ranked, plan, rule)), part.note, kept)


@singledispatch
def _results(part: SourcePlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    """The results of one file; the last estimates of counts and ballots are ranked."""
    raise TypeError(type(part).__name__)


@_results.register
def _counts(part: CountsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    scale = part.scale.made()
    found = counts(
        folder / part.file,
        unit=part.unit,
        item=part.item,
        answers=part.answers or scale,
        no_opinion=part.no_opinion,
        total=part.total,
        base=part.base,
        sheet=part.sheet,
    )
    if part.item is not None and part.correlation is None:
        return found, composite_bounds(found, scale=scale, level=plan.analysis.level)
    cells = counted(found, scale=scale, divisor=part.divisor, correlation=part.correlation, level=plan.analysis.level)
    return (found, cells) if part.item is None else (found, cells, cells.average("item"))


@_results.register
def _calls(part: CallsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    named = None if part.outcomes is None else {name: kind or None for name, kind in part.outcomes.items()}
    found = dispositions(
        folder / part.file,
        unit=part.unit,
        total=part.total,
        outcomes=named,
        outcome=part.outcome,
        eligibility=part.eligibility,
        level=plan.analysis.level,
        sheet=part.sheet,
    )
    return (found,)


@_results.register
def _ballots(part: BallotsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    found = ballots(
        folder / part.file,
        rater=part.rater,
        group=part.group,
        units=part.units,
        no_opinion=part.no_opinion,
        limits=part.limits,
        sheet=part.sheet,
        encoding=part.encoding,
    )
    marks = ratings(
        found,
        weights=part.weights,
        stratified=part.stratified,
        trim=part.trim,
        population=part.population,
        level=plan.analysis.level,
    )
    return found, marks


@_results.register
def _tickets(part: TicketsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    found = tickets(
        source(folder, part.file),
        unit=part.unit,
        rating=part.rating,
        visited=part.visited,
        solved=part.solved,
        repeated=part.repeated,
        overdue=part.overdue,
        returned=part.returned,
        category=part.category,
        columns=part.columns,
        answers=part.answers,
        disordered=part.disordered,
        sheet=part.sheet,
        encoding=part.encoding,
    )
    return found, *(ticket_rates(found, by=by, level=plan.analysis.level) for by in part.by)


@_results.register
def _problems(part: ProblemsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    found = problems(
        folder / part.file,
        unit=part.unit,
        category=part.category,
        text=part.text,
        status=part.status,
        repeated=part.repeated,
        round=part.round,
        outcome=part.outcome,
        vocabulary=part.vocabulary,
        sheet=part.sheet,
        level=plan.analysis.level,
    )
    return (found,)


@_results.register
def _denominators(part: DenominatorsPlan, folder: Path, plan: Plan) -> tuple[Result, ...]:
    found = denominators(
        folder / part.file,
        unit=part.unit,
        rate=part.rate,
        count=part.count,
        candidates=part.candidates,
        decimals=part.decimals,
        sheet=part.sheet,
    )
    return (found,)

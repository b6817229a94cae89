"""What is computed for published tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.printed_table import printed_table
from satmodel.estimation.published import published
from satmodel.inference.gapping.contributions import contributions
from satmodel.inference.gapping.gaps import gaps
from satmodel.inference.moving.change import change
from satmodel.inference.moving.count_change import count_change
from satmodel.inference.planning.settle import settle
from satmodel.result import Result
from satmodel.rounds.parts import ranking
from satmodel.rounds.plan import AnalysisPlan, Plan
from satmodel.rounds.plans.tables import TablePlan
from satmodel.rounds.sections import Section
from satmodel.survey.sheets.workbooks import table


def bulletin(folder: Path, plan: Plan) -> list[Callable[[], Section]]:
    """The sections of the published tables, one for each, still to be computed."""
    return [partial(_section, folder, part, plan) for part in plan.table]


def _section(folder: Path, part: TablePlan, plan: Plan) -> Section:
    return Section(part.title, tuple(_published(folder, part, plan)), part.note)


def _published(folder: Path, part: TablePlan, plan: Plan) -> Iterator[Result]:
    set_ = plan.analysis
    shared = {"level": set_.level, "margin": set_.margin, **plan.fewest}
    if part.question == "count":
        yield from _counts(folder, part, set_)
        return
    if part.question == "ranking" and part.ranks_printed is not None and part.unit and part.score:
        yield _checked(folder, part, set_)
    for limits in part.limits or [None]:
        if part.question == "settle":
            yield _settled(folder, part, limits, set_)
            continue
        now = _estimates(folder, part, part.score, limits, set_)
        if part.question == "rounds":
            before = _estimates(folder, part, part.before or part.score, limits, set_)
            moved = change(before, now, level=set_.level, margin=set_.margin)
            over = "item" if part.item else "unit"
            yield contributions(before, now, over=over, level=set_.level)
            yield moved
            yield gaps(moved.estimates, pairs="first", seed=set_.seed, **shared)
        elif part.question == "ranking":
            yield from _ranking(now, part, plan)
        elif part.question == "lead":
            yield gaps(now, pairs="first", among=part.among, best=set_.best, **shared)
        else:
            yield gaps(now, pairs=list(part.pairs or []), best=set_.best, **shared)


def _ranking(found: Estimates, part: TablePlan, plan: Plan) -> Iterator[Result]:
    """The scores as printed, and the ranks and gaps of the composite or, of several rounds, of the last."""
    yield found
    last = found.take({"round": list(part.rounds)[-1]}) if part.rounds else found
    if last is not found:
        yield last
    whole = last.average("item") if {"unit", "item"} <= set(last.labels.names) else last
    if whole is not last:
        yield whole
    yield from ranking(whole, plan)


def _checked(folder: Path, part: TablePlan, set_: AnalysisPlan) -> Result:
    """The printed table against itself."""
    return printed_table(
        folder / part.file,
        unit=part.unit or "",
        score=part.score or "",
        n=part.n if isinstance(part.n, str | dict) else None,
        ranks_printed=part.ranks_printed,
        where=part.where,
        lowest_first=set_.best == "low",
        sheet=part.sheet,
    )


def _settled(folder: Path, part: TablePlan, limits: tuple[float, float] | None, set_: AnalysisPlan) -> Result:
    return settle(
        folder / part.file,
        unit=part.unit,
        item=part.item,
        score=str(part.score),
        n=cast("str | float | tuple[float, float]", part.n),
        sd=cast("float | tuple[float, float] | None", part.sd),
        limits=limits,
        scale=None if part.scale is None else part.scale.made(),
        correlation=part.correlation,
        pairs=part.pairs or "first",
        among=part.among,
        best=set_.best,
        level=set_.level,
        margin=set_.margin,
        sheet=part.sheet,
    )


def _estimates(
    folder: Path,
    part: TablePlan,
    score: str | dict[str, str] | None,
    limits: tuple[float, float] | None,
    set_: AnalysisPlan,
) -> Estimates:
    return published(
        folder / part.file,
        unit=part.unit,
        item=part.item,
        score=score,
        n=cast("str | float | dict[str, str] | None", part.n),
        sd=cast("str | float | dict[str, str] | None", part.sd),
        rounds=part.rounds,
        ranks_printed=part.ranks_printed,
        where=part.where,
        limits=limits,
        correlation=cast("float | None", part.correlation),
        sheet=part.sheet,
        level=set_.level,
    )


def _counts(folder: Path, part: TablePlan, set_: AnalysisPlan) -> Iterator[Result]:
    headers = {"name": part.unit or part.item or "", "now": str(part.score), "before": part.before or ""}
    counted = table(folder / part.file, headers, sheet=part.sheet, numbers=["now", "before"])
    for row in counted.frame.itertuples(index=False):
        yield count_change(int(row.before), int(row.now), level=set_.level, name=str(row.name), source=counted.step)

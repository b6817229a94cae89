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
from satmodel.rounds.earlier import Kept, wanted
from satmodel.rounds.parts import ranking
from satmodel.rounds.plan import AnalysisPlan, Plan
from satmodel.rounds.plans.base import text_in
from satmodel.rounds.plans.card import card
from satmodel.rounds.plans.tables import TablePlan
from satmodel.rounds.sections import Section
from satmodel.survey.sheets.workbooks import table
from satmodel.telling.methods import limits_text


def bulletin(folder: Path, plan: Plan, kept: Kept | None) -> list[Callable[[], Section]]:
    """The sections of the published tables, one for each, still to be computed.

    Args:
        folder: the round's folder.
        plan: what it asks.
        kept: what earlier rounds stored; None where that could not be read, and then nothing is compared with it.
    """
    return [partial(_section, folder, part, plan, kept) for part in plan.table]


def _section(folder: Path, part: TablePlan, plan: Plan, kept: Kept | None) -> Section:
    results: list[Result] = []
    sets: dict[str, Estimates] = {}
    if part.question == "count":
        results += _counts(folder, part, plan.analysis)
    elif part.question == "settle":
        results += [_settled(folder, part, limits, plan.analysis) for limits in part.limits or [None]]
    else:
        if part.question == "ranking" and part.ranks_printed is not None and part.unit and part.score:
            results.append(_checked(folder, part, plan.analysis))
        for limits in part.limits or [None]:
            now = _estimates(folder, part, part.score, limits, plan)
            sets[set_name(part, limits)] = now
            results += _asked(now, _before(folder, part, limits, plan, kept), part, plan)
    return Section(part.title, tuple(results), part.note, sets)


def set_name(part: TablePlan, limits: tuple[float, float] | None) -> str:
    """The name under which a table's estimates are kept: the table's own, else its file and column; and the ends of the
    scale where they give the standard errors."""
    name = part.name or "/".join([Path(part.file).stem, *([part.score] if isinstance(part.score, str) else [])])
    return name if limits is None else f"{name} ({limits_text(limits)})"


def _asked(now: Estimates, before: Estimates | None, part: TablePlan, plan: Plan) -> Iterator[Result]:
    set_ = plan.analysis
    shared = {"level": set_.level, "margin": set_.margin, **plan.fewest}
    if part.question == "rounds":
        if before is not None:
            yield from _moved(before, now, part, plan)
    elif part.question == "ranking":
        yield from _ranking(now, part, plan)
    elif part.question == "lead":
        yield gaps(now, pairs="first", among=part.among, best=set_.best, **shared)
    else:
        yield gaps(now, pairs=list(part.pairs or []), best=set_.best, **shared)


def _before(
    folder: Path, part: TablePlan, limits: tuple[float, float] | None, plan: Plan, kept: Kept | None
) -> Estimates | None:
    """The previous round's estimates of a table that compares rounds: of its own column, else as they were stored."""
    if part.question != "rounds":
        return None
    if part.before is not None:
        return _estimates(folder, part, part.before, limits, plan)
    return None if kept is None or kept.previous is None else wanted(kept.previous, set_name(part, limits))


def _moved(before: Estimates, now: Estimates, part: TablePlan, plan: Plan) -> Iterator[Result]:
    set_ = plan.analysis
    override = None if plan.previous is None else text_in(plan.previous.override, plan.language[0])
    shared = {"level": set_.level, "margin": set_.margin}
    moved = change(before, now, override=override, **shared)
    yield contributions(before, now, over="item" if part.item else "unit", level=set_.level, override=override)
    yield moved
    yield gaps(moved.estimates, pairs="first", seed=set_.seed, **shared, **plan.fewest)


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
    plan: Plan,
) -> Estimates:
    found = published(
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
        level=plan.analysis.level,
    )
    return card(plan.instrument, folder, plan.language[0]).mark(found)


def _counts(folder: Path, part: TablePlan, set_: AnalysisPlan) -> Iterator[Result]:
    headers = {"name": part.unit or part.item or "", "now": str(part.score), "before": part.before or ""}
    counted = table(folder / part.file, headers, sheet=part.sheet, numbers=["now", "before"])
    for row in counted.frame.itertuples(index=False):
        yield count_change(int(row.before), int(row.now), level=set_.level, name=str(row.name), source=counted.step)

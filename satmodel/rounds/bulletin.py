"""What is computed for published tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from satmodel.errors import DataProblems
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.published import published
from satmodel.inference.change import change
from satmodel.inference.contributions import contributions
from satmodel.inference.count_change import count_change
from satmodel.inference.gaps import gaps
from satmodel.result import Result
from satmodel.rounds.plan import AnalysisPlan, Plan
from satmodel.rounds.plans.tables import TablePlan
from satmodel.rounds.sections import Section
from satmodel.survey.sheets.workbooks import table


def bulletin(folder: Path, plan: Plan) -> Iterator[Section]:
    """The sections of a round of which only published tables are known, one for each table."""
    for part in plan.table:
        yield Section(part.title, tuple(_published(folder, part, plan.analysis)), part.note)


def tables(folder: Path, plan: Plan) -> None:
    """Read every table of a bulletin and report the faults of all at once.

    Raises:
        DataProblems: anything is wrong with the files.
    """
    faults: list[DataProblems] = []
    for part in plan.table:
        try:
            list(_published(folder, part, plan.analysis))
        except DataProblems as error:
            faults.append(error)
    if faults:
        raise DataProblems(problem for error in faults for problem in error.problems)


def _published(folder: Path, part: TablePlan, set_: AnalysisPlan) -> Iterator[Result]:
    if part.question == "count":
        yield from _counts(folder, part, set_)
        return
    for limits in part.limits or [None]:
        now = _estimates(folder, part, part.score, limits, set_)
        if part.question == "rounds":
            before = _estimates(folder, part, part.before or part.score, limits, set_)
            moved = change(before, now, level=set_.level, margin=set_.margin)
            over = "item" if part.item else "unit"
            yield contributions(before, now, over=over, level=set_.level)
            yield moved
            yield gaps(moved.estimates, pairs="first", level=set_.level, margin=set_.margin, seed=set_.seed)
        elif part.question == "lead":
            yield gaps(now, pairs="first", among=part.among, level=set_.level, margin=set_.margin, best=set_.best)
        else:
            yield gaps(now, pairs=list(part.pairs or []), level=set_.level, margin=set_.margin)


def _estimates(
    folder: Path, part: TablePlan, score: str, limits: tuple[float, float] | None, set_: AnalysisPlan
) -> Estimates:
    return published(
        folder / part.file,
        unit=part.unit,
        item=part.item,
        score=score,
        n=part.n if part.n is not None else "n",
        sd=part.sd,
        limits=limits,
        correlation=part.correlation,
        sheet=part.sheet,
        level=set_.level,
    )


def _counts(folder: Path, part: TablePlan, set_: AnalysisPlan) -> Iterator[Result]:
    headers = {"name": part.unit or part.item or "", "now": part.score, "before": part.before or ""}
    counted = table(folder / part.file, headers, sheet=part.sheet, numbers=["now", "before"])
    for row in counted.frame.itertuples(index=False):
        yield count_change(int(row.before), int(row.now), level=set_.level, name=str(row.name), source=counted.step)

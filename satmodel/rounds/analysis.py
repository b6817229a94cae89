"""What is computed for each kind of round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from satmodel.errors import DataProblems, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import means
from satmodel.estimation.published import published
from satmodel.inference.change import change
from satmodel.inference.contributions import contributions
from satmodel.inference.count_change import count_change
from satmodel.inference.drivers import drivers
from satmodel.inference.gaps import gaps
from satmodel.inference.ranks import ranks
from satmodel.result import Result
from satmodel.rounds.plan import AnalysisPlan, DataPlan, Plan, ScalePlan, TablePlan, Text
from satmodel.survey.respondents import Survey, read
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.workbooks import table


@dataclass(frozen=True, slots=True)
class Section:
    """Results that belong under one heading.

    Attributes:
        title: the heading, by language or the same in all.
        results: what to show, in order.
        note: what the reader must know about this section.
    """

    title: Text
    results: tuple[Result, ...]
    note: Text | None = None


SAMPLE = {"zh": "数据与样本", "en": "Data and sample"}
ITEMS = {"zh": "分项得分", "en": "Item scores"}
STANDING = {"zh": "综合得分与名次", "en": "Composite scores and ranks"}
MOVED = {"zh": "与上轮比较", "en": "Change since the previous round"}
OVERALL = {"zh": "总体评价与各分项", "en": "The overall rating and the items"}


def surveys(folder: Path, plan: Plan) -> tuple[Survey, Survey | None]:
    """Read a telephone round's files, this round's and the previous one's, and report the faults of both at once.

    Raises:
        DataProblems: anything is wrong with the files.
    """
    data = _data(plan)
    faults: list[DataProblems] = []
    found: list[Survey] = []
    for part, name in _readings(plan, data):
        try:
            found.append(_survey(folder, part, name))
        except DataProblems as error:
            faults.append(error)
    if faults:
        raise DataProblems(problem for error in faults for problem in error.problems)
    return found[0], found[1] if len(found) > 1 else None


def phone(now: Survey, before: Survey | None, plan: Plan) -> Iterator[Section]:
    """The sections of a telephone round, one at a time."""
    set_ = plan.analysis
    items, cells = means(now, by=None, level=set_.level), means(now, level=set_.level)
    towns = cells.average("item")
    yield Section(SAMPLE, (now,) if before is None else (now, before))
    yield Section(ITEMS, (items, gaps(items, pairs="adjacent", level=set_.level, seed=set_.seed), cells))
    yield Section(STANDING, (towns, *_standing(towns, set_)))
    if before is not None:
        yield Section(MOVED, _moved(means(before, by=None), items, means(before).average("item"), towns, set_))
    if now.overall is not None:
        found = drivers(now, level=set_.level, replicates=set_.replicates, seed=set_.seed)
        yield Section(OVERALL, (found,))


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


def _data(plan: Plan) -> DataPlan:
    if plan.data is None:
        raise SettingError('kind = "phone" needs [data]')
    return plan.data


def _readings(plan: Plan, data: DataPlan) -> list[tuple[DataPlan, str]]:
    readings = [(data, plan.round)]
    if plan.previous is not None:
        given = plan.previous.model_dump(exclude_none=True, exclude={"round"})
        readings.append((data.model_copy(update=given), plan.previous.round))
    return readings


def _survey(folder: Path, part: DataPlan, name: str) -> Survey:
    return read(
        folder / part.file,
        scale=_scale(part.scale),
        unit=part.unit,
        items=dict(part.items),
        overall=part.overall,
        weight=part.weight,
        stratum=part.stratum,
        cluster=part.cluster,
        population=part.population,
        round=name,
        sheet=part.sheet,
        void=part.void,
        id=part.id,
        units=part.units,
        encoding=part.encoding,
    )


def _scale(plan: ScalePlan | None) -> Scale | None:
    if plan is None:
        return None
    if plan.preset is not None:
        return Scale.preset(plan.preset)
    return Scale(plan.points or {}, no_opinion=plan.no_opinion or ())


def _standing(towns: Estimates, set_: AnalysisPlan) -> tuple[Result, ...]:
    shared = {"level": set_.level, "margin": set_.margin, "best": set_.best, "seed": set_.seed}
    return (
        ranks(towns, draws=set_.draws, **shared),
        gaps(towns, pairs="adjacent", **shared),
    )


def _moved(
    items_before: Estimates, items: Estimates, towns_before: Estimates, towns: Estimates, set_: AnalysisPlan
) -> tuple[Result, ...]:
    shared = {"level": set_.level, "margin": set_.margin}
    by_item = change(items_before, items, **shared)
    return (
        contributions(items_before, items, level=set_.level),
        by_item,
        gaps(by_item.estimates, pairs="first", seed=set_.seed, **shared),
        change(towns_before, towns, **shared),
    )


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

"""What is computed for a telephone round: one row a respondent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import means
from satmodel.estimation.stored import Stored
from satmodel.estimation.suppression import suppress
from satmodel.inference.gapping.contributions import contributions
from satmodel.inference.gapping.gaps import gaps
from satmodel.inference.moving.change import change
from satmodel.result import Result
from satmodel.rounds.driving import carried, rated
from satmodel.rounds.earlier import Earlier, from_stored, from_survey, named
from satmodel.rounds.extras import checked, extras, weighted
from satmodel.rounds.places import source, together
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.base import text_in
from satmodel.rounds.plans.card import card, merged
from satmodel.rounds.plans.data import DataPlan
from satmodel.rounds.ranking import chapters, placed
from satmodel.rounds.sections import ITEMS, MOVED, SAMPLE, STANDING, Section
from satmodel.survey.comparable import comparable
from satmodel.survey.instrument import Instrument
from satmodel.survey.reading.codebook import Codebook, codebook
from satmodel.survey.reading.questions import OVERALL as OVERALL_NAME
from satmodel.survey.respondents import Survey, read
from satmodel.survey.scale import Scale
from satmodel.survey.weights.weighting_view import weighting


@dataclass(frozen=True, slots=True)
class Rounds:
    """A telephone round's data.

    Attributes:
        now: this round's survey.
        before: the previous round's under this round's names, or None.
        earlier: the estimates of the previous round, from its respondents or as it stored them, or None.
        given: the surveys before they were weighted, this round's first.
        override: why the two are compared although their cards are not comparable.
    """

    now: Survey
    before: Survey | None
    earlier: Earlier | None
    given: tuple[Survey, ...]
    override: str | None


def rounds(folder: Path, plan: Plan, before: Stored | None = None) -> Rounds:
    """Read a telephone round's files, this round's and the previous one's, and report the faults of both at once.

    Args:
        folder: the round's folder.
        plan: what it says.
        before: what the previous round stored, where the plan names its folder.

    Raises:
        DataProblems: anything is wrong with the files.
    """
    readings = [partial(_survey, folder, part, name) for part, name in _readings(plan, _data(plan))]
    found = together(readings)
    language = plan.language[0]
    now = card(plan.instrument, folder, language).mark(found[0])
    if plan.previous is None:
        return Rounds(weighted(now, plan.weighting, folder), None, None, (now,), None)
    override = text_in(plan.previous.override, language)
    if not plan.respondents_before:
        earlier = None if before is None else from_stored(before, folder, plan, now)
        return Rounds(weighted(now, plan.weighting, folder), None, earlier, (now,), override)
    then = card(merged(plan.instrument, plan.previous.instrument), folder, language).mark(found[1])
    names = None if plan.names is None else named(folder, plan.names, then, now)
    both = (now, cast("Survey", names.result) if names else then)
    now, then = together([partial(weighted, survey, plan.weighting, folder) for survey in both])
    return Rounds(now, then, replace(from_survey(then, plan.lonely), names=names), both, override)


def phone(data: Rounds, plan: Plan) -> Iterator[Section]:
    """The sections of a telephone round, one at a time."""
    set_, now, before = plan.analysis, data.now, data.before
    items = means(now, by=None, level=set_.level, lonely=plan.lonely)
    cells = _shown(means(now, level=set_.level, lonely=plan.lonely), plan)
    towns = cells.average("item")
    sample = (now,) if before is None else (now, before)
    removed = [survey.privacy for survey in data.given if survey.privacy is not None]
    yield Section(SAMPLE, (*data.given, *removed, *(() if plan.weighting is None else map(weighting, sample))))
    if plan.quality is not None:
        yield checked(data.given, plan.quality, set_.level)
    yield Section(
        ITEMS,
        (items, gaps(items, pairs="adjacent", level=set_.level, best=set_.best, seed=set_.seed, **plan.fewest), cells),
        sets={"items": items, "cells": cells},
    )
    yield Section(STANDING, (towns, *placed(towns, plan)), sets={"composite": towns})
    yield from chapters(towns, plan)
    if data.earlier is not None:
        then = _shown(data.earlier.cells, plan).average("item")
        moved = _moved((data.earlier.items, items), (then, towns), plan, data.override)
        yield Section(MOVED, (*_matched(data.earlier, items, plan), *moved))
    yield from carried(cells, plan)
    yield from rated(now, before, plan, data.override)
    yield from extras(now, plan)


def _shown(cells: Estimates, plan: Plan) -> Estimates:
    """The estimates that rest on enough respondents to be published."""
    found = cells if plan.publish is None else suppress(cells, smallest=plan.publish.smallest)
    return cast("Estimates", found)


def _matched(earlier: Earlier, items: Estimates, plan: Plan) -> list[Result]:
    """What was matched across the rounds, and whether the cards are comparable, where the plan says something of it."""
    found: list[Result] = [] if earlier.names is None else [earlier.names]
    if plan.previous is not None and plan.previous.instrument is not None:
        cards = [est.step.find("instrument")[-1] for est in (earlier.items, items)]
        found.append(comparable(*(Instrument.from_step(step) for step in cards)))
    return found


def _data(plan: Plan) -> DataPlan:
    if plan.data is None:
        raise SettingError('kind = "phone" needs [data]')
    return plan.data


def _readings(plan: Plan, data: DataPlan) -> list[tuple[DataPlan, str]]:
    readings = [(data, plan.round)]
    if plan.previous is not None and plan.respondents_before:
        given = plan.previous.model_dump(exclude_none=True, exclude={"round", "instrument", "override"})
        readings.append((data.model_copy(update=given), str(plan.previous.round)))
    return readings


def _survey(folder: Path, part: DataPlan, name: str) -> Survey:
    return read(
        source(folder, part.file),
        scale=_scales(part),
        unit=part.unit,
        items=dict(part.items),
        overall=part.overall,
        weight=part.weight,
        stratum=part.stratum,
        cluster=part.cluster,
        population=part.population,
        second=part.second,
        second_population=part.second_population,
        round=name,
        sheet=part.sheet,
        codebook=_codebook(folder, part),
        user_missing=part.user_missing,
        void=part.void,
        id=part.id,
        units=part.units,
        encoding=part.encoding,
        keep_personal=part.keep_personal,
    )


def _codebook(folder: Path, part: DataPlan) -> Codebook | None:
    return None if part.codebook is None else codebook(folder / part.codebook, alike=part.codebook_alike)


def _scales(part: DataPlan) -> Scale | dict[str, Scale] | None:
    """One scale for all, or that of each question where some have one of their own."""
    whole = None if part.scale is None else part.scale.made()
    if not part.scales:
        return whole
    names = [*part.items, *(() if part.overall is None else (OVERALL_NAME,)), *part.scales]
    own = {name: part.scales[name].made() if name in part.scales else whole for name in names}
    return {name: scale for name, scale in own.items() if scale is not None}


def _moved(
    items: tuple[Estimates, Estimates], towns: tuple[Estimates, Estimates], plan: Plan, override: str | None
) -> tuple[Result, ...]:
    set_ = plan.analysis
    shared = {"level": set_.level, "margin": set_.margin}
    by_item = change(*items, override=override, **shared)
    return (
        contributions(*items, level=set_.level, override=override),
        by_item,
        gaps(by_item.estimates, pairs="first", seed=set_.seed, **shared, **plan.fewest),
        change(*towns, override=override, **shared),
    )

"""What is computed for a telephone round: one row a respondent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import means
from satmodel.estimation.suppression import suppress
from satmodel.inference.gapping.gaps import gaps
from satmodel.result import Result
from satmodel.rounds.deciding import converted, spoken
from satmodel.rounds.driving import carried, rated
from satmodel.rounds.earlier import NOTHING, Earlier, Kept, from_stored, from_survey, named
from satmodel.rounds.extras import checked, extras, weighted
from satmodel.rounds.given import WITHOUT, Given
from satmodel.rounds.moving import (
    Pair,
    beside_official,
    changes,
    composed,
    lasting,
    override,
    placed_again,
    traced,
    with_overlap,
)
from satmodel.rounds.places import source, together
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.card import card, merged
from satmodel.rounds.plans.data import DataPlan
from satmodel.rounds.ranking import chapters, placed
from satmodel.rounds.sections import ITEMS, MOVED, MOVED_RANKS, SAMPLE, SEVERAL, STANDING, WHO_ANSWERED, Section
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
        before_all: all earlier rounds by name, the earliest first.
    """

    now: Survey
    before: Survey | None
    earlier: Earlier | None
    given: tuple[Survey, ...]
    before_all: Mapping[str, Earlier]


def rounds(folder: Path, plan: Plan, kept: Kept = NOTHING) -> Rounds:
    """Read a telephone round's files, this round's and the previous one's, and report the faults of both at once.

    Args:
        folder: the round's folder.
        plan: what it says.
        kept: what earlier rounds stored.

    Raises:
        DataProblems: anything is wrong with the files.
    """
    readings = [partial(_survey, folder, part, name) for part, name in _readings(plan, _data(plan))]
    found = together(readings)
    language = plan.language[0]
    now = card(plan.instrument, folder, language).mark(found[0])
    history = {one.round: from_stored(one, folder, plan, now) for one in kept.before}
    if plan.previous is None:
        return Rounds(weighted(now, plan.weighting, folder), None, None, (now,), history)
    if not plan.respondents_before:
        earlier = None if kept.previous is None else from_stored(kept.previous, folder, plan, now)
        return Rounds(weighted(now, plan.weighting, folder), None, earlier, (now,), history)
    then = card(merged(plan.instrument, plan.previous.instrument), folder, language).mark(found[1])
    names = None if plan.names is None else named(folder, plan.names, then, now)
    both = (now, cast("Survey", names.result) if names else then)
    now, then = together([partial(weighted, survey, plan.weighting, folder) for survey in both])
    earlier = replace(from_survey(then, plan.lonely), names=names)
    return Rounds(now, then, earlier, both, history | {str(plan.previous.round): earlier})


def phone(data: Rounds, plan: Plan, given: Given = WITHOUT, folder: Path = Path()) -> Iterator[Section]:
    """The sections of a telephone round, one at a time."""
    set_, now = plan.analysis, data.now
    items = means(now, by=None, level=set_.level, lonely=plan.lonely)
    cells = _shown(means(now, level=set_.level, lonely=plan.lonely), plan)
    towns = cells.average("item")
    yield Section(SAMPLE, tuple(_sample(data, plan)))
    if plan.quality is not None:
        yield checked(data.given, plan.quality, set_.level)
    yield Section(
        ITEMS,
        (items, gaps(items, pairs="adjacent", level=set_.level, best=set_.best, seed=set_.seed, **plan.fewest), cells),
        sets={"items": items, "cells": cells},
    )
    yield Section(STANDING, (towns, *placed(towns, plan)), sets={"composite": towns})
    yield from chapters(towns, plan)
    then = None if data.earlier is None else _shown(data.earlier.cells, plan).average("item")
    yield from converted(towns, plan, given.rule, now=now, before=then)
    if data.earlier is not None and then is not None:
        yield from _moved(data, (data.earlier.items, items), (then, towns), plan)
    yield from _several(data, items, towns, plan)
    sets = {"composite": towns, "items": items, "cells": cells}
    yield from beside_official(sets, given.official, plan)
    yield from carried(cells, plan)
    yield from rated(now, data.before, plan, override(plan))
    yield from extras(now, plan)
    context: dict[str, object] = dict(sets)
    if data.earlier is not None:
        context |= {"items": (data.earlier.items, items), "composite": (then, towns)}
    yield from spoken(given.speech, context, plan, folder)


def _sample(data: Rounds, plan: Plan) -> Iterator[Result]:
    yield from data.given
    yield from (survey.privacy for survey in data.given if survey.privacy is not None)
    if plan.weighting is not None:
        yield from map(weighting, (data.now,) if data.before is None else (data.now, data.before))


def _moved(data: Rounds, items: Pair, units: Pair, plan: Plan) -> Iterator[Section]:
    """What changed since the round before: scores, ranks, who answered."""
    both = None if data.before is None else (data.before, data.now)
    matched = () if data.earlier is None else _matched(data.earlier, items[1], plan)
    by_unit = with_overlap(units, plan, both, "unit")
    yield Section(MOVED, (*matched, *changes(items, by_unit, plan, both)))
    ranks = tuple(placed_again(by_unit, plan))
    if ranks:
        yield Section(MOVED_RANKS, ranks)
    if both is not None and plan.composition is not None:
        yield Section(WHO_ANSWERED, tuple(composed(*both, plan)))


def _several(data: Rounds, items: Estimates, units: Estimates, plan: Plan) -> Iterator[Section]:
    """Trends of the whole, of items or units, and what of the units' places lasts."""
    by_item = {name: one.items for name, one in data.before_all.items()} | {plan.round: items}
    by_unit = {name: _shown(one.cells, plan).average("item") for name, one in data.before_all.items()}
    by_unit |= {plan.round: units}
    whole = {name: est.average("item") for name, est in by_item.items()}
    kinds = {"whole": whole, "items": by_item, "units": by_unit}
    found = [result for kind in (plan.trend.of if plan.trend else ()) for result in traced(kinds[kind], plan)]
    found += lasting(by_unit, plan)
    if found:
        yield Section(SEVERAL, tuple(found))


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

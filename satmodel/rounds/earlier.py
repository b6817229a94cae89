"""Earlier rounds: what their runs stored, under this round's names, without their respondents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from satmodel.errors import DataProblems
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.harmonise import Harmonised, harmonise
from satmodel.estimation.means import means
from satmodel.estimation.stored import Stored, stored, stored_file, told_name
from satmodel.rounds.places import together
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.card import card, merged
from satmodel.rounds.plans.data import NamesPlan
from satmodel.rounds.plans.earlier import PreviousPlan
from satmodel.step import Step
from satmodel.survey.crosswalk import crosswalk
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_stored import stored_set


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier rounds stored.

    Attributes:
        previous: the round before, where the plan names its folder.
        history: the rounds of the history, the earliest first.
    """

    previous: Stored | None = None
    history: tuple[Stored, ...] = ()

    @property
    def simulated(self) -> bool:
        """Whether any of these rounds was simulated."""
        rounds = (*self.history, *(() if self.previous is None else (self.previous,)))
        return any(bool(one.about.get("simulated")) for one in rounds)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A telephone round before this one, under this one's names.

    Attributes:
        items: the items of the whole survey.
        cells: units by items.
        names: how its names were matched, where the plan says how.
    """

    items: Estimates
    cells: Estimates
    names: Harmonised | None = None


def kept(folder: Path, plan: Plan) -> Kept:
    """The stored estimates of the earlier rounds that a plan names.

    Raises:
        DataProblems: a file is missing or damaged; every fault of all of them.
    """
    rounds = plan.folders
    read = dict(zip(rounds, together(partial(stored, folder / name) for name in rounds), strict=True))
    history = () if plan.history is None else tuple(read[name] for name in plan.history.rounds)
    if plan.previous is None or plan.previous.folder is None:
        return Kept(None, history)
    return Kept(_recarded(read[plan.previous.folder], plan.previous, plan, folder), history)


def from_survey(before: Survey, lonely: str) -> Earlier:
    """A round whose respondents were read."""
    return Earlier(means(before, by=None, lonely=lonely), means(before, lonely=lonely))


def from_stored(found: Stored, folder: Path, plan: Plan, now: Survey) -> Earlier:
    """A round whose run stored its estimates.

    Raises:
        DataProblems: it stored no items or cells, or names match none of this round.
        SettingError: units were merged since; the respondents are needed then.
    """
    items, cells = wanted(found, "items"), wanted(found, "cells")
    if plan.names is None:
        return Earlier(items, cells)
    names = named(folder, plan.names, cells, now)
    whole = harmonise(items, items=_synonyms(plan.names, now))
    return Earlier(_estimates(whole), _estimates(names), names)


def named(folder: Path, plan: NamesPlan, before: Survey | Estimates, now: Survey) -> Harmonised:
    """An earlier round's survey or estimates under this round's names."""
    walk = None
    if plan.crosswalk is not None:
        part = plan.crosswalk
        walk = crosswalk(folder / part.file, old=part.old, new=part.new, since=part.since, sheet=part.sheet)
    return harmonise(before, units=[*now.units, *plan.gone], crosswalk=walk, on=plan.on, items=_synonyms(plan, now))


def wanted(found: Stored, name: str) -> Estimates:
    """One of the sets that a round stored.

    Raises:
        DataProblems: there is none of this name.
    """
    if name not in found.sets:
        raise DataProblems([stored_set(Place(_file_of(found)), name, list(found.sets))])
    return found.sets[name]


def stored_name(folder: Path, round_: str) -> str:
    """The file with the estimates of an earlier round, relative to this round's folder where it can be."""
    file = stored_file(folder / round_)
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return told_name(file)


def _recarded(found: Stored, part: PreviousPlan, plan: Plan, folder: Path) -> Stored:
    """The previous round, with the instrument card that the plan gives it, where it gives one."""
    if part.instrument is None:
        return found
    mine = card(merged(plan.instrument, part.instrument), folder, plan.language[0])
    sets = {name: mine.mark(replace(est, step=_without_card(est.step))) for name, est in found.sets.items()}
    return replace(found, sets=sets)


def _without_card(step: Step) -> Step:
    sources = tuple(_without_card(source) for source in step.sources if source.method != "instrument")
    return Step(step.method, step.settings, sources)


def _synonyms(plan: NamesPlan, now: Survey) -> dict[str, list[str]]:
    return {name: plan.items.get(name, []) for name in now.items}


def _estimates(found: Harmonised) -> Estimates:
    result = found.result
    if not isinstance(result, Estimates):
        raise TypeError(type(result).__name__)
    return result


def _file_of(found: Stored) -> str:
    return str(found.step.sources[0].settings["name"])

"""What a round is given beside its own data: earlier rounds, the official survey, a rule, a speech."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from satmodel.errors import DataProblems
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.published import published
from satmodel.inference.claiming.reading import Speech, read_claims
from satmodel.inference.deciding.rules import Rule, rule
from satmodel.rounds.earlier import NOTHING, Kept, kept, wanted
from satmodel.rounds.plan import Plan
from satmodel.rounds.plans.card import card
from satmodel.rounds.plans.earlier import OfficialPlan

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Given:
    """What a round is given beside its own data; a part that the plan does not name is None.

    Attributes:
        kept: what earlier rounds stored.
        official: the scores of the official survey.
        rule: the rule by which scores become assessment points.
        speech: the sentences of a speech.
        faults: the faults of those files that could not be read.
    """

    kept: Kept = field(default_factory=Kept)
    official: Estimates | None = None
    rule: Rule | None = None
    speech: Speech | None = None
    faults: tuple[DataProblems, ...] = ()


WITHOUT = Given()


def given(folder: Path, plan: Plan) -> Given:
    """Read what a plan names beside its own data; faults of its files are kept, to be reported with all others."""
    faults: list[DataProblems] = []
    earlier = _tried(partial(kept, folder, plan), faults) or NOTHING
    official = (
        None if plan.official is None else _tried(partial(_official, folder, plan.official, plan, earlier), faults)
    )
    points = None if plan.conversion is None else _tried(partial(rule, folder / plan.conversion.file), faults)
    speech = None if plan.claims is None else _tried(partial(read_claims, folder / plan.claims.file), faults)
    return Given(earlier, official, points, speech, tuple(faults))


def _tried(reading: Callable[[], Read], faults: list[DataProblems]) -> Read | None:
    try:
        return reading()
    except DataProblems as error:
        faults.append(error)
        return None


def _official(folder: Path, part: OfficialPlan, plan: Plan, earlier: Kept) -> Estimates | None:
    """The official survey's scores; None where its folder could not be read, which is a fault already."""
    if part.folder is not None:
        return None if earlier.official is None else wanted(earlier.official, part.estimates)
    found = published(
        folder / str(part.file),
        unit=part.unit,
        item=part.item,
        score=part.score,
        n=part.n,
        sd=part.sd,
        limits=part.limits,
        correlation=part.correlation,
        where=part.where,
        sheet=part.sheet,
        level=plan.analysis.level,
    )
    return found if part.instrument is None else card(part.instrument, folder, plan.language[0]).mark(found)

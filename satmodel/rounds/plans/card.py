"""The instrument card of a round: out of round.toml, out of a file of its own, or both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from satmodel.rounds.plans.base import Part, Text, text_in
from satmodel.survey.cards import instrument
from satmodel.survey.instrument import Instrument

Parts = dict[str, float] | dict[str, str]


class InstrumentPlan(Part):
    """The instrument card; a field left out is printed as not supplied."""

    file: str | None = None
    sponsor: Text | None = None
    organiser: Text | None = None
    mode: Text | None = None
    fieldwork: tuple[date, date] | Text | None = None
    population: Text | None = None
    frame: dict[str, float] | Text | None = None
    questions: Text | None = None
    no_opinion: Text | None = None
    composite: dict[str, float] | Text | None = None
    conversion: Text | None = None
    dispositions: Text | None = None
    weighting: Text | None = None
    comparability: Text | None = None
    quality: Text | None = None
    privacy: Text | None = None
    questionnaire_test: Text | None = None
    name: Text | None = None
    unit: Text | None = None
    items: list[str] | None = None
    options: dict[str, float] | None = None
    not_scored: list[str] | None = None
    computed: list[str] | None = None


def card(plan: InstrumentPlan, folder: Path, language: str) -> Instrument:
    """A round's card in one language; what round.toml says stands before what the card's file says.

    Raises:
        DataProblems: faults of the card's file.
        SettingError: a field that a card cannot hold.
    """
    found = Instrument() if plan.file is None else instrument(folder / plan.file)
    fields = {name: getattr(found, name) for name in InstrumentPlan.model_fields if name != "file"}
    given = {name: _in(getattr(plan, name), language) for name in fields}
    return Instrument(**{name: fields[name] if given[name] is None else given[name] for name in fields})


def merged(plan: InstrumentPlan, changes: InstrumentPlan | None) -> InstrumentPlan:
    """A card with what differs from it in another round."""
    if changes is None:
        return plan
    return plan.model_copy(update=changes.model_dump(exclude_none=True))


def _in(value: object, language: str) -> object:
    """Text by language in one language; anything else as it is."""
    if isinstance(value, dict) and value and all(isinstance(part, str) for part in value.values()):
        return text_in(value, language)
    return value

"""The instrument card: who asked whom what, how, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from satmodel.errors import SettingError
from satmodel.step import Step

if TYPE_CHECKING:
    from satmodel.result import Result

    R = TypeVar("R", bound=Result)

Parts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire, one scoring rule, one organiser: what the reader must know before believing a number.

    A field is text as it is to be printed, or the thing itself where two cards are to be compared by it, or None where
    it was not supplied; an appendix prints what is missing as missing.

    Attributes:
        sponsor: who commissioned and paid for it.
        organiser: who carried it out.
        mode: how people were asked, such as telephone interviews.
        fieldwork: the dates, as text or as (first day, last day).
        population: whom the results speak for, and who is left out.
        frame: where the sample was drawn from, and how; as text or as parts with their shares.
        questions: the wording of the questions and of the answers.
        no_opinion: the rule for answers without an opinion.
        composite: how the composite is made from the items; as text or as named parts (such as weights by item).
        conversion: how the score is turned into assessment points; as text or as named parts.
        dispositions: how many numbers were called and what came of them.
        weighting: how the weights were made.
        comparability: what changed since the last round.
        quality: checks of the fieldwork.
        privacy: what personal data were removed.
        questionnaire_test: how the questionnaire was tested, its reliability and validity.
        name: the instrument's own name, such as ``"2015H1-official"``.
        unit: what is scored, such as townships.
        items: the items' names, in the order of the questionnaire.
        options: points of each answer.
        not_scored: answers that are not scored.
        computed: scored columns that are computed from the items, such as an overall score, by their names in the
            survey or their headers in the file; drivers refuse them as an outcome.

    Raises:
        SettingError: dates that are no two days in order, shares of the frame that are no numbers, points that are no
            numbers.

    Examples:
        >>> card = Instrument(organiser="city statistics office", mode="telephone", options={"good": 100, "bad": 55})
        >>> card.missing()[:3]
        ('sponsor', 'fieldwork', 'population')
        >>> card.supplied()["options"]
        'good 100, bad 55'
    """

    sponsor: str | None = None
    organiser: str | None = None
    mode: str | None = None
    fieldwork: str | tuple[date, date] | None = None
    population: str | None = None
    frame: str | Mapping[str, float] | None = None
    questions: str | None = None
    no_opinion: str | None = None
    composite: str | Parts | None = None
    conversion: str | Parts | None = None
    dispositions: str | None = None
    weighting: str | None = None
    comparability: str | None = None
    quality: str | None = None
    privacy: str | None = None
    questionnaire_test: str | None = None
    name: str | None = None
    unit: str | None = None
    items: Sequence[str] | None = None
    options: Mapping[str, float] | None = None
    not_scored: Sequence[str] | None = None
    computed: Sequence[str] | None = None

    def __post_init__(self) -> None:
        if self.fieldwork is not None and not isinstance(self.fieldwork, str):
            object.__setattr__(self, "fieldwork", _days(self.fieldwork))
        for field in ("frame", "options"):
            given = getattr(self, field)
            if isinstance(given, Mapping):
                object.__setattr__(self, field, _numbers(field, given))
        for field in ("items", "not_scored", "computed"):
            given = getattr(self, field)
            if isinstance(given, str):
                raise SettingError(f"{field} must be a list of names, such as [{given!r}]")
            if given is not None:
                object.__setattr__(self, field, tuple(str(name) for name in given))

    def supplied(self) -> dict[str, str]:
        """The fields that were supplied, as text, in the order of the card."""
        return {name: _text(getattr(self, name)) for name in _FIELDS if getattr(self, name)}

    def missing(self) -> tuple[str, ...]:
        """The fields that a reader needs and that were not supplied, in the order of the card."""
        return tuple(name for name in _FIELDS if name not in _OPTIONAL and not getattr(self, name))

    @property
    def step(self) -> Step:
        """The card as a step of the making of what was asked with it."""
        told = {name: getattr(self, name) for name in _FIELDS if getattr(self, name)}
        return Step("instrument", {name: _plain(value) for name, value in told.items()})

    def mark(self, result: R) -> R:
        """The same result, made with this instrument: its step remembers the card, and comparisons look at it.

        Args:
            result: a survey, estimates, or any other result.

        Examples:
            >>> import satmodel as sat
            >>> est = sat.estimates([83.78, 80.63], se=[0.5, 0.5], names=["our city", "second"])
            >>> [step.method for step in Instrument(mode="telephone").mark(est).step.history()]
            ['instrument', 'estimates']
        """
        made = Step(result.step.method, result.step.settings, (*result.step.sources, self.step))
        return replace(result, step=made)  # type: ignore[type-var]

    @classmethod
    def from_step(cls, step: Step) -> Instrument:
        """The card that a step remembers."""
        return cls(**{name: _back(name, value) for name, value in step.settings.items()})


_FIELDS = tuple(field.name for field in fields(Instrument))
_OPTIONAL = ("name", "unit", "items", "options", "not_scored", "computed")


def _days(given: object) -> tuple[date, date]:
    days = tuple(given) if isinstance(given, Sequence) else ()
    if len(days) != 2 or not all(isinstance(day, date) for day in days) or days[0] > days[1]:
        raise SettingError(f"fieldwork must be text, or the first and the last day as dates, in order; not {given!r}")
    return days[0], days[1]


def _numbers(field: str, given: Mapping[str, float]) -> dict[str, float]:
    wrong = [name for name, value in given.items() if isinstance(value, bool) or not isinstance(value, int | float)]
    if wrong:
        raise SettingError(f"{field} must give a number for each part; it does not for {wrong}")
    return {str(name): float(value) for name, value in given.items()}


def _text(value: object) -> str:
    """A field as it is printed, the same in every language."""
    if isinstance(value, Mapping):
        shares = all(isinstance(part, float) for part in value.values()) and abs(sum(value.values()) - 1) < 1e-9
        form = "{:.6g}%" if shares else "{:g}"
        parts = [
            f"{name} {form.format(100 * part if shares else part)}" if isinstance(part, float) else f"{name}: {part}"
            for name, part in value.items()
        ]
        return ", ".join(parts)
    if isinstance(value, tuple) and value and isinstance(value[0], date):
        return " – ".join(day.isoformat() for day in value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): part if isinstance(part, float) else str(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(part.isoformat() if isinstance(part, date) else part for part in value)
    return value


def _back(name: str, value: object) -> object:
    if name == "fieldwork" and isinstance(value, tuple):
        return tuple(date.fromisoformat(day) for day in value)
    return value

"""The instrument card: who asked whom what, how, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire, one scoring rule, one organiser: what the reader must know before believing a number.

    Every field is text as it is to be printed, or None where it was not supplied; an appendix prints what is missing
    as missing.

    Attributes:
        sponsor: who commissioned and paid for it.
        organiser: who carried it out.
        mode: how people were asked, such as telephone interviews.
        fieldwork: the dates.
        population: whom the results speak for, and who is left out.
        frame: where the sample was drawn from, and how.
        questions: the wording of the questions and of the answers.
        no_opinion: the rule for answers without an opinion.
        composite: how the composite is made from the items.
        conversion: how the score is turned into assessment points.
        dispositions: how many numbers were called and what came of them.
        weighting: how the weights were made.
        comparability: what changed since the last round.
        quality: checks of the fieldwork.
        privacy: what personal data were removed.
        questionnaire_test: how the questionnaire was tested, its reliability and validity.

    Examples:
        >>> Instrument(organiser="city statistics office", mode="telephone").missing()[:3]
        ('sponsor', 'fieldwork', 'population')
    """

    sponsor: str | None = None
    organiser: str | None = None
    mode: str | None = None
    fieldwork: str | None = None
    population: str | None = None
    frame: str | None = None
    questions: str | None = None
    no_opinion: str | None = None
    composite: str | None = None
    conversion: str | None = None
    dispositions: str | None = None
    weighting: str | None = None
    comparability: str | None = None
    quality: str | None = None
    privacy: str | None = None
    questionnaire_test: str | None = None

    def supplied(self) -> dict[str, str]:
        """The fields that were supplied, in the order of the card."""
        return {name: getattr(self, name) for name in _FIELDS if getattr(self, name)}

    def missing(self) -> tuple[str, ...]:
        """The fields that were not supplied, in the order of the card."""
        return tuple(name for name in _FIELDS if not getattr(self, name))


_FIELDS = tuple(Instrument.__dataclass_fields__)

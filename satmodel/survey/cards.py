"""The door for instrument cards: one YAML (or JSON) file a card, with every fault of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.survey.instrument import Instrument
from satmodel.survey.sheets.cells import read_text
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_card import card_key_unknown, card_unreadable, card_value
from satmodel.survey.sheets.text import compact, words

if TYPE_CHECKING:
    import yaml

_FIELDS = tuple(field.name for field in fields(Instrument))
_LISTS = ("items", "not_scored", "computed")
_NUMBERS = ("options",)
_PARTS = ("frame", "composite", "conversion")

Node = tuple[object, int]  # a value, and the row of the file where it stands


def instrument(source: str | Path) -> Instrument:
    """Read an instrument card from a file.

    Args:
        source: a YAML (or JSON) file with the fields of :class:`Instrument` as keys, in English or Chinese;
            ``fieldwork`` may be two dates, ``frame`` shares by part, ``options`` points by answer, ``items`` and
            ``not_scored`` and ``computed`` lists.

    Returns:
        The card.

    Raises:
        DataProblems: every fault of the file, all at once, with its row: a key that is not known, a value of the wrong
            kind.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "card.yaml"
        ...     _ = path.write_text("organiser: city\\nfieldwork: [2026-03-01, 2026-03-12]")
        ...     instrument(path).supplied()["fieldwork"]
        '2026-03-01 – 2026-03-12'
    """
    path = Path(source)
    card, problems = card_of(_read(path), path.name)
    if problems:
        raise DataProblems(problems)
    return card


def card_of(given: Mapping[str, Node], file: str | None) -> tuple[Instrument, list[Problem]]:
    """A card out of keys with their values and rows, and every fault of them."""
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for key, (value, row) in given.items():
        place = Place(file, row=row, header=key)
        field = _field(key)
        if field is None:
            problems.append(card_key_unknown(place, _FIELDS))
            continue
        plain = _value(field, value)
        if plain is None and value is not None:
            problems.append(card_value(place, str(value), _wanted(field)))
        elif plain is not None:
            found[field] = plain
    return Instrument(**found), problems


def _field(key: str) -> str | None:
    plain = compact(key)
    known = words()["card"]
    for field in _FIELDS:
        if plain.casefold() == field or plain in known.get(field, ()):
            return field
    return None


def _wanted(field: str) -> str:
    if field == "fieldwork":
        return "text, or the first and the last day, such as [2026-03-01, 2026-03-12]"
    if field in _LISTS:
        return "a list of names"
    if field in _NUMBERS:
        return "points by answer, such as {good: 100, bad: 55}"
    return "text, or named parts" if field in _PARTS else "text"


def _value(field: str, value: object) -> object | None:
    """A field's value in the card's own form, None where it has none."""
    if field == "fieldwork" and isinstance(value, list):
        days = [day.date() if isinstance(day, datetime) else day for day in value]
        proper = len(days) == 2 and all(isinstance(day, date) for day in days) and days[0] <= days[1]
        return (days[0], days[1]) if proper else None
    if field in _LISTS:
        return tuple(map(str, value)) if isinstance(value, list) and value else None
    if field in _NUMBERS:
        return _numeric(value)
    if field in _PARTS and isinstance(value, Mapping):
        return _numeric(value) or (None if field == "frame" else {str(name): part for name, part in value.items()})
    return str(value).strip() or None if isinstance(value, str | int | float | date) else None


def _numeric(value: object) -> dict[str, float] | None:
    if not isinstance(value, Mapping) or not value:
        return None
    plain = all(isinstance(part, int | float) and not isinstance(part, bool) for part in value.values())
    return {str(name): float(part) for name, part in value.items()} if plain else None


def _read(path: Path) -> dict[str, Node]:
    """The card's keys with their values and rows."""
    import yaml

    text = read_text(path)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        said = str(getattr(error, "problem", None) or error)
        raise DataProblems([card_unreadable(Place(path.name, row=row), said)]) from None
    if not isinstance(values, dict):
        raise DataProblems([card_unreadable(Place(path.name), "it holds no keys")])
    rows = {str(key.value): key.start_mark.line + 1 for key, _ in _pairs(root)}
    return {str(key): (value, rows.get(str(key), 1)) for key, value in values.items()}


def _pairs(root: yaml.Node | None) -> list[tuple[Any, Any]]:
    if root is None:
        raise SettingError("the card is empty")
    return list(root.value)

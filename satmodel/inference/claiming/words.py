"""Vague words in numbers: the shipped table of assumptions, and an office's own in its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from satmodel.errors import DataProblems, SettingError
from satmodel.survey.sheets.cells import read_text
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_claims import claim_word_range, claims_unreadable

MEASURES = ("share", "points", "position")
_MOST = {"share": 1.0, "points": float("inf"), "position": 1.0}


@dataclass(frozen=True, slots=True)
class Word:
    """What a vague word means.

    Attributes:
        word: the word. measure: ``"share"``, ``"points"`` or ``"position"``.
        low, high: from where to where it is meant. assumed: whether this is the shipped assumption.
    """

    word: str
    measure: str
    low: float
    high: float
    assumed: bool


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The shipped table, as it stands in its file."""
    text = resources.files("satmodel.inference.claiming").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words_of(*given: Mapping[str, Mapping[str, Any]] | str | Path | None) -> dict[str, Word]:
    """The words of the shipped table, with those of offices in their place.

    Args:
        given: tables of words, each over the one before: ``{"share": {word: [low, high]}, "points": ..., "position":
            ...}``, or a TOML file with these three parts; None for no table.

    Raises:
        SettingError: a part that is not known, or a range that is none.
        DataProblems: a file that cannot be read, or with a range that is none.

    Examples:
        >>> words_of({"share": {"a few": [0, 0.1]}})["a few"]
        Word(word='a few', measure='share', low=0.0, high=0.1, assumed=False)
    """
    found = {
        word: Word(word, measure, float(low), _open(float(high), measure), assumed=True)
        for measure in MEASURES
        for word, (low, high) in shipped()[measure].items()
    }
    for one in given:
        found |= own_words(one)
    return found


def own_words(given: Mapping[str, Mapping[str, Any]] | str | Path | None) -> dict[str, Word]:
    """The words of one office's table, alone; as :func:`words_of` takes it."""
    if given is None:
        return {}
    if isinstance(given, str | Path):
        return _words(_read(Path(given)), Path(given).name)
    return _words(given, None)


def _words(table: Mapping[str, Mapping[str, Any]], file: str | None) -> dict[str, Word]:
    found, wrong = {}, []
    for measure, words in table.items():
        if measure not in MEASURES or not isinstance(words, Mapping):
            wrong.append((measure, str(words)))
            continue
        for word, ends in words.items():
            if not _is_range(ends, _MOST[measure]):
                wrong.append((word, str(ends)))
                continue
            found[word] = Word(word, measure, float(ends[0]), _open(float(ends[1]), measure), assumed=False)
    if wrong and file is not None:
        raise DataProblems([claim_word_range(Place(file, header=word), ends) for word, ends in wrong])
    if wrong:
        raise SettingError(
            f"words: {wrong[0][0]!r} must be one of {', '.join(MEASURES)}, or a word with its range, such as "
            f"[0, 0.05]; it is {wrong[0][1]}"
        )
    return found


def _is_range(ends: Any, most: float) -> bool:
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        return False
    plain = all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends)
    return plain and 0 <= ends[0] < ends[1] <= most


def _open(high: float, measure: str) -> float:
    """A size of a thousand points and more is no upper end."""
    return float("inf") if measure == "points" and high >= 1000 else high


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataProblems([claims_unreadable(Place(path.name), str(error))]) from None

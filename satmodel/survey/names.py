"""Matching names that are written differently: width, spaces, traditional characters, case, synonyms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from satmodel.survey.sheets.text import compact, label


@dataclass(frozen=True, slots=True)
class Match:
    """One name as it was given, and the name it stands for.

    Attributes:
        given: the name as it was given.
        name: the name it stands for; None where none matches.
        how: ``"same"``, ``"width"`` (full-width letters, spaces at the ends), ``"spaces"`` (inside), ``"case"``,
            ``"traditional"`` (characters), ``"synonym"``, or ``"unmatched"``.
    """

    given: str
    name: str | None
    how: str


def match_names(
    given: Iterable[str], known: Collection[str], synonyms: Mapping[str, Collection[str]] | None = None
) -> tuple[Match, ...]:
    """Match each given name with one of those known, the strictest way first.

    Args:
        given: the names to match.
        known: the names there are.
        synonyms: other names of the known ones; each is matched as loosely as the known names.

    Returns:
        One match for each different given name, in the order given. Parts of names are never matched: 甲 is not 甲街道.

    Examples:
        >>> [match.how for match in match_names(["東閣街道", "Ａ Town", "B"], ["东阁街道", "A Town"])]
        ['traditional', 'width', 'unmatched']
    """
    others = {other: name for name, more in (synonyms or {}).items() for other in more}
    found = []
    for name in dict.fromkeys(map(str, given)):
        match = _match(name, known)
        if match.name is None and others:
            by_synonym = _match(name, others)
            if by_synonym.name is not None:
                match = Match(name, others[by_synonym.name], "synonym")
        found.append(match)
    return tuple(found)


def _match(given: str, known: Collection[str]) -> Match:
    if given in known:
        return Match(given, given, "same")
    for how, plain in _LADDER:
        same = [name for name in known if plain(name) == plain(given)]
        if len(same) == 1:
            return Match(given, same[0], how)
    return Match(given, None, "unmatched")


def _folded(name: str) -> str:
    return compact(name).casefold()


def _simplified(name: str) -> str:
    return _converter().convert(_folded(name))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


_LADDER: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("width", label),
    ("spaces", compact),
    ("case", _folded),
    ("traditional", _simplified),
)

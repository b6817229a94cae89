"""A language: everything that is printed and is not data, found by the codes of the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from satmodel.errors import SettingError

_FOLDER = "satmodel.telling.languages"


@dataclass(frozen=True, slots=True)
class Language:
    """The texts of one language. A language is one folder of ``languages``; its ``LANGUAGE`` is one of these.

    Attributes:
        code: the language's code, such as ``"zh"``.
        name: the language's own name.
        sentences: the sentence of each kind of finding; how a key is read stands in :mod:`satmodel.telling.words`.
        heads: the head of each column of the results' tables.
        verdicts: the words of the three verdicts.
        reasons: why something could not be estimated, by its code.
        terms: the name of each setting's value, such as ``"holm"``.
        captions: what a result is, by the key of the method that made it.
        pictures: the texts of the figures, ``"<kind>.<part>"``; the part ``alt`` describes the picture in words.
        problems: the sentence of each fault of the data, and its remedy under ``"<rule>+remedy"``; where a fault is not
            listed, the English text that came with it is printed.
        words: separators, the words that stand for numbers that cannot be printed, and whether a sentence begins with
            a capital (``capital``, empty for no).
    """

    code: str
    name: str
    sentences: Mapping[str, str]
    heads: Mapping[str, str]
    verdicts: Mapping[str, str]
    reasons: Mapping[str, str]
    terms: Mapping[str, str]
    captions: Mapping[str, str]
    pictures: Mapping[str, str]
    problems: Mapping[str, str]
    words: Mapping[str, str]

    def book(self, name: str) -> ModuleType:
        """A further file of the language's folder, such as ``"methods"``.

        Raises:
            SettingError: the language has no such file.
        """
        place = f"{_FOLDER}.{self.code}.{name}"
        if find_spec(place) is None:
            raise SettingError(f"the language {self.code!r} has no file {name!r}; it would stand in {place}")
        return import_module(place)


def codes() -> tuple[str, ...]:
    """The codes of the languages there are."""
    folder = import_module(_FOLDER)
    return tuple(sorted(found.name for found in iter_modules(folder.__path__) if found.ispkg))


@cache
def language(code: str) -> Language:
    """The language of a code.

    Args:
        code: ``"en"``, ``"zh"`` or the name of another folder of ``languages``.

    Raises:
        SettingError: there is no such language; the message lists those there are.

    Examples:
        >>> language("zh").verdicts["established"]
        '可以确认'
    """
    if code not in codes():
        known = ", ".join(repr(name) for name in codes())
        raise SettingError(f"there is no language {code!r}; the languages are {known}")
    found: Language = import_module(f"{_FOLDER}.{code}").LANGUAGE
    return found

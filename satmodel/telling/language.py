"""A language: everything that is printed and is not data, found by the codes of the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from satmodel.errors import SettingError
from satmodel.telling.lines import Line

_FOLDER = "satmodel.telling.languages"
_BOOKS = ("appendix", "desk")
_PARTS = (
    *("sentences", "heads", "verdicts", "reasons", "terms", "captions"),
    *("pictures", "problems", "titles", "methods", "words"),
)


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
        titles: the title of each method in the methods section.
        methods: the sentences of each method in the methods section.
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
    titles: Mapping[str, str]
    methods: Mapping[str, tuple[Line, ...]]
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


def gathered(code: str, name: str) -> Language:
    """A language out of all files of its folder: each holds what it has to say of one topic, under these names.

    ``SENTENCES``, ``HEADS``, ``VERDICTS``, ``REASONS``, ``TERMS``, ``CAPTIONS``, ``PICTURES``, ``PROBLEMS``,
    ``TITLES``, ``METHODS`` and ``WORDS``, as described at :class:`Language`. The books that are opened by name (the
    appendix's and the command line's) are no topics.

    Raises:
        SettingError: a key is said by two files.
    """
    folder = import_module(f"{_FOLDER}.{code}")
    topics = [found.name for found in iter_modules(folder.__path__) if found.name not in _BOOKS]
    texts: dict[str, dict[str, Any]] = {part: {} for part in _PARTS}
    for topic in sorted(topics):
        module = import_module(f"{_FOLDER}.{code}.{topic}")
        for part, said in texts.items():
            more = getattr(module, part.upper(), {})
            twice = sorted(said.keys() & more.keys())
            if twice:
                raise SettingError(f"{code}: {topic} says again what another file says: {twice}")
            said.update(more)
    return Language(code, name, **texts)


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
    return gathered(code, import_module(f"{_FOLDER}.{code}").NAME)

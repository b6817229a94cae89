"""Findings in words: one sentence a finding, taken whole from a language and filled with the finding's numbers.

How the key of a sentence is read
---------------------------------
``"gaps.pair"`` is the sentence of the kind ``gaps.pair``. Marks after it, each behind a full stop, choose among
variants: ``"gaps.pair.not established.negative gap"``. The variant with the most marks, all of which hold, is taken; of
two with as many, the one that stands first. The marks are

======================  =====================================================
``established`` …       the finding's ``verdict``
``declared``            the value ``declared`` is true
``not declared``        it is false
``no n_turn``           it is None, not a number, empty, or not among the values
``endless n_turn``      it is infinite
``negative gap``        it is below zero
``zero lost``           it is zero
``one count``           it is one
``kind=marginal``       it is this text
======================  =====================================================

``"gaps.pair+turn"`` is a further sentence of the same kind, printed after the first, with variants of its own; an empty
text says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import numpy as np

from satmodel.errors import Problem, SettingError
from satmodel.result import Finding
from satmodel.telling.language import Language
from satmodel.telling.language import language as find_language
from satmodel.telling.writer import Writer


def say(
    findings: Iterable[Finding],
    *,
    language: str | Language,
    decimals: int = 2,
    labels: Mapping[Any, str] | None = None,
    measure: str = "points",
) -> str:
    """Findings in words, one line each.

    Args:
        findings: what a result says.
        language: a language, or its code.
        decimals: decimals of points.
        labels: what to print for names in the data.
        measure: what the numbers are, ``"points"`` or ``"share"``, where a finding does not say it itself.

    Raises:
        SettingError: a finding of a kind that the language does not know, or without a value its sentence needs.

    Examples:
        >>> print(say([Finding("gaps.margin", {"margin": 1.0})], language="en"))
        A difference counts as established only when its whole interval lies beyond 1.00 points.
    """
    return "\n".join(
        sentence(
            finding,
            language=language,
            decimals=decimals,
            labels=labels,
            measure=str(finding.values.get("measure") or measure),
        )
        for finding in findings
    )


def sentence(
    finding: Finding,
    *,
    language: str | Language,
    decimals: int = 2,
    labels: Mapping[Any, str] | None = None,
    measure: str = "points",
    without: Collection[str] = (),
) -> str:
    """One finding in words.

    Args:
        finding: the kind and its numbers.
        language: a language, or its code.
        decimals: decimals of points.
        labels: what to print for names in the data.
        measure: what the numbers are, ``"points"`` or ``"share"``.
        without: further sentences that are left out, such as ``"+turn"``.

    Raises:
        SettingError: the language does not know the kind, or the finding lacks a value its sentence needs.
    """
    spoken = find_language(language) if isinstance(language, str) else language
    writer = Writer(spoken, decimals, labels, measure)
    templates = chosen(spoken.sentences, finding.kind, finding.values)
    if "" not in templates:
        raise SettingError(f"the language {spoken.code!r} has no sentence for the finding {finding.kind!r}")
    try:
        said = [template for part, template in templates.items() if template and part not in without]
        filled = [_begun(writer.fill(template, finding.values), spoken) for template in said]
    except SettingError as fault:
        raise SettingError(f"the finding {finding.kind!r} cannot be said in {spoken.code!r}: {fault}") from fault
    return spoken.words["space"].join(filled)


def problem_text(problem: Problem, language: str | Language) -> tuple[str, str]:
    """A fault of the data and its remedy in words.

    Args:
        problem: the fault.
        language: a language, or its code.

    Returns:
        The message and the remedy; those that came with the fault where the language has none of its own.
    """
    spoken = find_language(language) if isinstance(language, str) else language
    place = ("file", "sheet", "row", "column", "header", "value")
    values = {name: getattr(problem, name) for name in place} | dict(problem.values)
    templates = chosen(spoken.problems, problem.rule, values)
    if "" not in templates:
        return problem.message, problem.remedy
    writer = Writer(spoken)
    message, remedy = templates[""], templates.get("+remedy", "")
    return writer.fill(message, values), writer.fill(remedy, values) if remedy else problem.remedy


def chosen(texts: Mapping[str, str], kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a kind that fit the values: the first by ``""``, further ones by their part, such as ``"+turn"``.

    Args:
        texts: texts by their keys, as described above.
        kind: the kind of finding, of picture or of fault.
        values: its named values.
    """
    best: dict[str, tuple[int, str]] = {}
    for key, text in texts.items():
        part, marks = _read(key, kind)
        if part is None or not all(_holds(mark, values) for mark in marks):
            continue
        if part not in best or len(marks) > best[part][0]:
            best[part] = (len(marks), text)
    return {part: text for part, (_, text) in best.items()}


def _begun(text: str, spoken: Language) -> str:
    """A sentence that begins with a capital letter, in languages whose sentences do."""
    return text[:1].upper() + text[1:] if spoken.words["capital"] else text


def _read(key: str, kind: str) -> tuple[str | None, list[str]]:
    """The part and the marks of a sentence's key, or no part where it belongs to another kind."""
    rest = key.removeprefix(kind)
    if not key.startswith(kind) or (rest and rest[0] not in ".+"):
        return None, []
    part, *marks = rest.split(".")
    return part, marks


def _holds(mark: str, values: Mapping[str, Any]) -> bool:
    """Whether a mark is true of a finding's values."""
    if mark == values.get("verdict"):
        return True
    if "=" in mark:
        name, text = mark.split("=")
        return str(values.get(name)) == text
    quality, _, name = mark.rpartition(" ")
    value = values.get(name)
    value = value.item() if isinstance(value, np.generic) else value
    if quality == "no":
        return value is None or value in ((), "") or (isinstance(value, float) and math.isnan(value))
    if quality in ("", "not"):
        return isinstance(value, bool) and value is (quality == "")
    return isinstance(value, int | float) and _NUMBER_MARKS[quality](value)


_NUMBER_MARKS: Mapping[str, Callable[[float], bool]] = {
    "zero": lambda value: value == 0,
    "one": lambda value: value == 1,
    "negative": lambda value: value < 0,
    "endless": math.isinf,
}

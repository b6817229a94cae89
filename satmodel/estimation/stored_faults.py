"""Every fault of a damaged file of stored estimates, found before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np

from satmodel.errors import Problem
from satmodel.estimation.stored_format import SCHEMA, VERSION, covariance, numbers
from satmodel.survey.sheets import faults_stored as faults
from satmodel.survey.sheets.faults import Place

_WORDS = ("nan", "inf", "-inf")


def faults_of(given: Any, file: str) -> list[Problem]:
    """What is wrong with the contents of a file of stored estimates; nothing where it can be read."""
    place = Place(file)
    if not isinstance(given, dict) or given.get("schema") != SCHEMA:
        return [faults.stored_other(place)]
    version = given.get("version")
    if _whole(version) and version > VERSION:
        return [faults.stored_newer(place, version, VERSION)]
    found: list[Problem] = []
    about, steps, sets = given.get("about"), given.get("steps"), given.get("sets")
    if not _whole(version) or version < 1:
        found.append(_part(file, "version", "a whole number"))
    if not isinstance(about, dict) or not isinstance(about.get("round"), str):
        found.append(_part(file, "about", "round as text"))
    if not isinstance(steps, list):
        found.append(_part(file, "steps", "a list"))
    else:
        wrong = [i for i, step in enumerate(steps) if not _is_step(step, i)]
        found += [_part(file, f"steps.{i}", "method, settings, and sources that stand before it") for i in wrong]
    if not isinstance(sets, dict) or not sets:
        found.append(_part(file, "sets", "at least one set"))
    else:
        count = len(steps) if isinstance(steps, list) else 0
        for name, part in sets.items():
            found += _set(part, f"sets.{name}", file, count)
    return found


def _set(given: Any, where: str, file: str, steps: int) -> Iterator[Problem]:
    if not isinstance(given, dict):
        yield _part(file, where, "a set of estimates")
        return
    levels, k = given.get("levels"), -1
    if not isinstance(levels, list) or not levels or not all(isinstance(name, str) for name in levels):
        yield _part(file, f"{where}.levels", "a list of names")
        levels = None
    if _all_numbers(given.get("value"), ()):
        k = len(given["value"])
    else:
        yield _part(file, f"{where}.value", "a list of finite numbers")
    for key, words, low in (("n", ("nan",), 0.0), ("df", ("inf", "nan"), 0.0)):
        part = given.get(key)
        if not _all_numbers(part, words) or any(not isinstance(one, str) and one < low for one in part):
            yield _part(file, f"{where}.{key}", "a list of numbers, none below zero")
        elif k >= 0 and len(part) != k:
            yield faults.stored_length(Place(file, header=f"{where}.{key}"), len(part), k)
    if not _number(given.get("level")) or not 0 < given["level"] < 1:
        yield _part(file, f"{where}.level", "a number between 0 and 1")
    if not _whole(given.get("step")) or not 0 <= given["step"] < steps:
        yield _part(file, f"{where}.step", "the place of a step")
    yield from _labels(given.get("labels"), levels, f"{where}.labels", file, k)
    yield from _apart(given.get("apart"), levels, f"{where}.apart", file)
    if k >= 0:
        yield from _covariance(given.get("covariance"), f"{where}.covariance", file, k)


def _labels(given: Any, levels: list[str] | None, where: str, file: str, k: int) -> Iterator[Problem]:
    width = None if levels is None else len(levels)
    if not isinstance(given, list) or not all(_is_label(one) and width in (None, len(one)) for one in given):
        yield _part(file, where, "a list of labels, with one name for each level")
        return
    place = Place(file, header=where)
    if k >= 0 and len(given) != k:
        yield faults.stored_length(place, len(given), k)
    texts = [str(one) for one in given]
    twice = dict.fromkeys(" ".join(map(str, one)) for one in given if texts.count(str(one)) > 1)
    if twice:
        yield faults.stored_twice(place, list(twice))


def _apart(given: Any, levels: list[str] | None, where: str, file: str) -> Iterator[Problem]:
    def good(row: Any) -> bool:
        return (
            isinstance(row, list)
            and len(row) >= 4
            and (levels is None or len(row) == len(levels) + 3)
            and _is_label(row[:-3])
            and _all_numbers(row[-3:-1], _WORDS)
            and isinstance(row[-1], str)
        )

    if not isinstance(given, list) or not all(map(good, given)):
        yield _part(file, where, "rows of names, estimate, n and reason")


def _covariance(given: Any, where: str, file: str, k: int) -> Iterator[Problem]:
    if not isinstance(given, list) or not all(map(_is_block, given)):
        yield _part(file, where, "blocks, each with its rows and its lower triangle")
        return
    rows = sorted(row for block in given for row in block["rows"])
    if rows != list(range(k)) or not _positive(given, k):
        yield faults.stored_covariance(Place(file, header=where))


def _positive(blocks: list[dict[str, Any]], k: int) -> bool:
    """Whether no combination has a negative variance, beyond the rounding of the largest one."""
    cov = covariance(blocks, k)
    scale = float(np.abs(np.diag(cov)).max(initial=0.0))
    smallest = [np.linalg.eigvalsh(cov[np.ix_(block["rows"], block["rows"])]).min() for block in blocks]
    return min(smallest, default=0.0) >= -1e-8 * max(scale, 1e-300)


def _is_block(given: Any) -> bool:
    if not isinstance(given, dict) or not isinstance(given.get("rows"), list) or not all(map(_whole, given["rows"])):
        return False
    lower = given.get("lower")
    if not isinstance(lower, list) or len(lower) != len(given["rows"]) or not lower:
        return False
    lines = all(_all_numbers(line, ()) and len(line) == i + 1 for i, line in enumerate(lower))
    return lines and bool(np.isfinite(numbers([part for line in lower for part in line])).all())


def _is_step(given: Any, place: int) -> bool:
    return (
        isinstance(given, dict)
        and isinstance(given.get("method"), str)
        and isinstance(given.get("settings"), dict)
        and _is_setting(given["settings"])
        and isinstance(given.get("sources"), list)
        and all(_whole(source) and 0 <= source < place for source in given["sources"])
    )


def _is_setting(given: Any) -> bool:
    """Whether a value is one that a step can hold."""
    if isinstance(given, list):
        return all(map(_is_setting, given))
    if not isinstance(given, Mapping):
        return True
    if "$number" in given:
        return given["$number"] in _WORDS
    if "$date" in given:
        return _is_date(given["$date"])
    if "$pairs" in given:
        pairs = given["$pairs"]
        return isinstance(pairs, list) and all(
            isinstance(pair, list) and len(pair) == 2 and _is_setting(pair[1]) and not isinstance(pair[0], dict | list)
            for pair in pairs
        )
    return all(map(_is_setting, given.values()))


def _is_date(given: Any) -> bool:
    try:
        date.fromisoformat(given)
    except (TypeError, ValueError):
        return False
    return True


def _is_label(given: Any) -> bool:
    return isinstance(given, list) and all(
        isinstance(part, str | int | float) or (isinstance(part, dict) and _is_setting(part)) for part in given
    )


def _all_numbers(given: Any, words: tuple[str, ...]) -> bool:
    return isinstance(given, list) and all(_number(part) or (isinstance(part, str) and part in words) for part in given)


def _number(given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool) and bool(np.isfinite(given))


def _whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _part(file: str, where: str, wanted: str) -> Problem:
    return faults.stored_part(Place(file, header=where), wanted)

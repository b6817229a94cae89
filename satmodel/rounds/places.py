"""Where a round's files are, and the faults of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from satmodel.errors import DataProblems
from satmodel.rounds.plans.base import Part
from satmodel.survey.reading.gathering import resolve

Read = TypeVar("Read")
NAMED = ("file", "codebook", "words")  # the keys that name files


def source(folder: Path, file: str | list[str]) -> Path | list[Path]:
    """What a plan calls a file: one file, a folder, a pattern, or a list of such."""
    if isinstance(file, str):
        return folder / file
    return [path for name in file for path in files(folder, name)]


def files(folder: Path, file: str) -> list[Path]:
    """The files that a name, a folder's name or a pattern stands for.

    Raises:
        DataProblems: a folder without such files, or a pattern that no file fits.
    """
    found, _ = resolve(folder / file)
    return [Path(str(one)) for one in found]


def named(folder: Path, part: object) -> Iterator[str]:
    """The files that a part of a plan and its own parts name, relative to the round's folder."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from named(folder, one)
    elif isinstance(part, Part):
        for key in NAMED:
            given = getattr(part, key, None)
            for file in [given] if isinstance(given, str) else given or []:
                yield from (_relative(path, folder) for path in files(folder, file))
        for name in type(part).model_fields:
            yield from named(folder, getattr(part, name))


def together(readings: Iterable[Callable[[], Read]]) -> list[Read]:
    """Do every reading, and report the faults of all of them at once.

    Raises:
        DataProblems: any of them has faults.
    """
    faults: list[DataProblems] = []
    found: list[Read] = []
    for reading in readings:
        try:
            found.append(reading())
        except DataProblems as error:
            faults.append(error)
    if faults:
        raise DataProblems(problem for error in faults for problem in error.problems)
    return found


def _relative(path: Path, folder: Path) -> str:
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.as_posix()

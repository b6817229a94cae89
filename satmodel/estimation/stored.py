"""The estimates of a round, kept for later rounds: no respondent is needed to compare with them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from satmodel.errors import DataProblems, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import quoted
from satmodel.estimation.stored_faults import faults_of
from satmodel.estimation.stored_format import back, set_of, steps_of, written
from satmodel.step import Step
from satmodel.survey.sheets import faults_stored as faults
from satmodel.survey.sheets.faults import Place

FILE = "estimates.json"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """The estimates of one round by their names, as its run stored them.

    Attributes:
        sets: the sets of estimates: in a telephone round ``"items"`` (the whole survey), ``"cells"`` (units by items)
            and ``"composite"`` (units); in a bulletin one for each table.
        round: the round's name, such as ``"2025H2"``.
        about: what else was kept of the round: its title, its kind, whether its data are simulated.
        step: where they were read.

    Examples:
        >>> import satmodel as sat
        >>> est = sat.estimates([83.78, 80.63], se=[0.5, 0.5], names=["A", "B"])
        >>> kept = read_bytes(store_bytes({"composite": est}, round="2025H2"), "estimates.json")
        >>> kept.round, kept["composite"].value.tolist()
        ('2025H2', [83.78, 80.63])
    """

    sets: Mapping[str, Estimates]
    round: str
    about: Mapping[str, Any]
    step: Step

    def __getitem__(self, name: str) -> Estimates:
        if name not in self.sets:
            raise SettingError(f"there are no estimates named {name!r}; there are {quoted(list(self.sets))}")
        return self.sets[name]


def store(sets: Mapping[str, Estimates], path: str | Path, *, round: str, simulated: bool = False) -> Path:  # noqa: A002 -- the level's name everywhere
    """Keep the estimates of a round in a file, so that later rounds can be compared with them.

    Args:
        sets: the estimates by name, such as ``{"cells": means(survey)}``.
        path: the file to write, or a folder, which gets ``estimates.json``.
        round: the round's name.
        simulated: whether the data are simulated.

    Returns:
        The file. It holds values, covariances, respondents, degrees of freedom, names, what was set apart, and the
        steps that made them: no answer of any respondent. What was withheld by ``suppress`` is not in it.

    Raises:
        SettingError: nothing to keep.

    Examples:
        >>> import tempfile
        >>> import satmodel as sat
        >>> est = sat.estimates([83.78, 80.63], se=[0.5, 0.5], names=["A", "B"])
        >>> file = store({"composite": est}, tempfile.mkdtemp(), round="2025H2")
        >>> file.name, stored(file)["composite"].se.tolist()
        ('estimates.json', [0.5, 0.5])
    """
    place = Path(path) / FILE if Path(path).is_dir() else Path(path)
    content = store_bytes(sets, round=round, about={"simulated": simulated})
    partial = place.with_name(f".{place.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, place)
    return place


def stored(path: str | Path) -> Stored:
    """Read the estimates that a round's run has stored.

    Args:
        path: the round's folder, its ``out`` folder, or the file.

    Returns:
        The sets of estimates by name, equal to the last digit to those that were stored. Their steps say which file
        they come from, beneath everything that made them.

    Raises:
        DataProblems: there is no such file, it is damaged (every fault of it at once), it was written by a later
            version, or it is not the file that the manifest beside it lists.

    Examples:
        >>> import tempfile
        >>> import satmodel as sat
        >>> now = sat.estimates([83.78, 80.63], se=[0.5, 0.5], names=["A", "B"])
        >>> then = sat.estimates([82.10, 80.00], se=[0.6, 0.6], names=["A", "B"])
        >>> file = store({"composite": then}, tempfile.mkdtemp(), round="2025H2")
        >>> sat.change(stored(file)["composite"], now).table["change"].round(2).tolist()
        [1.68, 0.63]
    """
    file = stored_file(path)
    name = told_name(file)
    if not file.is_file():
        raise DataProblems([faults.stored_missing(Place(name), name)])
    content = file.read_bytes()
    found = read_bytes(content, name)
    if not _listed(file, content):
        raise DataProblems([faults.stored_changed(Place(name))])
    sets = {key: _known(est, found.round, key, found.step) for key, est in found.sets.items()}
    return replace(found, sets=sets)


def stored_file(path: str | Path) -> Path:
    """Where the stored estimates of a round are: in its ``out`` folder, in a folder, or the file that is named."""
    place = Path(path)
    if place.suffix == ".json":
        return place
    inner = place / "out" / FILE
    return place / FILE if not inner.is_file() and (place / FILE).is_file() else inner


def told_name(file: Path) -> str:
    """A file by its name and those of its round's folders, without the rest of the machine's."""
    parts = file.resolve().parts
    return "/".join(parts[-3:] if parts[-2:-1] == ("out",) else parts[-2:])


def store_bytes(sets: Mapping[str, Estimates], *, round: str, about: Mapping[str, Any] | None = None) -> bytes:  # noqa: A002 -- likewise
    """The bytes of a file with these estimates; the same estimates give the same bytes.

    Raises:
        SettingError: nothing to keep.
    """
    if not sets:
        raise SettingError("there are no estimates to store")
    return written(sets, {"round": round, **(about or {})})


def read_bytes(content: bytes, name: str) -> Stored:
    """What the bytes of a file hold, exactly as it was stored.

    Raises:
        DataProblems: the file is damaged (every fault of it at once), or was written by a later version.
    """
    place = Place(name)
    try:
        given = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataProblems([faults.stored_unreadable(place, str(error))]) from error
    wrong = faults_of(given, name)
    if wrong:
        raise DataProblems(wrong)
    steps = steps_of(given["steps"])
    sets = {key: set_of(part, steps) for key, part in given["sets"].items()}
    about = back(given["about"])
    file = Step("file", {"name": name, "sha256": sha256(content).hexdigest()})
    return Stored(sets, about.pop("round"), about, Step("stored", {"sets": tuple(sets)}, (file,)))


def _listed(file: Path, content: bytes) -> bool:
    """Whether the manifest beside a file lists it with this content, where there is one that lists it."""
    manifest = file.parent / _MANIFEST
    if not manifest.is_file():
        return True
    try:
        entry = json.loads(manifest.read_text("utf-8"))["outputs"][file.name]["sha256"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError):
        return True  # a manifest that knows no such file says nothing of it
    return bool(entry == sha256(content).hexdigest())


def _known(est: Estimates, name: str, key: str, read: Step) -> Estimates:
    """The same estimates, whose step says where they were read."""
    settings = {"round": name, "set": key, "measure": est.step.measure}
    step = Step(est.step.method, est.step.settings, (*est.step.sources, Step("stored", settings, read.sources)))
    return replace(est, step=step)

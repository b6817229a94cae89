"""Estimates and their steps as plain JSON, and back, to the last digit."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart
from satmodel.step import Step

Array = NDArray[np.float64]
SCHEMA = "satmodel.estimates"
VERSION = 1
_NAMED = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}  # what JSON has no number for


def written(sets: Mapping[str, Estimates], about: Mapping[str, Any]) -> bytes:
    """Named sets of estimates as the bytes of one file; the same sets give the same bytes."""
    told: dict[str, int] = {}
    bodies = {name: _set(est, _number(est.step, told)) for name, est in sets.items()}
    head = {"schema": SCHEMA, "version": VERSION, "about": {key: plain(part) for key, part in about.items()}}
    lines = [f'"{key}": {_text(part)}' for key, part in head.items()]
    lines.append('"steps": [\n' + ",\n".join(told) + "\n]")
    parts = [f"{_text(name)}: {{\n{body}\n}}" for name, body in bodies.items()]
    lines.append('"sets": {\n' + ",\n".join(parts) + "\n}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def plain(value: Any) -> Any:
    """A setting or a label as JSON can hold it."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": _name(value)}
    if isinstance(value, date):
        return {"$date": value.isoformat()[:10]}
    if isinstance(value, Mapping):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {str(key): plain(part) for key, part in value.items()}
        return {"$pairs": [[plain(key), plain(part)] for key, part in value.items()]}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    return str(value) if isinstance(value, str) else value


def back(value: Any) -> Any:
    """What :func:`plain` wrote."""
    if isinstance(value, list):
        return tuple(back(part) for part in value)
    if not isinstance(value, dict):
        return value
    if "$number" in value:
        return _NAMED[value["$number"]]
    if "$date" in value:
        return date.fromisoformat(value["$date"])
    if "$pairs" in value:
        return {back(key): back(part) for key, part in value["$pairs"]}
    return {key: back(part) for key, part in value.items()}


def steps_of(given: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps of a file, each made of those before it."""
    made: list[Step] = []
    for part in given:
        made.append(Step(part["method"], back(part["settings"]), tuple(made[i] for i in part["sources"])))
    return made


def set_of(given: Mapping[str, Any], steps: Sequence[Step]) -> Estimates:
    """One set of estimates out of its part of the file."""
    levels, k = list(given["levels"]), len(given["value"])
    labels = pd.MultiIndex.from_arrays([[back(row[i]) for row in given["labels"]] for i in range(len(levels))])
    columns = [*levels, "estimate", "n", "reason"]
    rows = [[*(back(part) for part in row[:-3]), *numbers(row[-3:-1]), row[-1]] for row in given["apart"]]
    return Estimates(
        numbers(given["value"]),
        covariance(given["covariance"], k),
        numbers(given["n"]),
        numbers(given["df"]),
        labels.set_names(levels),
        steps[given["step"]],
        given["level"],
        pd.DataFrame(rows, columns=columns) if rows else nothing_apart(levels),
    )


def numbers(given: Sequence[Any]) -> Array:
    """Numbers as a file writes them; ``"inf"`` and ``"nan"`` stand for those that JSON has not."""
    return np.array([_NAMED[part] if isinstance(part, str) else part for part in given], dtype=float)


def covariance(blocks: Sequence[Mapping[str, Any]], k: int) -> Array:
    """(k, k) the covariance out of its blocks: the rows of each, and its lower triangle."""
    cov = np.zeros((k, k))
    for block in blocks:
        rows = block["rows"]
        for i, line in enumerate(block["lower"]):
            cov[rows[i], rows[: i + 1]] = cov[rows[: i + 1], rows[i]] = line
    return cov


def _number(step: Step, told: dict[str, int]) -> int:
    """A step's place in the file; its sources stand before it, and a step of several sets stands once."""
    sources = [_number(source, told) for source in step.sources]
    line = _text({"method": step.method, "settings": plain(step.settings), "sources": sources})
    return told.setdefault(line, len(told))


def _set(est: Estimates, step: int) -> str:
    levels = list(est.labels.names)
    columns = [*levels, "estimate", "n", "reason"]
    apart = [
        [*(plain(part) for part in row[:-3]), *_floats(row[-3:-1]), str(row[-1])]
        for row in est.apart[columns].itertuples(index=False, name=None)
    ]
    parts = {
        "levels": levels,
        "labels": [[plain(part) for part in label] for label in est.labels],
        "value": _floats(est.value),
        "n": _floats(est.n),
        "df": _floats(est.df),
        "covariance": _blocks(est.cov),
        "level": float(est.level),
        "step": step,
        "apart": apart,
    }
    return ",\n".join(f'"{key}": {_text(part)}' for key, part in parts.items())


def _blocks(cov: Array) -> list[dict[str, Any]]:
    """A covariance as its blocks of correlated estimates: the rest is zero."""
    whole = (cov + cov.T) / 2  # the same to the last digit where the matrix is symmetric, as it is everywhere here
    count, block = connected_components(whole != 0, directed=False)
    found = []
    for one in range(count):
        rows = np.flatnonzero(block == one)
        lower = [_floats(whole[i, rows[: place + 1]]) for place, i in enumerate(rows)]
        found.append({"rows": rows.tolist(), "lower": lower})
    return found


def _floats(values: Any) -> list[Any]:
    return [float(part) if math.isfinite(float(part)) else _name(float(part)) for part in values]


def _name(value: float) -> str:
    return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

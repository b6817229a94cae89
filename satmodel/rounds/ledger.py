"""The round's ledger: what went in, what came out, and whether it is still so."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.step import Step
from satmodel.survey.sheets.cells import fingerprint
from satmodel.telling.audit import all_steps, versions

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two ledgers, or between a ledger and what is there now.

    Attributes:
        part: ``"input"``, ``"output"``, ``"file"``, ``"setting"``, ``"version"`` or ``"rows"``.
        name: the file, setting or package.
        before, after: the two contents as text; None where it is not there.
    """

    part: str
    name: str
    before: str | None
    after: str | None


def manifest(
    settings: Mapping[str, Any], inputs: Mapping[str, bytes], outputs: Mapping[str, bytes], *, steps: tuple[Step, ...]
) -> dict[str, Any]:
    """The ledger of one run; it holds no clock, so the same run gives the same ledger.

    Args:
        settings: the round's plan.
        inputs, outputs: file names and their bytes.
        steps: the steps that made the results; the row counts of each reading are taken from them.
    """
    reads = [step for step in all_steps(steps) if step.method == "read"]
    rows = [
        {name: value for name, value in step.settings.items() if isinstance(value, int | str | float)} for step in reads
    ]
    return {
        "versions": versions(),
        "settings": json.loads(json.dumps(settings, ensure_ascii=False, default=str)),
        "inputs": {name: {"sha256": fingerprint(data), "bytes": len(data)} for name, data in sorted(inputs.items())},
        "rows": rows,
        "outputs": {name: {"sha256": fingerprint(data), "bytes": len(data)} for name, data in sorted(outputs.items())},
    }


def write_all(folder: Path, outputs: Mapping[str, bytes], ledger: Mapping[str, Any]) -> list[Path]:
    """Write every output and the manifest: all to temporary names first, then each by one rename, the manifest last.

    Files that the previous manifest lists and this run does not make are removed; any other file is left alone.
    """
    previous = read_manifest(folder) if (folder / MANIFEST).is_file() else {"outputs": {}}
    written = write_files(folder, dict(outputs) | {MANIFEST: to_json(ledger)})
    for name in previous["outputs"]:
        if name not in outputs:
            (folder / name).unlink(missing_ok=True)
    return written


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder: all to temporary names first, then each by one rename, in the order given."""
    staged = []
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.partial")
        partial.write_bytes(data)
        staged.append((partial, path))
    for partial, path in staged:
        os.replace(partial, path)
    return [path for _, path in staged]


def to_json(ledger: Mapping[str, Any]) -> bytes:
    """A ledger as the bytes of its file."""
    return (json.dumps(ledger, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a round's ``out`` folder.

    Raises:
        SettingError: there is none, or it is not a manifest.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise SettingError(f"there is no {MANIFEST} in {folder}; run the round first")
    try:
        found = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise SettingError(f"{path} is not a manifest: {error}") from error
    if not isinstance(found, dict) or "outputs" not in found:
        raise SettingError(f"{path} is not a manifest")
    return found


def compare_manifests(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two manifests: versions, settings, files and row counts."""
    found = _differences("version", before["versions"], after["versions"])
    found += _differences("setting", _flat(before["settings"]), _flat(after["settings"]))
    for part, key in (("input", "inputs"), ("output", "outputs")):
        old = {name: entry["sha256"] for name, entry in before[key].items()}
        new = {name: entry["sha256"] for name, entry in after[key].items()}
        found += _differences(part, old, new)
    return found + _differences("rows", _flat(before["rows"]), _flat(after["rows"]))


def _differences(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    names = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
    return [Difference(part, name, _text(before.get(name)), _text(after.get(name))) for name in names]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _flat(value: Any, prefix: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        return {key: inner for name, part in value.items() for key, inner in _flat(part, f"{prefix}{name}.").items()}
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return {key: inner for i, part in enumerate(value, 1) for key, inner in _flat(part, f"{prefix}{i}.").items()}
    return {prefix.rstrip("."): value}


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as the bytes of a csv file that spreadsheet programs open with the right encoding."""
    buffer = io.StringIO()
    table.to_csv(buffer, lineterminator="\n")
    return buffer.getvalue().encode("utf-8-sig")

"""Frames and files that are added up without becoming a survey: what is asked, of which files, by which engine."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import Any

import pandas as pd

from satmodel.errors import DataProblems, SettingError
from satmodel.step import Step
from satmodel.survey.adding import tally_duckdb, tally_pandas
from satmodel.survey.adding.tallies import Asked, to_moments
from satmodel.survey.moments import Moments
from satmodel.survey.scale import Scale, scale_of
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.cells import fingerprint
from satmodel.survey.sheets.designs import Sizes, check_design
from satmodel.survey.sheets.faults import Place

Source = str | Path | Sequence[str | Path] | pd.DataFrame

ENGINES = ("pandas", "duckdb")
_KINDS = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv"}


def moments_of(source: Source, asked: Asked, *, engine: str) -> Moments:
    """The moments of a frame or of files.

    Args:
        source: a frame; or a path, a pattern such as ``"2026/*.parquet"``, or a list of these.
        asked: what is to be added up.
        engine: ``"pandas"`` or ``"duckdb"``.

    Raises:
        SettingError: a setting that cannot be used, or a package is missing.
        DataProblems: every fault of the source.
    """
    if engine not in ENGINES:
        raise SettingError(f"engine must be one of {list(ENGINES)}, not {engine!r}")
    paths = None if isinstance(source, pd.DataFrame) else found_files(source)
    _check_columns(source, paths, asked, engine)
    used = tally_duckdb if engine == "duckdb" else tally_pandas
    tally = used.tally(source if paths is None else paths, asked)
    return to_moments(tally, asked, file=paths[0].name if paths else None, source=_step(source, paths, asked, engine))


def asked_of(
    *,
    columns: Mapping[str, str | None],
    items: Sequence[str] | Mapping[str, str] | None,
    sizes: Mapping[str, Sizes],
    scale: Scale | str | None,
    complete: bool,
) -> Asked:
    """What is asked of a source, with the settings checked.

    Args:
        columns: the column of each role: unit, weight, stratum, cluster, second.
        items: the items' columns, or their columns by their short names.
        sizes: population and second_population, as given.
        scale: points of the answers, or None where the columns hold points.
        complete: count only respondents who answered every item.

    Raises:
        SettingError: settings that do not fit together.
    """
    if columns["unit"] is None or not items or isinstance(items, str):
        raise SettingError("moments of a frame or of files need unit= and items=, such as unit='town', items=['q1']")
    named = dict(items) if isinstance(items, Mapping) else dict.fromkeys(items, "")
    named = {name: column or name for name, column in named.items()}
    if len(named) < len(items) or len(set(named.values())) < len(named):
        raise SettingError(f"every item must be listed once, and have a column of its own: {list(items)}")
    stratum, cluster, second = (columns[role] for role in ("stratum", "cluster", "second"))
    check_design(
        stratum=stratum,
        cluster=cluster,
        population=sizes["population"],
        second=second,
        second_population=sizes["second_population"],
    )
    two = sizes["population"] is not None and (second is not None or sizes["second_population"] is not None)
    keys = {"unit": columns["unit"], "stratum": stratum, "cluster": cluster, "second": second if two else None}
    singly = cluster is None or (two and second is None)
    kept = {role: column for role, column in keys.items() if column is not None}
    return Asked(kept, named, columns["weight"], dict(sizes), scale_of(scale), complete, singly)


def found_files(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """The files that a path, a pattern or a list of these names, in the order given, those of a pattern sorted.

    Raises:
        DataProblems: a file that is not there.
        SettingError: no files, or files of different or of unknown kinds.
    """
    given: Iterable[str | Path] = [source] if isinstance(source, str | Path) else source
    found: list[Path] = []
    for one in given:
        matched = sorted(map(Path, glob(str(one)))) if has_magic(str(one)) else [Path(one)]
        if matched and matched[0].is_dir():
            raise DataProblems([faults.file_unreadable(Place(matched[0].name), "folder", "it is a folder")])
        if not matched or not matched[0].is_file():
            raise DataProblems([faults.file_missing(Place(Path(one).name), str(one), _others(Path(one)))])
        found += matched
    kinds = {_KINDS.get(path.suffix.lower()) for path in found}
    if len(kinds) != 1 or None in kinds:
        names = sorted({path.suffix for path in found})
        raise SettingError(
            f"moments reads Parquet files or CSV files, all of one kind, not {names}; others by sat.read"
        )
    if len(set(found)) < len(found):
        raise SettingError("a file is named twice; its respondents would count twice")
    return found


def _others(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir()) if path.parent.is_dir() else []


def _check_columns(source: Source, paths: list[Path] | None, asked: Asked, engine: str) -> None:
    places = (
        [(None, list(source.columns))] if paths is None else [(path.name, _headers(path, engine)) for path in paths]
    )
    problems = []
    for name, headers in places:
        shown = [str(header) for header in headers]
        for column, role in asked.columns.items():
            if headers.count(column) == 0:
                where = Place(name)
                problems.append(faults.header_missing(where, role, column, shown, shown=shown, encoding=None))
            elif headers.count(column) > 1:
                twice = [column] * headers.count(column)
                problems.append(faults.header_ambiguous(Place(name), role, column, twice, [""] * len(twice)))
    if problems:
        raise DataProblems(problems)


def _headers(path: Path, engine: str) -> list[str]:
    if _KINDS[path.suffix.lower()] == "parquet":
        return tally_duckdb.headers(path) if engine == "duckdb" else tally_pandas.headers(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except UnicodeDecodeError:
        raise DataProblems([faults.encoding_unknown(Place(path.name), ["utf-8"])]) from None


def _step(source: Source, paths: list[Path] | None, asked: Asked, engine: str) -> Step:
    settings: dict[str, Any] = {
        "engine": engine,
        "files": len(paths or ()),
        "items": dict(asked.items),
        **{role: asked.keys.get(role) for role in ("unit", "stratum", "cluster", "second")},
        "weight": asked.weight,
        "scale": None if asked.scale is None else asked.scale.name,
        "points": None if asked.scale is None else dict(asked.scale.points),
        "no_opinion": () if asked.scale is None else tuple(asked.scale.no_opinion),
    }
    if paths is not None:
        return Step("tally", settings, tuple(_file_step(path) for path in paths))
    return Step("tally", settings, (frame_step(source[list(asked.columns)]),))


def frame_step(frame: pd.DataFrame) -> Step:
    """The step of a frame, by the fingerprint of its values; 100 and 100.0 are the same."""
    kinds = {name: float if pd.api.types.is_numeric_dtype(kind) else str for name, kind in frame.dtypes.items()}
    hashed = pd.util.hash_pandas_object(frame.astype(kinds), index=False)
    return Step("frame", {"sha256": fingerprint(hashed.to_numpy().tobytes()), "rows": len(frame)})


def _file_step(path: Path) -> Step:
    with path.open("rb") as file:
        return Step(
            "file", {"name": path.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest(), "sheet": None}
        )

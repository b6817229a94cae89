"""Files of columns with types: SPSS (sav) with its value labels, and Parquet."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from satmodel.errors import DataProblems, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.cells import Grid, fingerprint, grid_of_frame
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.text import label

_SAV = (b"$FL2", b"$FL3")


def grid_of_columns(path: Path, data: bytes, encoding: str | None) -> Grid:
    """The cells of an SPSS or a Parquet file, under its variables' names; rows are counted from 1 as SPSS does.

    Args:
        path: the file.
        data: its bytes.
        encoding: the encoding of an SPSS file's text, where the file says the wrong one.

    Raises:
        DataProblems: the file is damaged.
        SettingError: the package that reads such files is not installed.
    """
    return _sav(path, data, encoding) if data.startswith(_SAV) else _parquet(path, data)


def _parquet(path: Path, data: bytes) -> Grid:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise SettingError('Parquet files need pyarrow: pip install "satmodel[big]"') from None
    try:
        frame = parquet.read_table(io.BytesIO(data)).to_pandas()
    except pa.ArrowException as error:
        raise DataProblems([faults.file_unreadable(Place(path.name), "damaged", str(error))]) from None
    return _named(path, data, frame.reset_index(drop=True))


def _sav(path: Path, data: bytes, encoding: str | None) -> Grid:
    try:
        import pyreadstat
    except ImportError:
        raise SettingError('SPSS files need pyreadstat: pip install "satmodel[spss]"') from None
    try:
        frame, meta = pyreadstat.read_sav(str(path), user_missing=True, encoding=encoding)
    except pyreadstat.ReadstatError as error:
        raise DataProblems([faults.file_unreadable(Place(path.name), "damaged", str(error))]) from None
    missing = {
        name: _declared(frame[name], ranges, meta.variable_value_labels.get(name, {}))
        for name, ranges in meta.missing_ranges.items()
    }
    for name, labelled in meta.variable_value_labels.items():
        frame[name] = frame[name].map(lambda value, known=labelled: known.get(value, value)).astype(object)
    return replace(_named(path, data, frame), missing={name: found for name, found in missing.items() if found})


def _declared(values: pd.Series, ranges: list[dict[str, Any]], labelled: dict[Any, str]) -> tuple[str, ...]:
    """The answers of a variable that the file declares as missing."""
    present = [value for value in values.dropna().unique().tolist() if value != ""]
    lost = [value for value in present if any(_within(value, one) for one in ranges)]
    return tuple(dict.fromkeys(label(labelled.get(value, value)) for value in lost))


def _within(value: Any, ends: dict[str, Any]) -> bool:
    return type(value) is type(ends["lo"]) and bool(ends["lo"] <= value <= ends["hi"])


def _named(path: Path, data: bytes, frame: pd.DataFrame) -> Grid:
    grid = grid_of_frame(frame)
    step = Step("file", {"name": path.name, "sha256": fingerprint(data), "sheet": None})
    return replace(grid, file=path.name, step=step)

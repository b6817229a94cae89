"""The engine in memory: the columns of a frame or of files, added up by pandas and numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems
from satmodel.survey.adding.sums import ends_of, row_sums, square_sums, together
from satmodel.survey.adding.tallies import NUMBER, SPACE, WHOLE, Asked, Tally, number_of
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.faults import Place

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def tally(source: pd.DataFrame | Sequence[Path], asked: Asked) -> Tally:
    """Add up the columns asked for.

    Args:
        source: a frame, or the paths of Parquet files or of CSV files with the columns asked for.
        asked: what is to be added up.
    """
    columns = list(asked.columns)
    if isinstance(source, pd.DataFrame):
        frame = source[columns]
    else:
        frame = pd.concat([_frame(path, columns) for path in source], ignore_index=True)
    wrong: dict[str, tuple[int, str]] = {}
    values = np.empty((len(frame), len(asked.items)))
    for q, column in enumerate(asked.items.values()):
        values[:, q] = _points(frame[column], asked.scale, wrong)
    weight = np.ones(len(frame))
    if asked.weight is not None:
        weight = _numbers(frame[asked.weight], {})
        low = ~(weight > 0) | np.isinf(weight)
        wrong[asked.weight] = (int(low.sum()), "")
        weight = np.where(low, 1.0, weight)
    sizes = {role: _required(frame[column], wrong) for role, column in asked.size_columns.items()}
    answered = ~np.isnan(values)
    whole = answered.all(axis=1)
    if asked.complete:
        answered = np.broadcast_to(whole[:, None], answered.shape)
    found = {role: pd.factorize(frame[column], use_na_sentinel=False) for role, column in asked.keys.items()}
    cell_of, first = together([codes for codes, _ in found.values()])
    names = ("respondents", "n", "sw", "swy", "swyy", "sww")
    sums = dict(zip(names, row_sums(values, answered, weight, cell_of, len(first)), strict=True))
    if asked.singly:
        squares = square_sums(values, answered, weight, cell_of, len(first))
        sums |= dict(zip(("ww", "wwy", "wwyy"), squares, strict=True))
    ends = {role: _ends(size, cell_of, len(first)) for role, size in sizes.items()}
    cells = {role: np.asarray(different, dtype=object)[codes[first]] for role, (codes, different) in found.items()}
    return Tally(pd.DataFrame(cells), sums, ends, wrong, int((~whole).sum()) if asked.complete else 0, ends_of(values))


def headers(path: Path) -> list[str]:
    """The headers of a Parquet file."""
    from pyarrow import parquet

    return list(parquet.read_schema(path).names)


def _frame(path: Path, columns: list[str]) -> pd.DataFrame:
    if path.suffix.lower() != ".csv":
        return pd.read_parquet(path, columns=columns)
    try:
        return pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataProblems([faults.encoding_unknown(Place(path.name), ["utf-8"])]) from None
    except pd.errors.ParserError as error:
        raise DataProblems([faults.file_unreadable(Place(path.name), "damaged", str(error).strip())]) from None


def _numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column.dtype)


def _text(column: pd.Series) -> pd.Series:
    """The column as text without white space at the ends; nothing for a missing cell."""
    return column.astype(object).map(str, na_action="ignore").fillna("").astype(str).str.replace(SPACE, "", regex=True)


def _numbers(column: pd.Series, wrong: dict[str, tuple[int, str]]) -> Array:
    """The column's numbers, ``nan`` where there is none; cells that hold something else are counted."""
    if _numeric(column):
        values = column.to_numpy(dtype=float, na_value=np.nan)
        strange, text = np.isinf(values), column
    else:
        text = _text(column)
        strange = ((text != "") & ~text.str.match(NUMBER)).to_numpy(dtype=bool)
        values = text.where(~strange & (text != ""), "nan").to_numpy(dtype=object).astype(float)
        strange = strange | np.isinf(values)
    _count(wrong, column.name, strange, text)
    return np.where(strange, np.nan, values)


def _required(column: pd.Series, wrong: dict[str, tuple[int, str]]) -> Array:
    values = _numbers(column, wrong)
    strange = np.isnan(values)
    _count(wrong, column.name, strange, column)
    return np.where(strange, 0.0, values)


def _count(wrong: dict[str, tuple[int, str]], name: str, strange: Mask, text: pd.Series) -> None:
    wrong[name] = (int(strange.sum()), min(_text(text[strange]), default=""))


def _points(column: pd.Series, scale: Scale | None, wrong: dict[str, tuple[int, str]]) -> Array:
    if scale is None:
        return _numbers(column, wrong)
    if _numeric(column):
        known = {number_of(answer): points for answer, points in _known(scale).items()}
        values = column.to_numpy(dtype=float, na_value=np.nan)
        text, given = column, ~np.isnan(values)
        codes, different = pd.factorize(values)
    else:
        known = _known(scale)
        text = _text(column).str.replace(WHOLE, r"\1", regex=True)
        given = (text != "").to_numpy(dtype=bool)
        codes, different = pd.factorize(text)
    points = np.array([*(known.get(one, np.nan) for one in different), np.nan])
    unknown = np.array([*(one not in known for one in different), False])
    _count(wrong, column.name, unknown[codes] & given, text)
    return np.where(given, points[codes], np.nan)


def _known(scale: Scale) -> dict[str, float]:
    return dict.fromkeys(scale.no_opinion, np.nan) | dict(scale.points)


def _ends(size: Array, cell_of: NDArray[np.intp], count: int) -> tuple[Array, Array]:
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, cell_of, size)
    np.maximum.at(high, cell_of, size)
    return low, high

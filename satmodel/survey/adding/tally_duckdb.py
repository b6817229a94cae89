"""The engine for files larger than memory: one Ibis expression on an embedded DuckDB."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, SettingError
from satmodel.survey.adding.tallies import NUMBER, SPACE, WHOLE, Asked, Tally, number_of
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.text import texts

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Column, Table

Array = NDArray[np.float64]

_ENDS = {"least": np.fmin.reduce, "most": np.fmax.reduce}


def tally(source: pd.DataFrame | Sequence[Path], asked: Asked) -> Tally:
    """Add up the columns asked for, in one pass over the files.

    DuckDB takes the processors and at most four fifths of the memory that it is allowed; beyond that it works on disk,
    in the system's folder for temporary files.

    Args:
        source: a frame, or the paths of Parquet files or of CSV files with the columns asked for.
        asked: what is to be added up.

    Raises:
        SettingError: the packages of ``satmodel[big]`` are missing.
        DataProblems: a file cannot be read.
    """
    connection = connect()
    import duckdb

    try:
        table = _table(connection, source, list(asked.columns))
        query = str(connection.compile(expression(table, asked)))
        found = connection.raw_sql(query).fetchnumpy()
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        detail = str(error).splitlines()[0]
        raise DataProblems([faults.file_unreadable(Place(_name(source)), "damaged", detail)]) from error
    finally:
        connection.disconnect()
    return _tally({name: _plain(values) for name, values in found.items()}, asked)


def connect() -> Backend:
    """An embedded DuckDB of its own.

    Raises:
        SettingError: the packages of ``satmodel[big]`` are missing.
    """
    try:
        import ibis
        import ibis.backends.duckdb
    except ImportError as error:
        raise SettingError(f'engine="duckdb" needs {error.name}: pip install "satmodel[big]"') from None
    return ibis.duckdb.connect(preserve_insertion_order=False, temp_directory=tempfile.gettempdir())


def headers(path: Path) -> list[str]:
    """The headers of a Parquet file."""
    connection = connect()
    try:
        return list(connection.read_parquet(path).columns)
    finally:
        connection.disconnect()


def expression(table: Table, asked: Asked) -> Table:
    """The sums of a table by its keys, as one expression.

    Sums over no rows are zero, not null; every number is double precision before it is multiplied.
    """
    import ibis

    rows: dict[str, Column] = {role: table[column] for role, column in asked.keys.items()}
    rows["w"] = ibis.literal(1.0)
    wrong: dict[str, tuple[Column, Column]] = {}
    if asked.weight is not None:
        value, strange, text = _numbers(table[asked.weight])
        low = value.isnull() | strange | ~(value > 0)
        rows["w"], wrong[asked.weight] = low.ifelse(1.0, value), (low, text)
    for q, column in enumerate(asked.items.values()):
        rows[f"y{q}"], strange, text = _points(table[column], asked.scale)
        wrong[column] = (strange, text)
    for role, column in asked.size_columns.items():
        value, strange, text = _numbers(table[column])
        lacking = value.isnull() | strange
        rows[role], wrong[column] = lacking.ifelse(0.0, value), (lacking, text)
    for i, (strange, text) in enumerate(wrong.values()):
        rows[f"bad{i}"], rows[f"text{i}"] = strange, strange.ifelse(text.fill_null(""), ibis.null("string"))
    flat = table.select(**rows)
    whole = ibis.and_(*(flat[f"y{q}"].notnull() for q in range(len(asked.items))))
    flat = flat.mutate(whole=whole)
    if asked.complete:
        flat = flat.mutate(**{f"y{q}": flat["whole"].ifelse(flat[f"y{q}"], None) for q in range(len(asked.items))})
    return flat.group_by(list(asked.keys)).aggregate(**_sums(flat, asked, len(wrong)))


def _sums(flat: Table, asked: Asked, checked: int) -> dict[str, Column]:
    w = flat["w"]
    sums = {"respondents": flat.count(), "whole": flat["whole"].sum()}
    for i in range(checked):
        sums |= {f"bad{i}": flat[f"bad{i}"].sum(), f"text{i}": flat[f"text{i}"].min()}
    for role in asked.size_columns:
        sums |= {f"low_{role}": flat[role].min(), f"high_{role}": flat[role].max()}
    ys = [flat[f"y{q}"] for q in range(len(asked.items))]
    for q, y in enumerate(ys):
        given = y.notnull()
        sums |= {f"n{q}": y.count(), f"w{q}": w.sum(where=given), f"v{q}": (w * w).sum(where=given)}
        sums |= {f"y{q}": (w * y).sum(), f"least{q}": y.min(), f"most{q}": y.max()}
        for r in range(q, len(ys)):
            sums[f"y{q}_{r}"] = (w * y * ys[r]).sum()
            if asked.singly:
                both = given & ys[r].notnull()
                sums |= {f"v{q}_{r}": (w * w).sum(where=both), f"z{q}_{r}": (w * w * y * ys[r]).sum()}
        if asked.singly:
            sums |= {f"x{q}_{r}": (w * w * y).sum(where=ys[r].notnull()) for r in range(len(ys))}
    kept = ("text", "least", "most")
    return {name: total if name.startswith(kept) else total.coalesce(0) for name, total in sums.items()}


def _table(connection: Backend, source: pd.DataFrame | Sequence[Path], columns: list[str]) -> Table:
    if isinstance(source, pd.DataFrame):
        plain = source[columns]
        mixed = [name for name in columns if plain[name].dtype == object]
        plain = plain.assign(**{name: texts(plain[name].to_numpy(dtype=object)) for name in mixed})
        connection.con.register("respondents", plain)
        return connection.table("respondents")
    paths = [str(path) for path in source]
    if source[0].suffix.lower() == ".csv":
        return connection.read_csv(paths, all_varchar=True, header=True, delim=",", quote='"', escape='"')
    return connection.read_parquet(paths, union_by_name=True)


def _numbers(column: Column) -> tuple[Column, Column, Column]:
    """A column's numbers (null where there is none), whether a cell holds something else, and its text."""
    if _is_number(column):
        value = column.cast("float64")
        value = value.isnan().ifelse(None, value)
        strange = value.isinf().fill_null(False)
        return strange.ifelse(None, value), strange, column.cast("string")
    text = _text(column)
    number = text.re_search(NUMBER)
    value = number.ifelse(text, None).try_cast("float64")
    strange = (text != "") & (~number | value.isinf().fill_null(False))
    return strange.ifelse(None, value), strange, text


def _is_number(column: Column) -> bool:
    return bool(column.type().is_numeric() or column.type().is_boolean())


def _text(column: Column) -> Column:
    return column.cast("string").fill_null("").re_replace(SPACE, "")


def _points(column: Column, scale: Scale | None) -> tuple[Column, Column, Column]:
    if scale is None:
        return _numbers(column)
    if _is_number(column):
        value = column.cast("float64")
        value = value.isnan().ifelse(None, value)
        points = {number_of(answer): one for answer, one in scale.points.items()}
        known = [*points, *map(number_of, scale.no_opinion)]
        points.pop(None, None)
        strange = value.notnull() & ~value.isin([one for one in known if one is not None])
        return _mapped(value, points), strange.fill_null(False), column.cast("string")
    text = _text(column).re_replace(WHOLE, r"\1")
    strange = (text != "") & ~text.isin([*scale.points, *scale.no_opinion])
    return _mapped(text, dict(scale.points)), strange, text


def _mapped(column: Column, points: dict[Any, float]) -> Column:
    import ibis

    nothing = ibis.null("float64")
    return column.cases(*points.items(), else_=nothing).cast("float64") if points else nothing


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    """A column of the answer with None where it is null."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    return np.where(values.mask, None, values.data.astype(object)) if values.mask.any() else values.data


def _tally(found: dict[str, NDArray[Any]], asked: Asked) -> Tally:
    p = len(asked.items)

    def table(letter: str) -> Array:
        return np.column_stack([found[f"{letter}{q}"].astype(float) for q in range(p)])

    def square(letter: str) -> Array:
        whole = np.zeros((len(found["respondents"]), p, p))
        for q in range(p):
            for r in range(p):
                pair = (q, r) if letter == "x" else (min(q, r), max(q, r))
                whole[:, q, r] = found[f"{letter}{pair[0]}_{pair[1]}"].astype(float)
        return whole

    sums = {
        "respondents": found["respondents"].astype(float),
        "n": table("n"),
        "sw": table("w"),
        "swy": table("y"),
        "swyy": square("y"),
        "sww": table("v"),
    }
    if asked.singly:
        sums |= {"ww": square("v"), "wwy": square("x"), "wwyy": square("z")}
    checked = [name for name in (asked.weight, *asked.items.values(), *asked.size_columns.values()) if name]
    wrong = {}
    for i, column in enumerate(checked):
        examples = [text for text in found[f"text{i}"].tolist() if text is not None]
        wrong[column] = (int(found[f"bad{i}"].astype(float).sum()), min(examples, default=""))
    sizes = {
        role: (found[f"low_{role}"].astype(float), found[f"high_{role}"].astype(float)) for role in asked.size_columns
    }
    keys = pd.DataFrame({role: found[role].astype(object) for role in asked.keys})
    lost = int(sums["respondents"].sum() - found["whole"].astype(float).sum()) if asked.complete else 0
    ends = [[end(found[f"{name}{q}"].astype(float)) for q in range(p)] for name, end in _ENDS.items()]
    return Tally(keys, sums, sizes, wrong, lost, np.array(ends))


def _name(source: pd.DataFrame | Sequence[Path]) -> str | None:
    return None if isinstance(source, pd.DataFrame) else source[0].name

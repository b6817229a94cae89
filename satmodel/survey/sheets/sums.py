"""Counts in a sheet: whole numbers whose parts add up to what is printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import Problem
from satmodel.survey.sheets import faults_counts
from satmodel.survey.sheets.faults import number_expected
from satmodel.survey.sheets.text import Cells, compact, numbers
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet

Array = NDArray[np.float64]


@cache
def _book() -> dict[str, Any]:
    text = resources.files("satmodel.survey.sheets").joinpath("counts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _sum() -> re.Pattern[str]:
    return re.compile(_book()["rows"]["sum"], re.IGNORECASE)


def heads(answer: str, header: str) -> bool:
    """Whether a column's header is an answer, with nothing behind it but what a column of counts or shares says.

    Examples:
        >>> heads("don't know", "don't know (%)"), heads("don't know", "don't know why")
        (True, False)
    """
    text, wanted = compact(header), compact(answer)
    return text.startswith(wanted) and text[len(wanted) :] in ("", *_book()["columns"]["after"])


def is_sum(name: object) -> bool:
    """Whether a row's name says that it is the sum of all others.

    Examples:
        >>> is_sum("Total"), is_sum("average"), is_sum("town")
        (True, False, False)
    """
    return bool(_sum().fullmatch(compact(name)))


def whole(sheet: Sheet, key: Key, rows: Rows) -> tuple[Array, list[Problem]]:
    """A column's (r,) counts, ``nan`` where there is none, and the cells that hold no count."""
    values, wrong = numbers(sheet.values(key, rows))
    wrong |= np.isnan(values)
    broken = ~wrong & ((values < 0) | (values != np.floor(values)))
    role = key[1] if key[0] in ("answer", "no_opinion", "outcome") else key[0]
    problems = [number_expected(sheet.place(key, row), role, sheet.text(key, row)) for row in rows[wrong]]
    problems += [faults_counts.count_invalid(sheet.place(key, row), sheet.text(key, row)) for row in rows[broken]]
    return np.where(wrong | broken, np.nan, values), problems


def row_sums(sheet: Sheet, key: Key, rows: Rows, parts: Array) -> list[Problem]:
    """Rows whose (r, c) parts do not add up to the printed total; rows with a fault of another kind are passed over."""
    printed, problems = whole(sheet, key, rows)
    found = parts.sum(axis=1)
    differs = ~np.isnan(printed) & ~np.isnan(found) & (printed != found)
    return problems + [
        faults_counts.total_differs(sheet.place(key, row), float(a), float(b))
        for row, a, b in zip(rows[differs], printed[differs], found[differs], strict=True)
    ]


def column_sums(sheet: Sheet, columns: Mapping[Key, Array], *, item: Key | None, items: Cells) -> list[Problem]:
    """Rows of totals that are not the sum of the data rows.

    Args:
        sheet: the sheet.
        columns: the (r,) counts of each column, by its key.
        item: the column of items, None where there is none; a total is compared with the rows of its own item, or
            with all rows where it names none.
        items: (r,) the item of each data row.
    """
    unit = ("unit", "unit")
    rows = [row for row in sheet.rows("total") if is_sum(sheet.text(unit, row))]
    problems = []
    for row in rows:
        named = "" if item is None else str(sheet.labels(item, np.array([row]))[0])
        used = items == named if named and named in set(items) else np.ones(len(items), dtype=bool)
        for key, values in columns.items():
            printed = numbers(sheet.values(key, np.array([row])))[0][0]
            found = float(values[used].sum())
            if not np.isnan(printed) and not np.isnan(found) and printed != found:
                problems.append(faults_counts.total_row_differs(sheet.place(key, row), float(printed), found))
    return problems

"""Reading one table of counts or shares: a row a unit (and item), a column an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import Problem
from satmodel.survey.sheets import faults, faults_counts, rounded, sums
from satmodel.survey.sheets.text import Cells, label, numbers, words
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet, recognise, row_counts

Array = NDArray[np.float64]

UNIT, ITEM, TOTAL, BASE = ("unit", "unit"), ("item", "item"), ("total", "total"), ("base", "base")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns asked for.

    Attributes:
        unit, item: their headers; no item where the table is about one question.
        answers: the header of each answer that is scored.
        no_opinion: the header of each answer without an opinion, when they are named; None to find the usual ones.
        usual: answers without an opinion that are taken where a column is headed so.
        total: the header of the printed total.
        base: the header of the respondents behind shares, or their number.
    """

    unit: str
    item: str | None
    answers: Mapping[str, str]
    no_opinion: Mapping[str, str] | None
    usual: Sequence[str]
    total: str | None
    base: str | float | None


@dataclass(frozen=True, slots=True, eq=False)
class CountTable:
    """One table as read.

    Attributes:
        sheet: the sheet. rows: (r,) the positions of its data rows.
        unit, item: (r,) labels; the item is one same name where the table has no column of items.
        answers: (c,) the answers, those without an opinion last; ``scored`` of them come first.
        scored: how many answers are scored.
        count, low, high: (r, c) counts, and the smallest and largest that the printed shares allow.
        unused: headers of columns that were not asked for.
        problems: every fault of the table.
    """

    sheet: Sheet
    rows: Rows
    unit: Cells
    item: Cells
    answers: tuple[str, ...]
    scored: int
    count: Array
    low: Array
    high: Array
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]


def count_table(
    source: str | Path | pd.DataFrame, columns: Columns, *, item: str | None = None, sheet: str | None = None
) -> CountTable:
    """Read one table and note every fault of it.

    Args:
        source: a workbook, a text file or a frame.
        columns: the columns asked for.
        item: the item that the whole table is about, where it has no column of items.
        sheet: the sheet's name.
    """
    found = _with_usual(recognise(source, _wanted(columns), key=UNIT, sheet=sheet), columns)
    problems = list(found.problems)
    rows = found.rows("data")
    if found.columns and not len(rows):
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    asked = [("answer", answer) for answer in columns.answers]
    keys = [key for key in found.columns if key[0] in ("answer", "no_opinion")]
    blank = np.full((len(rows), len(keys)), np.nan)
    used = set(found.columns.values())
    unused = tuple(name for j, name in enumerate(found.names) if j not in used and found.holds(j))
    if problems:
        lost = np.full(len(rows), "", dtype=object)
        return CountTable(found, rows, lost, lost, (), len(asked), blank, blank, blank, unused, tuple(problems))
    unit = found.labels(UNIT, rows)
    items = found.labels(ITEM, rows) if columns.item else np.full(len(rows), item or "", dtype=object)
    problems += [faults.unit_blank(found.place(UNIT, row)) for row in rows[unit == ""]]
    if columns.item:
        problems += [faults.label_blank(found.place(ITEM, row), "item") for row in rows[items == ""]]
    (count, low, high), more = (
        _counts(found, keys, rows, items, columns) if columns.base is None else _shares(found, keys, rows, columns)
    )
    answers = tuple(key[1] for key in keys)
    problems += more
    return CountTable(found, rows, unit, items, answers, len(asked), count, low, high, unused, tuple(problems))


def crossed(tables: Sequence[CountTable]) -> list[Problem]:
    """Units (and items) that have two rows, and items that a unit lacks, over all tables."""
    first: dict[tuple[str, str], tuple[CountTable, int]] = {}
    problems = []
    for table in tables:
        for row, unit, item in zip(table.rows, table.unit, table.item, strict=True):
            if (unit, item) in first:
                earlier = table.sheet.grid.number_of(first[unit, item][1])
                names = [name for name in (unit, item) if name]
                problems.append(faults_counts.counted_twice(table.sheet.place(UNIT, row), names, earlier))
            elif unit:
                first[unit, item] = table, row
    units = dict.fromkeys(unit for unit, _ in first)
    items = dict.fromkeys(item for _, item in first if item)
    begins: dict[str, tuple[CountTable, int]] = {}
    for (unit, _), at in first.items():
        begins.setdefault(unit, at)
    for unit in units:
        table, row = begins[unit]
        unnamed = (unit, "") in first and len(items) > 0  # a row without its item is a fault already
        lacking = [] if unnamed else [item for item in items if (unit, item) not in first]
        problems += [faults_counts.item_uncounted(table.sheet.place(UNIT, row), unit, item) for item in lacking]
    return problems


def _wanted(columns: Columns) -> dict[Key, str]:
    wanted: dict[Key, str] = {UNIT: columns.unit}
    if columns.item is not None:
        wanted[ITEM] = columns.item
    wanted |= {("answer", answer): header for answer, header in columns.answers.items()}
    wanted |= {("no_opinion", answer): header for answer, header in (columns.no_opinion or {}).items()}
    if columns.total is not None:
        wanted[TOTAL] = columns.total
    if isinstance(columns.base, str):
        wanted[BASE] = columns.base
    return wanted


def _with_usual(sheet: Sheet, columns: Columns) -> Sheet:
    """The sheet with the columns of the usual answers without an opinion, where they were not named."""
    if columns.no_opinion is not None or not sheet.columns:
        return sheet
    usual = dict.fromkeys(label(answer) for answer in (*columns.usual, *words()["no_opinion"]["answers"]))
    taken = set(sheet.columns.values())
    found: dict[Key, int] = {}
    for j, name in enumerate(sheet.names):
        answer = next((one for one in usual if sums.heads(one, name)), None)
        if answer is not None and j not in taken and answer not in columns.answers:
            found.setdefault(("no_opinion", answer), j)
    return replace(sheet, columns={**sheet.columns, **found})


def _counts(
    sheet: Sheet, keys: Sequence[Key], rows: Rows, items: Cells, columns: Columns
) -> tuple[tuple[Array, Array, Array], list[Problem]]:
    read = [sums.whole(sheet, key, rows) for key in keys]
    problems = [problem for _, faulty in read for problem in faulty]
    count = np.column_stack([values for values, _ in read])
    added = {key: count[:, j] for j, key in enumerate(keys)}
    if columns.total is not None:
        problems += sums.row_sums(sheet, TOTAL, rows, count)
        added[TOTAL] = count.sum(axis=1)
    problems += sums.column_sums(sheet, added, item=ITEM if columns.item else None, items=items)
    return (count, count, count), problems


def _shares(
    sheet: Sheet, keys: Sequence[Key], rows: Rows, columns: Columns
) -> tuple[tuple[Array, Array, Array], list[Problem]]:
    """Counts from shares of a base, as nearly as their decimals tell."""
    problems: list[Problem] = []
    if isinstance(columns.base, str):
        base, problems = sums.whole(sheet, BASE, rows)
    else:
        base = np.full(len(rows), float(columns.base or 0))
    shares = np.full((len(rows), len(keys)), np.nan)
    for j, key in enumerate(keys):
        shares[:, j], wrong = numbers(sheet.values(key, rows))
        wrong |= np.isnan(shares[:, j])
        problems += [faults.number_expected(sheet.place(key, row), key[1], sheet.text(key, row)) for row in rows[wrong]]
    if problems:
        return (shares, shares, shares), problems
    if len(rows) and np.median(shares.sum(axis=1)) < 1.5:  # .36 rather than 36 per cent
        shares = 100 * shares
    half = 0.5 * 10.0 ** -rounded.decimals(shares)
    low, high = rounded.possible(shares, base, half)
    for i, j in zip(*np.nonzero((shares < 0) | (shares > 100) | (low > high)), strict=True):
        place, text = sheet.place(keys[j], rows[i]), sheet.text(keys[j], rows[i])
        within = 0 <= shares[i, j] <= 100
        problems.append(
            faults_counts.share_impossible(place, text, int(base[i]))
            if within
            else faults_counts.share_invalid(place, text)
        )
    if problems:
        return (shares, shares, shares), problems
    low, high = rounded.added_up(low, high, base)
    for i in np.flatnonzero((low > high).any(axis=1)):
        problems.append(faults_counts.shares_differ(sheet.place(keys[0], rows[i]), float(shares[i].sum())))
    count = shares if problems else rounded.nearest(shares, low, high, base)
    return (count, low, high), problems

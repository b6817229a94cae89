"""Published tables with a column for each item or each round, read as one row a mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.repeats import repeated
from satmodel.survey.sheets.text import label
from satmodel.survey.sheets.workbooks import Table, table

Array = NDArray[np.float64]
Header = str | Mapping[str, str]

_PARTS = ("score", "n", "sd", "rank")
_TAKEN = (*_PARTS, "unit", "item", "round", "change", "composite")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of means and what belongs to it.

    Attributes:
        item, round: what the column is of; None where a column of the table (or nothing) says so.
        score, n, sd, rank: headers; None where there is none. n and sd may be one number for all.
    """

    item: str | None
    round: str | None
    score: str
    n: str | float | None = None
    sd: str | float | None = None
    rank: str | None = None

    def key(self, part: str) -> str:
        """The name under which a part is read: what the fault of a cell calls it."""
        mine = getattr(self, part)
        label = "/".join(name for name in (self.round, self.item) if name is not None)
        if not label or not isinstance(mine, str):
            return part
        return label if part == "score" and label not in _TAKEN else f"{part} {label}"


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The means of a published table, one row each.

    Attributes:
        frame: the names of the labels, then score, n, sd, rank, the row's number and the position of its column.
        names: the levels of the labels: unit, item, round.
        columns: the columns of means.
        read: the table as it was read.
        left_out: rows that where= does not ask for.
    """

    frame: pd.DataFrame
    names: list[str]
    columns: tuple[Column, ...]
    read: Table
    left_out: int

    def place(self, row: int, part: str) -> Place:
        """Where a part of one mean stands."""
        record = self.frame.loc[row]
        return self.read.place(self.columns[int(record["column"])].key(part), record["row"])

    def written(self, row: int, part: str) -> str:
        """One number as it is told in a fault."""
        value = float(self.frame.loc[row, part])
        return "" if np.isnan(value) else f"{value:.12g}"

    def told(self, row: int) -> str:
        """Which item or round a mean is of, for a fault."""
        column = self.columns[int(self.frame.loc[row, "column"])]
        return column.key("score").removeprefix("score ")


def columns_of(
    score: Header | None,
    n: Header | float | None,
    sd: Header | float | None,
    ranks: Header | None,
    rounds: Mapping[str, Mapping[str, Any]] | None,
) -> tuple[Column, ...]:
    """The columns of means that are asked for.

    Raises:
        SettingError: no score, a round with a key that there is not, or items of n, SD or rank that have no score.
    """
    parts = {"score": score, "n": n, "sd": sd, "rank": ranks}
    if rounds is None:
        return _of_items(None, parts)
    found: list[Column] = []
    for name, own in rounds.items():
        strange = [key for key in own if key not in _PARTS]
        if strange:
            raise SettingError(f"rounds= knows {', '.join(_PARTS)} and not {strange[0]!r} (round {name!r})")
        found += _of_items(str(name), parts | dict(own))
    return tuple(found)


def _of_items(round_name: str | None, parts: Mapping[str, Any]) -> tuple[Column, ...]:
    score = parts["score"]
    if not score:
        where = "" if round_name is None else f" of the round {round_name!r}"
        raise SettingError(f"name the column of means{where}: score=")
    items = list(score) if isinstance(score, Mapping) else [None]
    for part, given in parts.items():
        strange = [item for item in given if item not in items] if isinstance(given, Mapping) else []
        if strange:
            raise SettingError(f"{part}= names {strange[0]!r}, for which score= gives no column")
    return tuple(
        Column(
            item,
            round_name,
            **{part: given.get(item) if isinstance(given, Mapping) else given for part, given in parts.items()},
        )
        for item in items
    )


def figures(
    source: str | Path | pd.DataFrame,
    columns: Sequence[Column],
    *,
    labels: Mapping[str, str],
    where: Mapping[str, str | Sequence[str]] | None = None,
    more: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
) -> Figures:
    """Read the means of a table.

    Args:
        source: a workbook, a text file or a frame.
        columns: the columns of means.
        labels: the headers of the columns that name the unit and the item.
        where: columns that :func:`chosen` will ask about.
        more: further columns of numbers, by the name under which ``read`` holds them; their cells may be empty.
        sheet: the sheet's name.

    Raises:
        DataProblems: the table cannot be read, or a unit stands in it twice, listing every fault.
    """
    wide = len(columns) > 1
    asked = {f"where {header}": header for header in where or {}}
    further = {name: header for name, header in (more or {}).items() if header is not None}
    headers = dict(labels) | asked
    for column in columns:
        headers |= {
            column.key(part): getattr(column, part) for part in _PARTS if isinstance(getattr(column, part), str)
        }
    headers |= further
    numbers = [name for name in headers if name not in labels and name not in asked]
    may_lack = [name for name in numbers if wide or name in further or name.split()[0] in ("sd", "rank")]
    read = table(source, headers, numbers=numbers, optional=[*may_lack, *asked], sheet=sheet)
    problems = repeated(read, [*labels, *asked])
    parts = [_part(read.frame, column, i, list(labels)) for i, column in enumerate(columns)]
    frame = pd.concat(parts, ignore_index=True).sort_values(["row", "column"], ignore_index=True)
    names = [*labels, *(name for name in ("item", "round") if getattr(columns[0], name) is not None)]
    found = Figures(frame, names, tuple(columns), read, 0)
    problems += _without_n(found)
    if problems:
        raise DataProblems(faults.in_order(problems))
    return found


def _part(frame: pd.DataFrame, column: Column, position: int, labels: list[str]) -> pd.DataFrame:
    part = frame[labels].copy()
    for name in ("item", "round"):
        if getattr(column, name) is not None:
            part[name] = getattr(column, name)
    for name in _PARTS:
        given = getattr(column, name)
        part[name] = frame[column.key(name)] if isinstance(given, str) else np.nan if given is None else float(given)
    return part.assign(row=frame.index, column=position)


def _without_n(found: Figures) -> list[Problem]:
    """Means without the number behind them."""
    frame = found.frame
    named = np.array([isinstance(found.columns[i].n, str) for i in frame["column"]], dtype=bool)
    lacking = named & frame["n"].isna().to_numpy() & frame["score"].notna().to_numpy()
    return [faults.number_expected(found.place(row, "n"), "n", "") for row in np.flatnonzero(lacking)]


def chosen(found: Figures, where: Mapping[str, str | Sequence[str]] | None) -> Figures:
    """The means in the rows that are asked for.

    Args:
        found: the means of all rows.
        where: a column's header, as given to :func:`figures`, and what it may hold; all rows by default.

    Raises:
        SettingError: where= asks for what no row holds.
        DataProblems: a unit stands twice in the rows that are asked for.
    """
    if not where:
        return found
    kept = pd.Series(data=True, index=found.read.frame.index)
    for header, wanted in where.items():
        cells = found.read.frame[f"where {header}"]
        values = [label(one) for one in ([wanted] if isinstance(wanted, str) else wanted)]
        absent = [one for one in values if one not in set(cells)]
        if absent or not values:
            there = ", ".join(dict.fromkeys(repr(cell) for cell in cells))
            raise SettingError(f"where= asks for {absent} in {header!r}, which holds {there}")
        kept &= cells.isin(values)
    labels = [name for name in ("unit", "item") if name in found.read.frame]
    again = repeated(found.read, labels, kept.index[kept])
    if again:
        raise DataProblems(again)
    rows = found.frame["row"].map(kept)
    frame = found.frame[rows.to_numpy(dtype=bool)].reset_index(drop=True)
    return Figures(frame, found.names, found.columns, found.read, int((~kept).sum()))


def step_of(found: Figures, where: Mapping[str, str | Sequence[str]] | None, ranks: int) -> Step:
    """How the means were read from their columns; the file alone where there is one column and every row of it."""
    if len(found.columns) == 1 and not where and not ranks:
        return found.read.step
    items = tuple(dict.fromkeys(column.item for column in found.columns if column.item is not None))
    rounds = tuple(dict.fromkeys(column.round for column in found.columns if column.round is not None))
    kept = tuple(
        (header, (wanted,) if isinstance(wanted, str) else tuple(wanted)) for header, wanted in (where or {}).items()
    )
    settings = {
        "items": items,
        "item_count": len(items),
        "rounds": rounds,
        "round_count": len(rounds),
        "rounds_independent": len(rounds) > 1,
        "where": kept,
        "left_out": found.left_out,
        "ranks_checked": ranks,
        "assumed_n": _assumed(found.columns),
    }
    return Step("wide_table", settings, (found.read.step,))


def _assumed(columns: Sequence[Column]) -> str | None:
    """Sample sizes that were assumed and differ from column to column; None where one holds for all."""
    given = {column.key("score").removeprefix("score "): column.n for column in columns}
    told = {name: size for name, size in given.items() if isinstance(size, int | float)}
    if not told or len(set(given.values())) == 1:
        return None
    return ", ".join(f"{name} {size:g}" for name, size in told.items())

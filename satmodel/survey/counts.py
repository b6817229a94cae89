"""Counts of answers by unit and item: the door for tables without respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, SettingError
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.count_tables import Columns, CountTable, count_table, crossed
from satmodel.survey.sheets.text import label
from satmodel.survey.sheets.workbooks import report

Array = NDArray[np.float64]
Source = str | Path | pd.DataFrame

_ROWS = ("title", "header", "note", "total", "blank", "row")


@dataclass(frozen=True, slots=True, eq=False)
class Counts(Result):
    """How many people gave each answer, by unit and item.

    Attributes:
        frame: one row a unit, item (where there are items) and answer: ``kind`` (``"scored"`` or ``"no_opinion"``),
            ``count``, and ``count_low`` and ``count_high``, between which the true count lies where the table gave
            shares (the count itself where it gave counts).
        scale: the points of the answers, None where none were given.
        report: one row a kind of row: file, sheet, kind, rows, where.
        step: how they were read.
    """

    frame: pd.DataFrame
    scale: Scale | None
    report: pd.DataFrame
    step: Step

    @property
    def levels(self) -> list[str]:
        """``["unit", "item"]``, or ``["unit"]`` where the table is about one question."""
        return [name for name in ("unit", "item") if name in self.frame]

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers, those without an opinion last."""
        return tuple(self.frame["answer"].unique())

    @property
    def scored(self) -> tuple[str, ...]:
        """The answers that are scored."""
        return tuple(self.frame.loc[self.frame["kind"] == "scored", "answer"].unique())

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit and item: the count of each answer, and ``n``, all of them together."""
        labels, matrix = self.matrix()
        wide = pd.DataFrame(matrix.astype(int), index=labels, columns=list(self.answers))
        return wide.assign(n=wide.sum(axis=1)).set_axis(
            labels.get_level_values(0) if labels.nlevels == 1 else labels, axis=0
        )

    @property
    def chart(self) -> Chart:
        """The shares of the answers to each item over all units; of each unit where there is one question."""
        by = self.levels[-1]
        data = self.frame.groupby([by, "answer", "kind"], sort=False, as_index=False)["count"].sum()
        data["share"] = data["count"] / data.groupby(by, sort=False)["count"].transform("sum")
        columns = {"label": by, "part": "answer", "value": "share", "kind": "kind"}
        return Chart("answers", data, columns)

    @property
    def findings(self) -> tuple[Finding, ...]:
        frame = self.frame
        n = self.table["n"]
        given = {
            "units": int(frame["unit"].nunique()),
            "items": int(frame["item"].nunique()) if "item" in frame else None,
            "smallest_n": int(n.min()),
            "largest_n": int(n.max()),
            "same_n": bool(n.min() == n.max()),
        }
        apart = int(frame.loc[frame["kind"] == "no_opinion", "count"].sum())
        found = [
            Finding("counts.given", given),
            Finding("counts.no_opinion", {"share": apart / max(int(frame["count"].sum()), 1)}),
        ]
        if self.step.settings.get("shares"):
            width = frame["count_high"] - frame["count_low"]
            values = {"cells": len(frame), "open": int((width > 0).sum()), "widest": int(width.max())}
            found.append(Finding("counts.rounded", values))
        unused = self.step.settings.get("unused", ())
        if unused:
            found.append(Finding("counts.unused", {"names": unused}))
        return tuple(found)

    def matrix(self, column: str = "count") -> tuple[pd.MultiIndex, Array]:
        """The labels of the k units and items, and the (k, c) counts of the answers.

        Args:
            column: ``"count"``, ``"count_low"`` or ``"count_high"``.
        """
        width = len(self.answers)
        labels = pd.MultiIndex.from_frame(self.frame[self.levels].iloc[::width])
        return labels, self.frame[column].to_numpy(dtype=float).reshape(-1, width)

    def merged(self, groups: Mapping[str, Sequence[str]]) -> Counts:
        """The counts of units added up into groups, such as a township out of those it was made from.

        Args:
            groups: the units of each group, by its name; a unit that no group names stays as it is.

        Raises:
            SettingError: a unit that is not there or stands in two groups, or a group named like a unit outside it.

        Examples:
            >>> frame = pd.DataFrame({"town": ["A", "B"], "yes": [3, 4], "no": [2, 1]})
            >>> counts(frame, unit="town", answers=["yes", "no"]).merged({"AB": ["A", "B"]}).table.loc["AB"].tolist()
            [7, 3, 10]
        """
        units = list(self.frame["unit"].unique())
        named = [unit for members in groups.values() for unit in members]
        strange = sorted({name for name in named if name not in units or named.count(name) > 1})
        if strange:
            raise SettingError(f"groups must name units that are there, each once; not so: {strange}")
        taken = [name for name in groups if name in units and name not in groups[name]]
        if taken:
            raise SettingError(f"groups named like a unit that is not in them: {taken}")
        into = {unit: group for group, members in groups.items() for unit in members}
        frame = self.frame.assign(unit=self.frame["unit"].map(lambda unit: into.get(unit, unit)))
        keys = [*self.levels, "answer", "kind"]
        frame = frame.groupby(keys, sort=False, as_index=False)[["count", "count_low", "count_high"]].sum()
        order = pd.factorize(pd.MultiIndex.from_frame(frame[self.levels]))[0]
        frame = frame.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
        plain = tuple((name, tuple(members)) for name, members in groups.items())
        step = Step("counts", {**self.step.settings, "merged": plain}, self.step.sources)
        return Counts(frame, self.scale, self.report, step)


def counts(
    source: Source | Mapping[str, Source],
    *,
    unit: str,
    answers: Scale | str | Sequence[str] | Mapping[str, str],
    item: str | None = None,
    no_opinion: Sequence[str] | None = None,
    total: str | None = None,
    base: str | float | None = None,
    sheet: str | Mapping[str, str] | None = None,
) -> Counts:
    """Read how often each answer was given, from a table with a row a unit (and item) and a column an answer.

    Args:
        source: a workbook, a text file or a frame; or one for each item, by the item's name.
        unit, item: the columns of the unit and of the item; no item where the table is about one question.
        answers: the answers that are scored: a :class:`Scale` or a preset's name (which says their points as well), a
            list of headers, or ``{answer: header}``.
        no_opinion: the columns of answers without an opinion; by default those that the scale names and the usual ones
            (``words.toml``), where there are such columns. ``[]`` for none.
        total: the column of the printed total, which counts every answer, those without an opinion too; checked.
        base: the column of respondents, or their number, where the table gives shares (36, ``"36%"`` or .36) of it.
        sheet: the sheet's name, by default the one with the headers; or the sheet of each item, by the item's name.

    Returns:
        The counts; rows of totals are checked against their columns and left out. Shares become the whole numbers that
        add up to the base and, rounded, give what is printed; where several do, ``count_low`` and ``count_high`` say
        so.

    Assumptions:
        A person is counted once in a row.

    Raises:
        DataProblems: every fault of the table: a cell that is no count, parts that do not add up to their total, a unit
            and item with two rows or none, shares that no whole number gives.
        SettingError: a setting that cannot be used.

    Source:
        Brown and Heathers (2017), Social Psychological and Personality Science 8, 363-369, for what rounded shares of
        whole numbers can be.

    Examples:
        >>> frame = pd.DataFrame({"town": ["A", "B"], "good": [60, 70], "bad": [40, 20], "unsure": [0, 10]})
        >>> given = counts(frame, unit="town", answers=Scale({"good": 100, "bad": 0}, no_opinion=["unsure"]))
        >>> given.table.loc["B"].tolist()
        [70, 20, 10, 100]
    """
    scale = Scale.preset(answers) if isinstance(answers, str) else answers if isinstance(answers, Scale) else None
    columns = _columns(scale, answers, unit, item, no_opinion, (total, base))
    tables = [count_table(one, columns, item=name, sheet=where) for name, one, where in _sources(source, item, sheet)]
    problems = [problem for table in tables for problem in table.problems]
    known = [table for table in tables if table.answers]
    problems += crossed(known) if len(known) == len(tables) else []
    if problems:
        raise DataProblems(faults.in_order(problems))
    answered = {table.answers for table in tables}
    if len(answered) > 1:
        raise SettingError(f"the tables have different answers: {sorted(answered)}; name those of all with no_opinion=")
    named = any(name for table in tables for name in table.item)
    settings = {
        "units": len(dict.fromkeys(name for table in tables for name in table.unit)),
        "items": len(dict.fromkeys(name for table in tables for name in table.item)) if named else None,
        "answers": tables[0].answers,
        "no_opinion": tables[0].answers[tables[0].scored :],
        "total_checked": total is not None,
        "shares": base is not None,
        "unused": tuple(dict.fromkeys(name for table in tables for name in table.unused)),
    }
    reports = [report(table.sheet, _kinds(table), listed=_ROWS) for table in tables]
    files = {repr(table.sheet.grid.step): table.sheet.grid.step for table in tables}
    step = Step("counts", settings, tuple(files.values()))
    return Counts(_long(tables, named=named), scale, pd.concat(reports, ignore_index=True), step)


def _columns(
    scale: Scale | None,
    answers: Any,
    unit: str,
    item: str | None,
    no_opinion: Sequence[str] | None,
    sums: tuple[str | None, str | float | None],
) -> Columns:
    total, base = sums
    if total is not None and base is not None:
        raise SettingError("give total= for a table of counts or base= for a table of shares, not both")
    if isinstance(base, int | float) and not (base > 0 and base == int(base)):
        raise SettingError(f"base must be a column's header or a whole number above zero, not {base!r}")
    if isinstance(no_opinion, str):
        raise SettingError(f"no_opinion must be a list of headers, such as [{no_opinion!r}]")
    given = answers if isinstance(answers, Mapping) else {name: name for name in (scale.points if scale else answers)}
    headers = {label(answer): header for answer, header in given.items()}
    if not headers:
        raise SettingError("answers must name the column of at least one answer")
    apart = None if no_opinion is None else {label(name): name for name in no_opinion}
    both = [name for name in apart or () if name in headers]
    if both:
        raise SettingError(f"answers both scored and named as no opinion: {both}; keep each in one place")
    return Columns(unit, item, headers, apart, tuple(scale.no_opinion) if scale else (), total, base)


def _sources(source: Any, item: str | None, sheet: Any) -> list[tuple[str | None, Any, str | None]]:
    """The name of the item, the source and the sheet of each table."""
    many = isinstance(source, Mapping)
    sheets = isinstance(sheet, Mapping)
    if (many or sheets) and item is not None:
        raise SettingError("a table for each item has no column of items; leave out item=")
    if many and sheets and set(source) != set(sheet):
        raise SettingError("source and sheet must name the same items")
    names = list(source if many else sheet if sheets else [None])
    if not names:
        raise SettingError("no table is given")
    return [(name, source[name] if many else source, sheet[name] if sheets else sheet) for name in names]


def _kinds(table: CountTable) -> NDArray[np.object_]:
    return np.where(table.sheet.kinds == "data", "row", table.sheet.kinds)


def _long(tables: Sequence[CountTable], *, named: bool) -> pd.DataFrame:
    """One row a unit, item and answer; the units in the order of the tables, the items within them."""
    parts = []
    for table in tables:
        r, c = table.count.shape
        kinds = ["scored"] * table.scored + ["no_opinion"] * (c - table.scored)
        parts.append(
            pd.DataFrame(
                {
                    "unit": np.repeat(table.unit, c),
                    "item": np.repeat(table.item, c),
                    "answer": np.tile(np.array(table.answers, dtype=object), r),
                    "kind": np.tile(np.array(kinds, dtype=object), r),
                    "count": table.count.ravel().astype(int),
                    "count_low": table.low.ravel().astype(int),
                    "count_high": table.high.ravel().astype(int),
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    if len(tables) > 1:
        units = pd.factorize(frame["unit"])[0]
        frame = frame.iloc[np.argsort(units, kind="stable")].reset_index(drop=True)
    return frame if named else frame.drop(columns="item")

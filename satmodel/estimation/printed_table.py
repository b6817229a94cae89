"""Whether the figures of a published table agree with one another: its averages, its ranks and its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.printed_ranks import Contradiction, contradictions
from satmodel.estimation.wide import Column, Figures, chosen, columns_of, figures
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.sheets.faults_tables import cell_name
from satmodel.survey.sheets.text import label

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PrintedTable(Result):
    """What a published table says twice, and whether both agree.

    Attributes:
        averages: one row a printed average: item, name, printed, macro, micro, difference, agrees (``"both"``,
            ``"macro"``, ``"micro"`` or ``"neither"``).
        contradicted: one row a printed rank that the scores do not give: unit, item, printed_rank, rank_low, rank_high,
            cell.
        composites: one row a unit whose printed composite is not the mean of its items: unit, printed, mean, cell.
        composites_checked: how many composites were compared.
        before: one row a unit: score, change and the score of the previous round that they imply; empty where no
            change is printed.
        ranks_checked: how many printed ranks were checked.
        units: how many units there are.
        step: how it was made.
    """

    averages: pd.DataFrame
    contradicted: pd.DataFrame
    composites: pd.DataFrame
    before: pd.DataFrame
    composites_checked: int
    ranks_checked: int
    units: int
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item and printed average: printed, macro (the mean of the rows), micro (weighted by n), agrees."""
        return self.averages.set_index(["item", "name"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [
            Finding("printed_table.average", dict(zip(self.averages, row, strict=True)))
            for row in self.averages.itertuples(index=False, name=None)
        ]
        if self.composites_checked:
            values = {"count": self.composites_checked, "wrong": len(self.composites)}
            found.append(Finding("printed_table.composites", values | {"items": self.step.settings["items"]}))
        found += [
            Finding("printed_table.composite", dict(zip(self.composites, row, strict=True)))
            for row in self.composites.itertuples(index=False, name=None)
        ]
        if self.ranks_checked:
            values = {"count": self.ranks_checked, "wrong": len(self.contradicted)}
            found.append(Finding("printed_table.ranks", values))
        found += [
            Finding("printed_table.rank", dict(zip(self.contradicted, row, strict=True)))
            for row in self.contradicted.itertuples(index=False, name=None)
        ]
        return tuple(found)


def printed_table(  # noqa: PLR0913 -- the columns of a table, each by its name
    source: str | Path | pd.DataFrame,
    *,
    unit: str,
    score: str | Mapping[str, str],
    n: str | Mapping[str, str] | None = None,
    ranks_printed: str | Mapping[str, str] | None = None,
    composite: str | None = None,
    change: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    lowest_first: bool = False,
    sheet: str | None = None,
) -> PrintedTable:
    """Check a published table against itself: averages against rows, ranks against scores.

    Args:
        source: a workbook, a text file or a frame, one row a unit, with its rows of averages.
        unit: the column that names the unit.
        score: the column of means, in points, or ``{item: header}`` for several.
        n: the column of respondents, shared or ``{item: header}``; needed for the average weighted by n.
        ranks_printed: the column of printed ranks, or ``{item: header}``.
        composite: the column of composites that should be the mean of the items.
        change: the column of changes since the previous round, in points, of the composite or, without one, of the last
            item.
        where: which rows to take, by a column's header and what it may hold, where ranks and averages are those of a
            group; all by default.
        lowest_first: whether the lowest score has rank 1.
        sheet: the sheet's name; by default the one sheet that has the columns.

    Returns:
        Each printed average beside the mean of the rows (macro) and the mean weighted by n (micro); each rank that does
        not follow from the scores; the scores of the previous round that a printed change implies.

    Assumptions:
        Scores are rounded to the decimals they are printed with. An average agrees when it differs by no more than
        one unit of the last decimal, half for its own rounding and half for that of the rows. Ties may be ranked in any
        order or share a rank.

    Raises:
        DataProblems: the table cannot be read, listing every fault with its cell.
        SettingError: no score.

    Examples:
        >>> scores = {"unit": ["A", "B", "average"], "score": [90.1, 80.3, 84.22], "n": [100, 150, 250]}
        >>> frame = pd.DataFrame(scores | {"rank": [2, 1, "—"]})
        >>> found = printed_table(frame, unit="unit", score="score", n="n", ranks_printed="rank")
        >>> found.averages[["printed", "macro", "micro"]].to_numpy().round(2).tolist(), found.averages["agrees"][0]
        ([[84.22, 85.2, 84.22]], 'micro')
        >>> found.contradicted[["unit", "printed_rank", "rank_low"]].to_numpy().tolist()
        [['A', 2, 1], ['B', 1, 2]]
    """
    columns = columns_of(score, n, None, ranks_printed, None)
    more = {"composite": composite, "change": change}
    whole = figures(source, columns, labels={"unit": unit}, where=where, more=more, sheet=sheet)
    found = chosen(whole, where)
    checked, wrong = contradictions(found, lowest_first=lowest_first)
    settings: dict[str, Any] = {
        "items": tuple(_name(column) for column in columns),
        "weighted": n is not None,
        "ranks_checked": checked,
        "ranks_wrong": len(wrong),
        "lowest_first": lowest_first,
    }
    units = int(found.frame["row"].nunique())
    composites, compared = _composites(found)
    settings["composites_checked"] = compared
    return PrintedTable(
        _averages(found),
        _contradicted(found, wrong),
        composites,
        _before(found),
        compared,
        checked,
        units,
        Step("printed_table", settings, (found.read.step,)),
    )


def _name(column: Column) -> str:
    return column.item if column.item is not None else label(column.score)


def decimals(values: Array) -> int:
    """The most decimals with which any of the numbers is written.

    Examples:
        >>> decimals(np.array([90.0, 84.25, 91.5]))
        2
    """
    written = [np.format_float_positional(value, trim="-") for value in values[~np.isnan(values)]]
    return max((len(text.partition(".")[2]) for text in written), default=0)


def _averages(found: Figures) -> pd.DataFrame:
    names = ["item", "name", "printed", "macro", "micro", "difference", "agrees"]
    rows = []
    for i, column in enumerate(found.columns):
        part = found.frame[found.frame["column"] == i].dropna(subset="score")
        score, n = part["score"].to_numpy(dtype=float), part["n"].to_numpy(dtype=float)
        macro = float(score.mean()) if len(score) else np.nan
        micro = float(np.average(score, weights=n)) if len(score) and n.sum() > 0 else np.nan
        totals = found.read.totals.dropna(subset=column.key("score"))
        for name, printed in zip(totals["unit"], totals[column.key("score")], strict=True):
            allowed = 10.0 ** -decimals(np.append(score, printed)) * (1 + 1e-9)
            near = {"macro": abs(printed - macro) <= allowed, "micro": abs(printed - micro) <= allowed}
            agrees = "both" if all(near.values()) else next((key for key, yes in near.items() if yes), "neither")
            told = name or label(column.score)
            rows.append([_name(column), told, float(printed), macro, micro, float(printed) - macro, agrees])
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[2:6], float))


def _contradicted(found: Figures, wrong: list[Contradiction]) -> pd.DataFrame:
    rows = []
    for one in wrong:
        cell = cell_name(found.place(one.position, "rank"))
        record = found.frame.loc[one.position]
        column = found.columns[int(record["column"])]
        rows.append([record["unit"], _name(column), round(one.rank), one.low, one.high, cell])
    return pd.DataFrame(rows, columns=["unit", "item", "printed_rank", "rank_low", "rank_high", "cell"])


def _composites(found: Figures) -> tuple[pd.DataFrame, int]:
    """The composites that are not the mean of their unit's items, and how many could be compared."""
    rows: list[list[Any]] = []
    frame = found.read.frame
    if "composite" not in frame:
        return pd.DataFrame(rows, columns=["unit", "printed", "mean", "cell"]), 0
    items = frame.loc[found.frame["row"].unique(), [column.key("score") for column in found.columns]]
    both = frame.loc[items.index, "composite"].notna() & items.notna().all(axis=1)
    items, printed = items[both], frame.loc[both.index[both], "composite"]
    allowed = 10.0 ** -decimals(np.append(items.to_numpy(), printed.to_numpy())) * (1 + 1e-9)
    for row, mean in items.mean(axis=1).items():
        if abs(printed[row] - mean) > allowed:
            cell = cell_name(found.read.place("composite", row))
            rows.append([frame.loc[row, "unit"], float(printed[row]), float(mean), cell])
    return pd.DataFrame(rows, columns=["unit", "printed", "mean", "cell"]), len(items)


def _before(found: Figures) -> pd.DataFrame:
    if "change" not in found.read.frame:
        return pd.DataFrame({"unit": [], "score": [], "change": [], "before": []})
    frame = found.read.frame.loc[found.frame["row"].unique()]
    last = "composite" if "composite" in frame else found.columns[-1].key("score")
    told = pd.DataFrame({"unit": frame["unit"], "score": frame[last], "change": frame["change"]})
    return told.assign(before=told["score"] - told["change"]).reset_index(drop=True)

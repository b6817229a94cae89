"""Units that stand in a table twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults_tables import unit_repeated
from satmodel.survey.sheets.workbooks import Table


def repeated(read: Table, names: Sequence[str], rows: Collection[int] | None = None) -> list[Problem]:
    """Units, or units and items, that stand in an earlier row of a table too.

    Args:
        read: the table.
        names: the columns that together name a row; the first is where the fault is told.
        rows: the numbers of the rows to look at; all by default.
    """
    among = read.frame[list(names)]
    if rows is not None:
        among = among.loc[list(rows)]
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row, key in zip(among.index, among.itertuples(index=False, name=None), strict=True):
        if key in first:
            problems.append(unit_repeated(read.place(names[0], row), " / ".join(key), first[key]))
        first.setdefault(key, int(row))
    return problems

"""Units that stand in a table twice."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults_tables import unit_repeated
from satmodel.survey.sheets.workbooks import Table


def repeated(read: Table, names: Sequence[str]) -> list[Problem]:
    """Units, or units and items, that stand in an earlier row of a table too.

    Args:
        read: the table.
        names: the columns that together name a row.
    """
    rows = read.frame[list(names)]
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row, key in zip(rows.index, rows.itertuples(index=False, name=None), strict=True):
        if key in first:
            problems.append(unit_repeated(read.place(names[0], row), " / ".join(key), first[key]))
        first.setdefault(key, int(row))
    return problems

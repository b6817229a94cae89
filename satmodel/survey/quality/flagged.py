"""Interviews that a check points at, and how many there are by unit and interviewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.quality.fieldwork import Fieldwork

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Flagged(Result):
    """The interviews that one check points at. It is a reason to look, not a fault found.

    Attributes:
        groups: one row for all, for each unit and for each interviewer: group (whole, by_unit, by_interviewer), name,
            n (interviews that could be checked), count (those pointed at), share, and expected where chance alone
            says a share.
        rows: the interviews pointed at: their row in the file, unit, interviewer and what was found.
        found: what it says, without language.
        step: how it was made.
    """

    groups: pd.DataFrame
    rows: pd.DataFrame
    found: tuple[Finding, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """How many interviews are pointed at, by unit and interviewer."""
        return self.groups

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.found


def by_groups(
    work: Fieldwork, checked: Marks, flagged: Marks, *, expected: Callable[[Marks], float] | None = None
) -> pd.DataFrame:
    """Count the interviews pointed at for all, for each unit and for each interviewer.

    Args:
        work: who called whom.
        checked: (r,) the interviews that could be checked.
        flagged: (r,) those pointed at.
        expected: the share that chance alone would point at among some interviews.
    """
    everyone = np.ones(len(checked), dtype=bool)
    groups = [("whole", "all", everyone)]
    for role in ("unit", "interviewer"):
        if role in work.cells:
            column = work.cells[role].to_numpy()
            names = pd.unique(column) if role == "unit" else sorted(pd.unique(column))
            groups += [(f"by_{role}", name, column == name) for name in names if name != ""]
    rows = []
    for group, name, members in groups:
        n = int((members & checked).sum())
        count = int((members & flagged).sum())
        row = [group, name, n, count, count / n if n else np.nan]
        rows.append(row if expected is None else [*row, expected(members & checked) if n else np.nan])
    columns = ["group", "name", "n", "count", "share"] + ([] if expected is None else ["expected"])
    return pd.DataFrame(rows, columns=columns)


def listed_rows(work: Fieldwork, flagged: Marks) -> pd.DataFrame:
    """The rows pointed at with their unit and interviewer."""
    kept = [role for role in ("unit", "interviewer") if role in work.cells]
    return work.cells.loc[flagged, kept].rename_axis("row").reset_index()


def whole(groups: pd.DataFrame) -> dict[str, int | float]:
    """How many interviews were looked at and pointed at in all, and their share."""
    row = groups.iloc[0]
    return {"n": int(row["n"]), "count": int(row["count"]), "share": float(row["share"])}


def span(groups: pd.DataFrame, group: str) -> dict[str, object]:
    """The lowest and the highest share among the groups of one kind; nothing where there are fewer than two."""
    rows = groups[(groups["group"] == group) & groups["share"].notna()]
    if len(rows) < 2:
        return {"lowest": None, "highest": None, "lowest_share": 0.0, "highest_share": 0.0}
    low, high = rows.loc[rows["share"].idxmin()], rows.loc[rows["share"].idxmax()]
    return {
        "lowest": low["name"],
        "highest": high["name"],
        "lowest_share": float(low["share"]),
        "highest_share": float(high["share"]),
    }

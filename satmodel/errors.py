"""What can go wrong, said once and with advice: faults of the data, of a setting, of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class SatmodelError(Exception):
    """The root of every error that satmodel raises on purpose."""


class SettingError(SatmodelError, ValueError):
    """A setting or an argument that cannot be used; the message says what would do instead."""


class NotEstimable(SatmodelError, ValueError):
    """A number that the data cannot give; the message says why."""


class NotComparable(SatmodelError, ValueError):
    """Two results that must not be compared; the message says why.

    Attributes:
        findings: the same as findings without language, to be said in any; empty where there is only the message.
    """

    def __init__(self, message: str, findings: Iterable[Any] = ()) -> None:
        self.findings = tuple(findings)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the data, at the place where the analyst can mend it.

    Attributes:
        rule: the fault's key, such as ``"unknown_answer"``; each language has a sentence for it.
        message: what is wrong, in one plain English sentence.
        remedy: what to do about it, in one plain English sentence.
        file, sheet: where it stands (``None`` where that has no meaning).
        row: the row as the spreadsheet program numbers it, from 1.
        column: the column's letter, such as ``"L"``.
        header: the column's header.
        value: the cell's content as text.
        values: the named values of the sentence, for the other languages.
    """

    rule: str
    message: str
    remedy: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None
    value: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def place(self) -> str:
        """File, sheet, cell and header in one short text, such as ``a.xlsx [Sheet1] L7 (Q1)``."""
        if self.column is None or self.row is None:
            cell = f"row {self.row}" if self.row is not None else f"column {self.column}" if self.column else None
        else:
            cell = f"{self.column}{self.row}"
        parts = [
            self.file,
            f"[{self.sheet}]" if self.sheet else None,
            cell,
            f"({self.header})" if self.header else None,
        ]
        return " ".join(part for part in parts if part)


class DataProblems(SatmodelError, ValueError):
    """Every fault found in the data, all at once.

    Attributes:
        problems: the faults, in the order of file, sheet, row and column.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self._text())

    @property
    def table(self) -> pd.DataFrame:
        """One row a fault: rule, file, sheet, row, column, header, value, message, remedy."""
        import pandas as pd

        columns = ["rule", "file", "sheet", "row", "column", "header", "value", "message", "remedy"]
        rows = [[getattr(problem, name) for name in columns] for problem in self.problems]
        return pd.DataFrame(rows, columns=columns)

    def _text(self) -> str:
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} in the data; nothing was computed:"
        lines = [
            f"  {i}. {': '.join(filter(None, [p.place(), p.message]))} {p.remedy}"
            for i, p in enumerate(self.problems, 1)
        ]
        return "\n".join([head, *lines])

"""Personal data at the door: which columns hold them, and the frame without them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from satmodel.errors import SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.sheets.personal import (
    IDENTIFIERS,
    announced,
    header_kind,
    holds_identifier,
    identifier,
    masked,
    plain_text,
)
from satmodel.survey.sheets.text import compact, texts

ACTIONS = ("dropped", "coded", "masked", "kept")
_COLUMNS = ["column", "personal", "cells", "action"]


@dataclass(frozen=True, slots=True, eq=False)
class PrivacyReport(Result):
    """What personal data a table held and what became of them; no value of any cell stands in it.

    Attributes:
        columns: one row a column: column (its header), personal (phone, citizen_id, ip, email, name, interviewer,
            address, or text for free text that holds a number), cells (how many are affected), and action
            (dropped, coded, masked or kept).
        step: how they were looked for.
    """

    columns: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a column with personal data: column, personal, cells, action."""
        return self.columns

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        for action in ACTIONS:
            rows = self.columns[self.columns["action"] == action]
            if len(rows):
                values = {"columns": tuple(rows["column"]), "cells": int(rows["cells"].sum()), "count": len(rows)}
                found.append(Finding(f"privacy.{action}", values))
        return tuple(found) or (Finding("privacy.none", {"count": self.step.settings["searched"]}),)


def sensitive(frame: pd.DataFrame, *, asked: Collection[str] = ()) -> PrivacyReport:
    """Find the columns of a table that hold personal data, by what they hold and how they are headed.

    Args:
        frame: one row a respondent, one column a header.
        asked: headers of columns that are needed and must not be dropped, such as that of the interview's number.

    Returns:
        The report, and what :func:`protected` would do: a column of numbers or addresses that point to a person is
        dropped (coded where it is asked for), a number inside free text is masked, names are dropped (those of
        interviewers coded), and names and addresses in a column that is asked for are kept and named.

    Assumptions:
        A column is of a kind where at least half of its different filled cells are. Names are looked for only under
        a header that announces names, street addresses only under one that announces addresses.

    Raises:
        SettingError: the frame's columns have several levels.

    Examples:
        >>> frame = pd.DataFrame({"phone": ["13800000000", "0532-80000000"], "Q1": ["good", "call 13800000000"]})
        >>> sensitive(frame).table[["column", "personal", "cells", "action"]].values.tolist()
        [['phone', 'phone', 2, 'dropped'], ['Q1', 'text', 1, 'masked']]
    """
    return protected(frame, asked)[1]


def protected(
    frame: pd.DataFrame, asked: Collection[str] = (), *, source: Step | None = None
) -> tuple[pd.DataFrame, PrivacyReport]:
    """A table without personal data, and the report of what was removed.

    Args:
        frame: one row a respondent, one column a header.
        asked: headers of columns that are needed.
        source: the step that read the table.

    Returns:
        A new frame: columns dropped; in a column that is asked for, each different number replaced by a code in the
        order of first appearance (``P0001``, ``P0002``, …; numbers written differently get the same code, an empty
        cell stays empty), so that duplicates are still found; numbers inside free text replaced by ``***``. And the
        report.

    Raises:
        SettingError: the frame's columns have several levels.
    """
    if isinstance(frame.columns, pd.MultiIndex):
        raise SettingError("the frame's columns have several levels; give it one header a column")
    wanted = {compact(header) for header in asked}
    kept, rows = {}, []
    for j, header in enumerate(frame.columns):
        column = frame.iloc[:, j]
        kind, cells = _looked_at(header, column)
        action = _action(kind, asked=compact(header) in wanted)
        if kind is not None:
            rows.append([masked(str(header)), kind, cells, action])
        if action != "dropped":
            kept[j] = _done(column, action)
    columns = pd.DataFrame(rows, columns=_COLUMNS).astype({"cells": "int64"})
    settings = {
        "searched": frame.shape[1],
        "columns": tuple((column, kind, cells, action) for column, kind, cells, action in rows),
    }
    clean = pd.DataFrame(kept, index=frame.index)
    clean.columns = frame.columns[list(kept)]
    return clean, PrivacyReport(columns, Step("privacy", settings, () if source is None else (source,)))


def under(report: PrivacyReport, source: Step) -> PrivacyReport:
    """The report, made from a source that is known only after the table was read."""
    return replace(report, step=Step(report.step.method, report.step.settings, (source,)))


def coded(column: pd.Series) -> pd.Series:
    """Each different content of a column as a code, in the order of first appearance; an empty cell stays empty.

    Telephone and identity numbers are compared by their digits, so that a number written in two ways has one code.

    Examples:
        >>> coded(pd.Series(["138-0000-0000", None, "13900000000", "13800000000"])).tolist()
        ['P0001', None, 'P0002', 'P0001']
    """
    keys = [_key(cell) for cell in texts(column.to_numpy(dtype=object)).tolist()]
    known: dict[str, str] = {}
    for key in keys:
        if key and key not in known:
            known[key] = f"P{len(known) + 1:04d}"
    return pd.Series([known.get(key) for key in keys], index=column.index, name=column.name, dtype=object)


def _key(cell: str) -> str:
    plain = plain_text(cell)
    digits = re.sub(r"[^\dXx]", "", plain)
    if len(digits) < 7 or re.search(r"[A-Wa-wYyZz@:]", plain):
        return plain
    return re.sub(r"^(00)?86(?=1[3-9]\d{9}$)", "", digits.upper())


def _looked_at(header: object, column: pd.Series) -> tuple[str | None, int]:
    """The kind of personal data in a column, None where there is none, and how many cells hold it."""
    if column.dtype.kind in "bMm":
        return None, 0
    cells = texts(column.to_numpy(dtype=object))
    count = pd.Series(
        cells[[text != "" and not text.isspace() for text in cells.tolist()]], dtype=object
    ).value_counts()
    different = [str(text) for text in count.index]
    said = header_kind(header)
    if different and announced(said, different):
        return said, int(count.sum())
    found = {text: kind for text in different if (kind := identifier(text))}
    for kind in IDENTIFIERS:
        if found and 2 * sum(one == kind for one in found.values()) >= len(different):
            return kind, int(count.sum())
    holding = [text for text in different if text in found or holds_identifier(text)]
    return ("text", int(count[holding].sum())) if holding else (None, 0)


def _action(kind: str | None, *, asked: bool) -> str:
    if kind is None:
        return ""
    if kind == "text":
        return "masked"
    if kind == "interviewer":
        return "coded"
    if not asked:
        return "dropped"
    return "coded" if kind in IDENTIFIERS else "kept"


def _done(column: pd.Series, action: str) -> pd.Series:
    if action == "coded":
        return coded(column)
    if action != "masked":
        return column
    pairs = zip(column.tolist(), map(plain_text, column.tolist()), strict=True)
    cells = [masked(text) if holds_identifier(text) else cell for cell, text in pairs]
    return pd.Series(cells, index=column.index, name=column.name, dtype=object)

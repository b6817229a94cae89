"""The door for hotline tickets: one row a ticket, with its times, its department, the call back and the rating."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.reading.gathering import Gathered, Sources, gather, resolve
from satmodel.survey.sheets import checks, faults
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.joined import reports
from satmodel.survey.sheets.text import label
from satmodel.survey.sheets.times import moments
from satmodel.survey.sheets.usual import usual_headers
from satmodel.survey.sheets.words import door_words
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet, row_counts

TIMES = ("received", "dispatched", "signed", "finished")
MARKS = ("overdue", "returned", "repeated")
LABELS = ("partner", "category", "visited")
ROLES = ("id", "unit", *LABELS, *TIMES, *MARKS, "solved", "rating")
OPINIONS = ("satisfied", "dissatisfied", "unrated")


@dataclass(frozen=True, slots=True, eq=False)
class Tickets(Result):
    """The tickets of a hotline.

    Attributes:
        frame: (t rows) one row a ticket, under the names of its roles as far as the file has them: id, unit (the main
            department), partner, category, visited (text), received, dispatched, signed, finished (times), overdue,
            returned, repeated (1, 0 or ``nan``), solved (``yes``, ``partly``, ``no`` or empty), rating (text) and
            satisfied (1, 0, or ``nan`` where it was not rated). The index is the row's number.
        doubts: times that run backwards and are only reported, one row each: row, role, before.
        report: what the file's rows are.
        step: how the file was read.
    """

    frame: pd.DataFrame
    doubts: pd.DataFrame
    report: pd.DataFrame
    step: Step

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def units(self) -> tuple[str, ...]:
        """The main departments, as they come."""
        return tuple(self.frame["unit"].unique())

    @property
    def partners(self) -> pd.Series:
        """How many tickets each department helped with (tickets, not a part of its rates)."""
        if "partner" not in self.frame:
            return pd.Series(dtype=int, name="partner_tickets")
        named = self.frame["partner"].map(_several).explode().dropna()
        return named.value_counts(sort=False).rename("partner_tickets").rename_axis("unit")

    @property
    def table(self) -> pd.DataFrame:
        """One row a department: tickets, rated_tickets, unrated_tickets as main department; partner_tickets."""
        rated = self.frame["satisfied"].notna()
        groups = self.frame.assign(rated=rated).groupby("unit", sort=False)["rated"]
        table = pd.DataFrame({"tickets": groups.size(), "rated_tickets": groups.sum().astype(int)})
        table["unrated_tickets"] = table["tickets"] - table["rated_tickets"]
        partners = self.partners
        table = table.reindex([*table.index, *(name for name in partners.index if name not in table.index)])
        table["partner_tickets"] = partners.reindex(table.index)
        return table.fillna(0).astype(int).rename_axis("unit")

    @property
    def findings(self) -> tuple[Finding, ...]:
        rated = int(self.frame["satisfied"].notna().sum())
        helped = int((self.frame["partner"] != "").sum()) if "partner" in self.frame else 0
        values = {
            "tickets": len(self),
            "units": len(self.units),
            "rated": rated,
            "share": rated / len(self),
            "unrated": len(self) - rated,
            "helped": helped,
        }
        found = [Finding("tickets.rated", values)]
        if len(self.doubts):
            found.append(Finding("tickets.doubts", {"count": int(self.doubts["row"].nunique())}))
        return tuple(found)


def tickets(  # noqa: PLR0913 -- the ticket file's columns, each by its role
    source: Sources,
    *,
    unit: str | None = None,
    rating: str | None = None,
    visited: str | None = None,
    solved: str | None = None,
    repeated: str | None = None,
    overdue: str | None = None,
    returned: str | None = None,
    category: str | None = None,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, Collection[str]] | None = None,
    disordered: str = "fail",
    sheet: str | None = None,
    encoding: str | None = None,
) -> Tickets:
    """Read a hotline's tickets, one row each.

    Columns that are not named are recognised by their usual headers; only the main department and the rating are
    needed.

    Args:
        source: a workbook, a text file, a frame, a folder, a pattern or a list (a file for each month, say).
        unit: the column of the main department, to which a ticket counts.
        rating: the column of the rating; empty where nobody rated.
        visited, solved, repeated, overdue, returned, category: the columns of the call back, of whether the matter is
            solved, came before, was late, was sent back, and of what it is about.
        columns: further columns by role: ``id``, ``partner``, ``received``, ``dispatched``, ``signed``, ``finished``.
        answers: the words of the rating by ``satisfied``, ``dissatisfied`` and ``unrated``, instead of the usual ones.
            A word such as "average" is in none of them: say where it belongs.
        disordered: ``"fail"`` makes a time before the receipt a fault, ``"report"`` lists it in ``doubts``, where other
            times that run backwards (finished before signed) always are: no rate rests on them.
        sheet: the sheet's name; by default the one that has most of the headers.
        encoding: a text file's encoding.

    Raises:
        DataProblems: every fault of the file, all at once.
        SettingError: a role or a setting that is not known, or an answer in two places.

    Examples:
        >>> frame = pd.DataFrame({"department": ["Roads", "Roads", "Parks"], "rating": ["satisfied", "", "satisfied"]})
        >>> tickets(frame).table["rated_tickets"].to_dict()
        {'Roads': 1, 'Parks': 1}
    """
    named = {"unit": unit, "rating": rating, "visited": visited, "solved": solved, "repeated": repeated}
    named |= {"overdue": overdue, "returned": returned, "category": category, **(columns or {})}
    given = {role: header for role, header in named.items() if header is not None}
    opinions = _opinions(answers)
    _check(given, disordered)
    gathered = _recognised(source, given, sheet, encoding)
    found = gathered.sheet
    rows = found.rows("data")
    frame, problems = _frame(found, rows, opinions)
    backwards, doubts = _disorder(found, rows, frame, strict=disordered == "fail")
    problems += backwards
    if not len(rows):
        problems.append(faults.respondent_none(found.grid.place(), row_counts(found.kinds)))
    problems += found.problems
    if problems:
        raise DataProblems(faults.in_order(problems))
    kinds = np.where(found.kinds == "data", "row", found.kinds)
    settings = {
        "tickets": len(rows),
        "columns": {role: found.header((role, role)) for role in ROLES if (role, role) in found.columns},
        "helped": "partner" in frame and bool((frame["partner"] != "").any()),
        "disordered": disordered,
        "doubts": len(doubts),
        **{name: tuple(sorted(set(frame["rating"]) & words)) for name, words in opinions.items()},
    }
    listed = ("title", "header", "note", "total", "blank", "row")
    rows_of = reports(gathered.parts, kinds, gathered.left, listed=listed)
    return Tickets(frame, doubts, rows_of, Step("tickets", settings, (found.grid.step,)))


def _several(text: str) -> list[str]:
    """The departments that one cell names."""
    return [part for part in re.split(r"[、,，;；/\s]+", text) if part]


def _check(given: Mapping[str, str], disordered: str) -> None:
    strangers = [role for role in given if role not in ROLES]
    if strangers:
        raise SettingError(f"columns= names {strangers}; the roles are {list(ROLES)}")
    if disordered not in ("fail", "report"):
        raise SettingError(f"disordered must be 'fail' or 'report', not {disordered!r}")


def _opinions(answers: Mapping[str, Collection[str]] | None) -> dict[str, set[str]]:
    strangers = [name for name in answers or {} if name not in OPINIONS]
    if strangers:
        raise SettingError(f"answers= names {strangers}; give words for {list(OPINIONS)}")
    usual = door_words()["tickets"]["words"]
    opinions = {name: {label(word) for word in (answers or {}).get(name, usual[name])} for name in OPINIONS}
    for name in answers or {}:
        for other in [other for other in OPINIONS if other not in (answers or {})]:
            opinions[other] -= opinions[name]
    seen = [word for words in opinions.values() for word in words]
    twice = sorted({word for word in seen if seen.count(word) > 1})
    if twice:
        raise SettingError(f"answers= puts {twice} in two places; keep each once")
    return opinions


def _recognised(source: Sources, given: Mapping[str, str], sheet: str | None, encoding: str | None) -> Gathered:
    usual = {role: door_words()["tickets"][role] for role in ROLES}
    first = resolve(source)[0][0]
    found = usual_headers(first, usual, given=given, sheet=sheet, encoding=encoding)
    lacking = [role for role in ("unit", "rating") if role not in found.headers]
    if lacking:
        raise DataProblems([doors.header_guessed(found.place, role, usual[role], found.shown) for role in lacking])
    wanted: dict[Key, str] = {(role, role): found.headers[role] for role in ROLES if role in found.headers}
    single = isinstance(source, str | Path | pd.DataFrame) and first is source
    chosen = sheet or (found.sheet if single else None)
    read = gather(source, wanted, key=("unit", "unit"), sheet=chosen, encoding=encoding)
    if any(problem.rule.startswith("header") for problem in read.sheet.problems):
        raise DataProblems(read.sheet.problems)
    return read


def _frame(sheet: Sheet, rows: Rows, opinions: Mapping[str, set[str]]) -> tuple[pd.DataFrame, list[Problem]]:
    columns: dict[str, Any] = {}
    unit, problems = checks.names(sheet, ("unit", "unit"), rows)
    if ("id", "id") in sheet.columns:
        problems += checks.identities(sheet, rows)
        columns["id"] = sheet.labels(("id", "id"), rows)
    columns["unit"] = unit.to_numpy()
    for role in [role for role in LABELS if (role, role) in sheet.columns]:
        columns[role] = sheet.labels((role, role), rows)
    for role in [role for role in TIMES if (role, role) in sheet.columns]:
        columns[role], wrong = moments(sheet.values((role, role), rows))
        for row in rows[wrong]:
            problems.append(doors.time_expected(sheet.place((role, role), row), role, sheet.text((role, role), row)))
    usual = {name: set(words) for name, words in door_words()["tickets"]["words"].items()}
    for role in [role for role in MARKS if (role, role) in sheet.columns]:
        words = {"1": usual["yes"], "0": usual["no"]}
        found, wrong_words = _coded(sheet, role, rows, words)
        columns[role] = pd.to_numeric(pd.Series(found).replace("", np.nan)).to_numpy(dtype=float)
        problems += wrong_words
    if ("solved", "solved") in sheet.columns:
        words = {name: usual[name] for name in ("yes", "partly", "no")}
        columns["solved"], wrong_words = _coded(sheet, "solved", rows, words)
        problems += wrong_words
    columns["rating"] = sheet.labels(("rating", "rating"), rows)
    opinion, wrong_words = _coded(sheet, "rating", rows, opinions)
    problems += wrong_words
    columns["satisfied"] = np.select([opinion == "satisfied", opinion == "dissatisfied"], [1.0, 0.0], np.nan)
    return pd.DataFrame(columns, index=sheet.index(rows)), problems


def _coded(
    sheet: Sheet, role: str, rows: Rows, words: Mapping[str, set[str]]
) -> tuple[NDArray[np.object_], list[Problem]]:
    """The (t,) code of each cell's word, empty for an empty cell, and the words that are not known."""
    key = (role, role)
    code_of = {word: code for code, listed in words.items() for word in listed}
    plain = sheet.labels(key, rows)
    codes = np.array([code_of.get(text, "") for text in plain], dtype=object)
    known = sorted(code_of)
    strange = rows[[text != "" and text not in code_of for text in plain]]
    return codes, [
        doors.ticket_word_unknown(sheet.place(key, row), role, sheet.text(key, row), known) for row in strange
    ]


def _disorder(sheet: Sheet, rows: Rows, frame: pd.DataFrame, *, strict: bool) -> tuple[list[Problem], pd.DataFrame]:
    """Times of a ticket that lie before the time of an earlier step; before its receipt they are faults."""
    present = [role for role in TIMES if role in frame]
    problems, doubts = [], []
    for i, role in enumerate(present):
        for before in present[:i]:
            late = (frame[role] < frame[before]).to_numpy()
            for position in np.flatnonzero(late):
                place = sheet.place((role, role), rows[position])
                text, earlier = str(frame[role].iloc[position]), str(frame[before].iloc[position])
                if strict and before == "received":
                    problems.append(doors.time_backwards(place, role, text, before, earlier))
                doubts.append({"row": frame.index[position], "role": role, "before": before})
    return problems, pd.DataFrame(doubts, columns=["row", "role", "before"])

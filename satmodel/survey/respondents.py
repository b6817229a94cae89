"""The door for respondents: read a round's file into a survey, with every fault of it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.answers import count_answers, given_without_opinion, no_opinion
from satmodel.survey.design import Design
from satmodel.survey.scale import Scale, scale_of
from satmodel.survey.sheets import checks, faults
from satmodel.survey.sheets.designs import Sizes, check_design, read_design
from satmodel.survey.sheets.text import Cells, label, text_of
from satmodel.survey.sheets.voids import Voids, find_voids, void_keys
from satmodel.survey.sheets.workbooks import KINDS, Key, Rows, Sheet, recognise, report, row_counts

_OVERALL = "overall"
_UNIT = ("unit", "unit")


@dataclass(frozen=True, slots=True, eq=False)
class Survey(Result):
    """One round's respondents, as they answered and as they score.

    Attributes:
        frame: (r rows) the valid respondents with every column of the file; the index is the row's number in the
            spreadsheet program (counted from 1 in a frame).
        scores: (r rows) points of each item, and of the overall question last; ``nan`` for no opinion and no answer.
        items: the items' names, in the order given.
        overall: the overall question's name in ``scores``, or None.
        design: unit, weight, stratum, cluster and population of each respondent.
        scale: the scale, or None where the file holds points.
        round: the round's name.
        report: what the file's rows are: file, sheet, kind, rows (how many), where.
        answers: how often each answer was given: item, answer, kind (scored, no_opinion or blank), count, share.
        void: the void interviews, set aside, with every column of the file.
        step: how the file was read.
    """

    frame: pd.DataFrame
    scores: pd.DataFrame
    items: tuple[str, ...]
    overall: str | None
    design: Design
    scale: Scale | None
    round: str | None
    report: pd.DataFrame
    answers: pd.DataFrame
    void: pd.DataFrame
    step: Step

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def units(self) -> tuple[str, ...]:
        """The units with respondents: in the order of the list given to ``read``, else as they come in the data."""
        return self.step.settings["units"]

    @property
    def table(self) -> pd.DataFrame:
        """What the file's rows are."""
        return self.report

    @property
    def chart(self) -> Chart | None:
        """The shares of the answers to each question, where the answers are those of a scale."""
        if self.scale is None:
            return None
        columns = {"label": "item", "part": "answer", "value": "share", "kind": "kind"}
        return Chart("answers", self.answers, columns)

    @property
    def findings(self) -> tuple[Finding, ...]:
        settings = self.step.settings
        rows = {name: settings[name] for name in ("rows", "respondents", "void", "titles", "notes", "totals", "blank")}
        found = [Finding("survey.rows", {"file": settings["file"]} | rows)]
        if self.scale is not None:
            found.append(Finding("survey.no_opinion", no_opinion(self.answers)))
        count = self.design.unit.value_counts(sort=False)
        values = {
            "count": len(count),
            "smallest": count.idxmin(),
            "smallest_n": int(count.min()),
            "largest": count.idxmax(),
            "largest_n": int(count.max()),
            "missing": settings["units_missing"],
        }
        return (*found, Finding("survey.units", values))


def read(  # noqa: PLR0913 -- the analyst's page: each column of the file by its role
    source: str | Path | pd.DataFrame,
    *,
    unit: str,
    items: Sequence[str] | Mapping[str, str],
    scale: Scale | str | None = None,
    overall: str | Mapping[str, str] | None = None,
    weight: str | None = None,
    stratum: str | None = None,
    cluster: str | None = None,
    population: Sizes = None,
    second: str | None = None,
    second_population: Sizes = None,
    round: str | None = None,  # noqa: A002 -- the word of the survey, not the function
    sheet: str | None = None,
    void: Mapping[str, Collection[str]] | None = None,
    id: str | None = None,  # noqa: A002 -- likewise
    units: Collection[str] | None = None,
    encoding: str | None = None,
) -> Survey:
    """Read one round's respondents from a workbook, a text file or a frame.

    A column is named by its header, or by the beginning or a part of it if only one column is meant (``"Q1"`` is
    ``"Q1. Are you satisfied with public safety?"`` and never ``"Q10…"``). Title, note, total and blank rows are
    recognised and reported, void interviews are set aside and kept; every other row is a respondent.

    Args:
        source: a path, or a frame with one row a respondent.
        unit: the column of the unit that is rated.
        items: the columns of the items, or their columns by their short names.
        scale: points of the answers, a :class:`Scale` or a preset's name; not needed where the file holds points.
        overall: the column of the separate overall question, or ``{name: column}``; named ``"overall"`` by default.
        weight: the column of weights, each above zero.
        stratum: the column of strata.
        cluster: the column of clusters, such as villages; a cluster lies in one stratum.
        population: number of clusters (of people, without clusters) in the stratum: a column, a number by stratum, or
            one number where there are no strata.
        second: the column of second-stage clusters within a cluster, such as households; they count where population
            is given.
        second_population: number of second-stage clusters (of people, without ``second``) in the cluster: a column, a
            number by cluster, or one number.
        round: the round's name.
        sheet: the sheet's name; by default the one sheet that has the headers asked for.
        void: the words that mark a void interview, by column; by default a column of nothing but words of
            verification is recognised. ``{}`` sets none aside.
        id: the column of the interviews' numbers, each of which may stand once.
        units: the names of all units, to find misspelt ones and to set the order of the units.
        encoding: a text file's encoding; by default its byte order mark, else strict UTF-8, else strict GB18030.

    Returns:
        The survey; its labels are in NFKC form without white space at their ends.

    Raises:
        DataProblems: every fault of the file, all at once.
        SettingError: a setting that cannot be used.

    Examples:
        >>> frame = pd.DataFrame({"town": ["A", "A", "B"], "Q1 safety": ["good", "bad", "can't say"]})
        >>> scale = Scale({"good": 100, "bad": 0}, no_opinion=["can't say"])
        >>> survey = read(frame, unit="town", items={"safety": "Q1"}, scale=scale)
        >>> survey.scores["safety"].tolist()
        [100.0, 0.0, nan]
    """
    columns = {"unit": unit, "weight": weight, "stratum": stratum, "cluster": cluster, "second": second, "id": id}
    columns |= {"population": population, "second_population": second_population}
    wanted = {(role, role): header for role, header in columns.items() if isinstance(header, str)}
    questions = _questions(items, overall)
    known = scale_of(scale)
    check_design(
        stratum=stratum, cluster=cluster, population=population, second=second, second_population=second_population
    )
    found = recognise(source, wanted | questions | void_keys(void), key=_UNIT, sheet=sheet, encoding=encoding)
    if not found.columns:
        raise DataProblems(found.problems)
    voids, problems = find_voids(found, void)
    rows = np.setdiff1d(found.rows("data"), voids.rows)
    scores, in_scores = _scores(found, rows, list(questions), known)
    design, in_design = read_design(found, rows, population, second_population)
    problems += [*found.problems, *in_scores, *in_design, *_other_faults(found, rows, voids, units)]
    if problems or design is None:
        raise DataProblems(faults.in_order(problems))
    kinds = found.kinds.copy()
    kinds[rows], kinds[voids.rows] = "respondent", "void"
    cells = {key[1]: found.labels(key, rows) for key in questions}
    answers = count_answers(cells, scores, known)
    settings = {"round": round} | _settings(found, kinds, voids, known) | _units(design.unit, units)
    settings["no_opinion_given"] = given_without_opinion(answers)
    return Survey(
        found.frame(rows),
        scores,
        tuple(name for role, name in questions if role == "item"),
        next((name for role, name in questions if role == "overall"), None),
        design,
        known,
        round,
        report(found, kinds),
        answers,
        found.frame(voids.rows),
        Step("read", settings, (found.grid.step,)),
    )


def _questions(items: Sequence[str] | Mapping[str, str], overall: str | Mapping[str, str] | None) -> dict[Key, str]:
    if isinstance(items, str) or not items:
        raise SettingError("items must be a list of columns, such as ['Q1', 'Q2'], or columns by their short names")
    pairs = items.items() if isinstance(items, Mapping) else zip(items, items, strict=True)
    named = {text_of(name): text_of(header) for name, header in pairs}
    if len(named) < len(items):
        raise SettingError(f"an item is listed twice: {list(items)}")
    whole = {_OVERALL: overall} if isinstance(overall, str) else dict(overall or {})
    if len(whole) > 1 or (overall is not None and not whole):
        raise SettingError(f"overall must name one column, not {len(whole)}")
    if set(whole) & set(named):
        raise SettingError(f"{set(whole) & set(named)} is an item and the overall question; rename one of them")
    asked = {("item", name): header for name, header in named.items()}
    return asked | {("overall", name): header for name, header in whole.items()}


def _scores(sheet: Sheet, rows: Rows, keys: list[Key], scale: Scale | None) -> tuple[pd.DataFrame, list[Problem]]:
    columns = {}
    problems = []
    for key in [key for key in keys if key in sheet.columns]:
        columns[key[1]], wrong = checks.points(sheet, key, rows, scale)
        problems += wrong
    return pd.DataFrame(columns, index=sheet.index(rows), dtype=float), problems


def _other_faults(sheet: Sheet, rows: Rows, voids: Voids, units: Collection[str] | None) -> list[Problem]:
    problems = []
    if not len(rows):
        counts = row_counts(sheet.kinds) | {"void": len(voids.rows)}
        problems.append(faults.respondent_none(sheet.grid.place(), counts))
    if ("id", "id") in sheet.columns:
        problems += checks.identities(sheet, rows)
    if units is not None and _UNIT in sheet.columns:
        problems += checks.units_listed(sheet, rows, units)
    read = [(column, key[1]) for key, column in sheet.columns.items() if key[0] in ("item", "overall")]
    for column, names in pd.DataFrame(read, columns=["column", "name"]).groupby("column")["name"]:
        if len(names) > 1:
            place = sheet.grid.place(None, int(column), sheet.names[int(column)])
            problems.append(faults.column_used_twice(place, list(names)))
    return problems


def _settings(sheet: Sheet, kinds: Cells, voids: Voids, scale: Scale | None) -> dict[str, Any]:
    count = {kind: int((kinds == kind).sum()) for kind in KINDS}
    named = ("unit", "weight", "stratum", "cluster", "population", "second", "second_population", "id")
    roles = {role: sheet.header((role, role)) for role in named}
    questions = {role: {} for role in ("item", "overall")}
    for role, name in sheet.columns:
        if role in questions:
            questions[role][name] = sheet.header((role, name))
    return {
        "file": sheet.grid.file,
        "sheet": sheet.grid.sheet,
        "rows": sum(count.values()),
        "respondents": count["respondent"],
        "void": count["void"],
        "titles": count["title"],
        "headers": count["header"],
        "notes": count["note"],
        "totals": count["total"],
        "blank": count["blank"],
        "void_words": {header: dict(found) for header, found in voids.words.items()},
        "void_recognised": voids.recognised,
        **roles,
        "items": questions["item"],
        "overall": questions["overall"],
        "scale": None if scale is None else scale.name,
        "points": None if scale is None else dict(scale.points),
        "no_opinion": () if scale is None else tuple(scale.no_opinion),
    }


def _units(unit: pd.Series, listed: Collection[str] | None) -> dict[str, Any]:
    seen, wanted = tuple(unit.unique()), tuple(map(label, listed or ()))
    found = [name for name in wanted if name in seen]
    found += [name for name in seen if name not in wanted]
    return {"units": tuple(found), "units_missing": tuple(name for name in wanted if name not in seen)}

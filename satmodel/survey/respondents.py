"""The door for respondents: read a round's file into a survey, with every fault of it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.answers import count_answers, given_without_opinion, no_opinion
from satmodel.survey.design import Design
from satmodel.survey.instrument import Instrument
from satmodel.survey.privacy import PrivacyReport, protected
from satmodel.survey.reading.codebook import Codebook
from satmodel.survey.reading.gathering import Sources, gather
from satmodel.survey.reading.preparing import Prepared, prepare
from satmodel.survey.reading.questions import Scales, one_scale, questions, scales, scored
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import checks, faults
from satmodel.survey.sheets.designs import Sizes, check_design, read_design
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.joined import reports
from satmodel.survey.sheets.platform import typed
from satmodel.survey.sheets.text import Cells, compact, label
from satmodel.survey.sheets.voids import Voids, void_keys
from satmodel.survey.sheets.workbooks import KINDS, Rows, Sheet, row_counts

_UNIT = ("unit", "unit")


@dataclass(frozen=True, slots=True, eq=False)
class Survey(Result):
    """One round's respondents, as they answered and as they score.

    Attributes:
        frame: (r rows) the valid respondents with every column of the file; the index is the row's number in the
            spreadsheet program (counted from 1 in a frame), with file and sheet where there are several.
        scores: (r rows) points of each item, and of the overall question last; ``nan`` for no opinion and no answer.
        items: the items' names, in the order given.
        overall: the overall question's name in ``scores``, or None.
        design: unit, weight, stratum, cluster and population of each respondent.
        scale: the scale, or None where the file holds points or the questions have different scales.
        round: the round's name.
        report: what the file's rows are: file, sheet, kind, rows (how many), where.
        answers: how often each answer was given: item, answer, kind (scored, no_opinion or blank), count, share.
        void: the void interviews, set aside, with every column of the file.
        step: how the file was read.
        scales: the scale of each question, None where it holds points.
        positions: where each column of ``frame`` stands in the sheet, from 0; nothing for a frame.
        privacy: which columns of personal data were dropped, coded or masked; None where there were none.
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
    scales: Mapping[str, Scale | None] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    privacy: PrivacyReport | None = None

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def units(self) -> tuple[str, ...]:
        """The units with respondents: in the order of the list given to ``read``, else as they come in the data."""
        return self.reading.settings["units"]

    @property
    def reading(self) -> Step:
        """The step that read the file, below any weighting."""
        steps = reversed(self.step.history())
        return next((step for step in steps if {"units", "respondents"} <= set(step.settings)), self.step)

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
        settings = self.reading.settings
        rows = {name: settings[name] for name in ("rows", "respondents", "void", "titles", "notes", "totals", "blank")}
        found = [Finding("survey.rows", {"file": settings["file"]} | rows)]
        if len(self.step.sources) and (settings["files"] > 1 or settings["sheets"] > 1):
            several = {name: settings[name] for name in ("files", "sheets")}
            found.append(Finding("survey.sources", several | {"left": len(settings["left"])}))
        if any(scale is not None for scale in self.scales.values()):
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
    source: Sources,
    *,
    unit: str,
    items: Sequence[str] | Mapping[str, str | Mapping[str, str]],
    scale: Scales | None = None,
    overall: str | Mapping[str, str | Mapping[str, str]] | None = None,
    weight: str | None = None,
    stratum: str | None = None,
    cluster: str | None = None,
    population: Sizes = None,
    second: str | None = None,
    second_population: Sizes = None,
    round: str | None = None,  # noqa: A002 -- the word of the survey, not the function
    sheet: str | Sequence[str] | None = None,
    codebook: Codebook | str | Path | None = None,
    user_missing: str | None = None,
    void: Mapping[str, Collection[str]] | None = None,
    id: str | None = None,  # noqa: A002 -- likewise
    units: Collection[str] | None = None,
    encoding: str | None = None,
    instrument: Instrument | None = None,
    keep_personal: bool | Collection[str] = False,
) -> Survey:
    """Read one round's respondents from workbooks, text files, SPSS or Parquet files, or frames.

    A column is named by its header, or by the beginning or a part of it if only one column is meant (``"Q1"`` is
    ``"Q1. Are you satisfied with public safety?"`` and never ``"Q10…"``). Title, note, total and blank rows are
    recognised and reported, void interviews are set aside and kept; every other row is a respondent.

    Args:
        source: a path, a frame with one row a respondent, a folder, a pattern such as ``"june/*.xlsx"``, or a list.
        unit: the column of the unit that is rated; ``"[sheet]"`` or ``"[file]"`` for the sheet's or the file's name.
        items: the columns of the items, or their columns by their short names; for an item with a column to tick for
            each answer, ``{item: {answer: column}}``.
        scale: points of the answers, a :class:`Scale` or a preset's name, or one for each item; not needed where the
            file holds points or the codebook gives them.
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
        sheet: the sheet's name, several names, or ``"*"`` for every sheet that has the headers; by default the one
            sheet that has them.
        codebook: the file that says what each code means and is worth, or what :func:`codebook` gives.
        user_missing: whether answers that an SPSS file declares as missing are ``"no_answer"`` or ``"no_opinion"``; by
            default they are answers like the others.
        void: the words that mark a void interview, by column; by default a column of nothing but words of
            verification is recognised. ``{}`` sets none aside.
        id: the column of the interviews' numbers, each of which may stand once.
        units: the names of all units, to find misspelt ones and to set the order of the units.
        encoding: a text file's encoding; by default its byte order mark, else strict UTF-8, else strict GB18030.
        instrument: the card of the questionnaire; comparisons with another round look at it.
        keep_personal: columns with personal data that are kept as they are, or True for all. By default columns of
            telephone numbers, identity numbers, network and mail addresses and names are dropped and reported.

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
    asked = questions(items, overall)
    given = scales(scale, asked)
    check_design(
        stratum=stratum, cluster=cluster, population=population, second=second, second_population=second_population
    )
    gathered = gather(source, wanted | asked.wanted | void_keys(void), key=_UNIT, sheet=sheet, encoding=encoding)
    ready = prepare(gathered, asked, given, book=codebook, void=void, user_missing=user_missing)
    found, rows = ready.sheet, ready.rows
    points, cells, in_scores = scored(found, rows, asked, ready.scales)
    design, in_design = read_design(found, rows, population, second_population)
    problems = [*ready.problems, *in_scores, *in_design, *_other_faults(found, rows, ready.voids, units)]
    if problems or design is None:
        raise DataProblems(faults.in_order(problems))
    kinds = found.kinds.copy()
    kinds[rows], kinds[ready.voids.rows] = "respondent", "void"
    answers = count_answers(cells, points, ready.scales)
    settings = {"round": round} | _settings(ready, kinds) | _units(design.unit, units)
    settings["no_opinion_given"] = given_without_opinion(answers)
    questioned = [found.names[found.columns[key]] for key in asked.keys]
    frame, void_frame, privacy = _protected(found, rows, ready.voids.rows, keep_personal)
    survey = Survey(
        typed(frame, untouched=questioned),
        points,
        asked.items,
        asked.overall,
        design,
        one_scale(ready.scales),
        round,
        reports(gathered.parts, kinds, gathered.left),
        answers,
        void_frame,
        Step("read", settings, (*ready.steps, *(() if privacy is None else (privacy.step,)))),
        ready.scales,
        {} if found.grid.framed else {name: j for j, name in enumerate(found.names)},
        privacy,
    )
    return survey if instrument is None else instrument.mark(survey)


def _protected(
    sheet: Sheet, rows: Rows, voids: Rows, keep: bool | Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame, PrivacyReport | None]:
    """The respondents and the void interviews without personal data, and what was removed; None for nothing."""
    if keep is True:
        return sheet.frame(rows), sheet.frame(voids), None
    every = np.union1d(rows, voids)
    kept = [] if isinstance(keep, bool) else [sheet.names[j] for name in keep for j in meant(name, _compact(sheet))]
    needed = [sheet.names[j] for j in sheet.columns.values()]
    whole = sheet.frame(every)
    frame, report = protected(whole, [name for name in needed if name in whole])
    frame = frame.assign(**{name: whole[name] for name in kept})[[name for name in whole if name in {*frame, *kept}]]
    left = report.columns[~report.columns["column"].isin(kept)]
    report = PrivacyReport(left, report.step) if kept else report
    return frame[np.isin(every, rows)], frame[np.isin(every, voids)], report if len(left) else None


def _compact(sheet: Sheet) -> list[str]:
    return [compact(name) for name in sheet.names]


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


def _settings(ready: Prepared, kinds: Cells) -> dict[str, Any]:
    sheet, voids, scale = ready.sheet, ready.voids, one_scale(ready.scales)
    count = {kind: int((kinds == kind).sum()) for kind in KINDS}
    named = ("unit", "weight", "stratum", "cluster", "population", "second", "second_population", "id")
    roles = {role: sheet.header((role, role)) for role in named}
    asked = {role: {} for role in ("item", "overall")}
    for role, name in sheet.columns:
        if role in asked:
            asked[role][name] = sheet.header((role, name))
    apart = sorted({answer for one in ready.scales.values() if one is not None for answer in one.no_opinion})
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
        "items": asked["item"],
        "overall": asked["overall"],
        "scale": None if scale is None else scale.name,
        "points": None if scale is None else dict(scale.points),
        "scales": {name: dict(one.points) for name, one in ready.scales.items() if one is not None and scale is None},
        "no_opinion": tuple(apart),
        **ready.notes,
    }


def _units(unit: pd.Series, listed: Collection[str] | None) -> dict[str, Any]:
    seen, wanted = tuple(unit.unique()), tuple(map(label, listed or ()))
    found = [name for name in wanted if name in seen]
    found += [name for name in seen if name not in wanted]
    return {"units": tuple(found), "units_missing": tuple(name for name in wanted if name not in seen)}

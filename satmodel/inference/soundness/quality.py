"""The quality of a round's data: every check in one call, each a result of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from satmodel.errors import NotEstimable, Problem
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.soundness.answer_shares import answer_change, answer_shares
from satmodel.inference.soundness.interviewers import interviewer_effect
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.quality.answer_kinds import middle_shares, no_opinion_shares, straight_shares
from satmodel.survey.quality.duplicates import Duplicates, duplicates
from satmodel.survey.quality.fieldwork import fieldwork
from satmodel.survey.quality.flagged import Flagged, whole
from satmodel.survey.quality.interview_times import call_hours, speeders
from satmodel.survey.quality.missing import exclusions, missing
from satmodel.survey.quality.straight_lining import straight_lining
from satmodel.survey.respondents import Survey

_COLUMNS = ["check", "n", "count", "share", "reason"]
_Check = tuple[str, Callable[[], Result], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Quality(Result):
    """Every check of a round's data. What a check points at is a reason to look into it, not a fault found.

    Attributes:
        results: one result a check, in the order in which an appendix shows them; each has table, findings and step,
            and those that point at interviews list their rows.
        overview: one row a check that counts interviews, and one a check that could not be made: check, n, count,
            share, reason (missing where the check was made).
        problems: the cells of times, durations and dates that could not be read; nothing was dropped for them but
            their own check.
        step: how it was made.
    """

    results: tuple[Result, ...]
    overview: pd.DataFrame
    problems: tuple[Problem, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The overview."""
        return self.overview

    @property
    def findings(self) -> tuple[Finding, ...]:
        left_out = self.overview[self.overview["reason"].notna()]
        values = {"count": len(self.results), "unread": len(self.problems)}
        found = [Finding("quality.overview", values)]
        found += [
            Finding("quality.left_out", {"check": row.check, "reason": row.reason}) for row in left_out.itertuples()
        ]
        return tuple(found)

    def __getitem__(self, check: str) -> Result:
        """The result of one check, by its name, such as ``"speeders"``.

        Raises:
            KeyError: the check was not made.
        """
        return {result.step.method: result for result in self.results}[check]


def quality(  # noqa: PLR0913 -- the analyst's page: each column of the fieldwork by its role
    survey: Survey,
    *,
    interviewer: str | None = None,
    duration: str | None = None,
    start: str | None = None,
    date: str | None = None,
    hours: tuple[str, str] = ("18:00", "21:00"),
    dates: Sequence[str] | None = None,
    shortest: float | None = None,
    id: str | None = None,  # noqa: A002 -- the interview's number, as in read
    phone: str | None = None,
    same: Sequence[str] | None = None,
    middle: str | Collection[str] | None = None,
    before: Survey | None = None,
    level: float = 0.95,
) -> Quality:
    """Check how a round's data came about: who answered twice, too fast, at which hour, and what stands out where.

    A column is named by its header, as in :func:`~satmodel.read`; a column that is not named is looked for under its
    usual headers. A check without its column is left out and says so.

    Args:
        survey: the respondents.
        interviewer: the column of the interviewers' numbers.
        duration: the column of durations: seconds, ``112s``, ``1:52`` or ``0:01:52``.
        start: the column of the times at which calls began.
        date: the column of the days.
        hours: the first and the last time at which a call may begin.
        dates: the first and the last day of the fieldwork; None not to look at days.
        shortest: the seconds that an interview needs at least; by default 40 % of the median duration.
        id: the column of the interviews' numbers.
        phone: the column of telephone numbers, or of the codes that stand for them.
        same: columns that two interviews must share, beside unit and answers, to count as alike.
        middle: the middle answer of the scale; by default the one worth the middle of an odd number of levels.
        before: the previous round, to compare the shares of answers between the rounds.
        level: confidence level.

    Returns:
        The checks, each a result. No value of a telephone number stands in any of them.

    Assumptions:
        Those of each check. No check tells why: an unusual share may come from the people asked, from how they were
        asked, or from chance.

    Raises:
        DataProblems: a header that was asked for is not there.
        SettingError: hours, dates, seconds, answers or a level that cannot be used.

    Examples:
        >>> from satmodel import read
        >>> frame = pd.DataFrame({"town": ["A", "A", "B"], "q1": [100, 75, 55], "duration": [200, 210, 60]})
        >>> found = quality(read(frame, unit="town", items=["q1"]))
        >>> found["speeders"].rows["row"].tolist(), found["speeders"].step.settings["shortest"]
        ([3], 80.0)
    """
    check_level(level)
    asked = {"interviewer": interviewer, "duration": duration, "start": start, "date": date, "phone": phone}
    asked["number"] = id or survey.reading.settings.get("id")
    work = fieldwork(survey, asked)
    checks: list[_Check] = [
        ("exclusions", lambda: exclusions(survey), ()),
        ("missing", lambda: missing(survey), ()),
        ("duplicates", lambda: duplicates(survey, work, same=same), ()),
        ("straight_lining", lambda: straight_lining(survey, work), ()),
        ("speeders", lambda: speeders(survey, work, shortest=shortest), ("duration",)),
        ("call_hours", lambda: call_hours(survey, work, hours=hours, dates=dates), ("start", "date")),
        ("interviewer_effect", lambda: interviewer_effect(survey, level=level, work=work), ("interviewer",)),
        *_shares(survey, before, middle, level),
    ]
    results, rows = [], []
    for name, make, needed in checks:
        if needed and not any(role in work.cells for role in needed):
            rows.append([name, pd.NA, pd.NA, float("nan"), "column_missing"])
            continue
        try:
            made = make()
        except NotEstimable:
            rows.append([name, pd.NA, pd.NA, float("nan"), "not_estimable"])
            continue
        results.append(made)
        rows += _counted(name, made)
    overview = pd.DataFrame(rows, columns=_COLUMNS).astype({"n": "Int64", "count": "Int64"})
    settings = {"checks": tuple(name for name, _, _ in checks), "columns": dict(work.headers), "level": level}
    step = Step("quality", settings, tuple(result.step for result in results))
    return Quality(tuple(results), overview, work.problems, step)


def _shares(
    survey: Survey, before: Survey | None, middle: str | Collection[str] | None, level: float
) -> Iterator[_Check]:
    """The comparisons of kinds of answers between units, then between rounds."""
    kinds: dict[str, Callable[[Survey], object]] = {
        "no_opinion": no_opinion_shares,
        "middle": lambda one: middle_shares(one, middle),
        "straight": straight_shares,
    }
    for kind, of in kinds.items():
        yield f"{kind}_shares", lambda kind=kind, of=of: answer_shares(survey, kind, of(survey), level=level), ()
    if before is not None:
        for kind, of in kinds.items():
            yield (
                f"{kind}_change",
                lambda kind=kind, of=of: answer_change(before, survey, kind, (of(before), of(survey)), level=level),
                (),
            )


def _counted(name: str, made: Result) -> list[list[object]]:
    """The overview's rows of a check that counts interviews."""
    if isinstance(made, Duplicates):
        return [
            [row["check"], row["n"], row["count"], row["count"] / row["n"] if row["n"] else float("nan"), None]
            for row in made.checks.to_dict("records")
        ]
    if isinstance(made, Flagged):
        values = whole(made.groups)
        return [[name, values["n"], values["count"], values["share"], None]]
    return []

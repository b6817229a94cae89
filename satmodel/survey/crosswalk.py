"""Units that were renamed or merged, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.step import Step
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_card import circular_unit, date_expected, split_unit
from satmodel.survey.sheets.workbooks import table


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Renamings and mergers of units.

    Attributes:
        moves: each old name, its new name, and the first day of the new one (None: for as long as is known).
        step: where they were read.

    Examples:
        >>> from datetime import date
        >>> walk = Crosswalk((("North", "Centre", date(2025, 7, 1)), ("South", "Centre", date(2025, 7, 1))))
        >>> walk.name("North", on=date(2025, 6, 30)), walk.name("North", on=date(2026, 6, 30))
        ('North', 'Centre')
    """

    moves: tuple[tuple[str, str, date | None], ...]
    step: Step = field(default_factory=lambda: Step("crosswalk"))

    def name(self, unit: str, *, on: date) -> str:
        """The name of a unit on a day, through all its renamings until then."""
        for _, moves in self._until(on):
            seen = {unit}
            while unit in moves and moves[unit] not in seen:
                unit = moves[unit]
                seen.add(unit)
        return unit

    def since(self, unit: str, *, on: date) -> date | None:
        """The day of the last renaming that changed a unit's name until a day; None where there is none or no day."""
        last = None
        for day, moves in self._until(on):
            if unit in moves:
                unit = self.name(unit, on=on) if day is None else moves[unit]
                last = day
        return last

    def _until(self, on: date) -> list[tuple[date | None, dict[str, str]]]:
        days = sorted({since for _, _, since in self.moves if since is None or since <= on}, key=_day)
        return [(day, {old: new for old, new, since in self.moves if since == day}) for day in days]


def crosswalk(
    source: str | Path | pd.DataFrame, *, old: str, new: str, since: str | None = None, sheet: str | None = None
) -> Crosswalk:
    """Read which units were renamed or merged, and since when.

    Args:
        source: a workbook, a text file or a frame, one row a renaming; units that merged have the same new name.
        old, new: the columns of the old and the new name.
        since: the column of the first day of the new name, such as ``2025-07-01``; without it renamings hold always.
        sheet: the sheet's name.

    Returns:
        The renamings, in the order of the file.

    Raises:
        DataProblems: every fault, all at once: a day that is no date, a unit that became several on one day, renamings
            that go in a circle.

    Examples:
        >>> frame = pd.DataFrame({"was": ["North"], "is": ["Centre"], "from": ["2025-07-01"]})
        >>> crosswalk(frame, old="was", new="is", since="from").moves
        (('North', 'Centre', datetime.date(2025, 7, 1)),)
    """
    headers = {"old": old, "new": new, "since": since}
    read = table(source, headers, optional=["since"], sheet=sheet)
    problems: list[Problem] = []
    moves = []
    for row, line in read.frame.iterrows():
        place = Place(read.file, read.sheet, int(row), header=since)
        text = str(line["since"]) if since is not None else ""
        day = _date(text)
        if text and day is None:
            problems.append(date_expected(place, text))
        moves.append((str(line["old"]), str(line["new"]), day))
    problems += _faults(moves, Place(read.file, read.sheet))
    if problems:
        raise DataProblems(problems)
    return Crosswalk(tuple(moves), Step("crosswalk", {"renamings": len(moves)}, (read.step,)))


def day_of(given: date | str) -> date:
    """A day given as a date or as text.

    Raises:
        SettingError: it is no date.
    """
    found = given if isinstance(given, date) else _date(given)
    if found is None:
        raise SettingError(f"on must be a day such as '2026-06-30', not {given!r}")
    return found


def _date(text: str) -> date | None:
    parts = text.replace("/", "-").replace(".", "-").split(" ")[0].split("T")[0].split("-")
    if not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3:
        return None
    year, month, day = (int(part) for part in (*parts, "1")[:3])
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= 28 else _late(year, month, day)


def _late(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(since: date | None) -> date:
    return since or date.min


def _faults(moves: Iterable[tuple[str, str, date | None]], place: Place) -> list[Problem]:
    frame = pd.DataFrame(list(moves), columns=["old", "new", "since"])
    problems: list[Problem] = []
    for _, same_day in frame.groupby(frame["since"].map(lambda day: "" if day is None else str(day)), sort=False):
        for name, found in same_day.groupby("old", sort=False)["new"]:
            if found.nunique() > 1:
                problems.append(split_unit(place, str(name), list(found.unique())))
        onward = dict(zip(same_day["old"], same_day["new"], strict=True))
        for start in onward:
            chain = [start]
            while chain[-1] in onward and onward[chain[-1]] not in chain:
                chain.append(onward[chain[-1]])
            if chain[-1] in onward and onward[chain[-1]] == start and min(chain) == start:
                problems.append(circular_unit(place, [*chain, start]))
    return problems

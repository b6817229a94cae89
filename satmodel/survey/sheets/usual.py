"""Finding columns by the usual headers of their roles, where the analyst names none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from satmodel.survey.sheets.cells import candidates
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.headers import SEARCHED_ROWS, meant
from satmodel.survey.sheets.text import compact
from satmodel.survey.sheets.words import usual


@dataclass(frozen=True, slots=True)
class Found:
    """The headers of the row that has most of the usual ones.

    Attributes:
        headers: the header of each role: the one given, else a usual one; roles with neither are left out.
        place: the file and the sheet.
        shown: every header of that row.
        sheet: the sheet that it stands on.
    """

    headers: Mapping[str, str]
    place: Place
    shown: tuple[str, ...]
    sheet: str | None


def usual_headers(
    source: str | Path | pd.DataFrame,
    words: Mapping[str, Collection[str]],
    *,
    given: Mapping[str, str],
    sheet: str | None = None,
    encoding: str | None = None,
) -> Found:
    """Find the row that has most of the usual headers, among the first rows of every sheet.

    Args:
        source: a workbook, a text file or a frame.
        words: the usual headers of each role.
        given: headers that the analyst names.
        sheet: the sheet's name; every sheet is searched by default.
        encoding: a text file's encoding.
    """
    best = Found(dict(given), Place(), (), None)
    most = -1
    for way in candidates(source, sheet=sheet, encoding=encoding):
        grid = way.load(SEARCHED_ROWS)
        for row in grid.texts[:1] if grid.framed else grid.texts:
            names = tuple(name for name in row if name.strip())
            roles = {role: usual(names, listed) for role, listed in words.items() if role not in given}
            named = {role: header for role, header in roles.items() if header is not None}
            headers = [compact(name) for name in names]
            fits = len(named) + sum(bool(meant(header, headers)) for header in given.values())
            if fits > most:
                best, most = Found({**named, **given}, grid.place(), names, way.sheet), fits
    return best

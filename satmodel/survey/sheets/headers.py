"""Finding the header row, and the column that each wanted header means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets import faults
from satmodel.survey.sheets.cells import Grid
from satmodel.survey.sheets.levels import JOINT, Levels, levels
from satmodel.survey.sheets.text import compact

# a column's name in the program (such as a role and an item) → the header asked for
Wanted = Mapping[tuple[str, str], str]

SEARCHED_ROWS = 30


def meant(wanted: str, headers: Sequence[str]) -> list[int]:
    """The positions of the columns that a header may mean.

    Args:
        wanted: the header asked for: the whole of it, its beginning, or a part of it.
        headers: the compact headers.

    Returns:
        The columns with this very header; without any, those whose header begins with it; without any, those whose
        header holds it. A number or a Latin word is never cut: ``Q1`` is not the beginning of ``Q10``.

    Examples:
        >>> meant("Q1", ["Q10.streets", "Q1.safety", "unit"]), meant("safety", ["Q10.streets", "Q1.safety", "unit"])
        ([1], [1])
    """
    text = compact(wanted)
    exact = [j for j, header in enumerate(headers) if header == text]
    if exact or not text:
        return exact
    pattern = re.compile(_not_joined(text[0], "(?<!{})") + re.escape(text) + _not_joined(text[-1], "(?!{})"))
    beginning = [j for j, header in enumerate(headers) if pattern.match(header)]
    return beginning or [j for j, header in enumerate(headers) if pattern.search(header)]


def _not_joined(edge: str, guard: str) -> str:
    if edge.isdigit():
        return guard.format(r"\d")
    return guard.format("[A-Za-z]") if edge.isascii() and edge.isalpha() else ""


def meant_of(wanted: str, header: Levels) -> list[int]:
    """The positions of the columns that a header over several rows may mean.

    Args:
        wanted: the header asked for: all its levels joined by ``/``, the last ones, the first ones, or a beginning or a
            part as in :func:`meant`.
        header: the header.
    """
    text = compact(wanted)
    joined = header.joined
    if header.bottom > header.top and text and text not in joined:
        last = [j for j, path in enumerate(joined) if path.endswith(JOINT + text)]
        found = last or header.alone(text) or [j for j, path in enumerate(joined) if path.startswith(text + JOINT)]
        if found:
            return found
    return meant(wanted, joined)


def fit(grid: Grid, position: int, wanted: Wanted) -> tuple[int, int]:
    """How well a header from this row on serves: the columns that are asked for in it, then all that it heads."""
    header = levels(grid, position)
    asked = {j for text in wanted.values() for j in meant_of(text, header)}
    return len(asked), sum(path != "" for path in header.joined)


def best_row(grid: Grid, wanted: Wanted) -> tuple[int | None, tuple[int, int]]:
    """The row, of the first 30, that serves best as the header row, and how well; the upper one of equals."""
    rows = 1 if grid.framed else min(SEARCHED_ROWS, len(grid.texts))
    fits = [fit(grid, position, wanted) for position in range(rows)]
    if not fits:
        return None, (0, 0)
    best = max(fits)
    return fits.index(best), best


def header_rows(grid: Grid, top: int) -> tuple[int, ...]:
    """The rows of the header: its top row and the further levels below it."""
    return tuple(range(top, levels(grid, top).bottom + 1))


def names(grid: Grid, top: int | None) -> tuple[str, ...]:
    """A name for every column: its header; the column's letter where there is none, or added where it stands twice."""
    if top is None:
        return ()
    given = levels(grid, top).shown
    count = {name: given.count(name) for name in set(given)}
    return tuple(
        name if name and count[name] == 1 else f"{name} [{faults.letter(j)}]".strip() for j, name in enumerate(given)
    )


def columns(grid: Grid, top: int | None, wanted: Wanted) -> tuple[dict[tuple[str, str], int], list[Problem]]:
    """The column of each wanted header, and what is wrong with those that have none or several."""
    header = None if top is None else levels(grid, top)
    headers = [] if header is None else header.joined
    shown = names(grid, top)
    filled = [j for j, text in enumerate(headers) if text]
    place = grid.place(top if not grid.framed else None)
    found: dict[tuple[str, str], int] = {}
    problems = []
    for key, text in wanted.items():
        positions = [] if header is None else meant_of(text, header)
        if header is not None and len(positions) == 1:
            found[key] = positions[0]
        elif header is not None and positions:
            letters = ["" if grid.framed else faults.letter(j) for j in positions]
            given = [header.shown[j] for j in positions]
            problems.append(faults.header_ambiguous(place, key[0], text, given, letters))
        else:
            named = [headers[j] for j in filled]
            labels = [shown[j] for j in filled]
            problems.append(faults.header_missing(place, key[0], text, named, shown=labels, encoding=grid.guessed))
    return found, problems


def merged_down(grid: Grid, below: int) -> Grid:
    """The grid with the value of each cell merged downwards below the header written into every row it covers."""
    spans = [span for span in grid.merged if span[0] > below and span[1] == span[3] and span[2] > span[0]]
    if not spans:
        return grid
    values, texts = grid.values.copy(), grid.texts.copy()
    for upper, column, lower, _ in spans:
        if upper < len(values) and column < values.shape[1]:
            values[upper : lower + 1, column] = values[upper, column]
            texts[upper : lower + 1, column] = texts[upper, column]
    return Grid(values, texts, grid.first_row, grid.merged, grid.file, grid.sheet, grid.guessed, grid.step)

"""The faults of survey files: one function a rule, each with what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from satmodel.errors import Problem
from satmodel.survey.sheets.personal import masked, masked_values


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: file, sheet, row from 1, column's position from 0, header."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    header: str | None = None


def letter(column: int) -> str:
    """A column's letter in a spreadsheet program.

    Examples:
        >>> letter(0), letter(25), letter(26), letter(701), letter(702)
        ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Faults in the order of file, sheet, row and column; those of the whole sheet first."""

    def key(problem: Problem) -> tuple[str, str, int, int, str]:
        column = problem.column or ""
        return problem.file or "", problem.sheet or "", problem.row or 0, len(column), column

    return sorted(problems, key=key)


def near(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names that look like the wanted one, or hold most of it, the nearest first."""

    def likeness(name: str) -> float:
        matcher = SequenceMatcher(a=wanted, b=name, autojunk=False)
        shared = matcher.find_longest_match().size
        return max(matcher.ratio(), shared / max(len(wanted), 1) if shared > 1 else 0.0)

    found = sorted(((likeness(name), name) for name in known), key=lambda pair: -pair[0])
    return tuple(name for like, name in found[:3] if like >= 0.5)


def problem(
    rule: str,
    place: Place,
    message: str,
    remedy: str,
    *,
    value: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Problem:
    """A fault at its place; ``rule`` is its key, for which each language has a sentence and a remedy.

    Telephone numbers, identity numbers and network addresses are masked wherever they stand in it.
    """
    column = None if place.column is None else letter(place.column)
    header = None if place.header is None else masked(place.header)
    told = masked(message), masked(remedy)
    where = place.file, place.sheet, place.row, column, header
    return Problem(rule, *told, *where, value and masked(value), masked_values(dict(values or {})))


def listed(names: Collection[object], most: int = 20) -> str:
    shown = [str(name) for name in list(names)[:most]]
    return ", ".join(shown) + (f" and {len(names) - most} more" if len(names) > most else "")


def file_missing(place: Place, path: str, others: Sequence[str]) -> Problem:
    """There is no such file."""
    close = near(place.file or "", others)
    remedy = f"Check the name; near it there is: {listed(close)}." if close else "Check the path and the name."
    return problem("file_missing", place, f"There is no file {path!r}.", remedy, values={"path": path, "near": close})


def file_unreadable(place: Place, reason: str, detail: str) -> Problem:
    """The file is there and cannot be read; the reason is folder, refused, empty, password, web_page or damaged."""
    remedies = {
        "folder": "Name one file in the folder.",
        "refused": "Close the program that holds it open, or ask for the right to read it.",
        "empty": "Ask for the file again; this one holds nothing.",
        "password": "Open it in the spreadsheet program, remove the password, and save it.",
        "web_page": "It is a web page saved under this name: open it in the spreadsheet program and save it as xlsx.",
        "damaged": "Open it in the spreadsheet program and save it again as xlsx.",
    }
    message = f"The file cannot be read ({detail})."
    return problem("file_unreadable", place, message, remedies[reason], values={"reason": reason, "detail": detail})


def encoding_unknown(place: Place, tried: Sequence[str]) -> Problem:
    """The text of the file is in none of the encodings that were tried."""
    message = f"The text is not written in {' or '.join(tried)}."
    remedy = "Give its encoding, such as encoding='big5', or save the file as UTF-8."
    return problem("encoding_unknown", place, message, remedy, values={"tried": tuple(tried)})


def sheet_missing(place: Place, sheets: Sequence[str]) -> Problem:
    """The workbook has no sheet of this name."""
    message = f"There is no sheet {place.sheet!r}."
    remedy = f"The sheets are: {listed(sheets)}." if sheets else "The file has no sheets; leave out sheet=."
    return problem("sheet_missing", place, message, remedy, values={"sheet": place.sheet, "sheets": tuple(sheets)})


def sheet_ambiguous(place: Place, sheets: Sequence[str]) -> Problem:
    """Several sheets have the headers asked for."""
    message = f"{len(sheets)} sheets have these headers: {listed(sheets)}."
    remedy = f"Name one, such as sheet={sheets[0]!r}."
    return problem("sheet_ambiguous", place, message, remedy, values={"sheets": tuple(sheets)})


def header_missing(
    place: Place, role: str, wanted: str, headers: Sequence[str], *, shown: Sequence[str], encoding: str | None
) -> Problem:
    """No column has the header asked for; ``headers`` are as matched, ``shown`` as they stand."""
    by_name = dict(zip(headers, shown, strict=True))
    close = tuple(by_name[name] for name in near(wanted, headers))
    if close:
        remedy = f"Near it there is: {listed(close)}."
    else:
        remedy = f"The headers are: {listed(shown)}." if shown else "The table is empty."
    if encoding is not None:
        remedy += (
            f" The file says nothing of its encoding and was read as {encoding}; if these headers make no sense, give "
            "the right one, such as encoding='big5'."
        )
    values = {"role": role, "wanted": wanted, "near": close, "headers": tuple(shown), "encoding": encoding}
    return problem("header_missing", place, f"No column is headed {wanted!r} ({role}).", remedy, values=values)


def header_ambiguous(
    place: Place, role: str, wanted: str, candidates: Sequence[str], letters: Sequence[str]
) -> Problem:
    """Several columns may be meant."""
    pairs = [f"{name} ({where})" if where else name for name, where in zip(candidates, letters, strict=True)]
    message = f"{wanted!r} ({role}) may be any of {len(pairs)} columns: {listed(pairs)}."
    alike = len(set(candidates)) < len(candidates)
    remedy = (
        "Rename the columns so that each header stands once." if alike else "Give the whole header of the one meant."
    )
    values = {"role": role, "wanted": wanted, "candidates": tuple(candidates), "columns": tuple(letters)}
    return problem("header_ambiguous", place, message, remedy, values=values)


def column_used_twice(place: Place, names: Sequence[str]) -> Problem:
    """Two items are read from one column."""
    message = f"One column is read as {listed(names)}."
    return problem("column_used_twice", place, message, "Give each its own column.", values={"names": tuple(names)})


def row_unclear(place: Place, text: str) -> Problem:
    """A row with one filled cell that is no respondent, no total and no known kind of note."""
    message = "The row has a single filled cell and is neither a note nor a total that can be recognised."
    remedy = "If it is a note, let it begin with 'Note:' (or its Chinese form); otherwise fill in the row or delete it."
    return problem("row_unclear", place, message, remedy, value=text)


def void_unclear(place: Place, found: Sequence[str]) -> Problem:
    """A column has words that mark void interviews, and nobody said that these rows are to be set aside."""
    message = f"The column has words that mark void interviews ({listed(found)}) and are not listed as such."
    example = f"void={{{place.header!r}: {list(found)!r}}}"
    remedy = f"Say which rows to set aside, such as {example}, or give void={{}} to set aside none."
    return problem("void_unclear", place, message, remedy, values={"found": tuple(found)})


def unknown_answer(place: Place, answer: str, points: Collection[str], no_opinion: Collection[str]) -> Problem:
    """An answer that the scale does not know."""
    apart = f"; without opinion: {listed(no_opinion)}" if no_opinion else ""
    remedy = (
        f"The scale's answers are: {listed(points)}{apart}. Correct the cell, or add the answer to the scale, with "
        "points or as no_opinion."
    )
    values = {"answers": tuple(points), "no_opinion": tuple(no_opinion)}
    message = f"The scale does not know the answer {answer!r}."
    return problem("unknown_answer", place, message, remedy, value=answer, values=values)


def scale_needed(place: Place, answers: Sequence[str]) -> Problem:
    """Answers in words, and no scale."""
    message = f"The answers are words ({listed(answers, 5)}) and no scale is given."
    remedy = "Give scale=, such as scale=Scale({answer: points}, no_opinion=[...]) or a preset's name."
    return problem("scale_needed", place, message, remedy, values={"answers": tuple(answers)})


def number_expected(place: Place, role: str, text: str) -> Problem:
    """A cell that should hold a number."""
    message = f"A number is expected here ({role}), not {text!r}." if text else f"A number is expected here ({role})."
    remedy = {
        "points": "Write points, or leave the cell empty for no answer; for answers in words give scale=.",
        "weight": "Write the respondent's weight, a number above zero.",
        "population": "Write the number of clusters (or of people, without clusters) in the stratum.",
    }.get(role, "Write a number; a unit after it, as in 85.74%, does no harm.")
    return problem("number_expected", place, message, remedy, value=text, values={"role": role})


def weight_not_positive(place: Place, text: str) -> Problem:
    """A weight of zero or below."""
    remedy = "Mark the interview as void if it is not to count; otherwise correct the weight."
    return problem("weight_not_positive", place, "A weight must be above zero.", remedy, value=text)


def population_differs(place: Place, stratum: str, found: Sequence[float]) -> Problem:
    """One stratum has several population sizes."""
    message = f"The stratum {stratum!r} has different population sizes: {listed([f'{size:g}' for size in found])}."
    remedy = "Give every respondent of a stratum the same number."
    return problem("population_differs", place, message, remedy, values={"stratum": stratum, "found": tuple(found)})


def population_too_small(place: Place, stratum: str, population: float, sampled: int) -> Problem:
    """A stratum with more sampling units in the sample than in the population."""
    message = (
        f"The stratum {stratum!r} has {population:g} sampling units in the population and {sampled} in the sample."
    )
    remedy = "Give the number of clusters (or of people, without clusters) in the stratum."
    values = {"stratum": stratum, "population": population, "sampled": sampled}
    return problem("population_too_small", place, message, remedy, values=values)


def population_missing(place: Place, stratum: str, known: Sequence[str]) -> Problem:
    """population= gives no number for a stratum."""
    close = near(stratum, known)
    hint = f" Near it there is: {listed(close)}." if close else ""
    message = f"population= gives no number for the stratum {stratum!r}."
    remedy = f"Add it to population=.{hint}"
    return problem("population_missing", place, message, remedy, values={"stratum": stratum, "near": close})


def unit_blank(place: Place) -> Problem:
    """A respondent without a unit."""
    remedy = "Fill in the unit; if the row is no respondent, delete it or let it begin with 'Note:'."
    return problem("unit_blank", place, "The unit is not filled in.", remedy)


def label_blank(place: Place, role: str) -> Problem:
    """A row without a stratum, a cluster, an interview's number or another label that is needed."""
    return problem("label_blank", place, f"The {role} is not filled in.", "Fill it in.", values={"role": role})


def unit_unknown(place: Place, unit: str, known: Sequence[str]) -> Problem:
    """A unit that is not in the list of units."""
    close = near(unit, known)
    remedy = f"Near it there is: {listed(close)}." if close else f"The units are: {listed(known)}."
    message = f"There is no unit {unit!r} in the list of units."
    return problem("unit_unknown", place, message, remedy, value=unit, values={"near": close, "units": tuple(known)})


def id_duplicated(place: Place, text: str, first_row: int) -> Problem:
    """An interview's number that stands in an earlier row too."""
    message = f"The number {text!r} stands in row {first_row} already."
    remedy = "Delete the interview that was entered twice, or correct its number."
    return problem("id_duplicated", place, message, remedy, value=text, values={"first_row": first_row})


def cluster_in_two_strata(place: Place, cluster: str, strata: Sequence[str], first_row: int) -> Problem:
    """A cluster that appears in more than one stratum."""
    message = f"The cluster {cluster!r} lies in the strata {listed(strata)}; it stands in row {first_row} first."
    remedy = "Correct the stratum, or give clusters of different strata different names."
    values = {"strata": tuple(strata), "first_row": first_row}
    return problem("cluster_in_two_strata", place, message, remedy, value=cluster, values=values)


def respondent_none(place: Place, counts: Mapping[str, int]) -> Problem:
    """No row is left that can be used."""
    others = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
    message = f"No row of the table can be used (rows found: {others or 'none'})."
    remedy = "Check that it is the right sheet and that the data stand under the headers."
    return problem("respondent_none", place, message, remedy, values=dict(counts))

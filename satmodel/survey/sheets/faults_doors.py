"""The faults of several files read as one, of codebooks, of ticked columns, of ballots and of tickets."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def files_none(place: Place, pattern: str) -> Problem:
    """A folder or a pattern without any file that can be read."""
    message = f"There is no file to read in {pattern!r}."
    remedy = "Check the folder or the pattern; workbooks, csv, sav and parquet files are read."
    return problem("files_none", place, message, remedy, values={"pattern": pattern})


def file_repeated(place: Place, earlier: str) -> Problem:
    """A file, or a sheet, with the same content as one before."""
    message = f"It has the same content as {earlier!r}, so that every interview would count twice."
    return problem("file_repeated", place, message, "Take one of the two away.", values={"earlier": earlier})


def headers_nowhere(place: Place, wanted: Sequence[str]) -> Problem:
    """No sheet has any of the headers."""
    message = f"No sheet has any of the headers {listed(wanted)}."
    remedy = "Check the headers asked for against those in the file."
    return problem("headers_nowhere", place, message, remedy, values={"wanted": tuple(wanted)})


def id_in_two_files(place: Place, text: str, file: str, sheet: str, first_row: int) -> Problem:
    """An interview's number that stands in another file or sheet too."""
    where = " ".join(part for part in (file, f"[{sheet}]" if sheet else "") if part)
    message = f"The number {text!r} stands in {where}, row {first_row} already."
    remedy = "Delete the interview that was entered twice, or correct its number."
    values = {"where": where, "first_row": first_row}
    return problem("id_in_two_files", place, message, remedy, value=text, values=values)


def code_unknown(place: Place, code: str, known: Collection[str]) -> Problem:
    """A code that the codebook does not list."""
    message = f"The codebook has no entry for the code {code!r}."
    remedy = f"Its codes are: {listed(known)}. Correct the cell, or add the code to the codebook."
    return problem("code_unknown", place, message, remedy, value=code, values={"codes": tuple(known)})


def codebook_silent(place: Place, wanted: str, variables: Sequence[str]) -> Problem:
    """A question of which the codebook says nothing."""
    message = f"The codebook says nothing of {wanted!r}; it lists {listed(variables)}."
    example = f"alike={{{variables[0]!r}: [{wanted!r}, ...]}}" if variables else "alike={...}"
    remedy = f"If it is coded like another question, say so: codebook=sat.codebook(file, {example}); or add it."
    values = {"wanted": wanted, "variables": tuple(variables)}
    return problem("codebook_silent", place, message, remedy, values=values)


def code_repeated(place: Place, variable: str, code: str, first_row: int) -> Problem:
    """A code listed twice for one variable."""
    message = f"The code {code!r} of {variable!r} stands in row {first_row} already."
    values = {"variable": variable, "first_row": first_row}
    return problem("code_repeated", place, message, "Keep each code once.", value=code, values=values)


def code_points(place: Place, text: str, unscored: Collection[str]) -> Problem:
    """Points of a code that are neither a number nor a word for not scored."""
    message = f"Points are expected here, not {text!r}." if text else "Points are expected here."
    remedy = f"Write a number, or for an answer that is not scored one of: {listed(unscored)}."
    return problem("code_points", place, message, remedy, value=text, values={"unscored": tuple(unscored)})


def code_points_differ(place: Place, answer: str, points: Sequence[str]) -> Problem:
    """One answer with several points in one variable."""
    message = f"The answer {answer!r} has different points: {listed(points)}."
    remedy = "Give one answer one number of points."
    return problem("code_points_differ", place, message, remedy, value=answer, values={"points": tuple(points)})


def codebook_header(place: Place, role: str, words: Collection[str], headers: Sequence[str]) -> Problem:
    """A codebook without one of its columns."""
    message = f"The codebook has no column of {role}."
    remedy = f"Head it with one of: {listed(words)}; the headers are: {listed(headers)}."
    values = {"role": role, "words": tuple(words), "headers": tuple(headers)}
    return problem("codebook_header", place, message, remedy, values=values)


def tick_unclear(place: Place, text: str, ticks: Collection[str]) -> Problem:
    """A cell of a ticked column that is neither a tick nor empty."""
    message = f"The cell holds {text!r}, which is no tick."
    remedy = f"A tick is one of: {listed(ticks)}; otherwise leave the cell empty or write 0."
    return problem("tick_unclear", place, message, remedy, value=text, values={"ticks": tuple(ticks)})


def tick_twice(place: Place, answers: Sequence[str]) -> Problem:
    """A row with two answers ticked for one question."""
    message = f"Two answers of one question are ticked: {listed(answers)}."
    remedy = "Keep the one that was given, or none where it cannot be told."
    return problem("tick_twice", place, message, remedy, values={"answers": tuple(answers)})


def points_percent_mixed(place: Place, text: str) -> Problem:
    """A number at most 1 in a column where others carry a percent sign."""
    message = f"The column has numbers with a percent sign, and {text!r} has none and is at most 1."
    remedy = "Write every number of the column alike, such as 95.74% or 95.74."
    return problem("points_percent_mixed", place, message, remedy, value=text)


def mark_outside(place: Place, text: str, low: float, high: float) -> Problem:
    """A mark outside the limits of the ballot."""
    message = f"The mark {text!r} lies outside {low:g} to {high:g}."
    remedy = "Correct the mark, or give the limits of the ballot, such as limits=(0, 100)."
    return problem("mark_outside", place, message, remedy, value=text, values={"low": low, "high": high})


def mark_unclear(place: Place, text: str, no_opinion: Collection[str]) -> Problem:
    """A cell of a ballot that is no mark and no word for no opinion."""
    message = f"The cell holds {text!r}, which is no mark and no word for no opinion."
    remedy = f"Write a number, one of {listed(no_opinion)}, or leave it empty; or add the word to no_opinion=."
    return problem("mark_unclear", place, message, remedy, value=text, values={"no_opinion": tuple(no_opinion)})


def column_repeated(place: Place, name: str, letters: Sequence[str]) -> Problem:
    """A unit that heads two columns of a ballot sheet."""
    message = f"{name!r} heads several columns: {listed(letters)}."
    remedy = "Rename the columns so that each unit stands once."
    return problem("column_repeated", place, message, remedy, value=name, values={"columns": tuple(letters)})


def header_guessed(place: Place, role: str, words: Collection[str], headers: Sequence[str]) -> Problem:
    """No column has one of the usual headers of a role that is needed."""
    close = tuple(dict.fromkeys(name for word in words for name in near(word, headers)))[:3]
    message = f"No column has a usual header of the {role} ({listed(words, 5)})."
    hint = f"Near it there is: {listed(close)}." if close else f"The headers are: {listed(headers)}."
    remedy = f"Give its header. {hint}"
    values = {"role": role, "words": tuple(words), "near": close, "headers": tuple(headers)}
    return problem("header_guessed", place, message, remedy, values=values)


def time_expected(place: Place, role: str, text: str) -> Problem:
    """A cell that should hold a date and time."""
    message = f"A date and time is expected here ({role}), not {text!r}."
    remedy = "Write it such as 2024-02-29 09:05, or leave it empty."
    return problem("time_expected", place, message, remedy, value=text, values={"role": role})


def time_backwards(place: Place, role: str, text: str, before: str, earlier: str) -> Problem:
    """A step of a ticket that lies before an earlier step."""
    message = f"The {role} time {text} lies before the {before} time {earlier}."
    remedy = "Correct one of the two, or give disordered='report' to keep the ticket and report it."
    values = {"role": role, "before": before, "earlier": earlier}
    return problem("time_backwards", place, message, remedy, value=text, values=values)


def ticket_word_unknown(place: Place, role: str, text: str, known: Collection[str]) -> Problem:
    """A word of a ticket that is not known in its column."""
    message = f"The word {text!r} is not known here ({role})."
    remedy = f"Known are: {listed(known)}. Correct the cell, or give the words of this column."
    return problem(
        "ticket_word_unknown", place, message, remedy, value=text, values={"role": role, "known": tuple(known)}
    )

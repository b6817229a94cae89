"""The faults of files of claims."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def claims_unreadable(place: Place, said: str) -> Problem:
    """The file is no table and no TOML."""
    message = f"The file of claims cannot be read: {said}."
    return problem("claims_unreadable", place, message, "Correct it at this place.", values={"said": said})


def claims_none(place: Place) -> Problem:
    """The file holds no claim."""
    remedy = "Write each claim under [[claim]], or in a row of a table with the columns id and kind."
    return problem("claims_none", place, "There is no claim in the file.", remedy)


def claim_key_unknown(place: Place, known: Sequence[str]) -> Problem:
    """A key or column that no claim has."""
    close = near(place.header or "", known)
    remedy = f"Near it there is: {listed(close)}." if close else f"The keys are: {listed(known, 30)}."
    message = f"A claim has no key {place.header!r}."
    return problem("claim_key_unknown", place, message, remedy, values={"near": close, "known": tuple(known)})


def claim_kind_unknown(place: Place, kind: str, known: Collection[str]) -> Problem:
    """A kind of claim that there is not."""
    close = near(kind, known)
    remedy = f"Near it there is: {listed(close)}." if close else f"The kinds are: {listed(known, 40)}."
    message = f"There is no kind of claim {kind!r}."
    values = {"near": close, "known": tuple(known)}
    return problem("claim_kind_unknown", place, message, remedy, value=kind, values=values)


def claim_missing(place: Place, kind: str) -> Problem:
    """A claim without something that its kind needs."""
    needed = f"{place.header!r}" if place.header != "table" else "'table' (or 'about', where no table says)"
    message = f"The claim needs {needed}" + (f", since its kind is {kind!r}." if kind else ".")
    return problem("claim_missing", place, message, "Add it.", values={"kind": kind})


def claim_value(place: Place, value: str) -> Problem:
    """A value of the wrong kind."""
    message = f"{place.header!r} cannot be {value!r}."
    remedy = "Amounts and thresholds are numbers; rank is a whole number from 1, among one from 2; the others are text."
    return problem("claim_value", place, message, remedy, value=value)


def claim_amounts(place: Place, counts: str) -> Problem:
    """Several amounts, and not as many subjects."""
    message = f"There must be one amount for each subject; there are {counts}."
    return problem(
        "claim_amounts", place, message, "Give as many amounts as subjects, in the same order.", value=counts
    )


def claim_twice(place: Place, name: str) -> Problem:
    """Two claims with one name."""
    message = f"Two claims have the id {name!r}."
    return problem("claim_twice", place, message, "Give each claim its own id.", value=name)


def claim_table_unknown(place: Place, name: str, known: Sequence[str]) -> Problem:
    """A claim about a table that is neither in the file nor in the context."""
    close = near(name, known)
    shown = close or known
    remedy = f"There is: {listed(shown)}." if shown else "Describe it under [tables], or give it in the context."
    message = f"There is no table {name!r}."
    return problem("claim_table_unknown", place, message, remedy, value=name, values={"near": tuple(shown)})


def claim_word_unknown(place: Place, word: str, known: Collection[str]) -> Problem:
    """A vague word without thresholds."""
    close = near(word, known)
    remedy = "Give its range in the table of words, such as [words.share] with " + f"{word!r} = [0, 0.05]."
    message = f"The table of words has no {word!r}."
    return problem("claim_word_unknown", place, message, remedy, value=word, values={"near": close})


def claim_word_range(place: Place, ends: str) -> Problem:
    """A word of which the range is none."""
    message = f"{place.header!r} must have a range, such as [0, 0.05]; it has {ends}."
    remedy = "Words stand under share or position (from 0 to 1) or points (from 0), each with its lower and upper end."
    return problem("claim_word_range", place, message, remedy, value=ends)


def claim_table_key(place: Place, table: str, known: Sequence[str]) -> Problem:
    """A key that no description of a table has."""
    close = near(place.header or "", known)
    shown = close or tuple(known)
    message = f"The description of the table {table!r} has no key {place.header!r}."
    remedy = f"There is: {listed(shown, 30)}."
    return problem("claim_table_key", place, message, remedy, values={"table": table, "near": shown})


def claim_table_value(place: Place, table: str, wanted: str) -> Problem:
    """A description of a table that does not say enough, or wrongly."""
    message = f"The description of the table {table!r} needs {wanted}."
    return problem("claim_table_value", place, message, "Correct it.", values={"table": table, "wanted": wanted})

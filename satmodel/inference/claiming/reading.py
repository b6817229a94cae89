"""The door for claims: a TOML file, a table or a list, with every fault at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.inference.claiming.claim import FIELDS, KINDS, Claim, claim_of, shortcomings
from satmodel.inference.claiming.described import ClaimTable, cards_in, tables_in
from satmodel.inference.claiming.words import Word, shipped, words_of
from satmodel.step import Step
from satmodel.survey.instrument import Instrument
from satmodel.survey.sheets import faults_claims as faults
from satmodel.survey.sheets.cells import candidates, fingerprint, read_text
from satmodel.survey.sheets.faults import Place, in_order
from satmodel.survey.sheets.text import compact, label

_PARTS = ("title", "notes", "words", "tables", "cards", "claim")
_SEPARATORS = re.compile(r"[、;；|]")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """The claims of a speech, and what its file says of words, tables and instruments.

    Attributes:
        claims: the claims, in their order. words: what vague words mean, by the word.
        tables: the descriptions of tables, by their name. cards: the instrument cards that they name.
        title: the file's own title, a text or one for each language; None where it has none. notes: its notes.
        folder: where the files of the tables are. step: the file's fingerprint.
    """

    claims: tuple[Claim, ...]
    words: Mapping[str, Word]
    step: Step
    tables: Mapping[str, ClaimTable] = field(default_factory=dict)
    cards: Mapping[str, Instrument] = field(default_factory=dict)
    title: str | Mapping[str, str] | None = None
    notes: tuple[Any, ...] = ()
    folder: Path | None = None

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)


Source = str | Path | pd.DataFrame | Sequence[Claim | Mapping[str, Any]]


def read_claims(source: Source, *, sheet: str | None = None, encoding: str | None = None) -> Speech:
    """Read the claims of a speech.

    Args:
        source: a TOML file with ``[[claim]]`` parts (and ``[tables]``, ``[cards]``, ``[words]``); a workbook, csv file
            or frame with a row a claim, its columns named as the fields of :class:`Claim` or in Chinese; or a list of
            claims or mappings.
        sheet: a workbook's sheet; by default the first that has a column of kinds.
        encoding: a text file's encoding.

    Returns:
        The claims with all that the file says beside them. Several names or amounts in one cell are parted by
        ``、`` ``;`` or ``|``.

    Raises:
        DataProblems: every fault at once, with its row and key: a key or a kind that is not known, something that the
            kind needs and is missing, a number that is none, a name given twice, a card that is not there. Tables and
            words that are not there are faults of :func:`~satmodel.inference.claiming.check_claims.check_claims`.
        SettingError: a source of another kind.

    Examples:
        >>> speech = read_claims([{"id": "1", "kind": "first", "about": "all towns", "subject": "North"}])
        >>> [(claim.id, claim.kind, claim.subject) for claim in speech]
        [('1', 'first', ('North',))]
    """
    if isinstance(source, str | Path) and Path(source).suffix.lower() == ".toml":
        return _of_file(Path(source), encoding)
    if isinstance(source, str | Path | pd.DataFrame):
        rows, step = _of_table(source, sheet, encoding)
    elif isinstance(source, Sequence):
        rows, step = _of_list(source), Step("claims_given", {"count": len(source)})
    else:
        raise SettingError(
            f"claims must be a file, a frame or a list of claims, not {type(source).__name__}; see read_claims"
        )
    claims, problems = _claims(rows)
    if problems or not claims:
        raise DataProblems(in_order(problems) or [faults.claims_none(Place(_file(source)))])
    return Speech(tuple(claims), words_of(), step)


def _of_file(path: Path, encoding: str | None) -> Speech:
    text = read_text(path, encoding)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataProblems([faults.claims_unreadable(Place(path.name), str(error))]) from None
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*claim\s*\]\]", line)]
    listed = given.get("claim", [])
    plain = listed if isinstance(listed, list) and all(isinstance(one, dict) for one in listed) else []
    rows = [
        (one, Place(path.name, row=starts[i] if i < len(starts) else None), _rows_of_keys(lines, starts, i))
        for i, one in enumerate(plain)
    ]
    claims, problems = _claims(rows)
    problems += [faults.claim_key_unknown(Place(path.name, header=key), _PARTS) for key in given if key not in _PARTS]
    tables, wrong_tables = tables_in(given.get("tables", {}), path.name, lines)
    cards, wrong_cards = cards_in(given.get("cards", {}), path, lines)
    words, wrong_words = _words(given.get("words", {}), path)
    problems += [*wrong_tables, *wrong_cards, *wrong_words, *_strangers(tables, cards, path.name)]
    if problems or not claims:
        raise DataProblems(in_order(problems) or [faults.claims_none(Place(path.name))])
    step = Step("file", {"name": path.name, "sha256": fingerprint(path.read_bytes())})
    notes = tuple(given.get("notes", ()))
    return Speech(tuple(claims), words, step, tables, cards, given.get("title"), notes, path.parent)


def _rows_of_keys(lines: list[str], starts: list[int], i: int) -> dict[str, int]:
    """The row of each key of the i-th claim."""
    if i >= len(starts):
        return {}
    end = starts[i + 1] - 1 if i + 1 < len(starts) else len(lines)
    found = {}
    for row in range(starts[i], end):
        key = re.match(r"\s*\"?([^\s=\"]+)\"?\s*=", lines[row])
        if key:
            found.setdefault(key[1], row + 1)
    return found


def _words(given: Any, path: Path) -> tuple[dict[str, Word], list[Problem]]:
    try:
        return words_of(given), []
    except SettingError:
        return words_of(), [faults.claim_word_range(Place(path.name, header="words"), str(given)[:80])]


def _strangers(tables: Mapping[str, ClaimTable], cards: Mapping[str, Instrument], file: str) -> list[Problem]:
    """Cards that are not in the file."""
    return [
        faults.claim_table_value(Place(file, header="card"), name, f"a card that is there, not {table.card!r}")
        for name, table in tables.items()
        if table.card is not None and table.card not in cards
    ]


Raw = tuple[Mapping[str, Any] | Claim, Place, Mapping[str, int]]


def _claims(rows: Sequence[Raw]) -> tuple[list[Claim], list[Problem]]:
    claims: list[Claim] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for given, place, keys in rows:
        if isinstance(given, Claim):
            claim = given
            if claim.kind not in KINDS:
                problems.append(faults.claim_kind_unknown(_at(place, "kind", keys), claim.kind, tuple(KINDS)))
        else:
            plain = dict(given)
            plain["kind"] = _kind(plain.get("kind"))
            wrong = shortcomings(plain)
            problems += [_fault(rule, key, detail, place, keys) for rule, key, detail in wrong]
            if wrong:
                continue
            claim = claim_of(plain, row=place.row)
        if claim.id in seen:
            problems.append(faults.claim_twice(_at(place, "id", keys), claim.id))
        seen.add(claim.id)
        claims.append(claim)
    return claims, problems


def _at(place: Place, key: str, keys: Mapping[str, int]) -> Place:
    return Place(place.file, place.sheet, keys.get(key, place.row), None, key)


def _fault(rule: str, key: str, detail: str, place: Place, keys: Mapping[str, int]) -> Problem:
    where = _at(place, key, keys)
    if rule == "claim_key_unknown":
        return faults.claim_key_unknown(where, FIELDS)
    if rule == "claim_kind_unknown":
        return faults.claim_kind_unknown(where, detail, tuple(KINDS))
    if rule == "claim_missing":
        return faults.claim_missing(where, detail)
    return (faults.claim_amounts if rule == "claim_amounts" else faults.claim_value)(where, detail)


def _kind(value: Any) -> Any:
    """The kind that is meant, by its own name or another."""
    plain = compact(value)
    return next((kind for kind, others in shipped()["kinds"].items() if plain in others), value)


def _of_list(source: Sequence[Claim | Mapping[str, Any]]) -> list[Raw]:
    rows: list[Raw] = []
    for i, given in enumerate(source, 1):
        if not isinstance(given, Claim | Mapping):
            raise SettingError(f"claim {i} must be a Claim or a mapping of its fields, not {type(given).__name__}")
        rows.append((given, Place(row=i), {}))
    return rows


def _of_table(source: str | Path | pd.DataFrame, sheet: str | None, encoding: str | None) -> tuple[list[Raw], Step]:
    """The rows of a table of claims: its header is the first row that names a column of kinds."""
    for way in candidates(source, sheet=sheet, encoding=encoding):
        grid = way.load(None)
        for top in range(min(len(grid.texts), 20)):
            fields = [_field(text) for text in grid.texts[top]]
            if "kind" in fields:
                break
        else:
            continue
        rows: list[Raw] = []
        for position in range(top + 1, len(grid.texts)):
            texts = [str(text).strip() for text in grid.texts[position]]
            if not any(texts):
                continue
            named = {fields[j] or label(grid.texts[top][j]): texts[j] for j in range(len(texts)) if texts[j]}
            parted = {key: _parted(text) if key in ("subject", "amount") else text for key, text in named.items()}
            rows.append((parted, grid.place(position), {}))
        return rows, grid.step
    raise DataProblems([faults.claims_none(Place(_file(source)))])


def _field(text: str) -> str | None:
    plain = compact(text)
    columns = shipped()["columns"]
    return next((key for key in FIELDS if plain.casefold() == key or plain in columns.get(key, ())), None)


def _parted(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def _file(source: Any) -> str | None:
    return Path(source).name if isinstance(source, str | Path) else None

"""The tables that a file of claims describes: what they are, and the context that is made of them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from satmodel.errors import Problem
from satmodel.estimation.given import estimates
from satmodel.estimation.published import published
from satmodel.inference.moving.count_change import count_change
from satmodel.survey.cards import card_of, instrument
from satmodel.survey.instrument import Instrument
from satmodel.survey.sheets import faults_claims as faults
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.workbooks import table

if TYPE_CHECKING:
    from satmodel.inference.claiming.reading import Speech


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """What a file of claims says of one table.

    Attributes:
        title: what it is called, a text or one for each language.
        file, sheet: where its numbers stand; or values: the numbers themselves, by name, each one number or the two of
            the round before and of this one. Neither where the context gives the table.
        unit, item: the column of names. score: the column of numbers. before: that of the round before.
        n, sd, limits, correlation: as for :func:`~satmodel.estimation.published.published`.
        among: from how many units those in the table were picked. card: the instrument card that belongs to it.
        counted: whether the numbers are counts. exact: whether they are a full count without sampling error.
        best: whether the ``"high"`` or the ``"low"`` number is the better one; None for what the check is asked for.
    """

    title: str | Mapping[str, str] | None = None
    file: str | None = None
    sheet: str | None = None
    values: Mapping[str, Any] | None = None
    unit: str | None = None
    item: str | None = None
    score: str | None = None
    before: str | None = None
    n: float | str | None = None
    sd: float | str | None = None
    limits: tuple[float, float] | None = None
    correlation: float | None = None
    among: int | None = None
    card: str | None = None
    counted: bool = False
    exact: bool = False
    best: str | None = None


KEYS = tuple(one.name for one in fields(ClaimTable))
_TEXTS = ("file", "sheet", "unit", "item", "score", "before", "card")


def tables_in(given: Any, file: str, lines: list[str]) -> tuple[dict[str, ClaimTable], list[Problem]]:
    """The descriptions of tables in a file of claims, and every fault of them."""
    if not isinstance(given, Mapping):
        return {}, [faults.claim_table_value(Place(file, header="tables"), "tables", "a part [tables.NAME] for each")]
    found, problems = {}, []
    for name, said in given.items():
        row = _row_of(lines, "tables", name)
        if not isinstance(said, Mapping):
            problems.append(faults.claim_table_value(Place(file, row=row, header=name), name, "keys and values"))
            continue
        unknown = [key for key in said if key not in KEYS]
        problems += [faults.claim_table_key(Place(file, row=row, header=key), name, KEYS) for key in unknown]
        wrong = _wrong(said)
        problems += [faults.claim_table_value(Place(file, row=row, header=key), name, need) for key, need in wrong]
        if not unknown and not wrong:
            limits = said.get("limits")
            found[name] = ClaimTable(**{**said, "limits": None if limits is None else (limits[0], limits[1])})
    return found, problems


def cards_in(given: Any, path: Path, lines: list[str]) -> tuple[dict[str, Instrument], list[Problem]]:
    """The instrument cards in a file of claims: keys and values, or the name of a card's file."""
    cards: dict[str, Instrument] = {}
    problems: list[Problem] = []
    for name, said in given.items() if isinstance(given, Mapping) else ():
        if isinstance(said, str):
            cards[name] = instrument(path.parent / said)
            continue
        row = _row_of(lines, "cards", name) or 1
        cards[name], wrong = card_of({key: (value, row) for key, value in dict(said).items()}, path.name)
        problems += wrong
    return cards, problems


def context_of(speech: Speech) -> dict[str, Any]:
    """The context that a file's own descriptions of its tables give.

    Args:
        speech: claims with descriptions of tables, as read from a file.

    Returns:
        For each table that has a file or values: two :class:`Estimates` where there is a round before, one where there
        is none, with n and a standard deviation (or the ends of the scale); a count's change; or a frame of the numbers
        as printed, where nothing says how precise they are. Tables described without numbers are left to the caller.

    Raises:
        DataProblems: a table that cannot be read, listing every fault.
        SettingError: a description that leaves open what is needed, such as a correlation between items.
    """
    described = {name: one for name, one in speech.tables.items() if one.file is not None or one.values is not None}
    found = {name: _made(one, speech.folder or Path()) for name, one in described.items()}
    return {name: _marked(made, speech.cards.get(described[name].card or "")) for name, made in found.items()}


def _marked(made: Any, card: Instrument | None) -> Any:
    if card is None or isinstance(made, pd.DataFrame):
        return made
    return tuple(card.mark(part) for part in made) if isinstance(made, tuple) else card.mark(made)


def _made(one: ClaimTable, folder: Path) -> Any:
    frame, step = _numbers(one, folder)
    names: list[Hashable] = frame["name"].tolist()
    if one.counted and one.before is not None and len(frame) == 1:
        return count_change(int(frame["before"][0]), int(frame["score"][0]), name=str(names[0]), source=step)
    level = "unit" if one.item is None else "item"
    columns = ["before", "score"] if "before" in frame else ["score"]
    if one.exact:
        index = pd.MultiIndex.from_arrays([names], names=[level])
        parts = [estimates(frame[column], se=np.zeros(len(frame)), names=index) for column in columns]
    elif one.n is not None and not one.counted:
        parts = [_published(one, frame, folder, column, level) for column in columns]
    else:
        renamed = frame.set_index("name").rename(columns={"score": "after"} if "before" in frame else {})
        renamed.attrs["step"] = step
        return renamed
    return tuple(parts) if len(parts) > 1 else parts[0]


def _published(one: ClaimTable, frame: pd.DataFrame, folder: Path, column: str, level: str) -> Any:
    headers = {"score": one.score, "before": one.before}
    named = {level: "name" if one.file is None else one.unit or one.item}
    return published(
        frame if one.file is None else folder / one.file,
        score=column if one.file is None else headers[column],
        n=one.n,
        sd=one.sd,
        limits=one.limits,
        correlation=one.correlation,
        sheet=one.sheet,
        **named,
    )


def _numbers(one: ClaimTable, folder: Path) -> tuple[pd.DataFrame, Any]:
    if one.values is not None:
        pairs = [value if isinstance(value, list | tuple) else [value] for value in one.values.values()]
        columns = ["before", "score"] if len(pairs[0]) == 2 else ["score"]
        frame = pd.DataFrame(pairs, columns=columns, dtype=float)
        frame.insert(0, "name", list(one.values))
        return frame, None
    headers = {"name": one.unit or one.item, "score": one.score, "before": one.before}
    read = table(folder / str(one.file), headers, numbers=["score", "before"], sheet=one.sheet)
    whole = pd.concat([read.frame, read.totals]).sort_index()  # a row of totals is set against like any other
    return whole.reset_index(drop=True), read.step


def _wrong(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The keys of a description that do not fit, each with what is needed."""
    found = [(key, f"{key} as text") for key in _TEXTS if key in said and not isinstance(said[key], str)]
    plain = {key: said[key] for key in ("n", "sd", "correlation", "among") if key in said}
    found += [(key, f"{key} as a number") for key, value in plain.items() if not _fits(key, value)]
    limits = said.get("limits")
    if limits is not None and not (isinstance(limits, list) and len(limits) == 2 and limits[0] < limits[1]):
        found.append(("limits", "limits such as [55, 100]"))
    if said.get("best") not in (None, "high", "low"):
        found.append(("best", "best as 'high' or 'low'"))
    values = said.get("values")
    if values is not None and not _are_values(values):
        found.append(("values", "values such as {name = 83.78}, or {name = [80.1, 83.78]} for two rounds"))
    if "file" in said:
        found += [("score", "score, the column of the numbers")] * ("score" not in said)
        found += [("unit", "unit or item, the column of the names")] * (not {"unit", "item"} & said.keys())
    if "n" in said and not {"sd", "limits"} & said.keys() and not said.get("counted"):
        found.append(("sd", "sd or limits beside n"))
    return found


def _fits(key: str, value: Any) -> bool:
    if key in ("n", "sd") and isinstance(value, str):
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    least = {"n": 2, "sd": 0, "correlation": 0, "among": 2}[key]
    return value >= least and (key != "correlation" or value <= 1) and (key != "among" or value == int(value))


def _are_values(values: Any) -> bool:
    if not isinstance(values, Mapping) or not values:
        return False
    pairs = [value if isinstance(value, list) else [value] for value in values.values()]
    plain = all(isinstance(one, int | float) and not isinstance(one, bool) for pair in pairs for one in pair)
    return plain and len({len(pair) for pair in pairs}) == 1 and len(pairs[0]) in (1, 2)


def _row_of(lines: list[str], part: str, name: str) -> int | None:
    wanted = re.compile(rf"\s*\[\s*{part}\s*\.\s*\"?{re.escape(name)}\"?\s*\]")
    return next((i for i, line in enumerate(lines, 1) if wanted.match(line)), None)


def described_as(speech: Speech, name: str) -> ClaimTable:
    """What a file says of a table; nothing where it says nothing."""
    return speech.tables.get(name, ClaimTable())

"""Lists of the problems that people raised: how many, where, of what kind, and what became of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.estimation.wilson import wilson
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.sheets import faults, faults_tables
from satmodel.survey.sheets.text import compact
from satmodel.survey.sheets.workbooks import Table, table

Vocabulary = Mapping[str, Mapping[str, Sequence[str]]]

_DIGITS = re.compile(r"(?:\d[\s\-‐-―()]{0,2}){7,}[Xx]?")
_MASK = "*" * 7
_WORDS = ("status", "repeated", "outcome")


@dataclass(frozen=True, slots=True, eq=False)
class ProblemList(Result):
    """The problems of a list, counted.

    Attributes:
        rows: one row a problem: unit, category and, where they were read, round, status, repeated, outcome (each as the
            meaning of its word) and text (long runs of digits masked); the index is the row's number.
        step: how it was made.
    """

    rows: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit and category, zeros too: the number of problems in each round (where read), and count."""
        counts = self.counts
        if "round" not in counts.index.names:
            return counts.to_frame()
        rounds = counts.unstack("round", sort=False)
        return rounds.assign(count=rounds.sum(axis=1)).rename_axis(columns=None)

    @property
    def counts(self) -> pd.Series:
        """The number of problems of each unit, category and, where there are any, round; zeros too."""
        names = [name for name in ("unit", "category", "round") if name in self.rows]
        levels = [pd.unique(self.rows[name]) for name in names]
        every = pd.MultiIndex.from_product(levels, names=names)
        return self.rows.groupby(names, sort=False).size().reindex(every, fill_value=0).rename("count")

    @property
    def shares(self) -> pd.DataFrame:
        """One row a thing counted: what, count, n, share, and the Wilson interval share_low, share_high."""
        level = self.step.settings["level"]
        told = [(name, *self._counted(name)) for name in _SHARES if _SHARES[name][0] in self.rows]
        rows = [[name, k, n, k / n if n else None, *_interval(k, n, level)] for name, k, n in told]
        return pd.DataFrame(rows, columns=["what", "count", "n", "share", "share_low", "share_high"])

    @property
    def texts(self) -> pd.DataFrame:
        """One row a text, the most frequent first: text (masked) and count; empty where no texts were read."""
        if "text" not in self.rows:
            return pd.DataFrame({"text": [], "count": []})
        counts = self.rows["text"].value_counts(sort=True)
        return counts.rename("count").rename_axis("text").reset_index()

    @property
    def findings(self) -> tuple[Finding, ...]:
        first = self.rows["category"].value_counts()
        most = tuple(first[first == first.max()].index)
        values = {
            "rows": len(self.rows),
            "units": self.rows["unit"].nunique(),
            "categories": self.rows["category"].nunique(),
            "most": most,
            "ties": len(most),
            "most_count": int(first.max()),
            "most_share": float(first.max() / len(self.rows)),
        }
        found = [Finding("problems.rows", values)]
        if "round" in self.rows:
            rounds = self.rows["round"].value_counts(sort=False)
            found += [Finding("problems.round", {"round": name, "count": int(k)}) for name, k in rounds.items()]
        level = self.step.settings["level"]
        for record in self.shares.to_dict("records"):
            values = {str(name): value for name, value in record.items()} | {"level": level}
            if record["n"]:
                found.append(Finding(f"problems.{record['what']}", values))
            elif record["what"] == "satisfied":
                found.append(Finding("problems.nobody", values))
        return tuple(found)

    def count(self, *, unit: str | None = None, category: str | None = None, round: str | None = None) -> int:  # noqa: A002 -- the level's name everywhere
        """The number of problems of a unit, a category and a round; of all where none is named.

        Raises:
            SettingError: a name that the list does not hold.
        """
        rows = self.rows
        for name, wanted in (("unit", unit), ("category", category), ("round", round)):
            if wanted is None:
                continue
            if name not in self.rows or wanted not in set(self.rows[name]):
                there = ", ".join(map(repr, pd.unique(self.rows[name]))) if name in self.rows else "not read"
                raise SettingError(f"there is no {name} {wanted!r} in the list; there is {there}")
            rows = rows[rows[name] == wanted]
        return len(rows)

    def _counted(self, what: str) -> tuple[int, int]:
        column, counted, among = _SHARES[what]
        cells = self.rows[column]
        return int(cells.isin(counted).sum()), int(cells.isin(among).sum())


_WORKED = ("closed", "standing", "open")
_CALLED = ("satisfied", "fairly", "dissatisfied")

# what is counted: its column, the meanings that count, and those it is counted among
_SHARES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "closed": ("status", ("closed",), _WORKED),
    "standing": ("status", ("standing",), _WORKED),
    "open": ("status", ("open",), _WORKED),
    "repeated": ("repeated", ("yes",), ("yes", "no")),
    "called": ("outcome", _CALLED, (*_CALLED, "not_called")),
    "satisfied": ("outcome", ("satisfied", "fairly"), _CALLED),
    "dissatisfied": ("outcome", ("dissatisfied",), _CALLED),
}


def problems(  # noqa: PLR0913 -- the columns of a problem list, each by its name
    source: str | Path | pd.DataFrame,
    *,
    unit: str,
    category: str,
    text: str | None = None,
    status: str | None = None,
    repeated: str | None = None,
    round: str | None = None,  # noqa: A002 -- the level's name everywhere
    outcome: str | None = None,
    vocabulary: Vocabulary | None = None,
    sheet: str | None = None,
    level: float = 0.95,
) -> ProblemList:
    """Count a list of problems by unit, category and round, and say what became of them.

    Args:
        source: a workbook, a text file or a frame, one row a problem.
        unit, category: the columns of the unit and of the kind of problem.
        text: the column of people's own words; runs of seven digits and more in it are masked.
        status: the column of the state of work; its words become ``closed``, ``standing`` (done, and kept up) or
            ``open``.
        repeated: the column that says whether the problem was raised before: yes or no.
        round: the column of rounds.
        outcome: the column of what was said when the person was called back: ``satisfied``, ``fairly``,
            ``dissatisfied`` or ``not_called``.
        vocabulary: further words and their meaning, such as ``{"status": {"closed": ["…"]}}``; an empty word says what
            an empty cell means.
        sheet: the sheet's name; by default the one sheet that has the columns.
        level: confidence level of the intervals of shares.

    Returns:
        Counts by unit and category (and round), shares with their numbers and Wilson intervals, masked texts.

    Assumptions:
        The list holds what was asked for and was written down; the intervals of shares take its problems for a sample
        of those that could have been raised.

    Raises:
        DataProblems: the list cannot be read, a cell is empty, or a word is not in the vocabulary, with every cell.
        SettingError: a vocabulary with meanings that there are not, or a level outside (0, 1).

    Formula:
        Wilson's interval of a share p of n: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Source:
        Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples:
        >>> frame = pd.DataFrame({"town": ["A", "A", "B"], "kind": ["roads", "schools", "roads"],
        ...                       "state": ["done", "open", "done"]})
        >>> found = problems(frame, unit="town", category="kind", status="state")
        >>> found.table["count"].tolist(), found.count(category="roads")
        ([1, 1, 1, 0], 2)
        >>> found.shares[["what", "count", "n"]].to_numpy().tolist()
        [['closed', 2, 3], ['standing', 0, 3], ['open', 1, 3]]
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    known = _vocabulary(vocabulary)
    given = {"unit": unit, "category": category, "round": round, "status": status, "repeated": repeated}
    headers = given | {"outcome": outcome, "text": text}
    read = table(source, headers, optional=["text", *_WORDS], sheet=sheet)
    frame, unknown = read.frame.copy(), []
    for name in _WORDS:
        if name in frame:
            frame[name], wrong = _meanings(read, name, known[name])
            unknown += wrong
    if unknown:
        raise DataProblems(faults.in_order(unknown))
    if "text" in frame:
        frame["text"] = [masked(one) for one in frame["text"]]
    settings: dict[str, Any] = {
        "columns": tuple((name, place.header) for name, place in read.columns.items()),
        "rows": len(frame),
        "rounds": frame["round"].nunique() if "round" in frame else 0,
        "level": level,
        "masked": "text" in frame,
        "statuses": "status" in frame,
        "outcomes": "outcome" in frame,
    }
    return ProblemList(frame, Step("problems", settings, (read.step,)))


@cache
def _words() -> Vocabulary:
    folder = resources.files("satmodel.survey.sheets")
    return tomllib.loads(folder.joinpath("problem_words.toml").read_text(encoding="utf-8"))


def _vocabulary(more: Vocabulary | None) -> dict[str, dict[str, str]]:
    """The meaning of each word of each column, with the analyst's own words before those that are known."""
    known = {name: {_key(word): sense for sense, words in _words()[name].items() for word in words} for name in _WORDS}
    for name, senses in (more or {}).items():
        if name not in known:
            raise SettingError(f"vocabulary= has {', '.join(_WORDS)} and not {name!r}")
        for sense, words in senses.items():
            if sense not in _words()[name]:
                raise SettingError(f"the meanings of {name} are {', '.join(_words()[name])}, not {sense!r}")
            known[name] |= {_key(word): sense for word in words}
    return known


def _key(word: str) -> str:
    return compact(word).lower()


def _meanings(read: Table, name: str, known: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    senses, wrong = [], []
    for row, word in read.frame[name].items():
        sense = known.get(_key(word), "")
        senses.append(sense)
        if not sense and not word:
            wrong.append(faults.label_blank(read.place(name, row), name))
        elif not sense:
            wrong.append(faults_tables.word_unknown(read.place(name, row), name, masked(word), list(known)))
    return senses, wrong


def masked(text: str) -> str:
    """A text in which telephone and identity numbers, or any run of seven digits and more, are masked.

    Examples:
        >>> masked("ring 138-0013-8000 about the 12 lamps"), masked("身份证３７０８２９１９９００１０１１２３Ｘ")
        ('ring ******* about the 12 lamps', '身份证*******')
    """

    def mask(found: re.Match[str]) -> str:
        return _MASK + re.search(r"\s*$", found.group())[0]

    return _DIGITS.sub(mask, unicodedata.normalize("NFKC", text))


def _interval(k: int, n: int, level: float) -> tuple[float | None, float | None]:
    if n == 0:
        return None, None
    low, high = wilson(np.array([k / n]), np.array([float(n)]), level)
    return float(low[0]), float(high[0])

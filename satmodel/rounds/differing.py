"""What differs between the result tables of two runs: rows, numbers, verdicts, ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

Label = tuple[str, ...]
# what a table is about, where several of its columns differ; else the first that differs
_MAIN = ("estimate", "change", "gap", "contribution", "share", "points", "score", "after")
_RANKED = "ranks"  # the method whose tables are asked which ranks moved; others repeat them


@dataclass(frozen=True, slots=True)
class Table:
    """A result table of a run.

    Attributes:
        name: its file.
        method: what made it.
        frame: its rows, by their labels.
        told: what the manifest says of it: measure, and chapter and caption by language.
    """

    name: str
    method: str
    frame: pd.DataFrame
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest difference of a table's main column: its row, its column and the two numbers (NaN: none)."""

    label: Label
    column: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs between a table of two runs.

    Attributes:
        table: the later table.
        gone, new: rows of one of them only.
        columns_gone, columns_new: columns of one of them only.
        largest: the largest difference of the main column that differs, or None.
        count: how many numbers differ.
        turned: verdicts that are others now: row, before, after.
        moved: ranks that are others now, in tables of ranks: row, before, after.
        texts: how many other entries differ, by column.
    """

    table: Table
    gone: tuple[Label, ...]
    new: tuple[Label, ...]
    columns_gone: tuple[str, ...]
    columns_new: tuple[str, ...]
    largest: Largest | None
    count: int
    turned: tuple[tuple[Label, str, str], ...]
    moved: tuple[tuple[Label, float, float], ...]
    texts: Mapping[str, int]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        parts = (self.gone, self.new, self.columns_gone, self.columns_new, self.turned, self.texts, self.count)
        return any(bool(part) for part in parts)


@dataclass(frozen=True, slots=True)
class ResultDifferences:
    """What differs between the results of two runs: tables of one of them only, and those that differ."""

    gone: tuple[Table, ...]
    new: tuple[Table, ...]
    tables: tuple[TableDifference, ...]


def result_differences(
    before: Path, after: Path, books: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> ResultDifferences:
    """Compare the result tables of two ``out`` folders; tables belong together by their method, rows by their labels.

    Args:
        before, after: the two folders.
        books: their manifests.
    """
    old, new = _tables(before, books[0]), _tables(after, books[1])
    pairs = [(old[key], new[key]) for key in new if key in old]
    found = tuple(difference for difference in (_compare(one, other) for one, other in pairs) if difference.any)
    return ResultDifferences(
        tuple(table for key, table in old.items() if key not in new),
        tuple(table for key, table in new.items() if key not in old),
        found,
    )


def _tables(folder: Path, book: Mapping[str, Any]) -> dict[tuple[object, ...], Table]:
    """The tables by method, labels and number among their like, so that a chapter more does not shift them."""
    found: dict[tuple[object, ...], Table] = {}
    for path in sorted((folder / "results").glob("*.csv")):
        method = path.name.removesuffix(".csv").removesuffix(".simulated").split("-", 1)[-1]
        frame = _labelled(pd.read_csv(path))
        told = book.get("results", {}).get(f"results/{path.name}", {})
        key = next(
            free for free in ((method, *frame.index.names, count) for count in range(10_000)) if free not in found
        )
        found[key] = Table(path.name, method, frame, told)
    return found


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    """A table by the words that its rows begin with; rows of the same words are numbered."""
    unnamed = [str(name) for name in frame.columns[:1] if str(name).startswith("Unnamed")]
    rest = frame.drop(columns=unnamed)
    words = []
    for name in rest.columns:
        if pd.api.types.is_numeric_dtype(rest[name]) or _judged(str(name)):
            break
        words.append(str(name))
    words = words or [str(name) for name in (rest.columns[:1] if len(rest.columns) > 1 else ())]
    if not words:
        return rest
    keyed = rest.astype(dict.fromkeys(words, str))
    again = keyed.groupby(words, dropna=False).cumcount()
    if again.any():
        keyed = keyed.assign(
            **{words[-1]: [f"{word} ({i + 1})" if i else word for word, i in zip(keyed[words[-1]], again, strict=True)]}
        )
    return keyed.set_index(words)


def _compare(old: Table, new: Table) -> TableDifference:
    first, second = old.frame, new.frame
    shared_rows = [label for label in second.index if label in set(first.index)]
    shared = [str(name) for name in second.columns if name in first.columns]
    one, other = first.loc[shared_rows, shared], second.loc[shared_rows, shared]
    numeric = [name for name in shared if _numbers(one[name]) and _numbers(other[name])]
    judged = [name for name in shared if _judged(name)]
    changed = {name: _changed(one[name], other[name]) for name in numeric}
    texts = {
        name: int((one[name].fillna("").astype(str).to_numpy() != other[name].fillna("").astype(str).to_numpy()).sum())
        for name in shared
        if name not in numeric and name not in judged
    }
    return TableDifference(
        new,
        tuple(_label(label) for label in first.index if label not in set(second.index)),
        tuple(_label(label) for label in second.index if label not in set(first.index)),
        tuple(str(name) for name in first.columns if name not in second.columns),
        tuple(str(name) for name in second.columns if name not in first.columns),
        _largest(one, other, changed),
        int(sum(marks.sum() for marks in changed.values())),
        tuple(turn for name in judged for turn in _turned(one[name], other[name])),
        tuple(_moved(one, other)) if new.method == _RANKED else (),
        {name: count for name, count in texts.items() if count},
    )


def _changed(old: pd.Series, new: pd.Series) -> np.ndarray[Any, np.dtype[np.bool_]]:
    one, other = old.to_numpy(dtype=float), new.to_numpy(dtype=float)
    return (one != other) & ~(np.isnan(one) & np.isnan(other))


def _largest(one: pd.DataFrame, other: pd.DataFrame, changed: Mapping[str, Any]) -> Largest | None:
    differing = [name for name, marks in changed.items() if marks.any()]
    if not differing:
        return None
    column = next((name for name in _MAIN if name in differing), differing[0])
    old, new = one[column].to_numpy(dtype=float), other[column].to_numpy(dtype=float)
    # a number that was not there, or is no more, is the largest difference there is
    size = np.where(changed[column], np.nan_to_num(np.abs(new - old), nan=np.inf), -1.0)
    at = int(np.argmax(size))
    return Largest(_label(other.index[at]), column, float(old[at]), float(new[at]))


def _turned(old: pd.Series, new: pd.Series) -> Iterator[tuple[Label, str, str]]:
    for label, before, after in zip(new.index, old.fillna("").astype(str), new.fillna("").astype(str), strict=True):
        if before != after:
            yield _label(label), before, after


def _moved(one: pd.DataFrame, other: pd.DataFrame) -> Iterator[tuple[Label, float, float]]:
    if "rank" in one and "rank" in other:
        for label, before, after in zip(other.index, one["rank"], other["rank"], strict=True):
            if before != after:
                yield _label(label), float(before), float(after)


def _judged(name: str) -> bool:
    return name == "verdict" or name.endswith("_verdict") or name.startswith("verdict_")


def _numbers(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _label(label: Any) -> Label:
    return tuple(str(part) for part in label) if isinstance(label, tuple) else (str(label),)

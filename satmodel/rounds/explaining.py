"""What changed from one run to another, in plain sentences: files, settings, versions, results."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from satmodel.rounds.differing import Label, Largest, Table, TableDifference, result_differences
from satmodel.rounds.ledger import Difference, compare_manifests, read_manifest
from satmodel.telling.columns import KIND_OF
from satmodel.telling.language import language as find_language
from satmodel.telling.writer import Writer

GROUPS = {"files": ("input", "rows"), "settings": ("setting",), "versions": ("version",)}
_PRINTED = ("points", "percent", "number", "ratio", "p_value", "integer")
_LISTED = 8  # names of one sentence; the table holds them all


@dataclass(frozen=True, slots=True)
class _Words:
    """How two runs are told of: the sentences, what writes numbers and names, and what the runs are called."""

    book: Mapping[str, str]
    writer: Writer
    rounds: tuple[str, str]

    def say(self, key: str, values: Mapping[str, object]) -> str:
        """One sentence."""
        return self.book[f"diff.{key}"].format_map({"first": self.rounds[0], "second": self.rounds[1], **values})

    def names(self, labels: list[Label]) -> str:
        """Rows by their labels."""
        told = [self.writer.name(label[0] if len(label) == 1 else label) for label in labels[:_LISTED]]
        more = self.book["diff.more"].format(count=len(labels) - _LISTED) if len(labels) > _LISTED else ""
        return self.writer.language.words["comma"].join(told) + more


def explain(before: Path, after: Path, language: str) -> dict[str, list[str]]:
    """What changed from a round to another, both already run.

    Args:
        before, after: the two rounds' folders.
        language: ``"zh"`` or ``"en"``.

    Returns:
        The sentences by group: ``files``, ``settings``, ``versions``, ``results``; a group without a difference is
        empty.

    Raises:
        SettingError: one of the two was not run.
    """
    folders = before / "out", after / "out"
    books = read_manifest(folders[0]), read_manifest(folders[1])
    words = _words(books, (before, after), language)
    found = compare_manifests(*books)
    told = {group: [_said(one, books, words) for one in found if one.part in parts] for group, parts in GROUPS.items()}
    differing = result_differences(*folders, books)
    results = [words.say("table_gone", {"table": _called(table, words)}) for table in differing.gone]
    results += [words.say("table_new", {"table": _called(table, words)}) for table in differing.new]
    for part in (_judged, _of_table):
        results += [said for difference in differing.tables for said in part(difference, words)]
    if results:
        results.insert(0, _summary(list(differing.tables), words))
        if books[0]["settings"].get("round") != books[1]["settings"].get("round"):
            results.append(words.say("no_change", {}))
    return told | {"results": results}


def _words(books: tuple[Mapping[str, Any], Mapping[str, Any]], folders: tuple[Path, Path], language: str) -> _Words:
    settings = books[1]["settings"]
    spoken = find_language(language)
    labels = settings.get("labels", {}).get(language, {})
    names = [str(book["settings"].get("round", "")) for book in books]
    if names[0] == names[1] or not all(names):
        names = [folder.resolve().name for folder in folders]
    writer = Writer(spoken, settings.get("decimals", 2), labels)
    return _Words(spoken.book("desk").DESK, writer, (names[0], names[1]))


def _said(one: Difference, books: tuple[Mapping[str, Any], Mapping[str, Any]], words: _Words) -> str:
    """One difference of files, rows, settings or versions."""
    values: dict[str, object] = {"name": one.name, "before": _short(one.before), "after": _short(one.after)}
    if one.part == "rows":
        place, _, key = one.name.partition(".")
        values["name"] = _file(books[1], place) or _file(books[0], place) or place
        values["key"] = words.book.get(f"rows.{key}", key)
    kind = "gone" if one.after is None else "new" if one.before is None else "other"
    return words.say(f"{one.part}_{kind}", values)


def _file(book: Mapping[str, Any], place: str) -> str | None:
    rows = book.get("rows", [])
    index = int(place) - 1 if place.isdigit() else -1
    return str(rows[index].get("file")) if 0 <= index < len(rows) else None


def _short(text: str | None) -> str:
    """A fingerprint by its first twelve digits, a whole number without its decimals, any other text whole."""
    text = re.sub(r"(?<=\d)\.0(?![\d])", "", text or "")
    return text[:12] if len(text) == 64 and all(letter in "0123456789abcdef" for letter in text) else text


def _summary(tables: list[TableDifference], words: _Words) -> str:
    turned = sum(len(table.turned) for table in tables)
    moved = len({label for table in tables for label, _, _ in table.moved})
    if not turned and not moved:
        return words.say("summary_none", {})
    return words.say("summary", {"turned": turned, "moved": moved})


def _judged(found: TableDifference, words: _Words) -> Iterator[str]:
    """What a reader must know first: the verdicts that turned and the ranks that moved."""
    table = _called(found.table, words)
    verdicts = dict.fromkeys((before, after) for _, before, after in found.turned)
    for pair in verdicts:
        labels = [label for label, *both in found.turned if tuple(both) == pair]
        before, after = (words.writer.language.verdicts.get(one, one or words.book["absent"]) for one in pair)
        yield words.say("turned", {"table": table, "names": words.names(labels), "before": before, "after": after})
    if found.moved:
        moves = [
            words.book["diff.move"].format(
                name=words.names([label]), before=_whole(before, words), after=_whole(after, words)
            )
            for label, before, after in found.moved
        ]
        yield words.say("moved", {"table": table, "names": words.writer.language.words["comma"].join(moves)})


def _of_table(found: TableDifference, words: _Words) -> Iterator[str]:
    table = _called(found.table, words)
    for key, labels in (("row_gone", found.gone), ("row_new", found.new)):
        if labels:
            yield words.say(key, {"table": table, "names": words.names(list(labels))})
    for key, columns in (("column_gone", found.columns_gone), ("column_new", found.columns_new)):
        if columns:
            heads = words.writer.language.words["comma"].join(words.writer.head(name) for name in columns)
            yield words.say(key, {"table": table, "names": heads})
    if found.largest is not None:
        yield _largest(found, found.largest, table, words)
    for column, count in found.texts.items():
        yield words.say("texts", {"table": table, "column": words.writer.head(column), "count": count})


def _largest(found: TableDifference, largest: Largest, table: str, words: _Words) -> str:
    before, after = _numbers(largest.column, (largest.before, largest.after), found.table, words)
    values = {
        "table": table,
        "name": words.names([largest.label]),
        "column": words.writer.head(largest.column),
        "before": before,
        "after": after,
        "count": found.count,
    }
    return words.say("largest", values)


def _numbers(column: str, pair: tuple[float, float], table: Table, words: _Words) -> tuple[str, str]:
    """Two numbers as their table prints them, with more digits where they would be printed alike."""
    measure = str(table.told.get("measure", "points"))
    writer = Writer(words.writer.language, words.writer.decimals, words.writer.labels, measure)
    kind = KIND_OF.get(column, "")

    def told(value: float) -> str:
        if not math.isfinite(value):
            return words.book["absent"] if math.isnan(value) else writer.language.words["endless"]
        return str(getattr(writer, kind)(value)) if kind in _PRINTED else f"{value:.6g}"

    texts = told(pair[0]), told(pair[1])
    if texts[0] != texts[1]:
        return texts
    longer = ((f"{pair[0]:.{digits}g}", f"{pair[1]:.{digits}g}") for digits in range(3, 18))
    return next(both for both in longer if both[0] != both[1])


def _whole(rank: float, words: _Words) -> str:
    return words.book["absent"] if math.isnan(rank) else f"{rank:g}"


def _called(table: Table, words: _Words) -> str:
    """A table by its chapter and caption, else by its file."""
    code = words.writer.language.code
    parts = [table.told.get(key, {}).get(code) for key in ("chapter", "caption")]
    told = words.book["diff.table"].format(chapter=parts[0], caption=parts[1]) if all(parts) else parts[1]
    return str(told or table.name)

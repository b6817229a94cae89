"""Tables as they are printed: a tidy frame turned into heads and cells of text, beside its raw numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from satmodel.result import Result, Verdict
from satmodel.telling.columns import KIND_OF, MERGED
from satmodel.telling.language import Language
from satmodel.telling.language import language as find_language
from satmodel.telling.words import sentence
from satmodel.telling.writer import Writer

_INTERVALS = {"pp": "pps", "percent": "percents", "number": "numbers", "ratio": "ratios"}
# what is a difference where the numbers are shares, and so is written in percentage points
_DIFFERENCES = (
    *("gap", "change", "contribution", "total", "margin", "detectable", "detectable_power", "sd"),
    *("best_low", "best_high", "least", "detectable_general"),
    *("slope", "effect", "tau"),
)
_ESTIMATED = {"totals": "total", "ratio": "ratio"}
# how two sides of one round are called, which are no rounds
_SIDES = {
    "contributions": {"before": "reference", "after": "own_score"},
    "compare_drivers": {
        "before": "first_group",
        "after": "second_group",
        **{f"{part}_before": f"{part}_first" for part in ("share", "coefficient", "sd")},
        **{f"{part}_after": f"{part}_second" for part in ("share", "coefficient", "sd")},
    },
}
# intervals of differences, whose names are those of other columns elsewhere
_OWN = {"compare_drivers": {"share_low": "share_change_low", "share_high": "share_change_high"}}
_LEFT = ("text", "verdict", "reason", "kind")


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table ready to be printed.

    Attributes:
        heads: (c,) the head of each printed column.
        rows: the printed cells, row by row.
        alignments: (c,) ``"left"``, ``"right"`` or ``"center"`` of each printed column.
        kinds: (c,) what each printed column holds: ``"text"``, ``"points"``, ``"percent"``, ``"number"``, ``"ratio"``,
            ``"p_value"``, ``"integer"``, ``"df"``, ``"verdict"``, ``"reason"``, ``"mark"``, ``"interval"``,
            ``"ranks"`` or ``"kind"``.
        raw_heads: (r,) the head of each column of the frame, none merged.
        raw_rows: the frame's own values, names as they are printed and verdicts in words.
        raw_kinds: (r,) what each column of the frame holds.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alignments: tuple[str, ...]
    kinds: tuple[str, ...]
    raw_heads: tuple[str, ...]
    raw_rows: tuple[tuple[Any, ...], ...]
    raw_kinds: tuple[str, ...]


def shown(
    frame: pd.DataFrame,
    *,
    language: str | Language,
    decimals: int = 2,
    labels: Mapping[Any, str] | None = None,
    measure: str = "points",
    percent: Collection[str] = (),
) -> ShownTable:
    """Turn a tidy frame, such as a result's ``table``, into printable cells.

    Args:
        frame: one row a quantity; its named index levels and its columns are printed.
        language: a language, or its code.
        decimals: decimals of points.
        labels: what to print for names in the data; they name columns as well, where the language has no head.
        measure: what estimates are, ``"points"`` or ``"share"``; shares are printed as percentages.
        percent: columns named after something in the data that hold shares.

    Returns:
        The printed cells and the raw ones. Intervals and rank intervals are printed as one column; a number that is not
        known is a dash.

    Examples:
        >>> frame = pd.DataFrame({"unit": ["A"], "gap": [-0.4], "low": [-1.7], "high": [2.5]})
        >>> shown(frame, language="en").heads, shown(frame, language="en").rows
        (('Unit', 'Difference', 'Interval'), (('A', '−0.40', '[−1.70, 2.50]'),))
    """
    spoken = find_language(language) if isinstance(language, str) else language
    writer = Writer(spoken, decimals, labels, measure)
    flat = _flat(frame)
    kinds = _kinds(flat)
    kinds = (_of_shares(kinds) if measure == "share" else kinds) | dict.fromkeys(percent, "percent")
    heads = {column: writer.head(column) for column in flat.columns}
    printed, printed_heads, printed_kinds = _printed(flat, kinds, heads, writer)
    return ShownTable(
        printed_heads,
        tuple(zip(*printed, strict=True)),
        tuple(_alignment(kind) for kind in printed_kinds),
        printed_kinds,
        tuple(heads.values()),
        tuple(zip(*(_raw(flat[column], kinds[column], writer) for column in flat), strict=True)),
        tuple(kinds.values()),
    )


def measured(result: Result) -> pd.DataFrame:
    """A result's table, its columns named so that the same head never stands for two things.

    What is estimated has its own name where it is no score, and two sides of one round are not called two rounds.
    """
    method, frame = result.step.method, result.table
    names = {"estimate": _ESTIMATED[method]} if method in _ESTIMATED else dict(_OWN.get(method, {}))
    if result.step.settings.get("between", "rounds") != "rounds":
        names |= _SIDES.get(method, {})
    return frame.rename(columns=names)


def notebook_view(result: Result, *, language: str | Language = "en", most: int = 60) -> str:
    """A result as a small table in HTML, for notebooks: caption, first finding, table, and the verdict words used.

    Args:
        result: any result.
        language: a language, or its code.
        most: how many rows are printed; the number of those left out is said below the table.
    """
    spoken = find_language(language) if isinstance(language, str) else language
    frame = measured(result)
    measure = result.step.measure
    table = shown(frame.head(most), language=spoken, measure=measure)
    caption = spoken.captions.get(result.step.method, type(result).__name__)
    parts = [f"<p>{escape(sentence(finding, language=spoken, measure=measure))}</p>" for finding in result.findings[:1]]
    parts.append(_html(table, caption))
    left = len(frame) - most
    if left > 0:
        parts.append(f"<p>{escape(Writer(spoken).fill(spoken.words['more'], {'rows': left}))}</p>")
    if "verdict" in frame:
        used = tuple(spoken.verdicts[verdict] for verdict in Verdict if (frame["verdict"] == verdict).any())
        if used:
            parts.append(f"<p>{escape(Writer(spoken).fill(spoken.words['verdicts'], {'names': used}))}</p>")
    return f'<div lang="{spoken.code}">\n' + "\n".join(parts) + "\n</div>"


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its named index levels as columns; an importance is not taken for a score."""
    named = [name for name in frame.index.names if name is not None]
    flat = frame.reset_index(level=named) if named else frame
    flat = flat.reset_index(drop=True)
    # a table with shares and their intervals, or with correlations, explains a variance: its estimates are parts of R²
    explains = "estimate" in flat and ("share_low" in flat or "correlation" in flat)
    return flat.rename(columns={"estimate": "importance"}) if explains else flat


def _kinds(flat: pd.DataFrame) -> dict[str, str]:
    kinds = {column: KIND_OF.get(column) or _guessed(flat[column]) for column in flat}
    measured = next((kinds[column] for column in flat if kinds[column] in ("points", "percent", "number", "ratio")), "")
    if "ratio" in kinds:
        measured = "ratio"
    if measured:
        kinds |= {column: measured for column in ("se", "low", "high", "detectable") if column in kinds}
    if {"before", "after"} <= set(kinds) and all(flat[column].dtype.kind in "iu" for column in ("before", "after")):
        kinds |= {"before": "integer", "after": "integer"}
    return kinds


def _of_shares(kinds: Mapping[str, str]) -> dict[str, str]:
    """The kinds where points are shares: levels in per cent, differences in percentage points."""
    compared = any(column in kinds for column in ("gap", "change", "contribution", "slope", "effect"))
    beside = ("low", "high", "se") if compared else ()
    return {
        column: kind
        if kind != "points"
        else "pp"
        if column in (*_DIFFERENCES, *beside) or column.startswith("gap_")
        else "percent"
        for column, kind in kinds.items()
    }


def _guessed(column: pd.Series) -> str:
    if column.dtype.kind == "b":
        return "mark"
    if column.dtype.kind in "iu":
        return "integer"
    return "points" if column.dtype.kind == "f" else "text"


def _printed(
    flat: pd.DataFrame, kinds: Mapping[str, str], heads: Mapping[str, str], writer: Writer
) -> tuple[list[list[str]], tuple[str, ...], tuple[str, ...]]:
    """The printed columns, their heads and their kinds."""
    merged = {low: (name, high, spec) for name, low, high, spec in MERGED if {low, high} <= set(flat)}
    taken = {high for _, high, _ in merged.values()}
    cells, titles, sorts = [], [], []
    for column in flat:
        if column in taken:
            continue
        if column in merged:
            name, high, spec = merged[column]
            spec = _INTERVALS.get(kinds[column], spec) if spec == "interval" else spec
            cells.append([_pair(ends, spec, writer) for ends in zip(flat[column], flat[high], strict=True)])
            titles.append(writer.language.heads[name])
            sorts.append("ranks" if spec == "rank_span" else "interval")
        else:
            cells.append([_cell(value, kinds[column], writer) for value in flat[column]])
            titles.append(heads[column])
            sorts.append(kinds[column])
    return cells, tuple(titles), tuple(sorts)


def _pair(ends: tuple[float, float], spec: str, writer: Writer) -> str:
    if any(_absent(end) for end in ends):
        return writer.language.words["missing"]
    return getattr(writer, spec)(ends)


def _cell(value: Any, kind: str, writer: Writer) -> str:
    if kind == "mark":
        return writer.language.words["yes"] if value else ""
    if _absent(value):
        return writer.language.words["missing"]
    if isinstance(value, bool | np.bool_):
        return writer.language.words["yes"] if value else ""
    return _WRITE.get(kind, Writer.name)(writer, value)


def _df(writer: Writer, value: float) -> str:
    if math.isinf(value):
        return "∞"
    return writer.integer(value) if float(value).is_integer() else Writer(writer.language, 1).points(value)


_WRITE: Mapping[str, Callable[[Writer, Any], str]] = {
    "points": Writer.points,
    "pp": Writer.pp,
    "percent": Writer.percent,
    "number": Writer.number,
    "ratio": Writer.ratio,
    "p_value": Writer.p_value,
    "integer": Writer.integer,
    "df": _df,
    "verdict": Writer.verdict,
    "kind": Writer.kind,
    "reason": Writer.reason,
}


def _raw(column: pd.Series, kind: str, writer: Writer) -> list[Any]:
    """A frame's values as plain numbers and truths, and as the words that are printed where they are no numbers."""
    if kind in _LEFT:
        return [None if _absent(value) else _plain(value, kind, writer) for value in column]
    return [None if _absent(value) else value.item() if isinstance(value, np.generic) else value for value in column]


def _plain(value: Any, kind: str, writer: Writer) -> Any:
    if isinstance(value, bool | int | float | np.generic):
        return value.item() if isinstance(value, np.generic) else value
    return _cell(value, kind, writer)


def _absent(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _alignment(kind: str) -> str:
    if kind in _LEFT:
        return "left"
    return "center" if kind in ("mark", "ranks") else "right"


def _html(table: ShownTable, caption: str) -> str:
    def row(tag: str, cells: tuple[str, ...]) -> str:
        styled = zip(cells, table.alignments, strict=True)
        return (
            "<tr>"
            + "".join(f'<{tag} style="text-align:{side}">{escape(cell)}</{tag}>' for cell, side in styled)
            + "</tr>"
        )

    body = "\n".join(row("td", cells) for cells in table.rows)
    head = row("th", table.heads)
    return f"<table>\n<caption>{escape(caption)}</caption>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

"""How wide texts are and how a table finds room on paper: the columns' shares, the size of type, the page's turn."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from satmodel.telling.formats.document import Column, TableBlock
from satmodel.telling.formats.numbering import Numbering

PORTRAIT_CM = 15.8
LANDSCAPE_CM = 24.5
_PADDING_CM = 0.3
_LONGEST_WORD = 24
_SIZES = (10.0, 9.0, 8.0, 7.5)
_COMMAND = re.compile(r"\\[a-zA-Z]+|[{}_^\\]")


@dataclass(frozen=True, slots=True)
class Fit:
    """A table's place on paper.

    Attributes:
        shares: each column's share of the width; they sum to 1.
        size: the size of type, in points.
        landscape: whether the page must be turned.
    """

    shares: tuple[float, ...]
    size: float
    landscape: bool


def units(text: str) -> int:
    """The width of a text's longest line, in halves of an em: 2 for a Chinese character, 1 for a Latin one.

    Examples:
        >>> units("满意"), units("83.78")
        (4, 5)
    """
    return max((sum(map(_sign_units, line)) for line in text.split("\n")), default=0)


def fit(table: TableBlock, numbering: Numbering) -> Fit:
    """Find a table's column shares, size of type and page.

    The largest size at which every number stays on one line and every word is whole; the page is turned only when no size
    does. Columns' own weights are kept where all columns have one.

    Args:
        table: the table.
        numbering: the document's numbers, for references within cells.
    """
    texts = [[column.title, *(_cell(row[i], numbering) for row in table.rows)] for i, column in enumerate(table.columns)]
    least = [_least(column, found) for column, found in zip(table.columns, texts, strict=True)]
    full = [max(low, *map(units, found)) for low, found in zip(least, texts, strict=True)]
    for width, landscape in ((PORTRAIT_CM, False), (LANDSCAPE_CM, True)):
        for size in _SIZES:
            room = (width - _PADDING_CM * len(full)) / (size / 2 * 0.0353)
            if sum(least) <= room:
                return Fit(_shares(table, least, full, room), size, landscape)
    return Fit(_shares(table, least, full, sum(least)), _SIZES[-1], True)


def _shares(table: TableBlock, least: list[int], full: list[int], room: float) -> tuple[float, ...]:
    weights = [column.weight for column in table.columns if column.weight is not None]
    if len(weights) == len(table.columns):
        wanted = [float(weight) for weight in weights]
    elif sum(full) <= room:
        wanted = [count + (room - sum(full)) / len(full) for count in full]
    else:
        spare, missing = room - sum(least), sum(full) - sum(least)
        wanted = [low + spare * (high - low) / missing for low, high in zip(least, full, strict=True)]
    padding = _PADDING_CM / (4.5 * 0.0353) if len(weights) < len(table.columns) else 0.0
    padded = [width + padding for width in wanted]
    return tuple(width / sum(padded) for width in padded)


def _least(column: Column, texts: list[str]) -> int:
    """The narrowest a column may be: its numbers whole, its longest word whole unless that is no word."""
    title, *cells = texts
    heads = max((_word_units(word) for word in title.split()), default=0)
    if column.kind == "number":
        return max([heads, *map(units, cells)])
    words = [_word_units(word) for text in cells for word in text.split()]
    return max([heads, 4, *words])


def _word_units(word: str) -> int:
    """A word's width; Chinese breaks anywhere, and a fingerprint or an address may break too."""
    pieces = re.split(r"[\u2e80-\u9fff\uff00-\uffef]", word)
    longest = max(map(units, pieces))
    wide = 4 if len(pieces) > 1 else 0
    return max(wide, longest if longest <= _LONGEST_WORD else 12)


def _cell(cell: tuple | None, numbering: Numbering) -> str:
    return _COMMAND.sub("", numbering.plain(cell)) if cell else ""


def _sign_units(sign: str) -> int:
    if unicodedata.combining(sign) or sign == "\u200b":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1

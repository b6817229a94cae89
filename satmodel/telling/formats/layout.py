"""How wide texts are and how a table finds room on paper: the columns' shares, the size of type, the page's turn."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from satmodel.telling.formats.document import Column, Document, Heading, TableBlock
from satmodel.telling.formats.numbering import Numbering

PORTRAIT_CM = 15.8
LANDSCAPE_CM = 24.5
_PADDING_CM = 0.3
_LONGEST_WORD = 24
_HEAD = 1.15  # heads are bold
SIZES = (10.0, 9.0, 8.0, 7.5)
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


def units(text: str) -> float:
    """The width of a text's longest line, in halves of an em: 2 for a Chinese character, about 1 for a Latin one.

    Examples:
        >>> units("满意"), round(units("83.78"), 1)
        (4.0, 5.0)
    """
    return max((sum(map(_breadth, line)) for line in text.split("\n")), default=0.0)


def _breadth(sign: str) -> float:
    if unicodedata.combining(sign) or sign == "\u200b":
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 2.0
    if sign in "mwMW%@—…":
        return 1.7
    if sign in "ijlftrI.,;:'|!()[] -":
        return 0.7
    return 1.35 if sign.isupper() else 1.1


def fit(table: TableBlock, numbering: Numbering) -> Fit:
    """Find a table's column shares, size of type and page.

    The largest size at which every number stays on one line and every word is whole; the page is turned only when no size
    does. Columns' own weights are kept where all columns have one.

    Args:
        table: the table.
        numbering: the document's numbers, for references within cells.
    """
    texts = [
        [column.title, *(_cell(row[i], numbering) for row in table.rows)] for i, column in enumerate(table.columns)
    ]
    least = [_least(column, found) for column, found in zip(table.columns, texts, strict=True)]
    full = [max(low, *map(units, found)) for low, found in zip(least, texts, strict=True)]
    for width, landscape in ((PORTRAIT_CM, False), (LANDSCAPE_CM, True)):
        for size in SIZES:
            room = width / _half_em(size)
            if sum(least) + len(least) * _PADDING_CM / _half_em(size) <= room:
                return Fit(_shares(table, least, full, room=room, size=size), size, landscape)
    size = SIZES[-1]
    return Fit(_shares(table, least, full, room=LANDSCAPE_CM / _half_em(size), size=size), size, True)


def _shares(table: TableBlock, least: list[float], full: list[float], *, room: float, size: float) -> tuple[float, ...]:
    """Each column's share: its content and an equal part of what is left, or, where room is short, its least and a part."""
    weights = [column.weight for column in table.columns if column.weight is not None]
    if len(weights) == len(table.columns):
        return tuple(weight / sum(weights) for weight in weights)
    padding = _PADDING_CM / _half_em(size)
    spare = room - padding * len(full) - sum(least)
    missing = sum(full) - sum(least)
    if missing <= spare:
        wanted = [high + (spare - missing) / len(full) for high in full]
    else:
        part = max(spare, 0.0) / missing
        wanted = [low + part * (high - low) for low, high in zip(least, full, strict=True)]
    total = sum(wanted) + padding * len(full)
    return tuple((width + padding) / total for width in wanted)


def _half_em(size: float) -> float:
    """Half an em in centimetres."""
    return size / 2 * 2.54 / 72


def _least(column: Column, texts: list[str]) -> float:
    """The narrowest a column may be: its numbers whole, its longest word whole unless that is no word."""
    title, *cells = texts
    heads = _HEAD * max((_word_units(word) for word in title.split()), default=0)
    if column.kind == "number":
        return max([heads, *map(units, cells)])
    words = [_word_units(word) for text in cells for word in text.split()]
    return max([heads, 4, *words])


def _word_units(word: str) -> float:
    """A word's width; Chinese breaks anywhere, and a fingerprint or an address may break too."""
    pieces = re.split(r"[\u2e80-\u9fff\uff00-\uffef]", word)
    longest = max(map(units, pieces))
    wide = 4 if len(pieces) > 1 else 0
    return max(wide, longest if longest <= _LONGEST_WORD else 12)


def _cell(cell: tuple | None, numbering: Numbering) -> str:
    return _COMMAND.sub("", numbering.plain(cell)) if cell else ""


def turned(document: Document, numbering: Numbering) -> tuple[bool, ...]:
    """Which blocks stand on a turned page: the tables that need it and the headings right above them."""
    wide = [isinstance(block, TableBlock) and fit(block, numbering).landscape for block in document.blocks]
    for place in range(len(wide) - 2, -1, -1):
        if isinstance(document.blocks[place], Heading) and wide[place + 1]:
            wide[place] = True
    return tuple(wide)


def is_long(text: str) -> bool:
    """Whether a text holds a word too long for a line, such as a fingerprint."""
    return any(units(word) > _LONGEST_WORD for word in _words(text))


def _words(text: str) -> list[str]:
    return [piece for word in text.split() for piece in re.split(r"[\u2e80-\u9fff\uff00-\uffef]", word)]


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text cut into pieces, each with whether it is a word too long for a line."""
    return [(piece, is_long(piece)) for piece in re.split(r"([^\s\u2e80-\u9fff\uff00-\uffef]{13,})", text) if piece]

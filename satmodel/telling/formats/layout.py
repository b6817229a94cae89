"""How wide texts are and how a table finds room on paper: the columns' shares, the size of type, the page's turn."""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass

from satmodel.telling.formats.document import Column, Document, FigureBlock, Heading, TableBlock
from satmodel.telling.formats.numbering import Numbering

PORTRAIT_CM = 15.8
LANDSCAPE_CM = 24.5
_TALLEST_CM = 20.0
_PADDING_CM = 0.36  # the cells' margins are 0.3; the rest is for fonts that run wider
_LONGEST_WORD = 24
_LONGEST_NAME = 16
_NARROWEST_HEAD = 8
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
        (4.0, 5.1)
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
    if sign.islower():
        return 1.0
    return 1.35 if sign.isupper() else 1.1


def fit(table: TableBlock, numbering: Numbering) -> Fit:
    """Find a table's column shares, size of type and page.

    Numbers always stay on one line. Names do so too where a size of 8 points or more allows it, otherwise they break
    between words; the page is turned only when no size does. Columns' own weights are kept where all columns have one.

    Args:
        table: the table.
        numbering: the document's numbers, for references within cells.
    """
    texts = [
        [column.title, *(_cell(row[i], numbering) for row in table.rows)] for i, column in enumerate(table.columns)
    ]
    pairs = list(zip(table.columns, texts, strict=True))
    whole = [_least(column, found, longest_name=_LONGEST_NAME) for column, found in pairs]
    broken = [_least(column, found, longest_name=0) for column, found in pairs]
    trials = [
        *((whole, size, PORTRAIT_CM) for size in SIZES[:3]),
        *((broken, size, PORTRAIT_CM) for size in SIZES[1:]),
        *((whole, size, LANDSCAPE_CM) for size in SIZES),
        (broken, SIZES[-1], LANDSCAPE_CM),
    ]
    fitting = (trial for trial in trials if _needed(*trial[:2]) <= trial[2])
    least, size, width = next(fitting, trials[-1])
    full = [max(low, *map(units, found)) for low, found in zip(least, texts, strict=True)]
    shares = _shares(table, least, full, room=width / _half_em(size), size=size)
    return Fit(shares, size, width == LANDSCAPE_CM)


def _needed(least: list[float], size: float) -> float:
    """The width that columns need at least, in centimetres."""
    return sum(least) * _half_em(size) + len(least) * _PADDING_CM


def _shares(table: TableBlock, least: list[float], full: list[float], *, room: float, size: float) -> tuple[float, ...]:
    """Each column's share: its content and an equal part of what is left; where room is short, its least and a part."""
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


def _least(column: Column, texts: list[str], *, longest_name: float) -> float:
    """The narrowest a column may be: numbers, names and words whole, and the head on two lines or three."""
    title, *cells = texts
    words = [_word_units(word) for word in title.split()]
    lines = 2 if longest_name else 3
    heads = _HEAD * max([min(units(title), _NARROWEST_HEAD), units(title) / lines, *words])
    if column.kind == "number":
        return max([heads, *map(units, cells)])
    return max([heads, *(_text_units(text, longest_name) for text in cells)])


def _text_units(text: str, longest_name: float) -> float:
    """The narrowest a text may stand: a short one, such as a name, whole; of a longer one each word."""
    if units(text) <= longest_name:
        return units(text)
    return max(map(_word_units, text.split()), default=0)


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


def figure_size(figure: FigureBlock) -> tuple[float, float]:
    """A figure's width and height on paper, in centimetres; it is made smaller where the page ends."""
    wide, high = struct.unpack(">II", figure.png[16:24])
    width = min(figure.width_cm, PORTRAIT_CM, _TALLEST_CM * wide / high)
    return width, width * high / wide


def is_long(text: str) -> bool:
    """Whether a text holds a word too long for a line, such as a fingerprint."""
    return any(units(word) > _LONGEST_WORD for word in _words(text))


def _words(text: str) -> list[str]:
    return [piece for word in text.split() for piece in re.split(r"[\u2e80-\u9fff\uff00-\uffef]", word)]


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text cut into pieces, each with whether it is a word too long for a line."""
    return [(piece, is_long(piece)) for piece in re.split(r"([^\s\u2e80-\u9fff\uff00-\uffef]{13,})", text) if piece]

"""The numbers of headings, tables, figures and formulas, given once so that every writer agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from satmodel.errors import SettingError
from satmodel.telling.formats.document import (
    Block,
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Inline,
    Math,
    Ref,
    TableBlock,
    Terms,
    walk,
)

Kind = Literal["heading", "table", "figure", "formula"]


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of one block and how a reference to it reads.

    Attributes:
        kind: ``"heading"``, ``"table"``, ``"figure"`` or ``"formula"``.
        number: the number alone, such as ``"3"``, ``"2.1"`` or ``"一、"``; empty when it has none.
        anchor: its name within the file, such as ``"table-3"``.
        before, marked, after: the reference in three parts; ``marked`` is the text that stands at the block itself.
    """

    kind: Kind
    number: str
    anchor: str
    before: str
    marked: str
    after: str

    @property
    def label(self) -> str:
        """The reference as it prints, such as ``"Table 3"``."""
        return self.before + self.marked + self.after


@dataclass(frozen=True, slots=True)
class Numbering:
    """Every mark: by block, in the order of the document (``None`` where a block has none), and by key."""

    blocks: tuple[Mark | None, ...]
    keys: Mapping[str, Mark]

    def label(self, key: str) -> str:
        """What a reference to this key prints."""
        return self.keys[key].label

    def plain(self, inlines: tuple[Inline, ...] | None) -> str:
        """A paragraph or a cell as plain text: references as labels, formulas as LaTeX."""
        parts = []
        for inline in inlines or ():
            if isinstance(inline, Ref):
                parts.append(self.label(inline.key))
            else:
                parts.append(inline.latex if isinstance(inline, Math) else inline.text)
        return "".join(parts)


def number(document: Document) -> Numbering:
    """Number a document's headings, tables, figures and formulas and check its references.

    Args:
        document: the document.

    Returns:
        One mark a numbered block, in the order of the blocks, and the same marks by key.

    Raises:
        SettingError: a key given twice, or a reference to a key that no block has.
    """
    counts: dict[str, int] = {}
    levels = [0, 0, 0]
    marks = tuple(_mark(block, counts, levels, document.terms) for block in document.blocks)
    keyed = [
        (key, mark) for block, mark in zip(document.blocks, marks, strict=True) if (key := _key(block)) is not None
    ]
    twice = {key: None for key, count in Counter(key for key, _ in keyed).items() if count > 1}
    if twice:
        raise SettingError(f"keys given to more than one block: {', '.join(map(repr, twice))}; give each block its own")
    keys = {key: mark for key, mark in keyed if mark is not None}
    _check_references(document, keys)
    return Numbering(marks, keys)


def heading_text(block: Heading, mark: Mark, terms: Terms) -> str:
    """A heading with its number, such as ``"一、样本"`` or ``"2.1 Sample"``."""
    gap = "" if terms.numerals == "han" and block.level < 3 else " "
    return f"{mark.number}{gap}{block.text}" if mark.number else block.text


def caption_text(block: TableBlock | FigureBlock, mark: Mark, terms: Terms) -> str:
    """A caption with its number, such as ``"Table 1. Scores"``."""
    return terms.caption.replace("{label}", mark.label).replace("{text}", block.caption)


def note_lines(notes: tuple[str, ...], terms: Terms) -> tuple[str, ...]:
    """The notes of a table or figure as they print: the word first, numbers when there are several."""
    if len(notes) < 2:
        return tuple(terms.note + note for note in notes)
    return tuple(f"{terms.note if i == 1 else ''}{i}. {note}" for i, note in enumerate(notes, 1))


def han(count: int) -> str:
    """A number from 1 to 99 in Chinese numerals.

    Examples:
        >>> han(3), han(10), han(21)
        ('三', '十', '二十一')
    """
    digits = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
    tens, ones = divmod(count, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + digits[ones]


def _key(block: Block) -> str | None:
    return block.key if isinstance(block, Heading | TableBlock | FigureBlock | FormulaBlock) else None


def _mark(block: Block, counts: dict[str, int], levels: list[int], terms: Terms) -> Mark | None:
    if isinstance(block, Heading):
        return _heading_mark(block, counts, levels, terms)
    if isinstance(block, TableBlock | FigureBlock):
        kind: Kind = "table" if isinstance(block, TableBlock) else "figure"
        ordinal = _next(counts, kind)
        label = (terms.table if kind == "table" else terms.figure).replace("{number}", str(ordinal))
        return Mark(kind, str(ordinal), f"{kind}-{ordinal}", "", label, "")
    if isinstance(block, FormulaBlock) and block.numbered:
        ordinal = _next(counts, "formula")
        shown = terms.formula_number.replace("{number}", str(ordinal))
        before, after = terms.formula.split("{number}")
        return Mark("formula", str(ordinal), f"formula-{ordinal}", before, shown, after)
    return None


def _heading_mark(block: Heading, counts: dict[str, int], levels: list[int], terms: Terms) -> Mark:
    anchor = f"section-{_next(counts, 'heading')}"
    wanted = "{number}" if "{number}" in terms.section else "{heading}"
    before, after = terms.section.split(wanted)
    if not block.numbered:
        quoted = wanted == "{heading}"
        return Mark("heading", "", anchor, before if quoted else "", block.text, after if quoted else "")
    levels[block.level - 1] += 1
    levels[block.level :] = [0] * (3 - block.level)
    if terms.numerals == "han":
        forms = ("{}、".format, "（{}）".format)
        shown = forms[block.level - 1](han(levels[block.level - 1])) if block.level < 3 else f"{levels[2]}."
    else:
        shown = ".".join(str(count) for count in levels[: block.level])
    bare = Mark("heading", shown, anchor, before, shown, after)
    if wanted == "{number}":
        return bare
    return Mark("heading", shown, anchor, before, heading_text(block, bare, terms), after)


def _next(counts: dict[str, int], kind: str) -> int:
    counts[kind] = counts.get(kind, 0) + 1
    return counts[kind]


def _check_references(document: Document, keys: Mapping[str, Mark]) -> None:
    wanted = {inline.key: None for inline in walk(document) if isinstance(inline, Ref)}
    unknown = [key for key in wanted if key not in keys]
    if unknown:
        names = ", ".join(repr(key) for key in unknown)
        raise SettingError(f"references to keys that no numbered block has: {names}")

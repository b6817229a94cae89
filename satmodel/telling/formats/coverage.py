"""What a document prints, and which of its characters the bundled font lacks."""

from __future__ import annotations

from collections.abc import Iterator

from satmodel.telling import fonts
from satmodel.telling.formats.document import (
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Math,
    TableBlock,
    Text,
    walk,
)
from satmodel.telling.formats.formula import words
from satmodel.telling.formats.latex import parse


def texts(document: Document) -> Iterator[str]:
    """Every text that a document prints, without the drawings' own."""
    yield from (document.title, document.subtitle, document.banner or "")
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, TableBlock):
            yield from (block.caption, *block.notes, *(column.title for column in block.columns))
        elif isinstance(block, FigureBlock):
            yield from (block.caption, *block.notes)
        elif isinstance(block, FormulaBlock):
            yield from words(parse(block.latex))
    for inline in walk(document):
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Math):
            yield from words(parse(inline.latex))


def missing(document: Document) -> tuple[str, ...]:
    """The characters of a document that the bundled font cannot print, each once, in the order met.

    The PDF prints a box in their place, and figures do where no other Chinese font is installed. Word, the web page and
    the workbook use the reader's own fonts.

    Args:
        document: the document.
    """
    return fonts.missing("".join(texts(document)))

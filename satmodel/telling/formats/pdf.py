"""The PDF, set by Typst with the bundled font."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from satmodel.errors import SettingError
from satmodel.telling.fonts import font_path
from satmodel.telling.formats.document import (
    Block,
    Column,
    Contents,
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Inline,
    Items,
    Math,
    PageBreak,
    Paragraph,
    Ref,
    TableBlock,
)
from satmodel.telling.formats.layout import figure_size, fit, pieces, turned
from satmodel.telling.formats.numbering import Mark, Numbering, caption_text, heading_text, note_lines, number
from satmodel.telling.formats.svg import embed
from satmodel.telling.formats.typst_math import quoted, typst_math

_TEMPLATE = Path(__file__).parent / "templates" / "page.typ"
_NO_BREAK = "\u00a0"
_FRAME = "#block(width: 100%, above: 1.6em, below: 1.6em)"


def write(document: Document) -> bytes:
    """Write a document as a PDF.

    Text is set in the bundled font whatever fonts the machine has; ``coverage.missing`` names the characters it lacks.

    Args:
        document: the document.

    Returns:
        The file's bytes; the same document and the same Typst give the same bytes.

    Raises:
        SettingError: Typst is not installed; keys or references that do not fit; a formula that cannot be read; a
            drawing that does not stand alone.
    """
    try:
        import typst
    except ImportError as error:
        raise SettingError('a PDF needs Typst: pip install "satmodel[pdf]"') from error
    figures = {
        mark.anchor: embed(block.svg, name=mark.anchor, title=block.caption, description=block.alt)
        for block, mark in zip(document.blocks, number(document).blocks, strict=True)
        if isinstance(block, FigureBlock) and mark is not None
    }
    return typst.compile(
        source(document).encode("utf-8"),
        font_paths=[str(font_path().parent)],
        ignore_system_fonts=True,
        sys_inputs=figures,
        format="pdf",
    )


def source(document: Document) -> str:
    """The Typst source of a document; every text stands in it as a string, so that none is read as markup.

    Args:
        document: the document.
    """
    numbering = number(document)
    writer = _Writer(document, numbering)
    wide = turned(document, numbering)
    parts = [
        _head(document),
        _TEMPLATE.read_text("utf-8"),
        f"#masthead({quoted(document.title)}, {quoted(document.subtitle)})",
    ]
    together = zip(document.blocks, numbering.blocks, wide, strict=True)
    for on_side, blocks in groupby(together, key=lambda entry: entry[2]):
        body = "\n\n".join(writer.block(block, mark) for block, mark, _ in blocks)
        parts.append(f"#turned[\n{body}\n]" if on_side else body)
    return "\n".join(parts) + "\n"


class _Writer:
    """The document that every block belongs to, and its numbers."""

    __slots__ = ("document", "numbering")

    def __init__(self, document: Document, numbering: Numbering) -> None:
        self.document = document
        self.numbering = numbering

    def block(self, block: Block, mark: Mark | None) -> str:
        match block:
            case Heading():
                shown = quoted(heading_text(block, mark, self.document.terms))
                return f"#heading(level: {block.level}, {shown}) <{mark.anchor}>"
            case Paragraph():
                inner = self.inline(block.inlines)
                return inner if block.style == "body" else f"#{block.style}[{inner}]"
            case Items():
                items = ", ".join(f"[{self.inline(item)}]" for item in block.items)
                return f"#{'enum' if block.ordered else 'list'}({items})"
            case TableBlock():
                return self.table(block, mark)
            case FigureBlock():
                width, _ = figure_size(block)
                texts = f"{quoted(block.alt)}, {self.caption(block, mark)}, {self.notes(block)}"
                return f"{_FRAME}[#drawing({quoted(mark.anchor)}, {width:.3f}cm, {texts})] <{mark.anchor}>"
            case FormulaBlock():
                shown = f"[{typst_math(block.latex, display=True)}]"
                numbered, label = ("none", "") if mark is None else (quoted(mark.marked), f" <{mark.anchor}>")
                return f"#block(width: 100%, above: 1.1em, below: 1.1em)[#formula({shown}, {numbered})]{label}"
            case PageBreak():
                return "#pagebreak(weak: true)"
            case Contents():
                return f"#directory({quoted(self.document.terms.contents)}, {block.depth})"

    def inline(self, inlines: tuple[Inline, ...], *, whole: bool = False) -> str:
        return "".join(self.part(part, whole=whole) for part in inlines)

    def part(self, part: Inline, *, whole: bool) -> str:
        match part:
            case Ref(key):
                mark = self.numbering.keys[key]
                return f"#link(<{mark.anchor}>, {quoted(mark.label)});"
            case Math(latex):
                return typst_math(latex, display=False)
        shown = f"#{quoted(part.text.replace(' ', _NO_BREAK))};" if whole else _text(part.text)
        shown = f"#emph[{shown}];" if part.italic else shown
        return f"#strong[{shown}];" if part.bold else shown

    def table(self, block: TableBlock, mark: Mark) -> str:
        place = fit(block, self.numbering)
        heads = ", ".join(quoted(column.title) for column in block.columns)
        cells = [
            f"[{self.cell(cell, column)}]"
            for row in block.rows
            for cell, column in zip(row, block.columns, strict=True)
        ]
        shares = ", ".join(f"{share:.5f}" for share in place.shares)
        aligns = ", ".join(column.align for column in block.columns)
        arguments = (
            self.caption(block, mark), f"({shares},)", f"{place.size}pt", f"({aligns},)", f"({heads},)",
            f"({', '.join(cells)},)" if cells else "()", self.notes(block),
        )  # fmt: skip
        return f"{_FRAME}[#grid-table({', '.join(arguments)})] <{mark.anchor}>"

    def cell(self, cell: tuple[Inline, ...] | None, column: Column) -> str:
        if cell is None:
            return f"#{quoted(self.document.terms.nothing)};"
        return self.inline(cell, whole=column.kind == "number")

    def caption(self, block: TableBlock | FigureBlock, mark: Mark) -> str:
        return quoted(caption_text(block, mark, self.document.terms))

    def notes(self, block: TableBlock | FigureBlock) -> str:
        lines = [f"[{_text(line)}]" for line in note_lines(block.notes, self.document.terms)]
        return f"({', '.join(lines)},)" if lines else "()"


def _text(text: str) -> str:
    """A text as strings; an overlong word, such as a fingerprint, may break between any two signs."""
    return "".join(f"#loose({quoted(piece)});" if long else f"#{quoted(piece)};" for piece, long in pieces(text))


def _head(document: Document) -> str:
    """What the template needs to know: language, banner, the foot of the page, the file's properties."""
    pieces = document.terms.page.replace("{page}", "\0page\0").replace("{pages}", "\0pages\0").split("\0")
    foot = " + ".join(piece if index % 2 else quoted(piece) for index, piece in enumerate(pieces))
    keywords = "".join(f"{quoted(word)}, " for word in document.keywords)
    return "\n".join(
        (
            f"#let chinese = {str(document.chinese).lower()}",
            f"#let banner = {'none' if document.banner is None else quoted(document.banner)}",
            f"#let foot(page, pages) = {foot}",
            f'#set document(title: {quoted(document.title)}, author: "satmodel", '
            f"description: {quoted(document.subject)}, keywords: ({keywords}), date: none)",
        )
    )

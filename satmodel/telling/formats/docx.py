"""The Word file: native tables, captions and references that Word counts, formulas that can be edited."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from satmodel.telling.formats.archive import repack
from satmodel.telling.formats.document import (
    Block,
    Contents,
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    TableBlock,
)
from satmodel.telling.formats.docx_parts import (
    NAMESPACES,
    bookmark,
    field,
    inline,
    link,
    paragraph,
    picture,
    run,
    section,
    sequence,
)
from satmodel.telling.formats.docx_tables import formula_row, table
from satmodel.telling.formats.layout import SIZES, figure_size, fit, turned
from satmodel.telling.formats.numbering import Mark, heading_text, note_lines, number
from satmodel.telling.formats.omml import omml

_TEMPLATES = Path(__file__).parent / "templates" / "docx"
_DATE = datetime(2000, 1, 1)  # a fixed mark, not a time: the same document gives the same bytes
_STYLES = {"body": "BodyText", "note": "SmallPrint", "finding": "KeyFinding", "lead": "Lead"}
_UNUSED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
_LOOKS = {
    "zh": {
        "text": ("Times New Roman", "宋体"),
        "head": ("Arial", "黑体"),
        "bold": "",
        "body": 12,
        "lead": 13,
        "small": 10,
        "caption": 10.5,
        "title": 22,
        "headings": ((1, 16), (2, 14), (3, 12)),
        "line": 360,
        "list_indent": 820,
        "gap": 0,
        "indent": '<w:ind w:firstLineChars="200" w:firstLine="480"/>',
    },
    "en": {
        "text": ("Times New Roman", "宋体"),
        "head": ("Arial", "黑体"),
        "bold": "<w:b/><w:bCs/>",
        "body": 11,
        "lead": 12,
        "small": 9.5,
        "caption": 10,
        "title": 20,
        "headings": ((1, 15), (2, 12.5), (3, 11)),
        "line": 300,
        "list_indent": 567,
        "gap": 120,
        "indent": "",
    },
}


def write(document: Document) -> bytes:
    """Write a document as a Word file.

    Tables are Word tables, captions and numbers are fields that Word can count anew, references lead to them, and
    formulas are Word's own. The table of contents states no pages, since only Word knows them; updating keeps it so.

    Args:
        document: the document.

    Returns:
        The file's bytes; the same document gives the same bytes.

    Raises:
        SettingError: keys or references that do not fit, a formula that cannot be read, a text with control characters.
    """
    file = docx.Document()
    for owner in (file.part, file.part.package):
        for key in [key for key, relation in owner.rels.items() if relation.reltype.endswith(_UNUSED)]:
            del owner.rels[key]
    _properties(file, document)
    references = _edges(file, document)
    body = _Body(file, document, references).xml()
    holder = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
    old = file.element.body
    for child in list(old):
        old.remove(child)
    for child in list(holder):
        old.append(child)
    saved = io.BytesIO()
    file.save(saved)
    return repack(saved.getvalue(), replaced=_fixed_parts(document))


class _Body:
    """The file under way: the blocks in order, and on which kind of page the last one stood."""

    def __init__(self, file: WordFile, document: Document, references: str) -> None:
        self.file = file
        self.document = document
        self.numbering = number(document)
        self.references = references
        self.lists = 1
        self.break_before = False

    def xml(self) -> str:
        """The body's content with the properties of every section."""
        parts = [self.plain("Title", self.document.title)]
        if self.document.subtitle:
            parts.append(self.plain("Subtitle", self.document.subtitle))
        wide = turned(self.document, self.numbering)
        before = False
        for block, mark, wanted in zip(self.document.blocks, self.numbering.blocks, wide, strict=True):
            if wanted != before:
                ended = section(self.references, landscape=before)
                parts.append(f'<w:p><w:pPr><w:pStyle w:val="TableEnd"/>{ended}</w:pPr></w:p>')
                before, self.break_before = wanted, False
            parts.append(self.block(block, mark))
        return "".join(parts) + section(self.references, landscape=before)

    def block(self, block: Block, mark: Mark | None) -> str:
        match block:
            case PageBreak():
                self.break_before = True
                return ""
            case Heading():
                return self.heading(block, mark)
            case Paragraph():
                return self.paragraph(_STYLES[block.style], inline(block.inlines, self.document, self.numbering))
            case Items():
                return self.items(block)
            case Contents():
                return self.contents(block)
            case FormulaBlock():
                return self.formula(block, mark)
            case TableBlock():
                place = fit(block, self.numbering)
                caption = self.caption(block, mark, self.document.terms.table, keep=True)
                end = self.notes(block) or paragraph("TableEnd", "")
                return caption + table(block, place, self.document, self.numbering) + end
            case FigureBlock():
                return self.figure(block, mark)

    def paragraph(self, style: str, inner: str, *, properties: str = "") -> str:
        """A paragraph, on a new page where a page break came before it."""
        start = "<w:pageBreakBefore/>" if self.break_before else ""
        self.break_before = False
        # the schema wants keepNext first, then pageBreakBefore, then the rest
        keep = "<w:keepNext/>" if properties.startswith("<w:keepNext/>") else ""
        return paragraph(style, inner, properties=keep + start + properties.removeprefix(keep))

    def plain(self, style: str, text: str) -> str:
        return self.paragraph(style, run(text, chinese=self.document.chinese))

    def heading(self, block: Heading, mark: Mark) -> str:
        shown = heading_text(block, mark, self.document.terms)
        marked = mark.marked if shown.startswith(mark.marked) else shown
        chinese = self.document.chinese
        rest = run(shown.removeprefix(marked), chinese=chinese)
        return self.paragraph(f"Heading{block.level}", bookmark(mark, run(marked, chinese=chinese)) + rest)

    def items(self, block: Items) -> str:
        style, properties = "ListBullet", ""
        if block.ordered:
            self.lists += 1
            style, properties = "ListNumber", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists}"/></w:numPr>'
        lines = (inline(item, self.document, self.numbering) for item in block.items)
        return "".join(self.paragraph(style, line, properties=properties) for line in lines)

    def contents(self, block: Contents) -> str:
        document, numbering = self.document, self.numbering
        entries = [
            (entry, mark)
            for entry, mark in zip(document.blocks, numbering.blocks, strict=True)
            if isinstance(entry, Heading) and entry.level <= block.depth and mark is not None
        ]
        lines = [
            (f"TOC{entry.level}", link(mark, run(heading_text(entry, mark, document.terms), chinese=document.chinese)))
            for entry, mark in entries
        ]
        shown = "\0".join(inner for _, inner in lines)
        pieces = field(f'TOC \\o "1-{block.depth}" \\n \\h \\z \\u', shown).split("\0")
        body = "".join(paragraph(style, piece) for (style, _), piece in zip(lines, pieces, strict=False))
        title = self.plain("TOCHeading", document.terms.contents)
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{body}</w:sdtContent></w:sdt>"

    def formula(self, block: FormulaBlock, mark: Mark | None) -> str:
        if mark is None:
            return self.paragraph("Formula", f"<m:oMathPara>{omml(block.latex, display=True)}</m:oMathPara>")
        start = self.paragraph("TableEnd", "") if self.break_before else ""
        return start + formula_row(block, mark, self.document)

    def caption(self, block: TableBlock | FigureBlock, mark: Mark, label: str, *, keep: bool) -> str:
        chinese = self.document.chinese
        numbered = bookmark(mark, sequence(label, mark.number, chinese=chinese))
        parts = self.document.terms.caption.split("{label}", 1)
        before, after = (run(part.replace("{text}", block.caption), chinese=chinese) for part in parts)
        inner = before + numbered + after
        return self.paragraph("Caption", inner, properties="<w:keepNext/>" if keep else "")

    def notes(self, block: TableBlock | FigureBlock) -> str:
        return "".join(self.plain("SmallPrint", line) for line in note_lines(block.notes, self.document.terms))

    def figure(self, block: FigureBlock, mark: Mark) -> str:
        relation, _ = self.file.part.get_or_add_image(io.BytesIO(block.png))
        width, height = figure_size(block)
        shown = picture(relation, mark=mark, alt=block.alt, width_cm=width, height_cm=height)
        drawn = self.paragraph("Figure", shown)
        return drawn + self.caption(block, mark, self.document.terms.figure, keep=bool(block.notes)) + self.notes(block)


def _edges(file: WordFile, document: Document) -> str:
    """Write header and footer; return the references to them that every section carries."""
    first = file.sections[0]
    first.footer.is_linked_to_previous = False
    _fill(first.footer._element, "Footer", _page_line(document))
    if document.banner:
        first.header.is_linked_to_previous = False
        _fill(first.header._element, "Header", run(document.banner, chinese=document.chinese))
    return "".join(
        f'<w:{kind}Reference w:type="default" r:id="{key}"/>'
        for kind in ("header", "footer")
        for key, relation in file.part.rels.items()
        if relation.reltype.endswith(f"/{kind}")
    )


def _fill(edge: BaseOxmlElement, style: str, inner: str) -> None:
    for child in list(edge):
        edge.remove(child)
    edge.append(parse_xml(paragraph(style, inner).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))


def _page_line(document: Document) -> str:
    shown = document.terms.page
    for name, instruction in (("{page}", "PAGE"), ("{pages}", "NUMPAGES")):
        shown = shown.replace(name, f"\0{instruction}\0")
    pieces = shown.split("\0")
    return "".join(
        field(piece, run("1", chinese=False)) if index % 2 else run(piece, chinese=document.chinese)
        for index, piece in enumerate(pieces)
    )


def _properties(file: WordFile, document: Document) -> None:
    core = file.core_properties
    longest = 255  # the file's properties take no more
    core.title, core.subject = document.title[:longest], document.subject[:longest]
    core.keywords = ", ".join(document.keywords)[:longest]
    core.author = core.last_modified_by = "satmodel"
    core.comments = core.category = ""
    core.language = "zh-CN" if document.chinese else "en"
    core.created = core.modified = _DATE
    core.revision = 1


def _fixed_parts(document: Document) -> dict[str, bytes]:
    """The parts that no block changes but the lists: styles, numbering, settings, fonts."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    look = {key: Markup(value) if isinstance(value, str) else value for key, value in _LOOKS[document.language].items()}
    lists = sum(isinstance(block, Items) and block.ordered for block in document.blocks)
    names = ("docProps/app", "word/fontTable", "word/numbering", "word/settings", "word/styles")
    return {
        f"{name}.xml": environment.get_template(name.split("/")[1] + ".xml")
        .render(**look, tables=SIZES, lists=lists)
        .encode("utf-8")
        for name in names
    }

"""The small parts of a Word file as XML: runs, fields, bookmarks, references, paragraphs, sections."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from satmodel.errors import SettingError
from satmodel.telling.formats.document import Document, Inline, Math, Ref
from satmodel.telling.formats.numbering import Mark, Numbering
from satmodel.telling.formats.omml import omml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_EMU = 360000
_SHARED_SIGNS = re.compile("([“”‘’—…·]+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(centimetres: float) -> int:
    """A length in twentieths of a point."""
    return round(centimetres * 1440 / 2.54)


def emu(centimetres: float) -> int:
    """A length in English metric units."""
    return round(centimetres * _EMU)


def run(text: str, *, chinese: bool, properties: str = "") -> str:
    """A run of text; line breaks become breaks.

    In a Chinese document the signs that both scripts use (quotation marks, dashes) are marked as Chinese, since Word
    would otherwise print them narrow, in the Latin font.
    """
    if found := _CONTROL.search(text):
        raise SettingError(f"the text {text[:40]!r} holds the control character {found.group()!r}; remove it")
    pieces = _SHARED_SIGNS.split(text) if chinese else [text]
    parts = []
    for index, piece in enumerate(pieces):
        hint = '<w:rFonts w:hint="eastAsia"/>' if index % 2 else ""
        inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.split("\n"))
        if piece:
            look = f"<w:rPr>{hint}{properties}</w:rPr>" if hint or properties else ""
            parts.append(f"<w:r>{look}{inner}</w:r>")
    return "".join(parts)


def field(instruction: str, cached: str) -> str:
    """A field with the runs it shows until somebody updates it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{cached}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(mark: Mark, inner: str) -> str:
    """Runs that references point to."""
    kind, count = mark.anchor.split("-")
    number = int(count) * 4 + ("section", "table", "figure", "formula").index(kind)
    name = bookmark_name(mark)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_name(mark: Mark) -> str:
    """The name of a block's bookmark, such as ``_Ref_table_1``."""
    return "_Ref_" + mark.anchor.replace("-", "_")


def sequence(template: str, number: str, *, chinese: bool) -> str:
    """A label with a number that Word counts, such as ``Table 1``."""
    before, after = template.split("{number}")
    name = re.sub(r"\W+", "_", before.strip()).strip("_") or "Equation"
    counted = field(f"SEQ {name} \\* ARABIC", run(number, chinese=False))
    return run(before, chinese=chinese) + counted + run(after, chinese=chinese)


def link(mark: Mark, inner: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark_name(mark)}" w:history="1">{inner}</w:hyperlink>'


def inline(inlines: tuple[Inline, ...], document: Document, numbering: Numbering, *, whole: bool = False) -> str:
    """A paragraph's content.

    Args:
        inlines: the content.
        document, numbering: where it stands.
        whole: whether the text is a number that must stay on one line.
    """
    chinese, parts = document.chinese, []
    for part in inlines:
        if isinstance(part, Ref):
            mark = numbering.keys[part.key]
            shown = field(f"REF {bookmark_name(mark)} \\h", run(mark.marked, chinese=chinese))
            parts.append(run(mark.before, chinese=chinese) + shown + run(mark.after, chinese=chinese))
        elif isinstance(part, Math):
            parts.append(omml(part.latex, display=False))
        else:
            properties = ("<w:b/>" if part.bold else "") + ("<w:i/>" if part.italic else "")
            text = part.text.replace(" ", "\u00a0") if whole else part.text
            parts.append(run(text, chinese=chinese and not whole, properties=properties))
    return "".join(parts)


def paragraph(style: str, inner: str, *, properties: str = "") -> str:
    """A paragraph in a style; ``properties`` follow the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def picture(relation: str, *, mark: Mark, alt: str, width_cm: float, height_cm: float) -> str:
    """A picture within a line, with its text for those who cannot see it."""
    number = int(mark.number)
    size = f'cx="{emu(width_cm)}" cy="{emu(height_cm)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name={quoteattr(mark.anchor)} descr={quoteattr(alt)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{mark.anchor}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def section(references: str, *, landscape: bool) -> str:
    """The properties of a section: an A4 page, upright or turned, with its header and footer."""
    wide, high = 16838, 11906
    size = f'w:w="{wide}" w:h="{high}" w:orient="landscape"' if landscape else f'w:w="{high}" w:h="{wide}"'
    edge = twips(2.6)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{twips(2.8)}" w:right="{edge}" w:bottom="{twips(2.5)}" w:left="{edge}" '
        f'w:header="{twips(1.5)}" w:footer="{twips(1.4)}" w:gutter="0"/></w:sectPr>'
    )

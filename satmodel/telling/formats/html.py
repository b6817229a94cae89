"""The web page: one file that stands alone, for the screen, the phone and the printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from satmodel.telling.formats.document import Document, FigureBlock, Inline, Math, Ref, TableBlock
from satmodel.telling.formats.layout import fit, is_long, units
from satmodel.telling.formats.mathml import mathml
from satmodel.telling.formats.numbering import Mark, Numbering, caption_text, heading_text, note_lines, number
from satmodel.telling.formats.svg import embed

_TEMPLATES = Path(__file__).parent / "templates"


def write(document: Document) -> bytes:
    """Write a document as a web page.

    Everything is inside: style, formulas as MathML, figures as drawings. The page runs no script and asks no server for
    anything.

    Args:
        document: the document.

    Returns:
        The file's bytes, UTF-8; the same document gives the same bytes.

    Raises:
        SettingError: keys or references that do not fit, a formula that cannot be read, a drawing that does not stand
            alone.
    """
    numbering = number(document)
    terms = document.terms
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("page.html").render(
        document=document,
        terms=terms,
        blocks=list(zip(document.blocks, numbering.blocks, strict=True)),
        css=Markup((_TEMPLATES / "page.css").read_text("utf-8")),
        banner_css=Markup(_css(document.banner or "")),
        page_css=Markup(_page_css(terms.page)),
        inline=partial(_inline, numbering=numbering),
        heading=partial(heading_text, terms=terms),
        caption=partial(caption_text, terms=terms),
        note_lines=partial(note_lines, terms=terms),
        widths=partial(_widths, numbering=numbering),
        wide=lambda block: fit(block, numbering).landscape,
        formula=lambda latex: Markup(mathml(latex, display=True)),
        drawing=_drawing,
    )
    return (text.strip() + "\n").encode("utf-8")


def _inline(inlines: tuple[Inline, ...], *, numbering: Numbering) -> Markup:
    parts = []
    for inline in inlines:
        if isinstance(inline, Ref):
            mark = numbering.keys[inline.key]
            parts.append(Markup('<a href="#{}">{}</a>').format(mark.anchor, mark.label))
        elif isinstance(inline, Math):
            parts.append(Markup(mathml(inline.latex, display=False)))
        else:
            text = Markup("<br>").join(escape(line) for line in inline.text.split("\n"))
            text = Markup("<em>{}</em>").format(text) if inline.italic else text
            parts.append(Markup("<strong>{}</strong>").format(text) if inline.bold else text)
    return Markup("").join(parts)


def _widths(block: TableBlock, *, numbering: Numbering) -> list[dict[str, float | bool]]:
    """Each column's least width in em, lest Chinese stand one sign to the line, and whether its words may break."""
    found: list[dict[str, float | bool]] = []
    for index, column in enumerate(block.columns):
        texts = [numbering.plain(row[index]) for row in block.rows]
        widest = max(map(units, [column.title, *texts]))
        found.append({"least": min(widest, 14) / 2, "long": column.kind == "text" and any(map(is_long, texts))})
    return found


def _drawing(block: FigureBlock, mark: Mark) -> Markup:
    return Markup(embed(block.svg, name=mark.anchor, title=block.caption, description=block.alt))


def _css(text: str) -> str:
    """A text as a string of a style sheet; every sign that is no plain letter, digit or space by its number."""
    signs = (sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):06x}" for sign in text)
    return f'"{"".join(signs)}"'


def _page_css(page: str) -> str:
    pieces = page.replace("{page}", "\0page\0").replace("{pages}", "\0pages\0").split("\0")
    return " ".join(f"counter({piece})" if index % 2 else _css(piece) for index, piece in enumerate(pieces))

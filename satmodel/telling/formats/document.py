"""The document model: headings, paragraphs, tables, figures and formulas with finished texts, for every writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from satmodel.errors import SettingError


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross reference to the table, figure, formula or heading with this key; it prints as ``Table 1``."""

    key: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula within a line, in LaTeX."""

    latex: str


Inline = Text | Ref | Math
Inlines = str | Inline | Sequence[Inline]
Cell = str | Inline | Sequence[Inline] | None
Value = float | int | str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; ``key`` lets references point to it."""

    text: str
    level: int = 1
    key: str | None = None
    numbered: bool = True

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise SettingError(f"the heading {self.text!r} has level {self.level}; use 1, 2 or 3")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``inlines`` may be given as plain text.

    ``style`` is ``"body"``, ``"note"`` (small print), ``"finding"`` (a sentence to be seen) or ``"lead"`` (the summary
    on top).
    """

    inlines: Inlines
    style: Literal["body", "note", "finding", "lead"] = "body"

    def __post_init__(self) -> None:
        object.__setattr__(self, "inlines", inlines(self.inlines))
        if self.style not in ("body", "note", "finding", "lead"):
            raise SettingError(f"a paragraph has style {self.style!r}; use 'body', 'note', 'finding' or 'lead'")


@dataclass(frozen=True, slots=True)
class Items:
    """A list, ordered or not; each item may be given as plain text."""

    items: Sequence[Inlines]
    ordered: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(inlines(item) for item in self.items))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: the head.
        align: ``"left"``, ``"right"`` or ``"center"``.
        kind: ``"text"`` may wrap; ``"number"`` (also an interval such as ``[87.50, 90.40]``) stays on one line.
        weight: its share of the width against the other columns' weights; by content when ``None``.
        number_format: how the workbook shows the raw numbers, such as ``"0.00"`` or ``"0.0%"``.
    """

    title: str
    align: Literal["left", "right", "center"] = "left"
    kind: Literal["text", "number"] = "text"
    weight: float | None = None
    number_format: str = "General"

    def __post_init__(self) -> None:
        if self.align not in ("left", "right", "center") or self.kind not in ("text", "number"):
            raise SettingError(
                f"column {self.title!r}: align is 'left', 'right' or 'center' and kind 'text' or 'number'; "
                f"it has {self.align!r} and {self.kind!r}"
            )
        if self.weight is not None and not self.weight > 0:
            raise SettingError(f"column {self.title!r}: weight must be more than zero")


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table.

    Attributes:
        key: the name that references use.
        caption: its title, without a number.
        columns: one a column.
        rows: the cells as they print: text, inlines, or ``None`` for a cell without content.
        values: the same cells as raw numbers for the workbook, ``None`` where the printed text is to be used;
            left out when there are none.
        notes: the notes below it.
    """

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    values: Sequence[Sequence[Value]] | None = None
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        _no_bare_text(self.notes, f"the notes of table {self.key!r}")
        put = object.__setattr__
        put(self, "columns", tuple(self.columns))
        put(self, "rows", tuple(tuple(None if c is None else inlines(c) for c in row) for row in self.rows))
        put(self, "values", None if self.values is None else tuple(tuple(row) for row in self.values))
        put(self, "notes", tuple(self.notes))
        if not self.columns:
            raise SettingError(f"table {self.key!r} has no columns")
        for name, rows in (("row", self.rows), ("row of values", self.values or ())):
            for count, row in enumerate(rows, 1):
                if len(row) != len(self.columns):
                    raise SettingError(
                        f"table {self.key!r}, {name} {count}: {len(row)} cells for {len(self.columns)} columns"
                    )
        if self.values is not None and len(self.values) != len(self.rows):
            raise SettingError(f"table {self.key!r} has {len(self.rows)} rows and {len(self.values)} rows of values")


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure as a raster picture for Word and as a drawing for the page and the PDF.

    Attributes:
        key: the name that references use.
        caption: its title, without a number.
        png: the picture's bytes.
        svg: the drawing's text; it must stand alone (no links, no scripts).
        alt: what the figure shows, for readers who cannot see it.
        width_cm: its width on paper, in centimetres.
        notes: the notes below it.
    """

    key: str
    caption: str
    png: bytes
    svg: str
    alt: str
    width_cm: float = 15.0
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        _no_bare_text(self.notes, f"the notes of figure {self.key!r}")
        object.__setattr__(self, "notes", tuple(self.notes))
        if not self.png.startswith(b"\x89PNG") or len(self.png) < 24:
            raise SettingError(f"figure {self.key!r}: png holds no PNG picture")
        if not self.alt.strip():
            raise SettingError(f"figure {self.key!r} has no alt text; say in one sentence what it shows")
        if not 1 <= self.width_cm <= 25:
            raise SettingError(f"figure {self.key!r}: width_cm must lie between 1 and 25, not {self.width_cm}")


@dataclass(frozen=True, slots=True)
class FormulaBlock:
    """A formula on a line of its own, in LaTeX; numbered ones can be referred to."""

    key: str
    latex: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page begins here."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents stands here, down to the heading level ``depth``."""

    depth: int = 2


Block = Heading | Paragraph | Items | TableBlock | FigureBlock | FormulaBlock | PageBreak | Contents


@dataclass(frozen=True, slots=True)
class Terms:
    """The few words that the writers themselves need, in the reader's language.

    Attributes:
        table, figure: the label of captions and references, such as ``"Table {number}"``.
        formula: the reference to a formula, such as ``"Equation {number}"``.
        formula_number: the number beside a formula, such as ``"({number})"``.
        section: the reference to a heading: ``"Section {number}"``, or ``"“{heading}”"`` for number and text.
        caption: label and text of a caption, such as ``"{label}. {text}"``.
        note: what stands before the notes of a table, such as ``"Note: "``.
        contents: the title of the table of contents.
        page: the foot of a page, such as ``"Page {page} of {pages}"``.
        text_sheet: the name of the workbook's sheet of text.
        nothing: what a cell without content prints.
        numerals: how headings are numbered: ``"decimal"`` (1, 1.1) or ``"han"`` (一、（一）).
    """

    table: str
    figure: str
    formula: str
    formula_number: str
    section: str
    caption: str
    note: str
    contents: str
    page: str
    text_sheet: str
    nothing: str
    numerals: Literal["decimal", "han"] = "decimal"

    def __post_init__(self) -> None:
        for name in ("table", "figure", "formula", "formula_number"):
            if getattr(self, name).count("{number}") != 1:
                raise SettingError(f"terms: {name} must hold {{number}} once, such as 'Table {{number}}'")
        if self.section.count("{number}") + self.section.count("{heading}") != 1:
            raise SettingError("terms: section must hold either {number} or {heading} once")
        if "{label}" not in self.caption or "{text}" not in self.caption:
            raise SettingError("terms: caption must hold {label} and {text}")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be written.

    Attributes:
        title, subtitle: what stands on top.
        language: ``"zh"`` or ``"en"``: sets fonts, indents and the language mark, never words.
        blocks: the content in order.
        terms: the writers' own words in that language.
        banner: a line on top of every page and sheet, such as "Simulated data"; ``None`` for none.
        subject, keywords: for the file's properties.
    """

    title: str
    subtitle: str
    language: Literal["zh", "en"]
    blocks: Sequence[Block]
    terms: Terms
    banner: str | None = None
    subject: str = ""
    keywords: Sequence[str] = ()

    def __post_init__(self) -> None:
        _no_bare_text(self.keywords, "the keywords")
        object.__setattr__(self, "blocks", tuple(self.blocks))
        object.__setattr__(self, "keywords", tuple(self.keywords))
        if self.language not in ("zh", "en"):
            raise SettingError(f"the document has language {self.language!r}; use 'zh' or 'en'")

    @property
    def chinese(self) -> bool:
        """Whether Chinese comes first: fonts, indents, spaces."""
        return self.language == "zh"


def inlines(given: Inlines) -> tuple[Inline, ...]:
    """Text, one inline or several, as a tuple of inlines.

    Examples:
        >>> inlines("a line")
        (Text(text='a line', bold=False, italic=False),)
    """
    if isinstance(given, str):
        return (Text(given),)
    if isinstance(given, Text | Ref | Math):
        return (given,)
    return tuple(given)


def walk(document: Document) -> Iterator[Inline]:
    """Every inline of a document's paragraphs, lists and table cells, in order."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from block.inlines
        elif isinstance(block, Items):
            for item in block.items:
                yield from item
        elif isinstance(block, TableBlock):
            yield from (inline for row in block.rows for cell in row for inline in cell or ())


def _no_bare_text(given: Iterable[str], what: str) -> None:
    if isinstance(given, str):
        raise SettingError(f"{what} must be a sequence of texts, not one text")

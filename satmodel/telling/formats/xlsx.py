"""The workbook: a sheet that leads to the others, a sheet of text, and one a table with real numbers."""

from __future__ import annotations

import io
import math
import re
from datetime import datetime
from numbers import Real

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from satmodel.errors import SettingError
from satmodel.telling.formats.archive import repack
from satmodel.telling.formats.document import (
    Block,
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Items,
    Paragraph,
    TableBlock,
    Value,
)
from satmodel.telling.formats.latex import parse
from satmodel.telling.formats.layout import units
from satmodel.telling.formats.numbering import Mark, Numbering, caption_text, heading_text, note_lines, number

_DATE = datetime(2000, 1, 1)  # a fixed mark, not a time: the same document gives the same bytes
_WIDEST = 60
_TEXT_WIDTH = 92
_LONGEST_CELL = 32767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(document: Document) -> bytes:
    """Write a document as a workbook.

    Cells that come with raw values hold numbers in the column's number format; all other cells hold text, also where it
    looks like a formula.

    Args:
        document: the document.

    Returns:
        The file's bytes; the same document gives the same bytes.

    Raises:
        SettingError: keys or references that do not fit, a formula that cannot be read, a text too long for a cell.
    """
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, _OPTIONS) as book:
        _Book(book, document).fill()
    return repack(saved.getvalue())


class _Book:
    """The workbook under way: the document, its numbers and the formats in use."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.numbering: Numbering = number(document)
        self.formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.names: set[str] = set()

    def fill(self) -> None:
        document = self.document
        self.book.set_properties(
            {
                "title": document.title, "subject": document.subject, "author": "satmodel",
                "keywords": ", ".join(document.keywords), "created": _DATE,
            }
        )  # fmt: skip
        contents = self.sheet(document.terms.contents)
        entries = [(document.terms.text_sheet, self.sheet(document.terms.text_sheet))]
        pairs = list(zip(document.blocks, self.numbering.blocks, strict=True))
        tables = [(block, mark) for block, mark in pairs if isinstance(block, TableBlock) and mark is not None]
        for block, mark in tables:
            name = f"{mark.label} {block.caption}"
            entries.append((caption_text(block, mark, document.terms), self.sheet(name)))
        self.contents(contents, entries)
        self.text(entries[0][1], pairs)
        for (block, mark), (_, sheet) in zip(tables, entries[1:], strict=True):
            self.table(sheet, block, mark)

    def sheet(self, wanted: str) -> Worksheet:
        """A new sheet whose name a workbook allows and no other has."""
        base = _FORBIDDEN.sub(" ", wanted).strip(" '")[:31].strip(" '") or "Sheet"
        name, count = base, 1
        while name.casefold() in self.names or name.casefold() == "history":
            count += 1
            name = f"{base[: 31 - len(str(count)) - 1].rstrip()} {count}"
        self.names.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
        foot = self.document.terms.page.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
        sheet.set_footer(f"&C{foot}")
        if self.document.banner:
            sheet.set_header("&C" + self.document.banner.replace("&", "&&")[:200])
        return sheet

    def look(self, look: dict[str, object]) -> Format:
        """A format, made once for each look."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            font = "宋体" if self.document.chinese else "Arial"
            self.formats[key] = self.book.add_format({"font_name": font, "font_size": 10, "valign": "top", **look})
        return self.formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, text: str, look: dict[str, object]) -> None:
        if len(text) > _LONGEST_CELL:
            raise SettingError(f"the text {text[:40]!r} is too long for a workbook's cell; split it")
        sheet.write_string(row, column, text, self.look(look))

    def banner(self, sheet: Worksheet) -> int:
        """Write the banner; return the first free row."""
        if not self.document.banner:
            return 0
        self.put(sheet, 0, 0, self.document.banner, {"bold": True, "font_color": "#7A1F1F"})
        return 2

    def title(self, sheet: Worksheet, row: int) -> None:
        sheet.set_row(row, 26)
        self.put(sheet, row, 0, self.document.title, {"bold": True, "font_size": 14, "valign": "vcenter"})

    def contents(self, sheet: Worksheet, entries: list[tuple[str, Worksheet]]) -> None:
        row = self.banner(sheet)
        sheet.set_column(0, 0, min(_TEXT_WIDTH, max(20.0, *(units(text) + 4 for text, _ in entries))))
        self.title(sheet, row)
        self.put(sheet, row + 1, 0, self.document.subtitle, {"font_color": "#57606A"})
        link = self.look({"font_color": "#1F4E79", "underline": 1})
        for place, (text, target) in enumerate(entries, row + 3):
            quoted = target.get_name().replace("'", "''")
            sheet.write_url(place, 0, f"internal:'{quoted}'!A1", link, text)

    def text(self, sheet: Worksheet, pairs: list[tuple[Block, Mark | None]]) -> None:
        """Headings, paragraphs, lists and formulas, a row each; tables and figures by their captions."""
        row = self.banner(sheet)
        sheet.set_column(0, 0, _TEXT_WIDTH)
        self.title(sheet, row)
        row += 1
        for block, mark in pairs:
            for text, look in self.lines(block, mark):
                self.put(sheet, row, 0, text, {"text_wrap": True, **look})
                sheet.set_row(row, 15.0 * _lines(text, _TEXT_WIDTH) + (8 if "bold" in look else 3))
                row += 1

    def lines(self, block: Block, mark: Mark | None) -> list[tuple[str, dict[str, object]]]:
        """What one block puts on the sheet of text."""
        terms, plain = self.document.terms, self.numbering.plain
        grey: dict[str, object] = {"font_color": "#57606A"}
        match block:
            case Heading() if mark is not None:
                return [
                    (
                        heading_text(block, mark, terms),
                        {"bold": True, "font_size": 14 - block.level, "valign": "bottom"},
                    )
                ]
            case Paragraph():
                return [(plain(block.inlines), grey if block.style == "note" else {})]
            case Items():
                heads = (f"{i}. " if block.ordered else "• " for i in range(1, len(block.items) + 1))
                return [(head + plain(item), {}) for head, item in zip(heads, block.items, strict=True)]
            case FormulaBlock():
                parse(block.latex)
                return [(f"{block.latex}    {mark.marked}" if mark else block.latex, {"font_name": "Consolas"})]
            case TableBlock() if mark is not None:
                return [(caption_text(block, mark, terms), grey)]
            case FigureBlock() if mark is not None:
                notes = [(line, grey) for line in note_lines(block.notes, terms)]
                return [(caption_text(block, mark, terms), grey), (block.alt, grey), *notes]
        return []

    def table(self, sheet: Worksheet, block: TableBlock, mark: Mark) -> None:
        head = self.banner(sheet) + 1
        sheet.set_row(head - 1, 22)
        self.put(sheet, head - 1, 0, caption_text(block, mark, self.document.terms), {"bold": True, "font_size": 12})
        for place, column in enumerate(block.columns):
            look = {"bold": True, "align": column.align, "top": 2, "bottom": 1, "text_wrap": True, "valign": "bottom"}
            self.put(sheet, head, place, column.title, look)
        for row in range(len(block.rows)):
            for place in range(len(block.columns)):
                self.cell(sheet, (head + 1 + row, place), block, (row, place))
        for place, line in enumerate(note_lines(block.notes, self.document.terms), head + 1 + len(block.rows)):
            self.put(sheet, place, 0, line, {"font_color": "#57606A", "font_size": 9})
        for place in range(len(block.columns)):
            sheet.set_column(place, place, self.width(block, place))
        sheet.freeze_panes(head + 1, 1)
        sheet.repeat_rows(head)
        if len(block.columns) > 7:
            sheet.set_landscape()

    def cell(self, sheet: Worksheet, at: tuple[int, int], block: TableBlock, place: tuple[int, int]) -> None:
        """One cell: the raw number where there is one, else the text."""
        column = block.columns[place[1]]
        look: dict[str, object] = {"align": column.align, "text_wrap": column.kind == "text"}
        if place[0] == len(block.rows) - 1:
            look["bottom"] = 2
        value = None if block.values is None else block.values[place[0]][place[1]]
        if _is_number(value):
            sheet.write_number(*at, float(value), self.look({**look, "num_format": column.number_format}))
        elif isinstance(value, str):
            self.put(sheet, *at, value, look)
        else:
            self.put(sheet, *at, self.shown(block, place), look)

    def shown(self, block: TableBlock, place: tuple[int, int]) -> str:
        cell = block.rows[place[0]][place[1]]
        return self.document.terms.nothing if cell is None else self.numbering.plain(cell)

    def width(self, block: TableBlock, place: int) -> float:
        texts = [block.columns[place].title, *(self.shown(block, (row, place)) for row in range(len(block.rows)))]
        return min(_WIDEST, max(8.0, *(units(text) * 1.1 + 2 for text in texts)))


def _is_number(value: Value) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(units(line) * 1.05 / width)) for line in text.split("\n"))

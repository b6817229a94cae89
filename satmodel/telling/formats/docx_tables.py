"""Tables in Word: three rules, a repeated head, whole rows; and the unseen table around a numbered formula."""

from __future__ import annotations

from satmodel.telling.formats.document import Cell, Column, Document, FormulaBlock, TableBlock
from satmodel.telling.formats.docx_parts import bookmark, inline, paragraph, run, sequence, twips
from satmodel.telling.formats.layout import LANDSCAPE_CM, PORTRAIT_CM, Fit
from satmodel.telling.formats.numbering import Mark, Numbering
from satmodel.telling.formats.omml import omml

_HEAVY = 'w:val="single" w:sz="12" w:space="0" w:color="000000"'
_MARGINS = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_LIGHT = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'


def table(block: TableBlock, place: Fit, document: Document, numbering: Numbering) -> str:
    """A table without its caption and notes."""
    full = twips(LANDSCAPE_CM if place.landscape else PORTRAIT_CM)
    widths = [round(share * full) for share in place.shares]
    rules = f"<w:tblBorders><w:top {_HEAVY}/><w:bottom {_HEAVY}/></w:tblBorders>"
    size = f"{place.size:g}".replace(".", "")
    head = "".join(
        _cell(run(column.title, chinese=document.chinese), column, width, f"TableHead{size}", head=True)
        for column, width in zip(block.columns, widths, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    last = len(block.rows) - 1
    for count, row in enumerate(block.rows):
        near = count == 0 or (count == last and bool(block.notes))
        cells = "".join(
            _cell(_content(cell, column, document, numbering), column, width, f"TableText{size}", near=near)
            for cell, column, width in zip(row, block.columns, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return _framed(widths, rules, "".join(rows))


def formula_row(block: FormulaBlock, mark: Mark, document: Document) -> str:
    """A formula in the middle with its number on the right."""
    full = twips(PORTRAIT_CM)
    edge = twips(1.9)  # a number of three digits in full-width brackets
    widths = [edge, full - 2 * edge, edge]
    shown = bookmark(mark, sequence(document.terms.formula_number, mark.number, chinese=False))
    middle = paragraph("Formula", f"<m:oMathPara>{omml(block.latex, display=True)}</m:oMathPara>")
    cells = (
        paragraph("Formula", ""),
        middle,
        paragraph("Formula", shown, properties='<w:jc w:val="right"/>'),
    )
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return _framed(widths, "", f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>")


def _content(cell: Cell, column: Column, document: Document, numbering: Numbering) -> str:
    if cell is None:
        return run(document.terms.nothing, chinese=False)
    return inline(tuple(cell), document, numbering, whole=column.kind == "number")


def _cell(inner: str, column: Column, width: int, style: str, *, head: bool = False, near: bool = False) -> str:
    rule = f"<w:tcBorders><w:bottom {_LIGHT}/></w:tcBorders>" if head else ""
    align = '<w:vAlign w:val="bottom"/>' if head else ""
    keep = "<w:keepNext/>" if near else ""
    side = f'<w:jc w:val="{column.align}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}{align}</w:tcPr>'
        f"{paragraph(style, inner, properties=keep + side)}</w:tc>"
    )


def _framed(widths: list[int], rules: str, rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{rules}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )

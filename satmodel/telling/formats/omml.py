"""Formulas for Word: Office MathML, which Word and WPS can edit."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from satmodel.telling.formats.formula import (
    Accent,
    Big,
    Brace,
    Fence,
    Fraction,
    Matrix,
    Node,
    Root,
    Row,
    Script,
    Space,
    Symbol,
)
from satmodel.telling.formats.latex import parse

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARKS = {"hat": "\u0302", "bar": "\u0305", "tilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7",
          "check": "\u030c", "breve": "\u0306"}  # fmt: skip
_BLANKS = ((0.2, "\u2009"), (0.25, "\u2005"), (0.4, "\u2004"), (0.8, "\u2002"), (1.5, "\u2003"), (9.0, "\u2003\u2003"))
_NOTHING = "\u200b"
_FONTS = '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math" w:eastAsia={east}/>'


def omml(latex: str, *, display: bool, east_asian: str = "宋体") -> str:
    """A formula as an ``m:oMath`` element.

    Args:
        latex: the formula.
        display: on a line of its own rather than within a text; sets where the limits of sums stand.
        east_asian: the font of Chinese words in the formula.

    Raises:
        SettingError: a formula that cannot be read.

    Examples:
        >>> "<m:sSup>" in omml("x^2", display=False)
        True
    """
    writer = _Writer(display, _FONTS.replace("{east}", quoteattr(east_asian)))
    return f'<m:oMath xmlns:m="{_M}" xmlns:w="{_W}">{writer.nodes(parse(latex).nodes)}</m:oMath>'


class _Writer:
    """The two things that every part of a formula needs to know: where limits stand, and the fonts."""

    __slots__ = ("display", "fonts")

    def __init__(self, display: bool, fonts: str) -> None:
        self.display = display
        self.fonts = fonts

    def nodes(self, nodes: tuple[Node, ...]) -> str:
        return "".join(map(self.node, nodes))

    def node(self, node: Node) -> str:
        match node:
            case Symbol(text, kind):
                return self.run(text, kind)
            case Space(em):
                return self.run(next(sign for limit, sign in _BLANKS if em < limit), "mark") if em > 0 else ""
            case Row(nodes):
                return self.nodes(nodes)
            case Script(base, sub, sup):
                return self.scripts(self.node(base), sub, sup)
            case Big(name=True):
                return self.named(node)
            case Big():
                return self.nary(node)
            case Fraction(top, bottom, line):
                kind = "" if line else '<m:fPr><m:type m:val="noBar"/></m:fPr>'
                return f"<m:f>{kind}{self.part('num', top)}{self.part('den', bottom)}</m:f>"
            case Root(body, degree):
                hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if degree is None else ""
                return f"<m:rad>{hidden}{self.part('deg', degree)}{self.part('e', body)}</m:rad>"
            case _:
                return self.around(node)

    def around(self, node: Node) -> str:
        """What is drawn around a body: accents, braces, delimiters, tables."""
        match node:
            case Accent("overline", body):
                return f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{self.part("e", body)}</m:bar>'
            case Accent(mark, body):
                return f'<m:acc><m:accPr><m:chr m:val="{_MARKS[mark]}"/></m:accPr>{self.part("e", body)}</m:acc>'
            case Brace(body, label):
                braced = f"<m:groupChr>{self.part('e', body)}</m:groupChr>"
                return braced if label is None else f"<m:limLow><m:e>{braced}</m:e>{self.part('lim', label)}</m:limLow>"
            case Fence(left, body, right, stretch):
                signs = f"<m:begChr m:val={quoteattr(left)}/><m:endChr m:val={quoteattr(right)}/>"
                grow = "" if stretch else '<m:grow m:val="0"/>'
                return f"<m:d><m:dPr>{signs}{grow}</m:dPr>{self.part('e', body)}</m:d>"
            case Matrix(rows, align):
                return self.matrix(rows, align)
        raise TypeError(node)

    def part(self, name: str, node: Node | None) -> str:
        """A named part; an empty one would print as a dotted box, so it holds a blank of no width."""
        if node is None:
            return f"<m:{name}/>"
        return f"<m:{name}>{self.node(node) or self.run(_NOTHING, 'mark')}</m:{name}>"

    def run(self, text: str, kind: str) -> str:
        normal = "<m:rPr><m:nor/></m:rPr>"
        style = {"letter": "", "text": normal, "upright": normal}.get(kind, '<m:rPr><m:sty m:val="p"/></m:rPr>')
        shown = f'<m:t xml:space="preserve">{escape(text)}</m:t>'
        return f"<m:r>{style}<w:rPr>{self.fonts}</w:rPr>{shown}</m:r>"

    def scripts(self, base: str, sub: Node | None, sup: Node | None) -> str:
        if sub is None and sup is None:
            return base
        name = "sSubSup" if sub is not None and sup is not None else "sSub" if sub is not None else "sSup"
        parts = "".join(self.part(part, node) for part, node in (("sub", sub), ("sup", sup)) if node is not None)
        return f"<m:{name}><m:e>{base}</m:e>{parts}</m:{name}>"

    def nary(self, big: Big) -> str:
        place = "undOvr" if big.limits and self.display else "subSup"
        hide = "".join(
            f'<m:{name}Hide m:val="1"/>' for name, node in (("sub", big.sub), ("sup", big.sup)) if node is None
        )
        properties = f'<m:naryPr><m:chr m:val="{big.sign}"/><m:limLoc m:val="{place}"/>{hide}</m:naryPr>'
        scripts = self.part("sub", big.sub) + self.part("sup", big.sup)
        return f"<m:nary>{properties}{scripts}{self.part('e', big.body)}</m:nary>"

    def named(self, big: Big) -> str:
        name = self.run(big.sign, "upright")
        if big.limits and self.display and big.sup is None and big.sub is not None:
            head = f"<m:limLow><m:e>{name}</m:e>{self.part('lim', big.sub)}</m:limLow>"
        else:
            head = self.scripts(name, big.sub, big.sup)
        return f"<m:func><m:fName>{head}</m:fName>{self.part('e', big.body)}</m:func>"

    def matrix(self, rows: tuple[tuple[Node, ...], ...], align: str) -> str:
        width = max(map(len, rows), default=0)
        sides = {"center": ("center",), "left": ("left",), "pairs": ("right", "left")}[align]
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{sides[i % len(sides)]}"/></m:mcPr></m:mc>'
            for i in range(width)
        )
        gap = '<m:cGpRule m:val="3"/><m:cGp m:val="0"/>' if align == "pairs" else ""
        properties = f'<m:mPr><m:plcHide m:val="1"/>{gap}<m:mcs>{columns}</m:mcs></m:mPr>'
        full = (row + (Row(()),) * (width - len(row)) for row in rows)
        body = "".join("<m:mr>" + "".join(self.part("e", cell) for cell in row) + "</m:mr>" for row in full)
        return f"<m:m>{properties}{body}</m:m>"

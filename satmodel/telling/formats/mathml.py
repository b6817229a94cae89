"""Formulas for the web page: MathML Core, which browsers draw themselves."""

from __future__ import annotations

from xml.sax.saxutils import escape

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
    begins_with_fence,
)
from satmodel.telling.formats.latex import parse

_MARKS = {"hat": "^", "bar": "¯", "tilde": "~", "dot": "˙", "ddot": "¨", "vec": "→", "check": "ˇ", "breve": "˘"}


def mathml(latex: str, *, display: bool) -> str:
    """A formula as a MathML element.

    Args:
        latex: the formula.
        display: on a line of its own rather than within a text.

    Raises:
        SettingError: a formula that cannot be read.

    Examples:
        >>> mathml("x^2", display=False)
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    body = "".join(_node(node) for node in parse(latex).nodes)
    kind = "block" if display else "inline"
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="{kind}">{body}</math>'


def _node(node: Node) -> str:
    match node:
        case Symbol():
            return _symbol(node)
        case Space(em):
            return f'<mspace width="{em:.3f}em"></mspace>'
        case Row(nodes):
            return _row("".join(map(_node, nodes)))
        case Script(base, sub, sup):
            return _scripts(_node(base), sub, sup, names=("msub", "msup", "msubsup"))
        case Big():
            return _big(node)
        case Fraction(top, bottom, line):
            thickness = "" if line else ' linethickness="0"'
            return f"<mfrac{thickness}>{_node(top)}{_node(bottom)}</mfrac>"
        case Root(body, degree):
            return f"<msqrt>{_node(body)}</msqrt>" if degree is None else f"<mroot>{_node(body)}{_node(degree)}</mroot>"
        case _:
            return _around(node)


def _around(node: Node) -> str:
    """What is drawn around a body: accents, braces, delimiters, tables."""
    match node:
        case Accent("overline", body):
            return f'<mrow style="border-top:0.06em solid;padding-top:0.12em">{_node(body)}</mrow>'
        case Accent(mark, body):
            stretchy = str(not isinstance(body, Symbol) or len(body.text) > 1).lower()
            return f'<mover accent="true">{_node(body)}<mo stretchy="{stretchy}">{_MARKS[mark]}</mo></mover>'
        case Brace(body, label):
            braced = f'<munder>{_node(body)}<mo stretchy="true">⏟</mo></munder>'
            return braced if label is None else f"<munder>{braced}{_node(label)}</munder>"
        case Fence(left, body, right, stretch):
            return _row(_delimiter(left, "prefix", stretch) + _node(body) + _delimiter(right, "postfix", stretch))
        case Matrix(rows, align):
            return _matrix(rows, align)
    raise TypeError(node)


def _row(inner: str) -> str:
    return f"<mrow>{inner}</mrow>"


def _symbol(symbol: Symbol) -> str:
    text = escape(symbol.text)
    match symbol.kind:
        case "letter":
            return f"<mi>{text}</mi>"
        case "upright":
            # one letter would be slanted; mathematical alphabets (𝐗) are already what they should be
            return (
                f'<mi mathvariant="normal">{text}</mi>'
                if len(text) == 1 and ord(text) < 0x10000
                else f"<mi>{text}</mi>"
            )
        case "number":
            return f"<mn>{text}</mn>"
        case "text":
            return f"<mtext>{text}</mtext>"
        case "mark":
            return f'<mo lspace="0" rspace="0" stretchy="false">{text}</mo>'
        case _:
            return f"<mo>{text}</mo>"


def _scripts(base: str, sub: Node | None, sup: Node | None, *, names: tuple[str, str, str]) -> str:
    if sub is None and sup is None:
        return base
    inner = base + "".join(_node(script) for script in (sub, sup) if script is not None)
    name = names[2] if sub is not None and sup is not None else names[0] if sub is not None else names[1]
    return f"<{name}>{inner}</{name}>"


def _big(big: Big) -> str:
    under = ("munder", "mover", "munderover") if big.limits else ("msub", "msup", "msubsup")
    movable = "true" if big.limits else "false"
    if big.name:
        sign = f'<mo movablelimits="{movable}" lspace="0.167em" rspace="0">{escape(big.sign)}</mo>'
        gap = "" if begins_with_fence(big.body) else '<mspace width="0.167em"></mspace>'
    else:
        sign, gap = f'<mo movablelimits="{movable}">{big.sign}</mo>', ""
    return _row(_scripts(sign, big.sub, big.sup, names=under) + gap + "".join(map(_node, big.body.nodes)))


def _delimiter(sign: str, form: str, stretch: bool) -> str:
    return f'<mo form="{form}" fence="true" stretchy="{str(stretch).lower()}">{escape(sign)}</mo>' if sign else ""


def _matrix(rows: tuple[tuple[Node, ...], ...], align: str) -> str:
    def cell(node: Node, column: int) -> str:
        side = {"center": "center", "left": "left", "pairs": ("right", "left")[column % 2]}[align]
        near = ";padding-left:0;padding-right:0" if align == "pairs" else ""
        return f'<mtd style="text-align:{side}{near}">{_node(node)}</mtd>'

    body = "".join("<mtr>" + "".join(cell(node, i) for i, node in enumerate(row)) + "</mtr>" for row in rows)
    display = ' displaystyle="true"' if align == "pairs" else ""
    return f"<mtable{display}>{body}</mtable>"

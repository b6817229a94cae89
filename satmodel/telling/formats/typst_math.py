"""Formulas for the PDF: Typst's mathematical markup."""

from __future__ import annotations

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

_MARKS = {"hat": "hat", "bar": "macron", "overline": "overline", "tilde": "tilde", "dot": "dot", "ddot": "dot.double",
          "vec": "arrow", "check": "caron", "breve": "breve"}  # fmt: skip


_ALPHABETS = 0x10000  # from here on the mathematical alphabets: bold, script and double-struck letters


def typst_math(latex: str, *, display: bool) -> str:
    """A formula as Typst markup, dollar signs included.

    Args:
        latex: the formula.
        display: on a line of its own rather than within a text.

    Raises:
        SettingError: a formula that cannot be read.

    Examples:
        >>> typst_math("x^2", display=False)
        '$attach(x, t: 2)$'
    """
    body = _nodes(parse(latex).nodes)
    return f"$ {body} $" if display else f"${body}$"


def quoted(text: str) -> str:
    """A text as a string of Typst's code.

    Examples:
        >>> print(quoted('a "b"'))
        "a \\"b\\""
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'


def _nodes(nodes: tuple[Node, ...]) -> str:
    return _joined(*map(_node, nodes))


def _joined(*parts: str) -> str:
    """Parts side by side: a blank only where two names would run together, since beside a string it would print."""
    line = ""
    for part in parts:
        apart = line and part and line[-1].isalnum() and part[0].isalnum()
        line += f" {part}" if apart else part
    return line


def _node(node: Node) -> str:
    match node:
        case Symbol():
            return _symbol(node)
        case Space(em):
            return f"#h({em:.3f}em);"
        case Row(nodes):
            return _nodes(nodes) or '""'
        case Script(base, sub, sup):
            return _scripts(_node(base), sub, sup)
        case Big():
            return _big(node)
        case Fraction(top, bottom, line):
            return (
                f"frac({_node(top)}, {_node(bottom)})" if line else f"mat(delim: #none, {_node(top)}; {_node(bottom)})"
            )
        case Root(body, degree):
            return f"sqrt({_node(body)})" if degree is None else f"root({_node(degree)}, {_node(body)})"
        case _:
            return _around(node)


def _around(node: Node) -> str:
    """What is drawn around a body: accents, braces, delimiters, tables."""
    match node:
        case Accent("overline", body):
            return f"overline({_node(body)})"
        case Accent(mark, body):
            return f"accent({_node(body)}, {_MARKS[mark]})"
        case Brace(body, label):
            return f"underbrace({_node(body)})" if label is None else f"underbrace({_node(body)}, {_node(label)})"
        case Fence(left, body, right, stretch):
            inner = _joined(_sign(left), _node(body), _sign(right))
            return f"lr({inner})" if stretch else inner
        case Matrix(rows, align):
            return _matrix(rows, align)
    raise TypeError(node)


def _symbol(symbol: Symbol) -> str:
    match symbol.kind:
        case "letter" | "number":
            return symbol.text
        case "upright" if len(symbol.text) == 1:
            return f"upright({symbol.text})" if ord(symbol.text) < _ALPHABETS else symbol.text
        case "upright" | "text":
            return quoted(symbol.text)
        case "mark":
            return f'#math.class("normal", {quoted(symbol.text)});'
        case _ if len(symbol.text) > 1:
            return f'#math.class("binary", {quoted(symbol.text)});'
        case _:
            return _sign(symbol.text)


def _sign(sign: str) -> str:
    return f"\\{sign}" if sign.isascii() and sign else sign


def _scripts(base: str, sub: Node | None, sup: Node | None) -> str:
    if sub is None and sup is None:
        return base
    below = "" if sub is None else f", b: {_node(sub)}"
    above = "" if sup is None else f", t: {_raised(sup)}"
    return f"attach({base}{above}{below})"


def _raised(sup: Node) -> str:
    nodes = sup.nodes if isinstance(sup, Row) else (sup,)
    primes = all(node == Symbol("′", "mark") for node in nodes)
    return f"#math.primes({len(nodes)})" if primes and nodes else _node(sup)


def _big(big: Big) -> str:
    limits = str(big.limits).lower()
    sign = f"op({quoted(big.sign)}, limits: #{limits})" if big.name else big.sign
    gap = "#h(0.167em);" if big.name and not begins_with_fence(big.body) else ""
    return _joined(_scripts(sign, big.sub, big.sup), gap, _nodes(big.body.nodes))


def _matrix(rows: tuple[tuple[Node, ...], ...], align: str) -> str:
    if align == "pairs":
        return " \\ ".join(" & ".join(map(_node, row)) for row in rows)
    body = "; ".join(", ".join(map(_node, row)) for row in rows)
    return f"mat(delim: #none, align: #{align}, column-gap: #1em, {body})"

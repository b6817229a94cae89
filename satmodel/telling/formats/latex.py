"""From LaTeX to the formula's tree; what is not known is an error, never left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from satmodel.errors import SettingError
from satmodel.telling.formats import symbols
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
from satmodel.telling.formats.tokens import pairs, tokens

_DIGITS = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_ENDS = {"}", "&", "\\\\", "\\right", "\\end", "\\middle"}
_FENCES = {"matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "cases": ("{", "")}
_ALIGNED = {"aligned", "split"}
_STYLES: dict[str, Callable[[str], str]] = {
    "mathbf": lambda sign: symbols.bold(sign, slanted=False),
    "boldsymbol": lambda sign: symbols.bold(sign, slanted=True),
    "bm": lambda sign: symbols.bold(sign, slanted=True),
    "mathcal": symbols.calligraphic,
    "mathbb": symbols.double_struck,
}
_IGNORED = {"limits", "displaystyle", "textstyle"}


def parse(latex: str) -> Row:
    """Read a formula.

    Args:
        latex: the formula without dollar signs.

    Returns:
        Its tree.

    Raises:
        SettingError: an unknown command or a formula that does not close; the message names it.

    Examples:
        >>> parse(r"\\bar s").nodes
        (Accent(mark='bar', body=Symbol(text='s', kind='letter')),)
    """
    reader = _Reader(latex)
    nodes = reader.nodes()
    if reader.token:
        raise reader.fault(f"{reader.token} closes nothing")
    if not nodes:
        raise reader.fault("it is empty")
    return Row(tuple(nodes))


class _Reader:
    """One formula's tokens and the place reached in them."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = tokens(latex)
        self.at = 0
        self.pairs = pairs(self.tokens)

    @property
    def token(self) -> str:
        """The next token that is no space; empty at the end."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.token
        self.at += 1
        return token

    def expect(self, wanted: str) -> None:
        if self.take() != wanted:
            raise self.fault(f"{wanted} is missing")

    def fault(self, why: str) -> SettingError:
        return SettingError(f"the formula {self.latex!r} cannot be read: {why}")

    def nodes(self, *, until: int | None = None, body: bool = False) -> list[Node]:
        """Read on to the end of the group, to token ``until`` or, in an operator's body, to the next relation."""
        found: list[Node] = []
        while (token := self.token) and token not in _ENDS and self.at != until:
            if body and self._ends_body(first=not found):
                break
            found.extend(self.scripted())
        return found

    def _ends_body(self, *, first: bool) -> bool:
        token = self.token
        closes = token in symbols.CLOSERS or (token in symbols.BARS and self.at not in self.pairs)
        if closes or token in {",", ";", "\\quad", "\\qquad", "\\middle"}:
            return True
        kind = symbols.PLAIN.get(token, ("", ""))[1]
        name = token.removeprefix("\\")
        if kind == "relation" or (token != name and name in symbols.RELATIONS):
            return True
        return token in {"+", "-", "−", "\\pm", "\\mp"} or (first and token != name and name in symbols.OPERATORS)

    def scripted(self) -> list[Node]:
        """Read one node with its scripts; nothing for a command that only sets the style."""
        base = self.atom()
        if base is None:
            return []
        if isinstance(base, Symbol) and base.kind == "number":
            base = Symbol(base.text + self.digits(), "number")
        sub, sup = self.scripts()
        if isinstance(base, Big):
            return [self._big(base, sub, sup)]
        if isinstance(base, Brace) and sup is None:
            return [Brace(base.body, sub)]
        return [base if sub is None and sup is None else Script(base, sub, sup)]

    def digits(self) -> str:
        """Read the rest of a number; an argument without braces takes one digit alone, as in LaTeX."""
        rest = _DIGITS.match("".join(self.tokens[self.at : self.at + 40]))
        found = rest.group() if rest else ""
        self.at += len(found)
        return found

    def scripts(self) -> tuple[Node | None, Node | None]:
        sub: Node | None = None
        raised: list[Node] = []
        while (token := self.token) in {"_", "^", "'", "\\limits"}:
            self.take()
            if token == "'":
                raised.append(Symbol("′", "mark"))
            elif token == "_":
                if sub is not None:
                    raise self.fault("two subscripts in a row")
                sub = self.argument()
            elif token == "^":
                raised.append(self.argument())
        return sub, _group(raised) if raised else None

    def _big(self, base: Big, sub: Node | None, sup: Node | None) -> Node:
        body = self.nodes(body=True)
        if base.name and not body:
            symbol = Symbol(base.sign, "upright")
            return symbol if sub is None and sup is None else Script(symbol, sub, sup)
        return Big(base.sign, sub, sup, Row(tuple(body)), base.name, base.limits)

    def argument(self) -> Node:
        """Read a group in braces or a single node."""
        if not self.token or self.token in _ENDS:
            raise self.fault("something is missing after a command or a script sign")
        if self.token == "{":
            return self.braced()
        node = self.atom()
        if node is None:
            raise self.fault("a style command stands where a sign is needed")
        if isinstance(node, Big):
            return Symbol(node.sign, "upright" if node.name else "mark")
        return node

    def braced(self) -> Node:
        self.expect("{")
        nodes = self.nodes()
        self.expect("}")
        if (
            len(nodes) == 1
            and isinstance(nodes[0], Symbol)
            and nodes[0].kind in {"operator", "relation", "punctuation"}
        ):
            return Symbol(nodes[0].text, "mark")
        return _group(nodes)

    def raw(self) -> str:
        """Read a group in braces as the text it is."""
        self.expect("{")
        start, depth = self.at, 1
        while depth:
            if self.at >= len(self.tokens):
                raise self.fault("} is missing")
            depth += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
        text = "".join(self.tokens[start : self.at - 1])
        spaced = re.sub(r"\\[,;: ]", " ", text).replace("~", "\u00a0")
        return re.sub(r"\\([%#&_${}])", r"\1", spaced)

    def atom(self) -> Node | None:
        token, place = self.token, self.at
        if token == "{":
            return self.braced()
        if place in self.pairs:
            self.take()
            nodes = self.nodes(until=self.pairs[place])
            if self.at != self.pairs[place]:
                raise self.fault(f"{token} does not close")
            return Fence(symbols.DELIMITERS[token], _group(nodes), symbols.DELIMITERS[self.take()])
        self.take()
        if token in symbols.DELIMITERS and token != ".":
            return Symbol(symbols.DELIMITERS[token], "mark")
        return self.command(token[1:]) if token.startswith("\\") else self.sign(token)

    def sign(self, token: str) -> Node:
        if token in symbols.PLAIN:
            text, kind = symbols.PLAIN[token]
            return Symbol(text, kind)
        if token[0].isdigit():
            return Symbol(token, "number")
        if token == "~":
            return Space(1 / 3)
        if token in {"!", ".", "?"}:
            return Symbol(token, "mark")
        if token.isalpha():
            return Symbol(token, "text" if unicodedata.east_asian_width(token[0]) == "W" else "letter")
        for kind in ("operator", "relation", "mark"):
            if token in _BY_CLASS[kind].values() and not token.isascii():
                return Symbol(token, kind)
        raise self.fault(f"the sign {token!r} is not known here" + (f"; write \\{token}" if token in "%#$&_" else ""))

    def command(self, name: str) -> Node | None:
        if name in _IGNORED:
            return None
        if name in symbols.SPACES:
            return Space(symbols.SPACES[name])
        for kind, table in _BY_CLASS.items():
            if name in table:
                return Symbol(table[name], kind)
        if name in symbols.ACCENTS:
            return Accent(symbols.ACCENTS[name], self.argument())
        if (big := _operator(name)) is not None:
            return big
        special = _SPECIAL.get(name)
        if special is None:
            raise self.fault(f"the command \\{name} is not known; rewrite the formula without it")
        return special(self, name)

    def fraction(self, name: str) -> Node:
        top, bottom = self.argument(), self.argument()
        if name == "binom":
            return Fence("(", Fraction(top, bottom, line=False), ")", stretch=True)
        return Fraction(top, bottom)

    def root(self, _name: str) -> Node:
        degree = None
        if self.token == "[":
            self.take()
            start = self.at
            while self.token not in {"]", ""}:
                self.take()
            degree = parse("".join(self.tokens[start : self.at]))
            self.expect("]")
        return Root(self.argument(), degree)

    def text(self, name: str) -> Node:
        return Symbol(self.raw(), "upright" if name == "mathrm" else "text")

    def styled(self, name: str) -> Node:
        text = self.raw()
        if text.startswith("\\"):
            node = parse(text).nodes[0]
            text = node.text if isinstance(node, Symbol) else ""
        if not text or not all(sign.isalnum() for sign in text):
            raise self.fault(f"\\{name} takes letters and digits alone")
        return Symbol("".join(map(_STYLES[name], text)), "upright")

    def named(self, name: str) -> Node:
        return Big(self.raw(), None, None, Row(()), name=True, limits=name.endswith("*"))

    def brace(self, _name: str) -> Node:
        return Brace(self.argument())

    def stretched(self, _name: str) -> Node:
        left, nodes = self.delimiter(), self.nodes()
        while self.token == "\\middle":
            self.take()
            nodes += [Symbol(self.delimiter(), "mark"), *self.nodes()]
        self.expect("\\right")
        return Fence(left, _group(nodes), self.delimiter(), stretch=True)

    def delimiter(self) -> str:
        token = self.take()
        if token not in symbols.DELIMITERS:
            raise self.fault(f"{token!r} is no delimiter")
        return symbols.DELIMITERS[token]

    def table(self, _name: str) -> Node:
        kind = self.raw()
        if kind not in _FENCES and kind not in _ALIGNED:
            raise self.fault(f"the environment {kind} is not known; use cases, aligned or a matrix")
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(_group(self.nodes()))
            token = self.take()
            if token == "\\\\":
                rows.append([])
            elif token != "&":
                break
        if token != "\\end" or self.raw() != kind:
            raise self.fault(f"\\end{{{kind}}} is missing")
        kept = tuple(tuple(row) for row in rows if any(cell != Row(()) for cell in row))
        if kind in _ALIGNED:
            return Matrix(kept, "pairs")
        matrix = Matrix(kept, "left" if kind == "cases" else "center")
        left, right = _FENCES[kind]
        return Fence(left, matrix, right, stretch=True) if left else matrix


_BY_CLASS = {
    "letter": symbols.LETTERS,
    "upright": symbols.CAPITALS,
    "operator": symbols.OPERATORS,
    "relation": symbols.RELATIONS,
    "mark": symbols.MARKS,
}
_SPECIAL: dict[str, Callable[[_Reader, str], Node]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "binom"), _Reader.fraction),
    **dict.fromkeys(("text", "mathrm", "textrm"), _Reader.text),
    **dict.fromkeys(_STYLES, _Reader.styled),
    **dict.fromkeys(("operatorname", "operatorname*"), _Reader.named),
    "sqrt": _Reader.root,
    "underbrace": _Reader.brace,
    "left": _Reader.stretched,
    "begin": _Reader.table,
}


def _operator(name: str) -> Big | None:
    if name in symbols.BIG or name in symbols.INTEGRALS:
        sign = symbols.BIG.get(name) or symbols.INTEGRALS[name]
        return Big(sign, None, None, Row(()), limits=name in symbols.BIG)
    if name in symbols.LIMIT_NAMES or name in symbols.NAMES:
        shown = {"argmax": "arg max", "argmin": "arg min", "limsup": "lim sup", "liminf": "lim inf"}.get(name, name)
        return Big(shown, None, None, Row(()), name=True, limits=name in symbols.LIMIT_NAMES)
    return None


def _group(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))

"""Formulas: the part of LaTeX that the package writes, read into a small tree that every writer can print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

Kind = Literal["letter", "upright", "number", "operator", "relation", "punctuation", "mark", "text"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One sign, name, number or text.

    ``kind`` is ``"letter"`` (slanted), ``"upright"`` (a name such as Var), ``"number"``, ``"operator"`` (binary),
    ``"relation"``, ``"punctuation"``, ``"mark"`` (a sign without spaces, such as ! or |) or ``"text"``.
    """

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Space:
    """An empty space of some width, in em."""

    em: float


@dataclass(frozen=True, slots=True)
class Row:
    """Several nodes side by side."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A base with a subscript, a superscript or both."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Big:
    """A large operator or a name (sum, integral, max, log) with its scripts and what it works on.

    ``limits`` says that the scripts stand below and above it in a formula on its own line.
    """

    sign: str
    sub: Node | None
    sup: Node | None
    body: Row
    name: bool = False
    limits: bool = True


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction, or two nodes one above the other without a line."""

    top: Node
    bottom: Node
    line: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; square when it has no degree."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over a body: ``"hat"``, ``"bar"``, ``"tilde"``, ``"dot"``, ``"vec"``, ``"overline"`` and the like."""

    mark: str
    body: Node


@dataclass(frozen=True, slots=True)
class Brace:
    """A brace below a body, with a label or without."""

    body: Node
    label: Node | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """A body between two delimiters, either of which may be empty; ``stretch`` lets them grow with the body."""

    left: str
    body: Node
    right: str
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells without delimiters; ``align`` is ``"center"``, ``"left"`` or ``"pairs"`` (right, left in turn)."""

    rows: tuple[tuple[Node, ...], ...]
    align: Literal["center", "left", "pairs"] = "center"


Node = Symbol | Space | Row | Script | Big | Fraction | Root | Accent | Brace | Fence | Matrix


def words(node: Node) -> Iterator[str]:
    """The parts of a formula that print in the text font, such as those of ``\\text{...}``."""
    if isinstance(node, Symbol) and node.kind == "text":
        yield node.text
    for field in fields(node):
        yield from (word for child in _children(getattr(node, field.name)) for word in words(child))


def begins_with_fence(body: Row) -> bool:
    """Whether a name needs no space before what it works on, as in max(a, b)."""
    first = body.nodes[0] if body.nodes else None
    return isinstance(first.base if isinstance(first, Script) else first, Fence)


def _children(value: object) -> Iterator[Node]:
    if isinstance(value, tuple):
        for part in value:
            yield from _children(part)
    elif isinstance(value, Node):
        yield value

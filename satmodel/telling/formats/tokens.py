"""The tokens of a LaTeX formula, and which delimiters belong together."""

from __future__ import annotations

import re

from satmodel.telling.formats import symbols

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[\u3400-\u9fff]+|\s+|.", re.DOTALL)
_BEGINS = {"{", "\\left", "\\begin"}
_CLOSES = {"}", "\\right", "\\end"}


def tokens(latex: str) -> list[str]:
    """A formula's commands, Chinese words, spaces and single signs, in order.

    Examples:
        >>> tokens(r"15\\,s_{k}")
        ['1', '5', '\\\\,', 's', '_', '{', 'k', '}']
    """
    return _TOKEN.findall(latex)


def pairs(found: list[str]) -> dict[int, int]:
    """The place of each opening delimiter's closing one, within the same group and cell.

    A half-open interval is a pair too, and so are two bars around a size. Delimiters after \\left and \\right and
    those of a root's degree are left out.

    Examples:
        >>> pairs(tokens("f(x)=[0,|S|)"))
        {1: 3, 8: 10, 5: 11}
    """
    matched: dict[int, int] = {}
    waiting: list[list[tuple[str, int | None]]] = [[]]
    previous = ""
    for place, token in enumerate(found):
        if previous not in {"\\left", "\\right", "\\middle"}:
            _see(token, place if previous != "\\sqrt" else None, waiting, matched)
        previous = previous if token.isspace() else token
    return matched


def _see(token: str, place: int | None, waiting: list[list[tuple[str, int | None]]], matched: dict[int, int]) -> None:
    level = waiting[-1]
    if token in _BEGINS:
        waiting.append([])
    elif token in _CLOSES and len(waiting) > 1:
        waiting.pop()
    elif token in {"&", "\\\\"}:
        level.clear()
    elif token in symbols.OPENERS or (token in symbols.BARS and (not level or level[-1][0] != token)):
        level.append((token, place))
    elif token in symbols.CLOSERS or token in symbols.BARS:
        while level and token in symbols.CLOSERS and level[-1][0] in symbols.BARS:
            level.pop()
        opened = level.pop()[1] if level else None
        if opened is not None and place is not None:
            matched[opened] = place

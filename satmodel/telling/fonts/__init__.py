"""The bundled Chinese font and what it can print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAMILY = "SatModel Sans SC"


def font_path() -> Path:
    """Where the bundled font lies: an OpenType file of the family ``SatModel Sans SC``, Regular.

    Examples:
        >>> font_path().name
        'SatModelSansSC-Regular.otf'
    """
    return Path(__file__).parent / "SatModelSansSC-Regular.otf"


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that the bundled font cannot print, each once, in the order met.

    Args:
        text: any text; line breaks and tabs are not counted.

    Examples:
        >>> missing("朱镕基 喆堃昇垚 (83.78 ± 0.44)"), missing("𰻝𰻝面")
        ((), ('𰻝',))
    """
    return tuple(dict.fromkeys(sign for sign in text if sign not in _covered()))


@cache
def _covered() -> frozenset[str]:
    listed = (Path(__file__).parent / "characters.txt").read_text("utf-8")
    return frozenset(listed) | frozenset("\n\r\t")

"""The font families of a figure: the bundled one, and an installed one only for what the bundled one lacks."""

from __future__ import annotations

from collections.abc import Iterator

from satmodel.telling.fonts import FAMILY, font_path, missing

# installed families that cover Chinese, asked only for characters that the bundled font lacks
_INSTALLED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "SimSun",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Arial Unicode MS",
    "DejaVu Sans",
)


def families(text: str) -> list[str]:
    """The families that print a text together, first choice first.

    The bundled font is made known to matplotlib; nothing else of matplotlib's settings changes. A character that no
    family has is drawn as a box, with matplotlib's own warning.
    """
    from matplotlib import font_manager

    known = font_manager.fontManager
    if not any(entry.name == FAMILY for entry in known.ttflist):
        known.addfont(font_path())
    lacking = set(missing(text))
    chosen = [FAMILY]
    for name, path in _installed():
        if not lacking:
            break
        codes = _codes(path)
        covered = {sign for sign in lacking if ord(sign) in codes}
        if covered:
            chosen.append(name)
            lacking -= covered
    return chosen


def _installed() -> Iterator[tuple[str, str]]:
    from matplotlib import font_manager

    paths = {entry.name: entry.fname for entry in reversed(font_manager.fontManager.ttflist) if entry.style == "normal"}
    for name in _INSTALLED:
        if name in paths:
            yield name, paths[name]


def _codes(path: str) -> frozenset[int]:
    from matplotlib import font_manager

    return frozenset(font_manager.get_font(path).get_charmap())

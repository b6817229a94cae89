"""Cells as text, labels and numbers: one rule for all that is matched by name."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Cells = NDArray[np.object_]

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_WHOLE = re.compile(r"([+-]?\d+)\.0+")
_NUMBER = re.compile(r"[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d+)?|\.\d+)([eE][+-]?\d+)?")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------")


@cache
def words() -> dict[str, dict[str, Any]]:
    """The words of survey files that are data: notes, totals, verification, units of number, presets."""
    text = resources.files("satmodel.survey.sheets").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def text_of(value: object) -> str:
    """A cell's content as text: whole numbers without a decimal point, nothing for a missing value.

    Examples:
        >>> text_of(8.0), text_of(8.5), text_of(None), text_of(" 8 ")
        ('8', '8.5', '', ' 8 ')
    """
    if type(value) is str:
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return _text_of_number(float(value))
    return str(value)


def _text_of_number(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def label(value: object) -> str:
    """A label as it is matched: NFKC form (full-width letters become plain ones), no white space at its ends.

    Examples:
        >>> label("　Ｑ１ "), label(1.0), label("1.0"), label("01")
        ('Q1', '1', '1', '01')
    """
    plain = unicodedata.normalize("NFKC", text_of(value)).strip().strip(_INVISIBLE).strip()
    whole = _WHOLE.fullmatch(plain)
    return whole.group(1) if whole else plain


def compact(value: object) -> str:
    """A header or a word of the table as it is matched: a label with all its white space removed."""
    return re.sub(r"\s+", "", label(value))


def texts(values: Cells) -> Cells:
    """Each cell as text."""
    out = np.empty(values.shape, dtype=object)
    flat = [value if type(value) is str else text_of(value) for value in values.ravel().tolist()]
    out.ravel()[:] = flat
    return out


def labels(values: Cells) -> Cells:
    """Each cell as a label; every different content is looked at once."""
    codes, different = pd.factorize(texts(values))
    plain = np.array([label(value) for value in different], dtype=object)
    return plain[codes] if len(plain) else np.empty(len(values), dtype=object)


def number(value: object) -> float | None:
    """The number in one cell, as it is written; None where there is no number.

    The unit of the number is left out, so that ``95.74%`` is 95.74 and not 0.9574. An empty cell or a dash is ``nan``.

    Examples:
        >>> number("95.74%"), number("＋3.663"), number("－0.42"), number("1,204"), number("about 3"), number("—")
        (95.74, 3.663, -0.42, 1204.0, None, nan)
    """
    if isinstance(value, Real) and not isinstance(value, bool | np.bool_):
        return None if math.isinf(value) else float(value)
    known = words()["numbers"]
    text = compact(value).translate(_DASHES)
    if text == "" or text in known["empty"]:
        return math.nan
    before = next((word for word in known["before"] if text.startswith(word)), "")
    after = next((word for word in known["after"] if text.endswith(word)), "")
    bare = text[len(before) : len(text) - len(after)]
    return float(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None


def numbers(values: Cells) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Each cell's number (``nan`` where there is none), and whether the cell holds something that is not a number."""
    seen: dict[str, float | None] = {}
    found: list[float | None] = []
    for value in values.tolist():
        if isinstance(value, float):
            found.append(number(value))
            continue
        text = text_of(value)
        if text not in seen:
            seen[text] = number(text)
        found.append(seen[text])
    wrong = np.array([value is None for value in found], dtype=bool)
    return np.array([np.nan if value is None else value for value in found], dtype=float), wrong

"""Which category a respondent belongs to: by the label itself, or by the class of a number such as an age."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.survey.sheets.text import Cells, compact, label, number

Codes = NDArray[np.intp]

_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c", "--------")


@cache
def _words() -> dict[str, list[str]]:
    text = resources.files("satmodel.survey.weights").joinpath("classes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def span(text: str) -> tuple[float, float] | None:
    """The numbers of a class, ends included, in whole steps; None where the text is no class of numbers.

    Examples:
        >>> span("18-34"), span("65+"), span("≤17"), span("<18"), span("town"), span("40")
        ((18.0, 34.0), (65.0, inf), (-inf, 17.0), (-inf, 17.0), None, None)
    """
    plain = compact(text).translate(_DASHES).lower()
    for shape, low, high in _shapes():
        found = shape.fullmatch(plain)
        if found:
            given = [float(part) for part in found.groups() if part is not None]
            return given[0] + low, given[-1] + high
    return None


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    """How a class may be written, and what is added to its first number and to its last one for its two ends."""
    words = {name: "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) for name, listed in _words().items()}
    one = rf"(\d+)(?:{words['after']})?"
    return (
        (re.compile(rf"{one}(?:{words['between']}){one}"), 0, 0),
        (re.compile(rf"{one}(?:{words['from']})|(?:{words['from_before']}){one}"), 0, math.inf),
        (re.compile(rf"(?:{words['over_before']}){one}"), 1, math.inf),
        (re.compile(rf"{one}(?:{words['up_to']})|(?:{words['up_to_before']}){one}"), -math.inf, 0),
        (re.compile(rf"(?:{words['under_before']}){one}"), -math.inf, -1),
    )


def classify(cells: Cells, classes: Sequence[str], *, also: Mapping[str, str] | None = None) -> Codes:
    """The category of each cell.

    Args:
        cells: (r,) the respondents' cells.
        classes: the categories' names; one such as ``"18-34"`` also takes every number from 18 up to below 35.
        also: further labels or classes of numbers, and the category that each belongs to.

    Returns:
        (r,) the position of the category, -1 where the cell is in none.

    Raises:
        SettingError: two classes of numbers overlap, or ``also`` names a category that is not there.

    Examples:
        >>> classify(np.array([18, 34.5, "35", "town", None], dtype=object), ["18-34", "35+"]).tolist()
        [0, 0, 1, -1, -1]
    """
    names = {label(name): j for j, name in enumerate(classes)}
    strange = sorted({name for name in (also or {}).values() if label(name) not in names})
    if strange:
        raise SettingError(f"no category named {strange}; the categories are {list(classes)}")
    names |= {label(text): names[label(name)] for text, name in (also or {}).items()}
    spans = sorted({(*found, j) for text, j in names.items() if (found := span(text)) is not None})
    for (_, high, j), (low, _, other) in pairwise(spans):
        if low <= high and j != other:
            raise SettingError(f"the categories {classes[j]!r} and {classes[other]!r} overlap")
    codes, different = pd.factorize(np.array([label(cell) for cell in cells], dtype=object))
    found = np.array([_class_of(text, names, spans) for text in different], dtype=np.intp)
    return found[codes]


def _class_of(text: str, names: Mapping[str, int], spans: Sequence[tuple[float, float, int]]) -> int:
    if text in names:
        return names[text]
    ends = [word for word in _words()["after"] if text.endswith(word)]
    value = number(text.removesuffix(ends[0]) if ends else text)
    if value is None or math.isnan(value):
        return -1
    return next((j for low, high, j in spans if low <= math.floor(value) <= high), -1)

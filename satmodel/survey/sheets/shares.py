"""Percentages in any of their three forms: ``.9574``, ``95.74`` and ``"95.74%"``, decided for a whole column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.survey.sheets.text import Cells, compact, numbers

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FORMS = ("share", "percent")


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """A column of shares.

    Attributes:
        form: what its bare numbers are, ``"share"`` or ``"percent"``.
        values: (r,) the shares; ``nan`` where the cell is empty or no number.
        unclear: (r,) whether the cell may be read in two ways.
        outside: (r,) whether the share is below 0 or above 1.
        witness: the position of a cell that shows the other way of writing, None where all are alike.
    """

    form: str
    values: Array
    unclear: Mask
    outside: Mask
    witness: int | None


def shares(cells: Cells, form: str | None = None) -> Shares:
    """Read a column of shares.

    Bare numbers are shares when all of them are one or less, and percentages when one is above. A bare number above 0
    and up to 1 beside a bare number above 1, or beside a percent sign, may be either.

    Args:
        cells: (r,) the cells.
        form: what bare numbers are, where the analyst says it.

    Raises:
        SettingError: a form that there is not.

    Examples:
        >>> [shares(np.array(column, dtype=object)).values.tolist() for column in ([0.5, 1], [50, 100], ["50%", 100])]
        [[0.5, 1.0], [0.5, 1.0], [0.5, 1.0]]
        >>> shares(np.array([0.5, "50%"], dtype=object)).unclear.tolist()
        [True, False]
    """
    if form not in (None, *FORMS):
        raise SettingError(f"bare numbers of a column of shares are 'share' or 'percent', not {form!r}")
    values, _ = numbers(cells)
    sign = _signed(cells) & ~np.isnan(values)
    above = ~sign & (values > 1)
    decided = form or ("percent" if above.any() else "share")
    plain = above | sign
    unclear = ~sign & (values > 0) & (values <= 1) & (form is None) & plain.any()
    read = as_shares(cells, decided)
    return Shares(decided, read, unclear, (read < 0) | (read > 1), int(np.argmax(plain)) if plain.any() else None)


def as_shares(cells: Cells, form: str) -> Array:
    """Each cell's share where bare numbers have this form."""
    values, _ = numbers(cells)
    return np.where(_signed(cells) | (form == "percent"), values / 100, values)


def _signed(cells: Cells) -> Mask:
    return np.array([isinstance(cell, str) and compact(cell).endswith("%") for cell in cells.tolist()], dtype=bool)

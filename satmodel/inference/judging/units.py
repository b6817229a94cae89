"""What every comparison of units needs: one label each, their places, the fewest degrees of freedom, what is apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.inference.judging.pairs import ROUNDING
from satmodel.result import Finding

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


def check_one_level(est: Estimates) -> None:
    """Raise SettingError unless each estimate stands for one unit (or one item, one round)."""
    if est.labels.nlevels > 1:
        names = quoted(list(est.labels.names))
        raise SettingError(
            f"the estimates have the levels {names}; compare along one of them: choose one label of the others with "
            f".take({{{est.labels.names[-1]!r}: ...}}), or average over them with .average({est.labels.names[-1]!r})"
        )


def fewest_degrees(df: Array) -> float | None:
    """The smallest degrees of freedom, None where all are infinite."""
    least = float(np.min(df))
    return None if np.isinf(least) else least


def places(value: Array) -> tuple[Counts, Counts]:
    """(k,) first and (k,) last rank of each value, the largest ranking first; those equal to rounding share both."""
    ordered, tolerance = np.sort(value), ROUNDING * np.abs(value).max(initial=0.0)
    above = len(ordered) - np.searchsorted(ordered, value + tolerance, side="right")
    return 1 + above, len(ordered) - np.searchsorted(ordered, value - tolerance, side="left")


def told_apart(apart: pd.DataFrame, method: str) -> tuple[Finding, ...]:
    """A finding ``"<method>.apart"`` for each quantity that cannot be estimated."""
    rows = apart.itertuples(index=False, name=None)
    return tuple(Finding(f"{method}.apart", {"name": name_of(row[:-3]), "reason": row[-1]}) for row in rows)

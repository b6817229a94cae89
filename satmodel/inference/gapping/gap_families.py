"""Which pairs a question names or picks, and the family that they are judged in."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.inference.judging.pairs import Pairs, pairs_of
from satmodel.inference.judging.units import places

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Asking = str | Sequence[tuple[Hashable, Hashable]]

RULES = ("all", "adjacent", "first")
RANGES = ("tukey", "games_howell", "tukey_kramer")  # judged by the studentised range
DRAWN = ("maxt", "stepdown")  # judged by draws
ADJUSTMENTS = (*RANGES, *DRAWN, "holm", "none")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The question: the family's pairs, which of them are shown, and how they are judged.

    Attributes:
        unit, against: (m,) the two of each pair of the family, the better first where the data picked them.
        shown: the places of those that are shown. adjust: how the family is judged.
        declared: whether the pairs were named before looking.
        units: how many units a studentised range spans. size: how many comparisons the family holds.
    """

    unit: Index
    against: Index
    shown: Index
    adjust: str
    declared: bool
    units: int
    size: int


def asked(est: Estimates, both: Pairs, pairs: Asking, *, adjust: str | None, among: int | None) -> Asked:
    """The family that a question belongs to.

    Raises:
        SettingError: a pair that is not there, or an adjustment that does not fit the question.
        NotEstimable: fewer than two units, or a pair names one that was set apart.
    """
    if len(est) < 2:
        raise NotEstimable(_too_few_units(est))
    if among is not None and (among != int(among) or among < len(est)):
        raise SettingError(f"among must be a whole number of units, at least the {len(est)} given; it is {among}")
    unit, against, shown = _picked(both, pairs) if isinstance(pairs, str) else _declared(est, pairs)
    declared = is_declared(pairs, among)
    if among is not None and adjust is not None and adjust not in RANGES:
        raise SettingError(f"among= is judged by adjust='tukey'; leave adjust={adjust!r} out")
    units = len(est) if among is None else int(among)
    adjust = adjust or _usual(est, both, count=len(unit), declared=declared, given=among is None)
    size = len(unit) if declared and adjust not in RANGES else units * (units - 1) // 2
    return Asked(unit, against, shown, adjust, declared, units, size)


def is_declared(pairs: Asking, among: int | None) -> bool:
    """Whether the pairs were named before looking: a list of them, of which none was picked from among more units."""
    return not isinstance(pairs, str) and among is None


def compared_pairs(est: Estimates, *, best: str, shared: bool) -> Pairs:
    """All differences of the estimates, above zero where the column is better than the row.

    Where one standard deviation is shared by all units, its degrees of freedom are those of every difference.
    """
    both = pairs_of(est.value if best == "high" else -est.value, est.cov, est.df)
    return both.sharing(float(est.df.min())) if shared else both


def is_pooled(est: Estimates) -> bool:
    """Whether the standard errors come from one standard deviation that was pooled over all units."""
    return bool(est.step.settings.get("pooled"))


def pooled(est: Estimates) -> Estimates:
    """The estimates with one standard deviation for all units, pooled over them, and its degrees of freedom.

    Raises:
        SettingError: the estimates are correlated, or their sample sizes are not known.
    """
    if np.count_nonzero(est.cov - np.diag(np.diag(est.cov))):
        raise SettingError("adjust='tukey_kramer' pools the variances of independent samples; these are correlated")
    if not np.all(est.n >= 2):
        raise SettingError("adjust='tukey_kramer' needs every unit's n (2 or more), to pool the variances")
    free = est.n - 1
    variance = np.sum(free * np.diag(est.cov) * est.n) / np.sum(free)
    return replace(est, cov=np.diag(variance / est.n), df=np.full(len(est), np.sum(free)))


def pair_labels(est: Estimates, unit: Index, against: Index) -> pd.MultiIndex:
    """The labels of pairs: the unit, and ``against`` which other one."""
    names = [name_of(label) for label in est.labels]
    parts = [[names[i] for i in unit], [names[i] for i in against]]
    return pd.MultiIndex.from_arrays(parts, names=[est.labels.names[0], "against"])


def check_adjust(est: Estimates, adjust: str | None) -> None:
    """Raise SettingError unless the adjustment is known and can be used with these estimates."""
    if adjust is not None and adjust not in ADJUSTMENTS:
        raise SettingError(f"adjust must be one of {quoted(ADJUSTMENTS)}, or left out; it is {adjust!r}")
    if adjust == "games_howell" and not np.all(np.isfinite(est.df)):
        raise SettingError(
            "adjust='games_howell' needs the degrees of freedom of every unit: give df=, or sd= and n=; without them "
            "adjust='tukey' takes the standard errors as known"
        )
    if adjust == "games_howell" and is_pooled(est):
        raise SettingError("the standard deviation was pooled over the units (pooled=True); adjust='tukey_kramer' fits")


def _usual(est: Estimates, both: Pairs, *, count: int, declared: bool, given: bool) -> str:
    if declared:
        return "none" if count == 1 else "holm"
    if not given or both.root.ndim == 1:
        return "tukey_kramer" if is_pooled(est) else "tukey"
    return "maxt" if both.drawable else "holm"


def _too_few_units(est: Estimates) -> str:
    there = quoted([name_of(label) for label in est.labels])
    lost = "; ".join(f"{name_of(row[:-3])!r}: {row[-1]}" for row in est.apart.itertuples(index=False, name=None))
    return f"a gap needs two units; there is {there}" + (f"; set apart: {lost}" if lost else "")


def _picked(both: Pairs, pairs: str) -> tuple[Index, Index, Index]:
    """All pairs, the better unit first and in the order of the ranking, and which of them the rule picks."""
    if pairs not in RULES:
        raise SettingError(
            f"pairs must be one of {quoted(RULES)} (picked by the data, and judged among all pairs), or a list such as "
            f"[('A', 'B')] (named before looking); it is {pairs!r}"
        )
    order = np.argsort(places(both.value)[0], kind="stable")
    upper, lower = np.triu_indices(len(order), 1)
    shown = {"all": lower > upper, "adjacent": lower == upper + 1, "first": upper + lower == 1}[pairs]
    return order[upper], order[lower], np.flatnonzero(shown)


def _declared(est: Estimates, pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[Index, Index, Index]:
    place = {name_of(label): i for i, label in enumerate(est.labels)}
    reasons = {row[0]: row[-1] for row in est.apart.itertuples(index=False, name=None)}
    named = [tuple(pair) if isinstance(pair, list | tuple) else (pair,) for pair in pairs]
    if not named or any(len(pair) != 2 for pair in named):
        raise SettingError(
            "pairs must be a list of pairs of names, such as [('A', 'B'), ('A', 'C')], also where it names a single "
            "pair; pairs that the data pick are 'all', 'adjacent' or 'first'"
        )
    missing = dict.fromkeys(name for pair in named for name in pair if name not in place and name not in reasons)
    if missing:
        raise SettingError(f"pairs names what is not there: {quoted(list(missing))}; there are {quoted(list(place))}")
    for name in (name for pair in named for name in pair if name in reasons):
        raise NotEstimable(f"{name!r} is set apart ({reasons[name]}), so it has no gap; leave its pairs out")
    found = [(place[a], place[b]) for a, b in named]
    if any(a == b for a, b in found) or len({frozenset(pair) for pair in found}) < len(found):
        raise SettingError("every pair must name two different units, and no pair may be named twice")
    unit, against = np.array(found, dtype=np.intp).T
    return unit, against, np.arange(len(unit))

"""The pairs of a family judged within it: are they different, and are they no more different than a margin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.gapping.gap_families import RANGES, Asked
from satmodel.inference.judging.comparing import Comparison, compare, compare_given, statistic
from satmodel.inference.judging.critical import Draws, Family, largest, tukey_critical, tukey_p
from satmodel.inference.judging.equivalence import Judge, Within, within_alone, within_family
from satmodel.inference.judging.pairs import normal_equivalent, t_equivalent
from satmodel.inference.judging.stepdown import step_down

Array = NDArray[np.float64]


def judged(asked: Asked, draws: Draws, *, level: float, margin: float) -> tuple[Comparison, Within | None]:
    """Every pair of the family, judged within it; drawn only for ``"maxt"`` and ``"stepdown"``.

    Returns:
        The comparison, and, with a margin above zero, whether each pair is established to lie within it.
    """
    both, unit, against = draws.pairs, asked.unit, asked.against
    gap, se, df = both.lead[against, unit], both.se[against, unit], both.df[against, unit]
    if asked.adjust in ("holm", "none"):
        found = compare(gap, se, df, level=level, margin=margin, adjust=asked.adjust)
        alone = within_alone(gap, se, df, level=level, margin=margin, adjust=asked.adjust) if margin > 0 else None
        return found, alone
    if asked.adjust in RANGES:
        judge = _ranged(asked, df)
    else:
        judge = _stepped(asked, draws, se, df) if asked.adjust == "stepdown" else _drawn(asked, draws, se, df)
    t = statistic(gap, se, margin)
    critical, p = judge(np.where(np.isinf(t), 0.0, t), level)
    found = compare_given(gap, se, df, critical=critical, p_value=lambda _: p, margin=margin)
    if not margin > 0:
        return found, None
    ranged = asked.adjust in RANGES
    return found, within_family(gap, se, df, level=level, margin=margin, judge=judge, ranged=ranged)


def _ranged(asked: Asked, df: Array) -> Judge:
    def judge(t: Array, level: float) -> tuple[Array, Array]:
        return tukey_critical(level, asked.units, df), tukey_p(t, asked.units, df)

    return judge


def _drawn(asked: Asked, draws: Draws, se: Array, df: Array) -> Judge:
    varying = se > 0
    wanted = np.ones((2, np.count_nonzero(varying)), dtype=bool)
    top = np.sort(largest(draws, Family(asked.against[varying], asked.unit[varying], wanted)))

    def judge(t: Array, level: float) -> tuple[Array, Array]:
        reached = len(top) - np.searchsorted(top, normal_equivalent(t, df), side="left")
        return t_equivalent(top[draws.place(level) - 1], df), (1 + reached) / (1 + len(top))

    return judge


def _stepped(asked: Asked, draws: Draws, se: Array, df: Array) -> Judge:
    varying = np.flatnonzero(se > 0)

    def judge(t: Array, level: float) -> tuple[Array, Array]:
        size = normal_equivalent(t, df)[varying]
        critical, p = np.zeros(len(t)), np.ones(len(t))
        critical[varying], p[varying] = step_down(draws, asked.against[varying], asked.unit[varying], size, level)
        critical[se == 0] = critical.max(initial=0.0)
        return t_equivalent(critical, df), p

    return judge

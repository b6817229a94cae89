"""What the question of first places needs beside its sets: checks, the cut, the lead over the best other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.pairs import Pairs, t_equivalent
from satmodel.inference.judging.units import check_one_level, fewest_degrees
from satmodel.inference.ranking.best import compare_with_best
from satmodel.inference.ranking.posterior import Chances
from satmodel.inference.ranking.top_sets import TopSets

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


def check_asked(est: Estimates, top: int, end: str, level: float, best: str, method: str) -> None:
    """Raise SettingError or NotEstimable unless the question can be asked of these estimates."""
    check_level(level)
    for name, given, allowed in (
        ("end", end, ("top", "bottom")),
        ("best", best, ("high", "low")),
        ("method", method, ("direct", "projection")),
    ):
        if given not in allowed:
            raise SettingError(f"{name} must be {allowed[0]!r} or {allowed[1]!r}; it is {given!r}")
    check_one_level(est)
    if len(est) < 2:
        raise NotEstimable(
            f"there are not two units to compare; not estimable: {quoted(est.apart.iloc[:, 0].tolist()) or 'none'}"
        )
    if top != int(top) or not 1 <= top < len(est):
        raise SettingError(f"top must be a whole number from 1 to {len(est) - 1}, fewer than there are units")


def lead_over_best(pairs: Pairs, level: float, settings: dict[str, Any]) -> Array:
    """(k, 2) intervals of each unit's lead over the best of the others."""
    found = compare_with_best(pairs, level=level, draws=settings["draws"], seed=settings["seed"])
    return np.column_stack([found.low, found.high])


def cut_of(pairs: Pairs, place: Counts, top: int, sets: TopSets) -> tuple[tuple[int, int] | None, float, float]:
    """The pair that keeps the places open: the lead between the two, and the smallest that could be established.

    The first unit outside that may belong, and the unit inside that is the fewest standard errors ahead of it.
    """
    order = np.argsort(place, kind="stable")
    within, beyond = order[:top], order[top:]
    outside = int(next((unit for unit in beyond if sets.may_be[unit]), beyond[0]))
    inside = int(within[np.argmin(pairs.beyond()[outside, within])])
    least = float(t_equivalent(sets.critical, pairs.df[inside, outside]) * pairs.se[inside, outside])
    lead = float(pairs.lead[outside, inside])
    return (inside, outside) if lead > 0 else None, lead, least


def noted(
    est: Estimates, pairs: Pairs, sets: TopSets, chances: Chances | None, *, draws: int, seed: int
) -> dict[str, Any]:
    """What the step keeps of how the sets and the chances came about."""
    return {
        "draws": draws,
        "seed": seed,
        "drawn": pairs.drawable,
        "critical": sets.critical,
        "count": len(est),
        "apart": len(est.apart),
        "independent": pairs.root.ndim == 1,
        "df": fewest_degrees(est.df),
        "tau2": None if chances is None else chances.tau2,
        "likely_drawn": chances is not None and chances.drawn,
    }

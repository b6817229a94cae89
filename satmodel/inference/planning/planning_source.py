"""What is known before the interviews: planning numbers, or what a finished round says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.sd_bounds import SdBounds
from satmodel.inference.judging.units import check_one_level
from satmodel.inference.planning.planning import QUESTIONS, Design

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planned:
    """What is known.

    Attributes:
        variances: n times the variance of a unit's mean less what two means share, for each standard deviation.
        sds: the standard deviations between respondents, in points, from the smallest to the largest.
        units: how many units; None where that was not said. population: of each unit.
        n: interviews in each unit of the finished round. df: degrees of freedom of its differences.
        settings: what the step notes.
    """

    variances: tuple[float, ...]
    sds: tuple[float, ...]
    units: int | None
    population: float
    n: float | None
    df: float
    settings: Mapping[str, Any]


def given_design(*, sd: Any, units: int | None, deff: Any, population: float | None, correlation: float) -> Planned:
    """Planning numbers, checked.

    Args:
        sd, units, deff, population, correlation: as in :func:`satmodel.precision`.

    Raises:
        SettingError: a number that is missing or that no survey can have.
    """
    sds = _spreads(sd)
    if units is not None and (units != int(units) or units < 2):
        raise SettingError(f"units must be a whole number, two or more; it is {units!r}")
    effect, cluster = _effect(deff)
    if not -1 <= correlation < 1:
        raise SettingError("correlation must lie from −1 to below 1: answers that always agree have no difference")
    settings = {
        "sd_source": "bounds" if isinstance(sd, SdBounds) else "given",
        "sd_low": sds[0],
        "sd_high": sds[-1],
        "sd_range": len(sds) > 1,
        "units": units,
        "deff": effect,
        "clustered": effect != 1.0,
        "cluster_size": None if cluster is None else cluster[0],
        "icc": None if cluster is None else cluster[1],
        "population": _population(population),
        "correlation": float(correlation),
    }
    variances = tuple(one**2 * effect * (1 - correlation) for one in sds)
    whole = math.inf if population is None else float(population)
    return Planned(variances, sds, None if units is None else int(units), whole, None, math.inf, settings)


def round_design(est: Estimates, population: float | None) -> Planned:
    """What a finished round says of the spread, for its typical pair of units.

    Args:
        est: estimates with one level of labels. population: of each unit.

    Returns:
        The root of the mean of n times the variance, by which the design effect is in it; the mean correlation of two
        units' errors; the n at which units of this spread have the round's mean variance; and twice the harmonic mean
        of the degrees of freedom, which is Welch's for two units alike.

    Raises:
        NotEstimable: fewer than two units, an n that is not known, or no spread at all.
    """
    check_one_level(est)
    k = len(est)
    if k < 2:
        raise NotEstimable("a difference needs two units that can be estimated")
    if not np.all(est.n >= 2):
        raise NotEstimable(
            "the n behind some estimates is not known, or below 2: give n= where they are made, or plan with sd="
        )
    _population(population)
    whole = math.inf if population is None else float(population)
    if np.any(est.n >= whole):
        raise SettingError(f"a unit has as many interviews as its population of {whole:g}; check population=")
    variance = np.diag(est.cov)
    each = variance / (1 / est.n - 1 / whole)
    spread = float(each.mean())
    if not spread > 0:
        raise NotEstimable("the estimates have no sampling error, so there is nothing to plan")
    shared = float((est.cov.sum() - variance.sum()) / (k * (k - 1)) / variance.mean())
    if not shared < 1 - 1e-12:
        raise NotEstimable("the units' errors go together whole: their differences have no sampling error")
    # 9: sizes that are whole but for rounding
    n = round(1 / (float(variance.mean()) / spread + 1 / whole), 9)
    df = 2 * k / float((1 / est.df).sum()) if np.isfinite(est.df).any() else math.inf
    settings = {
        "sd_source": "round",
        "sd_low": math.sqrt(spread),
        "sd_high": math.sqrt(spread),
        "sd_range": False,
        "sd_least": float(np.sqrt(each.min())),
        "sd_most": float(np.sqrt(each.max())),
        "count": k,
        "units": k,
        "clustered": False,
        "cluster_size": None,
        "population": population,
        "correlation": shared,
    }
    return Planned((spread * (1 - shared),), (math.sqrt(spread),), k, whole, n, df, settings)


def designs(plan: Planned, level: float, reference: str | None) -> tuple[list[tuple[float, Design]], bool]:
    """The design for each standard deviation, and whether t takes the place of the normal distribution.

    Raises:
        SettingError: a reference that is not known.
    """
    if reference not in (None, "normal", "t"):
        raise SettingError(f"reference must be 'normal' or 't'; it is {reference!r}")
    by_t = reference == "t" or (reference is None and math.isfinite(plan.df))
    own = plan.df if math.isfinite(plan.df) else math.nan
    df = own if by_t else math.inf
    made = [Design(one, level, plan.units or 2, plan.population, df) for one in plan.variances]
    return list(zip(plan.sds, made, strict=True)), by_t


def questions(pairs: str | Sequence[str] | None, units: int | None) -> tuple[str, ...]:
    """The questions that are asked, in the order from one pair to all pairs.

    Raises:
        SettingError: a question that is not known, or that needs the number of units.
    """
    if pairs is None:
        return ("one",) if units is None else QUESTIONS
    wanted = (pairs,) if isinstance(pairs, str) else tuple(pairs)
    strange = [one for one in wanted if one not in QUESTIONS]
    if strange or not wanted:
        raise SettingError(f"pairs must be among {', '.join(map(repr, QUESTIONS))}; it is {pairs!r}")
    if units is None and set(wanted) != {"one"}:
        raise SettingError("how far units must lie apart depends on how many are compared: give units=")
    return tuple(one for one in QUESTIONS if one in wanted)


def numbers(given: Any, name: str, least: float = 0.0) -> Array:
    """One number or several, in order and each once.

    Raises:
        SettingError: a number that is not finite, or too small.
    """
    if given is None:
        return np.zeros(0)
    found = np.unique(np.atleast_1d(np.asarray(given, dtype=float)))
    if not len(found) or not np.all(np.isfinite(found)) or found[0] < least or found[0] <= 0:
        least_said = "2 or more: one interview has no spread" if least else "above zero: nothing establishes no gap"
        raise SettingError(f"{name} must be finite and {least_said}; it is {given!r}")
    return found


def _spreads(sd: Any) -> tuple[float, ...]:
    if sd is None:
        raise SettingError(
            "give sd=, the standard deviation between respondents in points (20 is common on 0 to 100), or a round"
        )
    if isinstance(sd, SdBounds):
        ends = (float(sd.low.min()), float(sd.high.max()))
    else:
        ends = tuple(sd) if isinstance(sd, tuple | list) else (sd, sd)
    if len(ends) != 2 or not all(isinstance(end, int | float | np.number) for end in ends) or not ends[0] <= ends[1]:
        raise SettingError(f"sd must be one number or (lowest, highest), not {sd!r}")
    if not (ends[0] > 0 and math.isfinite(ends[1])):
        raise SettingError(f"sd must be above zero and finite: answers that are all alike have no error; it is {sd!r}")
    return (float(ends[0]),) if ends[0] == ends[1] else (float(ends[0]), float(ends[1]))


def _effect(deff: Any) -> tuple[float, tuple[float, float] | None]:
    """The design effect, and the interviews in a cluster with their intraclass correlation where these were given."""
    if not isinstance(deff, tuple | list):
        if not (isinstance(deff, int | float | np.number) and 0 < deff < math.inf):
            raise SettingError(f"deff must be a number above zero, or (interviews in a cluster, icc); it is {deff!r}")
        return float(deff), None
    if len(deff) != 2 or not (deff[0] >= 1 and -1 <= deff[1] <= 1 and 1 + (deff[0] - 1) * deff[1] > 0):
        raise SettingError(
            f"deff must be (interviews in a cluster, intraclass correlation), such as (10, 0.05); it is {deff!r}"
        )
    return 1 + (float(deff[0]) - 1) * float(deff[1]), (float(deff[0]), float(deff[1]))


def _population(population: float | None) -> float | None:
    if population is None:
        return None
    if not (isinstance(population, int | float | np.number) and 2 < population < math.inf):
        raise SettingError(f"population must be the number of people in each unit, above 2; it is {population!r}")
    return float(population)

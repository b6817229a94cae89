"""Who moved most between two rounds, net of what noise alone would have done."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.judging.units import fewest_degrees, places
from satmodel.inference.moving.movers_found import chances, listed, moved, noise
from satmodel.inference.moving.movers_result import Movers
from satmodel.inference.moving.movers_source import Sides, sides_of
from satmodel.inference.shrinking.bivariate import CHANGE, restricted_between, two_rounds
from satmodel.inference.shrinking.bivariate_average import averaged
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]


def movers(
    before: Estimates,
    after: Estimates | None = None,
    *,
    top: int = 3,
    best: str = "high",
    level: float = 0.95,
    draws: int = 10_000,
    seed: int = 1,
    override: str | None = None,
) -> Movers:
    """Say which units moved most between two rounds, net of regression to the mean, and how likely each is there.

    Args:
        before, after: estimates of two independent rounds, with one level of labels, in points; matched by labels. Or
            ``before`` alone: estimates of both rounds with a further level ``round``, the earlier round first, whose
            covariance may hold what the rounds share (a panel, the same clusters).
        top: how many units the lists of the most improved and of the most declined hold.
        best: ``"high"`` where a rise is an improvement, ``"low"`` where a fall is.
        level: confidence level of the intervals, and of both lists' verdicts together.
        draws, seed: how many draws of the probabilities and sets, and where the random numbers start.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        Observed and shrunk changes, the change to expect from noise alone, probabilities of truly being among the
        ``top``, verdicts, and what the next round is expected to show if nothing is done.

    Assumptions:
        True scores of both rounds are spread over the units by one normal distribution of two dimensions; the standard
        errors are known. The next round has the sampling errors of the last one, and true scores stay where they are.
        Intervals and probabilities hold on average over the units. A change does not say what brought it about.

    Raises:
        SettingError: labels or settings that do not fit, or a score known without error.
        NotEstimable: fewer than four units are estimated in both rounds.
        NotComparable: no unit is estimated in both rounds, or the instruments are not comparable and not overridden.

    Formula:
        y ~ N(m, V + I ⊗ T); shrunk changes E(θ₂ - θ₁ | y), averaged over T by restricted likelihood times prior
        (``bivariate_average.averaged``); expected from noise alone m₂ - m₁ + b (y₁ - m₁), b = -v₁₁ / (T₁₁ + v₁₁).

    Source:
        Fay (1987), in Small Area Statistics, Wiley, 91-102; Daniels (1999), Canadian Journal of Statistics 27, 567-578;
        Davis (1976), American Journal of Epidemiology 104, 493-498; Mogstad and others (2024), Review of Economic
        Studies 91, 476-518.

    Examples:
        >>> from satmodel import estimates
        >>> last = estimates([78.0, 84.0, 81.0, 86.0, 82.0, 80.0], se=[2.0] * 6, names=list("ABCDEF"))
        >>> this = estimates([84.0, 85.0, 83.0, 85.0, 82.0, 83.0], se=[2.0] * 6, names=list("ABCDEF"))
        >>> movers(last, this, top=1).table.loc["A", ["change", "shrunk", "p_improved"]].astype(float).round(2).tolist()
        [6.0, 3.15, 0.42]
    """
    _check(level, best, draws, seed)
    overridden = _overridden(before, after, override)
    sides = sides_of(before, after)
    count, towards = len(sides.change), 1.0 if best == "high" else -1.0
    if isinstance(top, bool) or top != int(top) or not 1 <= top < count:
        raise SettingError(f"top must be a whole number from 1 to {count - 1}, fewer than there are units")
    rounds = two_rounds(towards * sides.rounds.value, sides.rounds.cov)
    over = averaged(rounds)
    pairs = pairs_of(towards * sides.change.value, sides.change.cov, sides.change.df)
    fallen = pairs_of(-pairs.value, sides.change.cov, sides.change.df)
    each = 1 - (1 - level) / 2  # both lists are read together
    lists = tuple(listed(one, top=int(top), level=each, draws=draws, seed=seed) for one in (pairs, fallen))
    found = moved(over, level)
    between = restricted_between(rounds)
    settings = {
        "top": int(top),
        "best": best,
        "level": level,
        "draws": draws,
        "seed": seed,
        "drawn": pairs.drawable,
        "critical": lists[0].sets.critical,
        "critical_declined": lists[1].sets.critical,
        **overridden,
        **_noted(sides, between, rounds.error_of_change),
    }
    sources = (before.step,) if after is None else (before.step, after.step)
    return Movers(
        sides.change,
        *sides.rounds.value.T,
        found if best == "high" else found.turned(),
        noise(over, level) if best == "high" else noise(over, level).turned(),
        chances(over, pairs.place, top=int(top), draws=draws, seed=seed),
        lists,
        places(pairs.value)[0],
        places(found.value)[0],
        between,
        Step("movers", settings, sources),
    )


def _overridden(before: Estimates, after: Estimates | None, override: str | None) -> dict[str, object]:
    """What is remembered of two instruments that are not comparable."""
    if after is not None:
        return require_comparable(before.step, after.step, override)
    if override is not None:
        raise SettingError("override goes with two sets of estimates; rounds in one set were compared when it was made")
    return {"override": None, "overridden": ()}


def _check(level: float, best: str, draws: int, seed: int) -> None:
    check_level(level)
    check_draws(draws, seed, 1 - (1 - level) / 2)
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")


def _noted(sides: Sides, between: Array, error: float) -> dict[str, Any]:
    """What the step keeps of the model."""
    spread = np.sqrt(np.diag(between))
    reasons = sides.change.apart["reason"].tolist()
    return {
        "count": len(sides.change),
        "apart": len(reasons),
        "independent": sides.independent,
        "separate": bool(sides.rounds.apart),
        "df": fewest_degrees(sides.change.df),
        "tau": float(np.sqrt(max(float(CHANGE @ between @ CHANGE), 0.0))),
        "error": float(np.sqrt(error)),
        "sd_before": float(spread[0]),
        "sd_after": float(spread[1]),
        "only_before": reasons.count("only_before"),
        "only_after": reasons.count("only_after"),
    }

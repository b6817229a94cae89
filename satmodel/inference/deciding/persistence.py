"""Units that stay low over several rounds: how much of it lasts, and how much is chance."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.small import FEWEST
from satmodel.inference.deciding.belonging import belonging
from satmodel.inference.deciding.counted import whole_number
from satmodel.inference.deciding.mean_squares import MeanSquares, mean_squares
from satmodel.inference.deciding.persistence_result import Persistence
from satmodel.inference.deciding.rounds_given import Rounds, side_by_side
from satmodel.inference.deciding.strikes import Drawn, drawn_rounds
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.units import places
from satmodel.step import Step

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

DRAWN = 4000  # histories drawn: an expected number of units is then right to a few hundredths
ROUNDING = 1e-20  # of the squared scores: a mean square below it is what subtracting leaves behind


def persistence(  # noqa: PLR0913 -- the rule, how sure, and among whom, each by its name
    rounds: Estimates | Mapping[Hashable, Estimates],
    *,
    bottom: int,
    strikes: int = 2,
    level: float = 0.95,
    wanted: float = 0.8,
    best: str = "high",
    fewest: int = FEWEST,
    draws: int = 10_000,
    seed: int = 1,
    override: str | None = None,
) -> Persistence:
    """Say how much of the differences between units lasts over rounds, and which units stay low by more than chance.

    Args:
        rounds: estimates of units with a level ``round`` and one covariance, in points; or independent estimates by
            round. They are taken in the order in which they stand; two at least, three or more are better.
        bottom: how many of the worst a round names.
        strikes: rounds running in which a unit must be among them until the rule strikes.
        level: confidence level of the intervals.
        wanted: the reliability that the stakes ask for.
        best: whether the ``"high"`` or the ``"low"`` estimate is the best.
        fewest: respondents that a unit needs in every round, where n is known.
        draws, seed: how many draws, and where the random numbers start.
        override: why rounds that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The reliability of one round and of the mean of all, how often each unit was among the worst, how many would be
        by chance alone, and the probability that each unit's lasting level truly is. Units that are not estimated in
        every round are listed in ``apart``.

    Assumptions:
        Score = round + lasting level of the unit + what is true of the unit in this round only + sampling error; the
        middle two are normal, independent, and of the same variance in every round. A slow rise or fall of a unit
        counts as what is true of one round. Sampling errors have the covariance given.

    Raises:
        SettingError: levels that do not fit, or a setting that cannot be used.
        NotComparable: two rounds were made with instruments that are not comparable, and there is no override.
        NotEstimable: one round, fewer than two units in all of them, or rounds that repeat each other exactly.

    Formula:
        Reliability of one round (MS_b − MS_w) / (MS_b + (r − 1) MS_w), of the mean 1 − MS_w / MS_b, with intervals by
        F; rounds needed w (1 − ρ) / (ρ (1 − w)). Probabilities: the posterior of the lasting levels given the mean of
        the rounds, whose error is V̄ + σ_w²/r. By chance alone k Π (b / k) where all errors are alike.

    Source:
        McGraw & Wong (1996), Psychological Methods 1, 30-46; Spearman (1910), British Journal of Psychology 3, 271-295;
        Brown (1910), ibid. 296-322; Laird & Louis (1989), Journal of Educational Statistics 14, 29-46.

    Examples:
        >>> from satmodel import estimates
        >>> scores = {"2024": [80, 84, 86, 88, 83], "2025": [81, 83, 88, 87, 82], "2026": [79, 85, 87, 89, 84]}
        >>> years = {year: estimates(found, se=[1.0] * 5, names=list("ABCDE")) for year, found in scores.items()}
        >>> found = persistence(years, bottom=1)
        >>> round(found.one.value, 2), round(found.mean.value, 2), found.table["in_bottom"].to_dict()["A"]
        (0.9, 0.96, 3)
    """
    check_level(level)
    check_draws(draws, seed, level)
    given = side_by_side(rounds, fewest=fewest, override=override)
    _check(given, bottom=bottom, strikes=strikes, wanted=wanted, best=best)
    sign = 1.0 if best == "high" else -1.0
    low = -sign * given.value  # the largest is the worst
    squares = mean_squares(low, given.cov)
    if not squares.within > ROUNDING * float(np.abs(given.value).max() ** 2):
        raise NotEstimable("all units move alike from round to round, to the last digit; are these different rounds?")
    named = np.column_stack([places(low[:, j])[0] <= bottom for j in range(low.shape[1])])
    mean_cov = given.cov.mean(axis=(1, 3)) + squares.passing / low.shape[1] * np.eye(len(low))
    asked = {"bottom": int(bottom), "strikes": int(strikes), "draws": int(draws), "seed": int(seed)}
    sizes = np.array([int(bottom), len(low) - int(bottom)])
    chances = belonging(low.mean(axis=1), mean_cov, sizes, draws=int(draws), seed=int(seed))
    settings = {
        **asked,
        "level": level,
        "wanted": float(wanted),
        "best": best,
        "count": len(low),
        "rounds": low.shape[1],
        "independent": given.independent,
        "df": given.df,
        "apart": len(given.apart),
        "tau2": None if chances is None else chances.found.tau2,
        **given.noted,
    }

    return Persistence(
        rounds=given,
        squares=squares,
        named=named,
        mean_cov=mean_cov,
        chances=chances,
        chance=_drawn(low, given, squares, named, asked, lasting=0.0),
        model=_drawn(low, given, squares, named, asked, lasting=squares.lasting),
        step=Step("persistence", settings, given.sources),
    )


def _drawn(
    low: Array, given: Rounds, squares: MeanSquares, named: Flags, asked: dict[str, int], *, lasting: float
) -> Drawn:
    return drawn_rounds(
        low,
        given.cov,
        lasting=lasting,
        passing=squares.passing,
        last=asked["bottom"],
        strikes=asked["strikes"],
        observed=int(named.all(axis=1).sum()),
        draws=min(asked["draws"], DRAWN),
        seed=asked["seed"],
    )


def _check(given: Rounds, *, bottom: int, strikes: int, wanted: float, best: str) -> None:
    units, rounds = given.value.shape
    if not whole_number(bottom) or not 1 <= bottom < units:
        raise SettingError(f"bottom must be a whole number from 1 to {units - 1}, fewer than there are units")
    if not whole_number(strikes) or not 1 <= strikes <= rounds:
        raise SettingError(f"strikes must be a whole number from 1 to the {rounds} rounds there are; it is {strikes!r}")
    if not 0 < wanted < 1:
        raise SettingError(f"wanted must lie between 0 and 1, such as 0.8; it is {wanted!r}")
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")

"""Rules that name units by their place: how likely the right ones are named, and what would make the rule fair."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.estimation.small import FEWEST as FEWEST_ASKED
from satmodel.inference.deciding.awards_result import Asked, Awards, Fair, Held, Money
from satmodel.inference.deciding.belonging import Belonging, Struck, belonging, strikes_of
from satmodel.inference.deciding.counted import whole_number
from satmodel.inference.deciding.cuts import Standing, cuts_of, standing_of
from satmodel.inference.deciding.fairness import SHOWN, rule_of
from satmodel.inference.deciding.prizes import Prize, by_place, misplaced, paid_out
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import Pairs, pairs_of
from satmodel.inference.judging.rankable import guarded
from satmodel.inference.judging.units import check_one_level, fewest_degrees, places
from satmodel.inference.ranking.rank_sets import stepdown_sets
from satmodel.inference.ranking.reliability import FEWEST_UNITS, Reliability, reliability
from satmodel.inference.ranking.top_sets import direct_sets
from satmodel.inference.shrinking.between import known_exactly, own_errors, q_profile, rotated
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Tiers = Sequence[int] | Mapping[Any, int]

MOST_STRIKES = 12  # rounds


def awards(  # noqa: PLR0913 -- a rule in all its parts, each by its name
    est: Estimates,
    *,
    top: int | None = None,
    bottom: int | None = None,
    tiers: Tiers | None = None,
    prize: Prize | None = None,
    strikes: int = 1,
    ties: str = "all",
    level: float = 0.95,
    wanted: float = 0.8,
    tolerable: float = 0.1,
    best: str = "high",
    fewest: int = FEWEST_ASKED,
    draws: int = 10_000,
    seed: int = 1,
) -> Awards:
    """Say how likely a rule that names units by their place names the right ones, and what would make it fair.

    Args:
        est: estimates with one level of labels, in points.
        top, bottom, tiers: the rule, one of the three: the best so many are named; the worst so many; or all units are
            put into tiers of these sizes, the best first (a list, or names with sizes; places left over are the last).
        prize: the money that hangs on it: a total that those named share equally, amounts by place (a list or a
            mapping), those level with each other sharing their places'; or with tiers what each unit of a tier gets.
        strikes: rounds running in which a unit must be named before the rule strikes; this one is the first.
        ties: ``"all"``: units level at the cut are all named; ``"order"``: no more than asked for, by their names.
        level: confidence level of the sets and intervals.
        wanted: the reliability that the stakes ask for.
        tolerable: the share of those named that may be expected to be wrong, in a fair rule.
        best: whether the ``"high"`` or the ``"low"`` estimate is the best.
        fewest: respondents that a unit needs to take part, where n is known; those with fewer are listed in ``apart``.
        draws, seed: how many draws, and where the random numbers start. The order of the units does not matter.

    Returns:
        Who is named, with what probability each truly belongs there, who is established to; the swaps to expect in a
        second survey, the money that follows chance, and the sample that a fair rule would need.

    Assumptions:
        As for :func:`first`: true scores are spread normally around one mean, and their spread is taken as known.
        A second survey and further rounds have samples alike and the same true scores. A sample m times as large, or
        the mean of m rounds, has 1/m of the error variance. No probability for fewer than four units.

    Raises:
        SettingError: not one rule, more places than units, or a setting that cannot be used.
        NotEstimable: fewer than two units.

    Formula:
        Wrongly named: Σ (1 − P_i). Second survey: y' | y ~ N(m, C + V). Struck: P(named in each of the rounds, truly
        elsewhere) of P(named in each). Money: Σ_i Σ_r P(place_i = r) max(a_i − A_r, 0). Fair: the smallest factor f on
        the sample at which places by θ + e/√f, θ ~ N(0, τ²I), e ~ N(0, V), are wrong no more often than tolerable.

    Source:
        Laird & Louis (1989), Journal of Educational Statistics 14, 29-46; Mogstad, Romano, Shaikh & Wilhelm (2024),
        Review of Economic Studies 91, 476-518; Goldstein & Spiegelhalter (1996), JRSS A 159, 385-443.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([88.0, 87.6, 83.0, 82.5, 78.0], se=[0.8, 1.0, 0.8, 0.9, 1.2], names=list("ABCDE"))
        >>> found = awards(towns, top=3, prize=90_000)
        >>> found.named, round(found.wrong, 2), round(found.money.share, 2)
        (('A', 'B', 'C'), 0.35, 0.12)
    """
    check_level(level)
    check_draws(draws, seed, level)
    kept, guard = guarded(est, fewest=fewest)
    rule = _rule(kept, top, bottom, tiers)
    asked = Asked(*rule, ties, strikes, level, wanted, tolerable, best, int(draws), int(seed))
    _check(asked)
    pairs = pairs_of(asked.sign * kept.value, kept.cov, kept.df)
    if kept.step.settings.get("pooled"):
        pairs = pairs.sharing(float(kept.df.min()))
    labels = [name_of(label) for label in kept.labels]
    standing = standing_of(*places(pairs.value), asked.sizes, labels, ties=ties)
    held, critical = _held(pairs, standing, asked)
    chances = belonging(pairs.value, kept.cov, asked.sizes, draws=asked.draws, seed=asked.seed)
    fair = _fair(chances, pairs, kept, asked, critical)
    money = None if prize is None else _money(prize, standing, chances, asked)
    stakes = _stakes(est, kept, asked, fewest)
    settings = {**asked.settings(), **_noted(kept, pairs, chances), "critical": critical, "paid": money is not None}
    settings["struck"] = asked.strikes > 1 and chances is not None
    return Awards(
        est=kept,
        rank=places(-pairs.value if asked.end == "bottom" else pairs.value)[0],
        standing=standing,
        groups=asked.names,
        held=held,
        cuts=cuts_of(pairs, standing, level=level, draws=asked.draws, seed=asked.seed),
        chances=chances,
        money=money,
        struck=_struck(chances, pairs, kept, standing, asked),
        stakes=stakes,
        fair=fair,
        step=Step("awards", {**settings, **guard}, (est.step,)),
    )


def _rule(
    est: Estimates, top: int | None, bottom: int | None, tiers: Tiers | None
) -> tuple[str, Counts, tuple[Any, ...]]:
    """Which end is asked for, the places of each group from there, and what the groups are called."""
    check_one_level(est)
    count = len(est)
    if count < 2:
        lost = quoted(est.apart.iloc[:, 0].tolist()) or "none"
        raise NotEstimable(f"there are not two units to compare; not estimable: {lost}")
    given = [one for one in (top, bottom, tiers) if one is not None]
    if len(given) != 1:
        raise SettingError("say the rule by one of top=, bottom= and tiers=, and only one")
    if tiers is None:
        end, size = ("top", top) if top is not None else ("bottom", bottom)
        if not whole_number(size) or not 1 <= size < count:  # type: ignore[operator]
            raise SettingError(f"{end} must be a whole number from 1 to {count - 1}, fewer than there are units")
        return end, np.array([int(size), count - int(size)]), ("named", "others")
    if not isinstance(tiers, Sequence | Mapping | np.ndarray):
        raise SettingError("tiers must be a list of sizes, or names with sizes, the best tier first")
    sizes = list(tiers.values()) if isinstance(tiers, Mapping) else list(tiers)
    names = tuple(tiers) if isinstance(tiers, Mapping) else tuple(range(1, len(sizes) + 1))
    if not sizes or any(not whole_number(size) or size < 1 for size in sizes):
        raise SettingError("tiers must be whole numbers of places, one or more in each tier, the best tier first")
    left = count - int(sum(sizes))
    if left < 0 or (left == 0 and len(sizes) < 2):
        raise SettingError(f"tiers have {sum(sizes)} places in {len(sizes)} tiers; there are {count} units to place")
    if left:
        sizes, names = [*sizes, left], (*names, "rest" if isinstance(tiers, Mapping) else len(sizes) + 1)
    return "tiers", np.array(sizes, dtype=np.intp), names


def _check(asked: Asked) -> None:
    for name, given, allowed in (("ties", asked.ties, ("all", "order")), ("best", asked.best, ("high", "low"))):
        if given not in allowed:
            raise SettingError(f"{name} must be {allowed[0]!r} or {allowed[1]!r}; it is {given!r}")
    for name, share in (("wanted", asked.wanted), ("tolerable", asked.tolerable)):
        if not 0 < share < 1:
            raise SettingError(f"{name} must lie between 0 and 1; it is {share!r}")
    if not whole_number(asked.strikes) or not 1 <= asked.strikes <= MOST_STRIKES:
        raise SettingError(
            f"strikes must be a whole number of rounds from 1 to {MOST_STRIKES}; it is {asked.strikes!r}"
        )
    if asked.strikes > 1 and asked.end == "tiers":
        raise SettingError("strikes= counts how often a unit is named by top= or bottom=; with tiers= nobody is named")


def _noted(est: Estimates, pairs: Pairs, chances: Belonging | None) -> dict[str, Any]:
    """What the step keeps of how the numbers came about."""
    return {
        "drawn": pairs.drawable,
        "count": len(est),
        "apart": len(est.apart),
        "independent": pairs.root.ndim == 1,
        "df": fewest_degrees(est.df),
        "tau2": None if chances is None else chances.found.tau2,
        "likely_drawn": chances is not None and chances.drawn,
    }


def _held(pairs: Pairs, standing: Standing, asked: Asked) -> tuple[Held, float]:
    """Who is established to belong to the group it was put into, and who may belong to the first."""
    ways = {"level": asked.level, "draws": asked.draws, "seed": asked.seed}
    if asked.end != "tiers":
        found = direct_sets(pairs, top=int(asked.sizes[0]), **ways)
        return Held(found.may_be, found.established, found.knife_edge), found.critical
    sets = stepdown_sets(pairs, **ways)
    last = np.cumsum(asked.sizes)[standing.group]
    first = last - asked.sizes[standing.group] + 1
    edge = sets.knife_edge
    return Held(
        sets.low <= asked.sizes[0],
        (sets.low >= first) & (sets.high <= last),
        (edge[:, 0] & (np.abs(sets.low - first) <= 1)) | (edge[:, 1] & (np.abs(sets.high - last) <= 1)),
    ), sets.critical


def _stakes(est: Estimates, kept: Estimates, asked: Asked, fewest: int) -> Reliability | None:
    """How reliable the scores are, for the stakes; None for two units, or where one is known exactly."""
    if len(kept) < FEWEST_UNITS or known_exactly(kept.cov):
        return None
    enough = math.ceil(10 / (1 - asked.level) + 1)  # none of what is read from it is drawn
    ways = {"level": asked.level, "wanted": asked.wanted, "best": asked.best, "draws": enough, "seed": asked.seed}
    return reliability(est, fewest=fewest, **ways)


def _money(prize: Prize, standing: Standing, chances: Belonging | None, asked: Asked) -> Money:
    tiers, count = asked.end == "tiers", len(standing.first)
    amounts = by_place(prize, asked.sizes, asked.names, tiers=tiers, count=count)
    named = standing.group == 0
    if isinstance(prize, int | float | np.number):
        paid = np.where(named, amounts.sum() / named.sum(), 0.0)
    elif tiers:
        paid = amounts[np.cumsum(asked.sizes)[standing.group] - 1]
    else:
        paid = paid_out(amounts, standing.first, standing.last)
    return Money(paid, None if chances is None else misplaced(paid, amounts, chances.places))


def _struck(chances: Belonging | None, pairs: Pairs, est: Estimates, standing: Standing, asked: Asked) -> Struck | None:
    if chances is None or asked.strikes == 1:
        return None
    ways = {"top": int(asked.sizes[0]), "strikes": int(asked.strikes), "draws": asked.draws, "seed": asked.seed}
    return strikes_of(chances.found, pairs.value, est.cov, standing.group == 0, **ways)


def _fair(chances: Belonging | None, pairs: Pairs, est: Estimates, asked: Asked, critical: float) -> Fair | None:
    """The sample that the rule would need, with what each multiple of the present one would give."""
    if chances is None or chances.found.tau2 == 0:
        return None
    tau2, whole = chances.found.tau2, asked.end == "tiers"
    rule = rule_of(pairs.value, est.cov, tau2, asked.sizes, whole=whole, seed=asked.seed)
    of = float(len(est) if whole else asked.sizes[0])
    factor = rule.factor(asked.tolerable * of)
    low, high = q_profile(rotated(pairs.value, est.cov, np.ones((len(est), 1))), asked.level)
    error = float(own_errors(est.cov).mean())
    rows = []
    for times in SHOWN:
        sure = (np.nan, np.nan) if whole else rule.sure(times, critical)
        rows.append((times, rule.wrong(times), rule.wrong(times) / of, tau2 / (tau2 + error / times), *sure))
    known = est.n[np.isfinite(est.n)]
    return Fair(
        factor,
        factor * tau2 / max(high, tau2),
        factor * tau2 / low if low > 0 else float("inf"),
        float(np.median(known)) if len(known) == len(est) else None,
        np.array(rows),
    )

"""Which items carried a change of the composite, or a gap between two units: an exact split, by arithmetic."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import quoted
from satmodel.inference.gapping import split_sides as sides
from satmodel.inference.gapping.contributions_result import Contributions as Contributions
from satmodel.inference.gapping.split_first import SEED, Rivals, rivals_of
from satmodel.inference.gapping.split_tables import item_rows, part_rows, totals
from satmodel.inference.gapping.split_weights import ByRound, Plain, Weights, weights_of
from satmodel.inference.judging.comparing import check_level, check_margin
from satmodel.inference.judging.near_end import half_answers
from satmodel.inference.judging.rankable import REASON
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

PICKED = ("average", "first")


def contributions(  # noqa: PLR0913 -- two rounds or two units, and what is asked of their split
    first: Estimates,
    second: Estimates | None = None,
    *,
    unit: Hashable | None = None,
    against: Hashable | None = None,
    weights: Plain | ByRound | None = None,
    unit_weights: Mapping[Hashable, float] | None = None,
    folds: int = 3,
    over: str = "item",
    level: float = 0.95,
    margin: float = 0.0,
    best: str = "high",
    override: str | None = None,
) -> Contributions:
    """Split the change of a composite, or the gap between two units, exactly by item.

    Either two rounds are given (``contributions(before, after)``), or two units of the same estimates are named
    (``contributions(est, unit="A", against="B")``).

    Args:
        first: estimates with the level ``over``, in points: the earlier round, or the only one.
        second: the later round.
        unit, against: the two units; the gap is ``unit`` minus ``against``. ``against`` may also be ``"average"``, the
            mean of the **other** units that have every item (the unit itself left out), or ``"first"``, the unit with
            the best composite (for that unit the second). With these two, every unit is split where ``unit`` is left
            out. A unit that bears one of the two names is meant by it.
        weights: the weight of each item in the composite; equal by default. They are divided by their sum. Where two
            rounds have weights of their own, ``{"before": {…}, "after": {…}}`` or ``(before, after)``: the change is
            then split into what the scores and what the weights brought.
        unit_weights: the weight of each unit in the average, such as its population; equal by default.
        folds: with weights of their own: 3 for scores at the old weights, weights at the old scores and their
            interaction; 2 for scores at the mean weights and weights at the mean scores.
        over: the level to split by.
        level: confidence level of the intervals.
        margin: the smallest difference of the composite that matters, in points; items are judged against zero.
        best: with ``against="first"``, ``"high"`` if the highest composite is first, ``"low"`` if the lowest is.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The split: contributions sum to the composite's difference exactly. Several units give one split each. A unit of
        which an item is missing in a round is listed in ``apart`` as ``part_not_estimable``. Intervals and
        verdicts of the items of a split form one family (Holm), and so do the composites of several units.
        Against the first, which the data pick, the composites are judged among all pairs of units, as
        ``gaps(pairs="first")`` does, and the items of a split at the level 1 - α / number of pairs; units with fewer
        than 30 respondents do not lead and are listed in ``apart``, and composites and items near an end of the scale
        have half an answer more at each end in their standard errors. In the other kinds these are as they are.

    Assumptions:
        The composite is this weighted mean in both rounds (of both units), with known weights. Two rounds are
        independent samples. The split is arithmetic; it does not say what brought a difference about.

    Raises:
        SettingError: neither two rounds nor two units, a level or a label that is not there, or weights that do not
            name every item, or are negative, or sum to zero; two units lead with the same composite.
        NotComparable: no unit has every item on both sides, or two rounds were made with instruments that are not
            comparable and there is no override.

    Formula:
        c_i = w_i (y_i,after - y_i,before), Σ c_i = composite after - composite before. Weights w₀ and w₁:
        Σ w₀ᵢ Δyᵢ + Σ Δwᵢ (y₀ᵢ - w₀'y₀) + Σ Δwᵢ (Δyᵢ - w₀'Δy). Every part is a linear map of the estimates, with its
        variance AΣA' from their full covariance (between units and items) and Satterthwaite's degrees of freedom.

    Source:
        Kitagawa (1955), JASA 50, 1168-1194; Oaxaca (1973), International Economic Review 14, 693-709; Blinder (1973),
        Journal of Human Resources 8, 436-455; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples:
        >>> import pandas as pd
        >>> from satmodel import estimates
        >>> items = pd.MultiIndex.from_arrays([["roads", "schools"]], names=["item"])
        >>> then = estimates([80.0, 70.0], se=[0.5, 0.5], names=items)
        >>> now = estimates([83.0, 71.0], se=[0.5, 0.5], names=items)
        >>> contributions(then, now).table[["contribution", "share"]].values.tolist()
        [[1.5, 0.75], [0.5, 0.25]]
        >>> changed = ({"roads": 1, "schools": 1}, {"roads": 3, "schools": 1})
        >>> contributions(then, now, weights=changed).parts["contribution"].to_dict()
        {'scores': 2.0, 'weights': 2.5, 'interaction': 0.5}
    """
    between = _between(first, second, unit, against, over)
    _check(between, folds, unit_weights, (level, margin), best)
    overridden: dict[str, Any] = {"override": None, "overridden": ()}
    if second is not None:
        overridden = require_comparable(first.step, second.step, override)
    sources = (first,) if second is None else (first, second)
    there = (first.take({"unit": [unit, against]}),) if between == "units" and unit != against else sources
    parts = weights_of(sides.items_of(there, over), over, weights, rounds=second is not None)
    rivals = _rivals(first, unit, parts, over, (level, margin, best)) if between == "first" else None
    split = _split(sources, (unit, against, between), parts, over, rivals, unit_weights)
    said, units = folds if parts.changed else 1, [unit] if unit is not None else [key[0] for key in split.keys]
    whole = totals(
        split,
        level=level,
        margin=margin,
        found=None if rivals is None else rivals.judged(units),
        against=None if rivals is None else [rivals.rivals[one] for one in units],
    )
    settings = {
        **_told_weights(parts, over, said, unit_weights),
        "between": between,
        "independent": second is not None,
        **overridden,
        "level": level,
        "margin": margin,
        "adjust": "holm",
        "others": len(sides.complete(first, unit, parts, over)[0]) - 1 if between == "average" else None,
        **({} if rivals is None else _told_family(rivals, first)),
        "count": len(whole),
        "apart": len(split.apart),
    }
    step = Step("contributions", settings, tuple(source.step for source in sources))
    pairs = 1 if rivals is None else rivals.pairs
    rows = item_rows(split, folds=said, level=level, pairs=pairs)
    by_part = part_rows(split, folds=said, level=level) if said > 1 else None
    return Contributions(rows, whole, by_part, split.apart, over, unit, against, step)


def _between(
    first: Estimates, second: Estimates | None, unit: Hashable | None, against: Hashable | None, over: str
) -> str:
    """What the two sides are: ``"rounds"``, ``"units"``, ``"average"`` or ``"first"``."""
    if over not in first.labels.names:
        raise SettingError(f"there is no level {over!r} to split by; the levels are {quoted(first.labels.names)}")
    if second is not None and unit is None and against is None:
        return "rounds"
    if second is None and against is not None:
        if against in PICKED and against not in sides.units_of(first):
            return str(against)
        if unit is not None:
            return "units"
    raise SettingError(
        "give two rounds, contributions(before, after), or two units of one, contributions(est, unit=, against=), "
        "where against may be 'average' or 'first'; for one unit over two rounds take({'unit': [...]}) from both first"
    )


def _check(
    between: str, folds: int, unit_weights: Mapping[Hashable, float] | None, judged: tuple[float, float], best: str
) -> None:
    check_level(judged[0])
    check_margin(judged[1])
    if folds not in (2, 3):
        raise SettingError(f"folds must be 3 (scores, weights, interaction) or 2 (scores, weights); it is {folds!r}")
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if best == "low" and between != "first":
        raise SettingError("best= says which composite is first; give it with against='first'")
    if unit_weights is not None and between != "average":
        raise SettingError(
            "unit_weights= say how the average of other units is taken; give them with against='average'"
        )


def _rivals(
    est: Estimates, unit: Hashable | None, parts: Weights, over: str, judged: tuple[float, float, str]
) -> Rivals:
    composites = sides.composites(est, *sides.complete(est, unit, parts, over), parts)
    return rivals_of(composites, unit, level=judged[0], margin=judged[1], best=judged[2])


def _split(
    sources: tuple[Estimates, ...],
    asked: tuple[Hashable | None, Hashable | None, str],
    parts: Weights,
    over: str,
    rivals: Rivals | None,
    unit_weights: Mapping[Hashable, float] | None,
) -> sides.Split:
    unit, against, between = asked
    if between == "rounds":
        both = sides.between_rounds(*sources, over)
    elif between == "units":
        both = sides.between_units(sources[0], unit, against, over)
    elif rivals is None:
        both = sides.against_average(sources[0], unit, parts, over, unit_weights)
    else:
        both = sides.against_units(half_answers(sources[0])[0], unit, parts, over, rivals.rivals)
    split = sides.split_of(both, parts, over)
    if rivals is not None and len(split.apart):
        split.apart.loc[split.apart["unit"].isin(rivals.small), "reason"] = REASON
    return split


def _told_weights(
    parts: Weights, over: str, folds: int, unit_weights: Mapping[Hashable, float] | None
) -> dict[str, Any]:
    return {
        "over": over,
        "weights": tuple(parts.after.items()),
        "weights_before": tuple(parts.before.items()) if parts.changed else None,
        "equal": parts.equal,
        "folds": folds if folds > 1 else None,
        "weighted": unit_weights is not None,
    }


def _told_family(rivals: Rivals, est: Estimates) -> dict[str, Any]:
    """How the pair was come by, for the step."""
    return {
        "leader": rivals.leader,
        "second": rivals.rivals[rivals.leader],
        "pairs": rivals.pairs,
        "family": rivals.adjust,
        "best": "high" if rivals.sign > 0 else "low",
        "small": rivals.small,
        "few": rivals.few,
        "widened": rivals.widened,
        "half_answers": bool(rivals.widened) or bool(half_answers(est)[1].any()),
        "seed": SEED if rivals.adjust == "maxt" else None,
    }

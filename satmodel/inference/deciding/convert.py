"""What a satisfaction score is worth in assessment points, with its uncertainty carried through the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.estimation.share_intervals import Intervals
from satmodel.estimation.small import FEWEST
from satmodel.estimation.ticket_rates import TicketRates
from satmodel.inference.deciding.conversion import Conversion, converted
from satmodel.inference.deciding.converted import Converted
from satmodel.inference.deciding.crossing import crossings
from satmodel.inference.deciding.instead import what_if
from satmodel.inference.deciding.reach import Given
from satmodel.inference.deciding.rules import Rule
from satmodel.inference.deciding.scored import Scores, scores_of
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.units import places
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
DRAWS = 10_000
Base = float | Mapping[Any, float] | pd.Series | pd.DataFrame


def convert(
    est: Estimates | Intervals | TicketRates,
    rule: Rule,
    *,
    base: Base | None = None,
    before: Estimates | Intervals | TicketRates | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 1,
    best: str = "high",
) -> Converted:
    """Convert scores into assessment points by a rule, and say what their sampling error costs in points and rank.

    Args:
        est: estimates with one level of labels, in points; or rates for a rule in per cent: estimates of rates, their
            intervals (:func:`satmodel.intervals`) or the rates of tickets, whose satisfied rates are taken.
        rule: what :func:`rule` read.
        base: points known exactly: one number, or by unit (a mapping, a series, or a frame of one column). A
            coefficient multiplies them; by any other rule the points are added to them.
        before: the round before, where the rule rewards improvement: an independent sample, asked alike.
        level: confidence level of the intervals, of the rank sets and of the verdicts on thresholds.
        draws, seed: for what has no closed form.
        best: whether the ``"high"`` or the ``"low"`` score is the better one, for ranks, improvement and what one point
            is worth. More assessment points are always better.

    Returns:
        The points of every unit with their interval, the verdicts on thresholds, the assessment rank with its set, and
        the table of what would be if a unit had the average score. A unit that a veto excludes, or without a round
        before, is listed in ``apart``.

    Assumptions:
        The estimates are close to jointly normal (rates: independent, binomial with the effective n). Bases are known
        without error. Probabilities are those of the true scores given the spread of all units, never of a flat prior:
        normal scores by Paule and Mandel's moments, rates by a beta-binomial; with fewer than four units there are
        none, nor for ranks under a rule that rewards improvement.

    Raises:
        SettingError: a rule and scores in different units, a base that is missing or not needed, units that do not fit.
        NotEstimable: nothing to convert.
        NotComparable: the round before was asked in another way.

    Formula:
        One score: the interval of the points holds all values of the rule over the interval of the score. Average or
        improvement beside the score: quantiles over draws of the joint distribution. Points by rank: the points of the
        simultaneous rank set. Noise: expected variance of the sampling errors of the points over the points' variance.

    Source:
        Clopper & Pearson (1934), Biometrika 26, 404-413; Holm (1979), Scandinavian Journal of Statistics 6, 65-70;
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Klein, Wright & Wieczorek
        (2020), Journal of the Royal Statistical Society C 69, 589-606; Efron & Morris (1975), JASA 70, 311-319.

    Examples:
        >>> import satmodel as sat
        >>> towns = sat.estimates([83.78, 80.63], se=[0.53, 0.53], names=["ours", "second"])
        >>> thousand = sat.rule({"kind": "coefficient", "per": 100, "base": 1000})
        >>> sat.convert(towns, thousand).table[["points", "points_low", "points_high"]].round(1).values.tolist()
        [[837.8, 827.4, 848.2], [806.3, 795.9, 816.7]]
    """
    _check(rule, before, best, level)
    check_draws(draws, seed, level)
    form = rule.form
    scores, earlier = scores_of(est, rule.unit, level), None
    if before is not None:
        require_comparable(before.step, est.step, None)
        scores, earlier = _matched(scores, scores_of(before, rule.unit, level))
    believed, kept = scores.believed(), ~form.excluded(scores.value)
    judged = crossings(scores, believed, rule.thresholds, level=level)
    scores, earlier, apart = _kept(scores, earlier, kept)
    bases, has_base = _bases(base, scores, rule)
    none = np.zeros(len(scores))
    multiplied, added = (bases, none) if form.multiplier is not None else (none, bases if has_base else none)
    order = _order(scores, rule, best)
    given = Given(scores, earlier, multiplied, added, best, order, int(draws), int(seed))
    believed = believed if kept.all() else scores.believed()
    found = converted(form, given, believed, level)
    settings = {"level": level, "apart": len(apart), "believed": believed is not None, **_noted(rule, given, found)}
    sources = (scores.step, rule.step) if earlier is None else (earlier.step, scores.step, rule.step)
    step = Step("convert", settings, sources)
    return Converted(given, found, judged, what_if(form, given, found, level), rule, apart, step)


def _check(rule: Rule, before: object, best: str, level: float) -> None:
    check_level(level)
    if not isinstance(rule, Rule):
        raise SettingError("rule must be what sat.rule gives, such as sat.rule('points80.toml')")
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if rule.form.bonus is not None and before is None:
        raise SettingError("the rule rewards improvement: give the round before as before=")
    if rule.form.bonus is None and before is not None:
        raise SettingError("before is given, and the rule has no bonus for improvement; leave it out")


def _noted(rule: Rule, given: Given, found: Conversion) -> dict[str, Any]:
    """What the step keeps of a conversion."""
    form, scores = rule.form, given.scores
    return {
        "best": given.best,
        "count": len(scores),
        "measure": "points",
        "rates": scores.shares is not None,
        "single": form.single,
        "pairs": form.straight and scores.shares is None,
        "ranked": bool(form.ranked),
        "bonus": form.bonus is not None,
        "multiplied": form.multiplier is not None,
        "added": bool(given.added.any()),
        "moved": found.moved is not None,
        "quantiles": found.quantiles,
        "drawn": not form.single or found.moved is not None,
        "draws": given.draws,
        "seed": given.seed,
        "thresholds": tuple(bound for bound, _ in rule.thresholds),
        "noise": found.noise,
        "fewest": FEWEST,
        "too_few": 0,
        "small": tuple(name_of(scores.labels[i]) for i in np.flatnonzero(scores.n < FEWEST) if scores.shares is None),
        "widened": tuple(name_of(scores.labels[i]) for i in np.flatnonzero(scores.widened)),
    }


def _matched(scores: Scores, before: Scores) -> tuple[Scores, Scores]:
    """The units of both rounds, in the order of the later one; the others apart."""
    old = {label: i for i, label in enumerate(before.labels)}
    both = np.array([label in old for label in scores.labels], dtype=bool)
    if not both.any():
        raise NotEstimable("no unit is in both rounds, so there is no improvement to reward")
    kept = np.flatnonzero(both)
    lost = _listed(scores, np.flatnonzero(~both), "only_after")
    later = scores.take(kept)
    rows = np.array([old[label] for label in later.labels], dtype=np.intp)
    return replace(later, apart=lost), before.take(rows)


def _listed(scores: Scores, rows: NDArray[np.intp], reason: str) -> pd.DataFrame:
    """The list of what has no score, with some units more."""
    if not len(rows):
        return scores.apart
    more = (
        scores.labels[rows].to_frame(index=False).assign(estimate=scores.value[rows], n=scores.n[rows], reason=reason)
    )
    return pd.concat([part for part in (scores.apart, more) if len(part)]).reset_index(drop=True)


def _kept(scores: Scores, before: Scores | None, kept: Flags) -> tuple[Scores, Scores | None, pd.DataFrame]:
    if not kept.any():
        raise NotEstimable("the veto excludes every unit, so there are no points")
    apart, rows = _listed(scores, np.flatnonzero(~kept), "vetoed"), np.flatnonzero(kept)
    return scores.take(rows), None if before is None else before.take(rows), apart


def _bases(base: Base | None, scores: Scores, rule: Rule) -> tuple[Array, bool]:
    """(k,) the base of every unit, and whether there is one."""
    base = rule.base if base is None else base
    if base is None:
        if rule.form.multiplier is not None:
            raise SettingError("a coefficient needs a base: base=1000, or one number a unit; or write base in the rule")
        return np.zeros(len(scores)), False
    if isinstance(base, pd.DataFrame):
        if base.shape[1] != 1:
            raise SettingError(f"base must be one column of numbers; the frame has {quoted(base.columns)}")
        base = base.iloc[:, 0]
    units = list(plain_index(scores.labels))
    if isinstance(base, Mapping | pd.Series):
        known = dict(base.items())
        missing, lost = [unit for unit in units if unit not in known], len(known) < len(base)
        if missing or lost:
            why = f"it has no {quoted(missing)}" if missing else "a unit stands in it twice"
            raise SettingError(f"base must name every unit once; {why}; its units are {quoted(list(known))}")
        given = [known[unit] for unit in units]
    else:
        given = [base] * len(units)
    numbers = [isinstance(one, int | float | np.number) and not isinstance(one, bool) for one in given]
    values = np.array([one if number else np.nan for one, number in zip(given, numbers, strict=True)], dtype=float)
    if not np.isfinite(values).all() or (values < 0).any():
        wrong = [unit for unit, one in zip(units, values, strict=True) if not (np.isfinite(one) and one >= 0)]
        raise SettingError(f"base must be a finite number, zero or more; not so for {quoted(wrong)}")
    return values, True


def _order(scores: Scores, rule: Rule, best: str) -> Array:
    """(k,) the place of every unit in the order by which ties are broken."""
    listed = {str(name): float(i) for i, name in enumerate(rule.form.order)}
    order = np.array([listed.get(str(unit), np.inf) for unit in plain_index(scores.labels)])
    if listed:
        read = rule.form.snapped(scores.value)
        first, last = places(read if best == "high" else -read)
        open_ties = [
            str(unit)
            for unit, a, b, o in zip(plain_index(scores.labels), first, last, order, strict=True)
            if a < b and np.isinf(o)
        ]
        if open_ties:
            raise SettingError(
                f"the rule's order does not name {quoted(open_ties)}, which is tied; add it to the order"
            )
    return order

"""What may be said of the points that two surveys have in common, and why nothing may be where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotComparable
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.inference.judging.comparing import Comparison, compare
from satmodel.inference.judging.equivalence import Within, within_alone
from satmodel.inference.moving.house_offset import Limits, Offset, net_limits, offset, raw_limits
from satmodel.inference.moving.official_forecast import FEWEST_SLOPE, Calibration, calibrate
from satmodel.inference.moving.rank_agreement import Agreement, rank_agreement
from satmodel.result import Finding, Verdict
from satmodel.step import Step
from satmodel.survey.comparable import CAUTION, DIFFERS, UNKNOWN, comparable
from satmodel.survey.instrument import Instrument

Array = NDArray[np.float64]

FEWEST = 3  # points from which on a mean and a spread are told
_NAMED = 6  # names that a refusal lists


@dataclass(frozen=True, slots=True)
class Cards:
    """In what two instruments differ.

    Attributes:
        carded: whether both results came with a card.
        differing, caution, unknown: the characteristics that differ, are for caution, are missing on a card.
    """

    carded: bool
    differing: tuple[str, ...]
    caution: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the two instruments differ in, and what own scores are not for."""
        values = {
            "carded": self.carded,
            "differing": self.differing,
            "caution": self.caution,
            "unknown": self.unknown,
        }
        return (Finding("house_effect.instruments", values), Finding("house_effect.use", {}))


def cards_of(own: Step, official: Step) -> Cards:
    """What the cards of two results differ in; the results may have been made with no card."""
    cards = own.find("instrument"), official.find("instrument")
    if not cards[0] or not cards[1]:
        return Cards(False, (), (), ())
    found = [
        comparable(Instrument.from_step(first), Instrument.from_step(second))
        for first in cards[0]
        for second in cards[1]
    ]
    lists = [
        tuple(dict.fromkeys(field for one in found for field in one.fields(status)))
        for status in (DIFFERS, CAUTION, UNKNOWN)
    ]
    return Cards(True, lists[0], lists[1], lists[2])


def refuse_if_nothing_overlaps(own: Estimates, official: Estimates, cards: Cards) -> None:
    """Refuse where no point was measured by both surveys.

    Raises:
        NotComparable: with what to collect, in the message and as findings.
    """
    names = list(own.labels.names)
    theirs = official.labels.reorder_levels(names) if len(names) > 1 else official.labels
    if len(own) and len(official) and own.labels.isin(theirs).any():
        return
    sides = [tuple(name_of(label) for label in est) for est in (own.labels, theirs)]
    alone = len(own) == 1 and len(official) == 1
    values: dict[str, Any] = {
        "own_names": sides[0][:_NAMED],
        "official_names": sides[1][:_NAMED],
        "own_count": len(sides[0]),
        "official_count": len(sides[1]),
        "own": float(own.value[0]) if alone else None,
        "official": float(official.value[0]) if alone else None,
        "needed": FEWEST,
        "slope_needed": FEWEST_SLOPE,
        "verdict": Verdict.NOT_COMPARABLE,
    }
    raise NotComparable(
        f"nothing was measured by both surveys; own: {quoted(own.labels[:_NAMED])}; official: "
        f"{quoted(theirs[:_NAMED])}. A difference between them holds what changed between their times and units and "
        "what comes from the surveys themselves (organiser, mode, questions), and no calculation can tell these apart. "
        "Needed is an overlap: the same units in the same round asked by both surveys, at least one for a difference, "
        f"{FEWEST} for a house effect, {FEWEST_SLOPE} to see whether it grows with the score.",
        (Finding("house_effect.nothing", values), *cards.findings),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What three or more points that both surveys have tell.

    Attributes:
        effect: the house effect and its spread. mean: the house effect, judged.
        within: whether it is no larger than the margin; None for no margin.
        raw, net: the limits of agreement with the sampling errors in them, and without.
        kendall, spearman: the rank agreement.
        calibration: how own scores become official ones.
        count: how many points.
    """

    effect: Offset
    mean: Comparison
    within: Within | None
    raw: Limits
    net: Limits
    kendall: Agreement
    spearman: Agreement
    calibration: Calibration
    count: int

    def findings(self, level: float, margin: float) -> tuple[Finding, ...]:
        """What is said of all points together."""
        effect = self.effect
        common: dict[str, Any] = {"count": self.count, "level": level, "margin": margin}
        mean = common | {
            "mean": effect.mean,
            "low": float(self.mean.low[0]),
            "high": float(self.mean.high[0]),
            "verdict": self.mean.verdict[0],
            "detectable": float(self.mean.detectable[0]),
        }
        spread = common | {
            "tau": effect.tau,
            "tau_low": effect.tau_low,
            "tau_high": effect.tau_high,
            "p": effect.p,
            "verdict": effect.verdict,
            "detectable": effect.tau_detectable,
        }
        told = [Finding("house_effect.mean", mean)]
        if self.within is not None:
            within = {"verdict": self.within.verdict[0], "detectable": float(self.within.least[0])}
            told.append(Finding("house_effect.within", common | within))
        told.append(Finding("house_effect.spread", spread))
        told.append(Finding("house_effect.limits", common | _ends("", self.raw) | _ends("net_", self.net)))
        told.append(Finding("house_effect.order", common | _order(self.kendall, self.spearman)))
        return (*told, Finding("house_effect.calibration", common | self._line()))

    def _line(self) -> Mapping[str, Any]:
        line = self.calibration
        return {
            "kind": line.kind,
            "why": line.why,
            "mean": self.effect.mean,
            "slope": line.estimate,
            "slope_low": line.low,
            "slope_high": line.high,
            "intercept": line.intercept,
            "needed": FEWEST_SLOPE,
        }


def find(
    scores: tuple[Array, Array],
    covs: tuple[Array, Array],
    apart: Estimates,
    *,
    level: float,
    margin: float,
    draws: int,
    seed: int,
) -> Found:
    """What the points that both surveys have tell.

    Args:
        scores: (k,) own and official scores. covs: the (k, k) covariances of their errors. apart: the differences.
        level, margin, draws, seed: of the question.
    """
    effect = offset(apart.value, apart.cov, apart.df, level=level)
    one = [np.array([part]) for part in (effect.mean, effect.se, effect.df)]
    mean = compare(*one, level=level, margin=margin)
    within = within_alone(*one, level=level, margin=margin, adjust="none") if margin > 0 else None
    kendall, spearman = rank_agreement(*scores, covs, level=level, draws=draws, seed=seed)
    return Found(
        effect,
        mean,
        within,
        raw_limits(effect, len(apart), level=level),
        net_limits(effect, level=level),
        kendall,
        spearman,
        calibrate(*scores, covs, effect, level=level),
        len(apart),
    )


def _ends(before: str, one: Limits) -> dict[str, float]:
    parts = ("lower", "upper", "lower_low", "lower_high", "upper_low", "upper_high")
    return {f"{before}{part}": getattr(one, part) for part in parts}


def _order(kendall: Agreement, spearman: Agreement) -> dict[str, float]:
    parts = ("observed", "estimate", "low", "high")
    named = (("kendall", kendall), ("spearman", spearman))
    return {f"{name}_{part}": getattr(one, part) for name, one in named for part in parts}

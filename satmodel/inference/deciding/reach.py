"""How far the points of a rule may reach, from intervals of the scores: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.deciding.form import Form
from satmodel.inference.deciding.scored import Scores
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.rank_sets import stepdown_sets

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a rule is applied to.

    Attributes:
        scores: k scores. before: those of the round before, of the same units; None where the rule asks for none.
        base: (k,) what a coefficient multiplies. added: (k,) points added to those of the rule.
        best: whether the ``"high"`` or the ``"low"`` score is the better one.
        order: (k,) each unit's place in the order by which ties are broken.
        draws, seed: for what is drawn.
    """

    scores: Scores
    before: Scores | None
    base: Array
    added: Array
    best: str
    order: Array
    draws: int
    seed: int

    @property
    def gain(self) -> Array | None:
        """(k,) how much better each score is than before."""
        return None if self.before is None else self.better(self.scores.value, self.before.value)

    def better(self, now: Array, before: Array) -> Array:
        """How much better scores are than others."""
        return now - before if self.best == "high" else before - now

    def totals(self, form: Form, score: Array, gain: Array | None) -> Array:
        """(…, k) the points of the rule and those added to them."""
        return self.added + form.points(score, base=self.base, gain=gain, best=self.best, order=self.order)


def ranges(form: Form, given: Given, alpha: float, *, together: bool) -> tuple[Array, Array]:
    """(k,) ends of the points of the rule, that hold for each unit, or for all together, with probability 1 − α.

    Args:
        form: the rule. given: what it is applied to. alpha: α.
        together: whether the ends hold for all units together.

    Formula:
        What the points depend on (own score, improvement, ranks, the average of all) shares α equally, by Bonferroni,
        and each part's points are taken over the whole of its interval. With a single one nothing is lost.
    """
    scores = given.scores
    own_counts = form.multiplier is not None or not form.own.straight or form.own.slope.any() or form.vetoes
    parts = bool(own_counts) + (form.bonus is not None) + bool(form.ranked) + form.anchored
    each = alpha / max(parts, 1)
    single = each / len(scores) if together else each
    low, high = (form.snapped(end) for end in scores.interval(single))
    average = _average(scores, each) if form.anchored else None
    least, most = _images(form, given.base, low, high, average)
    if form.bonus is not None and given.before is not None:
        least, most = _added((least, most), form.bonus.image(*gains(given, single)))
    for one in form.ranked:
        best, worst = rank_ends(given, each)
        least, most = _added((least, most), (one.of(worst.astype(float)), one.of(best.astype(float))))
    for bound, _ in form.vetoes:
        if not form.single:
            least, most = np.where(low < bound, np.minimum(least, 0.0), least), np.where(high < bound, 0.0, most)
            least = np.where(high < bound, 0.0, least)
            most = np.where(low < bound, np.maximum(most, 0.0), most)
    return form.rounded(least), form.rounded(most)


def _added(first: tuple[Array, Array], second: tuple[Array, Array]) -> tuple[Array, Array]:
    return first[0] + second[0], first[1] + second[1]


def _images(
    form: Form, base: Array, low: Array, high: Array, average: tuple[float, float] | None
) -> tuple[Array, Array]:
    """(k,) ends of what the units' own scores give."""
    if form.multiplier is None:
        return form.curve(0.0).image(low, high) if form.single else form.own.image(low, high)
    found = []
    for i, one in enumerate(base):
        mine = low[i : i + 1], high[i : i + 1]
        if form.single:
            found.append(form.curve(float(one)).image(*mine))
            continue
        least, most = form.multiplier.times(float(one)).image(*mine)
        if average is not None:
            ends = np.array([least / average[0], least / average[1], most / average[0], most / average[1]])
            least, most = ends.min(axis=0), ends.max(axis=0)
        found.append(_added((least, most), form.own.image(*mine)))
    least, most = (np.concatenate(ends) for ends in zip(*found, strict=True))
    return least, most


def _average(scores: Scores, alpha: float) -> tuple[float, float]:
    """The ends of the average of all scores."""
    mean, se = float(scores.value.mean()), float(np.sqrt(scores.cov.sum())) / len(scores)
    half = float(stats.t.isf(alpha / 2, scores.df.min())) * se
    return mean - half, mean + half


def gains(given: Given, alpha: float) -> tuple[Array, Array]:
    """(k,) ends of the intervals of the improvements, two independent rounds: by t, or Newcombe's for rates.

    Formula:
        Rates: d − √((p − l)² + (u' − p')²) to d + √((u − p)² + (p' − l')²), with the exact ends l, u of each round.

    Source:
        Welch (1947), Biometrika 34, 28-35; Newcombe (1998), Statistics in Medicine 17, 873-890.
    """
    now, before = given.scores, given.before
    gain = given.gain
    if before is None or gain is None:
        return np.zeros(len(now)), np.zeros(len(now))
    first, second = (now, before) if given.best == "high" else (before, now)
    if now.shares is not None:
        (l1, u1), (l2, u2) = first.interval(alpha), second.interval(alpha)
        down = np.hypot(first.value - l1, u2 - second.value)
        up = np.hypot(u1 - first.value, second.value - l2)
        return gain - down, gain + up
    a, b = np.diag(now.cov), np.diag(before.cov)
    bottom = np.where(np.isinf(now.df), 0.0, a**2 / now.df) + np.where(np.isinf(before.df), 0.0, b**2 / before.df)
    df = np.where(bottom > 0, (a + b) ** 2 / np.where(bottom > 0, bottom, 1.0), np.inf)
    half = stats.t.isf(alpha / 2, df) * np.sqrt(a + b)
    return gain - half, gain + half


def rank_ends(given: Given, alpha: float) -> tuple[Counts, Counts]:
    """(k,) best and worst ranks that the scores leave open, all units together with probability 1 − α."""
    scores = given.scores
    if scores.shares is not None:
        low, high = scores.interval(alpha / len(scores))
        return disjoint(low, high) if given.best == "high" else disjoint(-high, -low)
    value = scores.value if given.best == "high" else -scores.value
    sets = stepdown_sets(pairs_of(value, scores.cov, scores.df), level=1 - alpha, draws=given.draws, seed=given.seed)
    return sets.low, sets.high


def total_ends(form: Form, given: Given, alpha: float) -> tuple[Counts, Counts]:
    """(k,) best and worst assessment ranks that are left open, all units together with probability 1 − α.

    Straight lines in the scores keep their covariance and are compared pair by pair, step by step; ranks alone are
    those of the scores; else two units are told apart where the ranges that hold for all together do not meet.

    Source:
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Klein, Wright & Wieczorek
        (2020), Journal of the Royal Statistical Society C 69, 589-606.
    """
    scores, count = given.scores, len(given.scores)
    same = not given.added.any()
    if form.straight and scores.shares is None:
        slope, total = lines(form, given)
        cov = scores.cov * np.outer(slope, slope)
        pairs = pairs_of(total, cov, scores.df)
        sets = stepdown_sets(pairs, level=1 - alpha, draws=given.draws, seed=given.seed)
        return sets.low, sets.high
    if form.ranks_only and same and all(one.strict and count <= len(one.points) + 1 for one in form.ranked):
        return rank_ends(given, alpha)
    low, high = ranges(form, given, alpha, together=True)
    return disjoint(low + given.added, high + given.added)


def lines(form: Form, given: Given) -> tuple[Array, Array]:
    """(k,) slopes and values of totals that are straight lines in the scores; those with an average times it."""
    own = float(form.own.slope[0])
    slope = np.full(len(given.scores), own)
    if form.multiplier is not None:
        slope = slope + given.base * float(form.multiplier.slope[0])
    return slope, given.added + float(form.own.height[0]) + slope * given.scores.value


def disjoint(low: Array, high: Array) -> tuple[Counts, Counts]:
    """(k,) best and worst ranks, the largest first, where intervals that do not meet are told apart."""
    count = len(low)
    above = count - np.searchsorted(np.sort(low), high, side="right")
    below = np.searchsorted(np.sort(high), low, side="left")
    return (1 + above).astype(np.intp), (count - below).astype(np.intp)

"""Scores into assessment points with all that is uncertain about them: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.deciding.believed import Believed, BelievedScores
from satmodel.inference.deciding.curves import Curve
from satmodel.inference.deciding.form import ROUNDING, Form
from satmodel.inference.deciding.reach import Given, ranges, total_ends
from satmodel.inference.judging.units import places

Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """The points of k units.

    Attributes:
        points, low, high: (k,) points by the rule, and the ends of their intervals.
        se: (k,) standard deviation of the points over samples like this one.
        expected: (k,) points to expect of the true scores; None where the spread of the units cannot be told.
        per_point: (k,) what the last point of score is worth: the points less those at a score worse by one.
        per_answer: (k,) for rates: what one answer of those behind a full rate takes away; None for scores in points.
        rank, rank_tied, rank_low, rank_high: (k,) rank of the total, 1 the most points; the last that it shares; the
            ends of its set.
        moved: (k,) how likely the true scores give another rank; None where the spread cannot be told.
        noise: the part of the spread of the points that sampling alone would make; None for one unit or no spread.
        quantiles: whether the intervals are quantiles over draws.
    """

    points: Array
    low: Array
    high: Array
    se: Array
    expected: Array | None
    per_point: Array
    per_answer: Array | None
    rank: Counts
    rank_tied: Counts
    rank_low: Counts
    rank_high: Counts
    moved: Array | None
    noise: float | None
    quantiles: bool


def converted(form: Form, given: Given, believed: Believed | None, level: float) -> Conversion:
    """Apply a rule to k scores.

    Args:
        form: the rule. given: what it is applied to.
        believed: what the true scores are taken to be; None where that cannot be told.
        level: confidence level.
    """
    scores, gain = given.scores, given.gain
    points = given.totals(form, scores.value, gain) - given.added
    drawn = not form.single and not form.ranked and (form.anchored or _both(form))
    rng = np.random.default_rng(given.seed)
    sample = None if form.single else _sampled(form, given, rng)
    if drawn and sample is not None:
        low, high = np.quantile(sample, [(1 - level) / 2, (1 + level) / 2], axis=0)
    else:
        low, high = ranges(form, given, 1 - level, together=False)
    # a knife edge of rounding, or of a tie, may leave the points themselves outside
    low, high = np.minimum(low, points), np.maximum(high, points)
    se = sample.std(axis=0, ddof=1) if sample is not None else _spread(form, given)
    step = 1.0 if given.best == "high" else -1.0
    worse = points - _alone(form, given, scores.value - step)
    rank, tied = places(_tidy(points + given.added))
    best, worst = total_ends(form, given, 1 - level) if len(scores) > 1 else (rank, rank)
    expected, moved = _believed(form, given, believed, (rank, tied), rng)
    # the place in the list, a tie of rounded points included, is always among those that are left open
    ends = np.minimum(best, rank), np.maximum(worst, tied)
    noise = _noise(points, se, scores.cov, sample, given, form)
    return Conversion(
        points,
        low,
        high,
        se,
        expected,
        worse,
        _one_answer(form, given),
        rank,
        tied,
        *ends,
        moved,
        noise,
        drawn,
    )


def _tidy(total: Array) -> Array:
    return np.round(total, 9)


def _both(form: Form) -> bool:
    """Whether points depend on the own score beside the improvement."""
    return form.multiplier is not None or bool(form.own.slope.any()) or not form.own.straight or bool(form.vetoes)


def _sampled(form: Form, given: Given, rng: np.random.Generator) -> Array:
    """(draws, k) points of other samples."""
    now = given.scores.sampled(given.draws, rng)
    gain = None if given.before is None else given.better(now, given.before.sampled(given.draws, rng))
    return form.points(now, base=given.base, gain=gain, best=given.best, order=given.order)


def _spread(form: Form, given: Given) -> Array:
    """(k,) standard deviations of points that depend on the own score alone, in closed form.

    Formula:
        Scores: that of the rule of a normal value (``Curve.moments``). Rates: Σ_x f(x / n)² p_x − (Σ_x f(x / n) p_x)²
        over the binomial p_x with half an answer added at each end to the rate, so that a full one varies too.
    """
    scores = given.scores
    if scores.shares is not None:
        hits = scores.value / 100 * scores.shares
        rate, size = (hits + 0.5) / (scores.shares + 1), np.maximum(np.round(scores.shares), 1.0)
        curves = [form.curve(float(one)) for one in given.base]
        return np.array([_binomial_sd(*parts) for parts in zip(curves, rate, size, strict=True)])
    if form.multiplier is None:
        return form.curve(0.0).moments(scores.value, scores.se)[1]
    parts = zip(given.base, scores.value, scores.se, strict=True)
    return np.array([form.curve(float(b)).moments(np.array([m]), np.array([s]))[1][0] for b, m, s in parts])


def _binomial_sd(curve: Curve, rate: float, n: float) -> float:
    """Standard deviation of a function of a binomial rate in per cent."""
    centre, reach = n * rate, 9 * np.sqrt(n * rate * (1 - rate)) + 9
    x = np.arange(max(0.0, np.floor(centre - reach)), min(n, np.ceil(centre + reach)) + 1)
    weight, value = stats.binom.pmf(x, n, rate), curve(np.round(100 * x / n, ROUNDING))
    mean = (weight * value).sum()
    return float(np.sqrt((weight * (value - mean) ** 2).sum()))


def _alone(form: Form, given: Given, score: Array) -> Array:
    """(k,) points of each unit, had it alone another score."""
    found = np.empty(len(score))
    for i, one in enumerate(score):
        other = given.scores.value.copy()
        other[i] = one
        gain = None if given.before is None else given.better(other, given.before.value)
        found[i] = (given.totals(form, other, gain) - given.added)[i]
    return found


def _one_answer(form: Form, given: Given) -> Array | None:
    """(k,) points of a full rate less those with one answer of n against it."""
    if given.scores.shares is None:
        return None
    full, step = (100.0, -100.0) if given.best == "high" else (0.0, 100.0)
    n = given.scores.n
    return _alone(form, given, np.full(len(n), full)) - _alone(form, given, full + step / n)


def _believed(
    form: Form, given: Given, believed: Believed | None, held: tuple[Counts, Counts], rng: np.random.Generator
) -> tuple[Array | None, Array | None]:
    """(k,) points to expect of the true scores, and how likely they give another rank."""
    if believed is None or form.bonus is not None:
        return None, None
    true = believed.drawn(given.scores.place, given.draws, rng)
    total = _tidy(given.totals(form, true, None))
    expected = total.mean(axis=0) - given.added
    if form.single and form.multiplier is None and isinstance(believed, BelievedScores):
        expected = form.curve(0.0).moments(believed.mean, believed.sd)[0]
    ahead = _places(total)
    moved = 1 - np.mean((ahead >= held[0]) & (ahead <= held[1]), axis=0)
    return expected, moved


def _places(total: Array) -> Counts:
    """(draws, k) rank of every total among those of its draw, the largest first; equal ones share the first."""
    order = np.argsort(-total, axis=1, kind="stable")
    falling = np.take_along_axis(total, order, axis=1)
    place = np.broadcast_to(np.arange(total.shape[1]), total.shape).copy()
    place[:, 1:][falling[:, 1:] == falling[:, :-1]] = 0
    found = np.empty(total.shape, dtype=np.intp)
    np.put_along_axis(found, order, 1 + np.maximum.accumulate(place, axis=1), axis=1)
    return found


def _noise(points: Array, se: Array, cov: Array, sample: Array | None, given: Given, form: Form) -> float | None:
    """The expected variance between the units of what sampling adds, over that of the points.

    Formula:
        Σ_i (C_ii − mean_j C_ij) / (k − 1) over s², C the covariance of the points over samples.
    """
    count = len(points)
    spread = float(np.var(points, ddof=1)) if count > 1 else 0.0
    if spread <= 1e-18 * float(np.abs(points).max(initial=0.0)) ** 2 or spread == 0:
        return None
    if sample is not None:
        of_points = np.atleast_2d(np.cov(sample, rowvar=False))
    elif given.scores.shares is not None:
        of_points = np.diag(se**2)
    else:
        root = given.scores.se
        # correlated scores keep their correlation, exactly where the rule is a straight line
        scale = np.where(root > 0, se / np.where(root > 0, root, 1.0), 0.0)
        of_points = cov * np.outer(scale, scale)
    noise = (np.trace(of_points) - of_points.sum() / count) / (count - 1)
    return float(min(noise / spread, 1.0))

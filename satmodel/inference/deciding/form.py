"""A rule of conversion as functions of scores, and the points they give: arrays only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.deciding.curves import Curve
from satmodel.inference.judging.units import places

Array = NDArray[np.float64]

ROUNDING = 9  # decimals to which a score is read, so that 0.29 as a share is 29 per cent and not a hair less


@dataclass(frozen=True, slots=True, eq=False)
class RankPoints:
    """Points by rank: (r,) those of the first ranks, those of the rest, and what tied units get."""

    points: tuple[float, ...]
    rest: float
    ties: str

    @property
    def strict(self) -> bool:
        """Whether every rank named is worth more than the next, the rest included."""
        return bool(np.all(np.diff([*self.points, self.rest]) < 0))

    def of(self, rank: Array) -> Array:
        """The points of ranks, those between two ranks in proportion."""
        known = np.array([*self.points, self.rest])
        return np.interp(rank, np.arange(1, len(known) + 1), known)

    def given(self, first: Array, last: Array, place: Array) -> Array:
        """The points of units whose ranks span ``first`` to ``last``; ``place`` is their rank by the order given."""
        if self.ties == "order":
            return self.of(place)
        if self.ties == "share":
            every = np.concatenate([[0.0], np.cumsum(self.of(np.arange(1, len(first) + 1)))])
            return np.asarray((every[last.astype(int)] - every[first.astype(int) - 1]) / (last - first + 1))
        return self.of({"min": first, "max": last, "mean": (first + last) / 2}[self.ties])


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A rule as functions.

    Attributes:
        multiplier: what the base is multiplied by, as a function of the score; None without a coefficient.
        anchored: whether the multiplier is divided by the average score of all units.
        own: points as a function of the unit's own score.
        bonus: points as a function of its improvement; None without one.
        ranked: points by rank. order: names by which ties are broken.
        vetoes: (bound, excludes): below the bound the total is zero, or the unit takes no part.
        decimals: of the points, None for none; cut: whether further ones are cut off. score_decimals: to which the
            score is rounded first, None for not at all.
    """

    multiplier: Curve | None
    anchored: bool
    own: Curve
    bonus: Curve | None
    ranked: tuple[RankPoints, ...]
    order: tuple[Any, ...]
    vetoes: tuple[tuple[float, bool], ...]
    decimals: int | None
    cut: bool
    score_decimals: int | None

    @property
    def single(self) -> bool:
        """Whether a unit's points depend on its own score alone."""
        return not self.anchored and self.bonus is None and not self.ranked

    @property
    def straight(self) -> bool:
        """Whether the order of the totals is that of straight lines in the units' own scores."""
        plain = self.bonus is None and not self.ranked and not self.vetoes and self.own.straight
        # with an average below, lines that add points besides turn with it
        return plain and (not self.anchored or (not self.own.slope.any() and not self.own.height.any()))

    @property
    def ranks_only(self) -> bool:
        """Whether the points follow the order of the scores and nothing else."""
        others = self.own.slope.any() or self.own.height.any() or self.multiplier or self.bonus or self.vetoes
        return bool(self.ranked) and not others

    def curve(self, base: float) -> Curve:
        """The points of one unit as a function of its own score, with its base; without ranks, averages and bonus."""
        whole = self.own if self.multiplier is None else self.own.plus(self.multiplier.times(base))
        for bound, _ in self.vetoes:
            whole = whole.zero_below(bound)
        return whole

    def points(
        self, score: Array, *, base: Array, gain: Array | None = None, best: str = "high", order: Array | None = None
    ) -> Array:
        """The points of k units.

        Args:
            score: (…, k) scores in the unit of the rule. base: (k,) what a coefficient multiplies.
            gain: (…, k) their improvement, where the rule has a bonus.
            best: whether the ``"high"`` or the ``"low"`` score is the better one, for ranks.
            order: (k,) the place of each unit in the order by which ties are broken.

        Returns:
            (…, k) points, rounded as the rule says; 0 under a veto.
        """
        score = self.snapped(score)
        total = self.own(score)
        if self.multiplier is not None:
            below = score.mean(axis=-1, keepdims=True) if self.anchored else 1.0
            total = total + base * self.multiplier(score) / below
        if self.bonus is not None and gain is not None:
            total = total + self.bonus(np.round(gain, ROUNDING))
        for one in self.ranked:
            total = total + _by_rank(one, score if best == "high" else -score, order)
        for bound, _ in self.vetoes:
            total = np.where(score < bound, 0.0, total)
        return self.rounded(total)

    def excluded(self, score: Array) -> NDArray[np.bool_]:
        """(k,) which scores a veto takes no part with."""
        bounds = [bound for bound, excludes in self.vetoes if excludes]
        return np.asarray(self.snapped(score) < max(bounds, default=-np.inf))

    def snapped(self, score: Array) -> Array:
        """Scores as the rule reads them."""
        if self.score_decimals is None:
            return np.asarray(np.round(score, ROUNDING))
        return half_up(score, self.score_decimals)

    def rounded(self, points: Array) -> Array:
        """Points rounded as the rule says."""
        if self.decimals is None:
            return points
        if not self.cut:
            return half_up(points, self.decimals)
        scale = 10.0**self.decimals
        return np.trunc(np.asarray(points) * scale + np.sign(points) * 1e-6) / scale


def half_up(value: Array, decimals: int) -> Array:
    """Rounded half away from zero, as published tables are; a hair below the half counts as the half."""
    scale = 10.0**decimals
    return np.asarray(np.sign(value) * np.floor(np.abs(value) * scale + 0.5 + 1e-6) / scale)


def _by_rank(points: RankPoints, score: Array, order: Array | None) -> Array:
    if score.ndim == 1:
        first, last = (part.astype(float) for part in places(score))
        place = first
        if points.ties == "order" and order is not None:
            # among units of one rank, those named earlier in the order come first
            place = first + np.array([np.sum((first == first[i]) & (order < order[i])) for i in range(len(first))])
        return points.given(first, last, place)
    # drawn scores are never tied
    rank = np.empty(score.shape)
    np.put_along_axis(rank, np.argsort(-score, axis=-1), np.arange(1.0, score.shape[-1] + 1), axis=-1)
    return points.of(rank)

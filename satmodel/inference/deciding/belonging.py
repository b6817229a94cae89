"""How likely each unit belongs to each group of places, now and in a second survey: arrays only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from satmodel.inference.ranking.posterior import FEWEST, MATRIX, Posterior, posterior_of, top_probabilities, uses_draws
from satmodel.inference.shrinking.between import known_exactly

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

BLOCK = 2**20  # numbers held at once while drawing


@dataclass(frozen=True, slots=True, eq=False)
class Belonging:
    """How likely k units hold each place, and each of b groups of places.

    Attributes:
        found: what the true values are taken to be.
        places: (k, k) probability of each true place, a unit's in a row, place 1 first.
        probability: (k, b) of truly belonging to each group. again: (k, b) of being put there by a second survey.
        expected: (k,) the value to expect in a second survey.
        better: (k,) probability that the second value lies further towards the places asked for.
        drawn: whether random numbers were used.
    """

    found: Posterior
    places: Array
    probability: Array
    again: Array
    expected: Array
    better: Array
    drawn: bool


def belonging(value: Array, cov: Array, sizes: Counts, *, draws: int, seed: int) -> Belonging | None:
    """The chances of k units to belong to each group of places, counted from the largest value.

    Args:
        value: (k,) estimates, the largest holds place 1. cov: (k, k) their covariance.
        sizes: (b,) how many places each group has, in order; they add up to k.
        draws, seed: used where errors are correlated, or for more than 200 units.

    Returns:
        The chances; None where units are too few to tell their spread, or a combination of them is known exactly.

    Formula:
        θ given y has means m and covariance C (``ranking.posterior``); a second survey of the same sizes, at the same
        true values, gives values with means m and covariance C + V.
    """
    if len(value) < FEWEST or known_exactly(cov):
        return None
    found, future = posterior_of(value, cov), Futures.of(value, cov)
    second = second_survey(found, cov)
    places = place_chances(found, future, draws=draws, seed=seed)
    again = place_chances(second, future, draws=draws, seed=seed)
    reach = np.sqrt(np.diag(second.cov))
    return Belonging(
        found,
        places,
        grouped(places, sizes),
        grouped(again, sizes),
        found.value,
        np.asarray(ndtr((found.value - value) / reach), dtype=float),
        uses_draws(found, 2) or uses_draws(second, 2),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """How errors are drawn for k units: what a unit draws depends on the estimates, not on the order they stand in.

    Attributes:
        order: (k,) the units from the smallest estimate to the largest. place: (k,) where each stands in it.
    """

    order: Counts
    place: Counts

    @classmethod
    def of(cls, value: Array, cov: Array) -> Futures:
        """For these (k,) estimates with this (k, k) covariance."""
        order = np.lexsort((np.diag(cov), value))
        return cls(order, np.argsort(order))

    def blocks(self, draws: int) -> list[int]:
        """In how many draws at a time so many are drawn."""
        width = max(1, BLOCK // len(self.order))
        return [min(width, draws - start) for start in range(0, draws, width)]

    def errors(self, cov: Array, draws: int, rng: np.random.Generator) -> Array:
        """(draws, k) normal errors with this (k, k) covariance."""
        normal = rng.standard_normal((draws, len(self.order)))
        if np.count_nonzero(cov - np.diag(np.diag(cov))) == 0:
            return np.asarray(normal[:, self.place] * np.sqrt(np.diag(cov)))
        size, vectors = np.linalg.eigh(cov[np.ix_(self.order, self.order)])
        drawn = normal @ (vectors * np.sqrt(np.maximum(size, 0.0))).T  # rounding may leave a size below zero
        return np.asarray(drawn[:, self.place])


def second_survey(found: Posterior, cov: Array) -> Posterior:
    """What the values of a second survey with errors alike are taken to be, given the first.

    Its ``tau2`` is that of the values, so that it is above zero where the true values do not differ.
    """
    own = None if found.own is None else np.sqrt(found.own**2 + np.diag(cov))
    return replace(found, own=own, cov=found.cov + cov, tau2=found.tau2 + float(np.diag(cov).mean()))


def place_chances(found: Posterior, future: Futures, *, draws: int, seed: int) -> Array:
    """(k, k) the probability of every place, a unit's in a row; by quadrature for up to 200 independent units."""
    count = len(found.value)
    if found.tau2 == 0:
        return np.full((count, count), 1 / count)
    if count <= MATRIX and found.own is not None:
        return np.asarray(top_probabilities(found, top=1, draws=draws, seed=seed)[1])
    held, rng = np.zeros((count, count)), np.random.default_rng(seed)
    for width in future.blocks(draws):
        drawn = found.value + future.errors(found.cov, width, rng)
        place = np.argsort(np.argsort(-drawn, axis=1), axis=1)
        cells = (np.arange(count) * count + place).ravel()
        held += np.bincount(cells, minlength=count * count).reshape(count, count)
    return held / draws


def grouped(places: Array, sizes: Counts) -> Array:
    """(k, b) probabilities of groups of places out of those of the (k, k) places."""
    ends = np.cumsum(sizes)
    return np.column_stack([places[:, end - size : end].sum(axis=1) for end, size in zip(ends, sizes, strict=True)])


@dataclass(frozen=True, slots=True, eq=False)
class Struck:
    """What a rule that strikes units named in several rounds running will do.

    Attributes:
        struck: (k,) probability of being named in all rounds, the first of which has been.
        wrong: (k,) probability of that without truly belonging there.
    """

    struck: Array
    wrong: Array

    @property
    def share(self) -> float:
        """The share of those struck that do not truly belong there; nan where in no draw any was struck."""
        struck = float(self.struck.sum())
        return float(self.wrong.sum()) / struck if struck > 0 else float("nan")


def strikes_of(
    found: Posterior, value: Array, cov: Array, named: Flags, *, top: int, strikes: int, draws: int, seed: int
) -> Struck:
    """Who of those named now will be named in each further round, at unchanged true values.

    Args:
        found: what the true values are taken to be. value: (k,) the estimates that named them.
        cov: (k, k) covariance of each round's errors. named: (k,) who is named now.
        top: how many each round names. strikes: rounds in which a unit must be named, this one included.
        draws, seed: how many futures are drawn, and where the random numbers start.
    """
    held, wrong = np.zeros(len(value)), np.zeros(len(value))
    future, rng = Futures.of(value, cov), np.random.default_rng(seed)
    for width in future.blocks(draws):
        true = found.value + future.errors(found.cov, width, rng)
        kept = np.broadcast_to(named, true.shape).copy()
        for _ in range(strikes - 1):
            kept &= among_first(true + future.errors(cov, width, rng), top)
        held += kept.sum(axis=0)
        if found.tau2 > 0:
            wrong += (kept & ~among_first(true, top)).sum(axis=0)
    if found.tau2 == 0:  # no unit is truly different: each belongs there as often as any other
        wrong = held * (1 - top / len(value))
    return Struck(held / draws, wrong / draws)


def among_first(value: Array, top: int) -> Flags:
    """(draws, k) whether each value is among the ``top`` largest of its draw."""
    found = np.zeros(value.shape, dtype=bool)
    np.put_along_axis(found, np.argpartition(-value, top - 1, axis=1)[:, :top], values=True, axis=1)
    return found

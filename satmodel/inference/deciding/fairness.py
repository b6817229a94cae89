"""How large a sample a rule that names units by their place would need: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.deciding.belonging import BLOCK, Futures, among_first

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

DRAWS = 4000  # rounds drawn: the expected number of three wrongly named is then right to a hundredth or two
FEWEST_DRAWS = 400  # of many hundred units: these name so many that fewer rounds are enough
SHOWN = (1, 2, 4, 8, 16, 32)  # times the present sample
REACH = 2.0**20  # times the present sample, beyond which no office will ask
CLOSE = 0.005  # of the factor
ZONED = 500  # rounds in which all pairs are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Rounds drawn for a rule: the same true values and errors for every sample size, so that sizes can be compared.

    Attributes:
        true: (draws, k) true values. truly: (draws, k) the group that each truly belongs to.
        error: (draws, k) errors at the present size. variance: (k,) of the errors.
        sizes: (b,) how many places each group has, in order. whole: whether every group counts, or the first alone.
    """

    true: Array
    truly: Counts
    error: Array
    variance: Array
    sizes: Counts
    whole: bool

    def wrong(self, factor: float) -> float:
        """The expected number of units put in a wrong group, of all units or of those named, at so many times the
        present sample size."""
        value = self.true + self.error / np.sqrt(factor)
        if self.whole:
            return float((_groups(value, self.sizes) != self.truly).sum(axis=1).mean())
        return float((among_first(value, int(self.sizes[0])) & (self.truly > 0)).sum(axis=1).mean())

    def sure(self, factor: float, critical: float) -> tuple[float, float]:
        """How many units are expected to be named, and how many of them wrongly, where only those are named that lie
        ``critical`` standard errors above all but the others of the first group."""
        value, truly = (self.true + self.error / np.sqrt(factor))[:ZONED], self.truly[:ZONED] == 0
        top = int(self.sizes[0])
        se = np.sqrt((self.variance[:, None] + self.variance[None, :]) / factor)
        np.fill_diagonal(se, np.inf)
        parts = np.array_split(value, max(1, value.size * len(se) // BLOCK))
        beaten = [((part[:, :, None] - part[:, None, :]) > critical * se).sum(axis=2) for part in parts]
        named = np.concatenate(beaten) >= len(self.variance) - top
        return float(named.sum(axis=1).mean()), float((named & ~truly).sum(axis=1).mean())

    def factor(self, tolerated: float) -> float:
        """How many times the present sample size it takes until no more than so many are expected to be wrong.

        Returns:
            The factor, below 1 where fewer would do; ``inf`` beyond a million.
        """
        low, high = 1 / REACH, REACH
        if self.wrong(high) > tolerated:
            return float("inf")
        while high > low * (1 + CLOSE):
            middle = float(np.sqrt(low * high))
            low, high = (low, middle) if self.wrong(middle) <= tolerated else (middle, high)
        return high


def _groups(value: Array, sizes: Counts) -> Counts:
    """(draws, k) the group of places that each value falls into."""
    found = np.empty(value.shape, dtype=np.intp)
    group = np.broadcast_to(np.repeat(np.arange(len(sizes)), sizes), value.shape)
    np.put_along_axis(found, np.argsort(-value, axis=1), group, axis=1)
    return found


def rule_of(value: Array, cov: Array, tau2: float, sizes: Counts, *, whole: bool, seed: int) -> Rule:
    """Rounds drawn for units whose true values are spread with variance τ² and whose errors have this covariance.

    Args:
        value: (k,) estimates, for the order of the draws alone. cov: (k, k) covariance of the errors.
        tau2: variance of the true values. sizes: (b,) places of each group. whole: whether every group counts.
        seed: where the random numbers start.

    Assumptions:
        A sample m times as large, or the mean of m rounds at unchanged true values, divides the covariance by m.
    """
    future, rng = Futures.of(value, cov), np.random.default_rng(seed)
    draws = max(FEWEST_DRAWS, min(DRAWS, BLOCK // len(value)))
    true = np.sqrt(tau2) * rng.standard_normal((draws, len(value)))[:, future.place]
    return Rule(true, _groups(true, sizes), future.errors(cov, draws, rng), np.diag(cov), sizes, whole)

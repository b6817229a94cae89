"""How much of a unit's score lasts over rounds, from mean squares between and within units: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.inference.shrinking.between import own_errors

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of k units in r rounds, and the part of each that sampling error makes up.

    Attributes:
        units, rounds: k and r. between: mean square between units. within: of units by rounds.
        error_between, error_within: what sampling error adds to each. error: mean error variance of one round.
    """

    units: int
    rounds: int
    between: float
    within: float
    error_between: float
    error_within: float
    error: float

    @property
    def passing(self) -> float:
        """The variance of what is true of a unit in one round only, in squared points; zero or more."""
        return max(self.within - self.error_within, 0.0)

    @property
    def lasting(self) -> float:
        """The variance of the units' lasting levels, in squared points; zero or more."""
        return max((self.between - self.error_between - self.passing) / self.rounds, 0.0)

    @property
    def ratio(self) -> float:
        """F, the mean square between units in those within."""
        return self.between / self.within

    def one(self, ratio: float | None = None) -> float:
        """The reliability of one round: the share of its variance between units that lasts.

        Args:
            ratio: F; the one found by default.

        Formula:
            (MS_b − MS_w) / (MS_b + (r − 1) MS_w) for independent rounds, ICC(C,1); otherwise each mean square less what
            its sampling errors have in common with the others.
        """
        lasting = self._lasting(ratio)
        rest = max(self.within - self.error_within + self.error, 0.0)  # errors that pull rounds apart take too much
        return max(lasting / (lasting + rest), 0.0) if lasting > 0 else 0.0

    def mean(self, ratio: float | None = None) -> float:
        """The reliability of the mean of all rounds: 1 − MS_w / MS_b for independent rounds, ICC(C,r)."""
        lasting = self._lasting(ratio)
        rest = max((self.within - self.error_within + self.error_between) / self.rounds, 0.0)
        return max(lasting / (lasting + rest), 0.0) if lasting > 0 else 0.0

    def ends(self, level: float) -> tuple[float, float]:
        """The ends of the interval of F from which those of the reliabilities follow.

        Source:
            McGraw and Wong (1996), Psychological Methods 1, 30-46.
        """
        low, high = self.units - 1, (self.units - 1) * (self.rounds - 1)
        tail = (1 - level) / 2
        return self.ratio / float(stats.f.isf(tail, low, high)), self.ratio * float(stats.f.isf(tail, high, low))

    def needed(self, level: float, wanted: float) -> float:
        """The reliability of the mean that would have had to be found for the one wanted to be established."""
        df = (self.units - 1, (self.units - 1) * (self.rounds - 1))
        return 1 - (1 - wanted) / float(stats.f.isf((1 - level) / 2, *df))

    def _lasting(self, ratio: float | None) -> float:
        between = self.between if ratio is None else ratio * self.within
        return (between - self.error_between - self.within + self.error_within) / self.rounds


def mean_squares(value: Array, cov: Array) -> MeanSquares:
    """Mean squares of units in rounds.

    Args:
        value: (k, r) estimates, a unit's in a row. cov: (k, r, k, r) their covariance.

    Formula:
        MS_b = r Σ (ȳ_i. − ȳ..)² / (k − 1), MS_w = Σ (y_ij − ȳ_i. − ȳ_.j + ȳ..)² / ((k − 1)(r − 1)); with u_i the
        lasting level and w_ij what is true of one round, E MS_b = r σ_u² + σ_w² + e_b and E MS_w = σ_w² + e_w.
    """
    units, rounds = value.shape
    row, column, grand = value.mean(axis=1), value.mean(axis=0), value.mean()
    between = rounds * ((row - grand) ** 2).sum() / (units - 1)
    rest = value - row[:, None] - column[None, :] + grand
    within = (rest**2).sum() / ((units - 1) * (rounds - 1))
    together = rounds * float(own_errors(cov.mean(axis=(1, 3))).mean())
    error = float(np.mean([own_errors(cov[:, j, :, j]).mean() for j in range(rounds)]))
    apart = (rounds * error - together) / (rounds - 1)
    return MeanSquares(units, rounds, float(between), float(within), together, apart, error)


def spearman_brown(one: float, wanted: float) -> float:
    """How many rounds have to be averaged until their mean has the reliability wanted; ``inf`` for none.

    Source:
        Spearman (1910), British Journal of Psychology 3, 271-295; Brown (1910), ibid. 296-322.

    Examples:
        >>> round(spearman_brown(0.5, 0.8), 6)
        4.0
    """
    return float("inf") if one <= 0 else wanted * (1 - one) / (one * (1 - wanted))

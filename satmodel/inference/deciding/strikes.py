"""How often units are among the last in several rounds: observed, by chance alone, and under a model: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.deciding.belonging import Futures, among_first

Array = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What rounds come to that are drawn from one model of k units in r rounds.

    Attributes:
        times: (r + 1,) expected number of units among the last in exactly so many rounds.
        struck: expected number of units struck by the rule. wrong: how many of them do not truly belong there.
        many: probability that at least as many units as observed are among the last in every round.
    """

    times: Array
    struck: float
    wrong: float
    many: float

    @property
    def share(self) -> float:
        """The share of those struck that do not truly belong there."""
        return self.wrong / self.struck if self.struck > 0 else float("nan")


def longest(flags: Flags) -> Counts:
    """(…) the longest run of true values along the last axis."""
    run = np.zeros(flags.shape[:-1], dtype=np.intp)
    most = run.copy()
    for j in range(flags.shape[-1]):
        run = np.where(flags[..., j], run + 1, 0)
        most = np.maximum(most, run)
    return most


def drawn_rounds(  # noqa: PLR0913 -- a model in its parts, the rule, and the draws
    value: Array,
    cov: Array,
    *,
    lasting: float,
    passing: float,
    last: int,
    strikes: int,
    observed: int,
    draws: int,
    seed: int,
) -> Drawn:
    """Rounds drawn anew, with errors as large as those of the rounds given.

    Args:
        value: (k, r) estimates, for the order of the draws alone. cov: (k, r, k, r) covariance of their errors.
        lasting, passing: variances of the lasting levels and of what is true of one round only; no lasting differences
            for chance alone.
        last: how many places a round names. strikes: rounds running after which the rule strikes.
        observed: how many units were among the last in every round. draws, seed: as usual.
    """
    units, rounds = value.shape
    rng = np.random.default_rng(seed)
    order = np.lexsort((cov[np.arange(units), 0, np.arange(units), 0], value.mean(axis=1)))
    whole = (order[:, None] * rounds + np.arange(rounds)).ravel()
    future, flat = Futures(whole, np.argsort(whole)), cov.reshape(units * rounds, units * rounds)
    place = np.argsort(order)
    times, struck, wrong, many = np.zeros(rounds + 1), 0.0, 0.0, 0
    for width in future.blocks(draws):
        true = np.sqrt(lasting) * rng.standard_normal((width, units))[:, place]
        own = np.sqrt(passing) * rng.standard_normal((width, units, rounds))[:, place]
        shown = true[:, :, None] + own + future.errors(flat, width, rng).reshape(width, units, rounds)
        named = np.stack([among_first(shown[:, :, j], last) for j in range(rounds)], axis=2)
        count = named.sum(axis=2)
        times += np.bincount(count.ravel(), minlength=rounds + 1)
        out = longest(named) >= strikes
        struck += float(out.sum())
        wrong += float((out & ~among_first(true, last)).sum()) if lasting > 0 else float(out.sum()) * (1 - last / units)
        many += int(((count == rounds).sum(axis=1) >= observed).sum())
    return Drawn(times / draws, struck / draws, wrong / draws, many / draws)

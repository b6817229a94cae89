"""The scores that a rule converts: their intervals, what another sample would give, and what is taken to be true."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.estimation.share_intervals import Intervals, intervals, share_interval
from satmodel.estimation.ticket_rates import ALL, TicketRates
from satmodel.inference.deciding.believed import Believed, believed_rates, believed_scores, deviations
from satmodel.inference.judging.near_end import ends_of, half_answers
from satmodel.inference.judging.units import check_one_level
from satmodel.step import Step

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """k scores in the unit of a rule.

    Attributes:
        labels: a MultiIndex of length k with one level.
        value: (k,) scores. cov: (k, k) their covariance. df, n: (k,).
        shares: (k,) effective numbers behind rates, in which case ``value`` is in per cent; None for scores in points.
        widened: (k,) whether half an answer at each end of the scale was added when the spread was measured.
        ends: of the scale, where they are known; no interval reaches beyond them.
        apart: what has no score. step: how they were made.
    """

    labels: pd.MultiIndex
    value: Array
    cov: Array
    df: Array
    n: Array
    shares: Array | None
    widened: Flags
    ends: tuple[float, float] | None
    apart: pd.DataFrame
    step: Step

    def __len__(self) -> int:
        return len(self.value)

    @property
    def se(self) -> Array:
        """(k,) standard errors."""
        return np.sqrt(np.maximum(np.diag(self.cov), 0.0))

    @property
    def place(self) -> NDArray[np.intp]:
        """(k,) the place of each unit in the order of the draws, which depends on the scores alone."""
        return np.argsort(np.lexsort((self.n, self.se, self.value)))

    def take(self, rows: NDArray[np.intp]) -> Scores:
        """Some of the scores, in the order asked for."""
        parts = {name: getattr(self, name)[rows] for name in ("labels", "value", "df", "n", "widened")}
        shares = None if self.shares is None else self.shares[rows]
        return replace(self, **parts, cov=self.cov[np.ix_(rows, rows)], shares=shares)

    def interval(self, alpha: float) -> tuple[Array, Array]:
        """(k,) ends of the intervals that miss with probability alpha each: by t, or exact for rates."""
        if self.shares is not None:
            low, high = share_interval(self.value / 100, self.shares, method="clopper-pearson", level=1 - alpha)
            return 100 * low, 100 * high
        half = stats.t.isf(alpha / 2, self.df) * self.se
        low, high = self.value - half, self.value + half
        return (low, high) if self.ends is None else (np.maximum(low, self.ends[0]), np.minimum(high, self.ends[1]))

    def sampled(self, draws: int, rng: np.random.Generator) -> Array:
        """(draws, k) scores as far off as another sample's: normal or t around the scores, Jeffreys' beta for rates."""
        place = self.place
        if self.shares is not None:
            hits = self.value / 100 * self.shares
            return 100 * _betas(hits + 0.5, self.shares - hits + 0.5, place, draws, rng)
        normal = deviations(self.cov, self.value, place, draws, rng)
        finite = np.isfinite(self.df)
        if finite.any():
            order = np.argsort(place)
            chi = rng.chisquare(np.where(finite, self.df, 1.0)[order], (draws, len(place)))[:, place]
            normal = np.where(finite, normal / np.sqrt(chi / np.where(finite, self.df, 1.0)), normal)
        return self.value + normal

    def believed(self) -> Believed | None:
        """What the true scores are taken to be, from the spread of all units; None where it cannot be told."""
        if self.shares is not None:
            return believed_rates(self.value / 100 * self.shares, self.shares)
        return believed_scores(self.value, self.cov)


def scores_of(source: Estimates | Intervals | TicketRates, unit: str, level: float) -> Scores:
    """The scores in the unit of a rule.

    Args:
        source: estimates; or rates with their counts, among which those of 0 and 1 have a place too.
        unit: ``"points"`` or ``"percent"``. level: of the interval by which an effective number is found.

    Raises:
        SettingError: rates for a rule in points, or numbers that look like shares for a rule in per cent.
        NotEstimable: there are no scores.
    """
    if isinstance(source, TicketRates):
        rows = source.shares.xs("satisfied", level="rate") if "satisfied" in _rates(source) else source.shares[:0]
        rows = rows.drop(index=ALL, errors="ignore")
        if not len(rows):
            raise NotEstimable("no department has rated tickets, so there is no satisfied rate to convert")
        counted = intervals(rows[["count", "n"]], level=level)
        lost = source.apart[source.apart["rate"] == "satisfied"].drop(columns="rate").assign(estimate=np.nan)
        step = Step("ticket_share", {"rate": "satisfied", "measure": "share", "level": level}, (source.step,))
        apart = pd.concat([nothing_apart(["unit"]), lost]) if len(lost) else nothing_apart(["unit"])
        return _rated(replace(counted, step=step, apart=apart[["unit", "estimate", "n", "reason"]]), unit)
    if isinstance(source, Intervals):
        return _rated(source, unit)
    if not isinstance(source, Estimates):
        raise SettingError("convert takes estimates, rates with their intervals, or the rates of tickets")
    check_one_level(source)
    if source.step.measure == "share" and not source.step.find("net"):
        found = _counted(source, level) if source.step.method == "ticket_share" else intervals(source, level=level)
        return _rated(replace(found, step=source.step), unit)
    if not len(source):
        raise NotEstimable(f"there is nothing to convert; not estimable: {quoted(source.apart.iloc[:, 0].tolist())}")
    if source.step.find("net"):
        raise SettingError("net scores are neither points of a scale nor rates; convert the rates they are made of")
    if unit == "percent" and np.all(np.abs(source.value) <= 1):
        raise SettingError("the rule is for per cent, and the scores look like shares; multiply them by 100")
    wider, near = half_answers(source)
    parts = (source.labels, source.value, wider.cov, source.df, source.n, None, near)
    return Scores(*parts, ends_of(source.step), source.apart, source.step)


def _counted(source: Estimates, level: float) -> Intervals:
    """Rates of tickets as the counts they came from, those of 0 and 1 among them."""
    bounded = source.apart["reason"] == "no_variance"
    names = [*source.labels.get_level_values(0), *source.apart.loc[bounded, "unit"]]
    share = np.concatenate([source.value, source.apart.loc[bounded, "estimate"].to_numpy(dtype=float)])
    n = np.concatenate([source.n, source.apart.loc[bounded, "n"].to_numpy(dtype=float)])
    frame = pd.DataFrame({"count": np.round(share * n), "n": n}, index=pd.Index(names, name="unit"))
    return replace(intervals(frame, level=level), apart=source.apart[~bounded].reset_index(drop=True))


def _rates(source: TicketRates) -> set[str]:
    return set(source.shares.index.get_level_values("rate"))


def _rated(found: Intervals, unit: str) -> Scores:
    if unit != "percent":
        raise SettingError('the rule is for scores in points, and these are rates; write unit = "percent" in the rule')
    if found.labels.nlevels > 1:
        raise SettingError(f"choose one rate with .take: the rates have the levels {quoted(list(found.labels.names))}")
    value, n = found.value, found.n_effective
    cov = np.diag(value * (1 - value) / n)
    free, plain = np.full(len(value), np.inf), np.zeros(len(value), dtype=bool)
    return Scores(found.labels, 100 * value, 1e4 * cov, free, found.n, n, plain, None, found.apart, found.step)


def _betas(a: Array, b: Array, place: NDArray[np.intp], draws: int, rng: np.random.Generator) -> Array:
    order = np.argsort(place)
    return np.asarray(rng.beta(a[order], b[order], (draws, len(a)))[:, place])

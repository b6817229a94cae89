"""Intervals of shares: five methods, an effective number of respondents, and exact bounds where nothing was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, nothing_apart, plain_index
from satmodel.estimation.wilson import wilson
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]

METHODS = ("wilson", "clopper-pearson", "korn-graubard", "jeffreys", "normal")


@dataclass(frozen=True, slots=True, eq=False)
class Intervals(Result):
    """The intervals of k shares.

    Attributes:
        labels: a MultiIndex of length k, as in the estimates.
        value: (k,) shares from 0 to 1. low, high: (k,) the ends of their intervals.
        n: (k,) respondents behind each. n_effective: (k,) as many drawn one by one would give the same error.
        bound: (k,) where nobody or everybody is counted, the one-sided exact bound of the share; else ``nan``.
        method: the method's name. level: confidence level.
        apart: what has no interval at all, as in the estimates.
        step: how they were made.
    """

    labels: pd.MultiIndex
    value: Array
    low: Array
    high: Array
    n: Array
    n_effective: Array
    bound: Array
    method: str
    level: float
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a share: estimate, low, high, n, n_effective, bound, method."""
        columns = {
            "estimate": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "n_effective": self.n_effective,
            "bound": self.bound,
            "method": self.method,
        }
        return pd.DataFrame(columns, index=plain_index(self.labels))

    @property
    def chart(self) -> Chart | None:
        """A dot and a line for every share, or a matrix where there are two labels; none where there are three."""
        names = list(self.labels.names)
        if len(names) > 2:
            return None
        columns = {"label": names[-1], "value": "estimate", "low": "low", "high": "high"}
        if len(names) == 2:
            columns |= {"label": names[0], "panel": names[1]}
        return Chart("intervals", self.table.reset_index(), columns, {"level": self.level})

    @property
    def findings(self) -> tuple[Finding, ...]:
        half = (self.high - self.low) / 2
        values = {
            "count": len(self.value),
            "method": self.method,
            "level": self.level,
            "half_low": float(half.min()),
            "half_high": float(half.max()),
        }
        found = [Finding("intervals.range", values)]
        for i in np.flatnonzero(~np.isnan(self.bound)):
            values = {"name": name_of(self.labels[i]), "n": float(self.n[i]), "bound": float(self.bound[i])}
            kind = "intervals.none" if self.value[i] == 0 else "intervals.all"
            found.append(Finding(kind, values | {"level": self.level}))
        found += [
            Finding("estimates.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)


def intervals(
    shares: Estimates | Mapping[Any, tuple[int, int]] | pd.DataFrame,
    *,
    method: str = "wilson",
    level: float = 0.95,
) -> Intervals:
    """Give shares the intervals that hold near 0 and 1 too, and bounds where nobody or everybody is counted.

    Args:
        shares: estimates of rates, such as those of :func:`satmodel.rates`; or counts: a frame with the columns
            ``count`` and ``n``, or ``{name: (count, n)}``.
        method: ``"wilson"``: close to its level on average, the default; ``"clopper-pearson"``: never below its level
            with independent answers, for a verdict that will be contested; ``"korn-graubard"``: Clopper-Pearson with
            the effective n of a design, for clusters and weights; ``"jeffreys"``; ``"normal"``: estimate ± t · se, too
            short near 0 and 1, for comparison only.
        level: confidence level.

    Returns:
        The intervals, in shares. With clusters, weights or a finite population, and for means of several rates,
        every method uses n_effective instead of n. A share without a variance
        (0 or 1) gets the n_effective that its n has at the mean loss of the other shares of the same measure; in a
        sample drawn one by one without weights it keeps its n.

    Assumptions:
        Answers are independent, or an effective n stands for what clusters and weights do to the error. Coverage of
        Wilson's and Jeffreys' intervals is close to the level on average over shares, not for each one.

    Raises:
        SettingError: an unknown method, a level outside (0, 1), counts that do not fit, or estimates that are no
            shares.
        NotEstimable: no share has an interval.

    Formula:
        n_effective = n · (p(1−p)/(n−1)) / V · (t_{n−1}/t_df)². Wilson: the p with |p̂ − p| ≤ z √(p(1−p)/n_effective).
        Clopper-Pearson: beta quantiles of x = n_effective p̂ and n_effective − x + 1, and so on.
        Korn-Graubard: the same with n_effective = p(1−p)/V · (t_{n−1}/t_df)², which is not cut at n.
        Jeffreys: beta(x + ½, n − x + ½). Bound of 0: 1 − α^{1/n}, of which 3/n is the rule of three.

    Source:
        Wilson (1927), JASA 22, 209-212; Clopper and Pearson (1934), Biometrika 26, 404-413; Korn and Graubard (1998),
        Survey Methodology 24, 193-201; Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133; Hanley and
        Lippman-Hand (1983), JAMA 249, 1743-1745.

    Examples:
        >>> found = intervals({"station": (22, 22)})
        >>> found.table[["low", "bound"]].round(3).values.tolist()
        [[0.851, 0.873]]
    """
    if method not in METHODS:
        raise SettingError(f"method must be one of {', '.join(METHODS)}; it is {method!r}")
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    given = _of_estimates(shares, method, level) if isinstance(shares, Estimates) else _of_counts(shares)
    if not len(given.value):
        raise NotEstimable(f"no share has an interval; the reasons: {', '.join(sorted(set(given.apart['reason'])))}")
    low, high = given.low_high(method, level)
    alpha = 1 - level
    bound = np.where(given.value == 1, alpha ** (1 / given.n_effective), np.nan)
    bound = np.where(given.value == 0, 1 - alpha ** (1 / given.n_effective), bound)
    settings = {
        "interval": method,
        "level": level,
        "korn": method == "korn-graubard",
        "designed": given.designed,
        "bounds": int((~np.isnan(bound)).sum()),
        "measure": "share",
    }
    step = Step("intervals", settings, given.sources)
    parts = (given.value, low, high, given.n, given.n_effective, bound)
    return Intervals(given.labels, *parts, method, level, given.apart, step)


def share_interval(value: Array, n: Array, *, method: str = "wilson", level: float = 0.95) -> tuple[Array, Array]:
    """The ends of the interval of each share.

    Args:
        value: (k,) shares from 0 to 1.
        n: (k,) numbers of respondents, effective ones where there is a design; more than zero.
        method: one of ``METHODS``; ``"korn-graubard"`` is ``"clopper-pearson"`` with its own effective n.
        level: confidence level.

    Examples:
        >>> low, high = share_interval(np.array([0.5]), np.array([100.0]))
        >>> float(low[0].round(4)), float(high[0].round(4))
        (0.4038, 0.5962)
    """
    value, n = np.asarray(value, dtype=float), np.asarray(n, dtype=float)
    tail = (1 - level) / 2
    z = stats.norm.isf(tail)
    hits = value * n
    if method == "wilson":
        return wilson(value, n, level)
    if method == "normal":
        half = z * np.sqrt(value * (1 - value) / n)
        return value - half, value + half
    first, second = (0.5, 0.5) if method == "jeffreys" else (0.0, 1.0)
    none, every = value == 0, value == 1
    # a beta distribution needs both numbers above zero; at 0 and 1 the open end is the end of the range
    low = stats.beta.ppf(tail, np.where(none, 1.0, hits + first), n - hits + second)
    high = stats.beta.isf(tail, hits + second, np.where(every, 1.0, n - hits + first))
    return np.where(none, 0.0, low), np.where(every, 1.0, high)


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """Shares with what their intervals need; ``se`` and ``df`` are ``nan`` for counts and for shares of 0 and 1."""

    labels: pd.MultiIndex
    value: Array
    se: Array
    df: Array
    n: Array
    n_effective: Array
    apart: pd.DataFrame
    designed: bool
    sources: tuple[Step, ...]

    def low_high(self, method: str, level: float) -> tuple[Array, Array]:
        low, high = share_interval(self.value, self.n_effective, method=method, level=level)
        if method == "normal":
            known = ~np.isnan(self.se)
            half = stats.t.isf((1 - level) / 2, np.where(known, self.df, 1.0)) * self.se
            low, high = np.where(known, self.value - half, low), np.where(known, self.value + half, high)
        return low, high


def _of_counts(counts: Mapping[Any, tuple[int, int]] | pd.DataFrame) -> _Given:
    if isinstance(counts, pd.DataFrame):
        if not {"count", "n"} <= set(counts.columns):
            raise SettingError(f"a frame of counts needs the columns count and n; it has {list(counts.columns)}")
        hits, n = counts["count"].to_numpy(dtype=float), counts["n"].to_numpy(dtype=float)
        named = [name or "unit" for name in counts.index.names]
        arrays = [counts.index.get_level_values(i) for i in range(counts.index.nlevels)]
        labels = pd.MultiIndex.from_arrays(arrays, names=named)
    else:
        if not isinstance(counts, Mapping) or not counts or any(len(pair) != 2 for pair in counts.values()):
            raise SettingError('shares must be estimates of rates, or counts such as {"A": (22, 25)}')
        hits, n = np.array(list(counts.values()), dtype=float).T
        labels = pd.MultiIndex.from_arrays([list(counts)], names=["unit"])
    whole = (hits == np.round(hits)) & (n == np.round(n)) & (hits >= 0) & (hits <= n) & (n > 0)
    if not whole.all():
        wrong = [name_of(labels[i]) for i in np.flatnonzero(~whole)]
        raise SettingError(f"a count must be a whole number from 0 to n, and n more than 0; not so for {wrong}")
    unknown = np.full(len(n), np.nan)
    apart = nothing_apart(list(labels.names))
    return _Given(labels, hits / n, unknown, unknown, n, n, apart, designed=False, sources=())


def _of_estimates(est: Estimates, method: str, level: float) -> _Given:
    inside = np.all((est.value >= 0) & (est.value <= 1))
    if est.step.measure != "share" or est.step.find("net") or not inside:
        raise SettingError(
            "intervals are for rates, which are shares from 0 to 1; net scores and points have none here"
        )
    if np.isnan(est.n).any():
        raise SettingError("the number of respondents behind each share must be known")
    simple = not any(
        step.settings.get(key) for step in est.step.find("rates") for key in ("clustered", "weighted", "finite")
    )
    plain = simple and est.step.method == "rates" and method != "korn-graubard"
    effective = est.n if plain else _effective(est, method, level)
    loss = np.maximum(est.n / effective, 1.0)
    bounded = est.apart["reason"].isin(("no_variance", "single_respondent")).to_numpy(dtype=bool)
    if not (simple or len(est)):
        bounded = np.zeros(len(est.apart), dtype=bool)
    rows = est.apart[bounded]
    names = list(est.labels.names)
    extra = rows["n"].to_numpy(dtype=float)
    if not simple:
        extra = extra / _loss_of(est, loss, rows)
    frame = pd.concat([est.labels.to_frame(index=False), rows[names]], ignore_index=True)
    unknown = np.full(len(rows), np.nan)
    return _Given(
        pd.MultiIndex.from_frame(frame),
        np.concatenate([est.value, np.round(rows["estimate"].to_numpy(dtype=float))]),
        np.concatenate([est.se, unknown]),
        np.concatenate([est.df, unknown]),
        np.concatenate([est.n, rows["n"].to_numpy(dtype=float)]),
        np.concatenate([effective, extra]),
        est.apart[~bounded].reset_index(drop=True),
        designed=not simple,
        sources=(est.step,),
    )


def _effective(est: Estimates, method: str, level: float) -> Array:
    """How many respondents drawn one by one would give the same standard error, less what few clusters cost."""
    tail = (1 - level) / 2
    spread = est.value * (1 - est.value) / np.diag(est.cov)
    one_by_one = np.maximum(est.n - 1, 1.0)
    few = (stats.t.isf(tail, one_by_one) / stats.t.isf(tail, est.df)) ** 2
    return spread * few * (1.0 if method == "korn-graubard" else est.n / one_by_one)


def _loss_of(est: Estimates, loss: Array, rows: pd.DataFrame) -> Array:
    """n over n_effective for shares without a variance: the mean of the others of the same measure, or of all."""
    if "measure" not in est.labels.names:
        return np.full(len(rows), loss.mean())
    by_measure = pd.Series(loss).groupby(est.labels.get_level_values("measure")).mean()
    return rows["measure"].map(by_measure).fillna(loss.mean()).to_numpy(dtype=float)

"""Rates of small units drawn towards the rate of all units: direct and shrunk side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, nothing_apart, quoted
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.units import check_one_level, places, told_apart
from satmodel.inference.shrinking.beta_binomial import fit_beta_binomial
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]

_FEWEST = 4
_WHOLE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class ShrunkRates(Result):
    """Direct and shrunk rates of k units.

    Attributes:
        rows: (k rows) the table, by unit.
        mean: the mean rate of the units, a share. spread: standard deviation of the true rates, a share; spread_low,
            spread_high: its interval.
        repeat: reliability of the whole ranking: the correlation to expect between this round's direct rates and those
            of a second sample of the same sizes; repeat_low, repeat_high: its interval.
        apart: units without a rate, with the reason.
        step: how they were made.
    """

    rows: pd.DataFrame
    mean: float
    spread: float
    spread_low: float
    spread_high: float
    repeat: float
    repeat_low: float
    repeat_high: float
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit: count, n, direct_rate, shrunk_rate, its se, low and high, reliability, rank, rank_shrunk.

        Rates are shares.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart:
        """The shrunk rates with their intervals, in percent."""
        rows = self.rows.reset_index()
        data = pd.DataFrame({rows.columns[0]: rows.iloc[:, 0], "shrunk_rate": 100 * rows["shrunk_rate"]})
        data["low"], data["high"] = 100 * rows["low"], 100 * rows["high"]
        columns = {"label": str(data.columns[0]), "value": "shrunk_rate", "low": "low", "high": "high"}
        return Chart("intervals", data, columns, {"level": self.step.settings["level"], "of": "shrunk_rate"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        spread = {"count": len(self.rows), "level": noted["level"], "mean": self.mean, "spread": self.spread}
        spread |= {"low": self.spread_low, "high": self.spread_high}
        found = [Finding("shrink_rates.spread", spread)]
        ends = {"low": self.repeat_low, "high": self.repeat_high, "level": noted["level"]}
        found.append(Finding("shrink_rates.reliability", {"reliability": self.repeat} | ends))
        moved = (self.rows["shrunk_rate"] - self.rows["direct_rate"]).abs()
        row = self.rows.loc[moved.idxmax()]
        values = {key: float(row[key]) for key in ("direct_rate", "shrunk_rate", "reliability", "n")}
        values |= {"name": moved.idxmax(), "rank": int(row["rank"]), "rank_shrunk": int(row["rank_shrunk"])}
        found += [Finding("shrink_rates.moved", values), Finding("shrink_rates.planning", {})]
        return (*found, *told_apart(self.apart, "shrink_rates"))


def shrink_rates(
    source: pd.DataFrame | Estimates,
    *,
    count: str = "count",
    n: str = "n",
    method: str = "beta_binomial",
    level: float = 0.95,
) -> ShrunkRates:
    """Draw every unit's rate towards the rate of all units, by as much as it rests on few answers.

    For planning and for the best single guess of each unit; ranks and verdicts are made from the direct rates.

    Args:
        source: one row a unit (its index the units' names) with how many were counted and of how many; or estimates of
            rates, as shares, with one level of labels. From estimates the effective number n* = p(1 - p)/se² is taken,
            so that the sampling design counts.
        count, n: the columns of a frame.
        method: ``"beta_binomial"``.
        level: confidence level of the intervals.

    Returns:
        Direct and shrunk rates, as shares; a unit without answers is listed in ``apart``.

    Assumptions:
        Answers of one unit are independent given its rate; the true rates are spread like a beta distribution. The
        intervals cover the true rates on average over the units, not each unit's by itself; where the units differ
        little beside their sampling error they cover somewhat less often than stated.

    Raises:
        SettingError: counts that are not whole or exceed n, rates outside 0 and 1, or a setting that cannot be used.
        NotEstimable: fewer than four units, or everyone (or nobody) is counted in all of them.

    Formula:
        (α + x)/(α + β + n) with α and β of the largest likelihood (``beta_binomial.fit_beta_binomial``); interval of
        the beta distribution with that mean and the mean squared error as variance. Reliability of a rate
        n/(n + α + β), of the ranking ρ/(ρ + (1 - ρ) mean(1/n)).

    Source:
        Griffiths (1973), Biometrics 29, 637-648; Morris (1983), JASA 78, 47-55.

    Examples:
        >>> import pandas as pd
        >>> desks = pd.DataFrame({"count": [3, 180, 150, 90], "n": [3, 200, 200, 100]}, index=["A", "B", "C", "D"])
        >>> shrink_rates(desks).table[["direct_rate", "shrunk_rate"]].round(2).loc["A"].tolist()
        [1.0, 0.87]
    """
    check_level(level)
    if method != "beta_binomial":
        raise SettingError(f"method must be 'beta_binomial'; it is {method!r}")
    effective = isinstance(source, Estimates)
    data, apart = _from_estimates(source) if effective else _from_counts(source, count, n)
    counted, of = data["count"].to_numpy(dtype=float), data["n"].to_numpy(dtype=float)
    if len(data) < _FEWEST:
        raise NotEstimable(
            f"{len(data)} units leave too little to tell their spread from; {_FEWEST} or more are needed"
        )
    if not 0 < counted.sum() < of.sum():
        raise NotEstimable("everyone, or nobody, is counted in every unit; nothing can be said of their spread")
    fit = fit_beta_binomial(counted, of, level)
    spread, spread_low, spread_high = (
        float(np.sqrt(fit.mean * (1 - fit.mean) * one)) for one in (fit.correlation, fit.low, fit.high)
    )
    error = float((1 / of).mean())
    repeat, repeat_low, repeat_high = (one / (one + (1 - one) * error) for one in (fit.correlation, fit.low, fit.high))
    settings = {
        "method": method,
        "level": level,
        "count": len(data),
        "mean": fit.mean,
        "correlation": fit.correlation,
        "reliability": repeat,
        "effective": effective,
        "apart": len(apart),
    }
    rows = _rows(data, fit.rate, fit.variance, fit.kept, level)
    step = Step("shrink_rates", settings, (source.step,) if effective else ())
    return ShrunkRates(rows, fit.mean, spread, spread_low, spread_high, repeat, repeat_low, repeat_high, apart, step)


def _rows(data: pd.DataFrame, rate: Array, variance: Array, kept: Array, level: float) -> pd.DataFrame:
    direct = (data["count"] / data["n"]).to_numpy(dtype=float)
    # a beta distribution of this mean and variance; it has no variance beyond rate (1 - rate)
    size = np.maximum(rate * (1 - rate) / variance - 1, 1e-6)
    tail = (1 - level) / 2
    columns = {
        "count": data["count"],
        "n": data["n"],
        "direct_rate": direct,
        "shrunk_rate": rate,
        "shrunk_rate_se": np.sqrt(variance),
        "low": stats.beta.ppf(tail, rate * size, (1 - rate) * size),
        "high": stats.beta.isf(tail, rate * size, (1 - rate) * size),
        "reliability": kept,
        "rank": places(direct)[0],
        "rank_shrunk": places(rate)[0],
    }
    return pd.DataFrame(columns, index=data.index)


def _from_counts(source: pd.DataFrame, count: str, n: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    missing = [column for column in (count, n) if column not in source]
    if missing:
        raise SettingError(f"there is no column {quoted(missing)}; there are {quoted(source.columns)}")
    if source.index.has_duplicates or source.index.nlevels > 1:
        raise SettingError("the index must hold the units' names, each once; set it with .set_index('unit')")
    data = pd.DataFrame({"count": source[count], "n": source[n]})
    if any(data[column].dtype.kind not in "iuf" for column in data):
        raise SettingError(f"{count!r} and {n!r} must be numbers")
    whole = np.isfinite(data).all(axis=1) & ((data - data.round()).abs() < _WHOLE).all(axis=1)
    wrong = data.index[~(whole & (data["count"] >= 0) & (data["count"] <= data["n"]))]
    if len(wrong):
        raise SettingError(f"counts must be whole numbers from 0 to n; they are not for {quoted(wrong)}")
    data = data.astype(np.int64)
    data.index.name = data.index.name or "unit"
    lost = pd.DataFrame({data.index.name: data.index[data["n"] == 0], "estimate": np.nan, "n": 0})
    return data[data["n"] > 0], lost.assign(reason="no_answers")


def _from_estimates(source: Estimates) -> tuple[pd.DataFrame, pd.DataFrame]:
    check_one_level(source)
    name = str(source.labels.names[0])
    value, se = source.value, source.se
    wrong = [name_of(label) for label, one in zip(source.labels, value, strict=True) if not 0 <= one <= 1]
    if wrong:
        raise SettingError(f"rates must be shares from 0 to 1; they are not for {quoted(wrong)}")
    sure = (value == 0) | (value == 1) | (se <= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(sure, np.nan, value * (1 - value) / se**2)
    units = pd.Index([name_of(label) for label in source.labels], name=name)
    data = pd.DataFrame({"count": value * size, "n": size}, index=units)
    lost = pd.DataFrame({name: units[sure], "estimate": value[sure], "n": source.n[sure], "reason": "no_variance"})
    parts = [part for part in (source.apart, lost) if len(part)]
    return data[~sure], pd.concat(parts, ignore_index=True) if parts else nothing_apart([name])

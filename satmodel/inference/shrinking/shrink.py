"""Scores of small units drawn towards what all units say: direct and shrunk side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.units import check_one_level, places, told_apart
from satmodel.inference.shrinking.between import (
    ROUGH,
    known_exactly,
    own_errors,
    paule_mandel,
    predict,
    q_profile,
    restricted,
    rotated,
)
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

# With fewer values left than this the spread of the units is not known well enough to shrink by it.
_FEWEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk(Result):
    """Direct and shrunk scores of k units.

    Attributes:
        direct: the direct estimates. shrunk: (k,) shrunk scores, in points. se: (k,) the roots of their mean squared
            errors, with what is not known of the spread. low, high: (k,) their intervals.
        reliability: (k,) share of a direct score's variance (beyond the covariates) that is true difference: the weight
            it keeps where errors are independent.
        rank, rank_shrunk: (k,) ranks of the direct and of the shrunk scores, 1 the highest.
        tau2: variance of the true scores (beyond the covariates), in squared points; tau2_low, tau2_high: its interval.
        repeat: reliability of the whole ranking, the correlation to expect between this round's direct scores and those
            of a second sample of the same sizes; repeat_low, repeat_high: its interval.
        coefficients: the constant and the covariates: coefficient, coefficient_se.
        step: how they were made.
    """

    direct: Estimates
    shrunk: Array
    se: Array
    low: Array
    high: Array
    reliability: Array
    rank: Counts
    rank_shrunk: Counts
    tau2: float
    tau2_low: float
    tau2_high: float
    repeat: float
    repeat_low: float
    repeat_high: float
    coefficients: pd.DataFrame
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What has no direct estimate, with the reason; it is not shrunk."""
        return self.direct.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit: estimate, se, shrunk, shrunk_se, low, high, reliability, rank, rank_shrunk."""
        columns = {
            "estimate": self.direct.value,
            "se": self.direct.se,
            "shrunk": self.shrunk,
            "shrunk_se": self.se,
            "low": self.low,
            "high": self.high,
            "reliability": self.reliability,
            "rank": self.rank,
            "rank_shrunk": self.rank_shrunk,
        }
        return pd.DataFrame(columns, index=plain_index(self.direct.labels))

    @property
    def chart(self) -> Chart:
        """The shrunk scores with their intervals."""
        columns = {"label": str(self.direct.labels.names[0]), "value": "shrunk", "low": "low", "high": "high"}
        marks = {"level": self.step.settings["level"], "of": "shrunk"}
        return Chart("intervals", self.table.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        spread = {"count": len(self.shrunk), "level": noted["level"], "method": noted["method"], "tau": self.tau2**0.5}
        spread |= {"low": self.tau2_low**0.5, "high": self.tau2_high**0.5, "covariates": noted["covariates"]}
        found = [Finding("shrink.spread", spread)]
        ends = {"low": self.repeat_low, "high": self.repeat_high, "level": noted["level"]}
        found.append(Finding("shrink.reliability", {"reliability": self.repeat} | ends))
        most = int(np.argmax(np.abs(self.shrunk - self.direct.value)))
        moved = {
            "name": name_of(self.direct.labels[most]),
            "estimate": float(self.direct.value[most]),
            "shrunk": float(self.shrunk[most]),
            "reliability": float(self.reliability[most]),
            "rank": int(self.rank[most]),
            "rank_shrunk": int(self.rank_shrunk[most]),
        }
        found.append(Finding("shrink.moved", moved))
        if self.direct.df.min() < ROUGH:
            found.append(Finding("shrink.rough", {"df": round(float(self.direct.df.min()), 1)}))
        found.append(Finding("shrink.planning", {}))
        return (*found, *told_apart(self.apart, "shrink"))


def shrink(
    est: Estimates, *, method: str = "normal", covariates: pd.DataFrame | None = None, level: float = 0.95
) -> Shrunk:
    """Draw every unit's score towards what all units (and their covariates) say, by as much as its error is large.

    For planning and for the best single guess of each unit; ranks and verdicts are made from the direct scores.

    Args:
        est: estimates with one level of labels, in points.
        method: ``"normal"``: the spread of the true scores by Paule and Mandel's moments; ``"fay_herriot"``: by
            restricted likelihood.
        covariates: one row a unit (its index the units' names), one column of numbers a covariate known for every unit
            from elsewhere; none by default, and the units are drawn towards their common mean.
        level: confidence level of the intervals.

    Returns:
        Direct and shrunk scores, the reliability of each unit and of the whole ranking, and the spread of the true
        scores with its interval. Correlated estimates are shrunk with their full covariance.

    Assumptions:
        True scores are spread normally and alike around the mean (the covariates' line). The standard errors are known;
        those of a unit with few clusters or answers nearly alike are not, and shrink it by the wrong amount. The
        intervals cover the true scores on average over the units, not each unit's by itself.

    Raises:
        SettingError: labels with more than one level, covariates that do not fit, a standard error of zero, or a
            setting that cannot be used.
        NotEstimable: fewer than three units more than coefficients.

    Formula:
        θ̃ = Xb + τ²(V + τ²I)⁻¹(θ̂ - Xb), its mean squared error with the errors of b and of τ² (``between.predict``);
        interval θ̃ ± z se. Reliability τ²/(τ² + V_uu); of the ranking s²/(s² + v̄), s² = τ² + Var(Xb), v̄ half the
        mean variance of the error of a difference (the mean V_uu where errors are independent).

    Source:
        Fay and Herriot (1979), JASA 74, 269-277; Prasad and Rao (1990), JASA 85, 163-171; Datta, Rao and Smith (2005),
        Biometrika 92, 183-196; Viechtbauer (2007), Statistics in Medicine 26, 37-52.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([90.0, 84.0, 83.0, 82.0, 78.0], se=[4.0, 1.0, 1.0, 1.0, 1.0], names=list("ABCDE"))
        >>> shrink(towns).table[["estimate", "shrunk"]].round(1).loc["A"].tolist()
        [90.0, 85.6]
    """
    check_level(level)
    if method not in ("normal", "fay_herriot"):
        raise SettingError(f"method must be 'normal' or 'fay_herriot'; it is {method!r}")
    check_one_level(est)
    x, names = _columns(est, covariates)
    _check(est, x)
    data = rotated(est.value, est.cov, x)
    tau2 = paule_mandel(data) if method == "normal" else restricted(data)
    low, high = q_profile(data, level)
    spread = (tau2, min(low, tau2), max(high, tau2))
    found = predict(data, tau2, moment=method == "normal")
    reach = stats.norm.ppf(0.5 + level / 2) * np.sqrt(found.variance)
    error = np.diag(est.cov)
    line = float(np.var(found.fitted, ddof=1)) if len(names) > 1 else 0.0
    repeat = tuple(float((one + line) / (one + line + own_errors(est.cov).mean())) for one in spread)
    settings = {
        "method": method,
        "covariates": names[1:],
        "level": level,
        "count": len(est),
        "independent": bool(np.all(est.cov == np.diag(error))),
        "tau2": tau2,
        "reliability": repeat[0],
        "apart": len(est.apart),
    }
    coefficients = {"coefficient": found.coefficient, "coefficient_se": found.se}
    return Shrunk(
        est,
        found.value,
        np.sqrt(found.variance),
        found.value - reach,
        found.value + reach,
        tau2 / (tau2 + error),
        places(est.value)[0],
        places(found.value)[0],
        *spread,
        *repeat,
        pd.DataFrame(coefficients, index=pd.Index(names, name="term")),
        Step("shrink", settings, (est.step,)),
    )


def _columns(est: Estimates, covariates: pd.DataFrame | None) -> tuple[Array, tuple[str, ...]]:
    """(k, p) the constant and the covariates of every unit, and their names."""
    ones = np.ones((len(est), 1))
    if covariates is None:
        return ones, ("constant",)
    units = [name_of(label) for label in est.labels]
    if not isinstance(covariates, pd.DataFrame) or covariates.index.has_duplicates or not len(covariates.columns):
        raise SettingError("covariates must be a frame with one row a unit, its index the units' names")
    missing = [unit for unit in units if unit not in covariates.index]
    if missing:
        raise SettingError(f"covariates has no row for {quoted(missing)}; its index holds {quoted(covariates.index)}")
    text = [column for column in covariates if covariates[column].dtype.kind not in "iufb"]
    if text:
        raise SettingError(f"covariates must be numbers; {quoted(text)} is not")
    values = covariates.loc[units].to_numpy(dtype=float)
    if not np.isfinite(values).all():
        lost = [unit for unit, row in zip(units, values, strict=True) if not np.isfinite(row).all()]
        raise SettingError(f"a covariate is missing for {quoted(lost)}; give it, or leave the unit out with .take")
    x = np.hstack([ones, values])
    if np.linalg.matrix_rank(x / np.maximum(np.abs(x).max(axis=0), 1e-300)) < x.shape[1]:
        raise SettingError("a covariate is constant or a combination of others; leave it out")
    return x, ("constant", *map(str, covariates.columns))


def _check(est: Estimates, x: Array) -> None:
    if len(est) < x.shape[1] + _FEWEST:
        raise NotEstimable(
            f"{len(est)} units with {x.shape[1]} coefficients leave too little to tell the units' spread from; "
            f"shrinking needs {x.shape[1] + _FEWEST} units or more"
        )
    check_errors(est)


def check_errors(est: Estimates) -> None:
    """Raise SettingError where a score, or a combination of the scores, is known without error."""
    if known_exactly(est.cov):
        raise SettingError(
            "a score, or a combination of the scores, has a standard error of zero; leave out what is known exactly"
        )

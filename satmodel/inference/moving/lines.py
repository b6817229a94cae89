"""Lines through rounds whose scores vary by more than sampling: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.inference.shrinking.between import cochran, paule_mandel, q_profile, rotated

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """The two errors of m numbers that are read off a line: by the scatter around it, and by sampling alone.

    Attributes:
        around: (m,) standard errors from the scatter of the rounds around the line; they have ``around_df`` degrees of
            freedom. sampled: (m,) standard errors from sampling alone, with ``sampled_df``.
    """

    around: Array
    around_df: float
    sampled: Array
    sampled_df: Array

    def p(self, value: Array) -> Array:
        """(m,) two-sided p-values against zero: the larger of the two."""
        return np.maximum(
            _p(value, self.around, np.full(len(value), self.around_df)), _p(value, self.sampled, self.sampled_df)
        )

    def reach(self, tail: Array | float) -> Array:
        """(m,) how far the intervals reach to either side, at two-sided tail probabilities: the longer of the two."""
        one, other = self._both(tail)
        return np.maximum(one, other)

    def binding(self, tail: Array | float) -> tuple[Array, Array]:
        """(m,) the standard errors that decide, and their degrees of freedom."""
        one, other = self._both(tail)
        wide = one >= other
        return np.where(wide, self.around, self.sampled), np.where(wide, self.around_df, self.sampled_df)

    def _both(self, tail: Array | float) -> tuple[Array, Array]:
        half = np.asarray(tail) / 2
        return stats.t.isf(half, self.around_df) * self.around, stats.t.isf(half, self.sampled_df) * self.sampled


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fitted line: y = Xb + u + e.

    Attributes:
        coefficient: (p,) b. cov: (p, p) its covariance by the scatter around the line. df: what is left, k - p.
        maps: (p, k) b = maps · y. error: (k, k) the sampling covariance. error_df: (k,) its degrees of freedom.
        scale: the scatter of the standardised residuals, Q / df. extra: the variance of u (or, for shares, how many
            times as large as binomial the variance is). extra_low, extra_high: its interval. departure: the p-value of
            no scatter around the line but sampling.
    """

    coefficient: Array
    cov: Array
    df: int
    maps: Array
    error: Array
    error_df: Array
    scale: float
    extra: float
    extra_low: float
    extra_high: float
    departure: float

    def errors(self, rows: Array) -> Errors:
        """The errors of (m, p) rows times the coefficients."""
        drawn = rows @ self.maps
        return Errors(
            _root(((rows @ self.cov) * rows).sum(axis=1)),
            self.df,
            _root(((drawn @ self.error) * drawn).sum(axis=1)),
            degrees_of_freedom(drawn, self.error, self.error_df),
        )

    def ahead(self, rows: Array, around: Array, sampled: Array, df: float) -> Errors:
        """The errors of new rounds at (m, p) rows.

        Args:
            rows: where the new rounds lie.
            around: (m,) the variance of a new round around the line, round effect and sampling.
            sampled: (m,) the sampling variance of a new round.
            df: degrees of freedom of the latter.
        """
        drawn, count = rows @ self.maps, len(self.error)
        whole = np.zeros((count + 1, count + 1))
        whole[:count, :count] = self.error
        df_sampled = np.empty(len(rows))
        for i, variance in enumerate(sampled):
            whole[count, count] = variance
            one = np.append(drawn[i], 1.0)[None, :]
            df_sampled[i] = degrees_of_freedom(one, whole, np.append(self.error_df, df))[0]
        return Errors(
            _root(((rows @ self.cov) * rows).sum(axis=1) + around),
            self.df,
            _root(((drawn @ self.error) * drawn).sum(axis=1) + sampled),
            df_sampled,
        )


def fit_line(value: Array, cov: Array, df: Array, x: Array, *, level: float = 0.95) -> Fitted:
    """Fit a line through rounds by generalised least squares, with the variance between rounds estimated.

    Args:
        value: (k,) the scores of k rounds. cov: (k, k) their sampling covariance, taken as known, of full rank.
        df: (k,) degrees of freedom of the sampling errors.
        x: (k, p) the columns, of full rank, p < k.
        level: of the interval of the variance between rounds.

    Formula:
        b = (X'Σ⁻¹X)⁻¹ X'Σ⁻¹y with Σ = V + τ²I and τ² by Paule and Mandel; its covariance is (X'Σ⁻¹X)⁻¹ Q / (k - p),
        Q = (y - Xb)'Σ⁻¹(y - Xb), with t of k - p degrees of freedom; beside it the sampling covariance AVA' of b = Ay.

    Source:
        Hartung and Knapp (2001), Statistics in Medicine 20, 3875-3889; Knapp and Hartung (2003), 22, 2693-2710; Paule
        and Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385.
    """
    data = rotated(value, cov, x)
    tau2 = paule_mandel(data)
    b, c, _ = data.solved(tau2)
    scale = cochran(data, tau2) / data.left
    precision = 1 / (data.error + tau2)
    maps = c @ (data.x * precision[:, None]).T @ data.axes.T
    low, high = q_profile(data, level)
    departure = float(stats.chi2.sf(cochran(data, 0.0), data.left))
    return Fitted(b, c * scale, data.left, maps, cov, df, scale, tau2, low, high, departure)


def none_moved(value: Array, cov: Array, df: Array) -> float | None:
    """The p-value of all k scores being equal: Welch's test for independent ones, Hotelling's for others.

    Args:
        value: (k,) scores. cov: (k, k) their covariance. df: (k,) degrees of freedom.

    Returns:
        The p-value; None where the errors go together and have fewer degrees of freedom than there are steps.

    Source:
        Welch (1951), Biometrika 38, 330-336; Hotelling (1931), Annals of Mathematical Statistics 2, 360-378.
    """
    k = len(value)
    steps = np.diff(np.eye(k), axis=0)
    moved = steps @ value
    wald = float(moved @ np.linalg.solve(steps @ cov @ steps.T, moved))
    if np.all(np.isinf(df)):
        return float(stats.chi2.sf(wald, k - 1))
    if np.count_nonzero(cov - np.diag(np.diag(cov))) == 0:
        weight = 1 / np.diag(cov)
        lack = float((((1 - weight / weight.sum()) ** 2) / df).sum())
        statistic = wald / (k - 1) / (1 + 2 * (k - 2) / (k**2 - 1) * lack)
        return float(stats.f.sf(statistic, k - 1, (k**2 - 1) / (3 * lack)))
    fewest = float(df.min())
    if fewest < k - 1:
        return None
    left = fewest - k + 2
    return float(stats.f.sf(wald * left / ((k - 1) * fewest), k - 1, left))


def _root(variance: Array) -> Array:
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)))


def _p(value: Array, se: Array, df: Array) -> Array:
    size = np.abs(value)
    with np.errstate(divide="ignore", over="ignore"):  # no scatter at all: infinitely many standard errors, or none
        t = np.where(se > 0, size / np.where(se > 0, se, 1.0), np.where(size > 0, np.inf, 0.0))
    return np.asarray(2 * stats.t.sf(t, df))

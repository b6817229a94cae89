"""Whether a share is the same in all units, under the sampling design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse, stats

from satmodel.errors import NotEstimable
from satmodel.estimation.taylor import design_covariance
from satmodel.step import Step
from satmodel.survey.design import Design
from satmodel.survey.moments import Moments, add_up

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Homogeneity:
    """The shares of k units and the test that they are one.

    Attributes:
        units: the units' names; those without any value are left out.
        share: (k,) each unit's share.
        counts: (k,) respondents behind it.
        n: (k,) the same in weights that add up to the respondents.
        overall: the share over all units.
        variance: the variance of a respondent's value over all units.
        statistic: the sum of squares between units over the variance; Pearson's chi-square for yes and no.
        effect: the mean design effect of the differences between units; one where respondents were drawn one by one
            with equal weights.
        simple: whether that is so.
        df_between, df_within: degrees of freedom of statistic / (effect · (k − 1)) as an F; ``df_within`` is infinite
            in the simple case.
        df: degrees of freedom of a standard error.
        p: the test's p-value.
    """

    units: tuple[str, ...]
    share: Array
    counts: NDArray[np.int64]
    n: Array
    overall: float
    variance: float
    statistic: float
    effect: float
    simple: bool
    df_between: float
    df_within: float
    df: float
    p: float


def homogeneity(values: Array, design: Design, units: Sequence[str], *, source: Step) -> Homogeneity:
    """Test that the mean of a quantity between 0 and 1 is the same in all units.

    Args:
        values: (r,) each respondent's value; ``nan`` where there is none.
        design: how the r respondents were chosen.
        units: the units' names, in order.
        source: the step that made the respondents.

    Assumptions:
        The chi-square is close where each unit expects five such answers or more; with clusters, the second-order
        correction of Rao and Scott is close from about ten clusters a unit.

    Raises:
        NotEstimable: fewer than two units have values, or all values are alike.

    Formula:
        X² = Σ n_u (p_u − p)² / s², with s² = Σ w (z − p)² / Σ w. Simple: chi-square with k − 1 degrees of freedom.
        Otherwise, with V the design's covariance of the p_u and D = (diag(n) − nn'/Σn) V / s²: F = X² / tr D with
        tr(D)²/tr(D²) and that times (clusters − strata) degrees of freedom; effect = tr D / (k − 1).

    Source:
        Rao and Scott (1984), Annals of Statistics 12, 46-60.
    """
    z = np.asarray(values, dtype=float)
    sums = add_up(pd.DataFrame({"z": z}), design, list(units), source=source)
    unit = sums.cells["unit"].to_numpy()
    weight, total, counts = (
        np.bincount(unit, weights=part[:, 0], minlength=len(units)) for part in (sums.sw, sums.swy, sums.n)
    )
    kept = np.flatnonzero(counts > 0)
    if len(kept) < 2:
        raise NotEstimable("fewer than two units have such answers to compare")
    share = total[kept] / weight[kept]
    overall = float(total.sum() / weight.sum())
    valid = ~np.isnan(z)
    variance = float(np.average((z[valid] - overall) ** 2, weights=design.weight[valid]))
    if variance < 1e-15:  # shares of at most one: below this the values are alike
        raise NotEstimable("all respondents are alike in this kind of answer")
    n = weight[kept] * counts.sum() / weight.sum()
    statistic = float((n * (share - overall) ** 2).sum() / variance)
    simple = design.cluster is None and not design.weighted and design.population is None
    df = float(sums.sampled.sum() - len(sums.sampled))
    first = second = float(len(kept) - 1)
    if not simple:
        first, second = _traces(_covariance(sums, share, weight, kept) / variance, n)
        if df < 1 or first <= 0:
            raise NotEstimable("the sample has too few clusters to compare units")
    between = first if simple else first**2 / second
    within = np.inf if simple else between * df
    p = stats.chi2.sf(statistic, between) if simple else stats.f.sf(statistic / first, between, within)
    effect = first / (len(kept) - 1)
    return Homogeneity(
        *(tuple(units[i] for i in kept), share, counts[kept].astype(np.int64), n),
        *(overall, variance, statistic, effect),
        simple,
        between,
        within,
        df,
        float(p),
    )


def _traces(cov: Array, n: Array) -> tuple[float, float]:
    """The traces of D and D², with D = (diag(n) − nn'/Σn) V."""
    matrix = (np.diag(n) - np.outer(n, n) / n.sum()) @ cov
    return float(np.trace(matrix)), float(np.trace(matrix @ matrix))


def _covariance(sums: Moments, share: Array, weight: Array, kept: NDArray[np.intp]) -> Array:
    """The design's covariance of the shares."""
    cells = sums.cells
    column = np.full(len(weight), -1)
    column[kept] = np.arange(len(kept))
    k = column[cells["unit"].to_numpy()]
    used = k >= 0
    influence = (sums.swy[used, 0] - share[k[used]] * sums.sw[used, 0]) / weight[kept][k[used]]
    clusters = cells["cluster"].to_numpy()
    totals = sparse.csr_matrix((influence, (clusters[used], k[used])), shape=(int(sums.sampled.sum()), len(kept)))
    stratum = np.zeros(int(sums.sampled.sum()), dtype=np.intp)
    stratum[clusters] = cells["stratum"].to_numpy()
    return design_covariance(totals, stratum, population=sums.population)

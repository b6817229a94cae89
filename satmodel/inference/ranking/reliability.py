"""Whether a ranking is worth publishing: how much of it is true difference, and how much is chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import plain_index
from satmodel.estimation.small import FEWEST as FEWEST_ASKED
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.judging.rankable import guarded, told_guard, too_few
from satmodel.inference.judging.units import check_one_level, fewest_degrees, places, told_apart
from satmodel.inference.ranking.posterior import posterior_of
from satmodel.inference.ranking.posterior_order import Agreement, above, agreement
from satmodel.inference.ranking.rank_sets import stepdown_sets
from satmodel.inference.shrinking.between import ROUGH, Rotated, cochran, own_errors, q_profile, rotated
from satmodel.inference.shrinking.shrink import check_errors
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

FEWEST_UNITS = 3
DRAWS = 10_000  # as for ranks, so that the two agree


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number and its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Reliability(Result):
    """How much of the ranking of k units is true difference.

    Attributes:
        est: the estimates. rank, rank_tied: (k,) first and last rank of each, 1 the best; equal ones share both.
        unit, unit_low, unit_high: (k,) reliability of each unit's own score, with the interval that comes from τ².
        tau2: variance of the true scores, in squared points.
        reliability: of the whole ranking: the correlation to expect between these scores and those of a second sample
            of the same sizes. rankability: the same at the median of the error variances.
        i2: share of the variation that is not sampling error, at the typical error variance of Higgins and Thompson.
        agreed: how well the ranking is expected to agree with the true one: rank correlations of Kendall and Spearman,
            and by how many places a unit is typically off (root mean square).
        q, p: Cochran's Q and its p-value, with k - 1 degrees of freedom: whether the units differ at all.
        differ: the verdict on that. detectable_spread: the standard deviation of true scores, in points, from which on
            Q would have established that they differ.
        resolved, pairs: how many pairs are established, judged together, of how many.
        wanted: the reliability that is wanted. verdict: whether it is established that the ranking has it.
        below: whether it is established that it has not. detectable: the reliability that would have had to be found
            with so many units for the one wanted to be established.
        apart: what cannot be estimated. step: how it was made.
    """

    est: Estimates
    rank: Counts
    rank_tied: Counts
    unit: Array
    unit_low: Array
    unit_high: Array
    tau2: Ranged
    reliability: Ranged
    rankability: Ranged
    i2: Ranged
    agreed: Agreement
    q: float
    p: float
    differ: Verdict
    detectable_spread: float
    resolved: int
    pairs: int
    wanted: float
    verdict: Verdict
    below: bool
    detectable: float
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What cannot be estimated, with the reason; it has no part in the numbers."""
        return self.est.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, the best first: estimate, se, n, rank, rank_tied, reliability, reliability_low,
        reliability_high."""
        columns = {
            "estimate": self.est.value,
            "se": self.est.se,
            "n": self.est.n,
            "rank": self.rank,
            "rank_tied": self.rank_tied,
            "reliability": self.unit,
            "reliability_low": self.unit_low,
            "reliability_high": self.unit_high,
        }
        frame = pd.DataFrame(columns, index=plain_index(self.est.labels))
        return frame.iloc[np.argsort(self.rank, kind="stable")]

    @property
    def overall(self) -> pd.DataFrame:
        """One row a number about the whole ranking: value, low, high (none for what is an expectation)."""
        ranged = {"tau2": self.tau2, "reliability": self.reliability, "rankability": self.rankability, "i2": self.i2}
        rows = {name: (one.value, one.low, one.high) for name, one in ranged.items()}
        rows |= {name: (getattr(self.agreed, name), np.nan, np.nan) for name in ("kendall", "spearman", "places")}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high"]).rename_axis("of")

    @property
    def chart(self) -> Chart:
        """The reliability of each unit's score, with the one wanted and that of the ranking."""
        columns = {"label": str(self.est.labels.names[0]), "value": "reliability"}
        columns |= {"low": "reliability_low", "high": "reliability_high"}
        marks = {"wanted": self.wanted, "whole": self.reliability.value, "level": self.step.settings["level"]}
        return Chart("reliability", self.table.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        level, count = noted["level"], len(self.est)
        whole = {
            "reliability": self.reliability.value,
            "low": self.reliability.low,
            "high": self.reliability.high,
            "wanted": self.wanted,
            "verdict": self.verdict,
            "below": self.below,
            "detectable": self.detectable,
            "count": count,
            "level": level,
        }
        spread = {"count": count, "level": level, "tau": self.tau2.value**0.5}
        spread |= {"low": self.tau2.low**0.5, "high": self.tau2.high**0.5}
        differ = {"q": self.q, "df": count - 1, "p": self.p, "i2": self.i2.value, "low": self.i2.low}
        differ |= {"high": self.i2.high, "verdict": self.differ, "detectable": self.detectable_spread, "level": level}
        order = {"spearman": self.agreed.spearman, "kendall": self.agreed.kendall, "places": self.agreed.places}
        pairs = {"resolved": self.resolved, "pairs": self.pairs, "level": level, "share": self.resolved / self.pairs}
        found = [
            Finding("reliability.whole", whole),
            Finding("reliability.spread", spread),
            Finding("reliability.differ", differ),
            Finding("reliability.order", order),
            Finding("reliability.pairs", pairs),
        ]
        if noted["df"] is not None and noted["df"] < ROUGH:
            found.append(Finding("reliability.rough", {"df": round(noted["df"], 1)}))
        lost = self.apart[~too_few(self.apart)]
        return (*found, *told_guard(self.apart, self.step.settings), *told_apart(lost, "reliability"))


def reliability(
    est: Estimates,
    *,
    level: float = 0.95,
    wanted: float = 0.8,
    best: str = "high",
    fewest: int = FEWEST_ASKED,
    draws: int = DRAWS,
    seed: int = 1,
) -> Reliability:
    """Say how much of a ranking is true difference between the units, and how much is chance.

    Args:
        est: estimates with one level of labels, in points.
        level: confidence level.
        wanted: the reliability that the use of the ranking asks for: by convention 0.7 to compare groups, 0.8 where
            something hangs on it, 0.9 to decide on a single unit.
        best: whether the ``"high"`` or the ``"low"`` estimate has rank 1.
        fewest: respondents that a unit needs to take part, where n is known; those with fewer are listed in ``apart``.
        draws, seed: for the share of pairs that are established, as in :func:`ranks`.

    Returns:
        The spread of the true scores and what follows from it. All intervals come from that of τ²; the agreement with
        the true ranking is an expectation and has none.

    Assumptions:
        True scores are spread normally around one mean, the estimates normally around the true scores with the
        covariance given, taken as known. With few units the intervals are wide.

    Raises:
        SettingError: labels with more than one level, a standard error of zero, or a setting that cannot be used.
        NotEstimable: fewer than three units.

    Formula:
        τ² where Q(τ²) = k - 1 (Paule and Mandel), its interval where Q passes the quantiles of χ² (Q-profile). Unit:
        τ²/(τ² + s²_i); ranking: τ²/(τ² + v̄), v̄ half the mean variance of the error of a difference (the mean s² for
        independent units); rankability: τ²/(τ² + median s²). Of correlated errors s² is the part that moves a unit
        against the others. I²: τ²/(τ² + (k - 1) / tr(P)).
        With equal errors the low end is r where 1 - R = (1 - r)(k - 1)/χ²_{1 - α/2}: so much R must be for r.

    Source:
        Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385; Viechtbauer (2007),
        Statistics in Medicine 26, 37-52; Higgins & Thompson (2002), Statistics in Medicine 21, 1539-1558;
        Lingsma et al. (2010), QJM 103, 99-108; van Dishoeck et al. (2011), BMJ Quality & Safety 20, 869-874; Nunnally &
        Bernstein (1994), Psychometric Theory.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([88.0, 87.6, 83.0, 82.5, 78.0], se=[0.8, 1.0, 0.8, 0.9, 1.2], names=list("ABCDE"))
        >>> found = reliability(towns)
        >>> round(found.reliability.value, 2), round(found.reliability.low, 2), found.verdict.value
        (0.95, 0.85, 'established')
    """
    check_level(level)
    check_draws(draws, seed, level)
    est, guard = guarded(est, fewest=fewest)
    _check(est, wanted, best)
    value = est.value if best == "high" else -est.value
    pairs = pairs_of(value, est.cov, est.df)
    rank, last = places(pairs.value)
    data = rotated(value, est.cov, np.ones((len(est), 1)))
    true = posterior_of(value, est.cov)
    settings = {
        "level": level,
        "wanted": float(wanted),
        "best": best,
        "count": len(est),
        "apart": len(est.apart),
        "independent": pairs.root.ndim == 1,
        "df": fewest_degrees(est.df),
        "draws": int(draws) if pairs.drawable else None,
        "seed": int(seed) if pairs.drawable else None,
        "tau2": true.tau2,
        **guard,
    }
    return Reliability(
        est=est,
        rank=rank,
        rank_tied=last,
        agreed=agreement(rank, last, above(true.value, true.cov)),
        resolved=stepdown_sets(pairs, level=level, draws=int(draws), seed=int(seed)).resolved(),
        pairs=len(est) * (len(est) - 1) // 2,
        wanted=float(wanted),
        **_shares(data, true.tau2, own_errors(est.cov), level=level, wanted=wanted),
        **_tested(data, level),
        step=Step("reliability", settings, (est.step,)),
    )


def _shares(data: Rotated, tau2: float, error: Array, *, level: float, wanted: float) -> dict[str, Any]:
    """What follows from the spread and its interval: the shares of true difference, and whether they are enough."""
    low, high = q_profile(data, level)
    spread = (tau2, min(low, tau2), max(high, tau2))

    def share(one: float) -> Ranged:
        return Ranged(*(float(tau2 / (tau2 + one)) for tau2 in spread))

    whole, own = share(float(error.mean())), np.maximum(error, 0.0)
    unit = [np.divide(tau2, tau2 + own, out=np.zeros(len(own)), where=tau2 > 0) for tau2 in spread]
    return {
        "unit": unit[0],
        "unit_low": unit[1],
        "unit_high": unit[2],
        "tau2": Ranged(*spread),
        "reliability": whole,
        "rankability": share(float(np.median(own))),
        "i2": share(_typical(data)),
        "verdict": Verdict.ESTABLISHED if whole.low >= wanted else Verdict.NOT_ESTABLISHED,
        "below": bool(whole.high < wanted),
        "detectable": float(1 - (1 - wanted) * data.left / stats.chi2.ppf(0.5 + level / 2, data.left)),
    }


def _tested(data: Rotated, level: float) -> dict[str, Any]:
    """Whether the units differ at all, and what spread would have shown it."""
    q = cochran(data, 0.0)
    p = float(stats.chi2.sf(q, data.left))
    beyond = max(stats.chi2.ppf(level, data.left) / data.left - 1, 0.0)
    return {
        "q": q,
        "p": p,
        "differ": Verdict.ESTABLISHED if p < 1 - level else Verdict.NOT_ESTABLISHED,
        "detectable_spread": float(np.sqrt(_typical(data) * beyond)),
    }


def _typical(data: Rotated) -> float:
    """The typical error variance of Higgins and Thompson."""
    return data.left / data.traces(0.0)[0]


def _check(est: Estimates, wanted: float, best: str) -> None:
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if not 0 < wanted < 1:
        raise SettingError("wanted must lie between 0 and 1, such as 0.8")
    check_one_level(est)
    if len(est) < FEWEST_UNITS:
        raise NotEstimable(
            f"{len(est)} units leave too little to tell their spread from; reliability needs {FEWEST_UNITS} or more"
        )
    check_errors(est)

"""What the units differ by: each item's part in the between-unit variance of the composite, net of sampling error."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, nothing_apart, quoted
from satmodel.inference.gapping import gap_families as families
from satmodel.inference.gapping import split_sides as sides
from satmodel.inference.gapping.gap_judging import judged
from satmodel.inference.gapping.split_first import SEED, draws_at
from satmodel.inference.gapping.split_weights import Plain, weights_of
from satmodel.inference.gapping.spreading import Parts, parts_of, ratios, t_critical
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import Draws
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]

FEWEST_UNITS = 3  # two units have a gap, which contributions() splits


@dataclass(frozen=True, slots=True, eq=False)
class Lead:
    """Whether the item with the largest share is established to have more than the second.

    Attributes:
        first, second: the two items. gap: the difference of their shares. low, high: its interval, ``nan`` where it has
            no end. verdict: what may be said, among all pairs of items. detectable: the smallest difference of shares
            that would have been established. adjust: how the family was judged. pairs: how many pairs it holds.
    """

    first: Hashable
    second: Hashable
    gap: float
    low: float
    high: float
    verdict: Verdict
    detectable: float
    adjust: str
    pairs: int


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Result):
    """The shares of p items in what K units differ by.

    Attributes:
        rows: the table. units: how many units. over: the level that is split.
        variance_raw: the variance of the composites between the units as observed, in squared points.
        variance: the same net of sampling error. variance_se: its standard error.
        detectable: the smallest standard deviation between the units that this sample could have told from none, in
            points. estimable: whether the variance is established to lie above zero, so that it has shares.
        lead: the first item against the second; None where there are no shares.
        apart: units that lack an item.
        step: how it was made.
    """

    rows: pd.DataFrame
    units: int
    over: str
    variance_raw: float
    variance: float
    variance_se: float
    detectable: float
    estimable: bool
    lead: Lead | None
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, in the order of the estimates.

        ``weight``; ``variance`` (the item's own between the units, net of sampling error); ``covariance_raw`` and
        ``covariance`` (weight times the item's covariance with the composite, before and net of sampling error) with
        ``covariance_se``, in squared points; ``share_raw`` and ``share`` of the composite's variance, and the share's
        interval. Where the variance is not established to lie above zero, ``share`` and its interval are ``nan``.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart | None:
        """A dot and a line for every share, the largest first; None where there are no shares."""
        if not self.estimable:
            return None
        data = self.rows.reset_index().sort_values("share", ascending=False, kind="stable", ignore_index=True)
        columns = {"label": self.over, "value": "share", "low": "share_low", "high": "share_high"}
        return Chart("intervals", data, columns, {"level": self.step.settings["level"], "of": "spread"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        level = self.step.settings["level"]
        whole = {
            "units": self.units,
            "sd_raw": float(np.sqrt(self.variance_raw)),
            "sd": float(np.sqrt(self.variance)) if self.variance > 0 else None,
            "detectable": self.detectable,
            "verdict": Verdict.ESTABLISHED if self.estimable else Verdict.NOT_ESTABLISHED,
            "level": level,
        }
        found = [Finding("spread.total", whole)]
        for row in self.rows.reset_index().to_dict("records") if self.estimable else []:
            values = {key: float(row[key]) for key in ("share", "share_low", "share_high", "share_raw")}
            found.append(Finding("spread.item", {"item": row[self.over], "level": level} | values))
        if self.lead is not None:
            values = {name: getattr(self.lead, name) for name in Lead.__slots__}
            found.append(Finding("spread.lead", values | {"level": level}))
        below = tuple(self.rows.index[(self.rows["variance"] < 0).to_numpy()])
        if below:
            found.append(Finding("spread.negative", {"names": below, "count": len(below)}))
        found += [
            Finding("spread.apart", {"name": row[0], "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return (*found, Finding("spread.arithmetic", {}))


def spread(est: Estimates, *, weights: Plain | None = None, over: str = "item", level: float = 0.95) -> Spread:
    """Say by which items the units differ: each item's share in the variance of the composite between them.

    Args:
        est: estimates with the levels ``unit`` and ``over``, in points.
        weights: the weight of each item in the composite; equal by default. They are divided by their sum.
        over: the level to split by.
        level: confidence level of the intervals.

    Returns:
        The shares, which sum to 1, as observed and net of sampling error: sampling errors make units look different,
        most so on the item that is measured least precisely. A share may lie below zero, where units that are strong on
        the item are weak on the others. Units that lack an item are listed in ``apart``. The item with the largest
        share is set against the second, judged among all pairs of items as ``gaps(pairs="first")`` does. Where the
        variance that is left is not established to lie above zero (by its interval at ``level``) there are no shares.

    Assumptions:
        The units are those that are told of, not a sample of units: the intervals are about sampling errors of the
        scores alone, whose covariance (between items and, where given, units) is known or nearly so. The errors are
        close to normal. The split is arithmetic: an item on which all units are alike has no share, however much it
        matters to people.

    Raises:
        SettingError: other levels, or weights that cannot be used.
        NotEstimable: fewer than three units have every item, or all of them have the same composite.

    Formula:
        share_i = w_i T_i,composite / T_composite, T = S - E: the covariance S of the scores between the units less what
        sampling errors add to it, the mean covariance of one unit's errors less that of two units'. That is the
        Shapley value of the variance of the composite, a sum. Intervals: the shares s with
        (N - s D)² ≤ t² (Var N - 2 s Cov(N, D) + s² Var D) for the two quadratic forms N / D = share.

    Source:
        Shorrocks (1982), Econometrica 50, 193-211; Fieller (1954), Journal of the Royal Statistical Society B 16,
        175-185; Mathai and Provost (1992), Quadratic Forms in Random Variables.

    Examples:
        >>> import pandas as pd
        >>> from satmodel import estimates
        >>> names = pd.MultiIndex.from_product([["A", "B", "C"], ["roads", "schools"]], names=["unit", "item"])
        >>> est = estimates([80.0, 70.0, 84.0, 71.0, 90.0, 70.5], se=[0.5] * 6, names=names)
        >>> spread(est).table[["share_raw", "share"]].round(3).values.tolist()
        [[0.955, 0.963], [0.045, 0.037]]
    """
    check_level(level)
    sides.check_units(est, over)
    asked = weights_of(sides.items_of((est,), over), over, weights, rounds=False)
    whole, items, place = sides.complete(est, None, asked, over, fewest=1)
    if len(whole) < FEWEST_UNITS or len(items) < 2:
        raise NotEstimable(
            f"a spread needs {FEWEST_UNITS} units or more that have every {over}, and two of these; there are the "
            f"units {quoted(list(whole))} and {quoted(items)}; the gap of two units is split by contributions()"
        )
    at = place.ravel()
    share = np.array([asked.after[item] for item in items])
    value, cov = est.value[place], est.cov[np.ix_(at, at)]
    if np.ptp(value @ share) <= 1e-12 * np.abs(value).max():  # equal but for rounding
        raise NotEstimable("all units have the same composite, so there is nothing by which they differ")
    parts = parts_of(value, cov, share, est.df[at])
    return _result(parts, est, (items, share, over), [one for one in sides.units_of(est) if one not in whole], level)


def _result(
    parts: Parts, est: Estimates, asked: tuple[list[Hashable], Array, str], lost: list[Hashable], level: float
) -> Spread:
    items, weights, over = asked
    part, total, se = parts.corrected, float(parts.corrected.sum()), float(np.sqrt(parts.cov.sum()))
    limit = float(t_critical(level, parts.total_df)) * se
    estimable = total > limit
    bounds = np.full((len(items), 2), np.nan)
    if estimable:
        shared = parts.cov.sum(axis=1)
        critical = np.full(len(items), t_critical(level, parts.total_df))
        bounds = ratios(part, np.diag(parts.cov), shared, total, se**2, critical)
    columns = {
        "weight": weights,
        "variance": parts.own,
        "covariance_raw": parts.observed,
        "covariance": part,
        "covariance_se": np.sqrt(np.diag(parts.cov)),
        "share_raw": parts.observed / parts.observed.sum(),
        "share": part / total if estimable else np.full(len(items), np.nan),
        "share_low": bounds[:, 0],
        "share_high": bounds[:, 1],
    }
    lead = _lead(parts, est, items, level) if estimable else None
    settings = {
        "over": over,
        "weights": tuple(zip(items, weights.tolist(), strict=True)),
        "level": level,
        "units": len(sides.units_of(est)) - len(lost),
        "estimable": estimable,
        "adjust": None if lead is None else lead.adjust,
        "pairs": None if lead is None else lead.pairs,
        "seed": SEED if lead is not None and lead.adjust in families.DRAWN else None,
        "apart": len(lost),
    }
    apart = pd.DataFrame({"unit": lost, "reason": "part_not_estimable"})
    rows = pd.DataFrame(columns, index=pd.Index(items, name=over))
    units, raw = settings["units"], float(parts.observed.sum())
    step = Step("spread", settings, (est.step,))
    return Spread(rows, units, over, raw, total, se, float(np.sqrt(limit)), estimable, lead, apart, step)


def _lead(parts: Parts, est: Estimates, items: list[Hashable], level: float) -> Lead:
    """The largest part against the second, judged among all pairs of items."""
    value, total = parts.corrected, float(parts.corrected.sum())
    labels = pd.MultiIndex.from_arrays([items], names=["item"])
    none = np.full(len(items), np.nan)
    of = Estimates(value, parts.cov, none, parts.df, labels, est.step, level, nothing_apart(["item"]))
    both = families.compared_pairs(of, best="high", shared=False)
    asked = families.asked(of, both, "first", adjust=None, among=None)
    found = judged(asked, Draws(both, draws_at(level), SEED), level=level, margin=0.0)[0].take(asked.shown)
    one, two = int(asked.unit[asked.shown[0]]), int(asked.against[asked.shown[0]])
    variance = float(found.se[0]) ** 2
    shared = float(parts.cov[one].sum() - parts.cov[two].sum())
    low, high = np.nan, np.nan
    if total > found.critical[0] * np.sqrt(parts.cov.sum()):
        gap, spread_, cov, critical = (np.array([x]) for x in (found.gap[0], variance, shared, found.critical[0]))
        low, high = ratios(gap, spread_, cov, total, float(parts.cov.sum()), critical)[0]
    return Lead(
        name_of(labels[one]),
        name_of(labels[two]),
        float(found.gap[0]) / total,
        float(low),
        float(high),
        found.verdict[0],
        float(found.detectable[0]) / total,
        asked.adjust,
        asked.size,
    )

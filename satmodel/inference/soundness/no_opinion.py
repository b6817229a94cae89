"""What answers without an opinion could do to scores and ranks: three treatments, bounds, and their share by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.indicators import estimated
from satmodel.estimation.share_intervals import intervals
from satmodel.inference.soundness.recoding import (
    Weights,
    answered,
    composites,
    item_weights,
    rank_of,
    treatments,
    without_answers,
)
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import Cells

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NoOpinion(Result):
    """The composites of u units with answers without an opinion treated in several ways.

    Attributes:
        units: the units, in the order of the survey.
        treated: (u rows) composites in points: ``apart`` (not scored), ``lowest``, ``zero`` (where the scale does not
            reach it), ``middle`` and ``highest``; whatever the opinions were, the composite lies between ``lowest`` and
            ``highest``.
        share: (u,) share of answers without an opinion among the answers given, over the items.
        share_low, share_high: (u,) its interval; ``nan`` where it has none.
        rank: (u,) rank with these answers apart. rank_best, rank_worst: (u,) the best and the worst rank under the
            treatments. bound_best, bound_worst: (u,) the ranks that remain possible whatever the opinions were.
        points: the points of each treatment.
        level: confidence level of the interval of the share.
        apart: the units without a composite.
        step: how it was made.
    """

    units: tuple[str, ...]
    treated: pd.DataFrame
    share: Array
    share_low: Array
    share_high: Array
    rank: NDArray[np.intp]
    rank_best: NDArray[np.intp]
    rank_worst: NDArray[np.intp]
    bound_best: NDArray[np.intp]
    bound_worst: NDArray[np.intp]
    points: dict[str, float]
    level: float
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, in the order of rank: the composites, rank and its range, share and its interval."""
        columns = {
            "rank": self.rank,
            "rank_best": self.rank_best,
            "rank_worst": self.rank_worst,
            "bound_best": self.bound_best,
            "bound_worst": self.bound_worst,
            "share": self.share,
            "share_low": self.share_low,
            "share_high": self.share_high,
        }
        frame = self.treated.assign(**columns)
        return frame.iloc[np.argsort(self.rank, kind="stable")]

    @property
    def findings(self) -> tuple[Finding, ...]:
        most, least = int(np.argmax(self.share)), int(np.argmin(self.share))
        shares = {
            "count": len(self.units),
            "name": self.units[most],
            "share": float(self.share[most]),
            "least": self.units[least],
            "least_share": float(self.share[least]),
        }
        found = [Finding("no_opinion.share", shares)]
        moved = tuple(unit for unit, a, b in zip(self.units, self.rank_best, self.rank_worst, strict=True) if a != b)
        # the highest points are a bound, not a treatment
        used = tuple(name for name in self.treated if name != "highest")
        values = {"names": moved, "moved": len(moved), "count": len(self.units), "treatments": len(used)}
        found.append(Finding("no_opinion.ranks", values))
        reach = self.treated["highest"].to_numpy() - self.treated["lowest"].to_numpy()
        wide = int(np.argmax(reach))
        first = tuple(unit for unit, best in zip(self.units, self.bound_best, strict=True) if best == 1)
        bounds = {
            "name": self.units[wide],
            "lowest": float(self.treated["lowest"].iloc[wide]),
            "highest": float(self.treated["highest"].iloc[wide]),
            "apart": float(self.treated["apart"].iloc[wide]),
            "first": first,
        }
        found.append(Finding("no_opinion.bounds", bounds))
        found += [
            Finding("recoded.apart", {"name": row[0], "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)


def no_opinion(
    survey: Survey,
    *,
    items: Sequence[str] | None = None,
    weights: Weights = None,
    middle: float | None = None,
    level: float = 0.95,
) -> NoOpinion:
    """Compute every unit's composite with answers without an opinion apart, at the lowest, middle and highest points.

    Args:
        survey: the respondents, with a scale that names answers without an opinion.
        items: scored items; all by default.
        weights: the weight of each item in the composite; equal by default.
        middle: the points of the middle; halfway between the ends of the scale by default.
        level: confidence level of the interval of the share without an opinion.

    Returns:
        The composites in points, the ranks that change with the treatment, the bounds of composite and rank whatever
        the opinions were, and the share without an opinion in each unit with its interval (Wilson's, with the effective
        n of the design). Blanks are no answers and stay out of everything.

    Assumptions:
        None for the bounds. Each treatment assumes that all without an opinion would have given one answer.

    Raises:
        SettingError: the survey has no answers without an opinion, or a setting that cannot be used.
        NotEstimable: fewer than two units have scored answers to every item.

    Formula:
        C(x) = Σ_q a_q (Σ_scored w y + x Σ_no opinion w) / (Σ_scored w + Σ_no opinion w). The best possible rank of a
        unit is 1 + the number of units whose lowest composite lies above its highest.

    Source:
        Manski (2003), Partial Identification of Probability Distributions, Springer.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> said = ["good", "good", "?", "bad", "good", "bad", "good", "bad"]
        >>> frame = pd.DataFrame({"town": list("AAAABBBB"), "q1": said})
        >>> scale = sat.Scale({"good": 100, "bad": 60}, no_opinion=["?"])
        >>> found = sat.no_opinion(sat.read(frame, unit="town", items=["q1"], scale=scale))
        >>> found.treated.loc["A"].round(1).to_dict()
        {'apart': 86.7, 'lowest': 80.0, 'zero': 65.0, 'middle': 85.0, 'highest': 90.0}
    """
    scale = survey.scale
    if scale is None or not scale.no_opinion:
        raise SettingError("the survey's scale names no answers without an opinion; Scale(..., no_opinion=[...]) does")
    given = answered(survey, items)
    points = treatments(scale, middle)
    codings = {"apart": dict(scale.points)}
    codings |= {name: dict(scale.points) | dict.fromkeys(scale.no_opinion, x) for name, x in points.items()}
    whole = pd.DataFrame({name: composites(survey, given, coding, weights) for name, coding in codings.items()})
    lost = whole.isna().any(axis=1).to_numpy()
    if (~lost).sum() < 2:
        raise NotEstimable("fewer than two units have answers that can be scored to every item")
    units = tuple(unit for unit, gone in zip(survey.units, lost, strict=True) if not gone)
    treated = whole[~lost].set_index(pd.Index(units, name="unit"))
    ranks = np.column_stack([rank_of(treated[name].to_numpy()) for name in treated if name != "highest"])
    low, high = treated["lowest"].to_numpy(), treated["highest"].to_numpy()
    share, ends = _shares(survey, given, weights, units, level)
    settings = {
        "treatments": tuple(name for name in treated if name != "highest"),
        "treated": tuple(points.items()),
        "answers": tuple(answer for answer in scale.no_opinion if any(answer in cells for cells in given.values())),
        "items": tuple(given),
        "level": level,
        "measure": "points",
    }
    return NoOpinion(
        units,
        treated,
        share,
        *ends,
        ranks[:, 0],
        ranks.min(axis=1),
        ranks.max(axis=1),
        # 1e-9 of a point: rounding of sums of the same answers in another order
        1 + (low[None, :] > high[:, None] + 1e-9).sum(axis=1),
        len(units) - (high[None, :] < low[:, None] - 1e-9).sum(axis=1),
        points,
        level,
        without_answers(survey, lost),
        Step("no_opinion", settings, (survey.step,)),
    )


def _shares(
    survey: Survey, given: Mapping[str, Cells], weights: Weights, units: tuple[str, ...], level: float
) -> tuple[Array, tuple[Array, Array]]:
    """The share without an opinion in each unit, a mean over respondents of their own shares, and its interval."""
    without, told = np.zeros(len(survey)), np.zeros(len(survey))
    for item, weight in item_weights(list(given), weights).items():
        without += weight * np.isin(given[item], list(survey.scale.no_opinion if survey.scale else ()))
        told += weight * (given[item] != "")
    own = np.divide(without, told, out=np.full(len(survey), np.nan), where=told > 0)
    some = ~np.isnan(own)
    unit = pd.Categorical(survey.design.unit, categories=list(units)).codes
    inside = some & (unit >= 0)
    size = np.bincount(unit[inside], survey.design.weight[inside], len(units))
    share = np.bincount(unit[inside], (survey.design.weight * own)[inside], len(units)) / size
    ends = pd.DataFrame({"low": np.nan, "high": np.nan}, index=list(units))
    try:
        step = ("rates", {"items": tuple(given)})
        est = estimated(survey, {("all", "no_opinion"): own}, by="unit", level=level, lonely="adjust", step=step)
    except NotEstimable:  # not one unit has a share with an error: the shares stand without intervals
        return share, (ends["low"].to_numpy(), ends["high"].to_numpy())
    found = intervals(est.take({"item": "all", "measure": "no_opinion"}), level=level).table[["low", "high"]]
    ends = found.reindex(list(units))
    return share, (ends["low"].to_numpy(), ends["high"].to_numpy())

"""Where each unit stands: against the others, a target or its peers, and among what is expected of its size."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.inference.judging.pairs import ROUNDING
from satmodel.inference.judging.units import check_one_level, fewest_degrees, told_apart
from satmodel.inference.standing.funnel import Funnel, funnel
from satmodel.inference.standing.overdispersion import BANDS, banded
from satmodel.inference.standing.standing_asked import Asked, asked
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Index = NDArray[np.intp]

OVERDISPERSION = {True: "robust", False: "none", "robust": "robust", "published": "published", "none": "none"}
ADJUSTMENTS = ("none", "holm", "bonferroni")
SHOWN = 12  # more units than this are told by their family; the furthest of the established ones one by one


@dataclass(frozen=True, slots=True, eq=False)
class Standing(Result):
    """The standing of k units.

    Attributes:
        labels: a MultiIndex of length k with one level, in the order of the estimates.
        value: (k,) estimates, in points. se: (k,) their standard errors. n: (k,) respondents behind each.
        reference: (k,) what each is set against, in points: the mean of the others, the target, the mean of its peers.
        compared: each difference (estimate minus reference) with its interval, p-value and verdict.
        funnel: how far each lies from the target of the funnel, with and without over-dispersion.
        band: (k,) ``"much_worse"``, ``"worse"``, ``"about_the_same"``, ``"better"`` or ``"much_better"`` than expected.
        group: (k,) each unit's peer group, or None where there are none.
        against: ``"others"``, ``"value"`` or ``"peers"``. weighted: whether means are weighted.
        level: confidence level. adjust: how the family was adjusted. best: ``"high"`` or ``"low"``.
        apart: what cannot be estimated, or has no peers, with the reason.
        step: how it was made.
    """

    labels: pd.MultiIndex
    value: Array
    se: Array
    n: Array
    reference: Array
    compared: Comparison
    funnel: Funnel
    band: tuple[str, ...]
    group: tuple[Hashable, ...] | None
    against: str
    weighted: bool
    level: float
    adjust: str
    best: str
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit, as the estimates are ordered; gap, z and z_od are above zero where the estimate is higher."""
        found = self.compared
        columns: dict[str, Any] = {} if self.group is None else {"peer_group": list(self.group)}
        columns |= {"estimate": self.value, "se": self.se, "n": self.n, "reference": self.reference, "gap": found.gap}
        columns |= {"low": found.low, "high": found.high, "p": found.p, "p_adjusted": found.p_adjusted}
        columns |= {"verdict": found.verdict, "detectable": found.detectable}
        columns |= {"z": self.funnel.z, "z_od": self.funnel.z_od, "band": self.band}
        return pd.DataFrame(columns, index=plain_index(self.labels))

    @property
    def chart(self) -> Chart:
        """The funnel: size against score, around the target; around zero where peers have targets of their own."""
        shape = self.funnel
        height = self.value if shape.single else self.value - shape.target
        columns = {"size": shape.size, "height": height, "z_od": shape.z_od, "band": self.band}
        data = pd.DataFrame(columns, index=plain_index(self.labels)).reset_index()
        label = str(self.labels.names[0])
        roles = {"label": label, "size": "size", "value": "height", "band": "band", "z": "z_od"}
        marks = {
            "target": float(shape.target[0]) if shape.single else 0.0,
            "limits": shape.limits(),
            "sized": shape.sized,
            "overdispersed": shape.tau2 > 0,
            "against": self.against,
        }
        return Chart("funnel", data, roles, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [self._family()] if len(self.value) > 1 else []
        found += [Finding("standing.unit", self._unit(i)) for i in self._told()]
        if self.against != "value":
            found.append(
                Finding("standing.half", {"count": len(self.value), "weighted": self.weighted, "best": self.best})
            )
        found += self._spread()
        return (*found, *told_apart(self.apart, "standing"))

    def _told(self) -> list[int]:
        """The units told one by one: all where they are few, else the furthest whose difference is established."""
        far = np.argsort(-np.abs(self.compared.gap), kind="stable")
        yes = [i for i in far if self.compared.verdict[i] is Verdict.ESTABLISHED]
        return list(range(len(far))) if len(far) <= SHOWN else [int(i) for i in yes[:SHOWN]]

    def _family(self) -> Finding:
        found = self.compared
        yes = np.array([verdict is Verdict.ESTABLISHED for verdict in found.verdict])
        reach = found.detectable[~yes]
        values = {
            "count": len(yes),
            "above": int(np.sum(yes & (found.gap > 0))),
            "below": int(np.sum(yes & (found.gap < 0))),
            "open": int(np.sum(~yes)),
            "smallest_detectable": float(reach.min()) if len(reach) else None,
            "largest_detectable": float(reach.max()) if len(reach) else None,
            "against": self.against,
            "reference": float(self.reference[0]) if self.against == "value" else None,
            "weighted": self.weighted,
            "adjust": self.adjust,
            "level": self.level,
            "best": self.best,
        }
        return Finding("standing.family", values)

    def _unit(self, i: int) -> dict[str, Any]:
        found = self.compared
        return {
            "name": name_of(self.labels[i]),
            "estimate": float(self.value[i]),
            "reference": float(self.reference[i]),
            "gap": float(found.gap[i]),
            "low": float(found.low[i]),
            "high": float(found.high[i]),
            "level": self.level,
            "adjust": self.adjust,
            "verdict": found.verdict[i],
            "detectable": float(found.detectable[i]),
            "against": self.against,
        }

    def _spread(self) -> list[Finding]:
        shape, count = self.funnel, len(self.value)
        values = {"how": shape.how, "spread": shape.spread, "count": count, "against": self.against}
        values |= {"phi": shape.phi if np.isfinite(shape.phi) else None}
        found = [Finding("standing.spread", values)]
        tally = {band: self.band.count(band) for band in BANDS}
        found.append(Finding("standing.bands", tally | {"count": count}))
        names = {band: tuple(name_of(self.labels[i]) for i in range(count) if self.band[i] == band) for band in BANDS}
        outside = [band for band in reversed(BANDS) if band != "about_the_same" and names[band]]
        return found + [Finding("standing.outside", {"band": band, "names": names[band]}) for band in outside]


def standing(
    est: Estimates,
    *,
    against: str | float | Mapping[Hashable, Hashable] | pd.Series | pd.DataFrame = "others",
    weights: Mapping[Hashable, float] | pd.Series | None = None,
    level: float = 0.95,
    adjust: str = "holm",
    overdispersion: bool | str = True,
    best: str = "high",
) -> Standing:
    """Say where each unit stands: against the others, a fixed target or its peers, and whether that is exceptional.

    Two questions are answered apart. The verdict: is the unit's difference to its reference beyond sampling error, all
    units judged together? The band: is the unit an exception among units that differ anyway (the funnel)?

    Args:
        est: estimates with one level of labels, in points (or in shares).
        against: ``"others"``: the mean of all other units; a number: a fixed target, such as 85; or each unit's peer
            group (a mapping, a series or a frame with one column, by unit; or a mapping of groups to lists of units):
            the mean of its other members.
        weights: each unit's weight in those means, such as its population; equal by default.
        level: confidence level of the intervals, for all units together unless ``adjust="none"``.
        adjust: ``"holm"``, ``"bonferroni"`` or ``"none"``.
        overdispersion: True (``"robust"``): the funnel allows for units' true spread around the target;
            ``"published"``: as Spiegelhalter published it and the NHS uses it, the target taken as known;
            False (``"none"``): sampling error alone.
        best: whether the ``"high"`` or the ``"low"`` estimate is the better one; it turns the bands, and nothing else.

    Returns:
        The standing of every unit. The unit itself is never part of what it is set against. What cannot be estimated is
        not part of any mean and stands in ``apart``, as does a unit that has no peers (``"no_peers"``).

    Assumptions:
        The estimates are close to jointly normal with the covariance given; the weights are known. Degrees of freedom
        by Satterthwaite's rule. Bands: true values of units that are no exception lie normally around the target; they
        are not adjusted for the number of units, so about one unit in twenty lies outside by chance. Fewer than five
        units cannot show over-dispersion; their bands allow for sampling error alone.

    Raises:
        SettingError: labels with more than one level, a unit without a weight or a group, a difference without a
            variance, or a setting that cannot be used.
        NotEstimable: there is nothing to set the units against.

    Formula:
        d_i = θ̂_i - Σ_{j≠i} w_j θ̂_j / Σ_{j≠i} w_j with variance from A Σ A'; limits: target ± 1.96 (3.09) √(v + τ²).
        d_i is the difference to the mean of all, the unit in it, divided by 1 - w_i: both have the same z.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Spiegelhalter (2005), Statistics in Medicine 24,
        1185-1202; Spiegelhalter et al. (2012), Journal of the Royal Statistical Society A 175, 1-47; the bands' names:
        Care Quality Commission (2020), 2019 adult inpatient survey: identifying outliers within trust-level results.

    Examples:
        >>> from satmodel import estimates
        >>> towns = estimates([90.0, 84.0, 83.0, 82.0, 78.0], se=[1.0] * 5, names=list("ABCDE"))
        >>> found = standing(towns, weights={"A": 1, "B": 1, "C": 1, "D": 1, "E": 2}).table
        >>> found[["reference", "gap", "verdict"]].round(2).values.tolist()[0]
        [81.0, 9.0, 'established']
    """
    check_level(level)
    check_one_level(est)
    how = _checked(adjust, overdispersion, best)
    question = asked(est, against, weights)
    compared = _compared(question, level, adjust)
    est, fixed = question.est, question.target
    single = question.groups == 1
    shape = funnel(est, question.mean, fixed, single=single, groups=question.groups, overdispersion=how)
    weighted = weights is not None
    noted = {"weighted": weighted, "level": level, "adjust": adjust, "best": best}
    return Standing(
        labels=est.labels,
        value=est.value,
        se=est.se,
        n=est.n,
        reference=est.value - question.rows @ est.value if fixed is None else np.full(len(est), fixed),
        compared=compared,
        funnel=shape,
        band=banded(shape.z_od if best == "high" else -shape.z_od),
        group=question.group,
        against=question.against,
        weighted=weighted,
        level=level,
        adjust=adjust,
        best=best,
        apart=question.apart,
        step=_step(question, compared, shape, noted),
    )


def _step(question: Asked, compared: Comparison, shape: Funnel, noted: dict[str, Any]) -> Step:
    est = question.est
    settings = {
        "against": question.against,
        "target": question.target,
        "peer_groups": None if question.group is None else question.groups,
        **noted,
        "overdispersion": shape.how,
        "exact": shape.how != "published" and question.target is None,
        "scale": shape.scale,
        "spread": shape.spread,
        "count": len(est),
        "apart": len(question.apart),
        "independent": not np.any(est.cov - np.diag(np.diag(est.cov))),
        "df": fewest_degrees(compared.df),
    }
    return Step("standing", settings, (est.step,))


def _checked(adjust: str, overdispersion: bool | str, best: str) -> str:
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if adjust not in ADJUSTMENTS:
        raise SettingError(f"adjust must be one of {quoted(ADJUSTMENTS)}; it is {adjust!r}")
    if not isinstance(overdispersion, bool | str) or overdispersion not in OVERDISPERSION:
        raise SettingError(f"overdispersion must be True, False or 'published'; it is {overdispersion!r}")
    return OVERDISPERSION[overdispersion]


def _compared(question: Asked, level: float, adjust: str) -> Comparison:
    """Every unit's difference to its reference, judged as one family."""
    est, rows = question.est, question.rows
    gap = rows @ est.value - (question.target or 0.0)
    gap[np.abs(gap) <= ROUNDING * np.abs(est.value).max()] = 0.0
    variance = ((rows @ est.cov) * rows).sum(axis=1)
    exact = ~(variance > ROUNDING * (rows**2 @ np.diag(est.cov)))
    if exact.any():
        units = [name_of(est.labels[i]) for i in np.flatnonzero(exact)]
        raise SettingError(
            f"the difference of {quoted(units)} to what it is set against has no standard error; leave out what is "
            "known exactly with .take, or give its standard error"
        )
    return compare(gap, np.sqrt(variance), degrees_of_freedom(rows, est.cov, est.df), level=level, adjust=adjust)

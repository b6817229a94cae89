"""Whether the items of a survey are one index: alpha, omega, what one factor leaves, and which item stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.small import FEWEST_DEGREES
from satmodel.inference.driving.index_sample import (
    against_zero,
    answered_items,
    asked_items,
    check_sums,
    interval,
    measured,
    within_one,
    without_number,
)
from satmodel.inference.driving.structure import ItemStructure, structure_of
from satmodel.inference.judging.comparing import Comparison, check_level
from satmodel.inference.sampling.regression import covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.inference.sampling.sample import FEWEST_REPLICATES
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# A coefficient whose variance the other items inflate this much has an error √10 = 3.2 times what it would be alone.
INFLATED = 10.0
WHOLE = ("alpha", "omega", "correlation", "first_share", "factor_share")


@dataclass(frozen=True, slots=True, eq=False)
class Structure(Result):
    """How p items of a survey hang together.

    Attributes:
        parts: every number of the items, from their covariance.
        rows: (p rows) the table, by item.
        overall: alpha, omega, the mean correlation and the shares of the first component and of one factor: value, low,
            high.
        with_rest: each item's correlation with the sum of the others, judged against zero.
        beyond: the correlation that one factor leaves to each pair, judged as one family; None for fewer than four
            items, to which one factor leaves nothing. between: the pairs' items.
        step: how they were made.
    """

    parts: ItemStructure
    rows: pd.DataFrame
    overall: pd.DataFrame
    with_rest: Comparison
    beyond: Comparison | None
    between: tuple[tuple[str, str], ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item that varies, in the order asked for.

        ``loading`` (``loading_low``, ``loading_high``) on one factor; ``item_total`` (``low``, ``high``) the
        correlation with the sum of the others, and its ``verdict``; ``alpha_without`` the item; ``vif``; ``n``.
        """
        return self.rows.copy()

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a pair of items: the correlation that one factor leaves, with its interval and verdict."""
        if self.beyond is None:
            return pd.DataFrame(columns=["residual", "low", "high", "p_adjusted", "verdict"])
        index = pd.MultiIndex.from_tuples(self.between, names=["item", "against"])
        found = self.beyond
        columns = {"residual": found.gap, "low": found.low, "high": found.high, "p_adjusted": found.p_adjusted}
        return pd.DataFrame(columns | {"verdict": [one.value for one in found.verdict]}, index=index)

    @property
    def conditions(self) -> pd.DataFrame:
        """One row a condition index, the smallest first, with the share of each item's variance that belongs to it."""
        names = self.step.settings["items"]
        varies = self.parts.varies
        columns = [name for name, used in zip(names, varies, strict=True) if used]
        frame = pd.DataFrame(self.parts.proportions[:, varies], columns=columns)
        frame.insert(0, "condition", self.parts.condition)
        return frame

    @property
    def chart(self) -> Chart:
        """Each item's correlation with the sum of the others."""
        columns = {"label": "item", "value": "item_total", "low": "low", "high": "high"}
        marks = {"level": self.step.settings["level"], "of": "item_total"}
        return Chart("intervals", self.rows.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self._whole(), *self._rest(), *self._left(), *self._cautions())

    def _told(self, name: str) -> dict[str, Any]:
        value, low, high = self.overall.loc[name]
        return {"value": float(value), "low": float(low), "high": float(high), "level": self.step.settings["level"]}

    def _whole(self) -> list[Finding]:
        noted = self.step.settings
        counts = {"count": len(self.rows), "n": noted["n"], "lost": noted["lost"]}
        found = [Finding("structure.alpha", self._told("alpha") | counts)]
        if np.isfinite(self.overall.loc["omega"]).all():
            found.append(Finding("structure.omega", self._told("omega")))
        first = {f"first_{end}": number for end, number in self._told("first_share").items()}
        together = {"together": bool(self.overall.loc["correlation", "low"] > 0), "least": 1 / len(self.rows)}
        return [*found, Finding("structure.halo", self._told("correlation") | first | together)]

    def _rest(self) -> list[Finding]:
        """The item that goes least with the others, and every other one that is not established to go with them."""
        judged, level = self.with_rest, self.step.settings["level"]
        found = []
        for place, i in enumerate(np.argsort(judged.gap, kind="stable")):
            established = judged.verdict[i] is Verdict.ESTABLISHED
            if place and established and judged.gap[i] > 0:
                continue
            values = {
                "item": self.rows.index[i],
                "value": float(judged.gap[i]),
                "low": float(judged.low[i]),
                "high": float(judged.high[i]),
                "level": level,
                "verdict": judged.verdict[i],
                "against": bool(established and judged.gap[i] < 0),
                "detectable": float(judged.detectable[i]),
                "beyond": bool(judged.detectable[i] >= 1),
            }
            found.append(Finding("structure.item" if place else "structure.weakest", values))
        return found

    def _left(self) -> list[Finding]:
        """The pair that one factor leaves most to, an established one if there is any."""
        if self.beyond is None:
            return []
        settled = np.array([one is Verdict.ESTABLISHED for one in self.beyond.verdict])
        most = int((np.abs(self.beyond.gap) + settled).argmax())
        values = {
            "item": self.between[most][0],
            "against": self.between[most][1],
            "value": float(self.beyond.gap[most]),
            "low": float(self.beyond.low[most]),
            "high": float(self.beyond.high[most]),
            "level": self.step.settings["level"],
            "verdict": self.beyond.verdict[most],
            "below": bool(self.beyond.gap[most] < 0),
            "detectable": float(self.beyond.detectable[most]),
            "beyond": bool(self.beyond.detectable[most] >= 1),
            "established": int(settled.sum()),
            "alike": int((settled & (self.beyond.gap > 0)).sum()),
            "count": len(self.between),
        }
        return [Finding("structure.pair", values)]

    def _cautions(self) -> list[Finding]:
        names = np.array(self.step.settings["items"], dtype=object)
        parts, found = self.parts, []
        bound = np.isinf(parts.vif)
        for kind, which in (
            ("structure.constant", ~parts.varies),
            ("structure.collinear", bound),
            ("structure.heywood", parts.heywood),
        ):
            if which.any():
                found.append(Finding(kind, {"items": tuple(names[which]), "count": int(which.sum())}))
        found += self._inflated(names)
        if len(self.rows) > 2 and np.isnan(parts.loadings[parts.varies]).any():
            found.append(Finding("structure.no_factor", {"count": len(self.rows)}))
        noted = self.step.settings
        if noted["replicates_without"]:
            counts = {"count": noted["replicates_without"], "replicates": noted["replicates"]}
            found.append(Finding("structure.replicates", counts))
        if self.step.settings["df"] < FEWEST_DEGREES:
            found.append(Finding("structure.few", {"df": self.step.settings["df"], "fewest": FEWEST_DEGREES}))
        if self.step.settings["lonely_strata"]:
            found.append(Finding("structure.lonely_strata", {"count": self.step.settings["lonely_strata"]}))
        return [*found, Finding("structure.meaning", {})]

    def _inflated(self, names: NDArray[np.object_]) -> list[Finding]:
        """The item whose coefficient the others inflate most, where that is much."""
        vif = np.where(np.isfinite(self.parts.vif), self.parts.vif, 0.0)
        most = int(vif.argmax())
        if vif[most] <= INFLATED:
            return []
        values = {"item": names[most], "vif": float(vif[most]), "times": float(np.sqrt(vif[most]))}
        return [Finding("structure.inflated", values)]


def structure(
    survey: Survey,
    *,
    items: Sequence[str] | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> Structure:
    """Say whether the items of a survey are one index, and which of them stands apart.

    Args:
        survey: the respondents.
        items: two or more columns of ``survey.scores``; the survey's items by default.
        level: confidence level of the intervals.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap.

    Returns:
        Alpha and omega of the items' sum, the mean correlation of two items, the shares of the first component and of
        one factor, each item's loading and correlation with the others, what one factor leaves to each pair, and how
        far the items hide each other's coefficients (VIF, condition indices). Respondents who did not answer every item
        are left out and counted.

    Assumptions:
        Clusters are drawn independently within strata. Alpha understates the reliability of items that measure
        one thing unequally well. Items err independently of one another: a mood that raises all answers of a respondent
        counts as what is measured.

    Raises:
        SettingError: an item is not there or named twice, or a setting that cannot be used.
        NotEstimable: fewer than two items vary, there are fewer clusters than items + 2, or the sum of the items (or of
            all but one) does not vary.

    Formula:
        α = p/(p-1) (1 - Σ s_ii / Σ s_ij); ω = (Σ s_i l_i)² / ((Σ s_i l_i)² + Σ s_i² (1 - l_i²)) with the loadings l of
        one factor by least squares of the correlations off the diagonal. Percentile intervals of the Rao-Wu bootstrap,
        tails widened to t; correlations with the others, and what the factor leaves: t intervals with the bootstrap
        error, judged by Holm as one family each.

    Source:
        Cronbach (1951), Psychometrika 16, 297-334; McDonald (1999), Test theory; Harman and Jones (1966), Psychometrika
        31, 351-368; Belsley, Kuh and Welsch (1980), Regression diagnostics; Rao and Wu (1988), JASA 83, 231-241.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> random = np.random.default_rng(7)
        >>> mood = random.normal(0, 6, (200, 1))
        >>> points = 80 + mood + random.normal(0, 6, (200, 3))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools", "clinics"]).assign(town="A")
        >>> found = structure(sat.read(frame, unit="town", items=["roads", "schools", "clinics"]))
        >>> found.overall.loc[["alpha", "omega"], "value"].round(2).to_dict()
        {'alpha': 0.74, 'omega': 0.75}
    """
    check_level(level)
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")
    names = asked_items(survey, items)
    data, settings, source = answered_items(survey, names)
    drawn = bootstrap_sums(data.totals, data.stratum, population=data.population, replicates=replicates, seed=seed)
    cov, again = covariance(data.totals.sum(axis=0), data.columns), covariance(drawn, data.columns)
    varies = np.diag(cov) > 0
    if varies.sum() < 2:
        raise NotEstimable("fewer than two items vary among those who answered every item; an index needs two")
    noted = {"items": names, **settings, "level": level, "replicates": replicates, "seed": seed}
    kept = np.ix_(varies, varies)
    again = again[:, kept[0], kept[1]]
    return _result(structure_of(cov, data.n), cov[kept], again, Step("structure", noted, source))


def _result(parts: ItemStructure, cov: Array, again: Array, step: Step) -> Structure:
    noted = step.settings
    asked = {"df": noted["df"], "level": noted["level"]}
    names = [name for name, used in zip(noted["items"], parts.varies, strict=True) if used]
    whole, loadings, with_rest, left = measured(cov)
    wholes, loads, rests, lefts = measured(again, loadings)
    check_sums(cov, names)
    if np.isnan(parts.omega):
        whole[1] = np.nan
    step = replace(step, settings={**noted, "replicates_without": without_number(whole, wholes, rests)})
    low, high = interval(whole, wholes, **asked)
    overall = pd.DataFrame({"value": whole, "low": low, "high": high}, index=pd.Index(WHOLE, name="of"))
    judged = within_one(against_zero(with_rest, rests, **asked))
    load_low, load_high = interval(loadings, loads, **asked)
    columns = {
        "loading": loadings,
        "loading_low": load_low,
        "loading_high": load_high,
        "item_total": judged.gap,
        "low": judged.low,
        "high": judged.high,
        "verdict": [one.value for one in judged.verdict],
        "alpha_without": parts.alpha_without[parts.varies],
        "vif": parts.vif[parts.varies],
        "n": noted["n"],
    }
    rows = pd.DataFrame(columns, index=pd.Index(names, name="item"))
    # three correlations are those of one factor, or of none
    found = len(names) > 3 and np.isfinite(left).all() and np.isfinite(lefts).all(axis=1).sum() >= FEWEST_REPLICATES / 2
    one, other = np.triu_indices(len(names), 1)
    between = tuple((names[i], names[j]) for i, j in zip(one, other, strict=True)) if found else ()
    beyond = against_zero(left, lefts, **asked) if found else None
    return Structure(parts, rows, overall, judged, beyond, between, step)

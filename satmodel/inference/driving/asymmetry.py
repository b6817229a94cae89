"""Whether a bad answer to an item goes with more than a good one: penalties, rewards, and Kano's classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable
from satmodel.estimation.influence import sampled
from satmodel.inference.driving.sides import Answers, Sides, sides_of
from satmodel.inference.judging.comparing import check_level, compare
from satmodel.inference.regressing.contrasts import fieller, fit_contrasts
from satmodel.inference.sampling.sample import DriverSample, sample_of
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# Twice as much in one direction as in the other: (2 - 1) / (2 + 1).
TWICE = 1 / 3
_CORRELATED = 5.0
_EXACT = 1 - 1e-12
CLASSES = ("must_be", "performance", "attractive")
OPEN = Verdict.NOT_ESTABLISHED.value


@dataclass(frozen=True, slots=True, eq=False)
class Asymmetry(Result):
    """Penalties and rewards of p items for one outcome, the item with the most penalty beside its reward first.

    Attributes:
        rows: (p rows) the table, by item.
        apart: items whose penalty and reward cannot be estimated, with the reason and how often each kind of answer was
            given.
        outcome: the overall question's column.
        fitted: R² of the regression on all dummies.
        step: how they were made.
    """

    rows: pd.DataFrame
    apart: pd.DataFrame
    outcome: str
    fitted: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, in points of the outcome.

        ``penalty`` and ``reward``, each with ``_se``, ``_low``, ``_high``; ``gap``, reward less penalty, with ``se``,
        ``low``, ``high``, ``p``, ``p_adjusted``, ``verdict``, ``detectable``; ``asymmetry``, the index, with ``_low``
        and ``_high``, not given where reward and penalty together do not reach ``range_detectable``;
        ``kano``; ``n_bad``, ``n_middle``, ``n_good``; ``vif``, the larger of the two dummies'.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart:
        columns = {"label": "item", "verdict": "verdict", "gap": "gap", "low": "low", "high": "high", "kano": "kano"}
        columns |= {f"{side}{end}": f"{side}{end}" for side in ("penalty", "reward") for end in ("", "_low", "_high")}
        return Chart("asymmetry", self.rows.reset_index(), columns, {"level": self.step.settings["level"]})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        fit = {key: noted[key] for key in ("n", "lost", "lost_outcome", "lost_items", "level")}
        found = [Finding("asymmetry.fit", {"outcome": self.outcome, "fitted": self.fitted} | fit)]
        keys = ("penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high")
        judged = ("gap", "low", "high", "verdict", "detectable")
        for row in self.rows.itertuples():
            values = {"item": row.Index, "level": noted["level"], "count": len(self.rows)}
            values |= {key: getattr(row, key) for key in (*keys, *judged)}
            found.append(Finding("asymmetry.item", values))
        return (*found, *self._classes(), *self._cautions())

    def _classes(self) -> list[Finding]:
        level, found = self.step.settings["level"], []
        for row in self.rows[self.rows["kano"] != OPEN].itertuples():
            values = {"item": row.Index, "kano": row.kano, "asymmetry": row.asymmetry, "level": level}
            found.append(Finding("asymmetry.kano", values | {"low": row.asymmetry_low, "high": row.asymmetry_high}))
        bounded = self.rows["asymmetry"].notna()
        undecided = self.rows[bounded & (self.rows["kano"] == OPEN)]
        if len(undecided):
            reach = np.maximum(
                undecided["asymmetry_high"] - undecided["asymmetry"],
                undecided["asymmetry"] - undecided["asymmetry_low"],
            )
            names = {"items": tuple(undecided.index), "count": len(undecided)}
            ends = {"least": float(reach.min()), "detectable": float(reach.max())}
            found.append(Finding("asymmetry.undecided", names | ends | {"verdict": Verdict.NOT_ESTABLISHED}))
        if not bounded.all():
            lost = self.rows.index[~bounded]
            seen = self.rows.loc[lost, "range_detectable"]
            ends = {"least": float(seen.min()), "detectable": float(seen.max())}
            names = {"items": tuple(lost), "count": len(lost), "verdict": Verdict.NOT_ESTABLISHED}
            found.append(Finding("asymmetry.no_index", names | ends))
        return found

    def _cautions(self) -> list[Finding]:
        found = [
            Finding("asymmetry.apart", {"name": row.Index, "reason": row.reason} | _counts(row))
            for row in self.apart.itertuples()
        ]
        correlated = self.rows["vif"] > _CORRELATED
        if correlated.any():
            worst = self.rows["vif"].idxmax()
            values = {"items": tuple(self.rows.index[correlated]), "count": int(correlated.sum()), "item": worst}
            found.append(Finding("asymmetry.correlated", values | {"vif": float(self.rows["vif"].max())}))
        return [*found, Finding("asymmetry.not_causal", {"outcome": self.outcome})]


def asymmetry(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    good: Answers = None,
    bad: Answers = None,
    level: float = 0.95,
) -> Asymmetry:
    """Say whether a bad answer to an item goes with a larger loss in the overall rating than a good one with a gain.

    Args:
        survey: the respondents.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: the items; all of the survey's by default.
        good: the best answers, or their points; the highest of the item's scale by default.
        bad: the worst answers, or their points; the lowest of the scale by default. The answers between are the middle.
        level: confidence level of the intervals.

    Returns:
        For each item the penalty (points of the outcome by which those with a bad answer lie below those with a middle
        one, the other items held), the reward (by which those with a good answer lie above them), reward less penalty
        with a verdict, the index and a class of Kano's. Respondents without every answer are left out and counted; an
        item with a kind of answer from fewer than 30 respondents or 10 clusters is listed in ``apart`` and still held.

    Assumptions:
        Association, not cause. What the items go with adds up: a bad answer to one goes with the same loss whatever the
        others are. Clusters are drawn independently within strata; a stratum with a single cluster counts with its
        squared distance from the mean of all. Those who answered everything stand for the others.

    Raises:
        SettingError: the outcome is missing, is among the items, or is computed from them; answers that are not there
            or not at the ends of the scale; or a setting that cannot be used.
        NotEstimable: no item has enough bad, middle and good answers; the outcome does not vary; or the clusters leave
            less than one degree of freedom.

    Formula:
        y = b_0 + Σ_i (r_i good_i - p_i bad_i) by weighted least squares with design-based covariance; t intervals with
        clusters - strata + 1 - coefficients degrees of freedom. Differences r - p are judged by Holm's steps. Index
        IA = (r - p) / (r + p) with Fieller's interval at 1 - (1 - level) / p for p items; not given where the interval
        of r + p reaches zero. Class: must-be where the whole interval lies below -1/3 (the penalty is more than twice
        the reward), attractive above 1/3, performance between.

    Source:
        Brandt (1987), Add value to your service, 61-65; Mikulić and Prebežac (2008), Managing Service Quality 18,
        559-576, and (2011), Managing Service Quality 21, 46-66; Fieller (1954), Journal of the Royal Statistical
        Society B 16, 175-185; Binder (1983), International Statistical Review 51, 279-292; Kano, Seraku, Takahashi and
        Tsuji (1984), Hinshitsu 14, 147-156.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> answer = np.random.default_rng(7).choice([100.0, 75.0, 55.0], (900, 2))
        >>> frame = pd.DataFrame(answer, columns=["roads", "schools"]).assign(town="A")
        >>> frame["all"] = 80 - 12 * (answer[:, 0] == 55) + 3 * (answer == 100).sum(axis=1)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 6, 900)
        >>> survey = sat.read(frame, unit="town", items=["roads", "schools"], overall="all")
        >>> asymmetry(survey, good=100, bad=55).table[["penalty", "reward", "kano"]].round(1).values.tolist()
        [[12.6, 3.3, 'must_be'], [-0.2, 3.0, 'attractive']]
    """
    check_level(level)
    sample = sample_of(survey, outcome=outcome, items=items)
    complete = survey.scores[[*sample.items, sample.outcome]].notna().all(axis=1).to_numpy()
    design = sampled(survey.design)
    sides = [
        sides_of(survey, item, good=good, bad=bad, complete=complete, sample=design) for item in sorted(sample.items)
    ]
    dummies = np.column_stack([part for side in sides for part in (side.bad, side.good)]).astype(float)
    weight, y = survey.design.weight[complete], survey.scores[sample.outcome].to_numpy(dtype=float)[complete]
    fit = fit_contrasts(y, dummies, weight)
    own = fit.own.reshape(-1, 2).all(axis=1)
    reasons = [side.reason or ("" if one else "dummies_collinear") for side, one in zip(sides, own, strict=True)]
    kept = np.flatnonzero([not reason for reason in reasons])
    _check(sides, reasons, fit.fitted, sample)
    df = _degrees(sample, fit.terms)
    turn = np.zeros((dummies.shape[1], 2 * len(kept)))  # to penalties, then rewards
    turn[2 * kept, np.arange(len(kept))] = -1
    turn[2 * kept + 1, len(kept) + np.arange(len(kept))] = 1
    whole = np.zeros((len(complete), turn.shape[1]))
    whole[complete] = fit.influence @ turn
    cov = design.covariance(whole)
    rows = _rows(fit.coefficient @ turn, cov, df, level)
    rows = rows.assign(**_counted([sides[i] for i in kept]), vif=fit.vif.reshape(-1, 2)[kept].max(axis=1))
    rows.index = pd.Index([sides[i].item for i in kept], name="item")
    lost = np.flatnonzero([bool(reason) for reason in reasons])
    apart = pd.DataFrame(_counted([sides[i] for i in lost]), index=pd.Index([sides[i].item for i in lost], name="item"))
    apart["reason"] = [reasons[i] for i in lost]
    asked = {"level": level, "df": df, "terms": fit.terms, "count": len(kept), "apart": len(lost)}
    asked |= {"good": sides[kept[0]].best, "bad": sides[kept[0]].worst}
    step = Step("asymmetry", sample.settings | asked, sample.sources)
    return Asymmetry(rows.sort_values("gap", kind="stable"), apart, sample.outcome, fit.fitted, step)


def _check(sides: list[Sides], reasons: list[str], fitted: float, sample: DriverSample) -> None:
    if all(reasons):
        told = "; ".join(
            f"{side.item}: {side.counts[0]} bad, {side.counts[1]} middle, {side.counts[2]} good answers ({reason})"
            for side, reason in zip(sides, reasons, strict=True)
        )
        raise NotEstimable(
            f"no item has bad, middle and good answers enough to tell penalty and reward apart ({told}). Without a "
            "middle answer there is nothing to compare both ends with; name other answers (good=, bad=)"
        )
    if fitted > _EXACT:
        raise NotEstimable(f"the answers to the items give {sample.outcome!r} exactly; it is computed from them")


def _degrees(sample: DriverSample, terms: int) -> int:
    clusters, strata = sample.settings["clusters"], sample.settings["strata"]
    df = clusters - strata + 1 - terms
    if df < 1:
        raise NotEstimable(
            f"{clusters} clusters in {strata} strata leave {df} degrees of freedom for {terms} coefficients, two an "
            "item and the constant: use fewer items (items=)"
        )
    return int(df)


def _rows(value: Array, cov: Array, df: int, level: float) -> pd.DataFrame:
    """The table from (2m,) penalties and rewards and their covariance."""
    count = len(value) // 2
    penalty, reward = value[:count], value[count:]
    se = np.sqrt(np.diag(cov))
    reach = float(stats.t.isf((1 - level) / 2, df)) * se
    own = np.diag(cov)
    between = np.diag(cov[:count, count:])
    var_gap, var_range = (np.maximum(own[:count] + own[count:] + sign * 2 * between, 0.0) for sign in (-1, 1))
    judged = compare(reward - penalty, np.sqrt(var_gap), np.full(count, float(df)), level=level, adjust="holm")
    together = np.full(count, stats.t.isf((1 - level) / (2 * count), df))
    low, high = fieller(reward - penalty, reward + penalty, var_gap, var_range, own[count:] - own[:count], together)
    index = np.where(np.isnan(low), np.nan, (reward - penalty) / np.where(np.isnan(low), 1.0, reward + penalty))
    parts = {"penalty": penalty, "penalty_se": se[:count]}
    parts |= {"penalty_low": penalty - reach[:count], "penalty_high": penalty + reach[:count]}
    parts |= {"reward": reward, "reward_se": se[count:]}
    parts |= {"reward_low": reward - reach[count:], "reward_high": reward + reach[count:]}
    parts |= {"gap": judged.gap, "se": judged.se, "low": judged.low, "high": judged.high}
    parts |= {"p": judged.p, "p_adjusted": judged.p_adjusted, "verdict": judged.verdict}
    parts |= {"detectable": judged.detectable, "asymmetry": index, "asymmetry_low": low, "asymmetry_high": high}
    parts |= {"range_detectable": together * np.sqrt(var_range)}
    return pd.DataFrame({**parts, "kano": _kano(low, high)})


def _kano(low: Array, high: Array) -> list[str]:
    """The class that the whole interval of the index lies in."""
    inside = np.select([high < -TWICE, low > TWICE, (low > -TWICE) & (high < TWICE)], [0, 2, 1], default=3)
    return [(*CLASSES, OPEN)[i] for i in inside]


def _counted(sides: list[Sides]) -> dict[str, list[int]]:
    return {f"n_{name}": [side.counts[i] for side in sides] for i, name in enumerate(("bad", "middle", "good"))}


def _counts(row: Any) -> dict[str, int]:
    return {key: int(getattr(row, key)) for key in ("n_bad", "n_middle", "n_good")}

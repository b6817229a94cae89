"""How far an own survey lies from the official one, whether that is the same everywhere, and what it foretells."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, plain_index, quoted
from satmodel.inference.gapping.differences import difference
from satmodel.inference.judging.comparing import Comparison, check_level, check_margin, compare
from satmodel.inference.moving.house_points import FEWEST, Cards, Found, cards_of, find, refuse_if_nothing_overlaps
from satmodel.inference.moving.official_forecast import Calibration, forecasts
from satmodel.inference.moving.official_scores import OfficialForecast
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]

_FEWEST_DRAWS = 100
_REASONS = {"only_after": "only_own", "only_before": "only_official"}


@dataclass(frozen=True, slots=True, eq=False)
class HouseEffect(Result):
    """An own survey against the official one at the k points (units, rounds, items) that both have.

    Attributes:
        own, official: (k,) the scores, in points.
        estimates: the k differences own - official with their full covariance; ``apart`` lists what one of them lacks.
        compared: each difference with its interval, p-value and verdict.
        found: the house effect, its spread, the limits of agreement, the rank agreement and the calibration; None with
            fewer than three points.
        forecast: the official scores foretold where only the own survey asked; None where there is nothing to foretell.
        cards: in what the two instruments differ.
        margin: the smallest difference that matters, in points.
        best: which score comes first.
        adjust: how the family of differences was adjusted.
        step: how they were made.
    """

    own: Array
    official: Array
    estimates: Estimates
    compared: Comparison
    found: Found | None
    forecast: OfficialForecast | None
    cards: Cards
    margin: float
    best: str
    adjust: str
    step: Step

    @property
    def apart(self) -> pd.DataFrame:
        """What has no difference: in one survey only (``only_own``, ``only_official``), or in neither."""
        return self.estimates.apart

    @property
    def table(self) -> pd.DataFrame:
        """One row a point of both: own, official, offset (own - official) with interval and verdict, both ranks."""
        found = self.compared
        columns = {
            "own": self.own,
            "official": self.official,
            "offset": found.gap,
            "se": found.se,
            "low": found.low,
            "high": found.high,
            "df": found.df,
            "p": found.p,
            "p_adjusted": found.p_adjusted,
            "verdict": found.verdict,
            "detectable": found.detectable,
            "rank_own": _ranks(self.own, self.best),
            "rank_official": _ranks(self.official, self.best),
        }
        return pd.DataFrame(columns, index=plain_index(self.estimates.labels))

    @property
    def limits(self) -> pd.DataFrame:
        """The limits of agreement, with the sampling errors in them (``raw``) and net of them (``net``); or no row."""
        columns = ["lower", "lower_low", "lower_high", "upper", "upper_low", "upper_high"]
        pairs = [] if self.found is None else [("raw", self.found.raw), ("net", self.found.net)]
        rows = [[getattr(one, column) for column in columns] for _, one in pairs]
        return pd.DataFrame(rows, columns=columns, index=pd.Index([name for name, _ in pairs], name="limits"))

    @property
    def chart(self) -> Chart:
        names = list(self.estimates.labels.names)
        data = self.table.reset_index()
        data["label"] = [name_of(label) for label in self.estimates.labels]
        columns = {"label": "label", "own": "own", "official": "official", "value": "offset"}
        columns |= {"low": "low", "high": "high"}
        marks: dict[str, object] = {"level": self.estimates.level, "levels": tuple(names)}
        if self.found is not None:
            line, raw = self.found.calibration, self.found.raw
            marks |= {"mean": self.found.effect.mean, "slope": line.slope, "intercept": line.intercept}
            marks |= {"lower": raw.lower, "upper": raw.upper, "kind": line.kind}
        return Chart("house_effect", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        whole = self._few() if self.found is None else self.found.findings(self.estimates.level, self.margin)
        forecast = () if self.forecast is None else self.forecast.findings
        told = set() if self.forecast is None else {"only_own"}
        aparts = [
            Finding("house_effect.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
            if row[-1] not in told
        ]
        return (*whole, *self._bounds(), *self._points(), *forecast, *self.cards.findings, *aparts)

    def _points(self) -> list[Finding]:
        found = self.compared
        return [
            Finding(
                "house_effect.point",
                {
                    "name": name_of(self.estimates.labels[i]),
                    "own": float(self.own[i]),
                    "official": float(self.official[i]),
                    "difference": float(found.gap[i]),
                    "low": float(found.low[i]),
                    "high": float(found.high[i]),
                    "level": self.estimates.level,
                    "verdict": found.verdict[i],
                    "detectable": float(found.detectable[i]),
                    "p_adjusted": float(found.p_adjusted[i]) if self.adjust != "none" else None,
                    "margin": self.margin,
                },
            )
            for i in range(len(self.own))
        ]

    def _bounds(self) -> tuple[Finding, ...]:
        """Whether standard errors are the largest that the scale allows: the spread net of them is then too small."""
        bases = {step.settings["basis"] for step in self.step.find("published")}
        return (Finding("house_effect.bounds"),) if self.found is not None and bases & {"limits", "both"} else ()

    def _few(self) -> tuple[Finding, ...]:
        return (Finding("house_effect.few", {"count": len(self.own), "needed": FEWEST}),)


def house_effect(
    own: Estimates,
    official: Estimates,
    *,
    level: float = 0.95,
    margin: float = 0.0,
    best: str = "high",
    adjust: str = "holm",
    draws: int = 4000,
    seed: int = 1,
) -> HouseEffect:
    """Say how far an own survey lies from the official one over what both measured, and what follows for the rest.

    Args:
        own, official: estimates with the same levels (unit, round, item), in points or both in shares; they are
            matched by their labels.
        level: confidence level of the intervals.
        margin: the smallest difference that matters, in points; above zero it is also asked whether the house effect is
            no larger.
        best: ``"high"`` if the highest score comes first, ``"low"`` if the lowest does.
        adjust: ``"holm"``, ``"bonferroni"``, ``"bh"`` or ``"none"``: the adjustment of the family of differences.
        draws, seed: how many orders are drawn for the interval of the rank agreement, and their seed.

    Returns:
        Each difference own - official. From three points on: the house effect (their mean), whether it is the same
        everywhere, the limits of agreement, the rank agreement, and a forecast of the official score for every point
        that only the own survey has. With one or two points only the differences.

    Assumptions:
        The two surveys drew their respondents independently, at about the same time where a point is one of both. The
        points that both have are like those that are foretold. That the cards differ is expected here and refuses
        nothing.

    Raises:
        SettingError: different levels, points against shares, several measures, several items of several units or
            rounds, or a setting that cannot be used.
        NotComparable: no point was measured by both: time, units and house effect cannot be told apart. Its
            ``findings`` say so in any language.

    Formula:
        d_i = x_i - y_i; house effect d̄ with se² = max(S², v̄ - c̄)/k + c̄ and t(k - 1)
        (:func:`~satmodel.inference.moving.house_offset.offset`); limits d̄ ± z S and, net of sampling errors, d̄ ± zτ;
        forecast y = x - d̄, or a + bx where the slope is told from 1
        (:func:`~satmodel.inference.moving.official_forecast.calibrate`).

    Source:
        Bland and Altman (1986), The Lancet 327, 307-310; Hartung and Knapp (2001), Statistics in Medicine 20,
        3875-3889; Fuller (1987), Measurement Error Models, Wiley.

    Examples:
        >>> from satmodel import estimates
        >>> ours = estimates([90.0, 88.0, 91.0, 85.0], se=0.6, names=["A", "B", "C", "D"])
        >>> theirs = estimates([83.0, 81.5, 83.5], se=0.6, names=["A", "B", "C"])
        >>> found = house_effect(ours, theirs)
        >>> round(found.found.effect.mean, 2), found.forecast.table["forecast"].round(2).tolist()
        (7.0, [78.0])
    """
    _check(own, official, level, margin, best)
    if draws < _FEWEST_DRAWS:
        raise SettingError(f"draws must be {_FEWEST_DRAWS} or more")
    cards = cards_of(own.step, official.step)
    refuse_if_nothing_overlaps(own, official, cards)
    apart, theirs, ours = difference(official, own)
    compared = compare(apart.value, apart.se, apart.df, level=level, margin=margin, adjust=adjust)
    reasons = apart.apart.assign(reason=apart.apart["reason"].replace(_REASONS))
    covs = _shared(own, apart.labels), _shared(official, apart.labels)
    found = None
    if len(apart) >= FEWEST:
        found = find((ours, theirs), covs, apart, level=level, margin=margin, draws=draws, seed=seed)
    settings = {
        "level": level,
        "margin": margin,
        "best": best,
        "adjust": adjust,
        "count": len(apart),
        "draws": draws if found is not None else None,
        "seed": seed if found is not None else None,
        "differing": cards.differing,
        "only_own": int((reasons["reason"] == "only_own").sum()),
        "only_official": int((reasons["reason"] == "only_official").sum()),
        "calibration": None if found is None else found.calibration.kind,
    }
    step = Step("house_effect", settings, (own.step, official.step))
    kept = replace(apart, level=level, step=step, apart=reasons)
    forecast = None if found is None else _foretold(own, official, kept, found.calibration)
    return HouseEffect(ours, theirs, kept, compared, found, forecast, cards, margin, best, adjust, step)


def _check(own: Estimates, official: Estimates, level: float, margin: float, best: str) -> None:
    check_level(level)
    check_margin(margin)
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    if set(own.labels.names) != set(official.labels.names):
        raise SettingError(
            f"the two surveys have different levels: {quoted(own.labels.names)} (own) and "
            f"{quoted(official.labels.names)} (official); average() or take() until they agree"
        )
    if own.step.measure != official.step.measure:
        raise SettingError(
            f"the own survey is in {own.step.measure}s and the official one in {official.step.measure}s; "
            "give both as points or both as rates"
        )
    for level_name in ("measure", "item"):
        several = [name for name in own.labels.names if own.labels.get_level_values(name).nunique() > 1]
        if level_name in several and (level_name == "measure" or len(several) > 1):
            raise SettingError(
                f"each {level_name} has a house effect of its own: take({{{level_name!r}: ...}}) one of both surveys"
                f"{', or average(' + repr(level_name) + ')' if level_name == 'item' else ''}"
            )


def _shared(est: Estimates, labels: pd.MultiIndex) -> Array:
    """The covariance of the points that both have, in the order of ``labels``."""
    names = list(labels.names)
    here = est.labels.reorder_levels(names) if len(names) > 1 else est.labels
    place = here.get_indexer(labels)
    return np.asarray(est.cov[np.ix_(place, place)])


def _foretold(own: Estimates, official: Estimates, kept: Estimates, line: Calibration) -> OfficialForecast | None:
    there = np.asarray(own.labels.isin(kept.labels))
    if there.all():
        return None
    value, variance = forecasts(line, own.value, there, (own.cov, _shared(official, kept.labels)))
    half = stats.t.isf((1 - kept.level) / 2, line.df) * np.sqrt(variance)
    seen = own.value[there]
    new = own.value[~there]
    outside = (new < seen.min()) | (new > seen.max())
    settings = {
        "level": kept.level,
        "count": len(kept),
        "kind": line.kind,
        "why": line.why,
        "outside": int(outside.sum()),
    }
    step = Step("official_forecast", settings, (kept.step,))
    labels = own.labels[~there]
    return OfficialForecast(new, value, np.sqrt(variance), value - half, value + half, outside, labels, line, step)


def _ranks(score: Array, best: str) -> NDArray[np.intp]:
    """(k,) ranks, 1 for the best; ties share the first of theirs."""
    return stats.rankdata(-score if best == "high" else score, method="min").astype(np.intp)

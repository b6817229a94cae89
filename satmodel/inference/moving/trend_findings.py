"""What a trend over rounds says, without language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from satmodel.estimation.labels import name_of
from satmodel.result import Finding, Verdict

if TYPE_CHECKING:
    from satmodel.inference.judging.comparing import Comparison
    from satmodel.inference.moving.tracing import Traced
    from satmodel.inference.moving.trend_result import Trend

MANY = 6  # steps beyond which those that are not established are counted and not listed
FEW = 4  # degrees of freedom below which a scatter around the line is hardly known


def findings_of(trend: Trend) -> tuple[Finding, ...]:
    """All findings: each series, the family of slopes, what is missing, and how the line is to be read."""
    found: list[Finding] = []
    start = 0
    for i, one in enumerate(trend.traced):
        count = len(one.steps)
        found += _series(trend, one, trend.steps.take(np.arange(start, start + count)), i)
        start += count
    if len(trend.traced) > 1:
        found += [_family(trend), *_places(trend)]
    if not trend.when.even:
        found.append(Finding("trend.uneven", {"per": f"per_{trend.when.per}", "rounds": len(trend.when.rounds)}))
    if trend.when.seasons is not None and trend.when.ahead_seasons is None:
        found.append(Finding("trend.no_forecast", {"rounds": len(trend.when.rounds)}))
    columns = (*trend.levels, "round")
    found += _smooth(trend)
    found += [
        Finding("trend.apart", {"name": name_of(tuple(row[name] for name in columns)), "reason": row["reason"]})
        for row in trend.apart.to_dict("records")
    ]
    return (*found, Finding("trend.reading", {"seasonal": trend.when.seasons is not None}))


def _series(trend: Trend, one: Traced, steps: Comparison, i: int) -> list[Finding]:
    name = {"name": name_of(one.series.label) if one.series.label else None}
    found = [_slope(trend, one, i, name), _run(trend, one, steps, i, name), _moved(trend, one, steps, name)]
    found.append(_scatter(trend, one, name))
    effects = zip(trend.when.kinds, one.effects, one.effects_low, one.effects_high, strict=True)
    for kind, *ends in effects:
        effect, low, high = (float(end) for end in ends)
        values = {**name, "season": kind, "effect": effect, "low": low, "high": high, "level": trend.level}
        found.append(Finding("trend.season", values))
    for k in range(len(one.forecast)):
        values = {
            **name, "ahead": k + 1, "estimate": float(one.forecast[k]), "low": float(one.forecast_low[k]),
            "high": float(one.forecast_high[k]), "level": trend.level, "measure": trend.step.measure,
        }  # fmt: skip
        found.append(Finding("trend.forecast", values))
    if one.series.missing:
        found.append(Finding("trend.missing", {**name, "missing": one.series.missing}))
    return found


def _slope(trend: Trend, one: Traced, i: int, name: dict[str, Any]) -> Finding:
    found = trend.slopes
    values = {
        **name,
        "slope": float(found.gap[i]),
        "low": float(found.low[i]),
        "high": float(found.high[i]),
        "p_adjusted": float(found.p_adjusted[i]),
        "verdict": found.verdict[i],
        "detectable": float(found.detectable[i]),
        "level": trend.level,
        "per": f"per_{trend.when.per}",
        "rounds": len(one.series.rounds),
        "seasonal": trend.when.seasons is not None,
        "log_odds": one.slope if trend.counted else None,
    }
    return Finding("trend.slope", values)


def _run(trend: Trend, one: Traced, steps: Comparison, i: int, name: dict[str, Any]) -> Finding:
    """Whether the scores rose (or fell) at every step, and which steps are established."""
    later = [trend.when.rounds[at] for at in one.series.rounds[1:]]
    settled = np.array(steps.verdict) == Verdict.ESTABLISHED
    up, down = steps.gap > 0, steps.gap < 0
    direction = "up" if up.all() else "down" if down.all() else "mixed"
    slope = trend.slopes.verdict[i] == Verdict.ESTABLISHED
    open_steps = steps.detectable[~settled]
    values = {
        **name,
        "direction": direction,
        "steps": len(later),
        "rose": int(up.sum()),
        "fell": int(down.sum()),
        "risen": tuple(later[k] for k in np.flatnonzero(settled & up)),
        "fallen": tuple(later[k] for k in np.flatnonzero(settled & down)),
        "unsettled": tuple(later[k] for k in np.flatnonzero(~settled)),
        "many_open": int((~settled).sum()) > MANY,
        "open_count": int((~settled).sum()),
        "all_settled": bool(settled.all()),
        "none_settled": not settled.any(),
        "only_slope": bool(slope and not settled.any()),
        "slope_settled": bool(slope),
        "smallest_detectable": float(open_steps.min()) if len(open_steps) else None,
        "largest_detectable": float(open_steps.max()) if len(open_steps) else None,
        "adjust": trend.adjust,
        "level": trend.level,
    }
    return Finding("trend.run", values)


def _moved(trend: Trend, one: Traced, steps: Comparison, name: dict[str, Any]) -> Finding:
    known = one.moved is not None
    settled = known and one.moved < 1 - trend.level  # type: ignore[operator]
    verdict = Verdict.ESTABLISHED if settled else Verdict.NOT_ESTABLISHED
    least = float(steps.detectable.min())
    values = {**name, "rounds": len(one.series.rounds), "p": one.moved, "verdict": verdict, "detectable": least}
    return Finding("trend.moved", values | {"level": trend.level})


def _scatter(trend: Trend, one: Traced, name: dict[str, Any]) -> Finding:
    """How far the rounds scatter around the line beyond sampling, and how well that can be seen."""
    fit = one.fit
    ends = (fit.extra, fit.extra_low, fit.extra_high)
    extra, low, high = ends if trend.counted else tuple(float(np.sqrt(end)) for end in ends)
    settled = fit.departure < 1 - trend.level
    values = {
        **name,
        "counted": trend.counted,
        "extra": extra,
        "low": low,
        "high": high,
        "p": fit.departure,
        "beyond": bool(settled),
        "few": fit.df < FEW,
        "df": fit.df,
        "rounds": len(one.series.rounds),
        "critical": float(stats.t.isf((1 - trend.level) / 2, fit.df)),
        "level": trend.level,
    }
    return Finding("trend.scatter", values)


def _places(trend: Trend) -> list[Finding]:
    """Where the first of the last round, and who else at the first place, could stand in the next one."""
    last = len(trend.when.rounds) - 1
    there = [i for i, one in enumerate(trend.traced) if one.series.rounds[-1] == last]
    if trend.places is None or not trend.places[0].shape[1] or not there:
        return []
    sign = 1 if trend.best == "high" else -1
    values = np.array([sign * trend.traced[i].series.value[-1] for i in there])
    names = [name_of(one.series.label) for one in trend.traced]
    low, high = (ends[:, 0] for ends in trend.places)
    leaders = [there[k] for k in np.flatnonzero(values == values.max())]
    others = tuple(names[i] for i in np.flatnonzero(low == 1) if i not in leaders)
    return [
        Finding(
            "trend.places",
            {
                "leader": names[i],
                "rank_low": int(low[i]),
                "rank_high": int(high[i]),
                "others": others,
                "keeps": bool(high[i] == 1),
                "count": len(names),
                "level": trend.level,
            },
        )
        for i in leaders
    ]


def _smooth(trend: Trend) -> list[Finding]:
    """The series whose rounds lie closer to their line than sampling alone would leave them."""
    limit = (1 - trend.level) / 2 / len(trend.traced)
    found = []
    for one in trend.traced:
        p = 1 - one.fit.departure
        if p < limit:
            name = name_of(one.series.label) if one.series.label else None
            found.append(Finding("trend.smooth", {"name": name, "p": p}))
    return found


def _family(trend: Trend) -> Finding:
    found = trend.slopes
    names = [name_of(one.series.label) for one in trend.traced]
    settled = np.array(found.verdict) == Verdict.ESTABLISHED
    up, down = settled & (found.gap > 0), settled & (found.gap < 0)
    values = {
        "count": len(names),
        "steps": len(trend.steps.gap),
        "risen": tuple(names[i] for i in np.flatnonzero(up)),
        "fallen": tuple(names[i] for i in np.flatnonzero(down)),
        "unsettled": tuple(names[i] for i in np.flatnonzero(~settled)),
        "smallest_detectable": float(found.detectable[~settled].min()) if not settled.all() else None,
        "largest_detectable": float(found.detectable[~settled].max()) if not settled.all() else None,
        "per": f"per_{trend.when.per}",
        "adjust": trend.adjust,
        "level": trend.level,
    }
    return Finding("trend.family", values)

"""Findings of three or more rounds, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO, APART = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED, Verdict.NOT_COMPARABLE
NAMES = (None, "云山镇")

SLOPE: dict[str, Any] = {
    "slope": 0.62,
    "low": 0.21,
    "high": 1.03,
    "p_adjusted": 0.012,
    "verdict": YES,
    "detectable": 0.41,
    "level": 0.95,
    "per": "per_round",
    "rounds": 6,
    "seasonal": False,
    "log_odds": None,
}
RUN: dict[str, Any] = {
    "direction": "up",
    "steps": 5,
    "rose": 5,
    "fell": 0,
    "risen": ("2024上半年",),
    "fallen": (),
    "unsettled": ("2024下半年", "2025上半年"),
    "many_open": False,
    "open_count": 2,
    "all_settled": False,
    "none_settled": False,
    "only_slope": False,
    "slope_settled": True,
    "smallest_detectable": 2.1,
    "largest_detectable": 2.4,
    "adjust": "holm",
    "level": 0.95,
}
DONE = {"unsettled": (), "all_settled": True, "smallest_detectable": None, "largest_detectable": None}
NONE = {"risen": (), "none_settled": True, "slope_settled": False}
RUNS = (
    {},
    {"many_open": True, "open_count": 16, "steps": 19},
    DONE,
    NONE,
    NONE | {"only_slope": True, "slope_settled": True},
    {"direction": "down", "rose": 0, "fell": 5, "risen": (), "fallen": ("2024上半年",)},
    {"direction": "down", "rose": 0, "fell": 5, "risen": (), "fallen": ("2024上半年",)} | DONE,
    {"direction": "mixed", "rose": 3, "fell": 2, "fallen": ("2025下半年",)},
    {"direction": "mixed", "rose": 3, "fell": 2, "adjust": "none"} | NONE,
)
MOVED: dict[str, Any] = {"rounds": 6, "p": 0.003, "verdict": YES, "detectable": 2.1, "level": 0.95}
SCATTER: dict[str, Any] = {
    "counted": False,
    "extra": 0.81,
    "low": 0.12,
    "high": 2.4,
    "p": 0.03,
    "beyond": True,
    "few": False,
    "df": 4,
    "rounds": 6,
    "critical": 2.776,
    "level": 0.95,
}
FORECAST: dict[str, Any] = {
    "ahead": 1,
    "estimate": 0.86,
    "low": 0.81,
    "high": 0.9,
    "level": 0.95,
    "measure": "points",
}
FAMILY: dict[str, Any] = {
    "count": 3,
    "steps": 15,
    "risen": ("云山镇",),
    "fallen": ("河镇",),
    "unsettled": ("南村镇",),
    "smallest_detectable": 0.4,
    "largest_detectable": 0.4,
    "per": "per_year",
    "adjust": "holm",
    "level": 0.95,
}
PLACES: dict[str, Any] = {
    "leader": "云山镇",
    "rank_low": 1,
    "rank_high": 4,
    "others": ("河镇", "南村镇"),
    "keeps": False,
    "count": 13,
    "level": 0.95,
}
NO_END = {"unsettled": (), "smallest_detectable": None, "largest_detectable": None}

FINDINGS = (
    *(
        Finding("trend.slope", SLOPE | {"name": name, "verdict": verdict, "seasonal": seasonal, "log_odds": odds})
        for name in NAMES
        for verdict in (YES, NO)
        for seasonal, odds in ((False, None), (True, 0.041))
    ),
    Finding("trend.slope", SLOPE | {"name": None, "verdict": APART, "per": "per_time"}),
    *(Finding("trend.run", RUN | {"name": name} | more) for name in NAMES for more in RUNS),
    *(
        Finding("trend.moved", MOVED | {"name": name, "verdict": verdict, "p": p})
        for name in NAMES
        for verdict, p in ((YES, 0.003), (NO, 0.4), (NO, None))
    ),
    *(
        Finding("trend.scatter", SCATTER | {"name": name, "counted": counted, "few": few, "df": df})
        for name in NAMES
        for counted in (False, True)
        for few, df in ((False, 4), (True, 1))
    ),
    *(
        Finding(
            "trend.season", {"name": name, "season": "一季度", "effect": -0.7, "low": -1.2, "high": -0.2, "level": 0.95}
        )
        for name in NAMES
    ),
    *(
        Finding("trend.forecast", FORECAST | {"name": name, "ahead": ahead, "measure": measure})
        for name in NAMES
        for ahead in (1, 2)
        for measure in ("points", "share")
    ),
    *(Finding("trend.missing", {"name": name, "missing": ("2024上半年",)}) for name in NAMES),
    *(Finding("trend.smooth", {"name": name, "p": 0.001}) for name in NAMES),
    Finding("trend.family", FAMILY),
    Finding("trend.family", FAMILY | {"risen": (), "fallen": ()}),
    Finding("trend.family", FAMILY | NO_END),
    *(
        Finding("trend.places", PLACES | more)
        for more in ({}, {"rank_low": 2}, {"others": ()}, {"keeps": True, "rank_high": 1, "others": ()})
    ),
    Finding("trend.uneven", {"per": "per_year", "rounds": 6}),
    Finding("trend.no_forecast", {"rounds": 6}),
    *(
        Finding("trend.apart", {"name": ("河镇", "2024上半年"), "reason": reason})
        for reason in (
            "fewer_than_three_rounds",
            "error_of_zero",
            "too_few_rounds",
            "season_is_time",
            "no_line_of_odds",
        )
    ),
    *(Finding("trend.reading", {"seasonal": seasonal}) for seasonal in (False, True)),
)

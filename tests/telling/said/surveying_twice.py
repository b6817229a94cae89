"""Findings of an own survey against the official one, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
COMMON: dict[str, Any] = {"count": 13, "level": 0.95, "margin": 1.0}
MEAN: dict[str, Any] = COMMON | {"mean": 6.9, "low": 6.1, "high": 7.7, "verdict": YES, "detectable": 0.8}
SPREAD: dict[str, Any] = COMMON | {
    "tau": 1.2,
    "tau_low": 0.4,
    "tau_high": 2.6,
    "p": 0.004,
    "verdict": YES,
    "detectable": 0.9,
}
LIMITS: dict[str, Any] = COMMON | {
    f"{kind}{end}{side}": value
    for kind in ("", "net_")
    for end, value in (("lower", 4.1), ("upper", 9.7))
    for side in ("", "_low", "_high")
}
ORDER: dict[str, Any] = COMMON | {
    f"{name}_{part}": value
    for name in ("kendall", "spearman")
    for part, value in (("observed", 0.55), ("estimate", 0.72), ("low", 0.31), ("high", 1.0))
}
LINE: dict[str, Any] = COMMON | {
    "kind": "shift",
    "why": "one",
    "mean": 6.9,
    "slope": 0.91,
    "slope_low": 0.7,
    "slope_high": 1.12,
    "intercept": -6.9,
    "needed": 10,
}
POINT: dict[str, Any] = {
    "name": "云山镇",
    "own": 90.69,
    "official": 83.78,
    "difference": 6.91,
    "low": 5.5,
    "high": 8.3,
    "level": 0.95,
    "verdict": YES,
    "detectable": 1.4,
    "p_adjusted": 0.0002,
    "margin": 0.0,
}
NOTHING: dict[str, Any] = {
    "own_names": ("全部镇街",),
    "official_names": ("我市",),
    "own_count": 1,
    "official_count": 1,
    "own": 90.69,
    "official": 83.78,
    "needed": 3,
    "slope_needed": 10,
    "verdict": Verdict.NOT_COMPARABLE,
}
CARDS: dict[str, Any] = {"carded": True, "differing": ("organiser", "mode"), "caution": (), "unknown": ("frame",)}
AHEAD: dict[str, Any] = {
    "name": "河镇",
    "own": 88.0,
    "forecast": 81.1,
    "low": 78.0,
    "high": 84.2,
    "level": 0.95,
    "outside": False,
}

FINDINGS: tuple[Finding, ...] = (
    Finding("house_effect.mean", MEAN),
    Finding("house_effect.mean", MEAN | {"margin": 0.0}),
    Finding("house_effect.mean", MEAN | {"verdict": NO, "mean": -0.3, "low": -1.1, "high": 0.5}),
    Finding("house_effect.within", COMMON | {"verdict": YES, "detectable": 0.9}),
    Finding("house_effect.within", COMMON | {"verdict": NO, "detectable": 7.5}),
    Finding("house_effect.spread", SPREAD),
    Finding("house_effect.spread", SPREAD | {"verdict": NO, "tau_low": 0.0, "p": 0.31}),
    Finding("house_effect.limits", LIMITS),
    Finding("house_effect.order", ORDER),
    Finding("house_effect.calibration", LINE),
    Finding("house_effect.calibration", LINE | {"why": "few", "slope": None}),
    Finding("house_effect.calibration", LINE | {"why": "alike", "slope": None}),
    Finding("house_effect.calibration", LINE | {"kind": "slope", "why": ""}),
    Finding("house_effect.few", {"count": 1, "needed": 3}),
    Finding("house_effect.few", {"count": 2, "needed": 3}),
    Finding("house_effect.point", POINT),
    Finding("house_effect.point", POINT | {"p_adjusted": None}),
    Finding("house_effect.point", POINT | {"verdict": NO}),
    Finding("house_effect.point", POINT | {"verdict": NO, "p_adjusted": None}),
    Finding("house_effect.apart", {"name": "河镇", "reason": "only_official"}),
    Finding("house_effect.apart", {"name": ("河镇", "2026"), "reason": "only_own"}),
    Finding("house_effect.instruments", CARDS),
    Finding("house_effect.instruments", CARDS | {"differing": (), "unknown": ()}),
    Finding("house_effect.instruments", CARDS | {"carded": False, "differing": (), "unknown": ()}),
    Finding("house_effect.use", {}),
    Finding("house_effect.bounds", {}),
    Finding("house_effect.nothing", NOTHING),
    Finding("house_effect.nothing", NOTHING | {"own": None, "official": None, "own_count": 13}),
    Finding("official_forecast.one", AHEAD),
    Finding("official_forecast.one", AHEAD | {"outside": True}),
)

"""Findings of items as one index, and of what stands against intervals of importance, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED

WHOLE: dict[str, Any] = {"value": 0.84, "low": 0.81, "high": 0.87, "level": 0.95}
ALPHA: dict[str, Any] = WHOLE | {"count": 6, "n": 1173, "lost": 91}
FIRST: dict[str, Any] = {
    "first_value": 0.56,
    "first_low": 0.52,
    "first_high": 0.6,
    "first_level": 0.95,
    "together": True,
}
BELOW: dict[str, Any] = {"value": -0.12, "low": -0.31, "high": 0.06}
ITEM: dict[str, Any] = {
    "item": "看病就医",
    "value": 0.41,
    "low": 0.3,
    "high": 0.52,
    "level": 0.95,
    "verdict": YES,
    "against": False,
    "detectable": 0.11,
    "beyond": False,
}
PAIR: dict[str, Any] = {
    "item": "看病就医",
    "against": "中小学教育",
    "value": 0.12,
    "low": 0.03,
    "high": 0.21,
    "level": 0.95,
    "verdict": YES,
    "below": False,
    "detectable": 0.09,
    "established": 2,
    "alike": 1,
    "beyond": False,
    "count": 15,
}

FINDINGS = (
    Finding("structure.alpha", ALPHA),
    Finding("structure.alpha", ALPHA | {"lost": 0}),
    Finding("structure.alpha", ALPHA | BELOW),
    Finding("structure.alpha", ALPHA | BELOW | {"lost": 0}),
    Finding("structure.omega", WHOLE),
    Finding("structure.halo", WHOLE | FIRST),
    Finding("structure.halo", WHOLE | FIRST | BELOW | {"together": False, "least": 1 / 6}),
    *(
        Finding(kind, ITEM | other)
        for kind in ("structure.weakest", "structure.item")
        for other in ({}, {"value": -0.41, "against": True}, {"verdict": NO}, {"verdict": NO, "beyond": True})
    ),
    Finding("structure.pair", PAIR),
    Finding("structure.pair", PAIR | {"value": -0.12, "low": -0.21, "high": -0.03, "below": True}),
    Finding("structure.pair", PAIR | {"verdict": NO, "established": 0}),
    Finding("structure.pair", PAIR | {"verdict": NO, "established": 0, "beyond": True}),
    Finding("structure.constant", {"items": ("看病就医",), "count": 1}),
    Finding("structure.collinear", {"items": ("看病就医", "居住环境"), "count": 2}),
    Finding("structure.heywood", {"items": ("看病就医",), "count": 1}),
    Finding("structure.heywood", {"items": ("看病就医", "居住环境"), "count": 2}),
    Finding("structure.no_factor", {"count": 6}),
    Finding("structure.inflated", {"item": "看病就医", "vif": 12.4, "times": 3.52}),
    Finding("structure.replicates", {"count": 17, "replicates": 1000}),
    Finding("structure.few", {"df": 12, "fewest": 15}),
    Finding("structure.lonely_strata", {"count": 2}),
    Finding("structure.meaning", {}),
    Finding("drivers.rough", {"n": 120, "count": 6, "each": 20.0, "fewest": 25}),
    Finding("drivers.near_zero", {"items": ("看病就医", "居住环境"), "count": 2, "level": 0.95}),
)

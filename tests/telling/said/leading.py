"""Findings of first and last places with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED

ASKED: dict[str, Any] = {"top": 1, "end": "top", "level": 0.95, "count": 13, "best": "high"}
THREE = ASKED | {"top": 3}
NAMES = ("云山镇", "开发区", "河镇")
OBSERVED: dict[str, Any] = {"name": "云山镇", "names": NAMES, "estimate": 88.12, "tied": False}
SETTLED: dict[str, Any] = {
    "verdict": NO,
    "name": "云山镇",
    "names": (),
    "inside": "云山镇",
    "outside": "开发区",
    "lead": 0.44,
    "detectable": 2.1,
    "tied": False,
}
LIKELY: dict[str, Any] = {
    "name": "云山镇",
    "probability": 0.63,
    "expected_rank": 1.6,
    "likelier": None,
    "likelier_probability": 0.63,
    "right": 2.4,
    "picked": 3,
    "tau": 2.31,
}
SCORE: dict[str, Any] = {
    "name": "云山镇",
    "before": 88.12,
    "after": 87.6,
    "lowest": 85.9,
    "highest": 89.4,
    "near_tie": False,
}
WHICH = tuple(ASKED | {"top": top, "end": end} for top in (1, 3) for end in ("top", "bottom"))
SHARED: dict[str, Any] = {"tied": True, "inside": None, "outside": None, "lead": 0.0}

FINDINGS = (
    *(Finding("first.observed", asked | OBSERVED) for asked in WHICH),
    *(Finding("first.observed", asked | OBSERVED | {"tied": True}) for asked in WHICH if asked["top"] == 1),
    *(Finding("first.held", asked | {"names": NAMES, "held": 3}) for asked in WHICH),
    *(Finding("first.held", asked | {"names": (), "held": 27}) for asked in WHICH),
    *(Finding("first.settled", asked | SETTLED) for asked in WHICH),
    *(Finding("first.settled", asked | SETTLED | {"verdict": YES, "names": NAMES}) for asked in WHICH),
    *(Finding("first.settled", asked | SETTLED | SHARED) for asked in WHICH),
    Finding("first.settled", THREE | SETTLED | {"names": NAMES[:2]}),
    Finding("first.level", ASKED | {"name": "云山镇", "low": 0.0, "high": 5.01}),
    *(Finding("first.likely", asked | LIKELY) for asked in WHICH),
    Finding("first.likely", ASKED | LIKELY | {"likelier": "开发区", "likelier_probability": 0.7}),
    *(Finding("first.no_spread", asked | {"probability": 1 / 13}) for asked in WHICH),
    Finding("first.no_chances", {"count": 3, "fewest": 4, "why": "few"}),
    Finding("first.no_chances", {"count": 6, "fewest": 4, "why": "exact"}),
    Finding("first.score", ASKED | SCORE),
    Finding("first.score", ASKED | SCORE | {"near_tie": True}),
    Finding("first.knife_edge", {"names": NAMES[:1]}),
    Finding("first.rough", {"df": 3.0}),
    Finding("first.apart", {"name": "云山镇", "reason": "no_variance"}),
)

"""Findings of a change split by composition, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
PART: dict[str, Any] = {
    "name": ("all", "composite"),
    "by": ("年龄", "城乡"),
    "before": 78.1,
    "after": 83.78,
    "part": 1.4,
    "low": 0.6,
    "high": 2.2,
    "level": 0.95,
    "verdict": YES,
    "detectable": 0.8,
    "margin": 1.0,
}
ONE: dict[str, Any] = PART | {
    "name": ("云山镇", "治安"),
    "change": 2.0,
    "composition": 1.4,
    "equal": 0.6,
    "unmatched": 0.0,
}
GROUPS: dict[str, Any] = {
    "by": ("年龄",),
    "count": 5,
    "once": ("70岁以上",),
    "few": (("18-34", "城镇"),),
    "thin": ("60-69",),
    "fewest": 30,
    "blank_before": 3,
    "blank_after": 4,
    "blank": 7,
}

FINDINGS: tuple[Finding, ...] = (
    *(
        Finding(f"composition.{part}", PART | {"verdict": verdict})
        for part in ("change", "mix", "equal", "unmatched", "exceeds")
        for verdict in (YES, NO)
    ),
    Finding("composition.change", PART | {"margin": 0.0}),
    Finding("composition.groups", GROUPS),
    Finding("composition.groups", GROUPS | {"once": (), "few": (), "thin": (), "blank": None}),
    Finding("composition.one", ONE),
    Finding("composition.one", ONE | {"verdict": NO}),
    Finding("composition.arithmetic", {}),
    Finding("composition.apart", {"name": ("河镇", "治安"), "reason": "no_common_group"}),
)

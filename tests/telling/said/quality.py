"""Findings about the quality of the data with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
COUNTED: dict[str, Any] = {"n": 200, "count": 12, "share": 0.06}
BY: dict[str, Any] = {"lowest": "101", "highest": "104", "lowest_share": 0.02, "highest_share": 0.11}
NOBODY: dict[str, Any] = {"lowest": None, "highest": None, "lowest_share": 0.0, "highest_share": 0.0}
SHORT: dict[str, Any] = {"shortest": 88.4, "median": 221.0, "unread": 2, "empty": 1}
CALLS: dict[str, Any] = {
    "n": 200,
    "count": 3,
    "share": 0.015,
    "hours": 2,
    "days": 1,
    "unread": 1,
    "first": "18:00",
    "last": "21:00",
    "first_day": "2026-06-08",
    "last_day": "2026-06-19",
}
EFFECT: dict[str, Any] = {
    "item": "composite",
    "icc": 0.021,
    "low": 0.004,
    "high": 0.08,
    "p": 0.01,
    "verdict": YES,
    "detectable": 0.015,
    "inflation": 2.1,
    "interviewers": 16,
    "n": 4800,
    "level": 0.95,
    "load": 241.3,
}
WHOLE: dict[str, Any] = {
    "level": 0.95,
    "share": 0.04,
    "p": 0.003,
    "count": 13,
    "verdict": YES,
    "lowest": "庚镇",
    "highest": "丙开发区",
    "lowest_share": 0.01,
    "highest_share": 0.07,
    "detectable": 0.013,
}
MOVED: dict[str, Any] = {
    "level": 0.95,
    "share_before": 0.08,
    "share_after": 0.02,
    "share_gap": -0.06,
    "low": -0.08,
    "high": -0.04,
    "verdict": YES,
    "detectable": 0.02,
}
ANSWERS = ("no_opinion", "middle", "straight")
ALIKE: dict[str, Any] = {"n": 200, "count": 2, "pairs": 2, "pairs_expected": float("nan")}
EMPTY: dict[str, Any] = {
    "count": 7,
    "blank_item": "社会治安",
    "blank": 0.02,
    "opinion_item": "干部表现",
    "no_opinion": 0.07,
    "unit": "庚镇",
    "item": "社会治安",
    "unit_blank": 0.05,
}
STEPS: dict[str, Any] = {"rows": 5204, "respondents": 5053, "overall": 4969, "complete": 3785}

FINDINGS: tuple[Finding, ...] = (
    Finding("quality.overview", {"count": 9, "unread": 2}),
    Finding("quality.overview", {"count": 9, "unread": 0}),
    Finding("quality.left_out", {"check": "speeders", "reason": "column_missing"}),
    Finding("exclusions.steps", STEPS),
    Finding("exclusions.steps", STEPS | {"overall": None}),
    Finding("missing.items", EMPTY),
    Finding("missing.items", EMPTY | {"blank": 0.0}),
    Finding("missing.items", EMPTY | {"blank": 0.0, "no_opinion": 0.0}),
    Finding("duplicates.same_number", ALIKE),
    Finding("duplicates.same_number", ALIKE | {"count": 0, "pairs": 0}),
    Finding("duplicates.same_phone", ALIKE),
    Finding("duplicates.same_phone", ALIKE | {"count": 0, "pairs": 0}),
    Finding("duplicates.same_answers", ALIKE | {"pairs_expected": 1.7}),
    Finding("straight_lining.share", COUNTED | BY | {"expected": 0.01}),
    Finding("straight_lining.share", COUNTED | NOBODY | {"expected": 0.01}),
    Finding("speeders.share", COUNTED | BY | SHORT),
    Finding("speeders.share", COUNTED | NOBODY | SHORT | {"unread": 0}),
    Finding("call_hours.outside", CALLS),
    Finding("call_hours.outside", CALLS | {"first_day": None, "last_day": None, "unread": 0}),
    Finding("interviewer_effect.composite", EFFECT),
    Finding("interviewer_effect.composite", EFFECT | {"verdict": NO, "low": -0.001}),
    Finding("interviewer_effect.items", {"count": 6, "named": ("社会治安",), "detectable": 0.02}),
    Finding("interviewer_effect.items", {"count": 6, "named": (), "detectable": 0.02}),
    *(Finding("answer_shares.whole", WHOLE | {"answer": answer}) for answer in ANSWERS),
    *(Finding("answer_shares.whole", WHOLE | {"answer": answer, "verdict": NO}) for answer in ANSWERS),
    *(
        Finding(f"answer_shares.{kind}", {"answer": answer, "level": 0.95, "units": ("庚镇", "辛镇")})
        for kind in ("low", "high")
        for answer in ANSWERS
    ),
    *(Finding("answer_change.whole", MOVED | {"answer": answer}) for answer in ANSWERS),
    *(Finding("answer_change.whole", MOVED | {"answer": answer, "verdict": NO}) for answer in ANSWERS),
    *(
        Finding(f"answer_change.{kind}", {"answer": answer, "level": 0.95, "units": ("庚镇",)})
        for kind in ("fallen", "risen")
        for answer in ANSWERS
    ),
)

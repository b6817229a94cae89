"""Findings of penalties and rewards and of the map of importance and score, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED

FIT: dict[str, Any] = {
    "outcome": "overall",
    "fitted": 0.468,
    "n": 3785,
    "lost": 1268,
    "lost_outcome": 84,
    "lost_items": 1184,
    "level": 0.95,
}
SIDES: dict[str, Any] = {
    "item": "干部表现",
    "level": 0.95,
    "count": 6,
    "penalty": 7.81,
    "penalty_low": 6.67,
    "penalty_high": 8.96,
    "reward": 4.96,
    "reward_low": 4.02,
    "reward_high": 5.9,
    "gap": -2.85,
    "low": -5.08,
    "high": -0.62,
    "verdict": YES,
    "detectable": 2.23,
}
KANO: dict[str, Any] = {
    "item": "看病就医",
    "kano": "must_be",
    "asymmetry": -0.62,
    "low": -0.81,
    "high": -0.4,
    "level": 0.95,
}
APART: dict[str, Any] = {"name": "社会治安", "reason": "few_bad", "n_bad": 12, "n_middle": 300, "n_good": 900}
MAP: dict[str, Any] = {
    "outcome": "overall",
    "r2": 0.458,
    "share_line": 1 / 6,
    "score_line": 83.7,
    "count": 6,
    "n": 3785,
    "lost": 1268,
    "level": 0.95,
    "lines": "mean",
    "method": "shapley",
}
PLACE: dict[str, Any] = {
    "item": "居住环境",
    "share": 0.224,
    "share_low": 0.195,
    "share_high": 0.254,
    "score": 81.98,
    "score_low": 81.41,
    "score_high": 82.55,
    "share_gap": 0.057,
    "share_gap_low": 0.022,
    "share_gap_high": 0.093,
    "score_gap": -1.72,
    "score_gap_low": -2.19,
    "score_gap_high": -1.25,
    "share_verdict": YES,
    "share_detectable": 0.036,
    "score_verdict": YES,
    "score_detectable": 0.47,
    "quadrant": "look_first",
    "level": 0.95,
}
OPEN: dict[str, Any] = {
    "items": ("看病就医", "社会治安"),
    "count": 2,
    "verdict": NO,
    "share_detectable": 0.03,
    "share_least": 0.026,
    "score_detectable": 0.53,
    "score_least": 0.5,
    "detectable": 0.53,
}

FINDINGS = (
    Finding("asymmetry.fit", FIT),
    Finding("asymmetry.fit", FIT | {"lost": 0}),
    Finding("asymmetry.item", SIDES),
    Finding("asymmetry.item", SIDES | {"gap": 2.85, "low": 0.62, "high": 5.08}),
    Finding("asymmetry.item", SIDES | {"gap": 0.11, "low": -2.19, "high": 2.42, "verdict": NO}),
    Finding("asymmetry.kano", KANO),
    Finding("asymmetry.kano", KANO | {"kano": "performance", "asymmetry": 0.05, "low": -0.2, "high": 0.3}),
    Finding("asymmetry.kano", KANO | {"kano": "attractive", "asymmetry": 0.6, "low": 0.41, "high": 0.8}),
    Finding(
        "asymmetry.undecided",
        {"items": ("居住环境", "社会治安"), "count": 2, "least": 0.17, "detectable": 0.44, "verdict": NO},
    ),
    Finding(
        "asymmetry.undecided",
        {"items": ("居住环境",), "count": 1, "least": 0.44, "detectable": 0.44, "verdict": NO},
    ),
    Finding(
        "asymmetry.no_index",
        {"items": ("居住环境", "社会治安"), "count": 2, "least": 2.1, "detectable": 3.4, "verdict": NO},
    ),
    Finding("asymmetry.no_index", {"items": ("居住环境",), "count": 1, "least": 3.4, "detectable": 3.4, "verdict": NO}),
    *(
        Finding("asymmetry.apart", APART | {"reason": reason})
        for reason in (
            *("no_middle", "no_bad", "no_good", "few_middle", "few_bad", "few_good"),
            *("few_middle_clusters", "few_bad_clusters", "few_good_clusters", "dummies_collinear"),
        )
    ),
    Finding("asymmetry.correlated", {"items": ("居住环境", "社会治安"), "count": 2, "item": "居住环境", "vif": 6.2}),
    Finding("asymmetry.not_causal", {"outcome": "overall"}),
    Finding("priorities.map", MAP),
    Finding("priorities.map", MAP | {"lines": "median", "lost": 0}),
    Finding("priorities.map", MAP | {"lines": "given"}),
    Finding("priorities.quadrant", {"quadrant": "look_first", "items": (), "count": 0}),
    *(
        Finding("priorities.quadrant", {"quadrant": name, "items": ("居住环境", "看病就医"), "count": 2})
        for name in ("look_first", "keep_up", "look_later", "as_it_is")
    ),
    Finding("priorities.undecided", OPEN),
    Finding("priorities.item", PLACE),
    Finding("priorities.item", PLACE | {"share_verdict": NO, "quadrant": "not established"}),
    Finding("priorities.item", PLACE | {"score_verdict": NO, "quadrant": "not established"}),
    Finding("priorities.item", PLACE | {"share_verdict": NO, "score_verdict": NO, "quadrant": "not established"}),
    Finding("priorities.apart", {"name": "社会治安", "reason": "no_variance"}),
    Finding("priorities.lonely_strata", {"count": 2}),
    Finding("priorities.not_causal", {"outcome": "overall"}),
)

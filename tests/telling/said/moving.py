"""Findings of change with a margin, of false discoveries, of weighting schemes and of what rounds share."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding
from tests.telling.said.first import CHANGE, MOVED, NO, YES

MARGIN = CHANGE | {"margin": 2.0, "least_margin": 3.4}
OVERLAP: dict[str, Any] = {
    "overlap": "clusters",
    "shared": 40,
    "in_all": 80,
    "overlap_found": True,
    "clustered": True,
}

PLACE: dict[str, Any] = {
    "name": "云山镇",
    "rank_before": 12,
    "before_low": 10,
    "before_high": 13,
    "rank_after": 5,
    "after_low": 3,
    "after_high": 8,
    "places": 7,
    "verdict": YES,
    "detectable": 6,
    "level": 0.95,
    "change": 5.68,
    "low": 3.1,
    "high": 8.26,
    "score_verdict": YES,
    "score_detectable": 2.58,
}
PLACES: dict[str, Any] = {
    "count": 13,
    "level": 0.95,
    "risen": ("云山镇",),
    "fallen": ("河镇",),
    "own_better": ("南沟乡", "大泽山镇"),
    "own_worse": ("白沙洲街道",),
}

FINDINGS = (
    Finding("rank_change.one", PLACE),
    Finding("rank_change.one", PLACE | {"verdict": NO, "after_high": 11}),
    Finding("rank_change.one", PLACE | {"verdict": NO, "after_high": 11, "detectable": None, "score_verdict": NO}),
    Finding("rank_change.one", PLACE | {"verdict": NO, "places": 0, "rank_after": 12, "after_high": 13}),
    Finding("rank_change.one", PLACE | {"verdict": NO, "places": 0, "rank_after": 12, "detectable": None}),
    Finding("rank_change.family", PLACES),
    Finding("rank_change.family", PLACES | {"risen": (), "fallen": (), "own_better": (), "own_worse": ()}),
    Finding("rank_change.apart", {"name": "河镇", "reason": "only_before"}),
    *(
        Finding("change.one", MARGIN | {"verdict": verdict, "within": within, "p_adjusted": p})
        for verdict, within in ((YES, NO), (NO, YES), (NO, NO))
        for p in (0.03, None)
    ),
    Finding("change.family", MOVED | {"adjust": "bh", "margin": 2.0, "within": ("看病就医",)}),
    Finding("change.near_end", {"names": ("河镇",), "count": 1, "more": False}),
    Finding("change.near_end", {"names": ("河镇", "云山镇"), "count": 9, "more": True}),
    Finding("change.schemes", {"before": ("1f2a3b4c",), "after": ("9c8d7e6f",)}),
    Finding("change.schemes", {"before": (), "after": ("9c8d7e6f",)}),
    Finding("change.schemes", {"before": ("1f2a3b4c",), "after": ()}),
    Finding("round_means.overlap", OVERLAP),
    Finding("round_means.overlap", OVERLAP | {"overlap_found": False}),
    Finding("round_means.overlap", OVERLAP | {"overlap": "respondents", "overlap_found": False, "clustered": False}),
    Finding("round_means.overlap", OVERLAP | {"overlap": "none"}),
    Finding("round_means.overlap", OVERLAP | {"overlap": "none", "clustered": False}),
    Finding("round_means.overlap", OVERLAP | {"overlap": "none", "overlap_found": False}),
)

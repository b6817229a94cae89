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

FINDINGS = (
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

"""Findings about treatments of missing answers with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding

FIT: dict[str, Any] = {
    "n": 3785,
    "r2": 0.458,
    "low": 0.43,
    "high": 0.49,
    "level": 0.95,
    "pair_least": 4346,
    "pair_most": 4920,
    "imputations": 20,
    "filled": 1416,
}
LARGEST: dict[str, Any] = {
    "item": "群众文化生活",
    "treatment": "imputed",
    "base": "complete",
    "share": 0.112,
    "before": 0.1,
    "low": 0.08,
    "high": 0.12,
    "level": 0.95,
    "within": True,
}
ORDER: dict[str, Any] = {"first": "干部表现", "items": ("社会治安", "看病就医"), "moved": 2, "same_first": True}
LOST: dict[str, Any] = {
    "respondents": 5053,
    "complete": 3785,
    "with_no_opinion": 1260,
    "with_blank_only": 8,
    "outcome": "总体评价",
}
TREATMENTS = ("complete", "pairwise", "imputed")

FINDINGS = (
    Finding("missing_drivers.none", {"respondents": 600, "outcome": "总体评价"}),
    Finding("missing_drivers.lost", LOST),
    Finding("missing_drivers.lost", LOST | {"with_blank_only": 0}),
    Finding("missing_drivers.most", {"item": "干部表现", "no_opinion": 370, "blank": 0}),
    *(Finding("missing_drivers.fit", FIT | {"treatment": name}) for name in TREATMENTS),
    Finding("missing_drivers.order", ORDER),
    Finding("missing_drivers.order", ORDER | {"items": (), "moved": 0}),
    Finding("missing_drivers.order", ORDER | {"same_first": False}),
    Finding("missing_drivers.reversed", {"count": 1, "settled": 9}),
    Finding("missing_drivers.reversed", {"count": 0, "settled": 9}),
    Finding("missing_drivers.reversed", {"count": 0, "settled": 0}),
    Finding("missing_drivers.largest", LARGEST),
    Finding("missing_drivers.largest", LARGEST | {"within": False}),
    Finding("missing_drivers.mended", {"count": 12, "replicates": 1000}),
    *(Finding("missing_drivers.refused", {"treatment": name}) for name in TREATMENTS),
    Finding("missing_drivers.unknown", {}),
)

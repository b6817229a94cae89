"""Findings of importance without intervals, with made-up values."""

from __future__ import annotations

from satmodel.result import Finding

FIT = {"outcome": "总体评价", "r2": 0.458, "n": 330, "lost": 30, "method": "shapley"}
SOME = {"items": ("看病就医", "居住环境"), "count": 2, "method": "shapley"}

FINDINGS = (
    Finding("importance.fit", FIT),
    Finding("importance.fit", FIT | {"lost": 0}),
    Finding("importance.fit", FIT | {"lost": 0, "n": None}),
    *(Finding("importance.fit", FIT | {"method": method}) for method in ("first", "last", "betasq")),
    Finding("importance.few_rows", {"n": 24, "count": 6, "fewest": 25, "chance": 6 / 23}),
    Finding("importance.group", {"group": "医疗", "importance": 0.2, "share": 0.44}),
    Finding("importance.item", {"item": "看病就医", "importance": 0.12, "share": 0.26, "method": "car"}),
    Finding("importance.item", {"item": "看病就医", "importance": 0.12, "method": "last"}),
    Finding("importance.item", {"item": "看病就医", "importance": 0.12, "method": "betasq"}),
    Finding("importance.negative", SOME | {"method": "pratt"}),
    Finding("importance.collinear", SOME),
    Finding("importance.collinear", SOME | {"method": "first"}),
    Finding("importance.collinear", SOME | {"method": "last"}),
    Finding("importance.constant", SOME),
    Finding("importance.sampled", {"orders": 2028, "se": 0.0003}),
    Finding("importance.no_interval", {"outcome": "总体评价"}),
)

"""Findings about weights with made-up values."""

from __future__ import annotations

from satmodel.result import Finding

SHIFT = {"variable": "age", "category": "18-34", "base_share": 0.12, "weighted_share": 0.286, "unit": "云山镇"}

FINDINGS = (
    Finding(
        "weighting.range",
        {"respondents": 450, "smallest": 0.41, "largest": 3.2, "times": 7.8, "deff": 1.31, "effective_n": 343.5},
    ),
    Finding("weighting.shift", SHIFT),
    Finding("weighting.shift", SHIFT | {"unit": None}),
    Finding("weighting.trimmed", {"trimmed": 12, "low": 0.2, "high": 5.0}),
    Finding("weighting.trimmed", {"trimmed": 1, "low": None, "high": 5.0}),
    Finding("weighting.trimmed", {"trimmed": 3, "low": 0.2, "high": None}),
)

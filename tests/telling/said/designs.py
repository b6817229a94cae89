"""Findings of the sampling design with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

EFFECT: dict[str, Any] = {
    "count": 78,
    "lowest": ("云山镇", "看病就医"),
    "deff_low": 0.94,
    "highest": ("河镇", "社会治安"),
    "deff_high": 2.31,
    "n_effective": 164.2,
    "n": 380,
    "replace": True,
}
DEGREES: dict[str, Any] = {
    "fewest": ("河镇", "社会治安"),
    "df_low": 9.0,
    "df_high": 24.0,
    "clusters": 10,
    "strata": 1,
    "clustered": True,
}
AVERAGE: dict[str, Any] = {
    "estimate": 83.1,
    "low": 82.4,
    "high": 83.8,
    "n": 5053,
    "units": 13,
    "level": 0.95,
    "weighted": False,
}
GAP: dict[str, Any] = {
    "a": "micro",
    "b": "macro",
    "gap": 0.62,
    "low": 0.3,
    "high": 0.94,
    "level": 0.95,
    "verdict": Verdict.ESTABLISHED,
    "detectable": 0.32,
}
RANGE: dict[str, Any] = {
    "count": 26,
    "level": 0.95,
    "highest": ("河镇", "办结/反映"),
    "highest_estimate": 0.83,
    "lowest": ("云山镇", "办结/反映"),
    "lowest_estimate": 0.71,
    "half_low": 0.02,
    "half_high": 0.05,
}
WARNING: dict[str, Any] = {"fewest": 30, "count": 2, "more": False, "names": ("河镇", ("云山镇", "社会治安"))}

FINDINGS = (
    Finding("estimates.range", RANGE | {"of": "ratio"}),
    Finding("estimates.range", RANGE | {"of": "ratio", "count": 1}),
    Finding("estimates.range", RANGE | {"of": "totals"}),
    Finding("estimates.range", RANGE | {"of": "totals", "count": 1}),
    Finding("design_effect.range", EFFECT),
    Finding("design_effect.range", EFFECT | {"count": 1}),
    Finding("design_effect.df", DEGREES),
    Finding("design_effect.df", DEGREES | {"clustered": False}),
    Finding("design_effect.weights", {"largest": 1.27}),
    Finding("design_effect.apart", {"name": "河镇", "reason": "single_cluster"}),
    Finding("averages.micro", AVERAGE),
    Finding("averages.macro", AVERAGE),
    Finding("averages.by_population", AVERAGE),
    Finding("averages.gap", GAP),
    Finding("averages.gap", GAP | {"gap": -0.2, "low": -0.52, "high": 0.12, "verdict": Verdict.NOT_ESTABLISHED}),
    Finding("averages.gap", GAP | {"gap": 0.0, "low": 0.0, "high": 0.0, "verdict": Verdict.NOT_ESTABLISHED}),
    Finding("averages.name", {}),
    Finding("estimates.small", WARNING),
    Finding("estimates.small", WARNING | {"count": 31, "more": True}),
    Finding("estimates.few_clusters", WARNING | {"fewest": 15}),
    Finding("estimates.few_clusters", WARNING | {"fewest": 15, "count": 9, "more": True}),
    Finding("estimates.ceiling", WARNING | {"fewest": None}),
    Finding("estimates.ceiling", WARNING | {"fewest": None, "count": 9, "more": True}),
)

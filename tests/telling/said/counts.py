"""Findings about counts, bounds, verdicts whatever is missing, and calls, with made-up values."""

from __future__ import annotations

import math
from typing import Any

from satmodel.result import Finding, Verdict

SETTLED: dict[str, Any] = {
    "a": "本市",
    "b": "邻市",
    "gap": 3.15,
    "settled": "depends",
    "verdict": Verdict.NOT_ESTABLISHED,
    "level": 0.95,
    "detectable": 4.78,
    "detectable_best": 1.2,
    "n_low": 450.0,
    "n_high": 2000.0,
    "n_least": 271.0,
    "n_most": 1037.0,
    "sd_turn": 14.5,
}
CALLS: dict[str, Any] = {
    "called": 2769,
    "complete": 210,
    "RR1": 0.094,
    "RR3": 0.107,
    "CON1": 0.589,
    "COOP1": 0.16,
    "REF1": 0.495,
    "low": 0.083,
    "high": 0.107,
    "level": 0.95,
    "eligibility": 0.71,
}

FINDINGS = (
    Finding("counts.given", {"units": 7, "items": 6, "smallest_n": 100, "largest_n": 120}),
    Finding("counts.given", {"units": 7, "items": None, "smallest_n": 100, "largest_n": 120}),
    Finding("counts.given", {"units": 7, "items": 6, "smallest_n": 100, "largest_n": 100, "same_n": True}),
    Finding("counts.given", {"units": 7, "items": None, "smallest_n": 100, "largest_n": 100, "same_n": True}),
    Finding("counts.no_opinion", {"share": 0.073}),
    Finding("counts.no_opinion", {"share": 0.0}),
    Finding("counts.rounded", {"cells": 210, "open": 12, "widest": 3}),
    Finding("counts.rounded", {"cells": 210, "open": 0, "widest": 0}),
    Finding("counts.unused", {"names": ("备用列", "联系人")}),
    Finding(
        "composite_bounds.range",
        {"count": 7, "se_low": 0.63, "se_low_most": 0.66, "se_high": 1.53, "se_high_most": 1.62, "level": 0.95},
    ),
    Finding("composite_bounds.apart", {"name": "云山镇", "reason": "part_not_estimable"}),
    Finding("sd_bounds.range", {"count": 2, "mean": 83.78, "low": 11.93, "high": 21.61, "shares": False}),
    Finding("sd_bounds.range", {"count": 1, "mean": 83.78, "low": 11.93, "high": 21.61, "shares": False}),
    Finding("sd_bounds.range", {"count": 1, "mean": 83.78, "low": 16.78, "high": 17.12, "shares": True}),
    Finding("settle.pair", SETTLED),
    Finding("settle.pair", SETTLED | {"settled": "always", "verdict": Verdict.ESTABLISHED}),
    Finding("settle.pair", SETTLED | {"settled": "never", "gap": -0.1}),
    Finding("settle.pair", SETTLED | {"settled": "never", "gap": 0.0, "n_least": math.inf, "n_most": math.inf}),
    Finding("settle.pair", SETTLED | {"n_least": None}),
    Finding("settle.family", {"pairs": 11, "always": 2, "depends": 6, "never": 3}),
    Finding("settle.apart", {"name": "云山镇", "reason": "no_variance"}),
    Finding("dispositions.overall", CALLS),
    Finding("dispositions.overall", CALLS | {"RR3": None, "eligibility": None}),
    Finding(
        "dispositions.units",
        {"count": 7, "lowest": "己镇", "lowest_share": 0.088, "highest": "丙镇", "highest_share": 0.103},
    ),
    Finding("dispositions.recognised", {"names": ("空号/停机", "无人接听")}),
    Finding("dispositions.silence", {"share": 0.906}),
)

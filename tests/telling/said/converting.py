"""Findings of scores converted into assessment points, with made-up values."""

from __future__ import annotations

from math import inf
from typing import Any

from satmodel.result import Finding

WORTH: dict[str, Any] = {
    "rates": False,
    "level": 0.95,
    "worth_low": 10.0,
    "worth_high": 10.0,
    "half_low": 1.04,
    "half_high": 1.04,
    "reach_low": 10.4,
    "reach_high": 10.4,
}
UNIT: dict[str, Any] = {
    "name": "河镇",
    "score": 83.78,
    "points": 837.8,
    "low": 827.4,
    "high": 848.2,
    "total": None,
    "level": 0.95,
    "rank": 1,
    "rank_low": 1,
    "rank_high": 3,
    "p_moved": 0.31,
    "rates": False,
}
LINE: dict[str, Any] = {
    "threshold": 98.0,
    "threshold_kind": "full",
    "count": 13,
    "above": ("云山镇",),
    "below": ("河镇", "东镇"),
    "open": ("西镇",),
    "all_above": False,
    "all_below": False,
    "rates": False,
    "level": 0.95,
    "smallest_detectable": 2.1,
    "largest_detectable": 3.4,
}
ALL: dict[str, Any] = {"above": ("云山镇", "河镇"), "below": (), "open": (), "all_above": True, "count": 2}
NONE: dict[str, Any] = {"smallest_detectable": None, "largest_detectable": None}
AVERAGE: dict[str, Any] = {
    "average": 82.1,
    "moved": 7,
    "count": 13,
    "name": "河镇",
    "rank": 2,
    "rank_average": 9,
    "points": 837.8,
    "points_average": 821.0,
    "rates": False,
}
RATES: dict[str, Any] = {"rates": True}

FINDINGS = (
    *(
        Finding("convert.rule", {"rule": rule, "count": 13, "lowest": 12.5, "highest": 25.0})
        for rule in ("tiered points", "")
    ),
    Finding("convert.worth", WORTH),
    Finding("convert.worth", WORTH | RATES | {"name": "河镇", "n": 4.0, "per_answer": 11.5}),
    *(Finding("convert.unit", UNIT | more) for more in ({}, {"p_moved": None}, {"total": 901.0})),
    *(Finding("convert.unit", UNIT | RATES | more) for more in ({}, {"p_moved": None})),
    *(Finding("convert.threshold", LINE | more) for more in ({}, {"above": ()}, {"below": ()}, ALL | NONE)),
    *(
        Finding("convert.threshold", LINE | RATES | more)
        for more in ({}, {"largest_detectable": inf}, {"smallest_detectable": inf, "largest_detectable": inf})
    ),
    *(Finding("convert.average", AVERAGE | more) for more in ({}, {"moved": 0}, RATES, RATES | {"moved": 0})),
    Finding("convert.noise", {"share": 0.31}),
    Finding("convert.model", {"rates": False}),
    *(Finding("convert.unknown", {"why": why}) for why in ("few", "bonus", "flat")),
    Finding("convert.apart", {"name": "河镇", "reason": "vetoed"}),
)

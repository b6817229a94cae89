"""Findings of the units that moved most, net of regression to the mean, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

SPREAD: dict[str, Any] = {
    "count": 13,
    "tau": 1.35,
    "low": 0.3,
    "high": 2.9,
    "error": 2.55,
    "keeps": 0.28,
    "level": 0.95,
}
SLOPE: dict[str, Any] = {"slope": -0.35, "correlation": -0.5, "noise_slope": -0.39, "count": 13}
LIST: dict[str, Any] = {
    "side": "improved",
    "count": 13,
    "top": 3,
    "picked": 3,
    "names": ("崔家集镇", "蓼兰镇", "云山镇"),
    "right": 1.4,
    "by_luck": 0.69,
    "change": 4.9,
    "shrunk": 2.1,
    "overstated": 2.8,
    "fall_back": -1.4,
    "sure": (),
    "all_sure": False,
    "smallest_detectable": 9.1,
    "largest_detectable": 12.6,
    "level": 0.95,
}
ALL: dict[str, Any] = {
    "sure": LIST["names"],
    "all_sure": True,
    "smallest_detectable": None,
    "largest_detectable": None,
}
ONE: dict[str, Any] = {
    "side": "improved",
    "name": "云山镇",
    "top": 3,
    "before": 78.0,
    "after": 82.5,
    "change": 4.5,
    "shrunk": 2.1,
    "low": -0.8,
    "high": 5.9,
    "expected_change": 1.3,
    "probability": 0.42,
    "verdict": Verdict.NOT_ESTABLISHED,
    "lead": 2.0,
    "detectable": 12.6,
    "estimate": 81.3,
    "lowest": 76.8,
    "highest": 85.8,
    "level": 0.95,
}

FINDINGS = (
    Finding("movers.spread", SPREAD),
    Finding("movers.spread", SPREAD | {"tau": 0.0}),
    Finding("movers.slope", SLOPE),
    Finding("movers.slope", SLOPE | {"correlation": None}),
    Finding("movers.slope", SLOPE | {"correlation": None, "slope": None}),
    *(
        Finding("movers.list", LIST | more | {"side": side})
        for side in ("improved", "declined")
        for more in (
            {},
            {"sure": ("云山镇",)},
            ALL,
            {"top": 1, "picked": 1, "names": ("云山镇",)},
            {"top": 30, "picked": 30, "names": ()},
        )
    ),
    *(
        Finding("movers.one", ONE | {"side": side, "top": top, "verdict": verdict})
        for side in ("improved", "declined")
        for top in (3, 1)
        for verdict in (Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED)
    ),
    *(Finding("movers.end", ONE | {"side": side, "fall_back": -1.2}) for side in ("first", "last")),
    Finding("movers.knife_edge", {"names": ("云山镇", "河镇")}),
    Finding("movers.rough", {"df": 7.5}),
    Finding("movers.note", {}),
    Finding("movers.apart", {"name": "河镇", "reason": "only_before"}),
)

"""Findings of splits by item, and of what units differ by, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED

TOTAL: dict[str, Any] = {
    "name": "云山镇",
    "before": 80.2,
    "after": 78.1,
    "total": -2.1,
    "low": -3.9,
    "high": -0.3,
    "level": 0.95,
    "verdict": YES,
    "detectable": 1.8,
}
PART: dict[str, Any] = {
    "name": None,
    "item": "居住环境",
    "part": "scores",
    "contribution": 1.54,
    "low": 1.02,
    "high": 2.06,
    "level": 0.95,
    "verdict": YES,
    "detectable": 0.52,
    "weight_before": 0.2,
    "weight_after": 0.25,
}
LARGEST: dict[str, Any] = {"name": "云山镇", "item": "居住环境", "contribution": 1.54, "share": 0.27, "several": True}
FAMILIES: dict[str, Any] = {
    "splits": 3,
    "level": 0.95,
    "up": ("云山镇",),
    "down": ("河镇",),
    "open": ("南村镇",),
    "smallest_detectable": 1.6,
    "largest_detectable": 1.8,
}
PICKED: dict[str, Any] = {"best": "high", "leader": "云山镇", "second": "河镇", "pairs": 78, "family": "maxt"}
SPREAD: dict[str, Any] = {
    "units": 13,
    "sd_raw": 2.31,
    "sd": 1.92,
    "detectable": 1.1,
    "verdict": YES,
    "level": 0.95,
}
LEAD: dict[str, Any] = {
    "first": "居住环境",
    "second": "看病就医",
    "gap": 0.123,
    "low": -0.04,
    "high": 0.29,
    "verdict": NO,
    "detectable": 0.163,
    "adjust": "maxt",
    "pairs": 15,
    "level": 0.95,
}

FINDINGS = (
    Finding("contributions.average", TOTAL),
    Finding("contributions.average", TOTAL | {"verdict": NO}),
    *(
        Finding("contributions.part", PART | {"name": name, "part": part, "verdict": verdict})
        for name in (None, "云山镇")
        for part, verdict in (("scores", YES), ("weights", NO), ("interaction", NO))
    ),
    *(Finding(f"contributions.{kind}", PART | {"verdict": v}) for kind in ("moved", "shifted") for v in (YES, NO)),
    Finding("contributions.largest", LARGEST),
    Finding("contributions.largest", LARGEST | {"share": None}),
    *(Finding("contributions.others", {"others": others, "weighted": w}) for others, w in ((12, False), (1, True))),
    Finding("contributions.picked", PICKED | {"small": ()}),
    Finding("contributions.picked", PICKED | {"small": (), "best": "low"}),
    Finding("contributions.picked", PICKED | {"small": ("南村镇",), "family": "tukey"}),
    Finding("contributions.families", FAMILIES),
    Finding("contributions.families", FAMILIES | {"up": (), "down": (), "open": ("云山镇", "河镇")}),
    Finding("contributions.families", FAMILIES | {"open": (), "smallest_detectable": None, "largest_detectable": None}),
    *(Finding("contributions.reweighted", {"folds": folds}) for folds in (2, 3)),
    Finding("contributions.arithmetic", {"gap": True, "by_part": False}),
    Finding("contributions.arithmetic", {"gap": False, "by_part": True}),
    Finding("spread.total", SPREAD),
    Finding("spread.total", SPREAD | {"verdict": NO}),
    Finding("spread.total", SPREAD | {"verdict": NO, "sd": None}),
    Finding(
        "spread.item",
        {
            "item": "居住环境",
            "share": 0.41,
            "share_low": 0.28,
            "share_high": 0.55,
            "share_raw": 0.38,
            "level": 0.95,
        },
    ),
    *(Finding("spread.lead", LEAD | {"verdict": verdict}) for verdict in (YES, NO)),
    *(
        Finding("spread.lead", LEAD | {"verdict": verdict, "low": float("nan"), "high": float("nan")})
        for verdict in (YES, NO)
    ),
    Finding("spread.negative", {"names": ("社会治安",), "count": 1}),
    Finding("spread.apart", {"name": "河镇", "reason": "part_not_estimable"}),
    Finding("spread.arithmetic"),
)

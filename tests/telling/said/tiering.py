"""Findings of tiers and of a ranking's reliability with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

COUNT: dict[str, Any] = {"method": "posterior", "certainty": 0.8, "level": 0.95, "count": 13, "tiers": 4}
PLAIN: dict[str, Any] = COUNT | {"certainty": None}
GROUP: dict[str, Any] = {"count": 2, "names": ("云山镇", "河镇"), "more": False}
PAIRS: dict[str, Any] = {
    "pairs": 78,
    "separated": 50,
    "smallest_detectable": 2.4,
    "largest_detectable": 3.9,
    "level": 0.95,
    "tiers": 3,
}
ALL: dict[str, Any] = PAIRS | {"separated": 78, "smallest_detectable": None, "largest_detectable": None}
WHOLE: dict[str, Any] = {
    "reliability": 0.86,
    "low": 0.71,
    "high": 0.94,
    "wanted": 0.8,
    "verdict": Verdict.NOT_ESTABLISHED,
    "below": False,
    "detectable": 0.9,
    "count": 13,
    "level": 0.95,
}
DIFFER: dict[str, Any] = {
    "q": 41.2,
    "df": 12,
    "p": 0.0004,
    "i2": 0.71,
    "low": 0.45,
    "high": 0.88,
    "verdict": Verdict.ESTABLISHED,
    "detectable": 0.93,
    "level": 0.95,
}
SPREAD: dict[str, Any] = {"count": 13, "level": 0.95, "tau": 1.92, "low": 1.1, "high": 3.4}

FINDINGS = (
    Finding("tiers.count", COUNT),
    Finding("tiers.count", COUNT | {"tiers": 1}),
    *(Finding("tiers.count", PLAIN | {"method": method}) for method in ("clusters", "letters")),
    Finding("tiers.count", PLAIN | {"method": "clusters", "tiers": 1}),
    *(Finding("tiers.count", PLAIN | {"method": how, "tiers": 1, "count": 1}) for how in ("clusters", "letters")),
    *(Finding("tiers.tier", GROUP | {"tier": 1, "more": more}) for more in (False, True)),
    *(Finding("tiers.letter", GROUP | {"letter": "a", "more": more}) for more in (False, True)),
    Finding(
        "tiers.order",
        {
            "pairs": 78,
            "separated": 60,
            "reversed": 2.31,
            "reversed_share": 0.0385,
            "discordance": 0.0296,
            "kendall": 0.71,
        },
    ),
    Finding("tiers.decision", {}),
    *(Finding(f"tiers.{method}", values) for method in ("clusters", "letters") for values in (PAIRS, ALL)),
    Finding("tiers.knife_edge", {"names": ("云山镇", "河镇")}),
    Finding("tiers.rough", {"df": 4.0}),
    Finding("tiers.apart", {"name": "云山镇", "reason": "no_variance"}),
    Finding("reliability.whole", WHOLE),
    Finding("reliability.whole", WHOLE | {"high": 0.77, "below": True}),
    Finding("reliability.whole", WHOLE | {"low": 0.81, "verdict": Verdict.ESTABLISHED}),
    Finding("reliability.spread", SPREAD),
    Finding("reliability.spread", SPREAD | {"tau": 0.0, "low": 0.0}),
    Finding("reliability.differ", DIFFER),
    Finding("reliability.differ", DIFFER | {"verdict": Verdict.NOT_ESTABLISHED, "p": 0.31}),
    Finding("reliability.order", {"spearman": 0.9, "kendall": 0.77, "places": 1.7}),
    Finding("reliability.pairs", {"resolved": 50, "pairs": 78, "level": 0.95, "share": 0.641}),
    Finding("reliability.rough", {"df": 4.0}),
    Finding("reliability.apart", {"name": "云山镇", "reason": "no_variance"}),
)

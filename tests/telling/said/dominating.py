"""Findings of dominance and of drivers compared, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO, NONE = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED, Verdict.NOT_COMPARABLE

FIT: dict[str, Any] = {"outcome": "overall", "r2": 0.458, "n": 3785, "lost": 1268, "level": 0.95, "pairs": 15}
COUNTS: dict[str, Any] = {
    "completely_in_sample": 12,
    "conditionally_in_sample": 13,
    "generally_in_sample": 15,
    "completely_established": 8,
    "conditionally_established": 9,
    "generally_established": 11,
}
PAIR: dict[str, Any] = {
    "item": "干部表现",
    "against": "看病就医",
    "beside": ("社会治安", "居住环境"),
    "sample": "completely",
    "level": 0.95,
    "gap": 0.057,
    "low": 0.027,
    "high": 0.087,
    "detectable_general": 0.03,
    "least": 0.06,
    "deficit": -0.06,
    "detectable": 0.037,
    "p_adjusted": 0.0004,
    "reproducibility": 0.987,
    "verdict": YES,
    "verdict_conditional": YES,
    "verdict_general": YES,
}
OPEN = PAIR | {"verdict": NO, "verdict_conditional": NO, "verdict_general": NO, "p_adjusted": 0.3}
LESS = OPEN | {"least": -0.004, "deficit": 0.004}

WHOLE: dict[str, Any] = {
    "outcome": "overall",
    "before": 0.452,
    "after": 0.458,
    "gap": 0.006,
    "low": -0.028,
    "high": 0.04,
    "detectable": 0.034,
    "level": 0.95,
    "first": None,
    "second": None,
    "named": False,
    "n_before": 3700,
    "n_after": 3785,
    "lost_before": 1302,
    "lost_after": 1268,
    "lost": 2570,
    "verdict": NO,
}
NAMED = WHOLE | {"first": "2025年下半年", "second": "2026年上半年", "named": True}
ITEM: dict[str, Any] = {
    "item": "干部表现",
    "level": 0.95,
    "before": 0.098,
    "after": 0.126,
    "gap": 0.028,
    "low": 0.001,
    "high": 0.055,
    "detectable": 0.027,
    "share_before": 0.218,
    "share_after": 0.275,
    "share_gap": 0.057,
    "coefficient_before": 0.258,
    "coefficient_after": 0.266,
    "coefficient_gap": 0.008,
    "coefficient_low": -0.045,
    "coefficient_high": 0.06,
    "coefficient_detectable": 0.052,
    "verdict": YES,
    "coefficient_verdict": NO,
}
ALONE = {key: value for key, value in ITEM.items() if not key.startswith("coefficient_")}
SEEN: dict[str, Any] = {
    "items": ("看病就医", "居住环境"),
    "count": 2,
    "detectable_least": 0.018,
    "detectable_most": 0.026,
    "coefficient_detectable_least": 0.049,
    "coefficient_detectable_most": 0.052,
}
ONE = SEEN | {"items": ("看病就医",), "count": 1}
FLATTERED: dict[str, Any] = {
    "excess": 0.062,
    "other_excess": 0.004,
    "side": "before",
    "name": None,
    "other": None,
    "named": False,
    "n": 60,
    "n_other": 3785,
}
UNKNOWN = {key: value for key, value in SEEN.items() if not key.startswith("coefficient_")}

FINDINGS = (
    Finding("dominance.fit", FIT),
    Finding("dominance.fit", FIT | {"lost": 0}),
    Finding("dominance.pairs", FIT | COUNTS),
    Finding("dominance.pair", PAIR),
    Finding("dominance.pair", PAIR | {"beside": ()}),
    Finding("dominance.pair", OPEN),
    Finding("dominance.pair", OPEN | {"beside": (), "verdict_general": YES}),
    Finding("dominance.pair", OPEN | {"verdict_general": YES, "verdict_conditional": YES}),
    *(Finding("dominance.pair", LESS | {"sample": name}) for name in ("conditionally", "generally")),
    *(Finding("dominance.pair", LESS | {"sample": name, "beside": ()}) for name in ("conditionally", "generally")),
    Finding("dominance.pair", OPEN | {"sample": "tied", "gap": 0.0, "least": 0.0, "deficit": 0.0}),
    Finding("compare_drivers.whole", WHOLE),
    Finding("compare_drivers.whole", WHOLE | {"verdict": YES, "gap": 0.08, "low": 0.046, "high": 0.114, "lost": 0}),
    Finding("compare_drivers.whole", NAMED),
    Finding("compare_drivers.whole", NAMED | {"verdict": YES, "gap": 0.08, "low": 0.046, "high": 0.114}),
    *(Finding("compare_drivers.flattered", FLATTERED | {"side": side}) for side in ("before", "after")),
    Finding("compare_drivers.flattered", FLATTERED | {"name": "北区", "other": "南区", "named": True}),
    Finding("compare_drivers.item", ITEM),
    Finding("compare_drivers.item", ITEM | {"verdict": NO, "coefficient_verdict": YES}),
    Finding("compare_drivers.item", ALONE | {"coefficient_verdict": NONE}),
    *(Finding(f"compare_drivers.{name}", SEEN) for name in ("both", "importance", "coefficient", "neither")),
    *(Finding(f"compare_drivers.{name}", ONE) for name in ("importance", "neither")),
    *(Finding(f"compare_drivers.{name}", UNKNOWN) for name in ("importance", "neither")),
    *(Finding(f"compare_drivers.{name}", UNKNOWN | {"count": 1}) for name in ("importance", "neither")),
    *(Finding("compare_drivers.outside", {"count": n, "first": "北区", "second": "南区"}) for n in (1, 12)),
    Finding("compare_drivers.no_coefficient", {"items": ("看病就医",), "count": 1}),
    Finding("compare_drivers.no_coefficient", {"items": ("看病就医", "居住环境"), "count": 2}),
)

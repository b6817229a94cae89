"""Findings about drivers with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
FIT: dict[str, Any] = {
    "outcome": "overall",
    "r2": 0.43,
    "r2_low": 0.38,
    "r2_high": 0.48,
    "n": 3810,
    "lost": 190,
    "lost_outcome": 40,
    "lost_items": 150,
    "level": 0.95,
    "missing": "complete",
    "held": False,
    "latent": False,
}
ORDER: dict[str, Any] = {
    "first": "看病就医",
    "second": "居住环境",
    "probability": 0.86,
    "gap": 0.05,
    "low": -0.03,
    "high": 0.13,
    "level": 0.95,
    "verdict": NO,
    "detectable": 0.08,
    "sharing": True,
}
ITEM: dict[str, Any] = {
    "item": "看病就医",
    "share": 0.31,
    "low": 0.22,
    "high": 0.4,
    "level": 0.95,
    "rank_low": 1,
    "rank_high": 3,
    "count": 6,
    "single": False,
    "sharing": True,
}
RANKS: dict[str, Any] = {
    "names": ("看病就医", "居住环境"),
    "alone": False,
    "level": 0.95,
    "count": 6,
    "could": 2,
    "pairs": 15,
    "resolved": 7,
}
FLIP: dict[str, Any] = {
    "item": "看病就医",
    "correlation": 0.81,
    "coefficient": -0.04,
    "coefficient_se": 0.03,
    "low": -0.12,
    "high": 0.04,
    "level": 0.95,
    "verdict": NO,
    "detectable": 0.08,
}
HALO: dict[str, Any] = {
    "first_share": 0.58,
    "mean_correlation": 0.5,
    "alpha": 0.86,
    "omega": 0.86,
    "count": 6,
    "one": True,
}
LEVEL: dict[str, Any] = {
    "name": "河镇",
    "item": "看病就医",
    "r2": 0.41,
    "n": 310,
    "share": 0.31,
    "low": 0.2,
    "high": 0.41,
    "level": 0.95,
    "sharing": True,
    "names": ("看病就医", "居住环境"),
    "alone": False,
}

FINDINGS = (
    Finding("drivers.fit", FIT),
    Finding("drivers.fit", FIT | {"lost": 0}),
    Finding("drivers.fit", FIT | {"held": True}),
    Finding("drivers.fit", FIT | {"latent": True}),
    Finding("drivers.fit", FIT | {"held": True, "latent": True}),
    Finding("drivers.fit", FIT | {"missing": "pairwise"}),
    Finding("drivers.fit", FIT | {"missing": "imputed"}),
    Finding("drivers.fit", FIT | {"lost": None, "lost_outcome": None}),
    Finding("drivers.fit", FIT | {"lost_outcome": None}),
    Finding("drivers.controls", {"names": ("年龄", "性别"), "r2_controls": 0.05, "r2": 0.38, "total": 0.43}),
    Finding("drivers.first", ITEM),
    Finding("drivers.first", ITEM | {"sharing": False}),
    Finding("drivers.order", ORDER),
    Finding("drivers.order", ORDER | {"verdict": YES, "low": 0.01, "high": 0.09}),
    Finding("drivers.order", ORDER | {"sharing": False}),
    Finding("drivers.order", ORDER | {"sharing": False, "verdict": YES, "low": 0.01, "high": 0.09}),
    Finding("drivers.ranks", RANKS),
    Finding("drivers.ranks", RANKS | {"names": ("看病就医",), "alone": True, "resolved": 1}),
    Finding("drivers.item", ITEM),
    Finding("drivers.item", ITEM | {"rank_high": 1, "single": True}),
    Finding("drivers.item", ITEM | {"sharing": False}),
    Finding("drivers.item", ITEM | {"rank_high": 1, "single": True, "sharing": False}),
    Finding("drivers.group_first", ITEM),
    Finding("drivers.group_order", ORDER),
    Finding("drivers.group_order", ORDER | {"verdict": YES, "low": 0.01, "high": 0.09}),
    Finding("drivers.group_ranks", RANKS),
    Finding("drivers.group_ranks", RANKS | {"names": ("看病就医",), "alone": True}),
    Finding("drivers.group", ITEM),
    Finding("drivers.group", ITEM | {"rank_high": 1, "single": True}),
    Finding("drivers.sign_flip", FLIP),
    Finding("drivers.sign_flip", FLIP | {"verdict": YES, "high": -0.01}),
    Finding("drivers.collinear", {"items": ("看病就医", "居住环境"), "count": 2}),
    Finding("drivers.constant", {"items": ("看病就医",), "count": 1}),
    Finding("drivers.vif", {"item": "看病就医", "vif": 14.2, "condition": 31.0}),
    Finding("drivers.halo", HALO),
    Finding("drivers.halo", HALO | {"omega": float("nan"), "one": False}),
    Finding("drivers.sampled", {"count": 32, "orders": 1000, "largest": 0.0004}),
    Finding("drivers.few_clusters", {"df": 11, "fewest": 15}),
    Finding("drivers.lonely_strata", {"count": 2}),
    Finding("drivers.not_causal", {"outcome": "overall"}),
    Finding("drivers_by.level", LEVEL),
    Finding("drivers_by.level", LEVEL | {"alone": True, "names": ("看病就医",)}),
    Finding("drivers_by.level", LEVEL | {"sharing": False}),
    Finding("drivers_by.firsts", {"count": 3, "firsts": 1, "names": ("看病就医",), "same": True, "by": "镇街"}),
    Finding(
        "drivers_by.firsts", {"count": 3, "firsts": 2, "names": ("看病就医", "居住环境"), "same": False, "by": "镇街"}
    ),
    Finding("drivers_by.apart", {"name": "云山镇", "n": 12, "reason": "few_answers"}),
    Finding("drivers_by.apart", {"name": "云山镇", "n": 42, "reason": "nothing_explained"}),
    Finding("drivers_by.without_level", {"by": "性别", "count": 3}),
    Finding("drivers_by.not_compared", {"by": "镇街"}),
)

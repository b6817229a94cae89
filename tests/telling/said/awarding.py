"""Findings of rules that name units, with made-up values."""

from __future__ import annotations

from math import inf
from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
NAMES = ("云山镇", "开发区", "河镇")

ASKED: dict[str, Any] = {"end": "top", "top": 3, "count": 13, "level": 0.95, "best": "high", "ties": "all"}
ENDS = tuple(ASKED | {"end": end} for end in ("top", "bottom"))
TIERS = ASKED | {"end": "tiers"}
NAMED: dict[str, Any] = {"names": NAMES, "named": 3, "wrong": 1.27, "tie": "none"}
TIER: dict[str, Any] = {"tier": "1", "size": 3, "names": NAMES, "named": 3, "wrong": 1.2, "sure": 1}
HELD: dict[str, Any] = {"sure": 1, "sure_names": NAMES[:1], "others": 1, "other_names": NAMES[2:], "named": 3}
CUT: dict[str, Any] = {
    "inside": NAMES[0],
    "outside": NAMES[1],
    "gap": 0.44,
    "low": -1.7,
    "high": 2.58,
    "verdict": NO,
    "detectable": 2.14,
    "tied": False,
}
LIKELY: dict[str, Any] = {
    "inside": NAMES[0],
    "inside_probability": 0.44,
    "outside": NAMES[1],
    "outside_probability": 0.37,
    "tau": 1.8,
}
STAKES: dict[str, Any] = {
    "reliability": 0.56,
    "low": 0.47,
    "high": 0.65,
    "wanted": 0.8,
    "verdict": NO,
    "below": True,
    "detectable": 0.84,
    "level": 0.95,
}
FAIR: dict[str, Any] = {
    "tolerable": 0.1,
    "now": 0.44,
    "factor": 32.2,
    "low": 21.9,
    "high": 48.2,
    "n": 2577.0,
    "n_now": 80.0,
    "rounds": 33.0,
    "enough": False,
}
SURE: dict[str, Any] = {"sure": 1, "wrong": 0.01, "named": 3, "times": 4, "more": 1.3, "usual": 0.2}
LONG: dict[str, Any] = {"bottom": 3, "strikes": 2, "count": 13, "rounds": 5, "level": 0.95, "wanted": 0.8}
LASTING: dict[str, Any] = {
    "reliability": 0.57,
    "low": 0.32,
    "high": 0.81,
    "sd": 2.08,
    "lasting_share": 0.57,
    "passing_share": 0.1,
    "error_share": 0.33,
}
RELIABLE = {name: STAKES[name] for name in ("reliability", "low", "high", "verdict", "below", "detectable")}
NEEDED: dict[str, Any] = {"needed": 4.0, "fewest": 1.0, "most": 9.0}
ALWAYS: dict[str, Any] = {
    "always": 1,
    "names": NAMES[:1],
    "wrong": 0.1,
    "by_chance": 0.01,
    "by_model": 0.49,
    "many": 0.01,
}
STRUCK: dict[str, Any] = {
    "struck": 3,
    "names": NAMES,
    "wrong": 1.08,
    "by_chance": 2.28,
    "by_model": 2.96,
    "share": 0.29,
}
MORE: dict[str, Any] = {"name": NAMES[0], "probability": 0.98, "times": 5, "certain": 1, "likely": 0.9}

FINDINGS = (
    *(Finding("awards.named", asked | NAMED) for asked in ENDS),
    *(Finding("awards.named", asked | NAMED | {"names": (), "named": 27}) for asked in ENDS),
    *(Finding("awards.named", asked | NAMED | {"wrong": None}) for asked in ENDS),
    *(Finding("awards.named", asked | NAMED | {"wrong": None, "names": (), "named": 27}) for asked in ENDS),
    *(Finding("awards.named", ASKED | NAMED | {"tie": tie}) for tie in ("shared", "broken")),
    Finding("awards.tier", TIER),
    Finding("awards.tier", TIER | {"names": (), "named": 27}),
    Finding("awards.tier", TIER | {"wrong": None}),
    Finding("awards.tier", TIER | {"wrong": None, "names": (), "named": 27}),
    Finding("awards.tier", TIER | {"wrong": 0.0, "names": (), "named": 0, "sure": 0}),
    *(
        Finding("awards.tiers", TIERS | {"groups": 3, "wrong": 5.17, "tie": tie})
        for tie in ("none", "shared", "broken")
    ),
    Finding("awards.tiers", TIERS | {"groups": 3, "wrong": None, "tie": "none"}),
    *(Finding("awards.held", asked | HELD) for asked in ENDS),
    *(Finding("awards.held", asked | HELD | {"other_names": (), "others": 90}) for asked in ENDS),
    *(Finding("awards.held", asked | HELD | {"sure": 0, "sure_names": ()}) for asked in ENDS),
    *(
        Finding("awards.held", asked | HELD | {"sure": 0, "sure_names": (), "other_names": (), "others": 90})
        for asked in ENDS
    ),
    *(Finding("awards.cut", asked | CUT) for asked in ENDS),
    *(Finding("awards.cut", asked | CUT | {"verdict": YES, "low": 0.1}) for asked in ENDS),
    *(Finding("awards.cut", asked | CUT | {"gap": 0.0, "tied": True}) for asked in ENDS),
    Finding("awards.likely", ASKED | LIKELY),
    Finding("awards.no_chances", {"count": 3, "fewest": 4, "why": "few"}),
    Finding("awards.no_chances", {"count": 6, "fewest": 4, "why": "exact"}),
    Finding("awards.no_spread", ASKED | {"probability": 3 / 13}),
    Finding("awards.no_spread", TIERS | {"probability": 3 / 13}),
    Finding("awards.again", ASKED | {"swaps": 1.58, "stay": 1.42, "named": 3}),
    Finding("awards.again", TIERS | {"swaps": 6.12, "stay": 6.88, "named": 13}),
    *(Finding("awards.back", ASKED | {"move": 1.28, "up": up, "back": 2.19, "named": 3}) for up in (True, False)),
    Finding("awards.prize", {"share": 0.42, "astray": 42_282.5, "total": 100_000.0}),
    Finding("awards.strikes", ASKED | {"strikes": 2, "struck": 1.42, "wrong": 0.29, "share": 0.2, "named": 3}),
    Finding("awards.strikes", ASKED | {"strikes": 12, "struck": 0.0, "wrong": 0.0, "share": None, "named": 3}),
    Finding("awards.stakes", STAKES),
    Finding("awards.stakes", STAKES | {"below": False}),
    Finding("awards.stakes", STAKES | {"below": False, "verdict": YES}),
    Finding("awards.fair", ASKED | FAIR),
    Finding("awards.fair", ASKED | FAIR | {"n": None, "n_now": None, "enough": True}),
    Finding("awards.fair", ASKED | FAIR | {"high": inf}),
    Finding("awards.fair", ASKED | FAIR | {"high": inf, "enough": True}),
    Finding("awards.fair", ASKED | FAIR | {"factor": inf, "low": inf, "high": inf, "n": inf, "rounds": inf}),
    Finding("awards.sure", ASKED | SURE),
    Finding("awards.sure", ASKED | SURE | {"sure": 0, "wrong": 0.0}),
    Finding("awards.knife_edge", {"names": NAMES}),
    Finding("awards.rough", {"df": 4.0}),
    Finding("awards.apart", {"name": NAMES[0], "reason": "no_answers"}),
    Finding("persistence.lasting", LONG | LASTING),
    Finding("persistence.reliable", LONG | RELIABLE),
    Finding("persistence.reliable", LONG | RELIABLE | {"below": False}),
    Finding("persistence.reliable", LONG | RELIABLE | {"below": False, "verdict": YES}),
    Finding("persistence.needed", LONG | NEEDED),
    Finding("persistence.needed", LONG | NEEDED | {"most": inf}),
    Finding("persistence.needed", LONG | NEEDED | {"needed": inf, "fewest": 3.0, "most": inf}),
    Finding("persistence.always", LONG | ALWAYS),
    Finding("persistence.always", LONG | ALWAYS | {"names": (), "always": 27}),
    Finding("persistence.always", LONG | ALWAYS | {"names": (), "always": 0, "wrong": 0.0}),
    Finding("persistence.always", LONG | ALWAYS | {"wrong": None}),
    Finding("persistence.strikes", LONG | STRUCK),
    Finding("persistence.strikes", LONG | STRUCK | {"names": (), "struck": 27}),
    Finding("persistence.strikes", LONG | STRUCK | {"names": (), "struck": 0, "wrong": 0.0, "share": None}),
    Finding("persistence.strikes", LONG | STRUCK | {"wrong": None}),
    Finding("persistence.likely", LONG | MORE),
    Finding("persistence.no_chances", {"count": 3, "fewest": 4, "why": "few"}),
    Finding("persistence.no_chances", {"count": 6, "fewest": 4, "why": "exact"}),
    Finding("persistence.no_spread", LONG | {"probability": 3 / 13}),
    Finding("persistence.two_rounds", {}),
    Finding("persistence.dependent", {}),
    Finding("persistence.rough", {"df": 4.0}),
    Finding("persistence.apart", {"name": NAMES[0], "reason": "not_in_all_rounds"}),
)

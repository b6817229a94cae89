"""Findings about rates, intervals of shares, codings, stochastic dominance and answers without an opinion."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
NONE: dict[str, Any] = {"name": ("云山镇", "满意率"), "n": 22.0, "bound": 0.127, "level": 0.95}
FIRST: dict[str, Any] = {"names": ("云山镇",), "changed": ("只计满意",), "codings": 4, "count": 13}
MOVED: dict[str, Any] = {
    "moved": 5,
    "name": "河口镇",
    "rank": 7,
    "rank_low": 4,
    "rank_high": 9,
    "codings": 4,
    "count": 13,
}
PAIR: dict[str, Any] = {
    "a": "云山镇",
    "b": "河口镇",
    "cut": "基本满意",
    "gap": 0.031,
    "p_adjusted": 0.004,
    "verdict": YES,
    "detectable": 0.052,
    "dominates": True,
}
RANKS: dict[str, Any] = {"names": ("云山镇", "河口镇"), "moved": 2, "count": 13, "treatments": 4}

FINDINGS = (
    Finding("intervals.range", {"count": 39, "method": "wilson", "level": 0.95, "half_low": 0.021, "half_high": 0.064}),
    Finding("intervals.none", NONE),
    Finding("intervals.all", NONE | {"bound": 0.873}),
    Finding("answers.top", {"answer": "满意", "share": 0.612}),
    Finding("answers.no_opinion", {"share": 0.07, "name": ("云山镇", "看病就医"), "name_share": 0.15}),
    Finding("answers.no_opinion", {"share": 0.0, "name": None, "name_share": 0.0}),
    Finding("recoded.first", FIRST),
    Finding("recoded.first", FIRST | {"changed": ()}),
    Finding("recoded.moved", MOVED),
    Finding("recoded.moved", MOVED | {"moved": 0}),
    Finding("recoded.tau", {"name": "只计满意", "tau": 0.564}),
    Finding("recoded.linear", {"names": ("100/80/64",)}),
    Finding("recoded.apart", {"name": "云山镇", "reason": "no_answers"}),
    Finding(
        "stochastic_dominance.pairs", {"pairs": 78, "dominated": 43, "established": 12, "level": 0.95, "adjust": "holm"}
    ),
    Finding("stochastic_dominance.pair", PAIR),
    Finding("stochastic_dominance.pair", PAIR | {"verdict": NO, "p_adjusted": 0.21}),
    Finding("stochastic_dominance.pair", PAIR | {"verdict": NO, "p_adjusted": 1.0, "gap": -0.02, "dominates": False}),
    Finding("stochastic_dominance.apart", {"name": "云山镇", "reason": "single_cluster"}),
    Finding(
        "no_opinion.share",
        {"count": 13, "name": "云山镇", "share": 0.12, "least": "河口镇", "least_share": 0.01},
    ),
    Finding("no_opinion.ranks", RANKS),
    Finding("no_opinion.ranks", RANKS | {"names": (), "moved": 0}),
    Finding(
        "no_opinion.bounds",
        {"name": "云山镇", "lowest": 81.0, "highest": 84.6, "apart": 83.3, "first": ("云山镇", "河口镇")},
    ),
)

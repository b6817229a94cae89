"""Findings of every sort of claim with made-up values."""

from __future__ import annotations

from itertools import product
from typing import Any

from satmodel.result import Finding, Verdict

YES, NO, NEVER = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED, Verdict.NOT_COMPARABLE

OUTCOMES = ("holds", "not_shown", "contradicted", "not_comparable", "not_checkable")
COUNTS = tuple(f"{outcome}_count" for outcome in OUTCOMES)

BASE: dict[str, Any] = {
    "claim": "A14",
    "quote": "看病就医虽然排在各区市第1位",
    "outcome": "not shown",
    "reason": "uncertain",
    "name": "我市",
    "names": ("我市", "邻市"),
    "other": "第2名",
    "estimate": 76.79,
    "reference": 76.35,
    "target": 76.8,
    "number": 0.44,
    "low": -3.05,
    "high": 3.93,
    "detectable": 3.49,
    "needed": None,
    "printed": 0.44,
    "amount": 0.54,
    "count": 6,
    "established": 5,
    "agreeing": 5,
    "settled": (),
    "among": None,
    "level": 0.95,
    "verdict": NO,
    "agrees": True,
    "up": True,
    "claimed_up": True,
    "measure": "points",
    "against": "A28",
    "other_quote": "有些镇不升反降",
}
PLACES: dict[str, Any] = {"rank": 3, "rank_tied": 3, "rank_low": 1, "rank_high": 5}
COUNT: dict[str, Any] = {
    "how": "count",
    "name": "群众反映的问题",
    "before": 296,
    "after": 315,
    "number": 1.064,
    "low": 0.908,
    "high": 1.247,
    "p": 0.4665,
    "needed": 347.0,
    "printed": 19.0,
    "amount": 29.0,
}
SHARE: dict[str, Any] = {"part": 210, "whole": 315, "number": 0.667, "low": 0.61, "high": 0.72, "limit": 0.5}
SHARE |= {"detectable": 0.55, "amount": 0.7}
WORD: dict[str, Any] = {"word": "少数", "word_low": 0.0, "word_high": 0.2, "of": "points"}


def claim(values: dict[str, Any]) -> Finding:
    return Finding("check_claims.claim", BASE | values)


DIRECTED = tuple(
    claim(
        {
            "how": how,
            "reason": reason,
            "up": up,
            "claimed_up": claimed,
            "agrees": agrees,
            "verdict": verdict,
            "low": None if verdict is None else -3.05,
            "end": end,
            "needed": 20758.0 if how == "lead" else None,
            "among": 12 if how == "place" else None,
            "agreeing": 0 if reason == "opposite" else 5,
            "settled": ("东镇",) if reason == "established" else (),
        }
    )
    for how, reason, up, claimed, agrees, verdict, end in product(
        ("lead", "place", "limit", "mean", "largest", "change", "every", "some"),
        ("established", "uncertain", "opposite", "opposite_seen", "amount", "no_error"),
        (True, False),
        (True, False),
        (True, False),
        (YES, NO, None),
        ("first", "last"),
    )
    if how == "place" or end == "first"
    if (reason in ("opposite", "opposite_seen")) != agrees or reason == "amount"
    if verdict is not None or reason in ("opposite_seen", "amount", "no_error")
    if how in ("every", "some") or claimed
    if verdict is not NO or reason in ("uncertain", "amount", "opposite_seen")
    if verdict is not YES or reason in ("established", "opposite")
)

FINDINGS = (
    *DIRECTED,
    *(
        claim({"how": how, "low": low, "verdict": None, "reason": "printed"})
        for how, low in product(("value", "values", "value_off", "average", "average_off"), (-3.05, None))
    ),
    *(claim({"how": how, "number": 315.0, "target": 325.0}) for how in ("number", "number_off")),
    *(
        claim({"how": how, "low": low, "reason": reason} | PLACES | WORD)
        for how, low, reason in product(("rank", "position"), (1.0, None), ("established", "uncertain", "no_error"))
        if not (low is None and reason == "uncertain")
    ),
    *(
        claim(COUNT | {"verdict": verdict, "reason": reason, "needed": needed})
        for verdict, reason, needed in product((YES, NO), ("established", "uncertain", "amount"), (347.0, None))
    ),
    *(claim(SHARE | {"how": "share", "reason": reason}) for reason in ("printed", "amount")),
    *(
        claim(SHARE | {"how": "concentration", "reason": reason})
        for reason in ("established", "uncertain", "not_apart", "not_largest")
    ),
    *(
        claim(WORD | {"how": "word", "low": low, "of": of})
        for low, of in ((0.0, "points"), (None, "points"), (0.0, "share"))
    ),
    *(
        claim({"how": "compare", "first": "上级调查", "second": "本市自查", "fields": fields, "verdict": verdict})
        for fields, verdict in ((("organiser", "mode"), NEVER), ((), None))
    ),
    *(claim({"how": "cause", "share": share, "total": 5.68}) for share in (0.27, None)),
    claim({"how": "clash"}),
    claim({"how": "clash", "quote": None}),
    *(claim(COUNT | {"number": float("inf"), "verdict": verdict, "reason": "x"}) for verdict in (YES, NO)),
    *(
        claim({"how": "none", "reason": reason, "number": None, "low": None, "verdict": None})
        for reason in ("no_table", "no_number", "no_cards", "too_few", "one_round", "no_counts", "not_all", "alone")
    ),
    Finding(
        "check_claims.whole",
        {
            "count": 20,
            "assumed_n": (450.0, 100.0),
            "assumed_sd": (16.0,),
            "assumed_correlation": (0.4,),
            "level": 0.95,
            **dict.fromkeys(OUTCOMES, ("A1", "A2")),
            **dict.fromkeys(COUNTS, 2),
        },
    ),
    Finding(
        "check_claims.whole",
        {
            "count": 1,
            **dict.fromkeys(("assumed_n", "assumed_sd", "assumed_correlation"), ()),
            "level": 0.95,
            **dict.fromkeys(OUTCOMES, ()),
            **dict.fromkeys(COUNTS, 0),
            "holds": ("A1",),
            "holds_count": 1,
        },
    ),
    *(
        Finding(
            "check_claims.clash",
            {"a": "A16", "b": "A28", "how": f"clash_{how}", "first_quote": "都获得提升", "second_quote": "不升反降"},
        )
        for how in ("all_some", "all_all", "direction", "rank", "position", "order", "alone", "amount")
    ),
    Finding("check_claims.words", {"names": ("较低", "中游")}),
)

"""Findings of gaps that are judged against a margin, unadjusted or rest on few answers, with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
PAIR: dict[str, Any] = {
    "a": "云山镇",
    "b": "河镇",
    "gap": 0.44,
    "se": 0.6,
    "low": -0.74,
    "high": 1.62,
    "level": 0.95,
    "verdict": NO,
    "detectable": 3.18,
    "margin": 2.0,
    "within": YES,
    "least_margin": 1.43,
    "adjust": "none",
    "among": None,
    "pairs": 1,
    "declared": True,
    "best": "high",
    "of": None,
    "n": 450,
    "n_turn": None,
}
MARGIN: dict[str, Any] = {"margin": 2.0, "pairs": 78, "established": 12, "within": 20, "open": 46}

# every way of putting it: which is ahead, of what, by which direction, with and without a margin
EVERY = tuple(
    Finding("gaps.pair", PAIR | {"verdict": verdict, "gap": gap, "best": best, "of": of, "margin": margin})
    for verdict in (YES, NO)
    for gap in (3.15, -3.15, 0.0)
    for best in ("high", "low")
    for of in (None, "change")
    for margin in (0.0, 2.0)
)

# when the verdict would turn, with and without a known n
TURNS = tuple(
    Finding("gaps.pair", PAIR | {"verdict": verdict, "margin": margin, "n": n, "n_turn": turn})
    for verdict in (YES, NO)
    for margin in (0.0, 2.0)
    for n in (450, None)
    for turn in (200, float("inf"), None)
)

FINDINGS: tuple[Finding, ...] = (
    *EVERY,
    *TURNS,
    Finding("gaps.pair", PAIR),
    *(
        Finding("gaps.pair", PAIR | {"declared": False, "of": of, "margin": m})
        for of in (None, "change")
        for m in (0.0, 2.0)
    ),
    Finding("gaps.pair", PAIR | {"within": NO, "least_margin": 2.3}),
    Finding("gaps.pair", PAIR | {"within": NO, "least_margin": 7.3, "verdict": YES, "gap": 6.0, "n_turn": 20}),
    *(Finding("gaps.pair", PAIR | {"adjust": adjust}) for adjust in ("stepdown", "games_howell", "tukey_kramer")),
    Finding("gaps.margin", MARGIN),
    Finding("gaps.margin", MARGIN | {"pairs": 1, "established": 0, "within": 1, "open": 0}),
    Finding("gaps.unadjusted", {"family": 78, "by_chance": 3.9}),
)

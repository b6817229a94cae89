"""Findings about scores, ranks and verdicts under every combination of choices."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

TRIED: dict[str, Any] = {
    "count": 96,
    "units": 13,
    "alone": 16,
    "coding": ("100/70/30",),
    "no_opinion": ("lowest", "middle", "highest"),
    "weights": ("不加权",),
    "items": ("看病加倍",),
    "respondents": ("不含107号访员",),
}
BARE: dict[str, Any] = {"coding": (), "no_opinion": (), "weights": (), "items": (), "respondents": (), "alone": 0}
FIRST: dict[str, Any] = {"names": ("云山镇",), "held": 80, "count": 96, "others": ("河口镇",)}
RANKS: dict[str, Any] = {
    "still": 4,
    "count": 13,
    "name": "河口镇",
    "rank": 7,
    "rank_best": 5,
    "rank_worst": 9,
    "moved": 9,
    "widest": "云山镇",
    "low": 80.12,
    "high": 84.31,
}
PAIRS: dict[str, Any] = {
    "pairs": 78,
    "always": 10,
    "never": 55,
    "some": 13,
    "reversed": 2,
    "smallest_detectable": 3.06,
    "largest_detectable": 4.36,
    "count": 96,
    "level": 0.95,
}
PAIR: dict[str, Any] = {
    "a": "云山镇",
    "b": "河口镇",
    "verdict": Verdict.ESTABLISHED,
    "count": 96,
    "count_established": 60,
    "count_open": 20,
    "count_turned": 10,
    "count_reversed": 4,
    "count_unjudged": 2,
}
NONE = {"count_turned": 0, "count_reversed": 0, "count_unjudged": 0}
CHOICE: dict[str, Any] = {"choice": "coding_choice", "option": "100/70/30", "moved": 5, "largest_move": 2, "turned": 6}

FINDINGS = (
    Finding("sensitivity.tried", TRIED),
    Finding("sensitivity.tried", TRIED | BARE),
    Finding("sensitivity.first", FIRST),
    Finding("sensitivity.first", FIRST | {"others": (), "held": 96}),
    Finding("sensitivity.ranks", RANKS),
    Finding("sensitivity.ranks", RANKS | {"moved": 0, "still": 13}),
    Finding("sensitivity.pairs", PAIRS),
    Finding("sensitivity.pairs", PAIRS | {"reversed": 0, "smallest_detectable": None, "largest_detectable": None}),
    Finding("sensitivity.pair", PAIR),
    Finding("sensitivity.pair", PAIR | NONE),
    Finding("sensitivity.unjudged", {"names": ("云山镇",), "most": 3}),
    Finding("sensitivity.more_pairs", {"more": 4}),
    Finding("sensitivity.choice", CHOICE),
    Finding("sensitivity.choice", CHOICE | {"moved": 0}),
    Finding("sensitivity.turning", CHOICE | {"choice": "respondents_choice"}),
    Finding("sensitivity.turning", CHOICE | {"turned": 0}),
    Finding("sensitivity.apart", {"name": "云山镇", "reason": "no_answers"}),
)

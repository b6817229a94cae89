"""Findings of where each unit stands with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED
AGAINST = ("others", "value", "peers")

FAMILY: dict[str, Any] = {
    "count": 13,
    "above": 2,
    "below": 1,
    "open": 10,
    "smallest_detectable": 3.87,
    "largest_detectable": 9.52,
    "reference": 85.0,
    "weighted": True,
    "adjust": "holm",
    "level": 0.95,
    "best": "high",
}
UNIT: dict[str, Any] = {
    "name": "云山镇",
    "estimate": 88.5,
    "reference": 81.0,
    "gap": 7.5,
    "low": 3.2,
    "high": 11.8,
    "level": 0.95,
    "adjust": "holm",
    "verdict": YES,
    "detectable": 4.3,
    "against": "others",
}
SPREAD: dict[str, Any] = {"how": "robust", "spread": 3.55, "count": 13, "against": "others", "phi": 4.4}
TALLY: dict[str, Any] = {"much_better": 1, "better": 1, "about_the_same": 10, "worse": 1, "much_worse": 0, "count": 13}
NONE: dict[str, Any] = {"above": 13, "below": 0, "open": 0, "smallest_detectable": None, "largest_detectable": None}

FINDINGS = (
    *(Finding("standing.family", FAMILY | {"against": against}) for against in AGAINST),
    Finding("standing.family", FAMILY | NONE | {"against": "value"}),
    *(
        Finding("standing.unit", UNIT | {"gap": gap, "verdict": verdict, "adjust": adjust, "against": against})
        for gap, verdict, adjust, against in (
            (7.5, YES, "holm", "others"),
            (-7.5, YES, "none", "value"),
            (7.5, NO, "bonferroni", "peers"),
            (-7.5, NO, "holm", "others"),
            (0.0, NO, "holm", "others"),
        )
    ),
    *(
        Finding("standing.half", {"count": 13, "weighted": weighted, "best": best})
        for weighted in (False, True)
        for best in ("high", "low")
    ),
    *(Finding("standing.spread", SPREAD | {"how": how}) for how in ("robust", "published")),
    *(Finding("standing.spread", SPREAD | {"how": how, "spread": 0.0}) for how in ("robust", "published")),
    Finding("standing.spread", SPREAD | {"how": "few", "spread": 0.0, "count": 4, "phi": None}),
    Finding("standing.spread", SPREAD | {"how": "none", "spread": 0.0}),
    Finding("standing.bands", TALLY),
    *(
        Finding("standing.outside", {"band": band, "names": names})
        for band, names in (
            ("much_better", ("云山镇",)),
            ("better", ("甲", "乙")),
            ("worse", ("丙",)),
            ("much_worse", ("丁",)),
        )
    ),
    Finding("standing.apart", {"name": "云山镇", "reason": "no_peers"}),
)

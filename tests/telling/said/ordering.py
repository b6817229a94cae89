"""Findings of ordered outcomes with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

LEVELS: dict[str, Any] = {
    "outcome": "总体评价",
    "count": 3,
    "rarest": 55.0,
    "rarest_n": 41,
    "n": 960,
    "link": "logit",
}
TEST: dict[str, Any] = {"f": 2.91, "q": 6, "rest": 31, "p": 0.022}
OVERALL: dict[str, Any] = {
    "outcome": "总体评价",
    "level": 0.95,
    "term": "看病就医",
    "df": 36,
    "gap": 0.021,
    "detectable": 0.034,
    **TEST,
}
TERM: dict[str, Any] = {
    "term": "看病就医",
    "smallest": 0.033,
    "largest": 0.054,
    "smallest_at": "75|100",
    "largest_at": "55|75",
    "gap": 0.021,
    "detectable": 0.026,
    **TEST,
}
COUNT: dict[str, Any] = {"count": 17, "replicates": 1000, "outcome": "总体评价"}

FINDINGS = (
    Finding("ordinal.levels", LEVELS),
    Finding("ordinal.levels", LEVELS | {"link": "probit", "rarest_n": 1}),
    Finding("ordinal.fewer", COUNT),
    Finding("ordinal.separated", COUNT),
    Finding("ordinal.lines", {"outcome": "总体评价"}),
    *(Finding("parallel_lines.overall", OVERALL | {"verdict": verdict}) for verdict in Verdict),
    *(Finding("parallel_lines.term", TERM | {"verdict": verdict}) for verdict in Verdict),
    *(
        Finding(kind, values | {"verdict": Verdict.NOT_COMPARABLE, "cause": cause})
        for kind, values in (("parallel_lines.overall", OVERALL), ("parallel_lines.term", TERM))
        for cause in ("exact", "singular")
    ),
    Finding("parallel_lines.apart", {"term": "看病就医", "reason": "term_constant"}),
    Finding("parallel_lines.lost", {"n": 960, "lost": 40}),
)

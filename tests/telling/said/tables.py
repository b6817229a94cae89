"""Findings of published tables, denominators and problem lists with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding

AVERAGE: dict[str, Any] = {
    "item": "社会治安",
    "name": "全市平均",
    "printed": 90.43,
    "macro": 90.429,
    "micro": 90.431,
    "difference": 0.001,
    "agrees": "both",
}
RATE: dict[str, Any] = {"tried": 6, "rows": 5, "rate": "不满意率", "count": "不满意数"}
UNIT: dict[str, Any] = {
    "unit": "住建局",
    "candidate": "总计",
    "count": 8,
    "n": 99,
    "computed": 8 / 99,
    "printed": "9%",
    "cell": "P4",
    "n_low": 85.0,
    "n_high": 94.0,
}
LIST: dict[str, Any] = {
    "rows": 12,
    "units": 5,
    "categories": 4,
    "most": ("看病就医",),
    "ties": 1,
    "most_count": 6,
    "most_share": 0.5,
}
SHARE: dict[str, Any] = {"count": 4, "n": 12, "share": 1 / 3, "share_low": 0.138, "share_high": 0.609, "level": 0.95}

FINDINGS: tuple[Finding, ...] = (
    *(
        Finding("printed_table.average", AVERAGE | {"agrees": agrees, "micro": micro})
        for agrees, micro in (
            *(("both", 90.431), ("macro", 90.6), ("macro", None), ("micro", 90.431)),
            *(("neither", 90.6), ("neither", None)),
        )
    ),
    Finding("printed_table.composites", {"count": 7, "wrong": 0, "items": ("社会治安", "医疗服务")}),
    Finding("printed_table.composites", {"count": 7, "wrong": 1, "items": ("社会治安", "医疗服务")}),
    Finding("printed_table.composite", {"unit": "甲街道", "printed": 88.4, "mean": 88.375, "cell": "P4"}),
    Finding("printed_table.ranks", {"count": 49, "wrong": 0}),
    Finding("printed_table.ranks", {"count": 49, "wrong": 2}),
    Finding(
        "printed_table.rank",
        {"unit": "甲街道", "item": "社会治安", "printed_rank": 2, "rank_low": 3, "rank_high": 4, "cell": "E4"},
    ),
    Finding("denominators.found", RATE | {"candidate": "热线/按时办结"}),
    Finding("denominators.several", RATE | {"names": ("甲", "乙"), "alike": True}),
    Finding("denominators.several", RATE | {"names": ("甲", "乙"), "alike": False}),
    Finding("denominators.none", RATE | {"candidate": "总计", "hits": 2}),
    Finding("denominators.none", RATE | {"candidate": None, "hits": 0}),
    Finding("denominators.miss", UNIT),
    Finding("denominators.range", UNIT),
    Finding("denominators.range", UNIT | {"n_high": None}),
    Finding("denominators.impossible", UNIT),
    Finding("problems.rows", LIST),
    Finding("problems.rows", LIST | {"most": ("看病就医", "社会治安"), "ties": 2}),
    Finding("problems.round", {"round": "2015上半年", "count": 7}),
    *(
        Finding(f"problems.{what}", SHARE | {"what": what})
        for what in ("closed", "standing", "open", "repeated", "called", "satisfied", "dissatisfied")
    ),
    Finding("problems.nobody", SHARE | {"what": "satisfied", "n": 0}),
)

"""Findings of regression, case mix and shrinkage with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding, Verdict

YES, NO = Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED

FIT: dict[str, Any] = {
    "outcome": "总体评价",
    "answers": ("满意", "基本满意"),
    "family": "linear",
    "covariance": "design",
    "n": 330,
    "lost": 30,
    "level": 0.95,
    "fitted": 0.412,
}
TERM: dict[str, Any] = {
    "term": "城乡=农村",
    "outcome": "总体评价",
    "family": "linear",
    "coefficient": -0.262,
    "odds": 0.77,
    "low": -0.51,
    "high": -0.014,
    "p": 0.039,
    "df": 17,
    "level": 0.95,
    "verdict": YES,
    "detectable": 0.248,
}
SHIFT: dict[str, Any] = {
    "name": "云山镇",
    "raw": 82.5,
    "adjusted": 85.0,
    "gap": 2.5,
    "low": 1.2,
    "high": 3.8,
    "level": 0.95,
}
SPREAD: dict[str, Any] = {
    "count": 13,
    "level": 0.95,
    "method": "normal",
    "tau": 1.92,
    "low": 1.1,
    "high": 3.4,
    "covariates": (),
}
MOVED: dict[str, Any] = {
    "name": "云山镇",
    "estimate": 90.0,
    "shrunk": 85.6,
    "reliability": 0.31,
    "rank": 1,
    "rank_shrunk": 3,
}
RATES: dict[str, Any] = {"count": 13, "level": 0.95, "mean": 0.87, "spread": 0.042, "low": 0.02, "high": 0.08}
RELIABILITY: dict[str, Any] = {"reliability": 0.83, "low": 0.6, "high": 0.95, "level": 0.95}
FAMILIES = ("linear", "logit", "ordinal", "probit")

FINDINGS = (
    *(Finding("regress.fit", FIT | {"family": family, "lost": lost}) for family in FAMILIES for lost in (30, 0)),
    Finding("regress.lost", {"count": 30, "most_column": "年龄", "most": 25}),
    *(
        Finding("regress.term", TERM | {"family": family, "verdict": verdict, "df": df})
        for family in FAMILIES
        for verdict, df in ((YES, 17), (NO, 3.9))
    ),
    Finding("regress.apart", {"term": "年龄", "reason": "term_constant"}),
    Finding("regress.apart", {"term": "年龄", "reason": "term_collinear"}),
    Finding("regress.apart", {"term": "镇街=甲", "reason": "level_lost"}),
    Finding("regress.few", {"df": 3.9}),
    Finding("regress.not_causal", {"outcome": "总体评价"}),
    Finding("case_mix.fit", {"covariates": ("年龄", "性别"), "n": 900, "lost": 12, "level": 0.95, "count": 13}),
    Finding("case_mix.lost", {"count": 12, "name": "云山镇", "share": 0.08}),
    Finding("case_mix.largest", SHIFT),
    Finding("case_mix.ranks", {"names": ("云山镇", ("甲", "治安")), "count": 13, "changed": 2}),
    Finding("case_mix.ranks", {"names": (), "count": 13, "changed": 0}),
    Finding("case_mix.apart", {"name": "云山镇", "reason": "single_cluster"}),
    Finding("shrink.spread", SPREAD),
    Finding("shrink.spread", SPREAD | {"tau": 0.0, "low": 0.0}),
    Finding("shrink.spread", SPREAD | {"method": "fay_herriot", "covariates": ("人均收入",)}),
    Finding("shrink.spread", SPREAD | {"method": "fay_herriot"}),
    Finding("shrink.spread", SPREAD | {"method": "fay_herriot", "tau": 0.0, "covariates": ("人均收入",)}),
    Finding("shrink.spread", SPREAD | {"method": "fay_herriot", "tau": 0.0}),
    Finding("shrink.reliability", RELIABILITY),
    Finding("shrink.moved", MOVED),
    Finding("shrink.rough", {"df": 3.0}),
    Finding("shrink.planning", {}),
    Finding("shrink.apart", {"name": "云山镇", "reason": "no_variance"}),
    Finding("shrink_rates.spread", RATES),
    Finding("shrink_rates.spread", RATES | {"spread": 0.0, "low": 0.0}),
    Finding("shrink_rates.reliability", RELIABILITY),
    Finding(
        "shrink_rates.moved",
        {
            "name": "云山镇",
            "direct_rate": 1.0,
            "shrunk_rate": 0.87,
            "reliability": 0.12,
            "n": 3.0,
            "rank": 1,
            "rank_shrunk": 3,
        },
    ),
    Finding("shrink_rates.planning", {}),
    Finding("shrink_rates.apart", {"name": "云山镇", "reason": "no_answers"}),
)

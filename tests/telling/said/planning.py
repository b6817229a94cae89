"""Findings about planned interviews and printed claims with made-up values."""

from satmodel.result import Finding

N = {
    "level": 0.95,
    "power": 0.8,
    "units": 13,
    "n": 300,
    "sd": 20.0,
    "one": 3.2,
    "one_power": 4.57,
    "control": 4.52,
    "control_power": 5.89,
    "first": 4.09,
    "first_power": 5.46,
    "all": 5.41,
    "all_power": 6.78,
}
GAP = {
    "level": 0.95,
    "power": 0.8,
    "units": 13,
    "gap": 3.15,
    "sd": 20.0,
    "one": 310,
    "one_power": 633,
    "control": 618,
    "control_power": 1051,
    "first": 505,
    "first_power": 902,
    "all": 885,
    "all_power": 1392,
}
OFF = {"power": None, "one_power": None, "control_power": None, "first_power": None, "all_power": None}
ALONE = {name: None for question in ("control", "first", "all") for name in (question, f"{question}_power")} | {
    "units": None
}
NOT_ONE = {"one": None, "one_power": None}
LEAD = {
    "name": "综合得分领先",
    "gap": 3.15,
    "sd": 20.0,
    "level": 0.95,
    "n_least": 98.0,
    "n_at_sd": 310.0,
    "n_most": 1131.0,
}

FINDINGS = (
    *(
        Finding(kind, values | more)
        for kind, values in (("precision.n", N), ("precision.gap", GAP))
        for more in ({}, OFF, ALONE, ALONE | OFF, NOT_ONE, NOT_ONE | OFF)
    ),
    Finding("precision.round", {"sd": 17.3, "low": 14.1, "high": 22.0, "count": 13}),
    Finding("precision.few", {"fewest": 30}),
    Finding("precision.below", {}),
    Finding("precision.each", {"power": 0.8}),
    Finding("claims.lead", LEAD),
    Finding("claims.lead", LEAD | {"n_least": float("nan")}),
    Finding(
        "claims.lead", LEAD | {"gap": 0.0, "n_least": float("inf"), "n_at_sd": float("inf"), "n_most": float("inf")}
    ),
    Finding("claims.among", {"among": 12}),
    Finding("claims.apart", {"name": "满分的说法", "reason": "no_variance"}),
)

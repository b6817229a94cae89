"""How often nominal 95 % intervals of a share hold it, in samples with clusters and weights: the table of the docs.

Run from the project's folder:  python -m benchmarks.coverage_of_shares
"""

from __future__ import annotations

import numpy as np
import pandas as pd

import satmodel as sat

ROUNDS, CLUSTER, CORRELATION = 1000, 10, 0.05
METHODS = ("wilson", "korn-graubard", "normal")
SCALE = sat.Scale({"good": 1, "bad": 0})


def coverage(n: int, share: float, *, seed: int) -> dict[str, float]:
    """The coverage of each method, and under ``none`` how many samples had a rate of 0 or 1 and no normal interval."""
    random = np.random.default_rng(seed)
    hits, village = dict.fromkeys((*METHODS, "none"), 0), np.arange(n) // CLUSTER
    ease = 1 / CORRELATION - 1
    for _ in range(ROUNDS):
        own = random.beta(share * ease, (1 - share) * ease, village[-1] + 1)[village]
        data = pd.DataFrame({"unit": "A", "village": village, "w": random.uniform(0.5, 2, n)})
        data["q"] = np.where(random.random(n) < own, "good", "bad")
        survey = sat.read(data, unit="unit", items=["q"], scale=SCALE, cluster="village", weight="w")
        if data["q"].nunique() == 1:
            hits["none"] += 1
            continue
        est = sat.rates(survey, rates={"good": ["good"]})
        for method in METHODS:
            found = sat.intervals(est, method=method)
            hits[method] += bool(found.low[0] <= share <= found.high[0])
    seen = ROUNDS - hits["none"]
    return {method: hits[method] / seen for method in METHODS} | {"none": hits["none"] / ROUNDS}


if __name__ == "__main__":
    print("| n | share | Wilson | Korn–Graubard | ± t · se | rate of 0 or 1 |\n|---|---|---|---|---|---|")
    for n in (30, 100, 300, 1000):
        for share in (0.5, 0.8, 0.95):
            found = coverage(n, share, seed=n)
            cells = " | ".join(f"{found[name]:.3f}" for name in (*METHODS, "none"))
            print(f"| {n:,} | {share:.2f} | {cells} |", flush=True)

"""How often nominal 95 % intervals of a share hold it, in samples with clusters and weights: the table of the docs.

Run from the project's folder:  python -m benchmarks.coverage_of_shares
"""

from __future__ import annotations

import numpy as np
import pandas as pd

import satmodel as sat

BATCHES, SAMPLES, CLUSTER, CORRELATION = 20, 200, 10, 0.05
METHODS = ("wilson", "korn-graubard", "normal")
SCALE = sat.Scale({"good": 1, "bad": 0})


def coverage(n: int, share: float, *, seed: int) -> dict[str, float]:
    """The coverage of each method, and under ``none`` how many samples had a rate of 0 or 1, which have no ± t · se.

    Each sample is a unit that is a stratum of its own, so that one survey holds a batch of them.
    """
    random = np.random.default_rng(seed)
    hits = dict.fromkeys((*METHODS, "none"), 0)
    sample, place = np.repeat(np.arange(SAMPLES), n), np.tile(np.arange(n) // CLUSTER, SAMPLES)
    village, ease = sample * n + place, 1 / CORRELATION - 1
    for _ in range(BATCHES):
        own = random.beta(share * ease, (1 - share) * ease, SAMPLES * n)[village]
        data = pd.DataFrame({"unit": sample, "village": village, "w": random.uniform(0.5, 2, len(sample))})
        data["q"] = np.where(random.random(len(sample)) < own, "good", "bad")
        survey = sat.read(data, unit="unit", items=["q"], scale=SCALE, stratum="unit", cluster="village", weight="w")
        est = sat.rates(survey, rates={"good": ["good"]})
        hits["none"] += len(est.apart)
        for method in METHODS:
            found = sat.intervals(est, method=method)
            inside = (found.low <= share) & (share <= found.high)
            hits[method] += int(inside[: len(est)].sum() if method == "normal" else inside.sum())
    count = BATCHES * SAMPLES
    seen = {method: count - (hits["none"] if method == "normal" else 0) for method in METHODS} | {"none": count}
    return {name: hit / seen[name] for name, hit in hits.items()}


if __name__ == "__main__":
    print("| n | share | Wilson | Korn–Graubard | ± t · se | rate of 0 or 1 |\n|---|---|---|---|---|---|")
    for n in (30, 100, 300, 1000):
        for share in (0.5, 0.8, 0.95):
            found = coverage(n, share, seed=n)
            cells = " | ".join(f"{found[name]:.3f}" for name in (*METHODS, "none"))
            print(f"| {n:,} | {share:.2f} | {cells} |", flush=True)

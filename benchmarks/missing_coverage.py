"""Intervals of importance where answers are missing: prints the table of docs/methods/missing_drivers.md.

Run from the project's folder:  python benchmarks/missing_coverage.py [samples]
Three items with a halo of .4 and an overall rating; whoever rates high answers the first two items less often
(missing at random): 52 of 100 respondents of 600 are complete. Intervals are plain percentiles of 1,000 replicates.
"""

import sys

import numpy as np
import pandas as pd

import satmodel as sat
from satmodel.inference.driving.importance import shapley_of
from satmodel.inference.driving.missing import TREATMENTS, treated

N, HALO, PULL, NOISE = 600, 0.4, np.array([0.6, 0.3, 0.1]), 0.8
ITEMS = list("abc")


def truth() -> np.ndarray:
    cov = np.zeros((4, 4))
    cov[:3, :3] = np.full((3, 3), HALO) + np.eye(3) * (1 - HALO)
    cov[:3, 3] = cov[3, :3] = cov[:3, :3] @ PULL
    cov[3, 3] = PULL @ cov[:3, :3] @ PULL + NOISE**2
    return shapley_of(cov)


def sample(seed: int, missing: bool) -> sat.Survey:
    rng = np.random.default_rng(seed)
    points = np.sqrt(HALO) * rng.standard_normal((N, 1)) + np.sqrt(1 - HALO) * rng.standard_normal((N, 3))
    rating = points @ PULL + NOISE * rng.standard_normal(N)
    frame = pd.DataFrame(80 + 10 * np.column_stack([points, rating]), columns=[*ITEMS, "rating"]).assign(town="x")
    chance = 0.6 / (1 + np.exp(-1.5 * rating / rating.std()))
    for name in "ab" if missing else "":
        frame.loc[rng.random(N) < chance, name] = np.nan
    return sat.read(frame, unit="town", items=ITEMS, overall="rating")


def main(samples: int) -> None:
    true = truth()
    print("truth".ljust(12), true.round(3))
    for name in (*TREATMENTS, "none missing"):
        held, error = np.zeros(3), np.zeros(3)
        for seed in range(samples):
            treatment = name if name in TREATMENTS else "complete"
            found = treated(sample(seed, name in TREATMENTS), missing=treatment, guard=False, seed=seed)
            low, high = np.quantile(shapley_of(found.replicated(1000, seed)), [0.025, 0.975], axis=0)
            held += (low <= true) & (true <= high)
            error += shapley_of(found.cov) - true
        print(name.ljust(12), "coverage", (held / samples).round(3), "bias", (error / samples).round(4))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

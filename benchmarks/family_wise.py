"""How often something is established among units that are all the same: prints the table of docs/coverage.md.

Run from the project's folder:  python benchmarks/family_wise.py [rounds]
Thirteen units draw their answers from one and the same population; all pairs are compared at the 95 % level. Four ways:
``z`` takes the standard errors as known (Tukey); ``plain`` uses each pair's own degrees of freedom (Games and Howell);
``half`` adds half an answer at each end of the scale to the spread of units near an end; ``guarded`` is what `gaps`
does: besides, units with fewer than 30 answers are set apart where two or more have as many. Units whose answers are
all alike have no standard error and no part. Step-down errs as often as its first step does where nothing is true.
"""

import sys
import time
from functools import cache

import numpy as np

from satmodel.estimation.small import FEWEST
from satmodel.inference.judging.critical import tukey_critical
from satmodel.inference.judging.near_end import added_variance

ROUNDS, SEED, UNITS = 20_000, 20261124, 13
WAYS = ("z", "plain", "half", "guarded")
FIVE = np.array([100.0, 80.0, 60.0, 30.0, 0.0])
POPULATIONS = {
    "mean 85": (FIVE, np.array([0.52, 0.33, 0.10, 0.035, 0.015])),  # 85.5, SD 20.0
    "mean 97": (FIVE, np.array([0.905, 0.07, 0.01, 0.01, 0.005])),  # 97.0, SD 10.6
    "three answers, mean 97.9": (np.array([100.0, 75.0, 55.0]), np.array([0.93, 0.05, 0.02])),
    "97.5 % satisfied": (np.array([100.0, 0.0]), np.array([0.975, 0.025])),
}
SIZES = {
    "n = 10": np.full(UNITS, 10),
    "n = 30": np.full(UNITS, 30),
    "n = 100": np.full(UNITS, 100),
    "n = 300": np.full(UNITS, 300),
    "n = 5 to 1,000": np.round(np.geomspace(5, 1000, UNITS)).astype(int),
    "n = 30 to 1,000": np.round(np.geomspace(30, 1000, UNITS)).astype(int),
    "n = 30 or 1,000": np.repeat([30, 1000], [6, 7]),
}
CELLS = {f"{kind}, {size}": (kind, size) for kind in POPULATIONS for size in SIZES}
GRID = np.append(np.geomspace(1.0, 4000.0, 300), np.inf)  # degrees of freedom at which the critical value is computed


def drawn(cell, rounds, random):
    """(rounds, units, answers) counts of answers, the points of each answer and (units,) the sample sizes."""
    points, share = POPULATIONS[cell[0]]
    sizes = SIZES[cell[1]]
    return np.stack([random.multinomial(n, share, size=rounds) for n in sizes], axis=1), points, sizes


def established(counts, points, sizes, way):
    """(rounds,) whether any two units are established to differ."""
    mean = counts @ points / sizes
    spread = np.maximum(counts @ points**2 / sizes - mean**2, 0.0) * sizes / (sizes - 1)
    variance = spread / sizes
    part = spread > 1e-18
    df = np.full(mean.shape, np.inf) if way == "z" else np.broadcast_to(sizes - 1.0, mean.shape)
    if way == "guarded":
        large = part & (sizes >= FEWEST)
        part = np.where((large.sum(axis=1) >= 2)[:, None], large, part)
    if way in ("half", "guarded"):
        variance = variance + added_variance(mean, variance, sizes, (points.min(), points.max()))[1]
    found = np.zeros(len(mean), dtype=bool)
    taking_part = part.sum(axis=1)
    for count in np.unique(taking_part[taking_part > 1]):
        rows = taking_part == count
        found[rows] = _any(mean[rows], variance[rows], df[rows], part[rows], int(count))
    return found


def _any(mean, variance, df, part, count):
    """Whether any pair of the ``count`` units that take part exceeds the critical value of all their pairs."""
    a, b = np.triu_indices(mean.shape[1], 1)
    both = part[:, a] & part[:, b]
    spread = np.where(both, variance[:, a] + variance[:, b], 1.0)
    inverse = np.where(both, variance[:, a] ** 2 / df[:, a] + variance[:, b] ** 2 / df[:, b], 0.0)
    critical = np.interp(inverse / spread**2, 1 / GRID[::-1], _critical(count)[::-1])
    return (both & (np.abs(mean[:, a] - mean[:, b]) > critical * np.sqrt(spread))).any(axis=1)


@cache
def _critical(count):
    return tukey_critical(0.95, count, GRID)


def errors(cell, *, rounds=ROUNDS, seed=SEED):
    """For each way the share of rounds in which something is established."""
    random = np.random.default_rng([seed, list(POPULATIONS).index(cell[0]), list(SIZES).index(cell[1])])
    sample = drawn(cell, rounds, random)
    return {way: float(established(*sample, way).mean()) for way in WAYS}


def main(rounds):
    start = time.process_time()
    print("| answers | sample sizes | " + " | ".join(WAYS) + " |\n|---|---|" + "---|" * len(WAYS))
    for kind, size in CELLS.values():
        found = errors((kind, size), rounds=rounds)
        print(f"| {kind} | {size} | " + " | ".join(f"{found[way]:.3f}" for way in WAYS) + " |", flush=True)
    print(f"{rounds:,} rounds a cell, {time.process_time() - start:.0f} s of CPU", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

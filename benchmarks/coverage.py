"""How often nominal 95 % intervals of means and composites hold the truth: prints the table of docs/coverage.md.

Run from the project's folder:  python benchmarks/coverage.py [replicates]
Every replicate is drawn as one more unit in a stratum of its own, so that one call of `moments` and `means` gives the
intervals of thousands of samples at once.
"""

import sys
import time
from itertools import product

import numpy as np
import pandas as pd
from scipy import stats

import satmodel as sat

REPLICATES, SEED, ICC, ITEMS = 2_000, 20261124, 0.05, 3
POINTS = np.array([55.0, 75.0, 100.0])
ANSWERS = {"typical": (0.15, 0.30, 0.55), "high": (0.04, 0.10, 0.86), "ceiling": (0.01, 0.02, 0.97)}
# kinds of answers, with equal or unequal weights
KINDS = (("typical", False), ("typical", True), ("high", True), ("ceiling", True))
SIZES = (15, 30, 60, 100, 300, 1000)
CLUSTERS = (None, 4, 10, 20, 50)
BLOCK, UNITS = 400_000, 250  # rows drawn at a time, and replicates: their covariance is of all pairs


def drawn(replicates, n, clusters, answers, weighted, random):
    """A frame of replicates: a mood, normal between clusters and people, cut into three answers for each item."""
    rows = replicates * n
    unit = np.repeat(np.arange(replicates), n)
    if clusters is None:
        within = np.tile(np.arange(n), replicates)
    else:
        # two respondents in every cluster, the others by sizes that differ fourfold
        share = np.linspace(0.4, 1.6, clusters) / clusters
        within = np.concatenate([np.arange(2 * clusters) % clusters, random.choice(clusters, n, p=share)])[:n]
        within = np.tile(within, replicates)
    cluster = unit * n + within
    between = 0.0 if clusters is None else ICC
    cuts = stats.norm.ppf(np.cumsum(ANSWERS[answers])[:2])
    shared = np.sqrt(between) * random.normal(size=replicates * n)[cluster]
    person = np.sqrt(0.4) * random.normal(size=rows)
    frame = {"unit": unit, "cluster": cluster, "weight": random.uniform(0.5, 2, rows) if weighted else np.ones(rows)}
    for q in range(ITEMS):
        mood = shared + person + np.sqrt(0.6 - between) * random.normal(size=rows)
        frame[f"q{q}"] = POINTS[np.searchsorted(cuts, mood)]
    return pd.DataFrame(frame)


def coverage(n, clusters, answers, weighted, *, replicates=REPLICATES, seed=SEED):
    """Of the intervals given, the shares that hold the truth, of means and of composites; and of all means the share
    that is refused or told with a warning."""
    random = np.random.default_rng([seed, n, clusters or 0, list(ANSWERS).index(answers), int(weighted)])
    truth = float(np.dot(ANSWERS[answers], POINTS))
    hits, shots, told = np.zeros(2), np.zeros(2), 0
    parts = max(-(-replicates * n // BLOCK), -(-replicates // UNITS))
    for part in np.diff(np.linspace(0, replicates, 1 + parts).astype(int)):
        frame = drawn(int(part), n, clusters, answers, weighted, random)
        sums = sat.moments(
            frame,
            unit="unit",
            stratum="unit",
            cluster=None if clusters is None else "cluster",
            weight="weight" if weighted else None,
            items=[f"q{q}" for q in range(ITEMS)],
        )
        est = sat.means(sums)
        for kind, found in enumerate((est.table, est.average("item").table)):
            hits[kind] += ((found["low"] <= truth) & (truth <= found["high"])).sum()
            shots[kind] += len(found)
        told += len(est.apart) + sum(finding.values["count"] for finding in est.findings if is_warning(finding))
    return (*(hits / shots), told / (replicates * ITEMS))


def is_warning(finding):
    return finding.kind in ("estimates.small", "estimates.few_clusters", "estimates.ceiling")


def main(replicates, kinds):
    start = time.process_time()
    print("| answers | weights | clusters | " + " | ".join(f"n = {n}" for n in SIZES) + " |")
    print("|---|---|---|" + "---|" * len(SIZES))
    for (answers, weighted), clusters in product(kinds, CLUSTERS):
        row = []
        for n in SIZES:
            if clusters is not None and n < 2 * clusters:
                row.append("")
                continue
            mean, composite, told = coverage(n, clusters, answers, weighted, replicates=replicates)
            row.append(f"{100 * mean:.1f} / {100 * composite:.1f}" + (" w" if told > 0.5 else ""))
        kind = "one by one" if clusters is None else str(clusters)
        print(f"| {answers} | {'unequal' if weighted else 'equal'} | {kind} | " + " | ".join(row) + " |", flush=True)
    print(f"{replicates:,} replicates a cell, {time.process_time() - start:.0f} s of CPU", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATES, KINDS)

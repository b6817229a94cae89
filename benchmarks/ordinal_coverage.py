"""How often the intervals of the importance for an ordered outcome hold the truth, and how long the replicates take.

Four items and an outcome, each of three levels; the items are cut from normal scales with one correlation (the halo),
the outcome follows proportional odds. Respondents are drawn one by one, or forty clusters of ten whose members share a
tenth of the variance of every scale.

    python benchmarks/ordinal_coverage.py [simulations]
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy import special, stats

from satmodel.errors import NotEstimable
from satmodel.estimation.influence import Sampled
from satmodel.inference.driving.latent import ERROR, implied_covariance, latent_covariances
from satmodel.inference.sampling.intervals import intervals_of
from satmodel.inference.sharing.importance import shapley_of

POINTS = np.array([55.0, 75.0, 100.0])
CUTS = np.array([-1.0, 0.0])  # 16 % at the worst level, half at the best
SLOPES = np.array([0.9, 0.6, 0.3, 0.0])
WITHIN = 0.1
CELLS = [(halo, n, each) for halo in (0.4, 0.6, 0.8) for n, each in ((200, 1), (400, 1), (2000, 1), (400, 10))]


def truth(halo: float) -> np.ndarray:
    """The importance in the population, from the exact covariance of the items."""
    share = np.diff(stats.norm.cdf([-np.inf, *CUTS, np.inf]))
    mean = share @ POINTS
    variance = share @ (POINTS - mean) ** 2
    edges = [-10.0, *CUTS, 10.0]
    grid = stats.multivariate_normal([0, 0], [[1, halo], [halo, 1]]).cdf(
        np.array([[[a, b] for b in edges] for a in edges])
    )
    cells = np.diff(np.diff(grid, axis=0), axis=1)
    joint = (POINTS - mean) @ cells @ (POINTS - mean)
    items = np.full((4, 4), joint / variance) + np.eye(4) * (1 - joint / variance)
    return shapley_of(implied_covariance(items, SLOPES, ERROR["logit"]))


def drawn(seed: int, halo: float, n: int, each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The items, the levels and the clusters of a sample."""
    rng = np.random.default_rng(seed)
    cluster = np.arange(n) // each
    scales = rng.normal(size=(n, 4))
    mood = rng.normal(size=(n, 1))
    noise = rng.logistic(size=n)
    if each > 1:
        scales = np.sqrt(1 - WITHIN) * scales + np.sqrt(WITHIN) * rng.normal(size=(n // each, 4))[cluster]
        mood = np.sqrt(1 - WITHIN) * mood + np.sqrt(WITHIN) * rng.normal(size=(n // each, 1))[cluster]
        shared = np.sqrt(1 - WITHIN) * rng.normal(size=n) + np.sqrt(WITHIN) * rng.normal(size=n // each)[cluster]
        noise = special.logit(stats.norm.cdf(shared))
    items = POINTS[np.digitize(np.sqrt(halo) * mood + np.sqrt(1 - halo) * scales, CUTS)]
    share = np.diff(stats.norm.cdf([-np.inf, *CUTS, np.inf]))
    spread = np.sqrt(share @ (POINTS - share @ POINTS) ** 2)
    level = np.digitize((items - share @ POINTS) / spread @ SLOPES + noise, [-2.0, 0.3])
    return items, level, cluster


def coverage(simulations: int, *, halo: float, n: int, each: int, replicates: int = 300) -> dict[str, float]:
    """How often the 95 % intervals hold the importance and the share of each item, and what could not be fitted."""
    true = truth(halo)
    held, shares, refused, fewer = [], [], 0, 0
    for seed in range(simulations):
        items, level, cluster = drawn(seed, halo, n, each)
        clusters = n // each
        sample = Sampled(cluster, np.zeros(clusters, dtype=np.intp), None)
        try:
            found = latent_covariances(
                items, level, np.ones(n), names=tuple("abcd"), sample=sample, replicates=replicates, seed=seed
            )
        except NotEstimable:
            refused += 1
            continue
        fewer += found.fewer + found.separated
        value, replicated = shapley_of(found.cov), shapley_of(found.replicated)
        for kept, a, b, aim in (
            (held, value, replicated, true),
            (shares, value / value.sum(), replicated / replicated.sum(axis=1)[:, None], true / true.sum()),
        ):
            low, high = intervals_of(a, b, df=clusters - 1.0, level=0.95)
            kept.append((low <= aim) & (aim <= high))
    importance, share = np.mean(held, axis=0), np.mean(shares, axis=0)
    return {
        "importance": float(importance[:3].mean()),
        "share": float(share[:3].mean()),
        "lowest": float(min(importance[:3].min(), share[:3].min())),
        "weak": float(importance[3]),
        "refused": refused,
        "fewer": fewer,
    }


def main() -> None:
    simulations = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print(f"{simulations} simulations a row, 300 replicates; 'weak' is an item without a slope of its own")
    print("halo     n  each  importance  share  lowest   weak  refused")
    for halo, n, each in CELLS:
        found = coverage(simulations, halo=halo, n=n, each=each)
        told = "  ".join(f"{found[key]:6.3f}" for key in ("importance", "share", "lowest", "weak"))
        print(f"{halo:4.1f}  {n:4d}  {each:4d}      {told}  {found['refused']:5d}", flush=True)
    rng = np.random.default_rng(1)
    six = POINTS[np.digitize(0.7 * rng.normal(size=(2000, 1)) + 0.7 * rng.normal(size=(2000, 6)), CUTS)]
    level = np.digitize((six - 80) / 20 @ np.linspace(0.6, 0.1, 6) + rng.logistic(size=2000), [-2.0, 0.3])
    sample = Sampled(np.arange(2000), np.zeros(2000, dtype=np.intp), None)
    begin = time.perf_counter()
    latent_covariances(six, level, np.ones(2000), names=tuple("abcdef"), sample=sample, replicates=1000, seed=1)
    print(f"n = 2,000, p = 6, 1,000 full refits: {time.perf_counter() - begin:.2f} s")


if __name__ == "__main__":
    main()

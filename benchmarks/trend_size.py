"""How often a slope is called established where there is none, and how often a forecast holds the next round.

    python benchmarks/trend_size.py [samples]

Shares: 20 quarters with a season and more than binomial variance. Points: 3 to 12 rounds with and without round
effects, equally and unequally large samples, under five rules for the error of a slope. Takes a few minutes.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import special, stats

from satmodel.inference.moving.lines import fit_line
from satmodel.inference.moving.share_lines import fit_shares

SEASON = np.array([0.3, 0.0, -0.2, -0.1])


def quarters(samples: int, *, mood: float, seed: int = 20261124) -> dict[str, float]:
    """False trends in 20 quarters of 300 to 400 ratings, around 85 % satisfied, with quarters' moods in log-odds."""
    rng = np.random.default_rng(seed)
    t, quarter = np.arange(20.0), np.tile(np.arange(4), 5)
    line = np.column_stack([np.ones(20), t - t.mean()])
    full = np.column_stack([line, np.vstack([np.eye(3), -np.ones(3)])[quarter]])
    total = rng.integers(300, 401, 20).astype(float)
    wrong = {"binomial": 0, "binomial, season": 0, "scatter": 0, "scatter, season": 0, "both, season (trend)": 0}
    for _ in range(samples):
        count = rng.binomial(total.astype(int), special.expit(1.75 + SEASON[quarter] + rng.normal(0, mood, 20)))
        for x, more in ((line, ""), (full, ", season")):
            fit = fit_shares(count.astype(float), total, x)
            errors = fit.errors(np.eye(x.shape[1])[1:2])
            slope = fit.coefficient[1:2]
            wrong["binomial" + more] += abs(slope[0]) > stats.norm.isf(0.025) * errors.sampled[0]
            wrong["scatter" + more] += abs(slope[0]) > stats.t.isf(0.025, fit.df) * errors.around[0]
            if more:
                wrong["both, season (trend)"] += abs(slope[0]) > errors.reach(0.05)[0]
    return {rule: times / samples for rule, times in wrong.items()}


def points(rounds: int, tau: float, samples: int, *, unequal: bool, seed: int = 20261124) -> dict[str, float]:
    """False slopes of rounds with standard errors about 0.75, and how often the forecast holds a new round."""
    rng = np.random.default_rng(seed)
    se = np.linspace(0.4, 1.4, rounds) if unequal else np.full(rounds, 0.75)
    x = np.column_stack([np.ones(rounds), np.arange(rounds) - (rounds - 1) / 2])
    ahead = np.array([[1.0, (rounds + 1) / 2]])
    t = stats.t.isf(0.025, rounds - 2)
    rules = ("sampling, z", "tau, z", "max(1, Q/df), t", "Q/df, t", "trend")
    found = dict.fromkeys((*rules, "forecast"), 0)
    for _ in range(samples):
        y = 80 + tau * rng.normal(size=rounds) + se * rng.normal(size=rounds)
        fit = fit_line(y, np.diag(se**2), np.full(rounds, np.inf), x)
        errors, slope = fit.errors(np.eye(2)[1:2]), abs(fit.coefficient[1])
        by_tau = np.sqrt(fit.cov[1, 1] / fit.scale)
        inverse = np.linalg.inv((x / se[:, None] ** 2).T @ x)
        plain = abs((inverse @ (x / se[:, None] ** 2).T @ y)[1]) / np.sqrt(inverse[1, 1])
        reach = errors.reach(0.05)[0]
        beyond = (plain > 1.96, slope > 1.96 * by_tau, slope > t * by_tau, slope > t * errors.around[0], slope > reach)
        for rule, yes in zip(rules, beyond, strict=True):
            found[rule] += bool(yes)
        new = 80 + tau * rng.normal() + se[-1] * rng.normal()
        own = np.array([se[-1] ** 2])
        half = fit.ahead(ahead, fit.scale * (fit.extra + own), own, np.inf).reach(0.05)[0]
        found["forecast"] += bool(abs(new - ahead[0] @ fit.coefficient) < half)
    return {rule: times / samples for rule, times in found.items()}


def main() -> None:
    """Print the tables."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    print("20 quarters, no trend: share of samples with a slope called established")
    for mood in (0.0, 0.1, 0.2):
        print(f"  moods' SD {mood:.1f}: " + "; ".join(f"{k} {v:.3f}" for k, v in quarters(samples, mood=mood).items()))
    print("points, no slope: the same by rule; last, how often the forecast holds the next round")
    for rounds in (3, 4, 6, 12):
        for tau in (0.0, 0.75, 1.5):
            for unequal in (False, True):
                found = points(rounds, tau, samples, unequal=unequal)
                told = "; ".join(f"{rule} {part:.3f}" for rule, part in found.items())
                print(f"  {rounds:2d} rounds, tau {tau:.2f}, {'unequal' if unequal else 'equal  '}: {told}")


if __name__ == "__main__":
    main()

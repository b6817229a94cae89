"""How often the intervals of a house effect hold the truth: two surveys of the same units whose truth is known.

    python benchmarks/house_effect.py

Own and official scores of k units with unequal errors (variances .25, 1 and 2), true differences with a standard
deviation of 0 or 1 beyond that, official scores that move by 1 or .5 for one point of the own ones; true scores with a
standard deviation of 3 points.
Prints, for 95 % intervals, how often each held the truth: the house effect (plain mean; inverse variances for
comparison), the upper limit net of sampling errors, Kendall's tau of the true scores (and two simple ways of getting
an interval for it), a forecast. Takes three minutes.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from satmodel.inference.moving.house_offset import net_limits, offset
from satmodel.inference.moving.official_forecast import calibrate, forecasts
from satmodel.inference.moving.rank_agreement import rank_agreement
from satmodel.inference.shrinking.between import paule_mandel, rotated

SAMPLES, DRAWS = 300, 300
HEADS = "points spread slope | mean  inverse  limit  tau   noise-added  jackknife  forecast  line"


def tau_of(a: np.ndarray, b: np.ndarray) -> float:
    return float(stats.kendalltau(a, b).statistic)


def taus(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Kendall's tau of each row of two (d, k) sets without ties."""
    i, j = np.triu_indices(a.shape[1], 1)
    return np.sign((a[:, i] - a[:, j]) * (b[:, i] - b[:, j])).mean(axis=1)


def simple_ways(own: np.ndarray, official: np.ndarray, se: np.ndarray, true: float, rng: np.random.Generator) -> list:
    """An interval by adding the errors once more, and one by leaving out a unit at a time."""
    count = len(own)
    noise = rng.standard_normal((2, 200, count)) * se[:, None, :]
    low, high = np.quantile(taus(own + noise[0], official + noise[1]), [0.025, 0.975])
    left = taus(*(np.array([np.delete(part, i) for i in range(count)]) for part in (own, official)))
    half = stats.t.isf(0.025, count - 1) * np.sqrt((count - 1) / count * ((left - left.mean()) ** 2).sum())
    return [low - 1e-9 <= true <= high + 1e-9, abs(tau_of(own, official) - true) <= half]


def sample(count: int, spread: float, slope: float, rng: np.random.Generator) -> list:
    truth = 80 + 3 * rng.standard_normal(count + 1)
    variance = rng.choice([0.25, 1.0, 2.0], (2, count + 1))
    true = 74 + slope * (truth - 80) + spread * rng.standard_normal(count + 1)
    se = np.sqrt(variance)
    own, official = truth + se[0] * rng.standard_normal(count + 1), true + se[1] * rng.standard_normal(count + 1)
    covs = np.diag(variance[0]), np.diag(variance[1][:count])
    kept = covs[0][:count, :count], covs[1]
    apart = own[:count] - official[:count]
    found = offset(apart, kept[0] + kept[1], np.full(count, np.inf), level=0.95)
    tau = float(np.hypot(spread, (1 - slope) * 3))
    t = float(stats.t.isf(0.025, count - 1))
    data = rotated(apart, kept[0] + kept[1], np.ones((count, 1)))
    weighted, cov, _ = data.solved(paule_mandel(data))
    limits, z = net_limits(found, level=0.95), float(stats.norm.isf(0.025))
    order, _ = rank_agreement(own[:count], official[:count], kept, level=0.95, draws=DRAWS, seed=7)
    line = calibrate(own[:count], official[:count], kept, found, level=0.95)
    value, error = forecasts(line, own, np.arange(count + 1) < count, covs)
    real = tau_of(truth[:count], true[:count])
    return [
        abs(found.mean - 6) <= stats.t.isf(0.025, found.df) * found.se,
        abs(weighted[0] - 6) <= t * np.sqrt(cov[0, 0]),
        limits.upper_low <= 6 + z * tau <= limits.upper_high,
        order.low - 1e-9 <= real <= order.high + 1e-9,
        *simple_ways(own[:count], official[:count], se[:, :count], real, rng),
        abs(official[-1] - value[0]) <= stats.t.isf(0.025, line.df) * np.sqrt(error[0]),
        line.kind == "slope",
    ]


def main() -> None:
    print(HEADS)
    rng = np.random.default_rng(613)
    for count in (4, 8, 13, 25):
        for spread, slope in ((0.0, 1.0), (1.0, 1.0), (1.0, 0.5)):
            held = np.mean([sample(count, spread, slope, rng) for _ in range(SAMPLES)], axis=0)
            told = "  ".join(f"{share:.3f}" for share in held)
            print(f"{count:6d} {spread:6.0f} {slope:5.1f} | {told}", flush=True)


if __name__ == "__main__":
    main()

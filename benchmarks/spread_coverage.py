"""How often intervals of the shares in what units differ by hold the truth: four ways, on units whose truth is known.

    python benchmarks/spread_coverage.py

Four items with the weights 4 : 3 : 2 : 1, errors correlated .4; all units are alike on the last item. Samples in which
the spread is not established have no shares and are left out. Takes half a minute.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from satmodel.inference.gapping.spreading import Parts, parts_of, ratios, t_critical

SAMPLES, FEWER, DRAWS = 1500, 300, 300
CRITICAL = float(t_critical(0.95, np.inf))
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])
ITEMS = len(WEIGHTS)


def parts(value: np.ndarray) -> np.ndarray:
    """(…, p) parts of the composite's variance between units as observed."""
    apart = (value - value.mean(axis=-2, keepdims=True)) * WEIGHTS
    return np.einsum("...up,...u->...p", apart, apart.sum(axis=-1)) / (value.shape[-2] - 1)


def delta(found: Parts) -> tuple[np.ndarray, np.ndarray]:
    share = found.corrected / found.corrected.sum()
    slope = (np.eye(ITEMS) - share[:, None]) / found.corrected.sum()
    reach = CRITICAL * np.sqrt(np.einsum("ij,jk,ik->i", slope, found.cov, slope))
    return share - reach, share + reach


def fieller(found: Parts) -> tuple[np.ndarray, np.ndarray]:
    whole = (found.corrected.sum(), found.cov.sum())
    bounds = ratios(found.corrected, np.diag(found.cov), found.cov.sum(axis=1), *whole, np.full(ITEMS, CRITICAL))
    return bounds[:, 0], bounds[:, 1]


def bootstrap(value: np.ndarray, root: np.ndarray, found: Parts, rng: np.random.Generator) -> np.ndarray:
    drawn = parts(value + rng.standard_normal((DRAWS, *value.shape)) @ root.T) - 2 * found.error
    return np.quantile(drawn / drawn.sum(axis=1, keepdims=True), [0.025, 0.975], axis=0)


def jackknife(value: np.ndarray, found: Parts) -> tuple[np.ndarray, np.ndarray]:
    units = len(value)
    left = np.array([parts(np.delete(value, unit, axis=0)) - found.error for unit in range(units)])
    share = left / left.sum(axis=1, keepdims=True)
    spread = np.sqrt((units - 1) / units * ((share - share.mean(axis=0)) ** 2).sum(axis=0))
    reach = stats.t.ppf(0.975, units - 1) * spread
    middle = found.corrected / found.corrected.sum()
    return middle - reach, middle + reach


def cell(units: int, reliability: float) -> None:
    """One row of the table."""
    rng = np.random.default_rng(100 * units + round(100 * reliability))
    theta = rng.standard_normal((units, 1)) * np.array([1.0, 0.8, 0.6, 0.0])
    theta += rng.standard_normal((units, ITEMS)) * np.array([0.6, 0.6, 0.6, 0.0])
    truth = parts(theta) / parts(theta).sum()
    alike = np.full((ITEMS, ITEMS), 0.4) + 0.6 * np.eye(ITEMS)
    noise = np.var(theta @ WEIGHTS, ddof=1) * (1 - reliability) / reliability / (WEIGHTS @ alike @ WEIGHTS)
    root, cov = np.linalg.cholesky(alike * noise), np.kron(np.eye(units), alike * noise)
    held: dict[str, list[np.ndarray]] = {name: [] for name in ("fieller", "delta", "bootstrap", "jackknife")}
    for sample in range(SAMPLES):
        value = theta + rng.standard_normal(theta.shape) @ root.T
        found = parts_of(value, cov, WEIGHTS, np.full(units * ITEMS, np.inf))
        if found.corrected.sum() <= CRITICAL * np.sqrt(found.cov.sum()):
            continue
        bounds = {"fieller": fieller(found), "delta": delta(found)}
        if sample < FEWER:
            bounds |= {"bootstrap": bootstrap(value, root, found, rng), "jackknife": jackknife(value, found)}
        for name, (low, high) in bounds.items():
            held[name].append((low <= truth) & (truth <= high))
    told = [f"{np.mean(found):.3f} ({np.mean(found, axis=0)[-1]:.3f})" for found in held.values()]
    print(f"| {units} | {reliability} | {len(held['delta']) / SAMPLES:.3f} | " + " | ".join(told) + " |")


def alike(units: int, samples: int = 3000) -> None:
    """How often a spread is established where there is none."""
    rng = np.random.default_rng(units)
    inner = np.full((ITEMS, ITEMS), 0.4) + 0.6 * np.eye(ITEMS)
    root, cov = np.linalg.cholesky(inner), np.kron(np.eye(units), inner)
    seen = 0
    for _ in range(samples):
        value = rng.standard_normal((units, ITEMS)) @ root.T
        found = parts_of(value, cov, WEIGHTS, np.full(units * ITEMS, np.inf))
        seen += found.corrected.sum() > CRITICAL * np.sqrt(found.cov.sum())
    print(f"{units} equal units: a spread is established in {seen / samples:.4f} of {samples} samples")


if __name__ == "__main__":
    print("| units | reliability | established | Fieller (item without a share) | delta | bootstrap | jackknife |")
    print("|---|---|---|---|---|---|---|")
    for count, level in ((5, 0.95), (8, 0.8), (8, 0.6), (13, 0.8), (13, 0.6), (30, 0.6)):
        cell(count, level)
    for count in (3, 5, 8, 13, 30):
        alike(count)

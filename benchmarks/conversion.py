"""How often intervals of assessment points hold near a cap and a floor, and whether probabilities of crossing are true.

    python benchmarks/conversion.py [rounds]

Every round draws 13 true scores, a sample of each, and converts. Prints the tables that docs/methods/convert.md quotes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

import satmodel as sat

Array = NDArray[np.float64]

COUNT = 13
TIERED = {"kind": "tiered", "points": 25, "threshold": 86, "per_point": 0.5, "floor": 23}
RATE = {"kind": "tiered", "unit": "percent", "points": 25, "threshold": 98, "per_point": 0.5, "floor": 12.5}
BANDS = {"kind": "bands", "steps": [[88, 20], [86, 15], [84, 10]]}
AVERAGE = {"kind": "coefficient", "per": "average", "base": 1000}
BONUS = {"parts": [{"kind": "points", "points": 80, "full": 100}, {"kind": "bonus", "per_point": 2, "cap": 5}]}
RANK = {"kind": "rank", "points": list(range(COUNT, 0, -1)), "ties": "min"}


def truths(rule: dict[str, object], true: Array, before: Array | None) -> Array:
    """The points of the true scores."""
    form = sat.rule(rule).form
    base = np.full(COUNT, 1000.0 if rule.get("kind") == "coefficient" else 0.0)
    return form.points(true, base=base, gain=None if before is None else true - before)


def scored(rng: np.random.Generator, spread: float, se: float) -> Iterator[tuple[Array, sat.Estimates]]:
    """True scores around 85 and a sample of each, for ever."""
    while True:
        true = 85 + spread * rng.standard_normal(COUNT)
        errors = se * np.exp(rng.uniform(-0.4, 0.4, COUNT))
        yield true, sat.estimates(true + errors * rng.standard_normal(COUNT), se=errors, names=range(COUNT))


def coverage(name: str, rule: dict[str, object], rounds: int, spread: float, se: float, seed: int = 1) -> None:
    """Print how often the interval of the points and the rank set hold."""
    told, rng = sat.rule(rule), np.random.default_rng(seed)
    held, ranked, width = np.zeros(COUNT), 0, 0.0
    for (true, est), _ in zip(scored(rng, spread, se), range(rounds), strict=False):
        old = true - rng.standard_normal(COUNT) if "parts" in rule else None
        before = (
            None if old is None else sat.estimates(old + se * rng.standard_normal(COUNT), se=se, names=range(COUNT))
        )
        points = truths(rule, true, old)
        table = sat.convert(est, told, before=before, draws=1000).table.sort_index()
        low, high = table["points_low"].to_numpy(), table["points_high"].to_numpy()
        held += (low - 1e-9 <= points) & (points <= high + 1e-9)
        rank = 1 + np.array([(points > one + 1e-9).sum() for one in points])
        ranked += bool(np.all((table["rank_low"] <= rank) & (rank <= table["rank_high"])))
        width += float((high - low).mean())
    print(
        f"{name:24s}  se {se:3.1f}  intervals {held.mean() / rounds:.3f}  rank sets {ranked / rounds:.3f}  "
        f"width {width / rounds:6.2f}"
    )


def calibration(rounds: int, spread: float, se: float, seed: int = 2) -> None:
    """Print, for ten bins of the probability of reaching a threshold, how often it was reached."""
    told, rng = sat.rule(BANDS), np.random.default_rng(seed)
    said, was = [], []
    for (true, est), _ in zip(scored(rng, spread, se), range(rounds), strict=False):
        rows = sat.convert(est, told, draws=200).thresholds
        said.append(rows["p_reached"].to_numpy())
        was.append((true[rows.index.to_numpy()] >= rows["threshold"].to_numpy()).astype(float))
    _bins(f"scores, spread {spread}, se {se}", np.concatenate(said), np.concatenate(was))


def calibration_of_rates(rounds: int, seed: int = 3) -> None:
    """The same for rates of few tickets; and how often the intervals of their points hold."""
    told, rng = sat.rule(RATE), np.random.default_rng(seed)
    n = np.array([4, 7, 12, 22, 30, 45, 60, 80, 100, 150, 250, 500, 1000])
    said, was, held = [], [], np.zeros(COUNT)
    for _ in range(rounds):
        true = rng.beta(36, 1.5, COUNT)
        hits = rng.binomial(n, true)
        found = sat.convert(
            sat.intervals({i: (int(x), int(m)) for i, (x, m) in enumerate(zip(hits, n, strict=True))}), told, draws=200
        )
        rows = found.thresholds
        said.append(rows["p_reached"].to_numpy())
        was.append((100 * true[rows.index.to_numpy()] >= rows["threshold"].to_numpy()).astype(float))
        table = found.table.sort_index()
        points = np.clip(25 - 0.5 * (98 - 100 * true), 12.5, 25)
        held += (table["points_low"].to_numpy() - 1e-9 <= points) & (points <= table["points_high"].to_numpy() + 1e-9)
    least = f"least {held.min() / rounds:.3f} (n {n[held.argmin()]})"
    print(f"rates, n 4 to 1,000: intervals of the points {held.mean() / rounds:.3f}, {least}")
    both = np.concatenate(said), np.concatenate(was)
    known = ~np.isnan(both[0])
    _bins("rates", both[0][known], both[1][known])


def moved(rounds: int, spread: float, se: float, seed: int = 4) -> None:
    """Print whether the probability of another assessment rank is true."""
    told, rng = sat.rule({"kind": "coefficient", "base": 1000}), np.random.default_rng(seed)
    said, was = [], []
    for (true, est), _ in zip(scored(rng, spread, se), range(rounds), strict=False):
        table = sat.convert(est, told, draws=1000).table.sort_index()
        rank = 1 + np.array([(true > one).sum() for one in true])
        said.append(table["p_moved"].to_numpy())
        was.append((rank != table["rank"].to_numpy()).astype(float))
    _bins(f"another rank, spread {spread}, se {se}", np.concatenate(said), np.concatenate(was))


def _bins(name: str, said: Array, was: Array) -> None:
    print(f"{name}: said {said.mean():.3f}, was {was.mean():.3f}")
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & ((said < low + 0.1) | (low > 0.85))
        if inside.sum() >= 100:
            pair = f"said {said[inside].mean():.3f}  was {was[inside].mean():.3f}"
            print(f"  {low:.1f}-{low + 0.1:.1f}  {inside.sum():6d}  {pair}")


def main() -> None:
    """Print all tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for se in (0.5, 1.5):
        coverage("tiered, cap and floor", TIERED, rounds, 2.0, se)
        coverage("bands", BANDS, rounds, 2.0, se)
    coverage("score over the average", AVERAGE, rounds, 2.0, 1.0)
    coverage("score and bonus", BONUS, rounds, 2.0, 1.0)
    coverage("points by rank", RANK, rounds, 2.0, 1.0)
    for spread in (0.5, 1.0, 2.0):
        calibration(rounds, spread, 1.0)
    calibration_of_rates(rounds)
    moved(rounds, 2.0, 1.0)


if __name__ == "__main__":
    main()

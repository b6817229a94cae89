"""How far lists of those that improved most can be trusted, without and with shrinkage; run it to see it.

Rounds of made-up units whose truth is known. Prints, seeded, the tables of docs/methods/movers.md: what the most
improved gained, truly gained and lost again; how far their gains are overstated; how often a probability of being truly
among the three most improved comes true, in ten bins; how often the intervals of changes and of next scores cover.

    python benchmarks/movers.py [samples]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

import numpy as np

from satmodel.inference.moving.movers_found import chances, moved
from satmodel.inference.shrinking.bivariate import fits, restricted_between, two_rounds
from satmodel.inference.shrinking.bivariate_average import Averaged, averaged

TOP, LEVEL = 3, 0.95


@dataclass
class Tally:
    """What is added up over samples."""

    gains: list[tuple[float, ...]] = field(default_factory=list)
    p: list[np.ndarray] = field(default_factory=list)
    true: list[np.ndarray] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    next_covered: list[float] = field(default_factory=list)


def sample(tally: Tally, rng: np.random.Generator, count: int, spread: np.ndarray, error: float) -> None:
    """One sample: two rounds and a third in which true scores stay where they are."""
    true = rng.multivariate_normal([80.0, 81.0], spread, size=count)
    seen = true + rng.normal(0, error, (count, 2))
    third = true[:, 1] + rng.normal(0, error, count)
    change, truth = seen[:, 1] - seen[:, 0], true[:, 1] - true[:, 0]
    over = averaged(two_rounds(seen, error**2 * np.eye(2 * count)))
    found = moved(over, LEVEL)
    likely = chances(over, np.arange(count), top=TOP, draws=2000, seed=1)[0]
    first = np.argsort(-change)[:TOP]
    best = np.isin(np.arange(count), np.argsort(-truth)[:TOP])
    shift = change.mean(), truth.mean(), found.value.mean()
    one = first[0]
    tally.gains.append(
        (
            float(change[first].mean() - shift[0]),
            float(truth[first].mean() - shift[1]),
            float(found.value[first].mean() - shift[2]),
            float((third - seen[:, 1])[first].mean()),
            float((found.following - seen[:, 1])[first].mean()),
            float(best[first].sum()),
            float(likely[first].sum()),
            float(change[one] - truth[one]),
            float(found.value[one] - truth[one]),
            float(np.mean((change - truth) ** 2)),
            float(np.mean((found.value - truth) ** 2)),
        )
    )
    tally.p.append(likely)
    tally.true.append(best)
    tally.covered.append(float(np.mean((found.low <= truth) & (truth <= found.high))))
    tally.next_covered.append(float(np.mean((found.following_low <= third) & (third <= found.following_high))))


def both(sd: float, change: float) -> np.ndarray:
    """The covariance of scores spread by ``sd`` before and changes spread by ``change`` that do not go with them."""
    return np.array([[sd**2, sd**2], [sd**2, sd**2 + change**2]])


def lists(samples: int) -> None:
    """What the three most improved gained, and what became of it."""
    print("units   n  SD change | observed  true  shrunk | next round  expected | right of 3  expected", end="")
    print(" | overstated first  shrunk | RMSE  shrunk | cover change  next")
    for count, n, sd, level, change in (
        (13, 100, 12, 2.5, 1.0),
        (13, 100, 16, 2.5, 1.0),
        (13, 100, 16, 2.5, 2.0),
        (13, 100, 20, 2.5, 1.0),
        (50, 100, 20, 2.5, 1.0),
        (50, 100, 16, 2.5, 2.0),
    ):
        rng, tally = np.random.default_rng(20261124), Tally()
        for _ in range(samples // 8 if count < 20 else samples // 16):
            sample(tally, rng, count, both(level, change), sd / np.sqrt(n))
        g = np.array(tally.gains).mean(axis=0)
        print(
            f"{count:5d} {n:3d} {sd:3d} {change:6.1f} |"
            f" {g[0]:8.2f} {g[1]:5.2f} {g[2]:7.2f} | {g[3]:10.2f} {g[4]:9.2f} |"
            f" {g[5]:10.2f} {g[6]:9.2f} | {g[7]:16.2f} {g[8]:7.2f} |"
            f" {np.sqrt(g[9]):4.2f} {np.sqrt(g[10]):7.2f} |"
            f" {np.mean(tally.covered):12.3f} {np.mean(tally.next_covered):5.3f}",
            flush=True,
        )


def bins(title: str, tally: Tally) -> None:
    """Ten bins of the probability: how many, the mean probability, the share that came true."""
    p, true = np.concatenate(tally.p), np.concatenate(tally.true)
    place = np.minimum((10 * p).astype(int), 9)
    print(f"\n{title}\n   bin  units  probability  came true")
    for j in range(10):
        here = place == j
        if here.any():
            print(f"{j / 10:.1f}-{(j + 1) / 10:.1f} {here.sum():6d} {p[here].mean():12.3f} {true[here].mean():10.3f}")
    if tally.covered:
        print(
            f"intervals of changes cover {np.mean(tally.covered):.3f}, of next scores {np.mean(tally.next_covered):.3f}"
        )


def calibration(samples: int) -> None:
    """Whether probabilities come true, over what true spreads and errors may be, and at one of them that is hard."""
    for count in (13, 50):
        rng, tally = np.random.default_rng(20261125), Tally()
        for _ in range(samples):
            first, second, rho = rng.uniform(2, 3), rng.uniform(2, 3), rng.uniform(0, 1)
            spread = np.array([[first**2, rho * first * second], [rho * first * second, second**2]])
            sample(tally, rng, count, spread, rng.uniform(16, 20) / 10)
        bins(f"{count} units, n = 100, SD 16-20, true SD 2-3 in both rounds, their correlation 0-1, all uniform", tally)
    rng, tally = np.random.default_rng(20261126), Tally()
    for _ in range(samples // 3):
        sample(tally, rng, 13, both(2.5, 1.0), 2.0)
    bins("13 units, n = 100, SD 20, true SD 2.5, true changes spread by 1.0 only (a tenth of what is observed)", tally)


def taken_as_known(samples: int) -> None:
    """The same with the likeliest covariance of the true scores taken as known: why it is averaged over."""
    rng, tally = np.random.default_rng(20261127), Tally()
    for _ in range(samples):
        true = rng.multivariate_normal([80.0, 81.0], both(2.5, 1.5), size=13)
        data = two_rounds(true + rng.normal(0, 2.0, (13, 2)), 4.0 * np.eye(26))
        between = restricted_between(data)[None]
        nowhere = (np.zeros(2), np.zeros(1), np.ones(1))
        over = Averaged(data, between, np.ones(1), fits(data, between), nowhere)
        tally.p.append(chances(over, np.arange(13), top=TOP, draws=2000, seed=1)[0])
        tally.true.append(np.isin(np.arange(13), np.argsort(true[:, 0] - true[:, 1])[:TOP]))
    bins("13 units, n = 100, SD 20, true SD 2.5, true changes spread by 1.5, T taken as known", tally)


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1200
    lists(runs)
    calibration(runs)
    taken_as_known(runs // 3)

"""How often the intervals of importance hold, and how often equal items are told apart: the tables of the docs.

Run from the project's folder:  python -m benchmarks.drivers_coverage [intervals | kinds | equal]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from satmodel.inference.driving.order import order_of
from satmodel.inference.sampling.intervals import (
    KINDS,
    importance_intervals,
    influence_of,
    intervals_of,
    pairs_of,
    r2_interval,
)
from satmodel.inference.sampling.regression import ClusterTotals, covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.inference.sharing.importance import shapley_of

Array = NDArray[np.float64]

POINTS = np.array([55.0, 75.0, 100.0])
CUTS = stats.norm.ppf([0.10, 0.45])  # 10 % dissatisfied, 35 % in between, 55 % satisfied
LONELY, LIKENESS = 0.1, 0.05
# What each item does to the overall rating; the second and third alike, the last two nothing. The last one goes with
# the others at LONELY only, so that its true importance is close to zero.
EFFECTS = {
    6: np.array([4.0, 2.5, 2.5, 1.0, 0.0, 0.0]),
    10: np.array([4.0, 2.5, 2.5, 2.0, 1.5, 1.0, 1.0, 0.5, 0.0, 0.0]),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the table: p items that go together at ``halo``, n respondents in so many clusters (0: none).

    ``uneven``: clusters differ fourfold in size, and weights lie between .5 and 2. ``equal``: all items matter alike.
    ``explained``: R² of the moods behind the answers.
    """

    halo: float
    n: int
    clusters: int = 0
    p: int = 6
    equal: bool = False
    explained: float = 0.5
    uneven: bool = False

    @property
    def df(self) -> int:
        return (self.clusters or self.n) - 1


def latent(cell: Cell) -> Array:
    """(p+1, p+1) the correlation of the normal moods behind the answers, the overall rating last.

    The answers of two items correlate by ``halo`` (their moods by more, since three steps tell less), the last item's
    mood by LONELY with the others.
    """
    p = cell.p
    among = np.full((p, p), mood_behind(cell.halo))
    if not cell.equal:
        among[-1] = among[:, -1] = LONELY
    np.fill_diagonal(among, 1.0)
    effect = np.ones(p) if cell.equal else EFFECTS[p]
    effect = effect * np.sqrt(cell.explained / (effect @ among @ effect))
    with_outcome = among @ effect
    return np.block([[among, with_outcome[:, None]], [with_outcome[None], np.ones((1, 1))]])


@cache
def answers_covariance(r: float) -> float:
    """The exact covariance of two answers in points whose moods correlate by r.

    Cov(Σ d_a 1[x > c_a], Σ d_b 1[y > c_b]) = Σ d_a d_b (P(x ≤ c_a, y ≤ c_b) - P(x ≤ c_a) P(y ≤ c_b)).
    """
    steps, alone = np.diff(POINTS), stats.norm.cdf(CUTS)
    if r == 1:
        both = np.minimum.outer(alone, alone)
    else:
        joint = stats.multivariate_normal(cov=[[1, r], [r, 1]], abseps=1e-12, releps=1e-12)
        both = np.array([[joint.cdf([a, b]) for b in CUTS] for a in CUTS])
    return float(steps @ (both - np.outer(alone, alone)) @ steps)


@cache
def mood_behind(correlation: float) -> float:
    """The correlation of two moods whose answers correlate so."""
    wanted = correlation * answers_covariance(1)
    return float(optimize.brentq(lambda r: answers_covariance(r) - wanted, 0.0, 0.999, xtol=1e-10))


def population(cell: Cell) -> Array:
    """(p+1, p+1) the exact covariance of the answers in points, by the bivariate normal distribution."""
    return np.array([[answers_covariance(round(float(r), 12)) for r in row] for row in latent(cell)])


def measures(cov: Array) -> Array:
    """(..., 2p+1) importance of each item, its share, and R²."""
    importance = shapley_of(cov)
    total = importance.sum(axis=-1, keepdims=True)
    return np.concatenate([importance, importance / total, total], axis=-1)


def drawn(cell: Cell, random: np.random.Generator) -> ClusterTotals:
    """The totals of one sample, with points measured from the means."""
    root = np.linalg.cholesky(latent(cell))
    q, j = cell.p + 1, cell.clusters or cell.n
    mood = random.standard_normal((cell.n, q)) @ root.T
    code, weight = np.sort(np.arange(cell.n) % j), np.ones(cell.n)
    if cell.uneven:
        weight = random.uniform(0.5, 2, cell.n)
        size = np.linspace(1, 4, j)
        code = np.minimum(
            np.searchsorted(np.cumsum(size) / size.sum(), np.arange(cell.n) / cell.n, side="right"), j - 1
        )
    if cell.clusters:
        shared = random.standard_normal((j, q)) @ root.T
        mood = np.sqrt(LIKENESS) * shared[code] + np.sqrt(1 - LIKENESS) * mood
    points = POINTS[(mood[..., None] > CUTS).sum(axis=-1)]
    points -= np.average(points, axis=0, weights=weight)
    upper = np.triu_indices(q)
    parts = np.column_stack([np.ones(cell.n), points, points[:, upper[0]] * points[:, upper[1]]]) * weight[:, None]
    totals = np.zeros((j, parts.shape[1]))
    np.add.at(totals, code, parts)
    return ClusterTotals(totals if cell.clusters else parts, np.zeros(j, dtype=np.intp), None, q, cell.n)


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """What s samples of a cell gave, for the m measures.

    Attributes:
        truth: (m,). value, se, centre: (s, m) estimates, errors, means of the replicates.
        low, high: by kind, each (s, m).
        gaps: by family, (s,) whether equal items were told apart.
    """

    truth: Array
    value: Array
    se: Array
    centre: Array
    low: dict[str, Array]
    high: dict[str, Array]
    gaps: dict[str, Array]

    def coverage(self, kind: str) -> Array:
        """(m,) the share of samples whose interval holds the truth."""
        held = (self.low[kind] <= self.truth) & (self.truth <= self.high[kind])
        return np.asarray(held.mean(axis=0))


def offered(value: Array, replicated: Array, cell: Cell) -> Array:
    """(2, m) the intervals that the package offers."""
    p = cell.p
    found = importance_intervals(value[:p], replicated[:, :p], df=cell.df, level=0.95)
    low, high = r2_interval(float(value[-1]), replicated[:, -1], df=cell.df, level=0.95)
    return np.array([[*found.low, *found.share_low, low], [*found.high, *found.share_high, high]])


def sampled(cell: Cell, *, samples: int, replicates: int, seed: int, kinds: tuple[str, ...] = ()) -> Samples:
    """Draw samples of a cell, and make the intervals that are offered, those of other kinds, and the comparisons."""
    random = np.random.default_rng(seed)
    truth = measures(population(cell))
    m = len(truth)
    value, se, centre = np.empty((3, samples, m))
    ends = {kind: np.empty((samples, 2, m)) for kind in ("offered", *kinds)}
    gaps: dict[str, list[bool]] = {}
    for i in range(samples):
        data = drawn(cell, random)
        value[i] = measures(covariance(data.totals.sum(axis=0), data.columns))
        sums = bootstrap_sums(data.totals, data.stratum, replicates=replicates, seed=int(random.integers(2**31)))
        cov = covariance(sums, data.columns)
        # as drivers does: a replicate in which everyone rates alike is left out
        replicated = measures(cov[cov[:, -1, -1] > 0])
        se[i], centre[i] = replicated.std(axis=0, ddof=1), replicated.mean(axis=0)
        ends["offered"][i] = offered(value[i], replicated, cell)
        influence = influence_of(data, measures) if "bca" in kinds else None
        for kind in kinds:
            ends[kind][i] = intervals_of(value[i], replicated, df=cell.df, level=0.95, kind=kind, jackknife=influence)
        for name, told in told_apart(cell, value[i], replicated).items():
            gaps.setdefault(name, []).append(told)
    low, high = ({kind: end[:, side] for kind, end in ends.items()} for side in (0, 1))
    return Samples(truth, value, se, centre, low, high, {name: np.array(told) for name, told in gaps.items()})


def told_apart(cell: Cell, value: Array, replicated: Array) -> dict[str, bool]:
    """Whether equal items are told apart: a pair named beforehand, any of all pairs, the first from another."""
    told, p = {}, cell.p
    for name, part in (("importance", slice(0, p)), ("share", slice(p, 2 * p))):
        found, again = value[part], replicated[:, part]
        named = pairs_of(found[1:3], again[:, 1:3], df=cell.df, level=0.95, adjust="none")[2]
        told[f"{name} named"] = named.p[0] < 0.05
        if cell.equal:
            every = pairs_of(found, again, df=cell.df, level=0.95, adjust="holm")[2]
            told[f"{name} any"] = bool((every.p_adjusted < 0.05).any())
            place = np.argsort(-found, kind="stable")
            judged = order_of(found[place], again[:, place], df=cell.df, level=0.95, seed=1).compared
            told[f"{name} order"] = judged is not None and bool((judged.p_adjusted < 0.05).any())
    return told


SAMPLES, REPLICATES = 2000, 400
DESIGNS = (0, 20, 50)
GRID = (
    *(Cell(halo, n, j) for n in (200, 400, 2000) for j in DESIGNS for halo in (0.4, 0.6, 0.8)),
    *(Cell(0.6, n, j, p=10) for n, j in ((400, 0), (2000, 50))),
    *(Cell(0.6, n, j, uneven=True) for n, j in ((200, 0), (200, 20), (400, 10), (400, 50))),
    *(Cell(0.6, n, j, explained=0.05) for n, j in ((200, 0), (400, 20))),
    *(Cell(0.6, n, p=p) for n, p in ((60, 6), (100, 6), (100, 10), (200, 10))),
    *(Cell(0.6, n, j) for n, j in ((200, 10), (400, 8))),
    *(Cell(0.6, n) for n in (30, 40)),
)
OTHERS = tuple(Cell(halo, n, j) for halo in (0.4, 0.8) for n, j in ((200, 0), (400, 20)))
ALIKE = tuple(Cell(halo, n, j, equal=True) for halo in (0.4, 0.8) for n, j in ((200, 0), (200, 20), (400, 50)))


def line(cell: Cell) -> str:
    """The first columns of a line: what the cell is."""
    notes = [f"{cell.p} items"] * (cell.p != 6) + ["uneven"] * cell.uneven
    notes += [f"R² {population_r2(cell):.2f}"] * (cell.explained != 0.5)
    return f"| {cell.halo} | {cell.n:,} | {cell.clusters or 'one by one'} | {', '.join(notes)} |"


def population_r2(cell: Cell) -> float:
    return float(measures(population(cell))[-1])


def spans(held: Array, p: int) -> tuple[str, str, str, str, str]:
    """Lowest to highest coverage of the importances, of the shares, each with the item near zero apart, and of R²."""
    ends = []
    for part in (held[:p], held[p : 2 * p]):
        clear, near = part[:-1], part[-1]
        ends += [f"{100 * clear.min():.1f}–{100 * clear.max():.1f}", f"{100 * near:.1f}"]
    return ends[0], ends[1], ends[2], ends[3], f"{100 * held[-1]:.1f}"


def print_intervals() -> None:
    """Coverage of the intervals that are offered, and the error of a pair of equal items."""
    print("| halo | n | clusters | | importance | near 0 | share | near 0 | R² | equal pair |\n|" + "---|" * 10)
    for seed, cell in enumerate(GRID):
        found = sampled(cell, samples=SAMPLES, replicates=REPLICATES, seed=70_000 + seed)
        told = 100 * found.gaps["importance named"].mean()
        print(line(cell), " | ".join(spans(found.coverage("offered"), cell.p)), f"| {told:.1f} |", flush=True)


def print_kinds() -> None:
    """Coverage of the other kinds of interval."""
    print("| halo | n | clusters | | kind | importance | near 0 | share | near 0 | R² |\n|" + "---|" * 10)
    for seed, cell in enumerate(OTHERS):
        found = sampled(cell, samples=SAMPLES, replicates=REPLICATES, seed=80_000 + seed, kinds=KINDS)
        for kind in ("offered", *KINDS):
            print(line(cell), f"{kind} |", " | ".join(spans(found.coverage(kind), cell.p)), "|", flush=True)


def print_equal() -> None:
    """How often something is established of items that are all equal, in importance and in shares."""
    families = [f"{of} {family}" for of in ("importance", "share") for family in ("named", "any", "order")]
    print("| halo | n | clusters | |", " | ".join(families), "|\n|" + "---|" * 10)
    for seed, cell in enumerate(ALIKE):
        found = sampled(cell, samples=SAMPLES, replicates=REPLICATES, seed=90_000 + seed)
        print(line(cell), " | ".join(f"{100 * found.gaps[name].mean():.1f}" for name in families), "|", flush=True)


if __name__ == "__main__":
    for part, show in (("intervals", print_intervals), ("kinds", print_kinds), ("equal", print_equal)):
        if len(sys.argv) < 2 or part in sys.argv[1:]:
            show()

"""Rules that name units by their place, on units whose truth is known: what happens, and what is predicted.

    python benchmarks/awards.py

Item SD 16. Yellow cards: 147 townships, 80 respondents in each of two rounds, nothing changes; who is among the last 20
in both is carded. What is predicted is what `sat.awards(bottom=20, strikes=2)` says after the first round. Then how
often a unit belongs where a probability says so, the sample of a fair rule, the cards of several rounds. Takes ten
minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from satmodel.inference.deciding.belonging import among_first, belonging, strikes_of
from satmodel.inference.deciding.fairness import rule_of
from satmodel.inference.deciding.mean_squares import mean_squares
from satmodel.inference.deciding.strikes import drawn_rounds, longest
from satmodel.inference.ranking.posterior import posterior_of

ITEM, HISTORIES = 16.0, 600


def histories(
    units: int, n: int, spread: float, seed: int, count: int, rounds: int = 2
) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """True values, the scores of each round turned so that the worst is the largest, and their standard error."""
    rng = np.random.default_rng(seed)
    se = ITEM / np.sqrt(n)
    for _ in range(count):
        true = rng.normal(0, spread, units)
        yield true, true + rng.normal(0, se, (rounds, units)), se


def told(real: list[float], said: list[float]) -> str:
    """Two means and the standard error of their difference."""
    gap = np.array(real) - np.array(said)
    error = gap.std(ddof=1) / np.sqrt(len(gap))
    return f"{np.mean(real):6.2f} {np.mean(said):6.2f} ({error:.2f})"


def cards(spread: float) -> None:
    """One row of the table of yellow cards."""
    sizes = np.array([20, 127])
    real: dict[str, list[float]] = {name: [] for name in ("carded", "wrong", "swaps", "back", "named")}
    said: dict[str, list[float]] = {name: [] for name in real}
    for true, score, se in histories(147, 80, spread, 21, HISTORIES):
        cov = np.eye(147) * se**2
        first, second = among_first(score, 20)
        truly = among_first(true[None], 20)[0]
        found = belonging(score[0], cov, sizes, draws=1000, seed=1)
        card = strikes_of(found.found, score[0], cov, first, top=20, strikes=2, draws=2000, seed=1)
        real["carded"].append((first & second).sum())
        said["carded"].append(card.struck.sum())
        real["wrong"].append((first & second & ~truly).sum())
        said["wrong"].append(card.wrong.sum())
        real["swaps"].append((first & ~second).sum())
        said["swaps"].append((1 - found.again[first, 0]).sum())
        real["named"].append((first & ~truly).sum())
        said["named"].append((1 - found.probability[first, 0]).sum())
        real["back"].append((score[1] < score[0])[first].sum())
        said["back"].append((1 - found.better)[first].sum())
    print(f"true SD {spread:.0f}: of 20 named, real and predicted (standard error of the difference)")
    for name, words in (
        ("named", "do not truly belong to the last 20"),
        ("swaps", "are not among the last 20 of the next round"),
        ("back", "score better in the next round"),
        ("carded", "are carded, being named twice"),
        ("wrong", "are carded and do not truly belong there"),
    ):
        print(f"  {words:46s}{told(real[name], said[name])}")
    shares = [sum(part["wrong"]) / sum(part["carded"]) for part in (real, said)]
    print(f"  share of the carded that do not belong there  {shares[0]:.3f}  {shares[1]:.3f}")


def calibration(units: int, n: int, top: int, count: int) -> None:
    """How often units truly belong among the top, by ten bins of the probability that is said."""
    said, truly = [], []
    for true, score, se in histories(units, n, 2.0, 22, count, rounds=1):
        found = belonging(score[0], np.eye(units) * se**2, np.array([top, units - top]), draws=1000, seed=1)
        said.append(found.probability[:, 0])
        truly.append(among_first(true[None], top)[0])
    p, yes = np.concatenate(said), np.concatenate(truly)
    bins = np.minimum((p * 10).astype(int), 9)
    print(f"{units} units, n = {n}, truly among the first {top}: said, true, units")
    for one in range(10):
        here = bins == one
        print(f"  {one / 10:.1f}-{(one + 1) / 10:.1f}  {p[here].mean():.3f}  {yes[here].mean():.3f}  {here.sum():6d}")


def fair(units: int, n: int, top: int, count: int) -> None:
    """The sample that would make a rule fair, told from one round, and what it would truly take."""
    sizes, se, factors = np.array([top, units - top]), ITEM / np.sqrt(n), []
    for _, score, _ in histories(units, n, 2.0, 23, count, rounds=1):
        cov = np.eye(units) * se**2
        tau2 = posterior_of(score[0], cov).tau2
        rule = rule_of(score[0], cov, tau2, sizes, whole=False, seed=1) if tau2 else None
        factors.append(np.inf if rule is None else rule.factor(0.1 * top))
    true = rule_of(np.zeros(units), np.eye(units) * se**2, 4.0, sizes, whole=False, seed=2)
    needed = true.factor(0.1 * top)
    low, middle, high = np.quantile(factors, [0.1, 0.5, 0.9], method="nearest")
    print(
        f"{units} units, n = {n}, first {top} with 10% wrong: now {true.wrong(1.0) / top:.2f} wrong; needed "
        f"{needed:.1f} times the sample; told {middle:.1f} in the median, {low:.1f} to {high:.1f} in 80%"
    )


def several(units: int, rounds: int, last: int) -> None:
    """Among the last in every round: without any lasting difference, and with one."""
    for spread in (0.0, 2.0):
        always, twice, chance, model = [], [], [], []
        for _, score, se in histories(units, 80, spread, 24, 200, rounds):
            value, cov = score.T, np.zeros((units, rounds, units, rounds))
            for j in range(rounds):
                cov[np.arange(units), j, np.arange(units), j] = se**2
            named = among_first(score, last).T
            always.append(named.all(axis=1).sum())
            twice.append((longest(named) >= 2).sum())
            squares = mean_squares(value, cov)
            for found, lasting in ((chance, 0.0), (model, squares.lasting)):
                ways = {"last": last, "strikes": 2, "observed": 1, "draws": 400, "seed": len(found)}
                found.append(drawn_rounds(value, cov, lasting=lasting, passing=squares.passing, **ways))
        said = model if spread else chance
        all_rounds, running = told(always, [one.times[-1] for one in said]), told(twice, [one.struck for one in said])
        print(
            f"{units} units, {rounds} rounds, last {last}, true SD {spread:.0f}: in all rounds "
            f"{all_rounds}; twice running {running}; "
            f"by chance alone {np.mean([one.times[-1] for one in chance]):.3f} and "
            f"{np.mean([one.struck for one in chance]):.2f} (k (b/k)^r = {units * (last / units) ** rounds:.3f})"
        )


if __name__ == "__main__":
    for sd in (2.0, 3.0):
        cards(sd)
    calibration(13, 100, 3, 4000)
    calibration(147, 80, 20, 400)
    fair(13, 100, 3, 200)
    fair(147, 80, 20, 60)
    several(13, 4, 3)
    several(147, 3, 20)

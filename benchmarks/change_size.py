"""How often a change that is none is called one, where both rounds ask in the same villages: the table of change.md.

Run from the project's folder:  python benchmarks/change_size.py [samples]
Ten villages, ten people of each in each round, and no change. ``rho`` is the correlation of a village's level in the
first round with that in the second. Three ways of judging one difference at the 5 % level: ``paired`` (both rounds in
one design, as `round_means` has them), ``independent`` (villages, but other ones in each round) and ``people``
(respondents as drawn one by one). Also the power of the first two against a rise of 5 points, and the same with only
half of the villages kept.
"""

import sys

import numpy as np
from scipy import stats

SAMPLES, SEED = 20_000, 20261124
VILLAGES, PEOPLE, BETWEEN, WITHIN = 10, 10, 5.0, 15.0


def drawn(rho, rise, kept, samples, random):
    """(samples, 2, villages in all, people) answers, nan where a village is not in a round."""
    new = VILLAGES - kept
    total = VILLAGES + new
    shared = random.normal(size=(samples, 1, total, 1))
    own = random.normal(size=(samples, 2, total, 1))
    level = BETWEEN * (np.sqrt(rho) * shared + np.sqrt(1 - rho) * own)
    answers = level + random.normal(0, WITHIN, (samples, 2, total, PEOPLE))
    answers[:, 1] += rise
    answers[:, 0, VILLAGES:] = np.nan  # the later round's new villages
    answers[:, 1, :new] = np.nan  # the villages given up
    return answers


def judged(answers):
    """(3, samples) whether the change is established, by the three ways."""
    size = VILLAGES * PEOPLE
    mean = np.nansum(answers, axis=(2, 3)) / size
    change = mean[:, 1] - mean[:, 0]
    away = np.nan_to_num((answers - mean[:, :, None, None]) / size)
    totals = away.sum(axis=3)  # of the influences, by round and village
    count = totals.shape[2]
    paired = count / (count - 1) * ((totals[:, 1] - totals[:, 0]) ** 2).sum(axis=1)
    each = VILLAGES / (VILLAGES - 1) * (totals**2).sum(axis=2)
    single = size / (size - 1) * (away**2).sum(axis=(2, 3))
    ways = []
    for variance, df in (
        (paired, VILLAGES - 1.0),
        (each.sum(axis=1), welch(each, VILLAGES - 1)),
        (single.sum(axis=1), welch(single, size - 1)),
    ):
        ways.append(np.abs(change) > stats.t.isf(0.025, df) * np.sqrt(variance))
    return np.array(ways)


def welch(variances, df):
    """Welch's degrees of freedom of two variances with the same degrees of freedom each."""
    return variances.sum(axis=1) ** 2 / ((variances**2).sum(axis=1) / df)


def main():
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    random = np.random.default_rng(SEED)
    print(f"{samples:,} samples, seed {SEED}, nominal .05")
    print(f"{'rho':>4} {'kept':>5} | {'paired':>7} {'independent':>12} {'people':>7} | power of the first two")
    for kept in (VILLAGES, VILLAGES // 2):
        for rho in (0.0, 0.5, 0.9):
            size = judged(drawn(rho, 0.0, kept, samples, random)).mean(axis=1)
            power = judged(drawn(rho, 5.0, kept, samples, random)).mean(axis=1)
            cells = f"{size[0]:7.3f} {size[1]:12.3f} {size[2]:7.3f} | {power[0]:7.3f} {power[1]:12.3f}"
            print(f"{rho:4.1f} {kept:5d} | {cells}")


if __name__ == "__main__":
    main()

"""How often any of thirteen units near the best answer is said to have changed when none has (change.md).

Run from the project's folder:  python benchmarks/change_near_end.py [rounds]
Independent rounds of different sizes, answers of 100, 75, 55 and 0 points with a mean of 96.8; all changes adjusted by
Holm's method at the 95 % level. ``plain`` uses the standard errors as they are, ``half`` adds half an answer at each
end where a score lies near an end, as `change` does. Units whose answers are all alike have no part.
"""

import sys

import numpy as np

from satmodel.inference.judging.comparing import compare
from satmodel.inference.judging.near_end import added_variance
from satmodel.result import Verdict

ROUNDS, SEED, UNITS = 2000, 20261124, 13
POINTS, SHARES = np.array([100.0, 75.0, 55.0, 0.0]), np.array([0.9, 0.08, 0.015, 0.005])
SIZES = ((60, 60), (300, 300), (100, 300), (60, 600), (100, 1000))


def side(size, random):
    """Means and variances of one round of all units."""
    counts = random.multinomial(size, SHARES, size=UNITS)
    mean = counts @ POINTS / size
    return mean, (counts @ POINTS**2 / size - mean**2) / (size - 1)


def any_change(sides, sizes, half):
    """Whether any change is established."""
    variances = []
    for (mean, variance), size in zip(sides, sizes, strict=True):
        more = added_variance(mean, variance, np.full(UNITS, float(size)), (0.0, 100.0))[1]
        variances.append(variance + more * half)
    part = (sides[0][1] > 0) & (sides[1][1] > 0)
    if not part.any():
        return False
    first, second = (variance[part] for variance in variances)
    df = (first + second) ** 2 / (first**2 / (sizes[0] - 1) + second**2 / (sizes[1] - 1))
    change = (sides[1][0] - sides[0][0])[part]
    return Verdict.ESTABLISHED in compare(change, np.sqrt(first + second), df, adjust="holm").verdict


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    random = np.random.default_rng(SEED)
    print(f"{rounds:,} rounds, seed {SEED}, nominal .05")
    for sizes in SIZES:
        drawn = [[side(size, random) for size in sizes] for _ in range(rounds)]
        found = [np.mean([any_change(sides, sizes, half) for sides in drawn]) for half in (False, True)]
        print(f"{sizes[0]:5d} and {sizes[1]:5d} respondents: plain {found[0]:.3f}, half an answer {found[1]:.3f}")


if __name__ == "__main__":
    main()

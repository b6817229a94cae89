"""How long all pairs of K units take, from their estimates: `gaps` against statsmodels' `pairwise_tukeyhsd`.

Run from the project's folder:  python benchmarks/gaps.py
statsmodels is given 100 respondents a unit, since it takes no estimates; it is timed for 50 units only.
"""

import time

import numpy as np
from statsmodels.stats.multicomp import pairwise_tukeyhsd

import satmodel as sat

RESPONDENTS = 100


def seconds(job):
    """Seconds of one processor."""
    start = time.process_time()
    job()
    return time.process_time() - start


def main():
    print("| units | pairs | how | seconds |\n|---|---|---|---|")
    random = np.random.default_rng(1)
    sat.gaps(sat.estimates(random.normal(80, 3, 7), sd=20, n=100))  # what is loaded on first use is not timed
    for count, adjusts in (
        (50, ("tukey", "maxt", "stepdown")),
        (200, ("tukey", "maxt", "stepdown")),
        (1000, ("tukey",)),
    ):
        value = random.normal(80, 3, count)
        for what, given in (("known errors", {"se": 2.0}), ("SD and n", {"sd": random.uniform(15, 25, count)})):
            est = sat.estimates(value, n=random.integers(90, 110, count), **given)
            for adjust in adjusts:
                took = seconds(lambda est=est, adjust=adjust: sat.gaps(est, adjust=adjust))
                print(f"| {count:,} | {count * (count - 1) // 2:,} | {adjust}, {what} | {took:.3f} |", flush=True)
    unit = np.repeat(np.arange(50), RESPONDENTS)
    answers = random.normal(80, 20, len(unit))
    print(f"| 50 | 1,225 | statsmodels | {seconds(lambda: pairwise_tukeyhsd(answers, unit)):.3f} |")


if __name__ == "__main__":
    main()

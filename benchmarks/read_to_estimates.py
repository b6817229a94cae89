"""CPU seconds from a workbook of 5,000 respondents x 10 columns to 78 means with their covariance, reading included.

Run from the project's folder:  python benchmarks/read_to_estimates.py
The workbook is written to a temporary folder; imports are counted apart.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROWS, UNITS, ITEMS, SEED, REPEATS = 5_000, 13, 6, 20261124, 5


def write(path):
    """A round: number, township, village, weight, and six items in words."""
    random = np.random.default_rng(SEED)
    unit, village = random.integers(0, UNITS, ROWS), random.integers(0, 20, ROWS)
    frame = pd.DataFrame(
        {
            "number": [f"S{i:05d}" for i in range(ROWS)],
            "township": [f"town {i:02d}" for i in unit],
            "village": [f"town {i:02d} village {j:02d}" for i, j in zip(unit, village, strict=True)],
            "weight": random.uniform(0.5, 2, ROWS).round(4),
        }
    )
    for q in range(1, ITEMS + 1):
        frame[f"Q{q}"] = random.choice(["满意", "基本满意", "不满意", "不了解"], ROWS, p=[0.55, 0.3, 0.1, 0.05])
    frame.to_excel(path, index=False, engine="xlsxwriter")


def once(path):
    import satmodel as sat

    start = time.process_time()
    survey = sat.read(
        path,
        scale="100/75/55",
        unit="township",
        stratum="township",
        cluster="village",
        weight="weight",
        id="number",
        items=[f"Q{q}" for q in range(1, ITEMS + 1)],
    )
    read = time.process_time()
    est = sat.means(survey)
    assert est.cov.shape == (UNITS * ITEMS, UNITS * ITEMS)
    return read - start, time.process_time() - read


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "round.xlsx"
        write(path)
        times = np.array([once(path) for _ in range(REPEATS)])
    first, rest = times[0], np.median(times[1:], axis=0)
    print(f"first call: {first.sum():.2f} s of CPU (reading {first[0]:.2f}, means {first[1]:.2f}), with imports")
    print(f"later calls: {rest.sum():.2f} s of CPU (reading {rest[0]:.2f}, means {rest[1]:.2f})")


if __name__ == "__main__":
    main()

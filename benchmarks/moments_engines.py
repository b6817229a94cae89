"""Wall, CPU and peak memory of both engines of `moments` on one Parquet file, each in a process of its own.

Run from the project's folder:  python benchmarks/moments_engines.py [rows]
It writes two million rows (weights, 6 items with missing answers, 200 units, 8,000 clusters) to a temporary folder.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROWS, ITEMS, UNITS, CLUSTERS, SEED = 2_000_000, 6, 200, 8_000, 20261124


def write(path: Path, rows: int) -> None:
    """A drawn sample: clusters lie in units, units in strata; a tenth of the answers is missing."""
    random = np.random.default_rng(SEED)
    cluster = np.sort(random.integers(0, CLUSTERS, rows))
    unit = cluster // (CLUSTERS // UNITS)
    mood = random.normal(0, 0.3, CLUSTERS)[cluster] + random.normal(0, 0.2, UNITS)[unit]
    columns = {
        "unit": pd.Series(np.char.add("unit", np.arange(UNITS).astype(str)))[unit].to_numpy(),
        "cluster": cluster.astype(np.int32),
        "stratum": (unit // 10).astype(np.int16),
        "weight": random.uniform(0.5, 2, rows),
    }
    for q in range(ITEMS):
        level = mood + random.normal(0, 1, rows)
        points = np.select([level < -1, level < 0.2], [55.0, 75.0], 100.0)
        columns[f"q{q}"] = np.where(random.random(rows) < 0.1, np.nan, points)
    order = random.permutation(rows)
    pd.DataFrame(columns).iloc[order].to_parquet(path, index=False, row_group_size=100_000)


def child(engine: str, path: str, out: str) -> None:
    """Moments and means by one engine; its numbers and its use of the machine."""
    import satmodel as sat

    start = time.perf_counter()
    sums = sat.moments(
        path,
        unit="unit",
        items=[f"q{q}" for q in range(ITEMS)],
        weight="weight",
        stratum="stratum",
        cluster="cluster",
        engine=engine,
    )
    added = peak()
    est = sat.means(sums)
    used = resource.getrusage(resource.RUSAGE_SELF)
    np.savez(out, value=est.value, cov=est.cov)
    numbers = {"wall": time.perf_counter() - start, "cpu": used.ru_utime + used.ru_stime}
    print(json.dumps(numbers | {"peak": peak(), "added": added, "count": len(est)}))


def peak() -> float:
    """The largest memory of this process so far, in MB.

    The kernel's mark of this program alone; what ``getrusage`` says begins with the memory of the process before it.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "round.parquet"
        subprocess.run([sys.executable, __file__, "write", str(path), str(rows)], check=True)
        print(f"{rows:,} rows, {path.stat().st_size / 2**20:.0f} MB of Parquet")
        found = {}
        for engine in ("pandas", "duckdb"):
            out = Path(folder) / f"{engine}.npz"
            command = [sys.executable, __file__, engine, str(path), str(out)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            numbers = json.loads(told)
            found[engine] = numbers | dict(np.load(out))
            print(
                f"{engine:>7}: {numbers['wall']:.1f} s wall, {numbers['cpu']:.1f} s CPU, peak {numbers['peak']:.0f} MB"
                f" ({numbers['added']:.0f} MB when the rows were added up), {numbers['count']} means"
            )
    a, b = found["pandas"], found["duckdb"]
    scale = np.sqrt(np.outer(np.diag(a["cov"]), np.diag(a["cov"])))
    print(f"peak of duckdb over that of pandas: {b['peak'] / a['peak']:.2f}")
    print(f"largest relative difference of estimates: {np.abs(b['value'] / a['value'] - 1).max():.1e}")
    apart = (np.abs(b["cov"] - a["cov"]) / scale).max()
    print(f"largest difference of covariances, of the product of the errors: {apart:.1e}")


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) > 3:
        child(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

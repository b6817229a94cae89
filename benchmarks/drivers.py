"""How long importance takes: exact Shapley values and bootstrap replicates, against relaimpo and dominance-analysis.

Run from the project's folder:  python benchmarks/drivers.py [--rival-python PATH] [--r-core FILE] [--long]

Rivals are timed in the same run where they are there: relaimpo through Rscript, dominance-analysis through the Python
of --rival-python. Where relaimpo cannot be installed, --r-core names a file of R that defines lmg(cov), outcome first.
--long also lets R do 20 items, which takes minutes. Rivals' replicates are timed on a hundred and told for a thousand.
Each of our rows is a process of its own, so that its peak memory is its own; the best of five runs counts.
Times are processor seconds, which other work on the machine changes least.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

RESPONDENTS, REPLICATES, RIVAL_REPLICATES, SEED = 2_000, 1_000, 100, 20261124
POINT, DRAWN = (6, 10, 15, 20, 24, 25), (6, 10)
ROWS, CLUSTERS = 1_000_000, 1_000

R_PROGRAM = """
args <- commandArgs(TRUE); folder <- args[1]; core <- args[2]; tool <- "none"
if (requireNamespace("relaimpo", quietly = TRUE)) {
  suppressMessages(library(relaimpo)); tool <- "relaimpo"
  lmg <- function(cov) calc.relimp(cov, type = "lmg")@lmg
} else if (core != "none") { source(core); tool <- "core" }
if (tool != "none") for (p in as.integer(strsplit(args[3], ",")[[1]])) {
  d <- read.csv(file.path(folder, paste0(p, ".csv")))
  d <- d[, c(ncol(d), seq_len(ncol(d) - 1))]
  took <- sum(system.time(for (i in seq_len(if (p < 12) 10 else 1)) v <- lmg(cov(d)))[1:2]) / (if (p < 12) 10 else 1)
  cat(sprintf("R,%s,point,%d,%.9g,%.15g\\n", tool, p, took, v[1]))
  if (p %in% as.integer(strsplit(args[4], ",")[[1]])) {
    took <- sum((if (tool == "relaimpo") system.time(boot.relimp(d, b = as.integer(args[5]), type = "lmg", rank = FALSE,
      diff = FALSE)) else system.time(for (i in seq_len(as.integer(args[5])))
      lmg(cov.wt(d[sample(nrow(d), replace = TRUE), ])$cov)))[1:2])
    cat(sprintf("R,%s,drawn,%d,%.9g,0\\n", tool, p, took))
  }
}
"""

PYTHON_PROGRAM = """
import contextlib, io, sys, time
import pandas as pd
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    from dominance_analysis import Dominance
    told = []
    for p in (6, 10):
        frame = pd.read_csv(f"{sys.argv[1]}/{p}.csv")
        start = time.process_time()
        shares = Dominance(data=frame, target="y", objective=1).incremental_rsquare()
        told.append(f"P,dominance-analysis,point,{p},{time.process_time() - start},{shares['q0']}")
print("\\n".join(told))
"""


def sample(rows: int, items: int) -> pd.DataFrame:
    """Answers with a common part, and an outcome made from them and noise."""
    random = np.random.default_rng(SEED + items)
    points = random.normal(size=(rows, items)) + random.normal(size=(rows, 1))
    frame = pd.DataFrame(points).add_prefix("q")
    return frame.assign(y=points @ np.linspace(1, 2, items) + items * random.normal(size=rows))


def best(job, times: int = 5) -> float:
    """Processor seconds of the fastest run."""
    took = []
    for _ in range(times):
        start = time.process_time()
        job()
        took.append(time.process_time() - start)
    return min(took)


def point(items: int) -> dict[str, float]:
    from satmodel.inference.driving.importance import shapley_of

    cov = sample(RESPONDENTS, items).cov().to_numpy()
    r2 = cov[-1, :-1] @ np.linalg.solve(cov[:-1, :-1], cov[:-1, -1]) / cov[-1, -1]
    shares = shapley_of(cov)
    return {
        "seconds": best(lambda: shapley_of(cov), 5 if items < 22 else 2),
        "first": float(shares[0]),
        "off": float(abs(shares.sum() - r2)),
    }


def drawn(items: int) -> dict[str, float]:
    import satmodel as sat
    from satmodel.inference.driving.importance import shapley_of
    from satmodel.inference.driving.sample import sample_of

    frame = sample(RESPONDENTS, items).assign(town="x")
    survey = sat.read(frame, unit="town", items=[f"q{i}" for i in range(items)], overall="y")
    read = sample_of(survey)
    return {"seconds": best(lambda: shapley_of(read.replicated(REPLICATES, 1)), 3)}


def large(items: int) -> dict[str, float]:
    import satmodel as sat
    from satmodel.inference.driving.importance import shapley_of
    from satmodel.inference.driving.regression import cluster_totals, covariance
    from satmodel.inference.driving.resampling import bootstrap_sums

    frame = sample(ROWS, items).assign(town="x", village=np.arange(ROWS) % CLUSTERS)
    names = [*(f"q{i}" for i in range(items)), "y"]
    start = time.process_time()
    data = cluster_totals(sat.moments(frame, unit="town", items=names, cluster="village", complete=True))
    added = time.process_time() - start

    def job():
        sums = bootstrap_sums(data.totals, data.stratum, replicates=REPLICATES, seed=1)
        shapley_of(covariance(sums, data.columns))

    return {"added": added, "seconds": best(job, 3)}


def own(kind: str, items: int) -> dict[str, float]:
    """One row in a process of its own."""
    command = [sys.executable, __file__, "--one", kind, str(items)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def rivals(options: argparse.Namespace) -> dict[tuple[str, str, int], tuple[str, float, float]]:
    """What the rivals took: (R or P, kind, items) to (tool, seconds, share of the first item)."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for items in POINT[:4]:
            sample(RESPONDENTS, items).to_csv(f"{folder}/{items}.csv", index=False)
        if shutil.which("Rscript"):
            program = Path(folder) / "rival.R"
            program.write_text(R_PROGRAM)
            asked = ["6,10,15,20" if options.long else "6,10,15", "6,10", str(RIVAL_REPLICATES)]
            command = ["Rscript", str(program), folder, options.r_core or "none", *asked]
            told += subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        if options.rival_python:
            command = [options.rival_python, "-c", PYTHON_PROGRAM, folder]
            told += subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    found = {}
    for line in told:
        who, tool, kind, items, seconds, share = line.split(",")
        times = REPLICATES / RIVAL_REPLICATES if kind == "drawn" else 1
        found[who, kind, int(items)] = (tool, float(seconds) * times, float(share))
    return found


def row(what: str, ours: dict[str, float], others: list[tuple[str, float, float] | None]) -> None:
    told = [f"{one[1]:.3g} s ({one[1] / ours['seconds']:,.0f}x)" if one else "" for one in others]
    print(f"| {what} | {ours['seconds']:.4f} s | {ours['peak']:.0f} MB | {' | '.join(told)} |", flush=True)
    for one in others:
        # the rivals' numbers are the same, to the digits they print
        assert not (one and one[2]) or abs(one[2] - ours["first"]) < 1e-6, (what, one, ours)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rival-python")
    parser.add_argument("--r-core")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--one", nargs=2)
    options = parser.parse_args()
    if options.one:
        found = {"point": point, "drawn": drawn, "large": large}[options.one[0]](int(options.one[1]))
        print(json.dumps(found | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    there = rivals(options)
    tool = next((found[0] for (who, _, _), found in there.items() if who == "R"), "none")
    names = {"relaimpo": "relaimpo", "core": "R, lmg(cov) of --r-core", "none": "relaimpo (not there)"}
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, one thread\n")
    print(f"| work | satmodel | peak of the process | {names[tool]} | dominance-analysis |\n|---|---|---|---|---|")
    worst = 0.0
    for items in POINT:
        ours = own("point", items)
        worst = max(worst, ours["off"])
        row(f"p = {items}, point", ours, [there.get((who, "point", items)) for who in "RP"])
    for items in DRAWN:
        row(f"n = 2,000, p = {items}, 1,000 replicates", own("drawn", items), [there.get(("R", "drawn", items)), None])
    ours = own("large", 10)
    what = "n = 1,000,000 in 1,000 clusters, p = 10, 1,000 replicates"
    row(f"{what} (rows added up once: {ours['added']:.1f} s)", ours, [None] * 2)
    print(f"\nlargest distance of the sum of the shares from R²: {worst:.1e}; load now {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

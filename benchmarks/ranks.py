"""Time and memory of rank sets and pairwise comparisons, against what else there is, in one run on one machine.

python benchmarks/ranks.py [--rival-python PATH]

Every line is a process of its own: the best wall and CPU seconds of a few repeats, and the peak of memory above what
the process held after its imports and one small problem. Ours makes the estimates and the result, with 10,000 draws
unless the line says otherwise. csranks is asked where Rscript finds it (its default of 1,000 draws); multiple-inference
(10,000 draws), statsmodels and SciPy where the Python of --rival-python has them (by default the one that runs this).
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

SEED = 20261124
R_CODE = """
suppressMessages(library(csranks))
peak <- function(of) as.numeric(gsub("[^0-9]", "", grep(of, readLines("/proc/self/status"), value = TRUE))) / 1024
data <- read.csv(file("stdin"), header = FALSE)
before <- peak("VmRSS"); start <- proc.time()
found <- csranks(data$V1, diag(data$V2^2), simul = SIMUL, seed = 1)
used <- proc.time() - start
cat(sprintf('{"wall": %f, "cpu": %f, "peak": %f}', used[3], used[1] + used[2], peak("VmHWM") - before))
"""

# line: what is asked, how many units, ours, {rival: targeted ratio or None}, most seconds, most megabytes
LINES = [
    ("simultaneous", 50, {"csranks": None, "multiple-inference": None}, None, None),
    ("simultaneous", 200, {"csranks": 50, "multiple-inference": 7}, None, None),
    ("simultaneous", 1_000, {"multiple-inference": None}, 0.2, 150),
    ("simultaneous, 1,000 draws", 1_000, {}, None, None),
    ("simultaneous, 60 df", 1_000, {}, None, None),
    ("simultaneous, very unequal errors", 1_000, {}, None, None),
    ("simultaneous", 5_000, {}, 2.0, 250),
    ("correlated", 1_000, {}, 5.0, None),
    ("marginal", 200, {"csranks": 100, "multiple-inference": None}, None, None),
    ("all pairs, Tukey", 50, {"statsmodels": 150, "scipy": None}, None, None),
    ("top 3", 38, {"multiple-inference": 100}, None, None),
]


def scores(count: int, asked: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores and standard errors as those of a survey: 80 points, units 3 apart, errors around 1."""
    rng = np.random.default_rng(SEED)
    wide = 2.0 if "unequal" in asked else 0.3
    return rng.normal(80, 3, count), np.exp(rng.normal(0, wide, count))


def respondents(count: int) -> tuple[np.ndarray, np.ndarray]:
    """100 answers in each unit."""
    rng = np.random.default_rng(SEED)
    group = np.repeat(np.arange(count), 100)
    return rng.normal(rng.normal(80, 3, count)[group], 20), group


def ours(asked: str, count: int):
    """What is timed, made ready up to its imports."""
    import satmodel as sat

    value, se = scores(count, asked)
    if asked == "correlated":
        cov = np.outer(se, se) * (0.4 + 0.6 * np.eye(count))
        return lambda: sat.ranks(sat.estimates(value, cov=cov))
    if asked == "marginal":
        return lambda: sat.ranks(sat.estimates(value, se=se), kind="marginal")
    if asked == "top 3":
        return lambda: sat.first(sat.estimates(value, se=se), top=3)
    if asked == "all pairs, Tukey":
        table = respondents(count)[0].reshape(count, 100)
        error = table.std(axis=1, ddof=1) / 10
        return lambda: sat.gaps(sat.estimates(table.mean(axis=1), se=error, df=99), adjust="tukey")
    draws = 1_000 if "1,000 draws" in asked else 10_000
    df = 60 if "df" in asked else np.inf
    return lambda: sat.ranks(sat.estimates(value, se=se, df=df), draws=draws)


def rival(name: str, asked: str, count: int):
    """The same question to another package."""
    if name == "multiple-inference":
        import scipy.misc

        if not hasattr(scipy.misc, "derivative"):  # gone from SciPy 1.12; imported by the package, not used here
            scipy.misc.derivative = None
        from multiple_inference.confidence_set import MarginalRanking, SimultaneousRanking

        value, se = scores(count, asked)
        model = MarginalRanking if asked == "marginal" else SimultaneousRanking
        if asked == "top 3":
            return lambda: model(value, np.diag(se**2)).fit().compute_best_params(3)
        return lambda: model(value, np.diag(se**2)).fit().conf_int()
    points, group = respondents(count)
    if name == "statsmodels":
        from statsmodels.stats.multicomp import pairwise_tukeyhsd

        return lambda: pairwise_tukeyhsd(points, group)
    from scipy.stats import tukey_hsd

    return lambda: tukey_hsd(*points.reshape(count, 100)).confidence_interval()


def memory(which: str) -> float:
    """A line of the kernel's account of this process, in MB; where there is none, the largest memory so far."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith(which)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(name: str, asked: str, count: int) -> None:
    """Measure one question in this process and print the numbers."""
    small, ask = (ours(asked, k) if name == "ours" else rival(name, asked, k) for k in (6, count))
    small()  # what is loaded on first use is loaded now
    before, runs = memory("VmRSS"), []
    while len(runs) < 5 and sum(run[0] for run in runs) < 3:
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = min(run[0] for run in runs), min(run[1] for run in runs)
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": memory("VmHWM") - before}))


def csranks(asked: str, count: int) -> dict | None:
    """The numbers of R's csranks, None where it cannot be run."""
    if shutil.which("Rscript") is None:
        return None
    rows = "\n".join(f"{v!r},{s!r}" for v, s in zip(*(part.tolist() for part in scores(count, asked)), strict=True))
    code = R_CODE.replace("SIMUL", "FALSE" if asked == "marginal" else "TRUE")
    done = subprocess.run(["Rscript", "-e", code], input=rows, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def measured(name: str, asked: str, count: int, python: str) -> dict | None:
    """The numbers of one line, None where the package is not there."""
    if name == "csranks":
        return csranks(asked, count)
    command = [sys.executable if name == "ours" else python, __file__, "--child", name, asked, str(count)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode and name == "ours":
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def main(python: str) -> None:
    for asked, count, rivals, seconds, megabytes in LINES:
        own = measured("ours", asked, count, python)
        goal = [f"<= {seconds} s"] if seconds else []
        goal += [f"<= {megabytes} MB"] if megabytes else []
        print(f"\n{asked}, {count:,} units" + (f" (target {', '.join(goal)})" if goal else ""))
        print(f"  {'ours':20s} {own['wall']:8.3f} s wall {own['cpu']:8.3f} s CPU {own['peak']:6.0f} MB", flush=True)
        for name, ratio in rivals.items():
            found = measured(name, asked, count, python)
            if found is None:
                print(f"  {name:20s} not on this machine", flush=True)
                continue
            told = f"  {name:20s} {found['wall']:8.3f} s wall {found['cpu']:8.3f} s CPU {found['peak']:6.0f} MB"
            times = f"   {found['wall'] / own['wall']:.0f}x wall, {found['cpu'] / own['cpu']:.0f}x CPU"
            print(told + times + (f" (target {ratio}x)" if ratio else ""), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rival-python", default=sys.executable)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], given.child[1], int(given.child[2]))
    else:
        main(given.rival_python)

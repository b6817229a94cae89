"""Time and memory: a workbook to its means, and two million rows from Parquet."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def program(name):
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_five_thousand_respondents_become_78_means_in_a_second(tmp_path):
    module = program("read_to_estimates")
    path = tmp_path / "round.xlsx"
    module.write(path)
    # the least of three: the process's own CPU, whatever else the machine does
    assert min(sum(module.once(path)) for _ in range(3)) < 1.0


@pytest.mark.slow
def test_two_million_rows_by_duckdb_need_a_third_of_the_memory_and_give_the_same(tmp_path):
    script = BENCHMARKS / "moments_engines.py"
    module = program("moments_engines")
    path = tmp_path / "round.parquet"
    subprocess.run([sys.executable, script, "write", path, str(module.ROWS)], check=True)
    found = {}
    for engine in ("pandas", "duckdb"):
        out = tmp_path / f"{engine}.npz"
        told = subprocess.run([sys.executable, script, engine, path, out], check=True, capture_output=True, text=True)
        found[engine] = json.loads(told.stdout) | dict(np.load(out))
    a, b = found["pandas"], found["duckdb"]
    assert b["peak"] <= a["peak"] / 3
    np.testing.assert_allclose(b["value"], a["value"], rtol=1e-11)
    scale = np.sqrt(np.outer(np.diag(a["cov"]), np.diag(a["cov"])))
    np.testing.assert_allclose(b["cov"] / scale, a["cov"] / scale, atol=1e-11)

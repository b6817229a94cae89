"""Warnings about intervals that hold less often than they say, and their coverage where there is no warning."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat


def kinds(est):
    return {finding.kind: finding.values for finding in est.findings}


def people(n, share, seed=1):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {"unit": "A", "x": np.where(random.random(n) < share, 100.0, 55.0), "village": np.arange(n) % 10}
    )


def test_few_respondents_few_clusters_and_answers_at_an_end_are_told():
    assert "estimates.small" in kinds(sat.means(sat.read(people(29, 0.5), unit="unit", items=["x"])))
    many = sat.means(sat.read(people(30, 0.5), unit="unit", items=["x"]))
    assert not {"estimates.small", "estimates.few_clusters", "estimates.ceiling"} & set(kinds(many))
    few = kinds(sat.means(sat.read(people(200, 0.5), unit="unit", items=["x"], cluster="village")))
    assert few["estimates.few_clusters"]["names"] == (("A", "x"),)
    ends = sat.means(sat.read(people(200, 0.98), unit="unit", items=["x"]))
    assert kinds(ends)["estimates.ceiling"]["count"] == 1
    assert "near an end of the scale" in ends.say("en")
    assert "计分范围的一端" in ends.say("zh")
    assert "estimates.ceiling" in kinds(sat.means(sat.read(people(200, 0.02), unit="unit", items=["x"])))
    assert "estimates.ceiling" in kinds(sat.means(sat.read(people(200, 0.98), unit="unit", items=["x"]), by=None))


def test_the_skewness_of_two_answers_is_that_of_the_binomial():
    # 100 answers of two kinds: the warning begins where |1 - 2p| / √(n p (1 - p)) passes 0.15 (n - 1 in the variance)
    for lows in range(1, 50):
        frame = pd.DataFrame({"unit": "A", "x": [55.0] * lows + [100.0] * (100 - lows)})
        p = lows / 100
        told = "estimates.ceiling" in kinds(sat.means(sat.read(frame, unit="unit", items=["x"])))
        assert told == ((1 - 2 * p) / np.sqrt(99 * p * (1 - p)) > 0.15)


def test_estimates_without_respondents_are_not_warned_of():
    assert kinds(sat.estimates([80.0, 90.0], se=[1.0, 1.0])).keys() == {"estimates.range"}


def program():
    path = Path(sat.__file__).parents[1] / "benchmarks" / "coverage.py"
    spec = importlib.util.spec_from_file_location("coverage_program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_coverage_of_a_small_cell_is_near_its_level():
    mean, composite, told = program().coverage(60, None, "typical", True, replicates=400, seed=3)
    # 400 replicates: simulation error .011; .90 lies four of these below .95
    assert 0.90 < mean < 0.99
    assert 0.90 < composite < 0.99
    assert told < 0.05


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(
    ("n", "clusters", "answers"),
    [
        (30, None, "typical"),
        (60, 20, "typical"),
        (100, 50, "typical"),
        (300, 20, "typical"),
        (300, None, "high"),
        (1000, 50, "typical"),
        (1000, 50, "high"),
    ],
)
def test_intervals_without_a_warning_hold_as_often_as_they_say(n, clusters, answers, weighted):
    replicates = 4_000 if n < 1000 else 2_000
    mean, composite, told = program().coverage(n, clusters, answers, weighted, replicates=replicates, seed=77)
    assert told < 0.5
    # 93.5 to 96.5 %, and two simulation errors (.0034 for 4,000 replicates, .0049 for 2,000) to either side
    room = 2 * np.sqrt(0.05 * 0.95 / replicates)
    assert 0.935 - room < mean < 0.965 + room
    assert 0.935 - room < composite < 0.965 + room

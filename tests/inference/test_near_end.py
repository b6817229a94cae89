"""Estimates near an end of their scale: half an answer at each end, and the error of a family with and without it."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.estimates import Estimates
from satmodel.inference.judging.near_end import ends_of, half_answers


def program():
    """The benchmark as a module: its cells, its draws and its fast arithmetic."""
    path = Path(sat.__file__).parents[1] / "benchmarks" / "family_wise.py"
    spec = importlib.util.spec_from_file_location("family_wise_program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WISE = program()
PLAIN, SURE = "plain", "guarded"


def test_the_added_variance_is_that_of_half_an_answer_at_each_end():
    n, answers = 400, np.repeat([100.0, 60.0, 0.0], [385, 10, 5])
    mean, sd = answers.mean(), answers.std(ddof=1)
    wider, near = half_answers(sat.estimates([mean], sd=sd, n=n, limits=(0, 100)))
    assert near.tolist() == [True]
    squares = np.sum((answers - mean) ** 2) + ((100 - mean) ** 2 + mean**2) / 2
    # 1 %: n - 1 and n are told apart in the one and not in the other
    assert wider.cov[0, 0] == pytest.approx(squares / n / n, rel=0.01)


@given(st.floats(0.5, 99.5), st.floats(0.1, 30), st.integers(2, 2000))
def test_turning_the_scale_around_changes_nothing(mean, sd, n):
    one, turned = (sat.estimates([value], sd=sd, n=n, limits=(0, 100)) for value in (mean, 100 - mean))
    first, second = half_answers(one), half_answers(turned)
    assert first[1].tolist() == second[1].tolist()
    # 1e-9: 100 - mean is rounded
    assert first[0].se == pytest.approx(second[0].se, rel=1e-9)
    assert np.all(first[0].se >= one.se)


def test_far_from_the_ends_or_without_knowing_them_nothing_changes():
    for est in (
        sat.estimates([80.0], sd=20, n=400, limits=(0, 100)),
        sat.estimates([99.0], sd=5, n=40),
        sat.estimates([99.0], se=0.5, limits=(0, 100)),
        sat.estimates([99.0], sd=0, n=40, limits=(0, 100)),
    ):
        wider, near = half_answers(est)
        assert wider is est
        assert not near.any()


def survey():
    answers = [100] * 57 + [75, 55, 75] + [100, 75, 55] * 20
    return pd.DataFrame({"office": ["permits"] * 60 + ["tax"] * 60, "a": answers, "b": answers[::-1]})


def test_the_ends_are_known_where_answers_are():
    est = sat.means(sat.read(survey(), unit="office", items=["a", "b"]))
    assert ends_of(est.step) == (55.0, 100.0)
    assert ends_of(est.average("item").step) == (55.0, 100.0)
    assert ends_of(est.take({"item": "a"}).step) == (55.0, 100.0)
    assert ends_of(est.stack(est, keys=("x", "y")).step) is None
    assert half_answers(est.take({"item": "a"}))[1].tolist() == [True, False]


def test_shares_lie_between_nought_and_one():
    tickets = pd.DataFrame(
        {"department": ["A"] * 100 + ["B"] * 60, "rating": ["satisfied"] * 98 + ["dissatisfied"] * 62}
    )
    rates = sat.ticket_rates(sat.tickets(tickets)).estimates()
    assert ends_of(rates.step) == (0.0, 1.0)
    rated = sat.estimates([0.98, 0.6], se=[0.014, 0.05], n=100, limits=(0, 1))
    assert half_answers(rated)[1].tolist() == [True, False]


def test_gaps_say_which_units_were_compared_with_caution():
    est = sat.estimates([98.6, 92.0, 80.0], sd=[4.0, 12.0, 20.0], n=[60, 400, 400], limits=(0, 100), names=list("abc"))
    found = sat.gaps(est)
    wider, _ = half_answers(est)
    assert found.compared.se[0] == pytest.approx(np.sqrt(wider.cov[0, 0] + est.cov[1, 1]), rel=1e-12)
    assert found.step.settings["widened"] == ("a",)
    assert found.findings[-1].kind == "rankable.near_end"
    assert "half an answer" in found.say("en")
    assert "半个回答" in found.say("zh")


def estimated(cell: str, rounds: int) -> float:
    return WISE.errors(WISE.CELLS[cell], rounds=rounds, seed=20261125)[SURE]


def test_the_benchmark_judges_as_gaps_do():
    """The table's fast arithmetic against `gaps` itself, for both ways, in samples with and without small units."""
    for cell in ("mean 85, n = 30", "mean 97, n = 5 to 1,000", "97.5 % satisfied, n = 5 to 1,000"):
        counts, points, sizes = WISE.drawn(WISE.CELLS[cell], 15, np.random.default_rng(8))
        for way in (PLAIN, SURE):
            fast = WISE.established(counts, points, sizes, way)
            assert fast.tolist() == [by_gaps(one, points, sizes, way) for one in counts], (cell, way)


def by_gaps(counts, points, sizes, way) -> bool:
    share = counts / sizes[:, None]
    mean = share @ points
    sd = np.sqrt(np.maximum(share @ points**2 - mean**2, 0) * sizes / (sizes - 1))
    kept = sd > 1e-9
    if kept.sum() < 2:
        return False
    limits = (float(points.min()), float(points.max())) if way == SURE else None
    est: Estimates = sat.estimates(mean[kept], sd=sd[kept], n=sizes[kept], limits=limits)
    verdicts = sat.gaps(est, fewest=30 if way == SURE else 0).compared.verdict
    return sat.Verdict.ESTABLISHED in verdicts


@pytest.mark.parametrize("cell", ["mean 85, n = 10", "mean 97, n = 5 to 1,000"])
def test_the_family_s_error_with_the_guard_quick(cell):
    # 0.071: the nominal 0.05 and three binomial standard errors of 1,000 rounds
    assert estimated(cell, 1_000) <= 0.071


@pytest.mark.slow
@pytest.mark.parametrize("cell", WISE.CELLS)
def test_the_family_s_error_with_the_guard(cell):
    # 0.0565: the nominal 0.05 and three binomial standard errors of 10,000 rounds
    assert estimated(cell, 10_000) <= 0.0565


def test_without_the_guard_a_ceiling_and_unequal_samples_mislead():
    assert WISE.errors(WISE.CELLS["mean 97, n = 5 to 1,000"], rounds=1_000, seed=1)[PLAIN] > 0.1

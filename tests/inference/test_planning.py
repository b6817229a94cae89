"""Differences that n interviews establish: closed forms, R's power.t.test, and the power that draws really have."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel.inference.judging.critical import tukey_critical
from satmodel.inference.judging.dunnett import dunnett_critical
from satmodel.inference.planning.planning import QUESTIONS, Design, critical, detectable, distance, interviews

RANKS = Path(__file__).parents[1] / "reference" / "ranks"
POWER = pd.read_csv(RANKS / "power_t_test.csv")
DRAWS = 40_000


def poll(units=2, **more):
    return Design(variance=400.0, level=0.95, units=units, **more)


def by_t(level, units=2):
    return Design(variance=400.0, level=level, units=units, df=math.nan)


@pytest.mark.parametrize("row", POWER[~POWER["strict"]].itertuples(), ids=lambda row: f"{row.n:.4g}-{row.power}")
def test_power_t_test_of_r(row):
    design = by_t(row.level)
    # 1e-6: what R's uniroot and both noncentral t distributions reach
    assert detectable("one", design, row.n, row.power)[0] == pytest.approx(row.delta, rel=1e-6)
    assert interviews("one", design, row.delta, row.power) == pytest.approx(row.n, rel=1e-6)


def test_counting_what_is_found_the_wrong_way_round_changes_nothing_that_is_printed():
    strict, plain = (POWER[(POWER["strict"] == flag) & POWER["power"].ge(0.8)].iloc[:28] for flag in (True, False))
    assert strict["n"].tolist() == plain["n"].tolist()
    # R counts such a finding as power only if told to. From a power of 80 % on its probability is at most
    # P(Z > 1.645 + 2.486) = 2e-5, which moves the difference by less than a ten-thousandth
    np.testing.assert_allclose(strict["delta"], plain["delta"], rtol=1e-4)


@pytest.mark.parametrize("n", [2, 7, 100, 3000])
@pytest.mark.parametrize("units", [2, 6, 13, 50])
def test_closed_forms_of_the_normal_reference(n, units):
    s = 20 / math.sqrt(n)
    q = stats.studentized_range.ppf(0.95, units, 1e6)  # scipy's own quadrature, at many degrees of freedom
    z, z_power = stats.norm.ppf([0.975, 0.9])
    design = poll(units)
    assert detectable("one", design, n)[0] == pytest.approx(z * math.sqrt(2) * s, rel=1e-12)
    assert detectable("one", design, n, 0.9)[0] == pytest.approx((z + z_power) * math.sqrt(2) * s, rel=1e-12)
    # 1e-4: a million degrees of freedom for infinitely many, and scipy's quadrature
    assert detectable("all", design, n)[0] == pytest.approx(q * s, rel=1e-4)
    assert detectable("all", design, n, 0.9)[0] == pytest.approx((q + z_power * math.sqrt(2)) * s, rel=1e-4)


def test_critical_values_against_r():
    reference = pd.read_csv(RANKS / "qtukey.csv")
    for row in reference[reference["level"] == 0.95].itertuples():
        found = critical("all", Design(1.0, row.level, row.count, df=row.df), 100)
        assert found[0] * math.sqrt(2) == pytest.approx(row.q, abs=1e-6)


def test_with_two_units_every_question_but_the_first_is_one_pair():
    for n in (5, 300):
        one = critical("one", by_t(0.95), n)
        # 1e-5: the quadrature of Dunnett's constant
        assert critical("control", by_t(0.95), n) == pytest.approx(one, rel=1e-5)
        assert critical("all", by_t(0.95), n) == pytest.approx(one, rel=1e-6)
        assert critical("first", by_t(0.95), n)[0] == pytest.approx(stats.t.ppf(0.95, 2 * (n - 1)), rel=1e-5)


@pytest.mark.parametrize("df", [2.0, 14.0, 198.0, np.inf])
@pytest.mark.parametrize("units", [3, 13, 50])
def test_dunnetts_constants(units, df):
    design, others = poll(units, df=df), np.ones(units - 1)
    for question, sided in (("control", "two"), ("first", "one")):
        # 1e-6: the accuracy at which both searches stop
        expected = dunnett_critical(1.0, others, level=0.95, sided=sided, df=df)
        assert critical(question, design, 100)[0] == pytest.approx(expected, abs=1e-6)


def test_many_degrees_of_freedom_are_interpolated_to_five_digits():
    n = np.geomspace(2, 2000, 60)
    for question in ("control", "first"):
        whole = critical(question, by_t(0.95, 13), n)
        alone = [critical(question, by_t(0.95, 13), one)[0] for one in n[::7]]
        np.testing.assert_allclose(whole[::7], alone, rtol=1e-5)


def test_the_formulas_with_a_finite_population():
    n, whole = 300.0, 2000.0
    design, endless = poll(13, population=whole), poll(13)
    for question in QUESTIONS:
        wide = detectable(question, endless, n, 0.8)
        assert detectable(question, design, n, 0.8) == pytest.approx(wide * math.sqrt(1 - n / whole), rel=1e-12)
        for power in (None, 0.8):
            plain = interviews(question, endless, 3.15, power)
            assert interviews(question, design, 3.15, power) == pytest.approx(plain / (1 + plain / whole), rel=1e-12)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(QUESTIONS),
    st.floats(0.05, 40),
    st.integers(2, 60),
    st.sampled_from([None, 0.5, 0.8, 0.95]),
    st.sampled_from([math.inf, 500.0, 1e5]),
)
def test_n_and_gap_are_each_others_inverse(question, gap, units, power, population):
    design = poll(units, population=population)
    n = interviews(question, design, gap, power)
    assert 0 < n < population
    # 1e-8: 1/n - 1/N near the whole population
    assert detectable(question, design, n, power)[0] == pytest.approx(gap, rel=1e-8)


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(QUESTIONS), st.floats(1, 60), st.sampled_from([None, 0.8]), st.sampled_from([math.inf, 300.0]))
def test_n_and_gap_are_each_others_inverse_by_t(question, gap, power, population):
    design = Design(400.0, 0.95, 6, population, math.nan)
    n = interviews(question, design, gap, power)
    if n == 2:
        assert detectable(question, design, 2, power)[0] <= gap
    else:
        assert 2 < n < population
        assert detectable(question, design, n, power)[0] == pytest.approx(gap, rel=1e-6)
        assert n > interviews(question, Design(400.0, 0.95, 6, population), gap, power)


def test_laws():
    n = np.array([10.0, 40.0, 160.0])
    for question in QUESTIONS:
        for power in (None, 0.8):
            d = detectable(question, poll(13), n, power)
            assert d[0] == pytest.approx(2 * d[1])  # four times the interviews, half the difference
            assert np.all(detectable(question, poll(50), n, power) >= d)
            assert np.all(detectable(question, by_t(0.95, 13), n, power) > d)
            assert np.all(detectable(question, poll(13), n, 0.5) == detectable(question, poll(13), n))
    order = [detectable(question, poll(13), 300)[0] for question in ("one", "first", "control", "all")]
    assert order == sorted(order)


def drawn(question, design, n, gap, rng):
    """How often a difference between the first and the second unit is established, by drawing the units' means."""
    c = critical(question, design, n)[0]
    means = rng.standard_normal((DRAWS, design.units)) * math.sqrt(design.variance / n)
    means[:, 1] += gap
    # "first": whichever unit leads, this one is found to be below it
    above = np.delete(means, 0, axis=1).max(axis=1) if question == "first" else means[:, 1]
    lead = above - means[:, 0]
    return float(np.mean(lead > c * design.se(n)))


@pytest.mark.parametrize("question", ["one", "control", "all"])
@pytest.mark.parametrize("power", [0.8, 0.95])
def test_the_power_stated_is_the_power_drawn(question, power):
    design, n = poll(13), 300
    gap = detectable(question, design, n, power)[0]
    found = drawn(question, design, n, gap, np.random.default_rng(4))
    # four standard errors of a share of so many draws
    assert abs(found - power) < 4 * math.sqrt(power * (1 - power) / DRAWS)


def test_below_the_first_is_found_at_least_as_often_as_stated():
    design, n = poll(13), 300
    gap = detectable("first", design, n, 0.8)[0]
    assert drawn("first", design, n, gap, np.random.default_rng(4)) > 0.8 - 4 * math.sqrt(0.16 / DRAWS)


def test_wrong_findings_are_as_rare_as_the_level_says():
    design, n = poll(13), 300
    rng = np.random.default_rng(4)
    means = rng.standard_normal((DRAWS, 13)) * math.sqrt(400 / n)
    limit = 4 * math.sqrt(0.05 * 0.95 / DRAWS)
    se = design.se(n)
    spread = means.max(axis=1) - means.min(axis=1)
    assert abs(np.mean(spread > critical("all", design, n) * se) - 0.05) < limit
    control = np.abs(means[:, 1:] - means[:, :1]).max(axis=1)
    assert abs(np.mean(control > critical("control", design, n) * se) - 0.05) < limit
    # the truly first of equal units is any of them: it must not be told to be below
    below = means[:, 1:].max(axis=1) - means[:, 0]
    assert abs(np.mean(below > critical("first", design, n) * se) - 0.05) < limit


def test_power_by_t_from_answers():
    n, gap = 8, detectable("one", by_t(0.95), 8, 0.8)[0]
    rng = np.random.default_rng(4)
    a, b = rng.standard_normal((2, DRAWS, n)) * 20
    found = stats.ttest_ind(b + gap, a, axis=1)
    share = np.mean((found.pvalue < 0.05) & (found.statistic > 0))
    assert abs(share - 0.8) < 4 * math.sqrt(0.16 / DRAWS)


def test_distance_without_power_is_the_critical_value():
    assert distance([1.5, 2.0], [10.0, np.inf], None).tolist() == [1.5, 2.0]
    assert distance(tukey_critical(0.95, 13, np.array([np.inf])), np.inf, 0.5)[0] == pytest.approx(3.313, abs=1e-3)

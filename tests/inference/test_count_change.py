"""Two counts: the exact test, the interval, and that they never contradict each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.result import Verdict, judge


def test_known_answer_of_problems_raised():
    found = sat.count_change(296, 315, name="problems raised")
    assert found.p == pytest.approx(0.4665, abs=0.00005)  # four decimals are known
    assert (found.ratio, found.low, found.high) == pytest.approx((1.0642, 0.908, 1.247), abs=0.0005)
    assert found.verdict is Verdict.NOT_ESTABLISHED
    assert found.first_count == found.first_rise == 347
    assert found.step.settings["interval"] == "log_normal"
    assert sat.count_change(296, 346).verdict is Verdict.NOT_ESTABLISHED
    assert sat.count_change(296, 347).verdict is Verdict.ESTABLISHED


def test_table_and_findings():
    found = sat.count_change(40, 20, name="complaints")
    assert found.chart is None
    row = found.table.loc["complaints"]
    assert (row["before"], row["after"], row["verdict"], row["first_count"]) == (
        40,
        20,
        "established",
        found.first_fall,
    )
    values = found.findings[0].values
    assert found.findings[0].kind == "count_change.one"
    assert set(values) == {
        "name",
        "before",
        "after",
        "ratio",
        "low",
        "high",
        "p",
        "level",
        "verdict",
        "first_count",
        "first_rise",
        "first_fall",
    }


COUNTS = st.integers(0, 400)
EXPOSURES = st.floats(0.1, 10)
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@settings(max_examples=150, deadline=None)
@given(COUNTS, COUNTS, EXPOSURES, EXPOSURES, LEVELS)
def test_verdict_interval_and_p_always_agree(before, after, first, second, level):
    if before + after == 0:
        return
    found = sat.count_change(before, after, before_exposure=first, after_exposure=second, level=level)
    assert found.verdict == judge(found.low - 1, found.high - 1)
    assert (found.p < 1 - level) == (found.verdict is Verdict.ESTABLISHED)
    assert found.low <= found.ratio <= found.high
    if min(before, after) < 10:
        assert found.step.settings["interval"] == "exact"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), EXPOSURES, EXPOSURES, LEVELS)
def test_the_first_counts_are_the_first(before, first, second, level):
    def verdict(after: int) -> tuple[bool, float]:
        if before + after == 0:
            return False, 1.0
        other = sat.count_change(before, after, before_exposure=first, after_exposure=second, level=level)
        return other.verdict is Verdict.ESTABLISHED, other.ratio

    found = sat.count_change(before, 1, before_exposure=first, after_exposure=second, level=level)
    established, ratio = verdict(found.first_rise)
    assert established
    assert ratio > 1
    established, ratio = verdict(found.first_rise - 1)
    assert not established or ratio < 1
    if found.first_fall is None:
        established, ratio = verdict(0)
        assert not established or ratio > 1
    else:
        established, ratio = verdict(found.first_fall)
        assert established
        assert ratio < 1
        established, ratio = verdict(found.first_fall + 1)
        assert not established or ratio > 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_with_equal_exposures_p_is_the_binomial_test(before, after):
    wanted = stats.binomtest(after, before + after).pvalue
    assert sat.count_change(before, after).p == pytest.approx(wanted, rel=1e-9)  # the same tails


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), EXPOSURES, EXPOSURES)
def test_swapping_the_rounds_inverts_the_ratio(before, after, first, second):
    there = sat.count_change(before, after, before_exposure=first, after_exposure=second)
    back = sat.count_change(after, before, before_exposure=second, after_exposure=first)
    # 1e-9: rounding of the beta quantiles
    assert (there.ratio, there.low, there.high) == pytest.approx(
        (1 / back.ratio, 1 / back.high, 1 / back.low), rel=1e-9
    )
    assert there.p == pytest.approx(back.p, rel=1e-9)


def test_exposure_is_a_rate():
    doubled = sat.count_change(100, 200, before_exposure=1.0, after_exposure=2.0)
    assert doubled.ratio == 1.0
    assert doubled.p > 0.9
    assert doubled.verdict is Verdict.NOT_ESTABLISHED


def test_small_counts_are_exact():
    none_before = sat.count_change(0, 5)
    assert np.isinf(none_before.ratio)
    assert np.isinf(none_before.high)
    assert none_before.first_rise == 6
    assert none_before.first_fall is None
    none_after = sat.count_change(5, 0)
    assert (none_after.ratio, none_after.low) == (0.0, 0.0)
    assert none_after.first_count == none_after.first_rise
    # Clopper-Pearson of 12 of 15, as odds
    interval = stats.binomtest(12, 15).proportion_ci(0.95, "exact")
    found = sat.count_change(3, 12)
    wanted = (interval.low / (1 - interval.low), interval.high / (1 - interval.high))
    assert (found.low, found.high) == pytest.approx(wanted, rel=1e-9)


def test_refusals_say_what_would_do():
    with pytest.raises(sat.NotEstimable, match="both counts are zero"):
        sat.count_change(0, 0)
    for wrong in (-1, 2.5, True):
        with pytest.raises(sat.SettingError, match="whole number"):
            sat.count_change(wrong, 3)
    with pytest.raises(sat.SettingError, match="exposures"):
        sat.count_change(3, 3, before_exposure=0)
    with pytest.raises(sat.SettingError, match="level"):
        sat.count_change(3, 3, level=95)


@pytest.mark.parametrize("rate", [3.0, 15.0, pytest.param(80.0, marks=pytest.mark.slow)])
def test_size_is_no_more_than_promised_exactly(rate):
    top = int(stats.poisson.isf(1e-7, rate)) + 1
    chance = stats.poisson.pmf(np.arange(top), rate)
    wrong = sum(
        chance[before] * chance[after]
        for before in range(top)
        for after in range(top)
        if before + after and chance[before] * chance[after] > 1e-7 and significant(before, after)
    )
    # no simulation: summed over all pairs of counts (those rarer than 1e-7 left out)
    assert wrong <= 0.05


def significant(before: int, after: int) -> bool:
    return stats.binomtest(after, before + after).pvalue < 0.05

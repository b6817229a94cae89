"""Between which ends a standard deviation lies: closed forms, brute force over whole answers, all vertices."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.bounds import smallest_sd

LEVELS = [55, 75, 100]
FIVE = [0.0, 30.0, 60.0, 80.0, 100.0]


def tables(n, count):
    """Every way in which n answers fall on some levels."""
    return np.array([c for c in product(range(n + 1), repeat=count) if sum(c) == n])


def spreads(counts, levels):
    """Mean and standard deviation (divisor n) of each table."""
    p = counts / counts.sum(axis=1, keepdims=True)
    mean = p @ levels
    return mean, np.sqrt(np.maximum((p * (np.array(levels)[None, :] - mean[:, None]) ** 2).sum(axis=1), 0))


def test_known_values():
    # closed forms: sqrt((100 - 83.78)(83.78 - 75)) and sqrt((100 - 83.78)(83.78 - 55)), printed with two decimals
    found = sat.sd_bounds(83.78, LEVELS)
    assert (found.low[0], found.high[0]) == (pytest.approx(11.93, abs=0.005), pytest.approx(21.61, abs=0.005))


def test_the_smallest_is_zero_only_on_a_level():
    np.testing.assert_allclose(smallest_sd([55, 65, 75, 87.5, 100], LEVELS), [0, 10, 0, 12.5, 0], atol=1e-12)
    assert smallest_sd(60.0, [60.0]) == 0


@pytest.mark.parametrize("levels", [LEVELS, FIVE])
def test_every_table_lies_within_and_some_reach_the_ends(levels):
    mean, sd = spreads(tables(12, len(levels)), levels)
    found = sat.sd_bounds(mean, levels)
    # 1e-6: the square root of rounding in a variance of zero
    assert (sd >= found.low - 1e-6).all()
    assert (sd <= found.high + 1e-6).all()
    assert np.isclose(sd, found.low, atol=1e-6).any()
    assert np.isclose(sd, found.high, atol=1e-6).any()


@pytest.mark.parametrize(("levels", "n"), [(LEVELS, 13), (FIVE, 9), ([1, 2, 3, 4, 5], 8)])
def test_whole_answers_by_brute_force(levels, n):
    mean, sd = spreads(tables(n, len(levels)), levels)
    for one in np.unique(mean.round(9))[:: max(len(np.unique(mean.round(9))) // 12, 1)]:
        same = np.isclose(mean, one, atol=1e-8)
        found = sat.sd_bounds(float(mean[same][0]), levels, n=n)
        assert found.low[0] == pytest.approx(sd[same].min(), abs=1e-6)
        assert found.high[0] == pytest.approx(sd[same].max(), abs=1e-6)


def test_whole_answers_with_a_rounded_mean_by_brute_force():
    mean, sd = spreads(tables(40, 3), LEVELS)
    for printed in (70.0, 81.0, 93.4):
        same = np.abs(mean - printed) <= 0.05 + 1e-9
        found = sat.sd_bounds(printed, LEVELS, n=40, decimals=1)
        assert found.low[0] == pytest.approx(sd[same].min(), abs=1e-6)
        assert found.high[0] == pytest.approx(sd[same].max(), abs=1e-6)


def test_a_mean_that_n_answers_cannot_have():
    with pytest.raises(sat.NotEstimable, match=r"cannot have the mean 83\.78"):
        sat.sd_bounds(83.78, LEVELS, n=30, decimals=2)
    assert sat.sd_bounds(83.78, LEVELS, n=450, decimals=2).low[0] > 11.9
    with pytest.raises(sat.NotEstimable, match="leave out n="):
        sat.sd_bounds(83.0, LEVELS, n=100_000, decimals=0)


def vertices(mean, levels, marked, share):
    """The variances of every basic distribution with this mean and this share, by solving for each three answers."""
    found = []
    for three in combinations(range(len(levels)), 3):
        system = np.array([[1.0, levels[i], float(i in marked)] for i in three]).T
        if abs(np.linalg.det(system)) < 1e-9:
            continue
        p = np.linalg.solve(system, [1.0, mean, share])
        if (p >= -1e-12).all():
            found.append(sum(q * (levels[i] - mean) ** 2 for q, i in zip(p, three, strict=True)))
    return found


@pytest.mark.parametrize(("mean", "share"), [(70.0, 0.6), (75.0, 0.8), (62.0, 0.5), (80.0, 0.9)])
def test_with_a_share_the_ends_are_those_of_the_vertices(mean, share):
    scale = sat.Scale({"a": 100, "b": 80, "c": 60, "d": 30, "e": 0})
    found = sat.sd_bounds(mean, scale, shares={("a", "b"): share})
    basic = vertices(mean, [100, 80, 60, 30, 0], {0, 1}, share)
    # 1e-5: the tolerance of the linear programme
    assert found.low[0] ** 2 == pytest.approx(min(basic), rel=1e-5)
    assert found.high[0] ** 2 == pytest.approx(max(basic), rel=1e-5)
    alone = sat.sd_bounds(mean, scale)
    assert alone.low[0] - 1e-9 <= found.low[0] < found.high[0] <= alone.high[0] + 1e-9


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(lambda c: sum(c) > 1))
def test_whatever_was_printed_the_true_spread_lies_within(counts):
    p = np.array(counts) / sum(counts)
    levels = np.array(FIVE)
    mean = float(p @ levels)
    sd = float(np.sqrt(p @ (levels - mean) ** 2))
    shares = {(80.0, 100.0): round(float(p[3] + p[4]), 2), (0.0,): round(float(p[0]), 2)}
    found = sat.sd_bounds(round(mean, 1), FIVE, shares=shares, decimals=1, share_decimals=0)
    # 1e-4: the linear programme's tolerance under the square root of a variance near zero
    assert found.low[0] - 1e-4 <= sd <= found.high[0] + 1e-4
    printed = sat.sd_bounds(round(mean, 1), FIVE, decimals=1)
    assert printed.low[0] - 1e-9 <= sd <= printed.high[0] + 1e-9


def test_with_all_shares_but_one_the_spread_is_nearly_known():
    p = np.array([0.48, 0.36, 0.16])
    mean = float(p @ [100, 75, 55])
    found = sat.sd_bounds(mean, "100/75/55", shares={"满意": 0.48})
    true = np.sqrt(p @ (np.array([100, 75, 55]) - mean) ** 2)
    assert found.low[0] == pytest.approx(true, rel=1e-6)
    assert found.high[0] == pytest.approx(true, rel=1e-6)


def test_shares_that_contradict_the_mean():
    with pytest.raises(sat.NotEstimable, match="no distribution"):
        sat.sd_bounds(95.0, "100/75/55", shares={"满意": 0.3})


def test_names_are_kept_and_the_words_fit():
    found = sat.sd_bounds(pd.Series({"A": 83.78, "B": 80.63}).rename_axis("unit"), LEVELS)
    assert found.table.index.tolist() == ["A", "B"]
    assert found.table.index.name == "unit"
    assert "all 2 means" in found.say("en")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mean": 101.0}, "outside the scale"),
        ({"shares": {"unknown": 0.5}}, "names 'unknown'"),
        ({"shares": {100: 48}}, "between 0 and 1"),
        ({"shares": {100: 0.48}, "n": 30}, "not both"),
        ({"n": 2.5}, "whole number"),
        ({"decimals": -1}, "zero or more"),
        ({"scale": []}, "the points that an answer can have"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.sd_bounds(**{"mean": 83.78, "scale": LEVELS} | change)

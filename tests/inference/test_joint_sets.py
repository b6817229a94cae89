"""Rank sets from joint intervals, and levels at which intervals overlap: the travel times of the papers."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import NotEstimable, SettingError, estimates, ranks
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.overlap import overlap_level
from satmodel.inference.ranking.rank_sets import joint_sets, tukey_sets

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
STATES = pd.read_csv(REFERENCE / "acs_traveltime2011.csv")
PRINTED = pd.read_csv(REFERENCE / "acs_traveltime2011_1dec.csv")


def times(table=STATES, **more):
    return estimates(table["Estimate.2dec"], se=table["SE.2dec"], names=table["State"], **more)


def test_critical_value_of_51_states():
    found = ranks(times(), method="klein", best="low", level=0.9)
    # 5e-5: printed with four decimals
    assert found.critical == pytest.approx(3.0809, abs=5e-5)
    assert found.step.settings["method"] == "klein"
    assert found.step.settings["seed"] is None


def test_joint_region_of_the_paper_from_its_printed_margins():
    """The paper rounds the ends of the intervals to 0.1 and counts two that touch as apart; so does this test."""
    value, margin = PRINTED["Estimate.1dec"].to_numpy(), PRINTED["MOE.1dec"].to_numpy()
    se = margin / stats.norm.ppf(0.95)
    critical = joint_sets(pairs_of(-value, np.diag(se**2), np.full(51, np.inf)), level=0.9).critical
    low, high = np.round(value - critical * se, 1), np.round(value + critical * se, 1)
    best = 1 + np.array([np.count_nonzero(high <= end) for end in low])
    worst = 51 - np.array([np.count_nonzero(low >= end) for end in high])
    exact = joint_sets(pairs_of(-value, np.diag(se**2), np.full(51, np.inf)), level=0.9)
    # rounding moves ends by up to 0.05 minutes each, and can only make more pairs touch where it moves them together
    rounded = np.abs(np.column_stack([best - exact.low, worst - exact.high]))
    assert rounded.max() <= 2
    stored = pd.read_csv(REFERENCE / "acs_joint_region.csv")
    assert np.array_equal(stored[["low", "high"]].to_numpy(), np.column_stack([best, worst]))


def test_goldstein_healy_levels_of_the_primer():
    se = STATES["SE.2dec"].to_numpy()
    # 5e-6: printed as 77.488 % and 99.550 %
    assert overlap_level(se, level=0.9) == pytest.approx(0.77488, abs=5e-6)
    assert overlap_level(se, level=0.9, comparisons=50) == pytest.approx(0.99550, abs=5e-6)


def test_equal_errors_need_intervals_shorter_by_the_square_root_of_two():
    z = stats.norm.isf((1 - overlap_level(np.full(4, 0.7))) / 2)
    # 1e-12: a closed form
    assert z == pytest.approx(stats.norm.ppf(0.975) / np.sqrt(2), rel=1e-12)
    assert overlap_level(np.array([1.0, 0.0, 1.0])) == overlap_level(np.array([1.0, 1.0]))


def test_levels_that_cannot_be_found():
    with pytest.raises(NotEstimable, match="two units"):
        overlap_level(np.array([1.0, 0.0]))
    with pytest.raises(SettingError, match="comparisons"):
        overlap_level(np.array([1.0, 1.0]), comparisons=0)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.sampled_from([0.0, 0.8]), st.sampled_from([np.inf, 7.0]))
def test_joint_sets_are_those_of_intervals_that_do_not_overlap(seed, count, margin, df):
    rng = np.random.default_rng(seed)
    value, se = np.round(rng.normal(0, 4, count)), rng.choice([0.0, 0.3, 1.0, 2.0], count)
    found = joint_sets(pairs_of(value, np.diag(se**2), np.full(count, df)), margin=margin)
    half = stats.t.ppf((1 + 0.95 ** (1 / count)) / 2, df) * se
    # 1e-9: intervals that touch are decided by rounding, and none of these values do
    above = (value - half)[None, :] - (value + half)[:, None] > margin + 1e-9
    assert found.low.tolist() == (1 + above.sum(axis=1)).tolist()
    assert found.high.tolist() == (count - above.sum(axis=0)).tolist()
    assert found.resolved() == np.count_nonzero(above)
    assert np.array_equal(found.above, above)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(2, 12))
def test_joint_sets_hold_those_of_the_studentised_range(seed, count):
    """Two intervals that do not overlap differ by more than Tukey asks for equal errors."""
    rng = np.random.default_rng(seed)
    pairs = pairs_of(rng.normal(0, 3, count), np.eye(count), np.full(count, np.inf))
    wide, narrow = joint_sets(pairs), tukey_sets(pairs)
    assert np.all(wide.low <= narrow.low)
    assert np.all(narrow.high <= wide.high)


def test_correlated_estimates_take_bonferroni_s_level():
    cov = np.eye(5) + 0.5
    found = joint_sets(pairs_of(np.arange(5.0), cov, np.full(5, np.inf)))
    # 1e-12: a closed form
    assert found.critical == pytest.approx(stats.norm.isf(0.005), rel=1e-12)


def test_detectable_is_the_sum_of_two_half_widths():
    found = ranks(estimates([80.0, 81.0, 99.0], se=[1.0, 2.0, 0.5]), method="klein")
    # 1e-12: a closed form
    assert found.detectable == pytest.approx([3 * found.critical] * 2, rel=1e-12)
    assert (found.resolved, found.pairs) == (2, 3)


def test_marginal_sets_have_no_joint_intervals():
    with pytest.raises(SettingError, match="marginal"):
        ranks(times(), method="klein", kind="marginal")

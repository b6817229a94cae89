"""Simultaneous rank sets from the tails of the draws: the same numbers as from all pairs of all draws."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel.inference.judging import draws as drawing
from satmodel.inference.judging import peaks_correlated
from satmodel.inference.judging.critical import tukey_critical
from satmodel.inference.judging.draws import Draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.judging.peaks import staircase
from satmodel.inference.ranking import rank_sets
from satmodel.inference.ranking.rank_sets import EDGE, SHIFTS, stepdown_sets
from tests.grids import thinned

COUNT = 400  # draws of the comparisons with all pairs


def dense(pairs, *, level, margin, stepdown, draws, seed, shift=0.0):
    """All pairs of all draws at once: the first critical value, the last one and the separated pairs."""
    drawn = np.concatenate([block for _, block in Draws(pairs, draws, seed).blocks()], axis=1)
    se, statistic = pairs.se, pairs.beyond(margin)
    left = se > 0
    place = int(np.ceil(level * (draws + 1) - 1e-9)) - 1
    size = (drawn[None, :, :] - drawn[:, None, :]) / np.where(se > 0, se, 1.0)[:, :, None]  # the column above the row
    first = None
    while True:
        top = np.where(left[:, :, None], size, 0.0).max(axis=(0, 1), initial=0.0)
        critical = float(np.sort(top)[place])
        first = critical if first is None else first
        new = left & (statistic > max(critical + shift, 0.0))
        left = left & ~new
        if not (stepdown and new.any()):
            return first, critical, ((se > 0) & ~left) | ((se == 0) & np.isposinf(statistic))


def covariance(rng, count, shape):
    root = rng.normal(size=(count, count))
    block = rng.integers(0, 3, count)
    return {
        "equal": np.eye(count),
        "unequal": np.diag(np.exp(rng.normal(0, 1.5, count))),
        "one is large": np.diag(np.append(np.full(count - 1, 0.01), 25.0)),
        "exact ones": np.diag(rng.integers(0, 2, count) * rng.uniform(0.5, 2, count)),
        "correlated": root @ root.T,
        "negative": np.eye(count) - 0.99 / count,
        "blocks": (block[:, None] == block[None]) * 0.9 + 0.1 * np.eye(count),
        "singular": root[:, :1] @ root[:, :1].T,
    }[shape]


SHAPES = ["equal", "unequal", "one is large", "exact ones", "correlated", "negative", "blocks", "singular"]


@settings(deadline=None, max_examples=150)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 8),
    st.sampled_from(SHAPES),
    st.sampled_from([1.5, 3.0, 14.0]),
    st.sampled_from([np.inf, 60.0, 45.0]),
    st.booleans(),
    st.sampled_from([0.0, 0.7]),
    st.sampled_from([0.5, 0.9, 0.95]),
)
def test_bounds_and_critical_value_are_those_of_all_pairs(seed, count, shape, in_tails, df, stepdown, margin, level):
    """Also where only one or two units of a draw lie in its tails, and there are ties and finite df."""
    rng = np.random.default_rng(seed)
    value = np.round(rng.normal(0, 3, count))
    pairs = pairs_of(value, covariance(rng, count, shape), np.full(count, df))
    asked = {"level": level, "margin": margin, "stepdown": stepdown, "draws": COUNT, "seed": 5}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "IN_TAILS", in_tails)
        found = stepdown_sets(pairs, **asked)
        runs = [dense(pairs, shift=shift, **asked) for shift in SHIFTS]
    # 1e-9: the same numbers in another order of operations
    assert found.critical == pytest.approx(runs[0][0], abs=1e-9)
    assert np.array_equal(found.above, runs[0][2])
    assert found.resolved() == np.count_nonzero(runs[0][2])
    bounds = np.array([[1 + run[2].sum(axis=1), count - run[2].sum(axis=0)] for run in runs])
    assert np.array_equal(np.array([found.low, found.high]), bounds[0])
    assert np.array_equal(found.knife_edge.T, np.any(bounds != bounds[0], axis=0))


@pytest.mark.parametrize(("count", "shape"), [(40, "equal"), (40, "unequal"), (60, "one is large"), (40, "correlated")])
@pytest.mark.parametrize("stepdown", [True, False])
def test_more_units_than_lie_in_the_tails(count, shape, stepdown):
    rng = np.random.default_rng(8)
    pairs = pairs_of(rng.normal(0, 3, count), covariance(rng, count, shape), np.full(count, np.inf))
    asked = {"level": 0.95, "margin": 0.0, "stepdown": stepdown, "draws": 2_000, "seed": 2}
    found, (first, _, separated) = stepdown_sets(pairs, **asked), dense(pairs, **asked)
    # 1e-9: the same numbers in another order of operations
    assert found.critical == pytest.approx(first, abs=1e-9)
    assert np.array_equal(found.above, separated)


def test_few_enough_units_may_take_either_way():
    """The way through the tails and the way through groups are two programs for one number."""
    rng = np.random.default_rng(3)
    pairs = pairs_of(rng.normal(0, 2, 30), np.diag(rng.uniform(0.2, 2, 30)), np.full(30, np.inf))
    asked = {"level": 0.95, "margin": 0.0, "shift": min(SHIFTS)}
    draws = Draws(pairs, 3_000, 1)
    by_tails = rank_sets.independent_peaks(draws, **asked)
    by_groups = peaks_correlated.correlated_peaks(draws, **asked)
    low = max(by_tails.size.min(), by_groups.size.min())
    for below in (np.inf, 3.0, 1.0, 0.0):
        one, other = (found.critical(draws, 0.95, below) for found in (by_tails, by_groups))
        # 1e-12: the same numbers in another order of operations; below the floor nothing is said
        assert max(one, low) == pytest.approx(max(other, low), rel=1e-12)


def test_the_two_parts_of_a_draw_make_standard_normals():
    pairs = pairs_of(np.arange(50.0), np.eye(50), np.full(50, np.inf))
    draws = Draws(pairs, 4_000, 1)
    drawn = np.concatenate([block for _, block in draws.blocks()], axis=1)
    assert drawn.shape == (50, 4_000)
    # 0.001: a seeded draw is not one of the thousand that differ most from a normal distribution
    assert stats.kstest(drawn.ravel(), "norm").pvalue > 0.001
    beyond = np.count_nonzero(np.abs(drawn) > draws.bound)
    # four binomial standard errors
    assert abs(beyond - 200_000 * draws.beyond) < 4 * np.sqrt(200_000 * draws.beyond)
    # 0.08: five standard errors of a correlation of 4,000 draws
    assert np.abs(np.corrcoef(drawn) - np.eye(50)).max() < 0.08


@pytest.mark.parametrize("count", [6, 50, 1_000, 5_000])
def test_critical_values_of_equal_units_are_those_of_the_studentised_range(count):
    pairs = pairs_of(np.zeros(count), np.eye(count), np.full(count, np.inf))
    found = np.mean([stepdown_sets(pairs, stepdown=False, seed=seed).critical for seed in range(4)])
    # 0.035: four Monte Carlo standard errors of the mean of four 95 % points of 10,000 draws (0.0175 each)
    assert found == pytest.approx(tukey_critical(0.95, count, np.array([np.inf]))[0], abs=0.035)


def test_what_is_left_of_a_draw_is_a_staircase():
    found = staircase(
        np.array([0, 0, 0, 0, 1]), np.array([3.0, 4.0, 2.0, 4.0, 1.0]), np.array([1.0, 2.0, 3.0, 2.0, 9.0])
    )
    assert found.draw.tolist() == [0, 0, 1]
    assert found.size.tolist() == [3.0, 4.0, 1.0]
    assert found.statistic.tolist() == [1.0, 2.0, 9.0]


@pytest.mark.parametrize("df", [np.inf, 60.0])
def test_no_table_of_pairs_is_held(df):
    """2,000 units: a table of all pairs takes 32 MB a number, the draws of all units 160 MB."""
    rng = np.random.default_rng(4)
    variance = np.exp(rng.normal(0, 0.5, 2_000))
    pairs = pairs_of(rng.normal(0, 3, 2_000), np.diag(variance), np.full(2_000, df))
    tracemalloc.start()
    stepdown_sets(pairs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 30 MB: less than one table of all pairs
    assert peak < 30e6


def coverage(count, shape, apart, *, rounds, df=None):
    """How often all rank sets hold the true ranks (for tied units: all ranks they share)."""
    rng = np.random.default_rng(20_26)
    mean = {"equal": np.zeros(count), "tied": np.arange(count) // 3 * 2.0, "spread": np.arange(count) * 0.8}[apart]
    cov = {
        "equal": np.eye(count),
        "unequal": np.diag(np.geomspace(0.05, 20, count)),
        "positive": 0.6 + 0.4 * np.eye(count),
        "negative": np.eye(count) - 0.95 / count,
    }[shape]
    root = np.linalg.cholesky(cov)
    first = 1 + np.count_nonzero(mean[None] > mean[:, None], axis=1)
    last = count - np.count_nonzero(mean[None] < mean[:, None], axis=1)
    held = 0
    for i in range(rounds):
        known, degrees = cov, np.full(count, np.inf)
        if df is not None:
            known, degrees = np.diag(np.diag(cov) * rng.chisquare(df, count) / df), np.full(count, float(df))
        value = mean + root @ rng.standard_normal(count)
        found = stepdown_sets(pairs_of(value, known, degrees), draws=1_000, seed=i)
        held += bool(np.all((found.low <= first) & (last <= found.high)))
    return held / rounds


@pytest.mark.parametrize(
    ("count", "shape", "apart"),
    thinned([2, 13, 50], ["equal", "unequal", "positive", "negative"], ["equal", "tied", "spread"], every=6),
)
def test_coverage(count, shape, apart):
    rounds = 4_000 if count < 50 else 2_000
    # the nominal 0.95 less three binomial standard errors: 0.94 of 4,000 rounds, 0.935 of 2,000
    assert coverage(count, shape, apart, rounds=rounds) >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / rounds)


@pytest.mark.parametrize(("count", "df", "shape"), thinned([(2, 4), (13, 9), (50, 19)], ["equal", "unequal"], every=6))
def test_coverage_with_few_degrees_of_freedom(count, shape, df):
    # the nominal 0.95 less three binomial standard errors of 2,000 rounds
    assert coverage(count, shape, "equal", rounds=2_000, df=df) >= 0.935


def test_an_edge_is_wider_than_the_noise_of_the_draws():
    pairs = pairs_of(np.zeros(30), np.eye(30), np.full(30, np.inf))
    found = [stepdown_sets(pairs, stepdown=False, seed=seed).critical for seed in range(10)]
    assert np.ptp(found) < 2 * EDGE

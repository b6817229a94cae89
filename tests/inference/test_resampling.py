"""The rescaled bootstrap of clusters within strata."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satmodel.estimation import bootstrap
from satmodel.estimation.taylor import design_covariance
from satmodel.inference.sampling.resampling import bootstrap_sums

STRATA = np.array([0] * 5 + [1] * 8 + [2] * 3)
TOTALS = np.random.default_rng(1).normal(50, 10, (16, 3))


@pytest.mark.parametrize("population", [None, np.array([10.0, 8.0, 30.0])])
def test_mean_and_covariance_are_those_of_the_design(population):
    drawn = bootstrap_sums(TOTALS, STRATA, population=population, replicates=40_000, seed=3)
    wanted = design_covariance(TOTALS, STRATA, population=population)
    spread = np.sqrt(np.diag(wanted))
    # five standard errors of a mean of 40,000 draws
    np.testing.assert_allclose(drawn.mean(axis=0), TOTALS.sum(axis=0), rtol=0, atol=5 * spread.max() / 200)
    # 0.04 of the variances: five times √(2 / 40,000), with room for the draws' heavier tails
    np.testing.assert_allclose(np.cov(drawn.T), wanted, rtol=0, atol=0.04 * np.outer(spread, spread).max())


def test_two_clusters_give_one_or_the_other_twice():
    drawn = bootstrap_sums(np.array([[1.0], [3.0]]), np.zeros(2, dtype=int), replicates=50, seed=1)
    assert set(drawn.ravel().tolist()) == {2.0, 6.0}


def test_a_stratum_with_one_cluster_is_kept():
    drawn = bootstrap_sums(np.array([[1.0], [3.0]]), np.array([0, 1]), replicates=9, seed=1)
    assert drawn.ravel().tolist() == [4.0] * 9


def test_a_stratum_sampled_whole_does_not_vary():
    drawn = bootstrap_sums(TOTALS[:5], STRATA[:5], population=np.array([5.0]), replicates=9, seed=1)
    # 1e-12: weights that sum to one up to rounding
    np.testing.assert_allclose(drawn, np.tile(TOTALS[:5].sum(axis=0), (9, 1)), rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(16)), st.permutations(range(3)))
def test_the_order_of_clusters_and_strata_does_not_matter(order, codes):
    order, codes = np.array(order), np.array(codes)
    population = np.array([10.0, 8.0, 30.0])
    moved = np.empty(3)
    moved[codes] = population
    one = bootstrap_sums(TOTALS, STRATA, population=population, replicates=20, seed=9)
    other = bootstrap_sums(TOTALS[order], codes[STRATA[order]], population=moved, replicates=20, seed=9)
    np.testing.assert_array_equal(one, other)


def test_replicates_do_not_depend_on_the_block(monkeypatch):
    whole = bootstrap_sums(TOTALS, STRATA, replicates=33, seed=2)
    monkeypatch.setattr(bootstrap, "_BLOCK", 64)
    # 1e-12: the matrix product may add in another order
    np.testing.assert_allclose(bootstrap_sums(TOTALS, STRATA, replicates=33, seed=2), whole, rtol=1e-12)

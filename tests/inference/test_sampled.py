"""Shapley values from sampled orders against the exact ones."""

from __future__ import annotations

import numpy as np
import pytest

from satmodel.errors import SettingError
from satmodel.inference.sharing.importance import shapley_of
from satmodel.inference.sharing.sampled import sampled_shapley


def halo(p: int, seed: int, common: float = 1.0) -> np.ndarray:
    """Covariances of p items that share a common part, and of an outcome made from them and noise."""
    rng = np.random.default_rng(seed)
    items = rng.normal(size=(300, p)) + common * rng.normal(size=(300, 1))
    return np.cov(np.column_stack([items, items @ rng.random(p) + 3 * rng.normal(size=300)]).T)


def test_sampled_values_lie_around_the_exact_ones_as_their_standard_error_says():
    cov = halo(9, 1)
    exact = shapley_of(cov)
    off = [(found - exact) / se for found, se in (sampled_shapley(cov, orders=360, seed=s) for s in range(40))]
    # 20 squares have 19 degrees of freedom, whose t has a spread of 1.06; 360 numbers, correlated within a seed
    assert 0.85 < np.std(off) < 1.3
    # 0.2: four standard errors of a mean of 360 numbers
    assert abs(np.mean(off)) < 0.2


def test_squares_of_orders_are_ten_times_closer_than_orders_drawn_alone_under_halo():
    cov = halo(15, 2)
    exact, spread = shapley_of(cov), np.sqrt(np.diag(cov))
    corr = cov / np.outer(spread, spread)
    rng = np.random.default_rng(1)
    off_alone, off_squares = [], []
    for seed in range(6):
        found = np.zeros(15)
        for _ in range(600):
            order = rng.permutation(15)
            root = np.linalg.cholesky(corr[np.ix_(order, order)])
            found[order] += np.linalg.solve(root, corr[order, -1]) ** 2 / 600
        off_alone.append(found - exact)
        off_squares.append(sampled_shapley(cov, orders=600, seed=seed)[0] - exact)
    assert np.std(off_squares) < np.std(off_alone) / 10


def test_the_sum_is_r2_and_collinear_and_constant_items_are_taken():
    cov = halo(30, 3)
    move = np.eye(31)
    move[4] = move[2] + move[7]
    move[9] = 0
    cov = move @ cov @ move.T
    value, se = sampled_shapley(cov, orders=300)
    kept = [i for i in range(30) if i not in (4, 9)]
    r2 = cov[30, kept] @ np.linalg.solve(cov[np.ix_(kept, kept)], cov[kept, 30]) / cov[30, 30]
    # 1e-12: thirty sums of numbers below one
    assert value.sum() == pytest.approx(r2, abs=1e-12)
    assert value[9] == se[9] == 0


def test_the_order_of_the_items_does_not_matter_and_the_seed_does():
    cov = halo(28, 4)
    order = np.random.default_rng(1).permutation(28)
    moved = cov[np.ix_([*order, 28], [*order, 28])]
    value, se = sampled_shapley(cov, orders=300, seed=5)
    again, again_se = sampled_shapley(moved, orders=300, seed=5)
    # 1e-12: the same sums in another order
    np.testing.assert_allclose(again, value[order], rtol=0, atol=1e-12)
    np.testing.assert_allclose(again_se, se[order], rtol=0, atol=1e-12)
    assert np.abs(sampled_shapley(cov, orders=300, seed=6)[0] - value).max() > 1e-6


def test_batches_keep_their_shape_and_no_variance_is_nan():
    cov = np.array([halo(5, seed) for seed in range(6)]).reshape(2, 3, 6, 6)
    cov[1, 2, -1] = cov[1, 2, :, -1] = 0
    value, se = sampled_shapley(cov, orders=4000)
    assert value.shape == se.shape == (2, 3, 5)
    assert np.isnan(value[1, 2]).all()
    assert np.isnan(se[1, 2]).all()
    # 0.002: 400 squares of five items
    np.testing.assert_allclose(value[:1], shapley_of(cov[:1]), rtol=0, atol=0.002)


def test_no_orders_are_refused():
    with pytest.raises(SettingError, match="orders"):
        sampled_shapley(halo(3, 1), orders=0)

"""The Owen value against brute force over orders, and its laws."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satmodel.errors import SettingError
from satmodel.inference.sharing.grouped import owen_of
from satmodel.inference.sharing.importance import all_subset_r2, shapley, shapley_of


def covariances(p: int, seed: int, batch: tuple[int, ...] = ()) -> np.ndarray:
    roots = np.random.default_rng(seed).normal(size=(*batch, p + 1, p + 4))
    return roots @ np.swapaxes(roots, -1, -2)


def over_orders(r2: np.ndarray, groups: list[int]) -> np.ndarray:
    """The mean of what each item adds over all orders in which every group stands together."""
    p = len(groups)
    added, count = np.zeros(p), 0
    for order in permutations(range(p)):
        walked = [groups[item] for item in order]
        if sum(a != b for a, b in pairwise(walked)) != len(set(groups)) - 1:
            continue
        count += 1
        mask = 0
        for item in order:
            added[item] += r2[mask | 1 << item] - r2[mask]
            mask |= 1 << item
    return added / count


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-1, 2), min_size=1, max_size=6), st.integers(0, 10**6), st.booleans())
def test_owen_is_the_mean_over_orders_that_keep_groups_together(groups, seed, collinear):
    cov = covariances(len(groups), seed)
    if collinear and len(groups) > 1:
        move = np.eye(len(cov))
        move[0] = move[1]
        cov = move @ cov @ move.T
    # 1e-12: 720 orders of numbers below one
    np.testing.assert_allclose(owen_of(cov, groups), over_orders(all_subset_r2(cov), groups), rtol=0, atol=1e-12)


def test_groups_of_one_and_one_group_are_shapley():
    cov = covariances(7, 3, (2, 3))
    # 1e-14: the same sums in another order
    np.testing.assert_allclose(owen_of(cov, range(7)), shapley_of(cov), rtol=0, atol=1e-14)
    np.testing.assert_allclose(owen_of(cov, [4] * 7), shapley_of(cov), rtol=0, atol=1e-14)


def test_the_sum_over_a_group_is_the_shapley_value_of_the_game_among_groups():
    cov, groups = covariances(6, 4), np.array([0, 2, 1, 0, 1, 1])
    r2 = all_subset_r2(cov)
    unions = [sum(1 << item for item in range(6) if mask >> groups[item] & 1) for mask in range(8)]
    found = np.bincount(groups, owen_of(cov, groups))
    # 1e-14: a few sums of numbers below one
    np.testing.assert_allclose(found, shapley(r2[unions]), rtol=0, atol=1e-14)
    assert found.sum() == pytest.approx(r2[-1], abs=1e-14)


def test_the_order_of_items_and_the_names_of_groups_do_not_matter():
    cov, groups = covariances(5, 5), np.array([0, 0, 1, 2, 1])
    order = np.array([3, 0, 4, 1, 2])
    moved = cov[np.ix_([*order, 5], [*order, 5])]
    # 1e-14: the same sums in another order
    np.testing.assert_allclose(owen_of(moved, 7 - groups[order]), owen_of(cov, groups)[order], rtol=0, atol=1e-14)


def test_forty_items_in_groups_are_exact():
    cov = covariances(40, 6)
    found = owen_of(cov, np.arange(40) // 5)
    # 1e-12: forty sums of 2**12 numbers below one
    assert found.sum() == pytest.approx(1 - 1 / (np.linalg.inv(cov)[-1, -1] * cov[-1, -1]), abs=1e-12)


@pytest.mark.parametrize(("groups", "words"), [([0, 1], "each of the 30 items"), ([0] * 30, "split the group")])
def test_groups_that_do_not_fit_are_refused(groups, words):
    with pytest.raises(SettingError, match=words):
        owen_of(np.eye(31), groups)


def test_no_item_has_less_than_nothing():
    cov = covariances(5, 8, (200,))
    cov[:, 4] = cov[:, :, 4] = 0
    assert (owen_of(cov, [0, 0, 1, 1, 1]) >= 0).all()


def test_no_variance_is_nan():
    cov = covariances(3, 7)
    cov[-1] = cov[:, -1] = 0
    assert np.isnan(owen_of(cov, [0, 0, 1])).all()

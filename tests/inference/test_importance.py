"""The all-subset lattice and the Shapley fold against brute force and R."""

from __future__ import annotations

import tracemalloc
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from satmodel.errors import SettingError
from satmodel.inference.sharing import importance, lattice
from satmodel.inference.sharing.importance import all_subset_r2, shapley, shapley_of, share_above

REFERENCE = Path(__file__).parents[1] / "reference" / "drivers"
OUTCOMES = {"swiss": "Fertility", "attitude": "rating", "stackloss": "stack.loss"}


def regressed(points: np.ndarray, subset: list[int]) -> float:
    """R² of the last column on some others by least squares on the rows."""
    x, y = points[:, subset], points[:, -1]
    x = np.column_stack([np.ones(len(y)), x])
    fitted = x @ np.linalg.lstsq(x, y, rcond=1e-10)[0]
    return 1 - ((y - fitted) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def bits(mask: int, p: int) -> list[int]:
    return [i for i in range(p) if mask >> i & 1]


def reference(data: str) -> tuple[np.ndarray, list[str], pd.DataFrame]:
    """(R² of all subsets, items in column order, R's numbers) of one data set."""
    frame = pd.read_csv(REFERENCE / f"{data}.csv")
    items = [name for name in frame if name != OUTCOMES[data]]
    numbers = pd.read_csv(REFERENCE / "importance.csv")
    return all_subset_r2(np.cov(frame[[*items, OUTCOMES[data]]].T)), items, numbers[numbers["data"] == data]


def expected(numbers: pd.DataFrame, method: str, items: list[str]) -> np.ndarray:
    return numbers[numbers["method"] == method].set_index("item")["value"][items].to_numpy()


@pytest.mark.parametrize("data", OUTCOMES)
def test_shapley_is_lmg_and_general_dominance(data):
    r2, items, numbers = reference(data)
    found = shapley(r2)
    # 1e-10: relaimpo and dominanceanalysis print 15 digits
    np.testing.assert_allclose(found, expected(numbers, "lmg", items), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found, expected(numbers, "general_dominance", items), rtol=0, atol=1e-10)
    # 1e-12: a sum of 2**6 terms below one
    assert found.sum() == pytest.approx(r2[-1], abs=1e-12)
    assert r2[-1] == pytest.approx(numbers["R2"].iloc[0], abs=1e-12)


@pytest.mark.parametrize("data", OUTCOMES)
def test_single_subsets_are_first_last_and_conditional_dominance(data):
    r2, items, numbers = reference(data)
    p = len(items)
    alone = [r2[1 << i] for i in range(p)]
    last = [r2[-1] - r2[(2**p - 1) ^ (1 << i)] for i in range(p)]
    # 1e-10: printed with 15 digits
    np.testing.assert_allclose(alone, expected(numbers, "first", items), rtol=0, atol=1e-10)
    np.testing.assert_allclose(last, expected(numbers, "last", items), rtol=0, atol=1e-10)
    for size in range(p):
        masks = [[m for m in range(2**p) if len(bits(m, p)) == size and not m >> i & 1] for i in range(p)]
        added = [np.mean([r2[m | 1 << i] - r2[m] for m in masks[i]]) for i in range(p)]
        wanted = expected(numbers, f"conditional_dominance_level{size}", items)
        np.testing.assert_allclose(added, wanted, rtol=0, atol=1e-10)


# whole numbers in a small range make duplicated, constant and collinear items common
@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda p: hnp.arrays(np.float64, (9, p + 1), elements=st.integers(0, 4).map(float)),
    )
)
def test_every_subset_equals_least_squares_on_the_rows(points):
    p = points.shape[1] - 1
    found = all_subset_r2(np.cov(points.T, ddof=0))
    if np.ptp(points[:, -1]) == 0:
        assert np.isnan(found).all()
        return
    brute = [regressed(points, bits(mask, p)) for mask in range(2**p)]
    # 1e-9: both lose a few digits to collinear whole numbers
    np.testing.assert_allclose(found, brute, rtol=0, atol=1e-9)
    assert shapley(found).sum() == pytest.approx(found[-1], abs=1e-12)


def test_shapley_is_the_mean_over_all_orders():
    r2 = np.random.default_rng(5).random(2**4)
    added = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        mask = 0
        for item in order:
            added[item] += r2[mask | 1 << item] - r2[mask]
            mask |= 1 << item
    # 1e-14: 24 orders of numbers below one
    np.testing.assert_allclose(shapley(r2), added / len(orders), rtol=0, atol=1e-14)


def test_collinear_items_share_without_warning():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(50, 2))
    y = x @ [1.0, 0.5] + rng.normal(size=50)
    points = np.column_stack([x, x[:, 0], x.sum(axis=1), np.full(50, 3.0), y])
    found = shapley_of(np.cov(points.T, ddof=0))
    assert found[0] == pytest.approx(found[2], abs=1e-12)
    assert found[4] == 0
    assert found.sum() == pytest.approx(regressed(points, [0, 1]), abs=1e-12)


def test_no_item_has_less_than_nothing():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(200, 40, 6)) + rng.normal(size=(200, 40, 1))
    points[:, :, 4] = 3.0
    centred = points - points.mean(axis=1, keepdims=True)
    assert (shapley_of(np.swapaxes(centred, 1, 2) @ centred) >= 0).all()


def test_permuting_items_permutes_the_shares():
    cov = np.cov(np.random.default_rng(4).normal(size=(6, 40)) + np.random.default_rng(5).normal(size=40))
    order = [3, 0, 4, 1, 2, 5]
    # 1e-14: the same sums in another order
    np.testing.assert_allclose(shapley_of(cov[np.ix_(order, order)]), shapley_of(cov)[order[:5]], rtol=0, atol=1e-14)


def test_units_of_measurement_do_not_matter():
    cov = np.cov(np.random.default_rng(6).normal(size=(5, 40)))
    scale = np.array([1e-3, 1.0, 1e4, 5.0, 1e2])
    # 1e-12: rounding of the rescaled covariances
    np.testing.assert_allclose(shapley_of(cov * np.outer(scale, scale)), shapley_of(cov), rtol=0, atol=1e-12)


def test_batches_of_any_size_give_the_same(monkeypatch):
    rng = np.random.default_rng(7)
    roots = rng.normal(size=(30, 5, 5))
    batch = roots @ roots.transpose(0, 2, 1)
    one_by_one = np.array([all_subset_r2(cov) for cov in batch])
    monkeypatch.setattr(lattice, "BLOCK", 64)
    np.testing.assert_array_equal(all_subset_r2(batch), one_by_one)
    shaped = batch.reshape(5, 6, 5, 5)
    # 1e-14: the same sums of 2**4 numbers below one in another order
    np.testing.assert_allclose(shapley_of(shaped), shapley(one_by_one).reshape(5, 6, 4), rtol=0, atol=1e-14)


def test_many_items_in_parts_give_the_same_as_all_at_once(monkeypatch):
    roots = np.random.default_rng(8).normal(size=(2, 8, 12))
    roots[1, 6] = roots[1, 0] + roots[1, 3]
    batch = roots @ roots.transpose(0, 2, 1)
    at_once, shares = all_subset_r2(batch), shapley_of(batch)
    monkeypatch.setattr(importance, "TAIL", 3)
    monkeypatch.setattr(lattice, "TAIL", 3)
    monkeypatch.setattr(lattice, "BLOCK", 16)
    np.testing.assert_array_equal(all_subset_r2(batch), at_once)
    # 1e-14: the same sums of 2**7 numbers below one in another order
    np.testing.assert_allclose(shapley_of(batch), shares, rtol=0, atol=1e-14)


def test_share_above_counts_ties_half():
    replicated = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [1.0, 0.0]])
    np.testing.assert_array_equal(share_above(replicated), [[0.5, 0.625], [0.375, 0.5]])


def peak(cov: np.ndarray) -> tuple[np.ndarray, float]:
    """The shares, and the most megabytes that were in use for them."""
    tracemalloc.start()
    try:
        return shapley_of(cov), tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("p", [20, pytest.param(24, marks=pytest.mark.slow)])
def test_many_items_are_exact_in_little_memory(p):
    points = np.random.default_rng(9).normal(size=(300, p + 1)) + np.random.default_rng(10).normal(size=(300, 1))
    cov = np.cov(points.T)
    found, megabytes = peak(cov)
    r2 = cov[p, :p] @ np.linalg.solve(cov[:p, :p], cov[:p, p]) / cov[p, p]
    # 1e-12: sums of 2**20 or 2**24 numbers below one, pairwise
    assert found.sum() == pytest.approx(r2, abs=1e-12)
    # one array of all 2**20 values is 8 MB, of all 2**24 values 134 MB
    assert megabytes < (8 if p == 20 else 40)


def test_too_many_items_are_told_what_else_there_is():
    with pytest.raises(SettingError, match="sampled orders"):
        all_subset_r2(np.eye(27))
    with pytest.raises(SettingError, match="sampled orders"):
        shapley_of(np.eye(27))


@pytest.mark.parametrize("cov", [1.0, [1.0, 2.0], [[1.0]], np.ones((3, 2))])
def test_a_covariance_must_be_square(cov):
    with pytest.raises(SettingError, match="shape"):
        all_subset_r2(cov)


@pytest.mark.parametrize("r2", [0.0, [1.0], [0.0, 0.1, 0.2]])
def test_subsets_must_be_a_power_of_two(r2):
    with pytest.raises(SettingError, match="subsets"):
        shapley(r2)

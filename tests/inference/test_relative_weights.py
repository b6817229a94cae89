"""Closed forms of importance against R, against subsets fitted on the rows, and where items are combinations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satmodel.errors import SettingError
from satmodel.inference.sharing import relative_weights
from satmodel.inference.sharing.importance import all_subset_r2
from satmodel.inference.sharing.measure import MEASURES, SHARING, importance_of

REFERENCE = Path(__file__).parents[1] / "reference" / "drivers"
OUTCOMES = {"swiss": "Fertility", "attitude": "rating", "stackloss": "stack.loss"}
CLOSED = [name for name in MEASURES if name != "shapley"]


def combined(p: int, seed: int, kinds: list[int]) -> np.ndarray:
    """Covariances where some items repeat another (1), add two others (2) or do not vary (3)."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(30, p + 1)) + rng.normal(size=(30, 1))
    for item, kind in enumerate(kinds[:p]):
        one, other = points[:, (item + 1) % p].copy(), points[:, (item + 2) % p].copy()
        points[:, item] = [points[:, item], one, one + other, np.zeros(30)][kind]
    return np.cov(points.T, ddof=0)


@pytest.mark.parametrize("data", OUTCOMES)
@pytest.mark.parametrize("method", CLOSED)
def test_r_gives_the_same_numbers(data, method):
    frame = pd.read_csv(REFERENCE / f"{data}.csv")
    items = [name for name in frame if name != OUTCOMES[data]]
    numbers = pd.concat([pd.read_csv(REFERENCE / name) for name in ("importance.csv", "relative_weights.csv")])
    wanted = numbers[(numbers["data"] == data) & (numbers["method"] == method)].set_index("item")["value"][items]
    found = importance_of(np.cov(frame[[*items, OUTCOMES[data]]].T), method)
    # 1e-12: relaimpo and rwa print 15 digits
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10**6), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_first_last_and_sums_are_those_of_all_subsets(p, seed, kinds):
    cov = combined(p, seed, kinds)
    r2 = all_subset_r2(cov)
    # 1e-9: a combination of items is found by other roundings in the one and the other
    np.testing.assert_allclose(importance_of(cov, "first"), r2[1 << np.arange(p)], rtol=0, atol=1e-9)
    np.testing.assert_allclose(importance_of(cov, "last"), r2[-1] - r2[-1 - (1 << np.arange(p))], rtol=0, atol=1e-9)
    for method in SHARING:
        assert importance_of(cov, method).sum() == pytest.approx(r2[-1], abs=1e-9)


@pytest.mark.parametrize("method", SHARING)
def test_equal_items_get_equal_parts_and_constant_ones_nothing(method):
    cov = combined(5, 3, [1, 0, 0, 3, 0])
    found = importance_of(cov, method)
    # 1e-12: rounding of the directions
    assert found[0] == pytest.approx(found[1], abs=1e-12)
    assert found[3] == pytest.approx(0, abs=1e-12)


def test_squared_coefficients_are_those_of_least_squares():
    points = np.random.default_rng(4).normal(size=(40, 5)) @ np.random.default_rng(5).normal(size=(5, 5))
    z = (points - points.mean(axis=0)) / points.std(axis=0)
    slope = np.linalg.lstsq(z[:, :-1], z[:, -1], rcond=None)[0]
    cov = np.cov(points.T, ddof=0)
    # 1e-10: normal equations against the rows
    np.testing.assert_allclose(importance_of(cov, "betasq"), slope**2, rtol=0, atol=1e-10)
    np.testing.assert_allclose(importance_of(cov, "pratt"), slope * (z[:, :-1].T @ z[:, -1]) / 40, rtol=0, atol=1e-10)


@pytest.mark.parametrize("method", MEASURES)
def test_units_and_order_do_not_matter_and_batches_are_separate(method):
    batch = np.array([combined(5, seed, [0] * 6) for seed in range(6)])
    scale, order = np.array([1e-2, 1.0, 1e3, 5.0, 10.0, 0.1]), np.array([3, 0, 4, 1, 2])
    found = importance_of(batch, method)
    # 1e-11: rounding of the rescaled covariances
    np.testing.assert_allclose(importance_of(batch * np.outer(scale, scale), method), found, rtol=0, atol=1e-11)
    moved = batch[:, [*order, 5]][:, :, [*order, 5]]
    np.testing.assert_allclose(importance_of(moved, method), found[:, order], rtol=0, atol=1e-11)
    np.testing.assert_allclose(
        importance_of(batch.reshape(2, 3, 6, 6), method), found.reshape(2, 3, 5), rtol=0, atol=1e-14
    )


@pytest.mark.parametrize("method", MEASURES)
def test_an_outcome_without_variance_is_nan(method):
    cov = combined(3, 1, [0] * 6)
    cov[-1] = cov[:, -1] = 0
    assert np.isnan(importance_of(cov, method)).all()


def test_items_without_a_coefficient_are_named():
    free = relative_weights.without_coefficient(combined(5, 2, [1, 0, 0, 3, 0]))
    assert free.tolist() == [True, True, False, True, False]


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(SettingError, match="method must be one of shapley"):
        importance_of(np.eye(3), "lmg")
    with pytest.raises(SettingError, match="groups"):
        importance_of(np.eye(3), "car", [0, 0])
    with pytest.raises(SettingError, match="shape"):
        importance_of(np.eye(1), "car")

"""The waist: linear maps, degrees of freedom, selection, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.degrees import degrees_of_freedom

NAMES = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]], names=["unit", "item"])


def drawn(seed=0, df=np.inf):
    random = np.random.default_rng(seed)
    root = random.normal(size=(6, 6))
    return sat.estimates(random.uniform(60, 95, 6), cov=root @ root.T, names=NAMES, n=100, df=df)


def test_average_is_the_linear_map():
    est = drawn()
    composite = est.average("item", {"x": 3, "y": 1})
    a = np.kron(np.eye(3), [0.75, 0.25])
    np.testing.assert_allclose(composite.value, a @ est.value)
    np.testing.assert_allclose(composite.cov, a @ est.cov @ a.T)
    assert composite.labels.names == ["unit"]
    assert composite.n.tolist() == [100, 100, 100]


def test_average_over_units_adds_up_respondents():
    assert drawn().average("unit").n.tolist() == [300, 300]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_average_commutes_with_take(seed):
    est = drawn(seed)
    first = est.average("item").take({"unit": ["C", "A"]})
    second = est.take({"unit": ["C", "A"]}).average("item")
    assert first.labels.tolist() == second.labels.tolist() == [("C",), ("A",)]
    np.testing.assert_allclose(first.cov, second.cov, rtol=1e-12)  # the same products in another order


def test_take_drops_a_level_that_is_fixed_and_keeps_the_order_asked_for():
    est = drawn()
    taken = est.take({"item": "y", "unit": ["B", "A"]})
    assert taken.labels.names == ["unit"]
    np.testing.assert_array_equal(taken.value, est.value[[3, 1]])
    np.testing.assert_array_equal(taken.cov, est.cov[np.ix_([3, 1], [3, 1])])


def test_combine_takes_weights_as_they_are():
    gap = drawn().take({"unit": "A"}).combine({"x": 1, "y": -1})
    est = drawn()
    np.testing.assert_allclose(gap.value, est.value[0] - est.value[1])
    np.testing.assert_allclose(gap.cov[0, 0], est.cov[0, 0] + est.cov[1, 1] - 2 * est.cov[0, 1])


def test_stack_keeps_rounds_independent():
    both = drawn(1).stack(drawn(2), keys=("before", "after"))
    assert both.labels.names == ["unit", "item", "round"]
    assert not both.cov[:6, 6:].any()


def test_welch_for_two_independent_and_the_smaller_for_correlated():
    se, df = np.array([2.0, 1.0]), np.array([9.0, 19.0])
    gap = np.array([[1.0, -1.0]])
    welch = (4 + 1) ** 2 / (16 / 9 + 1 / 19)
    assert degrees_of_freedom(gap, np.diag(se**2), df)[0] == pytest.approx(welch)
    assert degrees_of_freedom(gap, np.array([[4.0, 0.5], [0.5, 1.0]]), df)[0] == 9


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"value": [1.0]}, "either se= or cov="),
        ({"value": [1.0], "se": [1.0], "cov": [[1.0]]}, "either se= or cov="),
        ({"value": [1.0, 2.0], "cov": [1.0, 1.0]}, "standard errors as se="),
        ({"value": [1.0, 2.0], "cov": [[1.0, 2.0], [2.0, 1.0]]}, "positive semidefinite"),
        ({"value": [1.0, 2.0], "cov": [[1.0, 0.5], [0.1, 1.0]]}, "symmetric"),
        ({"value": [1.0, np.nan], "se": [1.0, 1.0]}, "finite"),
        ({"value": [1.0, 2.0], "se": [1.0, -1.0]}, "zero or more"),
        ({"value": [1.0, 2.0], "se": [1.0, 1.0], "names": ["A", "A"]}, "twice"),
        ({"value": [1.0, 2.0], "se": [1.0, 1.0], "names": ["A"]}, "1 names"),
        ({"value": [1.0], "se": [1.0], "df": 0}, "df"),
        ({"value": [1.0], "se": [1.0], "level": 95}, "level"),
    ],
)
def test_wrong_input_is_refused_with_advice(given_, says):
    with pytest.raises(sat.SettingError, match=says):
        sat.estimates(given_.pop("value"), **given_)


def test_unknown_labels_and_levels_are_named():
    with pytest.raises(sat.SettingError, match="'D'"):
        drawn().take({"unit": "D"})
    with pytest.raises(sat.SettingError, match="no level 'town'"):
        drawn().average("town")
    with pytest.raises(sat.SettingError, match="without a weight: 'y'"):
        drawn().average("item", {"x": 1})


def test_results_are_frozen():
    with pytest.raises(AttributeError):
        drawn().level = 0.9

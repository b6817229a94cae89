"""What units differ by: the shares of a variance, net of sampling error."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.gapping.spreading import parts_of, ratios, t_critical
from satmodel.result import Verdict

from .test_change import random_estimates

WEIGHTS = {"x": 2.0, "y": 1.0, "z": 1.0}
SHARES = np.array([0.5, 0.25, 0.25])
SEEDS = st.integers(0, 10_000)


def labels(units: int, items: str = "xyz") -> pd.MultiIndex:
    return pd.MultiIndex.from_product([[f"u{i}" for i in range(units)], list(items)], names=["unit", "item"])


def told(value: np.ndarray, cov: np.ndarray | float, items: str = "xyz") -> sat.Estimates:
    names = labels(len(value), items)
    given_ = {"se": cov} if np.ndim(cov) == 0 else {"cov": cov}
    return sat.estimates(value.ravel(), names=names, n=400, **given_)


def shapley(covariance: np.ndarray) -> np.ndarray:
    """The Shapley values of the variance of a sum, over every order in which its parts may enter."""
    count = len(covariance)
    found = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        for place, item in enumerate(order):
            before, after = list(order[:place]), list(order[: place + 1])
            found[item] += covariance[np.ix_(after, after)].sum() - covariance[np.ix_(before, before)].sum()
    return found / len(orders)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_shares_are_the_shapley_values_of_the_composites_variance(seed):
    rng = np.random.default_rng(seed)
    value = 80 + rng.normal(0, 3, (7, 3)) @ rng.normal(size=(3, 3))
    found = sat.spread(told(value, 1e-6), weights=WEIGHTS).table
    parts = shapley(np.cov((value * SHARES).T))
    # 1e-9: rounding of sums of squares about scores near 80
    np.testing.assert_allclose(found["covariance_raw"], parts, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found["share_raw"], parts / parts.sum(), rtol=1e-9, atol=1e-9)
    assert found["share_raw"].sum() == pytest.approx(1, abs=1e-12)
    assert found["share"].sum() == pytest.approx(1, abs=1e-12)


def test_corrected_shares_are_the_shapley_values_of_the_corrected_covariance():
    rng = np.random.default_rng(3)
    value = 80 + 5 * rng.normal(size=(8, 1)) + rng.normal(0, 3, (8, 3))
    est = random_estimates(3, labels(8))
    est = told(value, est.cov / 30)
    blocks = est.cov.reshape(8, 3, 8, 3)
    one = np.einsum("uiuj->ij", blocks) / 8
    two = (blocks.sum(axis=(0, 2)) - np.einsum("uiuj->ij", blocks)) / 56
    net = (np.cov(value.T) - one + two) * np.outer(SHARES, SHARES)
    found = sat.spread(est, weights=WEIGHTS)
    # 1e-9: the same numbers by another road
    np.testing.assert_allclose(found.table["covariance"], shapley(net), rtol=1e-9)
    np.testing.assert_allclose(found.table["variance"], np.diag(net) / SHARES**2, rtol=1e-9)
    assert found.variance == pytest.approx(net.sum(), rel=1e-9)
    assert found.variance_raw == pytest.approx(np.var(value @ SHARES, ddof=1), rel=1e-9)


def test_correlated_errors_that_move_all_units_alike_add_nothing():
    rng = np.random.default_rng(4)
    value = 80 + rng.normal(0, 3, (6, 3))
    shared = np.kron(np.ones((6, 6)), np.full((3, 3), 2.0) + np.eye(3))
    parts = parts_of(value, shared, SHARES, np.full(18, np.inf))
    # 1e-12 squared points: rounding
    np.testing.assert_allclose(parts.error, 0, atol=1e-12)
    np.testing.assert_allclose(parts.cov, 0, atol=1e-12)


def test_the_covariance_of_the_parts_is_that_of_repeated_samples():
    rng = np.random.default_rng(20261124)
    theta = 80 + 3 * rng.normal(size=(6, 1)) + rng.normal(0, 2, (6, 3))
    inner = np.array([[1.0, 0.5, 0.2], [0.5, 2.0, 0.4], [0.2, 0.4, 0.5]])
    cov = np.kron(np.eye(6) + 0.3, inner)  # units are correlated too
    root = np.linalg.cholesky(cov)
    df = np.full(18, np.inf)
    truth = np.cov((theta * SHARES).T).sum(axis=1)
    drawn = [
        parts_of((theta.ravel() + root @ rng.standard_normal(18)).reshape(6, 3), cov, SHARES, df) for _ in range(2000)
    ]
    parts = np.array([one.corrected for one in drawn])
    spread_, variance = parts.std(axis=0), np.cov(parts.T)
    # four standard errors of a mean of 2,000
    np.testing.assert_allclose(parts.mean(axis=0), truth, atol=4 * spread_.max() / np.sqrt(2000))
    # 12 %: four standard errors of a variance from 2,000 draws
    np.testing.assert_allclose(np.mean([np.diag(one.cov) for one in drawn], axis=0), np.diag(variance), rtol=0.12)
    whole = np.mean([one.cov.sum() for one in drawn])
    assert whole == pytest.approx(variance.sum(), rel=0.12)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.permutations(range(5)), st.permutations("xyz"), st.floats(-50, 50))
def test_order_a_constant_and_a_mirror_change_nothing(seed, units, items, constant):
    rng = np.random.default_rng(seed)
    value = 80 + rng.normal(0, 3, (5, 3))
    cov = random_estimates(seed, labels(5)).cov / 100
    wanted = sat.spread(told(value, cov), weights=WEIGHTS)
    moved = sat.estimates(
        (constant - value + 3 * np.arange(3)).ravel(),
        cov=cov,
        names=labels(5),
        n=400,
    ).take({"unit": [f"u{i}" for i in units], "item": list(items)})
    found = sat.spread(moved, weights=WEIGHTS)
    # 1e-8: rounding of the shift; the three signs leave every product of two scores as it is
    pd.testing.assert_frame_equal(found.table.loc[wanted.table.index], wanted.table, rtol=1e-8, atol=1e-8)
    if wanted.lead is not None:
        assert (found.lead.first, found.lead.verdict) == (wanted.lead.first, wanted.lead.verdict)
        assert found.lead.gap == pytest.approx(wanted.lead.gap, rel=1e-8)


def test_an_item_on_which_all_are_alike_has_no_share_and_a_smaller_one_that_differs_has_it_all():
    value = np.array([[80.0, 70.0], [80.0, 75.0], [80.0, 90.0], [80.0, 85.0]])
    found = sat.spread(told(value, 0.4, "xy"), weights={"x": 9, "y": 1}).table
    assert found["share_raw"].tolist() == [0.0, 1.0]
    assert found.loc["x", "variance"] < 0
    told_ = sat.spread(told(value, 0.4, "xy"), weights={"x": 1, "y": 9}).findings
    assert next(one.values["names"] for one in told_ if one.kind == "spread.negative") == ("x",)
    assert told_[-1].kind == "spread.arithmetic"


def test_an_item_without_weight_is_kept_with_no_share():
    value = 80 + np.random.default_rng(1).normal(0, 4, (6, 3))
    found = sat.spread(told(value, 0.5), weights={"x": 1, "y": 1, "z": 0})
    assert found.table.loc["z", ["share", "share_low", "share_high"]].tolist() == [0, 0, 0]
    two = sat.spread(told(value[:, :2], 0.5, "xy"))
    np.testing.assert_allclose(found.table.loc[["x", "y"], "share"], two.table["share"], rtol=1e-10)


def test_intervals_hold_every_ratio_that_the_parts_do_not_contradict():
    top, variance, shared = np.array([3.0, 1.0]), np.array([0.4, 0.3]), np.array([0.3, 0.2])
    whole, whole_variance, critical = 8.0, 1.5, np.array([1.96, 1.96])
    for (low, high), n, v, c in zip(
        ratios(top, variance, shared, whole, whole_variance, critical), top, variance, shared, strict=True
    ):
        for end in (low, high):
            # 1e-9: the ends solve a quadratic equation
            assert (n - end * whole) ** 2 == pytest.approx(
                1.96**2 * (v - 2 * end * c + end**2 * whole_variance), rel=1e-9
            )
        assert low < n / whole < high


def test_table_chart_findings_and_step():
    rng = np.random.default_rng(8)
    value = 80 + 5 * rng.normal(size=(9, 1)) + rng.normal(0, 1, (9, 3)) + np.array([0, 4, 8])
    found = sat.spread(told(value, 0.7), weights=WEIGHTS)
    assert found.estimable
    assert list(found.table.columns) == [
        *("weight", "variance", "covariance_raw", "covariance", "covariance_se"),
        *("share_raw", "share", "share_low", "share_high"),
    ]
    assert found.chart.kind == "intervals"
    assert found.chart.data["share"].is_monotonic_decreasing
    kinds = [one.kind for one in found.findings]
    assert kinds == ["spread.total", *["spread.item"] * 3, "spread.lead", "spread.arithmetic"]
    assert found.lead.first == "x"
    assert found.lead.pairs == 3
    assert found.step.settings["units"] == 9
    shares = found.table["share"].sort_values(ascending=False)
    assert found.lead.gap == pytest.approx(shares.iloc[0] - shares.iloc[1])
    assert (found.lead.low > 0) == (found.lead.verdict == Verdict.ESTABLISHED)


def test_a_spread_that_sampling_errors_explain_has_no_shares():
    value = 80 + np.random.default_rng(2).normal(0, 1, (6, 3))
    found = sat.spread(told(value, 1.0))
    assert not found.estimable
    assert found.chart is None
    assert found.lead is None
    assert found.table[["share", "share_low", "share_high"]].isna().all(axis=None)
    assert found.table["share_raw"].sum() == pytest.approx(1)
    total = found.findings[0].values
    assert total["verdict"] == Verdict.NOT_ESTABLISHED
    assert total["detectable"] > 0


def test_units_that_lack_an_item_are_listed_and_few_units_are_refused():
    value = 80 + np.random.default_rng(5).normal(0, 5, (5, 3))
    est = told(value, 0.5)
    part = est.linear(np.eye(15)[1:], est.labels[1:], np.full(14, 400), est.step)
    found = sat.spread(part)
    assert found.units == 4
    assert found.apart.values.tolist() == [["u0", "part_not_estimable"]]
    wanted = sat.spread(told(value[1:], 0.5)).table
    pd.testing.assert_frame_equal(found.table.loc[wanted.index], wanted, rtol=1e-10)
    with pytest.raises(sat.NotEstimable, match=r"3 units or more.*contributions\(\)"):
        sat.spread(est.take({"unit": ["u0", "u1"]}))
    with pytest.raises(sat.NotEstimable, match="two of these"):
        sat.spread(est.take({"item": ["x"]}))
    with pytest.raises(sat.NotEstimable, match="same composite"):
        sat.spread(told(np.full((4, 3), 80.0), 0.5))
    with pytest.raises(sat.SettingError, match="levels 'unit' and 'item'"):
        sat.spread(est.take({"unit": "u0"}))
    with pytest.raises(sat.SettingError, match="two rounds"):
        sat.spread(est, weights=(WEIGHTS, WEIGHTS))


@pytest.mark.slow
@pytest.mark.parametrize(("units", "reliability"), [(5, 0.95), (8, 0.8), (13, 0.8), (30, 0.6)])
def test_intervals_of_shares_cover(units, reliability):
    rng = np.random.default_rng(units)
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    theta = rng.normal(size=(units, 1)) * np.array([1, 0.8, 0.5, 0.0]) + rng.normal(0, 0.6, (units, 4))
    theta[:, 3] = 0  # all units are alike on the last
    inner = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
    error = np.var(theta @ weights, ddof=1) * (1 - reliability) / reliability / (weights @ inner @ weights)
    cov, root = np.kron(np.eye(units), inner * error), np.linalg.cholesky(inner * error)
    truth = np.cov((theta * weights).T).sum(axis=1)
    truth /= truth.sum()
    held = []
    for _ in range(2000):
        drawn = parts_of(theta + rng.standard_normal((units, 4)) @ root.T, cov, weights, np.full(4 * units, np.inf))
        whole, variance = drawn.corrected.sum(), drawn.cov.sum()
        critical = t_critical(0.95, np.full(4, np.inf))
        if whole <= critical[0] * np.sqrt(variance):
            continue
        low, high = ratios(drawn.corrected, np.diag(drawn.cov), drawn.cov.sum(axis=1), whole, variance, critical).T
        held.append((low <= truth) & (truth <= high))
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)  # .93 to .97


@pytest.mark.slow
def test_equal_items_are_seldom_told_apart_and_interviews_suffice():
    """From interviews: 13 units, 100 answers each, the covariance estimated from them."""
    rng = np.random.default_rng(20261126)
    units, n = 13, 100
    level, apart = rng.normal(size=(2, units))
    level, apart = level - level.mean(), apart - apart.mean()
    apart -= level * (apart @ level) / (level @ level)
    # every item goes with the composite alike: a third of its variance each
    theta = 80 + 5 * np.stack([level + 0.4 * apart, level - 0.4 * apart, level], axis=1)
    root = np.linalg.cholesky(np.full((3, 3), 150.0) + np.eye(3) * 250)
    names = labels(units)
    held, wrong = [], []
    for _ in range(400):
        answers = theta[:, None] + rng.standard_normal((units, n, 3)) @ root.T
        cov = np.zeros((units * 3,) * 2)
        for u in range(units):
            cov[3 * u : 3 * u + 3, 3 * u : 3 * u + 3] = np.cov(answers[u].T) / n
        est = sat.estimates(answers.mean(axis=1).ravel(), cov=cov, df=n - 1, names=names, n=n)
        found = sat.spread(est)
        if found.estimable:
            table = found.table
            held.append((table["share_low"] <= 1 / 3) & (table["share_high"] >= 1 / 3))
            wrong.append(found.lead.verdict == Verdict.ESTABLISHED)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)  # .93 to .97
    # .05 and three standard errors of a share of .05 in 400 samples
    assert np.mean(wrong) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)

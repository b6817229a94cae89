"""Shrunk scores: the spread against outside witnesses, errors against brute force, coverage, refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

import satmodel as sat
from satmodel.inference.shrinking.between import cochran, paule_mandel, q_profile, restricted, rotated

VALUE = np.array([90.0, 84.0, 83.0, 82.0, 78.0, 86.5, 80.2, 88.1])
SE = np.array([4.0, 1.0, 1.2, 0.8, 1.0, 2.0, 1.5, 0.7])
NAMES = list("ABCDEFGH")


def towns(**more):
    return sat.estimates(VALUE, se=SE, names=NAMES, **more)


def test_the_spread_by_moments_equals_statsmodels_and_the_root():
    from statsmodels.stats.meta_analysis import combine_effects

    found = sat.shrink(towns())
    other = combine_effects(VALUE, SE**2, method_re="iterated", atol=1e-14)
    assert found.tau2 == pytest.approx(other.tau2, rel=1e-6)  # its own stopping rule
    assert found.coefficients.loc["constant", "coefficient"] == pytest.approx(other.mean_effect_re, rel=1e-8)
    weight = 1 / (SE**2 + found.tau2)
    centre = np.average(VALUE, weights=weight)
    assert (weight * (VALUE - centre) ** 2).sum() == pytest.approx(len(VALUE) - 1, rel=1e-12)
    assert found.coefficients.loc["constant", "coefficient_se"] == pytest.approx(weight.sum() ** -0.5, rel=1e-12)
    np.testing.assert_allclose(found.shrunk, centre + found.tau2 * weight * (VALUE - centre), rtol=1e-12)
    np.testing.assert_allclose(found.reliability, found.tau2 * weight, rtol=1e-12)


def test_the_interval_of_the_spread_is_where_q_meets_chi_square():
    found = sat.shrink(towns(), level=0.9)
    for tau2, tail in ((found.tau2_low, 0.95), (found.tau2_high, 0.05)):
        weight = 1 / (SE**2 + tau2)
        q = (weight * (VALUE - np.average(VALUE, weights=weight)) ** 2).sum()
        assert q == pytest.approx(stats.chi2.ppf(tail, len(VALUE) - 1), rel=1e-10)


def test_the_mean_squared_error_by_moments_is_that_of_datta_rao_and_smith():
    found = sat.shrink(towns())
    total, m = SE**2 + found.tau2, len(VALUE)
    off = SE**2 / total
    # with P written out for a common mean: tr(P) and tr(PP)
    p = np.diag(1 / total) - np.outer(1 / total, 1 / total) / (1 / total).sum()
    single, double = np.trace(p), np.trace(p @ p)
    spread = 2 * (m - 1) / single**2
    bias = 2 * ((m - 1) * double - single**2) / single**3
    expected = found.tau2 * off + off**2 / (1 / total).sum() + 2 * SE**4 / total**3 * spread - bias * off**2
    np.testing.assert_allclose(found.se**2, expected, rtol=1e-10)


def restricted_likelihood(tau2, y, cov, x):
    """The restricted likelihood by its definition: that of contrasts which the columns do not touch."""
    contrasts = np.linalg.qr(x, mode="complete")[0][:, x.shape[1] :]
    return stats.multivariate_normal(cov=contrasts.T @ (cov + tau2 * np.eye(len(y))) @ contrasts).logpdf(
        contrasts.T @ y
    )


def correlated(random, k=20):
    root = random.normal(size=(k, k)) * 0.25 + np.diag(random.uniform(0.6, 1.8, k))
    x = np.column_stack([np.ones(k), random.normal(size=k), random.normal(size=k)])
    y = x @ [80.0, 2.0, -1.0] + random.normal(size=k) * 3
    return y + root @ random.normal(size=k), root @ root.T, x


@pytest.mark.parametrize("diagonal", [True, False])
def test_fay_herriot_by_restricted_likelihood_equals_its_definition(diagonal):
    y, cov, x = correlated(np.random.default_rng(6))
    cov = np.diag(np.diag(cov)) if diagonal else cov
    best = optimize.minimize_scalar(
        lambda tau2: -restricted_likelihood(tau2, y, cov, x),
        bounds=(1e-9, 50),
        method="bounded",
        options={"xatol": 1e-9},
    )
    names = [f"u{i}" for i in range(len(y))]
    covariates = pd.DataFrame(x[:, 1:], index=names, columns=["income", "age"]).iloc[::-1]
    found = sat.shrink(sat.estimates(y, cov=cov, names=names), method="fay_herriot", covariates=covariates)
    assert best.x > 1  # a spread of its own, not the end of the range
    assert found.tau2 == pytest.approx(best.x, rel=1e-5)  # the flat top of a likelihood
    total = np.linalg.inv(cov + found.tau2 * np.eye(len(y)))
    b = np.linalg.solve(x.T @ total @ x, x.T @ total @ y)
    np.testing.assert_allclose(found.coefficients["coefficient"], b, rtol=1e-9)
    np.testing.assert_allclose(found.shrunk, x @ b + found.tau2 * total @ (y - x @ b), rtol=1e-9)
    # Prasad and Rao's three terms with the whole matrices
    p = total - total @ x @ np.linalg.solve(x.T @ total @ x, x.T @ total)
    off = x - found.tau2 * total @ x
    second = off @ np.linalg.solve(x.T @ total @ x, off.T)
    slope = total - found.tau2 * total @ total
    third = slope @ (cov + found.tau2 * np.eye(len(y))) @ slope.T * 2 / np.trace(p @ p)
    first = found.tau2 * np.eye(len(y)) - found.tau2**2 * total
    np.testing.assert_allclose(found.se**2, np.diag(first + second + 2 * third), rtol=1e-8)
    assert found.step.settings["independent"] is diagonal


def test_correlated_errors_are_turned_and_not_dropped():
    y, cov, _ = correlated(np.random.default_rng(9), k=12)
    ones = np.ones((12, 1))
    data = rotated(y, cov, ones)
    tau2 = paule_mandel(data)
    total = np.linalg.inv(cov + tau2 * np.eye(12))
    centre = (total @ y).sum() / total.sum()
    assert (y - centre) @ total @ (y - centre) == pytest.approx(11, rel=1e-9)
    assert paule_mandel(rotated(y, np.diag(np.diag(cov)), ones)) != pytest.approx(tau2, rel=1e-3)


def test_no_spread_beyond_the_error_gives_the_mean_with_an_honest_error():
    est = sat.estimates([80.0, 80.5, 79.6, 80.1, 80.0], se=[2.0] * 5)
    for method in ("normal", "fay_herriot"):
        found = sat.shrink(est, method=method)
        assert found.tau2 == found.tau2_low == 0
        np.testing.assert_allclose(found.shrunk, 80.04, rtol=1e-12)
        assert (found.se > 2 / np.sqrt(5)).all()  # more than the error of the mean: the spread might not be nothing
        assert found.repeat == 0


def test_what_cannot_be_estimated_stays_apart_and_the_words_say_what_it_is_for():
    frame = pd.DataFrame({"unit": np.repeat(list("ABCDE"), 12), "q1": np.tile([55.0, 75.0, 100.0, 100.0], 15)})
    frame.loc[frame["unit"] == "E", "q1"] = 75.0
    frame["q1"] += frame["unit"].map({"A": 0, "B": 4, "C": 9, "D": -6, "E": 0})
    est = sat.means(sat.read(frame, unit="unit", items=["q1"])).take({"item": "q1"})
    found = sat.shrink(est)
    assert found.apart["unit"].tolist() == ["E"]
    kinds = [finding.kind for finding in found.findings]
    assert kinds == ["shrink.spread", "shrink.reliability", "shrink.moved", "shrink.planning", "shrink.apart"]
    assert found.table.columns.tolist()[-2:] == ["rank", "rank_shrunk"]


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"method": "bayes"}, "method must be"),
        ({"level": 2}, "level"),
        ({"covariates": pd.DataFrame({"x": [1.0]}, index=["A"])}, "no row for 'B'"),
        ({"covariates": pd.DataFrame({"x": ["a"] * 8}, index=NAMES)}, "must be numbers"),
        ({"covariates": pd.DataFrame({"x": [1.0] * 8}, index=NAMES)}, "constant"),
        ({"covariates": pd.DataFrame({"x": [1.0] * 7 + [np.nan]}, index=NAMES)}, "missing for 'H'"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(more, match):
    with pytest.raises(sat.SettingError, match=match):
        sat.shrink(towns(), **more)


def test_too_few_units_and_exact_scores_are_refused():
    with pytest.raises(sat.NotEstimable, match="4 units or more"):
        sat.shrink(sat.estimates([1.0, 2.0, 3.0], se=[1.0] * 3))
    with pytest.raises(sat.SettingError, match="standard error of zero"):
        sat.shrink(sat.estimates([1.0, 2.0, 3.0, 4.0], se=[1.0, 1.0, 1.0, 0.0]))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), constant=st.floats(-50, 50), factor=st.floats(0.01, 100))
def test_shrinking_moves_and_scales_with_the_scores(seed, constant, factor):
    random = np.random.default_rng(seed)
    value, se = random.normal(80, 2, 9), random.uniform(0.5, 2, 9)
    for method in ("normal", "fay_herriot"):
        a = sat.shrink(sat.estimates(value, se=se), method=method)
        b = sat.shrink(sat.estimates(value * factor + constant, se=se * factor), method=method)
        np.testing.assert_allclose(b.shrunk, a.shrunk * factor + constant, rtol=1e-6, atol=1e-6 * factor)
        np.testing.assert_allclose(b.se, a.se * factor, rtol=1e-5)
        order = random.permutation(9)
        c = sat.shrink(sat.estimates(value[order], se=se[order]), method=method)
        np.testing.assert_allclose(c.shrunk, a.shrunk[order], rtol=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_q_falls_and_the_interval_holds_the_estimate(seed):
    random = np.random.default_rng(seed)
    data = rotated(random.normal(0, 2, 10), np.diag(random.uniform(0.3, 3, 10)), np.ones((10, 1)))
    q = [cochran(data, tau2) for tau2 in (0.0, 0.5, 1.0, 5.0)]
    assert q == sorted(q, reverse=True)
    low, high = q_profile(data, 0.95)
    assert low <= paule_mandel(data) <= max(high, 0)
    assert restricted(data) >= 0


def simulated(simulations, k, tau, seed, method="normal"):
    random = np.random.default_rng(seed)
    hits, squares, direct_squares, spreads = 0, 0.0, 0.0, 0
    for _ in range(simulations):
        truth = 80 + tau * random.normal(size=k)
        se = random.uniform(0.7, 1.6, k)
        value = truth + se * random.normal(size=k)
        found = sat.shrink(sat.estimates(value, se=se), method=method)
        hits += int(((found.low <= truth) & (truth <= found.high)).sum())
        squares += ((found.shrunk - truth) ** 2).sum()
        direct_squares += ((value - truth) ** 2).sum()
        spreads += found.tau2_low <= tau**2 <= found.tau2_high
    return hits / (k * simulations), np.sqrt(squares / direct_squares), spreads / simulations


def test_intervals_cover_on_average_and_shrunk_scores_are_closer():
    rate, ratio, spreads = simulated(100, 20, 1.0, 1)
    # 2,000 intervals that share their spread by twenties: simulation error about .008; four of these below
    assert 0.92 < rate < 0.98
    assert ratio < 0.85
    assert spreads > 0.88  # 100 intervals of the spread: simulation error .022


@pytest.mark.slow
@pytest.mark.parametrize("method", ["normal", "fay_herriot"])
@pytest.mark.parametrize("tau", [0.7, 1.5, 3.0])
def test_intervals_cover_on_average_closely(method, tau):
    rate, ratio, spreads = simulated(500, 30, tau, 7, method)
    assert 0.925 < rate < 0.975
    assert ratio < 1
    assert 0.92 < spreads < 0.98  # exact; 500 intervals: simulation error .01

"""Shrunk rates: the likelihood against scipy, closed forms, what is recovered in simulation, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

import satmodel as sat
from satmodel.inference.shrinking.beta_binomial import fit_beta_binomial, likelihood


def drawn(seed, k=60, mean=0.9, size=20.0, low=5, high=500):
    random = np.random.default_rng(seed)
    n = np.round(np.exp(random.uniform(np.log(low), np.log(high), k))).astype(int)
    truth = random.beta(mean * size, (1 - mean) * size, k)
    return pd.DataFrame({"count": random.binomial(n, truth), "n": n}, index=[f"u{i}" for i in range(k)]), truth


def test_the_fit_equals_a_direct_search_of_scipy_s_likelihood():
    data, _ = drawn(1)
    count, n = data["count"].to_numpy(), data["n"].to_numpy()

    def minus(logs):
        return -stats.betabinom.logpmf(count, n, *np.exp(logs)).sum()

    best = optimize.minimize(minus, [2.0, 0.5], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    a, b = np.exp(best.x)
    found = fit_beta_binomial(count.astype(float), n.astype(float), 0.95)
    # a search without slopes finds the top of a flat curve to seven digits or so
    assert found.mean == pytest.approx(a / (a + b), rel=1e-6)
    assert found.correlation == pytest.approx(1 / (a + b + 1), rel=1e-5)
    np.testing.assert_allclose(found.rate, (a + count) / (a + b + n), rtol=1e-6)
    np.testing.assert_allclose(found.kept, n / (n + a + b), rtol=1e-5)
    for end in (found.low, found.high):
        top = optimize.minimize_scalar(
            lambda mean, end=end: (
                -stats.betabinom.logpmf(count, n, mean * (1 / end - 1), (1 - mean) * (1 / end - 1)).sum()
            ),
            bounds=(0.5, 0.999),
            method="bounded",
            options={"xatol": 1e-10},
        )
        assert 2 * (top.fun - best.fun) == pytest.approx(stats.chi2.ppf(0.95, 1), rel=1e-5)


def test_the_likelihood_without_correlation_is_the_binomial_and_the_limit():
    count, n = np.array([3.0, 50.0, 7.0]), np.array([5.0, 80.0, 20.0])
    assert likelihood(count, n, 0.6, 0.0) == pytest.approx(likelihood(count, n, 0.6, 1e-7), abs=1e-3)


def test_with_many_answers_a_rate_is_left_as_it_is():
    data = pd.DataFrame({"count": [90_000, 80_000, 85_000, 95_000, 70_000], "n": 100_000}, index=list("ABCDE"))
    found = sat.shrink_rates(data)
    np.testing.assert_allclose(found.table["shrunk_rate"], data["count"] / data["n"], atol=2e-4)
    direct = np.sqrt(data["count"] / data["n"] * (1 - data["count"] / data["n"]) / data["n"])
    np.testing.assert_allclose(found.table["shrunk_rate_se"], direct, rtol=0.01)  # the closed form of large n
    # and their spread is the spread of the rates: 5 rates, largest likelihood of a beta distribution
    assert found.spread == pytest.approx(np.std(data["count"] / data["n"]), rel=0.1)


def test_units_that_differ_by_chance_only_get_the_common_rate():
    data = pd.DataFrame({"count": [9, 18, 27, 36, 45], "n": [10, 20, 30, 40, 50]}, index=list("ABCDE"))
    found = sat.shrink_rates(data)
    np.testing.assert_allclose(found.table["shrunk_rate"], 0.9, rtol=1e-12)
    assert found.spread == found.repeat == 0
    assert (found.table["shrunk_rate_se"] > np.sqrt(0.9 * 0.1 / 150)).all()
    assert found.spread_high > 0


def test_estimates_count_with_their_effective_number():
    data, _ = drawn(3, k=10, low=50)
    rate = data["count"] / data["n"]
    data = data[(rate > 0) & (rate < 1)]
    rate = data["count"] / data["n"]
    se = np.sqrt(rate * (1 - rate) / data["n"])
    direct = sat.shrink_rates(data).table
    table = sat.shrink_rates(sat.estimates(rate, se=se, names=list(data.index))).table
    np.testing.assert_allclose(table["shrunk_rate"], direct["shrunk_rate"], rtol=1e-8)
    doubled = sat.shrink_rates(sat.estimates(rate, se=se * np.sqrt(2), names=list(data.index)))
    np.testing.assert_allclose(doubled.table["n"], data["n"] / 2, rtol=1e-9)  # a design effect of two


def test_units_without_answers_are_apart():
    data, _ = drawn(4, k=8)
    data.loc["empty"] = [0, 0]
    found = sat.shrink_rates(data)
    assert found.apart.to_dict("records")[0] | {"estimate": None} == {
        "unit": "empty",
        "estimate": None,
        "n": 0,
        "reason": "no_answers",
    }
    assert len(found.table) == 8
    est = sat.estimates([0.9, 0.8, 0.7, 0.6, 1.0], se=[0.02, 0.02, 0.02, 0.02, 0.01])
    assert sat.shrink_rates(est).apart["reason"].tolist() == ["no_variance"]


@pytest.mark.parametrize(
    ("data", "more", "match"),
    [
        ({"count": [1, 2, 3, 9], "n": [5, 5, 5, 5]}, {}, "not for 3"),
        ({"count": [1, 2, 3, 1.5], "n": [5, 5, 5, 5]}, {}, "whole numbers"),
        ({"count": [1, 2, 3, -1], "n": [5, 5, 5, 5]}, {}, "from 0 to n"),
        ({"count": ["a"] * 4, "n": [5, 5, 5, 5]}, {}, "must be numbers"),
        ({"yes": [1, 2, 3, 4], "n": [5, 5, 5, 5]}, {}, "no column 'count'"),
        ({"count": [1, 2, 3, 4], "n": [5, 5, 5, 5]}, {"method": "normal"}, "method must be"),
        ({"count": [1, 2, 3, 4], "n": [5, 5, 5, 5]}, {"level": 0}, "level"),
    ],
)
def test_counts_that_cannot_be_used_are_refused(data, more, match):
    with pytest.raises(sat.SettingError, match=match):
        sat.shrink_rates(pd.DataFrame(data), **more)
    with pytest.raises(sat.SettingError, match="from 0 to 1"):
        sat.shrink_rates(sat.estimates([80.0, 90.0, 70.0, 60.0], se=[1.0] * 4))


def test_too_little_is_refused():
    with pytest.raises(sat.NotEstimable, match="3 units"):
        sat.shrink_rates(pd.DataFrame({"count": [1, 2, 3], "n": 5}))
    with pytest.raises(sat.NotEstimable, match="everyone, or nobody"):
        sat.shrink_rates(pd.DataFrame({"count": [5, 5, 5, 5], "n": 5}))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_counting_the_others_turns_every_rate_around(seed):
    data, _ = drawn(seed, k=12, low=10, high=100)
    turned = pd.DataFrame({"count": data["n"] - data["count"], "n": data["n"]})
    a, b = sat.shrink_rates(data), sat.shrink_rates(turned.sample(frac=1, random_state=seed))
    table = b.table.loc[a.table.index]
    np.testing.assert_allclose(table["shrunk_rate"], 1 - a.table["shrunk_rate"], rtol=1e-6)
    np.testing.assert_allclose(table["low"], 1 - a.table["high"], rtol=1e-5)
    assert ((a.table["shrunk_rate"] - a.mean) * (a.table["direct_rate"] - a.mean) >= -1e-9).all()


def simulated(simulations, seed, **more):
    hits, shots, squares, direct, means, sizes = 0, 0, 0.0, 0.0, [], []
    for i in range(simulations):
        data, truth = drawn(seed + i, **more)
        found = sat.shrink_rates(data)
        table = found.table
        hits += int(((table["low"] <= truth) & (truth <= table["high"])).sum())
        shots += len(truth)
        squares += ((table["shrunk_rate"] - truth) ** 2).sum()
        direct += ((table["direct_rate"] - truth) ** 2).sum()
        means.append(found.mean)
        sizes.append(found.step.settings["correlation"])
    return hits / shots, np.sqrt(squares / direct), np.mean(means), np.mean(sizes)


def test_what_was_put_in_is_recovered_and_intervals_cover_on_average():
    rate, ratio, mean, correlation = simulated(40, 100)
    # 2,400 intervals, simulation error about .007; an empirical Bayes study with the same volumes found .94
    assert 0.92 < rate < 0.975
    assert ratio < 0.75
    assert mean == pytest.approx(0.9, abs=0.005)  # 40 means of 60 rates with a spread of .065
    assert correlation == pytest.approx(1 / 21, rel=0.15)  # forty fits, each known to about a quarter


@pytest.mark.slow
def test_intervals_cover_on_average_closely():
    rate, ratio, *_ = simulated(300, 1000, low=5, high=5000)
    assert 0.935 < rate < 0.965
    assert ratio < 0.75

"""Probabilities of ranks: against draws, enumeration and closed forms; laws; calibration beside a flat prior."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

import satmodel as sat
from satmodel.inference.ranking.posterior import (
    expected_ranks,
    first_probabilities,
    posterior_of,
    rank_probabilities,
    top_probabilities,
    uses_draws,
)

VALUE = np.array([90.0, 84.0, 83.0, 82.0, 78.0, 86.5, 80.2, 88.1])
SE = np.array([4.0, 1.0, 1.2, 0.8, 1.0, 2.0, 1.5, 0.7])
COV = np.diag(SE**2)


def drawn_ranks(mean, cov, draws=200_000, seed=3):
    values = np.random.default_rng(seed).multivariate_normal(mean, cov, draws)
    ranked = np.argsort(-values, axis=1)
    return np.stack([np.bincount(ranked[:, r], minlength=len(mean)) for r in range(len(mean))], axis=1) / draws


def test_the_posterior_is_that_of_the_whole_matrices():
    found = posterior_of(VALUE, COV)
    assert found.tau2 == pytest.approx(sat.shrink(sat.estimates(VALUE, se=SE)).tau2, rel=1e-12)
    # precisions add up; a flat prior on the common mean leaves the deviations from it only
    precision = np.linalg.inv(COV) + (np.eye(8) - 1 / 8) / found.tau2
    np.testing.assert_allclose(found.cov, np.linalg.inv(precision), rtol=1e-10)
    np.testing.assert_allclose(found.value, np.linalg.solve(precision, VALUE / SE**2), rtol=1e-12)
    np.testing.assert_allclose(found.own**2 + found.shift**2, np.diag(found.cov), rtol=1e-12)


def test_probabilities_agree_with_draws():
    found = posterior_of(VALUE, COV)
    for top in (1, 3):
        probability, ranks = top_probabilities(found, top=top)
        drawn = drawn_ranks(found.value, found.cov)
        np.testing.assert_allclose(ranks, drawn, atol=0.005)  # four standard errors of 200,000 draws
        np.testing.assert_allclose(probability, drawn[:, :top].sum(axis=1), atol=0.005)
        assert not uses_draws(found, top)


def test_two_values_have_a_closed_form():
    mean, deviation = np.array([1.0, 0.2]), np.array([0.7, 1.9])
    p = stats.norm.cdf(0.8 / np.hypot(0.7, 1.9))
    np.testing.assert_allclose(first_probabilities(mean, deviation), [p, 1 - p], atol=1e-12)
    np.testing.assert_allclose(rank_probabilities(mean, deviation), [[p, 1 - p], [1 - p, p]], atol=1e-12)


def test_ranks_of_four_values_agree_with_enumerated_integrals():
    mean, deviation = np.array([0.0, 0.5, 1.2, 0.9]), np.array([0.3, 1.5, 0.8, 0.05])
    found = rank_probabilities(mean, deviation)

    def chance(i, r):
        others = [j for j in range(4) if j != i]

        def at(t):
            above = [stats.norm.sf(t, mean[j], deviation[j]) for j in others]
            total = 0.0
            for bits in range(8):
                inside = [bits >> k & 1 for k in range(3)]
                if sum(inside) == r:
                    total += np.prod([p if on else 1 - p for p, on in zip(above, inside, strict=True)])
            return total * stats.norm.pdf(t, mean[i], deviation[i])

        low, high = mean[i] - 9 * deviation[i], mean[i] + 9 * deviation[i]
        return integrate.quad(at, low, high, points=[0.6, 0.9, 1.2], limit=400, epsabs=1e-11)[0]

    for i in range(4):
        for r in range(4):
            assert found[i, r] == pytest.approx(chance(i, r), abs=1e-9)  # the witness's quadrature


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 30), st.integers(0, 10_000))
def test_laws_of_the_probabilities(count, seed):
    random = np.random.default_rng(seed)
    mean, deviation = random.normal(0, 2, count), random.uniform(0.05, 2, count)
    ranks = rank_probabilities(mean, deviation)
    np.testing.assert_allclose(ranks.sum(axis=0), 1, atol=1e-9)  # the steps
    np.testing.assert_allclose(ranks.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(ranks[:, 0], first_probabilities(mean, deviation), atol=1e-12)
    order = random.permutation(count)
    np.testing.assert_allclose(rank_probabilities(mean[order], deviation[order]), ranks[order], atol=1e-11)
    np.testing.assert_allclose(rank_probabilities(-mean, deviation), ranks[:, ::-1], atol=1e-9)


def test_expected_ranks_are_the_mean_of_the_ranks_and_add_up():
    found = posterior_of(VALUE, COV)
    expected = expected_ranks(found)
    _, ranks = top_probabilities(found, top=1)
    # nine nodes for what the common mean may be against the closed form
    np.testing.assert_allclose(expected, ranks @ np.arange(1, 9), atol=1e-8)
    assert expected.sum() == pytest.approx(36, rel=1e-12)


def test_a_hundred_and_fifty_units_are_exact_and_a_value_known_all_but_exactly_is_no_trouble():
    random = np.random.default_rng(1)
    mean, deviation = random.normal(0, 3, 150), random.uniform(0.3, 1, 150)
    ranks = rank_probabilities(mean, deviation)
    np.testing.assert_allclose([ranks.sum(axis=0), ranks.sum(axis=1)], 1, atol=1e-9)
    deviation[3] = 1e-9
    again = rank_probabilities(mean, deviation)
    np.testing.assert_allclose([again.sum(axis=0), again.sum(axis=1)], 1, atol=1e-6)
    others = np.delete(stats.norm.sf(mean[3], mean, deviation), 3)
    assert again[3] @ np.arange(150) == pytest.approx(others.sum(), abs=1e-3)  # known to two steps


def test_correlated_errors_are_drawn_and_follow_the_whole_posterior():
    random = np.random.default_rng(2)
    root = random.normal(size=(6, 6)) * 0.5 + np.eye(6)
    cov, value = root @ root.T, random.normal(80, 3, 6)
    found = posterior_of(value, cov)
    assert found.own is None
    assert uses_draws(found, 1)
    probability, ranks = top_probabilities(found, top=2, draws=40_000, seed=5)
    drawn = drawn_ranks(found.value, found.cov)
    np.testing.assert_allclose(ranks, drawn, atol=0.012)  # four standard errors of 40,000 draws
    assert probability.sum() == pytest.approx(2, rel=1e-12)
    np.testing.assert_allclose(expected_ranks(found), drawn @ np.arange(1, 7), atol=0.02)
    order = random.permutation(6)
    again, _ = top_probabilities(posterior_of(value[order], cov[np.ix_(order, order)]), top=2, draws=40_000, seed=5)
    np.testing.assert_allclose(again, probability[order], atol=1e-12)


def test_many_units_are_integrated_for_the_first_place_and_drawn_for_more():
    random = np.random.default_rng(3)
    value, se = random.normal(80, 3, 230), random.uniform(0.5, 1.5, 230)
    found = posterior_of(value, np.diag(se**2))
    one, ranks = top_probabilities(found, top=1)
    assert ranks is None
    assert one.sum() == pytest.approx(1, abs=1e-9)
    three, _ = top_probabilities(found, top=3, draws=20_000, seed=2)
    assert three.sum() == pytest.approx(3, rel=1e-12)
    assert uses_draws(found, 3)
    assert np.all(three - one > -0.02)  # four standard errors of the draws


def test_no_spread_makes_all_alike():
    value = np.array([80.0, 80.5, 79.6, 80.1, 80.0])
    found = posterior_of(value, 4 * np.eye(5))
    probability, ranks = top_probabilities(found, top=2)
    assert found.tau2 == 0
    np.testing.assert_array_equal(probability, 0.4)
    np.testing.assert_array_equal(ranks, 0.2)
    np.testing.assert_array_equal(expected_ranks(found), 3.0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "tau", "errors"), [(13, 1.0, (1.0, 1.0)), (50, 0.7, (0.5, 2.0)), (200, 1.0, (0.5, 1.5))]
)
def test_what_is_said_of_the_leader_comes_true_as_often_and_a_flat_prior_says_too_much(count, tau, errors):
    random = np.random.default_rng(7)
    rounds = 600 if count < 100 else 400
    said = flat = right = 0.0
    for _ in range(rounds):
        truth, se = random.normal(80, tau, count), random.uniform(*errors, count)
        value = truth + se * random.normal(size=count)
        found = posterior_of(value, np.diag(se**2))
        leader = int(np.argmax(value))
        if found.tau2 == 0:
            said += 1 / count
        else:
            said += sum(share * first_probabilities(means, found.own)[leader] for share, means in found.moved())
        flat += first_probabilities(value, se)[leader]
        right += leader == int(np.argmax(truth))
    noise = 3 * np.sqrt(right / rounds / rounds)  # three standard errors of the frequency
    assert said / rounds == pytest.approx(right / rounds, abs=noise)
    assert flat / rounds > right / rounds + noise / 3


@pytest.mark.slow
def test_with_four_units_the_leader_is_said_to_be_first_less_often_than_it_is():
    random = np.random.default_rng(7)
    rounds, said, right = 1500, 0.0, 0
    for _ in range(rounds):
        truth = random.normal(80, 1, 4)
        value = truth + random.normal(size=4)
        leader = int(np.argmax(value))
        said += top_probabilities(posterior_of(value, np.eye(4)), top=1)[0][leader]
        right += leader == int(np.argmax(truth))
    # three standard errors of the frequency; a spread found to be zero makes all alike
    assert right / rounds - 0.2 < said / rounds < right / rounds + 3 * np.sqrt(0.25 / rounds)

"""True values of two rounds: the covariance of the true values, what the units are given it, and averaged over it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from satmodel.inference.moving.movers_found import chances
from satmodel.inference.shrinking.bivariate import (
    CHANGE,
    TwoRounds,
    cov_of_changes,
    fits,
    likelihoods,
    moments,
    restricted_between,
    two_rounds,
)
from satmodel.inference.shrinking.bivariate_average import averaged, quantile

R = pd.read_csv(Path(__file__).parents[1] / "reference" / "rounds" / "bivariate.csv", comment="#")
CASES = tuple(dict.fromkeys(R["case"]))


def case(name: str) -> tuple[TwoRounds, dict[str, np.ndarray]]:
    """The values of one case of R's, and what R found."""
    rows = R[R["case"] == name]
    found = {what: part[["first", "second", "cross"]].to_numpy() for what, part in rows.groupby("what")}
    count = len(found["value"])
    cov = np.zeros((count, 2, count, 2))
    if name == "shared":
        cov[:, 0, :, 0], cov[:, 1, :, 1] = 1.0, 1.5
    for i, (first, second, cross) in enumerate(found["error"]):
        cov[i, :, i, :] = [[first, cross], [cross, second]]
    return two_rounds(found["value"][:, :2], cov.reshape(2 * count, 2 * count)), found


def made(seed: int, count: int, tau: float = 1.5, error: float = 2.0) -> TwoRounds:
    rng = np.random.default_rng(seed)
    first = rng.normal(80, 2.5, count)
    true = np.stack([first, first + rng.normal(1, tau, count)], axis=1)
    return two_rounds(true + rng.normal(0, error, (count, 2)), error**2 * np.eye(2 * count))


@pytest.mark.parametrize("name", CASES)
def test_restricted_likelihood_equals_metafor(name):
    data, found = case(name)
    assert data.apart == (name != "shared")
    between = restricted_between(data)
    first, second, cross = found["between"][0]
    # 1e-5: R's search stops where its likelihood no longer moves, 1e-6 off at a place where ours is not below R's
    np.testing.assert_allclose(between, [[first, cross], [cross, second]], rtol=0, atol=1e-5)
    ours = fits(data, between[None])
    np.testing.assert_allclose(ours.centre[0], found["centre"][0, :2], rtol=0, atol=1e-5)
    # R adds (2k - 2) log(2π) and takes log |X'X| off; 1e-8: flat at its top
    count = len(data.value)
    constant = -(count - 1) * np.log(2 * np.pi) + np.log(count)
    assert ours.likelihood[0] + constant == pytest.approx(found["likelihood"][0, 0], abs=1e-8)
    given = fits(data, np.array([[[first, cross], [cross, second]]]))
    assert ours.likelihood[0] >= given.likelihood[0] - 1e-10


@pytest.mark.parametrize("name", CASES)
def test_true_changes_given_the_covariance_equal_r(name):
    data, found = case(name)
    first, second, cross = found["between"][0]
    given = fits(data, np.array([[[first, cross], [cross, second]]]))
    # 1e-8: R's numbers are stored with twelve digits
    np.testing.assert_allclose(given.mean[0] @ CHANGE, found["change"][:, 0], rtol=0, atol=1e-8)
    spread = np.einsum("a,kab,b->k", CHANGE, given.spread()[0], CHANGE)
    np.testing.assert_allclose(spread, found["change"][:, 1], rtol=0, atol=1e-8)
    moves = np.einsum("a,kab->kb", CHANGE, given.shift[0])
    whole = cov_of_changes(data, np.array([[first, cross], [cross, second]])) + moves @ given.centre_cov[0] @ moves.T
    np.testing.assert_allclose(whole[0], found["change"][:, 2], rtol=0, atol=1e-8)


@pytest.mark.parametrize(("tau", "count"), [(3.0, 30), (0.3, 13), (0.0, 5)])
def test_alike_errors_have_a_closed_form(tau, count):
    data = made(5, count, tau)
    size, axes = np.linalg.eigh(np.cov(data.value.T))
    closed = (axes * np.maximum(size - 4.0, 0.0)) @ axes.T
    np.testing.assert_allclose(moments(data), closed, rtol=0, atol=1e-12)
    # 1e-3: at the edge the likelihood is flat to second order in the root of T
    np.testing.assert_allclose(restricted_between(data), closed, rtol=0, atol=1e-3)


def test_units_apart_and_together_are_one_model():
    data = case("panel")[0]
    between = np.array([[[4.0, 2.0], [2.0, 3.0]], [[1.0, -0.5], [-0.5, 0.3]]])
    apart, together = fits(data, between), fits(TwoRounds(data.value, data.cov, False), between)
    for name in apart.__slots__:
        # 1e-9: two orders of the same sums
        np.testing.assert_allclose(getattr(apart, name), getattr(together, name), rtol=1e-9, atol=1e-9, err_msg=name)
    np.testing.assert_allclose(np.diff(likelihoods(data, between)), np.diff(apart.likelihood), rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", ["panel", "shared"])
def test_the_slope_of_the_likelihood_is_its_derivative(name):
    data, between, step = case(name)[0], np.array([[4.0, 2.0], [2.0, 3.0]]), 1e-5
    slope = fits(data, between[None]).slope[0]
    for where in ([[1, 0], [0, 0]], [[0, 1], [1, 0]], [[0, 0], [0, 1]]):
        move = np.array(where, dtype=float)
        up, down = fits(data, np.stack([between + step * move, between - step * move])).likelihood
        # 1e-6: central differences
        assert (slope * move).sum() == pytest.approx((up - down) / (2 * step), abs=1e-6)


def brute(data: TwoRounds, draws: int = 60_000) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Means and variances of the true changes, how often each is the largest, by drawing T from its prior.

    The likelihood is that of contrasts of the values, the units are those under a prior of the means almost flat.
    """
    rng, count = np.random.default_rng(11), len(data.value)
    b, c, r = rng.uniform(size=draws), rng.uniform(size=draws), rng.uniform(-1, 1, draws)
    middle, change = data.cov[0, 0] / 2, 2 * data.cov[0, 0]
    a, s = np.sqrt(middle * b / (1 - b)), np.sqrt(change * c / (1 - c))
    turn = np.array([[1, -0.5], [1, 0.5]])
    inner = np.stack([np.stack([a**2, r * a * s], 1), np.stack([r * a * s, s**2], 1)], 1)
    between = turn @ inner @ turn.T
    contrast = np.kron(np.linalg.qr(np.column_stack([np.ones(count), np.eye(count)[:, :-1]]))[0][:, 1:].T, np.eye(2))
    y = contrast @ data.value.ravel()
    sigma = contrast @ data.cov @ contrast.T + np.array([np.kron(np.eye(count - 1), one) for one in between])
    height = -0.5 * (np.linalg.slogdet(sigma)[1] + np.einsum("i,nij,j->n", y, np.linalg.inv(sigma), y))
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    picked = rng.choice(draws, size=4000, p=weight)
    flat = 1e6 * np.kron(np.ones((count, count)), np.eye(2))
    first = np.zeros(count)
    means, variances = [], []
    change_of = np.kron(np.eye(count), CHANGE)
    for n in picked:
        prior = flat + np.kron(np.eye(count), between[n])
        gain = change_of @ prior @ np.linalg.inv(prior + data.cov)
        mean = gain @ (data.value.ravel() - 80)
        cov = change_of @ prior @ change_of.T - gain @ prior @ change_of.T
        means.append(mean)
        variances.append(np.diag(cov))
        first[rng.multivariate_normal(mean, (cov + cov.T) / 2, method="eigh").argmax()] += 1
    means = np.array(means)
    return (
        means.mean(axis=0),
        np.mean(variances, axis=0) + means.var(axis=0),
        1 / (weight**2).sum(),
        first / len(picked),
    )


@pytest.mark.slow
def test_the_average_over_the_spread_equals_brute_force():
    data = made(3, 5)
    mean, variance, effective, first = brute(data)
    over = averaged(data)
    inside, deviation = over.along(CHANGE)
    ours = over.weight @ inside
    assert effective > 4000
    # 0.06: four standard errors of 4000 draws whose deviation is below one point
    np.testing.assert_allclose(ours, mean, rtol=0, atol=0.06)
    # 8 %: the same of a variance
    np.testing.assert_allclose(over.weight @ (deviation**2 + (inside - ours) ** 2), variance, rtol=0.08)
    likely = chances(over, np.arange(5), top=1, draws=20_000, seed=1)[0]
    # 0.04: four standard errors of a share of 4000 draws, with as many again for T being drawn
    np.testing.assert_allclose(likely, first, rtol=0, atol=0.04)


@pytest.mark.parametrize(
    ("count", "tau"),
    [(4, 5.0), *(pytest.param(count, tau, marks=pytest.mark.slow) for count, tau in ((13, 0.0), (50, 2.0), (50, 0.0)))],
)
def test_the_nodes_are_enough(count, tau):
    data = made(1, count, tau)
    (mean, deviation), (fine, narrow) = (averaged(data, nodes=nodes).along(CHANGE) for nodes in (13, 21))
    usual, many = averaged(data), averaged(data, nodes=21)
    # 0.003 points: what is left between 13 and 21 nodes to each of three numbers
    np.testing.assert_allclose(usual.weight @ mean, many.weight @ fine, rtol=0, atol=0.003)
    ends = quantile(mean, deviation, usual.weight, 0.975), quantile(fine, narrow, many.weight, 0.975)
    np.testing.assert_allclose(*ends, rtol=0, atol=0.003)


def test_errors_alike_in_all_units_are_those_of_a_smaller_error():
    data = made(8, 13)
    shared = TwoRounds(data.value, data.cov + 9 * np.kron(np.ones((13, 13)), np.eye(2)), False)
    np.testing.assert_allclose(shared.relative, data.own, rtol=0, atol=1e-9)
    assert shared.error_of_change == pytest.approx(data.error_of_change)
    plain, moved = averaged(data), averaged(shared)
    # 1e-6: what all units share moves the means of the rounds and no unit against another
    ours, theirs = (over.weight @ (over.found.mean @ CHANGE) for over in (plain, moved))
    np.testing.assert_allclose(ours - ours.mean(), theirs - theirs.mean(), rtol=0, atol=1e-6)


def test_quantiles_of_a_mixture():
    mean, deviation, weight = np.array([[0.0], [3.0]]), np.array([[1.0], [0.5]]), np.array([0.3, 0.7])
    at = quantile(mean, deviation, weight, 0.9)
    assert weight @ stats.norm.cdf((at - mean[:, 0]) / deviation[:, 0]) == pytest.approx(0.9, abs=1e-12)

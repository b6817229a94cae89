"""Rank sets of single units: against csranks, against many draws, by their laws, and by their coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import estimates, ranks
from satmodel.inference.judging.dunnett import dunnett_critical
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.marginal_sets import marginal_sets, needs_draws
from satmodel.inference.ranking.rank_sets import stepdown_sets
from tests.grids import thinned

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
SIDES = {"two-sided": "both", "lower": "lower", "upper": "upper"}


def normal_pairs(value, cov):
    return pairs_of(np.asarray(value, dtype=float), cov, np.full(len(cov), np.inf))


def bounds(sets):
    return np.column_stack([sets.low, sets.high])


def reference_cases():
    for file in ("csranks_synthetic.csv", "csranks_pisa2018.csv"):
        table = pd.read_csv(REFERENCE / file)
        table = table[~table["simul"]]
        for keys, part in table.groupby(["case", "cstype", "stepdown", "R"], sort=False):
            sigma = REFERENCE / f"syn_sigma_{keys[0]}.csv"
            cov = np.loadtxt(sigma, delimiter=",") if sigma.exists() else np.diag(part["se"].to_numpy() ** 2)
            yield pytest.param(part, cov, *keys[1:], id="-".join(map(str, keys)))


@pytest.mark.parametrize(("part", "cov", "cstype", "stepdown", "draws"), reference_cases())
def test_sets_are_those_of_csranks(part, cov, cstype, stepdown, draws):
    """Within csranks' own Monte Carlo noise; equal where it drew 20,000 times, but for bounds that a hair decides."""
    pairs, level = normal_pairs(part["x"], cov), float(part["coverage"].iloc[0])

    def at(coverage):
        return marginal_sets(pairs, level=coverage, side=SIDES[cstype], stepdown=stepdown)

    theirs, ours = part[["L", "U"]].to_numpy(), at(level)
    if draws >= 20_000:
        assert np.array_equal(bounds(ours)[~ours.knife_edge], theirs[~ours.knife_edge])
    # csranks' critical value is a quantile of its draws: at ±4 binomial standard errors of the level ours enclose it
    noise = 4 * np.sqrt(level * (1 - level) / draws)
    wide, narrow = at(level + noise), at(level - noise)
    assert np.all((wide.low <= theirs[:, 0]) & (theirs[:, 0] <= narrow.low))
    assert np.all((narrow.high <= theirs[:, 1]) & (theirs[:, 1] <= wide.high))


def test_one_bound_of_pisa_2018_is_decided_by_a_hair():
    """csranks gives 7-23 with 1,000 draws and 8-23 with 20,000: Canada leads by 2.942 standard errors, c = 2.943."""
    table = pd.read_csv(REFERENCE / "pisa2018_input.csv").dropna(subset="math_score")
    units = table["jurisdiction"].tolist()
    found = marginal_sets(normal_pairs(table["math_score"], np.diag(table["math_se"].to_numpy() ** 2)))
    kingdom = units.index("United Kingdom")
    assert bounds(found)[kingdom].tolist() == [7, 23]
    assert found.knife_edge[kingdom, 0]


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))])
@pytest.mark.parametrize("side", ["both", "lower", "upper"])
def test_sets_are_those_of_many_draws(seed, side):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 9))
    se = np.exp(rng.uniform(-1.5, 1.5, count) if seed % 2 else np.zeros(count))
    pairs = normal_pairs(rng.normal(0, 3, count), np.diag(se**2))
    asked = {"level": 0.9, "side": side, "margin": 0.3 * (seed % 3)}
    exact = marginal_sets(pairs, **asked)
    drawn = stepdown_sets(pairs, simultaneous=False, draws=400_000, seed=seed, **asked)
    # 0.012: 4 standard errors of a quantile of 400,000 draws, sqrt(.9 × .1 / 400,000) / density, the density above 0.16
    assert exact.critical == pytest.approx(drawn.critical, abs=0.012)
    sure = ~(exact.knife_edge | drawn.knife_edge)
    assert np.array_equal(bounds(exact)[sure], bounds(drawn)[sure])


problems = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(2, 60), st.sampled_from(["equal", "unequal", "zero", "few df"])
)


def problem(seed, count, shape):
    """Independent estimates on a coarse grid, so that ties occur."""
    rng = np.random.default_rng(seed)
    value = np.round(rng.normal(80, 3, count) * 2) / 2
    se = {"equal": np.ones(count), "zero": rng.integers(0, 3, count) / 2}.get(shape, rng.uniform(0.1, 3, count))
    df = rng.integers(3, 30, count).astype(float) if shape == "few df" else np.full(count, np.inf)
    return value, np.diag(se**2), df


@settings(deadline=None, max_examples=40)
@given(problems, st.randoms(use_true_random=False), st.sampled_from([-50.0, 8.0]))
def test_order_and_a_constant_change_nothing_and_turning_mirrors(parts, random, shift):
    value, cov, df = problem(*parts)
    plain = marginal_sets(pairs_of(value, cov, df))
    order = list(range(len(value)))
    random.shuffle(order)
    mixed = marginal_sets(pairs_of(value[order], cov[np.ix_(order, order)], df[order]))
    assert np.array_equal(bounds(plain)[order], bounds(mixed))
    assert np.array_equal(bounds(plain), bounds(marginal_sets(pairs_of(value + shift, cov, df))))
    turned = marginal_sets(pairs_of(-value, cov, df))
    assert np.array_equal(bounds(turned), len(value) + 1 - bounds(plain)[:, ::-1])
    assert np.array_equal(turned.knife_edge, plain.knife_edge[:, ::-1])


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(problems, st.sampled_from([0.0, 1.0]))
def test_sets_are_nested(parts, margin):
    value, cov, df = problem(*parts)
    pairs = pairs_of(value, cov, df)
    plain = marginal_sets(pairs, margin=margin)
    single = marginal_sets(pairs, margin=margin, stepdown=False)
    for wider in (single, marginal_sets(pairs, margin=margin + 0.8), marginal_sets(pairs, margin=margin, level=0.99)):
        assert np.all((wider.low <= plain.low) & (plain.high <= wider.high))
    lower, upper = (marginal_sets(pairs, margin=margin, side=side) for side in ("lower", "upper"))
    assert np.all(plain.low <= lower.low)
    assert np.all(upper.high <= plain.high)
    assert np.all(lower.high == len(value))
    assert np.all(upper.low == 1)
    together = stepdown_sets(pairs, margin=margin)
    # up to the noise of the draws: a bound that a hair decides may differ
    inside = (together.low <= plain.low) & (plain.high <= together.high)
    assert np.all(inside | plain.knife_edge.any(axis=1) | together.knife_edge.any(axis=1))


@settings(deadline=None, max_examples=20)
@given(problems)
def test_a_shared_error_changes_nothing(parts):
    value, cov, _ = problem(*parts)
    assert np.array_equal(
        bounds(marginal_sets(normal_pairs(value, cov))), bounds(marginal_sets(normal_pairs(value, cov + 4.0)))
    )


@pytest.mark.parametrize("count", [61, 150])
def test_many_different_errors_give_the_sets_of_each_unit_alone(count, monkeypatch):
    """The short list of standard errors, and the blocks of units, leave every bound where it is."""
    rng = np.random.default_rng(count)
    se = np.exp(rng.uniform(-1, 1, count))
    pairs = normal_pairs(rng.normal(0, 3, count), np.diag(se**2))
    found = marginal_sets(pairs)
    monkeypatch.setattr("satmodel.inference.judging.dunnett.FEW", count)
    monkeypatch.setattr("satmodel.inference.ranking.marginal_sets.BLOCK", 7 * count)
    alone = marginal_sets(pairs)
    # 1e-5: the interpolation between standard errors
    assert found.critical == pytest.approx(alone.critical, abs=1e-5)
    assert np.array_equal(bounds(found), bounds(alone))
    assert np.array_equal(found.knife_edge, alone.knife_edge)


def test_two_units_are_a_test_of_one_difference():
    for gap in (1.9, 2.0):
        found = marginal_sets(normal_pairs([gap, 0.0], np.diag([0.3, 0.7])))
        assert bounds(found).tolist() == ([[1, 2], [1, 2]] if gap < stats.norm.isf(0.025) else [[1, 1], [2, 2]])
        # 1e-7: the accuracy of the root
        assert found.critical == pytest.approx(stats.norm.isf(0.025), abs=1e-7)
    one_sided = marginal_sets(normal_pairs([1.0, 0.0], np.eye(2)), side="lower")
    assert one_sided.critical == pytest.approx(stats.norm.isf(0.05), abs=1e-7)


def test_correlated_estimates_are_drawn_where_they_must_be():
    rng = np.random.default_rng(5)
    root = rng.normal(size=(6, 6))
    general, shared = root @ root.T, np.eye(6) + 3.0
    value = rng.normal(0, 3, 6)
    assert needs_draws(normal_pairs(value, general))
    assert not needs_draws(normal_pairs(value, shared))
    few = pairs_of(value, general, np.full(6, 8.0))
    assert not needs_draws(few)
    drawn = stepdown_sets(normal_pairs(value, general), simultaneous=False, draws=2_000, seed=3)
    assert np.array_equal(bounds(marginal_sets(normal_pairs(value, general), draws=2_000, seed=3)), bounds(drawn))
    # 1e-12: the same quantile, Bonferroni's bound for 5 others on two sides
    assert marginal_sets(few).critical == pytest.approx(stats.norm.isf(0.05 / 10), rel=1e-12)

    def told(cov, df=np.inf):
        step = ranks(estimates(value, cov=cov, df=df), kind="marginal", draws=2_000, seed=3).step
        return step.settings["method"], step.settings["draws"], step.settings["seed"]

    assert told(np.eye(6)) == ("stepdown", None, None)
    assert told(shared) == ("stepdown", None, None)
    assert told(general) == ("stepdown", 2_000, 3)
    assert told(general, df=8) == ("bonferroni", None, None)


def test_ranks_of_one_unit_are_these_sets():
    rng = np.random.default_rng(2)
    value, se = rng.normal(80, 2, 13), rng.uniform(0.4, 1.5, 13)
    found = ranks(estimates(value, se=se), kind="marginal")
    sets = marginal_sets(normal_pairs(value, np.diag(se**2)))
    assert np.array_equal(np.column_stack([found.rank_low, found.rank_high]), bounds(sets))
    low = ranks(estimates(-value, se=se), kind="marginal", best="low", seed=9)
    assert np.array_equal(np.column_stack([low.rank_low, low.rank_high]), bounds(sets))


def test_units_without_error_are_ranked_exactly():
    found = marginal_sets(normal_pairs([3.0, 1.0, 2.0, 2.0], np.zeros((4, 4))))
    assert bounds(found).tolist() == [[1, 1], [4, 4], [2, 3], [2, 3]]
    assert found.critical == 0.0
    mixed = marginal_sets(normal_pairs([3.0, 1.0, 2.0], np.diag([0.0, 0.0, 1.0])))
    assert bounds(mixed).tolist() == [[1, 2], [2, 3], [1, 3]]
    assert bounds(marginal_sets(normal_pairs([3.0], np.eye(1)))).tolist() == [[1, 1]]


def truth(count, shape):
    """True means and a true covariance of count estimates."""
    mean = {"tied": np.repeat(np.arange((count + 2) // 3), 3)[:count] * 2.0, "spread": np.arange(count) * 0.8}
    cov = np.eye(count)
    if shape == "unequal":
        cov = np.diag(np.geomspace(0.1, 10, count) ** 2)
    if shape == "positive":
        cov = 0.4 * np.eye(count) + 0.6
    if shape == "negative":
        cov = np.eye(count) * (1 + 1 / count) - 1 / count
    return mean.get(shape, np.zeros(count)), cov


def coverage(count, shape, respondents, rounds):
    """(k,) the share of rounds in which each unit's set holds its true rank (tied units: all ranks they share)."""
    mean, cov = truth(count, shape)
    rng = np.random.default_rng(20_26)
    root = np.linalg.cholesky(cov)
    first = 1 + np.count_nonzero(mean[None] > mean[:, None], axis=1)
    last = count - np.count_nonzero(mean[None] < mean[:, None], axis=1)
    held = np.zeros(count)
    for _ in range(rounds):
        value, known, df = mean + root @ rng.standard_normal(count), cov, np.full(count, np.inf)
        if respondents:
            df[:] = respondents - 1.0
            known = np.diag(np.diag(cov) * rng.chisquare(df) / df)
        found = marginal_sets(pairs_of(value, known, df))
        held += (found.low <= first) & (last <= found.high)
    return held / rounds


def is_held(share, rounds):
    """On average at least .94; no unit below the nominal .95 by more than four binomial standard errors."""
    return share.mean() >= 0.94 and share.min() >= 0.95 - 4 * np.sqrt(0.95 * 0.05 / rounds)


@pytest.mark.parametrize("respondents", [None, pytest.param(6, marks=pytest.mark.slow)])
def test_coverage_quick(respondents):
    assert is_held(coverage(13, "equal", respondents, 400), 400)


@pytest.mark.parametrize(
    ("count", "rounds", "shape"),
    thinned(
        [(2, 6_000), (13, 3_000), (50, 1_000)], ["equal", "tied", "spread", "unequal", "positive", "negative"], every=6
    ),
)
def test_coverage(count, shape, rounds):
    assert is_held(coverage(count, shape, None, rounds), rounds)


@pytest.mark.parametrize(
    ("count", "rounds", "shape"),
    thinned([(2, 6_000), (13, 3_000), (50, 1_000)], ["equal", "tied", "spread", "unequal"], every=6),
)
def test_coverage_with_few_degrees_of_freedom(count, shape, rounds):
    assert is_held(coverage(count, shape, 6, rounds), rounds)


def test_what_could_have_been_established_takes_each_pair_by_its_own_two_units():
    se = np.array([0.2, 0.2, 0.2, 5.0, 5.0, 5.0])
    pairs = pairs_of(np.zeros(6), np.diag(se**2), np.full(6, np.inf))
    units = [dunnett_critical(se[i], np.delete(se, i), level=0.95) for i in (0, 3)]
    # 1e-6: the accuracy of a critical value
    expected = (max(units[:1]) * np.hypot(0.2, 0.2), units[1] * np.hypot(5.0, 5.0))
    assert marginal_sets(pairs).detectable == pytest.approx(expected, rel=1e-6)

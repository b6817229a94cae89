"""Multiple comparisons with the best: against R, closed forms, draws, rank sets, and by their coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import NotEstimable
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.best import compare_with_best, one_sided
from satmodel.inference.ranking.marginal_sets import marginal_sets
from satmodel.inference.ranking.rank_sets import stepdown_sets
from tests.grids import thinned

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"


def normal_pairs(value, cov):
    return pairs_of(np.asarray(value, dtype=float), cov, np.full(len(cov), np.inf))


def ends(found):
    return np.column_stack([found.low, found.high])


def reference_cases():
    stored = pd.read_csv(REFERENCE / "best.csv")
    for keys, part in stored.groupby(["how", "data", "best", "df"], sort=False):
        yield pytest.param(part, *keys, id="-".join(keys))


@pytest.mark.parametrize(("part", "how", "data", "best", "df"), reference_cases())
def test_intervals_are_those_of_r(part, how, data, best, df):
    value, se, n = (part[column].to_numpy(dtype=float) for column in ("value", "se", "n"))
    degrees = np.full(len(n), np.inf) if df == "known" else n - 1.0
    found = compare_with_best(pairs_of(value, np.diag(se**2), degrees), best=best)
    if how == "integrate":
        # 1e-7 of the largest interval: R's roots were asked to 1e-10, ours to 1e-7
        assert found.critical == pytest.approx(part["critical"].to_numpy(), abs=1e-6)
        assert ends(found) == pytest.approx(part[["low", "high"]].to_numpy(), abs=1e-5 * se.max())
    else:
        # 1e-3 standard errors: multcomp's quasi-random quantile, asked to 1e-5 of a probability
        assert found.high == pytest.approx(part["high"].to_numpy(), abs=1e-3 * se.max())
    assert np.array_equal(found.may_be_best, part["high"].to_numpy() > 0)


def test_two_units_are_a_one_sided_test():
    """Closed form: the leader's lead is d − z s to d + z s, each end held at zero."""
    z, s = stats.norm.isf(0.05), 2.0
    for gap in (1.0, 3.0, 4.0):
        found = compare_with_best(normal_pairs([80.0, 80.0 + gap], np.diag([1.0, 3.0])))
        settled = gap > z * s
        low = 0.0 if settled else gap - z * s
        high = 0.0 if settled else z * s - gap
        # 1e-6: the accuracy of the root
        assert ends(found) == pytest.approx(np.array([[-gap - z * s, high], [low, gap + z * s]]), abs=1e-6)
        assert found.may_be_best.tolist() == [not settled, True]
        assert found.lead.tolist() == [-gap, gap]
        assert found.how == "quadrature"


def test_finite_degrees_of_freedom_are_each_differences_own():
    df = np.array([4.0, 9.0])
    pairs = pairs_of(np.array([80.0, 82.0]), np.diag([1.0, 3.0]), df)
    welch = (1 + 3) ** 2 / (1 / 4 + 9 / 9)
    expected = 2 + stats.t.isf(0.05, welch) * 2
    # 1e-6: the accuracy of the root
    assert compare_with_best(pairs).high[1] == pytest.approx(expected, abs=1e-6)


def test_best_low_is_the_same_with_the_scale_turned_around():
    rng = np.random.default_rng(1)
    value, cov = rng.normal(80, 2, 9), np.diag(rng.uniform(0.3, 3, 9))
    low = compare_with_best(normal_pairs(value, cov), best="low")
    high = compare_with_best(normal_pairs(-value, cov))
    assert np.array_equal(ends(low), ends(high))
    assert low.may_be_best[np.argmin(value)]


def test_one_unit_is_refused():
    with pytest.raises(NotEstimable, match="one unit"):
        compare_with_best(normal_pairs([80.0], np.eye(1)))


def test_exactly_known_differences():
    found = compare_with_best(normal_pairs([3.0, 3.0, 2.0], np.zeros((3, 3))))
    assert found.may_be_best.tolist() == [True, True, False]
    assert ends(found).tolist() == [[0.0, 0.0], [0.0, 0.0], [-1.0, 0.0]]
    shared = compare_with_best(normal_pairs([3.0, 1.0], np.ones((2, 2))))
    assert shared.may_be_best.tolist() == [True, False]
    assert ends(shared).tolist() == [[0.0, 2.0], [-2.0, 0.0]]


problems = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(2, 20), st.sampled_from(["equal", "unequal", "shared", "few df"])
)


def problem(seed, count, shape):
    rng = np.random.default_rng(seed)
    cov = np.diag(np.ones(count) if shape == "equal" else rng.uniform(0.1, 5, count)) + (
        2.0 if shape == "shared" else 0.0
    )
    df = rng.integers(3, 30, count).astype(float) if shape == "few df" else np.full(count, np.inf)
    return np.round(rng.normal(80, 2, count), 1), cov, df


@settings(deadline=None, max_examples=40)
@given(problems, st.randoms(use_true_random=False), st.sampled_from([-60.0, 8.0]))
def test_laws(parts, random, shift):
    value, cov, df = problem(*parts)
    plain = compare_with_best(pairs_of(value, cov, df))
    order = list(range(len(value)))
    random.shuffle(order)
    mixed = compare_with_best(pairs_of(value[order] + shift, cov[np.ix_(order, order)], df[order]))
    # 1e-6: the accuracy of the roots
    assert ends(mixed) == pytest.approx(ends(plain)[order], abs=1e-6)
    assert np.array_equal(mixed.may_be_best, plain.may_be_best[order])
    assert np.all(plain.low <= 0)
    assert np.all(plain.high >= 0)
    assert np.all((plain.low <= plain.lead + 1e-12) | (plain.low == 0))
    assert np.array_equal(plain.may_be_best, plain.high > 0)
    assert plain.may_be_best[np.argmax(value)]
    wider = compare_with_best(pairs_of(value, cov, df), level=0.99)
    assert np.all(wider.low <= plain.low + 1e-6)
    assert np.all(wider.high >= plain.high - 1e-6)


@settings(deadline=None, max_examples=30)
@given(problems)
def test_the_units_that_may_be_best_are_those_whose_rank_set_holds_the_first_place(parts):
    """The set is the projection of each unit's own one-sided rank set; that of all units together is no smaller."""
    pairs = pairs_of(*problem(*parts))
    found = compare_with_best(pairs)
    alone = marginal_sets(pairs, side="lower")
    assert np.array_equal(found.may_be_best, alone.low == 1)
    assert np.array_equal(found.may_be_best, marginal_sets(pairs, side="lower", stepdown=False).low == 1)
    if pairs.drawable:
        together = stepdown_sets(pairs, side="lower", stepdown=False)
        assert np.all(found.may_be_best <= (together.low == 1) | found.knife_edge)


def test_correlated_estimates():
    rng = np.random.default_rng(6)
    root = rng.normal(size=(5, 5))
    cov = root @ root.T
    critical, how = one_sided(normal_pairs(np.zeros(5), cov), level=0.95, draws=400_000, seed=2)
    assert how == "drawn"
    drawn = rng.multivariate_normal(np.zeros(5), cov, 400_000)
    for i in range(5):
        others = [j for j in range(5) if j != i]
        largest = (
            (drawn[:, others] - drawn[:, [i]]) / np.sqrt(cov[i, i] + np.diag(cov)[others] - 2 * cov[i, others])
        ).max(1)
        # 0.015: 4 standard errors of the difference of two quantiles of 400,000 draws
        assert critical[i] == pytest.approx(np.quantile(largest, 0.95), abs=0.015)
    few, how = one_sided(pairs_of(np.zeros(5), cov, np.full(5, 6.0)), level=0.95)
    assert how == "bonferroni"
    # 1e-12: the same quantile
    assert few == pytest.approx(np.full(5, stats.norm.isf(0.05 / 4)), rel=1e-12)


def coverage(count, shape, means, rounds, monkeypatch=None):
    """The share of rounds in which all intervals hold, and in which the best unit is among those that may be.

    With ``monkeypatch`` the critical values, which depend on the covariance alone, are computed once for all rounds.
    """
    rng = np.random.default_rng(20_26)
    cov = np.diag(np.geomspace(0.2, 5, count) ** 2) if shape == "unequal" else np.eye(count)
    if shape == "correlated":
        mixing = rng.normal(size=(count, count)) / np.sqrt(count)
        cov = mixing @ mixing.T + 0.1 * np.eye(count)
    if shape == "shared":
        cov = 0.3 * np.eye(count) + 0.7
    mean = {"equal": np.zeros(count), "spread": np.arange(count) * 0.5}.get(means, np.r_[np.zeros(count - 1), 2.0])
    truth = np.array([mean[i] - np.delete(mean, i).max() for i in range(count)])
    if monkeypatch:
        once = one_sided(normal_pairs(mean, cov), level=0.95)
        monkeypatch.setattr("satmodel.inference.ranking.best.one_sided", lambda *_, **__: once)
    root, held, kept = np.linalg.cholesky(cov), 0, 0
    for _ in range(rounds):
        value, known, df = mean + root @ rng.standard_normal(count), cov, np.full(count, np.inf)
        if shape == "few df":
            df[:] = 5.0
            known = np.diag(np.diag(cov) * rng.chisquare(df) / df)
        found = compare_with_best(pairs_of(value, known, df), draws=1_000)
        held += np.all((found.low <= truth + 1e-9) & (truth <= found.high + 1e-9))
        kept += found.may_be_best[-1]
    return held / rounds, kept / rounds


def test_coverage_quick():
    # 0.917: the nominal 0.95 less three binomial standard errors of 400 rounds
    assert min(coverage(13, "equal", "equal", 400)) >= 0.917


@pytest.mark.parametrize(
    ("count", "means", "shape"),
    thinned([2, 13, 50], ["equal", "spread", "one ahead"], ["equal", "unequal", "shared"], every=6),
)
def test_coverage(count, shape, means, monkeypatch):
    # 0.94: the nominal 0.95 less three binomial standard errors of 4,000 rounds
    assert min(coverage(count, shape, means, 4_000, monkeypatch)) >= 0.94


@pytest.mark.parametrize(
    ("count", "rounds", "means"), thinned([(2, 4_000), (13, 4_000), (50, 1_000)], ["equal", "spread"], every=6)
)
def test_coverage_with_few_degrees_of_freedom(count, rounds, means):
    # the nominal 0.95 less three binomial standard errors
    assert min(coverage(count, "few df", means, rounds)) >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / rounds)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 13, 50])
def test_coverage_of_correlated_estimates(count, monkeypatch):
    # 0.94: as above
    assert min(coverage(count, "correlated", "equal", 4_000, monkeypatch)) >= 0.94

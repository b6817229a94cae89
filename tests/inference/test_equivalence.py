"""Differences established to be no larger than a margin: against emmeans, statsmodels, intervals, a simulation."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from satmodel import Verdict, estimates, gaps
from satmodel.inference.judging.critical import tukey_critical

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
YES = Verdict.ESTABLISHED


@pytest.mark.parametrize("adjust", ["none", "holm"])
@pytest.mark.parametrize("name", ["InsectSprays", "PlantGrowth", "chickwts"])
def test_within_the_margin_is_that_of_emmeans(name, adjust):
    groups = pd.read_csv(REFERENCE / "group_summaries.csv").query("set == @name")
    table = pd.read_csv(REFERENCE / "emmeans_equivalence.csv").query("set == @name and adjust == @adjust")
    rows = {frozenset(row.contrast.split(" - ")): row.p for row in table.rename(columns={"p.value": "p"}).itertuples()}
    est = estimates(groups["mean"], sd=groups["sd"], n=groups["n"], names=groups["group"].tolist(), pooled=True)
    found = gaps(est, adjust=adjust, margin=table["margin"].iloc[0], fewest=0)
    for i, pair in enumerate(found.labels):
        # 1e-9: the summaries are printed with 15 digits
        assert found.within.p_adjusted[i] == pytest.approx(rows[frozenset(pair)], abs=1e-9)


@pytest.mark.parametrize("pooled", [True, False])
def test_one_pair_is_that_of_statsmodels(pooled):
    rng = np.random.default_rng(4)
    one, other = rng.normal(82, 12, 120), rng.normal(81, 20, 90)
    both = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    witness = both.ttost_ind(-6, 6, usevar="pooled" if pooled else "unequal")[0]
    samples = {part: [part(sample) for sample in (one, other)] for part in (np.mean, len)}
    sd = [np.std(sample, ddof=1) for sample in (one, other)]
    est = estimates(samples[np.mean], sd=sd, n=samples[len], names=["a", "b"], pooled=pooled)
    found = gaps(est, pairs=[("a", "b")], margin=6)
    # 1e-9: the same closed form
    assert found.within.p[0] == found.within.p_adjusted[0] == pytest.approx(witness, rel=1e-9)


families = st.tuples(
    st.integers(0, 2**32 - 1),
    st.integers(2, 6),
    st.sampled_from(["tukey", "maxt", "stepdown", "holm", "none"]),
    st.sampled_from([np.inf, 40.0]),
)


@settings(deadline=None, max_examples=50)
@given(families, st.sampled_from([0.5, 2.0, 6.0]))
def test_interval_p_and_verdict_say_the_same(parts, margin):
    seed, count, adjust, df = parts
    rng = np.random.default_rng(seed)
    est = estimates(rng.normal(80, 1.5, count), se=rng.integers(0, 3, count) / 2.0, df=df)
    found = gaps(est, adjust=adjust, margin=margin)
    inside = found.within
    yes = np.array(inside.verdict) == YES
    assert np.array_equal(yes, inside.p_adjusted < 0.05)
    sure = found.compared.se > 0
    assert np.array_equal(yes[sure], (inside.least < margin)[sure])
    assert np.array_equal(yes[~sure], (np.abs(found.compared.gap) <= margin)[~sure])
    assert np.all(inside.p_adjusted >= inside.p - 0.02)  # 0.02: four Monte Carlo standard errors of a drawn p-value
    assert not np.any(yes & (np.array(found.compared.verdict) == YES))
    # the margin can be taken from the result: a little more than the least one is established
    if len(yes) == 1:
        again = gaps(est, adjust=adjust, margin=float(inside.least[0]) + 1e-6)
        assert again.within.verdict == (YES,)


def test_the_tukey_interval_inside_the_margin_has_the_squared_level():
    est = estimates([80.0, 80.3, 80.1, 79.9], se=0.4, names=list("abcd"))
    found = gaps(est, margin=2.0)
    c = tukey_critical(0.9025, 4, np.array([np.inf]))[0]
    # 1e-9: the same quantile
    assert found.within.least == pytest.approx(np.abs(found.compared.gap) + c * found.compared.se, rel=1e-9)
    # 1e-8: a tail probability and its quantile
    at_c = gaps(estimates([80.0, 80.0], se=1 / np.sqrt(2)), adjust="tukey", margin=float(stats.norm.isf(0.04875)))
    assert at_c.within.p_adjusted[0] == pytest.approx(0.05, abs=1e-8)


@pytest.mark.parametrize("pairs", ["all", [("a", "b"), ("b", "c"), ("c", "d")]])
def test_of_a_drawn_family_the_interval_of_the_level_itself_lies_inside(pairs):
    est = estimates([80.0, 80.3, 80.1, 79.9], se=0.4, names=list("abcd"))
    found = gaps(est, pairs=pairs, adjust="maxt", margin=2.0)
    reach = np.maximum(np.abs(found.compared.low), np.abs(found.compared.high))
    # 1e-9: the same quantile of the same draws
    assert found.within.least == pytest.approx(reach, rel=1e-9)


def erring(value, se, pairs, critical):
    """How often one of the pairs that differ by just the margin is said to differ by less."""
    drawn = np.random.default_rng(4).standard_normal((200_000, len(value))) * se
    first, second = np.transpose(pairs)
    size = (drawn[:, second] - drawn[:, first]) / np.hypot(se[first], se[second])
    inward = -np.sign(value[second] - value[first])
    at_margin = np.abs(np.abs(value[second] - value[first]) - 1) < 1e-9
    return ((size * inward)[:, at_margin].max(axis=1) > critical(np.abs(size).max(axis=1))).mean()


STAR = (np.array([-1.0, 0.0, 1.0]), np.array([0.05, 1.0, 0.05]))
CHAIN = (np.arange(13.0), np.ones(13))
CLUSTERS = (np.array([0.0, 0.0, -1.0, 1.0]), np.array([1.0, 1.0, 0.01, 0.01]))


@pytest.mark.parametrize(("case", "steps"), [(STAR, True), (CHAIN, True), (CLUSTERS, False)])
def test_a_drawn_quantile_needs_the_level_itself_and_the_studentised_range_does_not(case, steps):
    """Neighbours in a chain, two precise units on either side of one or two badly known ones: the worst there is."""
    value, se = case
    count = len(value)
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count) if not steps or j == i + 1]
    every = [(i, j) for i in range(count) for j in range(i + 1, count)]
    ranged = float(tukey_critical(0.9025, count, np.array([np.inf]))[0])
    # 0.0515: the nominal 0.05 and three binomial standard errors of 200,000 draws
    assert erring(value, se, pairs, lambda top: np.quantile(top, 0.9025)) > 0.0515
    assert erring(value, se, pairs, lambda top: np.quantile(top, 0.95)) < 0.0515
    assert erring(value, se, every, lambda top: ranged) < 0.0515


def test_tables_and_sentences_hold_both_verdicts():
    est = estimates([83.0, 82.8, 76.0], se=[0.4, 0.4, 0.4], names=["甲镇", "乙镇", "丙镇"])
    found = gaps(est, margin=2.0)
    assert found.table["within"].tolist() == [YES, Verdict.NOT_ESTABLISHED, Verdict.NOT_ESTABLISHED]
    assert found.table["verdict"].tolist() == [Verdict.NOT_ESTABLISHED, YES, YES]
    assert {"within", "p_within", "least_margin"}.isdisjoint(gaps(est).table)
    told = {finding.kind: finding.values for finding in found.findings}["gaps.margin"]
    assert told == {"margin": 2.0, "pairs": 3, "established": 2, "within": 1, "open": 0}
    assert "两者相差不超过2.00分，可以确认。" in found.say("zh")
    assert found.say("en").count("That the two differ by no more than 2.00 points is established.") == 1
    wide = gaps(est, margin=0.5).say("en")
    assert "That they differ by no more than 0.50 points is not established" in wide
    assert "this sample could have established 1." in wide


def wrongly_within(adjust, *, rounds, seed=5, count=6, margin=3.0):
    """How often a pair that differs by the margin itself is said to lie within it: two groups at just that distance."""
    rng = np.random.default_rng(seed)
    truth = np.where(np.arange(count) < count // 2, 80.0, 80.0 + margin)
    wrong = 0
    for _ in range(rounds):
        est = estimates(rng.normal(truth, 0.55), se=0.55, names=list(range(count)))
        pairs = [(0, count - 1)] if adjust == "one" else "all"
        found = gaps(est, pairs=pairs, adjust=None if adjust == "one" else adjust, margin=margin)
        apart = [(a < count // 2) != (b < count // 2) for a, b in found.labels]
        wrong += any(verdict is YES for verdict, far in zip(found.within.verdict, apart, strict=True) if far)
    return wrong / rounds


@pytest.mark.parametrize("adjust", ["one", "tukey", "holm"])
def test_a_difference_as_large_as_the_margin_is_rarely_said_to_be_within_quick(adjust):
    # 0.088: the nominal 0.05 and three binomial standard errors of 300 rounds
    assert wrongly_within(adjust, rounds=300) <= 0.088


@pytest.mark.parametrize(
    "adjust",
    [
        *(pytest.param(adjust, marks=pytest.mark.slow) for adjust in ("one", "tukey", "maxt", "holm")),
        pytest.param("stepdown", marks=pytest.mark.thorough),
    ],
)
def test_a_difference_as_large_as_the_margin_is_rarely_said_to_be_within(adjust):
    # 0.06: the nominal 0.05 and three binomial standard errors of 4,000 rounds
    assert wrongly_within(adjust, rounds=4_000) <= 0.06

"""Reliability: against metafor, closed forms and draws; its laws; coverage of its interval; what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.inference.ranking.posterior import posterior_of
from satmodel.inference.ranking.posterior_order import above, agreement
from satmodel.inference.shrinking.between import own_errors, q_profile, rotated
from satmodel.result import Verdict

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
PISA = pd.read_csv(REFERENCE / "pisa2018_input.csv")
ACS = pd.read_csv(REFERENCE / "acs_traveltime2011.csv")
VALUE = np.array([88.0, 87.6, 83.0, 82.5, 78.0, 84.1])
SE = np.array([0.8, 1.0, 0.8, 0.9, 1.2, 2.5])


def towns(**more):
    return sat.estimates(VALUE, se=SE, names=list("ABCDEF"), **more)


def case(name):
    if name == "travel":
        return ACS["Estimate.2dec"].to_numpy(), ACS["SE.2dec"].to_numpy()
    if name in ("science", "reading", "math"):
        both = PISA[[f"{name}_score", f"{name}_se"]].dropna().to_numpy()
        return both[:, 0], both[:, 1]
    return {
        "alike": (
            np.array([80.1, 80.9, 79.6, 80.4, 81.2, 80.0, 79.9, 80.7, 80.3, 79.5, 80.8, 80.2, 80.6]),
            np.linspace(0.8, 2, 13),
        ),
        "close": (
            np.array([80.1, 82.9, 79.6, 80.4, 83.2, 80.0, 78.1, 81.7]),
            np.array([1.2, 1, 1.5, 0.9, 1.1, 1.3, 2, 0.8]),
        ),
        "three": (np.array([88, 83, 82.5]), np.array([0.8, 1, 1.5])),
    }[name]


@pytest.mark.parametrize(
    "row", pd.read_csv(REFERENCE / "metafor.csv").itertuples(), ids=lambda row: f"{row.case}{row.level}"
)
def test_spread_interval_i2_and_q_are_those_of_metafor(row):
    value, se = case(row.case)
    found = sat.reliability(sat.estimates(value, se=se), level=row.level)
    ours = (found.tau2.value, found.tau2.low, found.tau2.high, found.i2.value, found.i2.low, found.i2.high, found.q)
    theirs = (row.tau2, row.tau2_low, row.tau2_high, row.i2, row.i2_low, row.i2_high, row.q)
    # 1e-6: metafor's root finder stops there for the ends of the interval
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)
    assert found.p == pytest.approx(row.p, rel=1e-8, abs=1e-300)
    assert found.step.settings["count"] - 1 == row.df
    assert (found.differ is Verdict.ESTABLISHED) == (row.p < 1 - row.level)


def test_the_reliabilities_follow_from_the_spread():
    found = sat.reliability(towns())
    shrunk = sat.shrink(towns())
    assert found.tau2.value == shrunk.tau2
    assert (found.tau2.low, found.tau2.high) == (shrunk.tau2_low, shrunk.tau2_high)
    whole = found.reliability
    assert (whole.value, whole.low, whole.high) == pytest.approx(
        (shrunk.repeat, shrunk.repeat_low, shrunk.repeat_high), rel=1e-14
    )
    np.testing.assert_allclose(found.unit, shrunk.reliability, rtol=1e-14)
    np.testing.assert_allclose(found.unit_low, found.tau2.low / (found.tau2.low + SE**2), rtol=1e-14)
    np.testing.assert_allclose(found.unit_high, found.tau2.high / (found.tau2.high + SE**2), rtol=1e-14)
    middle = np.median(SE**2)
    assert found.rankability.value == pytest.approx(found.tau2.value / (found.tau2.value + middle), rel=1e-14)
    assert found.resolved == sat.ranks(towns()).resolved


def test_with_equal_errors_everything_has_a_closed_form():
    value, se, count = VALUE, 1.7, len(VALUE)
    found = sat.reliability(sat.estimates(value, se=np.full(count, se)))
    tau2 = np.var(value, ddof=1) - se**2
    assert found.tau2.value == pytest.approx(tau2, rel=1e-12)
    whole = tau2 / (tau2 + se**2)
    for one in (found.reliability, found.rankability, found.i2):
        assert one.value == pytest.approx(whole, rel=1e-12)
        assert one.low == pytest.approx(1 - (1 - whole) * stats.chi2.ppf(0.975, count - 1) / (count - 1), rel=1e-10)
        assert one.high == pytest.approx(1 - (1 - whole) * stats.chi2.ppf(0.025, count - 1) / (count - 1), rel=1e-10)
    assert found.q == pytest.approx(np.var(value, ddof=1) * (count - 1) / se**2, rel=1e-12)


@pytest.mark.parametrize("wanted", [0.7, 0.8, 0.9])
def test_the_reliability_that_had_to_be_found_is_where_the_verdict_turns(wanted):
    """Equal errors, the spread of the values stretched until the reliability found is just below and just above it."""
    shape = (VALUE - VALUE.mean()) / np.std(VALUE, ddof=1)
    needed = sat.reliability(towns(), wanted=wanted).detectable
    for nudge, verdict in ((-1e-6, Verdict.NOT_ESTABLISHED), (1e-6, Verdict.ESTABLISHED)):
        spread = np.sqrt(1 / (1 - needed - nudge))  # 1 - R = s² / (τ² + s²) with s = 1
        found = sat.reliability(sat.estimates(80 + spread * shape, se=np.ones(6)), wanted=wanted)
        assert found.reliability.value == pytest.approx(needed + nudge, abs=1e-9)
        assert found.verdict is verdict


def test_the_spread_that_had_to_be_there_is_where_q_turns():
    shape = (VALUE - VALUE.mean()) / np.std(VALUE, ddof=1)
    needed = sat.reliability(sat.estimates(80 + shape, se=np.ones(6))).detectable_spread
    for nudge, verdict in ((-1e-6, Verdict.NOT_ESTABLISHED), (1e-6, Verdict.ESTABLISHED)):
        found = sat.reliability(sat.estimates(80 + np.sqrt(needed**2 + 1 + nudge) * shape, se=np.ones(6)))
        assert found.differ is verdict


def test_a_ranking_established_to_be_unreliable_is_told_apart_from_one_that_is_not_known():
    alike = sat.reliability(sat.estimates(case("alike")[0], se=case("alike")[1]))
    assert (alike.verdict, alike.below) == (Verdict.NOT_ESTABLISHED, True)
    close = sat.reliability(sat.estimates(case("close")[0], se=case("close")[1]))
    assert (close.verdict, close.below) == (Verdict.NOT_ESTABLISHED, False)


@pytest.mark.parametrize("tied", [False, True])
def test_the_agreement_with_the_true_ranking_is_that_of_drawn_truths(tied):
    random = np.random.default_rng(3)
    value = np.array([88.0, 87.6, 83.0, 83.0, 78.0, 84.1]) if tied else VALUE
    drawn = posterior_of(value, np.diag(SE**2 * 4))
    mean, cov = drawn.value, drawn.cov
    rank, last = (stats.rankdata(-value, method=how).astype(int) for how in ("min", "max"))
    found = agreement(rank, last, above(mean, cov))
    truths = random.multivariate_normal(mean, cov, size=20_000)
    true = stats.rankdata(-truths, axis=1)
    middle = stats.rankdata(-value)
    spearman = [np.corrcoef(middle, one)[0, 1] for one in true]
    ahead = np.sign(value[:, None] - value[None, :])
    kendall = [(ahead * np.sign(one[:, None] - one[None, :])).sum() / 30 for one in truths]
    # four standard errors of a mean over 20,000 draws
    assert found.spearman == pytest.approx(np.mean(spearman), abs=4 * np.std(spearman) / 141)
    assert found.kendall == pytest.approx(np.mean(kendall), abs=4 * np.std(kendall) / 141)
    assert found.places**2 == pytest.approx(np.mean((true - middle) ** 2), abs=0.03)
    if not tied:
        assert found.spearman == pytest.approx(1 - 6 * found.places**2 / (6**2 - 1), rel=1e-12)


def test_a_certain_order_agrees_wholly_and_a_hopeless_one_not_at_all():
    rank = np.arange(1, 6)
    sure = np.triu(np.ones((5, 5)), 1) + np.eye(5) / 2
    assert vars_of(agreement(rank, rank, sure)) == pytest.approx((1, 1, 0), abs=1e-7)
    even = agreement(rank, rank, np.full((5, 5), 0.5))
    assert vars_of(even) == pytest.approx((0, 0, np.sqrt((5**2 - 1) / 6)), abs=1e-12)
    assert agreement(np.ones(5, dtype=int), np.full(5, 5), sure).spearman == 0


def vars_of(one):
    return one.kendall, one.spearman, one.places


def test_an_error_that_all_units_share_changes_nothing():
    """A common shift of all scores (one house effect) moves every score and no unit against another."""
    alone, shared = sat.reliability(towns()), sat.reliability(sat.estimates(VALUE, cov=np.diag(SE**2) + 50.0))
    np.testing.assert_allclose(shared.overall.to_numpy(), alone.overall.to_numpy(), rtol=1e-7)  # rounding of the turn
    np.testing.assert_allclose(shared.unit, alone.unit, rtol=1e-7)
    assert shared.q == pytest.approx(alone.q, rel=1e-9)
    assert shared.p == pytest.approx(alone.p, rel=1e-7)
    assert sat.shrink(sat.estimates(VALUE, cov=np.diag(SE**2) + 50.0)).repeat == pytest.approx(
        alone.reliability.value, rel=1e-7
    )


def test_correlated_estimates_have_the_q_of_whole_matrices():
    random = np.random.default_rng(4)
    root = random.normal(size=(6, 6)) * 0.4 + np.diag(SE)
    cov = root @ root.T
    found = sat.reliability(sat.estimates(VALUE, cov=cov))

    def q(tau2):
        inverse = np.linalg.inv(cov + tau2 * np.eye(6))
        rest = VALUE - inverse.sum(axis=0) @ VALUE / inverse.sum()
        return rest @ inverse @ rest

    assert found.q == pytest.approx(q(0.0), rel=1e-10)
    assert q(found.tau2.value) == pytest.approx(5, rel=1e-10)
    assert q(found.tau2.low) == pytest.approx(stats.chi2.ppf(0.975, 5), rel=1e-10)
    assert q(found.tau2.high) == pytest.approx(stats.chi2.ppf(0.025, 5), rel=1e-10)
    pairs = [(cov[i, i] + cov[j, j] - 2 * cov[i, j]) / 2 for i in range(6) for j in range(i)]
    assert own_errors(cov).mean() == pytest.approx(np.mean(pairs), rel=1e-12)


SOME = st.lists(st.tuples(st.integers(0, 30), st.sampled_from([0.5, 1.0, 3.0])), min_size=3, max_size=8)


@given(SOME, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_neither_the_order_of_units_nor_a_constant_nor_the_mirror_changes_it(units, random):
    value, se = (np.array(part, dtype=float) for part in zip(*units, strict=True))
    order = list(range(len(units)))
    random.shuffle(order)
    first = sat.reliability(sat.estimates(value, se=se), draws=400)
    others = (
        sat.reliability(sat.estimates(value[order], se=se[order]), draws=400),
        sat.reliability(sat.estimates(value + 16, se=se), draws=400),
        sat.reliability(sat.estimates(-value, se=se), best="low", draws=400),
    )
    for other in others:
        np.testing.assert_allclose(other.overall.to_numpy(), first.overall.to_numpy(), rtol=1e-6, atol=1e-9)
        assert other.resolved == first.resolved
    assert others[2].rank.tolist() == first.rank.tolist()
    assert 0 <= first.reliability.low <= first.reliability.value <= first.reliability.high < 1
    # what a scale of ten times the points changes is the spread alone
    tenfold = sat.reliability(sat.estimates(10 * value, se=10 * se), draws=400)
    assert tenfold.tau2.value == pytest.approx(100 * first.tau2.value, rel=1e-6, abs=1e-9)
    assert tenfold.reliability.value == pytest.approx(first.reliability.value, rel=1e-6, abs=1e-9)


def test_few_units_and_what_cannot_be_used_are_refused():
    with pytest.raises(sat.NotEstimable, match="2 units leave too little"):
        sat.reliability(sat.estimates([80.0, 90.0], se=[1.0, 1.0]))
    with pytest.raises(sat.SettingError, match="standard error of zero"):
        sat.reliability(sat.estimates([80.0, 90.0, 95.0], se=[0.0, 1.0, 1.0]))
    for more, message in (
        ({"wanted": 1.0}, "wanted must"),
        ({"best": "top"}, "best must"),
        ({"level": 0}, "level must"),
    ):
        with pytest.raises(sat.SettingError, match=message):
            sat.reliability(towns(), **more)


def test_few_degrees_of_freedom_are_told():
    assert "reliability.rough" in [finding.kind for finding in sat.reliability(towns(df=4.0)).findings]
    assert "reliability.rough" not in [finding.kind for finding in sat.reliability(towns(df=40.0)).findings]


@pytest.mark.parametrize(
    ("count", "ratio"),
    [(5, 1.0), *(pytest.param(*case, marks=pytest.mark.slow) for case in ((13, 0.5), (13, 2.0), (50, 1.0)))],
)
def test_the_interval_of_the_reliability_holds_the_true_one(count, ratio):
    """4,000 tables of units with standard errors within a factor of four, the spread ``ratio`` times the middle one."""
    random = np.random.default_rng(count)
    se = np.geomspace(0.5, 2.0, count)
    true = ratio**2 / (ratio**2 + (se**2).mean())
    inside = 0
    for _ in range(4000):
        data = rotated(random.normal(80, np.sqrt(ratio**2 + se**2)), np.diag(se**2), np.ones((count, 1)))
        low, high = (one / (one + (se**2).mean()) for one in q_profile(data, 0.95))
        inside += bool(low <= true <= high)
    # the Q-profile is exact under its assumptions: within four standard errors of 95 % over 4,000 tables
    assert inside / 4000 == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 4000))


@pytest.mark.slow
def test_the_expected_agreement_is_the_one_that_happens():
    """Spearman's correlation with the truth, expected from each table and true of it, over 1,500 tables of 20 units."""
    random = np.random.default_rng(20)
    expected, happened = [], []
    for _ in range(1500):
        se = random.uniform(0.7, 1.4, 20)
        truth = random.normal(80, 1.5, 20)
        value = truth + se * random.normal(size=20)
        expected.append(sat.reliability(sat.estimates(value, se=se), draws=200).agreed.spearman)
        happened.append(stats.spearmanr(value, truth).statistic)
    # the spread is estimated from 20 units, whose chance is not in the expectation: within 2 hundredths on average
    assert np.mean(expected) == pytest.approx(np.mean(happened), abs=0.02)


def test_errors_that_move_together_give_no_silent_nan_where_no_spread_is_found():
    common = np.array([0.5, 1.0, 1.5, 1.0])
    cov = np.outer(common, common) * 4 + 0.05 * np.eye(4)
    found = sat.reliability(sat.estimates([80.0, 80.05, 80.1, 80.02], cov=cov))
    assert found.tau2.value == 0
    assert found.table[["reliability", "reliability_low"]].to_numpy().tolist() == [[0.0, 0.0]] * 4
    pairs = [cov[i, i] + cov[j, j] - 2 * cov[i, j] for i in range(4) for j in range(i)]
    assert own_errors(cov).mean() == pytest.approx(np.mean(pairs) / 2, rel=1e-12)  # closed form

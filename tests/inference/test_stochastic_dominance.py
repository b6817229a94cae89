"""Stochastic dominance: random codings by brute force, R's covariance, closed forms, the size of the test."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.inference.soundness.cumulative import cumulative
from satmodel.inference.soundness.recoding import answered
from tests.inference.test_recoded import SCALE, by_hand, drawn, survey_of

CUTS = ("very good", "good", "fair")


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_random_coding_reverses_a_dominated_pair_and_some_step_reverses_every_other(seed):
    data = drawn(seed, units=4, rows=25)
    found = sat.stochastic_dominance(survey_of(data)).table
    random = np.random.default_rng(seed)
    codings = [dict(zip(SCALE.points, sorted(random.random(4), reverse=True), strict=True)) for _ in range(40)]
    steps = [{answer: float(i <= cut) for i, answer in enumerate(SCALE.points)} for cut in range(3)]
    values = [by_hand(data, points) for points in codings + steps]
    for (a, b), row in found.iterrows():
        leads = np.array([value[a] - value[b] for value in values])
        assert (leads.min() >= -1e-9) == row["dominates"]


def test_two_samples_by_hand():
    # of 50: A 30, 15, 5, 0 and B 20, 15, 10, 5; shares at each answer or better: .6 .9 1 and .4 .7 .9
    said = ["very good"] * 30 + ["good"] * 15 + ["fair"] * 5
    said += ["very good"] * 20 + ["good"] * 15 + ["fair"] * 10 + ["bad"] * 5
    data = pd.DataFrame({"unit": ["A"] * 50 + ["B"] * 50, "q": said})
    survey = sat.read(data, unit="unit", items=["q"], scale=SCALE, stratum="unit")
    found = sat.stochastic_dominance(survey, pairs=[("B", "A")])
    np.testing.assert_allclose(found.cumulative.loc["A"], [0.6, 0.9, 1.0])
    np.testing.assert_allclose(found.cumulative.loc["B"], [0.4, 0.7, 0.9])
    assert found.labels.tolist() == [("A", "B")]
    lone = 1 / 51 * (1 - 1 / 51) / 50  # all 50 of A at "fair" or better: as if one more were below
    variance = [(0.24 + 0.24) / 49, (0.09 + 0.21) / 49, lone + 0.09 / 49]
    t = np.array([0.2, 0.2, 0.1]) / np.sqrt(variance)
    worst = int(np.argmin(t))
    assert found.cut == (CUTS[worst],)
    assert found.se[0] == pytest.approx(np.sqrt(variance[worst]))
    welch = (0.48 / 49) ** 2 / (2 * (0.24 / 49) ** 2 / 49)
    assert worst == 0
    assert found.p[0] == pytest.approx(2 * stats.t.sf(t[0], welch))
    assert found.detectable[0] == pytest.approx(stats.t.isf(0.025, welch) * found.se[0])
    assert (found.verdict[0] == "established") == (found.gap[0] > found.detectable[0])


def test_the_covariance_of_cumulative_shares_is_that_of_the_rates():
    survey = survey_of(drawn(seed=3, rows=200), "w")
    found = cumulative(survey, answered(survey, None), SCALE, {"q1": 0.25, "q2": 0.75})
    groups = {"very good": ["very good"], "good": ["very good", "good"], "fair": ["very good", "good", "fair"]}
    est = sat.rates(survey, rates=groups).average("item", {"q1": 1, "q2": 3})
    np.testing.assert_allclose(found.share.ravel(), est.value, rtol=1e-12)
    np.testing.assert_allclose(found.cov, est.cov, rtol=1e-9, atol=1e-14)  # the same products in another order
    np.testing.assert_array_equal(found.df.ravel(), est.df)


def test_holm_over_all_pairs_and_none_for_a_pair_named_beforehand():
    survey = survey_of(drawn(seed=5, rows=200))
    every = sat.stochastic_dominance(survey)
    assert every.adjust == "holm"
    assert (every.p_adjusted >= every.p).all()
    a, b = every.labels[0]
    one = sat.stochastic_dominance(survey, pairs=[(a, b)])
    assert one.adjust == "none"
    assert one.p[0] == pytest.approx(every.p[0])
    many = sat.stochastic_dominance(survey, adjust="bonferroni")
    np.testing.assert_allclose(many.p_adjusted, np.minimum(1, 15 * many.p))
    for found in (every, one, many):
        reached = found.gap > found.detectable
        assert [verdict == "established" for verdict in found.verdict] == reached.tolist()
    assert found.say("zh")
    assert one.say("en").count("\n") == 0


def test_what_cannot_be_asked_is_refused():
    survey = survey_of(drawn())
    for pairs in ([], [("U0",)], [("U0", "U0")], [("U0", "U1"), ("U1", "U0")], [("U0", "X")]):
        with pytest.raises(sat.SettingError):
            sat.stochastic_dominance(survey, pairs=pairs)
    with pytest.raises(sat.SettingError, match="adjust"):
        sat.stochastic_dominance(survey, adjust="tukey")
    with pytest.raises(sat.SettingError, match="level"):
        sat.stochastic_dominance(survey, level=95)
    with pytest.raises(sat.NotEstimable, match="two units"):
        sat.stochastic_dominance(survey_of(drawn(units=1)))
    alike = pd.DataFrame({"unit": list("AABB"), "q": ["good"] * 4})
    with pytest.raises(sat.NotEstimable, match="alike"):
        sat.stochastic_dominance(sat.read(alike, unit="unit", items=["q"], scale=SCALE))


def test_a_unit_without_answers_takes_no_part():
    data = drawn()
    data.loc[data["unit"] == "U0", ["q1", "q2"]] = ""
    survey = survey_of(data)
    found = sat.stochastic_dominance(survey)
    assert found.apart["unit"].tolist() == ["U0"]
    with pytest.raises(sat.NotEstimable, match="no_answers"):
        sat.stochastic_dominance(survey, pairs=[("U0", "U1")])


def established(rounds, seed, gap):
    """How often dominance of A over B is declared, A's shares at each cut point being larger by ``gap``."""
    random = np.random.default_rng(seed)
    hits = 0
    for _ in range(rounds):
        frames = []
        for unit, shift in (("A", gap), ("B", 0.0)):
            # the second cut point is even: no order holds under every rule, whatever the gaps at the others
            shares = np.array([0.4 + shift, 0.7, 0.9 + shift])
            chance = np.diff([0, *shares, 1])
            frames.append(pd.DataFrame({"unit": unit, "q": random.choice(list(SCALE.points), 300, p=chance)}))
        survey = sat.read(pd.concat(frames), unit="unit", items=["q"], scale=SCALE)
        hits += sat.stochastic_dominance(survey).verdict[0] == "established"
    return hits / rounds


@pytest.mark.slow
def test_the_error_of_the_test_stays_below_its_level():
    # 100 samples on the edge of the hypothesis: nominal .05 at most in either direction; .12 is three errors above
    assert established(100, seed=3, gap=0.08) < 0.12


@pytest.mark.slow
def test_the_error_of_the_test_stays_below_its_level_closely():
    # 2,000 samples: simulation error .005
    assert established(2000, seed=50, gap=0.08) < 0.065
    assert established(2000, seed=90, gap=0.0) < 0.065

"""First places: what stands in the table, laws, refusals, words; and that its parts say the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.best import compare_with_best
from satmodel.result import Verdict
from tests.inference.test_recoded import drawn, survey_of

VALUE = np.array([88.12, 87.68, 84.3, 82.5, 81.9, 79.2, 76.0])
SE = np.array([0.7, 0.8, 1.0, 0.9, 1.2, 0.8, 0.7])
NAMES = list("ABCDEFG")


def towns(value=VALUE, **more):
    return sat.estimates(value, **({"se": SE[: len(value)], "names": NAMES[: len(value)]} | more))


def test_the_table_has_a_row_a_unit_the_best_first():
    found = sat.first(towns(VALUE[::-1], names=NAMES[::-1], se=SE[::-1]))
    assert list(found.table) == [
        *("estimate", "se", "n", "rank", "may_be", "established", "p_first", "expected_rank", "best_low", "best_high")
    ]
    assert found.table.index.tolist() == NAMES
    assert found.table["rank"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert found.table["may_be"].tolist() == [True, True, *[False] * 5]
    assert not found.table["established"].any()
    assert found.table["p_first"].sum() == pytest.approx(1, abs=1e-9)
    assert found.table["expected_rank"].sum() == pytest.approx(28, rel=1e-12)
    assert found.selected.index.tolist() == ["A"]
    assert found.selected["corrected"].iloc[0] < 88.12  # lucky, on average


def test_the_projected_sets_are_those_of_ranks():
    est = towns()
    ranks = sat.ranks(est).table
    for top in (1, 2, 3):
        found = sat.first(est, top=top, method="projection").table
        assert (found["may_be"] == (ranks["rank_low"] <= top)).all()
        assert (found["established"] == (ranks["rank_high"] <= top)).all()
    worst = sat.first(est, top=2, end="bottom", method="projection").table
    assert (worst["may_be"] == (ranks["rank_high"] >= 6)).all()
    assert (worst["established"] == (ranks["rank_low"] >= 6)).all()


def test_the_lead_over_the_best_other_is_that_of_comparisons_with_the_best():
    est = towns()
    found = compare_with_best(pairs_of(est.value, est.cov, est.df))
    table = sat.first(est).table
    np.testing.assert_allclose(table["best_low"], found.low, atol=1e-12)
    np.testing.assert_allclose(table["best_high"], found.high, atol=1e-12)
    assert "best_low" not in sat.first(est, top=2).table
    assert "best_low" not in sat.first(est, end="bottom").table


def test_a_leader_that_may_share_its_place_is_said_to_be_first_at_least_level():
    # 1.8 standard errors: less than two sides need, more than one side does
    found = sat.first(sat.estimates([80.0 + 1.8 * 2**0.5, 80.0], se=[1.0, 1.0], names=["A", "B"]))
    assert found.table["may_be"].all()
    assert found.table.loc["A", "best_low"] == 0
    said = found.say("en")
    assert "That A is first alone is not established" in said
    assert "That A is first, alone or level with others, is established" in said


def test_both_ends_and_both_directions_mirror_each_other():
    est, turned = towns(), towns(-VALUE)
    for top in (1, 3):
        worst, lowest = sat.first(est, top=top, end="bottom"), sat.first(turned, top=top, end="bottom", best="low")
        best = sat.first(turned, top=top)
        name = "p_last" if top == 1 else "p_bottom"
        other = "p_first" if top == 1 else "p_top"
        assert (worst.table["may_be"] == best.table["may_be"][worst.table.index]).all()
        np.testing.assert_allclose(worst.table[name], best.table[other][worst.table.index], atol=1e-12)
        np.testing.assert_allclose(worst.table["expected_rank"], 8 - best.table["expected_rank"][worst.table.index])
        np.testing.assert_allclose(worst.selected["corrected"], -best.selected["corrected"], rtol=1e-12)
        np.testing.assert_allclose(worst.selected["low"], -best.selected["high"], rtol=1e-12)
        assert worst.table["rank"].tolist() == [1, 2, 3, 4, 5, 6, 7]
        np.testing.assert_allclose(lowest.table[name], worst.table[name][lowest.table.index], atol=1e-12)
        data = worst.chart.data.pivot(index="unit", columns="rank", values="probability")
        np.testing.assert_allclose(data.iloc[:, 7 - top :].sum(axis=1), worst.table[name][data.index], atol=1e-9)


@settings(deadline=None, max_examples=15)
@given(st.integers(4, 9), st.integers(0, 10_000))
def test_laws_of_the_whole(count, seed):
    random = np.random.default_rng(seed)
    value, se = random.normal(80, 3, count), random.uniform(0.3, 2, count)
    top = int(random.integers(1, count))
    plain = sat.first(sat.estimates(value, se=se), top=top, draws=1_000)
    order = random.permutation(count)
    moved = sat.first(sat.estimates(value[order] + 5, se=se[order], names=order + 1), top=top, draws=1_000)
    pd.testing.assert_frame_equal(
        moved.table.drop(columns="estimate"), plain.table.drop(columns="estimate"), rtol=1e-7, atol=1e-9
    )
    scores = moved.selected.drop(columns="near_tie") - 5
    pd.testing.assert_frame_equal(scores, plain.selected.drop(columns="near_tie"), rtol=1e-7)
    assert plain.table["may_be"].sum() >= top >= plain.table["established"].sum()
    assert np.all(plain.selected["low"] <= plain.selected["corrected"] + 1e-9)
    assert np.all(plain.selected["corrected"] <= plain.selected["high"] + 1e-9)


def test_a_lead_that_reaches_what_could_be_established_is_established():
    found = sat.first(towns())
    settled = next(one for one in found.findings if one.kind == "first.settled").values
    assert settled["verdict"] == Verdict.NOT_ESTABLISHED
    assert (settled["inside"], settled["outside"]) == ("A", "B")
    assert settled["lead"] == pytest.approx(0.44)
    for beyond, verdict in ((0.01, Verdict.ESTABLISHED), (-0.01, Verdict.NOT_ESTABLISHED)):
        value = VALUE.copy()
        value[0] = VALUE[1] + settled["detectable"] + beyond
        again = next(one for one in sat.first(towns(value)).findings if one.kind == "first.settled").values
        assert again["verdict"] == verdict


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 9), st.integers(0, 10_000), st.sampled_from(["direct", "projection"]))
def test_what_is_not_established_falls_short_of_what_could_be(count, seed, method):
    random = np.random.default_rng(seed)
    value, se = random.normal(80, 2, count), random.choice([0.0, 0.3, 1.0, 2.5], count)
    found = sat.first(sat.estimates(value, se=se), top=int(random.integers(1, count)), method=method, draws=1_000)
    settled = next(one for one in found.findings if one.kind == "first.settled").values
    if settled["verdict"] == Verdict.NOT_ESTABLISHED:
        assert 0 < settled["lead"] <= settled["detectable"]


def test_ties_are_shared_and_said():
    found = sat.first(towns(np.r_[88.0, 88.0, VALUE[2:]]))
    assert found.table["rank"].tolist()[:2] == [1, 1]
    assert found.selected["near_tie"].all()
    said = found.say("en")
    assert "A and B lead 7 units together with 88.00 points." in said
    assert "so close to the next unit" in said
    assert "they have the same score" in said
    assert np.isfinite(found.selected[["corrected", "low", "high"]].to_numpy()).all()


def test_few_units_have_sets_but_no_probabilities():
    two = sat.first(towns(VALUE[[0, 5]], se=[1.0, 1.0], names=["A", "F"]))
    assert two.chances is None
    assert two.chart is None
    assert "p_first" not in two.table
    assert two.table["established"].tolist() == [True, False]
    assert "their spread cannot be told (4 are needed)" in two.say("en")
    exact = sat.first(towns(se=[0.0, *SE[1:]]))
    assert exact.chances is None
    assert "a standard error of zero" in exact.say("en")


def test_no_spread_is_said_and_makes_all_alike():
    found = sat.first(sat.estimates([80.0, 80.5, 79.6, 80.1, 80.0], se=[2.0] * 5))
    assert found.table["p_first"].tolist() == [0.2] * 5
    assert found.table["expected_rank"].tolist() == [3.0] * 5
    assert "no difference between the 5 units" in found.say("en")
    assert "没有显示5个单位有差异" in found.say("zh")
    assert found.table["may_be"].all()


def test_shares_are_told_in_per_cent():
    survey = survey_of(drawn(seed=8, rows=60))
    shares = sat.rates(survey, rates={"satisfied": ["very good", "good"]}).take({"measure": "satisfied"})
    found = sat.first(shares.average("item"))
    for code, unit in (("en", "percentage points"), ("zh", "个百分点")):
        said = found.say(code)
        assert "%" in said
        assert unit in said
        assert " points become" not in said
        assert "分变为" not in said


def test_correlated_estimates_and_finite_degrees_of_freedom_work_and_are_said_to_be_rough():
    cov = 0.5 * np.diag(SE**2) + 0.4
    found = sat.first(sat.estimates(VALUE, cov=cov, df=8, names=NAMES), top=2, end="bottom")
    assert found.step.settings["likely_drawn"]
    assert not found.step.settings["independent"]
    assert "as few as 8" in found.say("en")
    assert found.table["p_bottom"].sum() == pytest.approx(2, rel=1e-12)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"top": 0}, "top must be a whole number from 1 to 6"),
        ({"top": 7}, "top must be a whole number from 1 to 6"),
        ({"top": 1.5}, "top must be"),
        ({"end": "middle"}, "end must be 'top' or 'bottom'"),
        ({"best": "up"}, "best must be"),
        ({"method": "naive"}, "method must be 'direct' or 'projection'"),
        ({"level": 1.0}, "level must"),
        ({"draws": 10}, "draws must"),
        ({"seed": -1}, "seed must"),
    ],
)
def test_what_cannot_be_used_is_refused(wrong, said):
    with pytest.raises(SettingError, match=said):
        sat.first(towns(), **wrong)


def test_one_unit_and_two_levels_are_refused():
    with pytest.raises(NotEstimable, match="not two units"):
        sat.first(towns(VALUE[:1]))
    names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    with pytest.raises(SettingError, match="have the levels"):
        sat.first(sat.estimates([1.0, 2, 3, 4], se=1.0, names=names))


def test_units_with_few_respondents_do_not_take_part():
    est = towns(n=[400, 12, 350, 300, 310, 280, 290])
    found = sat.first(est)
    assert found.table.index.tolist() == ["A", "C", "D", "E", "F", "G"]
    assert found.apart["unit"].tolist() == ["B"]
    assert "30" in found.say("en").splitlines()[-1]
    assert len(sat.first(est, fewest=0).table) == 7
    with pytest.raises(SettingError, match="fewest must be"):
        sat.first(est, fewest=-1)


@pytest.mark.parametrize(
    ("code", "said"), [("en", "Who may hold the first or the last places"), ("zh", "首位与末位的确认")]
)
def test_an_appendix_tells_it_whole(code, said):
    results = [sat.first(towns(), top=2), sat.first(towns(), end="bottom", method="projection")]
    page = sat.Appendix(results, language=code).render("html").decode("utf-8")
    assert said in page
    assert "Quarterly Journal of Economics" in page
    assert page.count("<svg") + page.count("<img") >= 2

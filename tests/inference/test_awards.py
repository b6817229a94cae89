"""Rules that name units: probabilities, swaps, money and the sample they need, against integrals and brute force."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel import NotEstimable, SettingError, Verdict
from satmodel.inference.deciding.belonging import Belonging, among_first, belonging, second_survey, strikes_of
from satmodel.inference.deciding.fairness import rule_of
from satmodel.inference.deciding.prizes import by_place, misplaced, paid_out
from satmodel.inference.ranking.posterior import posterior_of

VALUE = np.array([85.0, 83.6, 83.1, 80.2])
SE = np.array([1.2, 1.2, 1.2, 1.2])
UNEQUAL = np.array([0.6, 1.9, 1.1, 1.5])
SCORES = np.array([88.1, 87.2, 86.9, 84.0, 83.1, 82.5, 81.0, 79.8])
ERRORS = np.array([1.0, 1.3, 0.9, 1.1, 1.6, 1.0, 1.2, 0.8])
NAMES = list("ABCDEFGH")


def towns(scores=SCORES, errors=ERRORS, names=NAMES, **more):
    return sat.estimates(scores, se=errors, names=names, **more)


def belong(value, cov, top, **more) -> Belonging:
    sizes = np.array([top, len(value) - top])
    return belonging(value, cov, sizes, draws=more.get("draws", 10_000), seed=1)


def top_of_four(mean, deviation, top):
    """P(among the top) of each of four independent normal values, by adding up who lies above, on a fine grid."""
    x = np.linspace(mean.min() - 9 * deviation.max(), mean.max() + 9 * deviation.max(), 6001)
    found = []
    for i in range(4):
        others = [j for j in range(4) if j != i]
        above = stats.norm.sf((x[:, None] - mean[others]) / deviation[others])
        few = np.zeros(len(x))
        for count in range(top):
            for who in combinations(range(3), count):
                few += np.prod([above[:, j] if j in who else 1 - above[:, j] for j in range(3)], axis=0)
        found.append(np.trapezoid(few * stats.norm.pdf(x, mean[i], deviation[i]), x))
    return np.array(found)


@pytest.mark.parametrize("top", [1, 2, 3])
def test_truth_and_second_survey_of_four_units_agree_with_adding_up_who_lies_above(top):
    found = belong(VALUE, np.diag(SE**2), top)
    own, mean = found.found.own, found.found.value
    # 1e-9: both are sums over equal steps of a smooth function that fades at both ends
    np.testing.assert_allclose(found.probability[:, 0], top_of_four(mean, own, top), atol=1e-9)
    np.testing.assert_allclose(found.again[:, 0], top_of_four(mean, np.sqrt(own**2 + SE**2), top), atol=1e-9)


def test_the_second_survey_of_unequal_errors_agrees_with_drawing_it():
    cov = np.diag(UNEQUAL**2)
    found, rng = belong(VALUE, cov, 2), np.random.default_rng(5)
    posterior = posterior_of(VALUE, cov)
    true = rng.multivariate_normal(posterior.value, posterior.cov, 400_000)
    again = among_first(true + rng.normal(size=true.shape) * UNEQUAL, 2)
    # 0.003: four standard errors of 400,000 draws
    np.testing.assert_allclose(found.again[:, 0], again.mean(axis=0), atol=0.003)
    np.testing.assert_allclose(found.probability[:, 0], among_first(true, 2).mean(axis=0), atol=0.003)


def test_correlated_errors_are_drawn_and_agree_with_drawing_them_otherwise():
    cov = 0.4 * np.outer(UNEQUAL, UNEQUAL) + 0.6 * np.diag(UNEQUAL**2)
    found, posterior = belong(VALUE, cov, 2, draws=100_000), posterior_of(VALUE, cov)
    rng = np.random.default_rng(6)
    true = rng.multivariate_normal(posterior.value, posterior.cov, 200_000)
    again = among_first(true + rng.multivariate_normal(np.zeros(4), cov, len(true)), 2).mean(axis=0)
    assert found.drawn
    np.testing.assert_allclose(found.again[:, 0], again, atol=0.008)  # four standard errors of 100,000 draws and more


def test_what_has_no_spread_is_named_again_by_chance():
    found = belong(np.full(4, 80.0), np.eye(4), 1)
    assert found.found.tau2 == 0
    np.testing.assert_allclose(found.again[:, 0], 0.25, atol=1e-9)  # four values with one distribution
    wide = belong(np.full(4, 80.0), np.diag([9.0, 1, 1, 1]), 1)
    assert wide.probability[0, 0] == 0.25
    # the unit with the widest error is first most often; 1e-6: the spread of its steps is set by the narrowest error
    assert wide.again[0, 0] == pytest.approx(top_of_four(np.zeros(4), np.array([3.0, 1, 1, 1]), 1)[0], abs=1e-6)


def test_a_strike_is_a_name_that_comes_again():
    cov, named = np.diag(SE**2), np.array([True, True, False, False])
    found = belong(VALUE, cov, 2)
    struck = strikes_of(found.found, VALUE, cov, named, top=2, strikes=2, draws=200_000, seed=3)
    # 0.005: four standard errors of 200,000 draws
    np.testing.assert_allclose(struck.struck, np.where(named, found.again[:, 0], 0.0), atol=0.005)
    once = strikes_of(found.found, VALUE, cov, named, top=2, strikes=1, draws=200_000, seed=3)
    np.testing.assert_allclose(once.wrong, np.where(named, 1 - found.probability[:, 0], 0.0), atol=0.005)
    third = strikes_of(found.found, VALUE, cov, named, top=2, strikes=3, draws=20_000, seed=3)
    assert third.struck.sum() < struck.struck.sum()
    assert third.share < struck.share < once.share


def test_struck_without_belonging_there_agrees_with_an_integral():
    """Four units, one named: P(named again, truly not first), the second value integrated given the true ones."""
    cov, rng = np.diag(SE**2), np.random.default_rng(8)
    posterior = posterior_of(VALUE, cov)
    named = np.array([True, False, False, False])
    struck = strikes_of(posterior, VALUE, cov, named, top=1, strikes=2, draws=200_000, seed=4)
    true = posterior.value + rng.normal(size=(4000, 4)) * posterior.own
    grid = np.linspace(-8, 8, 161)
    point = true[:, :1] + 1.2 * grid  # the first unit's second value
    first = np.prod([stats.norm.cdf((point - true[:, j : j + 1]) / 1.2) for j in (1, 2, 3)], axis=0)
    again = np.trapezoid(first * stats.norm.pdf(grid), grid, axis=1)
    wrong = (again * (true.argmax(axis=1) != 0)).mean()
    assert struck.wrong[0] == pytest.approx(wrong, abs=0.02)  # four standard errors of 4,000 draws


def test_two_units_are_put_wrong_as_often_as_two_correlated_normals_differ_in_sign():
    rule = rule_of(np.zeros(2), np.diag([2.0, 1.0]), 1.7, np.array([1, 1]), whole=False, seed=1)
    for factor in (0.5, 1.0, 4.0):
        closed = np.arccos(np.sqrt(1.7 / (1.7 + 1.5 / factor))) / np.pi
        assert rule.wrong(factor) == pytest.approx(closed, abs=0.03)  # four standard errors of 4,000 draws
    wanted = np.arccos(np.sqrt(0.9)) / np.pi  # at a reliability of .9: 1.7 / (1.7 + 1.5 / f)
    assert rule.factor(wanted) == pytest.approx(0.9 / 0.1 * 1.5 / 1.7, rel=0.25)  # one per cent of units is 25 % of f


@pytest.mark.parametrize("top", [1, 2])
def test_four_units_are_put_wrong_as_often_as_an_integral_says(top):
    """θ and y of one unit on a grid; each of the others lies in one of four quadrants, independently."""
    tau2, variance = 2.0, 1.0
    r = np.sqrt(tau2 / (tau2 + variance))
    node, weight = np.polynomial.hermite_e.hermegauss(24)
    weight = weight / weight.sum()
    right = 0.0
    for s, ws in zip(node, weight, strict=True):
        t = r * s + np.sqrt(1 - r**2) * node
        low = stats.multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf(np.column_stack([np.full(24, s), t]))
        p11 = 1 - stats.norm.cdf(s) - stats.norm.cdf(t) + low  # above in both
        p10, p01 = stats.norm.cdf(t) - low, stats.norm.cdf(s) - low
        p00 = low
        chance = p00**3
        if top == 2:
            chance = chance + 3 * p00**2 * (p11 + p10 + p01) + 6 * p00 * p10 * p01
        right += ws * float(weight @ chance)
    rule = rule_of(np.zeros(4), variance * np.eye(4), tau2, np.array([top, 4 - top]), whole=False, seed=2)
    assert rule.wrong(1.0) == pytest.approx(top - 4 * right, abs=0.04)  # four standard errors of 4,000 draws


def test_money_is_that_of_places():
    amounts = by_place([500, 300], np.array([3, 2]), ("named", "others"), tiers=False, count=5)
    assert amounts.tolist() == [500, 300, 0, 0, 0]
    assert paid_out(amounts, np.array([1, 2, 2, 4, 5]), np.array([1, 3, 3, 4, 5])).tolist() == [500, 150, 150, 0, 0]
    tiers = by_place({"a": 9, "c": 2}, np.array([1, 2, 1]), ("a", "b", "c"), tiers=True, count=4)
    assert tiers.tolist() == [9, 0, 0, 2]
    places = np.array([[0.7, 0.3], [0.3, 0.7]])
    # the first gets 10, of which 10 − 4 would be the other's with a probability of .3
    assert misplaced(np.array([10.0, 4.0]), np.array([10.0, 4.0]), places) == pytest.approx(1.8)


def test_equal_shares_go_astray_as_units_are_named_wrongly():
    found = sat.awards(towns(), top=3, prize=90_000)
    assert found.money.share == pytest.approx(found.wrong / 3, abs=1e-9)
    by_list = sat.awards(towns(), top=3, prize=[30_000, 30_000, 30_000])
    assert by_list.money.share == pytest.approx(found.money.share, abs=1e-9)
    graded = sat.awards(towns(), tiers=[3, 5], prize=[30_000])
    assert graded.money.share == pytest.approx(found.money.share, abs=1e-9)


def test_the_best_three_are_a_tier_of_three():
    top, tiers = sat.awards(towns(), top=3), sat.awards(towns(), tiers={"gold": 3, "silver": 2})
    chances = tiers.tier_chances
    assert list(chances) == ["gold", "silver", "rest"]
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-9)  # every unit is somewhere
    np.testing.assert_allclose(chances["gold"], top.table["p_top"], atol=1e-12)
    assert tiers.table["award"].tolist() == ["gold"] * 3 + ["silver"] * 2 + ["rest"] * 3
    own = [chances.loc[unit, award] for unit, award in tiers.table["award"].items()]
    np.testing.assert_allclose(tiers.table["p_tier"], own, atol=1e-12)
    assert tiers.wrong == pytest.approx(8 - sum(own))


def test_expected_wrong_and_swaps_are_sums_of_probabilities():
    found = sat.awards(towns(), bottom=2)
    table = found.table
    assert found.named == ("H", "G")
    assert found.wrong == pytest.approx((1 - table["p_bottom"])[table["named"]].sum())
    assert found.swaps == pytest.approx((1 - table["again"])[table["named"]].sum())
    assert table["p_bottom"].sum() == pytest.approx(2, abs=1e-9)
    assert table["again"].sum() == pytest.approx(2, abs=1e-9)


def test_the_sets_and_probabilities_are_those_of_first():
    awards, first = sat.awards(towns(), top=3), sat.first(towns(), top=3)
    assert awards.table["may_be"].tolist() == first.table["may_be"].tolist()
    assert awards.table["established"].tolist() == first.table["established"].tolist()
    np.testing.assert_allclose(awards.table["p_top"], first.table["p_top"], atol=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.3])
def test_the_cut_is_a_gap_between_neighbours(rho):
    cov = rho * np.outer(ERRORS, ERRORS) + (1 - rho) * np.diag(ERRORS**2)
    est = sat.estimates(SCORES, cov=cov, names=NAMES)
    gaps = sat.gaps(est, pairs="adjacent").table
    for cut, (unit, against) in zip(sat.awards(est, tiers=[2, 3, 3]).cuts, [("B", "C"), ("E", "F")], strict=True):
        row = gaps.loc[(unit, against)]
        assert (NAMES[cut.inside], NAMES[cut.outside]) == (unit, against)
        np.testing.assert_allclose([cut.gap, cut.low, cut.high], row[["gap", "low", "high"]].astype(float), atol=1e-9)
        assert cut.verdict == row["verdict"]
        assert cut.detectable == pytest.approx(row["detectable"])


def test_ties_are_all_named_or_broken_by_name():
    est = towns([88, 86, 86, 86, 83, 82, 81, 80], np.ones(8), list("AZCBEFGH"))
    shared = sat.awards(est, top=2, prize=[300, 100])
    assert set(shared.named) == {"A", "Z", "C", "B"}
    assert shared.table["paid"].tolist()[:4] == pytest.approx([300, 100 / 3, 100 / 3, 100 / 3])
    broken = sat.awards(est, top=2, ties="order", prize=[300, 100])
    assert broken.named == ("A", "B")
    assert broken.cuts[0].verdict == Verdict.NOT_ESTABLISHED
    assert [f.values["tie"] for f in (*shared.findings, *broken.findings) if f.kind == "awards.named"] == [
        "shared",
        "broken",
    ]
    everyone = sat.awards(towns(np.full(8, 80.0), np.ones(8)), top=2)
    assert len(everyone.named) == 8
    assert not everyone.cuts
    assert everyone.say()


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(8)), st.floats(-30, 30), st.sampled_from(["independent", "correlated"]))
def test_order_of_units_shift_and_mirror_change_nothing(order, shift, errors):
    rho = 0.0 if errors == "independent" else 0.2
    cov = rho * np.outer(ERRORS, ERRORS) + (1 - rho) * np.diag(ERRORS**2)
    here = sat.estimates(SCORES, cov=cov, names=NAMES, n=50)
    index = list(order)
    there = sat.estimates(SCORES[index] + shift, cov=cov[np.ix_(index, index)], names=[NAMES[i] for i in index], n=50)
    mirrored = sat.estimates(-SCORES, cov=cov, names=NAMES, n=50)
    asked = {"bottom": 3, "strikes": 2, "prize": 6, "draws": 400}
    base, moved = sat.awards(here, **asked), sat.awards(there, **asked)
    turned = sat.awards(mirrored, **asked, best="low")
    for other in (moved, turned):
        left, right = base.table.sort_index(), other.table.sort_index()
        for column in ("rank", "named", "may_be", "established"):
            assert left[column].tolist() == right[column].tolist()
        # 1e-6: the spread is a root of scores that were shifted and rounded; a drawn number may cross a tie by rounding
        np.testing.assert_allclose(left["p_bottom"], right["p_bottom"], atol=1e-6)
        np.testing.assert_allclose(left["p_struck"], right["p_struck"], atol=1e-2)
        assert other.money.share == pytest.approx(base.money.share, abs=1e-6)
        assert other.fair.factor == pytest.approx(base.fair.factor, rel=0.02)  # found to half a per cent


def test_three_units_have_sets_and_no_probabilities():
    found = sat.awards(sat.estimates([90, 80, 70], se=[1, 1, 1], names=list("ABC")), top=1, prize=100, strikes=2)
    assert found.chances is None
    assert found.fair is None
    assert found.struck is None
    assert found.table["established"].tolist() == [True, False, False]
    assert np.isnan(found.wrong)
    kinds = [finding.kind for finding in found.findings]
    assert "awards.no_chances" in kinds
    assert "awards.prize" not in kinds
    assert found.say("zh")
    assert found.chart is None
    two = sat.awards(sat.estimates([90, 80], se=[1, 1], names=list("AB")), bottom=1)
    assert two.stakes is None
    assert two.say()


def test_a_score_known_exactly_has_no_probability():
    found = sat.awards(towns(SCORES, [0.0, *ERRORS[1:]]), top=2)
    assert found.chances is None
    assert [f.values["why"] for f in found.findings if f.kind == "awards.no_chances"] == ["exact"]


def test_no_spread_is_said_and_no_sample_is_named():
    found = sat.awards(towns(np.linspace(80, 80.3, 8), np.full(8, 2.0)), top=2, strikes=2, prize=10)
    assert found.fair is None
    assert found.wrong == pytest.approx(2 * 6 / 8)
    assert found.struck.share == pytest.approx(6 / 8)
    assert "no difference" in found.say()


def test_small_units_are_listed_and_not_named():
    found = sat.awards(towns(n=[100] * 7 + [12]), bottom=2)
    assert found.named == ("G", "F")
    assert found.apart["unit"].tolist() == ["H"]
    assert "rankable.few" in [finding.kind for finding in found.findings]
    assert sat.awards(towns(n=[100] * 7 + [12]), bottom=2, fewest=0).named == ("H", "G")


def test_shares_are_said_as_shares():
    offices = sat.estimates([0.95, 0.93, 0.9, 0.88, 0.8], se=[0.01] * 5, names=list("ABCDE"))
    shares = replace(offices, step=replace(offices.step, settings={**offices.step.settings, "measure": "share"}))
    text = sat.awards(shares, top=2).say()
    assert "percentage points" in text
    assert " points points" not in text


def test_the_sample_a_fair_rule_needs_scales_with_the_error_variance():
    once, half = sat.awards(towns(), top=3), sat.awards(towns(errors=ERRORS / np.sqrt(2)), top=3)
    rule = rule_of(SCORES, np.diag(ERRORS**2), 6.0, np.array([3, 5]), whole=False, seed=1)
    double = rule_of(SCORES, np.diag(ERRORS**2) / 2, 6.0, np.array([3, 5]), whole=False, seed=1)
    assert double.factor(0.3) == pytest.approx(rule.factor(0.3) / 2, rel=0.02)  # found to half a per cent each
    assert once.fair.factor > half.fair.factor
    assert once.fair.low < once.fair.factor < once.fair.high
    plan = sat.awards(towns(n=60), top=3).plan
    assert plan["n"].tolist() == [60 * times for times in (1, 2, 4, 8, 16, 32)]
    assert plan["wrong"].is_monotonic_decreasing
    assert (plan["sure_wrong"] <= plan["wrong"]).all()


def test_a_reliability_below_the_one_wanted_says_tiers():
    weak = sat.awards(towns(errors=ERRORS * 3), top=3)
    said = next(finding.values for finding in weak.findings if finding.kind == "awards.stakes")
    assert said["verdict"] == Verdict.NOT_ESTABLISHED
    assert said["reliability"] == pytest.approx(sat.reliability(towns(errors=ERRORS * 3)).reliability.value)
    assert "tiers, not single ranks" in weak.say()
    assert "建议分档" in weak.say("zh")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"top": 2, "bottom": 2},
        {"top": 8},
        {"top": 0},
        {"top": 1.5},
        {"top": float("nan")},
        {"bottom": "two"},
        {"tiers": 3},
        {"tiers": [3, float("nan")]},
        {"bottom": 2, "strikes": float("nan")},
        {"top": True},
        {"tiers": [4, 5]},
        {"tiers": [8]},
        {"tiers": [3, 0]},
        {"tiers": [3], "strikes": 2},
        {"top": 2, "strikes": 0},
        {"top": 2, "strikes": 13},
        {"top": 2, "ties": "lot"},
        {"top": 2, "best": "big"},
        {"top": 2, "wanted": 1.0},
        {"top": 2, "tolerable": 0.0},
        {"top": 2, "prize": [1, 2, 3]},
        {"top": 2, "prize": {3: 1}},
        {"top": 2, "prize": 0},
        {"top": 2, "prize": True},
        {"top": 2, "prize": "90"},
        {"top": 2, "prize": [None, 2]},
        {"top": 2, "prize": {1: "a"}},
        {"top": 2, "prize": [-1, 2]},
        {"top": 2, "prize": float("nan")},
        {"tiers": [3, 5], "prize": 100},
        {"top": 2, "level": 1.2},
        {"top": 2, "draws": 10},
    ],
)
def test_what_cannot_be_asked_is_refused(asked):
    with pytest.raises(SettingError):
        sat.awards(towns(), **asked)


def test_one_unit_and_two_levels_are_refused():
    with pytest.raises(NotEstimable):
        sat.awards(sat.estimates([80.0], se=[1.0], names=["A"]), top=1)
    index = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    with pytest.raises(SettingError, match="levels"):
        sat.awards(sat.estimates([1.0, 2, 3, 4], se=[1.0] * 4, names=index), top=1)


def test_the_second_survey_adds_its_own_error():
    found = posterior_of(VALUE, np.diag(SE**2))
    second = second_survey(found, np.diag(SE**2))
    np.testing.assert_allclose(second.cov - found.cov, np.diag(SE**2))


def test_a_rule_that_strikes_next_to_nobody_says_so():
    found = sat.awards(towns(80 + np.arange(8) * 0.01, np.full(8, 2.0)), bottom=1, strikes=12, draws=400)
    assert np.isnan(found.struck.share)
    assert "next to none" in found.say()
    assert "几乎都不会" in found.say("zh")


def test_who_moves_back_is_counted_in_the_direction_of_the_move():
    """Where imprecise units are named beside precise ones the mean of those named may move towards their end."""
    found = sat.awards(towns(errors=[0.1, 0.1, 0.1, 3, 3, 3, 3, 3]), top=7, draws=400)
    said = next(finding.values for finding in found.findings if finding.kind == "awards.back")
    assert said["up"]
    higher = found.chances.better[found.standing.group == 0].sum()
    assert said["back"] == pytest.approx(higher)
    assert said["back"] > 3.5  # more than half of the seven rise


def test_a_total_is_shared_alike_whatever_kind_of_number_it_is():
    est = towns([88, 86, 86, 86, 83, 82, 81, 80])
    plain, whole = (sat.awards(est, top=2, prize=prize, draws=400).money for prize in (90, np.int64(90)))
    assert whole.paid.tolist() == plain.paid.tolist()


def test_ties_are_said_at_either_end_and_in_tiers():
    est = towns([88, 86, 85, 84, 83, 81, 81, 80], np.ones(8))
    assert "have the same score" in sat.awards(est, bottom=2, ties="order", draws=400).say()
    assert "order of their names" in sat.awards(est, tiers=[2, 4, 2], ties="order", draws=400).say()
    assert "share the better tier" in sat.awards(est, tiers=[2, 4, 2], draws=400).say()
    level = sat.awards(towns(np.full(8, 80.0), np.ones(8)), top=2, draws=400)
    assert "to others" not in level.say()  # there are no others


@pytest.mark.parametrize(
    ("rule", "expected"), [("top", [1, 2, 2, 4, 5, 6, 6, 8]), ("bottom", [1, 2, 2, 4, 5, 6, 6, 8])]
)
def test_units_level_with_each_other_share_their_rank_though_names_decide(rule, expected):
    est = towns([88, 86, 86, 84, 83, 81, 81, 80], np.ones(8), list("HGFEDCBA"))
    table = sat.awards(est, **{rule: 2}, ties="order", draws=400).table
    assert table["rank"].tolist() == expected
    assert table["named"].tolist() == sorted(table["named"], reverse=rule == "top")  # those named stand together


def history(units, n, spread, seed, rounds, item=16.0):
    """Observed and true yellow cards of two rounds, and what the first one predicts."""
    rng = np.random.default_rng(seed)
    for _ in range(rounds):
        true = rng.normal(80, spread, units)
        score = true + rng.normal(0, item / np.sqrt(n), (2, units))
        yield true, score, np.full(units, item / np.sqrt(n))


@pytest.mark.slow
@pytest.mark.parametrize("spread", [2.0, 3.0])
def test_yellow_cards_are_wrong_as_often_as_is_predicted(spread):
    wrong, struck, said_wrong, said_struck, again, said = [], [], [], [], [], []
    sizes = np.array([20, 127])
    for true, score, se in history(147, 80, spread, 11, 60):
        first, second, truly = among_first(-score, 20)[0], among_first(-score, 20)[1], among_first(-true[None], 20)[0]
        found = belonging(-score[0], np.diag(se**2), sizes, draws=1000, seed=1)
        card = strikes_of(found.found, -score[0], np.diag(se**2), first, top=20, strikes=2, draws=2000, seed=1)
        struck.append((first & second).sum())
        wrong.append((first & second & ~truly).sum())
        said_struck.append(card.struck.sum())
        said_wrong.append(card.wrong.sum())
        again.append((first & ~second).sum())
        said.append((1 - found.again[first, 0]).sum())
    for real, told in ((struck, said_struck), (wrong, said_wrong), (again, said)):
        gap = np.array(real) - np.array(told)
        assert abs(gap.mean()) < 3.5 * gap.std(ddof=1) / np.sqrt(len(gap))  # of its own standard error


@pytest.mark.slow
@pytest.mark.parametrize(("units", "n", "top", "rounds"), [(13, 100, 3, 700), (147, 80, 20, 80)])
def test_units_belong_there_as_often_as_is_said(units, n, top, rounds):
    said, truly = [], []
    sizes = np.array([top, units - top])
    for true, score, se in history(units, n, 2.0, 12, rounds):
        found = belonging(score[0], np.diag(se**2), sizes, draws=1000, seed=1)
        said.append(found.probability[:, 0])
        truly.append(among_first(true[None], top)[0])
    said, truly = np.concatenate(said), np.concatenate(truly)
    bins = np.minimum((said * 10).astype(int), 9)
    for one in range(10):
        here = bins == one
        # .05, and three standard errors of the bin where it holds few
        assert abs(truly[here].mean() - said[here].mean()) < 0.05 + 1.5 / np.sqrt(max(here.sum(), 1))

"""Penalties and rewards: R's numbers, Fieller by search, what is set apart, coverage and wrong classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.inference.regressing.contrasts import fieller, fit_contrasts

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}
PENALTY, REWARD = np.array([12.0, 6.0, 6.0, 3.0]), np.array([3.0, 6.0, 1.0, 9.0])


def answers(
    seed: int,
    clusters: int,
    each: int,
    *,
    pull: tuple[np.ndarray, np.ndarray] = (PENALTY, REWARD),
    cuts: tuple[float, float] = (-0.8, 0.3),
) -> pd.DataFrame:
    """Four items of three answers under one mood, in clusters; a skewed overall answer with these effects."""
    rng = np.random.default_rng(seed)
    n, within = clusters * each, 0.06
    cluster = np.repeat(np.arange(clusters), each)
    mood = np.sqrt(within) * rng.standard_normal((clusters, 1))[cluster] + np.sqrt(0.44) * rng.standard_normal((n, 1))
    latent = mood + np.sqrt(0.5) * rng.standard_normal((n, 4))
    points = np.where(latent < cuts[0], 55.0, np.where(latent < cuts[1], 75.0, 100.0))
    noise = np.sqrt(within) * rng.standard_normal(clusters)[cluster] - np.sqrt((1 - within) / 2) * rng.gamma(2, 1, n)
    rating = 75 - (points == 55) @ pull[0] + (points == 100) @ pull[1] + 9 * noise
    return pd.DataFrame(points, columns=list("abcd")).assign(all=rating, village=cluster, town=cluster % 2)


def survey(frame: pd.DataFrame, **roles: str) -> sat.Survey:
    items = [name for name in "abcd" if name in frame]
    return sat.read(frame, unit="town", items=items, overall="all", **roles)


@pytest.fixture(scope="module")
def drawn():
    return pd.read_csv(REFERENCE / "survey" / "designed_data.csv")


@pytest.fixture(scope="module")
def found():
    return sat.asymmetry(survey(answers(3, 40, 80), cluster="village"), good=100, bad=55)


@pytest.mark.parametrize("name", DESIGNS)
def test_penalties_rewards_and_their_difference_equal_r(drawn, name):
    read = sat.read(drawn, unit="unit", items=["q1", "q2"], overall="q3", weight="weight", **DESIGNS[name])
    found = sat.asymmetry(read, good=100, bad=55, level=0.9)
    numbers = pd.read_csv(REFERENCE / "drivers" / "asymmetry.csv").query("design == @name").set_index("term")
    cov = pd.read_csv(REFERENCE / "drivers" / "asymmetry_cov.csv").query("design == @name").set_index("row")
    for row in found.table.itertuples():
        bad, good = numbers.loc[f"{row.Index}_bad"], numbers.loc[f"{row.Index}_good"]
        # 1e-10: double precision on both sides
        assert row.penalty == pytest.approx(-bad["coefficient"], rel=1e-10)
        assert row.reward == pytest.approx(good["coefficient"], rel=1e-10)
        assert (row.penalty_se, row.reward_se) == pytest.approx((bad["se"], good["se"]), rel=1e-10)
        assert (row.gap, row.se) == pytest.approx((bad["gap"], bad["gap_se"]), rel=1e-10)
        assert row.vif == pytest.approx(max(bad["vif"], good["vif"]), rel=1e-10)
        reach = stats.t.isf(0.05, bad["df"]) * bad["se"]
        assert (row.penalty_low, row.penalty_high) == pytest.approx(
            (-bad["coefficient"] - reach, -bad["coefficient"] + reach), rel=1e-10
        )
        # the variance of the range is that of the difference less four covariances of reward and penalty
        between = -cov.loc[f"{row.Index}_bad", f"{row.Index}_good"]
        t = stats.t.isf(0.1 / 4, bad["df"])
        low, high = fieller(
            *(np.array([one]) for one in (row.gap, row.reward + row.penalty, row.se**2, row.se**2 + 4 * between)),
            np.array([good["se"] ** 2 - bad["se"] ** 2]),
            np.array([t]),
        )
        assert (row.asymmetry_low, row.asymmetry_high) == pytest.approx((low[0], high[0]), rel=1e-8, nan_ok=True)
    assert found.step.settings["df"] == numbers["df"].iloc[0]
    assert found.step.settings["n"] == numbers["n"].iloc[0]


def test_fieller_is_the_set_of_ratios_that_are_not_refuted():
    top, bottom, var_top, var_bottom, cov, t = -3.0, 9.0, 1.4, 2.0, 0.6, 2.1
    grid = np.linspace(-3, 3, 600_001)
    kept = grid[(top - grid * bottom) ** 2 <= t**2 * (var_top - 2 * grid * cov + grid**2 * var_bottom)]
    low, high = fieller(*(np.array([one]) for one in (top, bottom, var_top, var_bottom, cov, t)))
    # 1e-5: the step of the grid
    assert (low[0], high[0]) == pytest.approx((kept.min(), kept.max()), abs=1e-5)


def test_a_range_that_may_be_zero_or_stands_upside_down_has_no_index():
    one = np.ones(2)
    low, high = fieller(one, np.array([2.0, -9.0]), one, one, 0 * one, 2.5 * one)
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_the_table_judges_reward_less_penalty_and_names_a_class_only_inside_its_bounds(found):
    table = found.table
    assert table["gap"].is_monotonic_increasing
    assert np.allclose(table["gap"], table["reward"] - table["penalty"], rtol=0, atol=1e-12)  # one subtraction
    for row in table.itertuples():
        assert (row.verdict == sat.Verdict.ESTABLISHED) == (row.low > 0 or row.high < 0)
        assert row.asymmetry_low <= row.asymmetry <= row.asymmetry_high
        inside = {
            "must_be": row.asymmetry_high < -1 / 3,
            "attractive": row.asymmetry_low > 1 / 3,
            "performance": row.asymmetry_low > -1 / 3 and row.asymmetry_high < 1 / 3,
            "not established": True,
        }
        assert inside[row.kano]
        assert row.kano != "not established" or sum(inside.values()) == 1
    assert table["kano"].to_dict()["c"] == "must_be"
    assert found.chart.kind == "asymmetry"
    assert set(found.chart.columns.values()) <= set(found.chart.data)


def test_a_range_that_is_not_established_is_told_with_what_could_have_been():
    frame = answers(11, 40, 10, pull=(np.array([12.0, 0.1, 0.1, 3.0]), np.array([3.0, 0.1, 0.1, 9.0])))
    found = sat.asymmetry(survey(frame, cluster="village"), good=100, bad=55)
    table = found.table
    span = table["penalty"] + table["reward"]
    assert (table["asymmetry"].isna() == (span <= table["range_detectable"])).all()
    told = next(one.values for one in found.findings if one.kind == "asymmetry.no_index")
    assert set(told["items"]) == {"b", "c"}
    assert told["detectable"] == table.loc[["b", "c"], "range_detectable"].max()
    for code in ("en", "zh"):
        assert f"{told['detectable']:.2f}" in found.say(code)


def test_a_scale_says_which_answers_are_best_and_worst():
    frame = answers(4, 30, 20)
    words = {100.0: "good", 75.0: "fair", 55.0: "poor"}
    scale = sat.Scale({"good": 100, "fair": 75, "poor": 55})
    plain = sat.asymmetry(survey(frame, cluster="village"), good=[100.0], bad=[55.0])
    told = frame.assign(**{item: frame[item].map(words) for item in "abcd"})
    scales = dict.fromkeys("abcd", scale)
    read = sat.read(told, unit="town", items=list("abcd"), scale=scales, overall="all", cluster="village")
    pd.testing.assert_frame_equal(sat.asymmetry(read).table, plain.table)
    pd.testing.assert_frame_equal(sat.asymmetry(read, good="good", bad=["poor"]).table, plain.table)
    with pytest.raises(sat.SettingError, match="'best', which 'a' does not have"):
        sat.asymmetry(read, good="best")
    with pytest.raises(sat.SettingError, match="highest and bad ones the lowest"):
        sat.asymmetry(read, good="fair")
    with pytest.raises(sat.SettingError, match="without a scale"):
        sat.asymmetry(survey(frame))


def test_rare_answers_are_listed_apart_and_still_held():
    frame = answers(5, 40, 20)
    frame.loc[frame.index[frame["a"] == 55][12:], "a"] = 75.0  # twelve bad answers are left
    frame.loc[(frame["b"] == 55) & (frame["village"] >= 8), "b"] = 75.0  # bad answers from eight villages only
    found = sat.asymmetry(survey(frame, cluster="village"), good=100, bad=55)
    assert found.apart["reason"].to_dict() == {"a": "few_bad", "b": "few_bad_clusters"}
    assert found.apart.loc["a", "n_bad"] == 12
    assert sorted(found.table.index) == ["c", "d"]
    x = np.column_stack([frame[item] == points for item in "abcd" for points in (55, 100)]).astype(float)
    b = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x]), frame["all"], rcond=None)[0]
    # 1e-9: least squares by another decomposition
    assert found.table.loc["c", ["penalty", "reward"]].tolist() == pytest.approx([-b[5], b[6]], abs=1e-9)
    told = [finding.values for finding in found.findings if finding.kind == "asymmetry.apart"]
    assert [(one["name"], one["n_bad"]) for one in told] == [("a", 12), ("b", found.apart.loc["b", "n_bad"])]


def test_an_item_without_a_middle_and_a_survey_of_such_items_are_refused_in_words():
    frame = answers(6, 40, 20)
    two = frame.assign(a=np.where(frame["a"] == 75, 100.0, frame["a"]))
    found = sat.asymmetry(survey(two, cluster="village"), good=100, bad=55)
    assert found.apart["reason"].to_dict() == {"a": "no_middle"}
    every = frame.assign(**{item: np.where(frame[item] == 75, 100.0, frame[item]) for item in "abcd"})
    with pytest.raises(sat.NotEstimable, match="Without a middle answer there is nothing to compare"):
        sat.asymmetry(survey(every, cluster="village"), good=100, bad=55)
    with pytest.raises(sat.NotEstimable, match="degrees of freedom for 9 coefficients, two an item"):
        sat.asymmetry(survey(answers(6, 10, 60), cluster="village", stratum="town"), good=100, bad=55)


def test_items_that_follow_from_each_other_are_both_apart_whatever_their_order():
    frame = answers(7, 40, 20).assign(b=lambda rows: rows["a"])
    for order in ("abcd", "dcba"):
        read = sat.read(frame, unit="town", items=list(order), overall="all", cluster="village")
        found = sat.asymmetry(read, good=100, bad=55)
        assert found.apart["reason"].to_dict() == {"a": "dummies_collinear", "b": "dummies_collinear"}
        alone = sat.asymmetry(read, items=["a", "c", "d"], good=100, bad=55).table.loc[["c", "d"], "penalty"]
        # 1e-9: the same fit from another set of columns
        np.testing.assert_allclose(found.table.loc[["c", "d"], "penalty"], alone, atol=1e-9)


def test_alike_items_are_told():
    frame = answers(8, 40, 20)
    turned = np.random.default_rng(1).random(len(frame)) < 0.06
    frame["b"] = np.where(turned, frame["b"], frame["a"])
    found = sat.asymmetry(survey(frame, cluster="village"), good=100, bad=55)
    told = next(finding.values for finding in found.findings if finding.kind == "asymmetry.correlated")
    assert set(told["items"]) == {"a", "b"}
    assert told["vif"] > 5


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-40, 40), scale=st.floats(0.1, 3))
def test_laws(seed, shift, scale):
    frame = answers(seed % 20, 20, 20)
    first = sat.asymmetry(survey(frame, cluster="village"), good=100, bad=55).table
    moved = frame.sample(frac=1, random_state=seed).assign(all=lambda rows: shift + scale * rows["all"])
    other = sat.asymmetry(survey(moved, cluster="village"), good=100, bad=55).table.loc[first.index]
    # 1e-7: sums in another order, of numbers up to a hundred
    np.testing.assert_allclose(other["penalty"], scale * first["penalty"], atol=1e-7)
    np.testing.assert_allclose(other["high"], scale * first["high"], atol=1e-7)
    np.testing.assert_allclose(other["asymmetry_high"], first["asymmetry_high"], atol=1e-7, rtol=1e-6)
    assert other["kano"].tolist() == first["kano"].tolist()
    # mirrored: the best is the worst, and a reward of one is a penalty of the other
    turned = frame.assign(**{item: 155 - frame[item] for item in "abcd"}, all=-frame["all"])
    back = sat.asymmetry(survey(turned, cluster="village"), good=100, bad=55).table.loc[first.index]
    np.testing.assert_allclose(back["penalty"], first["reward"], atol=1e-7)
    np.testing.assert_allclose(back["gap"], -first["gap"], atol=1e-7)


def test_one_item_is_three_means():
    frame = answers(9, 40, 20)[["a", "all", "village", "town"]]
    row = sat.asymmetry(survey(frame, cluster="village"), good=100, bad=55).table.loc["a"]
    means = frame.groupby("a")["all"].mean()
    assert row["penalty"] == pytest.approx(means[75] - means[55], abs=1e-10)  # one regression against three means
    assert row["reward"] == pytest.approx(means[100] - means[75], abs=1e-10)


def test_a_dummy_that_does_not_vary_has_no_coefficient_of_its_own():
    rng = np.random.default_rng(2)
    x = np.column_stack([rng.random(50) < 0.5, np.zeros(50), rng.random(50) < 0.3]).astype(float)
    fit = fit_contrasts(rng.normal(size=50), x, np.ones(50))
    assert fit.own.tolist() == [True, False, True]
    assert fit.terms == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clusters", "each", "cuts"),
    [(40, 10, (-0.8, 0.3)), (15, 30, (-0.8, 0.3)), (400, 1, (-0.8, 0.3)), (20, 20, (-1.25, -0.2))],
)
def test_intervals_hold_and_classes_are_right(clusters, each, cuts):
    truth = np.array(["must_be", "performance", "must_be", "attractive"])
    held, wrong = {"penalty": [], "reward": [], "gap": []}, []
    for seed in range(200):
        read = survey(answers(1000 + seed, clusters, each, cuts=cuts), **({"cluster": "village"} if each > 1 else {}))
        found = sat.asymmetry(read, good=100, bad=55)
        table, at = found.table, ["abcd".index(item) for item in found.table.index]
        held["penalty"] += list((table["penalty_low"] <= PENALTY[at]) & (PENALTY[at] <= table["penalty_high"]))
        held["reward"] += list((table["reward_low"] <= REWARD[at]) & (REWARD[at] <= table["reward_high"]))
        reach = stats.t.isf(0.025, found.step.settings["df"]) * table["se"]
        held["gap"] += list((table["gap"] - (REWARD - PENALTY)[at]).abs() <= reach)
        wrong.append(bool(((table["kano"] != "not established") & (table["kano"] != truth[at])).any()))
    for name, one in held.items():
        # 200 samples of four items: two Monte Carlo standard errors are .015 to .02
        assert 0.925 <= np.mean(one) <= 0.98, name
    assert np.mean(wrong) <= 0.05


@pytest.mark.slow
def test_the_wrong_class_is_rare_where_an_item_lies_on_a_bound():
    pull = (np.full(4, 16.0), np.full(4, 8.001))  # a little less than twice: performance
    wrong = []
    for seed in range(300):
        table = sat.asymmetry(survey(answers(seed, 40, 25, pull=pull), cluster="village"), good=100, bad=55).table
        wrong.append(bool(table["kano"].isin(["must_be", "attractive"]).any()))
    assert np.mean(wrong) <= 0.05


def test_an_overall_answer_that_is_made_from_the_items_is_refused():
    frame = answers(10, 30, 20)
    mean = frame.assign(all=frame[list("abcd")].mean(axis=1))
    with pytest.raises(sat.SettingError, match="is computed from the items"):
        sat.asymmetry(survey(mean, cluster="village"), good=100, bad=55)
    # two points for a best answer and nothing for a middle one is no sum of points, and still made from the answers
    made = frame.assign(all=(frame[list("abcd")] == 100).sum(axis=1) * 2.0 - 9.0 * (frame["a"] == 55))
    with pytest.raises(sat.SatmodelError, match="computed from"):
        sat.asymmetry(survey(made, cluster="village"), good=100, bad=55)

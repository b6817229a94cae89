"""Mean marks of raters who mark every unit, against R, closed forms and laws."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat

REFERENCE = Path(__file__).parents[1] / "reference" / "ballots"
UNITS = ["u1", "u2", "u3", "u4", "u5"]


@pytest.fixture(scope="module")
def marked():
    return sat.ballots(REFERENCE / "marks.csv")


def reference(design):
    table = pd.read_csv(REFERENCE / "covariance.csv")
    part = table[table["design"] == design]
    return part["mean"].to_numpy(), part[UNITS].to_numpy()


@pytest.mark.parametrize(
    ("design", "asked"),
    [
        ("simple", {}),
        ("finite", {"population": 60}),
        ("stratified", {"stratified": True, "population": {"deputies": 10, "members": 20, "firms": 30}}),
        ("groups", {"weights": "groups"}),
    ],
)
def test_means_and_their_covariance_are_those_of_r(marked, design, asked):
    value, cov = reference(design)
    est = sat.ratings(marked, **asked)
    # both are double precision sums of the same terms
    np.testing.assert_allclose(est.value, value, rtol=1e-12)
    np.testing.assert_allclose(est.cov, cov, rtol=1e-9, atol=1e-12)
    assert list(est.labels.get_level_values("unit")) == UNITS


def test_the_mean_of_the_groups_is_the_average_of_the_groups_estimates(marked):
    groups = sat.ratings(marked, by_group=True)
    assert groups.labels.names == ["unit", "group"]
    average = groups.average("group")
    whole = sat.ratings(marked, weights="groups")
    # the same sums in another order
    np.testing.assert_allclose(average.value, whole.value, rtol=1e-12)
    np.testing.assert_allclose(average.cov, whole.cov, rtol=1e-9, atol=1e-12)


def test_complete_marks_have_the_plain_covariance():
    marks = np.random.default_rng(7).normal(85, 5, (15, 4)).round()
    frame = pd.DataFrame(marks, columns=list("ABCD")).assign(ballot=range(15))
    est = sat.ratings(sat.ballots(frame))
    # a closed form: the sample covariance over r
    np.testing.assert_allclose(est.cov, np.cov(marks, rowvar=False) / 15, rtol=1e-10)
    np.testing.assert_array_equal(est.df, 14)
    half = stats.t.ppf(0.975, 14) * marks[:, 0].std(ddof=1) / np.sqrt(15)
    low, high = est.table.loc["A", ["low", "high"]]
    np.testing.assert_allclose([low, high], [marks[:, 0].mean() - half, marks[:, 0].mean() + half], rtol=1e-12)


def test_a_trimmed_mean_has_the_standard_error_of_its_winsorised_marks():
    marks = np.array([60, 78, 80, 81, 83, 84, 86, 88, 90, 100.0])
    frame = pd.DataFrame({"ballot": range(10), "A": marks, "B": marks[::-1]})
    est = sat.ratings(sat.ballots(frame), trim=1)
    winsorised = np.clip(marks, 78, 90)
    # Tukey and McLaughlin: s_w / ((1 - 2g) √n), here with g = 1/10
    se = winsorised.std(ddof=1) / (0.8 * np.sqrt(10))
    np.testing.assert_allclose(est.se, se, rtol=1e-12)
    np.testing.assert_allclose(est.value, marks[1:-1].mean(), rtol=1e-14)
    assert est.df.tolist() == [7, 7]
    assert est.n.tolist() == [8, 8]


def test_the_same_raters_make_a_gap_more_exact_than_independent_ones(marked):
    est = sat.ratings(marked)
    gap = est.combine({"u1": 1, "u4": -1}, over="unit")
    assert gap.se[0] < np.sqrt(est.cov[0, 0] + est.cov[3, 3])
    assert len(sat.ranks(est).table) == 5


def test_what_one_rater_says_is_apart():
    frame = pd.DataFrame(
        {"ballot": [1, 2, 3], "A": [90, 80, 85], "B": [70, None, None], "C": [80, 80, 80], "D": ["弃权"] * 3}
    )
    est = sat.ratings(sat.ballots(frame))
    assert est.labels.get_level_values("unit").tolist() == ["A"]
    assert dict(zip(est.apart["unit"], est.apart["reason"], strict=True)) == {
        "B": "single_rater",
        "C": "no_variance",
        "D": "no_answers",
    }
    few = frame.assign(E=[70, 80, 90])[["ballot", "A", "E"]]
    with pytest.raises(sat.NotEstimable, match="too_few_marks"):
        sat.ratings(sat.ballots(few), trim=1)


def test_a_group_that_did_not_mark_a_unit_leaves_its_mean_of_groups_apart():
    frame = pd.DataFrame(
        {
            "ballot": range(6),
            "group": list("xxxyyy"),
            "A": [80, 82, 84, 90, 91, 95],
            "B": [70, 75, 72, None, None, None],
        }
    )
    est = sat.ratings(sat.ballots(frame), weights="groups")
    assert est.apart[["unit", "reason"]].to_numpy().tolist() == [["B", "no_answers_group"]]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"weights": "people"}, "raters"),
        ({"trim": -1}, "trim"),
        ({"trim": 1, "weights": "groups"}, "groups"),
        ({"by_group": True, "weights": "groups"}, "leave out"),
        ({"population": 10}, "smaller"),
        ({"population": {"deputies": 10}}, "group"),
        ({"population": 60, "stratified": True}, "each of"),
    ],
)
def test_settings_that_cannot_be(marked, asked, said):
    with pytest.raises(sat.SettingError, match=said):
        sat.ratings(marked, **asked)


def test_a_panel_that_is_everybody_has_no_sampling_error(marked):
    with pytest.raises(sat.NotEstimable, match="whole population"):
        sat.ratings(marked, population=24)


def test_ballots_without_groups_cannot_be_grouped():
    frame = pd.DataFrame({"ballot": [1, 2], "A": [1, 2]})
    with pytest.raises(sat.SettingError, match="no groups"):
        sat.ratings(sat.ballots(frame), by_group=True)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(24)), shift=st.floats(-10, 10))
def test_the_order_of_the_ballots_and_a_shift_of_all_marks_change_no_error(order, shift):
    frame = pd.read_csv(REFERENCE / "marks.csv")
    moved = frame.iloc[list(order)].copy()
    moved[UNITS] = moved[UNITS] + shift
    one = sat.ratings(sat.ballots(frame))
    other = sat.ratings(sat.ballots(moved, limits=(0, 200)))
    # sums in another order, after a shift that is not exact in floating point
    np.testing.assert_allclose(other.value - shift, one.value, atol=1e-9)
    np.testing.assert_allclose(other.cov, one.cov, atol=1e-9)


@pytest.mark.slow
def test_intervals_of_a_panel_with_gaps_cover():
    rng = np.random.default_rng(11)
    truth, covered, runs = np.array([80.0, 84.0, 90.0]), np.zeros(3), 1500
    for _ in range(runs):
        marks = truth + rng.normal(0, 3, (30, 1)) + rng.normal(0, 5, (30, 3))
        marks[rng.random(marks.shape) < 0.15] = np.nan
        frame = pd.DataFrame(marks, columns=list("ABC")).assign(ballot=range(30))
        table = sat.ratings(sat.ballots(frame, limits=(0, 200))).table
        covered += (table["low"].to_numpy() <= truth) & (truth <= table["high"].to_numpy())
    # three Monte Carlo standard errors of 0.95 with 1,500 runs are 0.017
    np.testing.assert_allclose(covered / runs, 0.95, atol=0.017)

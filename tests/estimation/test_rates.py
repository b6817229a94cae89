"""Rates and net scores against R's survey package, closed forms and laws."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.opinions import opinions

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}
GROUPS = {"best": [100], "good": [100, 75], "bad": [55]}
EXACT = 1e-10  # both sides compute the same sums in double precision; R prints 15 digits
SCALE = sat.Scale({"satisfied": 100, "fairly satisfied": 75, "dissatisfied": 55}, no_opinion=["don't know"])


def designed(name, items=("q1", "q3"), **more):
    data = pd.read_csv(REFERENCE / "designed_data.csv").assign(**more)
    scale = sat.Scale({100: 100, 75: 75, 55: 55})
    return sat.read(data, unit="unit", items=list(items), weight="weight", scale=scale, **DESIGNS[name])


def said(rows=60, seed=1):
    random = np.random.default_rng(seed)
    words = [*SCALE.points, "don't know", ""]
    return pd.DataFrame(
        {
            "unit": np.repeat(["A", "B"], rows // 2),
            "q1": random.choice(words, rows, p=[0.4, 0.3, 0.15, 0.1, 0.05]),
            "q2": random.choice(words, rows, p=[0.3, 0.3, 0.25, 0.1, 0.05]),
            "Q8 heard of it": random.choice(["know", "heard", "don't know", "refused"], rows, p=[0.4, 0.3, 0.2, 0.1]),
        }
    )


def survey_of(data):
    return sat.read(data, unit="unit", items=["q1", "q2"], scale=SCALE)


@pytest.mark.parametrize("name", DESIGNS)
def test_rates_and_their_covariance_equal_r_survey(name):
    survey = designed(name)
    est = sat.rates(survey, rates=GROUPS)
    expected = pd.read_csv(REFERENCE / "designed_rates.csv").query("design == @name")
    rows = expected.query("unit != 'all'").set_index(["unit", "item", "measure"])
    got = est.table.loc[rows.index]
    np.testing.assert_allclose(got["estimate"], rows["est"], rtol=EXACT)
    np.testing.assert_allclose(got["se"], rows["se"], rtol=EXACT)
    np.testing.assert_array_equal(got["df"], rows["df"])
    np.testing.assert_array_equal(got["n"], rows["n"])
    cov = pd.read_csv(REFERENCE / f"designed_rates_cov_{name}.csv").set_index("row")
    order = [est.labels.get_loc(tuple(row.split(":"))) for row in cov.index]
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov.to_numpy(), rtol=EXACT, atol=1e-14)
    whole = sat.rates(survey, rates=GROUPS, by=None).table
    rows = expected.query("unit == 'all'").set_index(["item", "measure"])
    np.testing.assert_allclose(whole.loc[rows.index, ["estimate", "se"]], rows[["est", "se"]], rtol=EXACT)


def test_the_covariance_of_rates_is_that_of_svyby():
    est = sat.rates(designed("plain", ["q2"]), rates={"best": [100], "good": [100, 75]})
    cov = pd.read_csv(REFERENCE / "designed_rates_svyby.csv").set_index("row")
    order = [est.labels.get_loc((row.split(":")[0], "q2", row.split(":")[1])) for row in cov.index]
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov.to_numpy(), rtol=EXACT, atol=1e-14)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
@pytest.mark.parametrize("name", ["strat_fpc", "strat", "clus1_fpc", "clus1"])
def test_rates_equal_r_survey_on_its_own_data(name):
    data = pd.read_csv(API / ("apistrat.csv" if name.startswith("strat") else "apiclus1.csv"))
    design = {"stratum": "stype"} if name.startswith("strat") else {"cluster": "dnum"}
    if name.endswith("fpc"):
        design["population"] = "fpc"
    survey = sat.read(data, unit="stype", items=["api00"], weight="pw", **design)
    est = sat.rates(survey, rates={"No": ["No"], "Yes": ["Yes"]}, items=["sch.wide"], by=None)
    expected = pd.read_csv(REFERENCE / "basic_prop.csv").query("design == @name")
    np.testing.assert_allclose(est.value, expected["est"], rtol=EXACT)
    np.testing.assert_allclose(est.se, expected["se"], rtol=EXACT)


def test_a_rate_is_a_plain_share_with_its_textbook_error():
    data = said()
    survey = sat.read(data, unit="unit", items=["q1"], scale=SCALE, stratum="unit")
    est = sat.rates(survey, rates={"satisfied": ["satisfied"]})
    counted = data[data["q1"].isin(SCALE.points)]
    share = (counted["q1"] == "satisfied").groupby(counted["unit"]).mean()
    n = counted.groupby("unit").size()
    np.testing.assert_allclose(est.value, share, rtol=1e-12)  # the same sums in double precision
    # the 30 drawn in each stratum, of whom n answered
    np.testing.assert_allclose(est.se, np.sqrt(30 / 29 * share * (1 - share) / n), rtol=1e-9)
    assert est.step.measure == "share"


def test_no_opinion_and_blanks_in_the_denominator():
    data = said()
    survey = survey_of(data)
    inside = sat.rates(survey, rates={"dk": ["don't know"]}, items=["q1"], by=None, no_opinion="in")
    answered = data["q1"] != ""
    np.testing.assert_allclose(inside.value[0], (data["q1"] == "don't know").sum() / answered.sum(), rtol=1e-12)
    with pytest.raises(sat.SettingError, match="no_opinion='in'"):
        sat.rates(survey, rates={"dk": ["don't know"]})


def test_a_column_that_the_scale_does_not_score_counts_all_its_answers():
    data = said()
    survey = survey_of(data)
    aware = sat.rates(survey, rates={"aware": ["know", "heard"]}, items=["Q8"], by=None, apart=["refused"])
    kept = data[data["Q8 heard of it"] != "refused"]["Q8 heard of it"]
    np.testing.assert_allclose(aware.value[0], kept.isin(["know", "heard"]).mean(), rtol=1e-12)
    assert aware.n[0] == len(kept)
    with pytest.raises(sat.SettingError, match="nobody gave the answers \\['knows'\\]"):
        sat.rates(survey, rates={"aware": ["knows"]}, items=["Q8"])
    with pytest.raises(sat.SettingError, match="no column named 'Q9'"):
        sat.rates(survey, rates={"aware": ["know"]}, items=["Q9"])


def test_the_groups_follow_from_the_words_of_the_scale():
    assert opinions(sat.Scale.preset("100/75/55")) == {
        "very_satisfied": ("满意",),
        "satisfied": ("满意", "基本满意"),
        "dissatisfied": ("不满意",),
    }
    five = opinions(sat.Scale.preset("100/80/60/30/0"))
    assert five["satisfied"] == ("非常满意", "比较满意")
    assert five["dissatisfied"] == ("不太满意", "非常不满意")
    with pytest.raises(sat.SettingError, match="state the groups"):
        opinions(sat.Scale({1: 100, 2: 75}))
    with pytest.raises(sat.SettingError, match="holds points"):
        opinions(None)


def test_net_is_the_difference_of_two_rates():
    survey = survey_of(said())
    both = sat.rates(survey)
    net = sat.net(survey)
    difference = both.combine({"satisfied": 1, "dissatisfied": -1}, over="measure")
    np.testing.assert_allclose(net.value, difference.value, rtol=1e-12)
    np.testing.assert_allclose(net.cov, difference.cov, rtol=1e-9, atol=1e-15)  # the same sums in another order
    with pytest.raises(sat.SettingError, match="for and against"):
        sat.net(survey, positive=["satisfied"], negative=["satisfied"])
    with pytest.raises(sat.SettingError, match="both"):
        sat.net(survey, positive=["satisfied"])


def test_a_rate_without_variance_is_apart_and_nothing_at_all_is_an_error():
    data = said().assign(q1="satisfied")
    survey = survey_of(data)
    est = sat.rates(survey, rates={"satisfied": ["satisfied"]})
    assert set(est.apart["reason"]) == {"no_variance"}
    assert est.apart[["item", "measure", "estimate"]].to_numpy().tolist() == [["q1", "satisfied", 1.0]] * 2
    with pytest.raises(sat.NotEstimable, match="bound from counts"):
        sat.rates(survey, rates={"satisfied": ["satisfied"]}, items=["q1"])


def test_rates_go_through_composites_ranks_and_gaps():
    est = sat.rates(survey_of(said())).take({"measure": "satisfied"}).average("item")
    gap = sat.gaps(est)
    assert gap.step.measure == "share"
    assert "percentage points" in gap.say("en")
    assert "个百分点" in gap.say("zh")
    assert "%" in sat.ranks(est).say("zh")
    assert "分" not in sat.ranks(est).say("zh").split("名次")[0]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("by", "town"),
        ("no_opinion", "out"),
        ("level", 2),
        ("lonely", "drop"),
        ("items", "q1"),
        ("rates", {}),
        ("apart", "x"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(setting, value):
    with pytest.raises(sat.SettingError):
        sat.rates(survey_of(said()), **{setting: value})


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_rates_of_all_answers_add_up_to_one(seed):
    est = sat.rates(survey_of(said(200, seed=seed)), rates={name: [name] for name in SCALE.points}, by=None)
    total = est.combine(dict.fromkeys(SCALE.points, 1.0), over="measure")
    np.testing.assert_allclose(total.value, 1.0, rtol=1e-12)
    np.testing.assert_allclose(total.se, 0.0, atol=1e-7)  # the root of a rounding of 1e-15


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_score_is_the_sum_of_its_points_times_the_rates(seed):
    survey = survey_of(said(200, seed=seed))  # so many that nobody lacks an answer, but by a chance of 1e-6
    means = sat.means(survey)
    est = sat.rates(survey, rates={name: [name] for name in SCALE.points})
    scores = est.combine(dict(SCALE.points), over="measure")
    np.testing.assert_allclose(scores.value, means.value, rtol=1e-12)
    np.testing.assert_allclose(scores.cov, means.cov, rtol=1e-8, atol=1e-12)  # differences of products of points


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_a_rate_from_sums_is_the_rate_from_respondents(engine, tmp_path):
    if engine == "duckdb":
        pytest.importorskip("duckdb")
        pytest.importorskip("ibis")
    path = tmp_path / "answers.csv"
    said().to_csv(path, index=False)
    ones = sat.Scale({"satisfied": 1, "fairly satisfied": 1, "dissatisfied": 0}, no_opinion=["don't know"])
    sums = sat.moments(str(path), unit="unit", items=["q1", "q2"], scale=ones, engine=engine)
    groups = {"satisfied": ["satisfied", "fairly satisfied"]}
    found = sat.rates(sums, rates=groups)
    expected = sat.rates(survey_of(said()), rates=groups)
    assert found.labels.equals(expected.labels)
    np.testing.assert_allclose(found.value, expected.value, rtol=1e-12)
    np.testing.assert_allclose(found.cov, expected.cov, rtol=1e-9, atol=1e-15)  # the same sums in another order
    assert sat.intervals(found).n_effective.tolist() == expected.n.tolist()
    with pytest.raises(sat.SettingError, match="name the one group"):
        sat.rates(sums)
    with pytest.raises(sat.SettingError, match="ones and zeros"):
        sat.rates(sat.moments(survey_of(said())), rates=groups)


def test_a_rate_near_an_end_is_warned_about_under_its_own_name():
    data = said(120)
    data["q1"] = ["satisfied"] * 58 + ["dissatisfied"] * 2 + ["satisfied", "dissatisfied"] * 30
    survey = survey_of(data)
    est = sat.rates(survey, rates={"satisfied": ["satisfied"]}, items=["q1"])
    assert est.step.settings["near_end"] == (("A", "q1", "satisfied"),)
    assert "A · q1 · satisfied rate" in est.say("en")
    whole = sat.rates(survey, rates={"bad": ["dissatisfied"]}, by=None)
    assert all(name in whole.labels for name in whole.step.settings["near_end"])

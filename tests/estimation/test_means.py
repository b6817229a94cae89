"""Means and their covariance against R's survey package, closed forms, laws and coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import satmodel as sat

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}
EXACT = 1e-10  # both sides compute the same sums in double precision; R prints 15 digits


@pytest.fixture(scope="module")
def drawn():
    return pd.read_csv(REFERENCE / "designed_data.csv")


def frame_of(rows=24, seed=3):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "unit": np.repeat(["A", "B"], rows // 2),
            "cluster": np.repeat(np.arange(8), rows // 8),
            "weight": random.uniform(0.5, 2, rows),
            "x": random.choice([55.0, 75.0, 100.0], rows),
            "y": random.choice([55.0, 75.0, 100.0], rows),
        }
    )


@pytest.mark.parametrize("name", DESIGNS)
def test_means_and_covariance_equal_r_survey(drawn, name):
    survey = sat.read(drawn, unit="unit", items=["q1", "q2", "q3"], weight="weight", **DESIGNS[name])
    est = sat.means(survey)
    expected = pd.read_csv(REFERENCE / f"designed_means_{name}.csv").set_index(["unit", "item"])
    got = est.table.loc[expected.index]
    np.testing.assert_allclose(got["estimate"], expected["est"], rtol=EXACT)
    np.testing.assert_allclose(got["se"], expected["se"], rtol=EXACT)
    np.testing.assert_array_equal(got["df"], expected["df"])
    np.testing.assert_array_equal(got["n"], expected["n"])
    cov = pd.read_csv(REFERENCE / f"designed_cov_{name}.csv").set_index("row")
    order = [est.labels.get_loc(tuple(row.split(":"))) for row in cov.index]
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov.to_numpy(), rtol=EXACT, atol=EXACT)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
@pytest.mark.parametrize("name", ["strat_fpc", "strat", "clus1_fpc", "clus1"])
def test_means_and_covariance_equal_r_survey_on_its_own_data(name):
    data = pd.read_csv(API / ("apistrat.csv" if name.startswith("strat") else "apiclus1.csv"))
    design = {"stratum": "stype"} if name.startswith("strat") else {"cluster": "dnum"}
    if name.endswith("fpc"):
        design["population"] = "fpc"
    survey = sat.read(data, unit="stype", items=["api00", "api99"], weight="pw", **design)
    est = sat.means(survey)
    expected = pd.read_csv(REFERENCE / f"api_means_{name}.csv").set_index(["unit", "item"])
    got = est.table.loc[expected.index]
    np.testing.assert_allclose(got["estimate"], expected["est"], rtol=EXACT)
    np.testing.assert_allclose(got["se"], expected["se"], rtol=EXACT)
    np.testing.assert_array_equal(got["df"], expected["df"])
    cov = pd.read_csv(REFERENCE / f"api_cov_{name}.csv").set_index("row")
    order = [est.labels.get_loc(tuple(row.replace(".", ":").split(":"))) for row in cov.index]
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov.to_numpy(), rtol=EXACT, atol=1e-9)
    whole = sat.means(survey, by=None)
    row = pd.read_csv(REFERENCE / "api_whole.csv").query("design == @name").set_index("item").loc[["api00", "api99"]]
    table = whole.table.loc[["api00", "api99"]]
    np.testing.assert_allclose(table[["estimate", "se"]], row[["est", "se"]], rtol=EXACT)
    np.testing.assert_allclose(table[["low", "high"]], row[["low", "high"]], rtol=1e-9)  # the t quantile differs in R
    np.testing.assert_allclose(whole.cov[0, 1], row["cov"].iloc[0], rtol=EXACT)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
def test_change_of_the_same_schools_uses_the_covariance():
    data = pd.read_csv(API / "apiclus1.csv")
    survey = sat.read(data, unit="stype", items=["api99", "api00"], weight="pw", cluster="dnum")
    moved = sat.means(survey, by=None).combine({"api99": -1, "api00": 1})
    expected = pd.read_csv(REFERENCE / "api_change_clus1.csv").iloc[0]
    np.testing.assert_allclose([moved.value[0], moved.se[0]], [expected["est"], expected["se"]], rtol=EXACT)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
def test_a_unit_inside_one_cluster_is_not_estimable_where_r_prints_zero():
    data = pd.read_csv(API / "apiclus1.csv")
    survey = sat.read(data, unit="cname", items=["api00"], weight="pw", cluster="dnum", population="fpc")
    est = sat.means(survey)
    assert "Orange" in set(est.apart.query("reason == 'single_cluster'")["unit"])
    r = pd.read_csv(REFERENCE / "county_mean_clus1_fpc.csv").set_index("domain")
    assert r.loc["Orange", "se"] == 0
    kept = [name for name in r.index if name in est.labels.get_level_values("unit")]
    np.testing.assert_allclose(est.table.xs("api00", level="item").loc[kept, "se"], r.loc[kept, "se"], rtol=EXACT)
    assert r.drop(index=kept)["se"].max() < 1e-9  # what was set apart is what R gives as rounding around zero


def test_a_stratum_with_a_single_cluster_counts_its_distance_from_the_mean_of_all():
    data = pd.read_csv(REFERENCE / "lonely_data.csv").assign(unit="all")
    survey = sat.read(data, unit="unit", items=["y"], weight="w", stratum="strata", cluster="psu")
    est = sat.means(survey, by=None)
    r = pd.read_csv(REFERENCE / "lonely_psu.csv").set_index("option").loc["adjust"]
    np.testing.assert_allclose(
        [est.value[0], est.se[0], est.df[0]], r[["mean", "se", "degf"]].astype(float), rtol=EXACT
    )
    assert est.step.settings["lonely_strata"] == 1
    with pytest.raises(sat.NotEstimable, match="single cluster"):
        sat.means(survey, by=None, lonely="fail")


def test_simple_random_sampling_is_the_textbook_formula():
    data = frame_of()
    est = sat.means(sat.read(data, unit="unit", items=["x"], stratum="unit"))
    groups = data.groupby("unit")["x"]
    np.testing.assert_allclose(est.se, groups.std() / np.sqrt(groups.size()), rtol=1e-12)  # same sums, double precision


def test_what_cannot_be_estimated_is_listed_with_its_reason():
    data = frame_of()
    data.loc[data["unit"] == "B", "x"] = 75.0
    data.loc[data["unit"] == "A", "y"] = np.nan
    est = sat.means(sat.read(data, unit="unit", items=["x", "y"]))
    reasons = est.apart.set_index(["unit", "item"])["reason"]
    assert reasons.to_dict() == {("B", "x"): "no_variance", ("A", "y"): "no_answers"}
    composite = est.average("item")
    assert len(composite) == 0
    assert set(composite.apart["unit"]) == {"A", "B"}
    assert set(composite.apart["reason"]) == {"part_not_estimable"}


def test_nothing_estimable_is_an_error_that_says_why():
    data = frame_of().assign(x=75.0)
    with pytest.raises(sat.NotEstimable, match="no_variance"):
        sat.means(sat.read(data, unit="unit", items=["x"]))


@pytest.mark.parametrize(("setting", "value"), [("by", "town"), ("lonely", "drop")])
def test_unknown_settings_are_refused(setting, value):
    survey = sat.read(frame_of(), unit="unit", items=["x"])
    with pytest.raises(sat.SettingError, match=setting):
        sat.means(survey, **{setting: value})


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_permuting_rows_changes_nothing(seed):
    data = frame_of(seed=seed)
    read = {"unit": "unit", "items": ["x", "y"], "weight": "weight", "cluster": "cluster", "stratum": "unit"}
    est = sat.means(sat.read(data, **read))
    shuffled = sat.means(sat.read(data.sample(frac=1, random_state=seed), **read)).take({"unit": ["A", "B"]})
    np.testing.assert_allclose(shuffled.table.loc[est.labels, "se"], est.se, rtol=1e-9)  # another order of summation
    np.testing.assert_allclose(shuffled.table.loc[est.labels, "estimate"], est.value, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), constant=st.floats(-50, 50))
def test_adding_a_constant_moves_means_and_no_gap(seed, constant):
    data = frame_of(seed=seed)
    moved = data.assign(x=data["x"] + constant, y=data["y"] + constant)
    read = {"unit": "unit", "items": ["x", "y"], "cluster": "cluster", "stratum": "unit"}
    a, b = (sat.means(sat.read(part, **read)) for part in (data, moved))
    np.testing.assert_allclose(b.value - a.value, constant, atol=1e-9)  # rounding of sums of a few hundred points
    np.testing.assert_allclose(b.cov, a.cov, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.1, 10))
def test_only_relative_weights_matter_and_equal_weights_are_no_weights(seed, factor):
    data = frame_of(seed=seed)
    # one draw in ten thousand has the same answers in every cluster: no standard error, and nothing to compare
    assume(data.groupby("cluster")["x"].sum().nunique() > 1)
    design = {"unit": "unit", "items": ["x"], "cluster": "cluster", "stratum": "unit"}
    a = sat.means(sat.read(data, weight="weight", **design))
    b = sat.means(sat.read(data.assign(weight=data["weight"] * factor), weight="weight", **design))
    np.testing.assert_allclose(b.cov, a.cov, rtol=1e-9)
    same = sat.means(sat.read(data.assign(weight=factor), weight="weight", **design))
    none = sat.means(sat.read(data, **design))
    np.testing.assert_allclose(same.cov, none.cov, rtol=1e-9)


def test_one_respondent_a_cluster_is_no_clusters():
    data = frame_of().assign(own=range(24))
    design = {"unit": "unit", "items": ["x", "y"], "stratum": "unit"}
    a = sat.means(sat.read(data, cluster="own", **design))
    b = sat.means(sat.read(data, **design))
    np.testing.assert_allclose(a.cov, b.cov, rtol=1e-12)
    np.testing.assert_array_equal(a.df, b.df)


def test_the_moments_of_two_parts_add_up_to_those_of_the_whole():
    data = frame_of()
    read = {"unit": "unit", "items": ["x", "y"], "weight": "weight"}
    whole = sat.moments(sat.read(data, **read))
    parts = [sat.moments(sat.read(part, **read)) for part in (data.iloc[:9], data.iloc[9:])]
    for name in ("n", "sw", "swy", "swyy"):
        total = sum(getattr(part, name).sum(axis=0) for part in parts)
        np.testing.assert_allclose(getattr(whole, name).sum(axis=0), total, rtol=1e-12)


def coverage(simulations, villages, calls, seed):
    plan = sat.simulate.Plan(villages=villages, calls=calls)
    hits, shots = 0, 0
    for i in range(simulations):
        drawn = sat.simulate.county(seed=seed + i, plan=plan)
        scale = sat.Scale.preset("100/75/55")
        questions = dict(zip(sat.simulate.ITEMS, sat.simulate.QUESTIONS, strict=True))
        frame = drawn.rounds["2026H1"]
        survey = sat.read(frame, scale=scale, unit="镇街", items=questions, stratum="镇街", cluster="村居")
        table = sat.means(survey).average("item").table
        truth = drawn.truth.query("round == '2026H1' and item == 'composite'").set_index("unit")["points"]
        truth = truth.loc[table.index.get_level_values("unit")].to_numpy()
        inside = (table["low"].to_numpy() <= truth) & (truth <= table["high"].to_numpy())
        hits, shots = hits + inside.sum(), shots + len(inside)
    return hits / shots, shots


def test_intervals_of_township_composites_cover_the_truth():
    rate, shots = coverage(12, villages=20, calls=8, seed=100)
    # 156 intervals: the nominal .95 has a simulation error of .0175; .90 lies nearly three of these below
    assert shots == 156
    assert rate > 0.90


@pytest.mark.slow
def test_intervals_of_township_composites_cover_the_truth_closely():
    rate, _ = coverage(150, villages=20, calls=20, seed=5000)
    # 1,950 intervals: simulation error .005
    assert 0.935 < rate < 0.965

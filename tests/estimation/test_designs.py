"""Two stages, totals, ratios and the rules for lonely clusters against R's survey package, and laws."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
EXACT = 1e-10  # both sides compute the same sums in double precision; R prints 15 digits
ITEMS = ["q1", "q2", "q3"]
DESIGNS = {
    "homes": {
        "stratum": "stratum",
        "cluster": "village",
        "population": "villages",
        "second": "home",
        "second_population": "homes",
        "weight": "weight",
    },
    "people": {
        "stratum": "stratum",
        "cluster": "village",
        "population": "villages",
        "second_population": "people",
        "weight": "weight",
    },
    "first": {"stratum": "stratum", "cluster": "village", "population": "villages", "weight": "weight"},
    "none": {"weight": "weight"},
}


def drawn():
    return pd.read_csv(REFERENCE / "two_stage_data.csv")


def reference(design):
    return pd.read_csv(REFERENCE / "two_stage.csv").query("design == @design").set_index(["unit", "item"])


def covariance(design, what):
    table = pd.read_csv(REFERENCE / "two_stage_cov.csv").query("design == @design and what == @what")
    names = list(table["a"].unique())
    return names, table.pivot(index="a", columns="b", values="cov").loc[names, names].to_numpy()


def sources(design):
    asked = {"unit": "unit", "items": ITEMS, **DESIGNS[design]}
    yield sat.read(drawn(), **asked)
    yield sat.moments(drawn(), **asked)
    yield sat.moments(drawn(), engine="duckdb", **asked)


@pytest.mark.parametrize("design", DESIGNS)
def test_means_under_two_stages_are_r_surveys(design):
    expected = reference(design)
    names, cov = covariance(design, "mean")
    for source in sources(design):
        est = sat.means(source)
        table = est.table.loc[expected.index]
        np.testing.assert_allclose(table["estimate"], expected["mean"], rtol=EXACT)
        np.testing.assert_allclose(table["se"], expected["se"], rtol=EXACT)
        np.testing.assert_array_equal(table["df"], expected["df"])
        np.testing.assert_array_equal(table["n"], expected["n"])
        order = [est.labels.get_loc(tuple(name.split(" "))) for name in names]
        np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov, rtol=1e-9, atol=EXACT)


@pytest.mark.parametrize("design", DESIGNS)
def test_totals_are_r_surveys(design):
    expected = reference(design)
    names, cov = covariance(design, "total")
    for source in sources(design):
        est = sat.totals(source, lonely="remove")
        table = est.table.loc[expected.index]
        np.testing.assert_allclose(table["estimate"], expected["total"], rtol=EXACT)
        np.testing.assert_allclose(table["se"], expected["total_se"], rtol=EXACT)
        order = [est.labels.get_loc(tuple(name.split(" "))) for name in names]
        scale = np.sqrt(np.outer(np.diag(cov), np.diag(cov)))
        np.testing.assert_allclose(est.cov[np.ix_(order, order)] / scale, cov / scale, atol=EXACT)


@pytest.mark.parametrize("design", DESIGNS)
def test_ratios_are_r_surveys(design):
    expected = reference(design)
    names, cov = covariance(design, "ratio")
    survey = next(iter(sources(design)))
    asked = {"unit": "unit", "complete": True, **DESIGNS[design]}
    for top in ("q1", "q3"):
        rows = expected.xs(top, level="item").loc[["north", "south"]]
        given = [survey] + [
            sat.moments(drawn(), items=[top, "q2"], engine=engine, **asked) for engine in ("pandas", "duckdb")
        ]
        for source in given:
            est = sat.ratio(source, numerator=top, denominator="q2").take({"unit": ["north", "south"]})
            np.testing.assert_allclose(est.value, rows["ratio"], rtol=EXACT)
            np.testing.assert_allclose(est.se, rows["ratio_se"], rtol=EXACT)
            if top == "q1":
                assert names == ["north q1", "south q1"]
                np.testing.assert_allclose(est.cov, cov, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("rule", ["remove", "adjust", "average", "certainty"])
@pytest.mark.parametrize("finite", [False, True])
def test_lonely_clusters_follow_rs_rules(rule, finite):
    data = pd.read_csv(REFERENCE / "designed_data.csv").query("stratum != 'c' or cluster == 'c1'")
    design = {"weight": "weight", "stratum": "stratum", "cluster": "cluster"}
    design |= {"population": "population"} if finite else {}
    est = sat.means(sat.read(data, unit="unit", items=["q2"], **design), lonely=rule)
    r = pd.read_csv(REFERENCE / "lonely_rules.csv").query("rule == @rule and finite == @finite").set_index("unit")
    table = est.table.xs("q2", level="item").loc[r.index]
    np.testing.assert_allclose(table[["estimate", "se"]], r[["mean", "se"]], rtol=EXACT)


def test_the_rules_for_lonely_clusters_are_those_of_the_stored_table():
    data = pd.read_csv(REFERENCE / "lonely_data.csv").assign(unit="all")
    survey = sat.read(data, unit="unit", items=["y"], weight="w", stratum="strata", cluster="psu")
    for rule, row in pd.read_csv(REFERENCE / "lonely_psu.csv").set_index("option").iterrows():
        est = sat.means(survey, by=None, lonely=rule)
        np.testing.assert_allclose([est.value[0], est.se[0]], row[["mean", "se"]].astype(float), rtol=EXACT)
        total = sat.totals(survey, by=None, lonely=rule)
        np.testing.assert_allclose(total.value[0], row["total"], rtol=EXACT)
        if rule != "adjust":  # R takes the distance of a total from zero there, here it is that from the mean
            np.testing.assert_allclose(total.se[0], row["tse"], rtol=EXACT)
    with pytest.raises(sat.NotEstimable, match="single cluster"):
        sat.means(survey, by=None, lonely="fail")
    with pytest.raises(sat.SettingError, match="lonely"):
        sat.totals(survey, lonely="drop")


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
@pytest.mark.parametrize("design", ["strat_fpc", "strat", "clus1_fpc", "clus1"])
def test_totals_and_ratios_of_the_api_data_are_r_surveys(design):
    data = pd.read_csv(API / ("apistrat.csv" if design.startswith("strat") else "apiclus1.csv")).assign(unit="all")
    asked = {"stratum": "stype"} if design.startswith("strat") else {"cluster": "dnum"}
    asked |= {"population": "fpc"} if design.endswith("fpc") else {}
    survey = sat.read(data, unit="unit", items=["api00", "enroll", "api.stu"], weight="pw", **asked)
    r = pd.read_csv(REFERENCE / "api_estimates.csv").query("design == @design").set_index(["what", "name"])
    for column in ("api00", "enroll"):
        total = sat.totals(survey, by=None, columns=[column])
        np.testing.assert_allclose([total.value[0], total.se[0]], r.loc[("total", column), ["est", "se"]], rtol=EXACT)
    found = sat.ratio(survey, numerator="api.stu", denominator="enroll", by=None)
    wanted = r.loc[("ratio", "api.stu/enroll"), ["est", "se"]]
    np.testing.assert_allclose([found.value[0], found.se[0]], wanted, rtol=EXACT)


def test_a_second_stage_counts_only_where_the_first_is_finite():
    asked = {"unit": "unit", "items": ITEMS, "weight": "weight", "stratum": "stratum", "cluster": "village"}
    one = sat.means(sat.read(drawn(), **asked))
    two = sat.means(sat.read(drawn(), second="home", **asked))
    np.testing.assert_array_equal(one.cov, two.cov)


def test_villages_sampled_whole_leave_the_variance_within_them():
    data = drawn().query("stratum == 'c'").assign(unit="all")
    asked = {"unit": "unit", "items": ["q2"], "cluster": "village", "second": "home"}
    est = sat.means(sat.read(data, population=4, second_population="homes", **asked), by=None)
    deviation = data.assign(z=(data["q2"] - data["q2"].mean()) / len(data))
    variance = 0.0
    for _, village in deviation.groupby("village"):
        totals = village.groupby("home")["z"].sum()
        kept = 1 - len(totals) / village["homes"].iloc[0]
        variance += kept * len(totals) * totals.var(ddof=1)  # Cochran (1977), 10.3, with every village in the sample
    np.testing.assert_allclose(est.cov[0, 0], variance, rtol=1e-12)


def test_settings_of_a_second_stage_that_do_not_fit_are_refused():
    for design, words in [
        ({"second": "home"}, "needs cluster="),
        ({"cluster": "village", "second_population": "homes"}, "needs cluster= and population="),
    ]:
        for door in (sat.read, sat.moments):
            with pytest.raises(sat.SettingError, match=words):
                door(drawn(), unit="unit", items=ITEMS, **design)


def test_faults_of_a_second_stage_are_told_at_the_door():
    data = drawn()
    data.loc[0, "homes"] = 99
    asked = {"unit": "unit", "items": ["q2"], "stratum": "stratum", "cluster": "village", "population": "villages"}
    with pytest.raises(sat.DataProblems) as caught:
        sat.read(data, second="home", second_population="homes", **asked)
    assert list(caught.value.table["rule"]) == ["second_population_differs"]
    with pytest.raises(sat.DataProblems) as caught:
        sat.read(drawn(), second="home", second_population={f"v{i}": 1 for i in range(1, 18)}, **asked)
    assert set(caught.value.table["rule"]) == {"second_population_missing", "second_population_too_small"}
    data = drawn().astype({"homes": object})
    data.loc[3, "homes"] = "many"
    with pytest.raises(sat.DataProblems, match="number is expected here"):
        sat.read(data, second="home", second_population="homes", **asked)


def test_what_a_ratio_cannot_give():
    data = drawn().assign(zero=0.0)
    survey = sat.read(data, unit="unit", items=[*ITEMS, "zero"])
    with pytest.raises(sat.NotEstimable, match="no_denominator"):
        sat.ratio(survey, numerator="q1", denominator="zero")
    with pytest.raises(sat.SettingError, match="complete=True"):
        sat.ratio(sat.moments(survey), numerator="q1", denominator="q2")
    with pytest.raises(sat.SettingError, match="once each"):
        sat.ratio(survey, numerator="q1", denominator="q1")
    with pytest.raises(sat.SettingError, match="not str"):
        sat.means("a.xlsx")


def test_moments_and_surveys_are_taken_alike():
    survey = sat.read(drawn(), unit="unit", items=ITEMS, cluster="village", stratum="stratum")
    sums = sat.moments(survey)
    for verb in (sat.means, sat.totals):
        np.testing.assert_array_equal(verb(survey, columns=["q3", "q1"]).cov, verb(sums, columns=["q3", "q1"]).cov)
    with pytest.raises(sat.SettingError, match="no sums of the columns"):
        sat.means(sums, columns=["q9"])


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), constant=st.floats(-40, 40), engine=st.sampled_from(["pandas", "duckdb"]))
def test_laws_of_moments_of_a_frame(seed, constant, engine):
    data = drawn().sample(frac=1, random_state=seed)
    random = np.random.default_rng(seed)
    data["weight"] = random.uniform(0.5, 3, len(data))
    for name in ("people", "homes", "none"):
        asked = {"unit": "unit", "items": ITEMS, "engine": engine, **DESIGNS[name]}
        est = sat.means(sat.moments(data, **asked))
        shuffled = sat.means(sat.moments(data.sample(frac=1, random_state=seed + 1), **asked))
        np.testing.assert_allclose(shuffled.cov, est.cov, rtol=1e-9, atol=1e-12)  # another order of summation
        doubled = sat.means(sat.moments(data.assign(weight=2 * data["weight"]), **asked))
        np.testing.assert_allclose(doubled.cov, est.cov, rtol=1e-9, atol=1e-12)
        moved = sat.means(sat.moments(data.assign(**{q: data[q] + constant for q in ITEMS}), **asked))
        np.testing.assert_allclose(moved.value - est.value, constant, atol=1e-9)
        np.testing.assert_allclose(moved.cov, est.cov, rtol=1e-8, atol=1e-11)  # squares of points around 100
        same = sat.means(sat.moments(data.assign(weight=3.0), **asked))
        del asked["weight"]
        np.testing.assert_allclose(same.cov, sat.means(sat.moments(data, **asked)).cov, rtol=1e-9, atol=1e-12)


def test_one_respondent_a_cluster_is_simple_random_sampling():
    data = drawn().assign(own=range(len(drawn())))
    asked = {"unit": "unit", "items": ITEMS, "weight": "weight", "stratum": "stratum"}
    for engine in ("pandas", "duckdb"):
        a = sat.means(sat.moments(data, cluster="own", engine=engine, **asked))
        b = sat.means(sat.moments(data, engine=engine, **asked))
        np.testing.assert_allclose(a.cov, b.cov, rtol=1e-10, atol=1e-13)  # squares lose two digits
        np.testing.assert_array_equal(a.df, b.df)

"""Design-based regression: R's numbers, brute force for few clusters, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import linalg, special, stats

import satmodel as sat
from satmodel.inference.regressing.fitting import fit_ordered
from satmodel.inference.regressing.small_clusters import cr2

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}
MODELS = {
    "linear": {"outcome": "q3", "on": ["q1", "q2", "unit"], "family": "linear"},
    "logit": {"outcome": {"q1": [100]}, "on": ["q2", "unit"], "family": "logit"},
    "logistic": {"outcome": "q1", "on": ["q2", "unit"], "family": "ordinal"},
    "probit": {"outcome": {"q1": ["55", "75", "100"]}, "on": ["q2", "unit"], "family": "probit"},
}
needs_api = pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")


@pytest.fixture(scope="module")
def drawn():
    return pd.read_csv(REFERENCE / "designed_data.csv")


def read(frame, **more):
    return sat.read(frame, unit="unit", items=["q1", "q2", "q3"], weight="weight", **more)


def ours(term):
    term = "constant" if term == "(Intercept)" else term
    return f"unit={term[4:]}" if term in ("unitnorth", "uniteast", "unitsouth") else term


def compared(found, coef, cov):
    """Ours in R's order: coefficients, covariance, and R's."""
    order = [found.names.index(ours(term)) for term in coef["term"]]
    return found.coefficient[order], found.cov[np.ix_(order, order)], coef["est"], cov.set_index("row").to_numpy()


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("model", ["linear", "logit"])
def test_linear_and_logistic_equal_r(drawn, name, model):
    found = sat.regress(read(drawn, **DESIGNS[name]), **MODELS[model])
    coef, cov = (pd.read_csv(REFERENCE / f"regress_{model}_{name}_{part}.csv") for part in ("coef", "cov"))
    b, v, rb, rv = compared(found, coef, cov)
    np.testing.assert_allclose(b, rb, rtol=1e-10)  # double precision on both sides
    np.testing.assert_allclose(v, rv, rtol=1e-9, atol=1e-12 * np.abs(rv).max())  # small entries are differences
    assert set(found.df) == set(coef["df"])


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("model", ["logistic", "probit"])
def test_ordered_equal_r(drawn, name, model):
    found = sat.regress(read(drawn, **DESIGNS[name]), **MODELS[model])
    coef, cov = (pd.read_csv(REFERENCE / f"regress_{model}_{name}_{part}.csv") for part in ("coef", "cov"))
    b, v, rb, rv = compared(found, coef, cov)
    np.testing.assert_allclose(b, rb, rtol=1e-6)  # R's optimiser stops there
    scale = np.sqrt(np.outer(np.diag(rv), np.diag(rv)))
    np.testing.assert_allclose(v / scale, rv / scale, atol=1e-5)  # R takes its information by finite differences
    assert set(found.df) == set(coef["df"])


def api(name, **more):
    data = pd.read_csv(API / ("apistrat.csv" if name.startswith("strat") else "apiclus1.csv"))
    data["mealcat"] = pd.cut(data["meals"], [-1, 25, 50, 75, 101], labels=["1", "2", "3", "4"]).astype(str)
    design = {"stratum": "stype"} if name.startswith("strat") else {"cluster": "dnum"}
    if name.endswith("fpc"):
        design["population"] = "fpc"
    return sat.read(data, unit="stype", items=["api00"], weight="pw", **design, **more)


@needs_api
@pytest.mark.parametrize("name", ["strat_fpc", "strat", "clus1_fpc", "clus1"])
def test_linear_equals_r_on_its_own_data(name):
    found = sat.regress(api(name), outcome="api00", on=["ell", "meals", "mobility"])
    coef, cov = (pd.read_csv(REFERENCE / f"svyglm_gauss_{name}_{part}.csv") for part in ("coef", "vcov"))
    b, v, rb, rv = compared(found, coef, cov)
    np.testing.assert_allclose(b, rb, rtol=1e-9)  # the constant lies near 800, the slopes near 0.2
    np.testing.assert_allclose(v, rv, rtol=1e-8)
    np.testing.assert_allclose(found.table.loc[list(found.names), "p"], coef["p"], rtol=1e-8)


@needs_api
@pytest.mark.parametrize("name", ["strat_fpc", "clus1_fpc", "clus1"])
def test_logistic_equals_r_on_its_own_data(name):
    found = sat.regress(api(name), outcome={"sch.wide": ["Yes"]}, on=["ell", "meals", "mobility"], family="logit")
    coef, cov = (pd.read_csv(REFERENCE / f"svyglm_logit_{name}_{part}.csv") for part in ("coef", "vcov"))
    b, v, rb, rv = compared(found, coef, cov)
    np.testing.assert_allclose(b, rb, rtol=1e-6)  # R stopped at its own looser rule (1e-8 of the deviance)
    scale = np.sqrt(np.outer(np.diag(rv), np.diag(rv)))
    np.testing.assert_allclose(v / scale, rv / scale, atol=1e-4)  # and takes the weights of the step before


@needs_api
@pytest.mark.parametrize(
    ("file", "name", "family"),
    [
        ("svyolr_strat_fpc", "strat_fpc", "ordinal"),
        ("svyolr_probit_strat_fpc", "strat_fpc", "probit"),
        ("svyolr_probit_clus1_fpc", "clus1_fpc", "probit"),
    ],
)
def test_ordered_equals_r_on_its_own_data(file, name, family):
    found = sat.regress(
        api(name),
        outcome={"mealcat": ["1", "2", "3", "4"]},
        on=["avg.ed", "mobility", "stype"],
        family=family,
        baseline={"stype": "E"},
    )
    coef = pd.read_csv(REFERENCE / f"{file}_coef.csv")
    names = [{"stypeH": "stype=H", "stypeM": "stype=M"}.get(term, term) for term in coef["term"]]
    table = found.table.loc[names]
    np.testing.assert_allclose(table["coefficient"], coef["est"], rtol=5e-4)  # R's optimiser, default stopping rule
    np.testing.assert_allclose(table["coefficient_se"], coef["se"], rtol=1.5e-3)  # and its finite differences
    if family == "ordinal":
        vcov = pd.read_csv(REFERENCE / f"{file}_vcov.csv").iloc[:, 1:].to_numpy()
        order = [found.names.index(name) for name in names]
        scale = np.sqrt(np.outer(np.diag(vcov), np.diag(vcov)))
        np.testing.assert_allclose(found.cov[np.ix_(order, order)] / scale, vcov / scale, atol=3e-3)  # the same


@needs_api
def test_few_clusters_equal_clubsandwich():
    found = sat.regress(api("clus1"), outcome="api00", on=["ell", "meals", "mobility"], covariance="cr2")
    expected = pd.read_csv(REFERENCE / "CR2_satt_apiclus1_wls.csv")
    columns = ["coefficient", "coefficient_se", "df", "p"]
    np.testing.assert_allclose(found.table[columns], expected[["beta", "SE", "df_Satt", "p_Satt"]], rtol=1e-8)
    assert "regress.few" in {finding.kind for finding in found.findings}  # 3.86 degrees of freedom for mobility


def brute_cr2(x, y, weight, cluster):
    """CR2 and its degrees of freedom by the definition, with (r, r) matrices."""
    w = np.diag(weight)
    bread = np.linalg.inv(x.T @ w @ x)
    left_over = np.eye(len(y)) - x @ bread @ x.T @ w
    rest = left_over @ y
    cov, projections = np.zeros((x.shape[1],) * 2), []
    for one in np.unique(cluster):
        rows = np.flatnonzero(cluster == one)
        part = left_over[rows]
        root = linalg.sqrtm(np.linalg.pinv(part @ part.T, rcond=1e-10, hermitian=True)).real
        pulled = bread @ x[rows].T @ w[np.ix_(rows, rows)] @ root
        cov += np.outer(pulled @ rest[rows], pulled @ rest[rows])
        projections.append(pulled @ part)
    df = []
    for i in range(x.shape[1]):
        p = np.array([projection[i] for projection in projections])
        df.append(np.trace(p @ p.T) ** 2 / ((p @ p.T) ** 2).sum())
    return cov, np.array(df)


def test_few_clusters_equal_the_definition(drawn):
    found = sat.regress(read(drawn, cluster="cluster"), **MODELS["linear"], covariance="cr2")
    full = drawn.dropna(subset=["q1", "q2", "q3"])
    x = np.column_stack([np.ones(len(full)), full["q1"], full["q2"], full["unit"] == "north", full["unit"] == "east"])
    cov, df = brute_cr2(x.astype(float), full["q3"].to_numpy(), full["weight"].to_numpy(), full["cluster"].to_numpy())
    assert found.names == ("constant", "q1", "q2", "unit=north", "unit=east")
    # 1e-8: the definition loses digits in its square roots
    np.testing.assert_allclose(found.cov, cov, rtol=1e-8, atol=1e-8 * np.abs(cov).max())
    np.testing.assert_allclose(found.df, df, rtol=1e-8)


def test_a_term_that_varies_between_clusters_only_equals_the_definition():
    random = np.random.default_rng(4)
    cluster = np.repeat(np.arange(9), 5)
    x = np.column_stack([np.ones(45), (cluster < 2).astype(float), random.normal(size=45)])
    y, weight = random.normal(size=45), random.uniform(0.5, 2, 45)
    rest = y - x @ np.linalg.solve(x.T @ (weight[:, None] * x), x.T @ (weight * y))
    cov, df = cr2(x, rest, weight, cluster)
    expected, expected_df = brute_cr2(x, y, weight, cluster)
    np.testing.assert_allclose(cov, expected, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(df, expected_df, rtol=1e-7)


def test_one_respondent_a_cluster_is_hc2(drawn):
    data = drawn.dropna()
    found = sat.regress(
        sat.read(data, unit="unit", items=["q1", "q2", "q3"]), outcome="q3", on=["q1", "q2"], covariance="cr2"
    )
    import statsmodels.api as sm

    fit = sm.OLS(data["q3"], sm.add_constant(data[["q1", "q2"]])).fit(cov_type="HC2")
    np.testing.assert_allclose(found.cov, fit.cov_params(), rtol=1e-9)  # two ways of the same arithmetic


@pytest.mark.parametrize("probit", [False, True])
def test_the_ordered_solution_is_where_the_likelihood_is_flat(probit):
    random = np.random.default_rng(1)
    x, weight = random.normal(size=(200, 2)), random.uniform(0.5, 2, 200)
    y = np.digitize(x @ [1.0, -0.5] + random.logistic(size=200), [-1.0, 0.0, 1.5])
    fit = fit_ordered(y, x, weight, ("a", "b", "constant", "constant", "constant"), probit=probit)
    shape = stats.norm.cdf if probit else special.expit

    def likelihood(b):
        ends = np.concatenate([[-np.inf], b[2:], [np.inf]])
        fitted = x @ b[:2]
        return weight @ np.log(shape(ends[y + 1] - fitted) - shape(ends[y] - fitted))

    steps = 1e-5 * np.eye(5)
    slope = [(likelihood(fit.coefficient + s) - likelihood(fit.coefficient - s)) / 2e-5 for s in steps]
    np.testing.assert_allclose(slope, 0, atol=1e-5)  # central differences of a sum near 200
    np.testing.assert_allclose(fit.influence.sum(axis=0), 0, atol=1e-10)


def test_an_ordered_probit_of_two_levels_is_a_probit():
    random = np.random.default_rng(2)
    data = pd.DataFrame({"unit": "a", "q1": random.choice([55.0, 100.0], 120), "x": random.normal(size=120)})
    found = sat.regress(sat.read(data, unit="unit", items=["q1"]), outcome="q1", on=["x"], family="probit")
    import statsmodels.api as sm

    fit = sm.Probit((data["q1"] == 100).astype(float), sm.add_constant(data["x"])).fit(disp=0, tol=1e-12)
    np.testing.assert_allclose(
        found.coefficient, [fit.params["x"], -fit.params["const"]], rtol=1e-7
    )  # its stopping rule


def test_linear_shares_its_slopes_and_errors_with_drivers(drawn):
    data = drawn.assign(overall=drawn["q3"])
    survey = sat.read(
        data, unit="unit", items=["q1", "q2"], overall="overall", weight="weight", stratum="stratum", cluster="cluster"
    )
    rows = sat.drivers(survey, replicates=200).table.loc[["q1", "q2"]]
    table = sat.regress(survey, outcome="overall", on=["q1", "q2"]).table.loc[["q1", "q2"]]
    columns = ["coefficient", "coefficient_se"]
    np.testing.assert_allclose(table[columns], rows[columns], rtol=1e-9)  # one from rows, one from sums


def test_terms_of_text_and_codes_and_items_by_their_names():
    data = pd.DataFrame(
        {
            "town": ["A", "B"] * 30,
            "Q1 safety": ["good", "bad", "can't say", "good", "bad", "bad"] * 10,
            "sex": ["f", "m", "m", "f", "f", "m"] * 10,
            "band": [1, 2, 3, 2, 1, 3] * 10,
            "age": np.arange(60) % 17 + 20.0,
        }
    )
    scale = sat.Scale({"good": 100, "bad": 0}, no_opinion=["can't say"])
    survey = sat.read(data, unit="town", items={"safety": "Q1"}, scale=scale)
    found = sat.regress(survey, outcome="safety", on=["sex", "band", "age"], baseline={"sex": "m", "band": 1})
    assert found.names == ("constant", "sex=f", "band=2", "band=3", "age")
    assert found.n == 50
    assert found.lost["missing"].to_dict() == {"safety": 10, "sex": 0, "band": 0, "age": 0}
    assert found.lost_rows == tuple(range(3, 60, 6))  # rows counted from 1
    chosen = sat.regress(survey, outcome={"safety": ["good"]}, on=["age"], family="logit")
    points = sat.regress(survey, outcome={"safety": [100]}, on=["age"], family="logit")
    np.testing.assert_array_equal(chosen.coefficient, points.coefficient)
    aware = sat.regress(survey, outcome={"safety": ["can't say"]}, on=["age"], family="logit")
    assert aware.n == 60  # an answer without an opinion that is asked for counts, and so do the others


@pytest.mark.parametrize("family", ["linear", "ordinal"])
def test_a_census_has_exact_coefficients(family):
    random = np.random.default_rng(1)
    frame = pd.DataFrame({"a": random.normal(size=200), "town": "A", "village": np.arange(200) // 5, "N": 40})
    frame["rating"] = np.digitize(frame["a"] + random.logistic(size=200), [-1.0, 1.0])
    survey = sat.read(frame, unit="town", items=["a"], overall="rating", cluster="village", population="N")
    found = sat.regress(survey, outcome="overall", on=["a"], family=family)
    row = found.table.loc["a"]
    assert row[["coefficient_se", "p"]].tolist() == [0, 0]
    assert row["low"] == row["high"] == row["coefficient"]
    assert "established" in found.say("en")


def test_text_in_a_column_of_numbers_is_a_fault_with_its_row(drawn):
    ages = pd.Series(range(len(drawn)), dtype=object) % 50 + 20
    ages[[4, 17]] = "unknown"
    survey = read(drawn.assign(age=ages))
    with pytest.raises(sat.DataProblems, match=r"row 5: \(age\)|row 5 \(age\)") as caught:
        sat.regress(survey, outcome="q1", on=["q2", "age"])
    assert [fault.row for fault in caught.value.problems] == [5, 18]
    assert [fault.rule for fault in caught.value.problems] == ["numbers_and_text"] * 2
    levels = sat.regress(survey, outcome="q1", on=["q2", "age"], baseline={"age": "unknown"})
    assert "age=21" in levels.names


def test_what_does_not_vary_or_repeats_another_is_apart(drawn):
    lost = drawn["q1"].isna()
    data = drawn.assign(twice=2 * drawn["q2"] + 1, same=3.0, region=drawn["unit"].where(~lost, "none"))
    found = sat.regress(read(data), outcome="q1", on=["q2", "twice", "same", "region"])
    reasons = {"twice": "term_collinear", "same": "term_constant", "region=none": "level_lost"}
    assert found.apart["reason"].to_dict() == reasons
    plain = sat.regress(read(data), outcome="q1", on=["q2", "region"])
    shared = [name for name in plain.names if name in found.names]
    np.testing.assert_allclose(found.table.loc[shared], plain.table.loc[shared], rtol=1e-9)


def test_separation_is_refused_with_the_terms_that_separate(drawn):
    data = drawn.assign(mark=(drawn["q1"] == 100).astype(int), half=((drawn["q1"] == 100) & (drawn["q2"] > 60)) * 1)
    for term in ("mark", "half"):
        with pytest.raises(sat.NotEstimable, match=rf"{term}.*separation"):
            sat.regress(read(data), outcome={"q1": [100]}, on=["q3", term], family="logit")
    with pytest.raises(sat.NotEstimable, match=r"copy.*separation"):
        sat.regress(
            read(data.assign(copy=drawn["q1"] * 3)), outcome={"q1": [55, 75, 100]}, on=["copy"], family="ordinal"
        )


def test_a_level_inside_one_cluster_is_refused(drawn):
    data = drawn.assign(place=np.where(drawn["cluster"] == "a1", "hill", "plain"))
    with pytest.raises(sat.NotEstimable, match=r"place=hill.*single cluster"):
        sat.regress(read(data, cluster="cluster"), outcome="q1", on=["place"])


def test_too_few_clusters_are_refused(drawn):
    data = drawn[drawn["cluster"].isin(["a1", "a2", "a3", "b1"])]
    with pytest.raises(sat.NotEstimable, match="4 clusters in 1 strata leave 0 degrees of freedom"):
        sat.regress(read(data, cluster="cluster"), outcome="q1", on=["q2", "q3", "weight"])
    between = drawn.assign(height=(drawn["cluster"] == "a2") * 7)
    with pytest.raises(sat.NotEstimable, match=r"height.*single cluster"):
        sat.regress(read(between, cluster="cluster"), outcome="q1", on=["height"], covariance="cr2")


def test_a_level_of_the_outcome_that_is_lost_is_named(drawn):
    data = drawn.assign(q2=drawn["q2"].where(drawn["q1"] != 100))
    with pytest.raises(sat.NotEstimable, match=r"'100' to 'q1'; join"):
        sat.regress(read(data), outcome="q1", on=["q2"], family="ordinal")


def test_an_outcome_made_from_the_terms_is_refused(drawn):
    with pytest.raises(sat.NotEstimable, match="exactly"):
        sat.regress(read(drawn.assign(sum=drawn["q1"] + drawn["q2"])), outcome="sum", on=["q1", "q2"])
    with pytest.raises(sat.NotEstimable, match="nothing to explain"):
        sat.regress(read(drawn.assign(flat=1.0)), outcome="flat", on=["q1"])


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"family": "poisson"}, "family must be"),
        ({"covariance": "hc3"}, "covariance must be"),
        ({"covariance": "cr2", "family": "logit", "outcome": {"q1": [100]}}, "cr2"),
        ({"on": ["q1"]}, "among the terms"),
        ({"on": ["q2", "q2"]}, "each once"),
        ({"on": ["height"]}, "no column 'height'"),
        ({"on": ["unit"], "baseline": {"unit": "west"}}, "baseline 'west'"),
        ({"baseline": {"unit": "south"}}, "not among the columns"),
        ({"outcome": "q1", "family": "logit"}, "more than 0 and 1"),
        ({"outcome": {"q1": [80]}, "family": "logit"}, "nobody answered '80'"),
        ({"outcome": {"q1": [100]}}, "points of one column"),
        ({"outcome": {"q1": [100]}, "family": "ordinal"}, "two answers or more"),
        ({"outcome": "unit"}, "holds text"),
        ({"level": 95}, "level"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(drawn, more, match):
    with pytest.raises(sat.SettingError, match=match):
        sat.regress(read(drawn), **{"outcome": "q1", "on": ["q2"]} | more)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.1, 10), shift=st.floats(-50, 50))
def test_rescaling_a_term_rescales_its_coefficient_and_the_order_of_rows_does_not_matter(seed, factor, shift):
    drawn = pd.read_csv(REFERENCE / "designed_data.csv")
    a = sat.regress(read(drawn, **DESIGNS["plain"]), outcome="q1", on=["q2", "q3"])
    moved = drawn.assign(q2=drawn["q2"] * factor + shift, weight=drawn["weight"] * factor)
    b = sat.regress(read(moved.sample(frac=1, random_state=seed), **DESIGNS["plain"]), outcome="q1", on=["q2", "q3"])
    np.testing.assert_allclose(b.coefficient[1:] * [factor, 1], a.coefficient[1:], rtol=1e-8)
    np.testing.assert_allclose(b.se[1:] * [factor, 1], a.se[1:], rtol=1e-8)


@pytest.mark.parametrize("model", MODELS)
def test_a_term_far_from_zero_loses_no_digits(drawn, model):
    data = drawn.assign(day=np.arange(len(drawn)) % 40.0)
    asked = MODELS[model] | {"on": ["q2", "day"]}
    near = sat.regress(read(data, **DESIGNS["plain"]), **asked)
    far = sat.regress(read(data.assign(day=data["day"] + 20_260_000), **DESIGNS["plain"]), **asked)
    for name in ("q2", "day"):
        a, b = near.table.loc[name], far.table.loc[name]
        np.testing.assert_allclose(
            b[["coefficient", "coefficient_se"]], a[["coefficient", "coefficient_se"]], rtol=1e-8
        )


def test_how_much_is_accounted_for_equals_statsmodels(drawn):
    import statsmodels.api as sm
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    data = drawn.dropna()
    x = sm.add_constant(data[["q2", "q3"]])
    weighted = sat.regress(read(drawn), outcome="q1", on=["q2", "q3"])
    assert weighted.fitted == pytest.approx(sm.WLS(data["q1"], x, weights=data["weight"]).fit().rsquared, rel=1e-12)
    plain = sat.read(data, unit="unit", items=["q1", "q2", "q3"])
    logit = sat.regress(plain, outcome={"q1": [100]}, on=["q2", "q3"], family="logit")
    other = sm.Logit((data["q1"] == 100).astype(float), x).fit(disp=0, tol=1e-12)
    assert logit.fitted == pytest.approx(other.prsquared, rel=1e-10)
    np.testing.assert_allclose(logit.coefficient, other.params, rtol=1e-8)
    for family, shape in (("ordinal", "logit"), ("probit", "probit")):
        levels = sat.regress(plain, outcome="q1", on=["q2", "q3"], family=family)
        other = OrderedModel(data["q1"], data[["q2", "q3"]], distr=shape).fit(method="bfgs", disp=0)
        assert levels.fitted == pytest.approx(other.prsquared, rel=1e-6)  # a flat top
        np.testing.assert_allclose(levels.coefficient[:2], other.params[:2], rtol=1e-4)  # its optimiser


def coverage(simulations, family, covariance, clusters, seed):
    random = np.random.default_rng(seed)
    hits = 0
    for _ in range(simulations):
        cluster = np.repeat(np.arange(clusters), 12)
        x = random.normal(size=clusters)[cluster] * 0.7 + random.normal(size=len(cluster))
        noise = random.normal(size=clusters)[cluster] * 0.6 + random.normal(size=len(cluster))
        data = pd.DataFrame({"unit": "a", "cluster": cluster, "x": x, "y": 80 + 2 * x + noise})
        survey = sat.read(data, unit="unit", items=["y"], cluster="cluster")
        row = sat.regress(survey, outcome="y", on=["x"], family=family, covariance=covariance).table.loc["x"]
        hits += row["low"] <= 2 <= row["high"]
    return hits / simulations


@pytest.mark.slow
def test_intervals_cover_the_slope():
    # 200 intervals at a nominal .95: simulation error .015; three of these on either side
    assert 0.905 < coverage(200, "linear", "cr2", 8, 1) <= 0.995
    assert 0.905 < coverage(200, "linear", "design", 40, 2) <= 0.995


@pytest.mark.thorough
def test_intervals_cover_the_slope_closely_with_few_clusters():
    # 3,000 intervals: simulation error .004
    assert 0.935 < coverage(3000, "linear", "cr2", 8, 11) < 0.97

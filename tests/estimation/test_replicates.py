"""Replicate weights against R's survey package, closed forms, laws and coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from tests.survey import weighted as sample

REFERENCE = sample.REFERENCE
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
EXACT = 1e-10  # both sides compute the same sums in double precision; R prints 15 digits
RAKED = 1e-8  # the weights of every replicate agree to 1e-9: both sides iterate


def read(frame, **design):
    return sat.read(frame, unit="unit", items=["q1", "q2", "q3"], weight="weight", cluster="cluster", **design)


def paired():
    """Two clusters in every stratum; the names sort as the clusters stand in the file."""
    frame = sample.drawn()
    number = frame["cluster"].str[1:].astype(int)
    pair = frame["stratum"] + ((number + 1) // 2).astype(str)
    frame = frame.assign(pair=pair, cluster=frame["stratum"] + number.map("{:02d}".format))
    return read(frame[frame["cluster"] != "c05"], stratum="pair")


def surveys():
    one_stratum = sample.drawn().assign(clusters=74)
    return {
        "jkn": (sample.survey("plain"), {}),
        "jkn_mse": (sample.survey("plain"), {}),
        "jkn_finite": (sample.survey("finite"), {}),
        "jk1": (read(one_stratum), {}),
        "jk1_finite": (read(one_stratum, population="clusters"), {}),
        "brr": (paired(), {}),
        "fay": (paired(), {"rho": 0.3}),
        "jkn_raked": (sample.weighted("whole"), {}),
    }


def reference(name):
    frame = pd.read_csv(REFERENCE / f"replicates_{name}.csv").set_index("row")
    return frame["estimate"], frame.drop(columns="estimate")


@pytest.mark.parametrize("name", surveys())
def test_means_and_covariance_equal_r_survey(name):
    survey, settings_ = surveys()[name]
    made = sat.replicates(survey, kind=name.split("_")[0], **settings_)
    est = sat.replicate_means(survey, made, centre="estimate" if name.endswith("mse") else "replicates")
    value, cov = reference(name)
    near = RAKED if name.endswith("raked") else EXACT
    order = [est.labels.get_loc(tuple(row.split(":"))) for row in cov.index]
    np.testing.assert_allclose(est.value[order], value, rtol=near)
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov, rtol=near, atol=near)
    kinds = pd.read_csv(REFERENCE / "replicates_kinds.csv").set_index("kind").loc[name]
    assert len(made) == kinds["replicates"]
    np.testing.assert_allclose(made.scale, kinds["scale"], rtol=1e-14)
    if not name.startswith("jkn"):
        return
    np.testing.assert_array_equal(est.df, sat.means(survey).df)
    assert sat.replicate_means(survey, made, by=None).df.max() == kinds["df"]


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
@pytest.mark.parametrize("name", ["strat_jkn", "clus1_jk1", "clus1nofpc_jk1"])
def test_means_and_covariance_equal_r_survey_on_its_own_data(name):
    data = pd.read_csv(API / ("apistrat.csv" if name.startswith("strat") else "apiclus1.csv"))
    design = {"stratum": "stype"} if name.startswith("strat") else {"cluster": "dnum"}
    if "nofpc" not in name:
        design["population"] = "fpc"
    survey = sat.read(data, unit="stype", items=["api00"], weight="pw", **design)
    made = sat.replicates(survey, kind=name.split("_")[1])
    est = sat.replicate_means(survey, made).take({"item": "api00"})
    expected = pd.read_csv(REFERENCE / f"api_replicates_{name}.csv").set_index("row")
    order = [est.labels.get_loc((row,)) for row in expected.index]
    order = [place.start if isinstance(place, slice) else place for place in order]
    np.testing.assert_allclose(est.value[order], expected["mean"], rtol=EXACT)
    cov = expected[list(expected.index)]
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov, rtol=EXACT, atol=1e-9)
    whole = sat.replicate_means(survey, made, by=None)
    np.testing.assert_allclose([whole.value[0], whole.se[0]], expected[["whole", "whole_se"]].iloc[0], rtol=EXACT)


@pytest.mark.parametrize(("kind", "name"), [("brr", "BRR"), ("fay", "Fay0.3"), ("jkn", "JKn")])
def test_half_samples_of_the_ambulance_data_equal_r_survey(kind, name):
    data = pd.read_csv(REFERENCE / "scd_data.csv").assign(unit="all")
    # half samples hold one of each two clusters or, all of them mirrored, the other; named like this they are R's
    data["cluster"] = data["ESA"] * 10 + 3 - data["ambulance"]
    survey = sat.read(data, unit="unit", items=["alive", "arrests"], stratum="ESA", cluster="cluster")
    made = sat.replicates(survey, kind=kind, rho=0.3 if kind == "fay" else None)
    est = sat.replicate_means(survey, made, by=None)
    expected = pd.read_csv(REFERENCE / "brr_scd.csv").set_index("type").loc[name]
    np.testing.assert_allclose([est.value[0], est.se[0]], expected[["mean", "se"]], rtol=EXACT)
    ratios = (data["alive"].to_numpy() @ made.weights) / (data["arrests"].to_numpy() @ made.weights)
    variance = made.scale * (made.rscales * (ratios - ratios.mean()) ** 2).sum()
    np.testing.assert_allclose(np.sqrt(variance), expected["ratio_se"], rtol=EXACT)


def test_half_samples_give_the_design_based_variance_of_a_total_whatever_the_balance():
    survey = paired()
    made = sat.replicates(survey, kind="brr")
    y = survey.scores["q2"].to_numpy()
    totals = y @ made.weights
    keys = [survey.design.stratum.to_numpy(), survey.design.cluster.to_numpy()]
    by_cluster = pd.Series(y * survey.design.weight).groupby(keys).sum()
    pairs = by_cluster.to_numpy().reshape(-1, 2)
    exact = ((pairs[:, 0] - pairs[:, 1]) ** 2).sum()  # two clusters in a stratum: the squared difference
    np.testing.assert_allclose(made.scale * ((totals - totals.mean()) ** 2).sum(), exact, rtol=1e-12)
    np.testing.assert_allclose(totals.mean(), (y * survey.design.weight).sum(), rtol=1e-12)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(5, 30))
def test_the_jackknife_of_equal_weights_is_the_textbook_formula(seed, size):
    y = np.random.default_rng(seed).uniform(0, 100, size)
    survey = sat.read(pd.DataFrame({"unit": "all", "y": y}), unit="unit", items=["y"])
    made = sat.replicates(survey, kind="jk1")
    est = sat.replicate_means(survey, made, by=None)
    np.testing.assert_allclose(made.scale, (size - 1) / size)
    np.testing.assert_allclose(est.cov[0, 0], y.var(ddof=1) / size, rtol=1e-9)
    np.testing.assert_allclose(est.cov, sat.means(survey, by=None).cov, rtol=1e-9)


def test_supplied_weights_give_what_they_were_made_from():
    survey = sample.survey("plain")
    made = sat.replicates(survey, kind="jkn")
    columns = {f"rep{k + 1}": made.weights[:, k] for k in range(len(made))}
    frame = pd.concat([sample.drawn(), pd.DataFrame(columns)], axis=1)
    bare = sat.read(frame, unit="unit", items=["q1", "q2", "q3"], weight="weight")
    supplied = sat.replicates(bare, kind="jkn", columns="rep*", rscales=made.rscales)
    est, own = sat.replicate_means(bare, supplied), sat.replicate_means(survey, made)
    np.testing.assert_allclose(est.cov, own.cov, rtol=1e-12)
    expected = pd.read_csv(REFERENCE / "replicates_supplied_df.csv").set_index("unit")["df"]
    answered = est.table.xs("q2", level="item")  # everybody answered q2, as R's subset counts them
    assert answered["df"].astype(int).to_dict() == expected.to_dict()
    listed = sat.replicates(bare, kind="other", columns=list(columns), scale=1, rscales=made.rscales)
    np.testing.assert_array_equal(listed.weights, supplied.weights)


@pytest.mark.parametrize(
    ("kind", "rho", "scale"),
    [("jk1", None, 2 / 3), ("brr", None, 1 / 3), ("fay", 0.5, 4 / 3), ("bootstrap", None, 1 / 2), ("sdr", None, 4 / 3)],
)
def test_supplied_weights_have_the_scale_of_their_kind(kind, rho, scale):
    frame = pd.DataFrame({"unit": ["A", "A"], "q": [1, 2], "r1": [1, 2], "r2": [2, 1], "r3": [1, 1]})
    survey = sat.read(frame, unit="unit", items=["q"])
    made = sat.replicates(survey, kind=kind, columns=["r1", "r2", "r3"], rho=rho)
    np.testing.assert_allclose(made.scale, scale)
    assert sat.replicates(survey, kind=kind, columns="r*", rho=rho, scale=2).scale == 2


def test_supplied_weights_that_are_no_weights_are_listed_with_their_rows():
    frame = pd.DataFrame({"unit": ["A", "A"], "q": [1, 2], "r1": [1, "x"], "r2": [-1, None]})
    with pytest.raises(sat.DataProblems) as caught:
        sat.replicates(sat.read(frame, unit="unit", items=["q"]), kind="brr", columns="r*")
    found = [(one.rule, one.row, one.header) for one in caught.value.problems]
    assert sorted(found) == [
        ("number_expected", 2, "r1"),
        ("number_expected", 2, "r2"),
        ("replicate_negative", 1, "r2"),
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"kind": "sdr"}, "kind must be one of"),
        ({"kind": "fay"}, "rho goes with"),
        ({"kind": "jkn", "rho": 0.5}, "rho goes with"),
        ({"kind": "fay", "rho": 1}, "rho goes with"),
        ({"kind": "jkn", "seed": 1}, "count and seed"),
        ({"kind": "bootstrap", "count": 1}, "2 or more"),
        ({"kind": "jkn", "scale": 1}, "supplied weights"),
        ({"kind": "jkn", "columns": "q*"}, "needs rscales="),
        ({"kind": "other", "columns": "q*"}, "needs scale="),
        ({"kind": "brr", "columns": "rep*"}, "two columns or more"),
        ({"kind": "brr", "columns": ["rep1"]}, "no columns"),
        ({"kind": "jkn", "columns": "q*", "rscales": [1]}, "rscales must be 3"),
        ({"kind": "jk1"}, "without strata"),
        ({"kind": "brr"}, "two clusters in every stratum"),
    ],
)
def test_settings_that_do_not_fit_are_refused(call, message):
    frame = sample.drawn().fillna(75)
    with pytest.raises(sat.SettingError, match=message):
        sat.replicates(sample.survey(frame=frame), **call)


def test_what_cannot_be_replicated_is_said():
    survey = sample.survey("plain")
    lonely = sample.drawn()
    lonely = lonely[(lonely["stratum"] != "c") | (lonely["cluster"] == "c1")]
    with pytest.raises(sat.NotEstimable, match="1 strata have a single cluster"):
        sat.replicates(sample.survey(frame=lonely), kind="jkn")
    made = sat.replicates(sample.survey(frame=lonely), kind="bootstrap", count=20)
    assert made.weights.shape == (len(lonely), 20)
    with pytest.raises(sat.SettingError, match="respondents"):
        sat.replicate_means(survey, made)
    with pytest.raises(sat.SettingError, match="centre"):
        sat.replicate_means(survey, sat.replicates(survey, kind="jkn"), centre="mean")
    few = sample.drawn()
    few["unit"] = np.where(few["cluster"].isin(["a1", "a2"]), "few", few["unit"])
    few.loc[(few["cluster"] == "a3") & (few["unit"] == "north"), "unit"] = "one"
    drawn = sample.survey(frame=few)
    apart = sat.replicate_means(drawn, sat.replicates(drawn, kind="bootstrap", count=200)).apart
    reasons = apart.groupby("unit")["reason"].unique().map(list).to_dict()
    assert reasons == {"few": ["empty_replicate"], "one": ["single_cluster"]}


def test_a_jackknife_beyond_memory_is_refused_with_what_would_do():
    frame = pd.DataFrame({"unit": "all", "y": np.arange(10_001) % 3})
    with pytest.raises(sat.SettingError, match="needs no replicates"):
        sat.replicates(sat.read(frame, unit="unit", items=["y"]), kind="jkn")


def test_a_replicate_that_cannot_be_fitted_to_the_margins_is_an_error():
    frame = sample.drawn()
    frame.loc[frame["cluster"] == "a1", "sex"] = "x"
    known = sat.margins({"sex": {"m": 200, "f": 300, "x": 100}})
    raked = sat.post_stratify(sample.survey(frame=frame), known, by={"sex": "sex"})
    with pytest.raises(sat.NotEstimable, match="'x' of 'sex' sums to 0 and should be 100"):
        sat.replicates(raked, kind="jkn")


def test_every_replicate_of_a_raked_survey_meets_the_margins_and_fixes_their_shares():
    raked = sample.weighted("whole")
    made = sat.replicates(raked, kind="bootstrap", count=30, seed=4)
    known = raked.design.calibration
    for group, target in zip(known.groups, known.targets, strict=True):
        for k in range(len(made)):
            np.testing.assert_allclose(np.bincount(group, made.weights[:, k]), target, rtol=1e-9)
    assert made.step.settings["refitted"]
    trimmed = sat.trim(raked, high=float(raked.design.weight.max()) * 0.9)
    inside = sat.replicates(trimmed, kind="jkn")
    assert inside.weights.max() <= trimmed.design.calibration.high


def test_the_bootstrap_is_near_the_design_based_standard_error():
    for design in ("plain", "finite"):
        survey = sample.survey(design)
        made = sat.replicates(survey, kind="bootstrap", count=4000, seed=1)
        ratio = sat.replicate_means(survey, made).se / sat.means(survey).se
        # 4,000 replicates leave 1.1 % of simulation error in a standard error; ratio means of 23 clusters add some 4 %
        assert np.all((ratio > 0.97) & (ratio < 1.07)), design
    raked = sample.weighted("whole")
    made = sat.replicates(raked, kind="bootstrap", count=2000, seed=1)
    ratio = sat.replicate_means(raked, made).se / sat.means(raked).se
    assert np.all((ratio > 0.94) & (ratio < 1.15))


def test_replicates_do_not_depend_on_the_order_of_the_rows():
    frame = sample.drawn()
    shuffled = frame.sample(frac=1, random_state=1)
    for kind, more in (("bootstrap", {"count": 50, "seed": 2}), ("jkn", {})):
        one, two = (sample.survey(frame=data) for data in (frame, shuffled))
        a, b = (sat.replicate_means(one_, sat.replicates(one_, kind=kind, **more)) for one_ in (one, two))
        np.testing.assert_allclose(b.table.loc[a.labels, "se"], a.se, rtol=1e-9)


def test_estimates_from_replicates_work_like_any_others():
    survey = sample.survey("plain")
    est = sat.replicate_means(survey, sat.replicates(survey, kind="jkn"))
    towns = est.average("item")
    assert len(sat.ranks(towns).table) == 3
    assert {"replicates", "replicate_means", "read"} <= {step.method for step in towns.step.history()}
    text = sat.Appendix([sat.ranks(towns)], language="zh", title="t")
    assert text is not None


def coverage(simulations, seed, kind, **more):
    random = np.random.default_rng(seed)
    hits = 0
    for _ in range(simulations):
        villages = random.normal(0, 6, 30)
        y = 75 + np.repeat(villages, 8) + random.normal(0, 12, 240)
        frame = pd.DataFrame({"unit": "all", "village": np.repeat(np.arange(30), 8), "y": y})
        frame["stratum"] = frame["village"] // 2 if kind in ("brr", "fay") else 0
        survey = sat.read(frame, unit="unit", items=["y"], cluster="village", stratum="stratum")
        made = sat.replicates(survey, kind=kind, **more)
        row = sat.replicate_means(survey, made, by=None).table.iloc[0]
        hits += row["low"] <= 75 <= row["high"]
    return hits / simulations


@pytest.mark.parametrize(
    ("kind", "more"), [("bootstrap", {"count": 100}), ("jkn", {}), ("brr", {}), ("fay", {"rho": 0.5})]
)
def test_intervals_from_replicates_cover_the_truth(kind, more):
    # 60 intervals: the nominal .95 has a simulation error of .028; .86 lies more than three of these below
    assert coverage(60, seed=3, kind=kind, **more) > 0.86


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "more"), [("bootstrap", {"count": 500}), ("jkn", {}), ("brr", {}), ("fay", {"rho": 0.5})]
)
def test_intervals_from_replicates_cover_the_truth_closely(kind, more):
    # 2,000 intervals: simulation error .005
    assert 0.935 < coverage(2000, seed=5, kind=kind, **more) < 0.965

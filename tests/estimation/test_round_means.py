"""Means of several rounds in one design: R's survey package, closed forms, laws, and what is refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat

REFERENCE = Path(__file__).parents[1] / "reference" / "rounds"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
EXACT = 1e-10  # both sides compute the same sums in double precision; R prints 15 digits
YEARS = ("2025", "2026")


@pytest.fixture(scope="module")
def drawn():
    return pd.read_csv(REFERENCE / "drawn_rounds_data.csv", dtype={"round": str, "stratum": str})


def surveys(drawn, *, finite=False, **more):
    design = {"weight": "weight", "stratum": "stratum", "cluster": "village"} | ({"population": "N"} if finite else {})
    return {
        year: sat.read(drawn[drawn["round"] == year], unit="town", items=["x", "y"], **(design | more))
        for year in YEARS
    }


def placed(est, item):
    """The estimates of an item in the order of R's output: town by town, the earlier round first."""
    one = est.take({"item": item})
    order = [one.labels.get_loc((town, year)) for town in "ABC" for year in YEARS]
    return one.value[order], one.cov[np.ix_(order, order)]


@pytest.mark.parametrize("kind", ["linked", "independent", "linked_fpc", "independent_fpc"])
def test_means_of_both_rounds_and_their_covariance_equal_r_survey(drawn, kind):
    overlap = None if kind.startswith("linked") else "none"
    parts = surveys(drawn, finite=kind.endswith("fpc"))
    est = sat.round_means(parts, overlap=overlap)
    whole = sat.round_means(parts, overlap=overlap, by=None).combine({"2025": -1, "2026": 1}, over="round").table
    moved = est.combine({"2025": -1, "2026": 1}, over="round")
    expected = pd.read_csv(REFERENCE / "drawn_rounds.csv").query("design == @kind").set_index(["item", "name"])
    for item in "xy":
        cov = pd.read_csv(REFERENCE / f"drawn_rounds_cov_{kind}_{item}.csv").to_numpy()
        np.testing.assert_allclose(placed(est, item)[1], cov, rtol=EXACT, atol=EXACT)
        r = expected.loc[item, ["est", "se"]]
        got = moved.table.xs(item, level="item").loc[list("ABC"), ["estimate", "se"]]
        np.testing.assert_allclose(got, r.loc[list("ABC")], rtol=EXACT)
        np.testing.assert_allclose(whole.loc[item, ["estimate", "se"]], r.loc["all"], rtol=EXACT)
        if kind.startswith("linked"):  # the same numbers by change, and differences of two changes by gaps
            found = sat.change(est.take({"item": item}))
            np.testing.assert_allclose(found.table.loc[list("ABC"), ["change", "se"]], r.loc[list("ABC")], rtol=EXACT)
            did = sat.gaps(found.estimates, pairs=[("A", "B"), ("A", "C"), ("B", "C")]).table[["gap", "se"]]
            np.testing.assert_allclose(did, r.loc[["A-B", "A-C", "B-C"]], rtol=EXACT)


def test_rounds_weighted_to_margins_equal_r_survey(drawn):
    people = {"2025": {"f": 600, "m": 400}, "2026": {"f": 550, "m": 450}}
    parts = {
        year: sat.post_stratify(part, sat.margins({"sex": people[year]}), by={"sex": "sex"})
        for year, part in surveys(drawn).items()
    }
    value, cov = placed(sat.round_means(parts), "x")
    expected = pd.read_csv(REFERENCE / "drawn_rounds_cov_fitted_x.csv").to_numpy()
    np.testing.assert_allclose(cov, expected, rtol=1e-9, atol=EXACT)  # R goes through totals and their ratios
    moved = pd.read_csv(REFERENCE / "drawn_rounds.csv").query("design == 'fitted'")
    np.testing.assert_allclose(value[1::2] - value[::2], moved["est"], rtol=1e-9)
    # one round weighted, the other not: the plain one has no margins, and its errors are as before
    plain = surveys(drawn)
    mixed = sat.round_means({"2025": plain["2025"], "2026": parts["2026"]}, overlap="none")
    for year, part in (("2025", plain["2025"]), ("2026", parts["2026"])):
        one, alone = mixed.take({"round": year}), sat.means(part)
        order = [one.labels.get_loc(label) for label in alone.labels]
        np.testing.assert_allclose(one.cov[np.ix_(order, order)], alone.cov, rtol=1e-9, atol=EXACT)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
@pytest.mark.parametrize("finite", [True, False])
@pytest.mark.parametrize("name", ["clus1", "partial", "strat", "panel"])
def test_the_same_schools_in_two_years_equal_r_survey(name, finite):
    clustered = name in ("clus1", "partial")
    data = pd.read_csv(API / ("apiclus1.csv" if clustered else "apistrat.csv"))
    kept = {year: np.ones(len(data), dtype=bool) for year in ("1999", "2000")}
    if name == "partial":
        districts = np.sort(data["dnum"].unique())
        for year, step in (("1999", 4), ("2000", 5)):
            kept[year] = ~data["dnum"].isin(districts[step - 1 :: step]).to_numpy()
    if name == "panel":
        order = np.argsort(data["snum"].to_numpy())
        for year, step in (("1999", 3), ("2000", 4)):
            kept[year][order[step - 1 :: step]] = False
    design = {"cluster": "dnum"} if clustered else {"stratum": "stype", "id": "snum"}
    design |= {"population": "fpc"} if finite else {}
    parts = {
        year: sat.read(data[kept[year]], unit="stype", items={"api": column}, weight="pw", **design)
        for year, column in (("1999", "api99"), ("2000", "api00"))
    }
    overlap = None if clustered else "respondents"
    est = sat.round_means(parts, overlap=overlap).take({"item": "api"})
    key = name + ("_fpc" if finite else "")
    r = pd.read_csv(REFERENCE / "api_rounds.csv").query("design == @key").set_index(["what", "name"])
    order = [est.labels.get_loc((kind, year)) for kind in "EHM" for year in parts]
    cov = pd.read_csv(REFERENCE / f"api_rounds_cov_{key}.csv").to_numpy()
    np.testing.assert_allclose(est.cov[np.ix_(order, order)], cov, rtol=EXACT, atol=1e-9)
    np.testing.assert_allclose(est.value[order], r.loc["mean", "est"].iloc[2:], rtol=EXACT)
    moved = sat.change(est)
    table = moved.table.loc[list("EHM")]
    np.testing.assert_allclose(table[["change", "se"]], r.loc["change"].loc[list("EHM"), ["est", "se"]], rtol=EXACT)
    order = [moved.estimates.labels.get_loc((kind,)) for kind in "EHM"]
    cov = pd.read_csv(REFERENCE / f"api_rounds_change_cov_{key}.csv").to_numpy()
    np.testing.assert_allclose(moved.estimates.cov[np.ix_(order, order)], cov, rtol=1e-9, atol=1e-9)
    did = sat.gaps(moved.estimates, pairs=[("E", "H"), ("E", "M"), ("H", "M")]).table
    np.testing.assert_allclose(did[["gap", "se"]], r.loc["did", ["est", "se"]], rtol=1e-9)
    whole = sat.change(parts["1999"], parts["2000"], by=None, overlap=overlap).table.iloc[0]
    np.testing.assert_allclose(
        whole[["change", "se"]].astype(float), r.loc[("change", "all"), ["est", "se"]].astype(float), rtol=EXACT
    )
    if key == "clus1_fpc":
        np.testing.assert_allclose(
            whole[["change", "se"]].astype(float), [37.1912568, 3.0851970], atol=5e-8
        )  # as printed


def test_independent_rounds_are_those_of_means_with_no_covariance(drawn):
    parts = surveys(drawn, finite=True)
    est = sat.round_means(parts, overlap="none")
    for year, part in parts.items():
        one, alone = est.take({"round": year}), sat.means(part)
        order = [one.labels.get_loc(label) for label in alone.labels]
        np.testing.assert_allclose(one.cov[np.ix_(order, order)], alone.cov, rtol=1e-12, atol=1e-12)  # the same sums
        np.testing.assert_array_equal(one.df[order], alone.df)
    years = est.labels.get_level_values("round") == "2025"
    assert not est.cov[np.ix_(years, ~years)].any()
    both = sat.change(sat.means(parts["2025"]), sat.means(parts["2026"])).table
    stacked = sat.change(parts["2025"], parts["2026"], overlap="none").table.loc[both.index]
    columns = ["before", "after", "change", "se", "low", "high", "df", "p_adjusted", "detectable"]
    np.testing.assert_allclose(stacked[columns].astype(float), both[columns].astype(float), rtol=1e-9)


def test_two_stages_of_independent_rounds_are_those_of_means():
    rng = np.random.default_rng(8)
    village = np.repeat([f"v{i}" for i in range(8)], 6)
    parts = {}
    for year, stages in (("2025", 2), ("2026", 1), ("2027", 2)):
        frame = pd.DataFrame({"town": "A", "village": village, "N": 20, "M": 30, "q": rng.normal(80, 9, 48)})
        more = {"second_population": "M"} if stages == 2 else {}
        parts[year] = sat.read(frame, unit="town", items=["q"], cluster="village", population="N", **more)
    est = sat.round_means(parts, overlap="none")
    np.testing.assert_allclose(est.se, [sat.means(part).se[0] for part in parts.values()], rtol=1e-12)  # the same sums
    with pytest.raises(sat.SettingError, match="second stage"):
        sat.round_means(parts)


def panel(first, second, ids=None):
    frames = [pd.DataFrame({"town": "A", "no": range(len(q)), "q": q}) for q in (first, second)]
    if ids is not None:
        frames[1]["no"] = ids
    return [sat.read(frame, unit="town", items=["q"], id="no") for frame in frames]


def test_a_panel_is_the_paired_t_test():
    rng = np.random.default_rng(3)
    mood = rng.normal(0, 12, 40)
    first, second = 75 + mood + rng.normal(0, 5, 40), 78 + mood + rng.normal(0, 5, 40)
    found = sat.change(*panel(first, second), overlap="respondents").table.iloc[0]
    paired = stats.ttest_rel(second, first)
    # 1e-10: the same formula in another order
    assert found["p"] == pytest.approx(paired.pvalue, rel=1e-10)
    assert found["df"] == paired.df
    independent = sat.change(*panel(first, second), overlap="none").table.iloc[0]
    welch = stats.ttest_ind(second, first, equal_var=False)
    assert (independent["p"], independent["df"]) == pytest.approx((welch.pvalue, welch.df), rel=1e-10)
    assert found["se"] < independent["se"] / 2


def test_people_of_a_panel_in_one_round_only_stay_in():
    rng = np.random.default_rng(4)
    first, second = rng.normal(75, 10, 30), rng.normal(78, 10, 30)
    before, after = panel(first, second, ids=range(10, 40))
    est = sat.round_means({"a": before, "b": after}, overlap="respondents")
    assert est.n.tolist() == [30, 30]
    assert (est.step.settings["shared"], est.step.settings["in_all"]) == (20, 40)
    # the definition: 40 people, each with what he or she adds to both means
    z = np.zeros((40, 2))
    z[:30, 0] = (first - first.mean()) / 30
    z[10:, 1] = (second - second.mean()) / 30
    np.testing.assert_allclose(est.cov, 40 / 39 * z.T @ z, rtol=1e-12)  # the sums in another order


def test_numbers_are_matched_however_they_are_written():
    values = np.arange(50.0, 60), np.arange(50.0, 70, 2)
    written = [
        [str(i) for i in range(10)],
        np.arange(10.0),
        [f" {i} " for i in range(10)],
        list("０１２３４５６７８９"),
    ]
    before = panel(*values)[0]
    for ids in written:
        found = sat.round_means({"a": before, "b": panel(*values, ids=ids)[1]}, overlap="respondents")
        assert found.step.settings["shared"] == 10


def test_numbers_that_stand_in_both_rounds_are_asked_about():
    before, after = panel(np.arange(50.0, 90), np.arange(52.0, 92))
    with pytest.raises(sat.SettingError, match=r"40 of 40 interview numbers.*same people"):
        sat.change(before, after)
    apart = panel(np.arange(50.0, 90), np.arange(52.0, 92), ids=range(100, 140))
    found = sat.change(*apart)
    assert found.step.settings["independent"]
    assert [f.values["overlap"] for f in found.findings if f.kind == "round_means.overlap"] == ["none"]


def test_telephone_numbers_are_codes_that_cannot_be_matched():
    frame = pd.DataFrame({"town": "A", "phone": [f"138{i:08d}" for i in range(40)], "q": np.arange(50.0, 90)})
    parts = [sat.read(part, unit="town", items=["q"], id="phone") for part in (frame, frame[::-1])]
    with pytest.raises(sat.SettingError, match="coded anew in each file"):
        sat.change(*parts, overlap="respondents")
    assert sat.change(*parts).step.settings["independent"]  # P0001 of one file is not P0001 of the other
    kept = [sat.read(part, unit="town", items=["q"], id="phone", keep_personal=True) for part in (frame, frame[::-1])]
    # the same people with the same answers: a change of zero without a variance is no proof of anything
    with pytest.raises(sat.NotComparable, match="no_change_variance"):
        sat.change(*kept, overlap="respondents")


def test_what_is_found_is_said(drawn):
    est = sat.round_means(surveys(drawn))
    told = [f.values for f in est.findings if f.kind == "round_means.overlap"]
    assert told == [{"overlap": "clusters", "shared": 7, "in_all": 31, "overlap_found": True, "clustered": True}]
    assert "Of 31 clusters in all, 7 have the same label in more than one round" in est.say("en")
    assert "各轮合计31个群，其中7个的名称在不止一轮中出现" in est.say("zh")
    assert not [f for f in sat.round_means(surveys(drawn), overlap="none").findings if f.kind.startswith("round")]


def test_what_is_in_one_round_only_is_listed(drawn):
    parts = surveys(drawn)
    fewer = sat.read(
        drawn[(drawn["round"] == "2026") & (drawn["town"] != "C")].rename(columns={"y": "z"}),
        unit="town",
        items=["x", "z"],
        weight="weight",
        stratum="stratum",
        cluster="village",
    )
    est = sat.round_means({"2025": parts["2025"], "2026": fewer})
    lost = {tuple(row[:3]) for row in est.apart[["unit", "item", "round", "reason"]].itertuples(index=False)}
    assert lost == {
        *((town, "y", "2026") for town in "ABC"),
        *((town, "z", "2025") for town in "ABC"),
        ("C", "x", "2026"),
        ("C", "z", "2026"),
    }
    assert set(est.apart["reason"]) == {"not_in_round"}
    found = sat.change(est)
    assert set(found.table.index) == {("A", "x"), ("B", "x")}
    reasons = found.apart.set_index(["unit", "item"])["reason"]
    assert reasons[("C", "x")] == reasons[("A", "y")] == "only_before"
    assert reasons[("A", "z")] == "only_after"
    assert reasons[("C", "z")] == "not_in_round"
    assert len(found.apart) == 7
    assert found.say("en")
    assert found.say("zh")


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000), st.floats(-20, 20))
def test_order_of_rows_and_a_constant_change_no_change(seed, constant):
    data = pd.read_csv(REFERENCE / "drawn_rounds_data.csv", dtype={"round": str, "stratum": str})
    columns = ["before", "after", "change", "se", "df", "p"]
    plain = sat.change(sat.round_means(surveys(data))).table[columns].astype(float)
    mixed = data.sample(frac=1, random_state=seed)
    moved = mixed.assign(x=mixed["x"] + constant, y=mixed["y"] + constant)
    shuffled = sat.change(sat.round_means(surveys(mixed))).table[columns].astype(float).loc[plain.index]
    shifted = sat.change(sat.round_means(surveys(moved))).table[columns].astype(float).loc[plain.index]
    np.testing.assert_allclose(shuffled, plain, rtol=1e-9)  # sums in another order
    # rounding of the shift; near an end of the scale nothing is widened here
    np.testing.assert_allclose(
        shifted.drop(columns=["before", "after"]), plain.drop(columns=["before", "after"]), rtol=1e-8
    )


def test_three_rounds_and_their_names(drawn):
    parts = surveys(drawn)
    third = sat.read(
        drawn[drawn["round"] == "2025"],
        unit="town",
        items=["x", "y"],
        weight="weight",
        stratum="stratum",
        cluster="village",
    )
    est = sat.round_means({2025: parts["2025"], 2026: parts["2026"], 2027: third})
    assert list(est.labels.get_level_values("round").unique()) == [2025, 2026, 2027]
    with pytest.raises(sat.SettingError, match=r"two rounds, and there are 3.*take"):
        sat.change(est)
    two = sat.change(est.take({"round": [2026, 2027]}))
    back = sat.change(est.take({"round": [2027, 2026]}))
    np.testing.assert_allclose(two.table["change"], -back.table["change"], rtol=1e-12)
    assert two.rounds == (2026, 2027)
    # the same people as in 2025: their change has no variance, and is not called exact
    same = pytest.raises(sat.NotComparable, match="no_change_variance")
    with same:
        sat.change(est.take({"round": [2025, 2027]}))


def test_refusals_say_what_would_do(drawn):
    parts = surveys(drawn)
    with pytest.raises(sat.SettingError, match="two or more rounds"):
        sat.round_means({"2025": parts["2025"]})
    with pytest.raises(sat.SettingError, match="by their names"):
        sat.round_means(list(parts.values()))
    with pytest.raises(sat.SettingError, match="overlap must be one of"):
        sat.round_means(parts, overlap="villages")
    with pytest.raises(sat.SettingError, match="have clusters"):
        sat.round_means(parts, overlap="respondents")
    with pytest.raises(sat.SettingError, match="have none"):
        sat.round_means({"a": surveys(drawn, cluster=None)["2025"], "b": parts["2026"]}, overlap="clusters")
    with pytest.raises(sat.SettingError, match="no round has a scored column"):
        sat.round_means(parts, columns=["z"])
    moved = drawn.assign(
        stratum=np.where(
            drawn["round"] == "2026", drawn["stratum"].map({"1": "2", "2": "1", "3": "3"}), drawn["stratum"]
        )
    )
    with pytest.raises(sat.SettingError, match=r"clusters are in another stratum.*overlap='none'"):
        sat.round_means(surveys(moved))
    both = sat.round_means(parts)
    with pytest.raises(sat.SettingError, match="taken out of one round_means"):
        sat.change(both.take({"round": "2025"}), both.take({"round": "2026"}))

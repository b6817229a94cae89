"""What drivers can be asked: methods, groups, controls, levels, sums, missing answers; and what the order means."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.driving.importance import shapley_of
from satmodel.inference.driving.relative_weights import betasq, car, genizi
from satmodel.inference.driving.sample import sample_of
from satmodel.result import Verdict
from tests.inference.test_drivers import ITEMS, correlations, sample, survey

FAST = 200


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    made = sample(3, correlations())
    made["gender"] = np.where(np.arange(len(made)) % 3 == 0, "m", "f")
    made["age"] = 20.0 + np.arange(len(made)) * 7 % 60
    return made


@pytest.fixture(scope="module")
def clustered(frame) -> sat.Survey:
    return survey(frame, stratum="town", cluster="village")


def fitted(columns: np.ndarray, y: np.ndarray) -> float:
    """R² by least squares on the rows."""
    design = np.column_stack([np.ones(len(y)), columns])
    rest = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return float(1 - rest @ rest / ((y - y.mean()) @ (y - y.mean())))


def averaged(frame: pd.DataFrame, names: list[str], orders, held: list[str] = ()) -> dict[str, float]:
    """What each item adds to R², averaged over the orders, the held columns being in from the start."""
    y, added, count = frame["rating"].to_numpy(), dict.fromkeys(names, 0.0), 0
    for order in orders:
        inside = list(held)
        before = fitted(frame[inside].to_numpy(float).reshape(len(y), -1), y)
        for name in order:
            inside.append(name)
            now = fitted(frame[inside].to_numpy(float), y)
            added[name] += now - before
            before = now
        count += 1
    return {name: value / count for name, value in added.items()}


@pytest.mark.parametrize(("method", "arrays"), [("johnson", genizi), ("genizi", genizi), ("car", car)])
def test_closed_forms_share_out_r2(clustered, method, arrays):
    found = sat.drivers(clustered, method=method, replicates=FAST)
    wanted = dict(zip(ITEMS, arrays(sample_of(clustered).cov), strict=True))
    # 1e-12: the same formula on the same covariance; sums of six numbers below one
    np.testing.assert_allclose(found.table["estimate"], pd.Series(wanted)[found.table.index], rtol=0, atol=1e-12)
    assert found.table["estimate"].sum() == pytest.approx(found.r2, abs=1e-12)
    assert found.table["share"].sum() == pytest.approx(1, abs=1e-12)
    assert found.r2 == pytest.approx(sat.drivers(clustered, replicates=FAST).r2, abs=1e-12)


def test_coefficients_are_no_shares(clustered):
    found = sat.drivers(clustered, method="coefficients", replicates=FAST)
    table = found.table
    assert not [name for name in table if name.startswith("share")]
    # 1e-12: the same number computed twice
    np.testing.assert_allclose(table["estimate"], table["standardised"] ** 2, rtol=0, atol=1e-12)
    wanted = dict(zip(ITEMS, betasq(sample_of(clustered).cov), strict=True))
    np.testing.assert_allclose(table["estimate"], pd.Series(wanted)[table.index], rtol=0, atol=1e-12)
    assert (table["low"] >= 0).all()
    assert (table["low"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["high"]).all()
    kinds = {finding.kind: finding.values for finding in found.findings}
    assert kinds["drivers.first"]["sharing"] is False
    for language in ("en", "zh"):
        assert "share of" not in found.say(language).replace("not a share of", "")


def test_coefficients_are_those_of_the_design_based_regression(clustered):
    found = sat.drivers(clustered, controls=["age", "gender"], replicates=FAST).table
    other = sat.regress(clustered, outcome="overall", on=["age", "gender", *ITEMS]).table
    # 1e-9: the same estimator (checked against survey::svyglm) from cluster totals and from rows
    for name in ("coefficient", "coefficient_se"):
        np.testing.assert_allclose(found.loc[ITEMS, name], other.loc[ITEMS, name], rtol=1e-9)


def test_controls_are_in_from_the_start(frame, clustered):
    names = ["a", "b", "c", "d"]
    coded = frame.assign(male=(frame["gender"] == "m").astype(float))
    wanted = averaged(coded, names, permutations(names), held=["age", "male", "e"])
    found = sat.drivers(clustered, items=names, controls=["age", "gender", "e"], replicates=FAST)
    # 1e-10: least squares on rows against sweeps of the covariance
    np.testing.assert_allclose(found.table["estimate"], pd.Series(wanted)[found.table.index], rtol=0, atol=1e-10)
    alone = fitted(coded[["age", "male", "e"]].to_numpy(), coded["rating"].to_numpy())
    whole = fitted(coded[["age", "male", "e", *names]].to_numpy(), coded["rating"].to_numpy())
    assert found.r2_controls == pytest.approx(alone, abs=1e-10)
    assert found.r2_controls + found.r2 == pytest.approx(whole, abs=1e-10)
    told = {finding.kind: finding.values for finding in found.findings}
    assert told["drivers.fit"]["held"] is True
    assert told["drivers.controls"]["total"] == pytest.approx(whole, abs=1e-10)


def test_a_control_that_is_an_item_again_takes_all_of_it(frame):
    doubled = frame.assign(again=frame["a"] * 2 + 1)
    found = sat.drivers(survey(doubled, cluster="village"), controls=["again"], replicates=FAST)
    # 1e-9: what is left of the item is rounding, which counts as nothing
    assert found.table.loc["a", "estimate"] == pytest.approx(0, abs=1e-9)
    assert np.isnan(found.table.loc["a", "coefficient"])


def test_groups_enter_as_one(frame, clustered):
    names = ["a", "b", "c", "d"]
    whole = [order for order in permutations(names) if abs(order.index("a") - order.index("b")) == 1]
    wanted = averaged(frame, names, whole)
    found = sat.drivers(clustered, items=names, groups={"both": ["a", "b"]}, replicates=FAST)
    # 1e-10: least squares on rows against sweeps of the covariance
    np.testing.assert_allclose(found.table["estimate"], pd.Series(wanted)[found.table.index], rtol=0, atol=1e-10)
    groups = found.groups
    assert groups.loc["both", "estimate"] == pytest.approx(wanted["a"] + wanted["b"], abs=1e-10)
    assert groups["estimate"].sum() == pytest.approx(found.r2, abs=1e-12)
    assert sorted(groups.index) == ["both", "c", "d"]
    assert groups["item_count"].to_dict()["both"] == 2
    assert len(found.group_pairs) == 3
    kinds = [finding.kind for finding in found.findings]
    assert kinds.count("drivers.group") == 3
    assert {"drivers.group_first", "drivers.group_order", "drivers.group_ranks"} <= set(kinds)
    chart = found.chart.data
    assert chart["part"].tolist().count("group") == 3
    assert len(chart) == 5  # a group of a single item has one row


def test_places_and_pairs_say_the_same(clustered):
    found = sat.drivers(clustered, replicates=500)
    settled = found.pairs[found.pairs["verdict"] == "established"].reset_index()
    table = found.table
    above = settled["against"].value_counts().reindex(table.index, fill_value=0)
    below = settled["item"].value_counts().reindex(table.index, fill_value=0)
    assert table["rank_low"].tolist() == (1 + above).tolist()
    assert table["rank_high"].tolist() == (len(table) - below).tolist()
    assert ((found.pairs["low"] > 0) == (found.pairs["verdict"] == "established")).all()
    assert ((found.pairs["p_adjusted"] < 0.05) == (found.pairs["verdict"] == "established")).all()
    assert found.first.verdict == tuple(Verdict(one) for one in found.pairs["verdict"].iloc[:5])


def test_each_unit_is_its_own_analysis(frame, clustered):
    found = sat.drivers(clustered, by="unit", replicates=FAST)
    assert list(found.parts) == ["0", "1", "2", "3"]
    assert found.table.index.names == ["unit", "item"]
    assert len(found.table) == 24
    alone = sat.drivers(survey(frame[frame["town"] == 2], stratum="town", cluster="village"), replicates=FAST)
    part = found.parts["2"].table
    # 1e-9: a sum over one stratum, with and without the zeros of the others
    np.testing.assert_allclose(part["estimate"], alone.table["estimate"], rtol=1e-9)
    np.testing.assert_allclose(part["coefficient_se"], alone.table["coefficient_se"], rtol=1e-9)
    assert found.fits["n"].tolist() == [100] * 4


def test_levels_of_a_column_of_the_file(frame, clustered):
    found = sat.drivers(clustered, by="gender", replicates=FAST)
    assert found.fits["n"].to_dict() == {"m": 134, "f": 266}
    men = frame[frame["gender"] == "m"]
    wanted = shapley_of(np.cov(men[[*ITEMS, "rating"]].to_numpy().T))
    got = found.parts["m"].table.loc[ITEMS, "estimate"]
    # 1e-10: the covariance of the rows against that of cluster totals
    np.testing.assert_allclose(got, wanted, rtol=0, atol=1e-10)
    assert found.parts["m"].step.settings["lost"] == 0
    kinds = [finding.kind for finding in found.findings]
    assert kinds.count("drivers_by.level") == 2
    assert kinds[-1] == "drivers_by.not_compared"


def test_small_levels_are_listed_apart(frame):
    small = frame.assign(kind=np.where(np.arange(len(frame)) < 12, "rare", "usual"))
    small.loc[50:54, "kind"] = ""
    small.loc[60:64, "a"] = np.nan
    found = sat.drivers(survey(small, cluster="village"), by="kind", replicates=FAST)
    assert list(found.parts) == ["usual"]
    assert found.apart.reset_index().to_dict("records") == [{"kind": "rare", "n": 12, "reason": "few_answers"}]
    assert found.step.settings["without_level"] == 5
    noted = found.parts["usual"].step.settings
    assert (noted["n"], noted["lost"], noted["lost_items"]) == (400 - 12 - 5 - 5, 5, 5)
    told = {finding.kind for finding in found.findings}
    assert {"drivers_by.apart", "drivers_by.without_level"} <= told


def test_sums_made_before_give_the_same(frame, clustered):
    sums = sat.moments(frame, unit="town", items=[*ITEMS, "rating"], stratum="town", cluster="village", complete=True)
    found = sat.drivers(sums, outcome="rating", replicates=FAST)
    wanted = sat.drivers(clustered, replicates=FAST)
    # 1e-9: the sums are added up in another order
    pd.testing.assert_frame_equal(found.table, wanted.table, rtol=1e-9)
    units = sat.drivers(sums, outcome="rating", by="unit", replicates=FAST)
    again = sat.drivers(clustered, by="unit", replicates=FAST)
    np.testing.assert_allclose(units.table["estimate"], again.table["estimate"], rtol=1e-9)
    held = sat.drivers(sums, outcome="rating", items=["a", "b"], controls=["c"], replicates=FAST)
    same = sat.drivers(clustered, items=["a", "b"], controls=["c"], replicates=FAST)
    np.testing.assert_allclose(held.table["estimate"], same.table["estimate"], rtol=1e-9)
    assert found.say("en")
    assert units.say("zh")


def test_sums_that_cannot_be_used_are_refused(frame):
    roles = {"unit": "town", "items": [*ITEMS, "rating"], "cluster": "village"}
    sums = sat.moments(frame, complete=True, **roles)
    with pytest.raises(sat.SettingError, match="complete=True"):
        sat.drivers(sat.moments(frame, **roles), outcome="rating")
    with pytest.raises(sat.SettingError, match="name the outcome"):
        sat.drivers(sums)
    with pytest.raises(sat.SettingError, match="once each"):
        sat.drivers(sums, outcome="rating", items=["a", "x"])
    with pytest.raises(sat.SettingError, match="units only"):
        sat.drivers(sums, outcome="rating", by="gender")
    with pytest.raises(sat.SettingError, match="complete cases"):
        sat.drivers(sums, outcome="rating", missing="pairwise")
    with pytest.raises(sat.SettingError, match="ordinal"):
        sat.drivers(sums, outcome="rating", method="ordinal")
    composite = frame.assign(rating=frame[ITEMS].mean(axis=1))
    with pytest.raises(sat.SettingError, match="computed from the items"):
        sat.drivers(sat.moments(composite, complete=True, **roles), outcome="rating")


def test_an_outcome_declared_to_be_computed_is_refused(clustered):
    card = sat.Instrument(name="2026H1", computed=["overall"])
    with pytest.raises(sat.SettingError, match=r"card says.*contributions"):
        sat.drivers(card.mark(clustered))
    with pytest.raises(sat.SettingError, match="card says"):
        sat.drivers(card.mark(clustered), missing="pairwise")
    assert sat.drivers(sat.Instrument(name="2026H1").mark(clustered), replicates=FAST).r2 > 0


def test_the_composite_is_refused_before_it_is_split(frame):
    composite = survey(frame.assign(rating=frame[ITEMS].mean(axis=1)), cluster="village")
    with pytest.raises(sat.SettingError, match="computed from the items"):
        sat.drivers(composite, by="gender")


@pytest.mark.parametrize("missing", ["pairwise", "imputed"])
def test_missing_answers_are_treated_as_asked(frame, missing):
    gaps = frame.copy()
    gaps.loc[::9, "a"] = np.nan
    asked = survey(gaps, cluster="village")
    found = sat.drivers(asked, missing=missing, replicates=FAST)
    assert found.step.settings["missing"] == missing
    assert found.table["share"].sum() == pytest.approx(1, abs=1e-12)
    assert found.say("en")
    with pytest.raises(sat.SettingError, match="complete cases"):
        sat.drivers(asked, missing=missing, method="ordinal", replicates=FAST)
    with pytest.raises(sat.SettingError, match="leave missing= out"):
        sat.drivers(asked, missing=missing, by="gender")


def test_an_ordered_outcome_is_taken_by_the_scale_behind_it():
    wide = sample(5, correlations(), clusters=60, each=20)
    seen = sat.drivers(survey(wide, cluster="village"), replicates=FAST)
    wide["rating"] = pd.cut(wide["rating"], [-np.inf, 65, 80, 92, np.inf], labels=False) * 25.0
    found = sat.drivers(survey(wide, cluster="village"), method="ordinal", replicates=FAST)
    assert found.table["estimate"].sum() == pytest.approx(found.r2, abs=1e-12)
    # against the same ratings before they were cut into four levels: the cut and a logistic in place of a normal error
    assert found.r2 == pytest.approx(seen.r2, abs=0.05)
    assert (found.table["share"] - seen.table["share"]).abs().max() < 0.05
    kinds = [finding.kind for finding in found.findings]
    assert "ordinal.levels" in kinds
    assert (found.table["coefficient_se"] > 0).all()


def test_flips_say_whether_they_are_established():
    rng = np.random.default_rng(2)
    a = rng.normal(80, 10, 2000)
    b = a + rng.normal(0, 5, 2000)
    noise = rng.normal(0, 8, 2000)
    verdicts = []
    for pull, count in ((-0.6, 2000), (-0.15, 120)):
        made = pd.DataFrame({"a": a, "b": b, "rating": 1.6 * a + pull * b + noise, "town": "x"}).head(count)
        flips = [f for f in sat.drivers(survey(made), replicates=FAST).findings if f.kind == "drivers.sign_flip"]
        assert [flip.values["item"] for flip in flips] == ["b"]
        values = flips[0].values
        assert (values["high"] < 0) == (values["verdict"] is Verdict.ESTABLISHED)
        verdicts.append(values["verdict"])
    assert verdicts == [Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED]


def test_halo_and_collinearity_are_told():
    strong = sat.drivers(survey(sample(4, correlations(halo=0.8))), replicates=FAST)
    weak = sat.drivers(survey(sample(4, correlations(halo=0.1))), replicates=FAST)
    told = [next(f.values for f in found.findings if f.kind == "drivers.halo") for found in (strong, weak)]
    assert [values["one"] for values in told] == [True, False]
    assert told[0]["alpha"] > told[1]["alpha"]
    made = sample(4, correlations())
    made["b"] = made["a"] + np.random.default_rng(1).normal(0, 1.5, len(made))
    close = sat.drivers(survey(made), replicates=FAST)
    told = next(f.values for f in close.findings if f.kind == "drivers.vif")
    assert told["item"] in ("a", "b")
    assert told["vif"] == close.table["vif"].max() > 10
    assert not [f for f in weak.findings if f.kind == "drivers.vif"]


def test_few_clusters_are_told():
    made = sample(2, correlations(), clusters=12, each=20)
    found = sat.drivers(survey(made, cluster="village"), replicates=FAST)
    told = [f.values for f in found.findings if f.kind == "drivers.few_clusters"]
    assert told == [{"df": 11, "fewest": 15}]
    # eleven degrees of freedom for six items: the covariance is too poorly known to draw from
    assert (found.pairs["p_adjusted"] <= 1).all()


def test_two_items_and_equal_items(frame):
    two = sat.drivers(survey(frame, cluster="village"), items=["a", "b"], replicates=FAST)
    assert len(two.pairs) == 1
    twin = frame.assign(b=frame["a"])
    found = sat.drivers(survey(twin, cluster="village"), items=["a", "b", "c"], replicates=FAST)
    assert found.table.loc[["a", "b"], "rank"].tolist() == [1, 1]
    assert found.pairs.loc[("a", "b"), "verdict"] == "not established"
    assert found.say("en")
    assert found.say("zh")


@settings(max_examples=4)
@given(
    st.permutations(ITEMS),
    st.lists(st.floats(-50, 50), min_size=7, max_size=7),
    st.lists(st.floats(0.2, 5), min_size=7, max_size=7),
    st.integers(0, 9),
)
def test_neither_order_nor_scale_matters(order, shift, factor, seed):
    made = sample(6, correlations(), clusters=20, each=5)
    whole = sat.drivers(survey(made, cluster="village"), replicates=FAST)
    other = made.sample(frac=1, random_state=seed)
    columns = [*ITEMS, "rating"]
    other[columns] = other[columns] * factor + shift
    asked = sat.read(other, unit="town", items=list(order), overall="rating", cluster="village")
    found = sat.drivers(asked, replicates=FAST)
    names = ["estimate", "share", "standardised", "correlation", "vif", "rank"]
    # 1e-7: rounding of rescaled and shifted points, in sums of another order
    np.testing.assert_allclose(found.table.loc[ITEMS, names], whole.table.loc[ITEMS, names], rtol=1e-7)
    scale = pd.Series(factor[6] / np.array(factor[:6]), index=ITEMS)
    ratio = found.table.loc[ITEMS, "coefficient"] / whole.table.loc[ITEMS, "coefficient"]
    np.testing.assert_allclose(ratio, scale, rtol=1e-6)


def test_refusals_of_what_is_asked(clustered):
    for asked, words in (
        ({"method": "lmg"}, "method must be one of"),
        ({"missing": "drop"}, "missing must be one of"),
        ({"groups": {}}, "groups must map"),
        ({"groups": {"g": "a"}}, "groups must map"),
        ({"groups": {"g": ["a"], "h": ["a"]}}, "twice: 'a'"),
        ({"groups": {"g": ["x"]}}, "not there: 'x'"),
        ({"groups": {"b": ["a"]}}, "name of a group and an item"),
        ({"groups": {"g": ["a"]}, "method": "car"}, "Owen"),
        ({"controls": ["a"]}, "control and an item"),
        ({"by": "a"}, "is an item"),
        ({"by": "nothing"}, "no column"),
        ({"replicates": 10}, "200 or more"),
    ):
        with pytest.raises(sat.SettingError, match=words):
            sat.drivers(clustered, **asked)

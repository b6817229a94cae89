"""The public door to importance: what it takes, what it refuses, what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.sharing.measure import MEASURES
from satmodel.inference.sharing.sampled import sampled_shapley
from satmodel.telling.figures import render
from satmodel.telling.formulas import FORMULAS
from satmodel.telling.language import language
from satmodel.telling.methods import methods

SWISS = pd.read_csv(Path(__file__).parents[1] / "reference" / "drivers" / "swiss.csv")
ITEMS = [name for name in SWISS if name != "Fertility"]


@pytest.mark.parametrize("method", MEASURES)
def test_rows_covariances_and_arrays_give_the_same(method):
    found = sat.importance(SWISS, outcome="Fertility", method=method)
    by_name = sat.importance(SWISS.cov(), outcome="Fertility", method=method)
    # 1e-12: sums over the rows in two ways
    pd.testing.assert_frame_equal(found.table, by_name.table, rtol=0, atol=1e-12)
    array = sat.importance(SWISS[[*ITEMS, "Fertility"]].corr().to_numpy(), outcome=5, method=method)
    np.testing.assert_allclose(array.table["importance"], found.table["importance"], rtol=0, atol=1e-12)
    assert array.table.index.tolist() == [str(ITEMS.index(name)) for name in found.table.index]
    assert found.n == 47
    assert by_name.n is None


def test_weights_are_repetitions_and_incomplete_rows_are_counted():
    frame = SWISS.assign(w=np.arange(47) % 3 + 1)
    often = SWISS.loc[SWISS.index.repeat(frame["w"])]
    found = sat.importance(frame, outcome="Fertility", weights="w")
    # 1e-12: sums over the rows in two ways
    for other in (often, SWISS):
        given = None if other is often else frame["w"]
        again = sat.importance(other, outcome="Fertility", weights=given)
        pd.testing.assert_frame_equal(found.table, again.table, rtol=0, atol=1e-12)
    holed = SWISS.copy()
    holed.loc[:4, "Education"] = np.nan
    left = sat.importance(holed, outcome="Fertility")
    assert (left.n, left.step.settings["lost"]) == (42, 5)
    assert "42 rows with every column; 5 more were left out" in left.say()


def test_groups_share_out_and_are_told():
    found = sat.importance(SWISS, outcome="Fertility", groups={"school": ["Education", "Examination"]})
    school = found.table[found.table["item_group"] == "school"]
    assert school["importance"].sum() == pytest.approx(school["group_importance"].iloc[0], abs=1e-14)
    assert found.table["share"].sum() == pytest.approx(1, abs=1e-12)
    assert found.say().splitlines()[2].endswith("goes with school, 56.3% of what is explained.")


def test_more_than_25_items_have_the_error_of_their_sampling():
    rng = np.random.default_rng(1)
    points = pd.DataFrame(rng.normal(size=(200, 28)) + rng.normal(size=(200, 1))).add_prefix("q")
    points["y"] = points.sum(axis=1) + 20 * rng.normal(size=200)
    found = sat.importance(points, outcome="y")
    value, se = sampled_shapley(points.cov().to_numpy())
    # 1e-12: sums over the rows in two ways
    np.testing.assert_allclose(found.table["se"], pd.Series(se, points.columns[:-1])[found.table.index], atol=1e-12)
    np.testing.assert_allclose(found.table["importance"], np.sort(value)[::-1], rtol=0, atol=1e-12)
    assert "2,016 sampled orders" in found.say()


def test_combinations_and_constants_are_named_or_refused():
    frame = SWISS.assign(twice=2 * SWISS["Education"], same=3.0)
    found = sat.importance(frame, outcome="Fertility")
    assert set(found.free) == {"Education", "twice"}
    assert found.constant == ("same",)
    assert found.table.loc["same", "importance"] == pytest.approx(0, abs=1e-12)
    for method in ("betasq", "pratt"):
        with pytest.raises(sat.NotEstimable, match="no coefficient of their own"):
            sat.importance(frame, outcome="Fertility", method=method)


def test_an_outcome_made_from_the_items_is_refused():
    with pytest.raises(sat.SettingError, match="computed from the items"):
        sat.importance(SWISS.assign(total=SWISS[ITEMS].mean(axis=1))[[*ITEMS, "total"]], outcome="total")


def test_an_outcome_made_from_the_items_and_rounded_is_refused():
    points = pd.DataFrame(np.random.default_rng(1).choice([55.0, 75.0, 100.0], (300, 6))).add_prefix("q")
    points["total"] = points.mean(axis=1).round()
    for data in (points, points.corr()):
        with pytest.raises(sat.SettingError, match="up to rounding"):
            sat.importance(data, outcome="total")


def test_few_rows_are_told_what_chance_alone_explains():
    rng = np.random.default_rng(2)
    noise = pd.DataFrame(rng.normal(size=(400, 20, 5)).reshape(-1, 5), columns=list("abcdy"))
    found = [sat.importance(noise.iloc[i : i + 20], outcome="y") for i in range(0, 8000, 20)]
    told = {one.kind: one.values for one in found[0].findings}["importance.few_rows"]
    # .018: four errors of the mean of 400 R² with a spread of .09
    assert told["chance"] == pytest.approx(np.mean([one.r2 for one in found]), abs=0.018)
    # R² above .99 of hardly more rows than items is chance, and no proof of a composite
    assert sat.importance(noise.iloc[:6], outcome="y").n == 6
    assert all(one.kind != "importance.few_rows" for one in sat.importance(noise, outcome="y").findings)


@pytest.mark.parametrize("far", [1e3, 1e6, 1e9])
def test_numbers_far_from_zero_are_as_good_as_others(far):
    found = sat.importance(SWISS.assign(Education=SWISS["Education"] + far, same=far / 3), outcome="Fertility")
    assert found.constant == ("same",)
    near = sat.importance(SWISS, outcome="Fertility").table["importance"]
    # 1e-7: at 1e9 the numbers themselves are rounded to 1e-7
    np.testing.assert_allclose(found.table["importance"][near.index], near, rtol=0, atol=1e-7)


def test_groups_of_an_array_are_named_by_position():
    cov = SWISS[[*ITEMS, "Fertility"]].cov()
    named = sat.importance(cov, outcome="Fertility", groups={"school": [ITEMS[1], ITEMS[2]]})
    placed = sat.importance(cov.to_numpy(), outcome=5, groups={"school": [1, 2]})
    # 1e-12: the same sums
    np.testing.assert_allclose(placed.table["importance"], named.table["importance"], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("data", "more", "words"),
    [
        (SWISS, {"outcome": "nothing"}, "no column 'nothing'"),
        (SWISS, {"outcome": "Fertility", "method": "lmg"}, "method must be one of"),
        (SWISS, {"outcome": "Fertility", "groups": {"a": ["b"]}}, "not there"),
        (SWISS, {"outcome": "Fertility", "groups": {"a": "Education"}}, "must map"),
        (SWISS, {"outcome": "Fertility", "groups": {"Catholic": ["Education"]}}, "rename the groups"),
        (SWISS, {"outcome": "Fertility", "groups": {"a": ["Education"]}, "method": "car"}, "groups of items"),
        (SWISS, {"outcome": "Fertility", "weights": "w"}, "no column of weights"),
        (SWISS, {"outcome": "Fertility", "weights": np.zeros(47)}, "above zero"),
        (SWISS.assign(name="x"), {"outcome": "Fertility"}, "must hold numbers"),
        (SWISS.assign(Education=np.inf), {"outcome": "Fertility"}, "infinite"),
        (SWISS.rename(columns={"Education": "Catholic"}), {"outcome": "Fertility"}, "named twice"),
        (SWISS.rename(columns={"Education": 1, "Catholic": "1"}), {"outcome": "Fertility"}, "named twice"),
        (SWISS[["Fertility"]], {"outcome": "Fertility"}, "no column beside"),
        (SWISS.cov(), {"outcome": "Fertility", "weights": np.ones(6)}, "belong to rows"),
        (np.ones((3, 2)), {"outcome": 0}, "square"),
        (np.array([[1.0, 2.0], [0.0, 1.0]]), {"outcome": 0}, "no covariance matrix"),
        (np.array([[1.0, 2.0], [2.0, 1.0]]), {"outcome": 0}, "no covariance matrix"),
        (np.array([[1.0, np.nan], [np.nan, 1.0]]), {"outcome": 0}, "not finite"),
        (np.array([[np.inf, 1.0], [1.0, 2.0]]), {"outcome": 1}, "not finite"),
        ([["a", "b"], ["b", "c"]], {"outcome": 1}, "must hold numbers"),
    ],
)
def test_what_cannot_be_read_is_refused(data, more, words):
    with pytest.raises(sat.SettingError, match=words):
        sat.importance(data, **more)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SWISS.assign(Fertility=1.0), "does not vary"),
        (SWISS.iloc[:6], "6 rows have every column"),
        (np.eye(4), "explain nothing"),
    ],
)
def test_what_cannot_be_estimated_is_refused(data, words):
    with pytest.raises(sat.NotEstimable, match=words):
        sat.importance(data, outcome="Fertility" if isinstance(data, pd.DataFrame) else 3)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("method", MEASURES)
def test_every_measure_is_told_and_drawn_without_intervals(method, code):
    found = sat.importance(SWISS, outcome="Fertility", method=method)
    said = found.say(code)
    assert ("add up" in said or "不能相加" in said) == (method in ("first", "last", "betasq"))
    if method in ("pratt", "betasq", "shapley", "last"):
        assert render(found, language=code).png
    assert found._repr_html_()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_squared_coefficient_is_drawn_as_a_number_and_not_as_a_percentage(code):
    assert "%" not in render(sat.importance(SWISS, outcome="Fertility", method="betasq"), language=code).alt
    assert "%" in render(sat.importance(SWISS, outcome="Fertility", method="first"), language=code).alt


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_methods_section_says_how_each_measure_was_made(code):
    asked = [{"method": method} for method in MEASURES] + [{"groups": {"school": ["Education", "Examination"]}}]
    for more in asked:
        steps = sat.importance(SWISS, outcome="Fertility", **more).step.history()
        (told,) = [one for one in methods(steps, language(code), decimals=2, labels={}) if one.key == "importance"]
        formulas = [said.formula for said in told.said if said.formula]
        assert len(told.said) >= 2
        assert all(formula in FORMULAS for formula in formulas)
        assert bool(formulas) == (more.get("method", "shapley") not in ("first", "last", "betasq"))

"""Contributions: an exact split of a change or a gap by item."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.result import Verdict
from satmodel.telling.figures import render

from .test_change import ITEMS, MOVED, NOW, random_estimates, rounds

UNITS = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y", "z"]], names=["unit", "item"])
WEIGHTS = {"x": 2.0, "y": 1.0, "z": 1.0}
PARTS = np.array([0.5, 0.25, 0.25])


def test_known_answer_of_six_items():
    found = sat.contributions(*rounds())
    # 0.0005: the known figures have three decimals
    wanted = dict(zip(ITEMS, [0.472, 0.631, 1.526, 1.536, 1.176, 0.341], strict=True))
    assert found.table["contribution"].to_dict() == pytest.approx(wanted, abs=0.0005)
    total = found.totals.iloc[0]
    assert total["gap"] == pytest.approx(5.6825, abs=1e-10)
    assert total["before"] == pytest.approx(78.1008, abs=0.00005)
    assert total["after"] == pytest.approx(NOW.mean(), abs=1e-10)
    assert found.table["share"].loc["surroundings"] == pytest.approx(0.270, abs=0.0005)
    assert found.table["weight"].tolist() == pytest.approx([1 / 6] * 6)
    np.testing.assert_allclose(found.table["gap"], MOVED, rtol=1e-10)
    largest = next(f.values for f in found.findings if f.kind == "contributions.largest")
    assert largest["item"] == "surroundings"


def test_table_chart_findings_and_step():
    found = sat.contributions(*rounds())
    columns = ["before", "after", "weight", "gap", "contribution", "share", "se", "low", "high", "df", "p"]
    assert list(found.table.columns) == [*columns, "p_adjusted", "verdict", "detectable"]
    assert found.table.index.names == ["item"]
    chart = found.chart
    assert chart.kind == "waterfall"
    assert chart.columns == {"label": "item", "value": "contribution", "low": "low", "high": "high"}
    assert chart.marks["start"] + chart.data["contribution"].sum() == pytest.approx(chart.marks["end"], abs=1e-10)
    assert chart.data["contribution"].is_monotonic_decreasing
    kinds = [finding.kind for finding in found.findings]
    assert kinds == [
        "contributions.total",
        *["contributions.item"] * 6,
        "contributions.largest",
        "contributions.arithmetic",
    ]
    total = found.findings[0].values
    assert (total["name"], total["verdict"], total["level"]) == (None, Verdict.ESTABLISHED, 0.95)
    assert found.step.method == "contributions"
    assert found.step.settings["between"] == "rounds"
    assert len(found.step.sources) == 2


def test_items_are_judged_as_their_changes_are():
    change, split = sat.change(*rounds()).table, sat.contributions(*rounds()).table
    assert split["verdict"].tolist() == change["verdict"].tolist()
    np.testing.assert_allclose(split["p_adjusted"], change["p_adjusted"], rtol=1e-9)  # the same p, weights cancelled


def test_several_units_give_a_split_each():
    one, other = random_estimates(1, UNITS), random_estimates(2, UNITS)
    found = sat.contributions(one, other, weights=WEIGHTS)
    assert found.table.index.names == ["unit", "item"]
    assert found.totals.index.tolist() == [("A",), ("B",), ("C",)]
    assert found.chart is None
    composites = sat.change(one.average("item", WEIGHTS), other.average("item", WEIGHTS))
    # 1e-10: the same sums in another order
    np.testing.assert_allclose(found.totals["gap"], composites.compared.gap, rtol=1e-10)
    np.testing.assert_allclose(found.totals["se"], composites.compared.se, rtol=1e-10)
    np.testing.assert_allclose(found.totals["p_adjusted"], composites.compared.p_adjusted, rtol=1e-8)
    for unit in "ABC":
        alone = sat.contributions(*(part.take({"unit": unit}) for part in (one, other)), weights=WEIGHTS)
        pd.testing.assert_frame_equal(found.table.loc[unit], alone.table, rtol=1e-10)
    names = [f.values["name"] for f in found.findings if f.kind == "contributions.total"]
    assert names == ["A", "B", "C"]


def test_two_units_use_the_covariance_between_them():
    est = random_estimates(3, UNITS)
    found = sat.contributions(est, unit="A", against="C", weights=WEIGHTS)
    rows = np.zeros((3, 9))
    rows[range(3), range(3)], rows[range(3), range(6, 9)] = PARTS, -PARTS
    # 1e-10: the same sums in another order
    np.testing.assert_allclose(found.table["contribution"], rows @ est.value, rtol=1e-10)
    np.testing.assert_allclose(found.table["se"] ** 2, np.diag(rows @ est.cov @ rows.T), rtol=1e-10)
    whole = rows.sum(axis=0)
    assert found.totals["gap"].iloc[0] == pytest.approx(whole @ est.value, rel=1e-10)
    assert found.totals["se"].iloc[0] ** 2 == pytest.approx(whole @ est.cov @ whole, rel=1e-10)
    assert found.table["before"].tolist() == est.value[6:].tolist()
    assert found.table["after"].tolist() == est.value[:3].tolist()
    first = found.findings[0]
    assert (first.kind, first.values["name"], first.values["against"]) == ("contributions.gap", "A", "C")
    assert found.step.settings["between"] == "units"
    back = sat.contributions(est, unit="C", against="A", weights=WEIGHTS)
    np.testing.assert_array_equal(back.table["contribution"], -found.table["contribution"])


def test_another_level_may_be_split():
    one, other = (random_estimates(seed, UNITS).average("item") for seed in (1, 2))
    found = sat.contributions(one, other, over="unit", weights={"A": 5, "B": 3, "C": 2})
    assert found.table.index.names == ["unit"]
    assert found.chart.columns["label"] == "unit"
    assert found.table["weight"].tolist() == [0.5, 0.3, 0.2]


SEEDS = st.integers(0, 10_000)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.lists(st.floats(0.01, 100), min_size=3, max_size=3))
def test_contributions_sum_to_the_total(seed, weights):
    one, other = random_estimates(seed, UNITS), random_estimates(seed + 1, UNITS)
    found = sat.contributions(one, other, weights=dict(zip("xyz", weights, strict=True)))
    sums = found.table.groupby("unit")["contribution"].sum()
    # 1e-10 points: rounding of three numbers below a hundred
    np.testing.assert_allclose(sums, found.totals["gap"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.totals["after"] - found.totals["before"], found.totals["gap"], rtol=0, atol=1e-10)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_equal_weights_are_the_plain_average(seed):
    one, other = random_estimates(seed, UNITS), random_estimates(seed + 1, UNITS)
    found = sat.contributions(one, other)
    again = sat.contributions(one, other, weights=dict.fromkeys("xyz", 7.0))
    pd.testing.assert_frame_equal(found.table, again.table, rtol=1e-10)  # weights divided by their sum
    np.testing.assert_allclose(found.totals["after"], other.average("item").value, rtol=1e-12)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.permutations("xyz"), st.floats(-50, 50))
def test_order_and_a_constant_change_nothing(seed, order, constant):
    one, other = random_estimates(seed, UNITS), random_estimates(seed + 1, UNITS)
    moved = [
        sat.estimates(part.value + constant, cov=part.cov, names=UNITS).take({"item": list(order)})
        for part in (one, other)
    ]
    columns = ["gap", "contribution", "se", "low", "high", "detectable"]
    wanted = sat.contributions(one, other, weights=WEIGHTS).table[columns]
    found = sat.contributions(*moved, weights=WEIGHTS).table[columns].loc[wanted.index]
    # 1e-9 points: rounding of the shift
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-9, atol=1e-9)


def test_an_unstable_share_is_told():
    names = pd.MultiIndex.from_arrays([["x", "y"]], names=["item"])
    one = sat.estimates([80.0, 80.0], se=[1.0, 1.0], names=names)
    for moved in ([82.0, 78.5], [82.0, 78.0]):
        found = sat.contributions(one, sat.estimates(moved, se=[1.0, 1.0], names=names))
        assert "contributions.share_unstable" in [finding.kind for finding in found.findings]
    assert found.totals["gap"].iloc[0] == 0
    assert found.table["share"].isna().all()


def test_composites_that_are_equal_but_for_rounding_have_no_shares():
    items = pd.MultiIndex.from_arrays([["a", "b", "c"]], names=["item"])
    then, now = (sat.estimates(value, se=0.8, n=400, names=items) for value in ([91.9, 81.2, 85.5], [92.2, 83.8, 82.6]))
    split = sat.contributions(then, now)
    assert split.totals["gap"].iloc[0] != 0  # 0.3 + 2.6 - 2.9 leaves a rounding of 1e-14
    assert split.table["share"].isna().all()
    assert "% of the whole" not in split.say("en")
    split = sat.contributions(then, now, weights=({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1.001, "c": 1}))
    assert split.parts["share"].notna().all()


def test_a_composite_that_did_not_move_has_a_chart():
    items = pd.MultiIndex.from_arrays([["a", "b"]], names=["item"])
    then, now = (sat.estimates([80.0, 70.0], se=0.0, names=items) for _ in range(2))
    assert render(sat.contributions(then, now), language="en").png.startswith(b"\x89PNG")


def test_a_unit_with_a_missing_item_is_listed():
    one, other = random_estimates(1, UNITS), random_estimates(2, UNITS)
    kept = [label for label in UNITS if label != ("B", "y")]
    part = one.linear(
        np.eye(9)[[UNITS.get_loc(label) for label in kept]],
        pd.MultiIndex.from_tuples(kept, names=UNITS.names),
        np.ones(8),
        one.step,
    )
    found = sat.contributions(part, other)
    assert found.totals.index.get_level_values(0).tolist() == ["A", "C"]
    assert found.apart[["unit", "reason"]].values.tolist() == [["B", "part_not_estimable"]]
    assert [f.values["name"] for f in found.findings if f.kind == "contributions.apart"] == ["B"]
    # an item without weight is not needed
    assert len(sat.contributions(part, other, weights={"x": 1, "y": 0, "z": 1}).totals) == 3


def test_refusals_say_what_would_do():
    one, other = random_estimates(1, UNITS), random_estimates(2, UNITS)
    with pytest.raises(sat.SettingError, match="two rounds"):
        sat.contributions(one)
    with pytest.raises(sat.SettingError, match="two rounds"):
        sat.contributions(one, other, unit="A")
    with pytest.raises(sat.SettingError, match="two rounds"):
        sat.contributions(one, unit="A")
    with pytest.raises(sat.SettingError, match="both 'A'"):
        sat.contributions(one, unit="A", against="A")
    with pytest.raises(sat.SettingError, match="no unit named 'Z'"):
        sat.contributions(one, unit="Z", against="A")
    with pytest.raises(sat.SettingError, match="no level 'question'"):
        sat.contributions(one, other, over="question")
    with pytest.raises(sat.SettingError, match="without a weight: 'z'"):
        sat.contributions(one, other, weights={"x": 1, "y": 1})
    with pytest.raises(sat.SettingError, match="zero or more"):
        sat.contributions(one, other, weights={"x": 1, "y": 1, "z": -1})
    with pytest.raises(sat.SettingError, match="levels 'unit' and 'item'"):
        sat.contributions(one.stack(other, keys=("1", "2")), unit="A", against="B")
    with pytest.raises(sat.NotComparable, match=r"not in all: 'z'.*take\(\)"):
        sat.contributions(one.take({"item": ["x", "y"]}), other)


def test_total_covers_and_an_unchanged_item_is_seldom_named():
    rng = np.random.default_rng(20261123)
    names = pd.MultiIndex.from_arrays([list("xyz")], names=["item"])
    truth = np.array([3.0, 0.0, -1.0])
    root = np.linalg.cholesky(np.full((3, 3), 60.0) + np.eye(3) * 60)
    held = []
    for _ in range(200):
        sides = []
        for mean, size in ((0.0, 40), (truth, 60)):
            rows = 80 + mean + rng.standard_normal((size, 3)) @ root.T
            cov = np.cov(rows.T) / size
            sides.append(sat.estimates(rows.mean(axis=0), cov=cov, df=size - 1, names=names))
        found = sat.contributions(*sides)
        total = found.totals.iloc[0]
        named = found.table.loc["y", "verdict"] == Verdict.ESTABLISHED
        held.append([total["low"] <= truth.mean() <= total["high"], named])
    covered, named = np.mean(held, axis=0)
    # three standard errors of a share of .95 (.05) in 200 samples
    assert covered == pytest.approx(0.95, abs=3 * np.sqrt(0.05 * 0.95 / 200))
    assert named <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)

"""Contributions against the average and the first, and where the weights changed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.gapping.splitting import Rows, by_part
from satmodel.result import Verdict

from .test_change import random_estimates

UNITS = pd.MultiIndex.from_product([["A", "B", "C", "D"], ["x", "y", "z"]], names=["unit", "item"])
ITEMS = pd.MultiIndex.from_arrays([["x", "y", "z"]], names=["item"])
WEIGHTS = {"x": 2.0, "y": 1.0, "z": 1.0}
PARTS = np.array([0.5, 0.25, 0.25])
OLD, NEW = {"x": 2, "y": 1, "z": 1}, {"x": 1, "y": 1, "z": 2}
PEOPLE = {"A": 10.0, "B": 3.0, "C": 2.0, "D": 5.0}
SEEDS = st.integers(0, 10_000)
POSITIVE = st.lists(st.floats(0.01, 100), min_size=3, max_size=3)


def spread_out(seed: int = 4, df: float = np.inf) -> sat.Estimates:
    """Four units whose composites lie well apart, D first, A second, with all scores correlated."""
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(12, 12))
    value = np.repeat([88.0, 70.0, 75.0, 92.0], 3) + rng.normal(0, 2, 12)
    return sat.estimates(value, cov=root @ root.T / 9, names=UNITS, df=df, n=400)


def test_published_items_give_the_published_contributions():
    def scores(column):
        return sat.published(
            "data/city-bulletin/items.csv", item="项目", score=column, n=450, limits=(55, 100), correlation=0.4
        )

    found = sat.contributions(scores("上轮得分"), scores("本轮得分"))
    told = {"居住环境": (1.536, 0.270), "群众文化生活": (1.526, 0.269), "干部表现": (1.176, 0.207)}
    points = {"中小学教育": 0.631, "社会治安": 0.472, "看病就医": 0.341}
    # 0.0005: the known figures have three decimals, their shares one decimal of a per cent
    for item, (point, share) in told.items():
        assert found.table.loc[item, "contribution"] == pytest.approx(point, abs=0.0005)
        assert found.table.loc[item, "share"] == pytest.approx(share, abs=0.0005)
    for item, point in points.items():
        assert found.table.loc[item, "contribution"] == pytest.approx(point, abs=0.0005)
    assert found.totals["gap"].iloc[0] == pytest.approx(5.68, abs=0.005)


def test_the_average_leaves_the_unit_out_and_uses_the_covariance_between_units():
    est = random_estimates(3, UNITS, df=40)
    found = sat.contributions(est, unit="B", against="average", weights=WEIGHTS, unit_weights=PEOPLE)
    rows = np.zeros((3, 12))
    for unit, share in (("A", -10 / 17), ("B", 1.0), ("C", -2 / 17), ("D", -5 / 17)):
        rows[range(3), [UNITS.get_loc((unit, item)) for item in "xyz"]] = share * PARTS
    # 1e-10: the same sums in another order
    np.testing.assert_allclose(found.table["contribution"], rows @ est.value, rtol=1e-10)
    np.testing.assert_allclose(found.table["se"] ** 2, np.diag(rows @ est.cov @ rows.T), rtol=1e-10)
    whole = rows.sum(axis=0)
    assert found.totals["se"].iloc[0] ** 2 == pytest.approx(whole @ est.cov @ whole, rel=1e-10)
    assert found.totals["df"].iloc[0] == 40  # one block of correlated scores counts with its smallest df
    first = found.findings[0]
    assert (first.kind, first.values["name"]) == ("contributions.average", "B")
    note = next(one for one in found.findings if one.kind == "contributions.others")
    assert (note.values["others"], note.values["weighted"]) == (3, True)
    assert found.chart.marks["against"] == "average"


def test_the_gap_to_the_average_of_all_is_the_same_split_on_a_smaller_scale():
    est = random_estimates(5, UNITS)
    found = sat.contributions(est, unit="A", against="average", unit_weights=PEOPLE).table
    mean = est.average("unit", PEOPLE).value
    # 1e-10: the same sums in another order; 10 of 20 people live in A
    np.testing.assert_allclose(found["contribution"] / 2, (est.value[:3] - mean) / 3, rtol=1e-10)


def test_one_call_splits_every_unit_against_the_average():
    est = random_estimates(6, UNITS, df=25)
    found = sat.contributions(est, against="average", weights=WEIGHTS)
    for unit in "ABCD":
        alone = sat.contributions(est, unit=unit, against="average", weights=WEIGHTS)
        pd.testing.assert_frame_equal(found.table.loc[unit], alone.table, rtol=1e-10)
    assert found.matrix.index.tolist() == list("ABCD")
    assert found.matrix.columns.tolist() == ["x", "y", "z", "gap"]
    np.testing.assert_allclose(found.matrix["gap"], found.totals["gap"], rtol=0, atol=1e-12)
    standing = sat.standing(est.average("item", WEIGHTS)).table
    # 1e-8: the same differences and the same family, by another road
    np.testing.assert_allclose(found.totals["gap"], standing["gap"], rtol=1e-8)
    np.testing.assert_allclose(found.totals["p_adjusted"], standing["p_adjusted"], rtol=1e-8)
    families = next(one for one in found.findings if one.kind == "contributions.families")
    assert families.values["splits"] == 4
    assert "contributions.item" not in [one.kind for one in found.findings]


def test_a_unit_that_lacks_an_item_is_no_part_of_the_average():
    est = random_estimates(7, UNITS)
    kept = [label for label in UNITS if label != ("B", "y")]
    part = est.linear(
        np.eye(12)[[UNITS.get_loc(label) for label in kept]],
        pd.MultiIndex.from_tuples(kept, names=UNITS.names),
        np.full(11, 50),
        est.step,
    )
    found = sat.contributions(part, against="average")
    assert found.totals.index.get_level_values(0).tolist() == list("ACD")
    assert found.apart[["unit", "reason"]].values.tolist() == [["B", "part_not_estimable"]]
    without = sat.contributions(est.take({"unit": ["A", "C", "D"]}), against="average")
    pd.testing.assert_frame_equal(found.table, without.table, rtol=1e-10)
    with pytest.raises(sat.NotComparable, match="'B' has no composite: not estimated: 'y'"):
        sat.contributions(part, unit="B", against="average")
    assert len(sat.contributions(part, against="average", weights={"x": 1, "y": 0, "z": 1}).totals) == 4


def test_against_the_first_is_judged_as_gaps_judges_the_leader():
    est = spread_out()
    found = sat.contributions(est, against="first", weights=WEIGHTS)
    assert found.totals["against"].tolist() == ["D", "D", "D", "A"]
    leads = sat.gaps(est.average("item", WEIGHTS), pairs="first", fewest=0).leads
    for row in leads.itertuples():
        own = found.totals.loc[row.against].iloc[0]
        # 1e-10: the same differences and the same draws, by another road
        assert (own["gap"], own["low"], own["high"]) == pytest.approx((-row.gap, -row.high, -row.low), rel=1e-10)
        assert own["verdict"] == row.verdict
    second = found.totals.loc["D"].iloc[0]
    assert (second["gap"], second["low"]) == pytest.approx(
        (-found.totals.loc["A"].iloc[0]["gap"], -found.totals.loc["A"].iloc[0]["high"]), rel=1e-10
    )
    told = found.step.settings
    assert (told["pairs"], told["family"], told["leader"], told["second"]) == (6, "maxt", "D", "A")


def test_items_against_the_first_pay_for_the_picking():
    est = spread_out()
    picked = sat.contributions(est, unit="B", against="first")
    named = sat.contributions(est, unit="B", against="D")
    np.testing.assert_allclose(picked.table["contribution"], named.table["contribution"], rtol=1e-12)
    # 1e-9: one family at the level 1 - .05 / 6, written out
    strict = sat.contributions(est, unit="B", against="D", level=1 - 0.05 / 6)
    np.testing.assert_allclose(picked.table[["low", "high"]], strict.table[["low", "high"]], rtol=1e-9)
    wanted = np.minimum(6 * named.table["p_adjusted"], 1)
    np.testing.assert_allclose(picked.table["p_adjusted"], wanted, rtol=1e-9)
    note = next(one for one in picked.findings if one.kind == "contributions.picked")
    assert (note.values["pairs"], note.values["leader"]) == (6, "D")
    assert picked.chart.marks["start_name"] == "D"
    assert sat.contributions(est, unit="D", against="first").chart.marks["start_name"] == "A"


def test_two_units_alone_need_no_adjustment():
    est = spread_out().take({"unit": ["A", "B"]})
    picked, named = (sat.contributions(est, unit="B", against=one) for one in ("first", "A"))
    pd.testing.assert_frame_equal(picked.table, named.table, rtol=1e-9)


def test_few_respondents_do_not_lead_and_equal_leaders_are_refused():
    value = [80.0, 80.0, 90.0, 90.0, 85.0, 85.0]
    names = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]], names=["unit", "item"])
    est = sat.estimates(value, se=1.0, n=[400, 400, 12, 12, 400, 400], names=names)
    found = sat.contributions(est, unit="A", against="first")
    assert found.totals["against"].tolist() == ["C"]
    assert found.step.settings["small"] == ("B",)
    tied = sat.estimates([80.0, 80.0, 90.0, 90.0, 89.0, 91.0], se=1.0, n=400, names=names)
    with pytest.raises(sat.SettingError, match="same composite, so neither is first"):
        sat.contributions(tied, unit="A", against="first")


def test_a_unit_with_few_respondents_is_set_apart_for_that_reason():
    names = pd.MultiIndex.from_product([list("ABC"), ["x", "y"]], names=["unit", "item"])
    value = [80.0, 80.0, 90.0, 90.0, 85.0, 85.0]
    found = sat.contributions(
        sat.estimates(value, se=1.0, n=[400, 400, 12, 12, 400, 400], names=names), against="first"
    )
    assert found.apart[["unit", "reason"]].values.tolist() == [["B", "too_few_to_rank"]]
    assert "B cannot be split: too few people answered for it to be ranked." in found.say("en")
    few = sat.contributions(sat.estimates(value, se=1.0, n=12, names=names), against="first")
    assert "Fewer than 30 people answered for 3 units (A, B and C), compared all the same" in few.say("en")


@pytest.mark.parametrize("best", ["high", "low"])
def test_against_the_first_near_an_end_of_the_scale_is_judged_as_gaps_judges_it(best):
    names = pd.MultiIndex.from_product([list("ABCD"), ["x", "y"]], names=["unit", "item"])
    high = np.array([98.0, 97.0, 99.0, 98.5, 96.0, 98.0, 99.5, 98.5])
    sd = np.full(8, 6.0)
    value = high if best == "high" else 100 - high
    est = sat.estimates(value, sd=sd, n=60, names=names, limits=(0, 100))
    found = sat.contributions(est, against="first", best=best)
    leads = sat.gaps(est.average("item"), pairs="first", best=best).leads
    sign = 1 if best == "high" else -1
    assert found.totals["against"].tolist() == ["D", "D", "D", "B"]
    for row in leads.itertuples():
        own = found.totals.loc[row.against].iloc[0]
        bounds = (own["low"], own["high"]) if best == "high" else (-own["high"], -own["low"])
        # 1e-10: the same differences, by another road
        assert (sign * own["gap"], *bounds) == pytest.approx((-row.gap, -row.high, -row.low), rel=1e-10)
        assert own["verdict"] == row.verdict
    # the items: V + (a² + b²) / (2 n²) on both sides, at the level 1 - .05 / 6
    a = high.reshape(4, 2)[[0, 3]]
    variance = (sd[0] ** 2 / 60 + (a**2 + (100 - a) ** 2) / (2 * 60**2)).sum(axis=0)
    np.testing.assert_allclose(found.table.loc["A", "se"], np.sqrt(variance) / 2, rtol=1e-10)
    told = found.step.settings
    assert (told["best"], told["leader"], told["widened"]) == (best, "D", tuple("ABCD"))
    assert "half an answer at each end was added" in found.say("en")
    assert ("D has the lowest composite, which is the best here" in found.say("en")) == (best == "low")


def test_a_unit_named_average_is_meant():
    names = pd.MultiIndex.from_product([["A", "average"], ["x", "y"]], names=["unit", "item"])
    est = sat.estimates([80.0, 81.0, 90.0, 90.0], se=1.0, names=names)
    assert sat.contributions(est, unit="A", against="average").step.settings["between"] == "units"


def test_the_three_fold_split_by_hand():
    one = sat.estimates([80.0, 70.0, 60.0], se=[1.0, 1.0, 1.0], names=ITEMS)
    two = sat.estimates([82.0, 71.0, 66.0], se=[1.0, 1.0, 1.0], names=ITEMS)
    found = sat.contributions(one, two, weights={"before": OLD, "after": NEW})
    # old weights .5 .25 .25, old composite 72.5; new .25 .25 .5, new composite 71.25
    assert found.totals[["before", "after", "gap"]].iloc[0].tolist() == pytest.approx([72.5, 71.25, -1.25])
    wanted = {
        ("x", "scores"): 1.0,
        ("y", "scores"): 0.25,
        ("z", "scores"): 1.5,
        ("x", "weights"): -0.25 * 7.5,
        ("z", "weights"): 0.25 * -12.5,
        ("x", "interaction"): -0.25 * (2 - 2.75),
        ("z", "interaction"): 0.25 * (6 - 2.75),
    }
    assert found.table["contribution"].to_dict() == pytest.approx(wanted)
    assert found.parts["contribution"].to_dict() == pytest.approx({"scores": 2.75, "weights": -5.0, "interaction": 1.0})
    kinds = [one.kind for one in found.findings]
    assert kinds[:4] == ["contributions.total", *["contributions.part"] * 3]
    assert kinds.count("contributions.shifted") == 2
    assert kinds[-2:] == ["contributions.reweighted", "contributions.arithmetic"]
    twofold = sat.contributions(one, two, weights=(OLD, NEW), folds=2)
    assert twofold.parts["contribution"].to_dict() == pytest.approx({"scores": 3.25, "weights": -4.5})


def test_the_same_weights_give_the_plain_split():
    one, other = random_estimates(1, UNITS), random_estimates(2, UNITS)
    tenfold = {item: 10 * weight for item, weight in WEIGHTS.items()}
    found = sat.contributions(one, other, weights=(WEIGHTS, tenfold))
    assert found.parts is None
    pd.testing.assert_frame_equal(found.table, sat.contributions(one, other, weights=WEIGHTS).table, rtol=1e-12)


@settings(max_examples=15, deadline=None)
@given(SEEDS, POSITIVE, POSITIVE, st.sampled_from([2, 3]))
def test_parts_sum_exactly_and_their_errors_are_those_of_a_linear_map(seed, old, new, folds):
    one, other = random_estimates(seed, ITEMS), random_estimates(seed + 1, ITEMS)
    w0, w1 = np.array(old) / sum(old), np.array(new) / sum(new)
    weights = tuple(dict(zip("xyz", part, strict=True)) for part in (old, new))
    found = sat.contributions(one, other, weights=weights, folds=folds)
    if found.parts is None:
        return
    total = found.totals.iloc[0]
    # 1e-12 of scores below a hundred: rounding of a dozen products
    assert found.table["contribution"].sum() == pytest.approx(total["gap"], abs=1e-12 * 100)
    assert found.parts["contribution"].sum() == pytest.approx(total["gap"], abs=1e-12 * 100)
    assert total["gap"] == pytest.approx(w1 @ other.value - w0 @ one.value, abs=1e-12 * 100)
    theta = np.concatenate([one.value, other.value])
    cov = np.zeros((6, 6))
    cov[:3, :3], cov[3:, 3:] = one.cov, other.cov

    def parts(x):
        y0, y1 = x[:3], x[3:]
        if folds == 3:
            return np.array([w0 @ (y1 - y0), (w1 - w0) @ y0, (w1 - w0) @ (y1 - y0)])
        return np.array([(w0 + w1) @ (y1 - y0) / 2, (w1 - w0) @ (y0 + y1) / 2])

    # the map read off numerically, one unit vector at a time
    maps = np.stack([parts(column) for column in np.eye(6)], axis=1)
    np.testing.assert_allclose(found.parts["contribution"], maps @ theta, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.parts["se"] ** 2, np.diag(maps @ cov @ maps.T), rtol=1e-7, atol=1e-9)


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.permutations("xyz"), st.permutations("ABCD"), st.floats(-50, 50))
def test_order_and_a_constant_change_nothing_in_any_kind(seed, items, units, constant):
    one, other = random_estimates(seed, UNITS), random_estimates(seed + 1, UNITS)
    moved = [
        sat.estimates(part.value + constant, cov=part.cov, names=UNITS, n=part.n).take(
            {"unit": list(units), "item": list(items)}
        )
        for part in (one, other)
    ]
    columns = ["gap", "contribution", "se", "low", "high", "detectable"]
    for first, again, asked in (
        ((one, other), moved, {"weights": (OLD, NEW)}),
        ((one, other), moved, {"weights": (OLD, NEW), "folds": 2}),
        ((one,), moved[:1], {"against": "average", "unit_weights": PEOPLE}),
        ((one,), moved[:1], {"against": "first"}),
    ):
        wanted = sat.contributions(*first, **asked)
        found = sat.contributions(*again, **asked)
        # 1e-8 points: rounding of the shift
        pd.testing.assert_frame_equal(
            found.table[columns].loc[wanted.table.index], wanted.table[columns], rtol=1e-8, atol=1e-8
        )
        left, right = found.totals[["gap", "low", "high"]], wanted.totals[["gap", "low", "high"]]
        # draws of the family of pairs start from the units' own order: 1e-8 as above
        pd.testing.assert_frame_equal(left.loc[right.index], right, rtol=1e-8, atol=1e-8)


@settings(max_examples=20, deadline=None)
@given(SEEDS, POSITIVE, POSITIVE)
def test_mirrored_scores_mirror_every_part(seed, old, new):
    rng = np.random.default_rng(seed)
    y0, y1 = rng.normal(80, 5, (2, 3, 1))
    shares = [np.array(part) / sum(part) for part in (old, new)]
    none = np.empty((3, 0))
    rows = Rows(np.empty(0), np.empty((0, 0)), np.empty(0), none, none, np.zeros(3, dtype=int), *shares)
    for folds in (2, 3):
        found, mirrored = by_part(y1, y0, rows, folds), by_part(-y1, -y0, rows, folds)
        for part in found:
            np.testing.assert_array_equal(found[part], -mirrored[part])


def test_the_covariance_of_the_parts_is_that_of_repeated_samples():
    rng = np.random.default_rng(20261124)
    root = np.linalg.cholesky(np.full((3, 3), 0.4) + 0.6 * np.eye(3))
    base = random_estimates(11, ITEMS).value
    cov = root @ root.T
    weights = (OLD, NEW)
    sides = [sat.estimates(base + shift, cov=cov, names=ITEMS) for shift in (0, np.array([3.0, 1.0, -2.0]))]
    found = sat.contributions(*sides, weights=weights).table
    w0, w1 = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])
    drawn = [side.value + rng.standard_normal((40_000, 3)) @ root.T for side in sides]
    weighted = (w1 - w0) * (drawn[0] - drawn[0] @ w0[:, None])
    both = (w1 - w0) * (drawn[1] - drawn[0] - (drawn[1] - drawn[0]) @ w0[:, None])
    simulated = {"weights": weighted.std(axis=0), "interaction": both.std(axis=0)}
    for part, wanted in simulated.items():
        # 2 %: four standard errors of a standard deviation from 40,000 draws
        np.testing.assert_allclose(found.xs(part, level="part")["se"], wanted[[0, 2]], rtol=0.02)


def test_finite_degrees_of_freedom_are_joined_by_satterthwaite():
    one = sat.estimates([80.0, 70.0, 60.0], se=[1.0, 2.0, 1.0], df=[10, 20, 30], names=ITEMS)
    two = sat.estimates([82.0, 71.0, 66.0], se=[2.0, 1.0, 1.0], df=[40, 50, 60], names=ITEMS)
    found = sat.contributions(one, two, weights=(OLD, NEW))
    variance = np.array([1, 4, 1, 4, 1, 1]) * np.array([0.5, 0.25, 0.25, 0.25, 0.25, 0.5]) ** 2
    wanted = variance.sum() ** 2 / (variance**2 / np.array([10, 20, 30, 40, 50, 60])).sum()
    assert found.totals["df"].iloc[0] == pytest.approx(wanted, rel=1e-10)  # closed form


def test_what_cannot_be_asked_is_refused_with_advice():
    one, other = random_estimates(1, UNITS), random_estimates(2, UNITS)
    with pytest.raises(sat.SettingError, match="need two rounds"):
        sat.contributions(one, against="average", weights=(OLD, NEW))
    with pytest.raises(sat.SettingError, match="'before' and 'after'"):
        sat.contributions(one, other, weights={"old": OLD, "new": NEW})
    with pytest.raises(sat.SettingError, match="weights after must name every item"):
        sat.contributions(one, other, weights=(OLD, {"x": 1}))
    with pytest.raises(sat.SettingError, match="against='average'"):
        sat.contributions(one, unit="A", against="B", unit_weights=PEOPLE)
    with pytest.raises(sat.SettingError, match="above zero; not so: 'D'"):
        sat.contributions(one, against="average", unit_weights={"A": 1, "B": 1, "C": 2})
    with pytest.raises(sat.SettingError, match="two rounds"):
        sat.contributions(one, other, against="average")
    with pytest.raises(sat.SettingError, match="best must be 'high' or 'low'"):
        sat.contributions(one, against="first", best="best")
    with pytest.raises(sat.SettingError, match="give it with against='first'"):
        sat.contributions(one, against="average", best="low")
    with pytest.raises(sat.SettingError, match="folds must be 3"):
        sat.contributions(one, other, weights=(OLD, NEW), folds=4)
    with pytest.raises(sat.SettingError, match="no unit named 'Z'"):
        sat.contributions(one, unit="Z", against="average")
    with pytest.raises(sat.NotComparable, match="two units with every item"):
        sat.contributions(one.take({"unit": ["A"]}), against="average")


@pytest.mark.slow
def test_nothing_is_said_of_equal_units_though_the_first_is_picked():
    rng = np.random.default_rng(20261125)
    names = pd.MultiIndex.from_product([list("ABCDEF"), ["x", "y"]], names=["unit", "item"])
    cov = np.kron(np.eye(6), np.array([[1.0, 0.5], [0.5, 1.0]]))
    root = np.linalg.cholesky(cov)
    said = []
    for _ in range(400):
        est = sat.estimates(80 + root @ rng.standard_normal(12), cov=cov, names=names, n=400)
        found = sat.contributions(est, unit="A", against="first")
        said.append([Verdict.ESTABLISHED in list(part["verdict"]) for part in (found.table, found.totals)])
    # .05 and three standard errors of a share of .05 in 400 samples
    assert np.mean(said, axis=0).max() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)

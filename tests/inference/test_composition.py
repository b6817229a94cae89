"""A change split by composition: parts, errors, groups that cannot be matched, laws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.result import Verdict

REFERENCE = Path(__file__).parents[1] / "reference" / "rounds"


@pytest.fixture(scope="module")
def data():
    return pd.read_csv(REFERENCE / "composition_data.csv")


@pytest.fixture(scope="module")
def answer():
    return pd.read_csv(REFERENCE / "composition.csv", index_col=["case", "part"])


def rounds(data, items=("y",)):
    return [
        sat.read(
            data[data["round"] == r].reset_index(drop=True),
            unit="unit",
            items=list(items),
            stratum="stratum",
            cluster="cluster",
            weight="weight",
        )
        for r in (1, 2)
    ]


def plain(*frames):
    return [sat.read(frame, unit="town", items=["q"]) for frame in frames]


def people(ages, points, town="A"):
    return pd.DataFrame({"town": town, "age": ages, "q": points})


CASES = [
    ("age", ["age"], "y", "all", "none"),
    ("age_z", ["age"], "z", "all", "none"),
    ("age_shared", ["age"], "y", "all", "clusters"),
    ("both", ["age", "sex"], "y", "all", "none"),
    ("unit_A", ["age"], "y", "A", "none"),
]


@pytest.mark.parametrize(("case", "by", "item", "unit", "overlap"), CASES)
def test_parts_and_errors_are_those_of_r_survey(data, answer, case, by, item, unit, overlap):
    found = sat.composition(*rounds(data, ("y", "z")), by=by, overlap=overlap)
    row = next(row for row in found.rows if (row.unit, row.item) == (unit, item))
    wanted = answer.loc[case].loc[["change", "composition", "equal", "unmatched"]]
    # 1e-8: the reference has 12 digits; R takes the derivatives of the same expressions
    np.testing.assert_allclose(row.value, wanted["value"], rtol=1e-8)
    np.testing.assert_allclose(row.se, wanted["se"], rtol=1e-8)
    groups = found.groups[found.groups["matched"].astype(bool)]
    for label, group in groups.iterrows():
        if label[:2] != (unit, item):
            continue
        name = label[2]
        key = "".join(name) if isinstance(name, tuple) else name
        for part in ("composition", "equal"):
            r = answer.loc[(case, f"{part}_{key}")]
            np.testing.assert_allclose([group[part], group[f"{part}_se"]], [r["value"], r["se"]], rtol=1e-8)


def test_parts_sum_to_the_change_and_the_groups_to_the_parts(data):
    found = sat.composition(*rounds(data, ("y", "z")), by="age")
    table = found.table
    # 1e-12: sums of numbers of this size
    np.testing.assert_allclose(
        table["composition"] + table["equal"] + table["unmatched"], table["change"], rtol=0, atol=1e-12
    )
    np.testing.assert_allclose(table["after"] - table["before"], table["change"], rtol=0, atol=1e-12)
    sums = found.groups.groupby(level=["unit", "item"], sort=False)[["composition", "equal"]].sum()
    np.testing.assert_allclose(sums, table.loc[sums.index, ["composition", "equal"]], rtol=0, atol=1e-12)
    means = table.loc[[("all", "y"), ("all", "z")], ["change", "composition", "equal", "unmatched"]].mean()
    np.testing.assert_allclose(
        table.loc[("all", "composite"), ["change", "composition", "equal", "unmatched"]].astype(float), means
    )
    averaged = found.estimates.take({"item": ["y", "z"]}).average("item")
    whole = found.estimates.take({"item": "composite"})
    np.testing.assert_allclose(averaged.se, whole.se, rtol=1e-9)


def test_only_the_mix_moved():
    first, second = plain(
        people(["young"] * 60 + ["old"] * 40, [60, 80] * 30 + [80, 90] * 20),
        people(["young"] * 40 + ["old"] * 60, [60, 80] * 20 + [80, 90] * 30),
    )
    row = sat.composition(first, second, by="age").table.iloc[0]
    # by hand: the share of the old rises by .2, and they lie 15 points above the young
    np.testing.assert_allclose(row[["change", "composition", "equal"]].astype(float), [3.0, 3.0, 0.0], atol=1e-12)
    assert row["equal_verdict"] == Verdict.NOT_ESTABLISHED


def test_a_composition_part_beyond_the_margin_is_told():
    first, second = plain(
        people(["young"] * 600 + ["old"] * 400, [60, 80] * 300 + [80, 90] * 200),
        people(["young"] * 400 + ["old"] * 600, [60, 80] * 200 + [80, 90] * 300),
    )
    kinds = {one.kind: one for one in sat.composition(first, second, by="age", margin=1.0).findings}
    assert kinds["composition.exceeds"].values["verdict"] is Verdict.ESTABLISHED
    again = {one.kind for one in sat.composition(first, second, by="age", margin=4.0).findings}
    assert "composition.exceeds" not in again


def test_groups_of_one_round_and_thin_ones_are_a_part_of_their_own():
    first, second = plain(
        people(
            ["young"] * 30 + ["old"] * 30 + ["gone"] * 10 + ["one"], [60, 80] * 15 + [80, 90] * 15 + [50, 60] * 5 + [70]
        ),
        people(["young"] * 30 + ["old"] * 30 + ["one"] * 4 + [""] * 2, [62, 82] * 15 + [80, 90] * 15 + [70, 72] * 3),
    )
    found = sat.composition(first, second, by="age")
    values = next(one.values for one in found.findings if one.kind == "composition.groups")
    assert values["once"] == ("", "gone")
    assert values["few"] == ("one",)
    assert (values["blank_before"], values["blank_after"]) == (0, 2)
    row = found.table.iloc[0]
    assert row["unmatched"] != 0
    assert row["composition"] + row["equal"] + row["unmatched"] == pytest.approx(row["change"], abs=1e-12)
    assert row["equal"] == pytest.approx(1.0, abs=1e-12)  # the young rise by 2 points, half of the matched


def test_no_group_in_common_is_refused():
    first, second = plain(
        people(["young"] * 10 + ["old"] * 10, [60, 80] * 10), people(["a"] * 10 + ["b"] * 10, [60, 80] * 10)
    )
    with pytest.raises(sat.NotComparable, match="in both rounds"):
        sat.composition(first, second, by="age")


def test_answers_that_are_all_alike_have_no_error_and_no_split():
    first, second = plain(people(["a", "b"] * 10, [60] * 20), people(["a", "b"] * 10, [80] * 20))
    with pytest.raises(sat.NotEstimable, match="no_variance"):
        sat.composition(first, second, by="age")


def test_units_of_one_round_and_without_groups_in_common_are_apart():
    first = pd.concat([people(["y", "o"] * 20, [60, 80] * 20, town) for town in ("A", "B")])
    second = pd.concat(
        [
            people(["y", "o"] * 20, [60, 90] * 20, "A"),
            people(["x", "z"] * 20, [60, 80] * 20, "B"),
            people(["y", "o"] * 20, [60, 80] * 20, "C"),
        ]
    )
    found = sat.composition(*plain(first.reset_index(drop=True), second.reset_index(drop=True)), by="age")
    assert found.table.index.tolist() == [("all", "q"), ("A", "q")]
    assert found.apart.values.tolist() == [["B", "q", "no_common_group"], ["C", "q", "only_after"]]


def test_units_may_be_the_groups():
    first = pd.concat([people(["y"] * 20, [60, 80] * 10, "A"), people(["y"] * 20, [80, 90] * 10, "B")])
    second = pd.concat([people(["y"] * 10, [60, 80] * 5, "A"), people(["y"] * 30, [80, 90] * 15, "B")])
    found = sat.composition(*plain(first.reset_index(drop=True), second.reset_index(drop=True)), by="unit")
    assert found.table.index.tolist() == [("all", "q")]
    assert found.table["composition"].iloc[0] == pytest.approx(3.75, abs=1e-12)  # a quarter of 15 points


def test_settings_that_cannot_be_used_are_refused():
    first, second = plain(people(["y", "o"] * 10, [60, 80] * 10), people(["y", "o"] * 10, [60, 90] * 10))
    for wrong in (
        {"by": "none"},
        {"by": []},
        {"by": ["age", "age"]},
        {"by": "town"},
        {"by": "age", "items": ["z"]},
        {"by": "age", "overlap": "people"},
        {"by": "age", "overlap": "clusters"},
        {"by": "age", "level": 2.0},
        {"by": "age", "adjust": "other"},
    ):
        with pytest.raises(sat.SettingError):
            sat.composition(first, second, **wrong)
    with pytest.raises(sat.SettingError, match="same survey"):
        sat.composition(first, first, by="age")
    many = plain(*(people([str(i) for i in range(70)], [60, 80] * 35) for _ in range(2)))
    with pytest.raises(sat.SettingError, match="classes"):
        sat.composition(*many, by="age")


def test_instruments_that_do_not_measure_alike_are_refused_without_a_reason():
    first, second = plain(people(["y", "o"] * 10, [60, 80] * 10), people(["y", "o"] * 10, [60, 90] * 10))
    marked = sat.Instrument(mode="telephone").mark(first), sat.Instrument(mode="visit").mark(second)
    with pytest.raises(sat.NotComparable):
        sat.composition(*marked, by="age")
    assert sat.composition(*marked, by="age", override="a trial").step.settings["override"] == "a trial"


def test_weights_fitted_to_the_same_margins_leave_no_composition_part():
    rng = np.random.default_rng(8)
    margins = sat.margins({"age": {"y": 500, "o": 500}})
    frames = [people(rng.choice(["y", "o"], 200, p=[p, 1 - p]), rng.choice([60, 80, 100], 200)) for p in (0.3, 0.6)]
    raked = [sat.rake(survey, margins, variables={"age": "age"}) for survey in plain(*frames)]
    row = sat.composition(*raked, by="age").table.iloc[0]
    # 1e-7: the weights are fitted to the margins to 1e-10 of their size
    assert row["composition"] == pytest.approx(0.0, abs=1e-7)
    assert row["composition_high"] == pytest.approx(0.0, abs=1e-6)


@settings(max_examples=3)
@given(st.integers(0, 10**6), st.floats(-40, 40))
def test_laws(seed, moved):
    rng = np.random.default_rng(seed)
    frames = [
        pd.DataFrame(
            {
                "town": rng.choice(["A", "B"], 120),
                "age": rng.choice(["x", "y", "z"], 120, p=rng.dirichlet([4, 4, 4])),
                "q": rng.integers(20, 80, 120).astype(float),
            }
        )
        for _ in range(2)
    ]
    first = sat.composition(*plain(*frames), by="age")
    shuffled = [frame.sample(frac=1, random_state=int(seed) % 1000).reset_index(drop=True) for frame in frames]
    parts = ["change", "composition", "composition_low", "equal", "equal_high", "unmatched"]
    again = sat.composition(*plain(*shuffled), by="age").table.loc[first.table.index, parts]
    # 1e-8: sums in another order
    np.testing.assert_allclose(again, first.table[parts], rtol=0, atol=1e-8)
    raised = sat.composition(*plain(*(frame.assign(q=frame["q"] + moved) for frame in frames)), by="age").table
    np.testing.assert_allclose(raised[parts], first.table[parts], rtol=0, atol=1e-8)
    turned = sat.composition(*plain(frames[1], frames[0]), by="age").table.loc[first.table.index]
    np.testing.assert_allclose(-turned["composition"], first.table["composition"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(-turned["equal"], first.table["equal"], rtol=0, atol=1e-8)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(21)
    level = np.array([62.0, 72.0, 84.0])
    shares, means = (np.array([0.5, 0.3, 0.2]), np.array([0.3, 0.35, 0.35])), (level, level + np.array([2.0, 0.0, 1.0]))
    centre = (shares[0] @ means[0] + shares[1] @ means[1]) / 2
    truth = [
        ((shares[1] - shares[0]) * ((means[0] + means[1]) / 2 - centre)).sum(),
        ((means[1] - means[0]) * (shares[0] + shares[1]) / 2).sum(),
    ]
    held = []
    for _ in range(250):
        frames = []
        for share, mean in zip(shares, means, strict=True):
            cluster = np.repeat(np.arange(25), 12)
            age = rng.choice(3, 300, p=share)
            y = mean[age] + rng.normal(0, 3, 25)[cluster] + rng.normal(0, 14, 300)
            frames.append(pd.DataFrame({"town": "A", "age": np.array(["a", "b", "c"])[age], "v": cluster, "q": y}))
        found = sat.composition(*(sat.read(one, unit="town", items=["q"], cluster="v") for one in frames), by="age")
        row = found.table.iloc[0]
        held.append(
            [
                row[f"{part}_low"] <= true <= row[f"{part}_high"]
                for part, true in zip(("composition", "equal"), truth, strict=True)
            ]
        )
    # 0.95 less three standard errors of 250 samples
    assert np.mean(held, axis=0).min() >= 0.91

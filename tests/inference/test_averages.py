"""Averages of units against means, brute force and a jackknife, and their laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat


def drawn(seed=2, rows=600):
    random = np.random.default_rng(seed)
    unit = random.choice(["A", "B", "C"], rows, p=[0.6, 0.3, 0.1])
    level = np.array([{"A": 0.0, "B": 0.8, "C": 1.5}[u] for u in unit])
    frame = pd.DataFrame(
        {"unit": unit, "village": random.integers(0, 12, rows), "weight": random.uniform(0.5, 2, rows)}
    )
    for q in ("x", "y"):
        frame[q] = 70 + 8 * level + 10 * random.normal(size=rows)
    return frame


def read(frame, **design):
    return sat.read(frame, unit="unit", items=["x", "y"], **design)


def test_micro_is_the_mean_of_all_and_macro_the_mean_of_the_units():
    survey = read(drawn(), weight="weight")
    found = sat.averages(survey, population={"A": 1, "B": 2, "C": 5})
    whole = sat.means(survey, by=None).average("item")
    units = sat.means(survey).average("item")
    table = found.table
    np.testing.assert_allclose([table.loc["micro", "estimate"]], whole.value, rtol=1e-12)
    np.testing.assert_allclose([table.loc["micro", "se"]], whole.se, rtol=1e-10)
    for name, weights in (("macro", None), ("by_population", {"A": 1, "B": 2, "C": 5})):
        mean = units.average("unit", weights)
        np.testing.assert_allclose([table.loc[name, "estimate"]], mean.value, rtol=1e-12)
        np.testing.assert_allclose([table.loc[name, "se"]], mean.se, rtol=1e-10)


def test_the_errors_of_the_differences_are_those_of_a_jackknife_over_villages():
    frame = drawn(rows=3000)
    found = sat.averages(read(frame, cluster="village", weight="weight"), population={"A": 1, "B": 2, "C": 5})
    villages = sorted(frame["village"].unique())

    def gaps(part):
        values = sat.averages(read(part, weight="weight"), population={"A": 1, "B": 2, "C": 5}).estimates.value
        return np.array([values[0] - values[1], values[0] - values[2], values[1] - values[2]])

    left_out = np.array([gaps(frame[frame["village"] != village]) for village in villages])
    k = len(villages)
    jackknife = np.sqrt((k - 1) / k * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))
    # the jackknife and the linearised error differ by a term of the order of one over the villages
    np.testing.assert_allclose(found.differences["se"], jackknife, rtol=0.1)
    assert found.table["df"].tolist() == [11.0] * 3


def test_units_of_equal_size_and_weight_give_one_number():
    frame = pd.DataFrame({"unit": np.repeat(["A", "B"], 40), "x": np.random.default_rng(1).normal(80, 10, 80)})
    found = sat.averages(sat.read(frame, unit="unit", items=["x"], stratum="unit"), population={"A": 5, "B": 5})
    np.testing.assert_allclose(found.table["estimate"], found.table["estimate"].iloc[0], rtol=1e-14)
    assert found.differences["gap"].tolist() == [0, 0, 0]
    assert "same number" in found.say("en")
    assert "同一个数" in found.say("zh")


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), constant=st.floats(-30, 30))
def test_adding_a_constant_moves_every_average_and_no_difference(seed, constant):
    frame = drawn(seed, 200)
    moved = frame.assign(x=frame["x"] + constant, y=frame["y"] + constant)
    a, b = (sat.averages(read(part, cluster="village")) for part in (frame, moved))
    np.testing.assert_allclose(b.table["estimate"] - a.table["estimate"], constant, atol=1e-9)
    np.testing.assert_allclose(b.differences["se"], a.differences["se"], rtol=1e-8)


def test_sums_of_files_are_averaged_like_surveys():
    frame = drawn()
    survey = sat.averages(read(frame, weight="weight"))
    sums = sat.moments(frame, unit="unit", items=["x", "y"], weight="weight", engine="duckdb")
    # squares of points lose digits to the square of the mean
    np.testing.assert_allclose(sat.averages(sums).estimates.cov, survey.estimates.cov, rtol=1e-9)


def test_sentences_say_which_average_is_which():
    text = sat.averages(read(drawn()), population={"A": 1, "B": 2, "C": 5}).say("en")
    for words in ("micro average", "macro average", "weighted by their populations", "A report names"):
        assert words in text
    assert "按单位简单平均" in sat.averages(read(drawn())).say("zh")


def test_settings_that_do_not_fit_are_refused():
    survey = read(drawn())
    with pytest.raises(sat.SettingError, match="every unit once"):
        sat.averages(survey, population={"A": 1, "B": 2})
    with pytest.raises(sat.SettingError, match="finite numbers"):
        sat.averages(survey, population={"A": -1, "B": 2, "C": 1})
    with pytest.raises(sat.SettingError, match="every column once"):
        sat.averages(survey, weights={"x": 1})
    frame = drawn()
    frame.loc[frame["unit"] == "C", "x"] = np.nan
    with pytest.raises(sat.NotEstimable, match="'C'"):
        sat.averages(read(frame))
    with pytest.raises(sat.NotEstimable, match="single_cluster"):
        sat.averages(read(drawn().assign(village=1), cluster="village"))

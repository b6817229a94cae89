"""Scores adjusted for case mix: R's predictions, brute-force influence, coverage, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.adjusted import linearised
from satmodel.estimation.influence import sampled

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}


@pytest.fixture(scope="module")
def drawn():
    return pd.read_csv(REFERENCE / "designed_data.csv")


def read(frame, items=("q1",), **design):
    return sat.read(frame, unit="unit", items=list(items), weight="weight", **design)


@pytest.mark.parametrize("name", DESIGNS)
def test_scores_equal_r_predictions_at_the_overall_mix(drawn, name):
    survey = read(drawn, **DESIGNS[name])
    est = sat.adjusted(survey, covariates=["q2", "q3"])
    for kind in ("adjusted_fixed", "margins"):
        expected = pd.read_csv(REFERENCE / f"regress_{kind}_{name}_coef.csv").set_index("term")
        # 1e-10: double precision on both sides
        np.testing.assert_allclose(
            est.take({"item": "q1"}).table.loc[expected.index, "estimate"], expected["est"], 1e-10
        )


@pytest.mark.parametrize("name", DESIGNS)
def test_both_parts_of_the_covariance_equal_r(drawn, name):
    survey = read(drawn, **DESIGNS[name])
    full = drawn[["q1", "q2", "q3"]].notna().all(axis=1).to_numpy()
    units = ["south", "north", "east"]
    codes = drawn["unit"].map({unit: i for i, unit in enumerate(units)}).to_numpy()
    part = drawn[full]
    found = linearised(
        part["q1"].to_numpy(), part[["q2", "q3"]].to_numpy(), codes[full], part["weight"].to_numpy(), len(units)
    )
    mix, whole = (np.zeros((len(drawn), len(units))) for _ in range(2))
    mix[full] = found.mix_influence[:, None]
    whole[full] = found.adjusted_influence
    fixed = whole - mix
    covariance = sampled(survey.design).covariance
    expected = pd.read_csv(REFERENCE / f"regress_adjusted_fixed_{name}_cov.csv").set_index("row")[units]
    np.testing.assert_allclose(covariance(fixed), expected, rtol=1e-9)
    # svypredmeans adds the variances of the two parts and leaves out their covariance, which ours holds as well
    margins = pd.read_csv(REFERENCE / f"regress_margins_{name}_coef.csv").set_index("term").loc[units, "se"]
    np.testing.assert_allclose(np.diag(covariance(fixed) + covariance(mix)), margins**2, rtol=1e-9)
    est = sat.adjusted(survey, covariates=["q2", "q3"]).take({"item": "q1"}).take({"unit": units})
    np.testing.assert_allclose(est.cov, covariance(whole), rtol=1e-9)


def test_the_influence_is_the_slope_of_the_score_by_the_weight():
    random = np.random.default_rng(5)
    r, count = 60, 4
    x, unit, weight = random.normal(size=(r, 2)), np.arange(r) % count, random.uniform(0.5, 2, r)
    y = 80 + x @ [2.0, -1.0] + unit + random.normal(size=r)

    def scores(w):
        dummies = np.eye(count)[unit]
        design = np.column_stack([dummies, x])
        b = np.linalg.lstsq(design * np.sqrt(w)[:, None], y * np.sqrt(w), rcond=None)[0]
        return b[:count] + np.average(x, axis=0, weights=w) @ b[count:]

    found = linearised(y, x, unit, weight, count)
    np.testing.assert_allclose(found.adjusted, scores(weight), rtol=1e-12)
    for i in (0, 17, 42):
        moved = np.zeros(r)
        moved[i] = 1e-5 * weight[i]
        slope = (scores(weight + moved) - scores(weight - moved)) / 2e-5
        np.testing.assert_allclose(found.adjusted_influence[i], slope, atol=1e-8)  # central differences


def test_the_whole_keeps_its_mean_and_one_mix_for_all_changes_nothing(drawn):
    survey = read(drawn, **DESIGNS["plain"])
    found = sat.case_mix(survey, covariates=["q2"])
    weights = drawn[drawn["q1"].notna()].groupby("unit")["weight"].sum()
    weights = weights.loc[found.adjusted.labels.get_level_values("unit")].to_numpy()
    assert weights @ found.adjusted.value == pytest.approx(weights @ found.raw.value, rel=1e-12)  # the mix adds up
    raw = sat.means(survey)
    np.testing.assert_allclose(found.raw.value, raw.value, rtol=1e-12)  # q2 has no gaps, so the same respondents
    np.testing.assert_allclose(found.raw.cov, raw.cov, rtol=1e-9, atol=1e-12)
    same = pd.DataFrame({"unit": ["A", "B"] * 20, "age": [1, 1, 2, 2] * 10, "q1": np.arange(40.0), "weight": 1.0})
    est = sat.adjusted(read(same), covariates=["age"])
    np.testing.assert_allclose(est.value, sat.means(read(same)).value, rtol=1e-12)


def test_text_is_one_term_a_level_and_its_baseline_changes_nothing(drawn):
    data = drawn.assign(band=np.where(drawn["q2"] > 80, "high", np.where(drawn["q2"] > 60, "middle", "low")))
    survey = read(data, items=["q1", "q3"], **DESIGNS["plain"])
    a = sat.adjusted(survey, covariates=["band"])
    b = sat.adjusted(survey, covariates=["band"], baseline={"band": "low"})
    np.testing.assert_allclose(a.value, b.value, rtol=1e-12)
    np.testing.assert_allclose(a.cov, b.cov, rtol=1e-8, atol=1e-10)
    assert a.labels.names == ["unit", "item"]
    assert a.cov[0, 1] != 0  # the items of one unit are correlated


def test_lost_respondents_are_listed_by_unit(drawn):
    found = sat.case_mix(read(drawn), covariates=["q3"])
    expected = drawn["q3"].isna().groupby(drawn["unit"]).sum()
    assert found.lost["lost"].to_dict() == expected.to_dict()
    assert found.lost["respondents"].sum() == len(drawn)
    rows = sorted(row for part in found.lost["rows"] for row in part)
    assert rows == [i + 1 for i in np.flatnonzero(drawn["q3"].isna())]  # counted from 1, as in the survey's frame
    assert "case_mix.lost" in {finding.kind for finding in found.findings}


def test_composite_differences_and_ranks(drawn):
    survey = read(drawn, items=["q1", "q3"], **DESIGNS["plain"])
    found = sat.case_mix(survey, covariates=["q2"], composite=True)
    table = found.table
    np.testing.assert_allclose(table["gap"], table["adjusted"] - table["raw"], atol=1e-10)
    assert sorted(table["rank"]) == sorted(table["rank_adjusted"]) == [1, 2, 3]
    each = sat.case_mix(survey, covariates=["q2"]).table
    np.testing.assert_allclose(each["adjusted"].groupby("unit").mean().loc[table.index], table["adjusted"])
    assert each.xs("q1", level="item")["rank"].tolist() == [
        1 + int((each.xs("q1", level="item")["raw"] > value).sum()) for value in each.xs("q1", level="item")["raw"]
    ]


def test_a_unit_that_cannot_be_estimated_is_apart(drawn):
    data = drawn.assign(unit=np.where(drawn["cluster"] == "a1", "hill", drawn["unit"]))
    est = sat.adjusted(read(data, **DESIGNS["plain"]), covariates=["q2"])
    assert est.apart.set_index("unit")["reason"].to_dict() == {"hill": "single_cluster"}


def test_a_covariate_that_only_differs_between_units_is_refused(drawn):
    data = drawn.assign(rich=drawn["unit"].map({"north": 1.0, "south": 2.0, "east": 5.5}))
    with pytest.raises(sat.NotEstimable, match="'rich' does not vary within units"):
        sat.adjusted(read(data), covariates=["q2", "rich"])
    with pytest.raises(sat.SettingError, match="both a covariate and a score"):
        sat.adjusted(read(data), covariates=["q1"])
    with pytest.raises(sat.SettingError, match="no scored column"):
        sat.adjusted(read(data), covariates=["q2"], columns=["q9"])


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.1, 10), shift=st.floats(-50, 50))
def test_rows_scale_and_zero_of_a_covariate_do_not_matter(seed, factor, shift):
    drawn = pd.read_csv(REFERENCE / "designed_data.csv")
    a = sat.adjusted(read(drawn, **DESIGNS["plain"]), covariates=["q2", "q3"])
    moved = drawn.assign(q2=drawn["q2"] * factor + shift, weight=drawn["weight"] * factor)
    b = sat.adjusted(read(moved.sample(frac=1, random_state=seed), **DESIGNS["plain"]), covariates=["q2", "q3"])
    table = b.table.loc[a.labels]
    np.testing.assert_allclose(table["estimate"], a.value, rtol=1e-9)
    np.testing.assert_allclose(table["se"], a.se, rtol=1e-7)


def coverage(simulations, seed, n=40):
    """Units of equal worth whose respondents differ in age; the truth is the score at the population's mix."""
    random = np.random.default_rng(seed)
    worth, tilt = np.array([80.0, 78.0, 82.0, 79.0]), np.array([-1.0, 0.0, 0.5, 1.0])
    hits, raw_hits, shots = 0, 0, 0
    for _ in range(simulations):
        unit = np.repeat(np.arange(4), n)
        village = np.repeat(np.arange(4 * n // 5), 5)
        age = tilt[unit] + random.normal(size=len(unit)) + 0.5 * random.normal(size=len(village) // 5)[village]
        y = worth[unit] + 3 * age + random.normal(size=len(unit)) * 6 + random.normal(size=len(village) // 5)[village]
        frame = pd.DataFrame({"unit": unit.astype(str), "village": village, "age": age, "q1": y, "weight": 1.0})
        survey = sat.read(frame, unit="unit", items=["q1"], stratum="unit", cluster="village")
        truth = worth + 3 * tilt.mean()
        for est, adjusted in ((sat.adjusted(survey, covariates=["age"]), True), (sat.means(survey), False)):
            table = est.table
            inside = int(((table["low"] <= truth) & (truth <= table["high"])).sum())
            hits, raw_hits = hits + inside * adjusted, raw_hits + inside * (not adjusted)
        shots += 4
    return hits / shots, raw_hits / shots


@pytest.mark.slow
def test_intervals_cover_the_score_at_the_mix_of_the_whole():
    rate, raw = coverage(100, 3)
    # 400 intervals of a nominal .95: simulation error .011; four of these below
    assert rate > 0.905
    assert raw < 0.8  # the raw scores answer another question


@pytest.mark.slow
def test_intervals_cover_the_score_at_the_mix_of_the_whole_closely():
    rate, _ = coverage(1000, 31)
    assert 0.935 < rate < 0.97  # 4,000 intervals: simulation error .0035

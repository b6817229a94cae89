"""Weighted least squares from cluster totals against R's survey package."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.sampling.regression import cluster_totals, covariance, r_squared, regress
from satmodel.survey.moments import moments

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "plain": {"cluster": "cluster", "stratum": "stratum", "weight": "weight"},
    "finite": {"cluster": "cluster", "stratum": "stratum", "weight": "weight", "population": "population"},
    "people": {"stratum": "stratum", "weight": "weight"},
}


def totals(design: str):
    frame = pd.read_csv(REFERENCE / "survey" / "designed_data.csv")
    survey = sat.read(frame, unit="unit", items=["q1", "q2", "q3"], **DESIGNS[design])
    return cluster_totals(moments(survey, complete=True))


@pytest.mark.parametrize("design", DESIGNS)
def test_coefficients_and_errors_are_those_of_svyglm(design):
    numbers = pd.read_csv(REFERENCE / "drivers" / "regression.csv").set_index("design").loc[design]
    data = totals(design)
    found = regress(data)
    # 1e-10: R prints 15 digits; svyglm solves by QR, here by the covariance
    np.testing.assert_allclose(found.coefficient, numbers["coefficient"], rtol=1e-10)
    np.testing.assert_allclose(found.se, numbers["se"], rtol=1e-10)
    cov = covariance(data.totals.sum(axis=0), 3)
    assert r_squared(cov) == pytest.approx(numbers["r2"].iloc[0], rel=1e-10)
    assert data.n == numbers["n"].iloc[0]


def test_standardised_coefficients_are_relaimpos():
    frame = pd.read_csv(REFERENCE / "drivers" / "swiss.csv")
    items = [name for name in frame if name != "Fertility"]
    survey = sat.read(frame.assign(unit="all"), unit="unit", items=[*items, "Fertility"])
    found = regress(cluster_totals(moments(survey, complete=True)))
    numbers = pd.read_csv(REFERENCE / "drivers" / "importance.csv")
    numbers = numbers[numbers["data"] == "swiss"].pivot(index="item", columns="method", values="value").loc[items]
    # 1e-10: printed with 15 digits
    np.testing.assert_allclose(found.standardised**2, numbers["betasq"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.standardised * found.correlation, numbers["pratt"], rtol=0, atol=1e-10)


def test_items_without_a_coefficient_of_their_own():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.integers(1, 6, (60, 3)).astype(float), columns=["a", "b", "c"])
    y = frame["a"] + frame["c"] + rng.normal(size=60)
    frame = frame.assign(twice=2 * frame["a"] + 1, same=0.1, y=y, unit="u")
    survey = sat.read(frame, unit="unit", items=["a", "b", "c", "twice", "same", "y"])
    found = regress(cluster_totals(moments(survey, complete=True)))
    assert np.isnan(found.coefficient).tolist() == [True, False, False, True, True]
    assert np.isnan(found.correlation).tolist() == [False, False, False, False, True]
    plain = sat.read(frame, unit="unit", items=["a", "b", "c", "y"])
    wanted = regress(cluster_totals(moments(plain, complete=True)))
    # 1e-9: the pseudo-inverse of a singular matrix loses some digits
    np.testing.assert_allclose(found.coefficient[1:3], wanted.coefficient[1:], rtol=1e-9)
    np.testing.assert_allclose(found.se[1:3], wanted.se[1:], rtol=1e-9)


def test_a_replicate_without_respondents_has_no_variance_and_no_warning():
    whole = totals("plain").totals.sum(axis=0)
    found = covariance(np.stack([whole, 0 * whole]), 3)
    np.testing.assert_array_equal(found[0], covariance(whole, 3))
    assert not found[1].any()


def test_items_answered_in_few_of_many_clusters_lose_replicates_that_draw_none_of_them():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(600, 2))
    frame = pd.DataFrame(points, columns=["a", "b"]).assign(unit="u", village=np.arange(600) % 100)
    frame["y"] = points @ [1.0, 0.5] + rng.normal(size=600)
    frame.loc[frame["village"] >= 5, "a"] = np.nan
    survey = sat.read(frame, unit="unit", items=["a", "b"], overall="y", cluster="village")
    found = sat.drivers(survey, replicates=400)
    assert found.step.settings["replicates_lost"] > 0
    assert np.isfinite(found.table[["low", "high", "share_low", "share_high"]]).all(axis=None)


@pytest.mark.parametrize("far", [1e4, 1e7])
def test_a_column_far_from_zero_keeps_its_coefficient(far):
    rng = np.random.default_rng(1)
    points = rng.normal(size=(200, 2))
    frame = pd.DataFrame(points, columns=["a", "b"]).assign(unit="u", village=np.arange(200) % 20)
    frame["y"] = points @ [1.0, 0.5] + rng.normal(size=200)
    found = []
    for moved in (frame, frame.assign(a=frame["a"] + far)):
        survey = sat.read(moved, unit="unit", items=["a", "b"], overall="y", cluster="village")
        found.append(sat.drivers(survey, replicates=200).table)
    # 1e-6: at 1e7 the numbers themselves are rounded to 1e-9
    pd.testing.assert_frame_equal(*found, rtol=0, atol=1e-6)

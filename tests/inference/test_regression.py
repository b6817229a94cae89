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

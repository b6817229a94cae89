"""Regressions see the whole design: the second stage, and weights that were fitted to margins."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from tests.survey import weighted as sample

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
STAGES = {
    "homes": {"second": "home", "second_population": "homes"},
    "people": {"second_population": "people"},
}


@pytest.mark.parametrize("name", STAGES)
def test_two_stages_are_those_of_r_survey(name):
    data = pd.read_csv(REFERENCE / "two_stage_data.csv")
    design = {"stratum": "stratum", "cluster": "village", "population": "villages", "weight": "weight"}
    survey = sat.read(data, unit="unit", items=["q1", "q2", "q3"], **design, **STAGES[name])
    found = sat.regress(survey, outcome="q2", on=["q1", "q3"])
    r = pd.read_csv(REFERENCE / "two_stage_regress.csv").query("design == @name").set_index("row")
    order = [found.names.index({"(Intercept)": "constant"}.get(term, term)) for term in r.index]
    # 1e-9: R solves by QR, here by the normal equations
    np.testing.assert_allclose(found.coefficient[order], r["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.cov[np.ix_(order, order)], r.iloc[:, 2:], rtol=1e-8)


def test_fitted_weights_give_the_covariance_of_r_survey():
    weighted = sample.weighted("whole", "finite")
    found = sat.regress(weighted, outcome="q2", on=["age", "sex"], baseline={"sex": "f"})
    r = pd.read_csv(REFERENCE / "raked_designed_regression.csv").set_index("row")
    order = [found.names.index(term) for term in ("constant", "age", "sex=m")]
    # 1e-8: the weights of both sides stop at their tolerance
    np.testing.assert_allclose(found.coefficient[order], r["estimate"], rtol=1e-8)
    np.testing.assert_allclose(found.cov[np.ix_(order, order)], r.drop(columns="estimate"), rtol=1e-8)

"""Averages of a rate over units: by hand, and as linear maps of the units' rates."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from tests.inference.test_recoded import drawn, survey_of

GOOD = ["very good", "good"]


def test_micro_and_macro_are_those_counted_by_hand():
    data = drawn(seed=6)
    data = pd.concat([data, data[data["unit"] == "U0"]], ignore_index=True)  # one unit twice as large
    found = sat.rate_averages(survey_of(data), GOOD, items=["q1"])
    counted = data[data["q1"] != "don't know"]
    good = counted["q1"].isin(GOOD)
    assert found.table.loc["micro", "estimate"] == pytest.approx(good.mean())
    assert found.table.loc["macro", "estimate"] == pytest.approx(good.groupby(counted["unit"]).mean().mean())
    assert found.step.measure == "share"
    assert found.estimates.step.measure == "share"


def test_the_macro_average_has_the_error_of_the_mean_of_the_units():
    survey = survey_of(drawn(seed=7), "w")
    units = sat.rates(survey, rates={"good": GOOD}).average("item").average("unit")
    found = sat.rate_averages(survey, GOOD)
    np.testing.assert_allclose(found.table.loc["macro", "estimate"], units.value[0], rtol=1e-12)
    np.testing.assert_allclose(found.table.loc["macro", "se"], units.se[0], rtol=1e-9)
    whole = sat.rates(survey, rates={"good": GOOD}, by=None).average("item").average("measure")
    np.testing.assert_allclose(found.table.loc["micro", "se"], whole.se[0], rtol=1e-9)


def test_the_settings_of_rates_hold_here_too():
    survey = survey_of(drawn(seed=7))
    inside = sat.rate_averages(survey, ["don't know"], no_opinion="in")
    assert 0 < inside.table.loc["micro", "estimate"] < 0.2
    with pytest.raises(sat.SettingError, match="no_opinion='in'"):
        sat.rate_averages(survey, ["don't know"])

"""Percentages as .9574, 95.74 and "95.74%"."""

import numpy as np
import pandas as pd
import pytest

from satmodel import DataProblems, SettingError
from satmodel.survey.sheets.workbooks import table


def read(cells, form=("rate",)):
    frame = pd.DataFrame({"unit": [f"u{i}" for i in range(len(cells))], "rate": pd.Series(cells, dtype=object)})
    return table(frame, {"unit": "unit", "rate": "rate"}, shares=form, optional=["rate"])


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        ([0.9574, 1.0, 0.0], "share"),
        ([95.74, 100, 0], "percent"),
        (["95.74%", "100％", "0%"], "share"),
        (["95.74%", 100, 0], "percent"),
        ([".9574", "1", "0"], "share"),
    ],
)
def test_the_three_forms_are_one(cells, form):
    found = read(cells)
    np.testing.assert_allclose(found.frame["rate"], [0.9574, 1, 0], rtol=1e-15)  # one division by 100
    assert found.forms == {"rate": form}


def test_an_empty_cell_stays_empty():
    assert read(["95.74%", "—"]).frame["rate"].isna().tolist() == [False, True]


@pytest.mark.parametrize("cells", [[0.9574, 95.74], ["95.74%", 0.9574], [1, "50%"]])
def test_what_may_be_either_is_a_fault_that_names_both_cells(cells):
    with pytest.raises(DataProblems) as caught:
        read(cells)
    (problem,) = caught.value.problems
    assert problem.rule == "percent_mixed"
    assert problem.row == 1 + [number_is_unclear(cell) for cell in cells].index(True)
    assert f"rate[{3 - problem.row}]" in problem.message


def number_is_unclear(cell):
    return not isinstance(cell, str) and cell <= 1


def test_the_analyst_may_say_which_it_is():
    np.testing.assert_allclose(read([0.5, 12], {"rate": "percent"}).frame["rate"], [0.005, 0.12], rtol=1e-15)
    np.testing.assert_allclose(read([0.5, "12%"], {"rate": "share"}).frame["rate"], [0.5, 0.12], rtol=1e-15)
    with pytest.raises(SettingError, match="'share' or 'percent'"):
        read([0.5], {"rate": "permille"})


@pytest.mark.parametrize("cells", [[50, 101], ["50%", "-3%"]])
def test_what_is_no_share_is_a_fault(cells):
    with pytest.raises(DataProblems) as caught:
        read(cells)
    assert [(one.rule, one.row) for one in caught.value.problems] == [("share_outside", 2)]

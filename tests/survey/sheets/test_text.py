"""Cells as labels and numbers."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satmodel.survey.sheets.text import compact, label, labels, number, numbers, text_of


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("　满意 \u00a0", "满意"),
        ("\ufeff满意\u200b", "满意"),
        ("Ｑ１．满意", "Q1.满意"),
        (1.0, "1"),
        ("１.０", "1"),
        ("1.50", "1.50"),
        ("01", "01"),
        ("基本 满意", "基本 满意"),
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (True, "TRUE"),
        (np.int64(8), "8"),
    ],
)
def test_a_label_is_normalised_and_no_more(cell, plain):
    assert label(cell) == plain


def test_a_header_loses_all_its_white_space():
    assert compact(" 单\n　位 ") == "单位"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("85.74分", 85.74),
        ("95.74%", 95.74),
        ("95.74％", 95.74),
        ("＋3.663", 3.663),
        ("－0.42", -0.42),
        (".9574", 0.9574),
        ("100%", 100.0),
        ("1,204件", 1204.0),
        ("−0.42", -0.42),
        ("８５．７４", 85.74),
        ("第7名", 7.0),
        ("12,204 人", 12204.0),
        (" 90 ", 90.0),
        (90, 90.0),
        ("1e-05", 1e-05),
    ],
)
def test_a_number_is_read_as_it_is_written(cell, value):
    assert number(cell) == value


@pytest.mark.parametrize("cell", ["约85", "85-90", "满意", "1,2", "不计", float("inf"), True, "nan", "inf", "12月"])
def test_what_is_no_number_is_told(cell):
    assert number(cell) is None


@pytest.mark.parametrize("cell", ["", "—", "——", "-", "/", "…", None, float("nan"), "　"])
def test_an_empty_cell_or_a_dash_is_nan(cell):
    assert math.isnan(number(cell))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_survives_being_written_as_text(value):
    assert number(text_of(value)) == value


@given(st.lists(st.one_of(st.text(max_size=4), st.floats(), st.integers(-9, 9), st.none()), max_size=20))
def test_columns_are_read_cell_by_cell(cells):
    column = np.array([*cells, ""], dtype=object)
    assert labels(column).tolist() == [label(cell) for cell in column]
    values, wrong = numbers(column)
    expected = [number(cell) for cell in column]
    assert wrong.tolist() == [value is None for value in expected]
    np.testing.assert_array_equal(values, [np.nan if value is None else value for value in expected])

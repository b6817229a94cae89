"""Categories are found by label or by the class of a number, as tables write them."""

import math

import numpy as np
import pytest

from satmodel.errors import SettingError
from satmodel.survey.weights.classes import classify, span


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("18-34", (18, 34)),
        ("18–34岁", (18, 34)),
        ("18岁至34岁", (18, 34)),
        ("１８～３４周岁", (18, 34)),
        ("65岁及以上", (65, math.inf)),
        ("65+", (65, math.inf)),
        ("≥65", (65, math.inf)),
        ("超过60岁", (61, math.inf)),
        ("17岁及以下", (-math.inf, 17)),
        ("≤17", (-math.inf, 17)),
        ("不满18周岁", (-math.inf, 17)),
        ("<18", (-math.inf, 17)),
        ("城镇", None),
        ("40", None),
    ],
)
def test_classes_of_numbers_are_read_as_they_are_written(text, ends):
    assert span(text) == ends


def test_ages_fall_into_their_classes_and_others_into_none():
    cells = np.array([17, 18, 34, 34.9, 35, "50岁", " 65 ", 66, "", None, "—"], dtype=object)
    found = classify(cells, ["18-34", "35-49", "50-65"])
    assert found.tolist() == [-1, 0, 0, 0, 1, 2, 2, -1, -1, -1, -1]


def test_a_label_of_the_table_or_of_the_analyst_counts_like_the_category():
    cells = np.array(["城镇", "农村", "city", "town"], dtype=object)
    assert classify(cells, ["town", "rural"], also={"城镇": "town", "农村": "rural"}).tolist() == [0, 1, -1, 0]
    assert classify(cells, ["town", "rural"], also={"city": "town"}).tolist() == [-1, -1, 0, 0]
    ages = np.array([20, 40, 70], dtype=object)
    assert classify(ages, ["young", "old"], also={"18-34": "young", "35+": "old"}).tolist() == [0, 1, 1]


def test_classes_that_overlap_and_categories_that_are_not_there_are_refused():
    with pytest.raises(SettingError, match="overlap"):
        classify(np.array([20]), ["18-34", "34-49"])
    with pytest.raises(SettingError, match="no category named"):
        classify(np.array([20]), ["18-34"], also={"x": "young"})

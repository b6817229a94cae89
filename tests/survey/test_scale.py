"""Scales: answers to points."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satmodel import DataProblems, Scale, SettingError


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("100/75/55", ["满意", "基本满意", "不满意"]),
        ("100/70/30", ["满意", "基本满意", "不满意"]),
        ("100/80/60/30/0", ["非常满意", "比较满意", "一般", "不太满意", "非常不满意"]),
        ("100/75/50/25/0", ["非常满意", "比较满意", "一般", "不太满意", "非常不满意"]),
    ],
)
def test_a_preset_is_named_by_its_points(name, answers):
    scale = Scale.preset(name)
    assert list(scale.points) == answers
    assert "/".join(f"{points:g}" for points in scale.points.values()) == name == scale.name
    assert {"不了解", "说不清", "拒答"} <= set(scale.no_opinion)


def test_a_preset_that_is_not_there_names_those_that_are():
    with pytest.raises(SettingError, match="100/75/55"):
        Scale.preset("100/60")


def test_no_opinion_and_no_answer_have_no_points():
    scale = Scale.preset("100/75/55")
    points = scale.score(pd.Series(["满意", "不了解", "", None, "　基本满意"]))
    np.testing.assert_array_equal(points, [100, np.nan, np.nan, np.nan, 75])


@pytest.mark.parametrize("answers", [[1, 2, 3, 8], [1.0, 2.0, 3.0, 8.0], ["1", "２", "3.0", " 8"]])
def test_codes_are_answers_however_they_are_written(answers):
    for codes in ({1: 100, 2: 75, 3: 55}, {"1": 100, "2": 75, "3.0": 55}):
        scale = Scale(codes, no_opinion=[8, 9])
        np.testing.assert_array_equal(scale.score(pd.Series(answers)), [100, 75, 55, np.nan])


def test_an_answer_that_merely_looks_alike_is_unknown():
    with pytest.raises(DataProblems) as caught:
        Scale.preset("100/75/55").score(pd.Series(["满意", "较满意", "满 意"], name="Q1"))
    assert [(one.rule, one.row, one.value, one.header) for one in caught.value.problems] == [
        ("unknown_answer", 2, "较满意", "Q1"),
        ("unknown_answer", 3, "满 意", "Q1"),
    ]


def test_limits_and_levels():
    scale = Scale({"a": 100, "b": 75, "c": 75, "d": 0})
    assert scale.limits == (0, 100)
    assert scale.levels == (0, 75, 100)


def test_the_order_of_no_opinion_does_not_matter():
    assert Scale({"a": 1}, ["x", "y"]) == Scale({"a": 1}, {"y", "x"})


@pytest.mark.parametrize(
    ("points", "no_opinion", "said"),
    [
        ({}, (), "at least one"),
        ([100, 75], (), "at least one"),
        ({"a": 1, "Ａ ": 2, "A": 3}, (), "twice"),
        ({1: 100, 1.5: 75, "1": 55}, (), "twice"),
        ({"a": 1}, [8, "8"], "twice"),
        ({"a": 1}, ["a "], "both"),
        ({"a": float("nan")}, (), "finite"),
        ({"a": "100"}, (), "finite"),
        ({"a": None}, (), "finite"),
        ({"": 1}, (), "empty"),
        ({"a": 1}, "b", "collection"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(points, no_opinion, said):
    with pytest.raises(SettingError, match=said):
        Scale(points, no_opinion)


@given(st.lists(st.sampled_from(["满意", "基本满意", "不满意", "不了解", ""])), st.randoms())
def test_permuting_answers_permutes_points(answers, random):
    scale = Scale.preset("100/75/55")
    order = list(range(len(answers)))
    random.shuffle(order)
    points = scale.score(pd.Series(answers, dtype=object))
    shuffled = scale.score(pd.Series([answers[i] for i in order], dtype=object))
    np.testing.assert_array_equal(shuffled, points[order])

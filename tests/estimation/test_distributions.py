"""The answers behind a score: counts by hand, shares that add up, and the score they give."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from tests.inference.test_recoded import ANSWERS, SCALE, drawn, survey_of


def test_counts_and_shares_are_those_counted_by_hand():
    data = drawn(seed=2)
    data.loc[:4, "q1"] = ""
    found = sat.answers(survey_of(data, "w"))
    for (unit, item, answer), row in found.table.iterrows():
        part = data[data["unit"] == unit]
        given_here = part[item] == answer
        assert row["count"] == given_here.sum()
        assert row["share"] == pytest.approx(part.loc[given_here, "w"].sum() / part["w"].sum())
    kinds = found.table.reset_index().drop_duplicates("answer").set_index("answer")["kind"].to_dict()
    assert kinds == {**dict.fromkeys(SCALE.points, "scored"), "don't know": "no_opinion", "": "blank"}


def test_the_score_beside_them_is_the_mean():
    survey = survey_of(drawn(seed=3), "w")
    found = sat.answers(survey)
    means = sat.means(survey).table
    beside = found.table.groupby(level=["unit", "item"])[["estimate", "n"]].first()
    np.testing.assert_allclose(beside.loc[means.index, "estimate"], means["estimate"], rtol=1e-12)
    np.testing.assert_array_equal(beside.loc[means.index, "n"], means["n"])


def test_the_whole_sample_is_what_the_survey_counted():
    survey = survey_of(drawn(seed=4))
    found = sat.answers(survey, by=None).table
    counted = survey.answers.set_index(["item", "answer"])
    assert found["count"].to_dict() == counted["count"].loc[found.index].to_dict()


def test_it_is_told_and_drawn():
    survey = survey_of(drawn(seed=5))
    for by in ("unit", None):
        found = sat.answers(survey, by=by)
        assert "“very good”" in found.say("en")
        assert "无意见" in found.say("zh")
        assert found.chart.kind == "answers"
        assert list(found.wide.columns) == [*ANSWERS, "", "estimate", "n"]
        assert "<table>" in found._repr_html_()
    one = sat.answers(survey, items=["q1"])
    assert one.chart.data["row"].tolist() == one.chart.data["unit"].tolist()
    nobody = sat.answers(survey_of(drawn(apart=0.0)))
    assert "No answer is without an opinion" in nobody.say("en")


def test_a_survey_of_points_has_answers_too():
    data = pd.DataFrame({"unit": list("AAB"), "q": [100, 55, 75]})
    found = sat.answers(sat.read(data, unit="unit", items=["q"]))
    assert found.table.loc[("A", "q"), "count"].to_dict() == {"100": 1, "75": 0, "55": 1, "": 0}


@pytest.mark.parametrize(("setting", "value"), [("by", "town"), ("items", ["q9"]), ("items", [])])
def test_settings_that_cannot_be_used_are_refused(setting, value):
    with pytest.raises(sat.SettingError):
        sat.answers(survey_of(drawn()), **{setting: value})


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), weighted=st.booleans())
def test_the_shares_of_a_unit_and_item_add_up_to_one(seed, weighted):
    found = sat.answers(survey_of(drawn(seed), "w" if weighted else None))
    totals = found.table["share"].groupby(level=["unit", "item"]).sum()
    np.testing.assert_allclose(totals, 1.0, rtol=1e-12)

"""Units and items under the names of one round."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.survey.crosswalk import Crosswalk

MERGED = Crosswalk((("北镇", "中心街道", None), ("南镇", "中心街道", None)))


def survey(units=("北镇", "北镇", "南镇", "南镇", "東鎮", "東鎮"), items=("治安", "医疗")):
    rows = {items[0]: [100, 75, 55, 100, 75, 100], items[1]: [75, 75, 100, 55, 100, 55]}
    return sat.read(pd.DataFrame({"unit": units, **rows}), unit="unit", items=list(items))


def test_respondents_of_merged_units_are_pooled():
    found = sat.harmonise(survey(), crosswalk=MERGED, on="2026-06-30", units=["中心街道", "东镇"])
    assert found.result.units == ("中心街道", "东镇")
    assert found.table["how"].tolist() == ["merged", "merged", "traditional", "same", "same"]
    by_hand = sat.means(survey(("中心街道",) * 4 + ("东镇",) * 2))
    np.testing.assert_array_equal(sat.means(found.result).value, by_hand.value)
    np.testing.assert_array_equal(sat.means(found.result).cov, by_hand.cov)


def test_items_under_other_names_can_be_compared():
    after = sat.harmonise(survey(items=("治安", "医疗服务")), items={"治安": [], "医疗": ["医疗服务"]})
    moved = sat.change(sat.means(survey(), by=None), sat.means(after.result, by=None))
    assert set(moved.table.index) == {"治安", "医疗"}
    assert moved.apart.empty


def test_a_name_that_matches_none_is_a_fault_with_those_near():
    with pytest.raises(sat.DataProblems) as refused:
        sat.harmonise(survey(), units=["北镇区", "南镇", "东镇"], items=["治安", "教育"])
    assert [(fault.rule, fault.value) for fault in refused.value.problems] == [
        ("name_unmatched", "北镇"),
        ("name_unmatched", "医疗"),
    ]
    assert "北镇区" in refused.value.problems[0].remedy


def test_estimates_are_relabelled_and_never_merged():
    est = sat.means(survey())
    found = sat.harmonise(est, units=["北镇", "南镇", "东镇"])
    assert found.result.labels.get_level_values("unit").tolist()[-1] == "东镇"
    np.testing.assert_array_equal(found.result.cov, est.cov)
    with pytest.raises(sat.SettingError, match="harmonise the survey"):
        sat.harmonise(est, crosswalk=MERGED, on="2026-06-30")


def test_a_crosswalk_needs_a_day():
    with pytest.raises(sat.SettingError, match="on="):
        sat.harmonise(survey(), crosswalk=MERGED)
    with pytest.raises(sat.SettingError, match="2026-06-30"):
        sat.harmonise(survey(), crosswalk=MERGED, on="soon")


def test_the_methods_tell_the_day():
    found = sat.harmonise(survey(), crosswalk=MERGED, on="2026-06-30", units=["中心街道", "东镇"])
    texts = [str(block) for block in sat.Appendix([sat.means(found.result)], language="zh").document().blocks]
    assert any("取2026-06-30的名称" in text for text in texts)

"""Which instruments may be compared, and what happens where they may not."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel.telling.words import say

CARD = {
    "organiser": "市统计局",
    "mode": "电话访问",
    "fieldwork": (date(2025, 6, 1), date(2025, 6, 12)),
    "population": "18-65岁",
    "frame": {"固话": 0.4, "手机": 0.6},
    "items": ("社会治安", "看病就医"),
    "options": {"满意": 100, "基本满意": 75, "不满意": 55},
    "not_scored": ("不了解",),
    "composite": {"type": "mean"},
}
FORBIDDING = {
    "organiser": ("本县自查", "organiser"),
    "mode": ("入户", "mode"),
    "population": ("18岁以上", "population"),
    "frame": ({"固话": 1.0}, "frame"),
    "items": (("社会治安", "教育"), "items"),
    "options": ({"满意": 100, "基本满意": 80, "不满意": 60}, "scale"),
    "not_scored": (("不了解", "拒答"), "not_scored"),
    "composite": ({"type": "weighted"}, "composite"),
}


def card(**changes):
    return sat.Instrument(**(CARD | changes))


def rounds(first, second):
    est = sat.estimates([80.0, 81.0], se=[0.5, 0.5], names=["A", "B"])
    return first.mark(est), second.mark(sat.estimates([82.0, 81.5], se=[0.5, 0.5], names=["A", "B"]))


def test_the_same_card_is_comparable_and_says_what_is_not_known():
    found = sat.comparable(card(), card())
    assert found.comparable
    assert found.verdict is None
    assert found.fields("unknown") == ("unit", "weighting")


@pytest.mark.parametrize("field", FORBIDDING)
def test_each_characteristic_forbids_by_itself(field):
    value, name = FORBIDDING[field]
    found = sat.comparable(card(), card(**{field: value}))
    assert found.verdict is sat.Verdict.NOT_COMPARABLE
    assert found.fields("differs") == (name,)


def test_width_and_spaces_are_no_difference():
    assert sat.comparable(card(mode="ＣＡＴＩ"), card(mode=" CA TI")).comparable


def test_another_season_and_other_shares_are_for_caution():
    late = card(fieldwork=(date(2025, 12, 1), date(2025, 12, 9)), frame={"固话": 0.3, "手机": 0.7})
    found = sat.comparable(card(), late)
    assert found.comparable
    assert found.fields("caution") == ("frame", "season")


def test_december_and_january_are_one_season():
    a = card(fieldwork=(date(2025, 12, 20), date(2025, 12, 30)))
    b = card(fieldwork=(date(2025, 1, 2), date(2025, 1, 12)))
    assert "season" in sat.comparable(a, b).fields("same")


@given(st.sampled_from(sorted(FORBIDDING)), st.sampled_from(sorted(FORBIDDING)))
def test_the_verdict_does_not_depend_on_the_order(one, other):
    a, b = card(**{one: FORBIDDING[one][0]}), card(**{other: FORBIDDING[other][0]})
    assert sat.comparable(a, b).fields("differs") == sat.comparable(b, a).fields("differs")


@pytest.mark.parametrize("compare", [sat.change, lambda a, b, **more: a.stack(b, keys=("1", "2"), **more)])
def test_results_that_are_not_comparable_are_refused_with_the_reasons(compare):
    before, after = rounds(card(), card(organiser="本县自查", mode="入户"))
    with pytest.raises(sat.NotComparable, match=r"organiser \('市统计局' and '本县自查'\); mode") as refused:
        compare(before, after)
    assert "组织实施、调查方式" in say(refused.value.findings, language="zh").replace("和", "、")
    compare(before, after, override="两次都由同一批访员执行")


def test_contributions_are_refused_too():
    items = [("item", name) for name in "xy"]
    est = sat.estimates([80.0, 81.0], se=[0.5, 0.5], names=[name for _, name in items])
    before, after = card().mark(est), card(mode="入户").mark(est.take({"unit": ["x", "y"]}))
    with pytest.raises(sat.NotComparable):
        sat.contributions(before, after, over="unit")


def test_an_override_is_printed_in_the_methods_and_changes_no_number():
    before, after = rounds(card(), card(mode="入户"))
    moved = sat.change(before, after, override="同一问卷，差别很小")
    plain = sat.change(*rounds(card(), card()))
    np.testing.assert_array_equal(moved.table["low"], plain.table["low"])
    texts = [str(block) for block in sat.Appendix([moved], language="zh").document().blocks]
    assert any("同一问卷，差别很小" in text and "调查方式不同" in text for text in texts)


def test_an_override_needs_a_reason():
    before, after = rounds(card(), card(mode="入户"))
    with pytest.raises(sat.SettingError, match="override"):
        sat.change(before, after, override=" ")


def test_results_without_cards_are_compared_as_before():
    est = sat.estimates([80.0], se=[0.5], names=["A"])
    other = sat.estimates([82.0], se=[0.5], names=["A"])
    assert sat.change(est, other).step.settings["override"] is None


def test_a_card_survives_its_step():
    made = card(conversion={"type": "coefficient", "formula": "score/100"})
    assert sat.Instrument.from_step(made.step) == made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fieldwork", (date(2025, 6, 2), date(2025, 6, 1))),
        ("fieldwork", ("2025-06-01",)),
        ("frame", {"固话": "a"}),
        ("options", {"满意": True}),
        ("items", "社会治安"),
    ],
)
def test_a_card_refuses_what_it_cannot_hold(field, value):
    with pytest.raises(sat.SettingError, match=field):
        sat.Instrument(**{field: value})


def test_two_cards_are_needed():
    with pytest.raises(sat.SettingError, match="Instrument"):
        sat.comparable(card(), {"mode": "x"})

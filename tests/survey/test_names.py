"""Names that are written differently, and units that changed theirs."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.names import match_names

KNOWN = ["东阁街道", "李园街道", "A Town", "开发区"]
LATER = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("written", "name", "how"),
    [
        ("东阁街道", "东阁街道", "same"),
        ("　Ａ　Town", "A Town", "width"),
        ("东阁 街道", "东阁街道", "spaces"),
        ("a town", "A Town", "case"),
        ("東閣街道", "东阁街道", "traditional"),
        ("開 發 區", "开发区", "traditional"),
        ("东阁", None, "unmatched"),
    ],
)
def test_the_strictest_way_that_matches_is_told(written, name, how):
    match = match_names([written], KNOWN)[0]
    assert (match.name, match.how) == (name, how)


def test_synonyms_are_matched_as_loosely_as_names():
    found = match_names(["醫療 服務", "看病就医"], ["看病就医"], {"看病就医": ["医疗服务"]})
    assert [(one.name, one.how) for one in found] == [("看病就医", "synonym"), ("看病就医", "same")]


def test_two_names_that_become_alike_are_not_chosen_between():
    assert match_names(["a b"], ["A B", "AB"])[0].name is None


@given(st.lists(st.sampled_from([*KNOWN, "東閣街道", "x"]), min_size=1))
def test_the_order_of_the_names_changes_no_match(names):
    forward = {one.given: one for one in match_names(names, KNOWN)}
    backward = {one.given: one for one in match_names(reversed(names), KNOWN[::-1])}
    assert forward == backward


def table(*rows):
    return pd.DataFrame(rows, columns=["原名", "现名", "起"])


def walk(*rows):
    return sat.crosswalk(table(*rows), old="原名", new="现名", since="起")


def test_chains_are_followed_until_the_day():
    found = walk(("甲", "乙", "2024-01-01"), ("乙", "丙", "2025/7/1"))
    assert [found.name("甲", on=day) for day in (date(2023, 1, 1), date(2024, 6, 1), LATER)] == ["甲", "乙", "丙"]
    assert found.since("甲", on=LATER) == date(2025, 7, 1)


def test_a_name_that_comes_back_after_years_is_followed():
    found = walk(("甲", "乙", "2020-01-01"), ("乙", "甲", "2024-01-01"))
    assert found.name("甲", on=date(2022, 1, 1)) == "乙"
    assert found.name("甲", on=LATER) == "甲"


def test_every_fault_of_a_crosswalk_is_listed():
    rows = [
        ("甲", "乙", "2024-13-01"),
        ("丙", "丁", "2024-01-01"),
        ("丙", "戊", "2024-01-01"),
        ("己", "庚", ""),
        ("庚", "己", ""),
    ]
    with pytest.raises(sat.DataProblems) as refused:
        walk(*rows)
    assert sorted(fault.rule for fault in refused.value.problems) == ["circular_unit", "date_expected", "split_unit"]


def test_dates_of_a_workbook_are_read(tmp_path):
    path = tmp_path / "walk.xlsx"
    table(("甲", "乙", date(2024, 1, 31))).to_excel(path, index=False)
    assert sat.crosswalk(path, old="原名", new="现名", since="起").moves == (("甲", "乙", date(2024, 1, 31)),)

"""Personal data do not come through the door, and no report of it repeats them."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel import SettingError
from satmodel.step import Step
from satmodel.survey.privacy import coded, protected, sensitive, under
from tests.survey.generated import citizen, landline_forms, mobile, mobile_forms
from tests.survey.sheets.test_personal import HARMLESS


def round_of(seed=1, rows=40):
    draw = random.Random(seed)
    numbers = [draw.choice(mobile_forms(mobile(draw))) for _ in range(rows)]
    said = [""] * (rows - 2) + [f"请打{numbers[0]}找我", "路灯不亮"]
    return pd.DataFrame(
        {
            "样本编号": [f"S{i:05d}" for i in range(rows)],
            "联系电话": numbers,
            "被访人姓名": [f"{draw.choice('赵钱孙李')}某" for _ in range(rows)],
            "身份证": [citizen(draw) for _ in range(rows)],
            "来自IP": [f"192.0.2.{draw.randrange(255)}(某省)" for _ in range(rows)],
            "住址": [f"某路{draw.randrange(1, 99)}号" for _ in range(rows)],
            "镇街": [draw.choice(["甲街道", "乙镇"]) for _ in range(rows)],
            "访员工号": [draw.choice(["101", "102"]) for _ in range(rows)],
            "访员": [draw.choice(["孙某", "李某某"]) for _ in range(rows)],
            "访问日期": pd.Timestamp("2015-06-05"),
            "开始时间": "20:51",
            "Q1": [draw.choice(["满意", "不满意"]) for _ in range(rows)],
            "得分": [draw.uniform(55, 100) for _ in range(rows)],
            "Q9": said,
        }
    )


def test_columns_are_dropped_coded_or_masked_and_the_rest_is_untouched():
    frame = round_of()
    clean, report = protected(frame)
    assert report.table.values.tolist() == [
        ["联系电话", "phone", 40, "dropped"],
        ["被访人姓名", "name", 40, "dropped"],
        ["身份证", "citizen_id", 40, "dropped"],
        ["来自IP", "ip", 40, "dropped"],
        ["住址", "address", 40, "dropped"],
        ["访员", "interviewer", 40, "coded"],
        ["Q9", "text", 1, "masked"],
    ]
    same = ["样本编号", "镇街", "访员工号", "访问日期", "开始时间", "Q1", "得分"]
    assert list(clean) == [*same[:3], "访员", *same[3:], "Q9"]
    pd.testing.assert_frame_equal(clean[same], frame[same])
    assert clean["Q9"].iloc[-2:].tolist() == ["请打***找我", "路灯不亮"]
    assert clean["访员"].nunique() == frame["访员"].nunique()
    assert set(clean["访员"]) <= {"P0001", "P0002"}


@given(st.integers(0, 10**6))
def test_no_number_stands_in_anything_that_is_handed_on(seed):
    frame = round_of(seed, rows=6)
    clean, report = protected(frame, asked=["联系电话"], source=Step("frame", {"rows": 6}))
    spoken = report.say("zh") + report.say("en") + report.table.to_string() + repr(report.step)
    kept = spoken + clean.to_csv()
    for column in ("联系电话", "身份证", "来自IP", "住址"):
        assert not [cell for cell in frame[column] if cell in kept]


def test_a_column_that_is_asked_for_becomes_codes_that_still_tell_duplicates():
    frame = round_of()
    number = mobile(random.Random(7))
    frame.loc[[3, 9], "联系电话"] = [number, f"+86 {number[:3]}-{number[3:7]}-{number[7:]}"]
    clean, report = protected(frame, asked=["联系电话"])
    assert report.table.set_index("column").loc["联系电话", "action"] == "coded"
    codes = clean["联系电话"]
    assert codes[3] == codes[9]
    assert codes.duplicated().sum() == 1
    assert codes.iloc[0] == "P0001"


def test_names_and_addresses_that_are_asked_for_are_kept_and_named():
    clean, report = protected(round_of(), asked=["被访人姓名"])
    assert report.table.set_index("column").loc["被访人姓名", "action"] == "kept"
    assert "被访人姓名" in clean
    assert "被访人姓名" in report.say("zh")


def test_a_table_without_personal_data_is_handed_on_as_it_is():
    frame = round_of()[["样本编号", "镇街", "访员工号", "访问日期", "Q1", "得分"]]
    clean, report = protected(frame)
    pd.testing.assert_frame_equal(clean, frame)
    assert not len(report.table)
    assert report.findings[0].kind == "privacy.none"


@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=8))
def test_no_column_of_codes_dates_and_scores_is_suspected(cells):
    frame = pd.DataFrame({"工单编号": cells, "单位": "乙镇"})
    pd.testing.assert_frame_equal(protected(frame)[0], frame)


def test_a_landline_column_without_a_telling_header_is_found_by_what_it_holds():
    draw = random.Random(3)
    frame = pd.DataFrame({"备用": [draw.choice(landline_forms(draw)) for _ in range(9)] + [None]})
    assert sensitive(frame).table.values.tolist() == [["备用", "phone", 9, "dropped"]]


def test_numbers_that_the_workbook_holds_as_numbers_are_found():
    draw = random.Random(4)
    frame = pd.DataFrame({"x": [float(mobile(draw)) for _ in range(5)] + [np.nan], "y": range(6)})
    clean, report = protected(frame)
    assert report.table["personal"].tolist() == ["phone"]
    assert list(clean) == ["y"]


def test_a_few_numbers_in_a_column_of_answers_are_masked_and_the_column_stays():
    cells = ["满意"] * 8 + ["不满意", mobile(random.Random(5))]
    clean, report = protected(pd.DataFrame({"Q1": [*cells, "基本满意"]}))
    assert report.table.values.tolist() == [["Q1", "text", 1, "masked"]]
    assert clean["Q1"].tolist() == [*cells[:-1], "***", "基本满意"]


def test_codes_do_not_depend_on_the_index_and_keep_empty_cells_empty():
    column = pd.Series(["b@example.org", "", "a@example.org", "b@example.org"], index=[9, 7, 5, 3])
    assert coded(column).tolist() == ["P0001", None, "P0002", "P0001"]


def test_several_header_levels_are_refused():
    frame = pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")]))
    with pytest.raises(SettingError, match="one header a column"):
        sensitive(frame)


def test_the_report_can_be_hung_under_the_step_that_read_the_file():
    report = under(sensitive(round_of()), Step("read", {"rows": 40}))
    assert [step.method for step in report.step.history()] == ["read", "privacy"]


def test_the_face_offers_it():
    assert sat.sensitive is sensitive

"""Personal data at the door: dropped, reported by column, and never echoed."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.survey.sheets.personal import masked

NUMBERS = [f"1380000{number:04d}" for number in (1, 2, 1)]
FRAME = pd.DataFrame(
    {
        "电话": NUMBERS,
        "姓名": ["张三", "李四", "王五"],
        "镇街": ["A", "A", "B"],
        "Q1": [100, 75, 55],
        "备注": [f"请打{NUMBERS[0]}", "", ""],
        "来自IP": ["1.2.3.4", "10.0.0.1", "8.8.8.8"],
        "年龄": [3.1380000001, 45.0, 60.0],
    }
)


def read(frame=FRAME, **more):
    return sat.read(frame, unit="镇街", items=["Q1"], **more)


def test_columns_are_dropped_and_reported_and_numbers_in_texts_masked():
    survey = read()
    assert list(survey.frame) == ["镇街", "Q1", "备注", "年龄"]
    assert survey.frame["备注"].iloc[0] == "请打***"
    told = survey.privacy.table
    assert dict(zip(told["column"], told["action"], strict=True)) == {
        "电话": "dropped",
        "姓名": "dropped",
        "备注": "masked",
        "来自IP": "dropped",
    }


def test_nothing_of_them_stands_in_the_appendix_or_the_steps():
    page = sat.Appendix([read(), read().privacy], language="zh").render("html").decode()
    steps = repr(read().step)
    for value in (*NUMBERS, "张三", "10.0.0.1"):
        assert value not in page
        assert value not in steps
    assert "电话、姓名" in page


def test_a_number_that_is_asked_for_becomes_a_code_and_duplicates_are_still_found():
    survey = read(FRAME[:2], id="电话")
    assert survey.frame["电话"].tolist() == ["P0001", "P0002"]
    with pytest.raises(sat.DataProblems) as refused:
        read(id="电话")
    assert refused.value.problems[0].rule == "id_duplicated"
    assert NUMBERS[0] not in str(refused.value)
    assert NUMBERS[0] not in repr(refused.value.table.to_dict())


def test_columns_are_kept_where_the_analyst_says_so():
    assert "姓名" in read(keep_personal=["姓名"]).frame
    assert "电话" not in read(keep_personal=["姓名"]).frame
    whole = read(keep_personal=True)
    assert list(whole.frame) == list(FRAME)
    assert whole.privacy is None


def test_void_interviews_are_protected_with_the_same_codes():
    frame = FRAME.assign(复核=["合格", "合格", "废卷"], 电话=[*NUMBERS[:2], NUMBERS[1]])
    survey = read(frame, id="电话")
    assert survey.void["电话"].tolist() == ["P0002"]


def test_no_score_changes():
    np.testing.assert_array_equal(read().scores, read(keep_personal=True).scores)


def test_a_card_can_be_given_with_the_file():
    survey = read(instrument=sat.Instrument(mode="电话访问"))
    assert sat.means(survey, by=None).step.find("instrument")[0].settings == {"mode": "电话访问"}


def test_decimals_are_no_identity_number_and_a_number_after_a_hyphen_is():
    assert masked("4.110237680410602") == "4.110237680410602"
    assert masked("1-110237680410602") == "1-***"

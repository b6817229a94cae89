"""Codebooks, ticked columns, platform exports, SPSS and Parquet."""

import sys

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel import DataProblems, Scale, SettingError
from tests.survey.files import SCALE, text, workbook

SCALED = Scale(SCALE, no_opinion=["不了解", "拒答"])
BOOK = [
    ["变量", "变量标签", "取值", "取值标签", "计分"],
    ["Q1", "治安", 1, "满意", 100],
    ["Q1", "治安", 2, "基本满意", 75],
    ["Q1", "治安", 3, "不满意", 55],
    ["Q1", "治安", 8, "不了解", "不计"],
    ["Q1", "治安", 9, "拒答", "不计"],
    ["Q1", "治安", None, "系统缺失", "不计"],
]
CODED = [["编号", "镇街", "Q1", "Q2"], ["1", "甲镇", "1", "2"], ["2", "甲镇", "3", "9"], ["3", "乙镇", "8", ""]]


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


@pytest.fixture
def book(tmp_path):
    return workbook(tmp_path / "编码表.xlsx", {"Sheet1": BOOK})


@pytest.fixture
def coded(tmp_path):
    path = tmp_path / "数据.csv"
    path.write_bytes(text(CODED).encode("gb18030"))
    return path


def test_codes_become_answers_and_points(coded, book):
    codes = sat.codebook(book, alike={"Q1": ["Q2"]})
    survey = sat.read(coded, unit="镇街", items=["Q1", "Q2"], codebook=codes)
    np.testing.assert_array_equal(survey.scores, [[100, 75], [55, np.nan], [np.nan, np.nan]])
    assert survey.frame["Q1"].tolist() == ["满意", "不满意", "不了解"]
    assert survey.scale.points == SCALE
    kinds = survey.answers.set_index(["item", "answer"])["kind"].to_dict()
    assert (kinds["Q1", "不了解"], kinds["Q2", "拒答"]) == ("no_opinion", "no_opinion")
    assert [step.settings.get("name") for step in survey.step.history()][:2] == ["数据.csv", "编码表.xlsx"]
    words = sat.read(survey.frame, unit="镇街", items=["Q1", "Q2"], scale=SCALED)
    np.testing.assert_array_equal(words.scores, survey.scores)


def test_a_question_that_the_codebook_does_not_list_is_never_guessed(coded, book):
    with pytest.raises(DataProblems) as caught:
        sat.read(coded, unit="镇街", items=["Q1", "Q2"], codebook=book)
    assert rules(caught) == [("codebook_silent", "D")]
    assert "alike=" in caught.value.problems[0].remedy
    scale = {"Q2": Scale({2: 60}, no_opinion=[9])}
    survey = sat.read(coded, unit="镇街", items=["Q1", "Q2"], codebook=book, scale=scale)
    np.testing.assert_array_equal(survey.scores["Q2"], [60, np.nan, np.nan])
    assert survey.scale is None
    assert survey.scales["Q1"].points == SCALE


def test_a_code_without_an_entry_names_its_cell(tmp_path, book):
    path = tmp_path / "a.csv"
    path.write_text(text([*CODED, ["4", "乙镇", "7", "1"]]), "utf-8")
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=["Q1"], codebook=book)
    assert rules(caught) == [("code_unknown", "C5")]
    assert caught.value.problems[0].values["codes"] == ("1", "2", "3", "8", "9")


def test_a_codebook_may_name_several_variables_and_leave_repeats_empty(coded, tmp_path):
    rows = [["题号", "编码", "选项", "分值"], ["Q1-Q2", 1, "好", 10], [None, 2, "中", 5], [None, 3, "差", 0]]
    rows += [[None, code, name, "不计"] for code, name in ((8, "不了解"), (9, "拒答"))]
    rows += [["镇街", "甲镇", "第一镇", None], [None, "乙镇", "第二镇", None]]
    path = workbook(tmp_path / "b.xlsx", {"封面": [["编码说明"]], "编码": rows})
    survey = sat.read(coded, unit="镇街", items=["Q1", "Q2"], codebook=path)
    np.testing.assert_array_equal(survey.scores, [[10, 5], [0, np.nan], [np.nan, np.nan]])
    assert survey.units == ("第一镇", "第二镇")


def test_columns_that_nobody_asked_for_keep_codes_without_an_entry(tmp_path, book):
    rows = [[*row, age] for row, age in zip(CODED, ["年龄", "31", "999", "52"], strict=True)]
    path = tmp_path / "a.csv"
    path.write_text(text(rows), "utf-8")
    listed = workbook(tmp_path / "b.xlsx", {"一": [*BOOK, ["年龄", "年龄", 999, "不愿回答", None]]})
    survey = sat.read(path, unit="镇街", items=["Q1"], codebook=listed)
    assert survey.frame["年龄"].tolist() == ["31", "不愿回答", "52"]
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=["Q1"], codebook=listed, stratum="年龄")
    assert rules(caught) == [("code_unknown", "E2"), ("code_unknown", "E4")]


@pytest.mark.parametrize(
    ("change", "rule", "cell"),
    [
        ((2, 2, 1), "code_repeated", "C3"),
        ((3, 4, "五十五"), "code_points", "E4"),
        ((3, 4, None), "code_points", "E4"),
        ((2, 3, "满意"), "code_points_differ", "E"),
        ((0, 2, "代号"), "codebook_header", ""),
        ((1, 0, None), "label_blank", "A2"),
    ],
)
def test_faults_of_a_codebook_name_their_cells(tmp_path, change, rule, cell):
    rows = [list(row) for row in BOOK]
    rows[change[0]][change[1]] = change[2]
    with pytest.raises(DataProblems) as caught:
        sat.codebook(workbook(tmp_path / "b.xlsx", {"一": rows}))
    assert rules(caught) == [(rule, cell)]


def test_settings_of_a_codebook_that_cannot_be(book, coded):
    with pytest.raises(SettingError, match="does not list"):
        sat.codebook(book, alike={"Q9": ["Q2"]})
    with pytest.raises(SettingError, match="columns="):
        sat.codebook(book, columns={"score": "计分"})
    with pytest.raises(SettingError, match="codebook"):
        sat.read(coded, unit="镇街", items=["Q1"], codebook={"Q1": {}})


def test_different_items_may_have_different_scales():
    frame = pd.DataFrame({"镇": ["甲", "乙"], "Q1": ["满意", "不满意"], "Q2": ["好", "差"], "Q3": [80, 90]})
    scale = {"Q1": "100/75/55", "Q2": Scale({"好": 1, "差": 0})}
    survey = sat.read(frame, unit="镇", items=["Q1", "Q2", "Q3"], scale=scale)
    np.testing.assert_array_equal(survey.scores, [[100, 1, 80], [55, 0, 90]])
    assert survey.scale is None
    assert survey.chart is None
    assert "survey.no_opinion" in [one.kind for one in survey.findings]
    with pytest.raises(SettingError, match="no items"):
        sat.read(frame, unit="镇", items=["Q1"], scale={"Q9": "100/75/55"})


TICKED = [
    ["镇街", "Q1满意", "Q1基本满意", "Q1不满意", "Q2/满意", "Q2/不满意"],
    ["甲镇", "√", None, None, 1, 0],
    ["甲镇", None, "✓", "0", 0, 1],
    ["乙镇", None, None, None, None, "x"],
]
GRID = {
    "治安": {"满意": "Q1满意", "基本满意": "Q1基本满意", "不满意": "Q1不满意"},
    "医疗": {"满意": "Q2/满意", "不满意": "Q2/不满意"},
}


def test_ticked_columns_become_answers(tmp_path):
    survey = sat.read(workbook(tmp_path / "a.xlsx", {"一": TICKED}), unit="镇街", items=GRID, scale=SCALED)
    np.testing.assert_array_equal(survey.scores, [[100, 100], [75, 55], [np.nan, 55]])
    assert survey.step.settings["ticked"] == ("治安", "医疗")


def test_two_ticks_and_what_is_no_tick_are_faults_of_their_cells(tmp_path):
    rows = [*TICKED, ["乙镇", "√", None, "√", None, None], ["乙镇", "满", None, None, None, None]]
    path = workbook(tmp_path / "a.xlsx", {"一": rows})
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=GRID, scale=SCALED)
    assert rules(caught) == [("tick_twice", "D5"), ("tick_unclear", "B6")]
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items={"治安": {"满意": "Q1满意", "很差": "Q1很差"}}, scale=SCALED)
    assert rules(caught) == [("header_missing", "1")]


PLATFORM = [
    ["序号", "提交答卷时间", "所用时间", "来源", "来自IP",
     "1、您所在的镇街", "2、您对治安满意吗？", "3、您对医疗满意吗？", "4、您最关心的问题（可多选）"],
    ["1", "2026/6/4 19:30:05", "112秒", "微信", "10.0.0.1(浙江)", "甲镇", "A.满意", "基本满意", "道路┋供水"],
    ["2", "2026/6/4 19:41:10", "1分20秒", "微信", "10.0.0.2(浙江)", "乙镇", "C.不满意", "(跳过)", "供水"],
    ["3", "2026/6/4 20:02:00", "95秒", "链接", "10.0.0.3(浙江)", "乙镇", "B、基本满意", "满意", "(空)"],
]  # fmt: skip


def test_a_platform_export_of_texts(tmp_path):
    path = workbook(tmp_path / "问卷.xlsx", {"数据": PLATFORM})
    survey = sat.read(path, unit="1", items={"治安": "2", "医疗": "3"}, scale="100/75/55", id="序号")
    np.testing.assert_array_equal(survey.scores, [[100, 75], [55, np.nan], [75, 100]])
    assert survey.frame["所用时间"].tolist() == [112, 80, 95]
    assert survey.frame["提交答卷时间"].dtype.kind == "M"
    assert survey.step.settings["platform"] == {
        "序号": "number",
        "提交答卷时间": "submitted",
        "所用时间": "duration",
        "来源": "origin",
        "来自IP": "address",
    }
    assert survey.step.settings["letters_removed"] == {"治安": 3, "医疗": 1}
    assert sat.selected(survey, "4").table["count"].to_dict() == {"供水": 2, "道路": 1, "(空)": 1}


def test_a_platform_export_of_codes(tmp_path):
    rows = [list(row) for row in PLATFORM]
    for row, codes in zip(rows[1:], (("1", "2"), ("3", "-3"), ("2", "1")), strict=True):
        row[6:8] = codes
    path = tmp_path / "a.csv"
    path.write_text(text(rows), "utf-8-sig")
    scale = Scale({1: 100, 2: 75, 3: 55})
    survey = sat.read(path, unit="1", items={"治安": "2", "医疗": "3"}, scale=scale)
    np.testing.assert_array_equal(survey.scores, [[100, 75], [55, np.nan], [75, 100]])


def test_a_letter_is_left_out_only_where_the_scale_knows_the_rest():
    frame = pd.DataFrame({"镇": ["甲", "甲"], "Q1": ["A.满意", "A.还行"]})
    with pytest.raises(DataProblems) as caught:
        sat.read(frame, unit="镇", items=["Q1"], scale=SCALED)
    assert [one.value for one in caught.value.problems] == ["A.还行"]


def test_shares_with_and_without_a_percent_sign():
    frame = pd.DataFrame({"镇": ["甲", "乙", "乙"], "得分": ["95.74%", "88%", "0.9574"]})
    with pytest.raises(DataProblems) as caught:
        sat.read(frame, unit="镇", items=["得分"])
    assert rules(caught) == [("points_percent_mixed", "3")]
    assert sat.read(frame[:2], unit="镇", items=["得分"]).scores["得分"].tolist() == [95.74, 88]
    assert sat.read(frame.assign(得分=[0.5, 0.25, 1]), unit="镇", items=["得分"]).scores["得分"].tolist() == [
        0.5,
        0.25,
        1,
    ]


@pytest.fixture
def sav(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pd.DataFrame(
        {"town": ["A", "A", "B", "B"], "Q1": [1.0, 2, 9, None], "Q2": [1.0, 8, 2, 2], "Q3": [5.0, 99, 7, 6]}
    )
    path = tmp_path / "a.sav"
    labels = {"Q1": {1: "满意", 2: "不满意", 9: "拒绝"}, "Q2": {1: "满意", 2: "不满意", 8: "说不上"}}
    missing = {"Q1": [9], "Q2": [{"lo": 8, "hi": 9}], "Q3": [99]}
    pyreadstat.write_sav(frame, str(path), variable_value_labels=labels, missing_ranges=missing)
    return path


def test_spss_labels_and_declared_missing(sav):
    asked = {"unit": "town", "items": ["Q1", "Q2"], "scale": Scale({"满意": 100, "不满意": 0})}
    with pytest.raises(DataProblems) as caught:
        sat.read(sav, **asked)
    assert rules(caught) == [("unknown_answer", "2"), ("unknown_answer", "3")]
    blank = sat.read(sav, **asked, user_missing="no_answer")
    np.testing.assert_array_equal(blank.scores, [[100, 100], [0, np.nan], [np.nan, 0], [np.nan, 0]])
    assert blank.step.settings["user_missing"] == {"Q1": {"拒绝": 1}, "Q2": {"说不上": 1}}
    apart = sat.read(sav, **asked, user_missing="no_opinion")
    assert set(apart.scale.no_opinion) == {"拒绝", "说不上"}
    np.testing.assert_array_equal(apart.scores, blank.scores)
    assert (apart.answers["kind"] == "no_opinion").sum() == 2
    assert apart.step.sources[0].settings["name"] == "a.sav"
    assert len(apart.step.sources[0].settings["sha256"]) == 64


def test_declared_missing_never_counts_as_points(sav):
    with pytest.raises(SettingError, match="user_missing"):
        sat.read(sav, unit="town", items=["Q3"])
    survey = sat.read(sav, unit="town", items=["Q3"], user_missing="no_answer")
    np.testing.assert_array_equal(survey.scores["Q3"], [5, np.nan, 7, 6])
    with pytest.raises(SettingError, match="no_answer"):
        sat.read(sav, unit="town", items=["Q3"], user_missing="zero")


def test_without_the_package_the_error_says_how_to_get_it(sav, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(SettingError, match=r"pip install \"satmodel\[spss\]\""):
        sat.read(sav, unit="town", items=["Q1"])


def test_parquet_is_read_as_a_frame_with_a_fingerprint(tmp_path):
    pytest.importorskip("pyarrow")
    frame = pd.DataFrame({"town": ["A", "B"], "Q1": [90.0, None], "day": pd.to_datetime(["2026-06-04", "2026-06-05"])})
    frame.to_parquet(tmp_path / "a.parquet")
    survey = sat.read(tmp_path / "a.parquet", unit="town", items=["Q1"])
    np.testing.assert_array_equal(survey.scores["Q1"], [90, np.nan])
    assert survey.step.sources[0].settings["name"] == "a.parquet"
    (tmp_path / "b.parquet").write_bytes(b"PAR1 damaged")
    with pytest.raises(DataProblems, match="cannot be read"):
        sat.read(tmp_path / "b.parquet", unit="town", items=["Q1"])

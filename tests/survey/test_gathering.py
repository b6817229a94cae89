"""Many sheets and files read as one: every cell keeps its own place."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel import DataProblems, Scale, SettingError
from tests.survey.files import SCALE, text, workbook

SCALED = Scale(SCALE, no_opinion=["不了解", "拒答"])
ASKED = {"items": {"治安": "Q1", "医疗": "Q2"}, "scale": SCALED}
HEADERS = ["编号", "Q1.治安", "Q2.医疗"]
TOWNS = {
    "甲镇": [["甲镇调查"], HEADERS, ["1", "满意", "不满意"], ["2", "基本满意", "拒答"]],
    "乙镇": [HEADERS, ["3", "不满意", "满意"]],
}


def rules(caught):
    return [(one.rule, one.file, one.sheet, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


@pytest.fixture
def towns(tmp_path):
    return workbook(tmp_path / "分镇.xlsx", {**TOWNS, "说明": [["本表由调查队提供"], ["共两镇"]], "Sheet3": []})


@pytest.fixture
def evenings(tmp_path):
    folder = tmp_path / "六月"
    folder.mkdir()
    first = [
        ["编号", "镇街", "Q1.治安", "Q2.医疗", "时长"],
        ["1", "甲镇", "满意", "满意", "80"],
        ["2", "乙镇", "不满意", "", "95"],
    ]
    second = [
        ["Q2、医疗", "镇街", "Q1、治安", "编号"],
        ["基本满意", "甲镇", "基本满意", "3"],
        ["满意", "乙镇", "满意", "4"],
    ]
    workbook(folder / "0605.xlsx", {"数据": second})
    (folder / "0604.csv").write_bytes(text(first).encode("gb18030"))
    (folder / "笔记.docx").write_bytes(b"no table")
    (folder / "~$0605.xlsx").write_bytes(b"lock")
    return folder


def test_a_sheet_for_every_town(towns):
    survey = sat.read(towns, unit="[sheet]", sheet="*", **ASKED)
    assert survey.design.unit.tolist() == ["甲镇", "甲镇", "乙镇"]
    assert survey.scores.index.tolist() == [
        ("分镇.xlsx", "甲镇", 3),
        ("分镇.xlsx", "甲镇", 4),
        ("分镇.xlsx", "乙镇", 2),
    ]
    assert survey.scores.index.names == ["file", "sheet", "row"]
    np.testing.assert_array_equal(survey.scores, [[100, 55], [75, np.nan], [55, 100]])
    assert survey.frame["[sheet]"].tolist() == ["甲镇", "甲镇", "乙镇"]
    left = survey.report[survey.report["kind"] == "left"]
    assert left[["sheet", "rows"]].to_numpy().tolist() == [["说明", 2], ["Sheet3", 0]]
    assert "survey.sources" in [one.kind for one in survey.findings]
    assert survey.say("zh")
    assert [step.method for step in survey.step.history()] == ["file", "file", "join", "read"]
    assert len(sat.means(survey).table) + len(sat.means(survey).apart) == 4


def test_the_sheets_that_are_named(towns):
    survey = sat.read(towns, unit="[sheet]", sheet=["乙镇", "甲镇"], **ASKED)
    assert survey.units == ("乙镇", "甲镇")
    assert sat.read(towns, unit="[sheet]", sheet="乙镇", **ASKED).scores.index.tolist() == [2]
    with pytest.raises(DataProblems) as caught:
        sat.read(towns, unit="[sheet]", sheet=["甲镇", "丙镇"], **ASKED)
    assert rules(caught) == [("sheet_missing", "分镇.xlsx", "丙镇", "")]


def test_a_fault_names_its_own_sheet(tmp_path):
    rows = [HEADERS, ["3", "还行", "满意"], ["2", "满意", "满意"]]
    path = workbook(tmp_path / "a.xlsx", {"甲镇": TOWNS["甲镇"], "乙镇": rows})
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="[sheet]", sheet="*", id="编号", **ASKED)
    assert rules(caught) == [("unknown_answer", "a.xlsx", "乙镇", "B2"), ("id_in_two_files", "a.xlsx", "乙镇", "A3")]
    assert "a.xlsx [甲镇], row 4" in str(caught.value)


def test_a_workbook_for_every_evening_with_columns_in_another_order(evenings):
    survey = sat.read(evenings, unit="镇街", id="编号", **ASKED)
    assert survey.scores.index.get_level_values("file").tolist() == ["0604.csv", "0604.csv", "0605.xlsx", "0605.xlsx"]
    np.testing.assert_array_equal(survey.scores, [[100, 100], [55, np.nan], [75, 75], [100, 100]])
    assert survey.frame["时长"].isna().tolist() == [False, False, True, True]
    assert survey.step.settings["left"] == (("笔记.docx", None),)
    assert (survey.step.settings["files"], survey.step.settings["sheets"]) == (2, 2)
    pattern = sat.read(f"{evenings}/06*", unit="镇街", id="编号", **ASKED)
    pd.testing.assert_frame_equal(pattern.scores, survey.scores)
    by_file = sat.read([evenings / "0604.csv", evenings / "0605.xlsx"], unit="[file]", **ASKED)
    assert by_file.units == ("0604", "0605")


def test_the_order_of_the_files_changes_no_estimate(evenings):
    files = [evenings / "0604.csv", evenings / "0605.xlsx"]
    one = sat.means(sat.read(files, unit="镇街", units=["甲镇", "乙镇"], **ASKED))
    other = sat.means(sat.read(files[::-1], unit="镇街", units=["甲镇", "乙镇"], **ASKED))
    # sums in another order
    np.testing.assert_allclose(one.value, other.value, rtol=1e-12)
    np.testing.assert_allclose(one.cov, other.cov, rtol=1e-12)


def test_faults_of_a_second_file_name_its_cells(evenings):
    rows = [["Q2", "镇街", "Q1", "编号"], ["满意", "甲镇", "好", "1"]]
    workbook(evenings / "0606.xlsx", {"数据": rows})
    with pytest.raises(DataProblems) as caught:
        sat.read(evenings, unit="镇街", id="编号", **ASKED)
    assert rules(caught) == [
        ("unknown_answer", "0606.xlsx", "数据", "C2"),
        ("id_in_two_files", "0606.xlsx", "数据", "D2"),
    ]
    assert caught.value.problems[0].header == "Q1"  # as it stands in that file


def test_a_column_that_one_file_lacks(evenings):
    workbook(evenings / "0606.xlsx", {"数据": [["镇街", "Q1", "编号"], ["甲镇", "满意", "9"]]})
    with pytest.raises(DataProblems) as caught:
        sat.read(evenings, unit="镇街", **ASKED)
    assert rules(caught) == [("header_missing", "0606.xlsx", "数据", "1")]


def test_the_same_file_twice(evenings):
    (evenings / "0607.csv").write_bytes((evenings / "0604.csv").read_bytes())
    with pytest.raises(DataProblems) as caught:
        sat.read(evenings, unit="镇街", **ASKED)
    assert rules(caught) == [("file_repeated", "0607.csv", None, "")]


def test_frames_are_told_apart_by_their_numbers():
    frames = [pd.DataFrame({"镇": ["甲"], "Q1": [90]}), pd.DataFrame({"Q1": ["x"], "镇": ["乙"]})]
    with pytest.raises(DataProblems) as caught:
        sat.read(frames, unit="镇", items=["Q1"])
    assert rules(caught) == [("number_expected", "[2]", None, "1")]
    read = sat.read([frames[0], frames[0].assign(Q1=80)], unit="镇", items=["Q1"])
    assert read.scores["Q1"].tolist() == [90, 80]


def test_sources_that_cannot_be(tmp_path):
    with pytest.raises(DataProblems, match="no file to read"):
        sat.read(tmp_path, unit="镇", items=["Q1"])
    with pytest.raises(DataProblems, match="no file to read"):
        sat.read(f"{tmp_path}/*.xlsx", unit="镇", items=["Q1"])
    with pytest.raises(SettingError, match="source"):
        sat.read([], unit="镇", items=["Q1"])
    with pytest.raises(SettingError, match="needs a workbook"):
        sat.read(pd.DataFrame({"Q1": [1]}), unit="[sheet]", items=["Q1"])
    path = workbook(tmp_path / "a.xlsx", {"一": [["甲", "乙"], [1, 2]], "二": [["丙"], [3]]})
    with pytest.raises(DataProblems, match="No sheet has any"):
        sat.read(path, unit="[sheet]", items=["Q1"], sheet="*")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 9), answers=st.lists(st.sampled_from(list(SCALE)), min_size=10, max_size=10))
def test_splitting_rows_over_files_changes_no_estimate(cut, answers):
    whole = pd.DataFrame({"镇": ["甲", "乙"] * 5, "Q1": answers, "Q2": answers[::-1]})
    asked = {"unit": "镇", "items": ["Q1", "Q2"], "scale": SCALED, "units": ["甲", "乙"]}
    one = sat.read(whole, **asked)
    parts = sat.read([whole[:cut], whole[cut:][["Q2", "镇", "Q1"]]], **asked)
    np.testing.assert_array_equal(one.scores, parts.scores)
    np.testing.assert_array_equal(sat.moments(one).swyy.sum(axis=0), sat.moments(parts).swyy.sum(axis=0))

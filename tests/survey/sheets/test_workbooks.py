"""What the rows of a sheet are, and published tables."""

import numpy as np
import pandas as pd
import pytest

from satmodel import DataProblems, SettingError
from satmodel.survey.sheets.rows import ranges
from satmodel.survey.sheets.workbooks import table
from tests.survey.files import text, workbook

BULLETIN = [
    ["2026年上半年得分情况"],
    [],
    ["序号", "单位", "有效样本", "综合得分", "比上年"],
    [1, "甲街道", 100, "89.75分", "＋3.663"],
    [2, "乙 镇", 100, 88.67, "－0.42"],
    [],
    [None, "全市平均", 200, 89.21],
    ["注:综合得分为六项算术平均。"],
    ["数据来源", "市统计局"],
    ["2.同分者按姓氏笔画排列。"],
]
ASKED = {"unit": "单位", "n": "有效样本", "score": "得分", "change": "比上年"}
NUMBERS = ["n", "score", "change"]


def kinds_of(report):
    return {kind: where for kind, where in zip(report["kind"], report["where"], strict=True) if where}


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_a_bulletin_is_read_without_its_other_rows(tmp_path):
    read = table(workbook(tmp_path / "a.xlsx", {"得分": BULLETIN}), ASKED, numbers=NUMBERS)
    assert read.frame.index.tolist() == [4, 5]
    assert read.frame["unit"].tolist() == ["甲街道", "乙 镇"]
    np.testing.assert_array_equal(read.frame[NUMBERS], [[100, 89.75, 3.663], [100, 88.67, -0.42]])
    assert read.totals["score"].to_dict() == {7: 89.21}
    assert kinds_of(read.report) == {
        "title": "1",
        "header": "3",
        "note": "8-10",
        "total": "7",
        "blank": "2, 6",
        "row": "4-5",
    }
    assert (read.file, read.sheet, read.step.method) == ("a.xlsx", "得分", "file")


def test_a_text_file_and_a_frame_read_the_same(tmp_path):
    cells = [[("" if cell is None else str(cell)) for cell in row] for row in BULLETIN]
    frames = []
    for delimiter in (",", "\t", ";"):
        path = tmp_path / "a.csv"
        path.write_text(text(cells, delimiter), encoding="utf-8-sig")
        frames.append(table(path, ASKED, numbers=NUMBERS).frame)
    body = pd.DataFrame([row + [None] * (5 - len(row)) for row in BULLETIN[3:]], columns=BULLETIN[2])
    frames.append(table(body, ASKED, numbers=NUMBERS).frame.set_axis([4, 5]).rename_axis("row"))
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])


def test_every_fault_of_a_table_is_listed(tmp_path):
    rows = [row.copy() for row in BULLETIN]
    rows[3][3], rows[4][1], rows[4][2] = "约90", None, None
    rows[7:] = [["以上由本局整理"]]
    with pytest.raises(DataProblems) as caught:
        table(workbook(tmp_path / "a.xlsx", {"得分": rows}), ASKED | {"sd": "标准差"}, numbers=NUMBERS)
    assert rules(caught) == [
        ("header_missing", "3"),
        ("number_expected", "D4"),
        ("unit_blank", "B5"),
        ("number_expected", "C5"),
        ("row_unclear", "A8"),
    ]


def test_an_optional_number_may_be_empty_and_an_absent_column_is_left_out():
    frame = pd.DataFrame({"unit": ["A", "B"], "score": ["90", "80"], "sd": ["—", "16"]})
    headers = {"unit": "unit", "score": "score", "sd": "sd", "n": None}
    read = table(frame, headers, numbers=["score", "sd", "n"], optional=["sd"])
    np.testing.assert_array_equal(read.frame["sd"], [np.nan, 16])
    assert list(read.frame.columns) == ["unit", "score", "sd"]
    with pytest.raises(DataProblems) as caught:
        table(frame, headers, numbers=["score", "sd"])
    assert rules(caught) == [("number_expected", "1")]


@pytest.mark.parametrize(
    "word", ["合计", "合　计", "总计", "平均", "全市平均", "小计", "Total", "全县", "平均分", "全市平均成绩"]
)
def test_words_for_totals(word):
    frame = pd.DataFrame({"no": ["1", ""], "unit": ["A", word], "score": [1, 2]})
    read = table(frame, {"unit": "unit", "score": "score"}, numbers=["score"])
    assert read.frame["unit"].tolist() == ["A"]
    assert len(read.totals) == 1


@pytest.mark.parametrize(
    "name", ["平均镇", "总工会", "注册大队", "合计镇", "说明村", "全州县", "Allentown", "Notting Hill"]
)
def test_names_that_only_begin_like_a_total_or_a_note_are_units(name):
    frame = pd.DataFrame({"unit": ["A", name], "score": [1, 2]})
    assert table(frame, {"unit": "unit", "score": "score"}, numbers=["score"]).frame["unit"].tolist() == ["A", name]


def test_a_header_repeated_on_the_next_page_is_a_header(tmp_path):
    rows = [["单位", "得分", "位次"], ["甲镇", 90, 1], ["单 位", "得分", "位次"], ["乙镇", 80, 2]]
    read = table(workbook(tmp_path / "a.xlsx", {"一": rows}), {"unit": "单位", "score": "得分"}, numbers=["score"])
    assert kinds_of(read.report) == {"header": "1, 3", "row": "2, 4"}


def test_a_cell_merged_downwards_holds_for_every_row_it_covers(tmp_path):
    rows = [["单位", "项目", "得分"], [None, "治安", 90], [None, "医疗", 80], ["乙镇", "治安", 85]]
    path = workbook(tmp_path / "a.xlsx", {"一": rows}, merged=[("A2:A3", "甲镇")])
    read = table(path, {"unit": "单位", "item": "项目", "score": "得分"}, numbers=["score"])
    assert read.frame["unit"].tolist() == ["甲镇", "甲镇", "乙镇"]


def test_the_rows_under_a_merged_header_belong_to_it(tmp_path):
    rows = [[None, "治安", None], [None, "得分", "位次"], ["甲镇", 90, 1]]
    path = workbook(tmp_path / "a.xlsx", {"一": rows}, merged=[("A1:A2", "单位")])
    read = table(path, {"unit": "单位", "score": "治安"}, numbers=["score"])
    assert kinds_of(read.report) == {"header": "1-2", "row": "3"}


def test_the_sheet_with_the_headers_is_found_and_two_of_them_are_ambiguous(tmp_path):
    rows = [["单位", "得分"], ["甲镇", 90]]
    asked = {"unit": "单位", "score": "得分"}
    path = workbook(tmp_path / "a.xlsx", {"说明": [["单位", "意思"]], "得分": rows})
    assert table(path, asked, numbers=["score"]).sheet == "得分"
    path = workbook(tmp_path / "b.xlsx", {"上半年": rows, "下半年": rows})
    with pytest.raises(DataProblems) as caught:
        table(path, asked)
    assert caught.value.problems[0].rule == "sheet_ambiguous"
    assert caught.value.problems[0].values == {"sheets": ("上半年", "下半年")}
    assert table(path, asked, sheet="下半年").sheet == "下半年"


def test_a_table_without_rows_says_what_was_found(tmp_path):
    with pytest.raises(DataProblems) as caught:
        table(workbook(tmp_path / "a.xlsx", {"一": [["单位", "得分"], ["合计", 90]]}), {"unit": "单位"})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.values["total"]) == ("respondent_none", 1)


def test_an_empty_sheet_has_no_headers(tmp_path):
    with pytest.raises(DataProblems) as caught:
        table(workbook(tmp_path / "a.xlsx", {"一": []}), {"unit": "单位"})
    assert rules(caught) == [("header_missing", "")]


def test_settings_that_cannot_be():
    frame = pd.DataFrame({"unit": ["A"]})
    for headers, numbers in (({}, ()), ({"unit": None}, ()), ({"unit": "unit"}, ["n"]), ({"unit": " "}, ())):
        with pytest.raises(SettingError):
            table(frame, headers, numbers=numbers)


def test_ranges_of_nothing():
    assert ranges([]) == ""

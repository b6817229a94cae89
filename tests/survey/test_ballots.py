"""Ballots as a review meeting hands them in."""

import numpy as np
import pandas as pd
import pytest
import xlsxwriter

import satmodel as sat
from satmodel import DataProblems, SettingError
from tests.survey.files import workbook

HEADERS = ["票号", "代表类别", "派出所", "供电所", "卫生院"]
ROWS = [
    ["001", "人大代表", 90, "不了解", 84],
    ["002", "企业代表", 80, 85, "弃权"],
    ["003", "人大代表", 85, None, "９５分"],
]


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def sheet(rows=ROWS, headers=HEADERS, below=()):
    return {"测评打分": [["测评会打分汇总表"], headers, *rows, *below]}


def test_no_opinion_and_empty_cells_are_told_apart_and_never_zero(tmp_path):
    read = sat.ballots(workbook(tmp_path / "a.xlsx", sheet()))
    np.testing.assert_array_equal(read.frame, [[90, np.nan, 84], [80, 85, np.nan], [85, np.nan, 95]])
    assert read.table.loc["供电所"].tolist() == [1, 1, 1, 85, 85]
    assert read.table.loc["卫生院"].tolist() == [2, 1, 0, 84, 95]
    assert read.group.tolist() == ["人大代表", "企业代表", "人大代表"]
    assert read.frame.index.tolist() == ["001", "002", "003"]
    assert read.report.set_index("kind")["rows"].to_dict()["title"] == 1
    assert "供电所" in read.say("zh")
    assert [step.method for step in read.step.history()] == ["file", "ballots"]


def test_a_row_of_formulas_is_recognised_and_checked(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("打分")
    for i, row in enumerate([HEADERS, *ROWS]):
        for j, cell in enumerate(row):
            if cell is not None:
                page.write(i, j, cell)
    page.write(4, 1, "平均")
    page.write_formula(4, 2, "=AVERAGE(C2:C4)", None, "")
    page.write_formula(4, 3, "=AVERAGE(D2:D3)", None, "")
    page.write_formula(4, 4, "=AVERAGE(E2:E4)", None, 88)
    book.close()
    read = sat.ballots(path)
    assert len(read.frame) == 3
    assert dict(zip(read.printed["unit"], read.printed["agrees"], strict=True)) == {
        "派出所": True,
        "供电所": False,  # the formula stops before the last ballot
        "卫生院": False,  # 88 is printed and the marks give 89.5
    }
    assert read.findings[1].values == {"count": 3, "differing": ("供电所", "卫生院")}
    assert "供电所" in read.say("zh")


def test_printed_averages_agree_to_their_last_digit(tmp_path):
    below = [["平均", None, "85.0", 85, 89.5], ["最高分", None, 90, 85, 95]]
    read = sat.ballots(workbook(tmp_path / "a.xlsx", sheet(below=below)))
    assert read.printed["agrees"].all()
    assert len(read.frame) == 3


def test_what_is_no_unit_is_said(tmp_path):
    headers = [*HEADERS, "合计", "总分", "备注", "序号"]
    rows = [[*row, 174, 174, "字迹不清", i] for i, row in enumerate(ROWS)]
    read = sat.ballots(workbook(tmp_path / "a.xlsx", sheet(rows, headers)))
    assert list(read.frame.columns) == HEADERS[2:]
    assert read.step.settings["columns_apart"] == ("合计", "总分", "备注", "序号")
    assert list(sat.ballots(workbook(tmp_path / "b.xlsx", sheet()), units=["卫生院"]).frame.columns) == ["卫生院"]


def test_the_sheet_with_the_headers_that_are_named_is_found(tmp_path):
    headers = ["票据", "身分", *HEADERS[2:]]
    path = workbook(tmp_path / "a.xlsx", {"说明": [["票", "分"], ["甲", "乙"]], **sheet(headers=headers)})
    assert len(sat.ballots(path, rater="票据", group="身分").frame) == 3


def test_an_empty_ballot_is_a_ballot(tmp_path):
    read = sat.ballots(workbook(tmp_path / "a.xlsx", sheet([*ROWS, ["004", "人大代表", None, None, None]])))
    assert read.table["empty_cells"].tolist() == [1, 2, 1]
    read = sat.ballots(pd.DataFrame({"ballot": [1, 2], "A": [80, None], "B": [90, None]}))
    assert read.table["empty_cells"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("row", "column", "cell", "rule", "place"),
    [
        (0, 2, "很好", "mark_unclear", "C3"),
        (1, 3, 850, "mark_outside", "D4"),
        (2, 0, "001", "id_duplicated", "A5"),
        (2, 0, None, "label_blank", "A5"),
        (1, 1, None, "label_blank", "B4"),
    ],
)
def test_faults_name_their_cells(tmp_path, row, column, cell, rule, place):
    rows = [list(one) for one in ROWS]
    rows[row][column] = cell
    with pytest.raises(DataProblems) as caught:
        sat.ballots(workbook(tmp_path / "a.xlsx", sheet(rows)))
    assert rules(caught) == [(rule, place)]


def test_faults_of_the_header(tmp_path):
    path = workbook(tmp_path / "a.xlsx", sheet(headers=["票号", "代表类别", "派出所", "卫生院", "卫生院"]))
    with pytest.raises(DataProblems) as caught:
        sat.ballots(path)
    assert rules(caught) == [("column_repeated", "E2")]
    with pytest.raises(DataProblems) as caught:
        sat.ballots(workbook(tmp_path / "b.xlsx", sheet(headers=["票  据", *HEADERS[1:]])))
    assert [one.rule for one in caught.value.problems] == ["header_guessed"]
    path = workbook(tmp_path / "c.xlsx", sheet())
    with pytest.raises(DataProblems) as caught:
        sat.ballots(path, units=["派出所", "税务所"])
    assert rules(caught) == [("header_missing", "2")]
    with pytest.raises(DataProblems) as caught:
        sat.ballots(path, sheet="打分")
    assert [one.rule for one in caught.value.problems] == ["sheet_missing"]
    with pytest.raises(DataProblems) as caught:
        sat.ballots(workbook(tmp_path / "d.xlsx", {"一": [HEADERS]}))
    assert [one.rule for one in caught.value.problems] == ["respondent_none"]


def test_settings_that_cannot_be(tmp_path):
    with pytest.raises(SettingError, match="limits"):
        sat.ballots(workbook(tmp_path / "a.xlsx", sheet()), limits=(100, 0))


def test_words_for_no_opinion_as_the_analyst_names_them(tmp_path):
    rows = [[*ROWS[0][:4], "没接触"], *ROWS[1:]]
    path = workbook(tmp_path / "a.xlsx", sheet(rows))
    with pytest.raises(DataProblems, match="没接触"):
        sat.ballots(path)
    read = sat.ballots(path, no_opinion=["没接触", "不了解", "弃权"])
    assert read.table.loc["卫生院", "without_opinion"] == 2

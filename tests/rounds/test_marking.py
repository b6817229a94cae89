"""Faults as files: one table, and copies with the cells marked."""

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner

import satmodel as sat
from satmodel.rounds.cli import main
from tests.survey.files import workbook

ROWS = [
    ["2026年上半年电话调查", "", ""],
    ["编号", "镇街", "Q1社会治安"],
    ["001", "甲街道", "满意"],
    ["002", "甲街道", "蛮好"],
    ["001", "", "不满意"],
]
PLAN = """
title = "t"
kind = "phone"
round = "2026H1"
[data]
file = "round.xlsx"
unit = "镇街"
id = "编号"
scale = { preset = "100/75/55" }
[data.items]
"社会治安" = "Q1"
"""


def faults(path):
    with pytest.raises(sat.DataProblems) as refused:
        sat.read(path, unit="镇街", id="编号", items={"社会治安": "Q1"}, scale="100/75/55")
    return refused.value


@pytest.fixture
def faulty(tmp_path):
    return workbook(tmp_path / "round.xlsx", {"Sheet1": ROWS})


def test_the_table_has_place_rule_and_both_languages(faulty):
    table = sat.fault_table(faults(faulty))
    assert list(zip(table["row"], table["column"], table["rule"], strict=True)) == [
        (4, "C", "unknown_answer"),
        (5, "A", "id_duplicated"),
        (5, "B", "unit_blank"),
    ]
    assert table["message_zh"][0] == "计分表中没有答案“蛮好”。"
    assert table["message_en"][0].startswith("The scale does not know")
    assert not table[["message_zh", "remedy_zh", "message_en", "remedy_en"]].eq("").to_numpy().any()


def test_the_marked_copy_has_yellow_cells_with_notes_and_all_that_stood_there(faulty, tmp_path):
    before = faulty.read_bytes()
    paths = sat.mark_faults(faults(faulty), folder=tmp_path, into=tmp_path / "check")
    assert [path.name for path in paths] == ["faults.xlsx", "round.xlsx.marked.xlsx"]
    assert faulty.read_bytes() == before
    book = openpyxl.load_workbook(paths[1])
    sheet = book[book.sheetnames[1]]
    yellow = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "00FFFF00"}
    assert yellow == {"C4", "A5", "B5"}
    assert "计分表中没有答案" in sheet["C4"].comment.text
    assert "scale does not know" in sheet["C4"].comment.text
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == ROWS
    assert book.worksheets[0].max_row == 4


def test_a_text_file_gets_a_workbook_with_the_same_cells(tmp_path):
    path = tmp_path / "round.csv"
    path.write_bytes("\n".join(";".join(row) for row in ROWS[1:]).encode("gb18030"))
    paths = sat.mark_faults(faults(path), folder=tmp_path, into=tmp_path / "check")
    sheet = openpyxl.load_workbook(paths[1]).worksheets[1]
    assert sheet["C3"].value == "蛮好"
    assert sheet["C3"].comment is not None


def test_a_formula_in_a_message_stays_text(tmp_path):
    path = tmp_path / "round.xlsx"
    rows = [*ROWS[1:3], ["003", "甲街道", "=cmd|' /C calc'!A0"]]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    listing = openpyxl.load_workbook(sat.mark_faults(faults(path), folder=tmp_path, into=tmp_path / "check")[0])
    value = next(
        cell for row in listing.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("=cmd")
    )
    assert value.data_type == "s"


def test_a_merged_cell_is_marked_where_it_begins(tmp_path):
    path = tmp_path / "round.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "镇街", "Q1社会治安"])
        for i in (1, 2):
            sheet.write_row(i, 0, [f"00{i}", "甲街道"])
        sheet.merge_range(1, 2, 2, 2, "蛮好")
    paths = sat.mark_faults(faults(path), folder=tmp_path, into=tmp_path / "check")
    sheet = openpyxl.load_workbook(paths[1]).worksheets[1]
    assert sheet["C2"].comment.text.count("The scale does not know") == 2


def test_the_same_faults_give_the_same_bytes(faulty, tmp_path):
    first = [path.read_bytes() for path in sat.mark_faults(faults(faulty), folder=tmp_path, into=tmp_path / "a")]
    second = [path.read_bytes() for path in sat.mark_faults(faults(faulty), folder=tmp_path, into=tmp_path / "b")]
    assert first == second


def test_check_writes_them_and_clears_the_list_when_all_is_mended(faulty, tmp_path):
    (tmp_path / "round.toml").write_text(PLAN, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert done.exit_code == 1
    assert "round.xlsx.marked.xlsx" in done.output
    listing = tmp_path / "check" / "faults.xlsx"
    assert openpyxl.load_workbook(listing).worksheets[0].max_row == 4
    shutil.copy(workbook(Path(tmp_path, "mended.xlsx"), {"Sheet1": ROWS[:3]}), faulty)
    assert CliRunner().invoke(main, ["check", str(tmp_path)]).exit_code == 0
    assert openpyxl.load_workbook(listing).worksheets[0].max_row == 1

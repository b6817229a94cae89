"""Grids of cells from workbooks, text files and frames."""

import hashlib
import zipfile

import numpy as np
import pandas as pd
import pytest
import xlsxwriter

from satmodel import DataProblems, SettingError
from satmodel.survey.sheets.cell_errors import uncomputed
from satmodel.survey.sheets.cells import candidates
from tests.survey.files import round_rows, text, workbook


def rule_of(caught):
    (problem,) = caught.value.problems
    return problem


def read_one(source, **settings):
    return candidates(source, **settings)[0].load(None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_the_ladder(tmp_path, encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path = tmp_path / "a.csv"
    path.write_bytes(mark + text([["镇街", "满意度"], ["甲镇", "85"]]).encode(encoding))
    grid = read_one(path)
    assert grid.values.tolist() == [["镇街", "满意度"], ["甲镇", "85"]]
    assert (grid.guessed == "gb18030") == encoding.startswith("gb")


def test_rare_characters_of_gb18030(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("镇街\n𠮷镇\n".encode("gb18030"))
    assert read_one(path).values[1, 0] == "𠮷镇"


def test_bytes_in_no_encoding_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n\xff\xff,1\n")
    with pytest.raises(DataProblems) as caught:
        candidates(path)
    assert rule_of(caught).rule == "encoding_unknown"
    assert "encoding='big5'" in rule_of(caught).remedy


def test_utf_16_without_its_mark_is_not_taken_for_utf_8(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("unit,score\n".encode("utf-16-le"))
    with pytest.raises(DataProblems) as caught:
        candidates(path)
    assert rule_of(caught).rule == "encoding_unknown"
    assert read_one(path, encoding="utf-16-le").values.tolist() == [["unit", "score"]]


def test_an_encoding_given_is_taken_at_its_word(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("鎮街,滿意\n".encode("big5"))
    assert read_one(path, encoding="big5").values.tolist() == [["鎮街", "滿意"]]
    with pytest.raises(SettingError, match="no encoding"):
        candidates(path, encoding="big6")


def test_line_breaks_inside_quotes_do_not_count_as_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"x\ny",1\n\nz,2\n', encoding="utf-8")
    assert read_one(path).values.tolist() == [["a", "b"], ["x\ny", "1"], ["", ""], ["z", "2"]]


def test_a_missing_file_names_its_neighbours(tmp_path):
    (tmp_path / "2026H1.xlsx").write_bytes(b"x")
    with pytest.raises(DataProblems) as caught:
        candidates(tmp_path / "2026H2.xlsx")
    assert rule_of(caught).rule == "file_missing"
    assert rule_of(caught).values["near"] == ("2026H1.xlsx",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"PK\x03\x04junk", "damaged"),
        (b"\xd0\xcf\x11\xe0junk", "damaged"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, data, reason):
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(DataProblems) as caught:
        candidates(path)
    assert (rule_of(caught).rule, rule_of(caught).values["reason"]) == ("file_unreadable", reason)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(DataProblems) as caught:
        candidates(tmp_path)
    assert rule_of(caught).values["reason"] == "folder"


def test_the_sheets_are_named_when_one_is_missing(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"一": [["x"]], "二": [["y"]]})
    assert [one.sheet for one in candidates(path)] == ["一", "二"]
    with pytest.raises(DataProblems) as caught:
        candidates(path, sheet="三")
    assert rule_of(caught).values["sheets"] == ("一", "二")


def test_the_fingerprint_is_that_of_the_bytes(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"一": round_rows()})
    step = read_one(path).step
    assert step.method == "file"
    assert step.settings == {
        "name": "a.xlsx",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "sheet": "一",
    }


def test_rows_keep_their_numbers_when_the_sheet_starts_further_down(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"一": [[], [], [None, "x"]]})
    grid = read_one(path)
    assert grid.values.tolist() == [["", ""], ["", ""], ["", "x"]]
    assert grid.place(2, 1).row == 3


def test_the_fingerprint_of_a_frame_is_that_of_what_is_read():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
    same = pd.DataFrame({"a": pd.array([1, 2], dtype="Int64"), "b": pd.Categorical(["x", None])}, index=[7, 8])
    assert read_one(frame).step == read_one(same).step
    assert read_one(frame).step != read_one(frame.assign(b="x")).step
    assert read_one(frame).step != read_one(frame.rename(columns={"b": "c"})).step


def test_a_frame_is_not_changed():
    frame = pd.DataFrame({"a": [1.0, np.nan], "b": ["x", None]})
    before = frame.copy()
    read_one(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_errors_and_formulas_never_computed_are_not_taken_for_empty_cells(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("一")
    sheet.write_row(0, 0, ["a", "b", "c"])
    sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    sheet.write_formula(1, 2, "=1+1", None, 2)
    book.close()
    assert uncomputed(path.read_bytes(), "一") == {(1, 0): "#DIV/0!", (1, 1): "#N/A"}
    assert read_one(path).values[1].tolist() == ["#DIV/0!", "#N/A", 2.0]


def test_a_formula_without_a_value_shows_as_the_formula_and_one_that_gives_no_text_is_empty(tmp_path):
    source = workbook(tmp_path / "a.xlsx", {"一": [["a", "b"], [12345, 54321]]})
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<v>12345</v>", b"<f>SUM(B1:B3)</f><v></v>")
                data = data.replace(b'"B2"><v>54321</v>', b'"B2" t="str"><f>IF(1,"","")</f><v></v>')
            new.writestr(name, data)
    assert read_one(path).values.tolist() == [["a", "b"], ["=SUM(B1:B3)", ""]]


def test_other_sources_are_refused():
    with pytest.raises(SettingError, match="path or a DataFrame"):
        candidates([1, 2])
    with pytest.raises(SettingError, match="sheet"):
        candidates(pd.DataFrame({"a": [1]}), sheet="x")
    with pytest.raises(SettingError, match="several levels"):
        candidates(pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])))

"""Population margins are read from wide tables, long ones and plain counts, with every fault at its cell."""

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

import satmodel as sat

INPUT = Path(__file__).parents[3] / "shared" / "inputs" / "11_population_margins.xlsx"
GROUPS = {"urban": {"town": "城镇", "rural": "农村"}, "age": ["18-34", "35-49", "50-65"]}
HEADER = ["单位", "18-65岁人口", "城镇", "农村", "18-34", "35-49", "50-65"]
ROWS = [["甲街道", 42000, 42000, 0, 12000, 14000, 16000], ["乙镇", "38,000", 8000, "30000人", 9000, 12500, 16500]]


def workbook(path, rows, *, header=HEADER):
    """A table as statistics offices send it: a title, numbers as text, a total row, a note."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("人口")
        for i, row in enumerate([["2015年常住人口"], header, *rows, ["合计", 80000], ["注:据派出所资料"]]):
            sheet.write_row(i, 0, row)
    return path


def read(path):
    return sat.margins(path, unit="单位", groups=GROUPS, total="18-65岁人口")


def test_a_wide_table_is_read_with_its_title_total_and_note(tmp_path):
    found = read(workbook(tmp_path / "人口.xlsx", ROWS))
    assert found.units == ("甲街道", "乙镇")
    assert found.variables == ("urban", "age")
    assert found.categories("urban") == {"town": "城镇", "rural": "农村"}
    counts = found.table.set_index(["unit", "variable", "category"])["count"]
    assert counts["乙镇", "urban", "rural"] == 30000
    assert counts["甲街道", "urban", "rural"] == 0
    assert [step.method for step in found.step.history()] == ["file", "margins"]


@pytest.mark.skipif(not INPUT.is_file(), reason="the sample inputs are not here")
def test_the_sample_file_is_read_as_it_is():
    found = read(INPUT)
    assert len(found.units) == 7
    sums = found.table.groupby("variable")["count"].sum()
    assert sums.to_dict() == {"urban": 366000, "age": 366000}


@pytest.mark.skipif(not INPUT.is_file(), reason="the sample inputs are not here")
@pytest.mark.parametrize(
    ("cell", "value", "rule", "where"),
    [
        ("D4", "若干", "number_expected", "D4"),
        ("D4", None, "number_expected", "D4"),
        ("D4", 31000, "margin_total_differs", "B4"),
        ("A4", "甲街道", "margin_twice", "A4"),
        ("A4", None, "unit_blank", "A4"),
        ("C1", "市区", "header_missing", "None1"),
    ],
)
def test_a_fault_put_into_the_sample_file_is_named_with_its_cell(tmp_path, cell, value, rule, where):
    from openpyxl import load_workbook

    book = load_workbook(INPUT)
    book.active[cell] = value
    book.save(tmp_path / "m.xlsx")
    with pytest.raises(sat.DataProblems) as caught:
        read(tmp_path / "m.xlsx")
    assert [(one.rule, f"{one.column}{one.row}") for one in caught.value.problems] == [(rule, where)]


def test_every_fault_is_listed_with_its_cell(tmp_path):
    rows = [["甲街道", 42000, 42000, 0, 12000, 14000, 16000], ["甲街道", 38000, "约8000", 30000, -9000, 12500, 16500]]
    with pytest.raises(sat.DataProblems) as caught:
        read(workbook(tmp_path / "m.xlsx", rows))
    found = {(one.rule, f"{one.column}{one.row}", one.header) for one in caught.value.problems}
    expected = {("margin_twice", "A4", "单位"), ("number_expected", "C4", "城镇"), ("margin_negative", "E4", "18-34")}
    assert found == expected


def test_categories_that_do_not_sum_to_the_total_are_named_for_every_unit(tmp_path):
    rows = [["甲街道", 42000, 42000, 10, 12000, 14000, 16000], ["乙镇", 38000, 8000, 30000, 9000, 12500, 16000]]
    with pytest.raises(sat.DataProblems) as caught:
        read(workbook(tmp_path / "m.xlsx", rows))
    found = [(one.rule, f"{one.column}{one.row}", one.values["variable"]) for one in caught.value.problems]
    assert found == [("margin_total_differs", "B3", "urban"), ("margin_total_differs", "B4", "age")]
    assert "37,500" in caught.value.problems[1].message


def test_a_missing_column_and_a_wrong_sheet_are_named(tmp_path):
    path = workbook(tmp_path / "m.xlsx", ROWS, header=[*HEADER[:3], "乡村", *HEADER[4:]])
    with pytest.raises(sat.DataProblems, match="农村"):
        read(path)
    with pytest.raises(sat.DataProblems, match="人口"):
        sat.margins(path, unit="单位", groups=GROUPS, sheet="人数")


def test_without_a_total_the_variables_must_agree():
    people = {"sex": {"m": 480, "f": 520}, "age": {"18-34": 400, "35+": 601}}
    with pytest.raises(sat.DataProblems, match="1,001"):
        sat.margins(people)
    assert sat.margins({**people, "age": {"18-34": 400, "35+": 600}}).variables == ("sex", "age")


def test_a_long_table_and_plain_counts_by_unit_say_the_same():
    frame = pd.DataFrame(
        {
            "镇街": ["A", "A", "B", "B"],
            "变量": ["sex"] * 4,
            "类别": ["m", "f", "m", "f"],
            "人数": [1, 2, "3", "4人"],
        }
    )
    columns = {"variable": "变量", "category": "类别", "count": "人数"}
    found = sat.margins(frame, unit="镇街", long=columns)
    given = sat.margins({"A": {"sex": {"m": 1, "f": 2}}, "B": {"sex": {"m": 3, "f": 4}}})
    pd.testing.assert_frame_equal(found.table, given.table)
    assert given.take(["B"]).table["count"].tolist() == [3, 4]
    with pytest.raises(sat.DataProblems) as caught:
        sat.margins(frame.assign(类别=["m", "m", "m", ""], 人数=[1, 2, None, 4]), unit="镇街", long=columns)
    assert sorted(one.rule for one in caught.value.problems) == ["label_blank", "margin_twice", "number_expected"]


def test_a_unit_without_a_variable_is_named():
    with pytest.raises(sat.DataProblems, match="'B' has no counts of 'age'"):
        sat.margins({"A": {"sex": {"m": 1, "f": 2}, "age": {"18+": 3}}, "B": {"sex": {"m": 3, "f": 4}}})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "groups= for a wide table"),
        ({"groups": GROUPS}, "needs unit="),
        ({"unit": "单位", "groups": {"age": ["18-34"]}}, "two categories"),
        ({"long": {"variable": "x"}}, "three columns"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(settings, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.margins(pd.DataFrame({"单位": ["A"]}), **settings)


def test_unknown_variables_units_and_empty_counts_are_refused():
    found = sat.margins({"A": {"sex": {"m": 1, "f": 2}}})
    with pytest.raises(sat.SettingError, match="no variable 'age'"):
        found.categories("age")
    with pytest.raises(sat.SettingError, match="no unit"):
        found.take(["B"])
    with pytest.raises(sat.SettingError, match="no counts"):
        sat.margins({})
    with pytest.raises(sat.DataProblems, match="sex · m"):
        sat.margins({"sex": {"m": "many", "f": 2}})

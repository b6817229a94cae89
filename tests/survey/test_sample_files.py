"""The sample files as they come, and each with one more fault, whose message names the cell."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

import satmodel as sat

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
pytestmark = pytest.mark.skipif(not INPUTS.is_dir(), reason="the sample files lie beside the checkout")

LABELS, CODED, BOOK = "01_cati_respondent_labels.xlsx", "02_cati_coded_gbk.csv", "02_codebook.xlsx"
PANEL, HOTLINE = "07_panel_scores.xlsx", "08_hotline_tickets.csv"
ITEMS = {"治安": "Q1", "医疗": "Q2", "学校": "Q3", "环境": "Q4", "文化": "Q5", "干部": "Q6"}
ASKED = {"unit": "镇街", "items": ITEMS, "overall": "Q7", "id": "样本编号"}


def labelled(path=INPUTS / LABELS, **more):
    return sat.read(path, **{**ASKED, "scale": "100/75/55", **more})


def coded(path=INPUTS / CODED, **more):
    book = sat.codebook(INPUTS / BOOK, alike={"Q1": ["Q2", "Q3", "Q4", "Q5", "Q6", "Q7"]})
    return sat.read(path, **{**ASKED, "codebook": book, **more})


def edited(name, tmp_path, *changes):
    """A copy of a workbook with other cells, each given by its address; an address alone deletes its column."""
    book = load_workbook(INPUTS / name)
    for change in changes:
        if len(change) == 1:
            book.active.delete_cols(book.active[change[0]].column)
        else:
            book.active[change[0]] = change[1]
    book.save(tmp_path / name)
    return tmp_path / name


def rewritten(name, tmp_path, encoding, row, header, cell):
    """A copy of a text file with another cell; row 1 is the header."""
    rows = list(csv.reader(io.StringIO((INPUTS / name).read_bytes().decode(encoding))))
    rows[row - 1][rows[0].index(header)] = cell
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (tmp_path / name).write_bytes(out.getvalue().encode(encoding))
    return tmp_path / name


def faults(caught):
    return [(one.rule, one.file, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_01_labels():
    survey = labelled()
    assert survey.report.set_index("kind")["rows"].to_dict() == {
        "title": 2,
        "header": 1,
        "note": 1,
        "total": 0,
        "blank": 0,
        "void": 47,
        "respondent": 163,
    }
    assert survey.step.settings["void_words"] == {"复核": {"废卷": 47}}
    assert len(survey.units) == 7
    assert pd.api.types.is_numeric_dtype(survey.frame["时长(秒)"])
    assert survey.frame["访问日期"].iloc[0].isoformat()[:10] == "2015-06-04"


def test_02_codes_say_the_same_as_the_labels():
    codes, words = coded(), labelled()
    np.testing.assert_array_equal(codes.scores, words.scores)
    assert codes.scale.points == {"满意": 100, "基本满意": 75, "不满意": 55}
    assert set(codes.scale.no_opinion) == {"不了解", "拒答"}
    assert codes.step.sources[0].settings["encoding"] == "gb18030"
    # the same respondents, the same numbers
    np.testing.assert_array_equal(sat.means(codes).cov, sat.means(words).cov)
    with pytest.raises(sat.DataProblems) as caught:
        coded(codebook=INPUTS / BOOK)
    assert [fault[0] for fault in faults(caught)] == ["codebook_silent"] * 6


def test_07_ballots():
    read = sat.ballots(INPUTS / PANEL)
    assert read.frame.shape == (20, 13)
    assert int(read.no_opinion.to_numpy().sum()) == 35
    assert read.table["empty_cells"].to_dict()["国税分局"] == 1
    assert len(read.printed) == 13
    assert read.printed["agrees"].all()
    est = sat.ratings(read)
    # the file's formula, =AVERAGE(), leaves words and empty cells out as well
    np.testing.assert_allclose(est.value, read.frame.mean(), rtol=1e-14)
    assert len(sat.ratings(read, weights="groups")) + len(sat.ratings(read, weights="groups").apart) == 13


def test_08_tickets():
    read = sat.tickets(INPUTS / HOTLINE)
    raw = pd.read_csv(INPUTS / HOTLINE)
    assert len(read) == 400
    table = sat.ticket_rates(read).shares
    for unit, part in raw.groupby("主办单位"):
        assert table.loc[(unit, "rated"), "count"] == part["满意度"].notna().sum()
        assert table.loc[(unit, "satisfied"), "count"] == part["满意度"].isin(["满意", "基本满意"]).sum()
        assert table.loc[(unit, "on_time"), "count"] == (part["是否超期"] == "否").sum()
        assert table.loc[(unit, "repeated"), "count"] == (part["是否重复诉求"] == "是").sum()
        assert table.loc[(unit, "solved"), "count"] == (part["是否解决"] == "是").sum()
        assert table.loc[(unit, "solved"), "n"] == part["是否解决"].notna().sum()
    backwards = pd.to_datetime(raw["办结时间"]) < pd.to_datetime(raw["签收时间"])
    assert read.doubts["row"].tolist() == (np.flatnonzero(backwards) + 2).tolist()
    assert read.partners.to_dict() == raw["协办单位"].value_counts().to_dict()


@pytest.mark.parametrize(
    ("changes", "more", "expected"),
    [
        ([("L10", "还行")], {}, ("unknown_answer", "L10")),
        ([("A11", "S00007")], {}, ("id_duplicated", "A11")),
        ([("G20", None)], {}, ("unit_blank", "G20")),
        ([("G3", "乡  鎮")], {}, ("header_missing", "3")),
        ([("N3",)], {}, ("header_missing", "3")),
        ([], {"sheet": "有效样木"}, ("sheet_missing", "")),
        ([], {"units": ["甲街道", "乙街道", "丙镇", "丁镇", "戊镇", "己镇", "庚 镇"]}, ("unit_unknown", "")),
        ([("U9", "作废")], {"void": {"复核": ["废卷"]}}, ("void_unclear", "U")),
        ([("E8", "很久")], {"weight": "时长"}, ("number_expected", "E8")),
    ],
)
def test_01_with_one_more_fault(tmp_path, changes, more, expected):
    path = edited(LABELS, tmp_path, *changes)
    with pytest.raises(sat.DataProblems) as caught:
        labelled(path, **more)
    first = faults(caught)[0]
    assert first[:2] == (expected[0], LABELS)
    assert expected[1] in first[2]


def test_01_with_a_header_one_row_lower_and_one_column_to_the_right(tmp_path):
    book = load_workbook(INPUTS / LABELS)
    book.active.unmerge_cells("A1:U1")
    book.active.insert_rows(2)
    book.active.insert_cols(1)
    book.active["N12"] = "满 意"
    book.save(tmp_path / LABELS)
    with pytest.raises(sat.DataProblems) as caught:
        labelled(tmp_path / LABELS)
    assert faults(caught) == [("unknown_answer", LABELS, "N12")]


@pytest.mark.parametrize(
    ("row", "header", "cell", "expected"),
    [
        (8, "Q3", "7", ("code_unknown", "P8")),
        (8, "Q3", "满 意", ("code_unknown", "P8")),
        (9, "样本编号", "S00007", ("id_duplicated", "A9")),
        (9, "镇街", "", ("unit_blank", "G9")),
        (1, "Q5", "第五题", ("header_missing", "1")),
        (1, "Q5", "Q4", ("header_missing", "1")),
    ],
)
def test_02_with_one_more_fault(tmp_path, row, header, cell, expected):
    path = rewritten(CODED, tmp_path, "gb18030", row, header, cell)
    with pytest.raises(sat.DataProblems) as caught:
        coded(path)
    assert (expected[0], CODED, expected[1]) in faults(caught)


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("C3", "两", ("code_repeated", "C3")),
        ("E3", "七十五", ("code_points", "E3")),
        ("C1", "号", ("codebook_header", "")),
    ],
)
def test_02_with_a_fault_in_the_codebook(tmp_path, cell, value, expected):
    changes = [(cell, 1 if cell == "C3" else value)]
    path = edited(BOOK, tmp_path, *changes)
    with pytest.raises(sat.DataProblems) as caught:
        sat.codebook(path)
    assert faults(caught)[0] == (expected[0], BOOK, expected[1])


@pytest.mark.parametrize(
    ("changes", "more", "expected"),
    [
        ([("E5", "九十")], {}, ("mark_unclear", "E5")),
        ([("E5", 930)], {}, ("mark_outside", "E5")),
        ([("A6", "003")], {}, ("id_duplicated", "A6")),
        ([("B6", None)], {}, ("label_blank", "B6")),
        ([("D2", "派出所")], {}, ("column_repeated", "D2")),
        ([("A2", "号")], {}, ("header_guessed", "")),
        ([("D2",)], {"units": ["派出所", "供电所"]}, ("header_missing", "2")),
        ([], {"sheet": "打分"}, ("sheet_missing", "")),
    ],
)
def test_07_with_one_more_fault(tmp_path, changes, more, expected):
    path = edited(PANEL, tmp_path, *changes)
    with pytest.raises(sat.DataProblems) as caught:
        sat.ballots(path, **more)
    assert faults(caught) == [(expected[0], PANEL, expected[1])]


@pytest.mark.parametrize(
    ("row", "header", "cell", "expected"),
    [
        (7, "满意度", "一般", ("ticket_word_unknown", "Q7")),
        (7, "是否超期", "超了", ("ticket_word_unknown", "L7")),
        (7, "主办单位", "", ("unit_blank", "F7")),
        (7, "工单编号", "12345-2024000000", ("id_duplicated", "A7")),
        (7, "办结时间", "昨天", ("time_expected", "K7")),
        (7, "办结时间", "2023-12-31 08:00", ("time_backwards", "K7")),
        (1, "满意度", "满意情况说明", ("header_guessed", "")),
    ],
)
def test_08_with_one_more_fault(tmp_path, row, header, cell, expected):
    path = rewritten(HOTLINE, tmp_path, "utf-8-sig", row, header, cell)
    with pytest.raises(sat.DataProblems) as caught:
        sat.tickets(path)
    assert faults(caught) == [(expected[0], HOTLINE, expected[1])]

"""Tables of counts: read without editing, every sum checked, every fault at its cell."""

from __future__ import annotations

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from tests.survey.count_files import COUNT_ROWS, INPUTS, changed, count_book, header_row
from tests.survey.files import workbook

COLUMNS = {"unit": "单位", "item": "项目", "answers": "100/75/55", "total": "访问人数"}
REAL = INPUTS / "05_category_counts.xlsx"
SOURCES = ["written", pytest.param("real", marks=pytest.mark.skipif(not REAL.exists(), reason="no sample files"))]


@pytest.fixture(params=SOURCES)
def book(request, tmp_path):
    return REAL if request.param == "real" else count_book(tmp_path / "counts.xlsx")


def faults(source, **more):
    with pytest.raises(sat.DataProblems) as caught:
        sat.counts(source, **COLUMNS | more)
    return [(fault.rule, f"{fault.column or ''}{fault.row or ''}") for fault in caught.value.problems]


def test_a_table_is_read_as_it_is(book):
    found = sat.counts(book, **COLUMNS)
    assert found.table.iloc[0].tolist() == COUNT_ROWS[0][2:]
    assert found.scored == ("满意", "基本满意", "不满意")
    assert found.answers[3:] == ("不了解", "拒答")
    assert found.scale.limits == (55, 100)
    assert found.step.settings["unused"] == ()


@pytest.mark.skipif(not REAL.exists(), reason="no sample files")
def test_the_sample_file_s_sums():
    found = sat.counts(REAL, **COLUMNS)
    assert found.frame["count"].sum() == 4200
    assert found.table["n"].eq(100).all()
    # another reader of workbooks, and its own sum
    cells = [row[2] for row in openpyxl.load_workbook(REAL).worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert found.table["满意"].sum() == sum(cells)


def test_titles_notes_and_totals_are_reported_and_left_out(tmp_path):
    found = sat.counts(count_book(tmp_path / "counts.xlsx"), **COLUMNS)
    assert dict(zip(found.report["kind"], found.report["rows"], strict=True)) == {
        "title": 1,
        "header": 1,
        "note": 1,
        "total": 1,
        "blank": 0,
        "row": 6,
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"C": 50}, [("total_differs", "H")]),  # the sum of the row
        ({"C": "四十九"}, [("number_expected", "C")]),
        ({"C": None}, [("number_expected", "C")]),
        ({"C": -49}, [("count_invalid", "C")]),
        ({"C": 49.5}, [("count_invalid", "C")]),
        ({"A": None}, [("unit_blank", "A")]),
        ({"B": None}, [("label_blank", "B")]),
        ({"H": "约100"}, [("number_expected", "H")]),
    ],
)
def test_a_fault_in_a_cell_is_found_there(book, tmp_path, change, expected):
    top = header_row(book)
    row = top + 1
    faulty = changed(book, tmp_path / "faulty.xlsx", {f"{column}{row}": value for column, value in change.items()})
    found = faults(faulty)
    assert [pair for pair in found if pair[1][1:] == str(row)] == [(rule, f"{at}{row}") for rule, at in expected]


def test_a_unit_and_item_entered_twice_is_named_with_its_first_row(book, tmp_path):
    top = header_row(book)
    found = faults(changed(book, tmp_path / "faulty.xlsx", {f"B{top + 2}": "社会治安"}))
    assert ("counted_twice", f"A{top + 2}") in found
    assert ("item_uncounted", f"A{top + 1}") in found


def test_headers_that_are_not_there(book, tmp_path):
    top = header_row(book)
    assert faults(changed(book, tmp_path / "a.xlsx", {f"E{top}": "不满"})) == [("header_missing", str(top))]
    assert faults(book, sheet="没有")[0][0] == "sheet_missing"
    assert faults(book, answers=["满意", "基本满意", "很不满意"]) == [("header_missing", str(top))]


def test_a_header_moved_down_is_found(tmp_path):
    rows = [["标题"], ["导出人"], [], ["单位", "满意", "不满意", "访问人数"], ["甲", 3, 4, 7]]
    found = sat.counts(
        workbook(tmp_path / "a.xlsx", {"S": rows}), unit="单位", answers=["满意", "不满意"], total="访问人数"
    )
    assert found.table.loc["甲"].tolist() == [3, 4, 7]


def test_a_row_of_totals_is_checked(tmp_path):
    book = count_book(tmp_path / "counts.xlsx")
    assert faults(changed(book, tmp_path / "a.xlsx", {"C9": 1})) == [("total_row_differs", "C9")]
    # an average is no sum
    assert len(sat.counts(changed(book, tmp_path / "b.xlsx", {"A9": "平均", "C9": 1}), **COLUMNS).frame) == 30


def test_the_message_says_both_sums(tmp_path):
    faulty = changed(count_book(tmp_path / "counts.xlsx"), tmp_path / "a.xlsx", {"H3": 99})
    with pytest.raises(sat.DataProblems, match=r"a\.xlsx \[计数\] H3 \(访问人数\).*total is 99.*add up to 100"):
        sat.counts(faulty, **COLUMNS)


def test_a_column_that_was_left_out_is_reported():
    frame = pd.DataFrame({"town": ["A"], "good": [6], "bad": [4], "can't say": [2], "not sure": [1]})
    found = sat.counts(frame, unit="town", answers=["good", "bad"], no_opinion=["can't say"])
    assert found.step.settings["unused"] == ("not sure",)
    with pytest.raises(sat.DataProblems, match="add up to 12"):
        sat.counts(frame.assign(all=13), unit="town", answers=["good", "bad"], no_opinion=["can't say"], total="all")


def test_a_table_for_each_item_and_a_sheet_for_each_item(tmp_path):
    one = pd.DataFrame({"town": ["A", "B"], "yes": [3, 4], "no": [2, 1]})
    two = pd.DataFrame({"town": ["A", "B"], "yes": [1, 1], "no": [1, 2]})
    framed = sat.counts({"x": one, "y": two}, unit="town", answers=["yes", "no"])
    sheets = {name: [list(frame), *frame.values.tolist()] for name, frame in {"S1": one, "S2": two}.items()}
    book = workbook(tmp_path / "a.xlsx", sheets)
    sheeted = sat.counts(book, unit="town", answers=["yes", "no"], sheet={"x": "S1", "y": "S2"})
    for found in (framed, sheeted):
        assert found.table.index.tolist() == [("A", "x"), ("A", "y"), ("B", "x"), ("B", "y")]
        assert found.table["n"].tolist() == [5, 2, 5, 3]
    with pytest.raises(sat.DataProblems, match="no row for 'y'"):
        sat.counts({"x": one, "y": two[:1]}, unit="town", answers=["yes", "no"])


def test_headers_with_what_is_counted_behind_the_answer():
    frame = pd.DataFrame({"单位": ["甲"], "满意人数": [5], "基本满意人数": [3], "不满意人数": [1], "不了解（人）": [2]})
    found = sat.counts(frame, unit="单位", answers="100/75/55")
    assert found.table.loc["甲"].tolist() == [5, 3, 1, 2, 11]
    assert found.answers[-1] == "不了解"


def test_answers_by_other_headers():
    frame = pd.DataFrame({"town": ["A"], "A (very)": [3], "B (not)": [2]})
    found = sat.counts(frame, unit="town", answers={"very": "A (very)", "not": "B (not)"})
    assert found.scored == ("very", "not")


@pytest.mark.parametrize("text", [lambda p: p, lambda p: p / 100, lambda p: f"{p:.1f}%"])
def test_shares_of_a_base_become_whole_counts(text):
    counts = np.array([[49, 36, 15], [61, 34, 25]])
    base = counts.sum(axis=1)
    shares = np.round(100 * counts / base[:, None], 1)
    columns = {name: [text(float(p)) for p in shares[:, j]] for j, name in enumerate("xyz")}
    found = sat.counts(
        pd.DataFrame({"town": ["A", "B"], **columns, "n": base}), unit="town", answers=list("xyz"), base="n"
    )
    assert found.table[list("xyz")].to_numpy().tolist() == counts.tolist()
    assert (found.frame["count_low"] == found.frame["count_high"]).all()


def test_what_rounding_leaves_open_is_said():
    frame = pd.DataFrame({"town": ["A"], "x": [46], "y": [34], "z": [20]})
    found = sat.counts(frame, unit="town", answers=list("xyz"), base=450)
    assert found.frame["count"].tolist() == [207, 153, 90]
    # 45.5 to 46.5 per cent of 450 people
    assert found.frame.loc[0, ["count_low", "count_high"]].tolist() == [205, 209]
    assert "3 of 3" in found.say("en")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 400), min_size=2, max_size=6).filter(lambda c: sum(c) > 0), st.integers(0, 2))
def test_the_true_counts_lie_within_what_rounded_shares_allow(counts, decimals):
    base = sum(counts)
    shares = [round(100 * count / base, decimals) for count in counts]
    frame = pd.DataFrame({"town": ["A"], **{f"a{i}": [share] for i, share in enumerate(shares)}})
    found = sat.counts(frame, unit="town", answers=[f"a{i}" for i in range(len(counts))], base=base).frame
    assert (found["count_low"] <= counts).all()
    assert (found["count_high"] >= counts).all()
    assert found["count"].sum() == base


@pytest.mark.parametrize(
    ("shares", "rule"),
    [
        ([33.7, 66.3], "share_impossible"),  # of 10 people
        ([70, 20], "shares_differ"),
        ([120, -20], "share_invalid"),
    ],
)
def test_shares_that_cannot_be(shares, rule):
    frame = pd.DataFrame({"town": ["A"], "x": shares[:1], "y": shares[1:]})
    with pytest.raises(sat.DataProblems) as caught:
        sat.counts(frame, unit="town", answers=["x", "y"], base=10)
    assert caught.value.problems[0].rule == rule


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"total": "n", "base": "n"}, "not both"),
        ({"base": 0}, "above zero"),
        ({"no_opinion": "x"}, "list of headers"),
        ({"no_opinion": ["x"]}, "both scored"),
        ({"answers": []}, "at least one answer"),
        ({"sheet": {"a": "S"}, "item": "x"}, "leave out item="),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    frame = pd.DataFrame({"town": ["A"], "x": [1], "y": [2], "n": [3]})
    with pytest.raises(sat.SettingError, match=message):
        sat.counts(frame, **{"unit": "town", "answers": ["x", "y"]} | change)


def test_merging_adds_and_order_does_not_matter(book):
    found = sat.counts(book, **COLUMNS)
    first, second = found.frame["unit"].unique()[:2]
    merged = found.merged({"两地": [first, second]}).table
    both = found.table.loc[first] + found.table.loc[second]
    assert (merged.loc["两地"] == both).all(axis=None)
    assert merged.to_numpy().sum() == found.table.to_numpy().sum()
    with pytest.raises(sat.SettingError, match="each once"):
        found.merged({"x": [first], "y": [first]})


def test_the_chart_and_the_words(book):
    found = sat.counts(book, **COLUMNS)
    data = found.chart.data
    assert data.groupby("item")["share"].sum().to_numpy() == pytest.approx(1)
    assert "没有读取" not in found.say("zh")
    assert found.plot() is not None

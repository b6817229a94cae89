"""Response rates: the AAPOR formulas by hand, R's intervals, and every fault of a table of calls at its cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.wilson import wilson
from satmodel.survey.outcomes import categories, category_of, group_of
from tests.survey.count_files import CALL_HEADER, CALL_ROWS, INPUTS, call_book, changed, header_row

REFERENCE = Path(__file__).parents[1] / "reference" / "counts"
COLUMNS = {"unit": "镇街", "total": "拨打号码数"}
REAL = INPUTS / "03_call_outcomes.xlsx"
NEEDED = pytest.mark.skipif(not REAL.exists(), reason="no sample files")


@pytest.fixture(params=["written", pytest.param("real", marks=NEEDED)])
def book(request, tmp_path):
    return REAL if request.param == "real" else call_book(tmp_path / "calls.xlsx")


def faults(source, **more):
    with pytest.raises(sat.DataProblems) as caught:
        sat.dispositions(source, **COLUMNS | more)
    return [(fault.rule, f"{fault.column or ''}{fault.row or ''}") for fault in caught.value.problems]


def test_the_wilson_interval_is_that_of_r():
    cases = pd.read_csv(REFERENCE / "wilson.csv")
    low, high = wilson((cases["x"] / cases["n"]).to_numpy(), cases["n"].to_numpy(dtype=float), 0.95)
    # 1e-12: the same closed form in double precision
    np.testing.assert_allclose(low, cases["low"], atol=1e-12)
    np.testing.assert_allclose(high, cases["high"], atol=1e-12)


@NEEDED
def test_the_sample_file_by_hand():
    found = sat.dispositions(REAL, **COLUMNS)
    share = found.rates["share"]["all"]
    # 2769 called: 210 complete, 85 broken off, 1020 refused, 777 not answered, 139 busy, 419 and 119 not eligible
    assert share["RR1"] == pytest.approx(210 / (210 + 85 + 1020 + 777 + 139))
    e = (210 + 85 + 1020) / (210 + 85 + 1020 + 419 + 119)
    assert found.eligibility == pytest.approx(e)
    assert share["RR3"] == pytest.approx(210 / (210 + 85 + 1020 + e * (777 + 139)))
    assert share["COOP1"] == pytest.approx(210 / (210 + 85 + 1020))
    assert share["REF1"] == pytest.approx((85 + 1020) / 2231)
    assert share["CON1"] == pytest.approx((210 + 85 + 1020) / 2231)
    assert f"{share['RR1']:.3f}" == "0.094"  # the figure that a report of these calls would print
    assert found.report.set_index("kind").loc["total", "where"] == "9"


def test_every_outcome_s_category_is_known_by_name_and_said(book):
    found = sat.dispositions(book, **COLUMNS)
    assert found.category == {
        "空号/停机": "not_working",
        "无人接听": "no_answer",
        "占线": "busy",
        "接通拒访": "refusal",
        "中途中断": "break_off",
        "不合条件": "ineligible",
        "成功访问": "complete",
    }
    assert "中途中断" in found.say("zh")
    assert found.step.settings["group_R"] == ("接通拒访", "中途中断")
    named = sat.dispositions(book, **COLUMNS, outcomes=found.category)
    assert named.table.equals(found.table)
    assert named.step.settings["recognised"] == ()


def test_every_formula_with_every_group_there():
    parts = {"I": 40, "P": 8, "R": 25, "NC": 12, "O": 5, "UH": 60, "UO": 10, "NE": 70}
    frame = pd.DataFrame({"town": ["A"], **{f"o{name}": [count] for name, count in parts.items()}})
    found = sat.dispositions(frame, unit="town", outcomes={f"o{name}": name for name in parts})
    share = found.rates["share"]["A"]
    i, p, r, nc, o, uh, uo, ne = parts.values()
    known, unknown = i + p + r + nc + o, uh + uo
    e = known / (known + ne)
    assert found.omitted == {}
    by_hand = {
        "RR1": i / (known + unknown),
        "RR2": (i + p) / (known + unknown),
        "RR3": i / (known + e * unknown),
        "RR4": (i + p) / (known + e * unknown),
        "COOP1": i / (i + p + r + o),
        "COOP2": (i + p) / (i + p + r + o),
        "COOP3": i / (i + p + r),
        "COOP4": (i + p) / (i + p + r),
        "REF1": r / (known + unknown),
        "REF2": r / (known + e * unknown),
        "REF3": r / known,
        "CON1": (i + p + r + o) / (known + unknown),
        "CON2": (i + p + r + o) / (known + e * unknown),
        "CON3": (i + p + r + o) / known,
    }
    assert share.to_dict() == pytest.approx(by_hand)
    stated = sat.dispositions(frame, unit="town", outcomes={f"o{n}": n for n in parts}, eligibility=0.3)
    assert stated.rates["share"]["A", "RR3"] == pytest.approx(i / (known + 0.3 * unknown))


def test_rates_that_the_outcomes_do_not_allow_are_listed():
    frame = pd.DataFrame({"town": ["A"], "completed": [30], "refused": [50], "no answer": [40]})
    found = sat.dispositions(frame, unit="town")
    assert found.eligibility is None
    assert found.omitted["RR3"] == "eligibility_unknown"
    assert found.omitted["CON3"] == "no_noncontact"
    assert "RR3" not in found.table
    assert "RR3" not in found.say("en")
    known = sat.dispositions(frame.drop(columns="no answer"), unit="town")
    assert known.omitted["RR3"] == "nothing_unknown"
    assert known.table.loc["A", "RR1"] == pytest.approx(30 / 80)


def test_one_row_a_number_gives_the_same(book):
    table = sat.dispositions(book, **COLUMNS)
    rows = [
        (unit, outcome)
        for unit in table.counts.index[:-1]
        for outcome in table.counts
        for _ in range(table.counts.loc[unit, outcome])
    ]
    found = sat.dispositions(pd.DataFrame(rows, columns=["town", "result"]), unit="town", outcome="result")
    pd.testing.assert_frame_equal(found.table, table.table, check_dtype=False)
    alone = sat.dispositions(pd.DataFrame(rows, columns=["town", "result"]), outcome="result")
    assert alone.table["RR1"].tolist() == [pytest.approx(table.table.loc["all", "RR1"])]


def test_an_outcome_not_known_in_a_row_is_found_there():
    frame = pd.DataFrame({"town": ["A", "A", "A"], "result": ["成功访问", "莫名其妙", ""]})
    with pytest.raises(sat.DataProblems) as caught:
        sat.dispositions(frame, unit="town", outcome="result")
    assert [(fault.rule, fault.row) for fault in caught.value.problems] == [("outcome_unknown", 2), ("label_blank", 3)]
    fixed = sat.dispositions(frame[:2], unit="town", outcome="result", outcomes={"莫名其妙": "other"})
    assert fixed.group["莫名其妙"] == "O"


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("F", 151, [("total_differs", "B"), ("total_row_differs", "F")]),
        ("F", "约150", [("number_expected", "F")]),
        ("F", None, [("number_expected", "F")]),
        ("F", -150, [("count_invalid", "F")]),
        ("A", None, [("unit_blank", "A")]),
    ],
)
def test_a_fault_in_a_cell_is_found_there(book, tmp_path, column, value, expected):
    row = header_row(book) + 1
    found = faults(changed(book, tmp_path / "faulty.xlsx", {f"{column}{row}": value}))
    assert {rule for rule, _ in expected} == {rule for rule, _ in found}
    assert (expected[0][0], f"{expected[0][1]}{row}") in found


def test_faults_of_the_table(book, tmp_path):
    top = header_row(book)
    double = changed(book, tmp_path / "a.xlsx", {f"A{top + 2}": "甲街道"})
    assert ("counted_twice", f"A{top + 2}") in faults(double)
    assert faults(changed(book, tmp_path / "b.xlsx", {f"F{top}": "挂机骂人"}))[0][0] == "outcome_unknown"
    assert faults(changed(book, tmp_path / "c.xlsx", {f"A{top}": "地方"})) == [("header_missing", str(top))]
    missing = faults(changed(book, tmp_path / "d.xlsx", {f"I{top}": None}))
    assert "complete_missing" in [rule for rule, _ in missing]
    assert faults(book, sheet="没有") == [("sheet_missing", "")]
    assert {rule for rule, _ in faults(book, outcomes={"占线": None})} == {"total_differs", "total_row_differs"}


def test_what_the_analyst_says_goes_before_the_name_and_the_rest_is_told_by_name(book):
    found = sat.dispositions(book, **COLUMNS, outcomes={"无人接听": "no_contact"})
    assert found.group["无人接听"] == "NC"
    assert list(found.counts) == CALL_HEADER[2:]
    assert "无人接听" not in found.step.settings["recognised"]
    assert found.rates["share"]["all", "RR1"] == pytest.approx(
        sat.dispositions(book, **COLUMNS).table.loc["all", "RR1"]
    )
    assert "CON3" not in found.omitted


def test_columns_that_are_no_outcomes_are_reported():
    frame = pd.DataFrame(
        {"No.": [1, 2], "town": ["A", "B"], "completed": [3, 4], "refused": [5, 6], "rate": [0.1, 0.2]}
    )
    with pytest.raises(sat.DataProblems, match=r"what the outcome 'No\.' means"):
        sat.dispositions(frame, unit="town")
    found = sat.dispositions(frame, unit="town", outcomes={"No.": None})
    assert found.step.settings["unused"] == ("No.", "rate")
    assert "not read: No. and rate" in found.say("en")


def test_a_unit_without_a_number_that_counts_has_no_rate():
    frame = pd.DataFrame(
        {"town": ["A", "B", "C"], "completed": [3, 4, 0], "refused": [5, 6, 0], "ineligible": [1, 1, 4]}
    )
    found = sat.dispositions(frame, unit="town")
    assert np.isnan(found.table.loc["C", "RR1"])
    assert "Among 2 units" in found.say("en")
    assert found.chart.data["unit"].tolist() == ["A", "B", "all"]


def test_a_row_of_totals_is_checked(tmp_path):
    faulty = changed(call_book(tmp_path / "calls.xlsx"), tmp_path / "a.xlsx", {"I6": 91})
    assert faults(faulty) == [("total_row_differs", "I6")]
    where = r"a\.xlsx \[Sheet1\] I6 \(成功访问\)"
    with pytest.raises(sat.DataProblems, match=f"{where}.*has 91 here; the rows add up to 90"):
        sat.dispositions(faulty, **COLUMNS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("无人接听", "no_answer"),
        ("占线", "busy"),
        ("停机", "not_working"),
        ("空号、停机", "not_working"),
        ("拒访", "refusal"),
        ("拒绝接受访问", "refusal"),
        ("中途挂断", "break_off"),
        ("部分完成", "partial"),
        ("成功", "complete"),
        ("成功样本量", "complete"),
        ("不符合条件", "ineligible"),
        ("配额已满", "ineligible"),
        ("预约", "no_contact"),
        ("语言障碍", "other"),
        ("Completed interviews", "complete"),
        ("Break-off", "break_off"),
        ("No answer", "no_answer"),
        ("not eligible", "ineligible"),
        ("电话量", None),
        ("完成率", None),
    ],
)
def test_names_of_outcomes(name, expected):
    assert category_of(name) == expected


def test_every_category_has_a_group():
    assert all(group_of(name) for name in categories())
    assert group_of("nothing") is None


@settings(deadline=None, max_examples=25)  # three readings of a table each
@given(st.lists(st.tuples(*[st.integers(0, 300)] * 4), min_size=2, max_size=5))
def test_the_overall_row_is_the_sum_and_order_does_not_matter(rows):
    rows = [(row[0] + 1, *row[1:]) for row in rows]
    frame = pd.DataFrame(rows, columns=["completed", "refused", "no answer", "ineligible"])
    frame.insert(0, "town", [f"t{i}" for i in range(len(rows))])
    found = sat.dispositions(frame, unit="town")
    other = sat.dispositions(frame[::-1], unit="town")
    pd.testing.assert_frame_equal(found.table.sort_index(), other.table.sort_index())
    one = sat.dispositions(frame.assign(town="x").groupby("town", as_index=False).sum(), unit="town")
    assert one.table.iloc[0].tolist() == pytest.approx(found.table.loc["all"].tolist())
    between = found.rates.dropna()
    # 1e-12: rounding at shares of zero and one
    assert (
        (between["share_low"] <= between["share"] + 1e-12) & (between["share"] <= between["share_high"] + 1e-12)
    ).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": 95}, "level"),
        ({"eligibility": 2}, "eligibility"),
        ({"unit": None}, "name the column of units"),
        ({"outcomes": {"占线": "engaged"}}, "categories that there are not"),
        ({"outcome": "x"}, "total= is for"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path, change, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.dispositions(call_book(tmp_path / "calls.xlsx"), **COLUMNS | change)


def test_all_numbers_not_eligible():
    frame = pd.DataFrame({"town": ["A"], "completed": [0], "ineligible": [5]})
    with pytest.raises(sat.NotEstimable, match="not eligible"):
        sat.dispositions(frame, unit="town")


def test_the_chart_is_in_per_cent(tmp_path):
    found = sat.dispositions(call_book(tmp_path / "calls.xlsx"), **COLUMNS)
    axes = found.plot(language="zh")
    assert "应答率" in axes.get_xlabel()
    assert any(text.get_text().endswith("%") for text in axes.texts)
    assert len(CALL_ROWS) + 1 == len(found.table)

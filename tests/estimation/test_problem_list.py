"""Lists of problems, counted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.estimation.problem_list import masked
from satmodel.estimation.wilson import wilson
from tests.survey.files import workbook

LIST = Path(__file__).parents[3] / "shared" / "inputs" / "06_problem_list.xlsx"
needs_inputs = pytest.mark.skipif(not LIST.exists(), reason="the sample files are not beside the checkout")

HEADERS = ["序号", "轮次", "镇街", "类别", "群众原话", "责任单位", "整改状态", "历次是否重复", "回访结果"]
ROWS = [
    ["2015年群众反映问题清单"],
    HEADERS,
    [1, "2014年底", "庚镇", "社会治安", "路灯不亮", "公安局", "长期坚持", "是", "基本满意"],
    [2, "2014年底", "乙镇", "看病就医", "电话13800138000没人接", "卫健局", "已 完成", "否", "未回访"],
    [3, "2015上半年", "乙镇", "看病就医", "看病贵", "卫健局", "整改中", "是", "不满意"],
    [4, "2015上半年", "乙镇", "社会治安", "看病贵", "公安局", "已完成", "否", "满意"],
    ["注:按原话登记。"],
]
ASKED = {"unit": "镇街", "category": "类别", "round": "轮次"}
MORE = {"text": "群众原话", "status": "整改状态", "repeated": "历次是否重复", "outcome": "回访结果"}


def problem_list(tmp_path, cells=()):
    lines = [row.copy() for row in ROWS]
    for row, column, value in cells:
        lines[row][column] = value
    return workbook(tmp_path / "a.xlsx", {"清单": lines})


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_problems_are_counted_by_unit_category_and_round(tmp_path):
    found = sat.problems(problem_list(tmp_path), **ASKED, **MORE)
    counts = found.counts
    assert counts.sum() == 4
    assert found.table.columns.tolist() == ["2014年底", "2015上半年", "count"]
    assert found.table.loc[("乙镇", "看病就医")].tolist() == [1, 1, 2]
    assert len(counts) == 2 * 2 * 2
    assert counts[("乙镇", "看病就医", "2014年底")] == 1
    assert counts[("庚镇", "看病就医", "2014年底")] == 0
    assert found.count(unit="乙镇") == 3
    assert found.count(category="看病就医", round="2015上半年") == 1
    with pytest.raises(sat.SettingError, match="'丙镇'"):
        found.count(unit="丙镇")


def test_what_became_of_them(tmp_path):
    found = sat.problems(problem_list(tmp_path), **ASKED, **MORE)
    shares = found.shares.set_index("what")
    assert shares[["count", "n"]].to_numpy().tolist() == [[2, 4], [1, 4], [1, 4], [2, 4], [3, 4], [2, 3], [1, 3]]
    exact = stats.binomtest(2, 3).proportion_ci(0.95, method="wilson")
    assert shares.loc["satisfied", ["share_low", "share_high"]].tolist() == pytest.approx([exact.low, exact.high])
    text = found.say("zh")
    assert "各2件" in text
    assert "表示满意或基本满意的2件" in text


def test_a_change_between_rounds_goes_to_count_change(tmp_path):
    found = sat.problems(problem_list(tmp_path), **ASKED)
    moved = sat.count_change(
        found.count(round="2014年底"), found.count(round="2015上半年"), source=found.step, name="问题"
    )
    assert (moved.before, moved.after, moved.step.sources) == (2, 2, (found.step,))


def test_numbers_in_peoples_words_are_never_shown(tmp_path):
    found = sat.problems(problem_list(tmp_path), **ASKED, **MORE)
    assert "电话*******没人接" in found.texts["text"].tolist()
    assert found.texts.loc[0].tolist() == ["看病贵", 2]
    assert "138" not in found.rows.to_csv()
    with pytest.raises(sat.DataProblems) as caught:
        sat.problems(problem_list(tmp_path, [(3, 6, "请打13800138000")]), **ASKED, **MORE)
    assert "138" not in str(caught.value)


@given(st.text("0123456789０１ -(一", max_size=30))
def test_no_run_of_seven_digits_is_left(text):
    left = masked(text)
    assert not any(left[i : i + 7].isdigit() for i in range(len(left) - 6))


@pytest.mark.parametrize("text", ["第3次反映", "2015年6月", "12345热线", "路灯123456盏"])
def test_short_numbers_stay(text):
    assert masked(text) == text


@pytest.mark.parametrize(("k", "n"), [(0, 5), (22, 22), (6, 7), (5, 7), (40, 100)])
def test_wilson_is_that_of_scipy(k, n):
    exact = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    low, high = wilson(np.array([k / n]), np.array([float(n)]), 0.95)
    assert (low[0], high[0]) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_nobody_was_called_back():
    frame = pd.DataFrame({"u": ["A"], "c": ["x"], "o": ["未回访"]})
    found = sat.problems(frame, unit="u", category="c", outcome="o")
    assert "没有一件回访得到答复" in found.say("zh")
    assert "share_low" in found.shares


def test_the_analyst_adds_words(tmp_path):
    path = problem_list(tmp_path, [(3, 6, "已交办"), (4, 8, None)])
    words = {"status": {"open": ["已交办"]}, "outcome": {"not_called": [""]}}
    found = sat.problems(path, **ASKED, **MORE, vocabulary=words)
    assert found.shares.set_index("what").loc["open", "count"] == 2
    for wrong, says in (({"state": {}}, "'state'"), ({"status": {"shut": ["x"]}}, "'shut'")):
        with pytest.raises(sat.SettingError, match=says):
            sat.problems(path, **ASKED, vocabulary=wrong)
    with pytest.raises(sat.SettingError, match="level"):
        sat.problems(path, **ASKED, level=95)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(3, 6, "已交办")], [("word_unknown", "G4")]),
        ([(3, 7, "可能"), (4, 8, "一般般")], [("word_unknown", "H4"), ("word_unknown", "I5")]),
        ([(3, 2, None)], [("unit_blank", "C4")]),
        ([(3, 3, None)], [("label_blank", "D4")]),
        ([(1, 6, "进度")], [("header_missing", "2")]),
    ],
)
def test_each_fault_names_its_cell(tmp_path, cells, expected):
    with pytest.raises(sat.DataProblems) as caught:
        sat.problems(problem_list(tmp_path, cells), **ASKED, **MORE)
    assert rules(caught) == expected


def test_a_wrong_sheet_and_a_shifted_header(tmp_path):
    with pytest.raises(sat.DataProblems) as caught:
        sat.problems(problem_list(tmp_path), **ASKED, **MORE, sheet="一")
    assert rules(caught) == [("sheet_missing", "")]
    lines = [row.copy() for row in ROWS]
    lines[1] = [HEADERS[0], "", *HEADERS[1:]]
    with pytest.raises(sat.DataProblems) as caught:
        sat.problems(workbook(tmp_path / "b.xlsx", {"清单": lines}), **ASKED, **MORE)
    assert ("word_unknown", "H3") in rules(caught)
    assert ("label_blank", "J3") in rules(caught)


@needs_inputs
def test_the_sample_list_is_read_as_it_is():
    found = sat.problems(LIST, **ASKED, **MORE)
    assert (len(found.rows), found.table["count"].sum()) == (12, 12)
    shares = found.shares.set_index("what")[["count", "n"]].apply(tuple, axis=1).to_dict()
    assert shares == {
        "closed": (3, 12),
        "standing": (6, 12),
        "open": (3, 12),
        "repeated": (8, 12),
        "called": (10, 12),
        "satisfied": (8, 10),
        "dissatisfied": (2, 10),
    }
    with pytest.raises(sat.DataProblems) as caught:
        sat.problems(LIST, **(ASKED | {"unit": "乡镇"}))
    assert rules(caught) == [("header_missing", "1")]

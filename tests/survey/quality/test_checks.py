"""Checks of a round's data, counted by hand, and what an analyst gets from one call."""

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.quality.clock import seconds_of, time_of_day

SAMPLE = Path(__file__).parents[4] / "shared" / "inputs" / "01_cati_respondent_labels.xlsx"
SCALE = sat.Scale({"满意": 100, "基本满意": 75, "不满意": 55}, no_opinion=["不了解"])
ROWS = [
    ["S1", "甲", "101", 200, "18:30", "男", "满意", "满意", "满意"],
    ["S2", "甲", "101", 210, "20:59:59", "女", "基本满意", "满意", "不满意"],
    ["S3", "甲", "102", "60秒", "21:30", "女", "基本满意", "满意", "不满意"],
    ["S4", "乙", "102", "3:20", "17:59", "男", "不了解", "满意", "基本满意"],
    ["S5", "乙", "101", 190, 0.8, "女", "", "不满意", "满意"],
    ["S6", "乙", "102", 205, datetime.time(19, 0), "男", "不满意", "不满意", "不满意"],
]
HEADERS = ["样本编号", "镇街", "访员工号", "时长(秒)", "开始时间", "性别", "Q1", "Q2", "Q3"]


def frame(rows=ROWS):
    return pd.DataFrame(rows, columns=HEADERS)


def read(rows=ROWS, **more):
    return sat.read(frame(rows), unit="镇街", items=["Q1", "Q2", "Q3"], scale=SCALE, **more)


@pytest.fixture(scope="module")
def found():
    return sat.quality(read())


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("20:51", 75060), ("20:51:03", 75063), (0.5, 43200), (datetime.time(18, 30), 66600), ("下午6:30", 66600)],
)
def test_times_of_day_are_read_as_they_are_written(cell, seconds):
    assert time_of_day(cell) == pytest.approx(seconds, abs=1)  # Excel's fractions are rounded to the second


@pytest.mark.parametrize(
    ("cell", "seconds"), [("112秒", 112), (112, 112), ("1:52", 112), ("0:01:52", 112), ("2分5秒", 125)]
)
def test_lengths_of_time_are_read_as_they_are_written(cell, seconds):
    assert seconds_of(cell) == seconds


def test_speeders_are_below_forty_per_cent_of_the_median(found):
    speeders = found["speeders"]
    assert speeders.step.settings["shortest"] == pytest.approx(0.4 * 200)
    assert speeders.rows["row"].tolist() == [3]


def test_calls_outside_the_hours_are_listed(found):
    assert sorted(found["call_hours"].rows["row"]) == [3, 4]


def test_straight_lines_are_counted(found):
    groups = found["straight_lining"].table
    whole = groups[groups["group"] == "whole"].iloc[0]
    assert (whole["n"], whole["count"]) == (
        5,
        2,
    )  # of five who answered every item, with an opinion or without, two gave one answer to all


def test_interviews_alike_in_unit_features_and_answers_are_pairs(found):
    checks = found["duplicates"].table.set_index("check")
    assert checks.loc["same_answers", "pairs"] == 1  # rows 2 and 3
    assert found["duplicates"].rows["row"].tolist() == [3]


def test_missing_answers_are_shares_of_the_unit(found):
    table = found["missing"].table.set_index(["item", "unit"])
    np.testing.assert_allclose(table.loc[("Q1", "乙"), ["scored", "no_opinion", "blank"]].astype(float), [1 / 3] * 3)


def test_every_step_of_the_exclusions_is_counted():
    steps = sat.quality(read([*ROWS, ["S7", "甲", "103", 200, "19:00", "男", "满意", "满意", "满意"]]))[
        "exclusions"
    ].table
    left = dict(zip(steps["check"], steps["left"], strict=True))
    assert steps["left"].is_monotonic_decreasing
    assert list(left.values())[-1] == 5  # of seven two left an item unscored


def test_cells_that_cannot_be_read_are_faults_with_their_place(tmp_path):
    path = tmp_path / "round.xlsx"
    frame([[*row[:3], "很久" if i == 1 else row[3], *row[4:]] for i, row in enumerate(ROWS)]).to_excel(
        path, index=False
    )
    survey = sat.read(path, unit="镇街", items=["Q1", "Q2", "Q3"], scale=SCALE)
    problem = sat.quality(survey).problems[0]
    assert (problem.file, problem.row, problem.column, problem.value) == ("round.xlsx", 3, "D", "很久")


def test_a_check_without_its_column_is_listed_with_the_reason():
    plain = sat.read(frame().drop(columns="访员工号"), unit="镇街", items=["Q1", "Q2", "Q3"], scale=SCALE)
    table = sat.quality(plain).table.set_index("check")
    assert table.loc["interviewer_effect", "reason"] == "column_missing"


def test_a_header_that_is_not_there_is_a_fault():
    with pytest.raises(sat.DataProblems, match="interviewer"):
        sat.quality(read(), interviewer="访问员")


def test_the_share_of_the_middle_answer_is_judged_between_units():
    rng = np.random.default_rng(3)
    answers = [rng.choice(["满意", "基本满意", "不满意"], p=[0.4, p, 0.6 - p], size=300) for p in (0.1, 0.4, 0.4)]
    data = pd.DataFrame({"镇街": np.repeat(["甲", "乙", "丙"], 300), "Q1": np.concatenate(answers)})
    table = sat.quality(sat.read(data, unit="镇街", items=["Q1"], scale=SCALE))["middle_shares"].table
    assert table.loc["甲", "verdict"] == "established"
    assert table.loc["甲", "share_gap"] < 0
    np.testing.assert_allclose(table.loc["甲", "share"], np.mean(answers[0] == "基本满意"))


def test_the_previous_round_is_compared():
    before = read([[*row[:6], "不了解", "满意", "基本满意"] if i % 2 else row for i, row in enumerate(ROWS * 20)])
    now = read([[f"N{i}", *row[1:]] for i, row in enumerate(ROWS * 20)])
    assert "no_opinion_change" in [one.step.method for one in sat.quality(now, before=before).results]


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(ROWS))))
def test_the_order_of_the_rows_changes_no_count(order):
    one, other = sat.quality(read()), sat.quality(read([ROWS[i] for i in order]))
    pd.testing.assert_frame_equal(one.overview, other.overview)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_appendix_tells_them_without_a_clock_or_an_accusation(language):
    found = sat.quality(read())
    page = sat.Appendix([found, *found.results], language=language).render("html").decode()
    assert "作弊" not in page
    assert "cheat" not in page


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample workbook is not here")
def test_the_sample_workbook_is_checked_as_it_is():
    items = [f"Q{number}" for number in range(1, 7)]
    survey = sat.read(SAMPLE, unit="镇街", items=items, scale="100/75/55", overall="Q7")
    found = sat.quality(survey)
    raw = pd.read_excel(SAMPLE, header=2)
    kept = raw[raw["复核"] == "合格"]
    median = kept["时长(秒)"].median()
    assert len(survey) == len(kept)
    assert len(found["speeders"].rows) == (kept["时长(秒)"] < 0.4 * median).sum()
    assert not found.problems

"""Hotline tickets as they are exported."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel import DataProblems, SettingError
from tests.survey.files import text

HEADERS = ["工单编号", "受理时间", "一级类别", "主办单位", "协办单位", "签收时间", "办结时间"]
HEADERS += ["是否超期", "是否重复诉求", "回访状态", "是否解决", "满意度"]
ROWS = [
    ["1", "2024-02-29 02:54:31", "供暖", "卫健委", "", "2024-02-29 15:03", "2024-03-01 09:10",
     "否", "否", "未接通", "", ""],
    ["2", "2024/2/24 3:36", "噪音", "住建局", "消防支队", "2024-02-24 04:31", "2024-02-24 04:10",
     "是", "否", "已评价", "是", "满意"],
    ["3", "2024年3月1日 8时05分", "噪音", "住建局", "", "", "", "否", "是", "已评价", "部分", "不满意"],
]  # fmt: skip


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


@pytest.fixture
def written(tmp_path):
    def write(rows=ROWS, headers=HEADERS):
        path = tmp_path / "工单.csv"
        path.write_bytes(text([headers, *rows]).encode("utf-8-sig"))
        return path

    return write


def test_a_ticket_file_is_read_as_it_is(written):
    read = sat.tickets(written())
    assert read.frame.index.tolist() == [2, 3, 4]
    assert read.frame["received"].astype(str).tolist()[2] == "2024-03-01 08:05:00"
    assert read.frame["finished"].isna().tolist() == [False, False, True]
    np.testing.assert_array_equal(read.frame["satisfied"], [np.nan, 1, 0])
    assert read.frame["solved"].tolist() == ["", "yes", "partly"]
    assert read.frame["repeated"].tolist() == [0, 0, 1]
    assert read.step.sources[0].settings["encoding"] == "utf-8-sig"
    assert read.step.settings["columns"]["unit"] == "主办单位"
    assert read.units == ("卫健委", "住建局")
    for language in ("zh", "en"):
        assert read.say(language)


def test_times_that_run_backwards_are_reported_and_before_receipt_a_fault(written):
    read = sat.tickets(written())
    assert read.doubts.to_numpy().tolist() == [[3, "finished", "signed"]]
    rows = [list(row) for row in ROWS]
    rows[0][6] = "2024-02-28 09:00"
    path = written(rows)
    with pytest.raises(DataProblems) as caught:
        sat.tickets(path)
    assert rules(caught) == [("time_backwards", "G2")]
    assert len(sat.tickets(path, disordered="report").doubts) == 3


@pytest.mark.parametrize(
    ("row", "column", "cell", "rule", "place"),
    [
        (0, 1, "2月29日", "time_expected", "B2"),
        (0, 1, "2024-02-30 02:54", "time_expected", "B2"),
        (1, 3, "", "unit_blank", "D3"),
        (1, 0, "1", "id_duplicated", "A3"),
        (2, 7, "超期3天", "ticket_word_unknown", "H4"),
        (1, 10, "大概", "ticket_word_unknown", "K3"),
        (1, 11, "一般", "ticket_word_unknown", "L3"),
    ],
)
def test_faults_name_their_cells(written, row, column, cell, rule, place):
    rows = [list(one) for one in ROWS]
    rows[row][column] = cell
    with pytest.raises(DataProblems) as caught:
        sat.tickets(written(rows))
    assert rules(caught) == [(rule, place)]


def test_where_a_middle_answer_belongs_is_for_the_analyst_to_say(written):
    rows = [list(one) for one in ROWS]
    rows[1][11] = "一般"
    path = written(rows)
    low = sat.tickets(path, answers={"dissatisfied": ["一般", "不满意"]})
    high = sat.tickets(path, answers={"satisfied": ["满意", "一般"]})
    none = sat.tickets(path, answers={"unrated": ["一般"]})
    assert [one.frame["satisfied"].iloc[1] for one in (low, high)] == [0, 1]
    assert none.table["rated_tickets"].to_dict() == {"卫健委": 0, "住建局": 1, "消防支队": 0}
    with pytest.raises(SettingError, match="two places"):
        sat.tickets(path, answers={"satisfied": ["一般"], "dissatisfied": ["一般"]})


def test_columns_by_other_names(written):
    headers = [{"主办单位": "责任科室", "满意度": "评分"}.get(name, name) for name in HEADERS]
    path = written(headers=headers)
    with pytest.raises(DataProblems) as caught:
        sat.tickets(path)
    assert [one.rule for one in caught.value.problems] == ["header_guessed", "header_guessed"]
    read = sat.tickets(path, unit="责任科室", rating="评分", columns={"id": "工单编号"})
    assert read.units == ("卫健委", "住建局")
    with pytest.raises(DataProblems) as caught:
        sat.tickets(path, unit="主办科室", rating="评分")
    assert rules(caught) == [("header_missing", "1")]


def test_settings_that_cannot_be(written):
    path = written()
    for changes in ({"columns": {"speed": "x"}}, {"answers": {"good": []}}, {"disordered": "drop"}):
        with pytest.raises(SettingError):
            sat.tickets(path, **changes)


def test_a_file_for_every_month(tmp_path):
    (tmp_path / "2024-02.csv").write_text(text([HEADERS, *ROWS[:2]]), "utf-8")
    other = HEADERS[::-1]
    (tmp_path / "2024-03.csv").write_text(text([other, ROWS[2][::-1]]), "utf-8")
    read = sat.tickets(tmp_path)
    whole = sat.tickets(pd.DataFrame(ROWS, columns=HEADERS))
    pd.testing.assert_frame_equal(read.frame.reset_index(drop=True), whole.frame.reset_index(drop=True))
    assert read.frame.index[2] == ("2024-03.csv", "", 2)
    (tmp_path / "2024-04.csv").write_text(text([other, ROWS[1][::-1]]), "utf-8")
    with pytest.raises(DataProblems) as caught:
        sat.tickets(tmp_path)
    assert [(one.rule, one.file) for one in caught.value.problems] == [("id_in_two_files", "2024-04.csv")]


def test_nothing_to_read(written):
    with pytest.raises(DataProblems) as caught:
        sat.tickets(written(rows=[]))
    assert [one.rule for one in caught.value.problems] == ["respondent_none"]


def test_only_what_is_needed():
    read = sat.tickets(pd.DataFrame({"主办单位": ["甲"], "满意度": ["满意"]}))
    assert list(read.frame.columns) == ["unit", "rating", "satisfied"]
    assert read.partners.empty
    assert list(sat.ticket_rates(read).shares.index.get_level_values("rate").unique()) == [
        "rated",
        "satisfied",
        "unrated_satisfied",
        "unrated_dissatisfied",
    ]

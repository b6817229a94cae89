"""By what a printed rate was divided."""

from fractions import Fraction
from math import floor, inf
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.denominators import possible_sizes
from satmodel.telling.tables import shown
from tests.survey.files import workbook

BULLETIN = Path(__file__).parents[3] / "shared" / "inputs" / "09_hotline_monthly_3row_header.xlsx"
needs_inputs = pytest.mark.skipif(not BULLETIN.exists(), reason="the sample files are not beside the checkout")

ROWS = [
    ["序号", "单位", "派遣总数", None, None, None, None, "按时办结数", "结案率", "不满意数", "不满意率"],
    [None, None, "总计", "热线", None, "互动", None, None, None, None, None],
    [None, None, None, "按时办结", "超时办结", "按时办结", "超时办结", None, None, None, None],
    [1, "住建局", 99, 87, 0, 12, 0, 99, "100%", 8, "9%"],
    [2, "公安局", 77, 70, 0, 7, 0, 77, "100%", 6, "9%"],
    [3, "城管局", 68, 66, 0, 2, 0, 68, "100%", 5, "8%"],
    [4, "卫健委", 68, 63, 0, 5, 0, 68, "100%", 3, "5%"],
    [5, "市监局", 41, 39, 0, 2, 0, 41, "100%", 5, "13%"],
]
MERGED = [("A1:A3", "序号"), ("B1:B3", "单位"), ("C1:G1", "派遣总数"), ("D2:E2", "热线"), ("F2:G2", "互动")]
ASKED = {"unit": "单位", "rate": "不满意率", "count": "不满意数"}
FITS = "派遣总数/热线/按时办结"


def bulletin(tmp_path, cells=(), rows=ROWS):
    lines = [row.copy() for row in rows]
    for row, column, value in cells:
        lines[row][column] = value
    return workbook(tmp_path / "a.xlsx", {"五月": lines}, merged=MERGED)


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_the_column_that_reproduces_every_rate_is_found(tmp_path):
    found = sat.denominators(bulletin(tmp_path), **ASKED)
    assert found.reproducing == (FITS,)
    assert found.decimals == 0
    assert found.counts()["n"].tolist() == [87, 70, 66, 63, 39]
    assert found.counts()["count"].tolist() == [8, 6, 5, 3, 5]
    table = found.table
    assert table.loc["派遣总数/总计", ["half_up", "half_even", "reproduces"]].tolist() == [0, 0, False]
    assert "热线/按时办结" in found.say("zh")
    assert "序号" not in found.sizes
    assert found.misses.empty


def test_where_no_column_fits_the_hidden_denominators_are_bounded(tmp_path):
    found = sat.denominators(bulletin(tmp_path), **ASKED, candidates=["总计", ("热线/按时办结", "互动/按时办结")])
    assert found.reproducing == ()
    assert len(found.candidates) == 2
    assert found.misses["cell"].tolist() == ["K4", "K5", "K6", "K7", "K8"]
    # closed forms: 8 / .095 = 84.2, 8 / .085 = 94.1 and so on
    assert found.units[["n_low", "n_high"]].to_numpy().tolist() == [[85, 94], [64, 70], [59, 66], [55, 66], [38, 40]]
    assert found.table.loc["住建局"].tolist() == [8, "9%", 85, 94]
    assert ("85", "94") in [row[-2:] for row in shown(found.table, language="zh").rows]
    with pytest.raises(sat.NotEstimable, match="no candidate"):
        found.counts()
    assert found.counts("派遣总数/总计")["n"].tolist() == [99, 77, 68, 68, 41]
    with pytest.raises(sat.SettingError, match="no candidate '其他'"):
        found.counts("其他")
    text = found.say("zh")
    assert "应在85与94之间" in text
    assert "单元格K4" in text


def test_a_sum_of_columns_may_be_what_was_meant():
    frame = pd.DataFrame({"u": ["A", "B"], "bad": [1, 3], "x": [10, 20], "y": [7, 9], "r": ["5.9%", "10.3%"]})
    found = sat.denominators(frame, unit="u", rate="r", count="bad")
    assert found.reproducing == ("x + y",)
    assert found.decimals == 1


def test_columns_alike_are_no_question_and_different_ones_are(tmp_path):
    frame = pd.DataFrame({"u": ["A"], "bad": [1], "x": [10], "y": [10], "r": ["10%"]})
    found = sat.denominators(frame, unit="u", rate="r", count="bad", candidates=["x", "y"])
    assert found.counts()["n"].tolist() == [10]
    assert "same numbers" in found.say("en")
    frame["z"] = 40
    frame["x"] = 41
    frame["r"] = "2%"
    found = sat.denominators(frame, unit="u", rate="r", count="bad", candidates=["x", "z"])
    with pytest.raises(sat.SettingError, match="name one of 'x', 'z'"):
        found.counts()
    assert "does not tell" in found.say("en")


def test_halves_up_and_halves_to_even_are_told_apart():
    frame = pd.DataFrame({"u": ["A", "B"], "bad": [1, 3], "n": [8, 8], "r": ["12%", "38%"]})
    found = sat.denominators(frame, unit="u", rate="r", count="bad", candidates=["n"])
    assert found.candidates[["half_up", "half_even"]].to_numpy().tolist() == [[1, 2]]
    assert found.reproducing == ("n",)


@pytest.mark.parametrize("rates", [["9%", "9%"], [0.09, 0.09], [9, 9], ["９％", "9 %"]])
def test_rates_in_any_form(rates):
    frame = pd.DataFrame({"u": ["A", "B"], "bad": [8, 6], "n": [87, 70], "r": pd.Series(rates, dtype=object)})
    assert sat.denominators(frame, unit="u", rate="r", count="bad").reproducing == ("n",)


def test_rates_that_were_never_rounded():
    frame = pd.DataFrame({"u": ["A", "B", "C"], "bad": [8, 6, 1], "n": [87, 70, 3], "all": [99, 77, 4]})
    found = sat.denominators(frame.assign(r=frame["bad"] / frame["n"]), unit="u", rate="r", count="bad")
    assert found.reproducing == ("n",)
    # the rounding of 8 decimals leaves one n for each
    assert found.units[["n_low", "n_high"]].to_numpy().tolist() == [[87, 87], [70, 70], [3, 3]]


def test_a_rate_that_nothing_gives_is_said():
    frame = pd.DataFrame({"u": ["A"], "bad": [1], "r": ["70%"], "n": [9]})
    found = sat.denominators(frame, unit="u", rate="r", count="bad")
    assert [one.kind for one in found.findings] == ["denominators.none", "denominators.miss", "denominators.impossible"]


def test_no_column_is_great_enough():
    frame = pd.DataFrame({"u": ["A"], "bad": [5], "r": ["50%"], "n": [3]})
    found = sat.denominators(frame, unit="u", rate="r", count="bad")
    assert len(found.candidates) == len(found.misses) == 0
    assert "none is at least as great" in found.say("en")
    assert found.units[["n_low", "n_high"]].to_numpy().tolist() == [[10, 10]]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(3, 9, "八")], [("number_expected", "J4")]),
        ([(3, 9, 8.5)], [("count_expected", "J4")]),
        ([(3, 10, "约9%")], [("number_expected", "K4")]),
        ([(3, 10, "109%")], [("share_outside", "K4")]),
        ([(4, 10, 0.09)], [("percent_mixed", "K5")]),
        ([(4, 1, "住建局")], [("unit_repeated", "B5")]),
        ([(4, 1, None)], [("unit_blank", "B5")]),
        ([(0, 9, "投诉数")], [("header_missing", "1")]),
    ],
)
def test_each_fault_names_its_cell(tmp_path, cells, expected):
    with pytest.raises(sat.DataProblems) as caught:
        sat.denominators(bulletin(tmp_path, cells), **ASKED)
    assert rules(caught) == expected


def test_a_wrong_sheet_and_a_shifted_header(tmp_path):
    with pytest.raises(sat.DataProblems) as caught:
        sat.denominators(bulletin(tmp_path), **ASKED, sheet="六月")
    assert rules(caught) == [("sheet_missing", "")]
    rows = [row.copy() for row in ROWS]
    rows[0] = [*ROWS[0][:8], "不满意数", "不满意率", "结案率"]
    with pytest.raises(sat.DataProblems) as caught:
        sat.denominators(bulletin(tmp_path, rows=rows), **ASKED)
    assert rules(caught)[0] == ("count_expected", "I4")  # the share closed stands under the header of the counts


def test_settings_that_cannot_be():
    frame = pd.DataFrame({"u": ["A"], "bad": [5], "r": ["50%"], "n": [10]})
    for wrong in ({"candidates": []}, {"decimals": -1}):
        with pytest.raises(sat.SettingError):
            sat.denominators(frame, unit="u", rate="r", count="bad", **wrong)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 300), st.integers(0, 2))
def test_the_range_is_every_n_that_is_printed_so(k, n, digits):
    scale = 10 ** (digits + 2)
    printed = floor(Fraction(k * scale, n) + Fraction(1, 2))
    low, high = possible_sizes(k, printed, digits)
    either = [
        m
        for m in range(max(k, 1), 2000)
        if printed in (floor(Fraction(k * scale, m) + Fraction(1, 2)), round(Fraction(k * scale, m)))
    ]
    # brute force over every n; a half that is rounded to the other side by both rules may lie at an end of the range
    inside = [m for m in range(max(k, 1), 2000) if low <= m <= high]
    assert set(either) <= set(inside)
    assert all(abs(Fraction(k * scale, m) - printed) <= Fraction(1, 2) for m in inside)
    assert high == inf if printed == 0 else np.isfinite(high)


@needs_inputs
def test_the_sample_bulletin_divides_by_the_hotline_tickets_closed_in_time():
    found = sat.denominators(BULLETIN, **ASKED)
    assert found.reproducing == ("派遣案件总数/12345热线/按时办结",)
    assert found.counts()["n"].tolist() == [87, 70, 66, 63, 39]
    # the known answer: the totals give 8.1, 7.8, 7.4, 4.4 and 12.2 %
    totals = found.units["count"].to_numpy() / found.sizes["派遣案件总数/总计"].to_numpy()
    np.testing.assert_allclose(100 * totals, [8.1, 7.8, 7.4, 4.4, 12.2], atol=0.05)
    with pytest.raises(sat.DataProblems) as caught:
        sat.denominators(BULLETIN, **(ASKED | {"count": "投诉数"}))
    assert rules(caught) == [("header_missing", "1")]

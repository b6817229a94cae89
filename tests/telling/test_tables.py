"""Tables are printed with one column an interval, their own numbers beside, and nothing that could break a page."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from satmodel.errors import SettingError
from satmodel.result import Finding, Verdict
from satmodel.step import Step
from satmodel.telling.language import codes
from satmodel.telling.tables import notebook_view, shown
from tests.telling.said.first import PAIR
from tests.telling.samples import FIGURES, Sample, change, gaps, heatmap, importance, ranks

GAPS = pd.DataFrame(
    {
        "unit": ["A", "B"],
        "against": ["B", "C"],
        "gap": [3.15, -0.44],
        "se": [0.75, 1.07],
        "low": [1.68, -2.54],
        "high": [4.62, 1.66],
        "df": [np.inf, 412.7],
        "p_adjusted": [0.00002, 0.68],
        "verdict": [Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED],
        "detectable": [1.47, 2.1],
        "n_turn": [210, np.inf],
    }
).set_index(["unit", "against"])


def test_a_table_of_gaps_as_it_is_printed():
    table = shown(GAPS, language="en")
    assert table.heads[:5] == ("Unit", "Against", "Difference", "Standard error", "Interval")
    assert table.rows[0] == (*("A", "B", "3.15", "0.75", "[1.68, 4.62]", "∞", "<0.001", "established", "1.47", "210"),)
    assert table.rows[1][2:] == (
        *("−0.44", "1.07", "[−2.54, 1.66]", "412.7", "0.680", "not established", "2.10", "no sample size"),
    )
    assert table.alignments == ("left", "left", *["right"] * 5, "left", "right", "right")
    assert table.kinds[4] == "interval"


def test_the_raw_table_keeps_every_number_and_both_ends():
    table = shown(GAPS, language="zh", labels={"A": "甲"})
    assert table.raw_heads[4:6] == ("区间下限", "区间上限")
    assert table.raw_rows[0] == ("甲", "B", 3.15, 0.75, 1.68, 4.62, math.inf, 0.00002, "可以确认", 1.47, 210.0)
    assert all(type(cell) in (str, float) for row in table.raw_rows for cell in row)


def test_rank_intervals_stand_in_one_column():
    table = shown(ranks(13).table, language="zh", decimals=1)
    place = table.heads.index("名次区间")
    assert table.rows[0][place] == "1"
    assert table.rows[1][place] == "1–3"
    assert table.kinds[place] == "ranks"


def test_labels_name_units_and_columns_that_the_language_does_not_know():
    frame = pd.DataFrame({"quarter": ["Q1"], "estimate": [80.0]})
    table = shown(frame, language="en", labels={"quarter": "Quarter", "Q1": "January to March"})
    assert table.heads == ("Quarter", "Score")
    assert table.rows == (("January to March", "80.00"),)


def test_a_number_that_is_not_known_is_a_dash():
    frame = pd.DataFrame({"estimate": [np.nan, 1.0], "low": [0.0, np.nan], "high": [1.0, 2.0], "n": [np.nan, 30]})
    assert shown(frame, language="en").rows == (("—", "[0.00, 1.00]", "—"), ("1.00", "—", "30"))


def test_truths_are_marks():
    frame = pd.DataFrame({"unit": ["A", "B"], "knife_edge": [True, False]})
    table = shown(frame, language="en")
    assert table.rows == (("A", "✓"), ("B", ""))
    assert table.raw_rows == (("A", True), ("B", False))
    assert table.alignments == ("left", "center")


def test_shares_are_percentages_and_so_are_their_ends():
    frame = pd.DataFrame({"item": ["a"], "share": [0.31], "low": [0.2], "high": [0.4]})
    assert shown(frame, language="en").rows == (("a", "31.0%", "[20.0%, 40.0%]"),)


def test_the_importance_of_an_item_is_not_headed_as_a_score():
    frame = pd.DataFrame(
        {"estimate": [0.1312], "se": [0.02], "low": [0.09], "high": [0.17], "share": [0.31], "share_low": [0.2]}
        | {"share_high": [0.4], "coefficient": [0.45]}
    )
    table = shown(frame, language="en")
    assert table.heads == ("Part of R²", "Standard error", "Interval", "Share", "Share interval", "Coefficient")
    assert table.rows == (("0.131", "0.020", "[0.090, 0.170]", "31.0%", "[20.0%, 40.0%]", "0.450"),)


def test_counts_are_whole_and_their_ratio_has_two_decimals():
    frame = pd.DataFrame({"before": [296], "after": [315], "ratio": [1.064], "low": [0.908], "high": [1.247]})
    assert shown(frame, language="en", decimals=1).rows == (("296", "315", "1.06", "[0.91, 1.25]"),)


def test_kinds_of_rows_and_reasons_are_in_words():
    frame = pd.DataFrame({"kind": ["total"], "rows": [13], "reason": ["no_answers"]})
    assert shown(frame, language="zh").rows == (("合计", "13", "没有可计分的回答"),)


def test_an_empty_table_has_heads_and_no_rows():
    table = shown(GAPS.head(0), language="en")
    assert len(table.heads) == 10
    assert table.rows == ()


def test_a_reason_without_words_is_refused():
    with pytest.raises(SettingError, match="bad_luck"):
        shown(pd.DataFrame({"reason": ["bad_luck"]}), language="en")


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("make", [change, gaps, heatmap, importance, ranks])
def test_every_table_is_square_and_headed(make, code):
    table = shown(make(6).table, language=code)
    assert {len(row) for row in table.rows} == {len(table.heads)} == {len(table.kinds)} == {len(table.alignments)}
    assert {len(row) for row in table.raw_rows} == {len(table.raw_heads)} == {len(table.raw_kinds)}
    assert all(head for head in table.heads)


def test_the_notebook_view_shows_caption_finding_table_and_verdicts():
    view = notebook_view(Sample(GAPS, None, Step("gaps"), (Finding("gaps.pair", PAIR),)))
    tree = ET.fromstring(view)
    assert tree.find("table/caption").text == "Differences and verdicts"
    assert tree.find("p").text.startswith("本市 is 0.44 points above 邻市")
    assert tree.findall("p")[-1].text == "Verdicts: established and not established."
    assert len(tree.findall("table/tbody/tr")) == 2


def test_the_notebook_view_cuts_long_tables_and_says_so():
    view = notebook_view(FIGURES["intervals"](75))
    tree = ET.fromstring(view)
    assert len(tree.findall("table/tbody/tr")) == 60
    assert tree.findall("p")[-1].text == "15 more rows not shown."


def test_the_notebook_view_escapes_what_stands_in_the_data():
    frame = pd.DataFrame({"unit": ["<script>alert(1)</script>"], "estimate": [1.0]})
    view = notebook_view(Sample(frame, None, Step("means")))
    assert "<script>" not in view
    assert "&lt;script&gt;" in view


def test_results_show_themselves_in_a_notebook():
    assert "<caption>Rank intervals</caption>" in ranks(6)._repr_html_()

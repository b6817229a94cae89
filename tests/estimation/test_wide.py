"""Published tables with a column for each item or round, and printed ranks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.bounds import largest_sd
from satmodel.estimation.printed_ranks import allowed_ranks
from tests.survey.files import workbook

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
SCORES = INPUTS / "04_unit_item_scores_merged_header.xlsx"
SCHOOLS = INPUTS / "10_schools_yearly.xlsx"
needs_inputs = pytest.mark.skipif(not INPUTS.exists(), reason="the sample files are not beside the checkout")

ROWS = [
    ["2015年上半年得分情况", None, None, None, None, None, None, None],
    ["序号", "单位", "有效样本", "社会治安", None, "医疗服务", None, "比上年"],
    [None, None, None, "得分", "位次", "得分", "位次", None],
    [1, "甲街道", 100, 91.21, "第2名", "85.54分", 3, "＋3.663"],
    [2, "乙镇", 400, "８７.86", "第３名", 87.09, "第1名", "－0.42"],
    [3, "丙镇", 100, 93.44, 1, 87.09, 2, "＋4.035"],
    [None, "全市平均", 600, 89.35, "—", 86.57, "—", None],
    ["注:得分为算术平均。"],
]
MERGED = [
    ("A1:H1", "2015年上半年得分情况"),
    ("A2:A3", "序号"),
    ("B2:B3", "单位"),
    ("C2:C3", "有效样本"),
    ("D2:E2", "社会治安"),
    ("F2:G2", "医疗服务"),
    ("H2:H3", "比上年"),
]
ITEMS = ("社会治安", "医疗服务")
SCORE = {item: f"{item}/得分" for item in ITEMS}
RANK = {item: f"{item}/位次" for item in ITEMS}
ASKED = {"unit": "单位", "score": SCORE, "n": "有效样本", "limits": (55, 100), "correlation": 0.4}

SCHOOL_ROWS = [
    ["学校", "学段", "2021有效样本", "2021得分", "2021位次", "2022有效样本", "2022得分", "2022位次", "2022奖励档次"],
    ["第1中学", "初中", 60, 94.6, 1, 89, 95.56, 1, "一等奖"],
    ["第2中学", "初中", 82, 91.64, 3, 88, 92.37, 3, None],
    ["中心校", "小学", 54, 92.06, 2, 65, 93.4, 2, "表态发言"],
    ["新建园", "幼儿园", None, "—", None, 27, 91.2, 4, None],
]
YEARS = {y: {"score": f"{y}得分", "n": f"{y}有效样本", "rank": f"{y}位次"} for y in ("2021", "2022")}


def bulletin(tmp_path, cells=(), rows=ROWS, sheet="得分排名", merged=MERGED):
    lines = [row.copy() for row in rows]
    for row, column, value in cells:
        lines[row][column] = value
    return workbook(tmp_path / "a.xlsx", {sheet: lines}, merged=merged)


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_a_table_of_units_and_items_becomes_estimates(tmp_path):
    est = sat.published(bulletin(tmp_path), **ASKED, ranks_printed=RANK)
    assert est.labels.names == ["unit", "item"]
    assert est.labels.tolist()[:3] == [("甲街道", "社会治安"), ("甲街道", "医疗服务"), ("乙镇", "社会治安")]
    assert est.value.tolist() == [91.21, 85.54, 87.86, 87.09, 93.44, 87.09]
    assert est.n.tolist() == [100, 100, 400, 400, 100, 100]
    np.testing.assert_allclose(est.se, largest_sd(est.value, (55, 100)) / np.sqrt(est.n), rtol=1e-14)
    correlation = est.cov / np.outer(est.se, est.se)
    block = np.array([[1, 0.4], [0.4, 1]])
    np.testing.assert_allclose(correlation, np.kron(np.eye(3), block), atol=1e-14)  # rounding of one division
    (wide,) = est.step.find("wide_table")
    assert (wide.settings["items"], wide.settings["ranks_checked"]) == (ITEMS, 6)


def test_a_wide_table_gives_what_the_same_table_written_long_gives(tmp_path):
    wide = sat.published(bulletin(tmp_path), **ASKED)
    long = pd.DataFrame({"u": [u for u, _ in wide.labels], "i": [i for _, i in wide.labels], "s": wide.value})
    other = sat.published(
        long.assign(n=wide.n), unit="u", item="i", score="s", n="n", limits=(55, 100), correlation=0.4
    )
    np.testing.assert_array_equal(wide.cov, other.cov)
    assert wide.labels.equals(other.labels)


def test_schools_wide_by_years_are_rounds_of_other_people(tmp_path):
    path = workbook(tmp_path / "s.xlsx", {"一": SCHOOL_ROWS})
    est = sat.published(path, unit="学校", rounds=YEARS, limits=(55, 100))
    assert est.labels.names == ["unit", "round"]
    assert len(est) == 7
    assert np.count_nonzero(est.cov - np.diag(np.diag(est.cov))) == 0
    assert est.apart[["unit", "round", "reason"]].to_numpy().tolist() == [["新建园", "2021", "not_published"]]
    (wide,) = est.step.find("wide_table")
    assert wide.settings["rounds_independent"]
    assert wide.settings["ranks_checked"] == 7
    change = sat.change(est.take({"round": "2021"}), est.take({"round": "2022"}))
    assert change.table.loc["第1中学", "change"] == pytest.approx(0.96, abs=1e-12)


def test_rows_are_chosen_by_a_column_and_the_others_are_counted(tmp_path):
    path = workbook(tmp_path / "s.xlsx", {"一": SCHOOL_ROWS})
    est = sat.published(path, unit="学校", rounds=YEARS, limits=(55, 100), where={"学段": "初中"})
    assert est.labels.get_level_values("unit").unique().tolist() == ["第1中学", "第2中学"]
    (wide,) = est.step.find("wide_table")
    assert (wide.settings["left_out"], wide.settings["where"]) == (2, (("学段", ("初中",)),))
    with pytest.raises(sat.SettingError, match=r"'高中'.*'初中', '小学', '幼儿园'"):
        sat.published(path, unit="学校", rounds=YEARS, limits=(55, 100), where={"学段": ["高中"]})


def test_sample_sizes_that_were_assumed_for_each_round_are_said(tmp_path):
    rounds = {"2021": {"score": "2021得分", "n": 60}, "2022": {"score": "2022得分", "n": 80}}
    est = sat.published(
        workbook(tmp_path / "s.xlsx", {"一": SCHOOL_ROWS}), unit="学校", rounds=rounds, limits=(55, 100)
    )
    assert est.step.find("wide_table")[0].settings["assumed_n"] == "2021 60, 2022 80"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(4, 3, "缺")], [("number_expected", "D5")]),
        ([(4, 2, None)], [("number_expected", "C5")] * 2),
        ([(5, 1, "甲街道")], [("unit_repeated", "B6")]),
        ([(4, 3, 9.1)], [("score_outside", "D5")]),
        ([(4, 2, 1)], [("n_too_small", "C5")] * 2),
        ([(3, 4, "第1名")], [("rank_contradicts", "E4")]),
        ([(4, 1, None)], [("unit_blank", "B5")]),
    ],
)
def test_each_fault_names_its_cell(tmp_path, cells, expected):
    with pytest.raises(sat.DataProblems) as caught:
        sat.published(bulletin(tmp_path, cells), **ASKED, ranks_printed=RANK)
    assert rules(caught) == expected


def test_a_wrong_sheet_a_missing_column_and_a_shifted_header(tmp_path):
    with pytest.raises(sat.DataProblems) as caught:
        sat.published(bulletin(tmp_path), **ASKED, sheet="得分")
    assert rules(caught) == [("sheet_missing", "")]
    assert "得分排名" in caught.value.problems[0].remedy
    with pytest.raises(sat.DataProblems) as caught:
        sat.published(bulletin(tmp_path), **(ASKED | {"score": SCORE | {"居住环境": "居住环境/得分"}}))
    assert rules(caught) == [("header_missing", "2")]
    shifted = [row.copy() for row in ROWS]
    shifted[1] = ["序号", None, "单位", "有效样本", "社会治安", None, "医疗服务", None]
    shifted[2] = [None, None, None, None, "得分", "位次", "得分", "位次"]
    path = workbook(tmp_path / "b.xlsx", {"得分排名": shifted}, merged=[("E2:F2", "社会治安"), ("G2:H2", "医疗服务")])
    with pytest.raises(sat.DataProblems) as caught:
        sat.published(path, **ASKED)
    assert rules(caught) == [("unit_repeated", "C6")]  # the numbers of respondents stand under the unit's header


def test_settings_that_contradict_one_another(tmp_path):
    path = bulletin(tmp_path)
    for wrong, says in (
        ({"score": None}, "name the column of means"),
        ({"n": None}, "give n="),
        ({"sd": {"教育": "x"}}, "for which score= gives no column"),
        ({"rounds": {"2021": {"scores": "x"}}}, "knows score, n, sd, rank"),
        ({"item": "序号"}, "not by both"),
    ):
        with pytest.raises(sat.SettingError, match=says):
            sat.published(path, **(ASKED | wrong))


def brute(scores):
    """Every rank that some order of the ties gives."""
    return [(1 + sum(other > score for other in scores), sum(other >= score for other in scores)) for score in scores]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=7))
@settings(deadline=None)
def test_the_ranks_that_scores_allow(scores):
    low, high = allowed_ranks(np.array(scores, dtype=float))
    assert list(zip(low, high, strict=True)) == brute(scores)
    below, above = allowed_ranks(-np.array(scores, dtype=float), lowest_first=True)
    assert (below.tolist(), above.tolist()) == (low.tolist(), high.tolist())


@pytest.mark.parametrize("ranks", [[1, 2, 2, 4], [1, 2, 3, 4], [1, 3, 2, 4], [1, 2, 2, 3], [1, 3, 3, 4]])
def test_ties_may_be_ranked_in_any_of_the_usual_ways(ranks):
    frame = pd.DataFrame({"unit": list("ABCD"), "score": [95.5, 90, 90, 80], "rank": ranks})
    assert len(sat.printed_table(frame, unit="unit", score="score", ranks_printed="rank").contradicted) == 0


def test_a_table_is_checked_against_itself(tmp_path):
    found = sat.printed_table(
        bulletin(tmp_path, [(3, 4, "第1名")]),
        unit="单位",
        score=SCORE,
        n="有效样本",
        ranks_printed=RANK,
        change="比上年",
    )
    assert found.averages["agrees"].tolist() == ["micro", "macro"]
    # closed forms: (91.21 + 4 * 87.86 + 93.44) / 6, and 86.573 as the mean of the rows against (85.54 + 5 * 87.09) / 6
    np.testing.assert_allclose(found.averages["micro"], [89.34833333, 86.83166667], atol=1e-8)
    np.testing.assert_allclose(found.averages["macro"], [90.83666667, 86.57333333], atol=1e-8)
    assert found.contradicted.to_numpy().tolist() == [["甲街道", "社会治安", 1, 2, 2, "E4"]]
    np.testing.assert_allclose(found.before["before"], [81.877, 87.51, 83.055], atol=1e-12)
    assert found.ranks_checked == 6
    assert "E4" in found.say("zh")


def test_a_composite_that_is_not_the_mean_of_its_items_is_told_with_its_cell():
    frame = pd.DataFrame({"unit": ["A", "B", "C"], "x": [90.1, 80.2, 70], "y": [80.2, 70.3, None]})
    frame["all"] = [85.2, 75.5, 70.0]
    found = sat.printed_table(frame, unit="unit", score={"x": "x", "y": "y"}, composite="all")
    assert found.composites[["unit", "cell"]].to_numpy().tolist() == [["B", "all[2]"]]
    assert found.composites_checked == 2
    assert "75.25" in found.say("en")


def test_ranks_within_a_group_are_checked_among_the_rows_chosen(tmp_path):
    rows = [[*SCHOOL_ROWS[0]], *([*row] for row in SCHOOL_ROWS[1:4])]
    rows[3][4] = 1  # the only primary school is the first of its kind
    rows[2][4] = 2
    path = workbook(tmp_path / "s.xlsx", {"一": rows})
    asked = {"unit": "学校", "score": "2021得分", "ranks_printed": "2021位次"}
    assert len(sat.printed_table(path, **asked).contradicted) == 2
    among = {"where": {"学段": "初中"}}
    assert sat.printed_table(path, **asked, **among).contradicted.empty
    est = sat.published(path, **asked, **among, n="2021有效样本", limits=(55, 100))
    assert est.step.find("wide_table")[0].settings["ranks_checked"] == 2
    with pytest.raises(sat.DataProblems):
        sat.published(path, **asked, n="2021有效样本", limits=(55, 100))


HOTLINE = Path(__file__).parents[3] / "shared" / "data" / "cn_published_tables" / "lianyungang_12345_monthly.csv"


@pytest.mark.skipif(not HOTLINE.exists(), reason="the published tables are not beside the checkout")
def test_the_ranks_of_a_published_series_follow_from_its_scores_month_by_month():
    frame = pd.read_csv(HOTLINE).dropna(subset=["score", "rank_in_group"])
    for (month, group), part in frame.groupby(["month", "group"]):
        among = {"month": month, "group": group}
        found = sat.printed_table(frame, unit="unit", score="score", ranks_printed="rank_in_group", where=among)
        assert found.ranks_checked == len(part)
        assert found.contradicted.empty
    with pytest.raises(sat.DataProblems) as caught:
        sat.printed_table(frame, unit="unit", score="score", where={"group": "county"})
    assert caught.value.problems[0].rule == "unit_repeated"


@needs_inputs
def test_the_sample_of_unit_and_item_scores_is_read_as_it_is():
    items = ("社会治安", "医疗服务", "学校教育", "居住环境", "文化生活", "干部作风")
    score, rank = ({item: f"{item}/{part}" for item in items} for part in ("得分", "位次"))
    est = sat.published(
        SCORES, unit="单位", score=score, n="有效样本", limits=(55, 100), correlation=0.4, ranks_printed=rank
    )
    assert len(est) == 42
    assert set(est.n) == {100}
    # the printed composite is the arithmetic mean of six items, to the rounding of either
    composite = sat.published(SCORES, unit="单位", score="综合/得分", n="有效样本", limits=(55, 100))
    np.testing.assert_allclose(est.average("item").value, composite.value, atol=0.0101)
    checked = sat.printed_table(
        SCORES,
        unit="单位",
        score=score,
        n="有效样本",
        ranks_printed=rank,
        composite="综合/得分",
        change="比上年",
    )
    assert checked.averages["agrees"].tolist() == ["both"] * 6
    assert (checked.composites_checked, len(checked.composites)) == (7, 0)
    assert checked.ranks_checked == 42
    assert checked.contradicted.empty
    assert checked.before.set_index("unit").loc["乙开发区", "before"] == pytest.approx(89.09, abs=1e-9)


@needs_inputs
def test_the_sample_of_schools_by_years_is_read_as_it_is():
    rounds = {y: {"score": f"{y}得分", "n": f"{y}有效样本", "rank": f"{y}位次"} for y in ("2021", "2022", "2023")}
    est = sat.published(SCHOOLS, unit="学校", rounds=rounds, limits=(55, 100))
    assert len(est) == 39
    assert est.step.find("wide_table")[0].settings["ranks_checked"] == 39
    kinds = sat.published(SCHOOLS, unit="学校", rounds=rounds, limits=(55, 100), where={"学段": ["小学", "幼儿园"]})
    assert len(kinds.labels.get_level_values("unit").unique()) == 7

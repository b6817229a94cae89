"""A round's respondents, read from files with everything that comes with them."""

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel import DataProblems, Scale, SettingError
from tests.survey.files import HEADERS, ROWS, SCALE, round_rows, text, workbook

SCALED = Scale(SCALE, no_opinion=["不了解", "拒答"])
ASKED = {"unit": "镇街", "items": {"治安": "Q1", "医疗": "Q2"}, "overall": "Q7", "scale": SCALED}


@pytest.fixture
def path(tmp_path):
    return workbook(tmp_path / "2026H1.xlsx", {"有效样本": round_rows()})


def kinds_of(report):
    return {
        kind: (rows, where) for kind, rows, where in report[["kind", "rows", "where"]].itertuples(index=False) if rows
    }


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_a_round_is_read_with_every_row_accounted_for(path):
    survey = sat.read(path, **ASKED, round="2026H1")
    assert kinds_of(survey.report) == {
        "title": (2, "1-2"),
        "header": (1, "3"),
        "note": (1, "8"),
        "void": (1, "5"),
        "respondent": (3, "4, 6-7"),
    }
    assert survey.table is survey.report
    assert (survey.items, survey.overall, survey.round) == (("治安", "医疗"), "overall", "2026H1")
    assert len(survey) == 3
    expected = [[100, 75, 100], [75, np.nan, 55], [100, np.nan, 100]]
    pd.testing.assert_frame_equal(
        survey.scores,
        pd.DataFrame(expected, columns=["治安", "医疗", "overall"], index=pd.Index([4, 6, 7], name="row"), dtype=float),
    )
    assert survey.frame["样本编号"].to_dict() == {4: "S1", 6: "S3", 7: "S4"}
    assert list(survey.frame.columns) == HEADERS
    assert survey.void["复核"].to_dict() == {5: "废卷"}


def test_the_design_has_one_entry_a_respondent(path):
    design = sat.read(path, **ASKED).design
    assert design.unit.to_dict() == {4: "甲街道", 6: "乙镇", 7: "乙镇"}
    np.testing.assert_array_equal(design.weight, [1, 1, 1])
    assert (design.stratum, design.cluster, design.population, design.weighted) == (None, None, None, False)


def test_answers_are_counted_with_those_without_an_opinion(path):
    survey = sat.read(path, **ASKED)
    medical = survey.answers[survey.answers["item"] == "医疗"]
    assert medical[["answer", "kind", "count"]].to_numpy().tolist() == [
        ["满意", "scored", 0],
        ["基本满意", "scored", 1],
        ["不满意", "scored", 0],
        ["拒答", "no_opinion", 1],
        ["", "blank", 1],
    ]
    # the shares of one question add up to one, rounding of thirds aside
    np.testing.assert_allclose(survey.answers.groupby("item")["share"].sum(), 1, rtol=1e-12)
    assert survey.chart.kind == "answers"
    assert set(survey.chart.columns.values()) <= set(survey.chart.data.columns)


def test_findings(path):
    found = {one.kind: one.values for one in sat.read(path, **ASKED, units=["甲街道", "乙镇", "丙镇"]).findings}
    assert found["survey.rows"] == {
        "file": "2026H1.xlsx",
        "rows": 8,
        "respondents": 3,
        "void": 1,
        "titles": 2,
        "notes": 1,
        "totals": 0,
        "blank": 0,
    }
    assert found["survey.no_opinion"] == {"count": 1, "share": 1 / 8, "item": "医疗", "item_share": 1 / 2}
    assert found["survey.units"] == {
        "count": 2,
        "smallest": "甲街道",
        "smallest_n": 1,
        "largest": "乙镇",
        "largest_n": 2,
        "missing": ("丙镇",),
    }


def test_the_step_says_what_was_read_and_what_was_not(path):
    step = sat.read(path, **ASKED, round="2026H1").step
    assert [one.method for one in step.history()] == ["file", "read"]
    said = step.settings
    assert (said["void_words"], said["void_recognised"]) == ({"复核": {"废卷": 1}}, True)
    assert said["items"] == {"治安": HEADERS[2], "医疗": HEADERS[3]}
    assert said["overall"] == {"overall": HEADERS[5]}
    assert said["points"] == SCALE
    assert said["units"] == ("甲街道", "乙镇")


def test_void_interviews_as_the_analyst_names_them(path):
    assert len(sat.read(path, **ASKED, void={"复核": ["废卷"]})) == 3
    assert len(sat.read(path, **ASKED, void={})) == 4
    assert len(sat.read(path, **ASKED, void={"样本": ["S1", "S3"]})) == 2
    survey = sat.read(path, **ASKED, void={"样本": ["S1"], "复核": ["废卷"]})
    assert survey.step.settings["void_words"] == {"样本编号": {"S1": 1}, "复核": {"废卷": 1}}
    with pytest.raises(SettingError, match="words"):
        sat.read(path, **ASKED, void={"复核": "废卷"})


def test_a_void_word_that_nobody_listed_is_asked_about(path):
    with pytest.raises(sat.DataProblems, match="not listed as such") as caught:
        sat.read(path, **ASKED, void={"复核": ["作废"]})
    assert [(fault.rule, fault.values["found"]) for fault in caught.value.problems] == [("void_unclear", ("废卷",))]


def test_a_column_that_marks_void_interviews_among_other_words_is_asked_about(tmp_path):
    rows = [*ROWS, ["S5", "乙镇", "满意", "满意", "满意", "满意", "待复核"]]
    path = workbook(tmp_path / "a.xlsx", {"一": round_rows(rows)})
    with pytest.raises(DataProblems) as caught:
        sat.read(path, **ASKED)
    assert rules(caught) == [("void_unclear", "G")]
    assert len(sat.read(path, **ASKED, void={"复核": ["废卷"]})) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_read_as_the_workbook_does(tmp_path, path, encoding, delimiter):
    file = tmp_path / "a.csv"
    file.write_bytes(text(round_rows(), delimiter).encode(encoding))
    survey, same = sat.read(path, **ASKED), sat.read(file, **ASKED)
    pd.testing.assert_frame_equal(survey.scores, same.scores)
    pd.testing.assert_frame_equal(survey.frame, same.frame)
    assert same.step.sources[0].settings["encoding"] == encoding


def test_five_thousand_respondents_are_read(tmp_path):
    rows = [[f"S{i}", *ROWS[i % 4][1:], i, i, i] for i in range(5000)]
    file = workbook(tmp_path / "a.xlsx", {"一": [[*HEADERS, "a", "b", "c"], *rows]})
    assert len(sat.read(file, **ASKED, id="样本编号")) == 3750


def test_a_frame_reads_as_the_workbook_does(path):
    survey = sat.read(pd.DataFrame(ROWS, columns=HEADERS), **ASKED)
    np.testing.assert_array_equal(survey.scores, sat.read(path, **ASKED).scores)
    assert survey.scores.index.tolist() == [1, 3, 4]
    assert kinds_of(survey.report) == {"void": (1, "2"), "respondent": (3, "1, 3-4")}
    assert survey.step.sources[0].method == "frame"


def test_big5_decodes_silently_and_is_found_out_by_its_headers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("鄉鎮,滿意度\n甲鎮,90\n乙鎮,80\n".encode("big5"))
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="鄉鎮", items=["滿意度"])
    assert [rule for rule, _ in rules(caught)] == ["header_missing", "header_missing"]
    assert all("encoding=" in one.remedy and "gb18030" in one.remedy for one in caught.value.problems)
    survey = sat.read(path, unit="鄉鎮", items=["滿意度"], encoding="big5")
    assert survey.scores["滿意度"].tolist() == [90, 80]


def test_points_need_no_scale():
    frame = pd.DataFrame({"unit": ["A", "A", "B"], "q1": [100, "８５分", None], "q2": [90.5, 80, 70]})
    survey = sat.read(frame, unit="unit", items=["q1", "q2"])
    np.testing.assert_array_equal(survey.scores, [[100, 90.5], [85, 80], [np.nan, 70]])
    assert survey.scale is None
    assert survey.chart is None
    assert [one.kind for one in survey.findings] == ["survey.rows", "survey.units"]
    assert survey.answers["count"].groupby(survey.answers["item"]).sum().to_dict() == {"q1": 3, "q2": 3}


def test_a_preset_is_named_and_codes_are_answers():
    frame = pd.DataFrame({"镇街": ["甲", "乙"], "Q1": ["满意", "说不清"]})
    assert sat.read(frame, unit="镇街", items=["Q1"], scale="100/75/55").scale.name == "100/75/55"
    frame = pd.DataFrame({"镇街": ["甲", "乙", "乙"], "Q1": [1, 2.0, 9], "Q2": ["1", "1.0", "３"]})
    scale = Scale({1: 100, 2: 75, 3: 55}, no_opinion=[8, 9])
    survey = sat.read(frame, unit="镇街", items=["Q1", "Q2"], scale=scale)
    np.testing.assert_array_equal(survey.scores, [[100, 100], [75, 100], [np.nan, 55]])


def test_units_are_one_however_they_are_spaced():
    frame = pd.DataFrame({"unit": ["甲镇", " 甲镇", "甲镇　", "（Ａ）镇", "(A)镇"], "q": [1, 2, 3, 4, 5]})
    assert sat.read(frame, unit="unit", items=["q"]).design.unit.tolist() == ["甲镇"] * 3 + ["(A)镇"] * 2


def test_weights_strata_clusters_and_population():
    frame = pd.DataFrame(
        {
            "unit": ["A", "A", "B", "B"],
            "village": ["a1", "a2", "b1", "b1"],
            "weight": [1, "0.5", 2, 1],
            "villages": [20, 20, 10, 10],
            "q": [100, 75, 75, 55],
        }
    )
    columns = {"unit": "unit", "items": ["q"], "weight": "weight", "stratum": "unit", "cluster": "village"}
    design = sat.read(frame, **columns, population="villages").design
    np.testing.assert_array_equal(design.weight, [1, 0.5, 2, 1])
    np.testing.assert_array_equal(design.population, [20, 20, 10, 10])
    assert design.weighted
    assert design.stratum.tolist() == ["A", "A", "B", "B"]
    assert design.cluster.tolist() == ["a1", "a2", "b1", "b1"]
    by_name = sat.read(frame, **columns, population={"A": 20, "B": 10}).design
    np.testing.assert_array_equal(by_name.population, design.population)
    whole = sat.read(frame, unit="unit", items=["q"], population=400).design
    np.testing.assert_array_equal(whole.population, [400] * 4)


def test_six_faults_of_one_workbook_come_all_at_once(tmp_path):
    headers = ["编号", "镇街", "Q1", "Q2", "权重"]
    rows = [
        headers,
        ["1", "甲镇", "满意", "不满意", 1],
        ["2", "", "满意", "不满意", 1],
        ["3", "乙镇", "还行", "不满意", 1],
        ["3", "乙镇", "满意", "满意", 1],
        ["5", "乙镇", "满意", "满意", 0],
        ["6", "乙镇", "满意", "满意", "一"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"一": rows})
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=["Q1", "Q2", "Q3"], weight="权重", id="编号", scale=SCALED)
    assert rules(caught) == [
        ("header_missing", "1"),
        ("unit_blank", "B3"),
        ("unknown_answer", "C4"),
        ("id_duplicated", "A5"),
        ("weight_not_positive", "E6"),
        ("number_expected", "E7"),
    ]
    assert len(caught.value.table) == 6
    said = str(caught.value)
    assert said.startswith("6 problems")
    assert "a.xlsx [一] C4 (Q1): The scale does not know the answer '还行'." in said
    assert caught.value.problems[3].values == {"first_row": 4}


def test_faults_of_labels():
    frame = pd.DataFrame(
        {
            "unit": ["A", "A", "B", "Bb"],
            "stratum": ["s1", "s2", "", "s2"],
            "cluster": ["c1", "c1", "c2", ""],
            "q": [1, 2, 3, 4],
        }
    )
    with pytest.raises(DataProblems) as caught:
        sat.read(frame, unit="unit", items=["q"], stratum="stratum", cluster="cluster", units=["A", "B"])
    assert rules(caught) == [
        ("cluster_in_two_strata", "2"),
        ("label_blank", "3"),
        ("label_blank", "4"),
        ("unit_unknown", "4"),
    ]
    two = caught.value.problems[0]
    assert (two.value, two.values) == ("c1", {"strata": ("s1", "s2"), "first_row": 1})


@pytest.mark.parametrize(
    ("population", "rule"),
    [
        ("mixed", "population_differs"),
        ("small", "population_too_small"),
        ("words", "number_expected"),
        ({"A": 20}, "population_missing"),
        ({"A": 20, "B": 1}, "population_too_small"),
    ],
)
def test_faults_of_population(population, rule):
    frame = pd.DataFrame({"unit": list("AABB"), "q": 1, "mixed": [9, 9, 9, 8], "small": [9, 9, 1, 1]})
    frame["words"] = [9, 9, 9, "many"]
    with pytest.raises(DataProblems) as caught:
        sat.read(frame, unit="unit", items=["q"], stratum="unit", population=population)
    assert [found for found, _ in rules(caught)] == [rule]


def test_words_without_a_scale_are_one_fault_a_column():
    frame = pd.DataFrame({"unit": ["A", "B"], "q1": ["好", "坏"], "q2": ["好", 90]})
    with pytest.raises(DataProblems) as caught:
        sat.read(frame, unit="unit", items=["q1", "q2"])
    assert rules(caught) == [("scale_needed", ""), ("number_expected", "1")]


def test_two_items_of_one_column_and_a_header_of_many(path):
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=["Q1", "治安", "Q"], scale=SCALED)
    assert rules(caught) == [("column_used_twice", "C"), ("header_ambiguous", "3")]
    assert caught.value.problems[1].values["columns"] == ("C", "D", "E", "F")


def test_no_header_at_all_is_one_fault_a_column_and_nothing_else(path):
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="单位", items=["得分"], scale=SCALED)
    assert rules(caught) == [("header_missing", "3"), ("header_missing", "3")]


def test_a_missing_column_does_not_hide_the_faults_of_the_others(path):
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="单位", items=["Q1"], scale=Scale({"满意": 100}))
    assert rules(caught) == [("header_missing", "3"), ("unknown_answer", "C6")]


def test_nobody_is_left(tmp_path):
    rows = [[*row[:-1], "废卷"] for row in ROWS]
    with pytest.raises(DataProblems) as caught:
        sat.read(workbook(tmp_path / "a.xlsx", {"一": round_rows(rows)}), **ASKED)
    assert [(one.rule, one.values["void"]) for one in caught.value.problems] == [("respondent_none", 4)]


def test_an_error_in_a_cell_is_a_fault_and_not_an_empty_answer(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("一")
    sheet.write_row(0, 0, ["镇街", "Q1"])
    sheet.write_row(1, 0, ["甲镇", 90])
    sheet.write(2, 0, "乙镇")
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    book.close()
    with pytest.raises(DataProblems) as caught:
        sat.read(path, unit="镇街", items=["Q1"])
    assert [(one.rule, one.value) for one in caught.value.problems] == [("number_expected", "#DIV/0!")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": "Q1"}, "list of columns"),
        ({"items": []}, "list of columns"),
        ({"items": ["Q1", "Q1"]}, "twice"),
        ({"items": {"overall": "Q1"}, "overall": "Q2"}, "rename"),
        ({"overall": {}}, "one column"),
        ({"overall": {"a": "Q1", "b": "Q2"}}, "one column"),
        ({"scale": "100/60"}, "preset"),
        ({"scale": {"满意": 100}}, "Scale"),
        ({"population": {"A": 3}}, "stratum"),
        ({"population": 30, "stratum": "镇街"}, "each stratum"),
        ({"unit": " "}, "empty header"),
    ],
)
def test_settings_that_cannot_be(path, changes, said):
    with pytest.raises(SettingError, match=said):
        sat.read(path, **(ASKED | {"overall": None} | changes))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("甲乙丙"), st.sampled_from([*SCALE, "不了解", ""]), st.sampled_from([*SCALE, "拒答"])
        ),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_permuting_rows_permutes_scores(rows, random):
    frame = pd.DataFrame(rows, columns=["镇街", "Q1", "Q2"])
    order = list(range(len(rows)))
    random.shuffle(order)
    survey = sat.read(frame, unit="镇街", items=["Q1", "Q2"], scale=SCALED)
    shuffled = sat.read(frame.iloc[order], unit="镇街", items=["Q1", "Q2"], scale=SCALED)
    np.testing.assert_array_equal(shuffled.scores, survey.scores.to_numpy()[order])
    assert shuffled.design.unit.tolist() == survey.design.unit.iloc[order].tolist()
    pd.testing.assert_frame_equal(shuffled.answers, survey.answers)


def test_the_same_file_gives_the_same_survey(path):
    first, second = sat.read(path, **ASKED), sat.read(path, **ASKED)
    assert first.step == second.step
    pd.testing.assert_frame_equal(first.report, second.report)

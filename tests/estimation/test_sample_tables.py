"""The sample tables with one more fault put into each: the message names the cell."""

from pathlib import Path

import openpyxl
import pytest

import satmodel as sat

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
pytestmark = pytest.mark.skipif(not INPUTS.exists(), reason="the sample files are not beside the checkout")

ITEMS = ("社会治安", "医疗服务", "学校教育", "居住环境", "文化生活", "干部作风")


def scores(path, sheet=None, extra=()):
    items = (*ITEMS, *extra)
    return sat.published(
        path,
        unit="单位",
        score={item: f"{item}/得分" for item in items},
        n="有效样本",
        ranks_printed={item: f"{item}/位次" for item in items},
        limits=(55, 100),
        correlation=0.4,
        sheet=sheet,
    )


def problem_list(path, sheet=None, extra=()):
    return sat.problems(
        path,
        unit="镇街",
        category="类别",
        round="轮次",
        text="群众原话",
        status="整改状态",
        repeated="历次是否重复",
        outcome="满意程度" if extra else "回访结果",
        sheet=sheet,
    )


def bulletin(path, sheet=None, extra=()):
    return sat.denominators(
        path, unit="单位", rate="不满意率", count="不满意数", candidates=["总计", *extra], sheet=sheet
    )


def schools(path, sheet=None, extra=()):
    years = ("2021", "2022", "2023", *extra)
    rounds = {year: {"score": f"{year}得分", "n": f"{year}有效样本", "rank": f"{year}位次"} for year in years}
    return sat.published(path, unit="学校", rounds=rounds, limits=(55, 100), sheet=sheet)


FILES = {
    "04_unit_item_scores_merged_header.xlsx": (scores, "居住安全"),
    "06_problem_list.xlsx": (problem_list, "满意程度"),
    "09_hotline_monthly_3row_header.xlsx": (bulletin, "市长信箱"),
    "10_schools_yearly.xlsx": (schools, "2024"),
}


def edited(tmp_path, file, edits):
    book = openpyxl.load_workbook(INPUTS / file)
    for cell, value in edits.items():
        book.active[cell] = value
    path = tmp_path / file
    book.save(path)
    return path


def faults(read, *args, **more):
    with pytest.raises(sat.DataProblems) as caught:
        read(*args, **more)
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


@pytest.mark.parametrize("file", FILES)
def test_the_file_is_read_as_it_is_and_again_after_being_saved(tmp_path, file):
    read, _ = FILES[file]
    assert read(INPUTS / file).step.method == read(edited(tmp_path, file, {})).step.method


@pytest.mark.parametrize("file", FILES)
def test_a_wrong_sheet_and_a_missing_column_are_named(file):
    read, missing = FILES[file]
    assert faults(read, INPUTS / file, sheet="没有这张表") == [("sheet_missing", "")]
    found = faults(read, INPUTS / file, extra=(missing,))
    assert {rule for rule, _ in found} == {"header_missing"}


@pytest.mark.parametrize(
    ("file", "edits", "expected"),
    [
        ("04_unit_item_scores_merged_header.xlsx", {"D5": "约88"}, ("number_expected", "D5")),
        ("04_unit_item_scores_merged_header.xlsx", {"B6": "甲街道"}, ("unit_repeated", "B6")),
        ("04_unit_item_scores_merged_header.xlsx", {"E6": "第1名"}, ("rank_contradicts", "E6")),
        ("04_unit_item_scores_merged_header.xlsx", {"H7": 9.09}, ("score_outside", "H7")),
        ("04_unit_item_scores_merged_header.xlsx", {"D3": "位次", "E3": "得分"}, ("score_outside", "E4")),
        ("06_problem_list.xlsx", {"H4": "长期监持"}, ("word_unknown", "H4")),
        ("06_problem_list.xlsx", {"I5": "或许"}, ("word_unknown", "I5")),
        ("06_problem_list.xlsx", {"C6": None}, ("unit_blank", "C6")),
        ("06_problem_list.xlsx", {"H1": "回访结果", "J1": "整改状态"}, ("word_unknown", "H2")),
        ("09_hotline_monthly_3row_header.xlsx", {"O5": "六"}, ("number_expected", "O5")),
        ("09_hotline_monthly_3row_header.xlsx", {"P6": 0.08}, ("percent_mixed", "P6")),
        ("09_hotline_monthly_3row_header.xlsx", {"B7": "住建局"}, ("unit_repeated", "B7")),
        ("09_hotline_monthly_3row_header.xlsx", {"N1": "不满意数", "O1": "按时结案率"}, ("count_expected", "N4")),
        ("10_schools_yearly.xlsx", {"E3": "优"}, ("number_expected", "E3")),
        ("10_schools_yearly.xlsx", {"A4": "第1中学"}, ("unit_repeated", "A4")),
        ("10_schools_yearly.xlsx", {"D5": None}, ("number_expected", "D5")),
        ("10_schools_yearly.xlsx", {"E1": "2021位次", "F1": "2021得分"}, ("score_outside", "F2")),
    ],
)
def test_each_fault_names_its_cell(tmp_path, file, edits, expected):
    assert expected in faults(FILES[file][0], edited(tmp_path, file, edits))

"""Headers over two and three rows: merged, with the merging lost, or joined in one row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satmodel import DataProblems
from satmodel.survey.sheets.cells import candidates
from satmodel.survey.sheets.levels import levels
from satmodel.survey.sheets.workbooks import table
from tests.survey.files import text, workbook

PAIRS = [
    ["2015年上半年得分情况", None, None, None, None, None, None],
    ["序号", "单位", "有效样本", "社会治安", None, "医疗服务", None],
    [None, None, None, "得分", "位次", "得分", "位次"],
    [1, "甲街道", 100, 91.21, "第1名", "85.54分", 2],
    [2, "乙镇", 100, "８７.86", "第２名", 87.09, 1],
    [None, "全市平均", 200, 89.54, "—", 86.32, "—"],
    ["注:得分为算术平均。"],
]
PAIRS_MERGED = [
    ("A1:G1", "2015年上半年得分情况"),
    ("A2:A3", "序号"),
    ("B2:B3", "单位"),
    ("C2:C3", "有效样本"),
    ("D2:E2", "社会治安"),
    ("F2:G2", "医疗服务"),
]
PAIRS_JOINED = ["序号", "单位", "有效样本", "社会治安/得分", "社会治安/位次", "医疗服务/得分", "医疗服务/位次"]
THREE = [
    ["序号", "单位", "派遣总数", None, None, None, None, "按时办结数", "不满意率"],
    [None, None, "总计", "热线", None, "互动", None, None, None],
    [None, None, None, "按时办结", "超时办结", "按时办结", "超时办结", None, None],
    [1, "住建局", 99, 87, 0, 12, 0, 99, "9%"],
    [2, "公安局", 77, 70, 0, 7, 0, 77, "9%"],
]
THREE_MERGED = [("A1:A3", "序号"), ("B1:B3", "单位"), ("C1:G1", "派遣总数"), ("D2:E2", "热线"), ("F2:G2", "互动")]
THREE_JOINED = (
    *("序号", "单位", "派遣总数/总计", "派遣总数/热线/按时办结", "派遣总数/热线/超时办结", "派遣总数/互动/按时办结"),
    *("派遣总数/互动/超时办结", "按时办结数", "不满意率"),
)


def grid(tmp_path, rows, merged=()):
    return candidates(workbook(tmp_path / "a.xlsx", {"一": rows}, merged=merged))[0].load(None)


def plain(rows):
    width = max(map(len, rows))
    return [[("" if cell is None else str(cell)) for cell in row] + [""] * (width - len(row)) for row in rows]


def rules(caught):
    return [(one.rule, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems]


def test_merged_headers_are_joined_level_by_level(tmp_path):
    found = levels(grid(tmp_path, PAIRS, PAIRS_MERGED), 1)
    assert (found.top, found.bottom, list(found.shown)) == (1, 2, PAIRS_JOINED)
    found = levels(grid(tmp_path, THREE, THREE_MERGED), 0)
    assert (found.bottom, found.shown) == (2, THREE_JOINED)


def test_a_text_file_that_lost_its_merged_cells_reads_the_same(tmp_path):
    for rows, top, joined in ((PAIRS, 1, tuple(PAIRS_JOINED)), (THREE, 0, THREE_JOINED)):
        path = tmp_path / "a.csv"
        path.write_text(text(plain(rows)), encoding="utf-8")
        assert levels(candidates(path)[0].load(None), top).shown == joined


def test_an_export_that_writes_a_merged_value_into_every_cell_reads_the_same(tmp_path):
    rows = [row.copy() for row in PAIRS]
    rows[1] = ["序号", "单位", "有效样本", "社会治安", "社会治安", "医疗服务", "医疗服务"]
    rows[2] = ["序号", "单位", "有效样本", "得分", "位次", "得分", "位次"]
    assert list(levels(grid(tmp_path, rows), 1).shown) == PAIRS_JOINED


def test_a_pair_is_read_by_its_path_and_its_rows_are_known(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"得分排名": PAIRS}, merged=PAIRS_MERGED)
    asked = {"unit": "单位", "score": "社会治安/得分", "rank": "社会治安／位次", "health": "医疗服务/得分"}
    read = table(path, asked, numbers=["score", "rank", "health"])
    assert read.frame.to_numpy().tolist() == [["甲街道", 91.21, 1, 85.54], ["乙镇", 87.86, 2, 87.09]]
    assert read.totals["score"].to_dict() == {6: 89.54}
    kinds = dict(zip(read.report["kind"], read.report["where"], strict=True))
    assert kinds == {"title": "1", "header": "2-3", "note": "7", "total": "6", "blank": "", "row": "4-5"}
    assert read.place("rank", 5).header == "社会治安/位次"


@pytest.mark.parametrize(
    ("wanted", "column"),
    [
        ("派遣总数/总计", 2),
        ("总计", 2),
        ("热线/按时办结", 3),
        ("互动/超时", 6),
        ("按时办结数", 7),
        ("派遣总数/热线/按时办结", 3),
        ("不满意", 8),
    ],
)
def test_a_path_its_end_or_a_part_of_it_is_enough(tmp_path, wanted, column):
    path = workbook(tmp_path / "a.xlsx", {"一": THREE}, merged=THREE_MERGED)
    read = table(path, {"unit": "单位", "it": wanted})
    assert read.columns["it"].column == column


def test_what_may_mean_several_columns_is_told_with_their_paths(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"一": PAIRS}, merged=PAIRS_MERGED)
    with pytest.raises(DataProblems) as caught:
        table(path, {"unit": "单位", "a": "社会治安", "b": "得分"})
    assert [one.values["candidates"] for one in caught.value.problems] == [
        ("社会治安/得分", "社会治安/位次"),
        ("社会治安/得分", "医疗服务/得分"),
    ]


def test_a_header_of_two_rows_repeated_on_the_next_page_is_a_header(tmp_path):
    rows = [*PAIRS[1:5], PAIRS[1], PAIRS[2], [3, "丙镇", 100, 90, 2, 80, 3]]
    merged = [(span.replace("2", "1").replace("3", "2"), name) for span, name in PAIRS_MERGED[1:]]
    path = workbook(tmp_path / "a.xlsx", {"一": rows}, merged=merged)
    read = table(path, {"unit": "单位", "score": "社会治安/得分"}, numbers=["score"])
    assert read.frame["unit"].tolist() == ["甲街道", "乙镇", "丙镇"]
    assert read.report.set_index("kind").loc["header", "where"] == "1-2, 5-6"


def test_a_single_column_may_have_a_level_that_its_neighbours_have(tmp_path):
    rows = [["单位", "社会治安", "", "综合"], ["", "得分", "位次", "得分"], ["甲镇", "90", "1", "91"]]
    assert levels(grid(tmp_path, rows), 0).shown == ("单位", "社会治安/得分", "社会治安/位次", "综合/得分")


def test_years_may_be_a_level(tmp_path):
    rows = [["单位", "得分", None, "样本", None], [None, 2021, 2022, 2021, 2022], ["甲镇", 90, 91, 80, 85]]
    found = levels(grid(tmp_path, rows), 0)
    assert found.shown == ("单位", "得分/2021", "得分/2022", "样本/2021", "样本/2022")


@pytest.mark.parametrize(
    "rows",
    [
        [["单位", "Q1", ""], ["甲镇", "满意", "满意"], ["乙镇", "满意", ""]],
        [["单位", "得分", "得分"], ["甲镇", "优", "良"]],
        [["单位", "得分", ""], ["", "90", "80"], ["甲镇", "70", "60"]],
        [["单位", ""], ["甲镇", "优"], ["乙镇", "良"]],
        [["单位", "责任人", "说明"], ["甲镇", "张", ""], ["乙镇", "", "无"]],
    ],
)
def test_a_row_of_data_is_never_taken_for_a_level(tmp_path, rows):
    assert levels(grid(tmp_path, rows), 0).bottom == 0


def test_faults_in_a_table_with_joined_headers_name_the_cell(tmp_path):
    def read(rows, sheet=None, score="社会治安/得分"):
        path = workbook(tmp_path / "a.xlsx", {"得分排名": rows}, merged=PAIRS_MERGED)
        with pytest.raises(DataProblems) as caught:
            table(path, {"unit": "单位", "score": score}, numbers=["score"], sheet=sheet)
        return caught

    def with_cell(row, column, value):
        rows = [line.copy() for line in PAIRS]
        rows[row][column] = value
        return rows

    assert rules(read(PAIRS, sheet="得分")) == [("sheet_missing", "")]
    missing = read(PAIRS, score="居住环境/得分")
    assert rules(missing) == [("header_missing", "2")]
    assert "社会治安/得分" in missing.value.problems[0].remedy
    assert rules(read(with_cell(4, 3, "缺"))) == [("number_expected", "D5")]
    assert rules(read(with_cell(5, 3, "缺"))) == [("number_expected", "D6")]
    assert rules(read(with_cell(4, 1, None))) == [("unit_blank", "B5")]


name = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)
group = st.tuples(name, st.lists(name, min_size=2, max_size=3, unique=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(group, min_size=1, max_size=3, unique_by=lambda one: one[0]), st.data())
def test_a_header_split_over_rows_reads_like_the_joined_one(tmp_path_factory, groups, data):
    joined = ["单位", *(f"{top}/{low}" for top, lows in groups for low in lows)]
    top = ["单位", *(cell for name, lows in groups for cell in [name, *[""] * (len(lows) - 1)])]
    low = ["", *(one for _, lows in groups for one in lows)]
    body = [[f"u{i}", *(str(10 * i + j) for j in range(len(joined) - 1))] for i in range(3)]
    folder = tmp_path_factory.mktemp("levels")
    (folder / "one.csv").write_text(text([joined, *body]), encoding="utf-8")
    (folder / "two.csv").write_text(text([top, low, *body]), encoding="utf-8")
    wanted = {"unit": "单位", "it": data.draw(st.sampled_from(joined[1:]))}
    one, two = (table(folder / file, wanted, numbers=["it"]).frame for file in ("one.csv", "two.csv"))
    assert one.to_numpy().tolist() == two.to_numpy().tolist()

"""Which column a header means."""

import pandas as pd
import pytest

from satmodel.survey.sheets.cells import candidates
from satmodel.survey.sheets.headers import best_row, columns, meant, names
from tests.survey.files import workbook


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Q1", [0]),
        ("Ｑ１", [0]),
        ("Q1.您对本地社会治安是否满意", [0]),
        ("社会治安", [0]),
        ("Q10", [1]),
        ("Q", [0, 1, 2]),
        ("0", []),
        ("满意", [0, 1]),
        ("镇街", [3]),
        ("镇", [3, 4]),
        ("town", [5]),
        ("own", []),
        ("Q11", []),
        ("q1", []),
    ],
)
def test_exact_then_beginning_then_part(wanted, found):
    headers = ["Q1.您对本地社会治安是否满意", "Q10.您对服务是否满意", "Q2", "镇街", "镇街代码", "hometown town"]
    assert meant(wanted, headers) == found


def test_the_header_row_is_the_one_that_holds_most_of_what_is_asked_for(tmp_path):
    rows = [["各镇街 Q1 至 Q2 调查表", "", ""], ["镇街", "Q1.治安", "Q2.医疗"], ["镇街", "1", "2"]]
    wanted = {("unit", "unit"): "镇街", ("item", "a"): "Q1", ("item", "b"): "Q2"}
    grid = candidates(workbook(tmp_path / "a.xlsx", {"一": rows}))[0].load(None)
    assert best_row(grid, wanted)[0] == 1
    # a frame's header is its columns, wherever better ones may stand
    assert best_row(candidates(pd.DataFrame(rows))[0].load(None), wanted)[0] == 0


def test_names_of_columns_are_all_different():
    frame = pd.DataFrame([["甲镇", 90, 1, ""]], columns=["单位", "得分", "得分", ""])
    grid = candidates(frame)[0].load(None)
    assert names(grid, 0) == ("单位", "得分 [B]", "得分 [C]", "[D]")


def test_a_header_that_stands_twice_is_ambiguous():
    grid = candidates(pd.DataFrame([[1, 2]], columns=["得分", "得分"]))[0].load(None)
    found, problems = columns(grid, 0, {("item", "a"): "得分", ("unit", "unit"): "单位"})
    assert found == {}
    assert [(one.rule, one.values["wanted"]) for one in problems] == [
        ("header_ambiguous", "得分"),
        ("header_missing", "单位"),
    ]
    assert "stands once" in problems[0].remedy

"""Published tables, denominators and problem lists in the appendix, and their faults in Chinese."""

import html
import re

import pandas as pd
import pytest

import satmodel as sat
from satmodel.survey.sheets import faults_tables as faults
from satmodel.survey.sheets.faults import Place
from satmodel.telling.words import problem_text

PLACE = Place("a.xlsx", "一", 5, 3, "得分")
FAULTS = (
    faults.percent_mixed(PLACE, "rate", "0.5", "95%", "D7"),
    faults.share_outside(PLACE, "rate", "109%"),
    faults.unit_repeated(PLACE, "甲镇", 3),
    faults.rank_contradicts(PLACE, "社会治安", "3", 1, 2),
    faults.score_outside(PLACE, "社会治安", "9.1", (55, 100)),
    faults.n_too_small(PLACE, "1"),
    faults.word_unknown(PLACE, "status", "已交办", ["已完成"]),
    faults.word_unknown(PLACE, "status", "x", ["已完成"]),
    faults.count_expected(PLACE, "count", "8.5"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule)
def test_every_fault_is_told_whole(fault):
    for text in (*problem_text(fault, "zh"), fault.message, fault.remedy):
        assert text
        assert not re.search(r"[{}]{2}|None|nan", text)
    assert re.search("[一-龥]", problem_text(fault, "zh")[0])
    assert fault.place() == "a.xlsx [一] D5 (得分)"


@pytest.fixture(scope="module")
def results():
    wide = pd.DataFrame({"u": ["甲", "乙"], "x": [90.1, 80.2], "y": [80.3, 90.4], "r": [1, 2], "n": [400, 500]})
    est = sat.published(wide, unit="u", score={"x": "x", "y": "y"}, n="n", limits=(55, 100), correlation=0.4)
    years = sat.published(wide, unit="u", rounds={"1": {"score": "x"}, "2": {"score": "y"}}, n="n", limits=(55, 100))
    printed = sat.printed_table(wide, unit="u", score="x", ranks_printed="r")
    rates = pd.DataFrame({"u": ["甲", "乙"], "k": [8, 6], "n": [99, 77], "r": ["9%", "9%"]})
    hidden = sat.denominators(rates, unit="u", rate="r", count="k")
    raised = pd.DataFrame({"u": ["甲", "乙"], "c": ["a", "b"], "s": ["已完成", "整改中"], "t": ["13800138000", ""]})
    problems = sat.problems(raised, unit="u", category="c", status="s", text="t")
    return [est, years, printed, hidden, problems]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("zh", ["各轮按访问了不同的人处理", "2个位次都与公布的得分相符", "分母下限", "已办结1件", "Wilson"]),
        ("en", ["taken to have asked other people", "follow from the printed scores", "Least n", "Closed: 1 of 2"]),
    ],
)
def test_the_appendix_tells_them_and_what_was_assumed(tmp_path, results, code, said):
    sat.Appendix(results, language=code, title="x").save(tmp_path / "a.html")
    text = html.unescape((tmp_path / "a.html").read_text("utf-8"))
    assert [one for one in said if one not in text] == []
    assert "13800138000" not in text

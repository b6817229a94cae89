"""The door for claims: files, tables and lists, and every fault at once."""

from __future__ import annotations

import pandas as pd
import pytest

import satmodel as sat
from satmodel.errors import DataProblems, SettingError
from satmodel.inference.claiming.checked import agrees
from satmodel.inference.claiming.claim import claim_of
from satmodel.inference.claiming.words import words_of
from satmodel.telling.words import problem_text

GOOD = """
title = "a speech"
[tables.t]
values = { A = [80, 90], B = [81, 79] }
n = 400
sd = 10
correlation = 0
[words.share]
"a handful" = [0, 0.1]
[[claim]]
id = "1"
kind = "rise"
table = "t"
subject = "A"
amount = "10.0"
[[claim]]
id = "2"
kind = "quantifier"
about = "offices"
word = "a handful"
"""

BAD = """
[tables.t]
file = 3
colour = "red"
[tables.u]
values = { A = 1 }
n = 1
card = "nobody"
[words.share]
"many" = [2, 1]
[[claim]]
id = "1"
kind = "leed"
subject = "A"
table = "t"
[[claim]]
id = "1"
kind = "first"
tabel = "t"
[[claim]]
kind = "rank"
table = "t"
subject = ["A", "B"]
rank = 0
amount = ["x", 2, 3]
"""


def faults(source):
    with pytest.raises(DataProblems) as refused:
        sat.read_claims(source)
    return refused.value.problems


def written(tmp_path, text, name="claims.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_claims_tables_and_words(tmp_path):
    speech = sat.read_claims(written(tmp_path, GOOD))
    assert [claim.id for claim in speech] == ["1", "2"]
    assert (speech.claims[0].amount, speech.claims[0].decimals) == ((10.0,), (1,))
    assert speech.words["a handful"].high == 0.1
    assert speech.title == "a speech"
    found = sat.check_claims(speech)
    assert found.table["outcome"].tolist() == ["holds", "not checkable"]
    assert found.step.find("file")[0].settings["name"] == "claims.toml"


def test_every_fault_of_a_file_is_told_at_once_with_its_row(tmp_path):
    problems = faults(written(tmp_path, BAD))
    told = {(problem.rule, problem.header): problem.row for problem in problems}
    assert told == {
        ("claim_table_key", "colour"): 2,
        ("claim_table_value", "file"): 2,
        ("claim_table_value", "score"): 2,
        ("claim_table_value", "unit"): 2,
        ("claim_table_value", "n"): 5,
        ("claim_table_value", "sd"): 5,
        ("claim_word_range", "words"): None,
        ("claim_kind_unknown", "kind"): 13,
        ("claim_key_unknown", "tabel"): 19,
        ("claim_missing", "subject"): 16,
        ("claim_missing", "table"): 16,
        ("claim_missing", "id"): 20,
        ("claim_value", "rank"): 24,
        ("claim_value", "amount"): 25,
        ("claim_amounts", "amount"): 25,
    }
    assert all(problem.file == "claims.toml" for problem in problems)
    kind = next(problem for problem in problems if problem.rule == "claim_kind_unknown")
    assert "lead" in kind.remedy
    for problem in problems:
        message, remedy = problem_text(problem, "zh")
        assert message != problem.message
        assert remedy[-1] == "。"


def test_tables_and_words_that_are_nowhere_are_faults_of_the_check(tmp_path):
    text = GOOD.replace('table = "t"', 'table = "tt"').replace('word = "a handful"', 'word = "a hundful"')
    with pytest.raises(DataProblems) as refused:
        sat.check_claims(sat.read_claims(written(tmp_path, text)))
    assert [problem.rule for problem in refused.value.problems] == ["claim_table_unknown", "claim_word_unknown"]
    assert {problem.row for problem in refused.value.problems} == {10, 16}
    assert "a handful" in str(refused.value.problems[1].values["near"])


def test_a_file_that_is_none_and_one_without_claims(tmp_path):
    assert faults(written(tmp_path, "[[claim]\n"))[0].rule == "claims_unreadable"
    assert faults(written(tmp_path, "title = 'x'\n"))[0].rule == "claims_none"
    assert faults(written(tmp_path, "a,b\n1,2\n", "claims.csv"))[0].rule == "claims_none"
    assert faults(tmp_path / "nothing.toml")[0].rule == "file_missing"
    assert faults([])[0].rule == "claims_none"


def test_a_card_that_is_not_in_the_file(tmp_path):
    text = GOOD.replace("sd = 10", 'sd = 10\ncard = "nobody"')
    assert faults(written(tmp_path, text))[0].rule == "claim_table_value"


HEADER = "编号,原话,类型,表,对象,比较对象,数值"
ROWS = ["1,我市第一,第一,t,我市,,", "2,高0.44分,领先,t,我市,第2名,0.44", '3,两项,得分,t,我市、第2名,,"76.79、76.35"']


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_with_chinese_headers_and_kinds(tmp_path, encoding):
    path = tmp_path / "claims.csv"
    path.write_text("\n".join(["讲话摘录", HEADER, *ROWS]), encoding=encoding)
    speech = sat.read_claims(path)
    assert [claim.kind for claim in speech] == ["first", "lead", "value"]
    assert speech.claims[2].subject == ("我市", "第2名")
    found = sat.check_claims(speech, {"t": {"我市": 76.79, "第2名": 76.35}})
    assert found.table["outcome"].tolist() == ["not shown", "not shown", "holds"]


def test_a_frame_and_a_list_say_the_same_and_a_workbook_too(tmp_path):
    rows = [{"id": "1", "kind": "first", "table": "t", "subject": "A", "quote": "we are first"}]
    frame = pd.DataFrame(rows)
    path = tmp_path / "claims.xlsx"
    frame.to_excel(path, index=False)
    one, two, three = sat.read_claims(frame), sat.read_claims(rows), sat.read_claims(path)
    assert [claim.quote for claim in one] == [claim.quote for claim in two] == [claim.quote for claim in three]
    assert sat.read_claims(list(one)).claims == one.claims


def test_the_row_of_a_fault_in_a_table_is_that_of_the_spreadsheet(tmp_path):
    path = written(tmp_path, "id,kind,table,subject\n1,first,t,A\n2,frist,t,A\n", "claims.csv")
    (problem,) = faults(path)
    assert (problem.rule, problem.row, problem.value) == ("claim_kind_unknown", 3, "frist")


def test_what_is_no_claim_is_refused():
    with pytest.raises(SettingError, match="a file, a frame or a list"):
        sat.read_claims(3)
    with pytest.raises(SettingError, match="claim 1"):
        sat.read_claims(["first"])
    with pytest.raises(SettingError, match="kind unknown"):
        claim_of({"id": "1", "kind": "leed", "table": "t"})
    with pytest.raises(DataProblems, match="'object' cannot be 'A'"):
        sat.read_claims([{"id": "1", "kind": "lead", "table": "t", "subject": "A", "object": "A"}])
    with pytest.raises(DataProblems, match="no kind of claim 'leed'"):
        sat.read_claims([sat.Claim("1", "leed", about="towns")])
    three = sat.estimates([1.0, 2.0, 3.0], se=[1.0, 1.0, 1.0], names=["A", "B", "C"])
    with pytest.raises(DataProblems, match="'among' cannot be '2'"):
        sat.check_claims([{"id": "1", "kind": "first", "table": "t", "subject": "A", "among": 2}], {"t": three})


def test_an_offices_own_words_take_the_place_of_the_shipped_ones(tmp_path):
    assert words_of()["少数"].assumed
    assert words_of({"share": {"少数": [0, 0.1]}})["少数"].high == 0.1
    path = written(tmp_path, '[share]\n"few" = [0, 0.1]\n', "words.toml")
    assert not words_of(path)["few"].assumed
    for wrong in ({"size": {}}, {"share": {"x": [0, 2]}}, {"share": {"x": "0-2"}}, {"points": {"x": [3, 1]}}):
        with pytest.raises(SettingError, match="words"):
            words_of(wrong)
    with pytest.raises(DataProblems):
        words_of(written(tmp_path, '[share]\n"few" = [1, 0]\n', "wrong.toml"))
    rows = [{"id": "1", "kind": "quantifier", "table": "t", "subject": "a", "object": "all", "word": "few"}]
    table = {"a": 5, "all": 100}
    assert sat.check_claims(rows, {"t": table}, words=path).table["outcome"].tolist() == ["not shown"]
    said = sat.check_claims(rows, {"t": table}, words={"share": {"few": [0, 0.2]}})
    assert said.table["outcome"].tolist() == ["holds"]
    assert said.words[0].high == 0.2


@pytest.mark.parametrize(
    ("amount", "decimals", "printed", "places", "terms", "wanted"),
    [
        (9.2, 1, 9.215, 3, 2, True),
        (9.2, 1, 9.26, 3, 2, False),
        (83.78, 2, 83.7833, None, 1, True),
        (83.78, 2, 83.77, 2, 1, False),
        (0.44, 2, 0.45, 2, 2, True),  # each of two rounded scores may be half a hundredth off
        (0.44, 2, 0.46, 2, 2, False),
        (19.0, 0, 19.0, 0, 0, True),
        (20.0, 0, 19.0, 0, 0, False),
    ],
)
def test_amounts_agree_as_far_as_rounding_goes(amount, decimals, printed, places, terms, wanted):
    assert agrees(amount, decimals, printed, places, terms) is wanted

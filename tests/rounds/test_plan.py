"""round.toml: what is refused, all at once, and how it is said."""

import pytest

import satmodel as sat
from satmodel.rounds.plan import read_plan
from satmodel.rounds.plans.base import text_in

GOOD = """
title = "t"
kind = "phone"
round = "r"
[data]
file = "a.xlsx"
unit = "u"
items = { x = "Q1" }
"""


def written(folder, text):
    (folder / "round.toml").write_text(text, "utf-8")
    return folder


def faults(folder, text):
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(written(folder, text))
    return {problem.header: (problem.rule, problem.message) for problem in caught.value.problems}


def test_defaults(tmp_path):
    plan = read_plan(written(tmp_path, GOOD))
    assert (plan.language, plan.analysis.level, plan.analysis.seed) == (["zh", "en"], 0.95, 1)


def test_every_fault_at_once_with_the_nearest_key(tmp_path):
    text = GOOD.replace('unit = "u"', 'unti = "u"') + "[analysis]\nlevel = 95\nsead = 3\n"
    found = faults(tmp_path, text)
    assert found["data.unti"][0] == "setting_unknown"
    assert "'unit'" in found["data.unti"][1]
    assert found["data.unit"][0] == "setting_missing"
    assert found["analysis.level"][0] == "setting_value"
    assert "'seed'" in found["analysis.sead"][1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('title="t"\nkind="phone"\nround="r"', "needs [data]"),
        ('title="t"\nkind="bulletin"\nround="r"', "at least one [[table]]"),
        (GOOD + "scale = {}\n", "either preset or points"),
    ],
)
def test_parts_that_belong_together(tmp_path, text, says):
    assert any(says in message for _, message in faults(tmp_path, text).values())


def test_a_missing_or_broken_file(tmp_path):
    with pytest.raises(sat.DataProblems, match=r"no round\.toml"):
        read_plan(tmp_path)
    with pytest.raises(sat.DataProblems, match="not a TOML file"):
        read_plan(written(tmp_path, "a = = 1"))


def test_text_by_language():
    assert text_in("x", "en") == "x"
    assert text_in({"zh": "甲", "en": "A"}, "en") == "A"
    assert text_in({"zh": "甲"}, "en") == "甲"
    assert text_in(None, "en") is None


def test_faults_are_said_in_chinese_as_well(tmp_path):
    from satmodel.telling.words import problem_text

    text = GOOD + "scale = {}\n[analysis]\nlevel = 95\nbest = 'big'\nsede = 1\nzzz = 1\n"
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(written(tmp_path, text))
    said = "".join(problem_text(problem, "zh")[0] for problem in caught.value.problems)
    for part in ("应小于1", "只能取'high' / 'low'", "是否应为“seed”", "未知的配置项“analysis.zzz”。", "只能给一个"):
        assert part in said

"""What a round is asked of its ranking: the numbers of the direct call, under headings, and every fault at once."""

import html
import io

import pandas as pd
import pytest

import satmodel as sat
from satmodel.rounds.plan import read_plan
from satmodel.telling.words import problem_text
from tests.rounds.test_doors import results, same
from tests.survey.files import workbook

HEAD = 'title = "t"\nkind = "bulletin"\nround = "r"\nlanguage = ["zh", "en"]\nformats = ["html"]\n'
TABLE = """
[[table]]
title = "各镇街"
question = "ranking"
file = "a.xlsx"
unit = "单位"
score = "得分"
n = 400
sd = 20
"""
SCORES = [88.0, 86.5, 86.0, 83.0, 82.5, 79.0]
NAMES = ["甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇"]
ASKED = """
[ranks]
method = "tukey"
[gaps]
pairs = [["甲镇", "乙镇"], ["甲镇", "己镇"]]
margin = 1.0
[first]
top = 2
end = "bottom"
[tiers]
method = "clusters"
[reliability]
wanted = 0.9
[standing]
against = { "山区" = ["甲镇", "乙镇", "丙镇"], "平原" = ["丁镇", "戊镇", "己镇"] }
weights = { "甲镇" = 3, "乙镇" = 1, "丙镇" = 1, "丁镇" = 1, "戊镇" = 1, "己镇" = 2 }
[precision]
n = [200, 400]
gap = 3
"""


@pytest.fixture
def folder(tmp_path):
    rows = [["单位", "得分"], *([name, score] for name, score in zip(NAMES, SCORES, strict=True))]
    workbook(tmp_path / "a.xlsx", {"S": rows})
    return tmp_path


def written(folder, text):
    (folder / "round.toml").write_text(HEAD + text, "utf-8")
    return folder


def scores(folder):
    return sat.published(folder / "a.xlsx", unit="单位", score="得分", n=400, sd=20.0)


def test_every_question_to_a_ranking_has_the_numbers_of_the_direct_call(folder):
    found, made = results(written(folder, TABLE + ASKED))
    tables = {name.removesuffix(".csv").split("-", 1)[1]: pd.read_csv(io.BytesIO(data)) for name, data in found.items()}
    est = scores(folder)
    peers = dict(zip(NAMES, 3 * ["山区"] + 3 * ["平原"], strict=True))
    direct = {
        "ranks": sat.ranks(est, method="tukey"),
        "gaps": sat.gaps(est, pairs=[("甲镇", "乙镇"), ("甲镇", "己镇")], margin=1.0),
        "first": sat.first(est, top=2, end="bottom"),
        "tiers": sat.tiers(est, method="clusters"),
        "reliability": sat.reliability(est, wanted=0.9),
        "standing": sat.standing(est, against=peers, weights=dict(zip(NAMES, [3, 1, 1, 1, 1, 2], strict=True))),
        "precision": sat.precision(est, gap=3),
    }
    for method, result in direct.items():
        same(tables[method], result.table)
    page = made.outputs["appendix.en.html"].decode("utf-8")
    assert html.escape(direct["tiers"].say("en").splitlines()[0], quote=False) in page


def test_a_plan_of_interviews_needs_no_data_but_a_spread(folder):
    lead = TABLE.replace('"ranking"', '"lead"')
    text = lead + "[precision]\nsd = 20\nunits = 13\nn = [100, 300]\ngap = [0.44, 3.15]\n"
    found, made = results(written(folder, text))
    plans = [sat.precision(sd=20, units=13, n=[100, 300]), sat.precision(sd=20, units=13, gap=[0.44, 3.15])]
    names = [name for name in found if "-precision" in name]
    for name, direct in zip(names, plans, strict=True):
        same(pd.read_csv(io.BytesIO(found[name])), direct.table)
    assert "样本量与能确认的差距" in made.outputs["appendix.html"].decode("utf-8")


def test_what_cannot_be_asked_is_said_all_at_once_in_both_languages(folder):
    wrong = """
[ranks]
kind = "marginal"
method = "tukey"
[gaps]
pairs = "all"
adjust = "none"
[first]
top = 0
[tiers]
methd = "posterior"
[standing]
against = { a = ["甲镇"], b = ["甲镇"] }
[precision]
power = 0.3
"""
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(written(folder, TABLE + wrong))
    said = {one.header: (one.message, problem_text(one, "zh")[0]) for one in caught.value.problems}
    assert set(said) == {"ranks", "gaps", "first.top", "tiers.methd", "standing", "precision.power"}
    assert "leave method out" in said["ranks"][0]
    assert "请不写 method" in said["ranks"][1]
    assert "只用于事先点名的各对" in said["gaps"][1]
    assert "'method'" in said["tiers.methd"][0]
    assert "写进了两组" in said["standing"][1]


def test_a_finished_round_says_its_own_design(folder):
    with pytest.raises(sat.DataProblems, match="go with sd") as caught:
        read_plan(written(folder, TABLE + "[precision]\nn = 100\ndeff = 1.5\n"))
    assert "与 sd 一起用" in problem_text(caught.value.problems[0], "zh")[0]


@pytest.mark.parametrize("part", ["[first]", "[tiers]", "[reliability]", "[standing]", "[precision]\nn = 100"])
def test_a_round_without_a_ranking_cannot_be_asked_of_it(folder, part):
    with pytest.raises(sat.DataProblems, match="need something that is ranked") as caught:
        read_plan(written(folder, TABLE.replace('"ranking"', '"lead"') + part + "\n"))
    assert "须有参加排名的数据" in problem_text(caught.value.problems[0], "zh")[0]


def test_who_has_too_few_respondents_to_be_ranked_is_the_plan_s_choice(folder):
    rows = [["单位", "得分", "人数"], *([name, score, 400] for name, score in zip(NAMES, SCORES, strict=True))]
    rows[-1][-1] = 25
    workbook(folder / "a.xlsx", {"S": rows})
    table = TABLE.replace("n = 400", 'n = "人数"')
    for fewest, compared in (("", 5), ("[ranks]\nfewest = 20\n", 6)):
        found, made = results(written(folder, table + '[gaps]\npairs = "all"\n' + fewest))
        ranks, gaps = (next(data for name, data in found.items() if f"-{one}" in name) for one in ("ranks", "gaps"))
        assert len(pd.read_csv(io.BytesIO(ranks))) == compared
        assert len(pd.read_csv(io.BytesIO(gaps))) == compared * (compared - 1) // 2
        assert "己镇" in made.outputs["appendix.html"].decode("utf-8")

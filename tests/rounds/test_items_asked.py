"""What a round is asked of its items: the numbers of the direct call, under headings, and every fault at once."""

import html
import io

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.rounds.phone import phone, rounds
from satmodel.rounds.plan import read_plan
from satmodel.telling.words import problem_text
from tests.rounds.test_doors import results, same
from tests.survey.files import workbook

HEAD = 'title = "t"\nkind = "phone"\nround = "今年"\nlanguage = ["zh"]\nformats = ["html"]\n'
DATA = """
[data]
file = "now.xlsx"
unit = "镇街"
stratum = "镇街"
cluster = "村居"
overall = "总体"
scale = { points = { "满意" = 100, "基本满意" = 75, "不满意" = 55 }, no_opinion = ["不了解"] }
[data.items]
"治安" = "治安"
"看病" = "看病"
"环境" = "环境"
[analysis]
replicates = 200
seed = 3
"""
PREVIOUS = """
[previous]
file = "before.xlsx"
round = "去年"
"""
ASKED = """
[drivers]
method = "johnson"
controls = ["年龄"]
by = "镇街"
treatments = true
rounds = true
replicates = 220
level = 0.9
[dominance]
items = ["治安", "环境"]
[asymmetry]
[priorities]
lines = [0.3, 82]
method = "car"
[contributions]
against = "average"
[spread]
"""
ITEMS = ["治安", "看病", "环境"]
ANSWERS = np.array(["满意", "基本满意", "不满意"])


def rows(seed):
    """Answers with a common mood; the overall rating follows the first item most."""
    rng = np.random.default_rng(seed)
    mood = rng.standard_normal(720)
    latent = np.column_stack([mood, mood, mood]) * 0.6 + rng.standard_normal((720, 3))
    latent = np.column_stack([latent, latent @ [0.7, 0.3, 0.2] + 0.8 * rng.standard_normal(720)])
    latent += np.repeat([0.5, 0.1, -0.4], 240)[:, None]
    answers = ANSWERS[(latent < 0.3).astype(int) + (latent < -0.9)]
    answers[rng.random((720, 4)) < 0.04] = "不了解"
    answers[rng.random((720, 4)) < 0.02] = ""
    town = np.repeat(["甲镇", "乙镇", "丙镇"], 240)
    village = [f"{name}{i // 12 % 20}村" for i, name in enumerate(town)]
    age = rng.integers(20, 60, 720)
    body = [list(row) for row in zip(town, village, age.tolist(), *answers.T.tolist(), strict=True)]
    return [["镇街", "村居", "年龄", *ITEMS, "总体"], *body]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("items")
    workbook(place / "now.xlsx", {"S": rows(1)})
    workbook(place / "before.xlsx", {"S": rows(2)})
    return place


def written(folder, text):
    (folder / "round.toml").write_text(HEAD + text, "utf-8")
    return folder


def survey(folder, name):
    scale = sat.Scale({"满意": 100, "基本满意": 75, "不满意": 55}, no_opinion=["不了解"])
    return sat.read(
        folder / name, unit="镇街", stratum="镇街", cluster="村居", overall="总体", items=ITEMS, scale=scale
    )


def test_every_question_to_the_items_has_the_numbers_of_the_direct_call(folder):
    found, made = results(written(folder, DATA + PREVIOUS + ASKED))
    tables = {name.removeprefix("results/"): pd.read_csv(io.BytesIO(data)) for name, data in found.items()}
    now, before = survey(folder, "now.xlsx"), survey(folder, "before.xlsx")
    drawn = {"level": 0.9, "replicates": 220, "seed": 3}
    asked = {"method": "johnson", "controls": ["年龄"]}
    cells = sat.means(now)
    direct = {
        "contributions": sat.contributions(cells, against="average"),
        "spread": sat.spread(cells),
        "drivers": sat.drivers(now, **asked, **drawn),
        "drivers_by": sat.drivers(now, by="镇街", **asked, **drawn),
        "compare_drivers": sat.compare_drivers(before, now, method="johnson", **drawn),
        "missing_drivers": sat.missing_drivers(now, **asked, **drawn),
        "dominance": sat.dominance(now, items=["治安", "环境"], **drawn),
        "asymmetry": sat.asymmetry(now),
        "priorities": sat.priorities(now, method="car", lines=(0.3, 82.0), **drawn),
    }
    for method, result in direct.items():
        wanted = [table for name, table in tables.items() if name.removesuffix(".csv").endswith(f"-{method}")]
        assert wanted, method
        same(wanted[-1], result.table)
    page = made.outputs["appendix.html"].decode("utf-8")
    for method in ("dominance", "priorities"):
        assert html.escape(direct[method].say("zh").splitlines()[0], quote=False) in page
    for head in ("各分项对差距的贡献", "缺答处理办法的影响", "各分项之间的优势关系", "重要性与得分"):
        assert head in page


def answered(folder, text):
    """The results of a round's sections, by method, without the documents."""
    plan = read_plan(written(folder, text))
    found = [result for section in phone(rounds(folder, plan), plan) for result in section.results]
    return {name: [one for one in found if one.step.method == name] for name in ("drivers", "contributions")}


def test_without_a_word_the_items_are_set_beside_the_rating(folder):
    (found,) = answered(folder, DATA)["drivers"]
    pd.testing.assert_frame_equal(found.table, sat.drivers(survey(folder, "now.xlsx"), replicates=200, seed=3).table)


def test_one_treatment_and_one_gap_may_be_asked(folder):
    text = '[drivers]\nmissing = "pairwise"\n[contributions]\nunit = "甲镇"\nagainst = "丙镇"\n'
    found, now = answered(folder, DATA + text), survey(folder, "now.xlsx")
    direct = sat.drivers(now, missing="pairwise", replicates=200, seed=3)
    pd.testing.assert_frame_equal(found["drivers"][0].table, direct.table)
    split = sat.contributions(sat.means(now), unit="甲镇", against="丙镇")
    pd.testing.assert_frame_equal(found["contributions"][0].table, split.table)


def test_what_cannot_be_asked_is_said_at_once_in_both_languages(folder):
    wrong = '[drivers]\nmethd = "car"\nmissing = "mean"\n[dominance]\nitems = ["治安"]\n[priorities]\nlines = "top"\n'
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(written(folder, DATA + wrong))
    said = {one.header: one.message for one in caught.value.problems}
    assert {"drivers.methd", "drivers.missing", "dominance.items"} <= set(said)
    assert "'method'" in said["drivers.methd"]


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            DATA.replace('overall = "总体"\n', "") + "[priorities]\n",
            "need a separate overall question",
            "单独提问的总体评价",
        ),
        *[
            (DATA + PREVIOUS + f"[drivers]\n{text}\n", "does not go with", "不能与")
            for text in (
                'method = "ordinal"\nrounds = true',
                'method = "coefficients"\ntreatments = true',
                'method = "car"\ngroups = { "民生" = ["看病", "环境"] }',
                'method = "ordinal"\nmissing = "imputed"',
                'by = "镇街"\nmissing = "pairwise"',
            )
        ],
        *[
            (DATA.replace("unit =", 'units = ["甲镇", "乙镇", "丙镇"]\nunit =') + text, "not in", "不在")
            for text in (
                '[dominance]\nitems = ["治安", "没有"]\n',
                '[drivers]\ngroups = { "民生" = ["没有"] }\n',
                '[asymmetry]\ngood = { "没有" = ["满意"] }\n',
                '[contributions]\nunit = "没有"\n',
                '[contributions]\nagainst = "没有"\n',
            )
        ],
        (DATA + "[drivers]\nrounds = true\n", "needs \\[previous\\]", "需要上轮数据"),
    ],
)
def test_what_a_question_needs_is_said(folder, text, english, chinese):
    with pytest.raises(sat.DataProblems, match=english) as caught:
        read_plan(written(folder, text))
    assert chinese in problem_text(caught.value.problems[0], "zh")[0]


@pytest.mark.parametrize("lines", ['"top"', "[20, 80]", "[0.2]", '["a", 80]'])
def test_lines_of_the_map_that_cannot_be_drawn_are_one_fault(folder, lines):
    with pytest.raises(sat.DataProblems, match="lines must be") as caught:
        read_plan(written(folder, DATA + f"[priorities]\nlines = {lines}\n"))
    (one,) = caught.value.problems
    assert one.header == "priorities.lines"
    assert "[0.2, 80]" in problem_text(one, "zh")[0]


def test_a_bulletin_has_no_respondents_to_ask(folder):
    text = HEAD.replace("phone", "bulletin") + '[drivers]\n[[table]]\ntitle = "a"\nquestion = "lead"\nfile = "a.xlsx"\n'
    (folder / "round.toml").write_text(text + 'unit = "单位"\nscore = "得分"\nn = 400\nsd = 20\n', "utf-8")
    with pytest.raises(sat.DataProblems, match="are for") as caught:
        read_plan(folder)
    assert "只用于 kind" in problem_text(caught.value.problems[0], "zh")[0]

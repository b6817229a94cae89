"""What a round is asked of other rounds and of decisions: the numbers of the direct call, and every fault at once."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.rounds.checking import check
from satmodel.rounds.plan import read_plan
from satmodel.rounds.run import _sections, everything, make, stages
from satmodel.telling.words import problem_text

TOWNS = [*"甲乙丙丁戊"]
HEAD = 'title = "t"\nkind = "{kind}"\nround = "2026H1"\nlanguage = ["{language}"]\nformats = ["html"]\n'
DATA = """
[data]
file = "now.csv"
unit = "镇街"
stratum = "镇街"
cluster = "村居"
items = { "治安" = "治安", "医疗" = "医疗" }
[analysis]
draws = 1000
"""
LAYOUT = {"unit": "镇街", "stratum": "镇街", "cluster": "村居", "items": ["治安", "医疗"]}


def respondents(seed, shift=0.0):
    rng = np.random.default_rng(seed)
    towns = np.repeat(TOWNS, 80)
    frame = pd.DataFrame({"镇街": towns, "村居": [f"{t}{i // 10 % 8}" for i, t in enumerate(towns)]})
    frame["城乡"] = rng.choice(["城镇", "农村"], len(frame))
    up = shift + 0.04 * np.repeat(range(5), 80)
    for item in ("治安", "医疗"):
        frame[item] = np.where(rng.random(len(frame)) < 0.35 + up, 100.0, rng.choice([75.0, 55.0], len(frame)))
    return frame


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A round beside three earlier ones that are stored, and the official survey."""
    top = tmp_path_factory.mktemp("rounds")
    for seed, name in enumerate(("2024H2", "2025H1", "2025H2", "official"), 1):
        survey = sat.read(respondents(seed, 0.03 * seed), **LAYOUT, round=name)
        (top / name / "out").mkdir(parents=True)
        cells = sat.means(survey)
        sets = {"items": sat.means(survey, by=None), "cells": cells, "composite": cells.average("item")}
        sat.store(sets, top / name / "out", round=name)
    now = top / "2026H1"
    now.mkdir()
    respondents(9, 0.15).to_csv(now / "now.csv", index=False)
    respondents(3, 0.09).to_csv(now / "before.csv", index=False)
    (now / "rule.toml").write_text('name = "八十分"\nkind = "points"\npoints = 80\nfull = 100\n', "utf-8")
    claim = '[[claim]]\nid = "1"\nquote = "戊的得分最高"\nkind = "first"\ntable = "composite"\nsubject = "戊"\n'
    (now / "claims.toml").write_text(claim, "utf-8")
    return now


def planned(folder, top="", more="", kind="phone", data=DATA, language="zh"):
    text = HEAD.format(kind=kind, language=language) + top + data + more
    (folder / "round.toml").write_text(text, "utf-8")
    return folder


def computed(folder):
    """The results of a round's sections by method, without the documents."""
    plan = read_plan(folder)
    found = {}
    for section in _sections(everything(folder, plan), plan, folder):
        for result in section.results:
            found.setdefault(result.step.method, []).append(result)
    return found


def same(result, direct):
    pd.testing.assert_frame_equal(result.table, direct.table, check_exact=True)


TOP = 'previous = "../2025H2"\nofficial = "../official"\nconversion = "rule.toml"\nclaims = "claims.toml"\n'
MORE = """
[rank_change]
[movers]
top = 2
[history]
rounds = ["../2024H2", "../2025H1"]
[trend]
of = ["whole", "units"]
[persistence]
bottom = 2
[awards]
top = 2
prize = 90000
[change]
adjust = "bh"
"""


def test_every_question_has_the_numbers_of_the_direct_call(folder):
    found = computed(planned(folder, TOP, MORE))
    survey = sat.read(folder / "now.csv", **LAYOUT, round="2026H1")
    towns = sat.means(survey).average("item")
    kept = {name: sat.stored(folder.parent / name) for name in ("2024H2", "2025H1", "2025H2")}
    before = kept["2025H2"]["composite"]
    rounds = {name: one["composite"] for name, one in kept.items()} | {"2026H1": towns}
    whole = {name: one["items"].average("item") for name, one in kept.items()}
    whole |= {"2026H1": sat.means(survey, by=None).average("item")}
    drawn = {"draws": 1000, "seed": 1}
    same(found["change"][-1], sat.change(before, towns, adjust="bh"))
    same(found["rank_change"][0], sat.rank_change(before, towns, **drawn))
    same(found["movers"][0], sat.movers(before, towns, top=2, **drawn))
    same(found["trend"][0], sat.trend(whole))
    same(found["trend"][1], sat.trend(rounds))
    same(found["persistence"][0], sat.persistence(rounds, bottom=2, **drawn))
    same(found["awards"][0], sat.awards(towns, top=2, prize=90000, **drawn))
    same(found["convert"][0], sat.convert(towns, sat.rule(folder / "rule.toml"), **drawn))
    same(found["house_effect"][0], sat.house_effect(towns, sat.stored(folder.parent / "official")["composite"], seed=1))
    claims = sat.check_claims(folder / "claims.toml", {"composite": (before, towns)})
    same(found["check_claims"][0], claims)


def test_the_appendix_has_the_chapters_in_order_and_the_manifest_every_file(folder):
    ticks = []
    made = make(planned(folder, TOP, MORE), tick=ticks.append)
    assert len(ticks) + 1 == stages(read_plan(folder))
    page = made.outputs["appendix.html"].decode()
    titles = [
        "按名次的奖惩",
        "折算为考核分",
        "与上轮比较",
        "名次的变化",
        "多轮的走势",
        "本次调查与上级调查",
        "讲话逐句核对",
    ]
    places = [page.index(f"{title}", page.index("调查设计与口径")) for title in titles]
    assert places == sorted(places)
    inputs = set(made.ledger["inputs"])
    stored = {f"../{name}/out/estimates.json" for name in ("2024H2", "2025H1", "2025H2", "official")}
    assert inputs == {"round.toml", "now.csv", "rule.toml", "claims.toml"} | stored
    json.dumps(made.ledger)


def test_respondents_of_both_rounds_share_villages_and_are_split_by_who_they_are(folder):
    more = """
[previous]
file = "before.csv"
round = "2025H2"
[change]
overlap = "clusters"
[movers]
[composition]
by = "城乡"
"""
    found = computed(planned(folder, "", more))
    before, now = (
        sat.read(folder / f"{name}.csv", **LAYOUT, round=round_)
        for name, round_ in (("before", "2025H2"), ("now", "2026H1"))
    )
    both = sat.round_means({"2025H2": before, "2026H1": now}, overlap="clusters").average("item")
    same(found["change"][-1], sat.change(both))
    same(found["movers"][0], sat.movers(both, draws=1000))
    same(found["composition"][0], sat.composition(before, now, by="城乡"))


def test_a_table_of_the_official_survey(folder):
    frame = pd.DataFrame({"单位": TOWNS, "得分": [70.0, 72.0, 74.0, 73.0, 76.0], "人数": 300})
    frame.to_csv(folder / "official.csv", index=False)
    table = '[official]\nfile = "official.csv"\nunit = "单位"\nscore = "得分"\nn = "人数"\nlimits = [55, 100]\n'
    found = computed(planned(folder, "", table))
    towns = sat.means(sat.read(folder / "now.csv", **LAYOUT)).average("item")
    official = sat.published(frame, unit="单位", score="得分", n="人数", limits=(55, 100))
    same(found["house_effect"][0], sat.house_effect(towns, official, seed=1))


def test_a_rule_in_per_cent_is_for_a_rate(folder):
    shutil.copy(folder / "rule.toml", folder / "keep.toml")
    (folder / "percent.toml").write_text(
        'name = "满意率"\nunit = "percent"\nkind = "tiered"\n'
        "points = 25\nthreshold = 98\nper_point = 0.5\nfloor = 12.5\n",
        "utf-8",
    )
    frame = respondents(5).replace({100.0: "满意", 75.0: "一般", 55.0: "不满意"})
    frame.to_csv(folder / "words.csv", index=False)
    data = DATA.replace("now.csv", "words.csv").replace(
        "[analysis]", 'scale = { points = { "满意" = 100, "一般" = 75, "不满意" = 55 } }\n[analysis]'
    )
    more = '[conversion]\nfile = "percent.toml"\nrate = "满意率"\n[rates]\ngroups = { "满意率" = ["满意", "一般"] }\n'
    found = computed(planned(folder, "", more, data=data))
    assert found["convert"][0].table["score"].max() <= 100
    assert set(found["convert"][0].table.index) == set(TOWNS)


TABLE = """
[[table]]
title = "各单位"
name = "towns"
question = "{question}"
file = "t.csv"
unit = "单位"
score = "得分"
n = 400
sd = 16
"""


def test_a_bulletin_over_rounds(tmp_path):
    frames = {}
    for name, shift in (("2024H2", 0.0), ("2025H1", 1.0), ("2025H2", 2.5), ("now", 4.0)):
        frames[name] = pd.DataFrame({"单位": TOWNS, "得分": np.array([78.0, 80, 83, 81, 86]) + shift})
        place = tmp_path / name
        place.mkdir()
        frames[name].to_csv(place / "t.csv", index=False)
        if name != "now":
            est = sat.published(frames[name], unit="单位", score="得分", n=400, sd=16)
            sat.store({"towns": est}, place, round=name)
    (tmp_path / "now" / "rule.toml").write_text('kind = "points"\npoints = 80\nfull = 100\n', "utf-8")
    top = 'previous = "../2025H2"\nconversion = "rule.toml"\n'
    more = '[movers]\n[rank_change]\n[trend]\n[history]\nrounds = ["../2024H2", "../2025H1"]\n[awards]\ntop = 1\n'
    tables = TABLE.format(question="rounds") + TABLE.format(question="ranking")
    found = computed(planned(tmp_path / "now", top, more + "[analysis]\ndraws = 1000\n", kind="bulletin", data=tables))
    before, now = (sat.published(frames[one], unit="单位", score="得分", n=400, sd=16) for one in ("2025H2", "now"))
    same(found["movers"][0], sat.movers(before, now, draws=1000))
    same(found["awards"][0], sat.awards(now, top=1, draws=1000))
    same(found["convert"][0], sat.convert(now, sat.rule({"kind": "points", "points": 80, "full": 100}), draws=1000))
    assert found["trend"][0].table.index.get_level_values("round").nunique() == 4


def test_what_does_not_go_together_is_said_all_at_once_in_both_languages(folder):
    wrong = """
[rank_change]
[movers]
[composition]
by = "城乡"
items = ["没有"]
[trend]
[persistence]
bottom = 2
[conversion]
file = "rule.toml"
rate = "满意率"
"""
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(planned(folder, "", wrong))
    english = "".join(one.message for one in caught.value.problems)
    chinese = "".join(problem_text(one, "zh")[0] for one in caught.value.problems)
    for said in (
        "[rank_change], [movers] need a round before",
        "[composition] need the respondents",
        "[trend] needs at least 2 earlier rounds",
        "[persistence] needs at least 1 earlier rounds",
        "rate in [conversion] names 满意率",
        "[composition] names 没有",
    ):
        assert said in english
    for said in (
        "[rank_change]、[movers] 需要上一轮",
        "需要上轮受访者的数据",
        "[trend] 至少需要以前的2轮",
        "不是 [rates] 里的一组",
    ):
        assert said in chinese


@pytest.mark.parametrize(
    ("more", "says", "chinese"),
    [
        ("[awards]\ntop = 2\nbottom = 2\n", "give one rule", "只能写一种办法"),
        ("[official]\n", "give either file", "只能取其一"),
        ('[official]\nfile = "a.csv"\nunit = "u"\n', "file needs score, n, sd or limits", "还须写 score"),
        ("[movers]\ntop = 0\n", "greater than or equal to 1", "不应小于1"),
    ],
)
def test_what_each_part_needs_is_said(folder, more, says, chinese):
    with pytest.raises(sat.DataProblems, match=says) as caught:
        read_plan(planned(folder, "", more))
    assert chinese in problem_text(caught.value.problems[0], "zh")[0]


def test_the_faults_of_every_file_come_together(folder):
    (folder / "bad.toml").write_text('kind = "points"\npoint = 80\n', "utf-8")
    (folder / "worse.toml").write_text('[[claim]]\nid = "1"\nkind = "wish"\n', "utf-8")
    top = 'previous = "../gone"\nconversion = "bad.toml"\nclaims = "worse.toml"\n'
    with pytest.raises(sat.DataProblems) as caught:
        check(planned(folder, top, data=DATA.replace("now.csv", "nothing.csv")))
    files = {one.file for one in caught.value.problems}
    assert {"bad.toml", "worse.toml", "nothing.csv", "gone/out/estimates.json"} <= files

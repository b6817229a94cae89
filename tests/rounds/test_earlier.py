"""A round that is compared with the stored estimates of earlier rounds, without their respondents."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import satmodel as sat
from satmodel.rounds.checking import check
from satmodel.rounds.cli import main
from satmodel.rounds.plan import read_plan
from satmodel.rounds.run import _sections, everything, make, run, verify
from satmodel.telling.words import problem_text

HEAD = 'title = "t"\nkind = "{kind}"\nround = "{round}"\nlanguage = ["{first}"]\nformats = ["html"]\n'
DATA = """
[data]
file = "{file}"
unit = "镇街"
stratum = "镇街"
cluster = "村居"
items = {{ "治安" = "治安", "医疗" = "{medical}" }}
[analysis]
draws = 1000
"""
CARD = '[instrument]\norganiser = "{organiser}"\nmode = "电话访问"\n'


def respondents(seed, shift=0.0):
    rng = np.random.default_rng(seed)
    towns = np.repeat([*"甲乙丙"], 80)
    frame = pd.DataFrame({"镇街": towns, "村居": [f"{t}{i // 10 % 8}" for i, t in enumerate(towns)]})
    for item in ("治安", "医疗"):
        frame[item] = rng.choice([100.0, 75.0, 55.0], len(frame), p=[0.4 + shift, 0.4, 0.2 - shift])
    return frame


def phone(folder, round_, frame, top="", more="", *, medical="医疗", organiser="统计局", first="zh"):
    folder.mkdir(parents=True, exist_ok=True)
    frame.rename(columns={"医疗": medical}).to_csv(folder / "a.csv", index=False)
    head = HEAD.format(kind="phone", round=round_, first=first)
    text = head + top + DATA.format(file="a.csv", medical=medical) + CARD.format(organiser=organiser) + more
    (folder / "round.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    folder = phone(tmp_path_factory.mktemp("rounds") / "2025H2", "2025H2", respondents(1))
    run(folder)
    return folder


def computed(folder):
    """The results of a round's sections, without the documents."""
    plan = read_plan(folder)
    return [result for section in _sections(everything(folder, plan), plan, folder) for result in section.results]


def tables(results, method):
    return [result.table for result in results if result.step.method == method]


def beside(before, name):
    """A folder beside the round before, in which its respondents are not."""
    shutil.copytree(before.parent / "2025H2", before.parent / f"{name}-2025H2" / "2025H2")
    (before.parent / f"{name}-2025H2" / "2025H2" / "a.csv").unlink()
    return before.parent / f"{name}-2025H2" / "2026H1"


def test_a_run_keeps_the_estimates_to_the_last_digit(before):
    kept = sat.stored(before)
    survey = sat.read(
        before / "a.csv", unit="镇街", stratum="镇街", cluster="村居", items=["治安", "医疗"], round="2025H2"
    )
    direct = {"items": sat.means(survey, by=None), "cells": sat.means(survey)}
    direct["composite"] = direct["cells"].average("item")
    assert (kept.round, kept.about["kind"], list(kept.sets)) == ("2025H2", "phone", list(direct))
    for name, est in direct.items():
        np.testing.assert_array_equal(kept[name].value, est.value)
        np.testing.assert_array_equal(kept[name].cov, est.cov)
        assert list(kept[name].labels) == list(est.labels)
    entry = json.loads((before / "out" / "manifest.json").read_text("utf-8"))["outputs"]["estimates.json"]
    assert entry["bytes"] == (before / "out" / "estimates.json").stat().st_size


def test_the_folder_gives_the_numbers_that_the_respondents_give(before):
    now = phone(beside(before, "same"), "2026H1", respondents(2, 0.1), 'previous = "../2025H2"\n')
    stored = computed(now)
    shutil.copy(before / "a.csv", now / "b.csv")
    phone(now, "2026H1", respondents(2, 0.1), more='[previous]\nfile = "b.csv"\nround = "2025H2"\n')
    read = computed(now)
    for method in ("change", "contributions", "gaps"):
        pairs = list(zip(tables(stored, method), tables(read, method), strict=True))
        assert pairs
        for with_folder, with_file in pairs:
            pd.testing.assert_frame_equal(with_folder, with_file, check_exact=True)


def test_the_manifest_and_the_appendix_name_the_file_and_verify_watches_it(before):
    now = phone(beside(before, "verify"), "2026H1", respondents(2, 0.1), 'previous = "../2025H2"\n')
    run(now)
    kept = now.parent / "2025H2" / "out" / "estimates.json"
    book = json.loads((now / "out" / "manifest.json").read_text("utf-8"))
    fingerprint = book["inputs"]["../2025H2/out/estimates.json"]["sha256"]
    page = (now / "out" / "appendix.html").read_text("utf-8")
    assert fingerprint in page
    assert "2025H2的估计及其协方差取自该轮运行时留存的文件" in page
    kept.write_text(kept.read_text("utf-8").replace('"round":"2025H2"', '"round":"2025H3"'), "utf-8")
    with pytest.raises(sat.DataProblems, match="changed after the run"):
        verify(now)
    (kept.parent / "manifest.json").unlink()
    assert ("input", "../2025H2/out/estimates.json") in {(one.part, one.name) for one in verify(now)}


def test_cards_travel_with_the_estimates(before):
    now = phone(beside(before, "cards"), "r", respondents(2), 'previous = "../2025H2"\n', organiser="本县自查")
    done = CliRunner().invoke(main, ["run", str(now)])
    assert done.exit_code == 1
    assert "两次调查无法比较：组织实施不同" in done.output
    phone(
        now,
        "r",
        respondents(2),
        more='[previous]\nfolder = "../2025H2"\noverride = "同一批访员"\n',
        organiser="本县自查",
    )
    changes = [result for result in computed(now) if result.step.method == "change"]
    assert [one.step.settings["override"] for one in changes] == 2 * ["同一批访员"]
    # this round's plan may say what differed in the round before
    given = '[previous]\nfolder = "../2025H2"\n[previous.instrument]\norganiser = "本县自查"\n'
    phone(now, "r", respondents(2), more=given, organiser="本县自查")
    (told,) = [result for result in computed(now) if result.step.method == "comparable"]
    assert told.comparable


def test_names_of_this_round(before):
    frame = respondents(2).replace({"镇街": {"甲": "新甲"}})
    now = phone(beside(before, "names"), "r", frame, 'previous = "../2025H2"\n')
    (now / "units.csv").write_text("旧,新,日期\n甲,新甲,2026-01-01\n", "utf-8")
    named = '[names]\ncrosswalk = { file = "units.csv", old = "旧", new = "新", since = "日期" }\non = 2026-06-30\n'
    phone(now, "r", frame, 'previous = "../2025H2"\n', named)
    results = computed(now)
    assert set(tables(results, "change")[-1].index) == {"新甲", "乙", "丙"}
    assert tables(results, "harmonise")[0]["how"].tolist().count("renamed") == 1
    frame = frame.replace({"镇街": {"乙": "新甲"}})
    (now / "units.csv").write_text("旧,新,日期\n甲,新甲,2026-01-01\n乙,新甲,2026-01-01\n", "utf-8")
    phone(now, "r", frame, 'previous = "../2025H2"\n', named)
    with pytest.raises(sat.SettingError, match="harmonise the survey"):
        computed(now)


def test_simulated_rounds_before_are_said_everywhere(before):
    now = phone(beside(before, "simulated"), "r", respondents(2), 'previous = "../2025H2"\n')
    kept = sat.stored(now.parent / "2025H2")
    sat.store(kept.sets, now.parent / "2025H2" / "out" / "estimates.json", round="2025H2", simulated=True)
    (now.parent / "2025H2" / "out" / "manifest.json").unlink()
    made = make(now)
    assert "模拟数据" in made.outputs["appendix.html"].decode()
    assert any(name.endswith(".simulated.csv") for name in made.outputs)


BULLETIN = """
[[table]]
title = "分项"
question = "rounds"
file = "items.csv"
item = "项目"
score = "得分"
n = 400
correlation = 0.4
limits = [[55, 100], [0, 100]]
"""


def bulletin(folder, round_, scores, top="", table=BULLETIN):
    folder.mkdir(parents=True, exist_ok=True)
    pd.DataFrame({"项目": ["治安", "医疗", "环境"], "得分": scores}).to_csv(folder / "items.csv", index=False)
    text = HEAD.format(kind="bulletin", round=round_, first="zh") + top + table
    (folder / "round.toml").write_text(text, "utf-8")
    return folder


def test_a_bulletin_is_compared_with_the_bulletin_before(tmp_path):
    first = bulletin(tmp_path / "1", "2014H2", [80.0, 74.7, 73.0], table=BULLETIN.replace('"rounds"', '"ranking"'))
    run(first)
    (first / "items.csv").unlink()
    now = bulletin(tmp_path / "2", "2015H1", [86.7, 76.8, 82.2], 'previous = "../1"\n')
    found = tables(computed(now), "change")
    assert len(found) == 2
    known = sat.published(now / "items.csv", item="项目", score="得分", n=400, limits=(55, 100), correlation=0.4)
    frame = pd.DataFrame({"项目": ["治安", "医疗", "环境"], "得分": [80.0, 74.7, 73.0]})
    then = sat.published(frame, item="项目", score="得分", n=400, limits=(55, 100), correlation=0.4)
    direct = sat.change(then, known).table
    np.testing.assert_array_equal(found[0][["change", "se", "low"]], direct[["change", "se", "low"]])
    renamed = bulletin(
        tmp_path / "3", "r", [86, 77, 82], 'previous = "../1"\n', BULLETIN.replace("n = 400", 'name = "x"\nn = 400')
    )
    with pytest.raises(sat.DataProblems) as caught:
        computed(renamed)
    assert {one.rule for one in caught.value.problems} == {"stored_set"}
    assert "items/得分 (55–100)" in problem_text(caught.value.problems[0], "zh")[0]


@pytest.mark.parametrize(
    ("top", "more", "says", "chinese"),
    [
        ("", '[previous]\nround = "r"\n', "give either file and round", "只能取其一"),
        ("", '[previous]\nfile = "b.csv"\n', "file needs round", "须同时写 round"),
        ("", '[previous]\nfolder = "../1"\nunit = "x"\n', "leave out unit", "请不写 unit"),
        ('previous = "../1"\n', "[drivers]\nrounds = true\n", "separate overall", "单独提问"),
        ("", '[history]\nrounds = ["../1", "../1"]\n', "names a folder twice", "写了两次"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path, top, more, says, chinese):
    folder = phone(tmp_path / "now", "r", respondents(1), top, more)
    with pytest.raises(sat.DataProblems, match=says) as caught:
        read_plan(folder)
    assert chinese in problem_text(caught.value.problems[0], "zh")[0]


def test_faults_of_the_stored_file_and_of_the_data_come_together(tmp_path):
    folder = phone(tmp_path / "now", "r", respondents(1).replace(75.0, "好"), 'previous = "../gone"\n')
    with pytest.raises(sat.DataProblems) as caught:
        check(folder)
    assert "stored_missing" in {one.rule for one in caught.value.problems}
    assert len({one.rule for one in caught.value.problems}) > 1


def test_a_table_of_rounds_needs_a_column_or_a_round_before(tmp_path):
    with pytest.raises(sat.DataProblems, match="needs before") as caught:
        read_plan(bulletin(tmp_path, "r", [1, 2, 3]))
    assert "previous = 上一轮的文件夹" in problem_text(caught.value.problems[0], "zh")[0]

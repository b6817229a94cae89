"""A round whose units and items were called otherwise before, and a previous round asked otherwise."""

import pandas as pd
import pytest
from click.testing import CliRunner

import satmodel as sat
from satmodel.rounds.cli import main
from satmodel.rounds.plan import read_plan
from satmodel.rounds.run import make, run

PLAN = """
title = "t"
kind = "phone"
round = "2026H1"
formats = ["html"]
[data]
file = "now.csv"
unit = "镇街"
[data.items]
"社会治安" = "治安"
"看病就医" = "就医"
[previous]
file = "before.csv"
round = "2025H2"
items = { "社会治安" = "治安", "医疗服务" = "医疗" }
"""
NAMES = """
[names]
crosswalk = { file = "units.csv", old = "原单位", new = "现单位", since = "起始日期" }
on = 2026-06-30
[names.items]
"看病就医" = ["医疗服务"]
"""
OTHER = '\n[previous.instrument]\norganiser = "本县自查"\n'
CARD = '\n[instrument]\norganiser = "市统计局"\n'


@pytest.fixture
def folder(tmp_path):
    points = [100, 75, 55, 100, 75, 100, 55, 75]
    now = pd.DataFrame({"镇街": ["中心街道"] * 4 + ["东镇"] * 4, "治安": points, "就医": points[::-1]})
    before = pd.DataFrame({"镇街": [*"北北南南", *["東鎮"] * 4], "治安": points[::-1], "医疗": points})
    moves = pd.DataFrame({"原单位": ["北", "南"], "现单位": "中心街道", "起始日期": "2026-01-01"})
    for name, frame in (("now", now), ("before", before), ("units", moves)):
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


def plan(folder, text):
    (folder / "round.toml").write_text(text, "utf-8")
    return folder


def test_without_the_names_nothing_can_be_compared(folder):
    before = sat.read(folder / "before.csv", unit="镇街", items={"社会治安": "治安", "医疗服务": "医疗"})
    now = sat.read(folder / "now.csv", unit="镇街", items={"社会治安": "治安", "看病就医": "就医"})
    with pytest.raises(sat.NotComparable):
        sat.change(sat.means(before), sat.means(now))


def test_with_the_names_every_unit_and_item_is_compared_and_the_matching_is_told(folder):
    made = make(plan(folder, PLAN + NAMES))
    page = made.outputs["appendix.html"].decode()
    for said in ("4个写法或名称不同", "合并", "2026-01-01", "繁体字", "取2026-06-30的名称"):
        assert said in page
    moved = [name for name in made.outputs if name.endswith("-change.csv")]
    table = made.outputs[moved[-1]].decode("utf-8-sig")
    assert "中心街道" in table
    assert "东镇" in table
    assert "units.csv" in made.ledger["inputs"]


def test_rounds_of_other_organisers_are_refused_in_the_round_s_language(folder):
    plan(folder, PLAN + NAMES + OTHER + CARD)
    done = CliRunner().invoke(main, ["run", str(folder)])
    assert done.exit_code == 1
    assert "两次调查无法比较：组织实施不同" in done.output
    assert not (folder / "out").exists()


def test_an_override_is_printed(folder):
    text = PLAN.replace('round = "2025H2"', 'round = "2025H2"\noverride = "同一批访员"') + NAMES + OTHER + CARD
    run(plan(folder, text))
    page = (folder / "out" / "appendix.html").read_text("utf-8")
    assert "两轮的调查口径本不可比（组织实施不同），仍作比较，理由是：同一批访员" in page
    assert "两次调查的可比性" in page


def test_a_crosswalk_needs_a_day(folder):
    with pytest.raises(sat.DataProblems, match="a crosswalk needs on"):
        read_plan(plan(folder, PLAN + NAMES.replace("on = 2026-06-30", "")))


def test_a_card_in_a_file_of_its_own(folder):
    (folder / "card.yaml").write_text("组织实施: 市统计局\nfieldwork: [2026-06-01, 2026-06-12]\n", "utf-8")
    made = make(plan(folder, PLAN + NAMES + '\n[instrument]\nfile = "card.yaml"\nmode = "电话访问"\n'))
    page = made.outputs["appendix.html"].decode()
    for said in ("市统计局", "2026-06-01 – 2026-06-12", "电话访问"):
        assert said in page
    assert "card.yaml" in made.ledger["inputs"]


def test_personal_data_are_dropped_and_the_report_says_so(folder):
    frame = pd.read_csv(folder / "now.csv").assign(电话=[f"1380000{number:04d}" for number in range(8)])
    frame.to_csv(folder / "now.csv", index=False)
    text = PLAN.split("[previous]")[0]
    made = make(plan(folder, text))
    page = made.outputs["appendix.html"].decode()
    assert "读取时删去含个人信息的列" in page
    assert not any(b"13800000003" in data for data in made.outputs.values())
    kept = make(plan(folder, text.replace('unit = "镇街"', 'unit = "镇街"\nkeep_personal = ["电话"]')))
    assert "含个人信息的列" not in kept.outputs["appendix.html"].decode()

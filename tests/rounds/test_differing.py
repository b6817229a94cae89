"""What changed between two runs, in sentences: the largest difference, verdicts that turned, ranks that moved."""

import json

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from satmodel.rounds.cli import main
from satmodel.rounds.differing import result_differences
from satmodel.rounds.explaining import explain
from satmodel.rounds.ledger import csv_bytes

UNITS = ["甲", "乙", "丙"]


def table(scores, ranks, units=UNITS):
    frame = pd.DataFrame({"estimate": scores, "se": 0.5, "n": 400, "rank": ranks}, index=pd.Index(units, name="unit"))
    return frame.astype({"estimate": float})


def gaps(gap, verdicts):
    index = pd.MultiIndex.from_tuples([("甲", "乙"), ("乙", "丙")], names=["unit", "against"])
    return pd.DataFrame({"gap": gap, "verdict": verdicts, "within": [None, None]}, index=index)


def ran(folder, results, *, round_="2025H2", n=450, inputs="a" * 64, labels=None, told=None):
    """A round's out folder as a run leaves it, with these tables and nothing else."""
    out = folder / "out"
    (out / "results").mkdir(parents=True)
    for name, frame in results.items():
        (out / "results" / f"{name}.csv").write_bytes(csv_bytes(frame))
    captions = {f"results/{name}.csv": {"measure": "points"} | (told or {}) for name in results}
    settings = {"round": round_, "decimals": 2, "table": [{"n": n}], "labels": {"en": labels or {}}}
    book = {
        "versions": {"satmodel": "0.1.0"},
        "settings": settings,
        "inputs": {"a.csv": {"sha256": inputs}},
        "rows": [{"file": "a.csv", "respondents": 5000 if n == 450 else 5060, "unit": "镇街"}],
        "outputs": {},
        "results": captions,
    }
    (out / "manifest.json").write_text(json.dumps(book), "utf-8")
    return folder


@pytest.fixture
def pair(tmp_path):
    told = {"chapter": {"en": "Ranks", "zh": "名次"}, "caption": {"en": "Scores", "zh": "得分"}}
    one = {"01-ranks": table([88, 86, 85], [1, 2, 3]), "02-gaps": gaps([2.0, 1.0], ["established", "not established"])}
    other = {
        "01-means": table([1, 2, 3], [3, 2, 1]),
        "02-ranks": table([88, 85.5, 86.5, 80], [1, 3, 2, 4], [*UNITS, "丁"]),
        "03-gaps": gaps([2.5, 1.2], ["established", "established"]),
    }
    first = ran(tmp_path / "A", one, told=told)
    return first, ran(tmp_path / "B", other, round_="2026H1", n=900, inputs="b" * 64, labels={"丙": "Bing"}, told=told)


def test_tables_are_matched_by_what_they_are_and_rows_by_their_names(pair):
    found = result_differences(pair[0] / "out", pair[1] / "out", ({}, {}))
    assert [one.method for one in found.new] == ["means"]
    assert found.gone == ()
    ranks, gap = found.tables
    assert ranks.new == (("丁",),)
    assert (ranks.largest.label, ranks.largest.before, ranks.largest.after) == (("丙",), 85.0, 86.5)
    assert ranks.moved == ((("乙",), 2.0, 3.0), (("丙",), 3.0, 2.0))
    assert ranks.count == 4
    assert gap.turned == ((("乙", "丙"), "not established", "established"),)
    assert (gap.largest.label, gap.largest.column) == (("甲", "乙"), "gap")


def test_the_sentences_of_both_languages(pair):
    told = explain(*pair, "en")
    assert told["files"] == [
        "a.csv has other contents (fingerprint aaaaaaaaaaaa -> bbbbbbbbbbbb).",
        "Reading a.csv: respondents 5000 -> 5060.",
    ]
    assert told["settings"] == [
        "round: 2025H2 -> 2026H1.",
        "table.1.n: 450 -> 900.",
        "labels.en.丙 = Bing is new.",
    ]
    assert told["versions"] == []
    assert told["results"] == [
        "Verdicts that turned: 1. Units or items whose rank moved: 2.",
        "New: Ranks, Scores.",
        "Ranks, Scores: ranks that moved: 乙 2 -> 3, Bing 3 -> 2.",
        "Ranks, Scores: the verdict turned from not established to established on: 乙 · Bing.",
        "Ranks, Scores: new: 丁.",
        "Ranks, Scores: the largest difference is that of Bing, Score 85.00 -> 86.50; numbers that differ: 4.",
        "Ranks, Scores: the largest difference is that of 甲 · 乙, Difference 2.00 -> 2.50; numbers that differ: 2.",
        "These are differences of printed numbers; whether a change is established stands in the chapters that compare "
        "the rounds.",
    ]
    chinese = "".join(explain(*pair, "zh")["results"])
    for part in (
        "判断改变1处",
        "判断由“不能确认”变为“可以确认”的是：乙·丙",
        "乙由第2名变为第3名",
        "丙，得分由85.00变为86.50",
    ):
        assert part in chinese
    assert "显著" not in chinese


def test_the_order_of_rows_and_of_tables_does_not_matter(tmp_path):
    frame = table([88, 86, 85], [1, 2, 3])
    one = ran(tmp_path / "A", {"01-ranks": frame})
    other = ran(tmp_path / "B", {"07-ranks": frame.iloc[::-1]})
    assert not any(explain(one, other, "en").values())
    done = CliRunner().invoke(main, ["diff", str(one), str(other), "--language", "zh"])
    assert done.output.strip() == "两轮的清单和结果没有差别。"


def test_numbers_that_came_or_went_and_numbers_too_alike_to_be_printed_apart(tmp_path):
    one = ran(tmp_path / "A", {"01-means": table([88, np.nan, 85], [1, 2, 3])})
    other = ran(tmp_path / "B", {"01-means": table([88, 86, 85], [1, 2, 3])})
    assert any("乙, Score (none) -> 86.00" in said for said in explain(one, other, "en")["results"])
    near = ran(tmp_path / "C", {"01-means": table([88 + 1e-9, 86, 85], [1, 2, 3])})
    assert any("88 -> 88.000000001" in said for said in explain(other, near, "en")["results"])


def test_shares_are_told_as_percentages(tmp_path):
    one = ran(tmp_path / "A", {"01-rates": table([0.8, 0.7, 0.6], [1, 2, 3])}, told={"measure": "share"})
    other = ran(tmp_path / "B", {"01-rates": table([0.8, 0.75, 0.6], [1, 2, 3])}, told={"measure": "share"})
    assert any("70.0% -> 75.0%" in said for said in explain(one, other, "en")["results"])


def test_rows_that_have_the_same_name_are_kept_apart(tmp_path):
    twice = pd.DataFrame({"file": ["a", "a"], "rows": [3, 4]})
    one, other = (
        ran(tmp_path / name, {"01-read": frame}) for name, frame in (("A", twice), ("B", twice.assign(rows=[3, 5])))
    )
    (found,) = result_differences(one / "out", other / "out", ({}, {})).tables
    assert (found.largest.label, found.count) == (("a (2)",), 1)


def test_groups_are_printed_even_where_nothing_differs(pair):
    done = CliRunner().invoke(main, ["diff", *map(str, pair), "--language", "en"])
    assert done.exit_code == 0, done.output
    for part in ("Files:\n", "Settings:\n", "Versions:\n  No difference.\n", "Results:\n"):
        assert part in done.output

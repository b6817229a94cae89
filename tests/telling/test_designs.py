"""What rests on a sampling design is told whole in both languages, from sums of files as from surveys."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import satmodel as sat


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    random = np.random.default_rng(3)
    rows = 900
    frame = pd.DataFrame({"bureau": random.choice(["water", "roads", "schools"], rows)})
    frame = frame.assign(operator=random.integers(0, 30, rows), calls=90, handled=200)
    for name in ("polite", "quick"):
        frame[name] = random.choice([55, 75, 100], rows)
    path = tmp_path_factory.mktemp("files") / "tickets.parquet"
    frame.to_parquet(path)
    asked = {"unit": "bureau", "items": ["polite", "quick"], "engine": "duckdb"}
    sums = sat.moments(path, cluster="operator", population="calls", second_population="handled", **asked)
    whole = sat.moments(path, complete=True, **asked)
    return [
        sat.means(sums),
        sat.totals(sums),
        sat.ratio(whole, numerator="polite", denominator="quick"),
        sat.design_effect(sums),
        sat.averages(sums),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["second-stage clusters were drawn", "from 1 file by the engine duckdb", "Design effect", "macro average"],
        ),
        ("zh", ["第二级抽样群", "由1个文件", "设计效应", "简单平均", "有效样本量", "总数"]),
    ],
)
def test_the_appendix_tells_the_design(results, language, words, tmp_path):
    path = tmp_path / "appendix.html"
    sat.Appendix(results, language=language, title="T").save(path)
    text = re.sub(r"<[^>]+>", "", path.read_text("utf-8"))
    for word in words:
        assert word in text
    assert not re.search(r"\{[a-z_]+:[a-z]|nan|None", text)


def test_totals_and_ratios_are_not_called_scores_or_points(results):
    for result in results[1:3]:
        assert "points" not in result.say("en")
        assert "分；" not in result.say("zh")

"""Ordered outcomes are told whole, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.driving.ordinal import ordinal_of
from satmodel.inference.driving.sample import sample_of
from satmodel.telling.figures import render
from satmodel.telling.language import codes
from satmodel.telling.words import say

DATA = Path(__file__).parents[1] / "reference" / "survey" / "designed_data.csv"


@pytest.fixture(scope="module")
def survey():
    data = pd.read_csv(DATA)
    design = {"stratum": "stratum", "cluster": "cluster", "weight": "weight"}
    return sat.read(data, unit="unit", items=["q1", "q2"], overall={"all": "q3"}, **design)


@pytest.fixture(scope="module")
def lines(survey):
    return sat.parallel_lines(survey, outcome="all", on=["q1", "q2"])


@pytest.mark.parametrize("code", codes())
def test_an_appendix_tells_the_lines(lines, code, tmp_path):
    appendix = sat.Appendix([lines], language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    appendix.save(tmp_path / "a.xlsx")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|parallel_lines\.|slope_gap", words.split("SHA-256")[0])
    for name in {"en": ("Slopes at each cut point", "Parallel lines", "Brant")}.get(
        code, ("各分界点的斜率", "平行线检验", "Brant")
    ):
        assert name in words


@pytest.mark.parametrize("code", codes())
def test_the_figure_and_the_sentences_name_cut_points(lines, code):
    assert "75|100" in lines.say(code)
    drawn = render(lines, language=code)
    assert drawn.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("code", codes())
def test_the_levels_and_the_lines_go_with_the_importance(survey, code):
    found = ordinal_of(survey, sample_of(survey), replicates=200, seed=1)
    told = say(found.findings, language=code)
    assert "McKelvey" in told
    assert [one.kind for one in found.findings][-1] == "parallel_lines.overall"


def test_too_few_beyond_a_cut_point_is_said(survey):
    points = survey.scores["all"].to_numpy()
    rows = survey.scores.notna().all(axis=1).to_numpy() & (points == 55)
    first = survey.design.cluster[rows].iloc[0]
    frame = survey.frame[~rows | (survey.design.cluster == first).to_numpy()]
    design = {"stratum": "stratum", "cluster": "cluster", "weight": "weight"}
    again = sat.read(frame, unit="unit", items=["q1", "q2"], overall={"all": "q3"}, **design)
    found = ordinal_of(again, sample_of(again), replicates=200, seed=1)
    assert found.lines is None
    assert found.findings[-1].kind == "ordinal.lines"


@pytest.mark.parametrize("code", codes())
def test_the_methods_section_tells_how_the_levels_were_taken(survey, code, tmp_path):
    found = sat.drivers(survey, method="ordinal", replicates=200, level=0.9)
    assert "ordinal" in [source.method for source in found.step.sources]
    appendix = sat.Appendix([found], language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    for name in ("McKelvey RD, Zavoina W (1975)", "McCullagh P (1980)", "Brant R (1990)"):
        assert name in words

"""Regression, case mix and shrinkage are told whole: sentences, tables, figures and methods, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.telling.language import codes
from tests.grids import one_language_first

DATA = Path(__file__).parents[1] / "reference" / "survey" / "designed_data.csv"


@pytest.fixture(scope="module")
def results():
    data = pd.read_csv(DATA).assign(age=lambda d: 20 + np.arange(len(d)) % 50)
    data["place"] = np.where(np.arange(len(data)) % 12 < 5, "town", data["unit"])
    survey = sat.read(
        data,
        unit="unit",
        items=["q1", "q3"],
        weight="weight",
        stratum="stratum",
        cluster="cluster",
        overall={"all": "q2"},
    )
    towns = sat.estimates([90.0, 84.0, 83.0, 82.0, 78.0], se=[4.0, 1.0, 1.0, 1.0, 1.0], names=list("ABCDE"))
    known = pd.DataFrame({"income": [3.0, 2.0, 2.5, 1.0, 1.2]}, index=list("ABCDE"))
    counts = pd.DataFrame({"count": [3, 180, 150, 90], "n": [3, 200, 200, 100]}, index=list("ABCD"))
    return [
        sat.regress(survey, outcome="all", on=["q1", "age", "place"]),
        sat.regress(survey, outcome="all", on=["q1"], covariance="cr2"),
        sat.regress(survey, outcome={"all": [100]}, on=["q1"], family="logit"),
        sat.regress(survey, outcome="all", on=["q1"], family="ordinal"),
        sat.regress(survey, outcome="all", on=["age"], family="probit"),
        sat.adjusted(survey, covariates=["age"]),
        sat.case_mix(survey, covariates=["age", "place"]),
        sat.shrink(towns),
        sat.shrink(towns, method="fay_herriot", covariates=known),
        sat.shrink_rates(counts),
    ]


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_tells_all_of_them(results, code, tmp_path):
    appendix = sat.Appendix(results, language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|shrink_rates\.|regress\.", words.split("SHA-256")[0])
    for name in {"en": ("Coefficients of the regression", "Direct and shrunk rates", "Raw and adjusted scores")}.get(
        code, ("回归系数", "直接比例与收缩后的比例", "调整前后的得分")
    ):
        assert name in words
    appendix.save(tmp_path / "a.xlsx")


@pytest.mark.parametrize("code", codes())
def test_every_figure_names_what_it_shows(results, code):
    import matplotlib.pyplot as plt

    wanted = {
        "en": {
            "regress": "Coefficient",
            "case_mix": "hollow is raw",
            "shrink": "Shrunk score",
            "shrink_rates": "Shrunk rate",
        },
        "zh": {
            "regress": "回归系数",
            "case_mix": "空心为调整前",
            "shrink": "收缩后的得分",
            "shrink_rates": "收缩后的比例",
        },
    }[code]
    for result in results:
        axes = result.plot(language=code)
        texts = [text.get_text() for text in axes.figure.findobj(plt.Text)]
        word = wanted.get(result.step.method, "")
        assert any(word in text for text in texts)
        plt.close(axes.figure)


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_lists_a_term_that_follows_from_another(code, tmp_path):
    data = pd.read_csv(DATA).assign(twice=lambda d: 2 * d["q1"].fillna(75))
    data["q1"] = data["q1"].fillna(75)
    found = sat.regress(sat.read(data, unit="unit", items=["q1", "q2"]), outcome="q2", on=["q1", "twice"])
    assert found.apart.index.tolist() == ["twice"]
    sat.Appendix([found], language=code, title="T").save(tmp_path / "a.html")
    assert "twice" in (tmp_path / "a.html").read_text("utf-8")

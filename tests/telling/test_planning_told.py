"""Planned interviews and printed claims are told whole: sentences, tables, figures and methods, in every language."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import satmodel as sat
from satmodel.telling.figures import render
from tests.grids import one_language_first

SHOWN = pd.DataFrame({"claim": ["first by 3.15", "first by 0.44"], "one": [83.78, 76.79], "other": [80.63, 76.35]})
SETTINGS = (
    {"sd": 20, "units": 13},
    {"sd": 20, "n": 300, "gap": [0.44, 3.15], "units": 13},
    {"sd": (15, 25), "gap": 3, "power": None},
    {"sd": 20, "units": 13, "pairs": ["first", "all"], "power": None, "n": 20},
    {"sd": 20, "units": 13, "pairs": "control", "n": 20, "reference": "t"},
    {"sd": 20, "deff": (10, 0.05), "population": 3000, "n": 200},
    {"sd": 20, "deff": 1.7, "gap": 2},
)


@pytest.fixture(scope="module")
def results():
    ask = {"claim": "claim", "score": "one", "against": "other"}
    towns = sat.estimates([90.0, 84.0, 83.0], se=[1.5, 1.0, 1.0], n=[200, 320, 310], df=19, names=list("ABC"))
    return [
        *(sat.precision(**setting) for setting in SETTINGS),
        sat.precision(sd=sat.sd_bounds(83.78, "100/75/55"), n=300),
        sat.precision(towns, gap=2),
        sat.claims(SHOWN, **ask, scale="100/75/50/25/0"),
        sat.claims(SHOWN, **ask, scale="100/75/55", items=6),
        sat.claims(SHOWN, **ask, limits=(55, 100), among=12),
    ]


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_tells_all_of_them(results, code, tmp_path):
    appendix = sat.Appendix(results, language=code, title="T")
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|(precision|claims|planning)\.[a-z]", words.split("SHA-256")[0])
    for name in {"en": ("any two units", "n from which it always is", "Dunnett")}.get(
        code, ("任意两个单位", "必可确认的样本量", "邓尼特")
    ):
        assert name in words
    appendix.save(tmp_path / "a.xlsx")
    appendix.save(tmp_path / "a.docx")


@pytest.mark.parametrize("code", one_language_first())
def test_every_picture_is_drawn(results, code):
    for result in results[:9]:
        drawn = render(result, language=code)
        assert drawn.png
        assert not set("{}") & set(drawn.alt)


def test_the_planning_sentence():
    said = sat.precision(sd=20, n=300, units=13, pairs=["one", "all"])
    assert said.say("en", decimals=1).startswith(
        "With 300 interviews in each unit and a standard deviation of 20.0 points, two units named beforehand must "
        "differ by 3.2 points for the difference to be established, and by 4.6 points to be found with 80% "
        "probability. Any two of 13 units must differ by 5.4 points (6.8 to be found with that probability)."
    )
    chinese = (
        "每个单位访问300人、标准差为20.0分时，",
        "事先指定的两个单位，差距达到3.2分才可以确认；",
        "真实差距达到4.6分时，有80%的概率得到确认。",
        "13个单位中任意两个比较，差距须达到5.4分（以这一概率确认，须达到6.8分）。",
    )
    assert said.say("zh", decimals=1).startswith("".join(chinese))


def test_shares_are_told_in_percentage_points():
    desks = pd.DataFrame({"unit": list("ABC"), "yes": [270, 255, 240], "no": [30, 45, 60]})
    rates = sat.counted(sat.counts(desks, unit="unit", answers=["yes", "no"]), share=["yes"])
    found = sat.precision(rates, power=None)
    assert "percentage points" in found.say("en")
    assert "百分点" in found.say("zh")
    assert "percentage points" in render(found, language="en").alt

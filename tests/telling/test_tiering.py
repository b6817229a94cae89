"""Tiers and reliability are told whole: sentences, tables and methods, in every language, in points and in shares."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.telling.language import codes
from tests.grids import one_language_first
from tests.telling.samples import TOWNS


@pytest.fixture(scope="module")
def results():
    random = np.random.default_rng(8)
    se = random.uniform(0.7, 2.0, 13)
    est = sat.estimates(np.round(random.normal(84, 3, 13), 1), se=se, n=100, df=[8.0] + [90.0] * 12, names=TOWNS)
    root = random.normal(size=(13, 13)) * 0.3 + np.diag(se)
    together = sat.estimates(est.value, cov=root @ root.T, names=TOWNS)
    return [
        *(sat.tiers(est, method=method) for method in ("posterior", "clusters", "letters")),
        sat.tiers(est, certainty=0.99, best="low"),
        sat.reliability(est),
        sat.reliability(together),
    ]


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_tells_all_of_them(results, code, tmp_path):
    appendix = sat.Appendix(results, language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|tiers\.|reliability\.", words.split("SHA-256")[0])
    wanted = {
        "en": (
            "Putting units into tiers",
            "Reliability of the ranking",
            "Letters",
            "Interval of the reliability",
            "Kline",
        ),
        "zh": ("分档", "排名的信度", "字母标记", "信度区间", "Kline"),
    }
    for name in wanted[code]:
        assert name in words
    appendix.save(tmp_path / "a.xlsx")
    appendix.save(tmp_path / "a.docx")


@pytest.mark.parametrize("code", codes())
def test_shares_are_told_as_percentages(code):
    frame = pd.DataFrame(
        {"unit": np.repeat(list("ABCDEF"), 60), "q1": np.tile(["满意", "基本满意", "不满意", "满意"], 90)}
    )
    frame.loc[frame["unit"] < "C", "q1"] = np.where(np.arange(120) % 7, "满意", "不满意")
    survey = sat.read(frame, unit="unit", items=["q1"], scale="100/75/55")
    rates = sat.rates(survey).take({"item": "q1", "measure": "very_satisfied"})
    for method in ("posterior", "clusters", "letters"):
        said = sat.tiers(rates, method=method).say(code)
        assert {"en": " points", "zh": "分才"}[code] not in said.replace("percentage points", "").replace(
            "个百分点", ""
        )
    said = sat.reliability(rates).say(code)
    assert {"en": "percentage points", "zh": "个百分点"}[code] in said


def test_the_sentence_on_reliability_says_what_had_to_be_found(results):
    found = results[4]
    text = found.say("en").splitlines()[0]
    low, high = found.reliability.low, found.reliability.high
    assert (
        text.index(f"{found.reliability.value:.2f}")
        < text.index(f"[{low:.2f}, {high:.2f}]")
        < text.index("established")
    )
    assert found.verdict.value in text
    assert f"{found.detectable:.2f} would have had to be found" in text or found.verdict.value == "established"

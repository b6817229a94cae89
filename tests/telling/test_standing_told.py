"""Where each unit stands is told whole: sentences, tables, the funnel and the methods, in every language."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Annotation

import satmodel as sat
from satmodel.telling import figures
from satmodel.telling.language import codes, language
from satmodel.telling.writer import Writer
from tests.grids import one_language_first
from tests.telling.samples import names

GROUPS = dict(zip(names(13), [*"ababababababc"], strict=True))


def towns(count, *, known=True, spread=2.5):
    random = np.random.default_rng(count)
    n = random.integers(30, 600, count)
    value = 80 + random.normal(0, spread, count) + random.normal(0, 18 / np.sqrt(n))
    value[1] -= 12
    return sat.estimates(value, se=18 / np.sqrt(n), n=n if known else None, names=names(count))


def rates():
    frame = pd.DataFrame({"town": names(6), "yes": [80, 150, 60, 170, 90, 81], "no": [20, 50, 40, 30, 60, 9]})
    given = sat.counts(frame, unit="town", answers=sat.Scale({"yes": 100, "no": 0}))
    return sat.counted(given, share=["yes"])


@pytest.fixture(scope="module")
def results():
    return [
        sat.standing(towns(13)),
        sat.standing(towns(6, known=False), against=78, adjust="none"),
        sat.standing(towns(13), against=GROUPS, weights=dict.fromkeys(names(13), 2.0), adjust="bonferroni"),
        sat.standing(towns(13, spread=0.0), overdispersion="published", best="low"),
        sat.standing(towns(13), overdispersion=False),
        sat.standing(towns(3), weights=dict.fromkeys(names(3), 1.5)),
        sat.standing(rates()),
    ]


@pytest.mark.parametrize("code", codes())
def test_every_result_is_said_and_drawn(results, code):
    for result in results:
        said = result.say(code)
        assert not re.search(r"nan|None|[{}]", said)
        assert figures.render(result, language=code).alt[-1] in "。."
    assert ("percentage points" if code == "en" else "个百分点") in results[-1].say(code)
    assert ("90.0%" if code == "en" else "为90.0%，") in results[-1].say(code)


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_tells_all_of_them(results, code, tmp_path):
    appendix = sat.Appendix(results, language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|standing\.|much_worse", words.split("SHA-256")[0])
    for wanted in {"en": ("Much worse than expected", "Huber", "Spiegelhalter DJ (2005)")}.get(
        code, ("远差于预期", "目标视为已知", "Spiegelhalter DJ (2005)")
    ):
        assert wanted in words
    appendix.save(tmp_path / "a.xlsx")


def test_the_half_below_the_average_and_the_unit_itself_are_spoken_of():
    said = sat.standing(towns(13), weights=dict.fromkeys(names(13), 2.0)).say("zh")
    assert "低于平均不等于不合格" in said
    assert "剔除该单位自身" in said
    assert "低于平均" not in sat.standing(towns(13), against=80).say("zh")


@pytest.mark.parametrize("count", [6, 13, 50, 150])
@pytest.mark.parametrize("code", codes())
def test_the_names_in_the_funnel_stand_clear_of_each_other_and_the_outlying_come_first(count, code):
    result = sat.standing(towns(count))
    chart, kind = figures._chart(result)
    drawn = figures._figure(chart, kind, Writer(language(code)), False)
    drawn.canvas.draw()
    written = [text for text in drawn.findobj(Annotation) if text.get_text()]
    assert written[0].get_text() == names(count)[int(np.argmax(np.abs(result.funnel.z_od)))]
    boxes = [text.get_window_extent() for text in written]
    # a dot: side bearings of neighbouring letters may meet
    for i, one in enumerate(boxes):
        assert drawn.bbox.x0 - 1 <= one.x0 and one.x1 <= drawn.bbox.x1 + 1  # noqa: PT018 -- one statement: inside
        for other in boxes[i + 1 :]:
            assert not (one.shrunk(0.98, 0.8).overlaps(other.shrunk(0.98, 0.8)))
    if count > 20:
        outside = {name for name, band in zip(names(count), result.band, strict=True) if band != "about_the_same"}
        assert {text.get_text() for text in written} <= outside

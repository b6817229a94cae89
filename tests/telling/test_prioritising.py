"""Penalties and rewards and the map of importance and score are told whole: sentences, tables, figures, methods."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import satmodel as sat
from satmodel.telling.figures import render
from satmodel.telling.language import codes
from tests.grids import one_language_first
from tests.inference.test_asymmetry import answers, survey


@pytest.fixture(scope="module")
def results():
    frame = answers(3, 30, 40)
    rare = frame.assign(d=np.where((frame["d"] == 55) & (frame.index > 90), 75.0, frame["d"]))
    read = survey(rare, cluster="village")
    return [
        sat.asymmetry(read, good=100, bad=55),
        sat.priorities(read, replicates=200),
        sat.priorities(read, lines=(0.25, 85), method="johnson", replicates=200),
        sat.priorities(survey(frame.assign(d=75.0)), lines="median", replicates=200),
    ]


@pytest.mark.parametrize("code", one_language_first())
def test_an_appendix_tells_both(results, code, tmp_path):
    appendix = sat.Appendix(results, language=code, title="T", simulated=True)
    appendix.save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))
    assert not re.search(r"\bnan\b|\bNone\b|asymmetry\.|priorities\.|must_be|look_first", words.split("SHA-256")[0])
    wanted = {
        "en": (
            "Penalties and rewards",
            "listed apart",
            "Fieller",
            "Johnson",
            "set beforehand",
            "association, not cause",
        ),
        "zh": ("惩罚", "单独列出", "Fieller", "Johnson", "事先规定", "不是因果"),
    }[code]
    for name in wanted:
        assert name in words
    appendix.save(tmp_path / "a.xlsx")


def test_an_index_without_bounds_is_a_dash_and_is_told():
    rng = np.random.default_rng(5)
    points = rng.choice([100.0, 75.0, 55.0], (400, 2))
    frame = pd.DataFrame(points, columns=["a", "b"]).assign(town="A", all=70 + 8 * (points[:, 0] == 100))
    frame["all"] += rng.normal(0, 8, 400)
    found = sat.asymmetry(sat.read(frame, unit="town", items=["a", "b"], overall="all"), good=100, bad=55)
    assert np.isnan(found.table.loc["b", "asymmetry"])
    assert found.table.loc["b", "kano"] == "not established"
    assert "The range from the worst to the best answer to b is not established to be above zero" in found.say("en")
    assert "—" in found._repr_html_()


@pytest.mark.parametrize("code", codes())
def test_names_in_the_map_do_not_cover_each_other(code):
    from tests.telling.samples import priorities
    from tests.telling.test_figures import figure_of

    for count in (3, 6, 12, 25):
        drawn = figure_of(priorities(count), code)
        boxes = [Text.get_window_extent(text) for text in drawn.axes[0].texts if text.get_text()]
        assert len(boxes) == count + 4
        for i, one in enumerate(boxes):
            for other in boxes[:i]:
                wide = min(one.x1, other.x1) - max(one.x0, other.x0)
                tall = min(one.y1, other.y1) - max(one.y0, other.y0)
                # two dots of a hundred an inch: letters do not fill their boxes
                assert wide <= 2 or tall <= 2
    plt.close("all")


def test_the_picture_in_words_counts_what_it_shows(results):
    assert "filled bars" in render(results[0], language="en").alt
    assert "3 items by importance" in render(results[3], language="en").alt

"""Every picture is drawn whole, in every language and size, byte for byte the same, and leaves the user's settings."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from itertools import pairwise

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from satmodel.errors import NotEstimable, SettingError
from satmodel.result import Chart
from satmodel.step import Step
from satmodel.telling import figures
from satmodel.telling.figures import draw, kinds, render
from satmodel.telling.figures._canvas import PAGE, TALL, broken
from satmodel.telling.fonts import FAMILY
from satmodel.telling.language import codes, language
from satmodel.telling.writer import Writer
from tests.telling.samples import ENGLISH, FIGURES, Sample, answers, gaps, heatmap, intervals, ranks, waterfall


def figure_of(sample: Sample, code: str) -> Figure:
    chart, kind = figures._chart(sample)
    writer = Writer(language(code), 2, ENGLISH if code == "en" else None)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        drawn = figures._figure(chart, kind, writer, True)
        drawn.canvas.draw()
    return drawn


def visible(drawn: Figure) -> list[Text]:
    """The texts that are printed: matplotlib keeps labels of ticks beyond the ends of an axis and leaves them out."""
    beyond = [
        label
        for ax in drawn.axes
        for label in ax.get_xticklabels()
        if not min(ax.get_xlim()) <= label.get_position()[0] <= max(ax.get_xlim())
    ]
    return [text for text in drawn.findobj(Text) if text.get_text() and text.get_visible() and text not in beyond]


def test_every_kind_has_a_sample():
    assert {make(6).chart.kind for make in FIGURES.values()} == set(kinds())


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_comes_as_png_svg_and_words(name, code):
    drawn = render(FIGURES[name](6), language=code, labels=ENGLISH if code == "en" else None)
    width, height = struct.unpack(">II", drawn.png[16:24])
    assert width == PAGE * 200
    assert height <= TALL * 200
    tree = ET.fromstring(drawn.svg)
    assert tree.tag.endswith("svg")
    assert not list(tree.iter("{http://www.w3.org/2000/svg}text")), "texts are outlines, they need no font"
    assert drawn.alt[-1] in "。."
    assert not set("{}") & set(drawn.alt)


def test_the_same_numbers_give_the_same_bytes_whatever_the_settings():
    first = render(heatmap(6), language="zh", simulated=True)
    with matplotlib.rc_context(
        {"font.size": 20, "axes.facecolor": "red", "svg.hashsalt": "other", "lines.linewidth": 9}
    ):
        assert render(heatmap(6), language="zh", simulated=True) == first
    first = render(ranks(6), language="en")
    assert render(ranks(6), language="en") == first


@pytest.mark.parametrize(("count", "code"), [pytest.param(13, "en", marks=pytest.mark.slow), (13, "zh"), (50, "zh")])
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_is_cut_and_no_names_overlap(name, count, code):
    drawn = figure_of(FIGURES[name](count), code)
    page = drawn.bbox
    for text in visible(drawn):
        box = text.get_window_extent()
        # one dot: a text may touch the edge
        assert box.x0 >= page.x0 - 1, text.get_text()
        assert box.x1 <= page.x1 + 1, text.get_text()
        assert box.y0 >= page.y0 - 1, text.get_text()
        assert box.y1 <= page.y1 + 1, text.get_text()
    for ax in drawn.axes:
        boxes = sorted((label.get_window_extent() for label in ax.get_yticklabels()), key=lambda box: box.y0)
        # two dots of a hundred an inch: ascenders may touch descenders
        assert all(low.y1 <= high.y0 + 2 for low, high in pairwise(boxes))
    assert drawn.get_figheight() <= TALL + 0.5


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("count", [3, 6, 12])
def test_what_dominance_marks_mean_is_not_cut_beside_names_that_take_room(count, code):
    sample = FIGURES["dominance"](count)
    long = {name: f"{name}: 对这一项公共服务" for name in sample.chart.marks["order"]}
    data = sample.chart.data.replace(dict.fromkeys(("item", "against"), long))
    chart = Chart("dominance", data, sample.chart.columns, {"order": tuple(long.values())})
    drawn = figure_of(Sample(sample.rows, chart, sample.step), code)
    for text in visible(drawn):
        box = text.get_window_extent()
        # one dot: a text may touch the edge
        assert drawn.bbox.x0 - 1 <= box.x0 <= box.x1 <= drawn.bbox.x1 + 1, text.get_text()
        assert drawn.bbox.y0 - 1 <= box.y0 <= box.y1 <= drawn.bbox.y1 + 1, text.get_text()


@pytest.mark.parametrize("name", ["intervals", "heatmap", "ranks", "answers", "tiers", "reliability"])
def test_many_rows_stand_side_by_side_on_one_page(name):
    drawn = figure_of(FIGURES[name](150), "zh")
    assert len(drawn.axes) == 3
    assert drawn.get_figheight() <= TALL + 0.5
    if name != "heatmap":
        assert len({ax.get_xlim() for ax in drawn.axes}) == 1
    named = [label.get_text() for ax in drawn.axes for label in ax.get_yticklabels()]
    assert len(set(named)) == 150


def test_many_pairs_of_few_units_are_a_matrix_and_many_units_with_one_pair_each_are_not():
    assert len(figure_of(gaps(13, every=True), "zh").axes[0].images) == 1
    assert not figure_of(gaps(75), "zh").axes[0].images


def test_a_tie_is_printed_as_a_range_and_a_knife_edge_with_a_star():
    sample = ranks(6)
    data = sample.chart.data.assign(tied=lambda rows: rows["rank"], edge=False)
    data.loc[data["rank"].idxmin(), ["tied", "edge"]] = [2, True]
    columns = {**sample.chart.columns, "tied": "tied", "edge": "edge"}
    marks = {"level": 0.95, "apart": ("A village", "B village")}
    drawn = figure_of(Sample(sample.rows, Chart("ranks", data, columns, marks), Step("ranks")), "en")
    texts = [text.get_text() for text in drawn.findobj(Text)]
    assert "1–2 [1]*" in texts
    below = drawn.axes[0].get_xlabel().splitlines()
    assert below[1:] == [language("en").pictures["ranks.edge"], "Not ranked: A village and B village"]


def test_many_neighbours_are_a_chain_that_names_each_unit_once():
    data = pd.DataFrame({"unit": [f"U{i}" for i in range(149)], "against": [f"U{i + 1}" for i in range(149)]})
    data = data.assign(gap=0.5, low=-1.0, high=2.0)
    columns = {"label": "unit", "against": "against", "value": "gap", "low": "low", "high": "high"}
    drawn = figure_of(Sample(data, Chart("gaps", data, columns), Step("gaps")), "en")
    named = [label.get_text() for ax in drawn.axes for label in ax.get_yticklabels()]
    assert len(drawn.axes) == 3
    # the last unit of a column begins the next one
    assert len(set(named)) == 150
    assert len(named) == 152


def test_many_scores_stand_in_their_order_and_rounds_in_theirs():
    data = intervals(30).chart.data
    columns = {"label": "unit", "value": "estimate", "low": "low", "high": "high"}
    drawn = figure_of(Sample(data, Chart("intervals", data, columns), Step("means")), "zh")
    first = drawn.axes[0].get_yticklabels()[0].get_text()
    assert first == data["unit"].iloc[int(data["estimate"].argmax())]
    rounds = data.rename(columns={"unit": "round"})
    drawn = figure_of(Sample(rounds, Chart("intervals", rounds, columns | {"label": "round"}), Step("means")), "zh")
    assert drawn.axes[0].get_yticklabels()[0].get_text() == rounds["round"].iloc[0]


def test_a_matrix_does_not_depend_on_how_a_pair_is_turned():
    sample = gaps(13, every=True)
    data = sample.chart.data.copy()
    turned = data.index[::3]
    data.loc[turned, ["unit", "against"]] = data.loc[turned, ["against", "unit"]].to_numpy()
    data.loc[turned, "gap"] *= -1
    other = Sample(sample.rows, Chart("gaps", data, sample.chart.columns, sample.chart.marks), Step("gaps"))
    assert render(other, language="en").png == render(sample, language="en").png


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_on_the_users_axes_keeps_the_users_settings_and_prints_chinese(name):
    before = dict(matplotlib.rcParams)
    drawn = Figure(figsize=(7, 5))
    ax = drawn.add_subplot()
    ax.set_title("mine")
    assert draw(FIGURES[name](6), language="zh", ax=ax) is ax
    drawn.canvas.draw()
    assert dict(matplotlib.rcParams) == before
    assert ax.title.get_fontfamily() == ["DejaVu Sans"] or ax.title.get_fontfamily() == before["font.family"]
    texts = [text for text in ax.findobj(Text) if any("\u4e00" <= sign <= "\u9fff" for sign in text.get_text())]
    assert texts
    assert all(text.get_fontfamily()[0] == FAMILY for text in texts)


def test_without_axes_a_new_figure_is_made():
    ax = draw(intervals(6), language="en", labels=ENGLISH)
    assert ax.get_yticklabels()[0].get_text() == "Town A"
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first row stands at the top"
    plt.close(ax.figure)


def test_results_draw_themselves():
    ax = ranks(6).plot(language="zh", ax=Figure().add_subplot())
    assert "名次" in ax.get_xlabel()


def test_the_words_of_a_picture_hold_its_numbers():
    assert "白沙洲街道（92.00）" in render(intervals(6), language="zh").alt
    assert "+1.60" in render(waterfall(6), language="en").alt
    assert "非常满意" in render(answers(6), language="zh").alt


def test_a_character_that_no_font_has_is_warned_about():
    sample = intervals(6)
    data = sample.chart.data.assign(unit=[f"\u0378{i}" for i in range(6)])
    strange = Sample(sample.rows, Chart("intervals", data, sample.chart.columns, sample.chart.marks), Step("means"))
    with pytest.warns(UserWarning, match="Glyph 888"):
        render(strange, language="zh")


def test_more_than_two_labels_are_refused_with_advice():
    sample = heatmap(6)
    data = pd.concat([sample.chart.data, sample.chart.data])
    doubled = Sample(sample.rows, Chart("intervals", data, sample.chart.columns, {}), Step("means"))
    with pytest.raises(SettingError, match="take one label of each further level"):
        render(doubled, language="zh")


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(SettingError, match="no chart"):
        render(Sample(pd.DataFrame(), None, Step("means")), language="zh")
    with pytest.raises(SettingError, match="'pie'"):
        render(Sample(pd.DataFrame(), Chart("pie", pd.DataFrame({"x": [1]}), {}), Step("means")), language="zh")
    with pytest.raises(SettingError, match="needs the role 'value'"):
        render(
            Sample(pd.DataFrame(), Chart("intervals", pd.DataFrame({"x": [1]}), {"label": "x"}), Step("m")),
            language="zh",
        )
    empty = Sample(pd.DataFrame(), Chart("ranks", pd.DataFrame({"x": []}), {}), Step("ranks"))
    with pytest.raises(NotEstimable, match="no rows"):
        render(empty, language="zh")


def test_long_names_are_broken_at_spaces_and_chinese_ones_anywhere():
    assert broken("Primary and secondary schools") == "Primary and secondary\nschools"
    assert broken("市人力资源和社会保障局办公室服务窗口") == "市人力资源和社会保障局办公\n室服务窗口"
    assert broken("short") == "short"

"""Shares are printed as percentages and their differences as percentage points, wherever a score could stand."""

import pandas as pd
import pytest

import satmodel as sat
from satmodel.step import Step
from satmodel.telling.figures import render
from satmodel.telling.language import codes, language
from satmodel.telling.tables import shown
from satmodel.telling.writer import Writer, as_shares
from tests.grids import one_language_first
from tests.inference.test_recoded import TOP, drawn, survey_of

GROUPS = {"satisfied": ["very good", "good"]}


@pytest.fixture(scope="module")
def survey():
    return survey_of(drawn(seed=8, rows=60))


@pytest.fixture(scope="module")
def composite(survey):
    return sat.rates(survey, rates=GROUPS).take({"measure": "satisfied"}).average("item")


def test_a_step_knows_what_its_numbers_are(survey, composite):
    assert sat.means(survey).step.measure == "points"
    assert composite.step.measure == "share"
    assert sat.ranks(composite).step.measure == "share"
    mixed = Step("stack", {}, (composite.step, sat.means(survey).step))
    assert mixed.measure == "points"
    assert Step("file").measure == "points"


@pytest.mark.parametrize("code", codes())
def test_every_sentence_about_points_has_a_form_about_shares(code):
    spoken = language(code)
    for key, template in spoken.sentences.items():
        turned = as_shares(template, spoken)
        assert ":points}" not in turned, key
        assert ":signed}" not in turned, key
        assert "百分点分" not in turned, key


def test_levels_are_per_cent_and_differences_percentage_points():
    template = "{a:name}得{estimate:points}分，比{b:name}高{gap:size}分，区间为{low high:interval}分"
    said = Writer(language("zh"), measure="share").fill(
        template, {"a": "甲", "b": "乙", "estimate": 0.853, "gap": -0.0312, "low": -0.061, "high": 0.002}
    )
    assert said == "甲为85.3%，比乙高3.1个百分点，区间为[−6.1, 0.2]个百分点"


def test_tables_print_shares_as_percentages(composite):
    table = shown(composite.table, language="en", measure="share")
    assert table.heads[1] == "Share"
    assert all(cell.endswith("%") for cell in (row[1] for row in table.rows))
    gap = shown(sat.gaps(composite).table, language="zh", measure="share")
    column = gap.heads.index("差值（百分点）")
    assert not any("%" in row[column] for row in gap.rows)
    assert "个百分点" in sat.gaps(composite).say("zh")


def test_answers_of_the_page_stand_beside_their_score(survey):
    page = sat.Appendix([sat.answers(survey, by=None)], language="en").render("html").decode()
    assert "no answer" in page
    assert "<th" in page


@pytest.mark.parametrize("code", one_language_first())
def test_every_result_is_told_drawn_and_bound_into_an_appendix(survey, composite, code):
    units = sat.rates(survey, rates=GROUPS | {"best": ["very good"]})
    assert units.chart is None
    results = [
        units,
        composite,
        sat.ranks(composite),
        sat.gaps(composite, pairs="first"),
        sat.intervals(composite),
        sat.net(survey, positive=["very good"], negative=["bad"]),
        sat.rate_averages(survey, ["very good"]),
        sat.answers(survey),
        sat.recoded(survey, {"top": TOP}),
        sat.stochastic_dominance(survey),
        sat.no_opinion(survey),
        sat.no_opinion(survey_of(drawn(apart=0.0))),
    ]
    for result in results:
        assert result.say(code)
        assert "<table>" in result._repr_html_()
        if result.chart is not None and len(result.table.index.names) < 3:
            assert render(result, language=code).png
    book = sat.Appendix(results, language=code, title="x")
    for kind in ("html", "docx", "xlsx"):
        assert book.render(kind)


def test_percent_columns_named_after_data():
    frame = pd.DataFrame({"unit": ["A"], "good": [0.25], "estimate": [81.5]})
    assert shown(frame, language="en", percent=["good"]).rows == (("A", "25.0%", "81.50"),)

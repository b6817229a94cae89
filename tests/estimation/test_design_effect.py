"""Design effects against R's survey package and closed forms."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from tests.estimation.test_designs import DESIGNS, EXACT, ITEMS, drawn, reference, sources


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("replace", [True, False])
def test_design_effects_are_r_surveys(design, replace):
    expected = reference(design)
    for source in sources(design):
        found = sat.design_effect(source, replace=replace)
        table = found.table.loc[expected.index]
        # 1e-9: the variance of the answers is a difference of sums of squares
        np.testing.assert_allclose(table["deff"], expected["deff_replace" if replace else "deff"], rtol=1e-9)
        np.testing.assert_allclose(table["se"], expected["se"], rtol=EXACT)
        np.testing.assert_array_equal(table[["n", "df"]], expected[["n", "df"]])
        np.testing.assert_allclose(table["n_effective"], table["n"] / table["deff"])
        np.testing.assert_array_equal(table["df"], table["clusters"] - table["strata"])


API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
def test_design_effect_of_the_api_data_is_r_surveys():
    data = pd.read_csv(API / "apiclus1.csv").assign(unit="all")
    survey = sat.read(data, unit="unit", items=["api00"], weight="pw", cluster="dnum", population="fpc")
    r = pd.read_csv(Path(__file__).parents[1] / "reference" / "survey" / "api_estimates.csv")
    r = r.query("design == 'clus1_fpc' and name == 'api00'").set_index("what")["est"]
    for replace, name in ((True, "deff_replace"), (False, "deff")):
        found = sat.design_effect(survey, by=None, replace=replace)
        np.testing.assert_allclose(found.table["deff"], r[name], rtol=1e-9)


def test_equal_people_drawn_one_by_one_have_no_design_effect():
    found = sat.design_effect(sat.read(drawn(), unit="unit", items=["q2"]), by=None)
    # the design divides by n - 1 clusters what the simple sample divides by n - 1 people
    np.testing.assert_allclose(found.table["deff"], 1.0, rtol=1e-12)
    assert found.table["weight_effect"].tolist() == [1.0]
    assert {finding.kind for finding in found.findings} == {"design_effect.range", "design_effect.df"}


def test_the_effect_of_weights_is_kishs():
    data = drawn()
    found = sat.design_effect(sat.read(data, unit="unit", items=ITEMS, weight="weight"))
    w = data.query("unit == 'north' and q1 == q1")["weight"]
    assert found.table.loc[("north", "q1"), "weight_effect"] == pytest.approx(len(w) * (w**2).sum() / w.sum() ** 2)
    assert "design_effect.weights" in {finding.kind for finding in found.findings}
    assert "设计效应" in found._repr_html_() or found.say("zh")


def test_whole_clusters_of_equal_answers_count_as_one_answer_each():
    answers = np.random.default_rng(5).choice([55, 75, 100], 20)
    data = pd.DataFrame({"unit": "A", "village": np.repeat(np.arange(20), 10), "q1": np.repeat(answers, 10)})
    found = sat.design_effect(sat.read(data, unit="unit", items=["q1"], cluster="village"))
    # ten alike in each of twenty villages: n_eff = 20 (n-1)/n · (k-1)/k of the two divisors
    assert found.table["n_effective"].iloc[0] == pytest.approx(20 * (200 / 199) * (19 / 20), rel=1e-12)


def test_weights_that_are_no_numbers_of_people_are_refused_without_replacement():
    survey = sat.read(drawn(), unit="unit", items=ITEMS)
    with pytest.raises(sat.SettingError, match="replace=True"):
        sat.design_effect(survey, replace=False)


def test_what_is_apart_is_told():
    data = drawn().assign(q1=lambda d: d["q1"].where(d["unit"] == "north"))
    found = sat.design_effect(sat.read(data, unit="unit", items=["q1", "q2"]))
    assert found.apart["reason"].tolist() == ["no_answers"]
    assert found.findings[-1].kind == "design_effect.apart"

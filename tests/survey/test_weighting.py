"""Weights fitted to margins: R's weights, the faults of what does not fit, laws, trimming."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.weights.calibration import fit, kish, trim_weights
from tests.survey import weighted as sample

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
NEAR = 1e-9  # both sides stop iterating at a relative 1e-10 or closer


def people(frame=None, **read):
    frame = (
        pd.DataFrame({"town": list("AABB"), "sex": list("mfmf"), "age": [20, 40, 30, 70]}) if frame is None else frame
    )
    return sat.read(frame.assign(q=75), unit="town", items=["q"], **read)


def by_unit(town_b=(40, 60)):
    return sat.margins({"A": {"sex": {"m": 50, "f": 50}}, "B": {"sex": dict(zip("mf", town_b, strict=True))}})


@pytest.mark.parametrize("scheme", ["whole", "units", "post"])
def test_weights_equal_those_of_r(scheme):
    expected = pd.read_csv(sample.REFERENCE / "raked_designed_weights.csv")[scheme]
    np.testing.assert_allclose(sample.weighted(scheme).design.weight, expected, rtol=NEAR)


@pytest.mark.skipif(not API.is_dir(), reason="the api data of R's survey package are not here")
def test_weights_equal_those_of_r_on_its_own_data():
    data = pd.read_csv(API / "apiclus1.csv")
    survey = sat.read(data, unit="stype", items=["api00"], weight="pw", cluster="dnum")
    known = sat.margins({"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}})
    raked = sat.rake(survey, known, variables={"stype": "stype", "sch.wide": "sch.wide"})
    expected = pd.read_csv(sample.REFERENCE / "api_raked_clus1_weights.csv")
    assert expected["snum"].tolist() == data["snum"].tolist()
    np.testing.assert_allclose(raked.design.weight, expected["raked"], rtol=NEAR)
    np.testing.assert_allclose(raked.design.weight, expected["calibrated"], rtol=NEAR)


@pytest.mark.parametrize("scheme", ["whole", "units"])
def test_every_margin_is_met_and_the_design_remembers_how(scheme):
    raked = sample.weighted(scheme)
    known = raked.design.calibration
    for group, target in zip(known.groups, known.targets, strict=True):
        np.testing.assert_allclose(np.bincount(group, raked.design.weight), target, rtol=1e-9)
    np.testing.assert_array_equal(known.base, sample.survey().design.weight)
    assert raked.design.weighted
    assert raked.units == sample.survey().units
    assert [step.method for step in raked.step.history()][-1] == "rake"
    assert raked.step.find("margins")
    assert len(raked.findings) == len(sample.survey().findings)


def test_the_units_themselves_can_be_a_margin():
    raked = sat.rake(people(), by_unit(), variables={"unit": "town", "sex": "sex"})
    weight = raked.design.weight
    np.testing.assert_allclose([weight[:2].sum(), weight[2:].sum(), weight[[0, 2]].sum()], [100, 100, 90], rtol=NEAR)
    with pytest.raises(sat.SettingError, match="margins by unit"):
        sat.rake(people(), by_unit(), variables={"unit": "town"}, within="unit")


def test_labels_of_the_table_and_of_the_analyst_are_matched():
    frame = pd.DataFrame({"town": ["A"], "城镇": [60], "农村": [40]})
    known = sat.margins(frame, unit="town", groups={"urban": {"town": "城镇", "rural": "农村"}})
    answers = pd.DataFrame({"town": list("AAA"), "城乡": ["城镇", "农村", "农村"], "code": [1, 2, 2]})
    for column in ("城乡", {"code": {"1": "town", "2": "rural"}}):
        raked = sat.post_stratify(people(answers), known, by={"urban": column})
        np.testing.assert_allclose(raked.design.weight, [60, 20, 20])


def test_respondents_and_categories_that_do_not_fit_are_listed_at_once():
    known = sat.margins(
        {
            "A": {"sex": {"m": 100, "f": 0}, "age": {"18-34": 50, "35-65": 50}},
            "C": {"sex": {"m": 5, "f": 5}, "age": {"18-34": 5, "35-65": 5}},
        }
    )
    frame = pd.DataFrame({"town": list("AAAB"), "sex": ["m", "f", None, "m"], "age": [20, 30, 70, 40]})
    with pytest.raises(sat.DataProblems) as caught:
        sat.rake(people(frame), known, variables={"sex": "sex", "age": "age"}, within="unit")
    found = sorted((one.rule, one.row or 0) for one in caught.value.problems)
    assert found == [
        ("class_not_sampled", 0),  # nobody of the unit C, by sex
        ("class_not_sampled", 0),  # and by age
        ("class_not_sampled", 0),  # nobody of A from 35 on
        ("class_unknown", 3),  # no sex
        ("class_unknown", 3),  # 70 years old
        ("class_without_people", 2),  # a woman of A, where there are none
        ("unit_without_margins", 4),
    ]
    text = str(caught.value)
    assert "A · 35-65" in text
    assert "10 people in C" in text


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the sample inputs are not here")
def test_the_sample_files_are_weighted_as_they_are():
    known = sat.margins(
        INPUTS / "11_population_margins.xlsx",
        unit="单位",
        groups={"urban": {"town": "城镇", "rural": "农村"}, "age": ["18-34", "35-49", "50-65"]},
        total="18-65岁人口",
    )
    survey = sat.read(
        INPUTS / "01_cati_respondent_labels.xlsx", scale="100/75/55", unit="镇街", items=["Q1", "Q2"], stratum="镇街"
    )
    raked = sat.rake(survey, known, variables={"urban": "城乡", "age": "年龄"})
    np.testing.assert_allclose(raked.design.weight.sum(), 366000, rtol=NEAR)
    np.testing.assert_allclose(raked.design.weight[raked.frame["城乡"] == "城镇"].sum(), 170000, rtol=NEAR)
    assert len(sat.means(raked)) == 14
    # the margins have no rural people in one unit of which the sample has 15 rural respondents
    with pytest.raises(sat.DataProblems) as caught:
        sat.rake(survey, known, variables={"urban": "城乡", "age": "年龄"}, within="unit")
    assert {one.rule for one in caught.value.problems} == {"class_without_people"}
    assert {one.header for one in caught.value.problems} == {"城乡"}
    assert len(caught.value.problems) == 15
    assert str(caught.value).splitlines()[1].startswith("  1. 01_cati_respondent_labels.xlsx [有效样本] H5 (城乡): ")
    assert sat.rake(survey, known, variables={"age": "年龄"}, within="unit").design.weight.min() > 0


def test_margins_that_cannot_be_met_together_are_an_error_that_says_by_how_much():
    frame = pd.DataFrame({"town": list("AAAA"), "sex": list("mfff"), "age": [20, 30, 50, 60]})
    known = sat.margins({"sex": {"m": 50, "f": 50}, "age": {"18-34": 40, "35+": 60}})
    with pytest.raises(sat.NotEstimable, match=r"'m' of 'sex' sums to 40.* and should be 50, off by -10"):
        sat.rake(people(frame), known, variables={"sex": "sex", "age": "age"})
    with pytest.raises(sat.NotEstimable, match="after 1 passes"):
        sat.rake(sample.survey(), sample.margins("units"), variables=sample.VARIABLES, within="unit", most=1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s, m: sat.rake(s, m, variables={}), "at least one variable"),
        (lambda s, m: sat.rake(s, m, variables={"age": "age"}), "no variable 'age'"),
        (lambda s, m: sat.rake(s, m, variables={"sex": "sex"}, within="town"), "within"),
        (lambda s, m: sat.rake(s, m, variables={"sex": "sex"}, tolerance=0), "tolerance"),
        (lambda s, m: sat.rake(s, m, variables={"sex": {"a": {}, "b": {}}}), "one column"),
        (lambda s, m: sat.post_stratify(s, m, by={"sex": "sex", "age": "age"}), "one variable"),
        (lambda s, _: sat.weighting(s), "those of the file"),
        (lambda s, _: sat.trim(s), "give low="),
        (lambda s, _: sat.trim(s, ratio=1), "above 1"),
        (lambda s, _: sat.trim(s, low=2, high=3), "mean weight"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(call, message):
    with pytest.raises(sat.SettingError, match=message):
        call(people(), by_unit())


def test_a_column_that_is_not_there_is_named_with_those_near_it():
    with pytest.raises(sat.DataProblems, match="'gender'"):
        sat.rake(people(), by_unit(), variables={"sex": "gender"})
    two = pd.DataFrame({"town": ["A"], "sex (1)": ["m"], "sex (2)": ["m"]})
    with pytest.raises(sat.DataProblems, match="any of 2 columns"):
        sat.rake(people(two), by_unit(), variables={"sex": "sex"})


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_targets_that_are_the_sample_leave_the_weights_and_doubled_targets_double_them(seed):
    random = np.random.default_rng(seed)
    groups = [random.integers(0, 3, 60), random.integers(0, 4, 60)]
    base = random.uniform(0.5, 2, 60)
    counts = [np.bincount(group, base) for group in groups]
    if any((np.bincount(group, minlength=size) == 0).any() for group, size in zip(groups, (3, 4), strict=True)):
        return
    np.testing.assert_allclose(fit(base, groups, counts).weights, base, rtol=1e-12)  # sums of 60 weights
    other = [np.bincount(group, base * random.uniform(0.8, 1.2, 60)) for group in groups]
    other[1] *= other[0].sum() / other[1].sum()
    once, twice = fit(base, groups, other), fit(base, groups, [2 * target for target in other])
    np.testing.assert_allclose(twice.weights, 2 * once.weights, rtol=1e-8)  # the tolerance of the fitting


def test_raked_weights_keep_the_odds_ratios_of_the_sample():
    groups = [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])]
    base = np.array([3.0, 1.0, 2.0, 4.0])
    w = fit(base, groups, [np.array([10.0, 20.0]), np.array([12.0, 18.0])]).weights
    # Deming and Stephan: w_ij = d_ij a_i b_j, so the odds ratio stays
    np.testing.assert_allclose(w[0] * w[3] / (w[1] * w[2]), 3 * 4 / (1 * 2), rtol=1e-9)


def test_trimmed_weights_equal_those_of_r():
    frame = sample.drawn()
    trimmed = sat.trim(sample.survey(frame=frame), low=0.6, high=2.9)
    expected = pd.read_csv(sample.REFERENCE / "trimmed.csv")["weight"]
    np.testing.assert_allclose(trimmed.design.weight, expected, rtol=1e-14)  # the same sums
    assert trimmed.step.settings["trimmed"] == int(((frame["weight"] < 0.6) | (frame["weight"] > 2.9)).sum())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=30), st.floats(0.2, 0.9), st.floats(1.1, 3))
def test_trimmed_weights_keep_their_sum_and_lie_within(weights, low, high):
    given_weights = np.array(weights)
    mean = given_weights.mean()
    trimmed = trim_weights(given_weights, low * mean, high * mean)
    assert trimmed.min() >= low * mean * (1 - 1e-12)
    assert trimmed.max() <= high * mean * (1 + 1e-12)
    if ((trimmed > low * mean) & (trimmed < high * mean)).any():
        np.testing.assert_allclose(trimmed.sum(), given_weights.sum(), rtol=1e-12)


def test_raked_weights_are_trimmed_and_raked_again_until_both_hold():
    raked = sample.weighted("whole")
    high = float(np.quantile(raked.design.weight, 0.95))
    trimmed = sat.trim(raked, high=high)
    known = trimmed.design.calibration
    assert trimmed.design.weight.max() <= high
    for group, target in zip(known.groups, known.targets, strict=True):
        np.testing.assert_allclose(np.bincount(group, trimmed.design.weight), target, rtol=1e-9)
    assert known.trimmed > 0
    with pytest.raises(sat.NotEstimable, match="with weights from 0 to"):
        sat.trim(raked, high=float(raked.design.weight.mean()) * 1.01)


def test_by_ratio_no_weight_is_far_from_the_median():
    trimmed = sat.trim(sample.survey(), ratio=1.5)
    median = float(np.median(sample.survey().design.weight))
    assert trimmed.design.weight.max() <= 1.5 * median
    assert trimmed.design.weight.min() >= median / 1.5


def test_the_scheme_is_that_of_the_way_of_weighting():
    def scheme(**change):
        settings = {"variables": sample.VARIABLES, "within": "unit"} | change
        return sat.rake(sample.survey(), sample.margins("units"), **settings).step.settings["scheme"]

    counts = {unit: {"sex": {"m": 300 + i, "f": 310}} for i, unit in enumerate(["north", "south", "east"])}
    later = {unit: {"sex": {"m": 500, "f": 410 + i}} for i, unit in enumerate(["north", "south", "east"])}
    one, two = (
        sat.rake(sample.survey(), sat.margins(known), variables={"sex": "sex"}).step.settings["scheme"]
        for known in (counts, later)
    )
    assert one == two
    assert len({one, scheme(), scheme(within=None), scheme(variables={"sex": "sex"})}) == 4
    raked = sample.weighted("whole")
    assert sat.trim(raked, ratio=4).step.settings["scheme"] != raked.step.settings["scheme"]


def test_weights_that_are_fitted_again_begin_from_the_base_weights():
    once = sample.weighted("units")
    again = sat.rake(once, sample.margins("whole"), variables=sample.VARIABLES)
    whole = sample.weighted("whole")
    np.testing.assert_array_equal(again.design.weight, whole.design.weight)
    assert again.step.settings["scheme"] == whole.step.settings["scheme"]
    after_trimming = sat.rake(sat.trim(sample.survey(), high=2.9), sample.margins("whole"), variables=sample.VARIABLES)
    assert after_trimming.design.calibration.base.max() <= 2.9
    assert after_trimming.step.settings["scheme"] != whole.step.settings["scheme"]
    wide = sat.trim(whole, high=100.0)
    np.testing.assert_array_equal(wide.design.weight, whole.design.weight)
    assert wide.step.settings["trimmed"] == 0


def test_the_view_shows_margins_before_and_after_and_what_the_weights_cost():
    raked = sample.weighted("units")
    shown = sat.weighting(raked)
    assert shown.table.index.names == ["unit", "variable", "category"]
    table = shown.table.groupby(["unit", "variable"])
    for name in ("base_share", "population_share", "weighted_share"):
        np.testing.assert_allclose(table[name].sum(), 1)
    np.testing.assert_allclose(shown.table["weighted_share"], shown.table["population_share"], rtol=1e-9)
    assert shown.table["n"].groupby("variable").sum().tolist() == [360, 360]
    w = raked.design.weight
    np.testing.assert_allclose(shown.design_effect, 1 + w.var() / w.mean() ** 2)  # Kish: one plus the squared CV
    assert [finding.kind for finding in shown.findings] == ["weighting.range", "weighting.shift"]
    assert "不等" in shown.say("zh")
    trimmed = sat.weighting(sat.trim(sample.survey(), high=2.5))
    assert trimmed.table.empty
    assert trimmed.findings[-1].values == {"trimmed": trimmed.trimmed, "low": None, "high": 2.5}
    assert kish(np.ones(5)) == 1

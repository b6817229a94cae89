"""Drivers where data are at an edge: items that are one, levels that agree, computed outcomes, few clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.result import Verdict
from satmodel.telling.language import language as find_language
from satmodel.telling.methods import methods
from tests.inference.test_drivers import ITEMS, correlations, sample, survey

FAST = 200


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    made = sample(3, correlations())
    made["gender"] = np.where(np.arange(len(made)) % 3 == 0, "m", "f")
    made["age"] = 20.0 + np.arange(len(made)) * 7 % 60
    return made


def told_of(found) -> dict[str, dict]:
    return {finding.kind: finding.values for finding in found.findings}


def test_a_card_may_name_the_computed_column_as_the_file_does(frame):
    made = frame.assign(composite=frame[ITEMS].mean(axis=1).round(-1))
    asked = sat.read(made, unit="town", items=ITEMS, overall="composite", cluster="village")
    # ten points are too coarse a rounding to be seen in the data
    assert sat.drivers(asked, replicates=FAST).r2 < 0.99
    card = sat.Instrument(name="2026H1", computed=["composite"])
    with pytest.raises(sat.SettingError, match=r"card says that 'overall' is computed.*contributions"):
        sat.drivers(card.mark(asked))
    with pytest.raises(sat.SettingError, match="card says"):
        sat.drivers(sat.moments(card.mark(asked), columns=[*ITEMS, "overall"], complete=True), outcome="overall")


def test_a_control_that_gives_the_outcome_is_named_as_the_cause(frame):
    again = survey(frame.assign(again=frame["rating"] * 2), cluster="village")
    with pytest.raises(sat.SettingError, match=r"controls and items together.*Leave that control out"):
        sat.drivers(again, controls=["again"])


def test_the_guard_stands_where_those_who_answered_everything_agree(frame):
    alike = frame.copy()
    alike.loc[:29, "rating"] = 75.0
    alike.loc[30:, "b"] = np.nan
    found = sat.drivers(survey(alike, cluster="village"), items=["a"], replicates=FAST)
    assert found.step.settings["n"] == 400


def test_items_that_are_all_bound_can_be_told():
    made = sample(3, correlations())[["a", "rating", "town"]]
    made["b"] = made["a"] + np.random.default_rng(0).normal(0, 0.02, len(made))
    made["c"] = made["a"] + made["b"]
    found = sat.drivers(survey(made), replicates=FAST)
    assert np.isinf(found.table["vif"]).all()
    assert told_of(found)["drivers.vif"]["condition"] > 30
    assert "index" in found.say("en")
    assert found.say("zh")


def test_the_same_item_twice_is_a_tie_that_no_sample_could_break(frame):
    twin = frame.assign(b=frame["a"])
    found = sat.drivers(survey(twin, cluster="village"), items=["a", "b"], replicates=FAST)
    # one half: neither is above the other in any replicate
    assert found.pairs["probability"].tolist() == [0.5]
    assert told_of(found)["drivers.order"]["detectable"] is None
    assert "could have established" not in found.say("en")
    assert "才可以确认" not in found.say("zh")


def test_items_without_a_coefficient_are_not_measured_by_it(frame):
    for made in (frame.assign(b=frame["a"]), frame.assign(b=75.0)):
        with pytest.raises(sat.NotEstimable, match=r"'b'.*no coefficient of their own"):
            sat.drivers(survey(made, cluster="village"), method="coefficients")


def test_an_open_correlation_is_named_where_the_coefficient_is_clear():
    rng = np.random.default_rng(0)
    a, s = rng.normal(80, 10, 300), rng.normal(80, 10, 300)
    made = pd.DataFrame({"a": a, "b": s + 1.02 * a, "rating": a - s + rng.normal(0, 3, 300), "town": "x"})
    found = sat.drivers(survey(made), replicates=FAST)
    flip = told_of(found)["drivers.sign_flip"]
    assert (flip["high"] < 0, flip["verdict"]) == (True, Verdict.NOT_ESTABLISHED)
    assert flip["only_correlation_open"]
    assert flip["correlation_low"] < 0 < flip["correlation"] < flip["detectable"]
    assert "established a coefficient" not in found.say("en")
    assert "established a correlation" in found.say("en")


def test_a_single_cluster_of_another_unit_is_no_matter(frame):
    made = frame.assign(town=np.where(frame["village"] == 0, 9, frame["town"]))
    found = sat.drivers(survey(made, stratum="town", cluster="village"), by="unit", replicates=FAST)
    assert found.apart.index.tolist() == ["9"]
    assert [part.step.settings["lonely_strata"] for part in found.parts.values()] == [0, 0, 0, 0]
    told = told_of(found)
    assert told["drivers_by.few_clusters"]["names"] == tuple(found.parts)
    assert told["drivers_by.rough"]["names"] == tuple(found.parts)
    assert "drivers_by.lonely_strata" not in told


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda level: level.assign(rating=75.0), "same_outcome"),
        (lambda level: level.assign(**dict.fromkeys(ITEMS, 75.0)), "nothing_explained"),
        (lambda level: level.assign(rating=level[ITEMS].mean(axis=1)), "fitted"),
    ],
)
def test_a_level_is_left_apart_for_its_own_reason_in_rows_and_sums(frame, change, reason):
    usual = frame.assign(town=np.where(np.arange(len(frame)) % 2, "p", "q"))
    made = pd.concat([change(usual[usual["town"] == "p"]), usual[usual["town"] == "q"]])
    rows = sat.drivers(survey(made, cluster="village"), by="unit", replicates=FAST)
    sums = sat.moments(made, unit="town", items=[*ITEMS, "rating"], cluster="village", complete=True)
    for found in (rows, sat.drivers(sums, outcome="rating", by="unit", replicates=FAST)):
        assert found.apart["reason"].to_dict() == {"p": reason}
        assert list(found.parts) == ["q"]


def test_a_separated_level_does_not_say_that_nothing_is_explained(frame):
    made = frame.assign(kind=np.where(np.arange(len(frame)) % 2, "p", "q"))
    made["rating"] = pd.cut(made["rating"], [-np.inf, 65, 92, np.inf], labels=False) * 25.0
    made.loc[made["kind"] == "p", "rating"] = np.where(made.loc[made["kind"] == "p", "a"] > 80, 50.0, 25.0)
    found = sat.drivers(survey(made, cluster="village"), by="kind", method="ordinal", replicates=FAST)
    assert found.apart["reason"].to_dict() == {"p": "not_measurable"}
    assert "drivers_by.latent" in told_of(found)


def test_levels_say_what_is_held_lost_and_how_it_is_measured(frame):
    made = frame.copy()
    made.loc[:5, "a"] = np.nan
    asked = survey(made, cluster="village")
    found = sat.drivers(asked, by="gender", controls=["age"], method="car", replicates=FAST)
    told = told_of(found)
    assert told["drivers_by.held"]["names"] == ("age",)
    assert sum(f.values["lost"] for f in found.findings if f.kind == "drivers_by.level") == 6
    assert "left out there" in found.say("en")
    language = find_language("en")
    said = methods((found.step,), language, decimals=2, labels={})[0].said
    assert [one.formula for one in said] == [None, "car", None]
    grouped = sat.drivers(asked, by="gender", groups={"both": ["a", "b"]}, replicates=FAST)
    said = methods((grouped.step,), language, decimals=2, labels={})[0].said
    assert [one.formula for one in said] == [None, "owen"]
    assert "“单位”" in sat.drivers(asked, by="unit", items=["a", "b"], replicates=FAST).say("zh")


def test_groups_and_levels_are_both_in_the_methods_section():
    made = sample(5, correlations(), clusters=60, each=10)
    made["rating"] = pd.cut(made["rating"], [-np.inf, 65, 92, np.inf], labels=False) * 25.0
    found = sat.drivers(survey(made, cluster="village"), method="ordinal", groups={"both": ["a", "b"]}, replicates=FAST)
    said = methods((found.step,), find_language("en"), decimals=2, labels={})[0].said
    assert "few levels" in said[0].text
    assert said[0].formula == "owen"


def test_one_group_of_all_items_is_not_compared_with_itself(frame):
    found = sat.drivers(survey(frame, cluster="village"), groups={"all": ITEMS}, replicates=FAST)
    assert not [kind for kind in told_of(found) if kind.startswith("drivers.group")]
    # 1e-12: six numbers below one
    assert found.groups["share"].tolist() == pytest.approx([1], abs=1e-12)


def test_what_is_explained_is_called_by_its_name(frame):
    rng = np.random.default_rng(5)
    made = frame.assign(trust=frame["a"] - 0.4 * frame["rating"] + rng.normal(0, 4, len(frame)), c=75.0)
    asked = sat.read(made, unit="town", items=[*ITEMS, "trust"], overall="rating", cluster="village")
    names = {"outcome": "trust", "items": ["a", "b", "c"], "replicates": FAST}
    plain, levels = sat.drivers(asked, **names), sat.drivers(asked, by="gender", **names)
    for found in (plain, levels):
        assert "overall rating" not in found.say("en")
        assert "总体评价" not in found.say("zh")
        said = methods((found.step,), find_language("en"), decimals=2, labels={})[0].said
        assert "trust" in said[0].text


def test_collinearity_with_what_is_held_is_not_laid_to_the_items(frame):
    rng = np.random.default_rng(5)
    made = frame.assign(near=frame["a"] + rng.normal(0, 1, len(frame)))
    found = sat.drivers(survey(made, cluster="village"), controls=["near"], items=["a", "b"], replicates=FAST)
    assert told_of(found)["drivers.vif"]["held"]
    assert "the columns that are held nearly give each other" in found.say("en")


def test_intervals_of_squared_coefficients_are_not_called_too_wide(frame):
    asked = survey(frame, cluster="village")
    assert sat.drivers(asked, method="coefficients", replicates=FAST).table["low"].min() == 0
    assert "drivers.near_zero" not in told_of(sat.drivers(asked, method="coefficients", replicates=FAST))


@pytest.mark.parametrize(("halo", "one"), [(0.1, False), (0.9, True)])
def test_two_items_are_one_mood_only_where_they_go_together(halo, one):
    made = sample(4, correlations(np.array([0.5, 0.5]), halo=halo))
    assert told_of(sat.drivers(survey(made, cluster="village"), replicates=FAST))["drivers.halo"]["one"] is one

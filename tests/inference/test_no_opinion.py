"""Answers without an opinion: a worked example, bounds by brute force, and intervals of their share."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from tests.inference.test_recoded import SCALE, by_hand, drawn, survey_of


def example():
    """40, 40 and 12 per cent and 8 per cent without an opinion; a second unit to be ranked against."""
    first = ["satisfied"] * 40 + ["fairly"] * 40 + ["dissatisfied"] * 12 + ["don't know"] * 8
    second = ["satisfied"] * 45 + ["fairly"] * 30 + ["dissatisfied"] * 25
    data = pd.DataFrame({"unit": ["A"] * 100 + ["B"] * 100, "q": first + second})
    scale = sat.Scale({"satisfied": 100, "fairly": 75, "dissatisfied": 55}, no_opinion=["don't know"])
    return sat.read(data, unit="unit", items=["q"], scale=scale)


def test_the_worked_example_of_the_field():
    found = sat.no_opinion(example(), middle=60)
    # printed with one decimal: left out 83.3, lowest 81.0, middle at 60 81.4, zero 76.6, all satisfied 84.6
    expected = {"apart": 83.3, "lowest": 81.0, "zero": 76.6, "middle": 81.4, "highest": 84.6}
    assert found.treated.loc["A"].round(1).to_dict() == expected
    assert found.share.tolist() == [0.08, 0.0]
    low, high = sat.intervals({"A": (8, 100)}).table.loc["A", ["low", "high"]]
    assert found.share_low[0] == pytest.approx(low)
    assert found.share_high[0] == pytest.approx(high)


def test_the_dissatisfied_rate_with_and_without_these_answers():
    for treatment, rate in (("apart", 0.130), ("in", 0.120)):
        est = sat.rates(example(), rates={"bad": ["dissatisfied"]}, no_opinion=treatment)
        assert est.value[0] == pytest.approx(rate, abs=0.0005)  # printed with three decimals


def test_the_middle_is_halfway_unless_stated():
    found = sat.no_opinion(example())
    assert found.points == {"lowest": 55.0, "zero": 0.0, "middle": 77.5, "highest": 100.0}
    assert found.treated.loc["B"].nunique() == 1


def test_bounds_hold_every_way_the_opinions_could_be():
    data = drawn(seed=9, units=3, rows=4, apart=0.2)
    found = sat.no_opinion(survey_of(data))
    holes = [(i, item) for i in data.index for item in ("q1", "q2") if data.loc[i, item] == "don't know"]
    assert 2 <= len(holes) <= 7  # few enough to fill in every way
    values, ranks = [], []
    for filled in itertools.product(SCALE.points, repeat=len(holes)):
        guess = data.copy()
        for (row, item), answer in zip(holes, filled, strict=True):
            guess.loc[row, item] = answer
        value = by_hand(guess, SCALE.points)
        values.append(value)
        ranks.append(value.round(9).rank(ascending=False, method="min"))
    values, ranks = pd.DataFrame(values), pd.DataFrame(ranks)
    np.testing.assert_allclose(found.treated["lowest"], values.min()[list(found.units)])
    np.testing.assert_allclose(found.treated["highest"], values.max()[list(found.units)])
    assert found.bound_best.tolist() == ranks.min()[list(found.units)].astype(int).tolist()
    assert found.bound_worst.tolist() == ranks.max()[list(found.units)].astype(int).tolist()


def test_ranks_over_the_treatments():
    found = sat.no_opinion(example())
    # A leads with the answers apart (83.3 against 81.25) and falls behind where they count as zero or as the lowest
    assert found.rank.tolist() == [1, 2]
    assert found.rank_worst.tolist() == [2, 2]
    assert found.rank_best.tolist() == [1, 1]
    assert found.table.index.tolist() == ["A", "B"]
    assert "A" in found.say("en")
    assert "名次" in found.say("zh")


def test_a_survey_without_such_answers_in_its_scale_is_refused():
    data = pd.DataFrame({"unit": list("AB"), "q": ["good", "bad"]})
    with pytest.raises(sat.SettingError, match="no answers without an opinion"):
        sat.no_opinion(sat.read(data, unit="unit", items=["q"], scale=sat.Scale({"good": 1, "bad": 0})))
    with pytest.raises(sat.NotEstimable, match="fewer than two"):
        sat.no_opinion(survey_of(drawn(units=1)))


def test_where_nobody_gave_one_the_shares_are_zero_without_an_interval():
    found = sat.no_opinion(survey_of(drawn(apart=0.0)))
    assert (found.share == 0).all()
    assert np.isnan(found.share_low).all()
    assert found.say("en")


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), weighted=st.booleans())
def test_every_treatment_lies_between_the_bounds(seed, weighted):
    found = sat.no_opinion(survey_of(drawn(seed, apart=0.2), "w" if weighted else None))
    low, high = found.treated["lowest"], found.treated["highest"]
    for name in ("apart", "middle"):
        assert (low - 1e-9 <= found.treated[name]).all()
        assert (found.treated[name] <= high + 1e-9).all()
    assert (found.bound_best <= found.rank_best).all()
    assert (found.bound_worst >= found.rank).all()

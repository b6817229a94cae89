"""Rates of tickets and shares of choices: exact counts and Wilson's interval."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.wilson import wilson

REFERENCE = Path(__file__).parents[1] / "reference" / "ballots"


def frame(rows):
    return pd.DataFrame(rows, columns=["主办单位", "协办单位", "满意度", "是否超期", "是否解决", "是否重复"])


ROWS = [
    ["住建局", "供热公司", "满意", "否", "是", "否"],
    ["住建局", "", "基本满意", "否", "部分", "否"],
    ["住建局", "", "不满意", "是", "否", "是"],
    ["住建局", "", "", "否", "", "否"],
    ["教育局", "住建局、供热公司", "满意", "是", "是", "否"],
    ["商务局", "", "", "否", "", "否"],
]


def test_wilson_is_that_of_r():
    cases = pd.read_csv(REFERENCE / "wilson.csv")
    low, high = wilson((cases["k"] / cases["n"]).to_numpy(float), cases["n"].to_numpy(float), 0.95)
    # R prints 15 digits
    np.testing.assert_allclose(low, cases["low"], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(high, cases["high"], rtol=1e-12, atol=1e-15)


def test_every_rate_has_its_own_count_and_number():
    rates = sat.ticket_rates(sat.tickets(frame(ROWS)))
    counts = rates.shares.loc["住建局", ["count", "n"]].to_dict("index")
    assert {name: (one["count"], one["n"]) for name, one in counts.items()} == {
        "rated": (3, 4),
        "satisfied": (2, 3),
        "unrated_satisfied": (3, 4),
        "unrated_dissatisfied": (2, 4),
        "on_time": (3, 4),
        "repeated": (1, 4),
        "solved": (1, 3),
        "solved_partly": (2, 3),
    }
    whole = rates.shares.loc["all", "count"]
    assert (whole["rated"], whole["satisfied"]) == (4, 3)
    assert rates.apart[["unit", "rate", "reason"]].to_numpy().tolist() == [
        ["商务局", "satisfied", "no_tickets"],
        ["商务局", "solved", "no_tickets"],
        ["商务局", "solved_partly", "no_tickets"],
    ]


def test_the_unrated_bound_the_satisfied_rate():
    rates = sat.ticket_rates(sat.tickets(frame(ROWS)))
    share = rates.shares["share"]
    for unit in ("住建局", "教育局", "all"):
        assert share[unit, "unrated_dissatisfied"] <= share[unit, "satisfied"] <= share[unit, "unrated_satisfied"]
    assert (rates.bounds["low"] <= rates.bounds["high"]).all()
    found = {one.kind: one.values for one in rates.findings}
    assert found["ticket_rates.satisfied"]["worst"] == 3 / 6
    assert found["ticket_rates.satisfied"]["best"] == 5 / 6
    assert found["ticket_rates.fewest"]["fewest"] == "商务局"
    assert "满意" in rates.say("zh")
    assert "%" in rates.say("en")


def test_further_departments_are_listed_and_not_counted():
    read = sat.tickets(frame(ROWS))
    assert read.table["partner_tickets"].to_dict() == {"住建局": 1, "教育局": 0, "商务局": 0, "供热公司": 2}
    assert read.table["tickets"].to_dict() == {"住建局": 4, "教育局": 1, "商务局": 1, "供热公司": 0}


def test_a_rate_becomes_estimates_for_ranks():
    rows = [["A", "", "满意" if i < 8 else "不满意", "否", "", "否"] for i in range(10)]
    rows += [["B", "", "满意" if i < 5 else "不满意", "否", "", "否"] for i in range(10)]
    rows += [["C", "", "满意", "否", "", "否"] for i in range(10)]
    rates = sat.ticket_rates(sat.tickets(frame(rows)))
    est = rates.estimates()
    np.testing.assert_allclose(est.se**2, [0.8 * 0.2 / 10, 0.5 * 0.5 / 10], rtol=1e-12)
    assert est.apart[["unit", "reason"]].to_numpy().tolist() == [["C", "no_variance"]]
    assert [step.method for step in est.step.history()] == ["frame", "tickets", "ticket_rates", "ticket_share"]
    with pytest.raises(sat.SettingError, match="no rate"):
        rates.estimates("speed")


def test_nothing_rated():
    rates = sat.ticket_rates(sat.tickets(frame([["A", "", "", "否", "", "否"]])))
    assert "cannot be estimated" in rates.say("en")
    assert "无法估计" in rates.say("zh")


def test_settings_that_cannot_be():
    read = sat.tickets(frame(ROWS))
    with pytest.raises(sat.SettingError, match="level"):
        sat.ticket_rates(read, level=95)
    with pytest.raises(sat.SettingError, match="by"):
        sat.ticket_rates(read, by="category")


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(ROWS))))
def test_the_order_of_the_tickets_changes_nothing(order):
    one = sat.ticket_rates(sat.tickets(frame(ROWS))).shares.sort_index()
    other = sat.ticket_rates(sat.tickets(frame([ROWS[i] for i in order]))).shares.sort_index()
    pd.testing.assert_frame_equal(one, other)


def survey(cells):
    return sat.read(pd.DataFrame({"镇": ["甲"] * len(cells), "Q1": 90.0, "Q8.可多选": cells}), unit="镇", items=["Q1"])


def test_choices_are_counted_among_those_who_chose():
    chosen = sat.selected(survey(["A.道路┋B.供水", "A.道路", "", "C.公交┋A.道路"]), "Q8")
    assert chosen.table["count"].to_dict() == {"道路": 3, "供水": 1, "公交": 1}
    assert set(chosen.table["n"]) == {3}
    np.testing.assert_array_equal(chosen.chosen["道路"], [1, 1, np.nan, 1])
    low, high = wilson(np.array([1.0]), np.array([3.0]), 0.95)
    assert chosen.table.loc["道路", ["share_low", "share_high"]].tolist() == [low[0], high[0]]
    assert "道路" in chosen.say("zh")


def test_choices_with_another_sign_and_what_cannot_be():
    assert list(sat.selected(survey(["道路;供水", "供水；公交"]), "Q8").table.index) == ["供水", "道路", "公交"]
    assert list(sat.selected(survey(["道路/供水"]), "Q8", between="/").table.index) == ["道路", "供水"]
    for column, level in (("Q9", 0.95), ("Q8", 2)):
        with pytest.raises(sat.SettingError):
            sat.selected(survey(["道路"]), column, level=level)
    with pytest.raises(sat.SettingError, match="nobody"):
        sat.selected(survey(["", None]), "Q8")

"""Places in two rounds: rank sets that hold together, what a move needs, and scores beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.result import Verdict
from satmodel.telling.figures import render

NAMES = [f"town {i}" for i in range(8)]


def two(seed, k=8, se=0.8, **more):
    rng = np.random.default_rng(seed)
    first = 80 + rng.normal(0, 4, k)
    second = first + rng.normal(0, 3, k)
    return [sat.estimates(part, se=np.full(k, se), names=NAMES[:k], n=200, **more) for part in (first, second)]


def test_both_rounds_have_the_rank_sets_of_half_the_error():
    before, after = two(1, se=0.4)
    value = after.value.copy()
    value[[1, 6]] = value[[6, 1]]  # the first and the last of the later round change places
    after = sat.estimates(value, se=after.se, names=NAMES, n=200)
    found = sat.rank_change(before, after, level=0.9, draws=1000, seed=7)
    for side, est in ((found.before, before), (found.after, after)):
        alone = sat.ranks(est.take({"unit": NAMES}), level=0.95, draws=1000, seed=7)
        order = [alone.labels.get_loc(label) for label in side.labels]
        for name in ("rank", "rank_low", "rank_high"):
            np.testing.assert_array_equal(getattr(side, name), getattr(alone, name)[order])
    table = found.table
    apart = (table["rank_after_high"] < table["rank_before_low"]) | (
        table["rank_after_low"] > table["rank_before_high"]
    )
    np.testing.assert_array_equal(table["verdict"] == Verdict.ESTABLISHED, apart)
    assert apart.any()
    np.testing.assert_array_equal(table["places"], table["rank_before"] - table["rank_after"])
    scores = sat.change(before, after, level=0.9).table.loc[table.index]
    np.testing.assert_array_equal(table["change"], scores["change"])
    assert table["score_verdict"].tolist() == scores["verdict"].tolist()
    assert table["rank_after"].is_monotonic_increasing


def test_what_a_move_would_have_needed():
    found = sat.rank_change(*two(3), draws=1000)
    sets = found.table
    for name, row in sets.iterrows():
        reach = {
            1: (row["rank_before"] - row["rank_before_low"]) + (row["rank_after_high"] - row["rank_after"]),
            -1: (row["rank_before_high"] - row["rank_before"]) + (row["rank_after"] - row["rank_after_low"]),
        }
        # the definition: moved by so many places, sets of these widths share no rank; by one less they do
        ways = [np.sign(row["places"])] if row["places"] else [1, -1]
        possible = [reach[way] + 1 for way in ways if 1 <= row["rank_before"] - way * (reach[way] + 1) <= 8]
        assert (min(possible) if possible else None) == (
            None if np.isnan(row["places_detectable"]) else row["places_detectable"]
        ), name
        if row["verdict"] == Verdict.ESTABLISHED:
            assert abs(row["places"]) >= row["places_detectable"]


def test_progress_of_its_own_is_not_a_better_place():
    names = ["A", "B", "C"]
    first = sat.estimates([80.0, 79.5, 70.0], se=0.5, names=names)
    second = sat.estimates([85.0, 84.5, 70.0], se=0.5, names=names)
    found = sat.rank_change(first, second)
    [family] = [f.values for f in found.findings if f.kind == "rank_change.family"]
    assert (family["risen"], family["fallen"]) == ((), ())
    assert (family["own_better"], family["own_worse"]) == (("A", "B"), ())
    assert "A better score of its own, without another place, is established for A and B." in found.say("en")
    low = sat.rank_change(first, second, best="low")
    [family] = [f.values for f in low.findings if f.kind == "rank_change.family"]
    assert (family["own_better"], family["own_worse"]) == ((), ("A", "B"))
    assert low.table["rank_after"].to_dict() == {"A": 3, "B": 2, "C": 1}


def test_units_of_one_round_or_with_few_respondents_do_not_move_the_others():
    before, after = two(5)
    few = [
        sat.estimates(est.value, se=est.se, names=NAMES, n=[200] * 7 + [n]) for est, n in ((before, 20), (after, 400))
    ]
    found = sat.rank_change(few[0].take({"unit": NAMES[1:]}), few[1])
    assert sorted(found.table.index) == NAMES[1:7]
    assert found.apart[["unit", "reason"]].values.tolist() == [
        [NAMES[0], "only_after"],
        [NAMES[7], "too_few_to_rank"],
    ]
    assert set(found.table["rank_after"]) <= set(range(1, 7))
    kinds = {finding.kind for finding in found.findings}
    assert {"rankable.few", "rank_change.apart"} <= kinds
    assert len(sat.rank_change(*few, fewest=0).table) == 8


def test_rounds_that_share_villages_are_given_together():
    rng = np.random.default_rng(2)
    village = np.repeat([f"v{i}" for i in range(60)], 5)
    town = np.repeat(NAMES[:6], 50)
    mood = np.repeat(rng.normal(0, 6, 60), 5) + np.repeat(rng.normal(0, 4, 6), 50)
    frames = [
        pd.DataFrame({"town": town, "village": village, "q": np.clip(75 + mood + rng.normal(shift, 12, 300), 0, 100)})
        for shift in (0, 2)
    ]
    surveys = [sat.read(frame, unit="town", items=["q"], cluster="village") for frame in frames]
    joint = sat.round_means({"2025": surveys[0], "2026": surveys[1]}).take({"item": "q"})
    found = sat.rank_change(joint)
    scores = sat.change(joint).table.loc[found.table.index]
    np.testing.assert_allclose(found.table["change"], scores["change"], rtol=1e-12)  # the same sums
    np.testing.assert_allclose(found.table["high"], scores["high"], rtol=1e-12)
    assert found.score.rounds == ("2025", "2026")
    assert not found.step.settings["independent"]
    assert "round_means.overlap" in {finding.kind for finding in found.findings}
    for side, est in ((found.before, "2025"), (found.after, "2026")):
        np.testing.assert_allclose(side.value, joint.take({"round": est}).value, rtol=1e-12)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000), st.permutations(range(6)), st.floats(-30, 30))
def test_the_order_of_units_and_a_constant_do_not_matter(seed, order, constant):
    before, after = two(seed, 6)
    plain = sat.rank_change(before, after, draws=1000).table
    names = [NAMES[i] for i in order]
    moved = [
        sat.estimates(e.value + constant, se=e.se, n=e.n, names=NAMES[:6]).take({"unit": names})
        for e in (before, after)
    ]
    other = sat.rank_change(*moved, draws=1000).table.loc[plain.index]
    columns = [name for name in plain if name.startswith(("rank", "places", "verdict"))]
    pd.testing.assert_frame_equal(other[columns], plain[columns])
    back = sat.rank_change(after, before, draws=1000).table.loc[plain.index]
    np.testing.assert_array_equal(back["places"], -plain["places"])
    assert back["verdict"].tolist() == plain["verdict"].tolist()


@pytest.mark.parametrize("k", [1, 2, 5])
def test_few_units_and_ties_are_told_and_drawn(k):
    before, after = two(4, k)
    tied = sat.estimates(np.full(k, 80.0), se=np.full(k, 1.0), names=NAMES[:k])
    for pair in ((before, after), (tied, sat.estimates(tied.value, se=tied.se, names=NAMES[:k]))):
        found = sat.rank_change(*pair, draws=1000)
        assert found.say("en")
        assert found.say("zh")
    assert render(found, language="zh").png


def wrong_moves(samples, rho):
    """Share of samples of six units of which two are equal and none moves, in which any move is established."""
    rng = np.random.default_rng(20261124)
    truth, names, wrong = np.array([85.0, 83, 83, 80, 79, 78.5]), NAMES[:6], 0
    for _ in range(samples):
        shared = rng.normal(size=6)
        sides = [truth + rho**0.5 * shared + (1 - rho) ** 0.5 * rng.normal(size=6) for _ in range(2)]
        found = sat.rank_change(*(sat.estimates(side, se=np.ones(6), names=names) for side in sides), draws=1000)
        wrong += Verdict.ESTABLISHED in found.verdict
    return wrong / samples


@pytest.mark.slow
@pytest.mark.parametrize("rho", [0.0, 0.8])
def test_no_place_is_said_to_have_moved_that_did_not(rho):
    # three standard errors of a share of .05 in 200 samples
    assert wrong_moves(200, rho) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_refusals_say_what_would_do():
    before, after = two(1)
    labels = pd.MultiIndex.from_product([NAMES[:2], ["x", "y"]], names=["unit", "item"])
    wide = sat.estimates([1.0, 2, 3, 4], se=1.0, names=labels)
    with pytest.raises(sat.SettingError, match="average"):
        sat.rank_change(wide, sat.estimates([1.0, 2, 3, 5], se=1.0, names=labels))
    with pytest.raises(sat.SettingError, match="level 'round'"):
        sat.rank_change(before)
    with pytest.raises(sat.SettingError, match="fewest"):
        sat.rank_change(before, after, fewest=-1)
    with pytest.raises(sat.SettingError, match="best"):
        sat.rank_change(before, after, best="up")
    with pytest.raises(sat.SettingError, match="same estimates"):
        sat.rank_change(before, before)

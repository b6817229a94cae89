"""Verdicts whatever is missing: those of gaps at the ends, and nothing else in between."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.bounds import largest_sd, smallest_sd

LEADS = "data/city-bulletin/leads.csv"
YES, NO = sat.Verdict.ESTABLISHED, sat.Verdict.NOT_ESTABLISHED
SCALE = [55, 75, 100]


def frame(*scores, **more):
    return pd.DataFrame({"unit": list("ABCDEFGH"[: len(scores)]), "score": list(scores), **more})


@pytest.mark.parametrize(
    ("score", "limits", "expected"),
    [
        # the figures that the example round of the city bulletin prints
        ("综合得分", (55, 100), 1037),
        ("综合得分", (0, 100), 3144),
        ("看病就医", (55, 100), 55754),
        ("看病就医", (0, 100), 197929),
    ],
)
def test_the_city_bulletin(score, limits, expected):
    found = sat.settle(LEADS, unit="单位", score=score, n=450, limits=limits, among=12)
    assert found.n_most.tolist() == [expected]
    assert found.settled == ("depends",)
    assert found.verdict == (NO,)
    lead = sat.gaps(sat.published(LEADS, unit="单位", score=score, n=450, limits=limits), pairs="first", among=12)
    assert found.n_most[0] == lead.n_turn[0]
    assert found.worst.detectable[0] == pytest.approx(lead.compared.detectable[0], rel=1e-12)
    # with that many respondents the verdict is the other one, always
    settled = sat.settle(LEADS, unit="单位", score=score, n=float(expected), limits=limits, among=12)
    assert settled.settled == ("always",)
    before = sat.settle(LEADS, unit="单位", score=score, n=float(expected - 1), limits=limits, among=12)
    assert before.settled == ("depends",)


@pytest.mark.parametrize("pairs", ["first", "adjacent", "all", [("A", "B")], [("A", "B"), ("C", "A")]])
@pytest.mark.parametrize("margin", [0.0, 0.5])
def test_both_ends_are_gaps_of_published(pairs, margin):
    scores = [88.0, 84.5, 80.0, 79.5]
    low, high = smallest_sd(scores, SCALE), largest_sd(scores, (55, 100))
    found = sat.settle(
        frame(*scores), unit="unit", score="score", n=(200, 900), scale=SCALE, pairs=pairs, margin=margin, level=0.9
    )
    for comparison, sd, n in ((found.worst, high, 200), (found.best, low, 900)):
        est = sat.published(frame(*scores, sd=sd), unit="unit", score="score", n=n, sd="sd")
        expected = sat.gaps(est, pairs=pairs, margin=margin, level=0.9)
        for name in ("gap", "se", "low", "high", "p_adjusted", "detectable"):
            np.testing.assert_allclose(
                getattr(comparison, name), getattr(expected.compared, name), rtol=1e-12, atol=1e-12
            )
        assert comparison.verdict == expected.compared.verdict
        assert found.labels.tolist() == expected.labels.tolist()


def test_always_depends_and_never():
    found = sat.settle(
        frame(95.0, 80.0, 77.5, 77.45), unit="unit", score="score", n=(300, 600), scale=SCALE, pairs="adjacent"
    )
    assert found.settled == ("always", "depends", "never")
    assert found.verdict == (YES, NO, NO)
    assert found.n_most[0] <= 300
    assert 600 < found.n_least[2] < found.n_most[2]
    said = found.say("en")
    assert "always established" in said
    assert "never established" in said
    assert "always established 1, depending" in said


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.floats(56, 99), min_size=2, max_size=5, unique=True),
    st.integers(2, 400),
    st.floats(1, 4),
    st.integers(0, 2**32 - 1),
)
def test_nothing_in_between_contradicts_it(scores, n, factor, seed):
    most = int(n * factor)
    found = sat.settle(frame(*scores), unit="unit", score="score", n=(n, most), scale=SCALE, pairs="all")
    random = np.random.default_rng(seed)
    low, high = smallest_sd(scores, SCALE), largest_sd(scores, (55, 100))
    sd = np.maximum(low + random.random(len(scores)) * (high - low), 1e-6)
    size = random.integers(n, most + 1, len(scores)) if most > n else np.full(len(scores), n)
    est = sat.published(frame(*scores, sd=sd, n=size), unit="unit", score="score", n="n", sd="sd")
    verdict = sat.gaps(est, fewest=0).compared.verdict  # settle judges every unit, however few its respondents
    for settled, one in zip(found.settled, verdict, strict=True):
        assert settled == "depends" or (one is YES) == (settled == "always")


def test_a_given_sd_turns_at_one_n():
    found = sat.settle(frame(83.78, 80.63), unit="unit", score="score", n=450, sd=16, among=12)
    est = sat.published(frame(83.78, 80.63), unit="unit", score="score", n=450, sd=16)
    turn = sat.gaps(est, pairs="first", among=12).n_turn[0]
    assert found.n_least[0] == found.n_most[0] == turn


def test_the_sd_at_which_it_turns():
    found = sat.settle(frame(83.78, 80.63), unit="unit", score="score", n=450, limits=(0, 100), among=12)
    sd = found.sd_turn[0]
    for factor, verdict in ((0.999, YES), (1.001, NO)):
        est = sat.published(frame(83.78, 80.63), unit="unit", score="score", n=450, sd=sd * factor)
        assert sat.gaps(est, pairs="first", among=12).compared.verdict == (verdict,)


def test_items_of_the_same_people_over_every_spread_and_correlation():
    items = pd.DataFrame({"item": ["x", "y", "z"], "score": [88.0, 86.5, 70.0]})
    found = sat.settle(items, item="item", score="score", n=450, scale=SCALE, correlation=(0.1, 0.8), pairs="all")
    low, high = smallest_sd(items["score"], SCALE), largest_sd(items["score"], (55, 100))
    place = dict(zip(items["item"], range(3), strict=True))
    for k, (a, b) in enumerate(found.labels):
        i, j = place[a], place[b]
        grid = np.array(
            [
                s**2 + t**2 - 2 * r * s * t
                for s in np.linspace(low[i], high[i], 41)
                for t in np.linspace(low[j], high[j], 41)
                for r in (0.1, 0.45, 0.8)
            ]
        )
        se = np.sqrt(grid / 450)
        assert found.worst.se[k] == pytest.approx(se.max(), rel=1e-12)
        # the grid of 41 steps misses the smallest value by a little
        assert se.min() >= found.best.se[k] - 1e-12
        assert found.best.se[k] == pytest.approx(se.min(), rel=0.05)
    assert found.settled[0] == "depends"
    assert found.settled[-1] == "always"


def test_items_agree_with_gaps_by_holm():
    items = pd.DataFrame({"item": ["x", "y", "z"], "score": [88.0, 86.5, 70.0]})
    found = sat.settle(items, item="item", score="score", n=450, sd=16, correlation=0.4, pairs="all")
    est = sat.published(items, item="item", score="score", n=450, sd=16, correlation=0.4)
    expected = sat.gaps(est, adjust="holm").compared
    np.testing.assert_allclose(found.worst.p_adjusted, expected.p_adjusted, rtol=1e-9)
    np.testing.assert_allclose(found.worst.low, expected.low, rtol=1e-9)


def test_n_by_column():
    found = sat.settle(frame(83.78, 80.63, n=[400, 900]), unit="unit", score="score", n="n", limits=(55, 100))
    est = sat.published(frame(83.78, 80.63, n=[400, 900]), unit="unit", score="score", n="n", limits=(55, 100))
    assert found.n_most[0] == sat.gaps(est, pairs="first").n_turn[0]


def test_a_mean_at_an_end_of_the_scale_is_set_apart():
    found = sat.settle(frame(100.0, 90.0, 80.0), unit="unit", score="score", n=450, scale=SCALE)
    assert found.apart[["unit", "reason"]].to_numpy().tolist() == [["A", "no_variance"]]
    assert found.labels.tolist() == [("B", "C")]
    with pytest.raises(sat.NotEstimable, match="two means"):
        sat.settle(frame(100.0, 90.0), unit="unit", score="score", n=450, scale=SCALE)


def test_equal_means_are_never_told_apart():
    found = sat.settle(frame(80.0, 80.0), unit="unit", score="score", n=(100, 10**6), scale=SCALE)
    assert found.settled == ("never",)
    assert "no sample size" in found.say("en")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(56, 99), min_size=3, max_size=6, unique=True), st.randoms())
def test_the_order_of_the_rows_does_not_matter(scores, random):
    one = sat.settle(frame(*scores), unit="unit", score="score", n=300, scale=SCALE, pairs="adjacent")
    rows = frame(*scores)
    order = list(rows.index)
    random.shuffle(order)
    other = sat.settle(rows.loc[order], unit="unit", score="score", n=300, scale=SCALE, pairs="adjacent")
    pd.testing.assert_frame_equal(one.table, other.table)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scale": None}, "give scale= or limits="),
        ({"limits": (0, 100)}, "not both"),
        ({"n": 1}, "2 or more"),
        ({"n": (450, float("inf"))}, "finite"),
        ({"n": (900, 450)}, "lowest, highest"),
        ({"correlation": 0.4}, "independent samples"),
        ({"unit": None, "item": "unit"}, "correlation="),
        ({"unit": None}, "one of them"),
        ({"pairs": "second"}, "pairs must be one of"),
        ({"pairs": [("A", "X")]}, "no difference: 'X'"),
        ({"pairs": [("A", "A")]}, "different names"),
        ({"pairs": [("A", "B"), ("B", "A")]}, "named twice"),
        ({"among": 1}, "at least the 2 given"),
        ({"scale": [90, 100]}, "outside the limits"),
        ({"scale": [90]}, "two levels"),
        ({"sd": -1.0, "scale": None}, "zero or more"),
        ({"level": 95}, "level"),
        ({"margin": -1}, "margin"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    settings = {"unit": "unit", "score": "score", "n": 450, "scale": SCALE} | change
    with pytest.raises(sat.SettingError, match=message):
        sat.settle(frame(83.78, 80.63), **settings)


def test_the_chart_shows_the_widest_intervals():
    found = sat.settle(frame(95.0, 80.0, 77.5), unit="unit", score="score", n=(300, 600), scale=SCALE, pairs="adjacent")
    assert found.chart.kind == "gaps"
    assert found.chart.data["low"].tolist() == found.worst.low.tolist()
    assert found.plot() is not None


@pytest.mark.parametrize("pairs", ["first", "adjacent", "all"])
def test_where_the_lowest_is_best_the_pairs_are_picked_from_that_end(pairs):
    given = frame(70.0, 81.0, 62.0, 74.5)
    found = sat.settle(given, unit="unit", score="score", n=450, limits=(55, 100), pairs=pairs, best="low")
    mirrored = given.assign(score=155 - given["score"])  # the scale turned over its middle
    turned = sat.settle(mirrored, unit="unit", score="score", n=450, limits=(55, 100), pairs=pairs)
    assert found.labels.tolist() == turned.labels.tolist()
    np.testing.assert_allclose(found.worst.gap, -turned.worst.gap, atol=1e-12)  # rounding of the turn
    assert found.settled == turned.settled
    assert found.labels[0] == ("C", "A")
    with pytest.raises(sat.SettingError, match="best must be"):
        sat.settle(given, unit="unit", score="score", n=450, limits=(55, 100), best="top")

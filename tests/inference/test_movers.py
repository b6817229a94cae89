"""Who moved most: regression to the mean, lists, probabilities, verdicts, the next round."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.moving.movers_found import _regression, chances, listed, noise
from satmodel.inference.shrinking.bivariate import CHANGE, two_rounds
from satmodel.inference.shrinking.bivariate_average import averaged
from satmodel.result import Verdict

ITEMS = ["safety", "schools", "culture", "surroundings", "officials", "medical care"]
NOW = np.array([86.70, 88.15, 88.95, 82.19, 79.92, 76.79])
MOVED = np.array([2.831, 3.787, 9.158, 9.215, 7.057, 2.047])
SEEDS = st.integers(0, 2**16)
NUMBERS = ["shrunk", "shrunk_se", "expected_change", "p_improved", "p_declined", "fall_back"]


def rounds(seed: int, count: int = 6, tau: float = 1.5, error: float = 2.0) -> tuple[sat.Estimates, sat.Estimates]:
    """Two rounds of some towns whose scores are spread by 2.5 points and whose changes by tau."""
    rng = np.random.default_rng(seed)
    first = rng.normal(80, 2.5, count)
    true = first, first + rng.normal(1, tau, count)
    names, se = [f"town {i}" for i in range(count)], np.full(count, error)
    before, after = (sat.estimates(side + rng.normal(0, error, count), se=se, names=names) for side in true)
    return before, after


def test_known_answer_of_six_items():
    names = pd.MultiIndex.from_arrays([ITEMS], names=["item"])
    se = np.full(6, 16 / np.sqrt(450))
    found = sat.movers(sat.estimates(NOW - MOVED, se=se, names=names), sat.estimates(NOW, se=se, names=names))
    slope = found.findings[1].values
    # 0.005: printed with two decimals
    assert slope["correlation"] == pytest.approx(-0.42, abs=0.005)
    assert slope["slope"] == pytest.approx(-0.25, abs=0.005)
    # 32 / 450 · 8 of error against the spread of the scores: noise alone makes little of this slope
    assert -0.1 < slope["noise_slope"] < 0
    assert found.table["rank"].idxmin() == "surroundings"


def test_table_chart_findings_and_step():
    before, after = rounds(3, 13)
    found = sat.movers(before, after, top=2)
    table = found.table
    assert table["rank"].tolist() == sorted(table["rank"])
    moved = sat.change(before, after).table.loc[table.index]
    np.testing.assert_array_equal(
        table[["before", "after", "change", "se"]], moved[["before", "after", "change", "se"]]
    )
    np.testing.assert_allclose(table["change"] - table["expected_change"], table["net_change"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(table["next"] - table["after"], table["fall_back"], rtol=0, atol=1e-12)
    # to rounding: each draw has two most improved and two most declined
    assert table[["p_improved", "p_declined"]].sum().tolist() == pytest.approx([2, 2], abs=1e-9)
    assert np.all((table["low"] < table["shrunk"]) & (table["shrunk"] < table["high"]))
    kinds = [finding.kind for finding in found.findings]
    assert kinds[:8] == ["movers.spread", "movers.slope", *(["movers.list", "movers.one", "movers.one"] * 2)]
    assert kinds[8:] == ["movers.end", "movers.end", "movers.note"]
    ends = [finding.values for finding in found.findings[8:10]]
    assert [one["name"] for one in ends] == [table["after"].idxmax(), table["after"].idxmin()]
    assert ends[0]["fall_back"] < 0 < ends[1]["fall_back"]
    up, down = found.findings[2].values, found.findings[5].values
    assert up["names"] == tuple(table.index[:2])
    assert set(down["names"]) == set(table.index[-2:])
    assert up["right"] == pytest.approx(table["p_improved"].iloc[:2].sum())
    assert up["overstated"] == pytest.approx((table["change"] - table["shrunk"]).iloc[:2].mean())
    assert up["fall_back"] == pytest.approx(table["fall_back"].iloc[:2].mean())
    assert up["by_luck"] == pytest.approx(4 / 13)
    assert found.chart.kind == "movers"
    assert set(found.chart.columns.values()) <= set(found.chart.data.columns)
    assert set(found.chart.marks["named"]) == {*up["names"], *down["names"]}
    assert found.step.method == "movers"
    assert found.step.settings["independent"] is True


def test_small_gains_are_drawn_together_and_large_ones_are_kept():
    small = sat.movers(*rounds(4, 13, tau=0.0)).table
    assert (small["shrunk"].max() - small["shrunk"].min()) < 0.5 * (small["change"].max() - small["change"].min())
    large = sat.movers(*rounds(4, 13, tau=15.0, error=0.2))
    np.testing.assert_allclose(large.table["shrunk"], large.table["change"], rtol=0, atol=0.1)
    assert list(large.table["improved"][:3]) == [Verdict.ESTABLISHED] * 3
    assert large.findings[2].values["all_sure"]
    assert large.findings[2].values["smallest_detectable"] is None


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_one_set_of_both_rounds_holds_what_they_share(rho):
    before, after = rounds(5, 8)
    labels = pd.MultiIndex.from_product([before.labels.get_level_values(0), ["2014", "2015"]], names=["unit", "round"])
    cov = np.kron(np.eye(8), 4.0 * np.array([[1, rho], [rho, 1]]))
    both = sat.estimates(np.stack([before.value, after.value], axis=1).ravel(), cov=cov, names=labels)
    found, apart = sat.movers(both), sat.movers(before, after)
    assert found.step.settings["independent"] == (rho == 0)
    if rho:
        assert np.all(found.table["se"] < apart.table["se"].min())
        assert abs(found.noise.slope) < abs(apart.noise.slope)
    else:
        # to rounding: the same model by the other door
        np.testing.assert_allclose(found.table[NUMBERS], apart.table[NUMBERS], rtol=1e-9, atol=1e-9)


@settings(max_examples=2)
@given(SEEDS, st.permutations(range(6)), st.sampled_from([0.0, 0.4]))
def test_the_order_of_the_units_does_not_matter(seed, order, shared):
    sides = [
        sat.estimates(one.value, cov=4 * (np.eye(6) + shared), names=[label[0] for label in one.labels])
        for one in rounds(seed)
    ]
    names = [sides[0].labels[i][0] for i in order]
    found = sat.movers(*sides, draws=1000)
    moved = sat.movers(sides[0].take({"unit": names}), sides[1], draws=1000).table.loc[found.table.index]
    # 1e-6: sums in another order, and eigenvectors of equal eigenvalues
    np.testing.assert_allclose(moved[NUMBERS], found.table[NUMBERS], rtol=0, atol=1e-6)
    assert moved["improved"].tolist() == found.table["improved"].tolist()


@settings(max_examples=2)
@given(SEEDS, st.floats(-50, 50))
def test_a_constant_moves_the_scores_alone(seed, constant):
    sides = rounds(seed)
    shifted = [
        sat.estimates(one.value + constant, se=one.se, names=[label[0] for label in one.labels]) for one in sides
    ]
    plain, moved = (sat.movers(*pair, draws=1000).table for pair in (sides, shifted))
    moved = moved.loc[plain.index]
    # 1e-7 points: rounding of the shift
    np.testing.assert_allclose(moved[NUMBERS], plain[NUMBERS], rtol=0, atol=1e-7)
    np.testing.assert_allclose(moved["next_low"] - constant, plain["next_low"], rtol=0, atol=1e-7)


@settings(max_examples=2)
@given(SEEDS)
def test_where_a_fall_is_the_improvement_all_is_mirrored(seed):
    sides = rounds(seed)
    turned = [sat.estimates(-one.value, se=one.se, names=[label[0] for label in one.labels]) for one in sides]
    plain, low = sat.movers(*sides, draws=1000), sat.movers(*turned, best="low", draws=1000)
    one, other = plain.table, low.table
    assert one.index.tolist() == other.index.tolist()
    same = ["p_improved", "p_declined", "rank", "rank_shrunk", "shrunk_se"]
    np.testing.assert_array_equal(one[same], other[same])
    for name, mirror in (("shrunk", "shrunk"), ("low", "high"), ("expected_change",) * 2, ("next_low", "next_high")):
        np.testing.assert_array_equal(one[name], -other[mirror])
    assert low.findings[2].values["overstated"] == plain.findings[2].values["overstated"]
    np.testing.assert_allclose(low.noise.line[0], -plain.noise.line[0][::-1])
    np.testing.assert_allclose(low.noise.line[2], -plain.noise.line[3][::-1])


def test_the_line_of_pure_noise_is_that_of_two_normal_variables():
    data = two_rounds(np.array([[78.0, 80], [80, 81], [82, 84], [85, 83]]), np.diag([4.0, 3, 2, 2, 1, 2, 4, 4]))
    over = averaged(data)
    first, pull = over.between[:, 0, 0], data.own
    expected, variance, _ = _regression(over, pull, data.value[:, 0])
    for i in range(4):
        at, inner = [], []
        for n, spread in enumerate(first):
            joint = spread * np.ones((2, 2)) + pull[i]  # of the scores before and after, the true one the same
            moves = np.array([[1.0, 0.0], [-1.0, 1.0]])
            joint = moves @ joint @ moves.T
            slope = joint[0, 1] / joint[0, 0]
            m = over.found.centre[n]
            at.append(m[1] - m[0] + slope * (data.value[i, 0] - m[0]))
            by = np.array([-1 - slope, 1.0])
            inner.append(joint[1, 1] - slope * joint[0, 1] + by @ over.found.centre_cov[n] @ by)
        at = np.array(at)
        assert expected[i] == pytest.approx(over.weight @ at, abs=1e-10)
        assert variance[i] == pytest.approx(over.weight @ (inner + (at - over.weight @ at) ** 2), abs=1e-10)


def test_pure_noise_follows_its_own_line():
    before, after = rounds(6, 60, tau=0.0, error=2.0)
    found = noise(averaged(two_rounds(np.stack([before.value, after.value], axis=1), 4.0 * np.eye(120))), 0.95)
    # v / (T + v) = 4 / (6.25 + 4): within three standard errors of a slope of 60 units
    assert found.slope == pytest.approx(-4 / 10.25, abs=0.3)
    inside = np.abs(after.value - before.value - found.expected) < (found.line[3] - found.line[1]).mean()
    assert inside.mean() > 0.9


def test_probabilities_are_those_of_the_drawn_changes():
    before, after = rounds(7, 5)
    data = two_rounds(np.stack([before.value, after.value], axis=1), 4.0 * np.eye(10))
    over = averaged(data)
    together = averaged(two_rounds(data.value, data.cov + 1e-9))  # by the road of correlated errors
    one, other = (
        chances(way, np.arange(5), top=2, draws=20_000, seed=seed) for way, seed in ((over, 1), (together, 2))
    )
    # 0.02: four standard errors of the difference of two shares of 20,000 draws
    np.testing.assert_allclose(one, other, rtol=0, atol=0.02)
    np.testing.assert_allclose(one.sum(axis=1), 2, rtol=0, atol=1e-12)
    assert np.all(np.argsort(one[0]) == np.argsort(over.weight @ (over.found.mean @ CHANGE)))


@pytest.mark.parametrize("top", [1, 3])
def test_a_lead_as_large_as_the_one_named_is_established(top):
    value = np.array([5.0, 3.0, 2.5, 2.0, 0.5, -1.0, -1.5, 0.0])
    cov = np.diag(np.linspace(0.8, 1.6, 8))
    plain = listed(pairs_of(value, cov, np.full(8, np.inf)), top=top, level=0.95, draws=4000, seed=1)
    assert not plain.sets.established[0]
    moved = value + np.eye(8)[0] * (plain.needed[0] - plain.lead[0] + 1e-6)
    found = listed(pairs_of(moved, cov, np.full(8, np.inf)), top=top, level=0.95, draws=4000, seed=1)
    assert found.sets.established[0]
    # of the units on the list none reaches what it would need
    assert np.all(plain.sets.established == (plain.lead > plain.needed))
    assert plain.lead[0] == value[0] - np.sort(value[1:])[-top]


def test_units_of_one_round_are_listed_and_ties_share_the_list():
    before, after = rounds(8, 6)
    names = [label[0] for label in after.labels]
    found = sat.movers(before.take({"unit": names[:5]}), after)
    assert found.apart[["unit", "reason"]].values.tolist() == [["town 5", "only_after"]]
    assert found.findings[-1].kind == "movers.apart"
    se = np.full(6, 2.0)
    flat = [sat.estimates(value, se=se, names=names) for value in ([80.0] * 6, [81.0] * 5 + [82.0])]
    tied = sat.movers(*flat, top=2)
    assert tied.table["rank"].tolist() == [1, 2, 2, 2, 2, 2]
    assert tied.findings[2].values["picked"] == 6
    assert tied.findings[1].values["slope"] is None
    assert "相同" in tied.say("zh")
    same = sat.movers(flat[0], sat.estimates([81.0] * 6, se=se, names=names), draws=2000)
    # 0.03: three standard errors of a share of 2000 draws
    np.testing.assert_allclose(same.table["p_improved"], 0.5, rtol=0, atol=0.04)


def test_a_unit_of_one_round_alone_does_not_turn_the_rounds():
    before, after = rounds(12, 6)
    stacked = before.stack(after, keys=("1", "2"))
    rows = np.array([11, *range(5), *range(6, 11)])  # town 5 stands first, with the later round alone
    part = sat.estimates(stacked.value[rows], se=stacked.se[rows], names=stacked.labels[rows])
    found = sat.movers(part)
    assert found.apart["reason"].tolist() == ["only_after"]
    names = [label[0] for label in before.labels][:5]
    plain = sat.movers(before.take({"unit": names}), after.take({"unit": names}))
    np.testing.assert_allclose(found.table["change"], plain.table["change"], rtol=0, atol=1e-12)


def test_few_degrees_of_freedom_are_said():
    before, after = rounds(9, 6)
    names = [label[0] for label in before.labels]
    few = [sat.estimates(one.value, se=one.se, df=4, names=names) for one in (before, after)]
    found = sat.movers(*few)
    assert "movers.rough" in [finding.kind for finding in found.findings]
    plain = sat.movers(before, after)
    assert np.all(found.lists[0].needed > plain.lists[0].needed)


def test_what_cannot_be_asked_is_refused():
    before, after = rounds(10, 6)
    names = [label[0] for label in before.labels]
    with pytest.raises(sat.NotEstimable, match=r"3 units.*change\(\)"):
        sat.movers(before.take({"unit": names[:3]}), after)
    with pytest.raises(sat.NotComparable, match="both rounds"):
        sat.movers(before.take({"unit": names[:3]}), after.take({"unit": names[3:]}))
    for wrong, words in (
        ({"top": 6}, "from 1 to 5"),
        ({"top": True}, "top"),
        ({"best": "up"}, "best"),
        ({"level": 95}, "level"),
    ):
        with pytest.raises(sat.SettingError, match=words):
            sat.movers(before, after, **wrong)
    with pytest.raises(sat.SettingError, match="at least"):
        sat.movers(before, after, draws=50)
    with pytest.raises(sat.SettingError, match="standard error of zero"):
        sat.movers(before, sat.estimates(after.value, se=[0.0, *[2.0] * 5], names=names))
    with pytest.raises(sat.SettingError, match="the levels unit and 'round'"):
        sat.movers(before)
    stacked = before.stack(after, keys=("1", "2"))
    with pytest.raises(sat.SettingError, match="two rounds, and there are"):
        sat.movers(stacked.take({"round": ["1"]}))
    mixed = stacked.labels.to_frame(index=False).iloc[[6, 0, *range(1, 6), *range(7, 12)]]
    labels = pd.MultiIndex.from_frame(mixed)
    with pytest.raises(sat.SettingError, match="which came first"):
        sat.movers(sat.estimates(np.arange(12.0), se=np.ones(12), names=labels))
    with pytest.raises(sat.SettingError, match="without the level"):
        sat.movers(stacked, after)
    with pytest.raises(sat.SettingError, match="override"):
        sat.movers(stacked, override="why")
    with pytest.raises(sat.SettingError, match="same estimates"):
        sat.movers(after, after)


def test_instruments_that_are_not_comparable_are_refused():
    before, after = rounds(11, 6)
    cards = sat.Instrument(organiser="a", mode="telephone"), sat.Instrument(organiser="b", mode="telephone")
    sides = [card.mark(one) for card, one in zip(cards, (before, after), strict=True)]
    with pytest.raises(sat.NotComparable, match="organiser"):
        sat.movers(*sides)
    forced = sat.movers(*sides, override="the same interviewers")
    assert forced.step.settings["override"] == "the same interviewers"
    np.testing.assert_array_equal(forced.table[NUMBERS], sat.movers(before, after).table[NUMBERS])


def simulated(count: int, tau: float, samples: int, seed: int) -> dict[str, np.ndarray]:
    """What became of the three most improved in samples of rounds, and of all units."""
    rng, out = np.random.default_rng(seed), {name: [] for name in ("p", "true", "covered", "next", "over", "shrunk")}
    for _ in range(samples):
        first, error = rng.normal(80, 2.5, count), 1.8
        change = rng.normal(1, tau, count)
        values = [first + rng.normal(0, error, count), first + change + rng.normal(0, error, count)]
        sides = [sat.estimates(one, se=np.full(count, error), names=list(range(count))) for one in values]
        table = sat.movers(*sides, draws=1000).table.sort_index()
        third = first + change + rng.normal(0, error, count)
        out["p"].append(table["p_improved"])
        out["true"].append(np.isin(np.arange(count), np.argsort(-change)[:3]))
        out["covered"].append((table["low"] <= change) & (change <= table["high"]))
        out["next"].append((table["next_low"] <= third) & (third <= table["next_high"]))
        listed_units = table["rank"] <= 3
        out["over"].append(np.mean((table["change"] - change)[listed_units]))
        out["shrunk"].append(np.mean((table["shrunk"] - change)[listed_units]))
    return {name: np.array(parts).ravel() for name, parts in out.items()}


@pytest.mark.slow
def test_probabilities_are_calibrated_and_intervals_cover():
    found = simulated(13, 2.0, 100, 20261124)
    place = np.minimum((found["p"] * 5).astype(int), 4)
    for part in range(5):
        here = place == part
        # 0.05 is what is promised; the second term is two standard errors of the share of so many units
        room = 0.05 + 2 * np.sqrt(0.25 / max(here.sum(), 1))
        assert abs(found["p"][here].mean() - found["true"][here].mean()) < room, part
    # two standard errors of 1300 units in 100 samples around 95 %
    assert 0.92 < found["covered"].mean() < 0.98
    assert 0.93 < found["next"].mean() < 0.97
    assert found["over"].mean() > 1.5
    assert abs(found["shrunk"].mean()) < 0.4

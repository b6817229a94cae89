"""Units over several rounds: reliabilities against psych, mean squares, posterior and chance by brute force."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel import NotEstimable, SettingError
from satmodel.inference.deciding.belonging import among_first
from satmodel.inference.deciding.mean_squares import MeanSquares, mean_squares, spearman_brown
from satmodel.inference.deciding.strikes import drawn_rounds, longest

STORED = pd.read_csv(Path(__file__).parents[1] / "reference" / "rounds" / "persistence.csv").set_index("what")


def stored(name):
    """The scores and psych's (ICC, low, high) of one round and of the mean."""
    cells = STORED.loc[f"{name}.score"].pivot(index="row", columns="column", values="value").to_numpy()
    return cells, *(STORED.loc[f"{name}.{kind}", "value"].to_numpy() for kind in ("ICC3", "ICC3k"))


def years(scores, se=1.5, **more):
    """Independent rounds out of (k, r) scores."""
    names = [f"T{i:02d}" for i in range(len(scores))]
    return {
        f"{2020 + j}": sat.estimates(scores[:, j], se=np.full(len(scores), se), names=names, **more)
        for j in range(scores.shape[1])
    }


def drawn(units=13, rounds=5, seed=7, passing=0.8, error=1.5, spread=2.0):
    rng = np.random.default_rng(seed)
    level = rng.normal(82, spread, (units, 1))
    return level + rng.normal(0, passing, (units, rounds)) + rng.normal(0, error, (units, rounds))


def independent(units, rounds, variance):
    cov = np.zeros((units, rounds, units, rounds))
    for j in range(rounds):
        cov[np.arange(units), j, np.arange(units), j] = variance
    return cov


@pytest.mark.parametrize("name", ["shrout", "drawn"])
def test_reliabilities_and_their_intervals_are_psychs(name):
    scores, one, mean = stored(name)
    found = sat.persistence(years(scores, se=1.0), bottom=2, draws=400)
    # 1e-8: psych's numbers are stored with ten digits
    np.testing.assert_allclose([found.one.value, found.one.low, found.one.high], one, atol=1e-8)
    np.testing.assert_allclose([found.mean.value, found.mean.low, found.mean.high], mean, atol=1e-8)


def test_parts_of_the_variance_are_nlmes():
    scores, *_ = stored("drawn")
    found = mean_squares(scores, independent(*scores.shape, 1.0))
    lasting, rest = (STORED.loc[f"drawn.{part}", "value"] for part in ("lasting", "rest"))
    assert found.lasting == pytest.approx(lasting, rel=1e-5)  # nlme stops its search there
    assert found.passing == pytest.approx(rest - 1.0, rel=1e-5)  # what is left, less the sampling error


def test_the_reliability_of_a_mean_is_spearman_and_browns():
    found = sat.persistence(years(drawn()), bottom=3, draws=400)
    one = found.one.value
    assert found.mean.value == pytest.approx(5 * one / (1 + 4 * one))
    assert spearman_brown(one, found.mean.value) == pytest.approx(5)
    assert found.needed.value == pytest.approx(spearman_brown(one, 0.8))
    assert found.needed.low < found.needed.value < found.needed.high
    assert spearman_brown(0.0, 0.8) == float("inf")


def test_mean_squares_expect_what_the_errors_add_whatever_their_covariance():
    """E y'My = tr(MV) for the quadratic forms written out as matrices."""
    units, rounds = 4, 3
    root = np.random.default_rng(2).normal(size=(units * rounds, units * rounds))
    cov = (root @ root.T).reshape(units, rounds, units, rounds)
    found = mean_squares(np.random.default_rng(3).normal(size=(units, rounds)), cov)
    apart, together = np.eye(units) - 1 / units, np.full((rounds, rounds), 1 / rounds)
    flat = cov.reshape(units * rounds, -1)
    between = np.trace(np.kron(apart, together) @ flat) / (units - 1)
    within = np.trace(np.kron(apart, np.eye(rounds) - together) @ flat) / ((units - 1) * (rounds - 1))
    assert found.error_between == pytest.approx(between)
    assert found.error_within == pytest.approx(within)


def test_parts_of_the_variance_are_found_in_the_long_run():
    parts = [mean_squares(drawn(seed=seed), independent(13, 5, 1.5**2)) for seed in range(400)]
    lasting = np.mean([(one.between - one.within) / 5 for one in parts])
    passing = np.mean([one.within - one.error_within for one in parts])
    assert lasting == pytest.approx(4.0, abs=0.35)  # four standard errors of 400 rounds of 12 degrees of freedom
    assert passing == pytest.approx(0.64, abs=0.13)


def test_nothing_that_lasts_has_no_reliability():
    squares = MeanSquares(5, 3, 1.0, 2.0, 1.0, 1.0, 1.0)
    assert squares.lasting == 0
    assert squares.one() == squares.mean() == 0
    found = sat.persistence(years(drawn(spread=0.0, passing=0.0, seed=3)), bottom=3, draws=400)
    assert found.step.settings["tau2"] == 0
    assert "no lasting difference" in found.say()
    assert found.table["p_bottom"].tolist() == pytest.approx([3 / 13] * 13)


def test_lasting_levels_are_what_the_whole_model_predicts():
    """Best linear prediction from all scores at once, with a matrix of all of them."""
    scores, error = drawn(), 1.5
    found = sat.persistence(years(scores, se=error), bottom=3, draws=400)
    units, rounds = scores.shape
    tau2, passing = found.chances.found.tau2, found.squares.passing
    whole = np.kron(np.eye(units), tau2 * np.ones((rounds, rounds)) + (passing + error**2) * np.eye(rounds))
    x = np.kron(np.ones((units, 1)), np.eye(rounds))
    inverse = np.linalg.inv(whole)
    b = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ scores.ravel())
    level = np.kron(np.eye(units), tau2 * np.ones((1, rounds))) @ inverse @ (scores.ravel() - x @ b)
    # the posterior turns the sign: the largest is the worst
    np.testing.assert_allclose(-found.chances.expected - b.mean(), level, atol=1e-9)
    assert tau2 == pytest.approx(found.squares.lasting)  # of equal errors both moments are one


def test_by_chance_alone_places_are_drawn_by_lot():
    """k C(r, c) (b / k)^c (1 − b / k)^(r − c) units are among the last b of k in c of r rounds."""
    from scipy.stats import binom

    units, rounds, last = 12, 3, 4
    found = drawn_rounds(
        np.zeros((units, rounds)),
        independent(units, rounds, 2.0),
        lasting=0.0,
        passing=0.5,
        last=last,
        strikes=2,
        observed=1,
        draws=20_000,
        seed=1,
    )
    closed = units * binom.pmf(np.arange(rounds + 1), rounds, last / units)
    np.testing.assert_allclose(found.times, closed, atol=0.06)  # four standard errors of 20,000 draws
    third = last / units
    assert found.struck == pytest.approx(units * (2 * third**2 - third**3), abs=0.06)  # two of three running
    assert found.share == pytest.approx(1 - third)


def test_a_unit_with_few_respondents_is_last_more_often_by_chance():
    cov = independent(12, 3, np.array([9.0] + [1.0] * 11))
    asked = {"lasting": 0.0, "passing": 0.0, "last": 2, "strikes": 2, "observed": 1, "draws": 20_000, "seed": 1}
    assert drawn_rounds(np.zeros((12, 3)), cov, **asked).times[-1] > 1.5 * 12 * (2 / 12) ** 3


def test_the_longest_run_is_counted():
    flags = np.array([[1, 1, 0, 1], [0, 1, 1, 1], [0, 0, 0, 0], [1, 0, 1, 0]], dtype=bool)
    assert longest(flags).tolist() == [2, 3, 0, 1]


def test_counts_of_the_table_are_those_of_the_places():
    scores = drawn()
    found = sat.persistence(years(scores), bottom=3, strikes=3, draws=400)
    last = among_first(-scores.T, 3).T
    by_name = found.table.sort_index()
    assert by_name["in_bottom"].tolist() == last.sum(axis=1).tolist()
    assert by_name["struck"].tolist() == (longest(last) >= 3).tolist()
    assert found.times["units_observed"].sum() == 13
    np.testing.assert_allclose(found.times[["units_chance", "units_model"]].sum(), 13.0)
    assert found.ranks.shape == (13, 5)
    assert found.table["p_bottom"].sum() == pytest.approx(3, abs=1e-7)  # sums over equal steps, right to about 1e-8
    assert len(found.chart.data) == 65


def test_rounds_with_one_covariance_are_those_by_round():
    scores = drawn(units=6, rounds=3, spread=5.0)
    apart = sat.persistence(years(scores), bottom=2, draws=400)
    names = pd.MultiIndex.from_product(
        [[f"T{i:02d}" for i in range(6)], ["2020", "2021", "2022"]], names=["unit", "round"]
    )
    joint = sat.estimates(scores.ravel(), se=np.full(18, 1.5), names=names)
    together = sat.persistence(joint, bottom=2, draws=400)
    pd.testing.assert_frame_equal(apart.table, together.table)
    shared = np.kron(np.eye(6), 1.5**2 * (0.4 * np.ones((3, 3)) + 0.6 * np.eye(3)))
    panel = sat.persistence(sat.estimates(scores.ravel(), cov=shared, names=names), bottom=2, draws=400)
    assert not panel.step.settings["independent"]
    # what the respondents keep from round to round is no lasting difference between units
    assert panel.one.value < together.one.value
    assert panel.squares.lasting == pytest.approx(
        (panel.squares.between - panel.squares.error_between - panel.squares.passing) / 3
    )
    assert "persistence.dependent" in [finding.kind for finding in panel.findings]


def test_errors_that_pull_rounds_apart_leave_a_reliability_of_one_at_most():
    names = pd.MultiIndex.from_product([[f"T{i}" for i in range(8)], ["a", "b", "c"]], names=["unit", "round"])
    scores = drawn(units=8, rounds=3, passing=0.5, error=0.0)
    cov = np.kron(np.eye(8), 4 * (1.45 * np.eye(3) - 0.45 * np.ones((3, 3))))
    found = sat.persistence(sat.estimates(scores.ravel(), cov=cov, names=names), bottom=2, draws=400)
    assert found.one.value == found.mean.value == 1.0
    assert found.needed.value == 0.0
    assert "the mean of 1 round " in found.say()


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(7)), st.floats(-20, 20))
def test_order_of_units_shift_of_a_round_and_mirror_change_nothing(order, shift):
    scores = drawn(units=7, rounds=3)
    base = sat.persistence(years(scores), bottom=2, draws=400)
    names, index = [f"T{i:02d}" for i in range(7)], list(order)
    moved = {
        f"{2020 + j}": sat.estimates(scores[index, j] + shift * j, se=np.full(7, 1.5), names=[names[i] for i in index])
        for j in range(3)
    }
    other = sat.persistence(moved, bottom=2, draws=400)
    turned = sat.persistence(years(-scores), bottom=2, draws=400, best="low")
    for found in (other, turned):
        left, right = base.table.sort_index(), found.table.sort_index()
        for column in ("rank", "in_bottom", "struck", "rank_worst"):
            assert left[column].tolist() == right[column].tolist()
        np.testing.assert_allclose(left["p_bottom"], right["p_bottom"], atol=1e-6)  # scores were shifted and rounded
        assert found.one.value == pytest.approx(base.one.value, abs=1e-9)
        np.testing.assert_allclose(found.model.times, base.model.times, atol=0.02)  # a draw may cross a tie by rounding


def test_ties_at_the_last_place_count_all():
    scores = np.array([[80, 80], [80, 84], [85, 83], [88, 80], [90, 91]], dtype=float)
    found = sat.persistence(years(scores), bottom=1, draws=400)
    assert found.named[:, 0].tolist() == [True, True, False, False, False]
    assert found.named[:, 1].tolist() == [True, False, False, True, False]


def test_a_unit_that_is_missing_once_is_set_apart():
    rounds = years(drawn(units=6, rounds=3))
    rounds["2021"] = rounds["2021"].take({"unit": [f"T{i:02d}" for i in range(5)]})
    found = sat.persistence(rounds, bottom=2, draws=400)
    assert found.apart[["unit", "reason"]].to_numpy().tolist() == [["T05", "not_in_all_rounds"]]
    assert "T05 takes no part" in found.say()
    few = years(drawn(units=6, rounds=3), n=[100] * 5 + [12])
    assert sat.persistence(few, bottom=2, draws=400).apart["reason"].tolist() == ["too_few_to_rank"]


def test_two_rounds_say_that_they_are_two_and_three_units_that_they_are_few():
    found = sat.persistence(years(drawn(rounds=2)), bottom=3, draws=400)
    assert "persistence.two_rounds" in [finding.kind for finding in found.findings]
    few = sat.persistence(years(drawn(units=3, rounds=3)), bottom=1, draws=400)
    assert few.chances is None
    assert "no probability" in few.say()
    assert few.say("zh")
    assert "p_bottom" not in few.table


def test_shares_are_said_as_shares():
    scores = drawn() / 100
    rounds = {
        year: sat.estimates(one.value, se=one.se, names=one.labels.get_level_values(0))
        for year, one in years(scores, se=0.015).items()
    }
    assert sat.persistence(rounds, bottom=3, draws=400).say()


@pytest.mark.parametrize(
    "asked",
    [
        {"bottom": 0},
        {"bottom": 13},
        {"bottom": 2.5},
        {"bottom": float("nan")},
        {"strikes": "x"},
        {"strikes": 6},
        {"strikes": 0},
        {"wanted": 1},
        {"best": "x"},
    ],
)
def test_what_cannot_be_asked_is_refused(asked):
    with pytest.raises(SettingError):
        sat.persistence(years(drawn()), **{"bottom": 3, **asked})


def test_rounds_that_cannot_be_compared_are_refused():
    one = years(drawn(rounds=2))
    with pytest.raises(NotEstimable, match="two rounds"):
        sat.persistence({"2020": one["2020"]}, bottom=2)
    with pytest.raises(SettingError, match="different"):
        sat.persistence({"2020": one["2020"], "2021": one["2020"]}, bottom=2)
    with pytest.raises(SettingError, match="round"):
        sat.persistence(one["2020"], bottom=2)
    copies = years(np.repeat(drawn(rounds=1), 3, axis=1))
    with pytest.raises(NotEstimable, match="different rounds"):
        sat.persistence(copies, bottom=2)
    apart = {"2020": one["2020"], "2021": sat.estimates([1.0, 2.0], se=[1, 1], names=["x", "y"])}
    with pytest.raises(NotEstimable, match="every round"):
        sat.persistence(apart, bottom=1)


@pytest.mark.slow
def test_the_model_expects_what_happens_and_units_belong_there_as_often_as_is_said():
    said, truly, always, told = [], [], [], []
    for seed in range(150):
        rng = np.random.default_rng(1000 + seed)
        level = rng.normal(80, 2, (40, 1))
        scores = level + rng.normal(0, 0.8, (40, 3)) + rng.normal(0, 1.79, (40, 3))
        found = sat.persistence(years(scores, se=1.79), bottom=8, draws=400)
        said.append(found.chances.probability[:, 0])
        truly.append(among_first(-level.T, 8)[0])
        always.append(found.named.all(axis=1).sum())
        told.append(found.model.times[-1])
    gap = np.array(always) - np.array(told)
    assert abs(gap.mean()) < 3.5 * gap.std(ddof=1) / np.sqrt(len(gap))  # of its own standard error
    said, truly = np.concatenate(said), np.concatenate(truly)
    bins = np.minimum((said * 10).astype(int), 9)
    for one in range(10):
        here = bins == one
        assert abs(truly[here].mean() - said[here].mean()) < 0.05 + 1.5 / np.sqrt(here.sum())

"""Dominance of items: the published example, R's numbers, brute force, laws, and the error of the verdicts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

import satmodel as sat
from satmodel.inference.judging.comparing import holm
from satmodel.inference.sampling.sample import in_one_order, sample_of
from satmodel.inference.sharing.importance import shapley_of
from satmodel.inference.sharing.subset_differences import dominances, members

REFERENCE = Path(__file__).parents[1] / "reference" / "drivers"
OUTCOMES = {"swiss": "Fertility", "attitude": "rating", "stackloss": "stack.loss"}


def read(frame: pd.DataFrame, outcome: str = "rating", **roles: str) -> sat.Survey:
    items = [name for name in frame if name not in (outcome, "town", "village")]
    return sat.read(frame, unit="town", items=items, overall=outcome, **roles)


def drawn(seed: int, pull: list[float], clusters: int = 40, each: int = 10, halo: float = 0.5) -> pd.DataFrame:
    """Respondents of 4 towns: items share a halo, the rating is their sum by ``pull`` and as much noise."""
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(clusters), each)
    mood = rng.standard_normal((clusters, 1))[village] * 0.3 + rng.standard_normal((len(village), 1))
    items = np.sqrt(halo) * mood + np.sqrt(1 - halo) * rng.standard_normal((len(village), len(pull)))
    rating = items @ np.array(pull) + 0.5 * rng.standard_normal(len(village))
    frame = pd.DataFrame(80 + 12 * items, columns=list("abcdefghijklmnop")[: len(pull)])
    return frame.assign(rating=80 + 12 * rating, village=village, town=village % 4)


def regressed(points: np.ndarray, subset: tuple[int, ...]) -> float:
    """R² of the last column on some others by least squares on the rows."""
    x, y = np.column_stack([np.ones(len(points)), points[:, list(subset)]]), points[:, -1]
    fitted = x @ np.linalg.lstsq(x, y, rcond=1e-10)[0]
    return 1 - ((y - fitted) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def test_the_published_example():
    # Azen and Budescu (2003): four predictors, R² and their average additions by size of subset, to three decimals
    cov = np.array(
        [
            [1.0, 0.8, 0.1, 0.3, 0.6],
            [0.8, 1.0, 0.1, 0.1, 0.3],
            [0.1, 0.1, 1.0, 0.5, 0.4],
            [0.3, 0.1, 0.5, 1.0, 0.5],
            [0.6, 0.3, 0.4, 0.5, 1.0],
        ]
    )
    found = dominances(cov, np.stack([cov, cov]))
    printed = [[0.360, 0.090, 0.160, 0.250], [0.300, 0.074, 0.095, 0.152], [0.263, 0.069, 0.063, 0.073]]
    # 0.0006: printed with three decimals
    np.testing.assert_allclose(found.by_size.T[:3], printed, rtol=0, atol=0.0006)
    np.testing.assert_allclose(found.by_size.T[3], [0.246, 0.071, 0.061, 0.010], rtol=0, atol=0.0006)
    # the first dominates the others completely; of the others the fourth only generally, then the third
    assert found.code.tolist() == [[1, 1, 1]] * 3 + [[0.5, 0.5, 0]] * 3


@pytest.mark.parametrize("data", OUTCOMES)
def test_contributions_by_size_are_those_of_r(data):
    frame = pd.read_csv(REFERENCE / f"{data}.csv").assign(town="all")
    found = sat.dominance(read(frame, OUTCOMES[data]), replicates=200)
    numbers = pd.read_csv(REFERENCE / "importance.csv").query("data == @data")
    wanted = numbers.pivot(index="item", columns="method", values="value").loc[found.general.index]
    # 1e-10: dominanceanalysis prints 15 digits
    np.testing.assert_allclose(found.general, wanted["general_dominance"], rtol=0, atol=1e-10)
    for size in found.conditional:
        np.testing.assert_allclose(
            found.conditional[size], wanted[f"conditional_dominance_level{size}"], rtol=0, atol=1e-10
        )
    assert found.general.is_monotonic_decreasing


def test_attitude_is_told_as_r_tells_it():
    frame = pd.read_csv(REFERENCE / "attitude.csv").assign(town="all")
    table = sat.dominance(read(frame), replicates=200).table
    # complete dominance on `attitude` in the front page of dominanceanalysis
    found = table.index[table["dominance"] == "completely"]
    assert {
        item: {b for a, b in found if a == item} for item in ("complaints", "learning", "raises", "privileges")
    } == {
        "complaints": {"privileges", "learning", "raises", "critical", "advance"},
        "learning": {"privileges", "raises", "critical", "advance"},
        "raises": {"critical"},
        "privileges": {"critical"},
    }
    assert not {"critical", "advance"} & {item for item, _ in found}


@pytest.mark.parametrize("seed", range(3))
def test_every_subset_by_least_squares(seed):
    points = np.random.default_rng(seed).standard_normal((25, 5)) @ np.random.default_rng(seed + 9).random((5, 5))
    found = dominances(np.cov(points.T), np.cov(points.T)[None].repeat(2, 0))
    for pair, (i, j) in enumerate(zip(found.one, found.other, strict=True)):
        others = [item for item in range(4) if item not in (i, j)]
        subsets = [subset for size in range(3) for subset in combinations(others, size)]
        added = {s: regressed(points, (*s, i)) - regressed(points, (*s, j)) for s in subsets}
        for place, gap in enumerate(found.gap[pair]):
            # 1e-10: least squares on rows against Schur complements
            assert gap == pytest.approx(added[members(place, i, j, 4)], abs=1e-10)
        leads = np.array(list(added.values()))
        assert found.code[pair, 0] == (1 if (leads > 0).all() else 0 if (leads < 0).all() else 0.5)


def test_replicates_in_blocks_are_the_replicates_at_once(monkeypatch):
    sample = sample_of(read(drawn(1, [0.4, 0.3, 0.2, 0.0]), cluster="village", stratum="town"))
    replicated = sample.replicated(200, 5)
    whole = dominances(sample.cov, replicated)
    monkeypatch.setattr("satmodel.inference.sharing.subset_differences._BLOCK", 2**4 * 7)
    parted = dominances(sample.cov, replicated)
    # 1e-15: sums of 200 numbers below one in another order
    np.testing.assert_allclose(parted.gap_se, whole.gap_se, rtol=0, atol=1e-15)
    np.testing.assert_array_equal(parted.codes, whole.codes)
    # each replicate alone gives its own codes, and their spread the errors
    alone = [dominances(cov, replicated[:2]) for cov in replicated]
    np.testing.assert_array_equal(np.stack([one.code for one in alone]), whole.codes)
    gaps = np.stack([one.gap for one in alone])
    # 1e-12: a variance by two formulas
    np.testing.assert_allclose(whole.gap_se, gaps.std(axis=0, ddof=1), rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        whole.general_gap, np.subtract(*shapley_of(sample.cov)[[whole.one, whole.other]]), atol=1e-14
    )


def test_verdicts_are_the_intersection_union_test():
    survey = read(drawn(4, [0.35, 0.2, 0.1, 0.1]), cluster="village", stratum="town")
    found = sat.dominance(survey, replicates=300, seed=2)
    sample = sample_of(survey, items=in_one_order(survey, str(survey.overall), list("abcd")))
    raw = dominances(sample.cov, sample.replicated(300, 2))
    sign = np.sign(raw.general_gap)
    df = found.step.settings["df"]

    def p_of(gap: np.ndarray, se: np.ndarray) -> np.ndarray:
        return np.minimum(2 * stats.t.sf((sign * (gap / se).T).T.min(axis=1), df), 1)

    general = 2 * stats.t.sf(np.abs(raw.general_gap) / raw.general_se, df)
    complete = np.maximum.reduce([general, p_of(raw.size_gap, raw.size_se), p_of(raw.gap, raw.gap_se)])
    adjusted, _ = holm(complete, 0.05)
    for pair, p in enumerate(adjusted):
        i, j = sample.items[raw.one[pair]], sample.items[raw.other[pair]]
        row = found.table.loc[(i, j) if sign[pair] > 0 else (j, i)]
        # 1e-12: the same arithmetic
        assert row["p_adjusted"] == pytest.approx(p, abs=1e-12)
        assert (row["verdict"] == "established") == (p < 0.05)
        assert row["least"] >= (raw.gap[pair] * sign[pair]).min()


SMALL = st.integers(2, 5).flatmap(
    lambda p: hnp.arrays(np.float64, (9, p + 1), elements=st.integers(0, 4).map(float)),
)


@settings(max_examples=40, deadline=None)
@given(SMALL)
def test_complete_means_conditional_means_general(points):
    cov = np.cov(points.T)
    assume(cov[-1, -1] > 0)
    found = dominances(cov, np.stack([cov, cov]))
    complete, conditional, general = found.code.T
    assert np.all((complete == 0.5) | (complete == conditional))
    assert np.all((conditional == 0.5) | (conditional == general))
    # 1e-12: sums of at most 32 numbers below one
    np.testing.assert_allclose(found.by_size.mean(axis=1), shapley_of(cov), rtol=0, atol=1e-12)


@settings(max_examples=25, deadline=None)
@given(SMALL, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(points, random):
    cov = np.cov(points.T)
    assume(cov[-1, -1] > 0)
    p = len(cov) - 1
    order = random.sample(range(p), p)
    moved = cov[np.ix_([*order, p], [*order, p])]
    found, again = (dominances(one, np.stack([one, one])) for one in (cov, moved))
    at = {(i, j): code for i, j, code in zip(found.one, found.other, found.code, strict=True)}
    for i, j, code in zip(again.one, again.other, again.code, strict=True):
        a, b = order[i], order[j]
        np.testing.assert_array_equal(code, at[a, b] if a < b else 1 - at[b, a])


def test_order_of_rows_and_items_and_a_shift_of_points_change_nothing():
    frame = drawn(6, [0.4, 0.3, 0.1])
    one = sat.dominance(read(frame, cluster="village", stratum="town"), replicates=200)
    for order in list(permutations("abc"))[3:4]:
        moved = frame[[*order, "rating", "village", "town"]].sample(frac=1, random_state=1)
        two = sat.dominance(read(moved, cluster="village", stratum="town"), replicates=200)
        pd.testing.assert_frame_equal(one.table, two.table, atol=1e-12)
    shifted = frame.assign(a=frame["a"] + 7, rating=2 * frame["rating"])
    two = sat.dominance(read(shifted, cluster="village", stratum="town"), replicates=200)
    # 1e-9: correlations of other numbers; the replicates are the same clusters unless the order of their sums changed
    np.testing.assert_allclose(one.conditional, two.conditional, rtol=0, atol=1e-9)


@pytest.mark.parametrize("seed", range(2, 7))
@pytest.mark.parametrize("times", [1.0, 0.1])
def test_items_that_say_the_same_tie(seed, times):
    frame = drawn(seed, [0.5, 0.2])
    same = frame.assign(c=7 + times * frame["a"])
    found = sat.dominance(read(same, cluster="village", stratum="town"), replicates=200)
    tie = found.table.loc[("a", "c")]
    assert tie[["dominance", "dominance_established", "verdict"]].tolist() == [
        "tied",
        "not established",
        "not established",
    ]
    assert tie[["gap", "se", "least", "detectable", "detectable_general"]].tolist() == [0] * 5
    assert tie[["verdict_conditional", "verdict_general"]].tolist() == ["not established"] * 2
    assert tie["reproducibility"] == tie["p_half"] == 1
    again = found.reproducibility
    np.testing.assert_allclose(again[["p_one", "p_half", "p_zero"]].sum(axis=1), 1, atol=1e-12)
    assert again["sample"].isin([0, 0.5, 1]).all()


def test_a_constant_item_and_a_combination_take_part():
    frame = drawn(3, [0.5, 0.2])
    frame = frame.assign(c=70.0, d=frame["a"] + frame["b"])
    found = sat.dominance(read(frame, cluster="village", stratum="town"), replicates=200)
    assert len(found.table) == 6
    assert not found.table.isna().any(axis=None)
    assert found.general["c"] == pytest.approx(0, abs=1e-9)


def test_what_cannot_be_asked_is_refused():
    survey = read(drawn(1, [0.2] * 16, each=1))
    with pytest.raises(sat.SettingError, match=r"16 items have 120 pairs.*at most 15"):
        sat.dominance(survey)
    with pytest.raises(sat.NotEstimable, match="two items"):
        sat.dominance(survey, items=["a"])
    with pytest.raises(sat.SettingError, match="200 or more"):
        sat.dominance(survey, items=["a", "b"], replicates=100)
    with pytest.raises(sat.SettingError, match="level"):
        sat.dominance(survey, items=["a", "b"], level=95)
    alike = drawn(1, [0.2, 0.2], each=1).assign(rating=80.0)
    with pytest.raises(sat.NotEstimable, match="same answer"):
        sat.dominance(read(alike))


@pytest.mark.slow
@pytest.mark.parametrize("pull", [[0.4, 0.4, 0.1], [0.3, 0.0, 0.0]])
def test_the_error_of_the_verdicts_stays_below_its_level(pull):
    """Two items of one true importance: none of the three dominances may be established more often than the level."""
    wrong = np.zeros(3)
    base = read(drawn(0, pull, clusters=30), cluster="village", stratum="town")
    alike = next(pair for pair in combinations("abc", 2) if len({pull["abc".index(item)] for item in pair}) == 1)
    for seed in range(300):
        points = drawn(seed, pull, clusters=30).rename(columns={"rating": "overall"})[base.scores.columns]
        survey = replace(base, scores=points.set_index(base.scores.index))
        table = sat.dominance(survey, replicates=200, seed=seed).table
        row = next(table.loc[pair] for pair in (alike, alike[::-1]) if pair in table.index)
        wrong += [row[name] == "established" for name in ("verdict", "verdict_conditional", "verdict_general")]
    rates = wrong / 300
    assert rates[0] <= rates[1] <= rates[2]
    # 0.075: 0.05 and two standard errors of 300 samples
    assert rates[2] <= 0.075

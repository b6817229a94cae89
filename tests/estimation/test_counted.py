"""Estimates from counts: those of the respondents' file, R's, brute force over all tables, and their coverage."""

from __future__ import annotations

from itertools import product
from math import factorial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.counted import moments_of

REFERENCE = Path(__file__).parents[1] / "reference" / "counts"
ANSWERS = {"satisfied": 100, "fairly": 75, "dissatisfied": 55}
SCALE = sat.Scale(ANSWERS, no_opinion=["unsure"])


def table(**units):
    """Counts of satisfied, fairly, dissatisfied and unsure for each unit."""
    columns = dict(zip([*ANSWERS, "unsure"], zip(*units.values(), strict=True), strict=True))
    return sat.counts(pd.DataFrame({"town": list(units), **columns}), unit="town", answers=SCALE)


def respondents(counts):
    """One row a respondent again."""
    frame = counts.frame
    return frame.loc[frame.index.repeat(frame["count"]), [*counts.levels, "answer"]]


def test_r_survey():
    frame = pd.read_csv(REFERENCE / "counts.csv")
    given = sat.counts(frame, unit="unit", answers=SCALE)
    expected = pd.read_csv(REFERENCE / "counts_estimates.csv").set_index("unit")
    for name, asked in {
        "mean": {},
        "share": {"share": ["satisfied"]},
        "net": {"net": (["satisfied"], ["dissatisfied"])},
    }.items():
        found = sat.counted(given, **asked).table
        # 1e-12: both are sums of a few hundred numbers in double precision
        np.testing.assert_allclose(found["estimate"], expected[name], rtol=1e-12)
        np.testing.assert_allclose(found["se"], expected[f"{name}_se"], rtol=1e-12)


def test_the_same_as_from_the_respondents_each_unit_a_stratum():
    counts = table(A=(49, 36, 10, 5), B=(12, 6, 4, 3), C=(3, 0, 1, 0))
    rows = respondents(counts).rename(columns={"answer": "q"})
    est = sat.means(sat.read(rows, unit="unit", items=["q"], scale=SCALE, stratum="unit")).take({"item": "q"})
    found = sat.counted(counts)
    np.testing.assert_allclose(found.value, est.value, rtol=1e-13)
    np.testing.assert_allclose(found.cov, est.cov, rtol=1e-12, atol=1e-14)
    assert found.df.tolist() == est.df.tolist()
    assert found.n.tolist() == est.n.tolist()


def test_the_whole_sample_is_the_same_as_from_the_respondents():
    counts = table(A=(49, 36, 10, 5), B=(12, 6, 4, 3))
    rows = respondents(counts).rename(columns={"answer": "q"})
    est = sat.means(sat.read(rows, unit="unit", items=["q"], scale=SCALE), by=None)
    found = sat.counted(counts, by=None)
    np.testing.assert_allclose(found.table[["estimate", "se", "df", "n"]], est.table[["estimate", "se", "df", "n"]])


def test_a_simple_random_sample_without_dont_knows_has_the_usual_standard_error():
    answers = np.repeat([100.0, 75.0, 55.0], [20, 9, 5])
    for divisor in ("respondents", "n-1"):
        found = sat.counted(table(A=(20, 9, 5, 0)), divisor=divisor)
        assert found.value[0] == pytest.approx(answers.mean(), rel=1e-14)
        assert found.se[0] == pytest.approx(answers.std(ddof=1) / np.sqrt(34), rel=1e-13)
    assert sat.counted(table(A=(20, 9, 5, 0)), divisor="n").se[0] == pytest.approx(answers.std() / np.sqrt(34))


def test_the_variance_is_unbiased_over_every_table_that_could_have_come():
    p, points, n = np.array([0.5, 0.3, 0.2]), np.array([100.0, 75.0, 55.0]), 7
    tables = np.array([c for c in product(range(n + 1), repeat=3) if sum(c) == n], dtype=float)
    chance = np.array(
        [factorial(n) / np.prod([factorial(int(k)) for k in c]) * np.prod(p**c) for c in tables], dtype=float
    )
    value, se = moments_of(tables, points, tables.sum(axis=1), "n-1")
    true_mean = p @ points
    assert chance @ value == pytest.approx(true_mean, rel=1e-12)
    # the mean of the estimated variance is the variance of the mean, which the enumeration gives exactly
    assert chance @ se**2 == pytest.approx(chance @ (value - true_mean) ** 2, rel=1e-12)
    assert chance @ se**2 == pytest.approx((p @ points**2 - true_mean**2) / n, rel=1e-12)


def test_what_cannot_be_estimated_is_set_apart():
    found = sat.counted(table(A=(49, 36, 10, 5), B=(0, 0, 0, 9), C=(1, 0, 0, 3), D=(8, 0, 0, 1)))
    assert found.apart[["unit", "reason"]].to_numpy().tolist() == [
        ["B", "no_answers"],
        ["C", "single_respondent"],
        ["D", "no_variance"],
    ]
    with pytest.raises(sat.NotEstimable):
        sat.counted(table(D=(8, 0, 0, 1)))


def items():
    frame = pd.DataFrame(
        {
            "town": ["A", "A", "B", "B"],
            "item": ["x", "y"] * 2,
            "satisfied": [50, 60, 40, 55],
            "fairly": [30, 30, 40, 20],
            "dissatisfied": [20, 10, 15, 5],
        }
    )
    return sat.counts(frame, unit="town", item="item", answers=SCALE)


def test_items_of_a_unit_need_a_correlation():
    with pytest.raises(sat.SettingError, match="safe side for a composite"):
        sat.counted(items())
    found = sat.counted(items(), correlation=0.4)
    assert found.cov[0, 1] == pytest.approx(0.4 * found.se[0] * found.se[1])
    assert found.cov[0, 2] == 0


def test_a_composite_lies_between_its_ends():
    bounds = sat.composite_bounds(items())
    for correlation in (0.0, 0.3, 1.0):
        found = sat.counted(items(), correlation=correlation).average("item")
        assert (found.se >= bounds.se_low - 1e-12).all()
        assert (found.se <= bounds.se_high + 1e-12).all()
        np.testing.assert_allclose(found.value, bounds.value)
    np.testing.assert_allclose(bounds.se_high, sat.counted(items(), correlation=1.0).average("item").se)
    assert "uncorrelated" not in bounds.say("en")
    with pytest.raises(sat.SettingError, match="one question"):
        sat.composite_bounds(table(A=(49, 36, 10, 5)))


def test_the_true_composite_of_people_lies_between_the_ends():
    random = np.random.default_rng(5)
    mood = random.standard_normal(400)
    points = np.array([55.0, 75.0, 100.0])
    answers = {name: points[np.digitize(mood + random.standard_normal(400), [-1.5, 0.3])] for name in "xyz"}
    counted = [[name, *(int((a == y).sum()) for y in (100, 75, 55))] for name, a in answers.items()]
    frame = pd.DataFrame(counted, columns=["item", *ANSWERS]).assign(town="A")
    bounds = sat.composite_bounds(sat.counts(frame, unit="town", item="item", answers=SCALE))
    true = np.mean(list(answers.values()), axis=0).std(ddof=1) / np.sqrt(400)
    assert bounds.se_low[0] < true < bounds.se_high[0]


def test_a_composite_that_lacks_an_item_is_listed():
    frame = pd.DataFrame(
        {"town": ["A", "A", "B", "B"], "item": ["x", "y"] * 2, "satisfied": [50, 60, 40, 9], "fairly": [30, 30, 40, 0]}
    )
    given = sat.counts(frame, unit="town", item="item", answers=["satisfied", "fairly"])
    found = sat.composite_bounds(given, scale=SCALE)
    assert found.apart["unit"].tolist() == ["B"]
    assert "B is listed apart" in found.say("en")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.integers(2, 60)] * 3, st.integers(0, 9)), min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, random):
    units = {f"u{i}": row for i, row in enumerate(rows)}
    mixed = list(units.items())
    random.shuffle(mixed)
    one, other = sat.counted(table(**units)).table, sat.counted(table(**dict(mixed))).table
    pd.testing.assert_frame_equal(one.sort_index(), other.sort_index())


@settings(deadline=None, max_examples=40)
@given(st.tuples(*[st.integers(2, 60)] * 3, st.integers(0, 9)), st.floats(-50, 50), st.floats(0.1, 3))
def test_adding_and_stretching_points_moves_the_mean_and_stretches_the_error(row, shift, factor):
    counts = table(A=row)
    moved = sat.Scale({answer: factor * y + shift for answer, y in ANSWERS.items()}, no_opinion=["unsure"])
    one, other = sat.counted(counts), sat.counted(counts, scale=moved)
    # 1e-9 of a point: cancellation in the variance
    assert other.value[0] == pytest.approx(factor * one.value[0] + shift, abs=1e-9)
    assert other.se[0] == pytest.approx(factor * one.se[0], abs=1e-9)


def test_merged_units_have_the_weighted_mean():
    counts = table(A=(49, 36, 10, 5), B=(12, 6, 4, 3))
    one, both = sat.counted(counts), sat.counted(counts.merged({"AB": ["A", "B"]}))
    assert both.value[0] == pytest.approx((one.n @ one.value) / one.n.sum())


def test_how_far_rounding_may_move_an_estimate_by_brute_force():
    shares = pd.DataFrame({"town": ["A"], "satisfied": [46], "fairly": [30], "dissatisfied": [15], "unsure": [9]})
    counts = sat.counts(shares, unit="town", answers=SCALE, base=170)
    found = sat.counted(counts)
    low, high = counts.matrix("count_low")[1][0], counts.matrix("count_high")[1][0]
    ranges = [range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True)]
    possible = [
        c[:3] @ np.array([100, 75, 55]) / c[:3].sum() for c in map(np.array, product(*ranges)) if c.sum() == 170
    ]
    assert len(possible) > 1
    assert found.step.settings["rounding"] == pytest.approx(np.abs(np.array(possible) - found.value[0]).max())
    assert sat.counted(table(A=(49, 36, 10, 5))).step.settings["rounding"] == 0


def test_ranks_and_gaps_work_on_it():
    est = sat.counted(table(A=(80, 15, 5, 0), B=(40, 30, 30, 0), C=(42, 30, 28, 0)))
    assert sat.gaps(est, pairs=[("A", "B")]).compared.verdict[0] is sat.Verdict.ESTABLISHED
    assert sat.ranks(est).table.loc["A", "rank"] == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": "item"}, "by must be"),
        ({"divisor": "n+1"}, "divisor must be"),
        ({"level": 95}, "level must lie"),
        ({"share": ["unsure"]}, "the scored answers are"),
        ({"share": "satisfied"}, "must be a list"),
        ({"net": (["satisfied"], ["satisfied"])}, "both for and against"),
        ({"share": ["fairly"], "scale": SCALE}, "one of scale="),
        ({"scale": sat.Scale({"satisfied": 1})}, "no points for 'fairly'"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.counted(table(A=(49, 36, 10, 5)), **change)


def test_counts_without_points_need_a_scale():
    frame = pd.DataFrame({"town": ["A"], "satisfied": [5], "fairly": [4]})
    given = sat.counts(frame, unit="town", answers=["satisfied", "fairly"])
    with pytest.raises(sat.SettingError, match="give scale="):
        sat.counted(given)
    assert sat.counted(given, share=["satisfied"]).value[0] == pytest.approx(5 / 9)


def test_estimates_near_an_end_of_the_scale_are_counted():
    counts = table(A=(97, 2, 1, 0), B=(50, 30, 20, 0), C=(1, 2, 97, 0))
    assert sat.counted(counts).step.settings["few"] == 2
    assert sat.counted(counts, share=["fairly"]).step.settings["few"] == 2
    assert sat.counted(counts, share=["satisfied", "fairly"]).step.settings["few"] == 2


def coverage(n, rounds, seed=11):
    """How often the interval holds the true mean, with a tenth of don't-knows."""
    random = np.random.default_rng(seed)
    p, points = np.array([0.5, 0.25, 0.15, 0.1]), np.array([100.0, 75.0, 55.0])
    true = p[:3] @ points / p[:3].sum()
    drawn = random.multinomial(n, p, rounds).astype(float)
    value, se = moments_of(drawn[:, :3], points, drawn.sum(axis=1), "respondents")
    from scipy import stats

    half = stats.t.ppf(0.975, drawn[:, :3].sum(axis=1) - 1) * se
    return np.mean(np.abs(value - true) <= half)


@pytest.mark.parametrize("n", [30, 100, 400, 1000])
def test_intervals_hold_the_true_mean(n):
    # 93.5 to 96.5 per cent: the promise of the documentation; one standard error of 20,000 rounds is 0.15 per cent
    assert 0.935 <= coverage(n, 20_000) <= 0.965

"""The map of importance and score: brute force, the error of the lines, refusals, and quadrants that are wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.driving.quadrants import QUADRANTS, line_of, quadrant
from satmodel.inference.sharing.measure import importance_of

YES = "established"


def answers(
    seed: int,
    clusters: int,
    each: int,
    *,
    pull: tuple[float, ...] = (3.0, 1.0, 1.0, 1.0),
    mean: tuple[float, ...] = (70.0, 80.0, 80.0, 80.0),
) -> pd.DataFrame:
    """Items that share a halo of .5, in clusters; the overall answer is their weighted sum and as much noise."""
    rng = np.random.default_rng(seed)
    p, within, n = len(pull), 0.06, clusters * each
    cluster = np.repeat(np.arange(clusters), each)
    cov = np.full((p, p), 0.5) + np.eye(p) * 0.5
    parts = [rng.standard_normal((size, p + 1)) for size in (clusters, n)]
    mixed = np.sqrt(within) * parts[0][cluster] + np.sqrt(1 - within) * parts[1]
    x = mixed[:, :p] @ np.linalg.cholesky(cov).T
    rating = x @ np.array(pull) / np.sqrt(np.array(pull) @ cov @ np.array(pull)) + mixed[:, p]
    frame = pd.DataFrame(np.array(mean) + 10 * x, columns=list("abcdef")[:p])
    return frame.assign(all=80 + 10 * rating, village=cluster, town=cluster % 2)


def survey(frame: pd.DataFrame, **roles: str) -> sat.Survey:
    return sat.read(frame, unit="town", items=[name for name in "abcdef" if name in frame], overall="all", **roles)


@pytest.fixture(scope="module")
def read():
    frame = answers(3, 40, 40)
    frame.loc[::7, "b"] = np.nan
    return survey(frame, stratum="town", cluster="village")


@pytest.fixture(scope="module")
def found(read):
    return sat.priorities(read)


def test_items_may_be_named_in_any_order(read, found):
    turned = sat.priorities(read, items=list(reversed(read.items))).table.loc[found.table.index]
    # 1e-9: the same columns in the same order, whatever order they were named in
    pd.testing.assert_frame_equal(turned, found.table, check_exact=False, rtol=1e-9)


def test_importance_is_that_of_drivers_and_a_score_is_that_of_means(read, found):
    drivers = sat.drivers(read).table.loc[found.table.index]
    for name in ("share", "share_low", "share_high"):
        # 1e-12: the same draws, summed in wider rows
        np.testing.assert_allclose(found.table[name], drivers[name], rtol=0, atol=1e-12)
    one = sat.read(read.frame.assign(whole="all"), unit="whole", items=list("abcd"), stratum="town", cluster="village")
    means = sat.means(one).table.droplevel("unit").loc[found.table.index]
    np.testing.assert_allclose(found.table["score"], means["estimate"], rtol=1e-12)
    assert found.table["n"].tolist() == means["n"].tolist()
    # a thousand replicates: two Monte Carlo standard errors of a standard error are 4.5 per cent
    width = (found.table["score_high"] - found.table["score_low"]) / (means["high"] - means["low"])
    assert width.between(0.9, 1.1).all()


def test_the_mean_line_brings_its_own_error(read, found):
    scores = sat.means(
        sat.read(read.frame.assign(whole="all"), unit="whole", items=list("abcd"), stratum="town", cluster="village")
    )
    order = [scores.table.index.get_loc(("all", item)) for item in found.table.index]
    apart = np.eye(4) - 0.25
    se = np.sqrt(np.diag(apart @ scores.cov[np.ix_(order, order)] @ apart.T))
    reach = found.table["score_gap_high"] - found.table["score_gap"]
    ratio = reach / found.table["score_detectable"]
    np.testing.assert_allclose(ratio, 1, rtol=1e-12)
    given = sat.priorities(read, lines=(0.25, found.score_line)).table.loc[found.table.index]
    # items under one halo move with their mean: against it their error is smaller than against a fixed line
    assert (found.table["score_detectable"] < given["score_detectable"]).all()
    spread = found.table["score_detectable"].to_numpy() / se
    # critical values of Holm's steps of eight differences lie between these
    assert ((spread > 1.8) & (spread < 3.4)).all()
    assert found.table["score_gap"].sum() == pytest.approx(0, abs=1e-9)
    assert found.table["share_gap"].sum() == pytest.approx(0, abs=1e-12)
    assert found.share_line == pytest.approx(0.25, abs=1e-15)


def test_a_quadrant_needs_both_sides(found):
    for row in found.table.itertuples():
        both = row.share_verdict == row.score_verdict == YES
        assert (row.quadrant == "not established") == (not both)
        if both:
            assert row.quadrant == QUADRANTS[(row.share_gap > 0, row.score_gap > 0)]
    assert found.table["quadrant"]["a"] == "look_first"
    assert quadrant(-0.1, YES, 2.0, YES) == "as_it_is"
    assert quadrant(-0.1, YES, 2.0, "not established") == "not established"
    assert found.chart.kind == "priorities"
    assert set(found.chart.columns.values()) <= set(found.chart.data)


def test_lines_are_the_mean_the_median_or_given(read):
    median = sat.priorities(read, lines="median", replicates=200)
    assert median.share_line == pytest.approx(np.median(median.table["share"]))
    assert median.score_line == pytest.approx(np.median(median.table["score"]))
    seen = median.table["share_detectable"]
    assert (seen > 0).all()
    assert ((median.table["share_gap"].abs() > seen) == (median.table["share_verdict"] == YES)).all()
    given = sat.priorities(read, lines=(0.3, 75), replicates=200)
    assert (given.share_line, given.score_line) == (0.3, 75.0)
    np.testing.assert_allclose(given.table["score_gap"], given.table["score"] - 75)
    assert line_of(np.ones((5, 3)), "mean").shape == line_of(np.ones((5, 3)), 2.0).shape == (5,)
    for wrong in ("middle", (0.3,), (1.2, 80), (0.2, np.nan), 5, ("a", 80), None):
        with pytest.raises(sat.SettingError, match="lines must be 'mean', 'median'"):
            sat.priorities(read, lines=wrong)


@pytest.mark.parametrize("method", ["johnson", "genizi", "car"])
def test_importance_by_another_measure(read, method):
    found = sat.priorities(read, method=method, replicates=200)
    whole = read.scores.dropna()
    wanted = importance_of(np.cov(whole[[*"abcd", "overall"]].T), method)
    shares = pd.Series(wanted / wanted.sum(), index=list("abcd"))
    np.testing.assert_allclose(found.table["share"], shares[found.table.index], rtol=1e-9)  # sums in another order
    with pytest.raises(sat.SettingError, match="method must be one of shapley, johnson, genizi, car"):
        sat.priorities(read, method="first")


def test_a_weight_of_two_counts_as_two_respondents_and_a_lonely_stratum_is_told():
    frame = answers(8, 20, 10).assign(weight=lambda rows: 1.0 + (rows.index % 3 == 0))
    twice = frame.loc[frame.index.repeat(frame["weight"].astype(int))].reset_index(drop=True).drop(columns="weight")
    weighted = sat.priorities(survey(frame, cluster="village", weight="weight"), replicates=200)
    repeated = sat.priorities(survey(twice, cluster="village"), replicates=200)
    shown = ["share", "share_low", "score", "score_high", "share_gap_high", "score_gap_low"]
    # the same totals of every village, summed in another order
    np.testing.assert_allclose(weighted.table[shown], repeated.table[shown], rtol=1e-9)
    alone = frame.assign(part=np.where(frame["village"] == 0, "alone", "others"))
    found = sat.priorities(survey(alone, cluster="village", stratum="part"), replicates=200)
    told = [one.values["count"] for one in found.findings if one.kind == "priorities.lonely_strata"]
    assert told == [1]


def test_the_order_of_rows_and_items_does_not_matter(read, found):
    frame = read.frame.sample(frac=1, random_state=4)
    turned = sat.read(frame, unit="town", items=list("dcba"), overall="all", stratum="town", cluster="village")
    other = sat.priorities(turned).table.loc[found.table.index]
    exact = ["share", "score", "share_gap", "score_gap"]
    np.testing.assert_allclose(other[exact], found.table[exact], rtol=1e-9, atol=1e-11)  # sums in another order
    assert other["quadrant"].tolist() == found.table["quadrant"].tolist()


def test_an_item_that_everyone_answers_alike_is_apart_and_one_item_is_refused():
    frame = answers(5, 20, 10).assign(d=90.0)
    found = sat.priorities(survey(frame, cluster="village"), replicates=200)
    assert found.apart["reason"].to_dict() == {"d": "no_variance"}
    assert sorted(found.table.index) == ["a", "b", "c"]
    assert found.share_line == pytest.approx(1 / 3)
    assert [one.values["name"] for one in found.findings if one.kind == "priorities.apart"] == ["d"]
    with pytest.raises(sat.NotEstimable, match="1 items vary"):
        sat.priorities(survey(frame, cluster="village"), items=["a", "d"])
    with pytest.raises(sat.SettingError, match="replicates must be 200"):
        sat.priorities(survey(frame), replicates=50)


@pytest.mark.parametrize("seed", range(4))
def test_a_rounding_is_no_difference_from_the_line(seed):
    # the same answers in another order: scores that are the same, in a sample taken whole, where nothing has an error
    frame = answers(seed, 30, 10, pull=(1.0, 1.0, 1.0), mean=(80.0,) * 3).assign(size=15)
    order = np.random.default_rng(seed)
    frame = frame.assign(b=order.permutation(frame["a"]), c=order.permutation(frame["a"]))
    found = sat.priorities(survey(frame, stratum="town", cluster="village", population="size"), replicates=200)
    assert (found.table["score_gap"].abs() < 1e-10).all()  # rounding
    assert (found.table["score_verdict"] == "not established").all()
    assert (found.table["quadrant"] == "not established").all()


def test_two_items_and_a_sample_taken_whole():
    frame = answers(6, 30, 10, pull=(3.0, 1.0), mean=(70.0, 80.0)).assign(size=15)
    found = sat.priorities(survey(frame, stratum="town", cluster="village", population="size"), replicates=200)
    # every village was drawn: nothing is left to chance, and every difference stands as it is
    assert (found.table["score_low"] == found.table["score_high"]).all()
    assert found.table["quadrant"].to_dict() == {"a": "look_first", "b": "as_it_is"}


@pytest.mark.slow
@pytest.mark.parametrize("lines", ["mean", "median"])
def test_equal_items_are_seldom_put_on_a_side_of_a_line(lines):
    sides, held = [], []
    for seed in range(150):
        read = survey(answers(seed, 40, 10, pull=(1.0,) * 5, mean=(80.0,) * 5), cluster="village")
        table = sat.priorities(read, lines=lines, replicates=200).table
        sides.append(bool(((table["share_verdict"] == YES) | (table["score_verdict"] == YES)).any()))
        held += list((table["score_low"] <= 80) & (table["score_high"] >= 80))
    # 150 samples: .05 and two Monte Carlo standard errors
    assert np.mean(sides) <= 0.086
    assert 0.92 <= np.mean(held) <= 0.98
